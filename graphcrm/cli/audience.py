"""`graphcrm audience`: whom records are for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from graphcrm.cli import output
from graphcrm.cli.writing import done, named, run
from graphcrm.compile import audiences as hanging
from graphcrm.compile.mutations import singular
from graphcrm.errors import NotFound
from graphcrm.graph.connection import Graph
from graphcrm.records import audiences
from graphcrm.vocabulary.words import VOCABULARY

_NOUNS = {singular(VOCABULARY.nouns[name]): name for name in hanging.hung(VOCABULARY)}
_MOST = 50


@click.group()
def audience() -> None:
    """Whom records are for: what is said of them, and what follows for all that hangs on them.

    Example: graphcrm audience set organization o-nordlicht --team t-north
    """


@audience.command("set")
@click.argument("noun", type=click.Choice(list(_NOUNS)))
@click.argument("record", metavar="ID")
@click.option("--team", "teams", multiple=True, metavar="ID", help="A team it is for alone; more than one is possible.")
@click.option("--unsaid", is_flag=True, help="Take back what was said: it is for whom what it hangs on is for.")
@click.option("--with-subsidiaries", is_flag=True, help="Of an organization: its subsidiaries follow it too.")
@click.option("--reason", help="Why, for the trail.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def set_(
    noun: str,
    record: str,
    teams: tuple[str, ...],
    unsaid: bool,
    with_subsidiaries: bool,
    reason: str | None,
    as_json: bool,
) -> None:
    """Say whom a record is for. Records and teams are named by their id or external id.

    Example: graphcrm audience set organization o-nordlicht --team t-north --with-subsidiaries
    """
    if bool(teams) == unsaid:
        raise click.UsageError("Name teams with --team, or say --unsaid.")
    given: dict[str, Any] = {
        noun: named(_NOUNS[noun], record),
        "teams": [named("Team", team) for team in teams] or None,
        "reason": reason,
    }
    if with_subsidiaries:
        if noun != "organization":
            raise click.UsageError("Only an organization has subsidiaries.")
        given["withSubsidiaries"] = True

    async def work(graph: Graph) -> dict[str, Any]:
        await done(graph, f"{noun}AudienceSet", given)
        return await _shown(graph, _NOUNS[noun], record)

    _tell(run(work), as_json)


@audience.command()
@click.argument("noun", type=click.Choice(list(_NOUNS)))
@click.argument("record", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def show(noun: str, record: str, as_json: bool) -> None:
    """Print whom a record is for, and why.

    Example: graphcrm audience show person p-lind
    """
    _tell(run(lambda graph: _shown(graph, _NOUNS[noun], record)), as_json)


@audience.command()
@click.option("--repair", is_flag=True, help="Mend what is found.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def check(repair: bool, as_json: bool) -> None:
    """Look whether each record is for whom it should be, as follows from what is said. Exit code 3 where one is not.

    Example: graphcrm audience check --repair
    """

    async def work(graph: Graph) -> dict[str, Any]:
        findings = await audiences.check(graph, VOCABULARY)
        listed = [
            {"noun": f.noun, "id": f.id, "stored": f.stored, "derived": f.derived, "labelled": f.labelled}
            for f in findings[:_MOST]
        ]
        found = {"findings": len(findings), "records": listed}
        if repair and findings:
            found["repaired"] = await audiences.repair(graph, VOCABULARY, findings)
            found["left"] = len(await audiences.check(graph, VOCABULARY))
        return found

    found = run(work)
    if as_json:
        output.print_json(found)
    else:
        rows = [[one["noun"], one["id"], _stored(one), _teams(one["derived"])] for one in found["records"]]
        if rows:
            output.print_table(("noun", "id", "is for", "should be for"), rows)
        click.echo(f"{found['findings']} findings" + (f", {found['left']} left" if "left" in found else ""))
    if found.get("left", found["findings"]):
        sys.exit(3)


async def _shown(graph: Graph, noun: str, record: str) -> dict[str, Any]:
    found = await audiences.told(graph, VOCABULARY, noun, record)
    if found is None:
        raise NotFound(f"No {noun} is known by {record}.")
    return found


def _tell(found: dict[str, Any], as_json: bool) -> None:
    if as_json:
        output.print_json(found)
        return
    why = "as is said of it" if found["said"] else "since it hangs on" if found["through"] else "nothing is said of it"
    click.echo(f"{found['noun']} {found['id']} is for {_teams(found['audience'])}: {why}")
    for one in found["through"]:
        click.echo(f"  {one['id']}, for {_teams(one['audience'])}")
    if found["withSubsidiaries"]:
        click.echo("  its subsidiaries follow it")


def _stored(record: dict[str, Any]) -> str:
    return _teams(record["stored"]) + ("" if record["labelled"] else ", as its label does not say")


def _teams(teams: Sequence[str] | None) -> str:
    return "everybody" if teams is None else ", ".join(teams) or "nobody"
