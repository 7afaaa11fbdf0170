"""Puts facts: edges that a source states with both ends, compared with what is there, under their rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphcrm.compile import custom_fields, writing
from graphcrm.compile.declarations import Edge
from graphcrm.compile.sharing import TEAMS
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.connection import Transaction
from graphcrm.records import audiences, entries, journal, links, sharing
from graphcrm.records.desired import DesiredFact, Outcome, Reader, Verdict
from graphcrm.records.journal import Entry, Touched
from graphcrm.records.structure import Structure
from graphcrm.records.undoing.states import Touches

# What an edge would say, its element id, what it says: None and nothing for a new one.
_Change = tuple[dict[str, Any], str | None, dict[str, Any]]


class Putting:
    """One batch of facts of an edge: `judge` compares it, `write` writes what came of it. Two are the same fact when
    ends, identity and started_on are equal, and the teams they are whole for; stated again in a batch, one says nothing
    more. One that says nothing of teams is whichever is whole for `sight`."""

    def __init__(
        self, vocabulary: Vocabulary, edge: Edge, structures: Mapping[str, Structure], sight: sharing.Sight
    ) -> None:
        self.sight = sight
        self.vocabulary = vocabulary
        self.edge = edge
        self.structure = structures.get(edge.type)
        self.created: list[links.Row] = []
        self.updated: list[links.Said] = []
        self._ends: dict[str, None] = {}
        self._made: dict[str, None] = {}
        self._pairs: list[tuple[str, str]] = []
        self._entries: list[Entry] = []
        self._moved = audiences.Moved()

    async def judge(self, reader: Reader, facts: Sequence[DesiredFact]) -> list[Verdict]:
        """What becomes of each fact, in their order. Nothing is written."""
        pairs = list(dict.fromkeys((fact.source, fact.target) for fact in facts))
        rows = await reader.run(writing.read_facts(self.vocabulary, self.edge), {"pairs": pairs})
        there: dict[tuple[Any, ...], tuple[dict[str, Any], str]] = {}
        for source, target, properties, element in rows[0][0]:
            said = links.said(reader, self.vocabulary, self.edge, (source, target), properties)
            if self.sight.whole(said):
                there[key(self.edge, source, target, said)] = (said, element)
        if self.edge.shared:
            self._teams_left_open(facts, there)
        changes = [self._change(fact, there) for fact in facts]
        if self.structure is not None:  # only what changes can break a rule
            touched = (f for f, change in zip(facts, changes, strict=True) if change is not None)
            await self.structure.load(reader, (end for fact in touched for end in (fact.source, fact.target)))
        put: set[tuple[Any, ...]] = set()
        verdicts: list[Verdict] = []
        for fact, change in zip(facts, changes, strict=True):
            one = key(self.edge, fact.source, fact.target, fact.properties)
            verdicts.append(self._judged(fact, None if one in put else change))
            put |= {one} if verdicts[-1] in (Outcome.CREATED, Outcome.UPDATED) else set()
        return verdicts

    def touches(self) -> Touches:
        """What `write` is going to write, for who may take it back: what an import says between records that it made
        goes with them."""
        return Touches(pairs=(self.edge.type, self._pairs))

    def batch(self) -> journal.Batch:
        """What `write` wrote, for the journal of an import."""
        said = {name for row in self.created for name in row["properties"]}.union(*(row[3] for row in self.updated))
        names = [p.name for p in self.edge.properties if p.name in said]
        names += sorted(custom_fields.names(said))
        limits = sharing.limits(self.edge, *(row["properties"] for row in self.created))
        return journal.Batch(self.edge.type, list(self._ends), names, list(self._made), self._entries, limits=limits)

    def _teams_left_open(
        self, facts: Sequence[DesiredFact], there: Mapping[tuple[Any, ...], tuple[dict[str, Any], str]]
    ) -> None:
        """Gives facts that say nothing of teams those of the one that is there: the one that is for everybody, else the
        first."""
        known: dict[tuple[Any, ...], list[Any]] = {}
        for one in sorted(there, key=repr):
            known.setdefault(one[:-1], []).append(there[one][0].get(TEAMS))
        for fact in facts:
            if TEAMS not in fact.properties:
                teams = known.get(key(self.edge, fact.source, fact.target, fact.properties)[:-1], [None])
                fact.properties = {**fact.properties, TEAMS: None if None in teams else teams[0]}

    async def write(self, transaction: Transaction) -> None:
        if self.created:
            await links.create(
                transaction, self.vocabulary, self.edge, (self.edge.source, self.edge.target), self.created
            )
        if self.updated:
            await links.update(transaction, self.vocabulary, self.edge, self.updated)
        await audiences.settle(transaction, self.vocabulary, self._moved)

    def _change(self, fact: DesiredFact, there: Mapping[tuple[Any, ...], tuple[dict[str, Any], str]]) -> _Change | None:
        """What the edge would say, and of one that is there its element id and what it says; None where nothing
        changes."""
        known, element = there.get(key(self.edge, fact.source, fact.target, fact.properties), (None, None))
        before = fact.defaults if known is None else known
        said = {k: v for k, v in {**before, **fact.properties}.items() if v is not None}
        return None if said == known else (said, element, known or {})

    def _judged(self, fact: DesiredFact, change: _Change | None) -> Verdict:
        if change is None:
            return Outcome.UNCHANGED
        said, element, before = change
        if element is None and fact.lacks is not None:
            return fact.lacks
        if self.structure is not None:
            breach = self.structure.breach(fact.source, fact.target, said)
            if breach is not None:
                return breach
            self.structure.put(fact.source, fact.target, said)
        self._ends.update({fact.source: None, fact.target: None})
        both = ((self.edge.source, fact.source), (self.edge.target, fact.target))
        self._moved.edge(self.vocabulary, self.edge.type, *both)
        if element is None and fact.new:
            self._made.update({fact.source: None, fact.target: None})
        else:
            self._pairs.append((fact.source, fact.target))
            ends = [Touched(self.edge.source, fact.source), Touched(self.edge.target, fact.target)]
            self._entries.append(entries.fact(self.edge, _act(before, said), ends, before, said))
        if element is None:
            self.created.append({"source": fact.source, "target": fact.target, "properties": said})
            return Outcome.CREATED
        self.updated.append((element, fact.source, fact.target, said))
        return Outcome.UPDATED


def _act(before: Mapping[str, Any], said: Mapping[str, Any]) -> str:
    """What a source does to a fact that says something else by now; one that only gets its last day is ended."""
    if not before:
        return "ADDED"
    changed = {name for name in (*before, *said) if before.get(name) != said.get(name)}
    return "ENDED" if changed == {"ended_on"} and "ended_on" in said and "ended_on" not in before else "UPDATED"


def key(edge: Edge, source: str, target: str, properties: Mapping[str, Any]) -> tuple[Any, ...]:
    """What makes two edges the same fact."""
    told = (source, target, properties.get("started_on"), *(properties.get(name) for name in edge.identity))
    return (*told, tuple(properties.get(TEAMS) or ())) if edge.shared else told
