"""The native files as tables: their columns, reading our own drafts, moving dates, writing RFC 4180."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from graphcrm.errors import BadUserInput

Row = dict[str, str]
Tables = dict[str, list[Row]]

BASE = date(2026, 11, 20)
"""The day on which the drafts are written: their newest interaction lies on the day before."""

COLUMNS = {
    "organizations": "external_id name kind categories part_of domain industry employees city country latitude "
    "longitude tags ours",
    "ownership": "child parent share control started_on ended_on source",
    "people": "external_id name first_name last_name emails phones city country language birthday linkedin categories "
    "lead_source lead_status tags",
    "roles": "external_id organization title function level reports_to dotted_to",
    "holdings": "role person started_on ended_on acting",
    "interactions": "external_id kind occurred_at participants subject duration_minutes concerns",
    "influences": "from to weight topic confidence source",
    "relations": "from to kind started_on ended_on",
    "deals": "external_id name organization pipeline stage value currency expected_close_on closed_on outcome",
    "stakeholders": "deal person buying_role stance power since",
}
"""The native files and their columns, in the contract's order."""

_DATES = {"started_on", "ended_on", "birthday", "since", "expected_close_on", "closed_on"}
_INSTANTS = {"occurred_at"}


def read(folder: str, name: str) -> list[Row]:
    """The rows of one draft beside this module (`core` or `wide`); none if there is no such file."""
    path = Path(__file__).parent / folder / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def drafts(folder: str) -> Tables:
    """All native tables of `core` or `wide`."""
    return {name: read(folder, name) for name in COLUMNS}


def add(tables: Tables, more: Tables) -> None:
    """Append the rows of `more` to the tables."""
    for name, rows in more.items():
        tables[name].extend(rows)


def _moved(column: str, value: str, by: timedelta) -> str:
    if not value:
        return value
    if column in _DATES:
        return (date.fromisoformat(value) + by).isoformat()
    if column in _INSTANTS:
        moved = datetime.fromisoformat(value.removesuffix("Z")) + by
        return f"{moved.isoformat()}Z"
    return value


def move(rows: Iterable[Row], by: timedelta) -> list[Row]:
    """The rows with every date and instant moved `by` whole days. BadUserInput beyond the calendar's end."""
    try:
        return [{column: _moved(column, value, by) for column, value in row.items()} for row in rows]
    except OverflowError as error:
        raise BadUserInput(
            f"The demo world cannot be moved by {by.days} days: choose a day in this century."
        ) from error


def write(folder: Path, tables: Tables, columns: Mapping[str, str] | None = COLUMNS) -> None:
    """Write the native files into the folder, which is made if it is not there. Without `columns`: all tables, each
    with the columns that its rows speak of."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in tables if columns is None else columns:
            rows = tables[name]
            named = dict.fromkeys(key for row in rows for key in row) if columns is None else columns[name].split()
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(named), restval="", lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
    except OSError as error:
        raise BadUserInput(f"The demo world cannot be written to {folder}: {error.strerror}.") from error
