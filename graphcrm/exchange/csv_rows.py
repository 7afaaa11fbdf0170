"""Rows of a CSV file (RFC 4180), read as a stream and judged one by one: a bad record never spoils the next.

A record is at most 1 MiB and 100 lines, so that an open quote or an endless line costs neither memory nor the rest of
the file.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

RECORD_BYTES = 1 << 20
RECORD_LINES = 100
_CHUNK = 1 << 20
_BOM = b"\xef\xbb\xbf"
# A quoted cell whole; possessive, so that a text of nothing but quotes costs no more than its length.
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"')


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


@dataclass(frozen=True, slots=True)
class _Line:
    """A physical line. `content` is None where it is over the limit; its rest was skipped."""

    number: int
    content: bytes | None


class _Lines:
    """Physical lines with their numbers; some may be given back to be taken again."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._number = 0
        self._back: deque[_Line] = deque()

    def next(self) -> _Line | None:
        if self._back:
            return self._back.popleft()
        line = self._file.readline(RECORD_BYTES + 1)
        if not line:
            return None
        self._number += 1
        if len(line) <= RECORD_BYTES or line.endswith(b"\n"):
            return _Line(self._number, line)
        while rest := self._file.readline(_CHUNK):
            if rest.endswith(b"\n"):
                break
        return _Line(self._number, None)

    def push_back(self, lines: list[_Line]) -> None:
        self._back.extendleft(reversed(lines))


def rows(file: BinaryIO, encoding: str = "utf-8", separator: str = ",") -> Iterator[Row | Bad]:
    """The records of a file, blank lines left out. The header comes as the first row."""
    lines = _Lines(file)
    while (taken := lines.next()) is not None:
        line = taken.content
        if line is None:
            yield Bad(taken.number, "TOO_LONG", "The line is longer than 1 MiB. Mend or split it.")
            continue
        if taken.number == 1:
            line = line.removeprefix(_BOM)
        if not line.strip():
            continue
        if b'"' in line:
            yield _quoted(lines, taken.number, line, encoding, separator)
            continue
        try:
            text = line.decode(encoding)
        except UnicodeDecodeError as error:
            yield _undecodable(taken.number, taken.number, line, error)
            continue
        yield Row(taken.number, _without_end(text).split(separator))


def _quoted(lines: _Lines, number: int, line: bytes, encoding: str, separator: str) -> Row | Bad:
    """One record whose first line holds a quote: it goes on while a quoted cell is open."""
    taken: list[_Line] = []
    text, fault, size = "", None, 0
    current: _Line | None = _Line(number, line)
    while current is not None and current.content is not None and size <= RECORD_BYTES and len(taken) < RECORD_LINES:
        try:
            text += current.content.decode(encoding)
        except UnicodeDecodeError as error:
            text += current.content.decode(encoding, errors="replace")
            fault = fault or _undecodable(number, current.number, current.content, error)
        size += len(current.content)
        # Only a line with a quote can close the cell; the others are not worth reading the record again.
        cells = _cells(_without_end(text), separator) if b'"' in current.content else None
        if isinstance(cells, str):
            lines.push_back(taken)
            return fault or Bad(number, "FORMAT", cells)
        if cells is not None:
            return fault or Row(number, cells)
        current = lines.next()
        if current is not None:
            taken.append(current)
    lines.push_back(taken)
    return fault or Bad(number, "OPEN_QUOTE", "A quote is opened here and not closed within 100 lines. Close it.")


def _cells(text: str, separator: str) -> list[str] | str | None:
    """The cells of a record; None where its last cell is open, a sentence where it is no record."""
    cells: list[str] = []
    at = 0
    while True:
        if text.startswith('"', at):
            found = _QUOTED.match(text, at)
            if found is None:
                return None
            cells.append(found[1].replace('""', '"'))
            at = found.end()
            if at < len(text) and text[at] != separator:
                return "Something follows a closing quote. Quote the whole cell, and double the quotes inside it."
        else:
            end = text.find(separator, at)
            end = len(text) if end < 0 else end
            if '"' in text[at:end]:
                return "A quote stands inside a cell. Quote the whole cell, and double the quotes inside it."
            cells.append(text[at:end])
            at = end
        if at >= len(text):
            return cells
        at += 1


def _without_end(text: str) -> str:
    return text.removesuffix("\n").removesuffix("\r")


def _undecodable(first: int, number: int, line: bytes, error: UnicodeDecodeError) -> Bad:
    """The sentence for a byte of line `number` that does not fit; the record begins on line `first`."""
    return Bad(
        first,
        "ENCODING",
        f"Line {number} has the byte 0x{line[error.start]:02x}, which is not {error.encoding.upper()}. Save the file "
        "as UTF-8, or name its encoding with --encoding.",
    )
