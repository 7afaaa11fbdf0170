"""What holds an export back: the rights it began with, the rows of an hour, two at a time of one user."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from graphcrm.access.viewers import Viewer
from graphcrm.errors import RateLimited
from graphcrm.records.allowances import Allowances
from graphcrm.records.budgets import Budgets
from graphcrm.settings import Settings

Allow = Callable[[int], Awaitable[None]]
Standing = Callable[[int], Awaitable[None]]
AT_ONCE = 2
_HELD_SECONDS = 120.0  # of one that was killed; renewed with each page


@asynccontextmanager
async def braking(settings: Settings, viewer: Viewer, standing: Standing) -> AsyncIterator[Allow]:
    """What is asked before rows leave, with their number: whether the viewer may still have them (`standing` raises
    where not), within what they may be shown in an hour by queries and exports together, and among two exports of
    theirs at a time. RateLimited (EXPORTS, ROWS)."""
    budgets = Budgets(settings.data_dir)
    allowances = Allowances(budgets, points=settings.points_per_minute, rows=settings.rows_per_hour)
    key, holder = f"exports|{viewer.id}", secrets.token_hex(8)

    async def allow(number: int) -> None:
        if not await budgets.hold(key, holder, AT_ONCE, _HELD_SECONDS):
            raise RateLimited(f"{AT_ONCE} exports of yours are running. Wait until one has ended.", reason="EXPORTS")
        await standing(number)
        await allowances.show(viewer, number)

    try:
        await allow(0)
        yield allow
    finally:
        await budgets.let_go(key, holder)
        budgets.close()
