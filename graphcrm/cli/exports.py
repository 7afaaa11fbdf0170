"""`graphcrm export`: all that somebody sees, in the native format."""

from __future__ import annotations

import asyncio
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import click

from graphcrm.access.viewers import Viewer, owner
from graphcrm.api.allowances import Allowances
from graphcrm.cli import output
from graphcrm.cli.database import noted, open_graph
from graphcrm.cli.policy import chosen
from graphcrm.errors import RateLimited
from graphcrm.exchange.exports import everything
from graphcrm.exchange.exports.ledger import ExportLedger
from graphcrm.graph.connection import Graph
from graphcrm.records import users
from graphcrm.records.audit.journals import Journal
from graphcrm.records.audit.notes import Note
from graphcrm.records.budgets import Budgets
from graphcrm.records.journal import LOCAL
from graphcrm.records.standing import Standing
from graphcrm.settings import Settings, load
from graphcrm.vocabulary.words import VOCABULARY

_PERMISSION = "export"
_AT_ONCE = 2
_HELD_SECONDS = 120.0  # of one that was killed; renewed with each page


@click.group()
def exports() -> None:
    """Write what is in the graph into files.

    Example: graphcrm export all --output world
    """


@exports.command(name="all")
@click.option("--output", "folder", required=True, type=click.Path(path_type=Path), help="The folder to make.")
@click.option("--viewer", "email", help="Export what this user sees, who must be allowed to; else everything there is.")
@click.option("--canonical", is_flag=True, help="Equal graphs give equal files. It is so without this word too.")
@click.option("--json", "as_json", is_flag=True, help="The ledger as one JSON object.")
def everything_(folder: Path, email: str | None, canonical: bool, as_json: bool) -> None:
    """Write the native files into a new folder: imported into an empty graph, they give the same graph. The folder is
    there when it is whole; one that holds something is never touched. Exit code 3 where the files cannot say all.

    Example: graphcrm export all --output world && graphcrm import world
    """
    ledger = asyncio.run(_export(folder, email))
    if as_json:
        output.print_json(ledger.as_dict())
    else:
        _show(ledger)
    if ledger.findings:
        sys.exit(3)


async def _export(folder: Path, email: str | None) -> ExportLedger:
    settings = load()
    steps = output.Steps()
    async with open_graph(settings) as graph, noted(settings, graph) as journal:
        viewer = await _viewer(graph, email, journal)
        if email is None:
            return await everything.export(graph, VOCABULARY, viewer, folder, journal, steps)
        async with _allowing(graph, settings, viewer) as allow:
            return await everything.export(graph, VOCABULARY, viewer, folder, journal, steps, allow)


@asynccontextmanager
async def _allowing(graph: Graph, settings: Settings, viewer: Viewer) -> AsyncIterator[everything.Allow]:
    """Allows rows as long as the rights of a user are those it began with, within what they may be shown in an hour by
    queries and exports together, and to two exports of theirs at a time."""
    standing, budgets = Standing(graph, chosen(), viewer), Budgets(settings.data_dir)
    points, rows = settings.points_per_minute, settings.rows_per_hour
    allowances = Allowances(budgets, points=points, rows=rows)
    key, holder = f"exports|{viewer.id}", secrets.token_hex(8)

    async def allow(number: int) -> None:
        if not await budgets.hold(key, holder, _AT_ONCE, _HELD_SECONDS):
            raise RateLimited(f"{_AT_ONCE} exports of yours are running. Wait until one has ended.", reason="EXPORTS")
        await (standing.check() if number else standing.check_now())
        await allowances.show(viewer, number)

    try:
        await allow(0)
        yield allow
    finally:
        await budgets.let_go(key, holder)
        budgets.close()


async def _viewer(graph: Graph, email: str | None, journal: Journal) -> Viewer:
    """Who exports. Forbidden for a user whose role does not allow it; the trail is told."""
    if email is None:
        return owner(chosen(), id=LOCAL.user)
    found = await users.viewer_of(graph, chosen(), email)
    if _PERMISSION not in found.permissions:
        journal.note(Note(found.id, "export", (), (), decision="denied"))
    found.require(_PERMISSION)
    return found


def _show(ledger: ExportLedger) -> None:
    output.print_table(("file", "rows"), [*ledger.files.items(), ("total", ledger.total)])
    for one in ledger.left_out:
        what = f"{one['file']} without {one['column']}" if one["column"] else f"no {one['file']}"
        click.echo(f"{what}: this user does not see it")
    for finding in ledger.findings:
        click.echo(finding["message"])
    click.echo(f"{ledger.folder} is written")
