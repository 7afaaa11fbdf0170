"""What does which kind of job. What a kind is, and who may ask for it, stands in `vocabulary.job`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from graphcrm.jobs import audience_check, duplicates, exporting, importing, merging, quality, scores
from graphcrm.jobs.running import Outcome, Running

Run = Callable[[Running], Awaitable[Outcome]]

RUNS: Mapping[str, Run] = {
    "audience_check": audience_check.run,
    "duplicates": duplicates.run,
    "merging": merging.run,
    "scores": scores.run,
    "export": exporting.run,
    "import": importing.run,
    "import_undo": importing.undo,
    "quality": quality.run,
}
