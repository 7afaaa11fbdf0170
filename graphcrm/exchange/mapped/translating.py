"""Records of a file as cells of native ones, one row of each native file that the mapping speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphcrm.compile.declarations import Reference
from graphcrm.exchange.csv_rows import Bad
from graphcrm.exchange.forms import formulas
from graphcrm.exchange.mapped import values
from graphcrm.exchange.mapped.mapping import CONSENT, Column, Mapped
from graphcrm.exchange.native import NativeFile
from graphcrm.exchange.reading import Fault
from graphcrm.exchange.sheets.sheet import Record
from graphcrm.records.checks import ValueFault

# Before the name of a column of the file itself: no native column begins so.
SOURCE = "="
_POST = {"medium": "POST"}


@dataclass(slots=True)
class Translated:
    """One record: its number and line, and by native file the cells of its row. A column that is absent says nothing,
    an empty cell clears."""

    number: int
    line: int
    cells: dict[str, dict[str, str]] = field(default_factory=dict)


class Translator:
    """Translates the records of one file. `columns` are those of the file; `numbers` counts cells that the file keeps
    as numbers although their column is one of texts, with the first line, by column. `guarded`: an apostrophe may stand
    before what a spreadsheet would run."""

    def __init__(self, mapped: Mapped, columns: list[str], natives: Mapping[str, NativeFile], *, guarded: bool) -> None:
        self.mapped = mapped
        self._guarded = guarded
        self.numbers: dict[str, list[int]] = {}
        self._places = {column: place for place, column in enumerate(columns)}
        self._kinds = {(one.file, one.to): _kind(natives[one.file], one.to) for one in mapped.columns}
        self._listed = {
            (one.file, one.to) for one in mapped.columns if any(r.column == one.to for r in _references(natives, one))
        }

    def record(self, number: int, record: Record | Bad) -> Translated | Fault:
        """The rows of a record, or the first thing that is wrong with one of its cells."""
        if isinstance(record, Bad):
            return Fault(number, record.line, None, record.code, record.sentence)
        found = Translated(number, record.line)
        for column in self.mapped.columns:
            try:
                self._put(found, column, record)
            except ValueFault as fault:
                told = f"{SOURCE}{column.column}" if column.column is not None else None
                return Fault(number, record.line, told, fault.code, fault.sentence)
        for file, cells in found.cells.items():
            if file == "addresses" and cells.get("address"):
                cells |= _POST
        return found

    def _put(self, found: Translated, column: Column, record: Record) -> None:
        text = column.value
        if column.column is not None:
            place = self._places[column.column]
            if place in record.faults:
                raise ValueFault(*record.faults[place])
            text = formulas.plain(record.cells[place]) if self._guarded else record.cells[place]
            if place in record.numbers:
                self._number(column, text, record.line)
        cell = self._cell(column, text.strip())
        cells = found.cells.setdefault(column.file, {})
        if cell is None:
            return
        before = cells.get(column.to)
        if before and (column.file, column.to) in self._listed:
            cell = ";".join(part for part in (before, cell) if part)
        cells[column.to] = cell

    def _cell(self, column: Column, text: str) -> str | None:
        """The cell of a native file; None where it says nothing."""
        if not text:
            return "" if column.write == "clear" else None
        text = values.word(text, column.choices) if column.choices else text
        kind = self._kinds[column.file, column.to]
        if kind == "Boolean":
            told = values.truth(text)
            return None if column.to in CONSENT and told == "false" else told
        if kind == "Date":
            return values.day(text, column.date)
        if kind in ("Integer", "Number"):
            return values.number(text, column.number)
        if kind == "Money":
            return values.amount(text, column.number)
        values.digits_kept(text)
        if column.to == "country":
            return values.country(text)
        return text

    def _number(self, column: Column, text: str, line: int) -> None:
        """Notes a number where a text should be: a zero or a plus before it is lost."""
        if self._kinds[column.file, column.to] in ("Boolean", "Date", "Integer", "Number", "Money", "Instant"):
            return
        if column.to == "phones" or len(text) > 11:
            counted = self.numbers.setdefault(column.column or "", [0, line])
            counted[0] += 1


def _kind(native: NativeFile, to: str) -> str:
    """What a column holds; nothing for one that is a list or an end."""
    if to in native.custom:
        return native.custom[to].property.kind.name
    return native.properties[to].kind.name if to in native.properties else ""


def _references(natives: Mapping[str, NativeFile], column: Column) -> list[Reference]:
    return [r for r in natives[column.file].references if r.many]
