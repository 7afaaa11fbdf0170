"""`graphcrm person`: persons whose data may only be kept (GDPR 18)."""

from __future__ import annotations

import click

from graphcrm.cli import output
from graphcrm.cli.writing import done, named, run
from graphcrm.graph.connection import Graph
from graphcrm.records import restricting


@click.group()
def person() -> None:
    """Restrict persons, and take that back: to everybody a restricted one is as if they had been deleted.

    Example: graphcrm person restrict p-lind --reason "request 2026-17"
    """


@person.command()
@click.argument("record", metavar="ID")
@click.option("--reason", required=True, help="Why, for the trail: the number of the request.")
def restrict(record: str, reason: str) -> None:
    """Restrict a person, named by id or external id, with what is about nobody else.

    Example: graphcrm person restrict p-lind --reason "request 2026-17"
    """
    _do("personRestrict", record, reason)
    click.echo(f"{record} is restricted")


@person.command()
@click.argument("record", metavar="ID")
@click.option("--reason", required=True, help="Why, for the trail.")
def unrestrict(record: str, reason: str) -> None:
    """Take a restriction back: all is as it was.

    Example: graphcrm person unrestrict p-lind --reason "settled"
    """
    _do("personUnrestrict", record, reason)
    click.echo(f"{record} is restricted no more")


@person.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def restricted(as_json: bool) -> None:
    """List who is restricted, since when.

    Example: graphcrm person restricted
    """
    found = run(restricting.listed)
    if as_json:
        output.print_json({"restricted": found})
    else:
        output.print_table(("id", "name", "since"), [[one["id"], one["name"], one["since"]] for one in found])


def _do(name: str, record: str, reason: str) -> None:
    async def work(graph: Graph) -> None:
        await done(graph, name, {"person": named("Person", record), "reason": reason})

    run(work)
