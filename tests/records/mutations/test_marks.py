"""Marks are kept by whoever writes: after any course of writes each says what its definition says."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from graphcrm.compile import writing
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.graph.questions import folder
from graphcrm.vocabulary.organization import LED
from graphcrm.vocabulary.words import VOCABULARY
from tests.exchange import files
from tests.records.mutations.writer import Writer, by

_WRONG = f"""
MATCH (n:Organization) WHERE n:Led <> ({LED.holds.replace("{n}", "n")})
RETURN n.external_id, n:Led ORDER BY n.external_id
"""
_CHART = """query ($id: String!, $day: Date, $subsidiaries: Boolean) { organization(by: {externalId: $id}) {
  orgChart(asOf: $day, includeSubsidiaries: $subsidiaries, first: 500) {
    total truncated seats { depth directReports reportsInAll role { externalId } } } } }"""
# o-a is above o-b and o-c, o-d above nothing; four seats each, those of o-b and o-c below seats of o-a.
_OWNERSHIP = "child,parent,share\no-b,o-a,0.9\no-c,o-a,0.9\n"
_UNITS = "abcd"
_DAYS = ["2020-01-01", "2026-01-01", "2100-01-01", None]


def _roles() -> str:
    lines = ["external_id,organization,title,reports_to"]
    for unit in _UNITS:
        for number in range(4):
            above = f"r-{unit}0" if number else "r-a1" if unit in "bc" else ""
            lines.append(f"r-{unit}{number},o-{unit},Seat {unit}{number},{above}")
    return "\n".join(lines) + "\n"


@pytest.fixture
async def world(empty: Writer, tmp_path: Path) -> Writer:
    graph, name = empty.api.graph, tmp_path / "files"
    await files.imported(graph, name, organizations=files.ORGANIZATIONS, roles=_roles(), ownership=_OWNERSHIP)
    return empty


class Course:
    """Random writes of everything that the mark looks at, and some that are refused."""

    def __init__(self, world: Writer, seed: int, folder: Path) -> None:
        self.world = world
        self.chance = random.Random(seed)
        self.folder = folder
        self.taken = 0

    def seat(self) -> str:
        return f"r-{self.chance.choice(_UNITS)}{self.chance.randrange(4)}"

    def unit(self) -> dict[str, str]:
        return by(f"o-{self.chance.choice(_UNITS)}")

    def started(self) -> dict[str, Any]:
        day = self.chance.choice([None, None, "2021-05-01", "2025-01-01", "2099-01-01"])
        return {"startedOn": day} if day else {}

    def ended(self) -> dict[str, Any]:
        return {"endedOn": self.chance.choice(["2024-01-01", "2025-06-01", "2099-06-01"])}

    async def step(self) -> None:
        line = {"role": by(self.seat()), "reportsTo": by(self.seat())}
        stake = {"child": self.unit(), "parent": self.unit()}
        unit = {"unit": self.unit(), "to": self.unit()}
        name, given = self.chance.choice(
            [
                ("roleReportsToSet", {**line, **self.started()}),
                ("roleReportsToSet", {**line, "kind": "DOTTED"}),
                ("roleReportsToSet", {**line, **self.started(), **self.ended()}),
                ("roleReportsToEnd", {**line, **self.ended()}),
                ("roleReportsToRetract", line),
                ("roleUpdate", {"role": by(self.seat()), "organization": self.unit()}),
                ("subsidiaryAdd", {**stake, "share": 0.2, "control": self.chance.random() < 0.5, **self.started()}),
                ("subsidiaryEnd", {**stake, **self.ended()}),
                ("subsidiaryRetract", stake),
                ("unitMove", {**unit, **self.started()}),
                ("unitEnd", {**unit, **self.ended()}),
                ("", {}),
            ]
        )
        if name:
            self.taken += not (await self.world.payload(name, given))["userErrors"]
            return
        # A file says it anew: whatever differs is mended, lines without a date among it.
        rows = [_roles().splitlines()[0], *self.chance.sample(_roles().splitlines()[1:], 6)]
        text = "\n".join(rows) + "\n"
        self.folder = self.folder.with_name(f"{self.folder.name}x")
        await files.imported(self.world.api.graph, self.folder, roles=text, ownership=_OWNERSHIP)
        self.taken += 1


async def charts(world: Writer) -> list[Any]:
    return [
        await world.ask(_CHART, {"id": f"o-{unit}", "day": day, "subsidiaries": subsidiaries})
        for unit in _UNITS
        for day in _DAYS
        for subsidiaries in (True, False)
    ]


async def unmark(graph: Graph) -> None:
    async def once(transaction: Transaction) -> None:
        await transaction.run("MATCH (n:Led) REMOVE n:Led")

    await graph.write(once, name="unmark")


async def test_an_import_marks_those_whose_seats_are_led_from_within(world: Writer) -> None:
    graph = world.api.graph
    marked = await graph.rows("MATCH (n:Led) RETURN n.external_id ORDER BY n.external_id", {})
    assert marked == [["o-b"], ["o-c"]]
    assert await graph.rows(_WRONG, {}) == []


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_marks_are_what_their_definition_says_after_any_writes(world: Writer, tmp_path: Path, seed: int) -> None:
    course, graph, marked = Course(world, seed, tmp_path / "again"), world.api.graph, set()
    for _ in range(40):
        await course.step()
        # All four have edges that were written through us, so none lacks the mark either.
        assert await graph.rows(_WRONG, {}) == []
        marked.add(str(await graph.rows("MATCH (n:Led) RETURN n.external_id ORDER BY n.external_id", {})))
    assert course.taken >= 12 and len(marked) >= 3, "something was written, and mattered"
    with_marks = await charts(world)
    await unmark(graph)
    assert await charts(world) == with_marks


async def test_a_chart_with_hidden_seats_is_the_same_without_marks(world: Writer) -> None:
    graph = world.api.graph

    async def hide(transaction: Transaction) -> None:
        await transaction.run("MATCH (r:Role {external_id: 'r-a1'}) SET r.audience = ['tea_other']")

    await graph.write(hide, name="hide")
    with_marks = await charts(world)
    tops = [s["role"]["externalId"] for s in with_marks[6]["organization"]["orgChart"]["seats"] if s["depth"] == 0]
    assert tops == ["r-a0", "r-b0", "r-c0"], "seats below a hidden one are at the top"
    await unmark(graph)
    assert await charts(world) == with_marks


async def test_the_migration_marks_a_graph_that_has_none(world: Writer) -> None:
    graph = world.api.graph
    text = (folder() / "migrations" / "V0004__led_organizations.cypher").read_text(encoding="utf-8")
    await unmark(graph)

    async def mark(transaction: Transaction) -> None:
        await transaction.run(text)

    await graph.write(mark, name="mark")
    assert await graph.rows(_WRONG, {}) == []


async def test_a_whole_batch_of_an_import_is_marked_within_the_memory_of_the_default_settings(graph: Graph) -> None:
    """A row that carried the list of all seats would need a list for each of them: more than a transaction may have."""
    many = 5000
    seats = [{"source": f"rol_{i}", "target": f"org_{i}", "properties": {}} for i in range(many)]
    lines = [{"source": f"rol_{i}", "target": f"rol_{i // 2}", "properties": {"kind": "SOLID"}} for i in range(1, many)]
    stakes = [{"source": f"org_{i}", "target": f"org_{i // 2}", "properties": {}} for i in range(1, many)]

    async def build(transaction: Transaction) -> None:
        await transaction.run(f"UNWIND range(0, {many - 1}) AS i CREATE (:Role {{id: 'rol_' + i}})")
        await transaction.run(f"UNWIND range(0, {many - 1}) AS i CREATE (:Organization:Party {{id: 'org_' + i}})")
        for kind, rows in (("SUBSIDIARY_OF", stakes), ("AT", seats), ("REPORTS_TO", lines)):
            edge = VOCABULARY.edges[kind]
            text = writing.create_edges(VOCABULARY, edge, edge.source, edge.target)
            assert await transaction.run(text, {"rows": rows}) == [[len(rows)]]

    await graph.write(build, name="batch", seconds=60)
    assert await graph.rows("MATCH (n:Led) RETURN count(n)", {}) == [[many - 1]]
