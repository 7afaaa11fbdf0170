"""What an operator watches: who may see it, and that it counts what happened and nothing of whom."""

from __future__ import annotations

import os
from pathlib import Path

import httpx
import pytest

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph
from graphcrm.records import users
from tests.conftest import Api, Server
from tests.web.processes import served

ASK = "{ people(first: 1) { nodes { name } } }"


def value(text: str, line: str) -> float:
    return next((float(one.rpartition(" ")[2]) for one in text.splitlines() if one.startswith(line)), 0.0)


async def test_requests_are_counted_by_route_status_and_code(api: Api) -> None:
    await api.ask(ASK)
    await api.ask(ASK)
    await api.client.post("/graphql", json={"query": ASK})
    await api.client.get("/nowhere/ana@lumen.example")
    reply = await api.client.get("/metrics")
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith("text/plain; version=0.0.4")
    text = reply.text
    assert value(text, 'graphcrm_requests_total{code="",route="/graphql",status="200"}') == 2
    assert value(text, 'graphcrm_requests_total{code="UNAUTHENTICATED",route="/graphql",status="401"}') == 1
    assert value(text, 'graphcrm_requests_total{code="NOT_FOUND",route="unknown",status="404"}') == 1
    assert value(text, 'graphcrm_request_seconds_count{route="/graphql"}') == 3
    assert "lumen" not in text


@pytest.mark.parametrize("headers", [{"X-Forwarded-For": "203.0.113.9"}, {"Forwarded": "for=203.0.113.9"}])
async def test_from_elsewhere_only_who_may_watch_sees_them(api: Api, headers: dict[str, str]) -> None:
    assert (await api.client.get("/metrics", headers=headers)).status_code == 401
    for role, status in (("manager", 403), ("admin", 200)):
        token = {"Authorization": f"Bearer {await api.token(role)}"}
        assert (await api.client.get("/metrics", headers=headers | token)).status_code == status


async def test_an_address_of_another_machine_is_elsewhere(api: Api) -> None:
    app = api.client._transport.app  # type: ignore[attr-defined]
    distant = httpx.ASGITransport(app, client=("192.0.2.7", 5000))
    async with httpx.AsyncClient(transport=distant, base_url="http://graphcrm") as client:
        assert (await client.get("/metrics")).status_code == 401


async def test_two_workers_count_together(graph: Graph, server: Server, tmp_path: Path) -> None:
    await users.add(graph, built_in(), "fia@lumen.example", None, ["admin"])
    with served(server, tmp_path, GRAPHCRM_WORKERS="2") as found:
        for _ in range(40):
            with httpx.Client(base_url=found.url) as client:
                assert client.get("/health/live").status_code == 200
        text = httpx.get(f"{found.url}/metrics").text
        assert value(text, 'graphcrm_requests_total{code="",route="/health/live",status="200"}') >= 40
    assert list((tmp_path / "data" / "tmp").iterdir()) == []
    assert "PROMETHEUS_MULTIPROC_DIR" not in os.environ
