"""The change feed: every change gets its place, and a viewer reads on from one.

A write notes its change without a place (`:Unsequenced`), so that writers never wait for each other. Places 1, 2, 3 …
are given afterwards under one lock, which ends with the transaction of whoever holds it: any worker may do it, and one
that dies leaves nothing half done. A place is told to nobody: what a client gets is the id of the change.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from graphcrm.access.viewers import Viewer
from graphcrm.compile import change_feed, writing
from graphcrm.compile.custom_fields import CustomFields
from graphcrm.compile.rules import Rules
from graphcrm.compile.scalars import Cursor
from graphcrm.errors import BadUserInput, GraphcrmError
from graphcrm.graph.circuit import Circuit
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.graph.questions import library
from graphcrm.records.custom_fields import KnownFields

_LOG = logging.getLogger("graphcrm.records")
T = TypeVar("T")

WATCHED_SECONDS = 0.4
IDLE_SECONDS = 1.5
_GATHERED_SECONDS = 0.02
_BATCH = 1000
_PAGE = 100
_READERS = 4
# One that vanished with the lock in hand holds the others up for no longer than this.
_SECONDS = 10.0
# How long a page is waited for whose changes are not all readable yet; then the missing ones count as removed.
_SETTLING_SECONDS = 2.0
_TAG = "feed"

_LOOK = """
OPTIONAL MATCH (l:Internal:Lock {name: 'feed'})
RETURN coalesce(l.position, 0), EXISTS { MATCH (c:Unsequenced) }
"""
_NUMBER = """
MATCH (l:Internal:Lock {name: 'feed'})
MATCH (c:Unsequenced) WITH l, c ORDER BY c.at, c.id LIMIT $first
WITH l, coalesce(l.position, 0) AS last, collect(c) AS changes
SET l.position = last + size(changes)
WITH last, changes UNWIND range(1, size(changes)) AS i
WITH changes[i - 1] AS c, last + i AS position
SET c.position = position REMOVE c:Unsequenced
RETURN count(c)
"""
_PLACE = "MATCH (c:Change {id: $id}) RETURN c.position"


@dataclass(frozen=True, slots=True)
class Change:
    """A change as a viewer sees it: `ids` and `fields` (snake_case) are those they may see; `at` in RFC 3339."""

    position: int
    id: str
    at: str
    kind: str
    type: str
    ids: list[str]
    fields: list[str]

    @property
    def cursor(self) -> Cursor:
        return place_of(self.id)


def place_of(change: str) -> Cursor:
    """The place after a change, as a client is told it."""
    return Cursor(_TAG, (change,))


@dataclass(frozen=True, slots=True)
class Page:
    """The changes seen after a place, and the place up to which there are no others."""

    changes: list[Change]
    reached: int


class Feed:
    """The feed of one worker. `running` keeps it going: without it nothing is numbered and nobody waiting is told."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._woken = asyncio.Event()
        self._moved = asyncio.Event()
        self.waiting = 0  # how many here wait for changes
        self._shared = _Shared()
        self._end = 0

    def written(self) -> None:
        """To be called after every commit of this worker that noted a change, so that nobody waits for the clock."""
        self._woken.set()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """While somebody here waits for changes, those of other workers are looked for more often."""
        self.waiting += 1
        self._woken.set()
        try:
            yield
        finally:
            self.waiting -= 1

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Numbers what was written, here or by others, for as long as the block lasts."""
        task = asyncio.create_task(self._keep())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, self._shared.stop(), return_exceptions=True)

    async def present(self) -> int:
        """The last place, after everything committed so far has one."""
        return await self._shared.once("end", self._look, fresh=True)

    async def beyond(self, position: int) -> int:
        """The last place, as soon as it lies after `position`."""
        while self._end <= position:  # ends: with the next change
            await self._moved.wait()
        return self._end

    async def number(self) -> int:
        """Gives places to all changes that have none, in the order of their time; how many there were."""

        async def once(transaction: Transaction) -> int:
            await transaction.run(writing.LOCK, {"name": "feed"})
            return int((await transaction.run(_NUMBER, {"first": _BATCH}))[0][0])

        done = 0
        while count := await self._graph.write(once, name="feed", seconds=_SECONDS):  # ends: each takes a batch
            done += count
        return done

    async def _look(self) -> int:
        [[end, more]] = await self._graph.rows(_LOOK, {}, question="feed", seconds=_SECONDS)
        if more:
            await self.number()
            [[end, more]] = await self._graph.rows(_LOOK, {}, question="feed", seconds=_SECONDS)
        if end != self._end:
            self._end = end
            moved, self._moved = self._moved, asyncio.Event()
            moved.set()
        return int(end)

    async def _keep(self) -> None:
        while True:  # ends with the worker, which cancels it
            self._woken.clear()
            try:
                await self._shared.once("end", self._look)
            except GraphcrmError:
                pass  # the database is away: the next look finds it again
            except Exception:
                _LOG.exception("the feed could not be looked at")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(WATCHED_SECONDS if self.waiting else IDLE_SECONDS):
                    await self._woken.wait()
                await asyncio.sleep(_GATHERED_SECONDS)  # many writes in a row are numbered together


class FeedReader:
    """Reads the feed for viewers, under the rights they have at that moment. Those who stand at one place with the same
    rights are answered by one read; few reads run at once, so that a change told to many crowds nobody out."""

    def __init__(self, circuit: Circuit, rules: Callable[[Viewer], Rules], fields: KnownFields) -> None:
        self._circuit = circuit
        self._rules = rules
        self._fields = fields
        self._known: dict[Any, tuple[str, str, list[str]]] = {}
        self._turn = asyncio.Semaphore(_READERS)
        self._shared = _Shared()

    async def place(self, cursor: Cursor, seconds: float) -> int:
        """The place of a change that a client was told of. BadUserInput (CURSOR): none of this feed, or not kept."""
        if cursor.tag == _TAG and len(cursor.values) == 1:
            parameters = {"id": str(cursor.values[0])}
            row = await self._circuit.read(_PLACE, parameters, question="feed", seconds=seconds)
            if row is not None and row[0] is not None:
                return int(row[0])
        raise BadUserInput(
            "This cursor is none of this feed, or older than what is kept. Subscribe without it and read anew.",
            reason="CURSOR",
        )

    async def page(self, viewer: Viewer, position: int, end: int, seconds: float) -> Page:
        """What a viewer sees of the next changes after `position`, at most 100 of them and none after `end`."""
        first = min(_PAGE, end - position)
        key = (viewer.lens, viewer.teams, position, first)
        return await self._shared.once(key, lambda: self._read(viewer, position, first, seconds))

    async def gone(
        self, viewer: Viewer, was: Viewer, after: Cursor, record: str | None, seconds: float
    ) -> list[Change]:
        """What a viewer saw as they were, and sees no more since they left teams or have other roles: all records, or
        one. It is told at the place `after`, the last they know."""
        if viewer.lens.sees_all or (set(was.teams) <= set(viewer.teams) and not was.lens.sees_all):
            return []
        left = None if was.lens.sees_all else sorted(set(was.teams) - set(viewer.teams))
        parameters = {"was": left, "teams": list(viewer.teams), "record": record}
        text = change_feed.gone(self._rules(viewer).vocabulary)
        row = await self._circuit.read(text, parameters, question="feed", seconds=seconds)
        now = datetime.now(UTC).isoformat()
        return [Change(0, str(after.values[0]), now, "REMOVED", noun, ids, []) for noun, ids in (row[0] if row else ())]

    async def _read(self, viewer: Viewer, position: int, first: int, seconds: float) -> Page:
        text, shown = self._statement(viewer, await self._fields.current(seconds))
        parameters = {"position": position, "first": first, "teams": list(viewer.teams), "shown": shown}
        began = time.monotonic()
        while True:  # ends: all is readable, or the time is over
            async with self._turn:
                row = await self._circuit.read(text, parameters, question=change_feed.FILE, seconds=seconds)
            assert row is not None
            # A commit becomes readable piece by piece; a page with a hole would lose what comes into it.
            if row[0] == first or time.monotonic() - began > _SETTLING_SECONDS:
                return Page([Change(*found) for found in row[1]], position + first)
            await asyncio.sleep(_GATHERED_SECONDS)

    def _statement(self, viewer: Viewer, fields: CustomFields) -> tuple[str, list[str]]:
        known = self._known.get(viewer.lens)
        if known is None or known[0] != fields.version:
            rules = self._rules(viewer)
            text = change_feed.reading(rules, library()[change_feed.FILE])
            known = self._known[viewer.lens] = (fields.version, text, change_feed.facts(rules, fields))
        return known[1:]


class _Shared:
    """Work that several ask for at the same time and that is done once. One that goes away takes nothing from the
    others."""

    def __init__(self) -> None:
        self._running: dict[Hashable, asyncio.Future[Any]] = {}

    async def once(self, key: Hashable, work: Callable[[], Awaitable[T]], *, fresh: bool = False) -> T:
        """The result of the work of this key that runs now, or is begun; `fresh`: of one that begins after the call."""
        if fresh and key in self._running:
            await asyncio.wait([self._running[key]])
        running = self._running.get(key)
        if running is None:
            running = asyncio.ensure_future(work())
            self._running[key] = running
            running.add_done_callback(lambda done: self._ended(key, done))
        found: T = await asyncio.shield(running)
        return found

    async def stop(self) -> None:
        """Ends what runs."""
        running = list(self._running.values())
        for one in running:
            one.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def _ended(self, key: Hashable, done: asyncio.Future[Any]) -> None:
        del self._running[key]
        if not done.cancelled():
            done.exception()  # looked at, since nobody may be left who waits for it
