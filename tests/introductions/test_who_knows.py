"""Who of us knows whom, and how well the seats of an organization are covered, against plain calculations."""

from __future__ import annotations

import random
from datetime import timedelta
from math import prod
from pathlib import Path
from typing import Any

import pytest

from graphcrm.access.viewers import Viewer
from graphcrm.graph.connection import Graph
from graphcrm.measures import health
from tests.conftest import Api
from tests.exchange.files import imported
from tests.introductions.acquaintances import NOW, Tie, World, holders, load, random_world
from tests.introductions.asking import AUDITOR, IN_TEAM, SEES_ALL, ask, teams

WHO = """query Q($id: ID!, $units: Boolean) { organization(by: {id: $id}) {
  whoKnows(first: 100, withUnits: $units) { totalCount
    edges { strength lastContactAt contactDays via { id } node { id } } } } }"""
KNOWS = """query Q($id: ID!) { person(by: {id: $id}) { knows(first: 50) { edges { strength node { id } } }
  whoKnows(first: 50) { edges { strength node { id } } } } }"""
COVERAGE = """query Q($id: ID!) { organization(by: {id: $id}) {
  coverage { seats covered singleThreaded hangsOnOne goingCold { id } } } }"""


def pairs(world: World, ones: set[str], others: set[str], who: Viewer) -> dict[tuple[str, str], float]:
    """The strengths between two sets of people, of pairs that were in touch, as far as the viewer sees them."""
    seen = [p for p, s in world.people.items() if not s.get("archived_at") and _sees(s.get("audience"), who)]
    found = {}
    for a in sorted(ones & set(seen)):
        for b in sorted(others & set(seen)):
            ties = [t.now() for t in world.ties if {t.a, t.b} == {a, b} and _sees(t.audience, who)]
            if ties and a != b:
                found[a, b] = 1.0 - prod(1.0 - s for s in ties)
    return found


def _sees(audience: Any, who: Viewer) -> bool:
    mine = teams(who)
    return mine is None or audience is None or bool(set(audience) & set(mine))


def same(got: dict[Any, float], expected: dict[Any, float]) -> None:
    assert got.keys() == expected.keys()
    assert [got[key] for key in got] == pytest.approx([expected[key] for key in got], abs=1e-9)
    assert list(got.values()) == pytest.approx(sorted(got.values(), reverse=True)), "the strongest first"


@pytest.mark.parametrize("who", [IN_TEAM, SEES_ALL], ids=["in a team", "sees all"])
async def test_who_knows_lists_the_pairs_of_us_and_them_by_strength(open_graph: Graph, who: Viewer) -> None:
    chance, many = random.Random(11), 0
    for _ in range(8):
        world = random_world(chance)
        await load(open_graph, world)
        us = set(holders(world, "org_us", "org_us_unit"))
        for units, at in ((True, ("org_them", "org_unit")), (False, ("org_them",))):
            found = (await ask(open_graph, WHO, who, id="org_them", units=units))["organization"]["whoKnows"]
            got = {(e["node"]["id"], e["via"]["id"]): e["strength"] for e in found["edges"]}
            same(got, pairs(world, set(holders(world, *at)), us, who))
            assert found["totalCount"] == len(found["edges"])
            many += len(got)
        one = chance.choice([p for p in world.people if _sees(world.people[p]["audience"], who)])
        data = (await ask(open_graph, KNOWS, who, id=one))["person"]
        hidden = {one} if world.people[one].get("archived_at") else set()
        if not hidden:
            for field, others in (("knows", set(world.people)), ("whoKnows", us)):
                got = {(one, e["node"]["id"]): e["strength"] for e in data[field]["edges"]}
                same(got, pairs(world, {one}, others, who))
                many += len(got)
    assert many > 30


