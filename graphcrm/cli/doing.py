"""A job that a command asks for and waits for: done here, unless a server has taken it."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

from graphcrm.access.viewers import owner
from graphcrm.cli import output
from graphcrm.cli.acting import acted
from graphcrm.cli.database import open_graph, sealed
from graphcrm.cli.jobs import until_told
from graphcrm.cli.policy import chosen
from graphcrm.errors import GraphcrmError, Unavailable
from graphcrm.graph.connection import Graph
from graphcrm.jobs.kinds import RUNS
from graphcrm.jobs.worker import Worker
from graphcrm.records.jobs import listing
from graphcrm.records.journal import LOCAL
from graphcrm.settings import load
from graphcrm.vocabulary.job import ENDED

_LOOK_SECONDS = 0.5


async def done(kind: str, parameters: dict[str, Any], doing: str) -> dict[str, Any]:
    """The result of a job of this kind: asked for and done here, unless a server has taken it, whose end is waited for
    then. `doing` says meanwhile what goes on. Unavailable where it was not done."""
    async with open_graph(load()) as graph:
        given = {"kind": kind, "parameters": parameters}
        job = (await acted(graph, "jobStart", given)).shown[0]
        worker = Worker(graph, chosen(), runs={kind: RUNS[kind]})
        telling = asyncio.create_task(_tell(graph, job, doing))
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


async def _tell(graph: Graph, job: str, doing: str) -> None:
    """How far it is, until it is cancelled."""
    steps = output.Steps()
    try:
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            with contextlib.suppress(GraphcrmError):
                found = await _job(graph, job)
                steps(doing, found["done"] or 0, found["total"] or 0)
    finally:
        steps.close()
