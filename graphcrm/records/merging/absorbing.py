"""Makes records one: the facts of one move to the other, and its values with them where that has none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from graphcrm.compile import merging, writing
from graphcrm.compile.declarations import Noun
from graphcrm.compile.hanging import AUDIENCE, SAID
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.connection import Transaction
from graphcrm.records import audiences, places, ties
from graphcrm.records.desired import Breach
from graphcrm.records.journal import Entry, Touched
from graphcrm.records.merging import lineage, moving, surviving
from graphcrm.records.merging.lineage import Lineage
from graphcrm.records.merging.moving import Fact
from graphcrm.records.structure import Structure

NOBODY = "Nobody may see both of them: they are for different teams. Make them for a team in common first."
_OWNS = "One of them is above the other. End that line first, if they are one organization."


@dataclass(slots=True)
class Plan:
    """What a merge would do, or did: the record that stays, the others, the facts before and after, what is written of
    the survivor's values."""

    survivor: Touched
    absorbed: list[Touched]
    before: list[Fact]
    after: list[Fact]
    lines: list[Lineage]
    whole: Lineage
    changes: Mapping[str, Any] = field(default_factory=dict)
    entry: Entry | None = None

    @property
    def moved(self) -> list[Fact]:
        """The facts that lead to or from the survivor now and did not before."""
        return [new for old, new in zip(self.before, self.after, strict=True) if old != new and not new.folded]

    @property
    def folded(self) -> list[Fact]:
        """The facts that stand aside now and did not before."""
        return [new for old, new in zip(self.before, self.after, strict=True) if new.folded and not old.folded]


async def plan(
    transaction: Transaction,
    vocabulary: Vocabulary,
    noun: Noun,
    survivor: Touched,
    absorbed: Sequence[Touched],
    chosen: Mapping[str, str],
) -> Plan:
    """What it would do. Nothing is written."""
    lines = [await lineage.read(transaction, noun.name, one.id) for one in (survivor, *absorbed)]
    cleared = [lineage.cleared(transaction, noun, line) for line in lines]
    members = [cleared[0].first, *cleared[0].members[1:], *(one for line in cleared[1:] for one in line.members)]
    whole = Lineage(members, {name: one for line in lines for name, one in line.chosen.items()} | dict(chosen))
    before = await moving.read(transaction, vocabulary, noun.name, [survivor.id, *(one.id for one in absorbed)])
    before = [one for one in before if not seat(one)]
    into = await end_of(transaction, noun, survivor.id)
    after = before
    for one in absorbed:
        after = moving.moved(after, one.id, into)
    return Plan(survivor, list(absorbed), before, moving.told(vocabulary, after), lines, whole)


async def breach(
    transaction: Transaction, vocabulary: Vocabulary, found: Plan, structures: Mapping[str, Structure]
) -> Breach | None:
    """The rule that the merge would break, if any; the structures are those of edges with rules."""
    teams = surviving.changes(transaction.cipher, vocabulary.nouns[found.survivor.noun], found.whole.members, {})
    if teams.get(SAID) == []:
        return Breach(None, NOBODY)
    for kind, structure in structures.items():
        pairs = zip(found.before, found.after, strict=True)
        changed = [(old, new) for old, new in pairs if old != new and new.type == kind]
        if any(new.source.element == new.target.element for _, new in changed):
            return Breach(None, _OWNS)
        both = [one for pair in changed for one in pair]
        await structure.load(transaction, (end.id for one in both for end in (one.source, one.target)))
        for old, _ in changed:
            structure.take(old.source.id, old.target.id, old.said)
        for new in (new for _, new in changed if not new.folded):
            broken = structure.breach(new.source.id, new.target.id, new.said)
            if broken is not None:
                return broken
            structure.put(new.source.id, new.target.id, new.said)
    return None


async def write(
    transaction: Transaction, vocabulary: Vocabulary, noun: Noun, found: Plan, merge: str, now: datetime
) -> None:
    """Does what was planned."""
    gone = [one.id for one in found.absorbed]
    await places.settle(transaction, vocabulary, noun, [(one, None, None) for one in gone], gone, now)
    written = await moving.write(transaction, vocabulary, found.before, found.after)
    await transaction.run(merging.forget(noun.name, vocabulary), {"ids": gone})
    saw = [(line.first.id, line.first.raw.get(AUDIENCE)) for line in found.lines[1:]]
    for one in gone:
        values = {"id": one, "into": found.survivor.id, "merge": merge, "now": now}
        await transaction.run(merging.absorb(noun, writing.labels(noun)), values)
    for line in found.lines[1:]:
        await lineage.clear(transaction, noun, line)
    first = found.lines[0].first
    kept = surviving.edited(transaction.cipher, noun, found.lines[0].members, found.lines[0].chosen)
    found.changes = await lineage.settle(transaction, noun, found.whole, now, kept)
    found.entry = lineage.entry(transaction, noun, "MERGED", found.survivor, first, found.changes)
    await audiences.gone(transaction, "ABSORBED", noun.name, saw)
    await seated(transaction, vocabulary, noun, first, found.changes, now)
    await follow(transaction, vocabulary, noun, [found.survivor.id], written, found.changes, now)


async def seated(
    transaction: Transaction,
    vocabulary: Vocabulary,
    noun: Noun,
    first: surviving.Member,
    changes: Mapping[str, Any],
    now: datetime,
) -> None:
    """Puts a party where its city and country say, if they are others."""
    if {"city", "country"} & changes.keys():
        city, country = (changes.get(name, first.raw.get(name)) for name in ("city", "country"))
        await places.settle(transaction, vocabulary, noun, [(first.id, city, country)], [first.id], now)


async def follow(
    transaction: Transaction,
    vocabulary: Vocabulary,
    noun: Noun,
    ids: Sequence[str],
    written: Sequence[Fact],
    changes: Mapping[str, Any],
    now: datetime,
) -> None:
    """Makes true what follows from facts that lead elsewhere: audiences, and the ties of people."""
    moved = audiences.Moved()
    for one in ids:
        moved.add(noun.name, one)
    if SAID in changes:
        moved.states(noun.name, ids[0])
    for fact in written:
        if fact.source.noun and fact.target.noun:
            ends = ((fact.source.noun, fact.source.id), (fact.target.noun, fact.target.id))
            moved.edge(vocabulary, fact.type, *ends)
    await audiences.settle(transaction, vocabulary, moved)
    if noun.name == ties.PERSON:
        await ties.settle(transaction, ties.Stirred(people=dict.fromkeys(ids)), now)


def seat(fact: Fact) -> bool:
    """Whether it says where a party is by its city: that follows from its values."""
    return fact.type == "LOCATED_AT" and fact.said.get("kind") == "SEAT"


async def end_of(transaction: Transaction, noun: Noun, identifier: str) -> moving.End:
    element, audience = (await transaction.run(merging.element(noun.name), {"id": identifier}))[0][0][0]
    return moving.End(identifier, element, noun.name, (), None if audience is None else tuple(audience))
