"""The map of influence: who stands on it, what links them, the same from call to call."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from graphcrm.graph.connection import Graph
from tests.conftest import Api, opened
from tests.exchange.files import imported
from tests.influence.worlds import PEOPLE, firm, scored

_MAP = """query($around: InfluenceMapAround!, $depth: Int, $most: Int, $least: Float) {
  influenceMap(around: $around, depth: $depth, maxNodes: $most, minStrength: $least) { truncated computedAt
    nodes { id kind externalId label title organizationId influence group distance }
    links { source target kind strength weight topic lastContactAt contradiction } } }"""
# Ties as they are kept: of the lower id with the higher; strong ones of today, and one of a year ago.
_KNOWS = """
UNWIND [['head', 'ceo', 0.6, 0, null], ['guest', 'head', 0.5, 0, null], ['guest', 'head', 0.5, 0, ['tea_x']],
  ['guest-2', 'guest', 0.4, 0, null], ['dev-1', 'dev-2', 0.9, 600, null], ['aide', 'guest-2', 0.3, 0, ['tea_x']]] AS tie
MATCH (a:Person {external_id: tie[0]}) MATCH (b:Person {external_id: tie[1]})
WITH tie, CASE WHEN a.id < b.id THEN a ELSE b END AS low, CASE WHEN a.id < b.id THEN b ELSE a END AS high,
  datetime() - duration({days: tie[3]}) AS at
CREATE (low)-[k:KNOWS {strength: tie[2], strength_at: at, first_contact_at: at, last_contact_at: at, events: 1,
  contact_days: 1, sent: 1, received: 0}]->(high) SET k.audience = tie[4]
"""
HEAD, FIRM = {"person": {"externalId": "head"}}, {"organization": {"externalId": "o-firm"}}


_ALUMNI = """
MATCH (a:Person {external_id: 'ceo'}) MATCH (b:Person {external_id: 'guest-2'})
CREATE (a)-[:RELATED_TO {kind: 'ALUMNI'}]->(b)
"""


async def tied(graph: Graph) -> None:
    """Puts few ties in the place of those that follow from the firm's mails, which would be many and alike."""
    await graph.change_schema(["MATCH ()-[k:KNOWS]->() DELETE k", _KNOWS])


@pytest.fixture
async def company(graph: Graph, tmp_path: Path) -> AsyncIterator[Api]:
    """The firm with scores, ties, drawn lines (dev-4 was said to influence the head) and a declared relation."""
    influences = "dev-4,head,0.9,tools,0.8,me\nguest,head,0.4,,,me\n"
    await firm(graph, tmp_path, influences=influences)
    await scored(graph)
    await tied(graph)
    await graph.change_schema([_ALUMNI])
    api = await opened(graph, request_deadline=60.0)
    yield api
    await api.client.aclose()


async def mapped(api: Api, around: Any, role: str = "manager", **given: Any) -> Any:
    given = {"around": around, "depth": 2, "most": 500, "least": 0.0, **given}
    return (await api.ask(_MAP, given, role))["influenceMap"]


def unaged(found: Any) -> Any:
    """A map without the strengths of its ties, which age from second to second."""
    return {**found, "links": [{**one, "strength": None} for one in found["links"]]}


def nodes(found: Any) -> list[tuple[str, int]]:
    return [(node["externalId"], node["distance"]) for node in found["nodes"]]


def links(found: Any, *kinds: str) -> set[tuple[str, str, str]]:
    name = {node["id"]: node["externalId"] for node in found["nodes"]}
    ends = {(one["kind"], name[one["source"]], name[one["target"]]) for one in found["links"]}
    return {(kind, *(sorted(pair) if kind == "KNOWS" else pair)) for kind, *pair in ends if kind in kinds or not kinds}  # type: ignore[misc]


