"""`graphcrm score`: brings the scores up to date that are computed from time to time."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time
from typing import Any

import click

from graphcrm.cli import doing, in_view, output
from graphcrm.cli.database import open_graph
from graphcrm.compile.declarations import camel
from graphcrm.errors import BadUserInput
from graphcrm.intelligence import back_test
from graphcrm.jobs import scores
from graphcrm.measures.health import FEW
from graphcrm.measures.ties import Rules
from graphcrm.settings import load


@click.command()
@click.option("--full", is_flag=True, help="Compute everything anew, also what is made of the same as before.")
@click.option("--on", "day", metavar="DATE", help="As of the end of a past day, where contacts are older than a year.")
@click.option("--back-test", "past", metavar="DATE", help="Tell how good predictions on a past day would have been.")
@click.option(
    "--viewer", "email", help="With --organization: as this user sees it, limited records of theirs included."
)
@click.option("--organization", metavar="ID", help="Tell who counts in it as the viewer sees it; nothing is kept.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def score(
    full: bool, day: str | None, past: str | None, email: str | None, organization: str | None, as_json: bool
) -> None:
    """Recompute derived scores: who counts in each organization, why, and the groups within it; who may get in touch.

    Ties of people follow from interactions by themselves; they are made anew where they never were, or --full says so.
    Scores that are kept are made of what everybody may see. With --viewer and --organization they are computed of all
    that one user sees, told, and kept nowhere.

    Example: graphcrm score
    """
    if past is not None:
        if full or day is not None or email is not None or organization is not None:
            raise BadUserInput("--back-test computes nothing anew. Leave out the other options.")
        _back_test(past, as_json=as_json)
        return
    if email is not None or organization is not None:
        if email is None or organization is None or full:
            raise BadUserInput("--viewer and --organization belong together, and --full is not for them.")
        in_view.tell(email, organization, day, as_json=as_json)
        return
    scores.end_of(day)
    given = {"full": full, **({"on": day} if day else {})}
    found = asyncio.run(doing.done("scores", given, "Computing scores"))
    if as_json:
        output.print_json({camel(name): value for name, value in found.items()})
        return
    click.echo(
        f"The influence of {found['people']} people is up to date: {found['computed']} organizations were computed, "
        f"{found['unchanged']} were as before, {found['dropped']} were dropped. {found['likely']} people have others "
        f"they may get in touch with. {found['tied']} pairs were tied anew. "
        + (
            f"Health is fitted to {found['fitted']} ties."
            if found["fitted"]
            else f"Health goes by the parameters shipped, since fewer than {FEW} ties have a second day of contact."
        )
    )


def _back_test(day: str, *, as_json: bool) -> None:
    end = scores.end_of(day)
    assert end is not None, "a day was given"
    at = datetime.combine(end.date(), time.min, UTC)

    async def once() -> dict[str, Any]:
        async with open_graph(settings := load()) as graph:
            return await back_test.figures(graph, at, Rules(settings.half_life_days))

    found = asyncio.run(once())
    if as_json:
        told = {camel(name): {camel(n): v for n, v in figures.items()} for name, figures in found.items()}
        output.print_json({"day": day, "days": back_test.DAYS, **told})
        return
    click.echo(f"What was predicted at the beginning of {day}, against the {back_test.DAYS} days after it:")
    for name, figures in found.items():
        rows = [[one.replace("_", " "), "" if value is None else f"{value:.4g}"] for one, value in figures.items()]
        output.print_table((name.replace("_", " "), ""), rows)
