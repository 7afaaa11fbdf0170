"""Processes that work at jobs: two at once, and one killed half-way. The other goes on, and nothing is done twice."""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graphcrm.graph.connection import Graph
from tests.conftest import Server
from tests.jobs.working import asked, rows, state

_OVERLAPS = """
MATCH (s:Step) WITH s.job AS job, min(s.at) AS first, max(s.at) AS last
WITH collect([job, first, last]) AS spans
UNWIND spans AS a UNWIND spans AS b WITH a, b WHERE a[0] < b[0] AND a[1] <= b[2] AND b[1] <= a[2]
RETURN count(*)
"""


_LEASE_ENDS = "MATCH (j:Job {state: 'RUNNING'}) SET j._leased_until = datetime() - duration('PT1S')"


@contextmanager
def process(server: Server, lease: float = 20.0) -> Iterator[subprocess.Popen[str]]:
    """A process that works until nothing waits."""
    words = [sys.executable, "-m", "tests.jobs.working", server.uri, server.password or "", str(lease)]
    found = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2], env=os.environ)
    assert found.stdout is not None
    try:
        yield found
    finally:
        found.kill()
        found.wait()
        found.stdout.close()


async def ready(*processes: subprocess.Popen[str]) -> None:
    for one in processes:
        assert one.stdout is not None
        assert await asyncio.to_thread(one.stdout.readline) == "ready\n"


async def until_ended(graph: Graph, jobs: list[str], seconds: float = 120) -> None:
    async with asyncio.timeout(seconds):
        while any([(await state(graph, job))[0] in ("QUEUED", "RUNNING") for job in jobs]):  # ends: the timeout
            await asyncio.sleep(0.1)


async def test_two_processes_have_of_a_kind_one_at_a_time(graph: Graph, server: Server) -> None:
    jobs = [await asked(graph, count=5, seconds=0.05) for _ in range(6)]
    with process(server) as first, process(server) as second:
        await until_ended(graph, jobs)
        await ready(first, second)
    assert [await state(graph, job) for job in jobs] == [("SUCCEEDED", None)] * 6
    assert [await rows(graph, job) for job in jobs] == [list(range(5))] * 6
    assert await graph.rows(_OVERLAPS, {}) == [[0]]


async def _killed(graph: Graph, server: Server, rounds: int, chance: random.Random) -> None:
    """Kills whoever is at a job, again and again, at any moment; who comes next goes on, and each row is there once."""
    count = 6 * rounds
    job = await asked(graph, count=count, seconds=0.05)
    for _ in range(rounds):
        before = len(await rows(graph, job))
        with process(server, lease=2.0) as one:
            async with asyncio.timeout(120):
                while len(await rows(graph, job)) <= before + chance.randrange(3):  # ends: the timeout
                    if (await state(graph, job))[0] == "SUCCEEDED":
                        break
                    await asyncio.sleep(0.02)
            one.kill()
        # Its lease ends by itself; here it is ended, so that a round takes no longer than it must.
        await graph.change_schema(
            ["MATCH (j:Job {state: 'RUNNING'}) SET j._leased_until = datetime() - duration('PT1S')"]
        )
    with process(server):
        await until_ended(graph, [job])
    kept = "MATCH (j:Job {id: $id}) RETURN j.state, j.result, j.done"
    assert await graph.rows(kept, {"id": job}) == [["SUCCEEDED", f'{{"rows": {count}}}', count]]
    assert await rows(graph, job) == list(range(count)), "as if nobody had been killed"


async def test_a_killed_worker_s_job_is_gone_on_with_each_time(graph: Graph, server: Server) -> None:
    await _killed(graph, server, 8, random.Random(6))


@pytest.mark.long
async def test_a_killed_worker_s_job_is_gone_on_with_a_hundred_times(graph: Graph, server: Server) -> None:
    await _killed(graph, server, 100, random.Random(7))


async def test_the_lease_of_a_killed_worker_ends_by_itself(graph: Graph, server: Server) -> None:
    job = await asked(graph, count=40, seconds=0.05)
    with process(server, lease=2.0) as one:
        async with asyncio.timeout(60):
            while not await rows(graph, job):  # ends: the timeout
                await asyncio.sleep(0.05)
        one.kill()
    await asyncio.sleep(2.1)
    with process(server):
        await until_ended(graph, [job])
    assert await rows(graph, job) == list(range(40))
