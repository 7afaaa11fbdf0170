"""`graphcrm migrate`: brings the schema of the database up to date."""

from __future__ import annotations

import asyncio

import click

from graphcrm.cli.database import open_graph
from graphcrm.compile import database_schema
from graphcrm.graph import migrations
from graphcrm.records.keys import opening
from graphcrm.settings import load
from graphcrm.vocabulary.words import VOCABULARY


@click.command()
def migrate() -> None:
    """Bring the schema of the database up to date. `serve`, `demo` and `import` do it too.

    Example: graphcrm migrate
    """
    for name in asyncio.run(_migrate()) or ["nothing: it is up to date"]:
        click.echo(f"applied {name}")


async def _migrate() -> list[str]:
    settings = load()
    async with open_graph(settings, migrate=False, settle=False) as graph:
        applied = await migrations.migrate(graph, database_schema.statements(VOCABULARY))
        done = await opening.settle(graph, VOCABULARY, opening.key_store(settings))
        return [*applied, *([f"keys: {done} values were enciphered"] if done else [])]
