"""The skeleton of an org chart: `org_charts/skeleton` under a viewer's rights, and its answer as rows by position."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from graphcrm.access.sensitivity import Act
from graphcrm.access.viewers import Viewer
from graphcrm.compile import implied
from graphcrm.compile.asking import Asking, ask
from graphcrm.compile.rules import Rules
from graphcrm.graph.questions import library

FILE = "org_charts/skeleton"
MOST = 50_000
_IMPLIED = ("teams", "shown", "today")
_LINES = ("HOLDS", "REPORTS_TO", "PART_OF", "SUBSIDIARY_OF")
# What stands where in a row; of a line within a row as well. `unit`, `person`, `seat` and `place` are positions.
COLUMNS = {
    "units": ["id", "name", "above"],
    "above": ["unit", "owned", "startedOn", "endedOn"],
    "people": ["id", "name"],
    "seats": ["id", "title", "unit", "holders", "solid", "dotted"],
    "holders": ["person", "startedOn", "endedOn", "acting"],
    "solid": ["seat", "startedOn", "endedOn"],
    "dotted": ["seat", "startedOn", "endedOn"],
}


def asking(rules: Rules, viewer: Viewer, organization: str, *, subsidiaries: bool, moment: date) -> Asking:
    """The statement for the chart of an organization, named by its id or external id. It returns one row: the name of
    the argument whose record is not there, and the rows of units and seats."""
    told = implied.values(_IMPLIED, viewer, sorted(rules.shown), sorted(rules.usable(Act.SEARCH)), moment, {})
    given = {"organization": organization, "include_subsidiaries": "true" if subsidiaries else "false"}
    return ask(rules.vocabulary, rules, library()[FILE], given, told)


def told(rules: Rules, rows: list[list[Any]], moment: date) -> dict[str, Any]:
    """What a chart of any day is drawn from. `dated`: it is of all days, else of today alone; `holders`: who holds a
    seat is for the viewer to see, else none is told; `leftOut`: so many seats are not among those told."""
    parts = {part: content for part, *content in rows}
    units, total = parts["units"]
    seats, _ = parts.get("seats", ([], None))  # without any there is no such row
    people: dict[str, int] = {}
    names: list[list[Any]] = []
    unit_at = {unit[0]: number for number, unit in enumerate(units)}
    seat_at = {seat[0]: number for number, seat in enumerate(seats)}
    for seat in seats:
        for holding in seat[3]:
            identifier, name = holding[:2]
            if identifier not in people:
                people[identifier] = len(names)
                names.append([identifier, name])
            holding[:2] = [people[identifier]]
        lines = seat.pop()
        seat += [_lines(lines, "SOLID", seat_at), _lines(lines, "DOTTED", seat_at)]
    for unit in units:
        for place in unit[2]:
            place[:2] = [unit_at[place[0]], place[1] == "SUBSIDIARY_OF"]
    today = moment.date() if isinstance(moment, datetime) else moment
    return {
        "asOf": today.isoformat(),
        "dated": dated(rules),
        "holders": "HOLDS" in rules.shown,
        "total": total,
        "truncated": total > len(seats),
        "leftOut": total - len(seats),
        "columns": COLUMNS,
        "units": units,
        "people": names,
        "seats": seats,
    }


def dated(rules: Rules) -> bool:
    """Whether the viewer sees the days of all lines of a chart that they see."""
    days = ("started_on", "ended_on")
    return all(line not in rules.shown or all(f"{line}.{day}" in rules.shown for day in days) for line in _LINES)


def _lines(lines: Iterable[list[Any]], kind: str, seat_at: dict[str, int]) -> list[list[Any]]:
    """The lines of a kind to seats of the chart."""
    return [[seat_at[seat], *days] for seat, of, *days in lines if of == kind and seat in seat_at]
