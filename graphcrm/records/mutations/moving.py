"""Acts of several steps in one transaction: a person moves, a seat or an account passes on, a lead is converted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from graphcrm.compile.declarations import Edge
from graphcrm.compile.mutations import Act, Mutation
from graphcrm.records import audiences, entries, links
from graphcrm.records.faults import Fault, Refused
from graphcrm.records.journal import Entry, Touched
from graphcrm.records.mutations import making
from graphcrm.records.mutations.facts import Stored
from graphcrm.records.mutations.lists import archived
from graphcrm.records.mutations.named import Found
from graphcrm.records.mutations.values import fault
from graphcrm.records.mutations.work import Effect, Item, Work

_DAY = timedelta(days=1)
# What is left may be archived already; what is taken may not.
_LEFT = ("leaves", "from", "organizations")
_HELD = "They hold this seat then already. Choose another, or end that first."
_OPEN_TASKS = """
MATCH (f:User {id: $from})<-[a:ASSIGNED_TO]-(t:Task)-[:ABOUT]->(o:Organization)
WHERE o.id IN $organizations AND t.status IN ['OPEN', 'RUNNING'] AND t.archived_at IS NULL
  AND ($sees_all OR t.audience IS NULL OR any(x IN t.audience WHERE x IN $teams))
WITH DISTINCT t, a ORDER BY t.id
MATCH (u:User {id: $to})
SET t._lock = true REMOVE t._lock
WITH t, a, u, t.version AS version
DELETE a CREATE (t)-[:ASSIGNED_TO]->(u)
SET t.version = version + 1, t.updated_at = $now
RETURN collect(t.id)
"""


class _Moving:
    """The facts of one edge that an act ends and begins."""

    def __init__(self, work: Work, edge: Edge, reason: str | None) -> None:
        self.work = work
        self.edge = edge
        self.reason = reason
        self.entries: list[Entry] = []

    async def of(self, source: Found) -> list[tuple[str, Stored]]:
        """The facts that leave a record: the id of the other end, and what it says."""
        rows = await self.work.leaving(self.edge, [source.id])
        work = self.work
        return [
            (end, Stored(element, links.said(work.transaction, work.vocabulary, self.edge, (source.id, end), said)))
            for _, end, said, element in rows
        ]

    async def end(self, source: Touched, target: Touched, old: Stored, last: date) -> None:
        said = {**old.properties, "ended_on": last}
        row = (old.element, source.id, target.id, said)
        await links.update(self.work.transaction, self.work.vocabulary, self.edge, [row])
        await self._settle(source, target)
        self.entries.append(entries.fact(self.edge, "ENDED", [source, target], old.properties, said, self.reason))

    async def begin(self, source: Touched, target: Touched, said: Mapping[str, Any]) -> None:
        row: links.Row = {"source": source.id, "target": target.id, "properties": dict(said)}
        ends = (self.edge.source, self.edge.target)
        await links.create(self.work.transaction, self.work.vocabulary, self.edge, ends, [row])
        await self._settle(source, target)
        self.entries.append(entries.fact(self.edge, "ADDED", [source, target], {}, said, self.reason))

    async def _settle(self, *ends: Touched) -> None:
        moved = audiences.Moved()
        moved.edge(self.work.vocabulary, self.edge.type, *((end.noun, end.id) for end in ends))
        await audiences.settle(self.work.transaction, self.work.vocabulary, moved)


async def _found(
    work: Work, item: Item, names: Mapping[str, str], shown: Mapping[str, Sequence[str]] | None = None
) -> dict[str, list[Found]]:
    """The records that the input names, locked: by field, each a list, with the stored values of `shown` (by noun).
    Refused for what is not there or archived."""
    found = await _looked_up(work, item, names, shown=shown)
    work.check()
    return found


async def _looked_up(
    work: Work,
    item: Item,
    names: Mapping[str, str],
    beside: Sequence[Touched] = (),
    shown: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, list[Found]]:
    """As `_found`, with a fault for what is not there. `beside` is locked together with them, in one order."""
    for touched in beside:
        work.named.want(touched.noun, {"id": touched.id})
    keys = {}
    for name, noun in names.items():
        given = item.given.get(name)
        listed = given if isinstance(given, list) else [] if given is None else [given]
        keys[name] = [work.named.want(noun, by) for by in listed]
    await work.named.find(work.transaction, shown)
    found: dict[str, list[Found]] = {}
    for name, wanted in keys.items():
        found[name] = []
        for index, key in enumerate(wanted):
            path = [name, str(index)] if isinstance(item.given[name], list) else [name]
            one = work.named.get(key)
            if one is None:
                work.fault(item, work.named.missing(key, path))
            elif one.archived and name not in _LEFT:
                work.fault(item, archived(path))
            else:
                found[name].append(one)
    return found


def _first(work: Work, item: Item) -> date:
    """The first day of what begins; a fault where there is no day before it."""
    first: date = item.given.get("startedOn") or work.now.date()
    if first == date.min:
        work.fault(item, fault("startedOn", "There is no day before this one. Choose a later day."))
        work.check()
    return first


async def person_move(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Ends the seats a person leaves the day before the new one begins. Their ties and history stay."""
    (item,) = items
    first = _first(work, item)
    moving = _Moving(work, work.vocabulary.edges["HOLDS"], item.reason)
    found = await _looked_up(work, item, {"person": "Person"})
    held = [fact for one in found["person"] for fact in await moving.of(one) if fact[1].ends >= first]
    beside = [Touched("Role", end) for end, _ in held]
    found |= await _looked_up(work, item, {"role": "Role", "leaves": "Role"}, beside)
    work.check()
    person, role = found["person"][0], found["role"][0]
    if any(end == role.id for end, _ in held):
        work.fault(item, Fault("CONFLICT", ["role"], _HELD, "EXISTS"))
    leaves = _leaves(work, item, found["leaves"], [one for one in held if one[0] != role.id], first)
    for end, old in held:
        if end in leaves:
            if old.starts >= first:
                work.fault(item, fault("startedOn", f"A seat they leave begins on {old.starts}. Choose a later day."))
            else:
                await moving.end(person.touched, Touched("Role", end), old, first - _DAY)
    work.check()
    said = {"started_on": first, **({"acting": True} if item.given.get("acting") else {})}
    await moving.begin(person.touched, role.touched, said)
    return Effect([person.touched], moving.entries)


