"""`graphcrm migrate`: brings the schema of the database up to date."""

from __future__ import annotations

import asyncio

import click

from graphcrm.cli.database import open_graph
from graphcrm.compile import database_schema
from graphcrm.graph import migrations
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
    async with open_graph(load(), migrate=False) as graph:
        return await migrations.migrate(graph, database_schema.statements(VOCABULARY))
