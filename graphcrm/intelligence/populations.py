"""The people within whom influence is measured: of each legal organization, with all its units, who holds a seat there.

What is not in sight is as if it were not there, as in `contacts`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graphcrm.graph.connection import Graph
from graphcrm.intelligence import pages
from graphcrm.intelligence.sight import EVERYBODY, Sight
from graphcrm.measures import influence, titles

UNITS = frozenset({"DIVISION", "DEPARTMENT", "TEAM"})

_ORGANIZATIONS = """
MATCH (u:Organization) WHERE u.id > $after WITH u ORDER BY u.id LIMIT $size WITH collect(u) AS page
RETURN page[-1].id, COLLECT {
  UNWIND page AS u
  WITH u WHERE ($sees_all OR u.audience IS NULL OR any(t IN u.audience WHERE t IN $teams)) AND u.archived_at IS NULL
  RETURN [u.id, u.kind, [(u)-[r:PART_OF]->(o:Organization)
    WHERE ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams)) AND o.archived_at IS NULL
    AND (r.started_on IS NULL OR r.started_on <= $on) AND (r.ended_on IS NULL OR r.ended_on >= $on) | o.id]]
}
"""
_SEATS = """
MATCH (s:Role) WHERE s.id > $after WITH s ORDER BY s.id LIMIT $size WITH collect(s) AS page
RETURN page[-1].id, COLLECT {
  UNWIND page AS s
  MATCH (s)-[:AT]->(o:Organization)
  WHERE ($sees_all OR s.audience IS NULL OR any(t IN s.audience WHERE t IN $teams)) AND s.archived_at IS NULL
  RETURN [s.id, o.id, s.title,
    [(s)-[r:REPORTS_TO {kind: 'SOLID'}]->(b:Role)
      WHERE ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams)) AND b.archived_at IS NULL
      AND (r.started_on IS NULL OR r.started_on <= $on) AND (r.ended_on IS NULL OR r.ended_on >= $on) | b.id],
    [(p:Person)-[h:HOLDS]->(s) WHERE (h.started_on IS NULL OR h.started_on <= $on)
      AND (h.ended_on IS NULL OR h.ended_on >= $on) | p.id]]
}
"""
_DRAWN = """
MATCH (p:Person) WHERE p.id > $after WITH p ORDER BY p.id LIMIT $size WITH collect(p) AS page
RETURN page[-1].id, COLLECT {
  UNWIND page AS a
  MATCH (a)-[i:INFLUENCES]->(b:Person) WHERE a <> b AND ($sees_all OR coalesce(i.sharing, 'DETAILS') <> 'EXISTENCE'
    OR any(t IN coalesce(i.shared_with, []) WHERE t IN $teams))
  RETURN [a.id, b.id, coalesce(i.weight, 1.0) * coalesce(i.confidence, 1.0)]
}
"""


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat on the day: where, its title, the seat above by a solid line, the numbers of who holds it."""

    organization: str
    title: str
    above: str | None
    holders: Sequence[int]


@dataclass(slots=True)
class Level:
    """What is known of the place of somebody: the formal part of their highest seat in the chart, else the level of a
    title."""

    place: float | None = None
    title: float | None = None

    @property
    def known(self) -> float | None:
        return self.title if self.place is None else self.place

    def rise(self, place: float | None, title: float | None) -> None:
        """To the higher one of two."""
        self.place = _higher(self.place, place)
        self.title = _higher(self.title, title)


@dataclass(slots=True)
class Structure:
    """All organizations, seats and drawn lines of a day; people are numbers as in `contacts`. `legal`: by legal
    organization, itself and its units; `at`: by organization its seats; `homes`: by person the legal organizations they
    have a seat at."""

    legal: dict[str, list[str]] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)
    at: dict[str, list[str]] = field(default_factory=dict)
    homes: dict[int, set[str]] = field(default_factory=dict)
    drawn: dict[int, list[tuple[int, float]]] = field(default_factory=dict)

    def members(self, legal: str) -> dict[int, Level]:
        """Who holds a seat at a legal organization or its units, and the level of each."""
        chart = [seat for unit in self.legal[legal] for seat in self.at.get(unit, ())]
        placed = self._placed(chart)
        found: dict[int, Level] = {}
        for seat in chart:
            title = titles.level(self.seats[seat].title)
            for holder in self.seats[seat].holders:
                found.setdefault(holder, Level()).rise(placed.get(seat), title)
        return found

    def _placed(self, chart: Sequence[str]) -> dict[str, float]:
        """The formal part of the seats that have a line up or down within the chart."""
        within = set(chart)
        lines = {seat: above for seat in chart if (above := self.seats[seat].above) in within and above is not None}
        listed = list(dict.fromkeys(end for line in lines.items() for end in line))
        number = {seat: at for at, seat in enumerate(listed)}
        parts = influence.formal([number.get(lines.get(seat, "")) for seat in listed])
        return dict(zip(listed, parts.tolist(), strict=True))


async def read(graph: Graph, number: Mapping[str, int], on: date, sight: Sight = EVERYBODY) -> Structure:
    """The structure on a day, as far as it is in sight; `number` are the people who are."""
    found, day = Structure(), {"on": on, **sight.parameters}
    kinds: dict[str, str] = {}
    above: dict[str, list[str]] = {}
    async for identifier, kind, parents in pages.rows(graph, _ORGANIZATIONS, day, first="", question="scores: units"):
        kinds[identifier], above[identifier] = kind, parents
    for unit in kinds:
        for legal in _legal_of(unit, kinds, above):
            found.legal.setdefault(legal, []).append(unit)
    async for row in pages.rows(graph, _SEATS, day, first="", question="scores: seats"):
        _take_seat(found, number, kinds, *row)
    for legal in found.legal:
        for unit in found.legal[legal]:
            for seat in found.at.get(unit, ()):
                for holder in found.seats[seat].holders:
                    found.homes.setdefault(holder, set()).add(legal)
    async for source, target, weight in pages.rows(graph, _DRAWN, sight.parameters, first="", question="scores: lines"):
        if source in number and target in number:
            found.drawn.setdefault(number[target], []).append((number[source], weight))
    return found


def _take_seat(
    found: Structure,
    number: Mapping[str, int],
    kinds: Mapping[str, str],
    seat: str,
    organization: str,
    title: str,
    above: list[str],
    holders: list[str],
) -> None:
    if organization in kinds:
        sitting = sorted({number[one] for one in holders if one in number})
        found.seats[seat] = Seat(organization, title or "", min(above, default=None), sitting)
        found.at.setdefault(organization, []).append(seat)


def _legal_of(unit: str, kinds: Mapping[str, str], above: Mapping[str, list[str]]) -> list[str]:
    """The legal organizations that something is or is a unit of: each on the way up that is no unit, and the last."""
    found: dict[str, Any] = {}
    seen: dict[str, None] = {unit: None}
    waiting = [unit]
    while waiting:  # ends: each organization is looked at once
        one = waiting.pop()
        if kinds[one] not in UNITS or not above[one]:
            found[one] = None
        for parent in above[one]:
            if parent in kinds and parent not in seen:
                seen[parent] = None
                waiting.append(parent)
    return list(found)


def _higher(one: float | None, other: float | None) -> float | None:
    return other if one is None else one if other is None else max(one, other)
