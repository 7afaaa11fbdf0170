"""What the trail is told of subscriptions: refusals, and events that tell of a confidential fact."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph
from graphcrm.records import tokens, users
from graphcrm.records.audit import journal_files
from graphcrm.records.audit.journals import Journal
from tests.noted import note, people
from tests.web.speaking import Worker, client, worker

RECORD = "subscription($id: ID!) { recordChanged(id: $id) { cursor } }"


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[Journal]:
    async with Journal(tmp_path / "journal").open() as found:
        yield found


@pytest.fixture
async def served(graph: Graph, journal: Journal) -> AsyncIterator[Worker]:
    async with worker(graph, journal=journal) as found:
        yield found


async def token_of(graph: Graph, *roles: str) -> str:
    email = f"{'-'.join(roles) or 'nobody'}@lumen.example"
    await users.add(graph, built_in(), email, email, roles)
    return await tokens.create(graph, built_in(), email, None, timedelta(hours=1))


def left(folder: Path) -> list[Any]:
    """What the journal holds: act, decision, fields, ids."""
    found = journal_files.waiting(folder / "journal", {}, 1000)
    return [(one["act"], one["decision"], one["fields"], one["ids"]) for one in found]


async def test_an_event_of_a_confidential_fact_is_a_read_and_one_of_an_open_fact_is_none(
    graph: Graph, served: Worker, tmp_path: Path
) -> None:
    ids = await people(graph, ana=None, ben=None)
    both = [ids["ana"], ids["ben"]]
    async with client(served.url, await token_of(graph, "manager")) as socket:
        await socket.subscribe("s")
        await socket.settled()
        await note(graph, "UPDATED", "Person", [ids["ana"]], ["expected_value"], served.feed)
        await note(graph, "ADDED", "RELATED_TO", both, ["kind"], served.feed)
        await note(graph, "ADDED", "INFLUENCES", both, ["topic"], served.feed)
        assert [(await socket.event())["type"] for _ in range(3)] == ["Person", "RELATED_TO", "INFLUENCES"]
    assert left(tmp_path) == [("read", "allowed", ["INFLUENCES"], both)]


async def test_types_that_a_role_does_not_see_are_noted_as_denied(graph: Graph, served: Worker, tmp_path: Path) -> None:
    async with client(served.url, await token_of(graph, "auditor")) as socket:
        await socket.subscribe("s", types=["Person", "STAKEHOLDER_IN"])
        error = (await socket.heard())["payload"][0]["extensions"]
        assert (error["code"], error["reason"]) == ("BAD_USER_INPUT", "FIELD_NOT_USABLE")
        await socket.subscribe("s", types=["Nothing"])
        assert (await socket.heard())["payload"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert left(tmp_path) == [("graphChanged", "denied", ["STAKEHOLDER_IN"], [])]


async def test_a_record_that_is_hidden_and_one_that_is_not_there_leave_the_same(
    graph: Graph, served: Worker, tmp_path: Path
) -> None:
    ids = await people(graph, eve=["tea_other"])
    answers = []
    async with client(served.url, await token_of(graph, "account_manager")) as socket:
        for identifier in (ids["eve"], "per_01k0000000000000000000000x"):
            await socket.subscribe("s", RECORD, id=identifier)
            (error,) = (await socket.heard())["payload"]
            del error["extensions"]["requestId"]
            answers.append(error)
    assert answers[0] == answers[1]
    assert left(tmp_path) == [
        ("recordChanged", "denied", [], [ids["eve"]]),
        ("recordChanged", "denied", [], ["per_01k0000000000000000000000x"]),
    ]


async def test_who_has_no_role_is_refused_and_noted_for_what_runs_on_and_for_what_runs_once(
    graph: Graph, served: Worker, tmp_path: Path
) -> None:
    async with client(served.url, await token_of(graph)) as socket:
        for query in ("subscription { graphChanged { cursor } }", "{ people { totalCount } }"):
            await socket.subscribe("s", query)
            assert (await socket.heard())["payload"][0]["extensions"]["code"] == "FORBIDDEN"
    assert left(tmp_path) == [("graphChanged", "denied", [], []), ("people", "denied", [], [])]


async def test_what_decides_a_query_on_a_socket_is_noted_as_anywhere(
    graph: Graph, served: Worker, tmp_path: Path
) -> None:
    await people(graph, ana=None)
    async with client(served.url, await token_of(graph, "manager")) as socket:
        await socket.subscribe("s", "{ people(filter: {expectedValue: {isNull: true}}) { nodes { name } } }")
        assert (await socket.heard())["type"] == "next"
    assert left(tmp_path) == [("read", "allowed", ["Person.expected_value"], ["per_ana"])]
