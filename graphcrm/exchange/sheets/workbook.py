"""Workbooks (xlsx), read as a stream of XML: one row in memory at a time, whatever the file says of itself.

Cells keep what they are: a text its zeros, a number its digits, a day its date. A formula stands there by the value it
had when the file was saved. Formulas, merged cells and numbers beyond 15 digits are told.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

from graphcrm.errors import BadUserInput
from graphcrm.exchange.csv_rows import Bad
from graphcrm.exchange.sheets import xlsx_cells, zipped
from graphcrm.exchange.sheets.sheet import MOST_COLUMNS, Progress, Record, Remark, Sheet, named, of_width

MOST_ROWS = 1_000_000
_STRINGS_BYTES = 64 << 20
_CHUNK = 1 << 16


class _Damaged(Exception):
    """The XML of a part is none, or has what no spreadsheet writes."""


# What a damaged archive or part raises, whatever it is that is damaged.
_UNREADABLE = (_Damaged, KeyError, ValueError, IndexError, zipfile.BadZipFile, zlib.error, EOFError)


@dataclass(slots=True)
class _Book:
    """What the sheets of a workbook share."""

    sheets: dict[str, str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)
    strings: list[str] = field(default_factory=list)
    days: list[bool] = field(default_factory=list)
    since_1904: bool = False


class Workbook(Sheet):
    """One sheet of a workbook, the first or the one named. BadUserInput where it cannot be read."""

    def __init__(self, path: Path, name: str, sheet: str | None = None) -> None:
        self._path, self._name = path, name
        self._remarks: dict[str, Remark] = {}
        with zipped.opened(path, name) as archive:
            self._book = self._shared(archive)
        names = list(self._book.sheets)
        if not names:
            raise BadUserInput(f"{name} has no sheet.")
        if sheet is not None and sheet not in names:
            raise BadUserInput(f"{name} has no sheet {sheet!r}. It has {', '.join(names)}.")
        self._sheet = sheet or names[0]
        if sheet is None and len(names) > 1:
            left = ", ".join(names[1:])
            self._remark("SHEETS", f"Only the first sheet, {names[0]}, was read, not {left}. --sheet names another.")
        header = next(self._rows(lambda _: None), None)
        if header is None:
            raise BadUserInput(f"{name} is empty: not even a header.")
        if isinstance(header, Bad):
            raise BadUserInput(f"{name}, row {header.line}: {header.sentence}")
        self.columns = named(header.cells, name, header.line)

    def records(self, progress: Progress) -> Iterator[Record | Bad]:
        stream = self._rows(progress)
        next(stream, None)
        for record in stream:
            yield record if isinstance(record, Bad) else of_width(record, self.columns)

    def remarks(self) -> list[Remark]:
        return list(self._remarks.values())

    def _remark(self, code: str, sentence: str, line: int | None = None) -> None:
        self._remarks.setdefault(code, Remark(code, sentence, line))

    def _shared(self, archive: zipfile.ZipFile) -> _Book:
        book = _Book()
        try:
            for _ in _parsed(archive, "xl/_rels/workbook.xml.rels", _Relations(book)):
                pass
            for _ in _parsed(archive, "xl/workbook.xml", _Sheets(book)):
                pass
            for part in archive.namelist():  # some writers call them in other sizes of letters
                if part.lower() in ("xl/styles.xml", "xl/sharedstrings.xml"):
                    reader = _Styles(book) if part.lower().endswith("styles.xml") else _Strings(book)
                    if reader.limit and archive.getinfo(part).file_size > reader.limit:
                        raise BadUserInput(f"{self._name} holds too many texts. Save it as CSV.")
                    for _ in _parsed(archive, part, reader):
                        pass
        except _UNREADABLE as error:
            told = f"{self._name} is no workbook (xlsx), or it is damaged. {_why(error)}"
            raise BadUserInput(told.strip()) from error
        return book

    def _rows(self, progress: Progress) -> Iterator[Record | Bad]:
        """The rows of the sheet that hold anything. What is damaged ends it with a sentence."""
        grid = _Grid(self._book)
        row = 0
        with zipped.opened(self._path, self._name) as archive:
            part = self._book.targets.get(self._book.sheets[self._sheet], "")
            try:
                for position in _parsed(archive, part, grid):
                    progress(position)
                    for record in grid.taken():
                        row = record.line
                        yield record
                        if row >= MOST_ROWS:
                            yield Bad(row + 1, "TOO_MANY", f"A sheet may have {MOST_ROWS:,} rows. Split it.")
                            return
            except _UNREADABLE as error:
                yield Bad(row + 1, "FORMAT", f"The sheet is damaged after this row. {_why(error)}".strip())
        if grid.formula:
            what = f"Formulas, the first in {grid.formula}, were read by the value they had when the file was saved."
            self._remark("FORMULA", what)
        if grid.merged:
            what = f"Cells are merged ({', '.join(grid.merged[:3])}): only the first of them has a value."
            self._remark("MERGED", what)


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, _Damaged) else ""


class _Reader:
    """What listens to the XML of one part. `limit`: the bytes it may have, 0 for no limit of its own."""

    limit = 0

    def __init__(self, book: _Book) -> None:
        self.book = book

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def text(self, text: str) -> None:
        """A piece of text."""

    def end(self, name: str) -> None:
        """An element ends."""


def _parsed(archive: zipfile.ZipFile, part: str, reader: _Reader) -> Iterator[int]:
    """Reads a part to its end, yielding where it has come to."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, found: reader.start(name.rpartition(" ")[2], found)
    parser.EndElementHandler = lambda name: reader.end(name.rpartition(" ")[2])
    parser.CharacterDataHandler = reader.text

    def refuse(*_: Any) -> None:
        raise _Damaged("It declares a document type, which no spreadsheet does.")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    position = 0
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            try:
                parser.Parse(chunk, False)
            except expat.ExpatError as error:
                raise _Damaged("Its XML is not well-formed.") from error
            position += len(chunk)
            yield position
        try:
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise _Damaged("It ends too early.") from error
        yield position


