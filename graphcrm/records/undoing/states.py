"""The state of what a batch is going to change, read before it writes and after: stored properties of records, and
groups of edges (of one type, of one record or between two)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphcrm.compile import undone, writing
from graphcrm.compile.declarations import Edge
from graphcrm.compile.sharing import APART
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.records.desired import Reader
from graphcrm.records.undoing import raw

# A group of edges: its type, the noun of the record it is of, "in" or "out", the record; between two records their pair
# with "pair" in the place of a direction.
Group = tuple[str, str, str, str]
PAIR = "pair"
_BETWEEN = ">"


@dataclass(slots=True)
class Touches:
    """What a batch is going to write: ids of records it makes and of such it changes, of a noun; the edges of which
    records it changes, by (type, noun, incoming); pairs of records between which it changes facts; addresses (medium,
    key, as written) and places (external id, name) that it names; ids of what it makes lead to other records."""

    noun: str = ""
    made: Sequence[str] = ()
    changed: Sequence[str] = ()
    edges: dict[tuple[str, str, bool], Sequence[str]] = field(default_factory=dict)
    pairs: tuple[str, Sequence[tuple[str, str]]] = ("", ())
    addresses: Sequence[tuple[str, str, str]] = ()
    places: Sequence[tuple[str, str]] = ()
    linked: Sequence[str] = ()


@dataclass(slots=True)
class State:
    """Stored properties by (noun, id), and the edges of groups; each edge as {a, b, of, r, end, about}: the ids of its
    ends, the noun of the other end, what it says, and where the other end belongs to it what that says and is about.
    `elements`: the element ids of edges by group and text."""

    records: dict[tuple[str, str], raw.Properties] = field(default_factory=dict)
    groups: dict[Group, list[dict[str, Any]]] = field(default_factory=dict)
    elements: dict[Group, dict[str, list[str]]] = field(default_factory=dict)

    def edge(self, group: Group, one: dict[str, Any], element: str) -> None:
        """Notes an edge of a group."""
        self.groups.setdefault(group, []).append(one)
        self.elements.setdefault(group, {}).setdefault(name(one), []).append(element)


def name(one: dict[str, Any]) -> str:
    """What tells an edge from others: its ends and what it says. An address is told by its medium and key, a category
    by what it says: each may be another node by then."""
    end = dict(one["end"]) if one["end"] is not None else None
    for left_out in ("address", "address_key", "id", "_search") if end is not None else ():
        if end is not None and not (left_out == "address_key" and "medium" in end):
            end.pop(left_out, None)
    said = {key: value for key, value in one["r"].items() if key != APART}
    return raw.text([one["a"], one["b"] if end is None else end, said, one["about"]])


async def read(reader: Reader, vocabulary: Vocabulary, touches: Touches) -> State:
    """The state of what is touched and there."""
    found = State()
    if touches.changed:
        text = undone.state(vocabulary.nouns[touches.noun])
        for identifier, properties in (await reader.run(text, {"ids": list(touches.changed)}))[0][0]:
            found.records[touches.noun, identifier] = raw.properties(properties)
    for (type_, noun, incoming), ids in touches.edges.items():
        await _edges(reader, vocabulary, found, (type_, noun, incoming), ids)
    type_, pairs = touches.pairs
    if pairs:
        await _pairs(reader, vocabulary, found, vocabulary.edges[type_], pairs)
    return found


async def groups(reader: Reader, vocabulary: Vocabulary, wanted: Iterable[Group]) -> State:
    """The edges of groups as they are now."""
    found = State()
    by_kind: dict[tuple[str, str, str], list[str]] = {}
    for type_, noun, way, record in wanted:
        by_kind.setdefault((type_, noun, way), []).append(record)
    for (type_, noun, way), ids in by_kind.items():
        if way == PAIR:
            pairs = [(one.split(_BETWEEN)[0], one.split(_BETWEEN)[1]) for one in ids]
            await _pairs(reader, vocabulary, found, vocabulary.edges[type_], pairs)
        else:
            await _edges(reader, vocabulary, found, (type_, noun, way == "in"), ids)
    return found


async def _edges(
    reader: Reader, vocabulary: Vocabulary, found: State, kind: tuple[str, str, bool], ids: Sequence[str]
) -> None:
    type_, noun, incoming = kind
    text = undone.edges(vocabulary, vocabulary.edges[type_], noun, incoming=incoming)
    parameters = {"ids": list(dict.fromkeys(ids)), "nouns": sorted(vocabulary.nouns)}
    for record, other, of, said, element, end, about in (await reader.run(text, parameters))[0][0]:
        group = (type_, noun, "in" if incoming else "out", record)
        one = {"a": record, "b": other, "of": of, "r": raw.properties(said), "about": sorted(about)}
        found.edge(group, {**one, "end": None if end is None else raw.properties(end)}, element)


async def _pairs(
    reader: Reader, vocabulary: Vocabulary, found: State, edge: Edge, pairs: Sequence[tuple[str, str]]
) -> None:
    rows = await reader.run(writing.read_facts(vocabulary, edge), {"pairs": [list(p) for p in dict.fromkeys(pairs)]})
    for source, target, said, element in rows[0][0]:
        one = {"a": source, "b": target, "of": edge.target, "r": raw.properties(said), "about": [], "end": None}
        found.edge((edge.type, edge.source, PAIR, f"{source}{_BETWEEN}{target}"), one, element)
