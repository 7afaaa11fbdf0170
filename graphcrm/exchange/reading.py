"""Reading native files: rows judged by themselves, each a parsed row or a fault.

What a row says of other records is judged where it is written (`batches`), or, for records of the same file, when the
whole file is known (`self_references`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphcrm.compile import sharing
from graphcrm.compile.declarations import Property
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.errors import BadUserInput
from graphcrm.exchange import columns
from graphcrm.exchange.columns import Parsed
from graphcrm.exchange.csv_rows import Bad, Row, rows
from graphcrm.exchange.forms import formulas
from graphcrm.exchange.judging import attached
from graphcrm.exchange.ledger import Ledger
from graphcrm.exchange.native import NativeFile
from graphcrm.records import stored
from graphcrm.records.checks import ValueFault
from graphcrm.records.desired import Breach
from graphcrm.records.enciphered import Secret


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that is not taken: the column to mend (None: the row), a code and a sentence."""

    number: int
    line: int
    column: str | None
    code: str
    sentence: str


Item = Parsed | Fault


class Table:
    """A file of a run, its header read. BadUserInput where it cannot be read as what it should be."""

    def __init__(self, vocabulary: Vocabulary, path: Path, name: str, native: NativeFile, encoding: str) -> None:
        self.path = path
        self.name = name
        self.native = native
        self.encoding = encoding
        self.size = path.stat().st_size
        self.columns = self._header()
        self.digest = _digest(path)
        self._vocabulary = vocabulary
        self.understand(native)

    def understand(self, native: NativeFile) -> None:
        """Reads the columns as this says what they are: custom fields may have been defined since the header was."""
        vocabulary, self.native = self._vocabulary, native
        self._readers = [columns.reader(vocabulary, native, column) for column in self.columns or ()]
        declared = native.properties.items()
        # What an empty cell has a meaning for, and what a new record has although no column says it.
        self._filled = [(c, p) for c, p in declared if (c in self.columns and p.default is not None) or p.made_of]
        self._lacks = _lacking(native, self.columns)
        self._absent = [p for c, p in declared if c not in self.columns and p.default is not None]

    @property
    def empty(self) -> bool:
        return not self.columns

    def reason(self, source: str) -> str:
        """Why its records are changed, for their history."""
        return f"Imported from {self.path.name} ({source})."

    def remarks(self, ledger: Ledger) -> None:
        """Notes what is odd about the file as a whole."""
        if self.empty:
            ledger.find(self.name, f"{self.name} is empty: not even a header. Nothing was read of it.", code="EMPTY")
        for column in self.columns:
            if column not in self.native.columns:
                sentence = f"{self.name} has a column {column!r} that is not known; it was left out."
                ledger.find(self.name, sentence, line=1, column=column, code="UNKNOWN_COLUMN")

    def items(self, progress: Callable[[int], None]) -> Iterator[Item]:
        """All records, numbered from 1, judged by themselves. `progress` is told the bytes read."""
        if self.empty:
            return
        seen: dict[int, tuple[int, int]] = {}
        with self.path.open("rb") as file:
            stream = rows(file, self.encoding)
            next(stream)
            for number, row in enumerate(stream, start=1):
                yield self._item(number, row, seen)
                if number % 1000 == 0:
                    progress(file.tell())

    def _header(self) -> list[str]:
        try:
            with self.path.open("rb") as file:
                header = next(rows(file, self.encoding), None)
        except OSError as error:
            raise BadUserInput(f"{self.path} cannot be read: {error.strerror}.") from error
        if header is None:
            return []
        at = f"{self.name}, line {header.line}"
        if isinstance(header, Bad):
            raise BadUserInput(f"{at}: {header.sentence}")
        columns = [name.strip() for name in header.cells]
        if any("\r" in name for name in columns):
            raise BadUserInput(f"{at}: the lines end in carriage returns alone. Save the file with line feeds.")
        missing = self.native.missing(columns)
        if missing is not None:
            raise BadUserInput(f"{at}: the column {missing} is missing. Nothing of the file was read.")
        twice = [name for name in self.native.columns if columns.count(name) > 1]
        if twice:
            raise BadUserInput(f"{at}: the column {twice[0]} stands there twice. Remove one.")
        return columns

    def _item(self, number: int, row: Row | Bad, seen: dict[int, tuple[int, int]]) -> Item:
        if isinstance(row, Bad):
            return Fault(number, row.line, None, row.code, row.sentence)
        have, want = len(row.cells), len(self.columns)
        if have != want:
            sentence = f"It has {have} cells and the header {want}. Quote cells that hold commas."
            return Fault(number, row.line, self.columns[have] if have < want else None, "FORMAT", sentence)
        parsed = Parsed(number, row.line, lacks=self._lacks)
        values: dict[str, Any] = {}
        at = 0
        try:
            for at, read in enumerate(self._readers):
                read(parsed, values, formulas.plain(row.cells[at]))
            self._complete(parsed, values)
        except ValueFault as error:
            return Fault(number, row.line, error.column or self.columns[at], error.code, error.sentence)
        return self._twice(parsed, seen) or parsed

    def _complete(self, parsed: Parsed, values: dict[str, Any]) -> None:
        """What follows from the row as a whole: names made of their parts, defaults, the order of its days."""
        for column, prop in self._filled:
            if values.get(prop.name) is None:
                parsed.properties.update(stored.of(prop, _filled(column, prop, values)))
        for prop in self._absent:
            parsed.defaults.update(stored.of(prop, _default(prop, values)))
        if self.native.end is not None:
            attached.complete(self.native, self.native.end, parsed, values)
        start, end = values.get("started_on"), values.get("ended_on")
        if start is not None and end is not None and end < start:
            raise ValueFault("RANGE", f"ended_on {end} lies before started_on {start}. Mend one of them.", "ended_on")
        if self.native.edge is not None and parsed.ends[0] == parsed.ends[1] and _loops(self.native):
            raise ValueFault("RULE", "Both ends are the same. Name two.", self.native.ends[1])

    def _twice(self, parsed: Parsed, seen: dict[int, tuple[int, int]]) -> Fault | None:
        """A second row of an id, or of a fact that says something else. Only hashes are kept, of any number of rows."""
        edge = self.native.edge
        if edge is None:
            told = ("on", "key") if not self.native.identified else ()
            key, said = hash((parsed.external_id, *(parsed.properties[name] for name in told))), 0
        else:
            told_apart = ("started_on", *sharing.identity(edge))
            key = hash((parsed.ends, *(_told(parsed.properties.get(name)) for name in told_apart)))
            said = hash(tuple(sorted((k, _told(v)) for k, v in parsed.properties.items())))
        line, before = seen.setdefault(key, (parsed.line, said))
        if line == parsed.line:
            return None
        if edge is None:
            column = "external_id" if self.native.identified else "key"
            name = parsed.external_id or parsed.properties[column]
            sentence = f"{name!r} stands in line {line} already. Give each record its own id."
            return Fault(parsed.number, parsed.line, column, "DUPLICATE_ID", sentence)
        if before == said:
            return None
        sentence = f"Line {line} says something else of the same fact. Keep one of the two."
        return Fault(parsed.number, parsed.line, None, "DUPLICATE_FACT", sentence)


def _lacking(native: NativeFile, columns: Sequence[str]) -> Breach | None:
    """A custom field that a new record must have and the file says nothing of."""
    for column, field in native.custom.items():
        if field.required and column not in columns:
            return Breach(column, f"{field.label} is required and the file has no column for it. Add one.", "REQUIRED")
    return None


def _filled(column: str, prop: Property, values: Mapping[str, Any]) -> Any:
    """The value of a property whose cell is empty."""
    if prop.made_of:
        joined = " ".join(values[part] for part in prop.made_of if values.get(part))
        if joined:
            return joined
    found = _default(prop, values)
    if found is None and prop.required:
        parts = f", or {' and '.join(prop.made_of)}" if prop.made_of else ""
        raise ValueFault("REQUIRED", f"This is required and empty. Fill it in{parts}.", column)
    return found


def _default(prop: Property, values: Mapping[str, Any]) -> Any:
    return prop.default(values) if callable(prop.default) else prop.default


def _loops(native: NativeFile) -> bool:
    """Whether both ends of a fact are of one noun, so that they could be the same record."""
    return native.edge is not None and native.edge.source == native.edge.target


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _told(value: Any) -> str:
    """What tells a value from others within one run."""
    return repr(value.value if isinstance(value, Secret) else value)
