"""The download of a map of influence: what the API tells of it, under the same rights, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from graphcrm.access.policy import built_in
from graphcrm.cli.acting import act
from graphcrm.graph.connection import Graph, Transaction
from tests.conftest import Api, opened
from tests.web.test_downloads import refusal

PATH = "/maps/influence"
_MAP = """query($around: InfluenceMapAround!, $depth: Int, $most: Int, $least: Float) {
  influenceMap(around: $around, depth: $depth, maxNodes: $most, minStrength: $least) {
    truncated computedAt layoutVersion
    nodes { id kind externalId label title organizationId influence group distance x y }
    links { source target kind strength weight topic lastContactAt contradiction } } }"""
AROUND = {"organization": "o-nl-wind", "person": "p-berg", "deal": "d-rotor"}
_COMPANY = """CREATE (o:Organization:Party {id: 'org_big', external_id: 'o-big', name: 'Big', name_key: 'big'})
WITH o UNWIND range(0, 1199) AS i
CREATE (o)<-[:AT]-(:Role {id: 'rol_' + i, title: 'Seat ' + i, title_key: 'seat ' + i})
    <-[:HOLDS {started_on: date('2020-01-01')}]-(:Person:Party {id: 'per_' + i, name: 'P', name_key: 'p'})"""


async def get(api: Api, role: str = "manager", **given: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {await api.token(role)}"}
    return await api.client.get(PATH, params=given, headers=headers)


def unaged(found: dict[str, Any]) -> dict[str, Any]:
    """A map whose ties have strengths of two places: they age while one asks."""
    rounded = [
        {**one, "strength": None if one["strength"] is None else round(one["strength"], 2)}
        for one in found["links"] or []
    ]
    return {**found, "links": found["links"] and rounded}


@pytest.mark.parametrize("kind", sorted(AROUND))
@pytest.mark.parametrize("role", sorted(built_in().roles))
async def test_it_is_what_the_api_tells_whoever_asks(contract_api: Api, role: str, kind: str) -> None:
    given = {"around": {kind: {"externalId": AROUND[kind]}}, "depth": 2, "most": 500, "least": 0.0}
    told = (await contract_api.ask(_MAP, given, role))["influenceMap"]
    reply = await get(contract_api, role, **{kind: AROUND[kind]})
    assert reply.status_code == 200
    if told is None:  # whoever sees no holders is told of no map, there as here
        assert set(reply.json().values()) == {None}
        return
    assert unaged(reply.json()) == unaged(told)


async def test_some_roles_are_told_of_no_map_and_some_of_links_that_others_do_not_see(contract_api: Api) -> None:
    found = {role: (await get(contract_api, role, organization="o-nl-wind")).json() for role in built_in().roles}
    kinds = {role: {one["kind"] for one in told["links"] or []} for role, told in found.items()}
    assert found["auditor"]["nodes"] is None
    assert "INFLUENCES" in kinds["manager"] and "INFLUENCES" not in kinds["analyst"]
    assert len(found["manager"]["nodes"]) > 5


async def test_reach_strength_and_size_are_as_of_the_api(contract_api: Api) -> None:
    around = {"around": {"organization": {"externalId": "o-nl-wind"}}}
    for depth, most, least in ((0, 500, 0.0), (1, 4, 0.0), (1, 500, 0.3), (4, 0, 1.0)):
        told = (await contract_api.ask(_MAP, {**around, "depth": depth, "most": most, "least": least}))["influenceMap"]
        words = {"depth": str(depth), "maxNodes": str(most), "minStrength": str(least)}
        assert unaged((await get(contract_api, organization="o-nl-wind", **words)).json()) == unaged(told)
    by_id = (await get(contract_api, organization="o-nl-wind")).json()["nodes"][0]["id"]
    assert (await get(contract_api, person=by_id, depth="0")).json()["nodes"][0]["id"] == by_id


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("", "one thing"),
        ("organization=", "one thing"),
        ("organization=a&person=b", "one thing"),
        ("person=p-berg&depth=5", "from 0 to 4"),
        ("person=p-berg&depth=-1", "from 0 to 4"),
        ("person=p-berg&depth=one", "whole number"),
        ("person=p-berg&depth=1.5", "whole number"),
        ("person=p-berg&maxNodes=2001", "from 0 to 2000"),
        ("person=p-berg&minStrength=nan", "from 0 to 1"),
        ("person=p-berg&minStrength=2", "from 0 to 1"),
        ("person=p-berg&person=p-okoye", "one value"),
        ("person=" + "x" * 201, "200"),
        ("person=p-berg&as=b", "nothing else"),
        ("person=%ff", "cannot be read"),
    ],
)
async def test_what_cannot_be_used_is_said(contract_api: Api, query: str, word: str) -> None:
    headers = {"Authorization": f"Bearer {await contract_api.token()}"}
    told = refusal(await contract_api.client.get(f"{PATH}?{query}", headers=headers))
    assert (told["status"], told["code"]) == (400, "BAD_USER_INPUT")
    assert word in told["message"]


@pytest.mark.parametrize(("kind", "name"), [("person", "o-nl-wind"), ("deal", "p-berg"), ("organization", "nobody")])
async def test_what_is_not_there_or_is_something_else_is_not_found(contract_api: Api, kind: str, name: str) -> None:
    told = refusal(await get(contract_api, **{kind: name}))
    assert (told["status"], told["code"]) == (404, "NOT_FOUND")
    assert f"`{kind}`" in told["message"]


async def test_nobody_and_no_page_from_elsewhere(contract_api: Api) -> None:
    client, address = contract_api.client, f"{PATH}?person=p-berg"
    assert (await client.get(address)).status_code == 401
    headers = {"Authorization": f"Bearer {await contract_api.token()}"}
    assert refusal(await client.post(address, headers=headers))["status"] == 405
    cookie = {"Cookie": "__Host-sid=anything", "Sec-Fetch-Site": "cross-site"}
    assert refusal(await client.get(address, headers=cookie))["code"] == "FORBIDDEN"


async def test_what_is_kept_for_a_team_is_told_to_nobody_else(graph: Graph, tmp_path: Path) -> None:
    api = await opened(graph, data_dir=tmp_path)
    await act(graph, "organizationCreate", {"externalId": "o-1", "name": "One"})
    for name in ("open", "kept"):
        await act(graph, "personCreate", {"externalId": f"p-{name}", "name": f"Person {name}"})
        seat = {"organization": {"externalId": "o-1"}, "title": name, "externalId": f"r-{name}"}
        await act(graph, "roleCreate", seat)
        await act(graph, "roleAssign", {"role": {"externalId": f"r-{name}"}, "person": {"externalId": f"p-{name}"}})
    await act(graph, "teamCreate", {"externalId": "t-1", "name": "Team"})
    await act(
        graph,
        "personAudienceSet",
        {"person": {"externalId": "p-kept"}, "teams": [{"externalId": "t-1"}]},
    )
    mine = await get(api, "account_manager", organization="o-1")
    assert [node["externalId"] for node in mine.json()["nodes"]] == ["p-open"]
    assert b"kept" not in mine.content
    hidden, absent = [refusal(await get(api, "account_manager", person=name)) for name in ("p-kept", "p-none")]
    assert hidden == absent
    assert len((await get(api, "admin", organization="o-1")).json()["nodes"]) == 2
    await api.client.aclose()


async def test_ten_people_count_as_a_record_and_a_map_too_many_is_refused(graph: Graph, tmp_path: Path) -> None:
    async def build(transaction: Transaction) -> None:
        await transaction.run(_COMPANY)

    await graph.write(build, name="company")
    api = await opened(graph, data_dir=tmp_path, rows_per_hour=300)
    replies = [await get(api, organization="o-big", maxNodes="2000", depth="0") for _ in range(3)]
    assert [one.status_code for one in replies] == [200, 200, 429]  # 121 each
    assert len(replies[0].json()["nodes"]) == 1200
    assert "nodes" not in replies[2].text
    await api.client.aclose()
