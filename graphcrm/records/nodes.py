"""Puts records: compares what a source states with what is there and writes only the difference.

One transaction for a batch, under the locks its caller took: all is read and judged first, then written. A change
counts the version up; a record that is as stated stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from graphcrm.compile import custom_fields, writing
from graphcrm.compile.declarations import Noun, Reference
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.connection import Transaction
from graphcrm.records import identity, journal, links, listed, places, stored
from graphcrm.records.desired import Breach, DesiredRecord, Gone, Outcome, Reader, Verdict
from graphcrm.records.links import Changes, Key, There
from graphcrm.records.structure import Structure

_REFUSED = "The record it names was rejected. Mend that one first."


async def known(reader: Reader, noun: Noun, names: Sequence[str], keys: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The stored values of records that are there, by external id (or id): those of `names`, the id, and what search
    and places are made of."""
    columns = compared(noun, names)
    found = (await reader.run(writing.read_records(noun, columns), {"keys": list(keys)}))[0][0]
    own = [key for key in keys if identity.is_own(noun, key)]
    if own:
        found = [*found, *(await reader.run(writing.read_records(noun, columns, "id"), {"keys": own}))[0][0]]
    return {
        key: {"id": identifier, **{n: native(v) for n, v in zip(columns, values, strict=True)}}
        for key, identifier, *values in found
    }


def compared(noun: Noun, names: Sequence[str]) -> list[str]:
    """The stored properties to read for comparing `names`."""
    searched = [p.name for p in noun.properties if p.search]
    placed = ["city", "country"] if noun.party else []
    both = [name for rule in noun.listed for name in (rule.property, rule.by)]
    ruled = both if set(both) & set(names) else []
    return list(dict.fromkeys([*names, *searched, *placed, *ruled]))


async def update(transaction: Transaction, noun: Noun, rows: Sequence[Sequence[Any]], now: datetime) -> None:
    """Changes records: rows [id, changes]. Gone where one is gone meanwhile."""
    changed = await transaction.run(writing.update_nodes(noun), {"rows": rows, "now": now.isoformat()})
    if changed[0][0] != len(rows):
        raise Gone("A record was removed meanwhile. Try again.", reason="VERSION")


