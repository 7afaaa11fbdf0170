"""What the graph keeps of ties, and the interactions they follow from: read, locked, written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from graphcrm.graph.connection import Transaction
from graphcrm.measures import ties
from graphcrm.measures.ties import Event, Participant, Rules, Tie

AHEAD = 300.0  # seconds; what lies further in the future is planned, and counts from its time on
_PAGE = 2000

Ends = tuple[str, str]
# The ties of one pair by audience.
States = dict[tuple[str, ...], Tie]

_RULES = "OPTIONAL MATCH (s:Internal:Scoring {name: 'ties'}) RETURN properties(s)"
_EVENTS = """
UNWIND $ids AS id MATCH (i:Interaction {id: id}) WHERE i.archived_at IS NULL
RETURN i.id, i.kind, i.occurred_at.epochSeconds + i.occurred_at.nanosecond / 1e9, i.audience,
  coalesce(i.bulk, false), i._planned,
  COLLECT { MATCH (p:Person)-[t:TOOK_PART_IN]->(i) WHERE NOT coalesce(p.objects_to_profiling, false)
    RETURN [p.id, t.part,
      p.audience IS NULL OR (i.audience IS NOT NULL AND all(x IN i.audience WHERE x IN p.audience))] }
"""
_OF_PEOPLE = """
UNWIND $ids AS id MATCH (p:Person|RestrictedPerson {id: id})-[:TOOK_PART_IN]->(i:Interaction)
RETURN p.id, collect(DISTINCT i.id)
"""
_LOCK = """
UNWIND $ids AS id MATCH (p:Person {id: id}) WITH p ORDER BY p.id SET p._lock = true REMOVE p._lock
"""
_STATES = """
UNWIND $pairs AS pair
MATCH (:Person {id: pair[0]})-[k:KNOWS]->(:Person {id: pair[1]})
RETURN pair[0], pair[1], properties(k)
"""
_SHARED = """
UNWIND $pairs AS pair
MATCH (a:Person {id: pair[0]})-[:TOOK_PART_IN]->(i:Interaction)
WHERE EXISTS { MATCH (i)<-[:TOOK_PART_IN]-(b:Person) WHERE b.id IN pair[1] }
WITH DISTINCT i RETURN collect(i.id)
"""
_WRITE = """
UNWIND $rows AS row
MATCH (a:Person {id: row.ends[0]}), (b:Person {id: row.ends[1]})
MERGE (a)-[k:KNOWS {audience_key: row.said.audience_key}]->(b)
SET k = row.said
"""
_FORGET = """
UNWIND $rows AS row
MATCH (:Person {id: row.ends[0]})-[k:KNOWS]->(:Person {id: row.ends[1]}) WHERE NOT k.audience_key IN row.kept
DELETE k
"""
_PLAN = """
UNWIND $rows AS row MATCH (i:Interaction {id: row[0]}) SET i._planned = row[1]
"""


async def rules_of(transaction: Transaction) -> Rules:
    """What the strengths of this graph are computed with."""
    return ties.as_rules((await transaction.run(_RULES))[0][0])


async def events(transaction: Transaction, ids: Sequence[str], until: float) -> dict[str, Event]:
    """These interactions by id, but for those put away, and those planned for later than `until`, which are marked."""
    found: dict[str, Event] = {}
    planned: dict[str, bool | None] = {}
    for start in range(0, len(ids), _PAGE):
        rows = await transaction.run(_EVENTS, {"ids": ids[start : start + _PAGE]})
        for one, kind, at, audience, bulk, marked, people in rows:
            if marked or at > until:
                planned[one] = at > until or None
            if at <= until:
                took_part = [Participant(*participant) for participant in people]
                found[one] = Event(one, kind, at, took_part, tuple(sorted(audience or ())), bulk)
    if planned:
        await transaction.run(_PLAN, {"rows": [list(row) for row in planned.items()]})
    return found


async def lock(transaction: Transaction, pairs: Iterable[Ends]) -> None:
    """Locks the people of these pairs, in the order of their ids, before their ties are read."""
    await lock_people(transaction, {end for ends in pairs for end in ends})


async def lock_people(transaction: Transaction, ids: Iterable[str]) -> None:
    """Locks these people, in the order of their ids."""
    await transaction.run(_LOCK, {"ids": sorted(ids)})


async def states(transaction: Transaction, pairs: Iterable[Ends]) -> dict[Ends, States]:
    """The ties of these pairs that are there."""
    found: dict[Ends, States] = {}
    for a, b, kept in await transaction.run(_STATES, {"pairs": sorted(set(pairs))}):
        found.setdefault((a, b), {})[tuple(kept.get("audience") or ())] = _tie(kept)
    return found


async def replayed(transaction: Transaction, pairs: Sequence[Ends], rules: Rules, until: float) -> dict[Ends, States]:
    """The ties of pairs by all interactions they share; empty for a pair that shares none."""
    by_first: dict[str, list[str]] = {}
    for a, b in pairs:
        by_first.setdefault(a, []).append(b)
    ids = (await transaction.run(_SHARED, {"pairs": [[a, others] for a, others in by_first.items()]}))[0][0]
    shared = (await events(transaction, ids, until)).values()
    found: dict[Ends, States] = {ends: {} for ends in pairs}
    for (a, b, audience), tie in ties.replayed(shared, rules, set(pairs)).items():
        found[a, b][audience] = tie
    return found


async def write(transaction: Transaction, states: Mapping[Ends, States], again: Sequence[Ends], rules: Rules) -> None:
    rows = [
        {"ends": list(ends), "said": said(ends, audience, tie, rules)}
        for ends in sorted(states)
        for audience, tie in states[ends].items()
    ]
    if again:
        kept = [{"ends": list(ends), "kept": [";".join(one) for one in states[ends]]} for ends in again]
        await transaction.run(_FORGET, {"rows": kept})
    if rows:
        await transaction.run(_WRITE, {"rows": rows})


def said(ends: Ends, audience: tuple[str, ...], tie: Tie, rules: Rules) -> dict[str, Any]:
    """What an edge KNOWS says."""
    return {
        "audience_key": ";".join(audience),
        **({"audience": list(audience)} if audience else {}),
        "strength": tie.value,
        "strength_at": _instant(tie.at),
        "rank": tie.rank(rules),
        "sums": tie.sums,
        "counts": tie.counts,
        "lasts": tie.lasts,
        "sent": tie.sent,
        "received": tie.received,
        "events": tie.events,
        "contact_days": tie.days,
        "first_contact_at": _instant(tie.first),
        "last_contact_at": _instant(tie.at),
    }


def _tie(kept: Mapping[str, Any]) -> Tie:
    at, first = (kept[name].to_native().timestamp() for name in ("strength_at", "first_contact_at"))
    sums, counts, lasts = (list(kept[name]) for name in ("sums", "counts", "lasts"))
    return Tie(kept["strength"], at, first, sums, counts, lasts, kept["sent"], kept["received"], kept["contact_days"])


def _instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
