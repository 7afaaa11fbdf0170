"""CSV (RFC 4180, UTF-8). What a spreadsheet would run has an apostrophe before it, which our import takes away.

The file says what it is of in the name of its last column, whose cells are empty: whoever reads it by its header meets
one column more, and no row that is none.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graphcrm.exchange.forms import lists
from graphcrm.exchange.forms.formulas import guarded
from graphcrm.exchange.writers.stated import Stated, flat


class CsvFile:
    """A CSV file on its way."""

    def __init__(self, path: Path, stated: Stated) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file, lineterminator="\r\n")
        self._kinds = [heading.kind for heading in stated.headings]
        self._writer.writerow([*(heading.name for heading in stated.headings), guarded(stated.line)])

    def row(self, values: Sequence[Any]) -> None:
        cells = [_cell(kind, value) for kind, value in zip(self._kinds, values, strict=True)]
        self._writer.writerow([*cells, ""])

    def close(self) -> None:
        self._file.close()

    def abandon(self) -> None:
        self._file.close()


def _cell(kind: str, value: Any) -> str:
    if value is None:
        return ""
    if kind == "texts":
        return guarded(lists.join(value))
    return guarded(value) if kind == "text" else flat(kind, value)
