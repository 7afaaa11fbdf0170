"""Makes all ties anew from all interactions: for graphs that were filled before ties were kept, and where the rules by
which they are computed become others.

Page by page, each in a transaction that locks its people before it reads: whoever writes a tie locks both its ends, so
what others write meanwhile is neither lost nor counted twice. A run that ends half-way goes on after its last page.
What is read stands in columns, and is computed for all pairs of a page at once.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from graphcrm.graph.connection import Graph, Transaction
from graphcrm.measures import tie_tables, ties
from graphcrm.measures.ties import Rules
from graphcrm.records import kept_ties

_PAGE = 500
# One row: a row for each would cost as much as all that is computed.
_PEOPLE = "MATCH (p:Person) WHERE p.id > $after WITH p ORDER BY p.id LIMIT $size RETURN collect(p.id)"
# Only interactions with somebody behind them: what they had with others stands on the pages of those.
_THEIRS = """
UNWIND $ids AS id MATCH (p:Person {id: id})-[:TOOK_PART_IN]->(i:Interaction)
WHERE i.occurred_at <= $until AND i.archived_at IS NULL AND i.kind <> 'NOTE' AND NOT coalesce(i.bulk, false)
  AND EXISTS { MATCH (i)<-[:TOOK_PART_IN]-(q:Person) WHERE q.id > id }
WITH DISTINCT i ORDER BY i.occurred_at, i.id
WITH collect(i) AS page
CALL (page) {
  UNWIND range(0, size(page) - 1) AS number
  WITH number, page[number] AS i
  MATCH (i)<-[t:TOOK_PART_IN]-(p:Person) WHERE NOT coalesce(p.objects_to_profiling, false)
  RETURN collect(number) AS events, collect(p.id) AS people, collect(t.part) AS parts,
    collect(p.audience IS NULL OR (i.audience IS NOT NULL AND all(x IN i.audience WHERE x IN p.audience))) AS counts
}
RETURN [i IN page | i.kind], [i IN page | i.occurred_at.epochSeconds + i.occurred_at.nanosecond / 1e9],
  [i IN page | i.audience], events, people, parts, counts
"""
_PLAN = """
MATCH (i:Interaction) WHERE i.occurred_at > $until AND i.id IS NOT NULL AND i.archived_at IS NULL AND i._planned IS NULL
SET i._planned = true
"""
_CLEAR = "UNWIND $ids AS id MATCH (:Person {id: id})-[k:KNOWS]->(:Person) DELETE k"
_MAKE = """
UNWIND $rows AS row
MATCH (a:Person {id: row[0]}) MATCH (b:Person {id: row[1]})
CREATE (a)-[k:KNOWS {audience_key: row[2], strength: row[3], rank: row[6], sums: row[7], counts: row[8], lasts: row[9],
  sent: row[10], received: row[11], events: row[12], contact_days: row[13],
  strength_at: datetime({epochSeconds: row[4] / 1000000, nanosecond: row[4] % 1000000 * 1000}),
  last_contact_at: datetime({epochSeconds: row[4] / 1000000, nanosecond: row[4] % 1000000 * 1000}),
  first_contact_at: datetime({epochSeconds: row[5] / 1000000, nanosecond: row[5] % 1000000 * 1000})}]->(b)
SET k.audience = CASE row[2] WHEN '' THEN null ELSE split(row[2], ';') END
"""
_KEEP = """
MERGE (s:Internal:Scoring {name: 'ties'}) SET s.half_life = $half_life, s.weights = $weights, s.large = $large
"""
_DONE = "MATCH (s:Internal:Scoring {name: 'ties'}) SET s.tied_at = $now"
_STANDS = "OPTIONAL MATCH (s:Internal:Scoring {name: 'ties'}) RETURN properties(s)"


@dataclass(frozen=True, slots=True)
class Page:
    """What became of one page: the id of the last person looked at, None behind the last; how many people and pairs."""

    last: str | None
    people: int
    pairs: int


async def stale(graph: Graph, rules: Rules) -> bool:
    """Whether the ties of a graph were never made from all its interactions, or by other rules."""
    kept = (await graph.rows(_STANDS, {}))[0][0]
    return kept is None or "tied_at" not in kept or ties.as_rules(kept) != rules


async def begin(graph: Graph, rules: Rules) -> None:
    """From here on ties are computed by these rules, also those that are written meanwhile. What lies ahead is planned,
    whoever put it there."""
    await graph.write(lambda t: t.run(_KEEP, {**asdict(rules), "weights": list(rules.weights)}), name="tie rules")
    await graph.write(lambda t: t.run(_PLAN, {"until": _until()}), name="planned interactions")


async def done(graph: Graph, now: datetime) -> None:
    """All ties are made anew."""
    await graph.write(lambda t: t.run(_DONE, {"now": now}), name="tied")


async def page(graph: Graph, after: str = "", size: int = _PAGE) -> Page:
    """Makes the ties anew whose first end is one of the next people behind `after`, in the order of their ids."""
    return await graph.write(lambda transaction: _page(transaction, after, size), name="ties of a page")


async def _page(transaction: Transaction, after: str, size: int) -> Page:
    ids = (await transaction.run(_PEOPLE, {"after": after, "size": size}))[0][0]
    if not ids:
        return Page(None, 0, 0)
    rules = await kept_ties.rules_of(transaction)
    await kept_ties.lock_people(transaction, ids)
    log = _log(*(await transaction.run(_THEIRS, {"ids": ids, "until": _until()}))[0])
    rows = tie_tables.folded(log, rules, ids)
    await transaction.run(_CLEAR, {"ids": ids})
    await transaction.run(_MAKE, {"rows": rows})
    return Page(ids[-1], len(ids), len({(a, b) for a, b, *_ in rows}))


def _until() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=kept_ties.AHEAD)


def _log(kinds: list[str], moments: list[float], audiences: list[list[str] | None], *took: Any) -> tie_tables.Log:
    return tie_tables.Log(kinds, moments, [";".join(sorted(one)) if one else "" for one in audiences], *took)
