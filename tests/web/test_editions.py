"""Over the contract's world: the statuses of the first edition, and the day that the clock says."""

from __future__ import annotations

from datetime import date
from typing import Any

import httpx

from graphcrm.access.policy import built_in
from graphcrm.settings import Settings
from graphcrm.web import serving
from tests.conftest import Api
from tests.web.test_endpoint import GRAPHQL, variant


async def test_the_first_edition_in_its_own_words(contract_api: Api) -> None:
    async with variant(contract_api, http_status="2026") as (client, headers):
        partly = """{ organization(by: {externalId: "o-nordlicht"}) { name
          effectiveShare(of: {externalId: "nobody"}) } }"""
        cases: list[tuple[Any, int]] = [
            ({"query": "{ __typename }"}, 200),
            ({"query": partly}, 294),
            ({"qeury": "{ __typename }"}, 422),
            ({"query": "{ __typename }", "variables": [7]}, 422),
            ([{"query": "{ __typename }"}], 422),
            ({"query": "{"}, 400),
            ({"query": "{ nothing }"}, 422),
            ({"query": "{ __typename }", "operationName": "A"}, 422),
            ({"query": "query($n: Int!) { people(first: $n) { totalCount } }"}, 422),
        ]
        for body, expected in cases:
            reply = await client.post("/graphql", json=body, headers=headers)
            assert reply.status_code == expected, body
            assert reply.headers["content-type"] == f"{GRAPHQL}; charset=utf-8"
            legacy = await client.post("/graphql", json=body, headers={**headers, "Accept": "application/json"})
            assert legacy.status_code == expected
            kind = "application/json" if expected < 300 else GRAPHQL
            assert legacy.headers["content-type"] == f"{kind}; charset=utf-8"
        broken = {**headers, "Content-Type": "application/json"}
        assert (await client.post("/graphql", content="{", headers=broken)).status_code == 400


async def test_today_is_what_the_clock_says(contract_api: Api) -> None:
    """Nobody held a seat in 1900, and nobody has to ask for that date."""
    query = {"query": '{ organization(by: {externalId: "o-nordlicht"}) { orgChart { seats { vacant } } } }'}
    headers = {"Authorization": f"Bearer {await contract_api.token()}"}
    vacant = {}
    for day in (date(2026, 11, 22), date(1900, 1, 1)):
        app, _ = serving.application(contract_api.graph, built_in(), Settings(), clock=lambda day=day: day)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://graphcrm") as client:
            data = (await client.post("/graphql", json=query, headers=headers)).json()["data"]
        seats = data["organization"]["orgChart"]["seats"]
        vacant[day.year] = sum(seat["vacant"] for seat in seats), len(seats)
    assert vacant[2026][0] < vacant[2026][1]
    assert vacant[1900][0] == vacant[1900][1]
