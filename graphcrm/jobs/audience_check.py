"""Whether each record is for whom it should be, one kind of record after the other. It mends nothing."""

from __future__ import annotations

import logging
from collections import Counter

from graphcrm.jobs.running import Outcome, Running
from graphcrm.records import audiences
from graphcrm.vocabulary.words import VOCABULARY

_LOG = logging.getLogger("graphcrm.jobs")


async def run(job: Running) -> Outcome:
    """{findings, nouns: {noun: how many}} of what is not for whom it should be."""
    found: Counter[str] = Counter(job.checkpoint["found"] if job.checkpoint else {})
    looked = job.checkpoint["looked"] if job.checkpoint else 0
    kinds = VOCABULARY.hanging
    for place in range(looked, len(kinds)):
        job.progress(place, len(kinds))
        found.update(finding.noun for finding in await audiences.check_of(job.graph, kinds[place]))
        await job.keep({"looked": place + 1, "found": found})
    job.progress(len(kinds))
    if found:
        counts = ", ".join(f"{number} {noun}" for noun, number in sorted(found.items()))
        _LOG.error(f"audiences are not what follows ({counts}): graphcrm audience check --repair mends them")
    return Outcome({"findings": found.total(), "nouns": dict(sorted(found.items()))})
