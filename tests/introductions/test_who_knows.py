"""Who of us knows whom, and how well the seats of an organization are covered, against plain calculations."""

from __future__ import annotations

import random
from datetime import timedelta
from math import prod
from typing import Any

import pytest

from graphcrm.access.viewers import Viewer
from graphcrm.graph.connection import Graph
from graphcrm.measures import health
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