class _Relations(_Reader):
    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("xl", attributes.get("Target", "")))
            self.book.targets[attributes.get("Id", "")] = target.removeprefix("/")


class _Sheets(_Reader):
    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self.book.since_1904 = attributes.get("date1904", "0") in ("1", "true")
        elif name == "sheet":
            place = next((v for k, v in attributes.items() if k.endswith(" id")), "")
            self.book.sheets[attributes.get("name", "")] = place


class _Styles(_Reader):
    """Which cell formats show a day."""

    def __init__(self, book: _Book) -> None:
        super().__init__(book)
        self._own: dict[str, str] = {}
        self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            number = attributes.get("numFmtId", "0")
            self.book.days.append(xlsx_cells.shows_day(number, self._own.get(number)))

    def end(self, name: str) -> None:
        self._inside = self._inside and name != "cellXfs"


class _Strings(_Reader):
    """The texts that cells share; how they are pronounced is left out."""

    limit = _STRINGS_BYTES

    def __init__(self, book: _Book) -> None:
        super().__init__(book)
        self._text: list[str] = []
        self._in_text = self._spoken = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._text = []
        elif name == "rPh":
            self._spoken = True
        self._in_text = name == "t" and not self._spoken

    def text(self, text: str) -> None:
        if self._in_text:
            self._text.append(text)

    def end(self, name: str) -> None:
        if name == "si":
            self.book.strings.append("".join(self._text))
        elif name == "rPh":
            self._spoken = False
        self._in_text = False


class _Grid(_Reader):
    """The rows of a sheet."""

    def __init__(self, book: _Book) -> None:
        super().__init__(book)
        self.formula = ""
        self.merged: list[str] = []
        self._done: list[Record] = []
        self._row = 0
        self._cells: dict[int, xlsx_cells.Value] = {}
        self._cell: dict[str, str] = {}
        self._at = 0
        self._text: list[str] = []
        self._listens = self._spoken = False

    def taken(self) -> list[Record]:
        """The rows that are whole, each handed out once."""
        found, self._done = self._done, []
        return found

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._cells, self._at = {}, 0
        elif name == "c":
            self._cell, self._text = attributes, []
            self._at = xlsx_cells.column(attributes["r"]) if "r" in attributes else self._at + 1
            if self._at > MOST_COLUMNS:
                raise _Damaged(f"It has more than {MOST_COLUMNS} columns.")
        elif name == "f":
            self.formula = self.formula or self._cell.get("r", "?")
        elif name == "rPh":
            self._spoken = True
        elif name == "mergeCell" and len(self.merged) < 4:
            self.merged.append(attributes.get("ref", "?"))
        self._listens = name in ("v", "t") and not self._spoken

    def text(self, text: str) -> None:
        if self._listens:
            self._text.append(text)

    def end(self, name: str) -> None:
        self._listens = False
        if name == "rPh":
            self._spoken = False
        elif name == "c" and self._text:
            self._cells[self._at] = xlsx_cells.value(
                self._cell.get("t", "n"), "".join(self._text), self._style(), self.book.strings, self.book.since_1904
            )
        elif name == "row" and any(one.text.strip() or one.fault for one in self._cells.values()):
            self._done.append(self._record())

    def _style(self) -> bool:
        number = int(self._cell.get("s", "0"))
        return number < len(self.book.days) and self.book.days[number]

    def _record(self) -> Record:
        cells = [""] * max(self._cells)
        faults, numbers = {}, set()
        for place, one in self._cells.items():
            cells[place - 1] = one.text
            if one.fault is not None:
                faults[place - 1] = one.fault
            if one.number:
                numbers.add(place - 1)
        return Record(self._row, cells, faults, frozenset(numbers))
