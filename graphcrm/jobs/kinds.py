"""What does which kind of job. What a kind is, and who may ask for it, stands in `vocabulary.job`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from graphcrm.jobs import audience_check, scores
from graphcrm.jobs.running import Outcome, Running

Run = Callable[[Running], Awaitable[Outcome]]

RUNS: Mapping[str, Run] = {
    "audience_check": audience_check.run,
    "scores": scores.run,
}
