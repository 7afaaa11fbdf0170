"""Rows of a CSV file (RFC 4180), read as a stream and judged one by one: a bad record never spoils the next.

A record is at most 1 MiB and 100 lines, so that an open quote or an endless line costs neither memory nor the rest of
the file.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

RECORD_BYTES = 1 << 20
RECORD_LINES = 100
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Row:
    """One record: the line it begins on and its cells."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Bad:
    """A record that cannot be read: its line, a code and a sentence."""

    line: int
    code: str
    sentence: str


class _Lines:
    """Physical lines with their numbers; a line over the limit comes as None, its rest skipped."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._number = 0
        self._back: deque[tuple[int, bytes | None]] = deque()

    def next(self) -> tuple[int, bytes | None] | None:
        if self._back:
            return self._back.popleft()
        line = self._file.readline(RECORD_BYTES + 1)
        if not line:
            return None
        self._number += 1
        if len(line) <= RECORD_BYTES or line.endswith(b"\n"):
            return self._number, line
        while rest := self._file.readline(_CHUNK):
            if rest.endswith(b"\n"):
                break
        return self._number, None

    def push_back(self, lines: list[tuple[int, bytes]]) -> None:
        self._back.extendleft(reversed(lines))


def rows(file: BinaryIO, encoding: str = "utf-8") -> Iterator[Row | Bad]:
    """The records of a file, blank lines left out. The header comes as the first row."""
    lines = _Lines(file)
    first = True
    while (taken := lines.next()) is not None:
        number, line = taken
        if line is None:
            yield Bad(number, "TOO_LONG", "The line is longer than 1 MiB. Mend or split it.")
            continue
        if first:
            line, first = line.removeprefix(b"\xef\xbb\xbf"), False
        if line.strip():
            yield _record(lines, number, line, encoding)


def _record(lines: _Lines, number: int, line: bytes, encoding: str) -> Row | Bad:
    """One record from its first line. Inside quotes a record goes on while its quotes are odd."""
    taken: list[tuple[int, bytes]] = []
    whole = line
    while whole.count(b'"') % 2:
        following = lines.next()
        too_long = following is None or following[1] is None or len(taken) >= RECORD_LINES
        if following is not None and following[1] is not None:
            taken.append((following[0], following[1]))
            whole += following[1]
        if too_long or len(whole) > RECORD_BYTES:
            lines.push_back(taken)
            return Bad(number, "OPEN_QUOTE", "A quote is opened here and not closed within 100 lines. Close it.")
    try:
        text = whole.decode(encoding)
    except UnicodeDecodeError as error:
        return _undecodable(number, whole, error)
    try:
        cells = next(
            iter(
                csv.reader(
                    [text.rstrip("\r\n")] if "\n" not in text.rstrip("\r\n") else text.splitlines(keepends=True),
                    strict=True,
                )
            )
        )
    except (csv.Error, StopIteration) as error:
        return Bad(number, "FORMAT", f"This is no record of a CSV file: {error}. Quote the cell as a whole.")
    return Row(number, cells)


def _undecodable(number: int, whole: bytes, error: UnicodeDecodeError) -> Bad:
    line = number + whole[: error.start].count(b"\n")
    return Bad(
        number,
        "ENCODING",
        f"Line {line} has the byte 0x{whole[error.start]:02x}, which is not {error.encoding.upper()}. Save the file as "
        "UTF-8, or name its encoding with --encoding.",
    )
