"""Puts facts whose other end belongs to them, an address or a category: compared with what is there, and written.

Two are the same fact when party, end and first day are equal; the end of an address is its medium and key, that of a
category its kind and what it is about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphcrm.compile import custom_fields, writing
from graphcrm.compile.declarations import Edge, Noun, Reference
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.connection import Transaction
from graphcrm.records import entries, identity, journal, links
from graphcrm.records.desired import Breach, Link, Outcome, Reader, Verdict
from graphcrm.records.journal import Entry, Touched
from graphcrm.records.undoing.states import Touches

_ADDRESS = "ContactPoint"


@dataclass(slots=True)
class DesiredAttached:
    """A fact as its source states it: the party (noun, id), the end (an address with its medium, or a category), what
    the end says beside its name, the records it is about by column, what the edge says; `defaults`, `lacks` and `new`
    as of a `DesiredFact`: the party was made by the same import."""

    party: tuple[str, str]
    end: Link
    medium: str | None
    on_end: dict[str, Any]
    about: dict[str, Link]
    properties: dict[str, Any]
    defaults: dict[str, Any] = field(default_factory=dict)
    lacks: Breach | None = None
    new: bool = False


_There = tuple[dict[str, Any], dict[str, Any], str]


class Putting:
    """One batch of such facts of an edge: `judge` compares it, `write` writes what came of it."""

    def __init__(self, vocabulary: Vocabulary, edge: Edge) -> None:
        self.vocabulary = vocabulary
        self.edge = edge
        self.end: Noun = vocabulary.nouns[edge.target]
        self.created: list[tuple[DesiredAttached, dict[str, Any]]] = []
        self.updated: list[links.Said] = []
        self.updated_ends: list[list[Any]] = []
        self._touched: dict[str, None] = {}
        self._made: dict[str, None] = {}
        self._entries: list[Entry] = []
        self._parties: dict[tuple[str, str], None] = {}

    async def judge(self, reader: Reader, facts: Sequence[DesiredAttached]) -> list[Verdict]:
        """What becomes of each fact, in their order. Nothing is written."""
        ids = list(dict.fromkeys(fact.party[1] for fact in facts))
        text = writing.read_attached(self.vocabulary, self.edge, self.end.references)
        there: dict[tuple[Any, ...], _There] = {}
        for party, end, about, properties, element in (await reader.run(text, {"ids": ids}))[0][0]:
            said = links.said(reader, self.vocabulary, self.edge, (party, ""), properties)
            name = end["address_key" if self.end.name == _ADDRESS else "kind"]
            there[(party, end.get("medium"), name, *about, said.get("started_on"))] = (said, end, element)
        put: set[tuple[Any, ...]] = set()
        verdicts: list[Verdict] = []
        for fact in facts:  # stated again, one says nothing more
            one = self.key(fact)
            verdicts.append(Outcome.UNCHANGED if one in put else self._judged(fact, there.get(one)))
            put |= {one} if verdicts[-1] in (Outcome.CREATED, Outcome.UPDATED) else set()
        return verdicts

    def key(self, fact: DesiredAttached) -> tuple[Any, ...]:
        """What makes two facts the same."""
        about = [link.key if (link := fact.about.get(r.column)) is not None else None for r in self.end.references]
        return (fact.party[1], fact.medium, fact.end.key, *about, fact.properties.get("started_on"))

    def touches(self) -> Touches:
        """What `write` is going to write, for who may take it back."""
        edges: dict[tuple[str, str, bool], list[str]] = {}
        for noun, party in self._parties:
            edges.setdefault((self.edge.type, noun, False), []).append(party)
        named = [(f.medium or "", f.end.key, f.end.address or f.end.key) for f, _ in self.created]
        return Touches(edges=dict(edges), addresses=named if self.end.name == _ADDRESS else ())

    def batch(self) -> journal.Batch:
        """What `write` wrote, for the journal of an import."""
        said = {name for _, properties in self.created for name in properties}.union(
            *(changes for _, changes in self.updated_ends), *(said for *_, said in self.updated)
        )
        names = [p.name for p in (*self.edge.properties, *self.end.properties) if p.name in said]
        names += sorted(custom_fields.names(said))
        return journal.Batch(self.edge.type, list(self._touched), names, list(self._made), self._entries)

    async def write(self, transaction: Transaction) -> None:
        if self.created:
            await self._create(transaction)
        if self.updated:
            await links.update(transaction, self.vocabulary, self.edge, self.updated)
        if self.updated_ends:
            await transaction.run(writing.update_attached(self.edge), {"rows": self.updated_ends})

    def _judged(self, fact: DesiredAttached, there: _There | None) -> Verdict:
        if there is None:
            if fact.lacks is not None:
                return fact.lacks
            said = _known({**fact.defaults, **fact.properties})
            self.created.append((fact, said))
            if fact.new:
                self._touched[fact.party[1]] = self._made[fact.party[1]] = None
            else:
                self._note(fact, "ADDED", {}, {**said, **_known(fact.on_end)})
            return Outcome.CREATED
        known, end, element = there
        said = _known({**known, **fact.properties})
        changes = {name: value for name, value in fact.on_end.items() if value != end.get(name)}
        if said != known:
            self.updated.append((element, fact.party[1], "", said))
        if changes:
            self.updated_ends.append([element, changes])
        if said == known and not changes:
            return Outcome.UNCHANGED
        before = {**known, **{name: value for name, value in end.items() if name in changes}}
        self._note(fact, "UPDATED", _known(before), _known({**said, **changes}))
        return Outcome.UPDATED

    def _note(self, fact: DesiredAttached, act: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        self._touched[fact.party[1]] = None
        self._parties[fact.party] = None
        # As where it is stated through the API: history says as well which address or category it was.
        which = {"address": fact.end.address} if fact.end.address else {"kind": fact.end.key}
        which |= {column: link.key for column, link in fact.about.items()}
        names = [*(p.name for p in self.end.properties), *which]
        before = {**before, **which} if before else before
        party = [Touched(*fact.party)]
        self._entries.append(entries.fact(self.edge, act, party, before, {**after, **which}, beside=names))

    async def _create(self, transaction: Transaction) -> None:
        facts = [fact for fact, _ in self.created]
        ends = await (self._addresses if self.end.name == _ADDRESS else self._categories)(transaction, facts)
        rows: dict[str, list[links.Row]] = {}
        for (fact, said), end in zip(self.created, ends, strict=True):
            row: links.Row = {"source": fact.party[1], "target": end, "properties": said}
            rows.setdefault(fact.party[0], []).append(row)
        for noun, of_it in rows.items():
            await links.create(transaction, self.vocabulary, self.edge, (noun, self.end.name), of_it)
        for reference in self.end.references:
            await self._about(transaction, reference, facts, ends)

    async def _addresses(self, transaction: Transaction, facts: Sequence[DesiredAttached]) -> list[str]:
        """The ids of the addresses, made where they are new."""
        named = [(fact.medium or "", fact.end.key, fact.end.address or fact.end.key) for fact in facts]
        ids = await links.addresses(transaction, self.vocabulary, named)
        return [ids[medium, key] for medium, key, _ in named]

    async def _categories(self, transaction: Transaction, facts: Sequence[DesiredAttached]) -> list[str]:
        rows = [{"id": identity.new(self.end), "kind": fact.end.key, **_known(fact.on_end)} for fact in facts]
        await transaction.run(writing.create_nodes(self.end), {"rows": rows})
        return [row["id"] for row in rows]

    async def _about(
        self, transaction: Transaction, reference: Reference, facts: Sequence[DesiredAttached], ends: Sequence[str]
    ) -> None:
        rows: dict[str, list[links.Row]] = {}
        for fact, end in zip(facts, ends, strict=True):
            link = fact.about.get(reference.column)
            if link is not None:
                rows.setdefault(link.noun, []).append({"source": end, "target": link.key, "properties": {}})
        for noun, of_it in rows.items():
            edge = self.vocabulary.edges[reference.edge]
            await links.create(transaction, self.vocabulary, edge, (self.end.name, noun), of_it)


def _known(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value is not None}
