"""What is asked for every night: once by all workers together, and once for all nights that nobody was there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from graphcrm.compile import writing
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records.jobs import asking, schedules
from graphcrm.records.jobs.askers import NIGHTLY
from graphcrm.records.jobs.asking import Wish
from graphcrm.vocabulary.job import JobKind

KEPT = timedelta(days=90)
_ROWS = 1000
# The first night that is known of is that of the first look: an installation that is new has missed none.
_NOTE = """
MERGE (n:Internal:Lock {name: $name}) WITH n, n.night AS before
SET n.night = $night
RETURN before IS NOT NULL AND before < $night
  AND NOT EXISTS { MATCH (j:Job {kind: $kind, asked_by: $by}) WHERE j.state IN ['QUEUED', 'RUNNING'] }
"""
_FORGET = "MATCH (j:Job) WHERE j.finished_at < $before WITH j LIMIT $rows DETACH DELETE j RETURN count(*)"


def night_of(now: datetime, at: time) -> date:
    """The day (UTC) on which the last night began: its hour is `at`."""
    moment = now.astimezone(UTC)
    return moment.date() if moment.time() >= at else moment.date() - timedelta(days=1)


async def ask(graph: Graph, kinds: Iterable[JobKind], night: date) -> list[str]:
    """Asks for what this night wants and nobody has asked for yet, and for the files that are due; the ids of the
    jobs."""

    async def once(transaction: Transaction) -> list[str]:
        made = []
        await transaction.run(writing.LOCK, {"name": asking.LOCK})
        for kind in kinds:
            said = {"name": f"nightly {kind.name}", "night": night, "kind": kind.name, "by": NIGHTLY.user}
            if (await transaction.run(_NOTE, said))[0][0]:
                made.append(await asking.ask(transaction, NIGHTLY, Wish(kind, {})))
        return made + await schedules.ask(transaction, night)

    return await graph.write(once, name="nightly")


async def forget(graph: Graph, now: datetime) -> int:
    """Removes jobs that ended more than 90 days ago; how many. The trail keeps that there were such."""
    gone = 0
    before = {"before": now - KEPT, "rows": _ROWS}
    while count := (await graph.write(lambda t: t.run(_FORGET, before), name="old jobs"))[0][0]:
        gone += count  # ends: each takes some, and none is older for it
    return gone
