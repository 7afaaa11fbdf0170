"""Keeps the ties true: KNOWS, one for each pair of people and audience, in the transaction that writes an interaction.

A contact after the last one is added to what the tie keeps. Whatever else happens (a late contact, another time or
participant, an interaction put away, another audience, an objection to profiling) replays the interactions of the pairs
concerned. Both give the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from graphcrm.graph.connection import Transaction
from graphcrm.measures import strength, ties
from graphcrm.measures.strength import DAY
from graphcrm.measures.ties import Event, Participant, Rules, Tie

INTERACTION, PERSON = "Interaction", "Person"
# What an interaction says that ties depend on, beside who took part and whom it is for.
TOLD = frozenset({"kind", "occurred_at", "bulk"})
# What a person says that ties depend on.
OBJECTION = "objects_to_profiling"
_AHEAD = 300.0  # seconds; what lies further in the future is planned, and counts from its time on
_PAGE = 2000

Ends = tuple[str, str]
# The ties of one pair by audience.
States = dict[tuple[str, ...], Tie]
# The values of one pair's ties by audience, each with the time it is of.
Values = Mapping[tuple[str, ...], tuple[float, float]]

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
_IN = "UNWIND $ids AS id MATCH (p:Person)-[:TOOK_PART_IN]->(i:Interaction {id: id}) RETURN collect(DISTINCT p.id)"
_AMONG = """
UNWIND $ids AS id MATCH (a:Person {id: id})-[:KNOWS]->(b:Person) WHERE b.id IN $ids RETURN DISTINCT a.id, b.id
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


@dataclass(slots=True)
class Stirred:
    """What a write did that ties depend on: interactions that are `new`; those that `changed` or were put away or taken
    back; who `left` one; people who count otherwise than before."""

    new: dict[str, None] = field(default_factory=dict)
    changed: dict[str, None] = field(default_factory=dict)
    left: dict[str, None] = field(default_factory=dict)
    people: dict[str, None] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.people)


@dataclass(frozen=True, slots=True)
class Turned:
    """The ties of a pair by audience, before a write and after it."""

    ends: Ends
    before: Values
    after: Values
    rules: Rules

    def strength(self, values: Values, sees: Callable[[tuple[str, ...]], bool], at: float) -> float:
        """What ties whose audience `sees` are together, at a time."""
        half_life = self.rules.half_life * DAY
        seen = (value for audience, value in values.items() if sees(audience))
        return ties.together(strength.aged(value, max(at - since, 0.0), half_life) for value, since in seen)


async def settle(transaction: Transaction, stirred: Stirred, now: datetime | None = None) -> list[Turned]:
    """Makes the ties what follows from all interactions; the pairs whose ties were written."""
    if not stirred:
        return []
    rules = await rules_of(transaction)
    until = (now or datetime.now(UTC)).timestamp() + _AHEAD
    await _stir_people(transaction, stirred)
    fresh = [one for one in stirred.new if one not in stirred.changed]
    events = await _events(transaction, [*fresh, *stirred.changed], until)
    added = _contacts([events[one] for one in fresh if one in events], rules)
    again = await _concerned(transaction, stirred)
    for one in stirred.changed:
        if one in events:
            again.update(dict.fromkeys(contact.ends for contact in ties.contacts(events[one], rules)))
    await transaction.run(_LOCK, {"ids": sorted({end for ends in (*added, *again) for end in ends})})
    states = await _states(transaction, [*added, *again])
    before = {ends: _values(states.get(ends, {})) for ends in (*added, *again)}
    for ends, contacts in added.items():
        if ends not in again and not _fold(states.setdefault(ends, {}), contacts, rules):
            again[ends] = None
    if again:
        states |= await _replayed(transaction, list(again), rules, until)
    await _write(transaction, {ends: states.get(ends, {}) for ends in before}, list(again), rules)
    return [Turned(ends, values, _values(states.get(ends, {})), rules) for ends, values in before.items()]


