"""Lists inside a cell: separated by `;`. A semicolon that belongs to a part stands there as `\\;`, and backslashes
right before a semicolon are doubled; anywhere else a backslash is itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SEMICOLON = re.compile(r"(\\*);")
_BACKSLASHES = re.compile(r"\\+$")


def split(cell: str) -> list[str]:
    """The parts of a cell, as they stand there: empty ones too."""
    if "\\;" not in cell:
        return cell.split(";")
    found, at = [""], 0
    for semicolon in _SEMICOLON.finditer(cell):
        before = semicolon[1]
        found[-1] += cell[at : semicolon.start()] + before[: len(before) // 2]
        at = semicolon.end()
        if len(before) % 2:
            found[-1] += ";"
        else:
            found.append("")
    found[-1] += cell[at:]
    return found


def join(parts: Sequence[str]) -> str:
    """The cell of which `split` makes these parts."""
    told = [_SEMICOLON.sub(r"\1\1\\;", part) if ";" in part else part for part in parts]
    ended = [_BACKSLASHES.sub(lambda run: run[0] * 2, part) if part.endswith("\\") else part for part in told[:-1]]
    return ";".join([*ended, *told[-1:]])
