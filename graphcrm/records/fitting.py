"""The parameters of health that were fitted to the ties of this database: kept in it, and known to each worker.

They are fitted to what everybody may see alone: what somebody is told must not follow from what is hidden from them.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from graphcrm.compile.planner import Plan
from graphcrm.errors import GraphcrmError
from graphcrm.graph.circuit import Circuit
from graphcrm.graph.connection import Graph
from graphcrm.measures.quality.table import Table, shipped
from graphcrm.measures.scoring import Fitted, Parameters, Scoring
from graphcrm.records import stored

# Of so many ties a sample tells as much.
SAMPLE = 10_000
_SECONDS = 60.0
_TRY_AGAIN = 5.0
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_READ = """
OPTIONAL MATCH (s:Internal:Scoring {name: 'health'}) RETURN s.r, s.alpha, s.a, s.b, s.ties, s.fitted_at
"""
_KEEP = "MERGE (s:Internal:Scoring {name: 'health'}) SET s += $said"
_DROP = "MATCH (s:Internal:Scoring {name: 'health'}) DELETE s"
_COUNT = "MATCH (:Person)-[k:KNOWS]->() RETURN count(k)"
# Ids end in random letters, so that those that end in some are a sample.
_DAYS = """
MATCH (p:Person) WHERE p.audience IS NULL AND right(p.id, 2) IN $endings
MATCH (p)-[k:KNOWS]->(q:Person) WHERE k.audience IS NULL AND q.audience IS NULL
RETURN collect([k.contact_days - 1, k.first_contact_at.epochSeconds / 86400, k.last_contact_at.epochSeconds / 86400])
"""


async def days(graph: Graph, now: datetime) -> list[tuple[float, float, float]]:
    """Of ties that everybody may see, some ten thousand at most: days of contact less one, days from the first to the
    last, days from the first until now."""
    ties = (await graph.rows(_COUNT, {}, question="scores"))[0][0]
    endings = [one + other for other in _LETTERS for one in _LETTERS]
    some = endings[: max(1, math.ceil(len(endings) * min(1.0, SAMPLE / max(ties, 1))))]
    rows = (await graph.rows(_DAYS, {"endings": some}, question="scores"))[0][0]
    today = int(now.timestamp()) // 86_400
    return [(repeats, last - first, today - first) for repeats, first, last in rows]


async def keep(graph: Graph, fitted: Fitted | None) -> None:
    """Keeps what was fitted, in the place of what was before; None: those shipped count."""
    if fitted is None:
        await graph.write(lambda t: t.run(_DROP, {}), name="health is not fitted")
        return
    p = fitted.parameters
    said = {"r": p.r, "alpha": p.alpha, "a": p.a, "b": p.b, "ties": fitted.ties, "fitted_at": fitted.at}
    await graph.write(lambda t: t.run(_KEEP, {"said": said}), name="health is fitted")


async def scoring(graph: Graph, half_life: float, quality: Table | None = None) -> Scoring:
    """How ties of this database are scored; `quality` is what is wanted of records, None: what is shipped."""
    return _scoring((await graph.rows(_READ, {}, question="scoring"))[0], half_life, quality or shipped())


class KnownScoring:
    """How ties are scored as one worker knows it: at most a minute old."""

    def __init__(self, circuit: Circuit, half_life: float, quality: Table) -> None:
        self._circuit = circuit
        self._half_life = half_life
        self._quality = quality
        self._known = Scoring(half_life, quality=quality).map
        self._until = 0.0
        self._reading = asyncio.Lock()

    async def of(self, plan: Plan, seconds: float) -> Mapping[str, Any]:
        """What a plan is given as `$scoring`, read again where it needs it and what is known is older than a minute;
        `seconds` are left for that. Where it cannot be read, what is known stays."""
        return await self.current(seconds) if plan.scores else self._known

    async def current(self, seconds: float) -> Mapping[str, Any]:
        """What is known, read again as `of` does."""
        if time.monotonic() < self._until:
            return self._known
        async with self._reading:
            if time.monotonic() >= self._until:
                await self._read(seconds)
        return self._known

    async def _read(self, seconds: float) -> None:
        try:
            row = await self._circuit.read(_READ, {}, question="scoring", seconds=seconds)
        except GraphcrmError:
            self._until = time.monotonic() + _TRY_AGAIN
            return
        self._known = _scoring(row or [None] * 6, self._half_life, self._quality).map
        self._until = time.monotonic() + _SECONDS


def _scoring(row: list[Any], half_life: float, quality: Table) -> Scoring:
    r, alpha, a, b, ties, at = row
    if r is None:
        return Scoring(half_life, quality=quality)
    fitted = Fitted(Parameters(r, alpha, a, b), ties, stored.native(at))
    return Scoring(half_life, fitted=fitted, quality=quality)
