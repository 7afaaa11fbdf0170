"""A process that works at jobs of a kind that tests can look into: it writes a row for each step, slowly if told.

`python -m tests.jobs.working URI PASSWORD [LEASE_SECONDS] [--claimed ID:OWNER]` works until nothing waits, or at one.
"""

from __future__ import annotations

import asyncio
import signal
import sys

from graphcrm.access.policy import built_in
from graphcrm.errors import BadUserInput
from graphcrm.graph.connection import Graph, Transaction, connect
from graphcrm.jobs.running import Outcome, Running
from graphcrm.jobs.worker import Worker
from graphcrm.records.jobs import asking, claims
from graphcrm.records.jobs.asking import Wish
from graphcrm.records.journal import Author
from graphcrm.vocabulary.job import JobKind, Parameter

STEPS = JobKind(
    "steps",
    "Writes so many rows, one a step.",
    "export",
    (Parameter("count", int, "How many."), Parameter("seconds", float, "Between two."), Parameter("what", str, "")),
)
KINDS = {STEPS.name: STEPS, "other": JobKind("other", "As steps, another kind.", "read", STEPS.parameters)}
_ROW = "CREATE (:Internal:Step {job: $job, number: $number, at: datetime.realtime()}) RETURN 1"


async def steps(job: Running) -> Outcome:
    """One row a step, and what may go wrong by `what`."""
    count, seconds = job.parameters["count"], job.parameters.get("seconds", 0.0)
    if job.parameters.get("what") == "refuse":
        raise BadUserInput("There is nothing to count.")
    if job.parameters.get("what") == "bug":
        raise RuntimeError("ana@lumen.example")
    begin = job.checkpoint or 0
    job.progress(begin, count)
    for number in range(begin, count):

        async def row(transaction: Transaction, number: int = number) -> None:
            await transaction.run(_ROW, {"job": job.claim.id, "number": number})

        await job.write(row, number + 1)
        job.progress(number + 1)
        await asyncio.sleep(seconds)
        await job.alive()
    return Outcome({"rows": count}, partial=job.parameters.get("what") == "partly")


async def asked(graph: Graph, by: str = "local", kind: str = "steps", token: str | None = None, **given: object) -> str:
    """Asks for such a job; its id."""
    wish = Wish(KINDS[kind], {"count": 3, **given}, token)
    return await graph.write(lambda t: asking.ask(t, Author(by), wish), name="test")


def worker(graph: Graph, lease: float = 20.0) -> Worker:
    return Worker(graph, built_in(), runs=dict.fromkeys(KINDS, steps), kinds=KINDS, lease=lease)


async def rows(graph: Graph, job: str) -> list[int]:
    """The rows that a job wrote, in the order of their time."""
    text = "MATCH (s:Step {job: $job}) RETURN s.number ORDER BY s.at, s.number"
    return [row[0] for row in await graph.rows(text, {"job": job})]


async def state(graph: Graph, job: str) -> tuple[str, str | None]:
    """Where a job stands, and why."""
    found = await graph.rows("MATCH (j:Job {id: $job}) RETURN j.state, j.reason", {"job": job})
    return found[0][0], found[0][1]


async def _main(uri: str, password: str, lease: str = "20", claimed: str = "", which: str = "") -> None:
    async with connect(uri, "neo4j", password or None) as graph:
        print("ready", flush=True)
        found = worker(graph, float(lease))
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, found.stopping.set)
        if claimed:
            claim = await claims.taken(graph, *which.split(":"))
            assert claim is not None
            await found.work(claim)
        else:
            await found.drain()


if __name__ == "__main__":
    asyncio.run(_main(*sys.argv[1:]))
