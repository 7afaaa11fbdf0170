"""One file of an import: its records in batches, each one transaction with its note in the journal.

Only files whose records name each other (units, seats) are held in memory whole; all others pass as a stream.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice

from graphcrm.exchange import batches, self_references
from graphcrm.exchange.batches import Batches, Judged
from graphcrm.exchange.columns import Parsed
from graphcrm.exchange.ledger import Ledger
from graphcrm.exchange.look_up import Reads
from graphcrm.exchange.reading import Fault, Item, Rows
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records import import_runs, journal
from graphcrm.records.desired import Gone, Reader
from graphcrm.records.import_runs import Done, Note, Run
from graphcrm.records.undoing.log import Log

Progress = Callable[[str, int, int], None]
Permit = Callable[[], Awaitable[None]]
_OUTCOMES = {"c": "created", "u": "updated", "n": "unchanged", "l": "linked", "q": "queued"}
_MAY_BE_MENDED = ("RULE", "UNKNOWN_REFERENCE")
_TRIES = 3  # of a batch in which something is gone
_RECORDS, _LINES = "records", "lines"


async def unasked() -> None:
    """Permits each batch: for whoever may run the command on this machine."""


class Importing:
    """An import on its way. Without a run it is a dry one: everything is judged and nothing written. `permit` is asked
    before each batch; what it raises ends the import, and it goes on from there when it is begun again."""

    def __init__(self, graph: Graph, work: Batches, ledger: Ledger, progress: Progress) -> None:
        self.graph = graph
        self.work = work
        self.ledger = ledger
        self.progress = progress
        self.author = journal.LOCAL
        self.source = ""
        self.run: Run | None = None
        self.done: Done = {}
        self.permit: Permit = unasked

    async def table(self, table: Rows) -> None:
        """Imports one file and counts what became of each of its records."""
        file = _File(self, table)
        self.ledger.count(table.name, "created", 0)
        await file.records()
        await file.lines()
        for letter, number in file.counts().items():
            if letter in _OUTCOMES:
                self.ledger.count(table.name, _OUTCOMES[letter], number)
        for fault in sorted(file.faults, key=lambda one: (one.line, one.number)):
            column = table.called(fault.column)
            self.ledger.reject(table.name, fault.line, column, fault.code, fault.sentence, fault.number)
        self.progress(f"importing {table.name}", table.size, table.size)

    async def written(
        self, table: Rows, phase: str, judge: Callable[[Reader], Awaitable[Judged]], noted: Callable[[Judged], Note]
    ) -> Judged:
        """Judges a batch and writes it with its note in one transaction; in a dry run it is only judged."""
        if self.run is None:
            judged = await judge(Reads(self.graph))
        else:
            judged = await self._begun_anew(lambda run: self._transaction(run, table, phase, judge, noted), self.run)
        for noun, external_id, identifier in judged.learned:
            self.work.known.learn(noun, external_id, identifier)
        judged.settle()
        return judged

    async def _begun_anew(self, write: Callable[[Run], Awaitable[Judged]], run: Run) -> Judged:
        for _ in range(_TRIES - 1):
            with suppress(Gone):
                return await write(run)
            self.work.known.forget()  # what was known of ids is out of date: ask again
        return await write(run)

    async def _transaction(
        self,
        run: Run,
        table: Rows,
        phase: str,
        judge: Callable[[Reader], Awaitable[Judged]],
        noted: Callable[[Judged], Note],
    ) -> Judged:
        await self.permit()

        async def once(transaction: Transaction) -> Judged:
            await self.work.lock(transaction, table.native)
            await self.work.check(transaction, table.native)
            judged = await judge(transaction)
            kept = Log(self.work.vocabulary, judged.touches())
            await kept.begin(transaction)
            await judged.write(transaction)
            await kept.keep(transaction, run.id, table.name)
            await import_runs.note(transaction, run, table.name, phase, noted(judged))
            reason = table.reason(self.source)
            await journal.imported(transaction, self.work.vocabulary, self.author, judged.batch(), reason)
            return judged

        return await self.graph.write(once, name=f"import {table.native.name}")


class _File:
    """One file while it is imported. `letters` are kept by record only where a second look at them is needed."""

    def __init__(self, importing: Importing, table: Rows) -> None:
        self._importing = importing
        self._work = importing.work
        self._table = table
        self._native = table.native
        self._counts: Counter[str] = Counter()
        self._letters: dict[int, str] = {}
        self._rows: list[Parsed] = []
        self.faults: list[Fault] = []

    def counts(self) -> Counter[str]:
        """How many records have which letter."""
        return self._counts + Counter(self._letters.values())

    async def records(self) -> None:
        """Batch by batch. Rows that break a rule, or name a row that did, wait for the end of the file: what they clash
        with may be mended by a row that comes after them."""
        if self._work.duplicates is not None:
            await self._work.duplicates.begin(self._importing.graph, self._native, self._names)
        items = self._items(self._resume(_RECORDS))
        if self._native.self_references:
            today = self._work.now.date()
            reader, vocabulary = Reads(self._importing.graph), self._work.vocabulary
            whole = list(items)
            items = iter(
                await self_references.settled(reader, vocabulary, self._work.known, self._native, whole, today)
            )
        waiting: list[Item] = []
        while batch := list(islice(items, batches.SIZE)):
            await self._batch(batch, waiting if self._may_wait else None)
        for start in range(0, len(waiting), batches.SIZE):
            await self._batch(waiting[start : start + batches.SIZE], None)

    def _names(self) -> Iterator[str]:
        """The external ids that stand in the file."""
        return (item.external_id for item in self._table.items(lambda _: None) if isinstance(item, Parsed))

    async def lines(self) -> None:
        """Lists that may name any record of the file, now that all are there."""
        if not self._native.lines:
            return
        done = self._resume(_LINES)
        rows = [row for row in self._rows if row.number not in done and self._has_lines(row)]
        for start in range(0, len(rows), batches.SIZE):
            batch = rows[start : start + batches.SIZE]

            async def judge(reader: Reader, batch: list[Parsed] = batch) -> Judged:
                return await self._work.judge_lines(reader, self._native, batch, self._letters)

            judged = await self._importing.written(self._table, _LINES, judge, _note)
            self._letters.update(_note(judged).letters)

    def _has_lines(self, row: Parsed) -> bool:
        """Whether a row may change a line: a new record has none that could go."""
        letter = self._letters.get(row.number, "r")
        stated = any(row.lists.get(reference.column) for reference in self._native.lines)
        return letter in ("u", "n") or (letter in ("c", "q") and stated)

    @property
    def _may_wait(self) -> bool:
        return bool(self._native.self_references or (self._native.edge is not None and self._native.edge.rules))

    def _items(self, done: set[int]) -> Iterator[Item]:
        """The records that are not done."""
        columns = {reference.column for reference in self._native.lines}

        def read(position: int) -> None:
            self._importing.progress(f"importing {self._table.name}", position, self._table.size)

        for item in self._table.items(read):
            if isinstance(item, Parsed) and columns & item.lists.keys():
                self._rows.append(item)
            if item.number not in done:
                yield item

    async def _batch(self, batch: list[Item], waiting: list[Item] | None) -> None:
        rows = {item.number: item for item in batch if isinstance(item, Parsed)}

        def waits(outcome: str | Fault) -> bool:
            return waiting is not None and isinstance(outcome, Fault) and outcome.code in _MAY_BE_MENDED

        def noted(judged: Judged) -> Note:
            return _note(judged, but=[n for n, o in judged.outcomes.items() if n in rows and waits(o)])

        async def judge(reader: Reader) -> Judged:
            return await self._work.judge(reader, self._native, batch)

        judged = await self._importing.written(self._table, _RECORDS, judge, noted)
        note = noted(judged)
        if waiting is not None:
            waiting += [item for item in batch if item.number not in note.letters]
        self._take(note)

    def _take(self, note: Note) -> None:
        self.faults += [Fault(*values) for values in note.rejected]
        self._importing.ledger.match(self._table.name, note.matches)
        if self._work.duplicates is not None:
            self._work.duplicates.taken(one["match"] for one in note.matches if one["outcome"] == "linked")
        if self._native.lines:
            self._letters.update(note.letters)
        else:
            self._counts.update(note.letters.values())

    def _resume(self, phase: str) -> set[int]:
        """The numbers of the records that the journal has, which are taken over from it."""
        notes = self._importing.done.get((self._table.name, phase), [])
        for note in sorted(notes, key=lambda one: min(one.letters, default=0)):
            self._take(note)
        return {number for note in notes for number in note.letters}


def _note(judged: Judged, but: Iterable[int] = ()) -> Note:
    """What the journal keeps of a batch: all its records `but` those that wait."""
    left = set(but)
    final = {number: outcome for number, outcome in judged.outcomes.items() if number not in left}
    letters = {number: "r" if isinstance(outcome, Fault) else outcome for number, outcome in final.items()}
    rejected = [[o.number, o.line, o.column, o.code, o.sentence] for o in final.values() if isinstance(o, Fault)]
    return Note(letters, rejected, [one for one in judged.matches if one["record"] in letters])
