"""The scores of all, as a job: every night, and whenever somebody asks for them.

Ties that are made anew go on with the page after the last one; influence is computed of what has changed, so that a run
that is taken up again does the rest.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime, time

from graphcrm.errors import BadUserInput
from graphcrm.jobs import scoring
from graphcrm.jobs.running import Outcome, Running
from graphcrm.settings import load
from graphcrm.vocabulary.words import VOCABULARY


async def run(job: Running) -> Outcome:
    """What `scoring.Summary` tells."""
    found = await scoring.recompute(
        job.graph,
        VOCABULARY,
        load(),
        full=bool(job.parameters.get("full")),
        at=end_of(job.parameters.get("on")),
        progress=lambda _, done, total: job.progress(done or job.done, total or None),
        author=job.author,
        resume=job.checkpoint,
        keep=job.keep,
    )
    return Outcome({**asdict(found), "computed_at": found.computed_at.isoformat()})


def end_of(day: str | None) -> datetime | None:
    """The last moment of a day (UTC). BadUserInput for what is no day, or one that is not past."""
    if day is None:
        return None
    try:
        at = datetime.combine(date.fromisoformat(day), time.max, UTC)
    except ValueError as error:
        raise BadUserInput(f"{day} is no day. Write it like 2026-11-22.") from error
    if at > datetime.now(UTC):
        raise BadUserInput(f"{day} is not past. Leave it out to compute as of now.")
    return at
