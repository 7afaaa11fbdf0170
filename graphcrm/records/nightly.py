"""What is looked over each night, after two (UTC), by one worker of all: whether audiences are what follows."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime

from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.errors import GraphcrmError
from graphcrm.graph.connection import Graph
from graphcrm.records import audiences

_LOG = logging.getLogger("graphcrm.records")
_HOUR = 2
_LOOK_SECONDS = 60.0
# The lock ends with the transaction; the day it leaves behind tells the others that today's look is somebody's.
_CLAIM = """
MERGE (l:Internal:Lock {name: 'nightly'}) SET l._n = coalesce(l._n, 0) + 1
WITH l, l.looked_on IS NULL OR l.looked_on < $today AS due
FOREACH (_ IN CASE WHEN due THEN [1] ELSE [] END | SET l.looked_on = $today)
RETURN due
"""


class Nightly:
    """The nightly look of one worker. `found` is told how many findings there were; 0 where another worker looked."""

    def __init__(
        self,
        graph: Graph,
        vocabulary: Vocabulary,
        found: Callable[[int], None],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._graph = graph
        self._vocabulary = vocabulary
        self._found = found
        self._now = now
        self._looked = date.min

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Looks every night for as long as the block lasts."""
        task = asyncio.create_task(self._keep())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def look(self) -> int | None:
        """Today's look, if it is due and nobody has had it: how many findings; else None."""
        now = self._now()
        if now.hour < _HOUR or self._looked >= now.date():
            return None
        today = {"today": now.date()}
        due = await self._graph.write(lambda t: t.run(_CLAIM, today), name="nightly")
        self._looked = now.date()
        if not due[0][0]:
            self._found(0)
            return None
        findings = await audiences.check(self._graph, self._vocabulary)
        self._found(len(findings))
        if findings:
            counts = ", ".join(f"{number} {noun}" for noun, number in sorted(Counter(f.noun for f in findings).items()))
            _LOG.error("audiences are not what follows (%s): graphcrm audience check --repair mends them", counts)
        return len(findings)

    async def _keep(self) -> None:
        while True:  # ends with the worker, which cancels it
            await asyncio.sleep(_LOOK_SECONDS)
            try:
                await self.look()
            except GraphcrmError:
                pass  # the database is away: the next look finds it again
            except Exception:
                _LOG.exception("audiences could not be looked over")
