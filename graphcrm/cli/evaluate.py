"""`graphcrm evaluate`: the scores of the service on plain tables, to be judged by whoever has the answers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from graphcrm.errors import BadUserInput
from graphcrm.exchange.evaluation import output, tables, tasks
from graphcrm.exchange.evaluation.tasks import Answer
from graphcrm.measures.matching.kinds import KINDS

_FILE = click.Path(path_type=Path)
_OUTPUT = click.option("--output", "target", required=True, type=_FILE, help="The CSV file to write.")
_AT = "Only what happened before counts: 2010-07-01T00:00:00."


@click.group()
def evaluate() -> None:
    """Run the scores of the service on plain CSV tables, without a database. Exit code 2 where a table is wrong.

    Example: graphcrm evaluate strength events.csv --at 2010-07-01T00:00:00 --output out.csv
    """


def _answer(target: Path, ask: Callable[[], Answer]) -> None:
    """Writes the answer. A wrong table is wrong usage here: whoever runs a task in a loop must tell it from a bug."""
    try:
        rows = output.write(target, ask())
    except BadUserInput as error:
        click.echo(f"graphcrm: {error.message}", err=True)
        sys.exit(2)
    click.echo(f"{rows} rows in {target}")


def _moment(_context: click.Context, _parameter: click.Parameter, text: str | None) -> int | None:
    try:
        return tables.moment(text, "--at") if text is not None else None
    except BadUserInput as error:
        raise click.BadParameter(error.message) from error


def _at(*, required: bool) -> Callable[[Any], Any]:
    return click.option("--at", required=required, callback=_moment, help=_AT)


@evaluate.command()
@click.argument("edges", type=_FILE)
@click.option("--ties", type=click.Choice(["messages", "asked"]), default="messages", show_default=True,
              help="Counted messages, or ties that people named.")  # fmt: skip
@click.option("--reports", type=_FILE, help="Who reports to whom: person,manager.")
@_OUTPUT
def influence(edges: Path, ties: str, reports: Path | None, target: Path) -> None:
    """Who is influential. EDGES: sender,recipient,count.

    Example: graphcrm evaluate influence edges.csv --reports chart.csv --output out.csv
    """
    _answer(target, lambda: tasks.influence(edges, named=ties == "asked", reports=reports))


@evaluate.command()
@click.argument("events", type=_FILE)
@_at(required=True)
@_OUTPUT
def strength(events: Path, at: int, target: Path) -> None:
    """How strong each tie is at a moment. EVENTS: time,sender,recipients (separated by semicolons).

    Example: graphcrm evaluate strength events.csv --at 2010-07-01T00:00:00 --output out.csv
    """
    _answer(target, lambda: tasks.strength(events, at))


@evaluate.command()
@click.argument("events", type=_FILE)
@_at(required=True)
@_OUTPUT
def health(events: Path, at: int, target: Path) -> None:
    """How probable a contact is within 60 days. EVENTS: time,sender,recipients.

    Example: graphcrm evaluate health events.csv --at 2010-07-01T00:00:00 --output out.csv
    """
    _answer(target, lambda: tasks.health(events, at))


@evaluate.command()
@click.argument("events", type=_FILE)
@click.argument("pairs", type=_FILE)
@_OUTPUT
def introductions(events: Path, pairs: Path, target: Path) -> None:
    """Who can bring two together. EVENTS: time,sender,recipients; PAIRS: source,target,at.

    Example: graphcrm evaluate introductions events.csv pairs.csv --output out.csv
    """
    _answer(target, lambda: tasks.introductions(events, pairs))


@evaluate.command()
@click.argument("contacts", type=_FILE)
@_at(required=False)
@_OUTPUT
def links(contacts: Path, at: int | None, target: Path) -> None:
    """Who will connect next. CONTACTS: sender,recipient,count, or with --at time,sender,recipients.

    Example: graphcrm evaluate links edges.csv --output out.csv
    """
    _answer(target, lambda: tasks.links(contacts, at))


@evaluate.command()
@click.argument("records", type=_FILE)
@click.option("--entity", type=click.Choice(sorted(KINDS)), required=True, help="What the records are.")
@click.option("--between-sources", is_flag=True, help="Only pairs whose `source` differs.")
@click.option("--pairs", type=_FILE, help="Tell the probability of these pairs: left,right.")
@_OUTPUT
def duplicates(records: Path, entity: str, between_sources: bool, pairs: Path | None, target: Path) -> None:
    """Which records are one. RECORDS: id, then given_name, family_name, date_of_birth, email, phone, street …

    Example: graphcrm evaluate duplicates people.csv --entity person --output out.csv
    """
    _answer(target, lambda: tasks.duplicates(records, entity, between=between_sources, listed=pairs))
