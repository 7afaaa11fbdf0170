"""Reading native files: rows judged by themselves, each a parsed row or a rejection.

What a row says of other records is judged later, when all files of the run are known (`references`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphcrm.errors import BadUserInput
from graphcrm.exchange import cells
from graphcrm.exchange.cells import CellError
from graphcrm.exchange.csv_rows import Bad, Row, rows
from graphcrm.exchange.ledger import Ledger, Rejection
from graphcrm.exchange.native import NativeFile


@dataclass(slots=True)
class Parsed:
    """One good row: its line, values by property (money as (amount, currency)), lists by column, ends of a fact."""

    line: int
    external_id: str
    values: dict[str, Any]
    lists: dict[str, list[str]] = field(default_factory=dict)
    ends: tuple[str, str] = ("", "")


@dataclass(slots=True)
class Source:
    """A file of a run: where it lies, what it is, its hash, and its good rows."""

    path: Path
    native: NativeFile
    digest: str
    rows: list[Parsed]

    @property
    def name(self) -> str:
        return self.path.name


def read(path: Path, native: NativeFile, encoding: str, ledger: Ledger) -> Source:
    """Reads a file whole. Rejections and findings go to the ledger; BadUserInput where nothing of it can be read."""
    source = Source(path, native, _digest(path), [])
    ledger.count(path.name, "created", 0)
    try:
        with path.open("rb") as file:
            stream = rows(file, encoding)
            header = next(stream, None)
            if header is None:
                ledger.find(path.name, f"{path.name} is empty: not even a header. Nothing was read of it.")
                return source
            columns = _columns(path, native, header, ledger)
            seen: set[str] = set()
            for row in stream:
                parsed = _judge(row, columns, native, path.name, ledger, seen)
                if parsed is not None:
                    source.rows.append(parsed)
    except OSError as error:
        raise BadUserInput(f"{path} cannot be read: {error.strerror}.") from error
    return source


def _columns(path: Path, native: NativeFile, header: Row | Bad, ledger: Ledger) -> list[str]:
    if isinstance(header, Bad):
        raise BadUserInput(f"{path.name}, line {header.line}: {header.sentence}")
    columns = [name.strip() for name in header.cells]
    for name in columns:
        if name not in native.columns:
            sentence = f"{path.name} has a column {name!r} that is not known; it was left out."
            ledger.find(path.name, sentence, line=1, column=name, code="UNKNOWN_COLUMN")
    missing = [name for name in native.required if name not in columns]
    if missing:
        raise BadUserInput(f"{path.name}, line 1: the column {missing[0]} is missing. Nothing of the file was read.")
    twice = [name for name in columns if columns.count(name) > 1]
    if twice:
        raise BadUserInput(f"{path.name}, line 1: the column {twice[0]} stands there twice. Remove one.")
    return columns


def _judge(
    row: Row | Bad, columns: list[str], native: NativeFile, file: str, ledger: Ledger, seen: set[str]
) -> Parsed | None:
    def reject(column: str | None, code: str, sentence: str) -> Parsed | None:
        ledger.reject(Rejection(file, row.line, column, code, f"{file}, line {row.line}: {sentence}"))
        return None

    if isinstance(row, Bad):
        return reject(None, row.code, row.sentence)
    if len(row.cells) != len(columns):
        return reject(None, "FORMAT", f"It has {len(row.cells)} cells and the header {len(columns)}. Quote the commas.")
    given = dict(zip(columns, row.cells, strict=True))
    parsed = Parsed(row.line, "", {})
    for column, cell in given.items():
        try:
            _cell(native, column, cell, given, parsed)
        except CellError as error:
            return reject(column, error.code, f"{column}: {error.sentence}")
    fault = _whole(native, parsed)
    if fault is not None:
        return reject(*fault)
    if native.noun is not None and parsed.external_id in seen:
        sentence = f"external_id {parsed.external_id!r} stood above already. Give each record its own."
        return reject("external_id", "DUPLICATE_ID", sentence)
    seen.add(parsed.external_id)
    return parsed


def _cell(native: NativeFile, column: str, cell: str, given: dict[str, str], parsed: Parsed) -> None:
    if column in native.properties:
        prop = native.properties[column]
        if native.noun is not None and prop.name == "kind" and native.noun.name == "Organization" and not cell.strip():
            cell = "COMPANY"
        if prop.name == "name" and "first_name" in native.properties and not cell.strip():
            return
        if native.edge is not None and prop.name == "control" and not cell.strip():
            return
        found = cells.value(prop, cell)
        if prop.name == "external_id":
            if found is None:
                raise CellError("REQUIRED", "This is required and empty. Fill it in.")
            parsed.external_id = found
        elif column in native.currencies:
            parsed.values[prop.name] = _money(found, given.get(native.currencies[column]))
        else:
            parsed.values[prop.name] = found
    elif native.edge is not None and column in native.ends:
        names = cells.parts(cell)
        if len(names) != 1:
            raise CellError("REQUIRED" if not names else "FORMAT", "Exactly one id is needed here.")
        index = native.ends.index(column)
        parsed.ends = (names[0], parsed.ends[1]) if index == 0 else (parsed.ends[0], names[0])
    else:
        reference = next((r for r in native.references if r.column == column), None)
        if reference is not None:
            parsed.lists[column] = _list(column, cell, reference.many, reference.required)


def _money(amount: str | None, currency_cell: str | None) -> tuple[str, str | None] | None:
    if amount is None:
        return None
    return amount, cells.currency(currency_cell or "")


def _list(column: str, cell: str, many: bool, required: bool) -> list[str]:
    found = cells.parts(cell)
    if required and not found:
        raise CellError("REQUIRED", "This is required and empty. Fill it in.")
    if not many and len(found) > 1:
        raise CellError("TOO_MANY", f"Only one id may stand here, not {len(found)}.")
    check: dict[str, Callable[[str], str]] = {"emails": cells.email, "phones": cells.phone}
    if column == "categories":
        return [name.upper() for name in found]
    return [check[column](name) for name in found] if column in check else found


def _whole(native: NativeFile, parsed: Parsed) -> tuple[str, str, str] | None:
    """What is wrong with a row as a whole: (column, code, sentence)."""
    values = parsed.values
    if "first_name" in native.properties and values.get("name") is None:
        joined = " ".join(part for part in (values.get("first_name"), values.get("last_name")) if part)
        if not joined:
            return "name", "REQUIRED", "A person needs a name, or first_name and last_name. Fill them in."
        values["name"] = joined
    start, end = values.get("started_on"), values.get("ended_on")
    if start is not None and end is not None and end < start:
        return "ended_on", "RANGE", f"ended_on {end} lies before started_on {start}. Mend one of them."
    if "name" not in values and native.noun is not None and native.noun.name == "Organization":
        return "name", "REQUIRED", "name: This is required and empty. Fill it in."
    if native.name == "organizations":
        values.setdefault("kind", "COMPANY")
    if native.name == "ownership" and "control" not in values:
        values["control"] = (values.get("share") or 0.0) > 0.5
    return None


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                found.update(block)
    except OSError as error:
        raise BadUserInput(f"{path} cannot be read: {error.strerror}.") from error
    return found.hexdigest()
