"""`graphcrm score`: brings the scores up to date that are computed from time to time."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

import click

from graphcrm.access.viewers import owner
from graphcrm.cli import output
from graphcrm.cli.acting import acted
from graphcrm.cli.database import open_graph, sealed
from graphcrm.cli.jobs import until_told
from graphcrm.cli.policy import chosen
from graphcrm.compile.declarations import camel
from graphcrm.errors import GraphcrmError, Unavailable
from graphcrm.graph.connection import Graph
from graphcrm.jobs import scores
from graphcrm.jobs.worker import Worker
from graphcrm.records.jobs import listing
from graphcrm.records.journal import LOCAL
from graphcrm.settings import load
from graphcrm.vocabulary.job import ENDED

_LOOK_SECONDS = 0.5


@click.command()
@click.option("--full", is_flag=True, help="Compute everything anew, also what is made of the same as before.")
@click.option("--on", "day", metavar="DATE", help="As of the end of a past day, where contacts are older than a year.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def score(full: bool, day: str | None, as_json: bool) -> None:
    """Recompute derived scores: who counts in each organization, why, and the groups within it; who may get in touch.

    Ties of people follow from interactions by themselves; they are made anew where they never were, or --full says so.

    Example: graphcrm score
    """
    scores.end_of(day)
    found = asyncio.run(_score({"full": full, **({"on": day} if day else {})}))
    if as_json:
        output.print_json({camel(name): value for name, value in found.items()})
        return
    click.echo(
        f"The influence of {found['people']} people is up to date: {found['computed']} organizations were computed, "
        f"{found['unchanged']} were as before, {found['dropped']} were dropped. {found['likely']} people have others "
        f"they may get in touch with. {found['tied']} pairs were tied anew."
    )


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
