"""States facts: that one holds, what it says, that it ended, that it never was. A fact is an edge with its dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from graphcrm.compile.declarations import Edge
from graphcrm.compile.mutations import Mutation, attached
from graphcrm.records import entries, links
from graphcrm.records.faults import Fault as Refusal
from graphcrm.records.journal import Touched
from graphcrm.records.mutations.attaching import Attached
from graphcrm.records.mutations.facts import Fact, Facts, Stored, chosen
from graphcrm.records.mutations.values import fault
from graphcrm.records.mutations.work import Effect, Item, Work

_DAY = timedelta(days=1)
_TWICE = "There is another such fact that is whole for the same. Withdraw one of the two."


def of(work: Work, mutation: Mutation) -> Facts:
    """The facts of one write of this mutation."""
    assert mutation.edge is not None, "facts are edges"
    return Facts(work, mutation) if attached(work.vocabulary, mutation.edge) is None else Attached(work, mutation)


async def add(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Says that facts hold. Where the edge says so, each ends the fact it follows, the day before it starts."""
    facts = of(work, mutation)
    read = await facts.read(items)
    await facts.load(read)
    follows = await _followed(facts, read) if mutation.writing.replaces else {}
    for one in read:
        properties = {**one.defaults, **one.values.properties, **facts.shared(one, {})}
        said = {k: v for k, v in properties.items() if v is not None}
        if mutation.writing.replaces:
            said.setdefault("started_on", facts.today)
            if said.get("ended_on", date.max) < said["started_on"]:
                work.fault(one.item, _too_early("endedOn", Stored("", said)))
                continue
            _end_before(facts, one, follows.setdefault(one.ends[0].id, []), said)
        if any(_same(facts.edge, known.properties, said) for known in one.between):
            message = "This is known already. Correct it, or say when else it starts."
            work.fault(one.item, Refusal("CONFLICT", [mutation.writing.target], message, "EXISTS"))
        elif facts.judge(one, said):
            source, target = one.ends
            facts.create(one, said)
            new = Stored("", said)
            one.between.append(new)
            if mutation.writing.replaces and _replaced(mutation, said):  # another of the same write may follow it
                follows[source.id].append((target.id, new))
            facts.entry("ADDED", one, {}, said)
    await facts.write()
    return facts.effect(read)


async def correct(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Corrects what facts say: what is absent stays, null clears. Dates that tell a fact apart are not changed so."""
    facts = of(work, mutation)
    read = await facts.read(items)
    await facts.load(read)
    for one in read:
        old = chosen(facts, one)
        if old is None:
            continue
        shared = facts.shared(one, old.properties)
        said = {k: v for k, v in {**old.properties, **one.values.properties, **shared}.items() if v is not None}
        if said.get("ended_on") is not None and said["ended_on"] < old.starts:
            work.fault(one.item, _too_early("endedOn", old))
        elif shared and any(f is not old and _same(facts.edge, f.properties, said, shared) for f in one.between):
            work.fault(one.item, Refusal("CONFLICT", [mutation.writing.target], _TWICE, "EXISTS"))
        elif said != old.properties and facts.judge(one, said, old):
            facts.change(one, old, said)
            facts.entry("UPDATED", one, old.properties, said)
    await facts.write()
    return facts.effect(read)


async def end(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Says on which day facts held last: today unless told."""
    facts = of(work, mutation)
    read = await facts.read(items)
    for one in read:
        last = one.values.stated.get("ended_on") or facts.today
        old = chosen(facts, one, last)
        if old is None:
            continue
        if old.ends <= last:
            message = f"It ended on {old.ends} already. Correct that, or withdraw it."
            work.fault(one.item, Refusal("CONFLICT", ["endedOn"], message, "ENDED"))
        elif last < old.starts:
            work.fault(one.item, _too_early("endedOn", old))
        else:
            _end(facts, one, old, last)
    await facts.write()
    return facts.effect(read)


async def retract(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Withdraws facts that never were true. What they said is kept in the history."""
    facts = of(work, mutation)
    read = await facts.read(items)
    for one in read:
        old = chosen(facts, one)
        if old is not None:
            facts.deleted.append(old.element)
            one.between.remove(old)
            facts.entry("RETRACTED", one, old.properties, {})
    await facts.write()
    return facts.effect(read)


async def _followed(facts: Facts, read: Sequence[Fact]) -> dict[str, list[tuple[str, Stored]]]:
    """The facts of the kind that replaces, by source: the other end and the fact."""
    rows = await facts.work.leaving(facts.edge, [one.ends[0].id for one in read])
    found: dict[str, list[tuple[str, Stored]]] = {}
    for source, target, properties, element in rows:
        work = facts.work
        known = Stored(element, links.said(work.transaction, work.vocabulary, facts.edge, (source, target), properties))
        if _replaced(facts.mutation, known.properties):
            found.setdefault(source, []).append((target, known))
    return found


def _replaced(mutation: Mutation, properties: Mapping[str, Any]) -> bool:
    where = mutation.writing.where
    return where is None or properties.get(where[0]) == where[1]


def _end_before(facts: Facts, one: Fact, known: list[tuple[str, Stored]], said: Mapping[str, Any]) -> None:
    """Ends the fact that holds when the new one starts, the day before."""
    if not _replaced(facts.mutation, said):
        return
    source, target = one.ends
    for other, old in known:
        if other == target.id or not old.holds(said["started_on"]) or old.starts == said["started_on"]:
            continue  # the rule of structure tells of what is in the way
        before, ended = dict(old.properties), {**old.properties, "ended_on": said["started_on"] - _DAY}
        structure = facts.work.structures[facts.edge.type]
        structure.take(source.id, other, before)
        structure.put(source.id, other, ended)
        touched = [source.touched, Touched(facts.edge.target, other)]
        facts.entries.append(entries.fact(facts.edge, "ENDED", touched, before, ended, one.item.reason))
        if old.element:
            facts.change(one, old, ended, other)
            old.properties = ended
        else:  # begun by this write: what is going to be made says it
            old.properties.update(ended)


def _end(facts: Facts, one: Fact, old: Stored, last: date) -> None:
    said = {**old.properties, "ended_on": last}
    facts.change(one, old, said)
    facts.entry("ENDED", one, old.properties, said)
    old.properties = said


def _same(edge: Edge, known: Mapping[str, Any], said: Mapping[str, Any], beside: Iterable[str] = ()) -> bool:
    return all(known.get(name) == said.get(name) for name in ("started_on", *edge.identity, *beside))


def _too_early(name: str, old: Stored) -> Refusal:
    return fault(name, f"It starts on {old.starts}; it cannot end before. Withdraw it if it never was true.")
