"""Brings edges back to what they were before an import: those it made go, those it ended or withdrew are there again.
One that is not as the import left it is somebody's by now, and is kept and named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from graphcrm.compile import writing
from graphcrm.compile.declarations import Edge
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.connection import Transaction
from graphcrm.records import audiences, entries, identity, links, ties
from graphcrm.records.desired import Breach
from graphcrm.records.journal import Entry, Touched
from graphcrm.records.structure import Structure
from graphcrm.records.undoing import log, raw, states
from graphcrm.records.undoing.log import Changed
from graphcrm.records.undoing.states import PAIR, Group, State

_SINCE = "{0}: what the import said was changed since and stays as it is."
_RULE = "{0}: what was said before cannot be said again: {1}"
_GONE = "{0}: what was said before speaks of a record that is gone."


class Rejoining:
    """The edges of one batch. `listed`: ids by noun of records whose lists are others now; `interactions` and `people`
    are those whose ties follow; `restored` counts facts between records that are as before, `nothing` those that were
    so already."""

    def __init__(self, vocabulary: Vocabulary, today: date) -> None:
        self._vocabulary, self._today = vocabulary, today
        self._now = State()
        self.moved = audiences.Moved()
        self.entries: list[Entry] = []
        self.kept: list[tuple[str, str, str]] = []
        self.listed: dict[str, dict[str, None]] = {}
        self.unclear: set[str] = set()
        self.restored = self.nothing = 0
        self.interactions: dict[str, None] = {}
        self.people: dict[str, None] = {}

    async def take_back(self, transaction: Transaction, changes: Sequence[Changed]) -> None:
        """Takes the changes of edges back, kind by kind."""
        if not changes:
            return
        self._now = await states.groups(transaction, self._vocabulary, map(log.group, changes))
        by_type: dict[str, list[Changed]] = {}
        for one in changes:
            by_type.setdefault(one.of[0], []).append(one)
        for type_, found in by_type.items():
            await self._of_type(transaction, self._vocabulary.edges[type_], found)

    async def _of_type(self, transaction: Transaction, edge: Edge, changes: Sequence[Changed]) -> None:
        gone: list[tuple[Group, dict[str, Any], str]] = []
        back: list[tuple[Group, dict[str, Any]]] = []
        for one in changes:
            removes, adds, clash = self._compared(edge, one)
            group = log.group(one)
            gone += [(group, made, element) for made, element in removes]
            back += [(group, was) for was in adds]
            if clash:
                self._keep(group, _SINCE.format(edge.type))
            elif group[2] == PAIR and (removes or adds):
                self.restored += 1
            elif group[2] == PAIR:
                self.nothing += 1
        await self._remove(transaction, edge, gone)
        await self._make(transaction, edge, back)

    def _compared(
        self, edge: Edge, one: Changed
    ) -> tuple[list[tuple[dict[str, Any], str]], list[dict[str, Any]], bool]:
        """The edges to take away with their element ids, those to make again, and whether somebody changed one that the
        import made or changed."""
        group = log.group(one)
        free = {name: list(found) for name, found in self._now.elements.get(group, {}).items()}
        there = {_twin(edge, other) for other in self._now.groups.get(group, ())}
        gone, lost = [], set()
        for made in one.after:
            elements = free.get(states.name(made))
            if elements:
                gone.append((made, elements.pop()))
                there.discard(_twin(edge, made))
            else:
                lost.add(_twin(edge, made))
        new = [was for was in one.before if not free.get(states.name(was))]
        before = {_twin(edge, was) for was in new}
        as_it_was = {_twin(edge, was) for was in one.before} - before
        # What the import made is another by now, or what it changed is gone.
        clash = bool((lost & there) - as_it_was or lost & before)
        return gone, [was for was in new if _twin(edge, was) not in there | lost], clash

    async def _remove(
        self, transaction: Transaction, edge: Edge, gone: Sequence[tuple[Group, dict[str, Any], str]]
    ) -> None:
        if not gone:
            return
        elements = [element for _, _, element in gone]
        left = [(one["end"]["medium"], one["end"]["address_key"]) for _, one, _ in gone if _is_address(one)]
        await links.withdraw(transaction, edge, edge.target if gone[0][1]["end"] is not None else "", elements, left)
        for group, one, _ in gone:
            self._note(transaction, edge, group, one, "RETRACTED")

    async def _make(self, transaction: Transaction, edge: Edge, back: Sequence[tuple[Group, dict[str, Any]]]) -> None:
        allowed = []
        structure = Structure(self._vocabulary, edge) if edge.rules else None
        if structure is not None and back:
            await structure.load(transaction, [end for group, one in back for end in _ends(group, one)])
        for group, one in back:
            source, target = _ends(group, one)
            breach: Breach | None = None
            if structure is not None:
                said = links.said(transaction, self._vocabulary, edge, (source, target), raw.values(one["r"]))
                breach = structure.breach(source, target, said)
                if breach is None:
                    structure.put(source, target, said)
            if breach is None:
                allowed.append((group, one))
            else:
                self._keep(group, _RULE.format(edge.type, breach.sentence))
        await self._write(transaction, edge, allowed)

    async def _write(self, transaction: Transaction, edge: Edge, back: Sequence[tuple[Group, dict[str, Any]]]) -> None:
        points = [one["end"] for _, one in back if _is_address(one)]
        named = [(end["medium"], end["address_key"], end["address"]) for end in points]
        ids = await links.addresses(transaction, self._vocabulary, named) if named else {}
        for group, one in back:
            if _is_address(one):
                other = ids[one["end"]["medium"], one["end"]["address_key"]]
            else:
                other = await self._category(transaction, one) if one["end"] is not None else one["b"]
            source, target = (other, one["a"]) if group[2] == "in" else (one["a"], other)
            noun, far = (self._noun(edge.source, source), self._noun(edge.target, target))
            if one["of"]:
                noun, far = (one["of"], group[1]) if group[2] == "in" else (group[1], one["of"])
            text = writing.create_edges(self._vocabulary, edge, noun, far)
            row = {"source": source, "target": target, "properties": raw.values(one["r"])}
            made = await transaction.run(text, {"rows": [row]})
            if made[0][0] == 1:
                self._note(transaction, edge, group, one, "ADDED")
            else:
                self._keep(group, _GONE.format(edge.type))

    async def _category(self, transaction: Transaction, one: dict[str, Any]) -> str:
        """A category as it was, and what it is about, made anew."""
        declared = self._vocabulary.nouns["Category"]
        identifier = identity.new(declared)
        row = {**raw.values(one["end"]), "id": identifier}
        await transaction.run(writing.create_nodes(declared), {"rows": [row]})
        for noun, about in one["about"]:
            edge = self._vocabulary.edges[declared.references[0].edge]
            text = writing.create_edges(self._vocabulary, edge, declared.name, noun)
            await transaction.run(text, {"rows": [{"source": identifier, "target": about, "properties": {}}]})
        return identifier

    def _noun(self, name: str, identifier: str) -> str:
        """The noun of an end, where its edge leaves it open."""
        nouns = self._vocabulary.concrete(name)
        prefix = identifier.partition("_")[0]
        return next((one for one in nouns if self._vocabulary.nouns[one].prefix == prefix), nouns[0])

    def _note(self, transaction: Transaction, edge: Edge, group: Group, one: dict[str, Any], act: str) -> None:
        """Notes what follows of an edge that went or came back, and tells it to history."""
        source, target = _ends(group, one)
        owner = self._noun(group[1], one["a"])
        if group[2] != PAIR:
            self.listed.setdefault(owner, {})[one["a"]] = None
        if one["end"] is not None:
            column = _column(self._vocabulary, owner, one)
            self.entries.append(Entry("UPDATED", owner, [Touched(owner, one["a"])], [column]))
            return
        ends = (self._noun(edge.source, source), self._noun(edge.target, target))
        self.moved.edge(self._vocabulary, edge.type, (ends[0], source), (ends[1], target))
        if ties.INTERACTION in ends and ties.PERSON in ends:
            person, interaction = (source, target) if ends[0] == ties.PERSON else (target, source)
            self.people[person], self.interactions[interaction] = None, None
        if edge.dated or group[2] == PAIR:
            told = links.said(transaction, self._vocabulary, edge, (source, target), raw.values(one["r"]))
            before, after = (told, {}) if act == "RETRACTED" else ({}, told)
            records = [Touched(ends[0], source), Touched(ends[1], target)]
            self.entries.append(entries.fact(edge, act, records, before, after))

    def _keep(self, group: Group, sentence: str) -> None:
        identifier = group[3].split(">")[0]
        self.unclear.add(identifier)
        self.kept.append((self._noun(group[1], identifier), identifier, sentence))


def _ends(group: Group, one: dict[str, Any]) -> tuple[str, str]:
    return (one["b"], one["a"]) if group[2] == "in" else (one["a"], one["b"])


def _twin(edge: Edge, one: dict[str, Any]) -> str:
    """What makes two edges the same fact, whatever else they say."""
    end = one["b"]
    if one["end"] is not None:
        end = [one["end"].get(name) for name in ("medium", "address_key", "kind")]
    told = [one["r"].get(name) for name in ("started_on", *edge.identity)]
    return raw.text([one["a"], end, told, one["about"]])


def _is_address(one: dict[str, Any]) -> bool:
    return one["end"] is not None and "address_key" in one["end"]


def _column(vocabulary: Vocabulary, noun: str, one: dict[str, Any]) -> str:
    """The column of a record that an address or a category stands in."""
    for reference in vocabulary.nouns[noun].references:
        target = vocabulary.edges[reference.edge].target
        medium = one["end"]["medium"] if _is_address(one) else None
        if target == ("ContactPoint" if medium else "Category") and reference.fixed.get("medium") == medium:
            return reference.column
    return "addresses"
