"""`graphcrm export`: all that somebody sees, in the native format, or records of one kind in a format of choice."""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import click

from graphcrm.access.viewers import Viewer, owner
from graphcrm.cli import output
from graphcrm.cli.database import noted, open_graph
from graphcrm.cli.policy import chosen
from graphcrm.compile.listings import Chosen, exported
from graphcrm.errors import BadUserInput
from graphcrm.exchange.exports import everything, selections
from graphcrm.exchange.exports.braking import Allow, braking
from graphcrm.exchange.exports.ledger import ExportLedger
from graphcrm.exchange.exports.selections import Exported, Wish
from graphcrm.exchange.writers.formats import FORMATS
from graphcrm.graph.connection import Graph
from graphcrm.records import users
from graphcrm.records.audit.journals import Journal
from graphcrm.records.audit.notes import Note
from graphcrm.records.journal import LOCAL
from graphcrm.records.standing import Standing
from graphcrm.settings import Settings, load
from graphcrm.vocabulary.words import VOCABULARY

_PERMISSION = "export"


@click.group()
def exports() -> None:
    """Write what is in the graph into files: all of it, or records of one kind.

    Example: graphcrm export people --format xlsx --output people.xlsx
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


def _of(records: str) -> click.Command:
    """The command that exports records of one kind."""

    @click.option("--format", "format_", type=click.Choice(list(FORMATS)), required=True, help="What the file is.")
    @click.option("--output", "file", required=True, type=click.Path(path_type=Path), help="The file to make.")
    @click.option("--filter", "filter_", metavar="JSON", help=f"Which ones, as the `filter` of `{records}` in the API.")
    @click.option("--ids", metavar="ID,ID", help="Which ones, by their ids.")
    @click.option("--columns", metavar="NAME,NAME", help="Which columns, in their order; without it the usual ones.")
    @click.option("--viewer", "email", help="Export what this user sees, who must be allowed to; else all there are.")
    @click.option("--json", "as_json", is_flag=True, help="The ledger as one JSON object.")
    def command(
        format_: str,
        file: Path,
        filter_: str | None,
        ids: str | None,
        columns: str | None,
        email: str | None,
        as_json: bool,
    ) -> None:
        if filter_ is not None and ids is not None:
            raise click.UsageError("Choose by --filter or by --ids, not by both.")
        chosen_ = Chosen(_object(filter_), None if ids is None else _words(ids))
        wish = Wish(records, format_, chosen_, None if columns is None else _words(columns))
        done = asyncio.run(_export_some(wish, file, email))
        if as_json:
            output.print_json(done.as_dict())
        else:
            click.echo(f"{done.file} is written: {done.rows} {records}")

    about = (
        f"Write {records} to a file: all that are in use, what a filter chooses, or some by their ids. The file says "
        "what was asked, when, and up to which change. It is there when it is whole; nothing is overwritten.\n\n"
        f"Example: graphcrm export {records} --format csv --output {records}.csv"
    )
    return click.command(name=records, help=about, short_help=f"Write {records} to a file.")(command)


for _noun in VOCABULARY.nouns.values():
    if exported(_noun):
        exports.add_command(_of(str(_noun.plural)))


async def _export_some(wish: Wish, file: Path, email: str | None) -> Exported:
    settings = load()
    steps = output.Steps()
    async with open_graph(settings) as graph, noted(settings, graph) as journal:
        viewer = await _viewer(graph, email, journal)
        export = await selections.prepared(graph, selections.planner_of(graph), viewer, wish)

        async def write(allow: Allow) -> Exported:
            return await export.write(
                file,
                journal,
                allow,
                lambda done: steps(f"exporting {wish.records}: {done}"),
                half_life=settings.half_life_days,
                position=await selections.place(graph),
            )

        if email is None:
            return await write(everything.everything)
        async with _braked(graph, settings, viewer) as allow:
            return await write(allow)


def _object(text: str | None) -> dict[str, Any] | None:
    """A filter as it was typed."""
    try:
        found = None if text is None else json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadUserInput('The filter is no JSON. Write an object, such as {"city": {"eq": "Oslo"}}.') from error
    if found is not None and not isinstance(found, dict):
        raise BadUserInput('A filter is an object, such as {"city": {"eq": "Oslo"}}.')
    return found


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


async def _export(folder: Path, email: str | None) -> ExportLedger:
    settings = load()
    steps = output.Steps()
    async with open_graph(settings) as graph, noted(settings, graph) as journal:
        viewer = await _viewer(graph, email, journal)
        if email is None:
            return await everything.export(graph, VOCABULARY, viewer, folder, journal, steps)
        async with _braked(graph, settings, viewer) as allow:
            return await everything.export(graph, VOCABULARY, viewer, folder, journal, steps, allow)


def _braked(graph: Graph, settings: Settings, viewer: Viewer) -> AbstractAsyncContextManager[Allow]:
    """What holds the export of a user back, who is looked up again while it runs."""
    standing = Standing(graph, chosen(), viewer)

    async def stands(number: int) -> None:
        await (standing.check() if number else standing.check_now())

    return braking(settings, viewer, stands)


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
