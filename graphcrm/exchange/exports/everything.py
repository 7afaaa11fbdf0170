"""Exports all that a viewer sees, in the native format: what is imported from it is the same graph.

Page by page, so that memory does not grow with the graph. The definitions of custom fields are read first; then facts
before the records they name, and records before those that they name: what is written to the graph meanwhile leaves no
name in a file that another one, read later, does not know. Equal graphs give equal files.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ulid import ULID

from graphcrm.access.rights import EVERYTHING
from graphcrm.access.viewers import Viewer
from graphcrm.compile import decoding
from graphcrm.compile.exports import Exports
from graphcrm.compile.rules import Rules
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.exchange.exports import columns, folder
from graphcrm.exchange.exports.braking import Allow
from graphcrm.exchange.exports.columns import Written
from graphcrm.exchange.exports.folder import Folder
from graphcrm.exchange.exports.ledger import ExportLedger
from graphcrm.exchange.look_up import Reads
from graphcrm.exchange.native import native_files
from graphcrm.graph.connection import Graph
from graphcrm.records import custom_fields, definitions
from graphcrm.records.audit.journals import Journal
from graphcrm.records.audit.notes import Note

Progress = Callable[[str], None]
_PAGE = 1000
_LONG = "{0} rows are larger than the import takes (1 MiB, 100 lines)."
_MISTAKEN = "{0} rows name a record by an external id that one of another noun has too: the import takes that one."
_LIMITED = "{0} records are for some teams alone, which the file does not say. Imported, they are for everybody."
_SUBSIDIARIES = "{} organizations limit their subsidiaries as well. Say so again where the files are read."
_RESTRICTED = "{} restricted persons are in no file."
_ARCHIVED = "The field {1!r} of {0} is archived, so its values are not told. Restore it to take them along."


async def everything(_rows: int) -> None:
    """Allows whatever is asked: for whoever owns the database."""


async def export(
    graph: Graph,
    vocabulary: Vocabulary,
    viewer: Viewer,
    target: Path,
    journal: Journal,
    progress: Progress,
    allow: Allow = everything,
) -> ExportLedger:
    """Writes the folder `target`, whole or not at all. Each page is noted in the journal, and the journal is on disk
    before the folder is there. `allow` is asked for the rows of each page, and for none at the end; what it raises ends
    the export. BadUserInput, Conflict as `folder.made`."""
    exporting = _Exporting(graph, vocabulary, viewer, journal, progress, allow)
    with folder.made(target) as made:
        exporting.ledger.folder = str(made.target)
        files = await exporting.files()
        counts = {}
        for file in [*files[:1], *reversed(files[1:])]:
            counts[file.name] = await exporting.write(made, file)
        exporting.ledger.files = {file.name: counts[file.name] for file in files}
        await allow(0)
        await journal.synced()
    return exporting.ledger


class _Exporting:
    """One export on its way."""

    def __init__(
        self,
        graph: Graph,
        vocabulary: Vocabulary,
        viewer: Viewer,
        journal: Journal,
        progress: Progress,
        allow: Allow,
    ) -> None:
        self._graph = graph
        self._vocabulary = vocabulary
        self._viewer = viewer
        self._journal = journal
        self._progress = progress
        self._allow = allow
        self._native = native_files(vocabulary)
        self._exports = Exports(Rules(vocabulary, viewer.lens))
        self._deciphered = decoding.deciphered(graph.cipher)
        self.ledger = ExportLedger(f"exp_{str(ULID()).lower()}", "")

    async def files(self) -> list[Written]:
        """The files to write, in the order of the import; the ledger is told what is left out of them."""
        fields = await custom_fields.read(Reads(self._graph))
        spread = set()
        for edge, text in columns.spread(self._exports, fields, self._native).items():
            if await self._value(text):
                spread.add(edge.type)
        listed = set(columns.listed(self._native))
        found = []
        for native in self._native.values():
            if native.edge is not None and native.edge.type in listed - spread:
                continue  # the lists of its nouns tell all there is
            found.append(columns.written(self._exports, fields, native, spread))
        await self._remark()
        return [file for file in found if self._told(file)]

    async def write(self, made: Folder, file: Written) -> int:
        """Writes one file; how many rows it has."""
        self._progress(f"exporting {file.name}")
        count = mistaken = long = 0
        facts = list(dict.fromkeys(column.fact for column in file.columns))
        with made.file(file.name, [column.name for column in file.columns]) as write:
            async for page in self._pages(file):
                ends = 1 if file.native.edge is None else 2
                ids = dict.fromkeys(one for row in page for one in row[:ends])
                self._journal.note(Note(self._viewer.id, "export", list(ids), facts, self.ledger.run))
                for cells in self._rows(file, page, ends):
                    long += not write(cells)
                count += len(page)
                mistaken += sum(columns.mistaken(file, row[ends:]) for row in page)
        for number, code, sentence in ((mistaken, "AMBIGUOUS", _MISTAKEN), (long, "TOO_LONG", _LONG)):
            if number:
                self.ledger.find(file.name, code, sentence.format(number))
        return count

    def _rows(self, file: Written, page: Sequence[Sequence[Any]], ends: int) -> Iterator[Sequence[str]]:
        """The cells of a page. Records come in their order already; of the facts of one source the texts decide."""
        told = [
            [column.text(self._opened(value)) for column, value in zip(file.columns, row[ends:], strict=True)]
            for row in page
        ]
        if file.native.edge is None:
            return iter(told)
        place = {row[0]: number for number, row in reversed(list(enumerate(page)))}
        order = sorted(range(len(page)), key=lambda number: (place[page[number][0]], told[number]))
        return (told[number] for number in order)

    def _opened(self, value: Any) -> Any:
        """A value deciphered, where it has to be; of an amount with its currency. Unreadable where it cannot be."""
        if isinstance(value, list) and value and all(map(decoding.is_ciphertext, value)):
            return " ".join(self._opened(part) for part in value)
        found = self._deciphered(value)
        if isinstance(found, decoding.Missing):
            raise found.error
        return found

    async def _pages(self, file: Written) -> AsyncIterator[list[list[Any]]]:
        """Pages of rows. Ends: each page begins after the last record of the one before."""
        native, cypher = file.native, [column.cypher for column in file.columns]
        for source in file.sources:
            for by in self._exports.keys(source):
                if native.edge is not None:
                    text = self._exports.facts(native.edge, source, cypher, by)
                else:
                    assert native.noun is not None
                    text = self._exports.records(native.noun, cypher, by)
                after: str | None = ""
                while after is not None:
                    parameters = {"after": after, "size": _PAGE, "teams": list(self._viewer.teams)}
                    after, rows = (await self._graph.rows(text, parameters, question="export"))[0]
                    if rows:
                        await self._allow(len(rows))
                        yield rows

    async def _remark(self) -> None:
        """Findings about what no file says: to whom a record is limited, where the viewer may not know; to whoever sees
        everything, the values of fields that are put away."""
        if self._viewer.lens != EVERYTHING:
            for native in self._native.values():
                if native.noun is not None and native.limited:
                    number = await self._value(self._exports.limited(native.noun))
                    if number:
                        self.ledger.find(f"{native.name}.csv", "LIMITED", _LIMITED.format(number))
            return
        for file, code, text, sentence in (
            ("organizations.csv", "LIMITED", self._exports.with_subsidiaries(), _SUBSIDIARIES),
            ("people.csv", "RESTRICTED", self._exports.restricted(), _RESTRICTED),
        ):
            if number := await self._value(text):
                self.ledger.find(file, code, sentence.format(number))
        for field in await definitions.archived(Reads(self._graph)):
            owner = self._vocabulary.nouns.get(field.on) or self._vocabulary.edges.get(field.on)
            if owner is not None and await self._value(self._exports.has_value(owner, field)):
                self.ledger.find("field_definitions.csv", "ARCHIVED", _ARCHIVED.format(field.on, field.key))

    def _told(self, file: Written) -> bool:
        """Whether a file is written at all; the ledger is told what is left out."""
        if file.hidden:
            self.ledger.leave_out(file.name, None)
            return False
        for column in file.left_out:
            self.ledger.leave_out(file.name, column)
        return True

    async def _value(self, text: str) -> Any:
        """The one value a statement answers with."""
        rows = await self._graph.rows(text, {"teams": list(self._viewer.teams)}, question="export")
        return rows[0][0]
