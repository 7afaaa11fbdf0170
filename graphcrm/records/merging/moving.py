"""The facts of records that become one, and of one that parts from it again: whose each end was, which stand aside.

Of several facts that say the same between the same records one is told: the survivor's own, else that of the record
with the smallest id. The others stand aside, as does one between two records that are one now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from graphcrm.compile import merging
from graphcrm.compile.declarations import Edge
from graphcrm.compile.enciphered import PREFIX
from graphcrm.compile.merging import FOLDED, FOLDED_TYPE, SOURCE_WAS, TARGET_WAS
from graphcrm.compile.sharing import TEAMS
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.connection import Transaction
from graphcrm.records import enciphered


@dataclass(frozen=True, slots=True)
class End:
    """A node at an end of a fact: its id, its element id, its noun (empty for what is no record), and the ids of the
    records whose this end was before, the first first."""

    id: str
    element: str
    noun: str
    was: tuple[str, ...] = ()
    audience: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """An edge: its element id, its type, its ends, what it says as stored, and whether it stands aside."""

    element: str
    type: str
    source: End
    target: End
    said: dict[str, Any] = field(hash=False)
    folded: bool = False

    @property
    def stays(self) -> bool:
        """Whether it belongs to those whom it is between: it was moved by no merge."""
        return not self.source.was and not self.target.was


async def read(transaction: Transaction, vocabulary: Vocabulary, noun: str, ids: Sequence[str]) -> list[Fact]:
    """All facts of records but those that follow from others."""
    found = []
    rows = await transaction.run(merging.facts(noun), {"ids": list(ids)})
    for element, kind, *told, properties in rows[0][0]:
        folded = kind == FOLDED
        kind = properties.pop(FOLDED_TYPE) if folded else kind
        edge = vocabulary.edges.get(kind)
        if edge is None or not edge.derived:
            ends = [(told[:4], properties.pop(SOURCE_WAS, ())), (told[4:], properties.pop(TARGET_WAS, ()))]
            source, target = (_end(vocabulary, one, was) for one, was in ends)
            found.append(Fact(element, kind, source, target, properties, folded))
    return found


def moved(facts: Iterable[Fact], gone: str, into: End) -> list[Fact]:
    """The facts when the record `gone` has gone into another."""

    def end(one: End) -> End:
        return replace(into, was=(*one.was, gone)) if one.id == gone else one

    return [replace(fact, source=end(fact.source), target=end(fact.target)) for fact in facts]


def parted(facts: Iterable[Fact], back: End) -> list[Fact]:
    """The facts when a record that was absorbed comes back: those that were its own are again."""

    def end(one: End) -> End:
        return replace(back, was=one.was[: one.was.index(back.id)]) if back.id in one.was else one

    return [replace(fact, source=end(fact.source), target=end(fact.target)) for fact in facts]


def told(vocabulary: Vocabulary, facts: Sequence[Fact]) -> list[Fact]:
    """The facts, each with whether it stands aside."""
    first: dict[Any, Fact] = {}
    for fact in facts:
        key = _key(vocabulary, fact)
        if key is not None and (key not in first or _rank(fact) < _rank(first[key])):
            first[key] = fact
    found = []
    for fact in facts:
        key = _key(vocabulary, fact)
        aside = key is not None and not fact.stays and first[key] is not fact
        found.append(replace(fact, folded=aside or _within(fact)))
    return found


async def write(
    transaction: Transaction, vocabulary: Vocabulary, before: Sequence[Fact], after: Sequence[Fact]
) -> list[Fact]:
    """Makes edges what they are after; `before` are the same facts in the same order. Those that became others."""
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    gone: dict[str, list[str]] = {}
    made: dict[str, list[list[Any]]] = {}
    said = await _enciphered(transaction, vocabulary, changed)
    for (old, new), properties in zip(changed, said, strict=True):
        gone.setdefault(FOLDED if old.folded else old.type, []).append(old.element)
        row = [new.source.element, new.target.element, _stored(new, properties)]
        made.setdefault(FOLDED if new.folded else new.type, []).append(row)
    for kind, elements in gone.items():
        await transaction.run(merging.delete(vocabulary, kind), {"elements": elements})
    for kind, rows in made.items():
        await transaction.run(merging.create(vocabulary, kind), {"rows": rows})
    return [new for _, new in changed]


def _end(vocabulary: Vocabulary, row: Sequence[Any], was: Iterable[str]) -> End:
    identifier, element, labels, audience = row
    noun = next((label for label in labels if label in vocabulary.nouns), "")
    return End(identifier or "", element, noun, tuple(was), None if audience is None else tuple(audience))


def _key(vocabulary: Vocabulary, fact: Fact) -> Any:
    """What makes two edges the same fact; None for what is no fact between records and stands for itself."""
    if fact.type == merging.CHANGES or _within(fact):
        return None
    names = _identity(vocabulary.edges.get(fact.type))
    return (fact.type, fact.source.element, fact.target.element, *(_plain(fact.said.get(name)) for name in names))


def _identity(edge: Edge | None) -> tuple[str, ...]:
    if edge is None:
        return ()
    shared = (TEAMS,) if edge.shared else ()
    return (*(("started_on",) if edge.dated else ()), *edge.identity, *shared)


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _within(fact: Fact) -> bool:
    """Whether both its ends are one record now."""
    return fact.source.element == fact.target.element and not fact.stays


def _rank(fact: Fact) -> tuple[Any, ...]:
    return (not fact.stays, fact.source.was[:1], fact.target.was[:1], fact.element)


def _stored(fact: Fact, properties: dict[str, Any]) -> dict[str, Any]:
    """What an edge keeps: what it says, whose its ends were, and its type where it stands aside."""
    found = {name: value for name, value in properties.items() if value is not None}
    if fact.source.was:
        found[SOURCE_WAS] = list(fact.source.was)
    if fact.target.was:
        found[TARGET_WAS] = list(fact.target.was)
    if fact.folded:
        found[FOLDED_TYPE] = fact.type
    if fact.type == merging.CHANGES:
        found["record"] = fact.target.id
    return found


async def _enciphered(
    transaction: Transaction, vocabulary: Vocabulary, changed: Sequence[tuple[Fact, Fact]]
) -> list[dict[str, Any]]:
    """What facts say from now on: what is enciphered for two ends is so for others."""
    cipher = transaction.cipher

    def secret(fact: Fact) -> bool:
        return any(name.startswith(PREFIX) for name in fact.said)

    def ends(fact: Fact) -> tuple[str, str]:
        return fact.source.id, fact.target.id

    await cipher.prepare([enciphered.owner(ends(new)) for _, new in changed if secret(new)])
    found = []
    for old, new in changed:
        if secret(new) and ends(old) != ends(new):
            edge = vocabulary.edges[new.type]
            here, there = (enciphered.edge_place(vocabulary, edge, *ends(one)) for one in (old, new))
            plain = enciphered.opened_all(cipher, new.type, here, new.said)
            found.append(enciphered.closed(cipher, enciphered.owner(ends(new)), new.type, there, plain))
        else:
            found.append(new.said)
    return found


Seen = Callable[[Fact], bool]


def counted(facts: Iterable[Fact], seen: Seen) -> dict[str, int]:
    """How many facts of each type there are among those that somebody sees."""
    found: dict[str, int] = {}
    for fact in facts:
        if fact.type != merging.CHANGES and seen(fact):
            found[fact.type] = found.get(fact.type, 0) + 1
    return dict(sorted(found.items()))
