"""Any CSV: its separator found or named, its encoding UTF-8 or named; a bad record costs itself alone."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from graphcrm.errors import BadUserInput
from graphcrm.exchange.csv_rows import Bad, Row, rows
from graphcrm.exchange.sheets import encodings
from graphcrm.exchange.sheets.sheet import Progress, Record, Remark, Sheet, named, of_width

SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 1 << 16
_LINES = 50


class Delimited(Sheet):
    """A text of records. BadUserInput where its header cannot be read."""

    def __init__(self, path: Path, name: str, separator: str | None = None, encoding: str | None = None) -> None:
        self._path = path
        self.encoding = encodings.of(path, name, encoding)
        self.separator = separator or found(path, name, self.encoding)
        with path.open("rb") as file:
            header = next(rows(file, self.encoding, self.separator), None)
        if header is None:
            raise BadUserInput(f"{name} is empty: not even a header.")
        if isinstance(header, Bad):
            raise BadUserInput(f"{name}, line {header.line}: {header.sentence}")
        if any("\r" in cell for cell in header.cells):
            raise BadUserInput(f"{name}: the lines end in carriage returns alone. Save the file with line feeds.")
        self.columns = named(header.cells, name, header.line)

    def records(self, progress: Progress) -> Iterator[Record | Bad]:
        with self._path.open("rb") as file:
            stream = rows(file, self.encoding, self.separator)
            next(stream)
            for number, row in enumerate(stream, start=1):
                yield self._record(row)
                if number % 1000 == 0:
                    progress(file.tell())

    def remarks(self) -> list[Remark]:
        return []

    def _record(self, row: Row | Bad) -> Record | Bad:
        if isinstance(row, Bad):
            return row
        if any("\0" in cell for cell in row.cells):
            return Bad(row.line, "FORMAT", "It holds a NUL byte, so that the file is damaged here. Mend the row.")
        if len(row.cells) < len(self.columns):
            have, want = len(row.cells), len(self.columns)
            return Bad(row.line, "FORMAT", f"It has {have} cells and the header {want}. Quote cells with separators.")
        return of_width(Record(row.line, row.cells), self.columns)


def found(path: Path, name: str, encoding: str) -> str:
    """The separator that cuts the first records into the same number of cells, more than one. BadUserInput where two
    would do equally well."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    cut = sample.rfind(b"\n")
    whole = sample[: cut + 1] if len(sample) == _SAMPLE and cut > 0 else sample
    marks = {separator: _mark(whole, encoding, separator) for separator in SEPARATORS}
    best = max(marks.values())
    if best == (0.0, 0):
        return ","
    winners = [separator for separator, mark in marks.items() if mark == best]
    if len(winners) > 1:
        told = " or ".join(repr(one) for one in winners)
        raise BadUserInput(f"{name} may be separated by {told}. Say which with --separator.")
    return winners[0]


def _mark(sample: bytes, encoding: str, separator: str) -> tuple[float, int]:
    """How well a separator fits: the share of records as wide as the header, and that width; nought for one column."""
    widths: Counter[int] = Counter()
    first = 0
    for number, row in enumerate(rows(io.BytesIO(sample), encoding, separator)):
        if number == _LINES:
            break
        width = len(row.cells) if isinstance(row, Row) else 0
        first = first or width
        widths[width] += 1
    return (round(widths[first] / widths.total(), 3), first) if first > 1 else (0.0, 0)
