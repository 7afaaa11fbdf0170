"""The files of journals, as the sealer reads them: a note a line, each file in its order.

A file that was begun because another could not be brought to disk says so in its first line, `instead_of`: the name of
the other, and the byte from which its notes stand here again. What the other holds from there on counts no more; what
the sealer has taken of it already is passed over here, where the same bytes stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from graphcrm.graph.file_locks import held

_INSTEAD = b'{"instead_of":'


@dataclass(frozen=True, slots=True)
class Instead:
    """What a file stands for: the notes of `name` from a byte on; `length` is that of the line that says so."""

    name: str
    start: int
    length: int

    @staticmethod
    def line(name: str, start: int) -> bytes:
        return orjson.dumps({"instead_of": [name, start]}, option=orjson.OPT_APPEND_NEWLINE)

    @staticmethod
    def of(path: Path) -> Instead | None:
        """What a file stands for, None for most."""
        _, first = next(_lines(path, 0, None), (0, b""))
        if not first.startswith(_INSTEAD):
            return None
        name, start = orjson.loads(first)["instead_of"]
        return Instead(name, start, len(first))


def waiting(folder: Path, places: Mapping[str, int], most: int) -> list[dict[str, Any]]:
    """At most so many notes that lie after `places` (name of a file → bytes of it that are sealed), in the order of
    each file; `journal` says where a note ends: "name:bytes". Of a line that is not whole nothing is taken."""
    found: list[dict[str, Any]] = []
    for path, lines in _left(folder, places):
        for end, text in lines:
            if len(found) == most:
                return found
            found.append({**orjson.loads(text), "journal": f"{path.stem}:{end}"})
    return found


def finished(folder: Path, places: Mapping[str, int]) -> list[Path]:
    """Files that are sealed to their last whole line and whose process has done with them. One that another stands for
    stays as long as that other: how far it was sealed says where to begin there."""
    idle = {path for path in folder.glob("*.jsonl") if not held(path)}
    replaced = {instead.name for path in folder.glob("*.jsonl") if (instead := Instead.of(path)) is not None}
    left = ((path, lines) for path, lines in _left(folder, places) if path in idle and path.stem not in replaced)
    return [path for path, lines in left if next(lines, None) is None]


def _left(folder: Path, places: Mapping[str, int]) -> Iterator[tuple[Path, Iterator[tuple[int, bytes]]]]:
    """The files with what of their lines is not sealed yet."""
    files = {path: Instead.of(path) for path in sorted(folder.glob("*.jsonl"))}
    ends = {instead.name: instead.start for instead in files.values() if instead is not None}
    for path, instead in files.items():
        start = places.get(path.stem, 0)
        if instead is not None and not start:
            start = instead.length + max(0, places.get(instead.name, 0) - instead.start)
        yield path, _lines(path, start, ends.get(path.stem))


def _lines(path: Path, start: int, end: int | None) -> Iterator[tuple[int, bytes]]:
    """The whole lines of a file from one place to another, each with the place where it ends."""
    try:
        file = path.open("rb")
    except FileNotFoundError:  # was removed meanwhile
        return
    with file:
        file.seek(start)
        place = start
        for text in file:
            place += len(text)
            if not text.endswith(b"\n") or (end is not None and place > end):
                return
            yield place, text
