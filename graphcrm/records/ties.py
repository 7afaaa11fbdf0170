"""Keeps the ties true: KNOWS, one for each pair of people and audience, in the transaction that writes an interaction.

A contact after the last one is added to what the tie keeps. Whatever else happens (a late contact, another time or
participant, an interaction put away, another audience, an objection to profiling) replays the interactions of the pairs
concerned. Both give the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from graphcrm.graph.connection import Transaction
from graphcrm.measures import strength, ties
from graphcrm.measures.strength import DAY
from graphcrm.measures.ties import Event, Rules, Tie
from graphcrm.records import kept_ties
from graphcrm.records.kept_ties import Ends, States

INTERACTION, PERSON = "Interaction", "Person"
# What an interaction says that ties depend on, beside who took part and whom it is for.
TOLD = frozenset({"kind", "occurred_at", "bulk"})
# What a person says that ties depend on.
OBJECTION = "objects_to_profiling"

# The values of one pair's ties by audience, each with the time it is of.
Values = Mapping[tuple[str, ...], tuple[float, float]]

_OF_PEOPLE = """
UNWIND $ids AS id MATCH (p:Person|RestrictedPerson {id: id})-[:TOOK_PART_IN]->(i:Interaction)
RETURN p.id, collect(DISTINCT i.id)
"""
_IN = "UNWIND $ids AS id MATCH (p:Person)-[:TOOK_PART_IN]->(i:Interaction {id: id}) RETURN collect(DISTINCT p.id)"
_AMONG = """
UNWIND $ids AS id MATCH (a:Person {id: id})-[:KNOWS]->(b:Person) WHERE b.id IN $ids RETURN DISTINCT a.id, b.id
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
    rules = await kept_ties.rules_of(transaction)
    until = (now or datetime.now(UTC)).timestamp() + kept_ties.AHEAD
    await _stir_people(transaction, stirred)
    fresh = [one for one in stirred.new if one not in stirred.changed]
    events = await kept_ties.events(transaction, [*fresh, *stirred.changed], until)
    added = _contacts([events[one] for one in fresh if one in events], rules)
    again = await _concerned(transaction, stirred)
    for one in stirred.changed:
        if one in events:
            again.update(dict.fromkeys(contact.ends for contact in ties.contacts(events[one], rules)))
    await kept_ties.lock(transaction, [*added, *again])
    states = await kept_ties.states(transaction, [*added, *again])
    before = {ends: _values(states.get(ends, {})) for ends in (*added, *again)}
    for ends, contacts in added.items():
        if ends not in again and not _fold(states.setdefault(ends, {}), contacts, rules):
            again[ends] = None
    if again:
        states |= await kept_ties.replayed(transaction, list(again), rules, until)
    await kept_ties.write(transaction, {ends: states.get(ends, {}) for ends in before}, list(again), rules)
    return [Turned(ends, values, _values(states.get(ends, {})), rules) for ends, values in before.items()]


async def due(transaction: Transaction, now: datetime, most: int = 500) -> int:
    """Lets planned interactions count whose time has come; how many, `most` at once."""
    text = "MATCH (i:Interaction {_planned: true}) WHERE i.occurred_at <= $now RETURN i.id ORDER BY i.id LIMIT $most"
    found = [row[0] for row in await transaction.run(text, {"now": now, "most": most})]
    await settle(transaction, Stirred(changed=dict.fromkeys(found)), now)
    return len(found)


def _values(states: States) -> Values:
    return {audience: (tie.value, tie.at) for audience, tie in states.items()}


async def _stir_people(transaction: Transaction, stirred: Stirred) -> None:
    """All interactions of people who count otherwise are as changed ones, and they as ones who may have left them."""
    if stirred.people:
        for person, interactions in await transaction.run(_OF_PEOPLE, {"ids": list(stirred.people)}):
            stirred.left[person] = None
            stirred.changed.update(dict.fromkeys(interactions))


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
