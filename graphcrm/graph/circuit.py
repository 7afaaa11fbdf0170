"""A circuit before the database: while it cannot be reached, requests are refused at once and one a second tries."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from graphcrm.errors import Unavailable
from graphcrm.graph.connection import Graph, Row

_FAILURES = 5
_PROBE_SECONDS = 1.0


class Circuit:
    """Reads through a graph. Opens after five failures to connect, closes with the first read that succeeds; sheds
    what is more than `room` reads at once."""

    def __init__(self, graph: Graph, room: int) -> None:
        self._graph = graph
        self._room = room
        self._failures = 0
        self._tried_at = 0.0
        self._running = 0

    @property
    def open(self) -> bool:
        return self._failures >= _FAILURES

    async def read(self, text: str, parameters: Mapping[str, Any], *, question: str, seconds: float) -> Row | None:
        """As Graph.read. Unavailable: the database cannot be reached (DATABASE) or too much is asked at once (BUSY)."""
        if self.open:
            now = time.monotonic()
            if now - self._tried_at < _PROBE_SECONDS:
                raise Unavailable("The database cannot be reached. Try again in a moment.", reason="DATABASE")
            self._tried_at = now
        if self._running >= self._room:
            raise Unavailable("Too many requests at once. Try again in a moment.", reason="BUSY")
        self._running += 1
        try:
            row = await self._graph.read(text, parameters, question=question, seconds=seconds)
        except Unavailable:
            self._failures += 1
            raise
        finally:
            self._running -= 1
        self._failures = 0
        return row
