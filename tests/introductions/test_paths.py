"""Introductions are those that looking at every simple path would find, for each viewer."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest

from graphcrm.access.viewers import Viewer
from graphcrm.errors import BadUserInput
from graphcrm.graph.connection import Graph
from tests.conftest import Api
from tests.introductions.acquaintances import (
    NOW,
    Relation,
    Tie,
    World,
    brute_force,
    holders,
    load,
    random_world,
)
from tests.introductions.asking import AUDITOR, IN_TEAM, SEES_ALL, ask, teams

QUERY = """query Q($from: PersonBy, $to: IntroductionTarget!, $k: Int, $most: Int, $disjoint: Boolean) {
  introductionPaths(from: $from, to: $to, k: $k, maxSteps: $most, disjoint: $disjoint) { paths { score
    steps { from { id } to { id } strength weight lastContactAt contactDays declared reason } } } }"""
ROUNDS = 10


async def found(graph: Graph, who: Viewer, to: dict[str, Any], start: str | None, **more: Any) -> list[Any]:
    given = {"from": {"id": start} if start else None, "to": to, "k": 3, "most": 4, "disjoint": False, **more}
    answer = (await ask(graph, QUERY, who, **given))["introductionPaths"]
    paths = answer["paths"]
    for path in paths:
        product = 1.0
        for step in path["steps"]:
            product *= step["weight"]
            assert step["reason"].endswith(".")
        assert path["score"] == pytest.approx(product, abs=1e-12)
    return [(path["score"], people(path)) for path in paths]


def people(path: Any) -> tuple[str, ...]:
    steps = path["steps"]
    assert all(a["to"] == b["from"] for a, b in pairwise(steps))
    return (steps[0]["from"]["id"], *(step["to"]["id"] for step in steps))


def same(got: list[Any], expected: list[Any]) -> None:
    assert [one[1] for one in got] == [one[1] for one in expected], (got, expected)
    assert [one[0] for one in got] == pytest.approx([one[0] for one in expected], abs=1e-9)


@pytest.mark.parametrize("who", [IN_TEAM, SEES_ALL], ids=["in a team", "sees all"])
@pytest.mark.parametrize("even", [False, True], ids=["uneven", "even"])
async def test_paths_between_people_are_those_of_brute_force(open_graph: Graph, who: Viewer, even: bool) -> None:
    chance = random.Random(f"{even} {who.id}")
    many = 0
    for _ in range(ROUNDS):
        world = random_world(chance, even=even)
        await load(open_graph, world)
        seen = [p for p in world.people if world.meets(p, teams(who)) or teams(who) is None]
        for _ in range(4):
            if len(seen) < 2:
                continue
            one, other = chance.sample(seen, 2)
            k, most, disjoint = chance.choice([1, 3, 50]), chance.randrange(1, 5), chance.random() < 0.4
            got = await found(open_graph, who, {"person": {"id": other}}, one, k=k, most=most, disjoint=disjoint)
            expected = brute_force(world, [one], [other], {one, other}, teams(who), k=k, most=most, disjoint=disjoint)
            same(got, expected)
            many += len(got)
    assert many > 15


async def test_among_many_common_contacts_no_way_is_passed_over(open_graph: Graph) -> None:
    """Where more ways of two steps lead on than are wanted, most others need not be looked at: which, must be right."""
    chance, longer = random.Random(5), 0
    for number in range(ROUNDS):
        world = random_world(chance, even=number % 3 == 0, size=11)
        await load(open_graph, world)
        one, other = chance.sample([p for p in world.people if world.meets(p, None)], 2)
        for k, disjoint in ((1, False), (3, False), (1, True), (2, True)):
            got = await found(open_graph, SEES_ALL, {"person": {"id": other}}, one, k=k, most=3, disjoint=disjoint)
            same(got, brute_force(world, [one], [other], {one, other}, None, k=k, most=3, disjoint=disjoint))
            longer += sum(len(way) == 4 for _, way in got)
    assert longer > 5


async def test_paths_from_us_to_seats_and_organizations_are_those_of_brute_force(open_graph: Graph) -> None:
    chance, many = random.Random(7), 0
    for _ in range(ROUNDS):
        world = random_world(chance)
        await load(open_graph, world)
        us = holders(world, "org_us", "org_us_unit")
        role, holder, _ = chance.choice(world.seats)
        start = chance.choice(list(world.people))
        for to, targets in (
            ({"organization": {"id": "org_them"}}, holders(world, "org_them", "org_unit")),
            ({"organization": {"externalId": "org_unit"}}, holders(world, "org_unit")),
            ({"role": {"id": role}}, [holder] if holder else []),
        ):
            for one, sources in ((None, us), (start, [start])):
                disjoint = chance.random() < 0.5
                got = await found(open_graph, SEES_ALL, to, one, k=5, disjoint=disjoint)
                ends = {one} if one else set()
                same(got, brute_force(world, sources, targets, ends, None, k=5, disjoint=disjoint))  # type: ignore[arg-type]
                many += len(got)
    assert many > 15


async def test_a_hidden_tie_is_as_if_it_were_not_there(open_graph: Graph) -> None:
    chance = random.Random(3)
    for _ in range(ROUNDS):
        world = random_world(chance)
        kept = World(
            {p: s for p, s in world.people.items() if not s["audience"] or "tea_1" in s["audience"]},
            [t for t in world.ties if t.audience is None or "tea_1" in t.audience],
            world.relations,
            world.seats,
        )
        one, other = chance.sample(list(kept.people), 2)
        answers = []
        for each in (world, kept):
            await load(open_graph, each)
            given = {"from": {"id": one}, "to": {"person": {"id": other}}, "k": 50, "most": 4, "disjoint": False}
            answers.append(await ask(open_graph, QUERY, IN_TEAM, **given))
        assert answers[0] == answers[1]


async def test_a_step_tells_its_facts_and_what_was_declared_is_never_mixed_into_strength(open_graph: Graph) -> None:
    day = NOW.replace(day=10)
    ties = [Tie("per_0", "per_1", 0.5, NOW, None, 4), Tie("per_0", "per_1", 0.2, day, ("tea_1",), 2)]
    world = World(
        {f"per_{i}": {} for i in range(4)},
        [*ties, Tie("per_1", "per_2", 0.1, NOW)],
        [Relation("per_2", "per_1", "FRIEND"), *(Relation("per_3", "per_2", kind) for kind in ("ALUMNI", "MENTOR"))],
    )
    await load(open_graph, world)
    data = await ask(open_graph, QUERY, IN_TEAM, **{"from": {"id": "per_0"}, "to": {"person": {"id": "per_3"}}})
    (path,) = data["introductionPaths"]["paths"]
    combined = 1 - 0.5 * (1 - 0.2 * 2 ** (-10 / 60))
    first, second, third = path["steps"]
    assert first["strength"] == pytest.approx(combined) == first["weight"]
    assert (first["lastContactAt"], first["contactDays"], first["declared"]) == ("2026-11-20T12:00:00Z", 6, None)
    assert first["reason"] == "6 days of contact, the last on 2026-11-20."
    assert (second["strength"], second["weight"], second["declared"]) == (pytest.approx(0.1), 0.6, "FRIEND")
    assert second["reason"] == "Somebody declared: friend."
    assert (third["strength"], third["weight"], third["lastContactAt"]) == (None, 0.4, None)
    assert path["score"] == pytest.approx(combined * 0.6 * 0.4)


_LEFT = """UNWIND $rows AS row MATCH (p:Person {id: row[0]})
CREATE (:User {id: 'usr_' + row[0], disabled: row[1]})-[:IS]->(p)"""
_RIVAL = """MATCH (them:Organization {id: 'org_them'}) MATCH (p:Person {id: 'per_2'})
CREATE (rival:Organization:Party {id: 'org_rival', name: 'Rival'})<-[:PART_OF]-(u:Organization:Party {id: 'org_ru'}),
  (u)<-[:AT]-(:Role {id: 'rol_x', title: 'Seat'})<-[:HOLDS]-(p),
  (rival)-[:CLASSIFIED_AS]->(:Category {id: 'cat_1', kind: 'COMPETITOR'})-[:TOWARDS]->(them)"""
_ENDED = "MATCH (:Organization {id: 'org_rival'})-[c:CLASSIFIED_AS]->() SET c.ended_on = date('2026-11-19')"


async def test_nobody_who_left_us_and_nobody_of_a_competitor_stands_between(open_graph: Graph) -> None:
    """0 knows 3 (at a unit of theirs) through 1, better through 2, who sits at a unit of their competitor."""
    chain = [("per_0", "per_1", 0.5), ("per_1", "per_3", 0.5), ("per_0", "per_2", 0.9), ("per_2", "per_3", 0.9)]
    world = World({f"per_{i}": {} for i in range(4)}, [Tie(a, b, s, NOW) for a, b, s in chain])
    world.seats = [("rol_0", "per_0", "org_us"), ("rol_3", "per_3", "org_unit"), ("rol_2", "per_2", "org_us")]
    await load(open_graph, world)
    to = {"person": {"id": "per_3"}}
    short, best = ("per_0", "per_1", "per_3"), ("per_0", "per_2", "per_3")

    async def ways(start: str | None = "per_0", who: Viewer = SEES_ALL, to: dict[str, Any] = to) -> list[Any]:
        return [one[1] for one in await found(open_graph, who, to, start, k=50, most=2)]

    assert await ways() == [best, short]
    await open_graph.change_schema([_RIVAL])
    assert await ways() == [short] and await ways(to={"organization": {"id": "org_them"}}) == [short]
    assert await ways(None) == [short], "nor does a way begin with them, unless they are named"
    assert await ways("per_2") == [("per_2", "per_3"), ("per_2", "per_0", "per_1", "per_3")][:1]
    await open_graph.change_schema(["MATCH (o:Organization {id: 'org_rival'}) SET o.audience = ['tea_9']"])
    assert await ways(who=IN_TEAM) == [best, short], "who does not see the competitor knows nothing of it"
    await open_graph.change_schema([_ENDED])
    assert await ways() == [best, short], "they compete no more"
    await open_graph.change_schema([_LEFT.replace("$rows", "[['per_2', true], ['per_1', false], ['per_3', true]]")])
    assert await ways() == [short], "whoever left us is an end at most"
    assert ("per_2", "per_3") in await ways("per_2")


async def test_nobody_leads_to_oneself_or_to_an_empty_seat_and_weak_paths_do_not_count(open_graph: Graph) -> None:
    world = World(
        {f"per_{i}": {} for i in range(3)},
        [Tie("per_0", "per_1", 0.05, NOW), Tie("per_1", "per_2", 0.0199, NOW)],
        seats=[("rol_0", None, "org_them")],
    )
    await load(open_graph, world)
    assert await found(open_graph, SEES_ALL, {"person": {"id": "per_0"}}, "per_0") == []
    assert await found(open_graph, SEES_ALL, {"role": {"id": "rol_0"}}, "per_0") == []
    assert await found(open_graph, SEES_ALL, {"person": {"id": "per_2"}}, "per_0") == []
    assert [one[1] for one in await found(open_graph, SEES_ALL, {"person": {"id": "per_2"}}, "per_1")] == [
        ("per_1", "per_2")
    ]


async def test_who_does_not_see_ties_is_told_of_no_path(open_graph: Graph) -> None:
    await load(open_graph, World({"per_0": {}, "per_1": {}}, [Tie("per_0", "per_1", 0.5, NOW)]))
    given = {"from": {"id": "per_0"}, "to": {"person": {"id": "per_1"}}}
    assert await ask(open_graph, QUERY, AUDITOR, **given) == {"introductionPaths": None}


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"k": 0}, "`k` is a number from 1 to 50; 0 was given."),
        ({"k": 1000}, "`k` is a number from 1 to 50; 1000 was given."),
        ({"most": 0}, "`maxSteps` is a number from 1 to 4; 0 was given."),
        ({"most": 5}, "`maxSteps` is a number from 1 to 4; 5 was given."),
    ],
)
async def test_numbers_out_of_range_are_told_in_a_sentence(open_graph: Graph, more: Any, message: str) -> None:
    with pytest.raises(BadUserInput) as refused:
        await found(open_graph, SEES_ALL, {"person": {"id": "per_0"}}, "per_0", **more)
    assert refused.value.message == message


async def test_who_is_not_there_is_an_error(contract_api: Api) -> None:
    refused = await contract_api.refusal(QUERY, {"to": {"person": {"externalId": "nobody"}}, "k": 3, "most": 4})
    assert refused["extensions"]["code"] == "NOT_FOUND"
    assert refused["message"] == "No Person is known by what `to` names."
