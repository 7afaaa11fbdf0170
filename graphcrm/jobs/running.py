"""A job while it runs, as the function that does it sees it: for whom, with what, from where on, and when to stop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from graphcrm.access.policy import Policy
from graphcrm.access.viewers import Viewer
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records.jobs import claims
from graphcrm.records.jobs.claims import Claim
from graphcrm.records.journal import Author

T = TypeVar("T")


class Why(Enum):
    """Why a job is to stop before it is done."""

    CANCELLED = "somebody ended it"
    REFUSED = "whoever asked for it may not have it done any more"
    LOST = "another worker goes on with it"
    STOPPING = "this process ends"


class Stopped(Exception):
    """Raised inside a job that is to stop. A job lets it through."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job, as plain values of 64 kB at most. `partial`: some of it could not be done, and says what;
    `download`: the id of a file it made."""

    result: Any
    partial: bool = False
    download: str | None = None


class Running:
    """A job that runs. `viewer` is who asked, with the rights of now by `policy`, and `author` the same for what is
    written; `checkpoint` is what the job last kept, None where it begins.

    It writes through `write`, so that what it did and where it came to are kept together, and says `alive` wherever it
    is between two steps. What computes for long does so in a thread (`asyncio.to_thread`) and calls `progress` there,
    which stops it as well."""

    def __init__(
        self, graph: Graph, claim: Claim, viewer: Viewer, policy: Policy, lease: float = claims.LEASE_SECONDS
    ) -> None:
        self.graph = graph
        self.policy = policy
        self.claim = claim
        self._lease = lease
        self.viewer = viewer
        self.author = Author(viewer.id, viewer.teams, claim.id)
        self.parameters: Mapping[str, Any] = claim.parameters
        self.checkpoint: Any = claim.checkpoint
        self.done = 0
        self.total: int | None = None
        self.held_at = time.monotonic()
        self.why: Why | None = None
        self.told = asyncio.Event()

    def stop(self, why: Why) -> None:
        """Tells the job to stop; the first reason counts."""
        if self.why is None:
            self.why = why
            self.told.set()

    def progress(self, done: int, total: int | None = None) -> None:
        """How much is done, of how much. Stopped where the job is to stop; may be called from a thread."""
        self.done = done
        if total is not None:
            self.total = total
        if self.why is not None:
            raise Stopped

    async def alive(self) -> None:
        """Stopped where the job is to stop; to be asked between two steps."""
        await asyncio.sleep(0)
        self.progress(self.done)

    async def keep(self, checkpoint: Any) -> None:
        """Keeps where the job came to: whoever takes it up begins there. Stopped where the job is to stop."""
        await self.write(_nothing, checkpoint)

    async def write(self, work: Callable[[Transaction], Awaitable[T]], checkpoint: Any) -> T:
        """One step and where the job came to by it, in one transaction: it is done once, whoever dies. Never broken off
        in the middle. Stopped where the job is to stop, before or after it."""
        await self.alive()
        writing = claims.write(self.graph, self.claim, work, checkpoint, self.done, self.total, lease=self._lease)
        step = asyncio.create_task(writing)
        try:
            made = await asyncio.shield(step)
        except asyncio.CancelledError:
            await asyncio.wait({step})
            raise
        except claims.Lost:
            self.stop(Why.LOST)
            raise Stopped from None
        self.checkpoint, self.held_at = checkpoint, time.monotonic()
        return made


async def _nothing(_transaction: Transaction) -> None:
    return None
