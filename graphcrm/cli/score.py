"""`graphcrm score`: brings the scores up to date that are computed from time to time."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime, time
from typing import Any

import click

from graphcrm.access.viewers import owner
from graphcrm.cli import output
from graphcrm.cli.acting import acted
from graphcrm.cli.database import open_graph, sealed
from graphcrm.cli.jobs import until_told
from graphcrm.cli.policy import chosen
from graphcrm.compile.declarations import camel
from graphcrm.errors import BadUserInput, GraphcrmError, Unavailable
from graphcrm.graph.connection import Graph
from graphcrm.intelligence import back_test
from graphcrm.jobs import scores
from graphcrm.jobs.worker import Worker
from graphcrm.measures.health import FEW
from graphcrm.measures.ties import Rules
from graphcrm.records.jobs import listing
from graphcrm.records.journal import LOCAL
from graphcrm.settings import load
from graphcrm.vocabulary.job import ENDED

_LOOK_SECONDS = 0.5


@click.command()
@click.option("--full", is_flag=True, help="Compute everything anew, also what is made of the same as before.")
@click.option("--on", "day", metavar="DATE", help="As of the end of a past day, where contacts are older than a year.")
@click.option("--back-test", "past", metavar="DATE", help="Tell how good predictions on a past day would have been.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def score(full: bool, day: str | None, past: str | None, as_json: bool) -> None:
    """Recompute derived scores: who counts in each organization, why, and the groups within it; who may get in touch.

    Ties of people follow from interactions by themselves; they are made anew where they never were, or --full says so.

    Example: graphcrm score
    """
    if past is not None:
        if full or day is not None:
            raise BadUserInput("--back-test computes nothing anew. Leave out --full and --on.")
        _back_test(past, as_json=as_json)
        return
    scores.end_of(day)
    found = asyncio.run(_score({"full": full, **({"on": day} if day else {})}))
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


async def _score(parameters: dict[str, Any]) -> dict[str, Any]:
    """Asks for the job and does it here, unless a server has taken it: then its end is waited for."""
    async with open_graph(load()) as graph:
        given = {"kind": "scores", "parameters": parameters}
        job = (await acted(graph, "jobStart", given)).shown[0]
        worker = Worker(graph, chosen(), runs={"scores": scores.run})
        telling = asyncio.create_task(_tell(graph, job))
        try:
            await until_told(worker, worker.drain)
            await _until_ended(graph, job, worker.stopping)
        finally:
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)
        await sealed(graph)
        ended = await _job(graph, job)
    if ended["state"] != "SUCCEEDED":
        raise Unavailable(ended["message"] or f"It was not done: the job {job} is {ended['state'].lower()}.")
    result: dict[str, Any] = ended["result"]
    return result


async def _until_ended(graph: Graph, job: str, stopping: asyncio.Event) -> None:
    """Waits for a job that a server does; ends with it, or where we are stopping."""
    while (await _job(graph, job))["state"] not in ENDED and not stopping.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), _LOOK_SECONDS)


async def _job(graph: Graph, job: str) -> dict[str, Any]:
    return await listing.one(graph, owner(chosen(), id=LOCAL.user), job)


async def _tell(graph: Graph, job: str) -> None:
    """How far it is, until it is cancelled."""
    steps = output.Steps()
    try:
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            with contextlib.suppress(GraphcrmError):
                found = await _job(graph, job)
                steps("Computing scores", found["done"] or 0, found["total"] or 0)
    finally:
        steps.close()
