"""The tables that a task reads. Each error is a sentence with file, line and value; nothing of a bad table is used."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from graphcrm.errors import BadUserInput
from graphcrm.exchange.csv_rows import Bad, rows

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
SECOND = 1_000_000
DAY = 86_400 * SECOND


@dataclass(frozen=True, slots=True)
class Event:
    """A message: when, in microseconds since 1970 UTC, who sent it, to whom else; each once."""

    moment: int
    sender: str
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A pair for whom a go-between is wanted, as of a moment."""

    source: str
    target: str
    at: int


def events(path: Path) -> list[Event]:
    """`time`, `sender`, `recipients` (separated by `;`)."""
    found = []
    for line, (time, sender, listed) in _rows(path, ("time", "sender", "recipients")):
        others = dict.fromkeys(name for name in listed.split(";") if name and name != sender)
        found.append(Event(moment(time, f"{path.name}, line {line}"), sender, tuple(others)))
    return found


def edges(path: Path) -> dict[tuple[str, str], float]:
    """`sender`, `recipient`, `count`, summed up by pair; a row to oneself gives its person and no tie."""
    found: dict[tuple[str, str], float] = {}
    for line, (sender, recipient, text) in _rows(path, ("sender", "recipient", "count")):
        count = _count(text, f"{path.name}, line {line}")
        found[sender, recipient] = found.get((sender, recipient), 0.0) + (count if sender != recipient else 0.0)
    return found


def reports(path: Path) -> dict[str, str]:
    """`person`, `manager`. Refused: two managers, and lines that go in a circle."""
    found: dict[str, str] = {}
    for line, (person, manager) in _rows(path, ("person", "manager")):
        if manager and found.setdefault(person, manager) != manager:
            raise BadUserInput(f"{path.name}, line {line}: {person} has two managers, {found[person]} and {manager}.")
    for person in found:
        seen, at = {person}, found.get(person)
        while at is not None:  # ends: whoever comes twice is refused
            if at in seen:
                raise BadUserInput(f"{path.name}: the lines of {person} go in a circle by {at}.")
            seen.add(at)
            at = found.get(at)
    return found


def asked(path: Path) -> list[Asked]:
    """`source`, `target`, `at`."""
    wanted = _rows(path, ("source", "target", "at"))
    return [Asked(source, target, moment(at, f"{path.name}, line {line}")) for line, (source, target, at) in wanted]


def records(path: Path) -> dict[str, dict[str, str]]:
    """`id`, then whatever columns there are: the values by column, by id."""
    header = _header(path)
    columns = ["id", *(name for name in header if name != "id")]
    found: dict[str, dict[str, str]] = {}
    for line, cells in _rows(path, columns):
        if cells[0] in found:
            raise BadUserInput(f"{path.name}, line {line}: the id {cells[0]} stands there a second time.")
        found[cells[0]] = dict(zip(columns, cells, strict=True))
    return found


def listed(path: Path, known: Container[str]) -> list[tuple[str, str]]:
    """`left`, `right`: ids of `known`, two different ones."""
    found = []
    for line, pair in _rows(path, ("left", "right")):
        for one in pair:
            if one not in known:
                raise BadUserInput(f"{path.name}, line {line}: no record has the id {one}.")
        if pair[0] == pair[1]:
            raise BadUserInput(f"{path.name}, line {line}: {pair[0]} stands there with itself.")
        found.append((pair[0], pair[1]))
    return found


def is_of_events(path: Path) -> bool:
    """Whether a table is one of events, by its header."""
    return "recipients" in _header(path)


def moment(text: str, where: str) -> int:
    """An ISO 8601 time with seconds, UTC where it names no zone, in microseconds since 1970. BadUserInput begins with
    `where`."""
    try:
        if len(text) < len("2024-03-04T09:00:00"):
            raise ValueError
        found = datetime.fromisoformat(text)
    except ValueError:
        raise BadUserInput(f"{where}: {text!r} is no time. Write it as 2024-03-04T09:00:00.") from None
    return ((found if found.tzinfo else found.replace(tzinfo=UTC)) - _EPOCH) // _MICROSECOND


def _count(text: str, where: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not 0.0 <= found < math.inf:
        raise BadUserInput(f"{where}: {text!r} is no count. Write a number, 0 or more.")
    return found


def _header(path: Path) -> list[str]:
    with _opened(path) as file:
        first = next(rows(file), None)
    if first is None:
        raise BadUserInput(f"{path.name} is empty. Its first line names the columns.")
    if isinstance(first, Bad):
        raise BadUserInput(f"{path.name}, line {first.line}: {first.sentence}")
    return first.cells


def _rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The line and the cells of these columns of each row."""
    header = _header(path)
    for name in columns:
        if header.count(name) != 1:
            wrong = "is missing" if name not in header else "stands there twice"
            raise BadUserInput(f"{path.name}, line 1: the column {name} {wrong}.")
    places = [header.index(name) for name in columns]
    with _opened(path) as file:
        found = rows(file)
        next(found)
        for row in found:
            if isinstance(row, Bad):
                raise BadUserInput(f"{path.name}, line {row.line}: {row.sentence}")
            if len(row.cells) != len(header):
                counts = f"{len(row.cells)} cells, the header {len(header)}"
                raise BadUserInput(f"{path.name}, line {row.line}: it has {counts}.")
            yield row.line, [row.cells[place] for place in places]


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise BadUserInput(f"{path} cannot be read ({error.strerror}).") from error
