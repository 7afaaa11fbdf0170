"""The documents of the contract about influence have no fixed numbers: over its world they hold their laws."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from graphcrm.graph.connection import Graph
from tests.conftest import Api
from tests.contract.test_operations import document
from tests.influence.worlds import scored

ORGANIZATIONS = ("o-nordlicht", "o-nl-wind", "o-nl-grid", "o-nl-services")


@pytest.fixture(scope="module")
async def scores(contract_world: Graph, contract_api: Api) -> AsyncIterator[Api]:
    await scored(contract_world)
    yield contract_api


async def test_influencers_are_in_order_and_their_parts_add_up(scores: Api) -> None:
    ranked = 0
    for organization in ORGANIZATIONS:
        found = (await scores.ask(document("influence"), {"id": organization}))["organization"]
        edges = found["influencers"]["edges"] if found else []
        values = [edge["influence"]["value"] for edge in edges if edge["influence"]["value"] is not None]
        assert values == sorted(values, reverse=True) and all(0 <= value <= 1 for value in values)
        assert [edge["rank"] for edge in edges[: len(values)]] == [1 + sum(x > v for x in values) for v in values]
        for edge in edges:
            influence = edge["influence"]
            assert sum(part["contribution"] for part in influence["parts"]) == pytest.approx(influence["value"] or 0.0)
            assert influence["computedAt"] is not None
        ranked += len(values)
    assert ranked >= 5


async def test_a_map_is_closed_and_the_same_twice(scores: Api) -> None:
    most = 0
    for organization in ORGANIZATIONS:
        found = (await scores.ask(document("influence_map"), {"id": organization}))["influenceMap"]
        again: Any = (await scores.ask(document("influence_map"), {"id": organization}))["influenceMap"]
        assert _without_strengths(again) == _without_strengths(found), "ties age between the two"
        ids = [node["id"] for node in found["nodes"]]
        assert len(ids) == len(set(ids)) and not found["truncated"]
        for link in found["links"]:
            assert {link["source"], link["target"]} <= set(ids) and link["source"] != link["target"]
            assert link["strength"] is None or 0 <= link["strength"] < 1
        most = max(most, len({link["kind"] for link in found["links"]}))
    assert most >= 2, "drawn lines and lines of the chart"


def _without_strengths(drawn: Any) -> Any:
    return {**drawn, "links": [{**link, "strength": None} for link in drawn["links"]]}
