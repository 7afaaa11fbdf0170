"""Operations that need no database: the schema itself, variables, and what an error tells whom."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from graphql import get_introspection_query

from graphcrm.access.viewers import Viewer
from graphcrm.api.operations import Operations, Request
from graphcrm.api.replies import Reply
from graphcrm.compile.planner import Planner
from graphcrm.graph.circuit import Circuit
from graphcrm.graph.connection import connect
from graphcrm.settings import Settings


@pytest.fixture
async def operations(planner: Planner) -> AsyncIterator[Operations]:
    async with connect("bolt://127.0.0.1:1", "neo4j", None) as nowhere:
        yield Operations(planner, Circuit(nowhere, 4), Settings(), clock=lambda: date(2026, 11, 22))


async def ask(
    operations: Operations, viewer: Viewer, query: str, variables: Any = None, name: str | None = None
) -> Reply:
    return await operations.execute(Request(query, variables or {}, name), viewer, "r1", time.monotonic() + 10)


async def test_the_schema_is_answered_beside_other_fields_in_their_order(
    operations: Operations, manager: Viewer
) -> None:
    query = """query($name: String!, $no: Boolean!) { a: __typename
      __schema { queryType { name } } ...More b: __typename gone: __type(name: "Person") @include(if: $no) { name } }
      fragment More on Query { person: __type(name: $name) { name kind } ... { c: __typename } }"""
    reply = await ask(operations, manager, query, {"name": "Person", "no": False})
    assert reply.errors == []
    assert list((reply.data or {}).items()) == [
        ("a", "Query"),
        ("__schema", {"queryType": {"name": "Query"}}),
        ("person", {"name": "Person", "kind": "OBJECT"}),
        ("c", "Query"),
        ("b", "Query"),
    ]
    assert reply.extensions == {"cost": {"requested": 0, "maximum": 10_000}}


async def test_a_tool_gets_the_whole_schema(operations: Operations, manager: Viewer) -> None:
    reply = await ask(operations, manager, get_introspection_query())
    names = {found["name"] for found in (reply.data or {})["__schema"]["types"]}
    assert {"Person", "Organization", "Role", "Query"} <= names


async def test_the_schema_and_its_names_are_for_those_who_may_read_it(operations: Operations, manager: Viewer) -> None:
    guest = replace(manager, permissions=frozenset({"read"}))
    for query in (
        "{ __schema { types { name } } }",
        '{ ...F } fragment F on Query { __type(name: "Person") { name } }',
    ):
        reply = await ask(operations, guest, query)
        assert reply.body()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
        assert "data" not in reply.body()
    assert (await ask(operations, guest, "{ __typename }")).data == {"__typename": "Query"}
    told = await ask(operations, manager, "{ peeple { totalCount } }")
    hidden = await ask(operations, guest, "{ peeple { totalCount } }")
    assert "people" in told.errors[0]["message"]
    assert "people" not in hidden.errors[0]["message"] and "peeple" in hidden.errors[0]["message"]


async def test_who_may_read_nothing_is_told_so(operations: Operations, manager: Viewer) -> None:
    nobody = replace(manager, permissions=frozenset())
    reply = await ask(operations, nobody, "{ __typename }")
    assert reply.errors[0]["extensions"] == {
        "code": "FORBIDDEN", "reason": "ROLE", "requestId": "r1", "retryable": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "variables", "reason"),
    [
        ('{ people(after: "W10") { totalCount } }', {}, "CURSOR"),
        ("query($c: Cursor) { people(after: $c) { totalCount } }", {"c": "W10"}, "CURSOR"),
        ('{ organization(by: {externalId: "o"}) { orgChart(asOf: "2026-02-30") { truncated } } }', {}, None),
        ("query($n: Int!) { people(first: $n) { totalCount } }", {}, None),
        ("query($n: Int!) { people(first: $n) { totalCount } }", {"n": 10**30}, None),
        ("query($n: Int!) { people(first: $n) { totalCount } }", {"n": "1"}, None),
        ("query($f: PersonFilter) { people(filter: $f) { totalCount } }", {"f": {"name": {"eq": 1}}}, None),
        ("{ people(first: 101) { totalCount } }", {}, None),
    ],
)
async def test_a_value_that_cannot_be_used_is_bad_input_wherever_it_stands(
    operations: Operations, manager: Viewer, query: str, variables: dict[str, Any], reason: str | None
) -> None:
    reply = await ask(operations, manager, query, variables)
    found = reply.errors[0]["extensions"]
    assert (found["code"], found.get("reason"), found["retryable"]) == ("BAD_USER_INPUT", reason, False)
    assert "data" not in reply.body()


async def test_values_nested_without_end_are_too_complex_and_no_bug(operations: Operations, manager: Viewer) -> None:
    value: dict[str, Any] = {}
    for _ in range(900):
        value = {"not": value}
    query = "query($f: PersonFilter) { people(filter: $f) { totalCount } }"
    reply = await ask(operations, manager, query, {"f": value})
    assert reply.errors[0]["extensions"]["code"] == "QUERY_TOO_COMPLEX"


async def test_an_error_names_its_place(operations: Operations, manager: Viewer) -> None:
    wrong = (await ask(operations, manager, "{\n  nothing\n}")).errors[0]
    broken = (await ask(operations, manager, "{\n  a(\n}")).errors[0]
    assert wrong["locations"] == [{"line": 2, "column": 3}] and wrong["extensions"]["code"] == "VALIDATION_FAILED"
    assert broken["locations"] == [{"line": 3, "column": 1}] and broken["extensions"]["code"] == "PARSE_FAILED"


async def test_without_a_database_an_operation_is_unavailable(operations: Operations, manager: Viewer) -> None:
    reply = await ask(operations, manager, "{ people { totalCount } }")
    assert reply.errors[0]["extensions"] == {
        "code": "UNAVAILABLE", "reason": "DATABASE", "requestId": "r1", "retryable": True,
    }  # fmt: skip
    assert "127.0.0.1" not in str(reply.body())


async def test_a_request_whose_time_is_over_asks_nothing(operations: Operations, manager: Viewer) -> None:
    request = Request("{ people { totalCount } }", {}, None)
    reply = await operations.execute(request, manager, "r1", time.monotonic() + 0.1)
    assert reply.errors[0]["extensions"]["code"] == "TIMEOUT"
