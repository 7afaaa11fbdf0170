"""A worker: takes a job, keeps it in hand while its function does it, and says how it ended.

While a job runs it is looked up every two seconds whether it is still ours, whether somebody wants it to end, and
whether whoever asked may still have it done. Told to stop, it has until its next step, and then is broken off.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Mapping
from typing import Any

from graphcrm.access.policy import Policy
from graphcrm.access.viewers import Viewer
from graphcrm.errors import Forbidden, GraphcrmError, Timeout, Unavailable
from graphcrm.graph.connection import Graph
from graphcrm.jobs.kinds import RUNS, Run
from graphcrm.jobs.running import Outcome, Running, Why
from graphcrm.records.jobs import askers, claims
from graphcrm.records.jobs.claims import Claim, End, Lost
from graphcrm.vocabulary.job import KINDS, JobKind

_LOG = logging.getLogger("graphcrm.jobs")

BEAT_SECONDS = 2.0
# From being told to stop until it is broken off: with the beat, a right that is taken ends a job within five seconds.
GRACE_SECONDS = 1.0
# A process that ends lets a step come to its end.
STEP_SECONDS = 5.0
AGAIN_SECONDS = 10.0
_TRY_SECONDS = 1.0

_FAILED = {
    Why.CANCELLED: End("CANCELLED"),
    Why.REFUSED: End("FAILED", reason="ROLE", message=askers.CHANGED),
}
_ATTEMPTS = (
    f"It was begun {claims.MOST_ATTEMPTS} times and came no further: the process that ran it ended each time, or the "
    "database was away. The log says why; ask again when it is mended."
)
_BUG = "This is a fault of ours; the log of the server says more."


class Worker:
    """Runs jobs over one graph. `runs` and `kinds` are what there is; `stopping` ends the work."""

    def __init__(
        self,
        graph: Graph,
        policy: Policy,
        *,
        runs: Mapping[str, Run] = RUNS,
        kinds: Mapping[str, JobKind] = KINDS,
        lease: float = claims.LEASE_SECONDS,
    ) -> None:
        self._graph = graph
        self._policy = policy
        self._runs = runs
        self._kinds = kinds
        self._lease = lease
        self.stopping = asyncio.Event()

    async def take(self) -> Claim | None:
        """The next job, in our hands."""
        return await claims.take(self._graph, self._runs, lease=self._lease)

    async def drain(self) -> list[tuple[Claim, str | None]]:
        """Does what waits until nothing does, or we are stopping: the jobs, each with the state it ended in."""
        done = []
        while not self.stopping.is_set() and (claim := await self.take()) is not None:  # ends: each is done or put off
            done.append((claim, await self.work(claim)))
        return done

    async def work(self, claim: Claim) -> str | None:
        """Does a job that is in our hands; the state it ended in, None where it is given back or lost."""
        if claim.cancelled_by is not None:
            return await self._end(claim, End("CANCELLED"))
        if claim.attempts > claims.MOST_ATTEMPTS:
            return await self._end(claim, End("FAILED", reason="ATTEMPTS", message=_ATTEMPTS))
        try:
            viewer = await self._asker(claim, claim.rights)
            if claim.rights is None:
                await claims.begin(self._graph, claim, askers.rights(self._policy, viewer))
        except Forbidden as error:
            return await self._end(claim, End("FAILED", reason="ROLE", message=error.message))
        except GraphcrmError:
            await self._give_back(claim, told=True)
            return None
        job = Running(self._graph, claim, viewer, self._policy, self._lease)
        beating = asyncio.create_task(self._beat(job))
        try:
            how = await self._outcome(job)
        finally:
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)
        if job.why is Why.LOST:
            return None
        if how is None:
            await self._give_back(claim, told=job.why is not Why.STOPPING)
            return None
        return await self._end(claim, how, job)

    async def _asker(self, claim: Claim, rights: str | None) -> Viewer:
        """Who the job runs as. Forbidden where they may not have it done, or have other rights than it began with."""
        viewer = await askers.now(self._graph, self._policy, claim.asked_by, claim.token)
        viewer.require(self._kinds[claim.kind].permission)
        if rights is not None and rights != askers.rights(self._policy, viewer):
            raise Forbidden(askers.CHANGED, reason="ROLE")
        return viewer

    async def _outcome(self, job: Running) -> End | None:
        """Runs it; how it ended, None where it is to be gone on with."""
        main = asyncio.ensure_future(self._runs[job.claim.kind](job))
        told = asyncio.create_task(job.told.wait())
        ending = asyncio.create_task(self.stopping.wait())
        await asyncio.wait({main, told, ending}, return_when=asyncio.FIRST_COMPLETED)
        if not main.done():
            if ending.done():
                job.stop(Why.STOPPING)
            await asyncio.wait({main}, timeout=STEP_SECONDS if job.why is Why.STOPPING else GRACE_SECONDS)
            main.cancel()
        told.cancel()
        ending.cancel()
        (found,) = await asyncio.gather(main, return_exceptions=True)
        return _end_of(job, found, askers.bound(self._policy, job.viewer))

    async def _beat(self, job: Running) -> None:
        """Keeps the job in our hands and looks whether it is to stop, for as long as it runs."""
        rights = askers.rights(self._policy, job.viewer)
        while job.why is None:  # ends: the worker cancels it, or the job is to stop
            await asyncio.sleep(min(BEAT_SECONDS, self._lease / 4))
            try:
                if await claims.hold(self._graph, job.claim, job.done, job.total, lease=self._lease):
                    job.stop(Why.CANCELLED)
                job.held_at = time.monotonic()
                await self._asker(job.claim, rights)
            except Lost:
                job.stop(Why.LOST)
            except Forbidden:
                job.stop(Why.REFUSED)
            except Exception as error:
                if not isinstance(error, GraphcrmError):
                    _LOG.exception("a job could not be kept in hand")
                if time.monotonic() - job.held_at > self._lease:  # by now it may be in other hands
                    job.stop(Why.LOST)

    async def _end(self, claim: Claim, how: End, job: Running | None = None) -> str | None:
        """Says how it ended. A database that is away is waited for while the job is ours."""
        done, total = (job.done, job.total) if job is not None else (0, None)
        ends = time.monotonic() + self._lease
        while True:  # ends: it is said, or the lease is over
            try:
                await claims.end(self._graph, claim, how, done, total)
                return how.state
            except Lost:
                return None
            except GraphcrmError:
                if time.monotonic() > ends:
                    return None
                await asyncio.sleep(_TRY_SECONDS)

    async def _give_back(self, claim: Claim, *, told: bool) -> None:
        """Lets somebody go on with it: at once where we are stopping, after a pause where something was wrong."""
        with contextlib.suppress(GraphcrmError):  # the database is away: the lease ends by itself
            await claims.give_back(self._graph, claim, pause=AGAIN_SECONDS if told else 0.0, told=told)


def _end_of(job: Running, found: Any, bound: str) -> End | None:
    """How a job ended by what its function came to: a value, or what it raised. `bound`: the rights it ran under."""
    if isinstance(found, Outcome) and job.why is not Why.REFUSED:
        return End("PARTIAL" if found.partial else "SUCCEEDED", found.result, download=found.download, bound=bound)
    if job.why is not None:
        return _FAILED.get(job.why)
    if isinstance(found, Unavailable | Timeout):
        return None
    if isinstance(found, GraphcrmError):
        return End("FAILED", reason=found.reason or found.code, message=found.message)
    _LOG.error(f"bug in the job {job.claim.kind}", exc_info=found if isinstance(found, BaseException) else None)
    return End("FAILED", reason="INTERNAL", message=_BUG)
