"""How much one viewer may ask for: points of cost in a minute, records shown in an hour, over all workers together.

A worker takes a hundredth of an allowance at a time and gives it out from memory, so that few requests ask the file
that the workers share. What it has not given out when the window ends is lost with it.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from dataclasses import dataclass

from graphcrm.access.viewers import Viewer
from graphcrm.errors import RateLimited, Unavailable
from graphcrm.records.budgets import Allowance, Budgets

_MINUTE, _HOUR = 60.0, 3600.0
_SHARES = 100
_KEPT = 10_000
_MUCH = "You asked for very much within a minute. Wait a little, or ask for smaller pages."


@dataclass(slots=True)
class _Lease:
    left: float
    ends: float


class Allowances:
    """The allowances of all viewers, as this worker gives them out. Without `budgets` nothing is limited."""

    def __init__(self, budgets: Budgets | None, *, points: int, rows: int) -> None:
        self._budgets = budgets
        self._points = Allowance(points, _MINUTE)
        self._rows = Allowance(rows, _HOUR)
        self._leases: OrderedDict[str, _Lease] = OrderedDict()

    async def ask(self, viewer: Viewer, cost: int) -> None:
        """Takes the points of an operation before it runs; one of no cost is worth a point. RateLimited (POINTS)."""
        await self._take(
            f"points|{viewer.id}",
            self._points,
            max(1, cost),
            RateLimited(_MUCH, reason="POINTS"),
        )

    async def show(self, viewer: Viewer, rows: int) -> None:
        """Takes the records of a reply before it is sent. RateLimited (ROWS), and then it must not be."""
        await self._take(f"rows|{viewer.id}", self._rows, rows, self._enough())

    async def shown(self, viewer: Viewer, rows: int) -> None:
        """Takes the records of a reply that is sent whatever becomes of it: a write has been done, and who wrote must
        hear so though the limits cannot be kept."""
        try:
            await self.show(viewer, rows)
        except (RateLimited, Unavailable):
            self._leases.pop(f"rows|{viewer.id}", None)

    def _enough(self) -> RateLimited:
        most = int(self._rows.most)
        return RateLimited(
            f"You have been shown {most} records within an hour, which is the most. Wait.", reason="ROWS"
        )

    async def _take(self, key: str, allowance: Allowance, amount: int, refusal: RateLimited) -> None:
        if self._budgets is None or amount == 0:
            return
        now = time.monotonic()
        lease = self._leases.get(key)
        if lease is None or lease.ends < now:
            lease = self._leases[key] = _Lease(0.0, now + allowance.seconds)
            if len(self._leases) > _KEPT:
                self._leases.popitem(last=False)
        if lease.left < amount:
            missing = amount - lease.left
            for wanted in (max(missing, allowance.most // _SHARES), missing):
                granted = await self._budgets.spend(key, allowance, wanted)
                if granted.wait == 0.0:
                    lease.left += wanted
                    lease.ends = min(lease.ends, now + granted.lasts)
                    break
            else:
                refusal.retry_after = max(1, math.ceil(granted.wait))
                raise refusal
        lease.left -= amount
