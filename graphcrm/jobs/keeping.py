"""The jobs of a server: whoever serves takes what waits, and leaves the doing to a process of its own.

A job computes for long and may take much memory; in the process that answers requests it would hold all of them up.
So a worker that serves takes a job, starts `graphcrm jobs run` for it, and looks how that ends. The process stops when
its standard input ends: it outlives nobody. One that dies leaves a job that somebody else goes on with.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as Time

from graphcrm.errors import GraphcrmError
from graphcrm.graph.connection import Graph
from graphcrm.jobs import exporting
from graphcrm.jobs.kinds import RUNS
from graphcrm.jobs.worker import STEP_SECONDS
from graphcrm.records import uploads
from graphcrm.records.jobs import claims, counting, downloads, nights
from graphcrm.records.jobs.claims import Claim
from graphcrm.records.jobs.counting import Counts, Ended
from graphcrm.settings import load
from graphcrm.vocabulary.job import KINDS, JobKind

_LOG = logging.getLogger("graphcrm.jobs")
LOOK_SECONDS = 1.0
# Until the process that is to do it has it in hand.
START_SECONDS = 60.0
_MARGIN_SECONDS = 2.0
_LAST_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Command:
    """How a process that does one job is started: words, to which `--claimed ID:OWNER` is added, and its
    environment."""

    words: Sequence[str]
    environment: Mapping[str, str]


class Nights:
    """What is asked for every night, from the time `at` on; None: nothing. `also` are kinds that are not nightly by
    themselves. `now` says what time it is."""

    def __init__(
        self,
        graph: Graph,
        at: Time | None,
        kinds: Mapping[str, JobKind] = KINDS,
        also: Collection[str] = (),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._graph = graph
        self._at = at
        self._kinds = [kind for kind in kinds.values() if kind.nightly or kind.name in also]
        self._now = now
        self._asked = date.min

    async def ask(self) -> list[str]:
        """Asks for the last night's jobs, where nobody has; their ids. Cheap where this process has looked already."""
        now = self._now()
        if self._at is None or (night := nights.night_of(now, self._at)) <= self._asked:
            return []
        made = await nights.ask(self._graph, self._kinds, night)
        await nights.forget(self._graph, now)
        folder = load().data_dir
        await exporting.sweep(self._graph, downloads.folder(folder))
        uploads.sweep(folder)
        self._asked = night
        return made


class Keeper:
    """Keeps the jobs of one process that serves: one of them at a time is done. `counted` is told at each look how
    many there are, `ended` what became of one."""

    def __init__(
        self,
        graph: Graph,
        command: Command,
        nights: Nights,
        *,
        kinds: Iterable[str] = RUNS,
        counted: Callable[[Counts], Awaitable[None]] | None = None,
        ended: Callable[[Ended], None] = lambda ended: None,
    ) -> None:
        self._graph = graph
        self._command = command
        self._nights = nights
        self._kinds = frozenset(kinds)
        self._counted = counted
        self._ended = ended
        self._stopping = asyncio.Event()
        self._hurrying = asyncio.Event()
        self._child: asyncio.Task[None] | None = None
        self._ends = float("inf")

    def hurry(self) -> None:
        """What runs is broken off at once: its step is done by whoever goes on with it."""
        self._hurrying.set()

    @asynccontextmanager
    async def running(self, ending: asyncio.Event) -> AsyncIterator[None]:
        """Does jobs for as long as the block lasts, or until `ending`: then a job that runs is given back."""
        keeping = asyncio.create_task(self._keep())
        watching = asyncio.create_task(self._stop_at(ending))
        try:
            yield
        finally:
            self._stop_now()
            watching.cancel()
            for task in (keeping, self._child):
                if task is not None:
                    await self._ended_or_broken_off(task)

    async def _stop_at(self, ending: asyncio.Event) -> None:
        await ending.wait()
        self._stop_now()

    def _stop_now(self) -> None:
        if not self._stopping.is_set():
            self._stopping.set()
            self._ends = time.monotonic() + STEP_SECONDS + 2 * _MARGIN_SECONDS

    async def _ended_or_broken_off(self, task: asyncio.Task[None]) -> None:
        """Waits for what runs as long as a stop may take; a database that says nothing holds nobody up."""
        left = 0.0 if self._hurrying.is_set() else self._ends - time.monotonic()
        await asyncio.wait({task}, timeout=max(left, _LAST_SECONDS))
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async def _keep(self) -> None:
        while not self._stopping.is_set():  # ends: with the server
            try:
                await self._look()
            except GraphcrmError:
                pass  # the database is away: the next look finds it again
            except Exception:
                _LOG.exception("jobs could not be looked for")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._stopping.wait()

    async def _look(self) -> None:
        await self._nights.ask()
        counts = await counting.counts(self._graph)
        if self._counted is not None:
            await self._counted(counts)
        idle = self._child is None or self._child.done()
        if idle and any(number for (_, state), number in counts.items() if state != "RUNNING"):
            claim = await claims.take(self._graph, self._kinds, lease=START_SECONDS)
            if claim is not None:
                self._child = asyncio.create_task(self._do(claim))

    async def _do(self, claim: Claim) -> None:
        """Has a process do it, and looks what became of it."""
        try:
            code = await self._process(claim)
            ended = await counting.ended(self._graph, claim.id)
            if ended is not None:
                self._ended(ended)
            else:  # it died with the job in hand, or has given it back: then this does nothing
                await claims.give_back(self._graph, claim, told=code != 0 and not self._stopping.is_set())
        except GraphcrmError:
            pass  # the database is away: the lease ends by itself
        except Exception:
            _LOG.exception("a job could not be started")

    async def _process(self, claim: Claim) -> int:
        process = await asyncio.create_subprocess_exec(
            *self._command.words,
            "--claimed",
            f"{claim.id}:{claim.owner}",
            stdin=PIPE,
            stdout=DEVNULL,
            env=dict(self._command.environment),
            start_new_session=sys.platform != "win32",  # Ctrl-C reaches us alone, and it through us
        )
        ended = asyncio.create_task(process.wait())
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait({ended, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not ended.done():
                await self._stop(process, ended)
            return await ended
        finally:
            stopping.cancel()
            with contextlib.suppress(ProcessLookupError):
                process.kill()

    async def _stop(self, process: Process, ended: asyncio.Task[int]) -> None:
        """Lets a step come to its end."""
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        hurried = asyncio.create_task(self._hurrying.wait())
        limit = STEP_SECONDS + _MARGIN_SECONDS
        await asyncio.wait({ended, hurried}, timeout=limit, return_when=asyncio.FIRST_COMPLETED)
        hurried.cancel()
        with contextlib.suppress(ProcessLookupError):
            process.kill()
