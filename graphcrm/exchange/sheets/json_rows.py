"""JSON: a list of flat objects, or one object a line (JSON Lines). Numbers keep their digits; a list of plain values is
a list, anything deeper is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from graphcrm.errors import BadUserInput
from graphcrm.exchange.csv_rows import RECORD_BYTES, Bad
from graphcrm.exchange.forms import lists
from graphcrm.exchange.sheets.sheet import MOST_COLUMNS, Progress, Record, Remark, Sheet

_LIST_BYTES = 64 << 20
_SPACE = " \t\r\n"
_TWICE = "\0twice"


class Objects(Sheet):
    """The objects of a file. BadUserInput where there are none."""

    def __init__(self, path: Path, name: str) -> None:
        self._path, self._name = path, name
        with path.open("rb") as file:
            head = file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
        self._lines = not head.startswith(b"[")
        if not self._lines and path.stat().st_size > _LIST_BYTES:
            raise BadUserInput(
                f"{name} is a list of more than {_LIST_BYTES >> 20} MiB. Write an object a line instead."
            )
        columns: dict[str, None] = {}
        first: Bad | None = None
        for _, one in self._objects(lambda _: None):
            if isinstance(one, Bad):
                first = first or one
                continue
            columns.update(dict.fromkeys(one))
            if len(columns) > MOST_COLUMNS:
                raise BadUserInput(f"{name} has more than {MOST_COLUMNS} different names in its objects.")
        self.columns = [column for column in columns if column != _TWICE]
        if not self.columns:
            why = f" Line {first.line}: {first.sentence}" if first is not None else ""
            raise BadUserInput(f"{name} holds no objects: write a list of them, or one a line.{why}")

    def records(self, progress: Progress) -> Iterator[Record | Bad]:
        for line, one in self._objects(progress):
            if isinstance(one, Bad):
                yield one
            elif _TWICE in one:
                yield Bad(line, "FORMAT", f"{one[_TWICE]!r} stands in this object twice. Remove one.")
            else:
                yield self._record(line, one)

    def remarks(self) -> list[Remark]:
        return []

    def _record(self, line: int, one: dict[str, Any]) -> Record:
        cells, faults = [], {}
        for place, column in enumerate(self.columns):
            text = _text(one.get(column))
            if text is None:
                told = "An object stands inside this one. Give its parts columns of their own."
                faults[place] = ("FORMAT", told)
            cells.append(text or "")
        return Record(line, cells, faults)

    def _objects(self, progress: Progress) -> Iterator[tuple[int, dict[str, Any] | Bad]]:
        return self._by_line(progress) if self._lines else self._listed()

    def _by_line(self, progress: Progress) -> Iterator[tuple[int, dict[str, Any] | Bad]]:
        with self._path.open("rb") as file:
            number = 0
            while line := file.readline(RECORD_BYTES + 1):
                number += 1
                if len(line) > RECORD_BYTES:
                    while not line.endswith(b"\n") and (line := file.readline(RECORD_BYTES)):
                        pass
                    yield number, Bad(number, "TOO_LONG", "The line is longer than 1 MiB. Mend or split it.")
                elif line.removeprefix(b"\xef\xbb\xbf").strip():
                    yield number, _parsed(number, line)
                if number % 1000 == 0:
                    progress(file.tell())

    def _listed(self) -> Iterator[tuple[int, dict[str, Any] | Bad]]:
        """The objects of a list, up to where it is no JSON any more."""
        try:
            text = self._path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise BadUserInput(f"{self._name} is not UTF-8, as JSON must be. Save it as UTF-8.") from error
        at, line, counted = _after(text, text.index("[") + 1), 1, 0
        while at < len(text) and text[at] != "]":
            line, counted = line + text.count("\n", counted, at), at
            try:
                one, at = _DECODER.raw_decode(text, at)
            except (ValueError, RecursionError) as error:
                yield line, Bad(line, "FORMAT", f"This is no JSON: {_told(error)}. What follows was not read.")
                return
            yield line, one if isinstance(one, dict) else Bad(line, "FORMAT", "Only objects may stand in the list.")
            at = _after(text, at)
            if at < len(text) and text[at] == ",":
                at = _after(text, at + 1)
            elif at < len(text) and text[at] != "]":
                yield line, Bad(line, "FORMAT", "A comma is missing after this. What follows was not read.")
                return
        if at >= len(text):
            yield line, Bad(line, "FORMAT", "The list is not closed. Is the file whole?")


def _parsed(number: int, line: bytes) -> dict[str, Any] | Bad:
    try:
        text = line.decode("utf-8-sig").strip(_SPACE)
        one, end = _DECODER.raw_decode(text)
    except UnicodeDecodeError:
        return Bad(number, "ENCODING", "This line is not UTF-8, as JSON must be.")
    except (ValueError, RecursionError) as error:
        return Bad(number, "FORMAT", f"This is no JSON: {_told(error)}.")
    if end != len(text) or not isinstance(one, dict):
        return Bad(number, "FORMAT", "One object may stand on a line, and nothing else.")
    return one


def _told(error: Exception) -> str:
    return error.msg if isinstance(error, json.JSONDecodeError) else "it is too deep, or says what JSON cannot"


def _after(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        found[_TWICE] = next(name for name in names if names.count(name) > 1)
    return found


def _refused(word: str) -> NoReturn:
    raise ValueError(word)


# A number is kept as it stands there: an id of twenty digits must not be rounded.
_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=str, parse_int=str, parse_constant=_refused, strict=False
)


def _text(value: Any) -> str | None:
    """A value as a cell; None where it is no plain value and no list of such."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # Half of a surrogate pair is no character and could be written nowhere.
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        parts = [_text(one) for one in value]
        if all(part is not None and not isinstance(one, list) for part, one in zip(parts, value, strict=True)):
            return lists.join([part for part in parts if part])
    return None
