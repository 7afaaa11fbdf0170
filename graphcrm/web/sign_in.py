"""Who sends a request: tokens looked up, and kept for two seconds so that a request is one statement."""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from graphcrm.access.viewers import Viewer

SECONDS = 2.0
_KEPT = 10_000


class SignInCache:
    """Viewers by token. What is refused is never kept; what is kept ends after two seconds, so that a revoked token, a
    lost role or team counts no longer than that."""

    def __init__(self, look_up: Callable[[str], Awaitable[Viewer]]) -> None:
        self._look_up = look_up
        self._known: OrderedDict[bytes, tuple[float, Viewer]] = OrderedDict()

    async def __call__(self, token: str) -> Viewer:
        key = hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()
        found = self._known.get(key)
        now = time.monotonic()
        if found is not None and now - found[0] < SECONDS:
            return found[1]
        viewer = await self._look_up(token)
        self._known[key] = (now, viewer)
        self._known.move_to_end(key)
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return viewer
