"""Puts records: compares what a source states with what is there and writes only the difference.

One transaction for a batch, under the locks its caller took: all is read and judged first, then written. A change
counts the version up; a record that is as stated stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from graphcrm.compile import custom_fields, writing
from graphcrm.compile.declarations import Noun, Reference
from graphcrm.compile.hanging import AUDIENCE, SAID
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.connection import Transaction
from graphcrm.records import audiences, enciphered, entries, identity, journal, links, listed, places, stored, ties
from graphcrm.records.desired import Breach, DesiredRecord, Gone, Link, Outcome, Reader, Verdict
from graphcrm.records.journal import Entry, Touched
from graphcrm.records.links import Changes, Key, There, Turned
from graphcrm.records.structure import Structure
from graphcrm.records.undoing.states import Touches

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
        key: {"id": identifier, **_told(reader, noun, identifier, dict(zip(columns, values, strict=True)))}
        for key, identifier, *values in found
    }


def _told(reader: Reader, noun: Noun, identifier: str, values: Mapping[str, Any]) -> dict[str, Any]:
    native = {name: stored.native(value) for name, value in values.items()}
    return enciphered.opened_all(reader.cipher, noun.name, identifier, native)


def compared(noun: Noun, names: Sequence[str]) -> list[str]:
    """The stored properties to read for comparing `names`."""
    searched = [p.name for p in noun.properties if p.search]
    placed = ["city", "country"] if noun.party else []
    both = [name for rule in noun.listed for name in (rule.property, rule.by)]
    ruled = both if set(both) & set(names) else []
    amounts = [p.name for p in noun.properties if p.kind.name == "Money" and p.name in names]
    parts = [f"{name}_currency" for name in amounts]  # the two are told together
    return list(dict.fromkeys([*names, *parts, *searched, *placed, *ruled]))


async def update(transaction: Transaction, noun: Noun, rows: Sequence[Sequence[Any]], now: datetime) -> None:
    """Changes records: rows [id, changes], in the order of their ids. Gone where one is gone meanwhile."""
    sorted_ = sorted(await enciphered.changed(transaction.cipher, noun, rows), key=lambda row: row[0])
    changed = await transaction.run(writing.update_nodes(noun), {"rows": sorted_, "now": now.isoformat()})
    if changed[0][0] != len(rows):
        raise Gone("A record was removed meanwhile. Try again.", reason="VERSION")


class Putting:
    """One batch of records of a noun: `judge` compares it, `write` writes what came of it. `note`: the id of the change
    that will tell of all it makes, which these keep, in place of a change for each."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        noun: Noun,
        references: Sequence[Reference],
        structures: Mapping[str, Structure],
        seen: listed.Seen | None = None,
        note: str | None = None,
    ) -> None:
        self.vocabulary = vocabulary
        self.noun = noun
        self.references = references
        self.structures = structures
        self.changes = {reference.column: Changes(reference) for reference in references}
        self.created: list[dict[str, Any]] = []
        self.updated: list[list[Any]] = []
        self.moved: list[tuple[str, str | None, str | None]] = []
        self.made: list[str] = []
        self.changed: list[DesiredRecord] = []
        self.fields: set[str] = set()
        self.ties: list[ties.Turned] = []
        self._seen = seen
        self._note = note
        self._there: dict[str, There] = {}
        self._turned: dict[str, list[Turned]] = {}
        self._changed: dict[str, dict[str, tuple[list[Link], list[Key]]]] = {}
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

    def touches(self) -> Touches:
        """What `write` is going to write, for who may take it back."""
        changed = [one.id for one in self.changed]
        listed: dict[tuple[str, str, bool], list[str]] = {}
        for column, one in self.changes.items():
            ids = [record for record in changed if column in self._changed.get(record, {})]
            listed.setdefault((one.reference.edge, self.noun.name, one.reference.incoming), []).extend(ids)
        return Touches(
            self.noun.name,
            [row["id"] for row in self.created],
            changed,
            {kind: ids for kind, ids in listed.items() if ids},
            addresses=[
                (one.reference.fixed["medium"], link.key, link.address or link.key)
                for one in self.changes.values()
                for _, link in one.adds
                if writing.other_end(self.vocabulary.edges[one.reference.edge], one.reference) == "ContactPoint"
            ],
            places=places.named((city, country) for _, city, country in self.moved),
        )

    def batch(self) -> journal.Batch:
        """What `write` wrote, for the journal of an import."""
        said = self.fields.union(*self.created, *(changes for _, changes in self.updated))
        names = [p.name for p in self.noun.properties if p.name in said and p.import_column is not None]
        names += [*(r.column for r in self.references if r.column in said), *sorted(custom_fields.names(said))]
        names += [AUDIENCE] if SAID in said else []
        changed = [e for one in self.changed for e in self.entries_of(one, Touched(self.noun.name, one.id))]
        changed += [entry for identifier in self.made for entry in self.turned(identifier)]
        ids = [*self.made, *(one.id for one in self.changed)]
        return journal.Batch(self.noun.name, ids, names, self.made, changed, self._note)

    async def write(self, transaction: Transaction, now: datetime, since: datetime | None = None) -> None:
        """Writes what `judge` found. `since`: when that began of which this is a part. Gone where a record is gone
        meanwhile."""
        if self.created:
            rows = await enciphered.created(transaction.cipher, self.noun, self.created)
            await transaction.run(writing.create_records(self.noun), {"rows": rows, "now": now})
        if self.updated:
            await update(transaction, self.noun, self.updated, now)
        if self.moved:
            old = [row[0] for row in self.updated]
            await places.settle(transaction, self.vocabulary, self.noun, self.moved, old, now)
        ids = await links.addresses_of(transaction, self.vocabulary, self.changes.values())
        for changes in self.changes.values():
            made = (changes, ids, now.date(), since or now)
            for turned in await links.write(transaction, self.vocabulary, self.noun, *made):
                self._turned.setdefault(turned.record, []).append(turned)
        await audiences.settle(transaction, self.vocabulary, self._hung())
        self.ties = await ties.settle(transaction, self._stirred(), now)

    def _stirred(self) -> ties.Stirred:
        """What ties depend on of what was written."""
        stirred = ties.Stirred()
        if self.noun.name == ties.PERSON:
            stirred.people.update((one, None) for one, changes in self.updated if ties.OBJECTION in changes)
        elif self.noun.name == ties.INTERACTION:
            stirred.new.update((row["id"], None) for row in self.created)
            stirred.changed.update((one, None) for one, changes in self.updated if ties.TOLD & changes.keys())
            part = self.changes.get("participants")
            if part is not None:
                moved = [record for record, _ in (*part.adds, *part.removes)]
                stirred.changed.update((one, None) for one in moved if one not in stirred.new)
                stirred.left.update((str(key[0]), None) for _, key in part.removes)
        return stirred

    def _hung(self) -> audiences.Moved:
        """The records whose audience may be another now: what is said of them, or of what hangs where."""
        moved = audiences.Moved(made={row["id"] for row in self.created})
        for row in self.created:
            if SAID in row:
                moved.states(self.noun.name, row["id"])
        for identifier, changes in self.updated:
            if SAID in changes:
                moved.states(self.noun.name, identifier)
        for one in self.changes.values():
            edge = self.vocabulary.edges[one.reference.edge]
            if edge.type in self.vocabulary.hangs:
                far = writing.other_end(edge, one.reference)
                ends = [(record, link.noun, link.key) for record, link in one.adds]
                for record, other, key in (*ends, *((record, far, key[0]) for record, key in one.removes)):
                    both = ((self.noun.name, record), (other, key))
                    moved.edge(self.vocabulary, edge.type, *(reversed(both) if one.reference.incoming else both))
        return moved

    def told(self, record: str) -> dict[str, tuple[list[str] | None, list[str] | None]]:
        """The lists of plain values (addresses, categories) of a record that change: before and after by column, in the
        form they are compared in."""
        found = {}
        for column, (adds, removes) in self._changed.get(record, {}).items():
            if self._plain(self.changes[column].reference):
                before = {key[0] for key in self._there[column].get(record, ())}
                after = (before - {key[0] for key in removes}) | {link.key for link in adds}
                found[column] = (sorted(before) or None, sorted(after) or None)
        return found

    def entries_of(self, record: DesiredRecord, touched: Touched) -> list[Entry]:
        """What changed of a record that was there before, once it is written: itself, and the dated facts between it
        and others that its lists began, ended or withdrew."""
        lists = self._changed.get(record.id, {})
        told = self.told(record.id)
        own = entries.updated(self.noun, touched, record.known or {}, record.properties, lists, told)
        return [own, *self.turned(record.id)]

    def turned(self, record: str) -> list[Entry]:
        """The dated facts between a record and others that its lists began, ended or withdrew, once it is written."""
        found = self._turned.get(record, ())
        return [entries.fact(t.edge, t.act, [t.source, t.target], t.before, t.after) for t in found]

    def _plain(self, reference: Reference) -> bool:
        """Whether a list is of plain values, which belong to the record: addresses, categories."""
        end = writing.other_end(self.vocabulary.edges[reference.edge], reference)
        return end in self.vocabulary.nouns and not self.vocabulary.nouns[end].governed

    def _judged(self, record: DesiredRecord, there: Mapping[str, There]) -> Verdict:
        if record.known is None and record.lacks is not None:
            self._refused.add(record.id)
            return record.lacks
        changed: dict[str, tuple[list[Link], list[Key]]] = {}
        for reference in self.references:
            if reference.column not in record.links:
                continue
            compared = self._compared(record, reference, there[reference.column])
            if isinstance(compared, Breach):
                if record.known is None:
                    self._refused.add(record.id)
                return compared
            if any(compared):
                changed[reference.column] = compared
        for column, (adds, removes) in changed.items():
            self.fields.add(column)
            self.changes[column].adds += [(record.id, link) for link in adds]
            self.changes[column].removes += [(record.id, key) for key in removes]
        if changed:
            self._changed[record.id] = changed
        outcome = self._put(record, bool(changed))
        if outcome is Outcome.CREATED or (record.new and outcome is Outcome.UPDATED):
            self.made.append(record.id)
        elif outcome is Outcome.UPDATED:
            self.changed.append(record)
        return outcome

    def _compared(
        self, record: DesiredRecord, reference: Reference, there: There
    ) -> Breach | tuple[list[Link], list[Key]]:
        """The rule that a list breaks, or the links it adds and the keys it removes."""
        edge, before = self.vocabulary.edges[reference.edge], there.get(record.id, ())
        if before and reference.column in record.fills:
            return [], []
        adds, removes = links.compared(edge, reference, record.links[reference.column], before)
        removes = [] if reference.column in record.adds else removes
        if record.known is not None and not record.new:
            adds = [links.begun(edge, link, self._today) for link in adds]
        if any(link.key in self._refused for link in adds):
            return Breach(reference.column, _REFUSED, "UNKNOWN_REFERENCE")
        if edge.rules:
            breach = self.structures[reference.edge].restate(record.id, reference, adds, removes, self._today)
            if breach is not None:
                return Breach(reference.column, breach.sentence)
        return adds, removes

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
        if self._note is not None:
            properties["_import"] = self._note
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
