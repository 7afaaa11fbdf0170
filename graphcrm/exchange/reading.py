"""Reading native files: rows judged by themselves, each a parsed row or a fault.

What a row says of other records is judged where it is written (`batches`), or, for records of the same file, when the
whole file is known (`self_references`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

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
# By a hash of what tells a row from others: the number and the line of the first, and a hash of what it says.
Seen = dict[int, tuple[int, int, int]]


class Rows(Protocol):
    """A file of a run: what it is called in the ledger, what it holds, and its records."""

    name: str
    native: NativeFile
    size: int
    columns: list[str]

    @property
    def digest(self) -> str:
        """What tells it from any other, with all that decides how it is read."""
        ...

    def items(self, progress: Callable[[int], None]) -> Iterator[Item]:
        """All records, numbered from 1, judged by themselves. `progress` is told the bytes read."""
        ...

    def reason(self, source: str) -> str:
        """Why its records are changed, for their history."""
        ...

    def remarks(self, ledger: Ledger) -> None:
        """Notes what is odd about the file as a whole, as far as it was read."""
        ...

    def conclude(self, ledger: Ledger) -> None:
        """Notes what turned out to be odd while it was read."""
        ...

    def called(self, column: str | None) -> str | None:
        """A native column by the name it has in the file."""
        ...

    def understand(self, native: NativeFile) -> None:
        """Reads the columns as this says what they are: custom fields may have been defined since the header was."""
        ...


class Table:
    """A native file of a run, its header read. BadUserInput where it cannot be read as what it should be."""

    def __init__(self, vocabulary: Vocabulary, path: Path, name: str, native: NativeFile, encoding: str) -> None:
        self.path = path
        self.name = name
        self.native = native
        self.encoding = encoding
        self.size = path.stat().st_size
        self.columns = self._header()
        self.digest = digest(path)
        self._vocabulary = vocabulary
        self.understand(native)

    def conclude(self, ledger: Ledger) -> None:
        """Of a native file all is known by its rows."""

    def called(self, column: str | None) -> str | None:
        return column

    def understand(self, native: NativeFile) -> None:
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
        return f"Imported from {self.path.name} ({source})."

    def remarks(self, ledger: Ledger) -> None:
        if self.empty:
            ledger.find(self.name, f"{self.name} is empty: not even a header. Nothing was read of it.", code="EMPTY")
        for column in self.columns:
            if column not in self.native.columns:
                sentence = f"{self.name} has a column {column!r} that is not known; it was left out."
                ledger.find(self.name, sentence, line=1, column=column, code="UNKNOWN_COLUMN")

    def items(self, progress: Callable[[int], None]) -> Iterator[Item]:
        if self.empty:
            return
        seen: Seen = {}
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

    def _item(self, number: int, row: Row | Bad, seen: Seen) -> Item:
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
        return twice(self.native, parsed, seen) or parsed

    def _complete(self, parsed: Parsed, values: dict[str, Any]) -> None:
        """What follows from the row as a whole: names made of their parts, defaults, the order of its days."""
        for column, prop in self._filled:
            if values.get(prop.name) is None:
                parsed.properties.update(stored.of(prop, _filled(column, prop, values)))
        for prop in self._absent:
            parsed.defaults.update(stored.of(prop, default(prop, values)))
        whole(self.native, parsed, values)


def twice(native: NativeFile, parsed: Parsed, seen: Seen) -> Fault | None:
    """A second row of an id, or of a fact that says something else. Only hashes are kept, of any number of rows."""
    edge = native.edge
    if edge is None:
        told = ("on", "key") if not native.identified else ()
        key, said = hash((parsed.external_id, *(parsed.properties[name] for name in told))), 0
    else:
        told_apart = ("started_on", *sharing.identity(edge))
        key = hash((parsed.ends, *(_told(parsed.properties.get(name)) for name in told_apart)))
        said = hash(tuple(sorted((k, _told(v)) for k, v in parsed.properties.items())))
    number, line, before = seen.setdefault(key, (parsed.number, parsed.line, said))
    if number == parsed.number:
        return None
    if edge is None:
        column = "external_id" if native.identified else "key"
        name = parsed.external_id or parsed.properties[column]
        sentence = f"{name!r} stands in line {line} already. Give each record its own id."
        return Fault(parsed.number, parsed.line, column, "DUPLICATE_ID", sentence)
    if before == said:
        return None
    sentence = f"Line {line} says something else of the same fact. Keep one of the two."
    return Fault(parsed.number, parsed.line, None, "DUPLICATE_FACT", sentence)


def whole(native: NativeFile, parsed: Parsed, values: Mapping[str, Any]) -> None:
    """Judges what the cells of a row say together: the order of its days, its ends. ValueFault for a contradiction."""
    if native.end is not None:
        attached.complete(native, native.end, parsed, values)
    start, end = values.get("started_on"), values.get("ended_on")
    if start is not None and end is not None and end < start:
        raise ValueFault("RANGE", f"ended_on {end} lies before started_on {start}. Mend one of them.", "ended_on")
    if native.edge is not None and parsed.ends[0] == parsed.ends[1] and _loops(native):
        raise ValueFault("RULE", "Both ends are the same. Name two.", native.ends[1])


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
    found = default(prop, values)
    if found is None and prop.required:
        parts = f", or {' and '.join(prop.made_of)}" if prop.made_of else ""
        raise ValueFault("REQUIRED", f"This is required and empty. Fill it in{parts}.", column)
    return found


def default(prop: Property, values: Mapping[str, Any]) -> Any:
    """What a new record has of a property that nothing is said of."""
    return prop.default(values) if callable(prop.default) else prop.default


def _loops(native: NativeFile) -> bool:
    """Whether both ends of a fact are of one noun, so that they could be the same record."""
    return native.edge is not None and native.edge.source == native.edge.target


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _told(value: Any) -> str:
    """What tells a value from others within one run."""
    return repr(value.value if isinstance(value, Secret) else value)
