"""Cells that a mapping made, read and judged as those of a native file are; what a row does not say is left alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.exchange import columns, reading
from graphcrm.exchange.columns import REQUIRED, Parsed
from graphcrm.exchange.mapped.mapping import Mapped
from graphcrm.exchange.native import NativeFile
from graphcrm.exchange.reading import Fault
from graphcrm.records import stored
from graphcrm.records.checks import ValueFault
from graphcrm.records.desired import Breach

_NOT_THERE = "Nothing has this key, and the mapping is to update only."


class RowReader:
    """Reads the rows of one native file."""

    def __init__(self, vocabulary: Vocabulary, native: NativeFile, mapped: Mapped) -> None:
        self.native = native
        self._mapped = mapped
        told = mapped.of(native.name)
        self._fills = frozenset(one.to for one in told if one.write == "fill")
        self._adds = frozenset(one.to for one in told if one.write == "add")
        self._readers = {column: columns.reader(vocabulary, native, column) for column in native.columns}
        self._main = native.name == mapped.noun
        declared = native.properties.items()
        self._wanted = [(c, p) for c, p in declared if p.required or p.made_of or p.default is not None]
        self._required = [r.column for r in native.references if r.required]
        self._required_fields = [column for column, field in native.custom.items() if field.required]

    def read(self, number: int, line: int, cells: Mapping[str, str]) -> Parsed | Fault:
        """The row of these cells; an absent one says nothing."""
        parsed = Parsed(number, line, fills=self._fills, adds=self._adds)
        values: dict[str, Any] = {}
        column = ""
        try:
            for column, cell in cells.items():
                self._readers[column](parsed, values, cell)
            self._complete(parsed, values, cells)
        except ValueFault as fault:
            return Fault(number, line, fault.column or column, fault.code, fault.sentence)
        if self._main and self.native.noun is not None:
            parsed.only_new = self._mapped.mode == "create"
            if self._mapped.mode == "update":
                parsed.lacks = Breach(self._mapped.key[0], _NOT_THERE, "NOT_FOUND")
        return parsed

    def _complete(self, parsed: Parsed, values: dict[str, Any], cells: Mapping[str, str]) -> None:
        """What a new record has beside what is said, or lacks; what follows from the row as a whole."""
        for column, prop in self._wanted:
            if values.get(prop.name) is not None or (column in cells and prop.default is None and not prop.made_of):
                continue
            parts = [values.get(part) for part in prop.made_of]
            if any(parts):
                made = stored.of(prop, " ".join(part for part in parts if part))
                (parsed.properties if all(parts) else parsed.defaults).update(made)
                parsed.fills |= {column} if self._fills & set(prop.made_of) else frozenset()
            elif (found := reading.default(prop, values)) is not None:
                parsed.defaults.update(stored.of(prop, found))
                for name in stored.of(prop, None) if column in cells else ():
                    parsed.properties.pop(name, None)
            elif prop.required and column in cells:
                raise ValueFault("REQUIRED", REQUIRED, column)
            elif prop.required:
                self._lack(parsed, column)
        for column in self._required:
            if not parsed.lists.get(column):
                self._lack(parsed, column)
        for column in self._required_fields:
            if not cells.get(column):
                self._lack(parsed, column)
        if self.native.identified and not parsed.external_id:
            raise ValueFault("REQUIRED", REQUIRED, "external_id")
        if self.native.edge is not None and parsed.lacks is not None:
            raise ValueFault("REQUIRED", REQUIRED, parsed.lacks.blames)
        for column, end in zip(self.native.ends, parsed.ends, strict=True):
            if column and not end:
                raise ValueFault("REQUIRED", REQUIRED, column)
        reading.whole(self.native, parsed, values)

    def _lack(self, parsed: Parsed, column: str) -> None:
        parsed.lacks = parsed.lacks or Breach(column, REQUIRED, "REQUIRED")
