"""What every reader gives: the columns of a file and its records, each with the line or row it begins at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from graphcrm.errors import BadUserInput
from graphcrm.exchange.csv_rows import Bad

Progress = Callable[[int], None]
MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Record:
    """One record: where it begins and its cells. `faults`: what is wrong with a cell, by position: a code and a
    sentence; `numbers`: the positions of cells that the file keeps as numbers."""

    line: int
    cells: list[str]
    faults: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the file as a whole."""

    code: str
    sentence: str
    line: int | None = None
    column: str | None = None

    def more(self) -> dict[str, Any]:
        """What the ledger keeps beside the sentence."""
        said = {"code": self.code, "line": self.line, "column": self.column}
        return {name: value for name, value in said.items() if value is not None}


class Sheet(Protocol):
    """A file that can be read again and again."""

    columns: list[str]

    def records(self, progress: Progress) -> Iterator[Record | Bad]:
        """All records after the header. `progress` is told the bytes read."""
        ...

    def remarks(self) -> list[Remark]:
        """What is odd about it, as far as it was read."""
        ...


def named(cells: list[str], name: str, line: int) -> list[str]:
    """The columns of a header; one without a name is called by its place. BadUserInput for two of one name."""
    columns = [cell.strip() or f"column {place}" for place, cell in enumerate(cells, start=1)]
    if len(columns) > MOST_COLUMNS:
        raise BadUserInput(f"{name}, line {line}: it has {len(columns)} columns, and {MOST_COLUMNS} are the most.")
    twice = next((column for column in columns if columns.count(column) > 1), None)
    if twice is not None:
        raise BadUserInput(f"{name}, line {line}: the column {twice} stands there twice. Rename or remove one.")
    return columns


def of_width(record: Record, columns: list[str]) -> Record | Bad:
    """The record with as many cells as there are columns. Bad where a cell stands beyond the header."""
    have, want = len(record.cells), len(columns)
    if have > want and any(cell.strip() for cell in record.cells[want:]):
        return Bad(record.line, "FORMAT", f"It has {have} cells and the header {want}. Quote cells with separators.")
    cells = record.cells[:want] + [""] * (want - have)
    return Record(record.line, cells, record.faults, record.numbers)
