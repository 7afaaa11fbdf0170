"""`graphcrm import`: files in, the ledger out."""

from __future__ import annotations

import asyncio
import csv
import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

import click

from graphcrm.cli import output
from graphcrm.cli.database import open_graph, sealed
from graphcrm.cli.policy import chosen
from graphcrm.errors import NotFound
from graphcrm.exchange import importing, undoing
from graphcrm.exchange.importing import Options
from graphcrm.exchange.judging import duplicates
from graphcrm.exchange.ledger import OUTCOMES, Ledger
from graphcrm.exchange.mapped import opening, rejecting
from graphcrm.exchange.sheets.formats import Format
from graphcrm.exchange.suggested import suggesting
from graphcrm.records import import_runs, journal, users
from graphcrm.records.standing import Standing
from graphcrm.settings import load
from graphcrm.vocabulary.words import VOCABULARY


class _PathsOrVerbs(click.Group):
    """`import list`, `show`, `suggest` and `undo` are verbs; anything else is a path to import."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, "-h", "--help"):
            args = ["files", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_PathsOrVerbs)
def imports() -> None:
    """Import PATH…: a folder in the native format, its files, or any CSV, workbook, JSON or vCard by a mapping. `import
    files --help` tells the options.

    Example: graphcrm import ./world
    """


@imports.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--as", "as_noun", metavar="NOUN", help="What a file of another name is: people, organizations …")
@click.option("--map", "mapping", type=click.Path(path_type=Path), help="The mapping: what the columns mean.")
@click.option("--encoding", help="The encoding of the files. Without it they are UTF-8, or as the mapping says.")
@click.option(
    "--separator", help="What separates the cells of a CSV (tab for a tabulator), where it is not to be found."
)
@click.option("--sheet", help="The sheet of a workbook; without it the first.")
@click.option("--source", default="files", show_default=True, help="Where the files come from, for the journal.")
@click.option("--dry-run", is_flag=True, help="Judge every row, write nothing.")
@click.option(
    "--on-duplicate",
    type=click.Choice(duplicates.WAYS),
    default=duplicates.CREATE,
    show_default=True,
    help="What becomes of a person or an organization that may be there already: `queue` makes it and lets people "
    "judge the two; `link` takes the row as one of the record that it is beyond doubt, and queues the rest; `create` "
    "makes it and compares nothing.",
)
@click.option("--resume", metavar="RUN", help="Go on with a run that was killed. The same files do so by themselves.")
@click.option("--report", type=click.Path(path_type=Path), help="Write why rows were rejected to this CSV file.")
@click.option("--rejects", type=click.Path(path_type=Path), help="Write the rejected rows themselves, to mend, here.")
@click.option("--viewer", "email", help="Import as this user, who must be allowed to; else as the local operator.")
@click.option("--json", "as_json", is_flag=True, help="The ledger as one JSON object.")
def files(
    paths: tuple[Path, ...],
    as_noun: str | None,
    mapping: Path | None,
    encoding: str | None,
    separator: str | None,
    sheet: str | None,
    source: str,
    dry_run: bool,
    on_duplicate: str,
    resume: str | None,
    report: Path | None,
    rejects: Path | None,
    email: str | None,
    as_json: bool,
) -> None:
    """Import files. Exit code 3 where rows were rejected or something was found.

    Example: graphcrm import people.csv roles.csv --dry-run
    """
    _check_encoding(encoding)
    if rejects is not None and len(paths) != 1:
        raise click.BadParameter("Rejected rows are written of one file at a time.", param_hint="--rejects")
    options = Options(as_noun, encoding, source, dry_run, resume, mapping=mapping, separator=separator, sheet=sheet)
    options = dataclasses.replace(options, on_duplicate=on_duplicate)
    ledger = asyncio.run(_import(paths, options, email))
    if rejects is not None:
        rejecting.write(paths[0], rejects, ledger, options)
    if report is not None:
        _write_report(report, ledger)
    if as_json:
        output.print_json(ledger.as_dict())
    else:
        _show(ledger, dry_run)
    if not ledger.clean:
        sys.exit(3)


@imports.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--as", "as_noun", default="people", show_default=True, help="What it holds: people, organizations …")
@click.option("--encoding", help="The encoding of the file; without it UTF-8.")
@click.option("--separator", help="What separates the cells of a CSV, where it is not to be found.")
@click.option("--sheet", help="The sheet of a workbook; without it the first.")
@click.option(
    "--output", "target", type=click.Path(path_type=Path), help="Where to write the mapping; else it is printed."
)
def suggest(
    path: Path, as_noun: str, encoding: str | None, separator: str | None, sheet: str | None, target: Path | None
) -> None:
    """A mapping for a file, suggested by its headers and values. What may mean two things is asked: put the answer in
    place of "?". Exit code 3 where something is to be answered.

    Example: graphcrm import suggest contacts.xlsx --output contacts.json
    """
    _check_encoding(encoding)
    mapping = opening.suggested(VOCABULARY, path, as_noun, Format(None, separator, encoding, sheet))
    text = json.dumps(mapping, ensure_ascii=False, indent=2)
    if target is None:
        click.echo(text)
    else:
        target.write_text(text + "\n", encoding="utf-8")
    asked = suggesting.questions(mapping)
    for question in asked:
        click.echo(question, err=True)
    if asked:
        sys.exit(3)


@imports.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def list_(as_json: bool) -> None:
    """Earlier imports, the latest first.

    Example: graphcrm import list
    """
    runs = asyncio.run(_runs())
    if as_json:
        output.print_json({"runs": runs})
        return
    what = [f"undo of {r['undoes']}" if r["undoes"] else ", ".join(r["files"]) for r in runs]
    ends = [r["finishedAt"] or "unfinished" for r in runs]
    rows = [[r["run"], r["startedAt"], end, told] for r, end, told in zip(runs, ends, what, strict=True)]
    output.print_table(("run", "started", "finished", "files"), rows)


@imports.command()
@click.argument("run")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def show(run: str, as_json: bool) -> None:
    """The ledger of one import.

    Example: graphcrm import show run_01k…
    """
    runs = asyncio.run(_runs(run))
    if not runs:
        raise NotFound(f"There is no import {run}. `graphcrm import list` shows them.")
    found = runs[0]
    if as_json:
        output.print_json(found)
        return
    if found["ledger"] is None and found["undoes"] is not None:
        click.echo(f"{run} is not finished. `graphcrm import undo {found['undoes']}` goes on with it.")
        return
    if found["ledger"] is None:
        click.echo(f"{run} is not finished. Import {', '.join(found['files'])} again, and it goes on.")
        return
    ledger = found["ledger"]
    output.print_table(
        ("file", "read", *OUTCOMES), [[name, *counts.values()] for name, counts in ledger["files"].items()]
    )
    for remark in (*ledger["findings"], *ledger["rejected"]):
        click.echo(remark["message"])


def _check_encoding(encoding: str | None) -> None:
    try:
        "".encode(encoding or "utf-8")
    except LookupError as error:
        raise click.BadParameter(f"{encoding} is no encoding known here.", param_hint="--encoding") from error


@imports.command()
@click.argument("run")
@click.option("--json", "as_json", is_flag=True, help="The ledger as one JSON object.")
def undo(run: str, as_json: bool) -> None:
    """Take back an import: what it made goes, values and facts are as before. What somebody changed since is kept and
    named: exit code 3. It is a run of its own, may be asked for again, and goes on where it was stopped.

    Example: graphcrm import undo run_01k…
    """
    ledger = asyncio.run(_undo(run))
    if as_json:
        output.print_json(ledger.as_dict())
    else:
        names = ("file", "records", "as before", "already so", "kept")
        counted = [ledger.of(name) for name in ledger.files]
        rows = [[one["read"], one["updated"], one["unchanged"], one["rejected"]] for one in counted]
        output.print_table(names, [[name, *row] for name, row in zip(ledger.files, rows, strict=True)])
        for rejection in ledger.rejected[:50]:
            click.echo(rejection.sentence)
        click.echo(f"run {ledger.run}")
    if not ledger.clean:
        sys.exit(3)


async def _undo(run: str) -> Ledger:
    async with open_graph(load()) as graph:
        steps = output.Steps()
        try:
            return await undoing.undo(graph, VOCABULARY, run, journal.LOCAL.user, steps)
        finally:
            steps.close()
            await sealed(graph)


async def _import(paths: tuple[Path, ...], options: Options, email: str | None) -> Ledger:
    async with open_graph(load()) as graph:
        if email is not None:
            importer = await users.viewer_of(graph, chosen(), email)
            importer.require("import")
            permit = Standing(graph, chosen(), importer).check
            options = dataclasses.replace(options, author=importer.id, importer=importer, permit=permit)
        steps = output.Steps()
        try:
            return await importing.run(graph, VOCABULARY, paths, options, steps)
        finally:
            steps.close()
            await sealed(graph)


async def _runs(run: str | None = None) -> list[dict[str, Any]]:
    async with open_graph(load()) as graph:
        return await import_runs.runs(graph, run)


def _show(ledger: Ledger, dry_run: bool) -> None:
    rows = [[name, *ledger.of(name).values()] for name in ledger.files]
    output.print_table(("file", "read", *OUTCOMES), [*rows, ["total", *ledger.total().values()]])
    for finding in ledger.findings:
        click.echo(finding["message"])
    for rejection in ledger.rejected[:50]:
        click.echo(rejection.sentence)
    if len(ledger.rejected) > 50:
        click.echo(f"… and {len(ledger.rejected) - 50} more; --report FILE writes them all.")
    for match in ledger.matches[:50]:
        click.echo(_match(match))
    if len(ledger.matches) > 50:
        click.echo("… and more; --json tells up to 1,000.")
    click.echo("Nothing was written." if dry_run else f"run {ledger.run}")


def _match(one: dict[str, Any]) -> str:
    """A row that is or may be of a record that is there, in a sentence."""
    reasons = ", ".join(f"{reason['field']} {reason['agreement'].lower()}" for reason in one["fields"])
    other = f"that of line {one['matchLine']}" if "matchLine" in one else one["match"] or "another of this import"
    more = f", or one of {one['others']} more" if one["others"] else ""
    verb = "is" if one["outcome"] == "linked" else "may be"
    return f"{one['file']}, line {one['line']}: {verb} {other} ({one['score']:.2f}: {reasons}){more}."


def _write_report(path: Path, ledger: Ledger) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("file", "line", "record", "column", "code", "message"))
        for r in ledger.rejected:
            writer.writerow((r.file, r.line, r.record, r.column or "", r.code, r.sentence))
