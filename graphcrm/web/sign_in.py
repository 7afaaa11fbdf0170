"""Who sends a request: tokens looked up, and kept for two seconds so that a request is one statement."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from graphcrm.access.viewers import Viewer

SECONDS = 2.0
_KEPT = 10_000


class SignInCache:
    """Viewers by token. What is refused is never kept; what is kept ends two seconds after it was asked for, so that a
    revoked token, a lost role or team counts no longer than that. Requests that come together ask once."""

    def __init__(self, look_up: Callable[[str], Awaitable[Viewer]]) -> None:
        self._look_up = look_up
        self._known: OrderedDict[bytes, tuple[float, Viewer]] = OrderedDict()
        self._asked: dict[bytes, asyncio.Future[Viewer]] = {}

    async def __call__(self, token: str) -> Viewer:
        key = hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()
        found = self._known.get(key)
        if found is not None and time.monotonic() - found[0] < SECONDS:
            return found[1]
        asked = self._asked.get(key)
        if asked is None:
            asked = asyncio.ensure_future(self._ask(key, token))
            self._asked[key] = asked
            asked.add_done_callback(lambda done: self._answered(key, done))
        # Shielded: a client that goes away takes nothing from those that wait for the same answer.
        return await asyncio.shield(asked)

    async def _ask(self, key: bytes, token: str) -> Viewer:
        now = time.monotonic()
        viewer = await self._look_up(token)
        self._known[key] = (now, viewer)
        self._known.move_to_end(key)
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return viewer

    def _answered(self, key: bytes, done: asyncio.Future[Viewer]) -> None:
        del self._asked[key]
        if not done.cancelled():
            done.exception()  # looked at, since nobody may be left who waits for it
