"""States facts: that one holds, what it says, that it ended, that it never was. A fact is an edge with its dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from graphcrm.compile import writing
from graphcrm.compile.custom_fields import FIELD
from graphcrm.compile.custom_fields import names as custom_names
from graphcrm.compile.declarations import Edge, camel
from graphcrm.compile.mutations import Act, Mutation, told_apart, writable
from graphcrm.records import links
from graphcrm.records.faults import Fault
from graphcrm.records.journal import Entry, Touched
from graphcrm.records.mutations import custom
from graphcrm.records.mutations.lists import archived
from graphcrm.records.mutations.named import Found
from graphcrm.records.mutations.values import Values, fault
from graphcrm.records.mutations.work import Effect, Item, Work
from graphcrm.records.nodes import native

_DAY = timedelta(days=1)
_FOREIGN = "You may change who is in your own teams and those below. Ask an administrator."


@dataclass(slots=True)
class Stored:
    """A fact that is there: its element id and what it says."""

    element: str
    properties: dict[str, Any]

    @property
    def starts(self) -> date:
        return self.properties.get("started_on") or date.min

    @property
    def ends(self) -> date:
        return self.properties.get("ended_on") or date.max

    def holds(self, day: date) -> bool:
        return self.starts <= day <= self.ends


@dataclass(slots=True)
class _Fact:
    """One input, read: its ends once they are found, what it says, the facts that its record has already."""

    item: Item
    values: Values
    keys: tuple[Any, Any]
    defaults: dict[str, Any] = field(default_factory=dict)
    source: Found | None = None
    target: Found | None = None
    between: list[Stored] = field(default_factory=list)

    @property
    def ends(self) -> tuple[Found, Found]:
        assert self.source is not None and self.target is not None, "found before"
        return self.source, self.target


class Facts:
    """The facts of one write, all of one edge."""

    def __init__(self, work: Work, mutation: Mutation) -> None:
        assert mutation.edge is not None
        self.work = work
        self.mutation = mutation
        self.edge: Edge = mutation.edge
        self.today = work.now.date()
        self.created: list[links.Row] = []
        self.updated: list[list[Any]] = []
        self.deleted: list[str] = []
        self.entries: list[Entry] = []

    async def read(self, items: Sequence[Item]) -> list[_Fact]:
        """The inputs with both ends found, under the lock of the hierarchies or of the facts' own records."""
        names, facts = self.mutation.writing, []
        adds = self.mutation.act is Act.ADD
        speaks = adds or any(FIELD in item.given for item in items)
        fields = await self.work.fields(self.edge) if speaks else {}
        for item in items:
            values = Values()
            values.read(writable(self.edge), item.given)
            values.refuse_clearing(self.edge.properties)
            defaults = values.complete(self.edge.properties) if adds else {}
            custom.read(fields, item.given, values, new=adds)
            values.days()
            self.work.faults += [one.within(*item.path) for one in values.faults]
            keys = (
                self.work.named.want(self.edge.source, item.given[names.source]),
                self.work.named.want(self.edge.target, item.given[names.target]),
            )
            facts.append(_Fact(item, values, keys, defaults))
        await self.work.lock([self.edge])
        await self.work.named.find(self.work.transaction, lock=not self.edge.rules)
        for one in facts:
            one.source, one.target = (self.work.named.get(key) for key in one.keys)
            for key, name, found in zip(one.keys, (names.source, names.target), (one.source, one.target), strict=True):
                if found is None:
                    self.work.fault(one.item, self.work.named.missing(key, [name]))
                elif found.archived and self.mutation.act is Act.ADD:
                    self.work.fault(one.item, archived([name]))
                elif found.noun == "Team" and names.own_team and not self.work.sees_team(found.id):
                    self.work.fault(one.item, Fault("FORBIDDEN", [name], _FOREIGN, "ROLE"))
        self.work.check()
        await self._between(facts)
        return facts

    async def _between(self, facts: Sequence[_Fact]) -> None:
        between: dict[tuple[str, str], list[Stored]] = {}
        for one in facts:
            source, target = one.ends
            one.between = between.setdefault((source.id, target.id), [])
        text = writing.read_facts(self.work.vocabulary, self.edge)
        for start, end, properties, element in await self.work.run(text, pairs=list(between)):
            between[start, end].append(Stored(element, {k: native(v) for k, v in properties.items()}))

    async def load(self, facts: Sequence[_Fact]) -> None:
        if self.edge.rules:
            ids = [end.id for one in facts for end in one.ends]
            await self.work.structures[self.edge.type].load(self.work.transaction, ids)

    def judge(self, one: _Fact, said: Mapping[str, Any], old: Stored | None = None) -> bool:
        """Whether the rules allow that the fact says this, in place of `old`; a fault where they do not."""
        source, target = (end.id for end in one.ends)
        if source == target:
            self._breach(one, None, "Both ends are the same. Name two.")
            return False
        if not self.edge.rules:
            return True
        structure = self.work.structures[self.edge.type]
        if old is not None:
            structure.take(source, target, old.properties)
        breach = structure.breach(source, target, said)
        if breach is not None:
            self._breach(one, breach.blames, breach.sentence)
            return False
        structure.put(source, target, said)
        return True

    def _breach(self, one: _Fact, blames: str | None, sentence: str) -> None:
        other = self.mutation.writing.target if self.edge.ruled == "source" else self.mutation.writing.source
        path = [camel(blames)] if blames else [other]
        self.work.fault(one.item, Fault("CONFLICT", path, sentence, "HIERARCHY"))

    def entry(self, act: str, one: _Fact, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        records = [end.touched for end in one.ends]
        self.entries.append(written(self.edge, act, records, before, after, one.item.reason))

    async def write(self) -> None:
        self.work.check()
        transaction = self.work.transaction
        if self.updated:
            await transaction.run(writing.update_edges(self.edge), {"rows": self.updated})
        if self.deleted:
            await transaction.run(writing.delete_edges(self.edge), {"edges": self.deleted})
        if self.created:
            ends = (self.edge.source, self.edge.target)
            await links.create(transaction, self.work.vocabulary, self.edge, ends, self.created)

    def effect(self, facts: Sequence[_Fact]) -> Effect:
        index = 0 if self.mutation.writing.shows == "source" else 1
        return Effect([one.ends[index].touched for one in facts], self.entries)


def written(
    edge: Edge,
    act: str,
    records: Sequence[Touched],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    reason: str | None = None,
) -> Entry:
    """The entry of a fact: the fields that differ, all of them for a new one or one withdrawn."""
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    fields = sorted(({p.name for p in edge.properties} & set(changed)) | custom_names(changed))
    said = {name: after[name] for name in changed if name in after}
    return Entry(act, edge.type, records, fields, before, said, reason)


async def add(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Says that facts hold. Where the edge says so, each ends the fact it follows, the day before it starts."""
    facts = Facts(work, mutation)
    read = await facts.read(items)
    await facts.load(read)
    follows = await _followed(facts, read) if mutation.writing.replaces else {}
    for one in read:
        said = {k: v for k, v in {**one.defaults, **one.values.properties}.items() if v is not None}
        if mutation.writing.replaces:
            said.setdefault("started_on", facts.today)
            if said.get("ended_on", date.max) < said["started_on"]:
                work.fault(one.item, _too_early("endedOn", Stored("", said)))
                continue
            _end_before(facts, one, follows.setdefault(one.ends[0].id, []), said)
        if any(_same(facts.edge, known.properties, said) for known in one.between):
            message = "This is known already. Correct it, or say when else it starts."
            work.fault(one.item, Fault("CONFLICT", [mutation.writing.target], message, "EXISTS"))
        elif facts.judge(one, said):
            source, target = one.ends
            facts.created.append({"source": source.id, "target": target.id, "properties": said})
            new = Stored("", said)
            one.between.append(new)
            if mutation.writing.replaces and _replaced(mutation, said):  # another of the same write may follow it
                follows[source.id].append((target.id, new))
            facts.entry("ADDED", one, {}, said)
    await facts.write()
    return facts.effect(read)


async def correct(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Corrects what facts say: what is absent stays, null clears. Dates that tell a fact apart are not changed so."""
    facts = Facts(work, mutation)
    read = await facts.read(items)
    await facts.load(read)
    for one in read:
        old = _chosen(facts, one)
        if old is None:
            continue
        said = {k: v for k, v in {**old.properties, **one.values.properties}.items() if v is not None}
        if said.get("ended_on") is not None and said["ended_on"] < old.starts:
            work.fault(one.item, _too_early("endedOn", old))
        elif said != old.properties and facts.judge(one, said, old):
            facts.updated.append([old.element, said])
            facts.entry("UPDATED", one, old.properties, said)
    await facts.write()
    return facts.effect(read)


async def end(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Says on which day facts held last: today unless told."""
    facts = Facts(work, mutation)
    read = await facts.read(items)
    for one in read:
        last = one.values.stated.get("ended_on") or facts.today
        old = _chosen(facts, one, last)
        if old is None:
            continue
        if old.ends <= last:
            message = f"It ended on {old.ends} already. Correct that, or withdraw it."
            work.fault(one.item, Fault("CONFLICT", ["endedOn"], message, "ENDED"))
        elif last < old.starts:
            work.fault(one.item, _too_early("endedOn", old))
        else:
            _end(facts, one, old, last)
    await facts.write()
    return facts.effect(read)


async def retract(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Withdraws facts that never were true. What they said is kept in the history."""
    facts = Facts(work, mutation)
    read = await facts.read(items)
    for one in read:
        old = _chosen(facts, one)
        if old is not None:
            facts.deleted.append(old.element)
            one.between.remove(old)
            facts.entry("RETRACTED", one, old.properties, {})
    await facts.write()
    return facts.effect(read)


async def _followed(facts: Facts, read: Sequence[_Fact]) -> dict[str, list[tuple[str, Stored]]]:
    """The facts of the kind that replaces, by source: the other end and the fact."""
    rows = await facts.work.leaving(facts.edge, [one.ends[0].id for one in read])
    found: dict[str, list[tuple[str, Stored]]] = {}
    for source, target, properties, element in rows:
        known = Stored(element, {k: native(v) for k, v in properties.items()})
        if _replaced(facts.mutation, known.properties):
            found.setdefault(source, []).append((target, known))
    return found


def _replaced(mutation: Mutation, properties: Mapping[str, Any]) -> bool:
    where = mutation.writing.where
    return where is None or properties.get(where[0]) == where[1]


def _end_before(facts: Facts, one: _Fact, known: list[tuple[str, Stored]], said: Mapping[str, Any]) -> None:
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
        facts.entries.append(written(facts.edge, "ENDED", touched, before, ended, one.item.reason))
        if old.element:
            facts.updated.append([old.element, ended])
            old.properties = ended
        else:  # begun by this write: what is going to be made says it
            old.properties.update(ended)


def _end(facts: Facts, one: _Fact, old: Stored, last: date) -> None:
    said = {**old.properties, "ended_on": last}
    facts.updated.append([old.element, said])
    facts.entry("ENDED", one, old.properties, said)
    old.properties = said


def _chosen(facts: Facts, one: _Fact, day: date | None = None) -> Stored | None:
    """The one fact that an input names; a fault where there is none, or several and it does not say which."""
    apart = {p.name for p in told_apart(facts.edge)}
    stated = {name: value for name, value in one.values.stated.items() if name in apart}
    fitting = [f for f in one.between if all(f.properties.get(k) == v for k, v in stated.items())]
    if len(fitting) > 1:
        holding = [f for f in fitting if f.holds(day or facts.today)]
        fitting = holding or fitting
    path = [facts.mutation.writing.target]
    if not fitting:
        facts.work.fault(one.item, Fault("NOT_FOUND", path, "There is no such fact. Look at what is known of both."))
        return None
    if len(fitting) > 1:
        names = ", ".join(camel(name) for name in sorted(apart))
        facts.work.fault(one.item, fault(path, f"There are several such facts. Say which by {names}."))
        return None
    return fitting[0]


def _same(edge: Edge, known: Mapping[str, Any], said: Mapping[str, Any]) -> bool:
    return all(known.get(name) == said.get(name) for name in ("started_on", *edge.identity))


def _too_early(name: str, old: Stored) -> Fault:
    return fault(name, f"It starts on {old.starts}; it cannot end before. Withdraw it if it never was true.")
