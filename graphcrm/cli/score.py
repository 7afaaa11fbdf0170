"""`graphcrm score`: brings the scores up to date that are computed from time to time."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from datetime import UTC, datetime, time
from typing import Any

import click

from graphcrm.cli import output
from graphcrm.cli.database import open_graph, sealed
from graphcrm.compile.declarations import camel
from graphcrm.errors import BadUserInput
from graphcrm.jobs import scoring
from graphcrm.settings import load
from graphcrm.vocabulary.words import VOCABULARY


@click.command()
@click.option("--full", is_flag=True, help="Compute everything anew, also what is made of the same as before.")
@click.option("--on", "day", metavar="DATE", help="As of the end of a past day, where contacts are older than a year.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def score(full: bool, day: str | None, as_json: bool) -> None:
    """Recompute derived scores: who counts in each organization, why, and the groups within it.

    Example: graphcrm score
    """
    found = asyncio.run(_score(full, _end_of(day)))
    if as_json:
        output.print_json({camel(name): value for name, value in found.items()})
        return
    click.echo(
        f"The influence of {found['people']} people is up to date: {found['computed']} organizations were computed, "
        f"{found['unchanged']} were as before, {found['dropped']} were dropped."
    )


async def _score(full: bool, at: datetime | None) -> dict[str, Any]:
    settings, steps = load(), output.Steps()
    async with open_graph(settings) as graph:
        found = await scoring.recompute(graph, VOCABULARY, settings, full=full, progress=steps, at=at)
        steps.close()
        await sealed(graph)
    return {**asdict(found), "computed_at": found.computed_at.isoformat()}


def _end_of(day: str | None) -> datetime | None:
    """The last moment of a day (UTC). BadUserInput for what is no day, or one that is not past."""
    if day is None:
        return None
    try:
        at = datetime.combine(datetime.strptime(day, "%Y-%m-%d").date(), time.max, UTC)
    except ValueError as error:
        raise BadUserInput(f"--on {day} is no day. Write it like 2026-11-22.") from error
    if at > datetime.now(UTC):
        raise BadUserInput(f"--on {day} is not past. Leave it out to compute as of now.")
    return at
