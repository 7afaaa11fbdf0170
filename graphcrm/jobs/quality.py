"""The numbers of quality of all, as a job: every night, and whenever somebody asks for them.

A run that is taken up begins anew: it writes once, at its end, and what it writes takes the place of what was there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from graphcrm.graph.connection import Transaction
from graphcrm.intelligence import quality as judging
from graphcrm.intelligence.quality import Found
from graphcrm.jobs.running import Outcome, Running
from graphcrm.measures.quality import table
from graphcrm.records import quality
from graphcrm.settings import load


async def run(job: Running) -> Outcome:
    """{records, findings, listed, computed_at}: how many were looked at, broke a rule, are on the list of work."""
    now = datetime.now(UTC)
    found = await judging.judge(job.graph, table.chosen(load().quality_file), now, job.progress)
    kept = quality.Kept(now, list(days(found)), [asdict(one) for one in found.work])

    async def keep(transaction: Transaction) -> None:
        await quality.keep(transaction, job.author, kept)

    await job.write(keep, {"kept": True})
    return Outcome(
        {
            "records": found.records,
            "findings": sum(found.findings.values()),
            "listed": len(found.work),
            "computed_at": now.isoformat(),
        }
    )


def days(found: Found) -> Iterator[dict[str, Any]]:
    """The rows of a day: what is null is left out."""
    for (noun, team, source), mean in found.means.items():
        said = {"noun": noun.upper(), "team": team, "source": source, "records": mean.records, **asdict(mean.numbers)}
        yield {name: value for name, value in said.items() if value is not None}
    for rule, number in found.findings.items():
        yield {"rule": rule, "findings": number}
