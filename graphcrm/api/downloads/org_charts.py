"""The skeleton of an org chart as a download: one statement, what it counts, the bytes of the reply."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

import orjson

from graphcrm.access.viewers import Viewer
from graphcrm.compile import skeletons
from graphcrm.compile.planner import Planner
from graphcrm.errors import NotFound
from graphcrm.graph.circuit import Circuit
from graphcrm.records.allowances import Allowances

# A seat of a skeleton tells a title and a name, of the dozens of facts of a record: ten of them count as one record
# shown. So the largest chart takes a tenth of an hour's records, and copying names by charts stays bounded.
SEATS_PER_ROW = 10


class OrgCharts:
    """Reads skeletons. `clock` tells the time, in UTC."""

    def __init__(
        self, planner: Planner, circuit: Circuit, allowances: Allowances, clock: Callable[[], datetime]
    ) -> None:
        self._planner = planner
        self._circuit = circuit
        self._allowances = allowances
        self._clock = clock

    async def skeleton(self, viewer: Viewer, organization: str, *, subsidiaries: bool, deadline: float) -> bytes:
        """The seats of an organization (id or external id) and its units on all days, as JSON; `deadline` is a time of
        `time.monotonic`. Forbidden, RateLimited, and NotFound where the viewer sees no such organization."""
        viewer.require("read")
        await self._allowances.ask(viewer, skeletons.MOST // SEATS_PER_ROW)
        rules, moment = self._planner.rules(viewer.lens), self._clock()
        asking = skeletons.asking(rules, viewer, organization, subsidiaries=subsidiaries, moment=moment)
        seconds = deadline - time.monotonic()
        row = await self._circuit.read(asking.text, asking.parameters, question=skeletons.FILE, seconds=seconds)
        if row is None or row[0] is not None:
            raise NotFound("No Organization is known by what `organization` names.")
        found = skeletons.told(rules, row[1], moment)
        await self._allowances.show(viewer, 1 + len(found["seats"]) // SEATS_PER_ROW)
        return orjson.dumps(found)
