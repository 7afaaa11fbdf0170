"""What the rows of one file say of each other: units of units, lines from seat to seat.

Judged on the whole file, before anything of it is written: a row that names nobody falls, and with it all that hang on
it; a row that closes a circle falls where it closes. What is left comes in an order in which whoever is named stands
before who names it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graphcrm.compile.declarations import Noun, Reference
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.exchange.columns import Parsed
from graphcrm.exchange.look_up import Known
from graphcrm.exchange.native import NativeFile, bound
from graphcrm.exchange.reading import Fault, Item
from graphcrm.records import links
from graphcrm.records.desired import Link, Reader
from graphcrm.records.structure import Structure

_NEW = "new "  # no id begins like this


async def settled(
    reader: Reader, vocabulary: Vocabulary, known: Known, native: NativeFile, items: Sequence[Item], today: date
) -> list[Item]:
    """The items with the rows that fall replaced by faults, whoever is named before who names it."""
    file = _File(vocabulary, known, native, items)
    await file.look_up(reader)
    file.reject_unknown()
    for reference in native.self_references:
        if bound(vocabulary.edges[reference.edge], reference):
            await file.reject_circles(reader, reference, today)
    file.reject_unknown()
    return file.in_order()


def unknown(nouns: Sequence[str], external_id: str) -> str:
    """The sentence for an id that nothing has."""
    return f"No {' or '.join(nouns)} has the external id {external_id!r}. Add it or correct the id."


class _File:
    """The rows of one file while they are judged."""

    def __init__(self, vocabulary: Vocabulary, known: Known, native: NativeFile, items: Sequence[Item]) -> None:
        assert native.noun is not None
        self._vocabulary = vocabulary
        self._known = known
        self._native = native
        self._noun: Noun = native.noun
        self._faults = [item for item in items if isinstance(item, Fault)]
        self._rows = {item.external_id: item for item in items if isinstance(item, Parsed)}

    async def look_up(self, reader: Reader) -> None:
        """Asks the graph for every id that is named, and for the records themselves."""
        wanted: dict[str, set[str]] = {self._noun.name: set(self._rows)}
        for row in self._rows.values():
            for column, nouns in (self._native.nouns or {}).items():
                for noun in nouns:
                    wanted.setdefault(noun, set()).update(named.key for named in row.lists.get(column, ()))
        for noun, ids in wanted.items():
            await self._known.look_up(reader, noun, ids)

    def reject_unknown(self) -> None:
        """Rows that name what neither the graph nor a row that is left has. A row is looked at again only when one it
        names has fallen, so it ends."""
        hanging: dict[str, list[str]] = {}
        for row in self._rows.values():
            for reference in self._native.self_references:
                for named in row.lists.get(reference.column, ()):
                    hanging.setdefault(named.key, []).append(row.external_id)
        todo = list(self._rows)
        while todo:
            one = self._rows.get(todo.pop())
            fault = self._unknown(one) if one is not None else None
            if one is not None and fault is not None:
                self._drop(one, fault)
                todo += hanging.get(one.external_id, ())

    def _unknown(self, row: Parsed) -> Fault | None:
        for column, nouns in (self._native.nouns or {}).items():
            for named in row.lists.get(column, ()) if nouns else ():
                if self._noun.name in nouns and named.key == row.external_id:
                    sentence = "A record cannot stand above itself. Name another."
                    return Fault(row.number, row.line, column, "RULE", sentence)
                if self._noun.name in nouns and named.key in self._rows:
                    continue
                if self._known.find(nouns, named.key) is None:
                    return Fault(row.number, row.line, column, "UNKNOWN_REFERENCE", unknown(nouns, named.key))
        return None

    async def reject_circles(self, reader: Reader, reference: Reference, today: date) -> None:
        """Rows whose line would close a circle, in their order, on the graph as the whole file would leave it."""
        edge = self._vocabulary.edges[reference.edge]
        stating = [row for row in self._rows.values() if reference.column in row.lists]
        if not any(row.lists[reference.column] for row in stating):
            return
        old = [i for row in stating if (i := self._existing(row.external_id)) is not None]
        there = await links.present(reader, self._vocabulary, self._noun, reference, old, today)
        stated = [
            (self._id(row.external_id), row, [Link(self._noun.name, self._id(n.key), n.properties) for n in names])
            for row, names in ((row, row.lists[reference.column]) for row in stating)
        ]
        structure = Structure(self._vocabulary, edge)
        touched = links.touched(edge, reference, ((i, wanted) for i, _, wanted in stated), there)
        await structure.load(reader, [i for i in touched if not i.startswith(_NEW)])
        changes = [(i, row, *links.compared(edge, reference, wanted, there.get(i, ()))) for i, row, wanted in stated]
        before = {identifier: structure.of(identifier) for identifier, _, _, _ in changes}
        for identifier, _, _, removes in changes:  # the old lines of all go first: the new ones stand in their place
            structure.restate(identifier, reference, [], removes, today)
        for identifier, row, adds, _ in changes:
            dated = adds if identifier.startswith(_NEW) else [links.begun(edge, link, today) for link in adds]
            breach = structure.restate(identifier, reference, dated, [], today)
            if breach is not None:
                self._drop(row, Fault(row.number, row.line, reference.column, breach.code, breach.sentence))
                structure.put_back(identifier, before[identifier])

    def in_order(self) -> list[Item]:
        """Faults, then rows; a row after those it names, else as they stood."""
        depth: dict[str, int] = {}
        for external_id in self._rows:
            self._measure(external_id, depth)
        return [*self._faults, *sorted(self._rows.values(), key=lambda row: depth[row.external_id])]

    def _measure(self, external_id: str, depth: dict[str, int]) -> None:
        """Notes how many rows of the file stand above a row, and above all on the way up. Ends where the way leaves the
        file or meets a depth that is known; circles are gone, and were one left, where it meets itself."""
        columns = [r.column for r in self._native.self_references if r not in self._native.lines]
        path: dict[str, None] = {}
        here: str | None = external_id
        while here is not None and here not in depth and here not in path:
            path[here] = None
            lists = self._rows[here].lists
            here = next((n.key for c in columns for n in lists.get(c, ()) if n.key in self._rows), None)
        above = depth.get(here, -1) if here is not None else -1
        for below in reversed(path):
            above += 1
            depth[below] = above

    def _existing(self, external_id: str) -> str | None:
        found = self._known.find((self._noun.name,), external_id)
        return found[1] if found is not None else None

    def _id(self, external_id: str) -> str:
        """The id of a record, or something like it where it is new."""
        return self._existing(external_id) or _NEW + external_id

    def _drop(self, row: Parsed, fault: Fault) -> None:
        del self._rows[row.external_id]
        self._faults.append(fault)