async def test_a_map_of_an_organization_has_its_people_and_who_is_linked_to_them(company: Api) -> None:
    within = await mapped(company, FIRM, depth=0)
    assert {name for name, _ in nodes(within)} == {*PEOPLE} - {"guest", "guest-2"}
    assert not within["truncated"] and within["computedAt"] is not None
    assert links(within) == {
        ("KNOWS", "ceo", "head"),
        ("KNOWS", "dev-1", "dev-2"),
        ("INFLUENCES", "dev-4", "head"),
        ("REPORTS_TO", "head", "ceo"),
        *(("REPORTS_TO", f"dev-{n}", "head") for n in (1, 2, 3, 4)),
    }
    around = await mapped(company, FIRM, depth=1)
    assert {name: distance for name, distance in nodes(around) if distance} == {"guest": 1, "guest-2": 1}
    assert links(around, "RELATED_TO") == {("RELATED_TO", "ceo", "guest-2")}
    [related] = [one for one in around["links"] if one["kind"] == "RELATED_TO"]
    assert (related["topic"], related["weight"], related["strength"]) == ("ALUMNI", 0.1, None)


async def test_the_nearest_come_first_then_the_most_influential(company: Api) -> None:
    found = await mapped(company, HEAD, depth=2)
    assert nodes(found)[0] == ("head", 0)
    assert {name for name, distance in nodes(found) if distance == 1} == {
        "ceo",
        "guest",
        "dev-1",
        "dev-2",
        "dev-3",
        "dev-4",
    }
    assert {name for name, distance in nodes(found) if distance == 2} == {"guest-2"}
    order = [(node["distance"], node["influence"] is None, -(node["influence"] or 0)) for node in found["nodes"]]
    assert order == sorted(order)
    head = found["nodes"][0]
    assert (head["kind"], head["label"], head["title"]) == ("PERSON", "Person head", "Head of Development")
    assert head["group"].split("/")[0].startswith("org_")


async def test_the_same_question_has_the_same_answer(company: Api) -> None:
    first = await mapped(company, FIRM)
    again = await mapped(company, FIRM)
    assert unaged(again) == unaged(first)
    await scored(company.graph, full=True)
    await tied(company.graph)
    anew = await mapped(company, FIRM)
    assert again["nodes"] == anew["nodes"] == first["nodes"]
    ends = [[(one["kind"], one["source"], one["target"]) for one in found["links"]] for found in (first, again, anew)]
    assert ends[0] == ends[1] == ends[2], "ties age meanwhile"


async def test_lines_between_the_same_two_stand_in_an_order_of_their_own(company: Api) -> None:
    """Whichever of them was drawn first, and also where what tells them apart is the weight alone."""
    undraw = "MATCH ({external_id: 'aide'})-[i:INFLUENCES]->() DELETE i"
    draw = """MATCH (a {external_id: 'aide'}) MATCH (b {external_id: 'ceo'})
        UNWIND $weights AS weight CREATE (a)-[:INFLUENCES {weight: weight}]->(b)"""
    for weights in ([0.3, 0.7, None], [0.7, None, 0.3]):
        await company.graph.change_schema([undraw, draw], {"weights": weights})
        found = await mapped(company, FIRM)
        told = [one["weight"] for one in found["links"] if one["kind"] == "INFLUENCES" and one["topic"] is None]
        assert [one for one in told if one != 0.4] == [0.3, 0.7, None]


async def test_who_stays_when_there_are_too_many_is_the_beginning_of_the_whole(company: Api) -> None:
    whole = await mapped(company, FIRM)
    for most in (1, 3, 8):
        part = await mapped(company, FIRM, most=most)
        assert part["truncated"] and part["nodes"] == whole["nodes"][:most]
        ids = {node["id"] for node in part["nodes"]}
        kept = [one for one in unaged(whole)["links"] if {one["source"], one["target"]} <= ids]
        assert unaged(part)["links"] == kept
    assert not (await mapped(company, FIRM, most=9))["truncated"]
    assert (await mapped(company, FIRM, most=0))["nodes"] == []


