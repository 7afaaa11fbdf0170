"""Takes back one batch of an import: edges first, then values, then the records it made. What somebody changed since is
kept and named, and so is a record that others refer to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from graphcrm.compile.hanging import SAID
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.connection import Transaction
from graphcrm.records import audiences, enciphered, entries, journal, nodes, places, stored, ties
from graphcrm.records.journal import Entry, Touched
from graphcrm.records.undoing import deleting, raw, rejoining
from graphcrm.records.undoing.log import Changed

_SPELT = """
UNWIND $rows AS row MATCH (c:ContactPoint {id: row[0]}) WHERE c.address = row[1]
SET c.address = row[2].address, c._search = row[2]._search
"""
_NAMED = """
UNWIND $rows AS row MATCH (l:Location {id: row[0]}) WHERE l.name = row[1]
SET l.name = row[2].name, l.name_key = row[2].name_key
"""


@dataclass(slots=True)
class Taken:
    """What became of a batch: how many records were made and are gone, how many changed and are as before, how many are
    so already; of what was kept the noun, the id and a sentence."""

    removed: int = 0
    restored: int = 0
    nothing: int = 0
    kept: list[tuple[str, str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


class Batch:
    """One batch of a run. `runs`: this import, what took it back before, and others that were taken back whole: their
    changes are nobody's. `made`: ids of all records that the import made and that are not known to be kept."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        noun: str,
        records: Sequence[str],
        changes: Sequence[Changed],
        runs: Collection[str],
        made: Collection[str],
    ) -> None:
        self.vocabulary, self.noun = vocabulary, noun
        self._records, self._changes = records, changes
        self._runs, self._made = list(runs), made
        self._entries: list[Entry] = []
        self._stirred = ties.Stirred()
        self._moved = audiences.Moved()
        self.taken = Taken()

    async def take_back(self, transaction: Transaction, author: journal.Author, reason: str, now: datetime) -> Taken:
        """Takes it back, with its changes in the history and its entry in the trail."""
        self._cipher = transaction.cipher
        rejoined = rejoining.Rejoining(self.vocabulary, now.date())
        edges = [one for one in self._changes if one.what == "edges"]
        await rejoined.take_back(transaction, edges)
        self._moved = rejoined.moved
        self._stirred.changed.update(rejoined.interactions)
        self._stirred.left.update(rejoined.people)
        for one in self._changes:
            if one.what == "gone":
                self._keep(self.noun or "Record", one.record, "What was known of it is erased, and cannot come back.")
        await self._values(transaction, rejoined, now)
        await self._spellings(transaction)
        self.taken.kept += rejoined.kept
        self.taken.restored += rejoined.restored
        self.taken.nothing += rejoined.nothing
        self._entries += rejoined.entries
        removal = deleting.Deleting(self.vocabulary, self.noun, self._runs, self._made)
        doomed = await removal.choose(transaction, self._records) if self._records else []
        touched = [record.id for entry in self._entries for record in entry.records]
        batch = journal.Batch(
            self.noun or (edges[0].of[0] if edges else ""),
            list(dict.fromkeys([*doomed, *touched])),
            sorted({name for entry in self._entries for name in entry.fields}),
            changed=self._entries,
        )
        await journal.imported(transaction, self.vocabulary, author, batch, reason, act="import undo")
        await removal.delete(transaction, doomed, self._stirred)
        self.taken.removed, self.taken.gone = len(doomed), doomed
        self.taken.nothing += removal.missing
        self.taken.kept += removal.kept
        await audiences.settle(transaction, self.vocabulary, self._moved)
        await ties.settle(transaction, self._stirred, now)
        return self.taken

    async def _values(self, transaction: Transaction, rejoined: rejoining.Rejoining, now: datetime) -> None:
        """The properties of records as they were, where they still are as the import left them; another version of
        those whose lists are others, too."""
        by_noun: dict[str, dict[str, Changed]] = {}
        for one in self._changes:
            if one.what == "record":
                by_noun.setdefault(one.of[0], {})[one.record] = one
        for noun, ids in rejoined.listed.items():
            for identifier in ids:
                by_noun.setdefault(noun, {}).setdefault(identifier, Changed("record", identifier, [noun], {}, {}))
        for noun, found in by_noun.items():
            current = await self._current(transaction, noun, found)
            rows, moved = [], []
            for identifier, one in sorted(found.items()):
                if identifier not in current:
                    self._keep(noun, identifier, "It is not there any more, or not to be changed.")
                    continue
                changes = self._restored(noun, one, current[identifier])
                listed = identifier in rejoined.listed.get(noun, ())
                self._count(changes, listed, identifier in rejoined.unclear)
                if changes or listed:
                    rows.append([identifier, raw.values(changes)])
                merged = {**current[identifier], **changes}
                if {"city", "country"} & changes.keys() and self.vocabulary.nouns[noun].party:
                    moved.append((identifier, merged.get("city"), merged.get("country")))
            if rows:
                await self._write(transaction, noun, rows, now)
            if moved:
                old = [identifier for identifier, _, _ in moved]
                await places.settle(transaction, self.vocabulary, self.vocabulary.nouns[noun], moved, old, now)

    async def _current(self, transaction: Transaction, noun: str, ids: Iterable[str]) -> dict[str, raw.Properties]:
        found = (await transaction.run(deleting.state(self.vocabulary, noun), {"ids": sorted(ids)}))[0][0]
        return {identifier: raw.properties(properties) for identifier, properties in found}

    def _restored(self, noun: str, one: Changed, current: raw.Properties) -> raw.Properties:
        """What a record is to be given back. A value that is neither what the import left nor what was there before is
        somebody's: it is kept and named."""
        changes, kept = {}, []
        for name, before in one.before.items():
            if current.get(name) == one.after.get(name):
                changes[name] = before
            elif current.get(name) != before and not name.startswith("_"):
                kept.append(name)
        fields = sorted({name.removeprefix("enc_").removesuffix("_key") for name in kept})
        if fields:
            self._keep(noun, one.record, f"{', '.join(fields)} changed since and stays as it is.")
            for name in [n for n in changes if n.removeprefix("enc_").removesuffix("_key") in fields]:
                del changes[name]
        if kept and "_search" in changes:
            changes["_search"] = stored.search_text(self.vocabulary.nouns[noun], {**current, **changes})
        if changes:
            self._tell(noun, one.record, changes, current)
        return changes

    def _tell(self, noun: str, identifier: str, changes: raw.Properties, current: raw.Properties) -> None:
        """Notes for history what a record is given back, and what depends on it."""
        was = {name: current.get(name) for name in changes}
        self._entries.append(self._entry(noun, identifier, was, changes))
        if SAID in changes:
            self._moved.states(noun, identifier)
        if noun == ties.PERSON and ties.OBJECTION in changes:
            self._stirred.people[identifier] = None
        if noun == ties.INTERACTION and ties.TOLD & changes.keys():
            self._stirred.changed[identifier] = None

    def _entry(self, noun: str, identifier: str, was: raw.Properties, now: raw.Properties) -> Entry:
        declared = self.vocabulary.nouns[noun]
        cipher = self._cipher
        told = [enciphered.opened_all(cipher, noun, identifier, raw.values(values)) for values in (was, now)]
        bare = [{name: value for name, value in one.items() if value is not None} for one in told]
        return entries.updated(declared, Touched(noun, identifier), bare[0], {**dict.fromkeys(bare[0]), **bare[1]})

    async def _write(self, transaction: Transaction, noun: str, rows: list[list[Any]], now: datetime) -> None:
        await nodes.update(transaction, self.vocabulary.nouns[noun], rows, now)

    async def _spellings(self, transaction: Transaction) -> None:
        for noun, text in (("ContactPoint", _SPELT), ("Location", _NAMED)):
            rows = [[c.record, c.after, c.before] for c in self._changes if c.what == "spelling" and c.of == [noun]]
            if rows:
                await transaction.run(text, {"rows": rows})

    def _count(self, changes: raw.Properties, listed: bool, unclear: bool) -> None:
        if changes or listed:
            self.taken.restored += 1
        elif not unclear:
            self.taken.nothing += 1

    def _keep(self, noun: str, identifier: str, sentence: str) -> None:
        self.taken.kept.append((noun, identifier, sentence))
