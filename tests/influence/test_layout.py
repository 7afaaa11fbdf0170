"""The layout of a map: saved by one, the same for everybody who sees it, and nothing of whom one does not see."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from graphcrm.graph.connection import Graph
from tests.conftest import Api, opened
from tests.exchange.files import imported

_MAP = """query($around: InfluenceMapAround!, $depth: Int) {
  influenceMap(around: $around, depth: $depth) { layoutVersion nodes { id externalId x y } } }"""
_SAVE = """mutation($input: LayoutSaveInput!) {
  layoutSave(input: $input) { layoutVersion userErrors { code reason field } } }"""
FIRM, ANN = {"organization": {"externalId": "o-firm"}}, {"person": {"externalId": "ann"}}
_FILES = {
    "organizations": "external_id,name\no-firm,Firm\n",
    "people": "external_id,name\nann,Ann\nbob,Bob\ncia,Cia\nout,Out\n",
    "roles": "external_id,organization,title\n" + "".join(f"r-{one},o-firm,Clerk\n" for one in ("ann", "bob", "cia")),
    "holdings": "role,person\nr-ann,ann\nr-bob,bob\nr-cia,cia\n",
    "relations": "from,to,kind\nann,bob,FRIEND\n",
    "deals": "external_id,name,organization\nd-big,Big,o-firm\n",
    "stakeholders": "deal,person\nd-big,cia\n",
}


@pytest.fixture
async def office(graph: Graph, tmp_path: Path) -> AsyncIterator[Api]:
    """Ann, Bob and Cia of the firm; Ann and Bob are friends, Cia is a stakeholder of a deal; Out is elsewhere."""
    ledger = await imported(graph, tmp_path, **_FILES)
    assert ledger.clean, ledger.rejected[:3]
    api = await opened(graph)
    yield api
    await api.client.aclose()


async def shown(api: Api, around: Any = FIRM, depth: int = 0, role: str = "manager") -> tuple[int, dict[str, Any]]:
    """The version of the layout, and where each stands by external id."""
    found = (await api.ask(_MAP, {"around": around, "depth": depth}, role))["influenceMap"]
    places = {node["externalId"]: (node["x"], node["y"]) for node in found["nodes"]}
    return found["layoutVersion"], places


async def ids(api: Api) -> dict[str, str]:
    return dict(await api.graph.rows("MATCH (p:Person) RETURN p.external_id, p.id", {}))


async def save(api: Api, places: Mapping[str, tuple[Any, Any]], role: str = "manager", **given: Any) -> Any:
    known = await ids(api)
    rows = [{"id": known.get(one, one), "x": x, "y": y} for one, (x, y) in places.items()]
    return (await api.ask(_SAVE, {"input": {"around": FIRM, "depth": 0, "places": rows, **given}}, role))["layoutSave"]


def saved(version: int) -> dict[str, Any]:
    return {"layoutVersion": version, "userErrors": []}


NOBODY = dict.fromkeys(("ann", "bob", "cia"), (None, None))


async def test_a_layout_is_saved_by_one_and_the_same_for_everybody(office: Api) -> None:
    assert await shown(office) == (0, NOBODY)
    assert await save(office, {"ann": (1.5, -2.0), "bob": (0, 3)}) == saved(1)
    for role in ("manager", "admin", "analyst"):
        assert await shown(office, role=role) == (1, {"ann": (1.5, -2.0), "bob": (0.0, 3.0), "cia": (None, None)})
    # Who is not named stays, and what is as it was is no new version.
    assert await save(office, {"ann": (5, 5), "cia": (3, 3)}, expectedVersion=1) == saved(2)
    assert await save(office, {"ann": (5, 5)}, expectedVersion=2) == saved(2)
    assert await shown(office) == (2, {"ann": (5.0, 5.0), "bob": (0.0, 3.0), "cia": (3.0, 3.0)})


async def test_each_map_and_each_reach_has_a_layout_of_its_own(office: Api) -> None:
    deal = {"deal": {"externalId": "d-big"}}
    await save(office, {"ann": (1, 1), "bob": (2, 2)})
    assert await shown(office, depth=1) == (0, NOBODY)
    await save(office, {"bob": (7, 7)}, around=ANN, depth=1)
    await save(office, {"cia": (8, 8)}, around=deal, depth=None)
    assert await shown(office, ANN, 1) == (1, {"ann": (None, None), "bob": (7.0, 7.0)})
    assert await shown(office, deal, 2) == (1, {"cia": (8.0, 8.0)}), "two is the default"
    assert (await shown(office))[0] == 1


async def test_of_two_who_save_what_they_saw_the_later_one_is_told_to_look_again(office: Api) -> None:
    assert await save(office, {"ann": (1, 1)}, expectedVersion=0, idempotencyKey="k") == saved(1)
    refused = await save(office, {"ann": (2, 2)}, expectedVersion=0)
    assert refused["userErrors"] == [{"code": "CONFLICT", "reason": "VERSION", "field": ["expectedVersion"]}]
    assert await save(office, {"ann": (1, 1)}, expectedVersion=0, idempotencyKey="k") == saved(1), "a key acts once"
    assert await shown(office) == (1, {**NOBODY, "ann": (1.0, 1.0)})


async def test_of_many_who_save_the_same_layout_at_once_one_does(office: Api) -> None:
    await office.token()
    for version in range(3):
        given = [{"ann": (float(one), float(version)), "bob": (float(one), -1.0)} for one in range(1, 6)]
        told = await asyncio.gather(*(save(office, places, expectedVersion=version) for places in given))
        assert sorted(len(one["userErrors"]) for one in told) == [0, 1, 1, 1, 1]
        assert {error["code"] for one in told for error in one["userErrors"]} == {"CONFLICT"}
        (kept,) = [places for places, one in zip(given, told, strict=True) if not one["userErrors"]]
        assert await shown(office) == (version + 1, {**kept, "cia": (None, None)}), "whole, of one of them"


async def test_places_of_those_one_does_not_see_are_neither_told_nor_taken(office: Api) -> None:
    await office.graph.change_schema(["MATCH (p:Person {external_id: 'bob'}) SET p.audience = ['tea_x']"])
    await save(office, {"ann": (1, 1), "bob": (2, 2)}, "admin")
    assert await shown(office) == (1, {"ann": (1.0, 1.0), "cia": (None, None)})
    hidden, unknown = await save(office, {"ann": (9, 9), "bob": (9, 9)}), await save(office, {"per_none": (9, 9)})
    assert hidden["userErrors"] == [{"code": "NOT_FOUND", "reason": None, "field": ["places", "1", "id"]}]
    assert unknown["userErrors"] == [{"code": "NOT_FOUND", "reason": None, "field": ["places", "0", "id"]}]
    await save(office, {"ann": (4, 4)})
    assert await shown(office, role="admin") == (2, {"ann": (4.0, 4.0), "bob": (2.0, 2.0), "cia": (None, None)})
    # Whoever is put away is not on the map, and stands where they stood when they come back.
    bob = "MATCH (p:Person {external_id: 'bob'})"
    await office.graph.change_schema([f"{bob} SET p.archived_at = datetime()"])
    assert await shown(office, role="admin") == (2, {"ann": (4.0, 4.0), "cia": (None, None)})
    await office.graph.change_schema([f"{bob} REMOVE p.archived_at"])
    assert (await shown(office, role="admin"))[1]["bob"] == (2.0, 2.0)
    await office.graph.change_schema([f"{bob} DETACH DELETE p"])
    assert await shown(office, role="admin") == (2, {"ann": (4.0, 4.0), "cia": (None, None)})


_TOO_MANY = {f"per_{number}": (0, 0) for number in range(2001)}
_WRONG: list[tuple[Any, Any, list[str]]] = [
    ({"ann": (1, 1), "bob": (1e7, 0)}, {}, ["places", "1", "x"]),
    ({"ann": (1, -1e300)}, {}, ["places", "0", "y"]),
    ({}, {}, ["places"]),
    ({"ann": (1, 1)}, {"depth": 5}, ["depth"]),
    ({"ann": (1, 1)}, {"depth": -1}, ["depth"]),
]


async def test_what_cannot_be_a_layout_is_refused_whole(office: Api) -> None:
    for places, given, field in _WRONG:
        refused = await save(office, places, **given)
        assert refused["userErrors"] == [{"code": "BAD_USER_INPUT", "reason": None, "field": field}]
    ann = (await ids(office))["ann"]
    rows = [{"id": ann, "x": 1, "y": 1}] * 2
    twice = (await office.ask(_SAVE, {"input": {"around": FIRM, "places": rows}}))["layoutSave"]
    assert [one["field"] for one in twice["userErrors"]] == [["places", "1", "id"]]
    nowhere = await save(office, {"ann": (1, 1)}, around={"organization": {"externalId": "o-none"}})
    assert nowhere["userErrors"] == [{"code": "NOT_FOUND", "reason": None, "field": ["around", "organization"]}]
    many = [{"id": one, "x": 0, "y": 0} for one in _TOO_MANY]
    error = await office.refusal(_SAVE, {"input": {"around": FIRM, "places": many}})
    assert error["extensions"]["code"] == "QUERY_TOO_COMPLEX"
    literal = """mutation { layoutSave(input: {around: {organization: {externalId: "o-firm"}}, depth: 0,
      places: [{id: "%s", x: 1e999, y: 0}]}) { userErrors { field } } }"""
    assert (await office.ask(literal % ann))["layoutSave"]["userErrors"] == [{"field": ["places", "0", "x"]}]
    assert await shown(office) == (0, NOBODY)


async def test_a_layout_is_written_by_who_may_write_and_leaves_its_trail_without_names(office: Api) -> None:
    refused = await office.refusal(_SAVE, {"input": {"around": FIRM, "places": []}}, "analyst")
    assert refused["extensions"]["code"] == "FORBIDDEN"
    await save(office, {"ann": (1, 1), "bob": (2, 2)})
    [change] = await office.graph.rows(
        """MATCH (c:Change)-[:OF]->(o:Organization {external_id: 'o-firm'}) WHERE 'layout' IN c.fields
        RETURN c.act, c.type, size(c.ids), [k IN keys(c) WHERE k STARTS WITH 'after_' OR k STARTS WITH 'before_']""",
        {},
    )
    assert change == ["UPDATED", "Organization", 1, []]
    [audited] = await office.graph.rows("MATCH (a:AuditEntry {act: 'layoutSave'}) RETURN a.fields, a.decision", {})
    assert audited == [["layout"], "allowed"]