async def due(transaction: Transaction, now: datetime, most: int = 500) -> int:
    """Lets planned interactions count whose time has come; how many, `most` at once."""
    text = "MATCH (i:Interaction {_planned: true}) WHERE i.occurred_at <= $now RETURN i.id ORDER BY i.id LIMIT $most"
    found = [row[0] for row in await transaction.run(text, {"now": now, "most": most})]
    await settle(transaction, Stirred(changed=dict.fromkeys(found)), now)
    return len(found)


async def rules_of(transaction: Transaction) -> Rules:
    """What the strengths of this graph are computed with."""
    return ties.as_rules((await transaction.run(_RULES))[0][0])


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


def _instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _values(states: States) -> Values:
    return {audience: (tie.value, tie.at) for audience, tie in states.items()}


async def _stir_people(transaction: Transaction, stirred: Stirred) -> None:
    """All interactions of people who count otherwise are as changed ones, and they as ones who may have left them."""
    if stirred.people:
        for person, interactions in await transaction.run(_OF_PEOPLE, {"ids": list(stirred.people)}):
            stirred.left[person] = None
            stirred.changed.update(dict.fromkeys(interactions))


async def _events(transaction: Transaction, ids: Sequence[str], until: float) -> dict[str, Event]:
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


def _contacts(events: Iterable[Event], rules: Rules) -> dict[Ends, list[tuple[Event, ties.Contact]]]:
    found: dict[Ends, list[tuple[Event, ties.Contact]]] = {}
    for event in sorted(events, key=lambda one: (one.at, one.id)):
        for contact in ties.contacts(event, rules):
            found.setdefault(contact.ends, []).append((event, contact))
    return found


def _fold(states: States, contacts: Sequence[tuple[Event, ties.Contact]], rules: Rules) -> bool:
    """Adds contacts to the ties of a pair; False where one is not after all that its tie has: the order of two at one
    instant is that of their ids, whichever came first."""
    last = {audience: tie.at for audience, tie in states.items()}
    for event, contact in contacts:
        if event.audience in last and event.at <= last[event.audience]:
            return False
        states.setdefault(event.audience, Tie()).add(contact, event.at, rules)
    return True


async def _concerned(transaction: Transaction, stirred: Stirred) -> dict[Ends, None]:
    """The pairs with a tie among all who took part in what changed, or left it."""
    if not stirred.changed:
        return {}
    people = (await transaction.run(_IN, {"ids": list(stirred.changed)}))[0][0]
    ids = list(dict.fromkeys([*people, *stirred.left]))
    return dict.fromkeys((a, b) for a, b in await transaction.run(_AMONG, {"ids": ids}))


async def _states(transaction: Transaction, pairs: Iterable[Ends]) -> dict[Ends, States]:
    found: dict[Ends, States] = {}
    for a, b, kept in await transaction.run(_STATES, {"pairs": sorted(set(pairs))}):
        found.setdefault((a, b), {})[tuple(kept.get("audience") or ())] = _tie(kept)
    return found


def _tie(kept: Mapping[str, Any]) -> Tie:
    at, first = (kept[name].to_native().timestamp() for name in ("strength_at", "first_contact_at"))
    sums, counts, lasts = (list(kept[name]) for name in ("sums", "counts", "lasts"))
    return Tie(kept["strength"], at, first, sums, counts, lasts, kept["sent"], kept["received"], kept["contact_days"])


async def _replayed(transaction: Transaction, pairs: Sequence[Ends], rules: Rules, until: float) -> dict[Ends, States]:
    """The ties of pairs by all interactions they share; empty for a pair that shares none."""
    by_first: dict[str, list[str]] = {}
    for a, b in pairs:
        by_first.setdefault(a, []).append(b)
    ids = (await transaction.run(_SHARED, {"pairs": [[a, others] for a, others in by_first.items()]}))[0][0]
    events = (await _events(transaction, ids, until)).values()
    found: dict[Ends, States] = {ends: {} for ends in pairs}
    for (a, b, audience), tie in ties.replayed(events, rules, set(pairs)).items():
        found[a, b][audience] = tie
    return found


async def _write(transaction: Transaction, states: Mapping[Ends, States], again: Sequence[Ends], rules: Rules) -> None:
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
