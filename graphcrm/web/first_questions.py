"""What the pages ask first, planned before anybody opens them.

The database plans a statement when it is first asked. One of a page takes it a second or two, and several times as long
as long as nothing has run, so that the first to open a page after a start would wait for all of that. The build of the
pages says what they ask, with ids of nothing; it is asked here once for each kind of user, whenever nobody else asks.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from graphcrm.access.policy import Policy
from graphcrm.access.viewers import Viewer, viewer
from graphcrm.api.operations import Operations, Request
from graphcrm.errors import GraphcrmError, Unavailable
from graphcrm.graph.connection import Graph
from graphcrm.graph.file_locks import Lock
from graphcrm.records import users
from graphcrm.web.health import Health
from graphcrm.web.pages import STATIC

_LOG = logging.getLogger("graphcrm.web")
FILE = STATIC / "first.json"
_KINDS = 3  # of users: whom of there are most
_SECONDS = 60.0  # for one, on a machine that has much to do
_LOOK_SECONDS = 0.05


class FirstQuestions:
    """Asks them once, one after the other. Of several workers one begins; the others, for whom the database has it
    planned then, follow. What fails is left: whoever opens the page asks it again and is told why. `asked` is called
    at the end, whatever came of it."""

    def __init__(
        self, graph: Graph, policy: Policy, data_dir: Path, asked: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        self._graph = graph
        self._policy = policy
        self._lock = Lock(data_dir / "first-questions.lock", exclusive=True)
        self._after = asked
        self._by: tuple[Operations, Health] | None = None

    def by(self, operations: Operations, health: Health) -> None:
        """Who asks them, and whose requests come first."""
        self._by = operations, health

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Asks while the block lasts, until all is asked."""
        task = asyncio.create_task(self._run(), name="first questions")
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _run(self) -> None:
        try:
            await _until(self._lock.try_acquire, 1.0)
            await self.ask()
        except GraphcrmError as error:
            _LOG.warning("the first questions of the pages were not asked", extra={"code": error.code})
        except Exception:
            _LOG.exception("bug in asking the first questions of the pages")
        finally:
            self._lock.release()
        if self._after is not None:
            await self._after()

    async def ask(self) -> int:
        """How many were asked: 0 where the pages are not built or there are no users."""
        assert self._by is not None, "nobody was told to ask"
        operations, health = self._by
        requests = questions()
        asked = 0
        for who in await self._askers():
            for request in requests:
                await _until(lambda: not health.running, _LOOK_SECONDS)
                asked += await _prepared(operations, request, who)
        return asked

    async def _askers(self) -> list[Viewer]:
        """One without records or teams for each set of roles that users have, the most frequent first."""
        held = await users.roles_held(self._graph, _KINDS)
        return [viewer(self._policy, id="", email="", roles=roles, teams=()) for roles in held]


async def _until(true: Callable[[], bool], every: float) -> None:
    """Until something is true that is looked at every so many seconds, or a while has gone by."""
    for _ in range(int(_SECONDS / every)):
        if true():
            return
        await asyncio.sleep(every)


async def _prepared(operations: Operations, request: Request, who: Viewer) -> bool:
    """Whether it was asked: not what their role may not ask, nor what is no question of this version."""
    try:
        await operations.prepare(request, who, time.monotonic() + _SECONDS)
    except Unavailable:
        raise
    except GraphcrmError:
        return False
    return True


def questions() -> list[Request]:
    """What the pages ask first; nothing where they are not built."""
    try:
        told = json.loads(FILE.read_bytes())
    except FileNotFoundError:
        return []
    return [Request(one["query"], one["variables"], None, only_queries=True) for one in told]
