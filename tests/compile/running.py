"""Running a document as a viewer, without HTTP: what comes back, or what is refused."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import orjson
from graphql import get_variable_values

from graphcrm.access.viewers import Viewer
from graphcrm.api.documents import Documents
from graphcrm.api.guards import Limits
from graphcrm.compile import custom_fields
from graphcrm.compile.custom_fields import CustomFields
from graphcrm.compile.planner import Planner
from graphcrm.errors import GraphcrmError
from graphcrm.graph.connection import Graph
from graphcrm.graph.questions import library
from graphcrm.vocabulary.words import VOCABULARY
from tests.compile.documents import Asked
from tests.compile.worlds import TODAY
from tests.conftest import CIPHER

PLANNER = Planner(VOCABULARY, library(), cipher=CIPHER)
DOCUMENTS = Documents(PLANNER.schema, Limits(depth=40, introspection_depth=40))


def variables_of(asked: Asked) -> tuple[Any, dict[str, Any]]:
    """The operation and its coerced variables."""
    operation = DOCUMENTS.operation(asked.text, None)
    found = get_variable_values(PLANNER.schema, operation.node.variable_definitions or (), asked.variables)
    assert not isinstance(found, list), (asked.text, asked.variables, found)
    return operation, dict(found.coerced)


_AT_ONCE = 2  # planning a new statement takes the server a core for half a second


async def plans_dropped(graph: Graph) -> None:
    """What the database planned before is thrown away, for whoever is about to ask the same several times: its cache,
    once it is full, takes in nothing that was asked for once, and plans it anew each time."""
    await graph.change_schema(["CALL db.clearQueryCaches()"])


async def replies(graph: Graph, asked: Sequence[tuple[Asked, Viewer]]) -> list[bytes]:
    """The replies to several, in their order, a few asked at once."""
    turn = asyncio.Semaphore(_AT_ONCE)

    async def one(document: Asked, viewer: Viewer) -> bytes:
        async with turn:
            return await reply(graph, document, viewer)

    return await asyncio.gather(*(one(*both) for both in asked))


async def reply(graph: Graph, asked: Asked, viewer: Viewer) -> bytes:
    """The reply's bytes: data and errors, or the refusal with its code and words."""
    operation, variables = variables_of(asked)
    try:
        rows = await graph.rows(custom_fields.READ, {})
        fields = CustomFields(map(custom_fields.field, rows[0][0]))
        plan = PLANNER.plan(operation, variables, viewer.lens, fields)
        plan.check(viewer)
        value: list[Any] = []
        if plan.text is not None:
            # A plan is kept while worlds come and go: to make each anew for each would take most of the time.
            row = await graph.read(
                f"CYPHER replan=skip {plan.text}",
                plan.parameters(variables, viewer, TODAY),
                question="test",
                seconds=120,
            )
            assert row is not None
            value = row[0]
        data, errors = plan.decode(value)
    except GraphcrmError as error:
        return orjson.dumps({"refused": [error.code, error.reason, error.message]})
    told = [[e.code, e.message, list(path)] for e, path in errors]
    return orjson.dumps({"data": data, "errors": told})
