"""Batches: good rows become desired records and facts, and are put."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from graphcrm.compile import writing
from graphcrm.compile.declarations import Edge, Noun, Reference
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.exchange import references
from graphcrm.exchange.reading import Parsed, Source
from graphcrm.graph.connection import Transaction
from graphcrm.records import facts, nodes, stored, structure
from graphcrm.records.desired import DesiredFact, DesiredRecord, Link, Outcome
from graphcrm.records.import_runs import Batch

SIZE = 5000
_LETTER = {Outcome.CREATED: "c", Outcome.UPDATED: "u", Outcome.UNCHANGED: "n"}


def phases(source: Source) -> tuple[str, ...]:
    """Records first; lists that name other records of the same file after all of them are there."""
    return ("records", "lines") if source.native.self_references else ("records",)


def combined(first: list[str], second: list[str]) -> list[str]:
    """The outcome of a row after two phases: what was unchanged and got another line was updated."""
    if not first:
        return second
    return ["u" if a == "n" and b == "u" else a for a, b in zip(first, second, strict=True)]


class Batches:
    """Writes batches of one import."""

    def __init__(self, vocabulary: Vocabulary, known: references.Known, now: datetime) -> None:
        self.vocabulary = vocabulary
        self.known = known
        self.now = now

    async def write(
        self, transaction: Transaction, source: Source, phase: str, rows: Sequence[Parsed], before: Sequence[str]
    ) -> Batch:
        """One batch in one transaction: lock, check, write. `before` are the outcomes of the phase before."""
        await transaction.run(writing.LOCK)
        if source.native.edge is not None:
            return await self._facts(transaction, source.native.edge, rows)
        assert source.native.noun is not None
        if phase == "records":
            return await self._records(transaction, source, source.native.noun, rows)
        return await self._lines(transaction, source, source.native.noun, rows, before)

    async def _records(self, transaction: Transaction, source: Source, noun: Noun, rows: Sequence[Parsed]) -> Batch:
        later = source.native.self_references
        own = [r for r in source.native.references if r not in later]
        desired = await self._desired(transaction, source, noun, rows, own)
        outcomes = await nodes.put(transaction, self.vocabulary, noun, desired, self.now)
        changed = await nodes.put_links(transaction, self.vocabulary, noun, own, desired, self.now)
        touched = []
        for index, outcome in enumerate(outcomes):
            if outcome is Outcome.UNCHANGED and changed[index]:
                outcomes[index] = Outcome.UPDATED
                touched.append(desired[index].external_id)
        await nodes.touch(transaction, noun, touched, self.now)
        return Batch("".join(_LETTER[outcome] for outcome in outcomes), [])

    async def _lines(
        self, transaction: Transaction, source: Source, noun: Noun, rows: Sequence[Parsed], before: Sequence[str]
    ) -> Batch:
        lines = source.native.self_references
        desired = await self._desired(transaction, source, noun, rows, lines, properties=False)
        changed = await nodes.put_links(transaction, self.vocabulary, noun, lines, desired, self.now)
        ids = await self._ids(transaction, noun.name, [r.external_id for r, c in zip(rows, changed, strict=True) if c])
        for reference in lines:
            await structure.check_forests(transaction, reference.edge, list(ids.values()))
        quiet = [row.external_id for row, c, b in zip(rows, changed, before, strict=True) if c and b == "n"]
        await nodes.touch(transaction, noun, quiet, self.now)
        return Batch("".join("u" if c else "n" for c in changed), [])

    async def _facts(self, transaction: Transaction, edge: Edge, rows: Sequence[Parsed]) -> Batch:
        sources = await self._ids_of(transaction, edge.source, [row.ends[0] for row in rows])
        targets = await self._ids_of(transaction, edge.target, [row.ends[1] for row in rows])
        desired = [
            DesiredFact(sources[row.ends[0]], targets[row.ends[1]], stored.properties(edge.properties, row.values))
            for row in rows
        ]
        breaches = await self._breaches(transaction, edge, desired)
        good = [fact for fact, breach in zip(desired, breaches, strict=True) if breach is None]
        outcomes = iter(await facts.put(transaction, self.vocabulary, edge, good))
        letters, rejected = [], []
        for row, breach in zip(rows, breaches, strict=True):
            letters.append("r" if breach else _LETTER[next(outcomes)])
            if breach:
                rejected.append([row.line, breach.column, "RULE", breach.sentence])
        return Batch("".join(letters), rejected)

    async def _breaches(
        self, transaction: Transaction, edge: Edge, desired: Sequence[DesiredFact]
    ) -> list[structure.Breach | None]:
        """The rule of structure each fact would break, judged in the order of the rows."""
        if edge.type != "SUBSIDIARY_OF":
            return [None] * len(desired)
        ownership = structure.Ownership()
        await ownership.load(transaction, [end for fact in desired for end in (fact.source, fact.target)])
        found: list[structure.Breach | None] = []
        for fact in desired:
            breach = ownership.breach(fact.source, fact.properties, fact.target)
            if breach is None:
                ownership.add(fact.source, fact.properties, fact.target)
            found.append(breach)
        return found

    async def _desired(
        self,
        transaction: Transaction,
        source: Source,
        noun: Noun,
        rows: Sequence[Parsed],
        columns: Sequence[Reference],
        *,
        properties: bool = True,
    ) -> list[DesiredRecord]:
        for reference in columns:
            nouns = references.targets(self.vocabulary, source, reference)
            named = {references.named(reference, c) for row in rows for c in row.lists.get(reference.column, [])}
            for one in nouns:
                await self._ids(transaction, one, sorted(n for n in named if n in self.known.ids.get(one, {})))
        return [
            DesiredRecord(
                row.external_id,
                stored.properties(noun.properties, row.values) if properties else {},
                {r.column: self._links(source, r, row) for r in columns if r.column in row.lists},
            )
            for row in rows
        ]

    def _links(self, source: Source, reference: Reference, row: Parsed) -> list[Link]:
        nouns = references.targets(self.vocabulary, source, reference)
        if not nouns:
            noun = "ContactPoint" if reference.edge == "REACHED_AT" else "Category"
            return [Link(noun, cell) for cell in row.lists[reference.column]]
        found = []
        for cell in row.lists[reference.column]:
            external_id = references.named(reference, cell)
            noun = self.known.has(nouns, external_id) or nouns[0]
            identifier = self.known.ids[noun][external_id]
            assert identifier is not None, "looked up before"
            properties: dict[str, Any] = dict(reference.fixed)
            if reference.column == "participants":
                properties["part"] = cell.rpartition(":")[2].upper()
            found.append(Link(noun, identifier, properties))
        return found

    async def _ids_of(self, transaction: Transaction, end: str, external_ids: list[str]) -> dict[str, str]:
        (noun,) = self.vocabulary.concrete(end)
        return await self._ids(transaction, noun, external_ids)

    async def _ids(self, transaction: Transaction, noun: str, external_ids: list[str]) -> dict[str, str]:
        """Ids by external id; those not known yet are looked up in the transaction."""
        known = self.known.ids.setdefault(noun, {})
        missing = sorted({i for i in external_ids if known.get(i) is None})
        if missing:
            text = writing.ids_by_external_id(self.vocabulary.nouns[noun])
            for key, identifier in await transaction.run(text, {"keys": missing}):
                known[key] = identifier
        return {i: identifier for i in external_ids if (identifier := known.get(i)) is not None}
