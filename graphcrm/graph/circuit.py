"""A circuit before the database: at most as many reads at once as there are connections, a short waiting room, and,
while the database cannot be reached, a refusal at once and one try a second."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from graphcrm.errors import GraphcrmError, Timeout, Unavailable
from graphcrm.graph.connection import Graph, Row, Transaction

T = TypeVar("T")

_FAILURES = 5
_PROBE_SECONDS = 1.0
# A request waits twice at most, for who asks and for its answer: whoever is turned away is told within two seconds.
_WAIT_SECONDS = 1.0
_PATIENCE_SECONDS = 3.0
_MARGIN_SECONDS = 0.5
# A database that collects its garbage on a busy machine says nothing for a second and more, and is there.
_LIFE_SECONDS = 2.0
_SPARE = 2
_UNREACHABLE = "The database cannot be reached. Try again in a moment."


class Circuit:
    """Reads through a graph. Opens after five failures to connect in a row, closes with the first answer. Of `pool`
    connections two are left to health and to what else is asked; beyond those, `room` reads wait a second at most, and
    what is more is shed. The driver's own queue is never used: its end cannot be told from a database that is gone.
    A read that takes three seconds makes it ask the database for a sign of life: a slow question goes on, one to a
    database that says nothing ends."""

    def __init__(self, graph: Graph, pool: int, room: int = 50) -> None:
        self._graph = graph
        self._slots = asyncio.Semaphore(pool - _SPARE if pool > 2 * _SPARE else pool)
        self._room = room
        self._waiting = 0
        self._failures = 0
        self._tried_at = 0.0
        self._writes: set[asyncio.Task[Any]] = set()  # the loop itself holds tasks only weakly
        self._doubtful: list[asyncio.Timeout] = []
        self._probe: asyncio.Task[None] | None = None

    @property
    def open(self) -> bool:
        return self._failures >= _FAILURES

    async def read(self, text: str, parameters: Mapping[str, Any], *, question: str, seconds: float) -> Row | None:
        """As Graph.read, within `seconds` by our clock; the server has half a second less, so that it has mostly ended
        what we no longer wait for."""
        return await self.through(
            lambda left: self._graph.read(text, parameters, question=question, seconds=left - _MARGIN_SECONDS), seconds
        )

    async def write(self, work: Callable[[Transaction], Awaitable[T]], *, name: str, seconds: float) -> T:
        """As Graph.write with `once`, within `seconds`. What is being committed is never broken off: where the time is
        over, the write goes on by itself, and Unavailable with reason UNKNOWN_OUTCOME says so."""
        left = await self._entered(seconds)
        limit = left - _MARGIN_SECONDS
        writing = self._graph.write(work, name=name, seconds=limit, once=True)
        task = asyncio.create_task(writing, name=f"write {name}")
        self._writes.add(task)
        task.add_done_callback(self._written)
        try:
            return await self._watched(lambda _: asyncio.shield(task), left)
        except (Timeout, Unavailable) as error:
            if task.done() and not task.cancelled():
                raise
            message = (
                "The database has not answered yet, so it is unknown whether this was written. Send the same again."
            )
            raise Unavailable(message, reason="UNKNOWN_OUTCOME") from error

    async def through(self, work: Callable[[float], Awaitable[T]], seconds: float) -> T:
        """The result of `work`, which is told how many seconds it has. Unavailable: the database cannot be reached
        (DATABASE), too much is asked at once (BUSY). Timeout: it did not come within `seconds`."""
        left = await self._entered(seconds)
        try:
            return await self._watched(work, left)
        finally:
            self._slots.release()

    async def _entered(self, seconds: float) -> float:
        """Takes a slot, which whoever called gives back; the seconds left."""
        self._let_in(trying=False)
        ends = time.monotonic() + seconds
        await self._turn(seconds)
        try:
            left = ends - time.monotonic()
            if left <= _MARGIN_SECONDS:
                raise Timeout("There was no time left to ask the database. Try again.")
            self._let_in(trying=True)
        except BaseException:
            self._slots.release()
            raise
        return left

    def _written(self, task: asyncio.Task[Any]) -> None:
        """A write has ended, whether or not anybody waits for it: only now is its connection free."""
        self._writes.discard(task)
        self._slots.release()
        if not task.cancelled():
            task.exception()  # looked at, since nobody may be left who waits for it

    async def _watched(self, work: Callable[[float], Awaitable[T]], left: float) -> T:
        loop = asyncio.get_running_loop()
        ends = loop.time() + left
        try:
            async with asyncio.timeout(None) as limit:  # its end is set when there is doubt: most answer long before
                doubt = loop.call_later(min(_PATIENCE_SECONDS, left * 0.4), self._doubt, limit, ends)
                try:
                    found = await work(left)
                finally:
                    doubt.cancel()
        except TimeoutError as error:
            if loop.time() < ends:
                self._failed()
                raise Unavailable(_UNREACHABLE, reason="DATABASE") from error
            raise Timeout("The database did not answer in time. Try again, or ask for less at once.") from error
        except Unavailable:
            self._failed()
            raise
        except GraphcrmError:
            self._failures = 0  # it answers, if not as we like
            raise
        self._failures = 0
        return found

    def _doubt(self, limit: asyncio.Timeout, ends: float) -> None:
        """Has `limit` end at `ends`, and the database asked for a sign of life, once for all that wait; without one it
        ends now."""
        with contextlib.suppress(RuntimeError):  # has ended meanwhile
            limit.reschedule(ends)
        self._doubtful.append(limit)
        if self._probe is None or self._probe.done():
            self._probe = asyncio.ensure_future(self._ask_for_life())

    async def _ask_for_life(self) -> None:
        alive = await self._graph.answers(_LIFE_SECONDS)
        waiting, self._doubtful = self._doubtful, []
        for limit in () if alive else waiting:
            with contextlib.suppress(RuntimeError):  # has ended meanwhile
                limit.reschedule(asyncio.get_running_loop().time())

    def _failed(self) -> None:
        self._failures += 1
        self._tried_at = time.monotonic()

    def _let_in(self, *, trying: bool) -> None:
        if not self.open:
            return
        now = time.monotonic()
        if now - self._tried_at < _PROBE_SECONDS:
            raise Unavailable(_UNREACHABLE, reason="DATABASE")
        if trying:
            self._tried_at = now

    async def _turn(self, seconds: float) -> None:
        if not self._slots.locked():
            await self._slots.acquire()
            return
        if self._waiting >= self._room:
            raise _busy()
        self._waiting += 1
        try:
            async with asyncio.timeout(min(_WAIT_SECONDS, max(seconds, 0))):
                await self._slots.acquire()
        except TimeoutError as error:
            raise _busy() from error
        finally:
            self._waiting -= 1


def _busy() -> Unavailable:
    return Unavailable("Too many requests at once. Try again in a moment.", reason="BUSY")