async def test_who_is_alone_stands_alone_and_where_nobody_is_the_map_is_empty(company: Api, tmp_path: Path) -> None:
    files = {"people": "external_id,name\nlone,Lone\n", "organizations": "external_id,name\no-none,None\n"}
    await imported(company.graph, tmp_path, **files)
    lone = await mapped(company, {"person": {"externalId": "lone"}})
    assert (nodes(lone), lone["links"], lone["truncated"], lone["computedAt"]) == ([("lone", 0)], [], False, None)
    none = await mapped(company, {"organization": {"externalId": "o-none"}})
    assert none == {"nodes": [], "links": [], "truncated": False, "computedAt": None}


async def test_weak_ties_are_no_links_and_lead_nowhere(company: Api) -> None:
    strong = await mapped(company, HEAD, depth=2, least=0.45)
    assert {(kind, a, b) for kind, a, b in links(strong, "KNOWS")} == {
        ("KNOWS", "ceo", "head"),
        ("KNOWS", "guest", "head"),
    }
    assert all(one["strength"] >= 0.45 for one in strong["links"] if one["kind"] == "KNOWS")
    tie = next(one for one in (await mapped(company, FIRM))["links"] if one["strength"] and one["strength"] < 0.01)
    assert tie["strength"] == pytest.approx(0.9 * 2 ** (-600 / 60), rel=1e-4), "strength is that of now"


async def test_drawn_influence_against_what_is_computed_is_marked(company: Api) -> None:
    found = await mapped(company, FIRM)
    name = {node["id"]: node["externalId"] for node in found["nodes"]}
    marked = {
        (name[one["source"]], name[one["target"]]): one["contradiction"]
        for one in found["links"]
        if one["kind"] == "INFLUENCES"
    }
    assert marked == {("dev-4", "head"): True, ("guest", "head"): False}, "across organizations there is no saying"
    drawn = next(one for one in found["links"] if one["topic"] == "tools")
    assert (drawn["weight"], drawn["strength"]) == (0.9, None)


async def test_ties_add_up_over_what_one_may_see(company: Api) -> None:
    async def strength(role: str) -> float:
        found = await mapped(company, HEAD, role, depth=1)
        guest = next(node["id"] for node in found["nodes"] if node["externalId"] == "guest")
        return next(
            one["strength"]
            for one in found["links"]
            if one["kind"] == "KNOWS" and guest in (one["source"], one["target"])
        )  # type: ignore[no-any-return]

    assert await strength("manager") == pytest.approx(0.5, abs=1e-3)
    assert await strength("admin") == pytest.approx(0.75, abs=1e-3)
    assert ("KNOWS", "aide", "guest-2") in links(await mapped(company, FIRM, "admin"))


async def test_what_a_role_does_not_see_is_not_on_the_map(company: Api) -> None:
    analyst = await mapped(company, FIRM, "analyst")
    assert "INFLUENCES" not in {one["kind"] for one in analyst["links"]}
    await company.graph.change_schema(["MATCH (p:Person {external_id: 'ceo'}) SET p.audience = ['tea_x']"])
    found = await mapped(company, HEAD)
    assert "ceo" not in dict(nodes(found)) and dict(nodes(found))["guest-2"] == 2
    await company.graph.change_schema(["MATCH (p:Person {external_id: 'guest'}) SET p.archived_at = datetime()"])
    assert set(dict(nodes(await mapped(company, HEAD)))) == {"head", "dev-1", "dev-2", "dev-3", "dev-4"}


async def test_a_map_is_around_one_thing_that_is_there(company: Api) -> None:
    refused = await company.refusal(_MAP, {"around": {"person": {"externalId": "nobody"}}, "depth": 1})
    assert refused["extensions"]["code"] == "NOT_FOUND"
    negative = await company.refusal(_MAP, {"around": HEAD, "depth": -1})
    assert negative["extensions"]["code"] == "BAD_USER_INPUT"
