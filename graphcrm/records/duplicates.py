"""Keeps the pairs of records that may be one, and what they were compared with, kind by kind.

What is kept is derived: nothing of it is a change of a record. A run puts its pairs in the place of those before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from graphcrm.access.viewers import Viewer
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records import journal
from graphcrm.records.desired import Reader
from graphcrm.records.journal import Author
from graphcrm.records.sharing import Sight

PAGE = 5_000  # pairs in one transaction
CERTAIN = 0.99  # from this probability on two may be merged by themselves
_WRITE = """
UNWIND $rows AS row
MATCH (a:Party {id: row.one}) WHERE a:Person OR a:Organization
MATCH (b:Party {id: row.other}) WHERE b:Person OR b:Organization
MERGE (a)-[m:MAY_BE]->(b)
SET m = row.said, m.computed_at = $at, m.version = $version
RETURN count(m)
"""
# A pair is of people, or of organizations: the end tells of which.
_DROP = """
MATCH ()-[m:MAY_BE]->(b) WHERE m.computed_at < $at AND ($label IN labels(b) OR 'Restricted' + $label IN labels(b))
WITH m LIMIT $most DELETE m RETURN count(*)
"""
# Beyond doubt: as `vocabulary.job` says of the kind `merging`.
_CERTAIN = """
MATCH (a:Person)-[m:MAY_BE]->(b:Person)
WHERE m.priority IS NOT NULL AND m.score >= $least AND a.archived_at IS NULL AND b.archived_at IS NULL
  AND coalesce(a.audience, []) = coalesce(b.audience, [])
  AND ($sees_all OR a.audience IS NULL OR any(t IN a.audience WHERE t IN $teams))
  AND EXISTS { MATCH (a)-[r:REACHED_AT]->(c:ContactPoint {medium: 'EMAIL'})<-[s:REACHED_AT]-(b)
    WHERE r.verified_at IS NOT NULL AND s.verified_at IS NOT NULL AND COUNT { (c)<-[:REACHED_AT]-() } = 2 }
  AND NOT EXISTS { (a)<-[:JUDGES]-(:Judgement {standing: true})-[:JUDGES]->(b) }
RETURN a.id, b.id, m.score ORDER BY m.score DESC, a.id, b.id
"""
_PEOPLE_THERE = """
UNWIND $ids AS id MATCH (n:Person {id: id})
WHERE n.archived_at IS NULL AND ($sees_all OR n.audience IS NULL OR any(t IN n.audience WHERE t IN $teams))
RETURN collect([id, n.external_id, coalesce(n.audience, []),
  COLLECT { MATCH (n)-[i:INFLUENTIAL_IN]->(o:Organization) WHERE o.audience IS NULL RETURN i.value },
  COLLECT { MATCH (c:Change {id: n._import}) WHERE n.external_id IS NOT NULL
      MATCH (r:ImportRun {id: c.run}) RETURN r.source
    UNION MATCH (n)<-[m:MERGED_INTO]-() MATCH (r:ImportRun {id: m.merge}) RETURN r.source }])
"""
_ORGANIZATIONS_THERE = """
UNWIND $ids AS id MATCH (n:Organization {id: id})
WHERE n.archived_at IS NULL AND ($sees_all OR n.audience IS NULL OR any(t IN n.audience WHERE t IN $teams))
RETURN collect([id, n.external_id, coalesce(n.audience, []),
  COLLECT { MATCH (n)<-[i:INFLUENTIAL_IN]-(p:Person) WHERE p.audience IS NULL RETURN i.value },
  COLLECT { MATCH (c:Change {id: n._import}) WHERE n.external_id IS NOT NULL
      MATCH (r:ImportRun {id: c.run}) RETURN r.source
    UNION MATCH (n)<-[m:MERGED_INTO]-() MATCH (r:ImportRun {id: m.merge}) RETURN r.source }])
"""
_THERE: Mapping[str, str] = {"Person": _PEOPLE_THERE, "Organization": _ORGANIZATIONS_THERE}
UNKNOWN_INFLUENCE = 0.5
_KEEP = "MERGE (s:Internal:Scoring {name: $name}) SET s += $said"
_FORGET = "MATCH (s:Internal:Scoring {name: $name}) DELETE s"


@dataclass(frozen=True, slots=True)
class There:
    """A record that another may be: its id, its external id, the teams it is for alone, its influence (0.5 where none
    is known), and the sources of the imports that gave it an external id."""

    id: str
    external_id: str | None
    audience: tuple[str, ...]
    influence: float
    sources: tuple[str, ...]


async def there(reader: Reader, noun: str, ids: Sequence[str], sight: Sight) -> dict[str, There]:
    """Of these records those that are in use and seen."""
    if not ids:
        return {}
    given = {"ids": list(ids), "sees_all": sight.sees_all, "teams": list(sight.teams)}
    found = {}
    for identifier, external_id, audience, values, sources in (await reader.run(_THERE[noun], given))[0][0]:
        influence = max((one for one in values if one is not None), default=UNKNOWN_INFLUENCE)
        teams_ = tuple(sorted(audience))
        found[identifier] = There(identifier, external_id, teams_, influence, tuple(sources))
    return found


async def replace(graph: Graph, rows: Sequence[Mapping[str, Any]], at: datetime, version: str) -> None:
    """Writes some pairs: `one` and `other` (ids, the smaller first), `said` (the properties)."""
    await graph.write(lambda t: note(t, rows, at, version), name="duplicates")


async def note(transaction: Transaction, rows: Sequence[Mapping[str, Any]], at: datetime, version: str) -> None:
    """Writes some pairs in the transaction of what they come of."""
    await transaction.run(_WRITE, {"rows": list(rows), "at": at, "version": version})


async def drop(graph: Graph, noun: str, at: datetime) -> None:
    """Drops what earlier runs found of a noun and this one, of the moment `at`, did not."""
    dropped, given = PAGE, {"at": at, "label": noun, "most": PAGE}
    while dropped == PAGE:  # ends: each round drops some of those that are left
        dropped = (await graph.write(lambda t: t.run(_DROP, given), name="duplicates dropped"))[0][0]


async def certain(graph: Graph, who: Viewer) -> list[tuple[str, str, float]]:
    """The people whom somebody sees and who are one beyond doubt, as found last: ids and score (0.99 to 1), the surest
    first. Of whom anybody judged anything waits for people."""
    given = {"least": CERTAIN, "sees_all": who.lens.sees_all, "teams": list(who.teams)}
    rows = await graph.rows(_CERTAIN, given, question="duplicates: certain")
    return [(one, other, score) for one, other, score in rows]


async def keep(graph: Graph, noun: str, said: Mapping[str, Any] | None) -> None:
    """Keeps what pairs of a noun are compared by at entry: `parameters` as text, of how many records, when, its
    version. None: what is shipped counts."""
    name = f"duplicates {noun.lower()}"
    if said is None:
        await graph.write(lambda t: t.run(_FORGET, {"name": name}), name="duplicates are not fitted")
    else:
        await graph.write(lambda t: t.run(_KEEP, {"name": name, "said": dict(said)}), name="duplicates are fitted")


async def finish(graph: Graph, author: Author) -> None:
    """Notes the run in the trail."""

    async def once(transaction: Transaction) -> None:
        await journal.audited(transaction, author, "duplicates", "MAY_BE", "duplicates", [])

    await graph.write(once, name="duplicates end")
