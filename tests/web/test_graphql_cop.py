"""What the checks of graphql-cop look for, in production mode, by nobody, by one of us, and by a browser elsewhere."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import httpx
import pytest

from graphcrm.graph.connection import Graph
from tests.conftest import Api, opened

ALIASES = "query { %s }" % " ".join(f"alias{number}: __typename" for number in range(101))
DIRECTIVES = "query { __typename %s }" % ("@aa" * 10)
FIELDS = "query cop { %s }" % ("__typename \n" * 500)
CIRCLE = "query { __schema { types { %s name %s } } }" % ("fields { type { " * 4, "} } " * 4)
INTROSPECTION = "query { __schema { types { name fields { name } } } }"
SUGGESTION = "query { __schema { directive } }"


@pytest.fixture
async def production(graph: Graph) -> AsyncIterator[Api]:
    found = await opened(graph, mode="production")
    yield found
    await found.client.aclose()


async def sent(api: Api, method: str, signed_in: bool, **request: object) -> httpx.Response:
    headers = {"Authorization": f"Bearer {await api.token('service')}"} if signed_in else {}
    headers |= request.pop("headers", {})  # type: ignore[call-overload]
    return await api.client.request(method, "/graphql", headers=headers, **request)  # type: ignore[arg-type]


def refused(reply: httpx.Response) -> bool:
    """Whether nothing was answered, and why in few words."""
    found = reply.json()
    return not found.get("data") and 1 <= len(found["errors"]) <= 9


@pytest.mark.parametrize("signed_in", [False, True], ids=["nobody", "one of us"])
@pytest.mark.parametrize(
    "query", [ALIASES, DIRECTIVES, FIELDS, CIRCLE], ids=["aliases", "directives", "fields", "a circle of the schema"]
)
async def test_what_multiplies_work_is_refused(production: Api, query: str, signed_in: bool) -> None:
    """HIGH and MEDIUM of graphql-cop: alias, directive and field overloading, circular introspection."""
    reply = await sent(production, "POST", signed_in, json={"query": query})
    assert refused(reply), reply.text


@pytest.mark.parametrize("signed_in", [False, True], ids=["nobody", "one of us"])
async def test_a_batch_is_refused(production: Api, signed_in: bool) -> None:
    reply = await sent(production, "POST", signed_in, json=[{"query": "query { __typename }"}] * 10)
    assert reply.status_code in (400, 401) and refused(reply)


async def test_nobody_learns_of_the_schema(production: Api) -> None:
    for query in (INTROSPECTION, SUGGESTION, CIRCLE):
        reply = await sent(production, "POST", False, json={"query": query})
        assert refused(reply) and reply.status_code == 401
        assert "Did you mean" not in reply.text and "directives" not in reply.text


async def test_nothing_is_done_by_what_a_page_elsewhere_can_send(production: Api) -> None:
    """GET queries, GET mutations, forms: whoever is signed in by a cookie would not know."""
    for query in ("query { __typename }", 'mutation { personCreate(input: {name: "Eve"}) { person { id } } }'):
        for method, request in (
            ("GET", {"params": {"query": query}}),
            ("POST", {"params": {"query": query}}),
            ("POST", {"data": {"query": query}}),
            ("POST", {"content": json.dumps({"query": query}), "headers": {"Content-Type": "text/plain"}}),
        ):
            reply = await sent(production, method, True, **request)
            assert 400 <= reply.status_code < 500 and refused(reply), (method, request, reply.text)
    assert await production.graph.rows("MATCH (p:Person) RETURN p", {}) == []


async def test_there_is_no_console_no_trace_and_no_stack(production: Api) -> None:
    for path in ("/graphiql", "/playground", "/console", "/graphql/console", "/altair", "/graphql"):
        reply = await production.client.get(path, headers={"Accept": "text/html"})
        # What is none of the API's addresses is the page, which says that there is nothing.
        assert reply.status_code >= 400 or (not path.startswith("/graphql") and 'id="root"' in reply.text), path
        assert "graphiql" not in reply.text.lower() and "playground" not in reply.text.lower()
    for query in ("query { __typename }", "qwerty cop { abc }", "query { doesNotExist }"):
        for more in ({}, {"X-Apollo-Tracing": "1"}):
            text = (await sent(production, "POST", True, json={"query": query}, headers=more)).text
            assert not any(word in text for word in ("tracing", "stacktrace", "Traceback", "exception", "debug", ".py"))
