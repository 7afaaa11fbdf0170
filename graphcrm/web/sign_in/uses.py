"""Which tokens are in use: kept here, and noted by one short write now and then, so that no request waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from graphcrm.errors import GraphcrmError
from graphcrm.graph.connection import Graph
from graphcrm.records import tokens

SECONDS = 30.0


class Uses:
    """The uses of one worker. `running` notes them; without it nobody is told of any."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._tokens: set[str] = set()

    def used(self, token: str) -> None:
        """A token was let in."""
        self._tokens.add(token)

    async def note(self) -> None:
        """Notes what was used since the last time; where the database is away, the next time does."""
        used, self._tokens = self._tokens, set()
        if not used:
            return
        try:
            await tokens.seen(self._graph, used)
        except GraphcrmError:
            self._tokens |= used

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Notes them for as long as the block lasts. What is left at its end is not worth holding up a stop."""
        task = asyncio.create_task(self._keep())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _keep(self) -> None:
        while True:  # ends with the worker, which cancels it
            await asyncio.sleep(SECONDS)
            await self.note()
