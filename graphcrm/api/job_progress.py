"""`jobProgress`: a job as it goes on, told to whoever sees it, until it has ended."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from graphcrm.access.viewers import Viewer
from graphcrm.errors import NotFound
from graphcrm.records.jobs.watching import JobWatch, Standing
from graphcrm.vocabulary.job import EVERY_JOB

FIELD = "jobProgress"
IS_THERE = "query IsThere($id: ID!) { job(id: $id) { id } }"


async def events(
    watch: JobWatch, job: str, signed_in: Callable[[], Awaitable[Viewer]]
) -> AsyncGenerator[dict[str, Any], None]:
    """How the job stands, at once and whenever that is otherwise. NotFound where it is not theirs and they may not see
    all any more, as where it is gone."""
    last: Standing | None = None
    while last is None or not last.has_ended:  # ends: with the job, or with the caller, who asks for no more
        found = await watch.after(job, last)
        viewer = await signed_in()
        viewer.require("read")
        if found is None or (found.asked_by != viewer.id and EVERY_JOB not in viewer.permissions):
            raise NotFound("There is no such job any more.")
        last = found
        yield {
            "jobId": found.id,
            "at": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "kind": found.kind,
            "state": found.state,
            "done": found.done,
            "total": found.total,
        }
