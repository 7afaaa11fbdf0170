"""Keeps the influence that was computed: edges from people to the legal organizations they hold seats at.

Of an organization all of it is replaced in one transaction, and a node beside says what it was computed from, so that
what is the same need not be written again. What is kept is derived: nothing of it is a change of a record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records import journal
from graphcrm.records.journal import Author

_KEPT = "MATCH (s:Internal:Scored) RETURN s.organization, s.digest, s.version"
_REPLACE = """
UNWIND $scores AS score
MATCH (o:Organization {id: score.organization})
MERGE (s:Internal:Scored {organization: o.id}) SET s += score.about
WITH o, score
CALL (o) { MATCH (o)<-[old:INFLUENTIAL_IN]-() DELETE old }
CALL (o, score) {
  UNWIND score.people AS row
  MATCH (p:Person {id: row.person})
  CREATE (p)-[i:INFLUENTIAL_IN]->(o)
  SET i = row.said, i.computed_at = score.about.computed_at, i.version = score.about.version,
    i.population = score.about.population, i.position = score.about.position
  RETURN count(*) AS made
}
RETURN sum(made)
"""
# What is as it was is as good as computed now.
_CONFIRM = """
UNWIND $organizations AS id
MATCH (s:Internal:Scored {organization: id}) SET s.computed_at = $at, s.position = $position
WITH id MATCH (:Organization {id: id})<-[i:INFLUENTIAL_IN]-() SET i.computed_at = $at, i.position = $position
"""
_DROP = """
MATCH (s:Internal:Scored) WHERE NOT s.organization IN $organizations
CALL (s) { MATCH (:Organization {id: s.organization})<-[old:INFLUENTIAL_IN]-() DELETE old }
WITH s, s.organization AS gone DETACH DELETE s
RETURN collect(gone)
"""
_CANDIDATES = """
UNWIND $rows AS row
MATCH (p:Person {id: row.person})
CALL (p) { MATCH (p)-[old:MAY_CONNECT]->() DELETE old }
WITH p, row UNWIND row.others AS other
MATCH (q:Person {id: other[0]})
CREATE (p)-[:MAY_CONNECT {score: other[1], computed_at: $at, version: $version}]->(q)
"""
_STALE = """
MATCH (:Person)-[old:MAY_CONNECT]->() WHERE old.computed_at < $at WITH old LIMIT $most DELETE old RETURN count(*)
"""
_RUN = """
MERGE (r:Internal:Lock {name: 'scores'})
SET r._n = coalesce(r._n, 0) + 1, r.position = $position, r.computed_at = $at, r.version = $version
"""

_EDGES = 5_000  # dropped in one transaction


@dataclass(frozen=True, slots=True)
class Score:
    """The influence of everybody within one organization, as it is kept: the properties of each edge by person."""

    organization: str
    digest: str
    people: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Stamp:
    """When and of which place of the change feed figures are, and what they were computed with."""

    at: datetime
    position: int
    version: str


async def kept(graph: Graph) -> dict[str, str]:
    """By organization what its figures were computed from: the digest and the version."""
    return {one: f"{digest} {version}" for one, digest, version in await graph.rows(_KEPT, {}, question="scores")}


async def replace(graph: Graph, scores: Sequence[Score], stamp: Stamp) -> None:
    """Puts the figures of some organizations in the place of what was kept of them, all in one transaction."""
    rows = [
        {
            "organization": score.organization,
            "about": {
                "digest": score.digest,
                "version": stamp.version,
                "computed_at": stamp.at,
                "position": stamp.position,
                "population": len(score.people),
            },
            "people": [{"person": person, "said": said} for person, said in score.people.items()],
        }
        for score in scores
    ]
    await graph.write(lambda t: t.run(_REPLACE, {"scores": rows}), name="scores")


async def confirm(graph: Graph, organizations: Sequence[str], stamp: Stamp) -> None:
    """Says of figures that nothing has changed of which they are made."""
    given = {"organizations": list(organizations), "at": stamp.at, "position": stamp.position}
    await graph.write(lambda t: t.run(_CONFIRM, given), name="scores confirmed")


async def finish(graph: Graph, organizations: Sequence[str], stamp: Stamp, author: Author) -> int:
    """Drops what is kept of other organizations and notes the run; of how many something was dropped."""

    async def once(transaction: Transaction) -> int:
        gone = (await transaction.run(_DROP, {"organizations": list(organizations)}))[0][0]
        given = {"position": stamp.position, "at": stamp.at, "version": stamp.version}
        await transaction.run(_RUN, given)
        await journal.audited(transaction, author, "score", "INFLUENTIAL_IN", "scores", [])
        return len(gone)

    return await graph.write(once, name="scores end")


async def replace_candidates(
    graph: Graph, rows: Sequence[tuple[str, Sequence[tuple[str, float]]]], stamp: Stamp
) -> None:
    """Puts whom some people may get in touch with in the place of what was kept of them."""
    given = [{"person": person, "others": [list(one) for one in others]} for person, others in rows]
    parameters = {"rows": given, "at": stamp.at, "version": stamp.version}
    await graph.write(lambda t: t.run(_CANDIDATES, parameters), name="likely contacts")


async def drop_candidates(graph: Graph, stamp: Stamp) -> None:
    """Drops what is left of earlier runs: of people who have no candidates any more."""
    dropped, given = _EDGES, {"at": stamp.at, "most": _EDGES}
    while dropped == _EDGES:  # ends: each round drops some of those that are left
        dropped = (await graph.write(lambda t: t.run(_STALE, given), name="likely contacts dropped"))[0][0]
