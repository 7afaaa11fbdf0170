"""Puts facts: edges that a source states with both ends, compared with what is there, under their rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphcrm.compile import custom_fields, writing
from graphcrm.compile.declarations import Edge
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.connection import Transaction
from graphcrm.records import journal, links
from graphcrm.records.desired import DesiredFact, Outcome, Reader, Verdict
from graphcrm.records.structure import Structure


class Putting:
    """One batch of facts of an edge: `judge` compares it, `write` writes what came of it. Two are the same fact when
    ends, identity and started_on are equal; no batch holds one twice."""

    def __init__(self, vocabulary: Vocabulary, edge: Edge, structures: Mapping[str, Structure]) -> None:
        self.vocabulary = vocabulary
        self.edge = edge
        self.structure = structures.get(edge.type)
        self.created: list[links.Row] = []
        self.updated: list[list[Any]] = []
        self._ends: dict[str, None] = {}

    async def judge(self, reader: Reader, facts: Sequence[DesiredFact]) -> list[Verdict]:
        """What becomes of each fact, in their order. Nothing is written."""
        pairs = list(dict.fromkeys((fact.source, fact.target) for fact in facts))
        rows = await reader.run(writing.read_facts(self.vocabulary, self.edge), {"pairs": pairs})
        there: dict[tuple[Any, ...], tuple[dict[str, Any], str]] = {}
        for source, target, properties, element in rows[0][0]:
            native = {k: v.to_native() if hasattr(v, "to_native") else v for k, v in properties.items()}
            there[key(self.edge, source, target, native)] = (native, element)
        changes = [self._change(fact, there) for fact in facts]
        if self.structure is not None:  # only what changes can break a rule
            touched = (f for f, change in zip(facts, changes, strict=True) if change is not None)
            await self.structure.load(reader, (end for fact in touched for end in (fact.source, fact.target)))
        return [self._judged(fact, change) for fact, change in zip(facts, changes, strict=True)]

    @property
    def batch(self) -> journal.Batch:
        """What `write` writes, for the journal."""
        said = {name for row in self.created for name in row["properties"]}.union(*(row[1] for row in self.updated))
        names = [p.name for p in self.edge.properties if p.name in said]
        return journal.Batch(self.edge.type, list(self._ends), [*names, *sorted(custom_fields.names(said))])

    async def write(self, transaction: Transaction) -> None:
        if self.created:
            await links.create(
                transaction, self.vocabulary, self.edge, (self.edge.source, self.edge.target), self.created
            )
        if self.updated:
            await transaction.run(writing.update_edges(self.edge), {"rows": self.updated})

    def _change(
        self, fact: DesiredFact, there: Mapping[tuple[Any, ...], tuple[dict[str, Any], str]]
    ) -> tuple[dict[str, Any], str | None] | None:
        """What the edge would say and its element id (None: a new one); None where nothing changes."""
        known, element = there.get(key(self.edge, fact.source, fact.target, fact.properties), (None, None))
        before = fact.defaults if known is None else known
        said = {k: v for k, v in {**before, **fact.properties}.items() if v is not None}
        return None if said == known else (said, element)

    def _judged(self, fact: DesiredFact, change: tuple[dict[str, Any], str | None] | None) -> Verdict:
        if change is None:
            return Outcome.UNCHANGED
        said, element = change
        if element is None and fact.lacks is not None:
            return fact.lacks
        if self.structure is not None:
            breach = self.structure.breach(fact.source, fact.target, said)
            if breach is not None:
                return breach
            self.structure.put(fact.source, fact.target, said)
        self._ends.update({fact.source: None, fact.target: None})
        if element is None:
            self.created.append({"source": fact.source, "target": fact.target, "properties": said})
            return Outcome.CREATED
        self.updated.append([element, said])
        return Outcome.UPDATED


def key(edge: Edge, source: str, target: str, properties: Mapping[str, Any]) -> tuple[Any, ...]:
    """What makes two edges the same fact."""
    return (source, target, properties.get("started_on"), *(properties.get(name) for name in edge.identity))