class Putting:
    """One batch of records of a noun: `judge` compares it, `write` writes what came of it."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        noun: Noun,
        references: Sequence[Reference],
        structures: Mapping[str, Structure],
        seen: listed.Seen | None = None,
    ) -> None:
        self.vocabulary = vocabulary
        self.noun = noun
        self.references = references
        self.structures = structures
        self.changes = {reference.column: Changes(reference) for reference in references}
        self.created: list[dict[str, Any]] = []
        self.updated: list[list[Any]] = []
        self.moved: list[tuple[str, str | None, str | None]] = []
        self.touched: list[str] = []
        self.fields: set[str] = set()
        self._seen = seen
        self._there: dict[str, There] = {}
        self._refused: set[str] = set()
        self._today = date.max

    async def judge(self, reader: Reader, records: Sequence[DesiredRecord], now: datetime) -> list[Verdict]:
        """What becomes of each record, in their order. Nothing is written."""
        old = [record.id for record in records if record.known is not None]
        there = self._there = {}
        self._today = now.date()
        for reference in self.references:
            if not any(reference.column in record.links for record in records):
                continue
            found = await links.present(reader, self.vocabulary, self.noun, reference, old, self._today)
            there[reference.column] = found
            edge = self.vocabulary.edges[reference.edge]
            stated = [(r.id, r.links[reference.column]) for r in records if reference.column in r.links]
            if edge.rules and stated:  # only what changes can break a rule
                touched = links.touched(edge, reference, stated, found)
                await self.structures[edge.type].load(reader, touched)
        unlisted = await listed.breaches(reader, self.vocabulary, self.noun, records, self._seen)
        return [unlisted.get(record.id) or self._judged(record, there) for record in records]

    @property
    def batch(self) -> journal.Batch:
        """What `write` writes, for the journal."""
        said = self.fields.union(*self.created, *(changes for _, changes in self.updated))
        names = [p.name for p in self.noun.properties if p.name in said]
        names += [*(r.column for r in self.references if r.column in said), *sorted(custom_fields.names(said))]
        names += ["audience"] if "audience" in said else []
        return journal.Batch(self.noun.name, self.touched, names)

    async def write(self, transaction: Transaction, now: datetime) -> None:
        """Writes what `judge` found. Gone where a record is gone meanwhile."""
        if self.created:
            await transaction.run(writing.create_records(self.noun), {"rows": self.created, "now": now})
        if self.updated:
            await update(transaction, self.noun, self.updated, now)
        if self.moved:
            old = [row[0] for row in self.updated]
            await places.settle(transaction, self.vocabulary, self.noun, self.moved, old, now)
        for changes in self.changes.values():
            await links.write(transaction, self.vocabulary, self.noun, changes, now.date())

    def told(self, record: str) -> dict[str, tuple[list[str] | None, list[str] | None]]:
        """The lists of plain values (addresses, categories) of a record that change: before and after by column, in the
        form they are compared in."""
        found = {}
        for column, changes in self.changes.items():
            added = {link.key for one, link in changes.adds if one == record}
            removed = {key[0] for one, key in changes.removes if one == record}
            end = writing.other_end(self.vocabulary.edges[changes.reference.edge], changes.reference)
            if (added or removed) and end in self.vocabulary.nouns and not self.vocabulary.nouns[end].governed:
                before = {key[0] for key in self._there[column].of(record)}
                found[column] = (sorted(before) or None, sorted((before - removed) | added) or None)
        return found

    def _judged(self, record: DesiredRecord, there: Mapping[str, There]) -> Verdict:
        if record.known is None and record.lacks is not None:
            self._refused.add(record.id)
            return record.lacks
        adds, removes = [], []
        for reference in self.references:
            if reference.column not in record.links:
                continue
            breach, more, less = self._lists(record, reference, there[reference.column])
            if breach is not None:
                if record.known is None:
                    self._refused.add(record.id)
                return breach
            adds += more
            removes += less
            if more or less:
                self.fields.add(reference.column)
        for reference, link in adds:
            self.changes[reference.column].adds.append((record.id, link))
        for reference, key in removes:
            self.changes[reference.column].removes.append((record.id, key))
        outcome = self._put(record, bool(adds or removes))
        if outcome is not Outcome.UNCHANGED:
            self.touched.append(record.id)
        return outcome

    def _lists(
        self, record: DesiredRecord, reference: Reference, there: There
    ) -> tuple[Breach | None, list[tuple[Reference, Any]], list[tuple[Reference, Key]]]:
        """The rule that a list breaks, or the links it adds and the keys it removes."""
        edge = self.vocabulary.edges[reference.edge]
        adds, removes = links.compared(edge, reference, record.links[reference.column], there.of(record.id))
        adds = [there.after(record.id, link) for link in adds]
        if any(link.key in self._refused for link in adds):
            return Breach(reference.column, _REFUSED, "UNKNOWN_REFERENCE"), [], []
        if edge.rules:
            breach = self.structures[reference.edge].restate(record.id, reference, adds, removes, self._today)
            if breach is not None:
                return Breach(reference.column, breach.sentence), [], []
        return None, [(reference, link) for link in adds], [(reference, key) for key in removes]

    def _put(self, record: DesiredRecord, lists_changed: bool) -> Outcome:
        if record.known is None:
            self._create(record)
            return Outcome.CREATED
        changes = {k: v for k, v in record.properties.items() if v != record.known.get(k)}
        merged = {**record.known, **changes}
        if changes:
            search = stored.search_text(self.noun, merged)
            if search is not None or any(p.search for p in self.noun.properties):
                changes["_search"] = search
        if changes or (lists_changed and not record.counted):
            self.updated.append([record.id, changes])
        if self.noun.party and {"city", "country"} & changes.keys():
            self.moved.append((record.id, merged.get("city"), merged.get("country")))
        return Outcome.UPDATED if changes or lists_changed else Outcome.UNCHANGED

    def _create(self, record: DesiredRecord) -> None:
        said = {**record.defaults, **record.properties}
        properties = {key: value for key, value in said.items() if value is not None}
        properties.update(id=record.id, external_id=record.external_id)
        if self.noun.salted and "_audit_salt" not in properties:
            properties.update(journal.salted(record.id))
        for name in writing.instants(self.noun):
            if name in properties:
                properties[name] = properties[name].isoformat()
        search = stored.search_text(self.noun, properties)
        if search is not None:
            properties["_search"] = search
        self.created.append(properties)
        if self.noun.party and (properties.get("city") or properties.get("country")):
            self.moved.append((record.id, properties.get("city"), properties.get("country")))


def native(value: Any) -> Any:
    """The driver's dates and instants as Python's. An instant has no name of a zone, so that none is written."""
    found = value.to_native() if hasattr(value, "to_native") else value
    return found.astimezone(UTC) if isinstance(found, datetime) else found