async def test_pages_of_who_knows_follow_each_other(open_graph: Graph) -> None:
    people = {f"per_{i}": {} for i in range(6)}
    ties = [Tie("per_0", f"per_{i}", 0.1 * i, NOW - timedelta(days=i * 7)) for i in range(1, 6)]
    ties += [Tie("per_0", "per_3", 0.2, NOW - timedelta(days=1), ("tea_1",))]
    await load(open_graph, World(people, ties))
    text = """query Q($after: Cursor) { person(by: {id: "per_0"}) { knows(first: 2, after: $after) {
      nodes { id } pageInfo { hasNextPage endCursor } } } }"""
    seen, after = [], None
    while True:  # ends: each page has one row at least
        page = (await ask(open_graph, text, IN_TEAM, after=after))["person"]["knows"]
        seen += [node["id"] for node in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    strengths = pairs(World(people, ties), {"per_0"}, set(people), IN_TEAM)
    assert seen == [b for _, b in sorted(strengths, key=lambda pair: -strengths[pair])]


def probability(days: int, first: int, last: int, at: int) -> float:
    """Of contact in 60 days, `at` days after today, for contacts first and last so many days ago."""
    told = health.pasts([(days - 1, first - last, first + at)])
    return float(health.probability(told, health.SHIPPED)[0])


async def test_coverage_counts_seats_by_the_health_of_ties(open_graph: Graph) -> None:
    """Us: 0, 1. Their seats: 2 is known well by both, 3 by 0 alone, 4 by nobody now, 5's is vacant, 6 in the unit."""
    world = World({f"per_{i}": {} for i in range(7)})
    told = {("per_0", "per_2"): (20, 200, 2), ("per_1", "per_2"): (20, 200, 3), ("per_0", "per_3"): (20, 300, 50),
            ("per_1", "per_4"): (2, 300, 280), ("per_0", "per_6"): (9, 100, 40)}  # fmt: skip
    for (a, b), (days, first, last) in told.items():
        began, ended = NOW - timedelta(days=first), NOW - timedelta(days=last)
        world.ties.append(Tie(a, b, 0.5, ended, None, days, began))
    world.seats = [("rol_0", "per_0", "org_us"), ("rol_1", "per_1", "org_us_unit"), ("rol_2", "per_2", "org_them"),
                   ("rol_3", "per_3", "org_them"), ("rol_4", "per_4", "org_them"), ("rol_5", None, "org_them"),
                   ("rol_6", "per_6", "org_unit")]  # fmt: skip
    await load(open_graph, world)
    now = {pair: probability(*said, 0) for pair, said in told.items()}
    fair = {pair for pair, p in now.items() if p >= 0.4}
    assert {("per_0", "per_2"), ("per_1", "per_2"), ("per_0", "per_3")} <= fair and ("per_1", "per_4") not in fair
    covered = {b for _, b in fair}
    cold = set()
    for person in ("per_2", "per_3", "per_4", "per_6"):
        mine = {pair: said for pair, said in told.items() if pair[1] == person}
        best = max(now[pair] for pair in mine)
        after = max(probability(*said, 30) for said in mine.values())
        before = max(probability(*said, -30) if said[2] >= 30 else now[pair] for pair, said in mine.items())
        if any(before >= edge > best for edge in (0.7, 0.4)) or best >= 0.4 > after:
            cold.add(person)
    found = (await ask(open_graph, COVERAGE, id="org_them"))["organization"]["coverage"]
    single = sum(1 for person in covered if len([pair for pair in fair if pair[1] == person]) == 1)
    assert cold and found == {
        "seats": 5,
        "covered": len(covered),
        "singleThreaded": single,
        "hangsOnOne": False,
        "goingCold": [{"id": person} for person in sorted(cold)],
    }


_SEATS = """query Q($id: ID!) { organization(by: {id: $id}) { coverage { belowWanted bySeat {
  seat { id } wanted present gap knownBy { id } } } } }"""
_WANTED = """UNWIND [['rol_2', 'HEALTHY'], ['rol_3', 'HEALTHY'], ['rol_4', 'FAIR'], ['rol_5', 'COLD'],
  ['rol_6', 'FAIR'], ['rol_7', 'COLD']] AS said MATCH (r:Role {id: said[0]}) SET r.wanted_grade = said[1]"""


async def test_what_is_wanted_of_a_seat_stands_against_what_is_there(open_graph: Graph) -> None:
    """Us: 0, 1. 2 is known well by 0 and a little by 1, 3 and 6 a little, 4 and 7 were long ago, 5 is vacant."""
    world = World({f"per_{i}": {} for i in range(9)})
    told = {("per_0", "per_2"): (40, 200, 1), ("per_1", "per_2"): (3, 100, 30), ("per_0", "per_3"): (3, 100, 30),
            ("per_1", "per_4"): (2, 300, 280), ("per_0", "per_6"): (3, 100, 30), ("per_0", "per_7"): (2, 300, 280),
            ("per_1", "per_8"): (40, 200, 1)}  # fmt: skip
    for (a, b), (days, first, last) in told.items():
        began, ended = NOW - timedelta(days=first), NOW - timedelta(days=last)
        world.ties.append(Tie(a, b, 0.5, ended, None, days, began))
    world.ties[-1].audience = ("tea_2",)
    us = [("rol_0", "per_0", "org_us"), ("rol_1", "per_1", "org_us")]
    world.seats = us + [(f"rol_{n}", f"per_{n}" if n != 5 else None, "org_them") for n in range(2, 9)]
    await load(open_graph, world)
    await open_graph.change_schema([_WANTED])
    grades = {pair: "HEALTHY" if p >= 0.7 else "FAIR" if p >= 0.4 else "COLD"
              for pair, said in told.items() if (p := probability(*said, 0)) is not None}  # fmt: skip
    assert [grades[pair] for pair in told] == ["HEALTHY", "FAIR", "FAIR", "COLD", "FAIR", "COLD", "HEALTHY"]
    expected = [
        ("rol_3", "HEALTHY", "FAIR", True, ["per_0"]),
        ("rol_4", "FAIR", "COLD", True, []),
        ("rol_5", "COLD", None, True, []),
        ("rol_2", "HEALTHY", "HEALTHY", False, ["per_0", "per_1"]),
        ("rol_6", "FAIR", "FAIR", False, ["per_0"]),
        ("rol_7", "COLD", "COLD", False, []),
        ("rol_8", None, "HEALTHY", False, ["per_1"]),
    ]
    assert await seat_by_seat(open_graph, SEES_ALL) == (3, expected)
    hidden = [*expected[:-1], ("rol_8", None, None, False, [])]
    assert await seat_by_seat(open_graph, IN_TEAM) == (3, hidden), "a tie one does not see is none"


async def seat_by_seat(graph: Graph, who: Viewer) -> tuple[int, list[Any]]:
    found = (await ask(graph, _SEATS, who, id="org_them"))["organization"]["coverage"]
    rows = [
        (r["seat"]["id"], r["wanted"], r["present"], r["gap"], [y["id"] for y in r["knownBy"]]) for r in found["bySeat"]
    ]
    return found["belowWanted"], rows


async def test_what_is_wanted_is_said_by_the_api_and_by_files_and_shown_to_who_may(api: Api, tmp_path: Path) -> None:
    await imported(
        api.graph,
        tmp_path,
        organizations="external_id,name\no-a,Alpha\n",
        roles="external_id,organization,title,wanted_grade\nr-a,o-a,Head,FAIR\nr-b,o-a,Clerk,\nr-c,o-a,Cook,LUKEWARM\n",
    )
    told = """{ organization(by: {externalId: "o-a"}) { coverage { belowWanted
      bySeat { seat { title wantedGrade } gap } } } }"""

    async def gaps(role: str) -> list[Any]:
        found = (await api.ask(told, role=role))["organization"]["coverage"]
        assert found["belowWanted"] == sum(one["gap"] for one in found["bySeat"])
        return [(one["seat"]["title"], one["seat"]["wantedGrade"], one["gap"]) for one in found["bySeat"]]

    assert await gaps("manager") == [("Head", "FAIR", True), ("Clerk", None, False)]
    assert await gaps("analyst") == [("Clerk", None, False), ("Head", None, False)]
    change = """mutation($by: RoleBy!, $to: TieGrade) { roleUpdate(input: {role: $by, wantedGrade: $to}) {
      role { wantedGrade } userErrors { code } } }"""
    done = await api.ask(change, {"by": {"externalId": "r-b"}, "to": "HEALTHY"})
    assert done["roleUpdate"] == {"role": {"wantedGrade": "HEALTHY"}, "userErrors": []}
    await api.ask(change, {"by": {"externalId": "r-a"}, "to": None})
    assert await gaps("manager") == [("Clerk", "HEALTHY", True), ("Head", None, False)]


async def test_of_an_organization_without_seats_nothing_is_covered(open_graph: Graph) -> None:
    await load(open_graph, World())
    found = (await ask(open_graph, COVERAGE, id="org_them"))["organization"]["coverage"]
    assert found == {"seats": 0, "covered": 0, "singleThreaded": 0, "hangsOnOne": False, "goingCold": []}


async def test_who_does_not_see_ties_is_told_of_nobody(open_graph: Graph) -> None:
    world = World({"per_0": {}, "per_1": {}}, [Tie("per_0", "per_1", 0.5, NOW)])
    world.seats = [("rol_0", "per_0", "org_us"), ("rol_1", "per_1", "org_them")]
    await load(open_graph, world)
    data = (await ask(open_graph, WHO, AUDITOR, id="org_them", units=True))["organization"]
    assert data["whoKnows"] == {"totalCount": 0, "edges": []}
    assert (await ask(open_graph, COVERAGE, AUDITOR, id="org_them"))["organization"]["coverage"] is None
