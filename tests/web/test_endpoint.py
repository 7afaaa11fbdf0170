"""`/graphql` and the addresses beside it: what is taken, in which edition, and what a bug tells."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import Viewer
from graphcrm.api.operations import Operations
from graphcrm.compile.planner import Planner
from graphcrm.graph.circuit import Circuit
from graphcrm.graph.connection import Graph, connect
from graphcrm.graph.questions import library
from graphcrm.settings import Settings
from graphcrm.vocabulary.words import VOCABULARY
from graphcrm.web import serving
from graphcrm.web.app import create_app
from graphcrm.web.health import Health
from tests.conftest import Api, opened
from tests.web.test_http import code

GRAPHQL = "application/graphql-response+json"


@asynccontextmanager
async def variant(api: Api, **settings: Any) -> AsyncIterator[tuple[httpx.AsyncClient, dict[str, str]]]:
    """The application with other settings, and the headers of a manager."""
    found = await opened(api.graph, **settings)
    async with found.client as client:
        yield client, {"Authorization": f"Bearer {await api.token()}"}


async def test_queries_may_be_got_in_development_and_nothing_else(api: Api) -> None:
    async with variant(api, mode="dev") as (client, headers):

        async def get(**given: str) -> httpx.Response:
            return await client.get("/graphql", params=given, headers=headers)

        assert (await get(query="{ __typename }")).json()["data"] == {"__typename": "Query"}
        query = "query A($n: Boolean!) { __typename @include(if: $n) } query B { __typename }"
        assert (await get(query=query, operationName="A", variables='{"n": false}')).json()["data"] == {}
        assert (await get(query=query, operationName="B", variables="", extensions="")).json()["data"]
        changing = await get(query="query A { __typename } mutation B { x }", operationName="B")
        assert (changing.status_code, changing.headers["allow"], code(changing)) == (405, "GET, POST", "BAD_USER_INPUT")
        for wrong in (
            {"query": ""},
            {"query": "{ __typename }", "variables": "{"},
            {"query": "{ a }", "variables": "[]"},
        ):
            reply = await get(**wrong)
            assert (reply.status_code, code(reply)) == (400, "BAD_USER_INPUT")
        many = await client.get("/graphql?" + "&".join(f"a{n}=1" for n in range(30)), headers=headers)
        assert (many.status_code, code(many)) == (400, "BAD_USER_INPUT")


async def test_a_packed_body_is_refused(api: Api) -> None:
    headers = {"Authorization": f"Bearer {await api.token()}", "Content-Type": "application/json"}
    for packing in ("gzip", "br", "deflate, gzip"):
        reply = await api.client.post("/graphql", content=b"{}", headers={**headers, "Content-Encoding": packing})
        assert (reply.status_code, code(reply)) == (415, "BAD_USER_INPUT")


async def test_a_reply_over_its_limit_is_refused(api: Api) -> None:
    async with variant(api, reply_limit=2_000) as (client, headers):
        reply = await client.post("/graphql", json={"query": "{ __schema { types { name } } }"}, headers=headers)
        assert (reply.status_code, code(reply)) == (400, "QUERY_TOO_COMPLEX")
        assert reply.json()["errors"][0]["extensions"]["reason"] == "REPLY_SIZE" and "data" not in reply.json()


async def test_a_body_that_does_not_come_is_not_waited_for(api: Api) -> None:
    """And one whose sender has gone is not answered with a bug."""
    app, _ = serving.application(api.graph, built_in(), Settings(request_deadline=1.5))
    for rest, expected in ((asyncio.Event().wait, 408), (None, 400)):
        sent: list[Any] = []

        async def receive(rest: Any = rest) -> dict[str, Any]:
            if rest is None:
                return {"type": "http.disconnect"}
            await rest()
            raise AssertionError("nothing comes")

        async def send(message: Any, sent: list[Any] = sent) -> None:
            sent.append(message)

        headers = [(b"authorization", f"Bearer {await api.token()}".encode()), (b"content-type", b"application/json")]
        scope = {"type": "http", "method": "POST", "path": "/graphql", "query_string": b"", "headers": headers}
        began = time.monotonic()
        await app(scope, receive, send)  # type: ignore[arg-type]
        assert sent[0]["status"] == expected and time.monotonic() - began < 4
        assert ((b"connection", b"close") in sent[0]["headers"]) is (expected == 408)


async def test_other_addresses_say_what_they_take(api: Api) -> None:
    for path in ("/health/live", "/health/ready", "/schema.graphql"):
        reply = await api.client.post(path, json={})
        assert (reply.status_code, code(reply)) == (405, "BAD_USER_INPUT")
        assert "GET" in reply.headers["allow"]
    for path in ("/", "/graphql/", "/health", "/health/live/", "/graphql%00"):
        reply = await api.client.get(path)
        assert (reply.status_code, code(reply)) == (404, "NOT_FOUND")


async def test_the_schema_is_read_by_who_is_signed_in(api: Api) -> None:
    headers = {"Authorization": f"Bearer {await api.token('analyst')}"}
    reply = await api.client.get("/schema.graphql", headers=headers)
    assert reply.status_code == 200 and "type Query" in reply.text
    assert reply.headers["content-type"].startswith("text/plain")


async def test_a_bug_tells_its_request_id_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    async def broken(_token: str) -> Viewer:
        raise RuntimeError("bolt://neo4j:geheim@10.0.0.1")

    async def pending() -> bool:
        return False

    settings = Settings()
    async with connect("bolt://127.0.0.1:1", "neo4j", None) as nowhere:
        operations = Operations(Planner(VOCABULARY, library()), Circuit(nowhere, 1), settings)
        app = create_app(operations, broken, Health(nowhere, settings.data_dir, pending), settings)
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://graphcrm") as client:
            for reply in (
                await client.post("/graphql", json={}, headers={"Authorization": "Bearer x"}),
                await client.get("/schema.graphql", headers={"Authorization": "Bearer x"}),
            ):
                assert (reply.status_code, code(reply)) == (500, "INTERNAL")
                assert "geheim" not in reply.text and "10.0.0.1" not in reply.text
                assert reply.headers["x-content-type-options"] == "nosniff"
    assert [record.levelno for record in caplog.records if record.message == "bug"] == [logging.ERROR] * 2


async def test_readiness_is_looked_at_twice_a_second_at_most(graph: Graph, api: Api, statements: list[str]) -> None:
    before = len(statements)
    replies = await asyncio.gather(*(api.client.get("/health/ready") for _ in range(30)))
    assert {reply.status_code for reply in replies} == {200}
    assert len(statements) - before <= 2, "one look at the database, one at its migrations"
