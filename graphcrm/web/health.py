"""Health: alive while the process answers; ready while a request can be served, with reasons of a closed list."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from graphcrm.errors import GraphcrmError, Unavailable
from graphcrm.graph.connection import Graph

_DISK = 0.05
_KEPT_SECONDS = 0.5


class Health:
    """What readiness depends on; `keys` raises Unavailable where the key store cannot be used. `stopping` is set when
    the server is asked to end, and soon after it `ending`, for who waits for it; `running` counts the requests to
    `/graphql` and the downloads that have not been answered yet, `sockets` the WebSockets that are open."""

    def __init__(
        self,
        graph: Graph,
        data_dir: Path,
        pending: Callable[[], Awaitable[bool]],
        keys: Callable[[], None] = lambda: None,
    ) -> None:
        self._graph = graph
        self._data_dir = data_dir
        self._pending = pending
        self._keys = keys
        self._migrated = False
        self._lock = asyncio.Lock()
        self._looked_at = float("-inf")
        self._found: list[str] = []
        self.stopping = False
        self.running = 0
        self.sockets = 0
        self.ending = asyncio.Event()

    async def reasons(self) -> list[str]:
        """Why no request can be served now; empty when it can. Words: stopping, neo4j, migrations, keys, disk. Looked
        at twice a second at most, however often somebody asks: the address is open to all."""
        if not self.stopping:
            async with self._lock:
                if time.monotonic() - self._looked_at > _KEPT_SECONDS:
                    self._found = await self._look()
                    self._looked_at = time.monotonic()
        return ["stopping"] if self.stopping else self._found

    async def _look(self) -> list[str]:
        found = []
        if not await self._graph.answers():
            found.append("neo4j")
        elif not await self._is_migrated():
            found.append("migrations")
        if not self._has_keys():
            found.append("keys")
        if not self._has_room():
            found.append("disk")
        return found

    async def _is_migrated(self) -> bool:
        if not self._migrated:  # a schema that is there does not go away
            try:
                self._migrated = not await self._pending()
            except GraphcrmError:
                return False
        return self._migrated

    def _has_keys(self) -> bool:
        try:
            self._keys()
        except Unavailable:
            return False
        return True

    def _has_room(self) -> bool:
        place = self._data_dir if self._data_dir.exists() else Path.cwd()
        usage = shutil.disk_usage(place)
        return usage.free / usage.total > _DISK or usage.free > 2_000_000_000