def _spans(old: Stored, first: date) -> bool:
    """Whether a fact holds on a day and the one before, so that it can be cut between them."""
    return old.starts < first <= old.ends


def _leaves(
    work: Work, item: Item, named: Sequence[Found], held: Sequence[tuple[str, Stored]], first: date
) -> set[str]:
    """The seats that a person leaves of those that last beyond `first`: those named, else all they hold on that day and
    today; what they will take later stays."""
    if item.given.get("leaves") is None:
        return {end for end, old in held if old.starts <= max(first, work.now.date())}
    there = {end for end, _ in held}
    for index, one in enumerate(named):
        if one.id not in there:
            work.fault(item, Fault("NOT_FOUND", ["leaves", str(index)], f"They do not hold this seat on {first}."))
    return {one.id for one in named}


async def role_transfer(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Ends one person's time in a seat and begins another's."""
    (item,) = items
    found = await _found(work, item, {"role": "Role", "from": "Person", "to": "Person"})
    role, leaver, taker = found["role"][0], found["from"][0], found["to"][0]
    first = _first(work, item)
    moving = _Moving(work, work.vocabulary.edges["HOLDS"], item.reason)
    held = [old for end, old in await moving.of(leaver) if end == role.id and _spans(old, first)]
    if not held:
        message = f"They do not hold this seat on {first} and the day before."
        work.fault(item, Fault("NOT_FOUND", ["from"], message))
    if leaver.id == taker.id or any(e == role.id and old.ends >= first for e, old in await moving.of(taker)):
        work.fault(item, Fault("CONFLICT", ["to"], _HELD, "EXISTS"))
    work.check()
    for old in held:
        await moving.end(leaver.touched, role.touched, old, first - _DAY)
    await moving.begin(taker.touched, role.touched, {"started_on": first})
    return Effect([role.touched], moving.entries)


async def coverage_hand_over(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Passes coverage on with what it was as, and the open tasks about the accounts."""
    (item,) = items
    edge = work.vocabulary.edges["COVERS"]
    await work.lock([edge])
    found = await _found(work, item, {"from": "User", "to": "User", "organizations": "Organization"})
    giver, taker = found["from"][0], found["to"][0]
    first = _first(work, item)
    moving = _Moving(work, edge, item.reason)
    wanted = {one.id for one in found["organizations"]}
    held = [(end, old) for end, old in await moving.of(giver) if _spans(old, first) and (not wanted or end in wanted)]
    if giver.id == taker.id:
        work.fault(item, fault("to", "Name another than who hands over."))
    if not held or wanted - {end for end, _ in held}:
        path = ["organizations"] if wanted else ["from"]
        work.fault(item, Fault("NOT_FOUND", path, f"They do not cover this on {first} and the day before."))
    work.check()
    have = {(end, old.properties.get("as")) for end, old in await moving.of(taker) if old.holds(first)}
    for end, old in held:
        organization = Touched("Organization", end)
        await moving.end(giver.touched, organization, old, first - _DAY)
        if (end, old.properties.get("as")) not in have:
            # What was to end on a day still does: another may have the account from then on.
            await moving.begin(taker.touched, organization, {**old.properties, "started_on": first})
    ends = sorted({end for end, _ in held})
    rights = {"teams": list(work.author.teams), "sees_all": work.rules.lens.sees_all}
    values = {"from": giver.id, "to": taker.id, "organizations": ends, "now": work.now, **rights}
    tasks = (await work.transaction.run(_OPEN_TASKS, values))[0][0]
    passed = [Entry("UPDATED", "Task", [Touched("Task", task)], ["assignee"], reason=item.reason) for task in tasks]
    return Effect([taker.touched], [*moving.entries, *passed])


async def lead_convert(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Marks the lead as converted; the record, its ties and its history are the same as before."""
    (item,) = items
    given = item.given
    shown = {"Person": ("contact_type", "lead_status")}
    (person,) = (await _found(work, item, {"person": "Person"}, shown))["person"]
    known = person.stored
    if known["lead_status"] == "CONVERTED" or (known["contact_type"] != "LEAD" and known["lead_status"] is None):
        message = "This person is no lead. Update the record, or begin a deal by itself."
        work.fault(item, Fault("CONFLICT", ["person"], message, "STATE"))
    _check_deal(work, item)
    kind = given.get("contactType") or "CUSTOMER"
    change = {"person": given["person"], "leadStatus": "CONVERTED", "contactType": kind}
    effect = await making.update(work, replace(mutation, act=Act.UPDATE), [Item(change, reason=item.reason)])
    if given.get("dealName") is None:
        return effect
    names = {"name": given["dealName"], "organization": given["organization"]}
    names |= {name: given[name] for name in ("pipeline", "stage") if given.get(name) is not None}
    deal = replace(mutation, noun=work.vocabulary.nouns["Deal"], act=Act.CREATE)
    try:
        begun = await making.create(work, deal, [Item(names)])
    except Refused as refused:
        names_here = {"name": "dealName"}
        raise Refused([replace(f, field=[names_here.get(n, n) for n in f.field]) for f in refused.faults]) from refused
    moving = _Moving(work, work.vocabulary.edges["STAKEHOLDER_IN"], item.reason)
    said = {"started_on": work.now.date(), **({"buying_role": given["buyingRole"]} if given.get("buyingRole") else {})}
    await moving.begin(effect.shown[0], begun.shown[0], said)
    return Effect(effect.shown, [*effect.entries, *begun.entries, *moving.entries])


def _check_deal(work: Work, item: Item) -> None:
    """Faults where a deal is half described."""
    if item.given.get("dealName") is None:
        for name in ("organization", "pipeline", "stage", "buyingRole"):
            if item.given.get(name) is not None:
                work.fault(item, fault(name, "This is said of a deal. Give the deal a name, or leave it out."))
    elif item.given.get("organization") is None:
        work.fault(item, fault("organization", "A deal is with an organization. Name it."))
    work.check()


STEPS = {
    "personMove": person_move,
    "roleTransfer": role_transfer,
    "coverageHandOver": coverage_hand_over,
    "leadConvert": lead_convert,
}
