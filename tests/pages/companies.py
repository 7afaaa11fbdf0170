"""A generated company with a chart of many levels and years: units, seats, holders, moves, dotted lines, vacancies."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from graphcrm.graph.connection import Graph, Transaction
from tests.benchmarks.generated import GIVEN

TOP = "o-company"
_BATCH = 5_000
_FIRST = date(2016, 1, 1)
_MOVES = [date(2019, 4, 1), date(2022, 1, 1), date(2024, 7, 1), date(2026, 3, 1)]
_FAMILY = [
    "Berg",
    "Cho",
    "Diaz",
    "Eze",
    "Falk",
    "Grau",
    "Hald",
    "Ito",
    "Jung",
    "Kaya",
    "Lind",
    "Moss",
    "Nowak",
    "Okoye",
    "Petrov",
    "Quist",
    "Rossi",
    "Silva",
    "Tamm",
    "Vogt",
]
_TITLES = ["Engineer", "Analyst", "Buyer", "Clerk", "Planner", "Welder", "Chemist", "Fitter", "Tester", "Designer"]
_UNITS = """UNWIND $rows AS row CREATE (:Organization:Party {id: row.id, external_id: row.external_id, name: row.name,
    name_key: toLower(row.name), kind: row.kind, version: 1})"""
_PART_OF = (
    "UNWIND $rows AS row MATCH (a:Organization {id: row[0]}), (b:Organization {id: row[1]}) CREATE (a)-[:PART_OF]->(b)"
)
_SEATS = """UNWIND $rows AS row MATCH (o:Organization {id: row.unit})
    CREATE (:Role {id: row.id, external_id: row.id, title: row.title, title_key: toLower(row.title), level: row.level,
    version: 1})-[:AT]->(o)"""
_PEOPLE = """UNWIND $rows AS row CREATE (:Person:Party {id: row[0], external_id: row[0], name: row[1],
    name_key: toLower(row[1]), version: 1})"""
_HOLDS = """UNWIND $rows AS row MATCH (p:Person {id: row[0]}), (r:Role {id: row[1]})
    CREATE (p)-[:HOLDS {started_on: row[2], ended_on: row[3]}]->(r)"""
_LINES = """UNWIND $rows AS row MATCH (a:Role {id: row[0]}), (b:Role {id: row[1]})
    CREATE (a)-[:REPORTS_TO {kind: row[2], started_on: row[3], ended_on: row[4]}]->(b)"""


class Company:
    """The rows of a company with so many seats, the same for the same number. Each seat but the first has a superior of
    the level above; one in ten has moved, three in ten have had an earlier holder, one in twenty is vacant."""

    def __init__(self, seats: int) -> None:
        chance = random.Random(seats)
        self.above = [0]
        self.level = [0]
        for number in range(1, seats):
            # Seven below each, more or less: whoever is low in the list is high in the chart.
            above = chance.randrange(max(0, number // 8 - 2), number // 8 + 1)
            self.above.append(above)
            self.level.append(self.level[above] + 1)
        self.units: list[dict[str, Any]] = [_unit(0, "Company SE", "COMPANY")]
        self.unit_above: list[tuple[str, str]] = []
        self.unit_of = [0] * seats
        for number in range(1, seats):
            if self.level[number] in (1, 2) and seats // 8 > number:
                self.unit_of[number] = len(self.units)
                kind = "DIVISION" if self.level[number] == 1 else "DEPARTMENT"
                self.unit_above.append((_unit_id(len(self.units)), _unit_id(self.unit_of[self.above[number]])))
                self.units.append(_unit(len(self.units), f"{kind.capitalize()} {number}", kind))
            else:
                self.unit_of[number] = self.unit_of[self.above[number]]

    def seats(self) -> Iterator[dict[str, Any]]:
        for number, level in enumerate(self.level):
            title = (
                "Chief executive officer"
                if number == 0
                else f"{'Head ' if level < 4 else ''}{_TITLES[number % 10]} {number}"
            )
            yield {"id": seat(number), "title": title, "level": level, "unit": _unit_id(self.unit_of[number])}

    def people(self) -> Iterator[tuple[str, str]]:
        chance = random.Random(1)
        for number in range(int(len(self.level) * 1.3) + 1):
            yield _person(number), f"{chance.choice(GIVEN)} {chance.choice(_FAMILY)}"

    def holdings(self) -> Iterator[tuple[str, str, date, date | None]]:
        chance, earlier = random.Random(2), len(self.level)
        for number in range(len(self.level)):
            since = _FIRST + timedelta(days=chance.randrange(3600))
            if number and chance.random() < 0.05:
                continue
            yield _person(number), seat(number), since, None
            if chance.random() < 0.3:
                yield _person(earlier), seat(number), since - timedelta(days=900), since - timedelta(days=1)
                earlier = min(earlier + 1, int(len(self.level) * 1.3))

    def lines(self) -> Iterator[tuple[str, str, str, date | None, date | None]]:
        chance = random.Random(3)
        for number in range(1, len(self.level)):
            above = self.above[number]
            if number > 60 and chance.random() < 0.1:
                moved = chance.choice(_MOVES)
                before = max(0, above - 1)
                yield seat(number), seat(before), "SOLID", None, moved - timedelta(days=1)
                yield seat(number), seat(above), "SOLID", moved, None
            else:
                yield seat(number), seat(above), "SOLID", None, None
            if number > 8 and chance.random() < 0.02:
                yield seat(number), seat(chance.randrange(0, number // 8 + 1)), "DOTTED", None, None


def seat(number: int) -> str:
    return f"rol_{number:026d}"


def _person(number: int) -> str:
    return f"per_{number:026d}"


def _unit_id(number: int) -> str:
    return f"org_{number:026d}"


def _unit(number: int, name: str, kind: str) -> dict[str, Any]:
    external = TOP if number == 0 else f"{TOP}-{number}"
    return {"id": _unit_id(number), "external_id": external, "name": name, "kind": kind}


async def build(graph: Graph, seats: int) -> Company:
    """Puts a company into the graph, and returns it."""
    company = Company(seats)
    await _write(graph, _UNITS, company.units)
    await _write(graph, _PART_OF, company.unit_above)
    await _write(graph, _SEATS, list(company.seats()))
    await _write(graph, _PEOPLE, list(company.people()))
    await _write(graph, _HOLDS, list(company.holdings()))
    await _write(graph, _LINES, list(company.lines()))
    return company


async def _write(graph: Graph, text: str, rows: Sequence[Any]) -> None:
    for first in range(0, len(rows), _BATCH):
        batch = [list(row) if isinstance(row, tuple) else row for row in rows[first : first + _BATCH]]

        async def work(transaction: Transaction, batch: list[Any] = batch) -> None:
            await transaction.run(text, {"rows": batch})

        await graph.write(work, name="company")
