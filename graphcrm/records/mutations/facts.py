"""The facts of one write: inputs read, ends found, what is there between them, and what becomes of it all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graphcrm.compile import sharing, writing
from graphcrm.compile.custom_fields import FIELD
from graphcrm.compile.declarations import Edge, camel
from graphcrm.compile.kinds import TEAMS
from graphcrm.compile.mutations import Act, Mutation, told_apart, writable
from graphcrm.records import audiences, entries, links
from graphcrm.records.faults import Fault as Refusal
from graphcrm.records.journal import Entry
from graphcrm.records.mutations import custom
from graphcrm.records.mutations.lists import archived
from graphcrm.records.mutations.named import Found
from graphcrm.records.mutations.sight import Levels
from graphcrm.records.mutations.values import Values, fault
from graphcrm.records.mutations.work import Effect, Item, Work

FOREIGN = "You may change who is in your own teams and those below. Ask an administrator."


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
class Fact:
    """One input, read: what its ends are named by, what it says; once they are found the ends, and the facts that are
    between them already."""

    item: Item
    values: Values
    key: Any
    other: Any
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
        self.declared = [prop for prop in writable(self.edge) if prop.kind is not TEAMS]
        self.levels = Levels(work) if self.edge.shared else None
        self.today = work.now.date()
        self.created: list[links.Row] = []
        self.updated: list[links.Said] = []
        self.deleted: list[str] = []
        self.entries: list[Entry] = []

    async def read(self, items: Sequence[Item]) -> list[Fact]:
        """The inputs with both ends found and locked, after the lock of the hierarchies where there are rules."""
        facts = []
        field_, noun = self.mutation.source
        adds = self.mutation.act is Act.ADD
        speaks = adds or any(FIELD in item.given for item in items)
        fields = await self.work.fields(self.edge) if speaks else {}
        for item in items:
            values = Values()
            values.read(self.declared, item.given)
            values.refuse_clearing(self.edge.properties)
            defaults = values.complete(self.edge.properties) if adds else {}
            custom.read(fields, item.given, values, new=adds)
            values.days()
            self.work.faults += [one.within(*item.path) for one in values.faults]
            key = self.work.named.want(noun, item.given[field_])
            facts.append(Fact(item, values, key, self.want(item), defaults))
        if self.levels is not None:
            await self.levels.want(items)
        await self.work.lock([self.edge])
        await self.work.named.find(self.work.transaction)
        for one in facts:
            one.source = self.found(one.item, one.key, field_)
            one.target = self.other_end(one)
        self.work.check()
        await self.between(facts)
        return facts

    def shared(self, one: Fact, old: Mapping[str, Any]) -> dict[str, Any]:
        """What a fact keeps from now on of its sharing level, where the input says it."""
        return self.levels.said(one.item, old) if self.levels is not None else {}

    def want(self, item: Item) -> Any:
        """Notes the other end of a fact to be looked up; what to ask for it by."""
        return self.work.named.want(self.edge.target, item.given[self.mutation.writing.target])

    def other_end(self, one: Fact) -> Found | None:
        return self.found(one.item, one.other, self.mutation.writing.target)

    def found(self, item: Item, key: Any, name: str) -> Found | None:
        """The record that an input names; a fault where it cannot be an end of this fact."""
        found = self.work.named.get(key)
        if found is None:
            self.work.fault(item, self.work.named.missing(key, [name]))
        elif found.archived and self.mutation.act is Act.ADD:
            self.work.fault(item, archived([name]))
        elif found.noun == "Team" and self.mutation.writing.own_team and not self.work.sees_team(found.id):
            self.work.fault(item, Refusal("FORBIDDEN", [name], FOREIGN, "ROLE"))
        return found

    def change(self, one: Fact, old: Stored, said: Mapping[str, Any], target: str | None = None) -> None:
        """Notes what a fact that is there says from now on; `target`: where it leads, if not where `one` does."""
        self.updated.append((old.element, one.ends[0].id, target or one.ends[1].id, said))

    def create(self, one: Fact, said: dict[str, Any]) -> None:
        """Notes a fact to be made."""
        source, target = one.ends
        self.created.append({"source": source.id, "target": target.id, "properties": said})

    async def between(self, facts: Sequence[Fact]) -> None:
        between: dict[tuple[str, str], list[Stored]] = {}
        for one in facts:
            source, target = one.ends
            one.between = between.setdefault((source.id, target.id), [])
        text = writing.read_facts(self.work.vocabulary, self.edge)
        for start, end, properties, element in await self.work.run(text, pairs=list(between)):
            said = links.said(self.work.transaction, self.work.vocabulary, self.edge, (start, end), properties)
            if self.levels is None or self.levels.sight.whole(said):  # what is not told is not the writer's to change
                between[start, end].append(Stored(element, said))

    async def load(self, facts: Sequence[Fact]) -> None:
        if self.edge.rules:
            ids = [end.id for one in facts for end in one.ends]
            await self.work.structures[self.edge.type].load(self.work.transaction, ids)

    def judge(self, one: Fact, said: Mapping[str, Any], old: Stored | None = None) -> bool:
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

    def _breach(self, one: Fact, blames: str | None, sentence: str) -> None:
        other = self.mutation.writing.target if self.edge.ruled == "source" else self.mutation.writing.source
        path = [camel(blames)] if blames else [other]
        self.work.fault(one.item, Refusal("CONFLICT", path, sentence, "HIERARCHY"))

    def entry(self, act: str, one: Fact, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        records = [end.touched for end in one.ends]
        self.entries.append(entries.fact(self.edge, act, records, before, after, one.item.reason))

    async def write(self) -> None:
        self.work.check()
        transaction = self.work.transaction
        if self.updated:
            await links.update(transaction, self.work.vocabulary, self.edge, self.updated)
        if self.deleted:
            await transaction.run(writing.delete_edges(self.edge), {"edges": self.deleted})
        if self.created:
            ends = (self.edge.source, self.edge.target)
            await links.create(transaction, self.work.vocabulary, self.edge, ends, self.created)
        moved = audiences.Moved()
        for one in self.entries:
            moved.edge(self.work.vocabulary, self.edge.type, *((record.noun, record.id) for record in one.records))
        await audiences.settle(transaction, self.work.vocabulary, moved)

    def effect(self, facts: Sequence[Fact]) -> Effect:
        index = 0 if self.mutation.writing.shows == "source" else 1
        return Effect([one.ends[index].touched for one in facts], self.entries)


def chosen(facts: Facts, one: Fact, day: date | None = None) -> Stored | None:
    """The one fact that an input names; a fault where there is none, or several and it does not say which."""
    apart = {p.name for p in told_apart(facts.edge)}
    stated = {name: value for name, value in one.values.stated.items() if name in apart}
    teams = facts.levels.teams(one.item) if facts.levels is not None else None
    if teams is not None and facts.mutation.act is not Act.CORRECT:  # a correction says which teams from now on
        stated[sharing.TEAMS] = teams or None
    fitting = [f for f in one.between if all(f.properties.get(k) == v for k, v in stated.items())]
    if len(fitting) > 1:
        holding = [f for f in fitting if f.holds(day or facts.today)]
        fitting = holding or fitting
    path = [facts.mutation.writing.target]
    if not fitting:
        facts.work.fault(one.item, Refusal("NOT_FOUND", path, "There is no such fact. Look at what is known of both."))
        return None
    if len(fitting) > 1:
        names = ", ".join(camel(name) for name in sorted(apart))
        facts.work.fault(one.item, fault(path, f"There are several such facts. Say which by {names}."))
        return None
    return fitting[0]
