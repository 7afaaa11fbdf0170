"""Facts whose other end belongs to them: how a party is reached, what it is to us. An input says what that end is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphcrm.compile import writing
from graphcrm.compile.declarations import Reference, camel
from graphcrm.compile.mutations import Mutation, attached, reference_noun, writable
from graphcrm.records import entries, identity, links
from graphcrm.records.checks import ValueFault
from graphcrm.records.desired import Link
from graphcrm.records.journal import Touched
from graphcrm.records.mutations import lists
from graphcrm.records.mutations.facts import Fact, Facts, Stored
from graphcrm.records.mutations.named import Found
from graphcrm.records.mutations.values import fault
from graphcrm.records.mutations.work import Item, Work

_ADDRESS = "ContactPoint"


class Attached(Facts):
    """The facts of one write that lead to addresses, or to categories."""

    def __init__(self, work: Work, mutation: Mutation) -> None:
        super().__init__(work, mutation)
        end = attached(work.vocabulary, self.edge)
        assert end is not None, "what is attached belongs to its fact"
        self.end = end
        said = [prop for prop in writable(end) if not prop.required]
        self.declared = [*self.declared, *said]
        self.on_end = [name for prop in said for name in (prop.name, prop.order_key)]
        self.made: list[tuple[Fact, dict[str, Any]]] = []
        self.read_: list[Fact] = []

    def want(self, item: Item) -> tuple[Link | None, list[tuple[Reference, Any]]]:
        """What the other end is, and the keys of the records it is about."""
        about = [
            (reference, self.work.named.want(reference_noun(self.work.vocabulary, reference), by))
            for reference in self.end.references
            if (by := item.given.get(camel(reference.column))) is not None
        ]
        if self.end.name != _ADDRESS:
            return Link(self.end.name, item.given["kind"]), about
        try:
            return lists.address(item.given["medium"], item.given["address"]), about
        except ValueFault as error:
            self.work.fault(item, fault("address", error.sentence))
            return None, about

    def other_end(self, one: Fact) -> Found | None:
        link, about = one.other
        found = {r.column: self.found(one.item, key, camel(r.column)) for r, key in about}
        if link is None or None in found.values():
            return None
        one.other = (link, found)
        ids = [named.id if (named := found.get(r.column)) is not None else None for r in self.end.references]
        return Found(Touched(self.end.name, _name(one.item.given.get("medium"), link.key, ids)), 0, archived=False)

    async def between(self, facts: Sequence[Fact]) -> None:
        self.read_ = list(facts)
        there: dict[tuple[str, str], list[Stored]] = {}
        for one in facts:
            source, target = one.ends
            one.between = there.setdefault((source.id, target.id), [])
        text = writing.read_attached(self.work.vocabulary, self.edge, self.end.references)
        for source_id, end, ids, properties, element in await self.work.run(text, ids=[s for s, _ in there]):
            name = _name(end.get("medium"), end["address_key" if self.end.name == _ADDRESS else "kind"], ids)
            said = links.said(self.work.transaction, self.work.vocabulary, self.edge, (source_id, ""), properties)
            said |= {n: end[n] for n in self.on_end if n in end}
            if (source_id, name) in there:
                there[source_id, name].append(Stored(element, said))

    def create(self, one: Fact, said: dict[str, Any]) -> None:
        self.made.append((one, said))

    def entry(self, act: str, one: Fact, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """History says as well which address or category it was."""
        link, about = one.other
        which = {"address": link.address} if link.address else {"kind": link.key}
        which |= {column: named.id for column, named in about.items()}
        names = [*(p.name for p in self.declared), *which]
        before = {**before, **which} if before else before
        after = {**after, **which}
        self.entries.append(entries.fact(self.edge, act, [one.ends[0].touched], before, after, one.item.reason, names))

    async def write(self) -> None:
        self.work.check()
        run = self.work.transaction.run
        ids: links.Ids = {}
        if self.end.name == _ADDRESS and (self.deleted or self.made):
            new = {id(one) for one, _ in self.made}
            named = [(*_address(one), one.other[0].address if id(one) in new else None) for one in self.read_]
            ids = await links.addresses(self.work.transaction, self.work.vocabulary, named)
        if self.updated:
            on_edge = [(e, s, t, self._on_edge(said)) for e, s, t, said in self.updated]
            await links.update(self.work.transaction, self.work.vocabulary, self.edge, on_edge)
            if self.on_end:
                on_end = [[e, {name: said.get(name) for name in self.on_end}] for e, _, _, said in self.updated]
                await run(writing.update_attached(self.edge), {"rows": on_end})
        if self.deleted:
            left = [_address(one) for one in self.read_]
            await links.withdraw(self.work.transaction, self.edge, self.end.name, self.deleted, left)
        if self.made:
            await self._make(ids)

    async def _make(self, ids: links.Ids) -> None:
        transaction, vocabulary = self.work.transaction, self.work.vocabulary
        known = [ids[_address(one)] for one, _ in self.made] if self.end.name == _ADDRESS else None
        ends = known or await self._categories()
        rows: list[links.Row] = [
            {"source": one.ends[0].id, "target": end, "properties": self._on_edge(said)}
            for (one, said), end in zip(self.made, ends, strict=True)
        ]
        await links.create(transaction, vocabulary, self.edge, (self.mutation.noun.name, self.end.name), rows)
        for reference in self.end.references:
            for (one, _), end in zip(self.made, ends, strict=True):
                named = one.other[1].get(reference.column)
                if named is not None:
                    row: links.Row = {"source": end, "target": named.id, "properties": {}}
                    edge = vocabulary.edges[reference.edge]
                    await links.create(transaction, vocabulary, edge, (self.end.name, named.noun), [row])

    async def _categories(self) -> list[str]:
        rows = [
            {"id": identity.new(self.end), "kind": one.other[0].key, **{n: said[n] for n in self.on_end if n in said}}
            for one, said in self.made
        ]
        await self.work.transaction.run(writing.create_nodes(self.end), {"rows": rows})
        return [row["id"] for row in rows]

    def _on_edge(self, said: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in said.items() if name not in self.on_end}


def _address(one: Fact) -> tuple[str, str]:
    """The medium and the key of the address of a fact."""
    return one.item.given.get("medium", ""), one.other[0].key


def _name(medium: str | None, key: str, about: Sequence[str | None]) -> str:
    """What tells one end apart among those of a party."""
    return "|".join([medium or "", key, *(one or "" for one in about)])
