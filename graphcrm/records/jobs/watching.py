"""Being told how jobs go on: what several wait for is looked at once a moment, and only while somebody waits."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from dataclasses import dataclass

from graphcrm.errors import GraphcrmError
from graphcrm.graph.circuit import Circuit
from graphcrm.vocabulary.job import ENDED

LOOK_SECONDS = 0.5
_SECONDS = 5.0
_LOOK = """
MATCH (j:Job) WHERE j.id IN $ids
WITH j, CASE WHEN j.state = 'RUNNING' AND j._leased_until <= datetime() THEN 'PAUSED' ELSE j.state END AS state
RETURN collect([j.id, j.kind, j.asked_by, state, j.done, j.total])
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a job stands: `done` of `total`."""

    id: str
    kind: str
    asked_by: str
    state: str
    done: int
    total: int | None

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED


class JobWatch:
    """The jobs that are watched from one worker."""

    def __init__(self, circuit: Circuit) -> None:
        self._circuit = circuit
        self._watched: Counter[str] = Counter()
        self._found: dict[str, Standing | None] = {}  # of the last look, with those that are not there
        self._looked = asyncio.Event()
        self._looking: asyncio.Task[None] | None = None

    async def after(self, job: str, last: Standing | None) -> Standing | None:
        """How a job stands, as soon as that is otherwise than `last`; None where it is no more."""
        self._watched[job] += 1
        try:
            while True:  # ends: with the job at the latest, or with who waits
                looked = self._looked
                if self._looking is None or self._looking.done():
                    self._looking = asyncio.create_task(self._look())
                await looked.wait()
                if job in self._found:  # else that look had begun before
                    found = self._found[job]
                    if found is None or found != last:
                        return found
        finally:
            self._watched[job] -= 1
            if not self._watched[job]:
                del self._watched[job]

    async def _look(self) -> None:
        """Looks again and again while somebody waits. A database that is away is waited for."""
        while self._watched:  # ends: with the last who waits
            with contextlib.suppress(GraphcrmError):
                ids = list(self._watched)
                row = await self._circuit.read(_LOOK, {"ids": ids}, question="jobProgress", seconds=_SECONDS)
                there = {found[0]: Standing(*found) for found in (row[0] if row else ())}
                self._found = {**dict.fromkeys(ids), **there}
                looked, self._looked = self._looked, asyncio.Event()
                looked.set()
            await asyncio.sleep(LOOK_SECONDS)
