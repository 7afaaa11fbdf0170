"""How good what is known is, over all that everybody may see: the means by noun, account team and source, how many
findings each rule has, and whose values are most worth confirming. Reads and reckons; `records.quality` keeps it."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from graphcrm.compile import many
from graphcrm.graph.connection import Graph
from graphcrm.graph.questions import library
from graphcrm.measures.quality.numbers import Known, Mean, Numbers, numbers, priority, stalest
from graphcrm.measures.quality.table import Table
from graphcrm.vocabulary.words import VOCABULARY

_PAGE = 500
LISTED = 5_000
"""How many are on the list of work at most."""
_STALE = 0.05  # of whom less is stale, nobody needs to look again
ENTERED = "entered"
"""The source of what came from no file."""

_OPEN = {
    "Person": """
MATCH (n:Person) WHERE n.id > $after AND n.audience IS NULL AND n.archived_at IS NULL
RETURN n.id ORDER BY n.id LIMIT $rows
""",
    "Organization": """
MATCH (n:Organization) WHERE n.id > $after AND n.audience IS NULL AND n.archived_at IS NULL
RETURN n.id ORDER BY n.id LIMIT $rows
""",
}
# Whose account one is: who covers it, or one above it with what is below. Units and control have no cycles, so that
# the way down ends; 50 is more than any group has.
_TEAMS = """
MATCH (top:Organization)<-[c:COVERS]-(u:User)-[m:MEMBER_OF]->(t:Team)
WHERE (c.started_on IS NULL OR c.started_on <= $today) AND (c.ended_on IS NULL OR c.ended_on >= $today)
  AND (m.started_on IS NULL OR m.started_on <= $today) AND (m.ended_on IS NULL OR m.ended_on >= $today)
  AND top.audience IS NULL AND u.audience IS NULL AND t.audience IS NULL
MATCH (top)((x:Organization)<-[w:PART_OF|SUBSIDIARY_OF]-(y:Organization)
  WHERE c.with_subsidiaries AND (type(w) = 'PART_OF' OR w.control) AND (w.started_on IS NULL OR w.started_on <= $today)
    AND (w.ended_on IS NULL OR w.ended_on >= $today) AND y.audience IS NULL){0,50}(o:Organization)
RETURN o.id, collect(DISTINCT t.id)
"""
# Of each: the organizations it belongs to, where it came from, and where somebody counts most.
_TOLD = {
    "Person": """
UNWIND $ids AS id
MATCH (n:Person {id: id})
CALL (n) {
  MATCH (n)-[h:HOLDS]->(s:Role)-[:AT]->(o:Organization)
  WHERE (h.started_on IS NULL OR h.started_on <= $today) AND (h.ended_on IS NULL OR h.ended_on >= $today)
    AND s.audience IS NULL AND o.audience IS NULL
  RETURN collect(DISTINCT o.id) AS at
}
OPTIONAL MATCH (c:Change {id: n._import})
RETURN id, at, COLLECT { MATCH (r:ImportRun {id: c.run}) RETURN r.source }[0],
  COLLECT { MATCH (n)-[i:INFLUENTIAL_IN]->(o:Organization) WHERE i.value IS NOT NULL AND o.audience IS NULL
    RETURN [i.value, o.id] ORDER BY i.value DESC, o.id LIMIT 1 }[0]
""",
    "Organization": """
UNWIND $ids AS id
MATCH (n:Organization {id: id})
OPTIONAL MATCH (c:Change {id: n._import})
RETURN id, [id], COLLECT { MATCH (r:ImportRun {id: c.run}) RETURN r.source }[0], null
""",
}


@dataclass(frozen=True, slots=True)
class Stale:
    """Somebody whose values are worth confirming: where they count, how much, how fresh what is known of them is, and
    what to confirm first with its age in days."""

    person: str
    organization: str
    influence: float
    freshness: float
    priority: float
    field: str
    days: int


Group = tuple[str, str | None, str | None]
"""A noun, and a team or a source or neither."""


@dataclass(slots=True)
class Found:
    """What was found: how many records, the means by group, the findings by rule, the list of work, the first first.
    `teams` are those of organizations, by id."""

    teams: Mapping[str, list[str]]

    records: int = 0
    means: dict[Group, Mean] = field(default_factory=dict)
    findings: dict[str, int] = field(default_factory=dict)
    work: list[Stale] = field(default_factory=list)


async def judge(graph: Graph, table: Table, now: datetime, progress: Callable[[int], None]) -> Found:
    """Looks at every record that everybody may see."""
    given = many.parameters(VOCABULARY, table.map, now)
    teams = {row[0]: row[1] for row in await graph.rows(_TEAMS, given, question="quality")}
    found, heap, order = Found(teams), list[tuple[float, int, Stale]](), count(0, -1)
    for noun, path in (("Person", "quality/of_person"), ("Organization", "quality/of_organization")):
        text, after = many.each(library()[path], noun.lower()), ""
        while ids := await _ids(graph, noun, after):  # ends: each page begins behind the one before
            after = ids[-1]
            told = {row[0]: row[1:] for row in await graph.rows(_TOLD[noun], {**given, "ids": ids}, question="quality")}
            for id_, *_, fields in await graph.rows(text, {**given, "ids": ids}, question="quality"):
                stale = _count(found, noun, id_, [_known(one) for one in fields], told[id_])
                if stale is not None:  # of equals those that come first stay
                    heapq.heappush(heap, (stale.priority, next(order), stale))
                    if len(heap) > LISTED:
                        heapq.heappop(heap)
            progress(found.records)
    found.findings = await _findings(graph, table, given)
    found.work = [stale for *_, stale in sorted(heap, reverse=True)]
    return found


async def _ids(graph: Graph, noun: str, after: str) -> list[str]:
    rows = await graph.rows(_OPEN[noun], {"after": after, "rows": _PAGE}, question="quality")
    return [row[0] for row in rows]


async def _findings(graph: Graph, table: Table, given: Mapping[str, Any]) -> dict[str, int]:
    """How many findings each rule has that is on, those with none as well."""
    text = many.counted(library()["quality/findings"], "rule", {"first": "$most"})
    rows = await graph.rows(text, {**given, "most": 2**62}, question="quality", seconds=600)
    return {**dict.fromkeys(table.rules, 0), **{row[0]: row[1] for row in rows}}


def _count(found: Found, noun: str, id_: str, known: list[Known], told: list[Any]) -> Stale | None:
    """Counts a record where it belongs; what it is worth to look at it again, None where that is not known."""
    organizations, source, counts = told
    one = numbers(known)
    found.records += 1
    groups: list[Group] = [(noun, None, None), (noun, None, source or ENTERED)]
    teams = {team for organization in organizations for team in found.teams.get(organization, ())}
    for group in (*groups, *((noun, team, None) for team in sorted(teams))):
        found.means.setdefault(group, Mean()).add(one)
    return None if counts is None else _stale(id_, one, stalest(known), *counts)


def _stale(id_: str, one: Numbers, first: Known | None, influence: float, organization: str) -> Stale | None:
    if one.freshness is None or first is None:
        return None
    if 1.0 - one.freshness < _STALE:
        return None
    worth = priority(influence, one.freshness)
    days = int(max(first.age or 0.0, 0.0))
    return Stale(id_, organization, influence, one.freshness, worth, first.field, days) if worth > 0 else None


def _known(told: Mapping[str, Any]) -> Known:
    return Known(
        told["field"],
        told["weight"],
        told["half_life"],
        told["filled"],
        told["checked"],
        told["passed"],
        told["age"],
        told["agrees"],
    )
