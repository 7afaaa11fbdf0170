"""Whoever a long piece of work runs for, looked up again while it runs: it stops when their rights are others."""

from __future__ import annotations

import time
from collections.abc import Callable

from graphcrm.access.policy import Policy
from graphcrm.access.viewers import Viewer
from graphcrm.errors import Forbidden, NotFound
from graphcrm.graph.connection import Graph
from graphcrm.records import users

SECONDS = 2.0  # as long as a worker keeps a viewer
_CHANGED = (
    "The rights of {0} were changed while this ran, so it was stopped. Begin again, and it runs under those of now."
)


class Standing:
    """The rights a piece of work began with, and whether they are still those."""

    def __init__(
        self,
        graph: Graph,
        policy: Policy,
        viewer: Viewer,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._graph = graph
        self._policy = policy
        self._viewer = viewer
        self._clock = clock
        self._checked = clock()

    async def check(self) -> None:
        """Forbidden (ROLE) where the viewer may do or see more or less than when it began. Looks every two seconds."""
        if self._clock() - self._checked < SECONDS:
            return
        await self.check_now()

    async def check_now(self) -> None:
        """As `check`, whenever it was looked up last."""
        self._checked = self._clock()
        try:
            now = await users.viewer_of(self._graph, self._policy, self._viewer.email)
        except NotFound as error:
            raise self._changed() from error
        if now != self._viewer:
            raise self._changed()

    def _changed(self) -> Forbidden:
        return Forbidden(_CHANGED.format(self._viewer.email), reason="ROLE")
