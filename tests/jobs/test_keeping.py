"""What a server does with a job: a process of its own, which may die, and which ends with the server."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from graphcrm.graph.connection import Graph
from graphcrm.jobs.keeping import Command, Keeper, Nights
from graphcrm.records.jobs.counting import Counts, Ended
from tests.conftest import Server
from tests.jobs.working import KINDS, asked, rows, state


@asynccontextmanager
async def keeping(graph: Graph, server: Server, told: list[Ended], ending: asyncio.Event) -> AsyncIterator[Keeper]:
    words = [sys.executable, "-m", "tests.jobs.working", server.uri, server.password or "", "20"]
    folder = str(Path(__file__).parents[2])
    command = Command(words, {**os.environ, "PYTHONPATH": folder})
    seen: list[Counts] = []

    async def counted(counts: Counts) -> None:
        seen.append(counts)

    found = Keeper(graph, command, Nights(graph, None), kinds=KINDS, counted=counted, ended=told.append)
    async with found.running(ending):
        yield found
    assert seen, "it counts while it runs"


async def _begun(graph: Graph, job: str, number: int = 1) -> None:
    async with asyncio.timeout(60):
        while len(await rows(graph, job)) < number:  # ends: the timeout
            await asyncio.sleep(0.05)


async def _until(told: list[Ended]) -> None:
    async with asyncio.timeout(90):
        while not told:  # ends: the timeout
            await asyncio.sleep(0.05)


def _process_of(job: str) -> int:
    listed = subprocess.run(["ps", "-eww", "-o", "pid,args"], capture_output=True, text=True, check=True).stdout
    (line,) = [line for line in listed.splitlines() if f"{job}:" in line]
    return int(line.split()[0])


async def test_a_process_that_is_killed_is_followed_by_another_that_goes_on(graph: Graph, server: Server) -> None:
    job, told = await asked(graph, count=60, seconds=0.1), list[Ended]()
    async with keeping(graph, server, told, asyncio.Event()):
        await _begun(graph, job)
        os.kill(_process_of(job), signal.SIGKILL)
        await _until(told)
    assert [(one.kind, one.state, one.result) for one in told] == [("steps", "SUCCEEDED", {"rows": 60})]
    assert await rows(graph, job) == list(range(60))


async def test_when_the_server_stops_the_job_is_given_back_after_its_step(graph: Graph, server: Server) -> None:
    job, told, ending = await asked(graph, count=400, seconds=0.05), list[Ended](), asyncio.Event()
    async with keeping(graph, server, told, ending):
        await _begun(graph, job)
        ending.set()
    assert (await state(graph, job), told) == (("QUEUED", None), [])
    kept = "MATCH (j:Job) RETURN j._checkpoint, j._owner, j._attempts"
    assert await graph.rows(kept, {}) == [[str(len(await rows(graph, job))), None, 0]]


async def test_a_server_in_a_hurry_breaks_the_job_off_and_loses_nothing(graph: Graph, server: Server) -> None:
    job, told = await asked(graph, count=60, seconds=0.05), list[Ended]()
    async with keeping(graph, server, told, asyncio.Event()) as keeper:
        await _begun(graph, job)
        keeper.hurry()
    assert (await state(graph, job))[0] == "QUEUED"
    async with keeping(graph, server, told, asyncio.Event()):
        await _until(told)
    assert await rows(graph, job) == list(range(60))
