"""Attacks over HTTP on a world that holds what must not be shown, and ordinary questions over the same."""

from __future__ import annotations

import asyncio
import time

import pytest

from graphcrm.api import analysis
from graphcrm.exchange.canonical import graph_hash
from graphcrm.graph.connection import Graph
from tests.analysis.attacks import BOUNDED, REFUSED
from tests.analysis.conftest import MARK, Console
from tests.analysis.ordinary import ASKED, PARAMETERS

_ALL = "MATCH (n) RETURN count(n), COUNT { ()-->() }"


async def state(graph: Graph) -> object:
    return await graph_hash(graph), await graph.rows(_ALL, {})


async def test_every_attack_is_refused_over_http_and_nothing_is_changed_or_shown(marked: Console) -> None:
    await marked.cypher("RETURN 1 AS one")
    before = await state(marked.api.graph)
    for text in REFUSED:
        reply = await marked.cypher(text, key="birthday", label="Token", type="OF")
        assert reply.status_code in (400, 403), (text, reply.text)
        error = reply.json()["errors"][0]
        assert (error["extensions"]["code"], error["extensions"].get("reason")) in (
            ("FORBIDDEN", "GATE"),
            ("PARSE_FAILED", None),
        ), text
        assert MARK not in reply.text
    assert await state(marked.api.graph) == before


async def test_what_would_wear_the_server_out_ends_and_others_are_answered_meanwhile(marked: Console) -> None:
    before = await state(marked.api.graph)
    for text in BOUNDED:
        began = time.monotonic()
        asked = asyncio.ensure_future(marked.cypher(text))
        while not asked.done():  # ends: with the statement, which is bounded
            other = await marked.api.post("{ organizations(first: 1) { nodes { name } } }")
            assert other.status_code == 200 and "errors" not in other.json()
            await asyncio.sleep(0.2)
        reply = await asked
        assert time.monotonic() - began < 15, text
        assert reply.status_code in (200, 403, 504), (text, reply.text)
        if reply.status_code == 200:
            assert len(reply.json()["rows"]) <= analysis.ROWS
        assert MARK not in reply.text
    assert await state(marked.api.graph) == before


async def test_ordinary_questions_run_and_show_nothing_that_is_hidden(marked: Console) -> None:
    with_rows = 0
    for text in ASKED:
        reply = await marked.cypher(text, **PARAMETERS)
        assert reply.status_code == 200, (text, reply.text)
        found = reply.json()
        assert all(len(row) == len(found["columns"]) == len(found["types"]) for row in found["rows"])
        with_rows += bool(found["rows"])
        assert MARK not in reply.text, text
        assert "p-rossi" not in reply.text, text
    assert with_rows >= 40, f"only {with_rows} gave anything"


async def test_more_rows_than_a_thousand_are_cut_and_that_is_said(marked: Console) -> None:
    reply = (await marked.cypher("UNWIND range(1, 1001) AS i RETURN i")).json()
    assert (len(reply["rows"]), reply["truncated"]) == (1000, True)
    reply = (await marked.cypher("UNWIND range(1, 1000) AS i RETURN i")).json()
    assert (len(reply["rows"]), reply["truncated"]) == (1000, False)


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n:Person) RETURN n",
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "SHOW TRANSACTIONS YIELD transactionId RETURN transactionId",
        "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
        "CALL db.labels() YIELD label RETURN label",
        "MATCH (n) RETURN n",
        "MATCH (p:Person) RETURN CASE WHEN true THEN COLLECT { CALL db.labels() YIELD label RETURN label } END",
        "MATCH (a:Person), (b:Person), (c:Person), (d:Person), (e:Person), (f:Person), (g:Person), (h:Person) "
        "RETURN max(a.name + h.name)",
    ],
)
async def test_the_plan_alone_stops_what_the_language_would(marked: Console, text: str, graph_of_plan: Console) -> None:
    before = await state(marked.api.graph)
    reply = await graph_of_plan.cypher(text)
    assert (reply.status_code, reply.json()["errors"][0]["extensions"]["reason"]) == (403, "GATE"), reply.text
    assert await state(marked.api.graph) == before


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("CREATE (n:Person) RETURN n", 400),
        ("MATCH (p:Person) SET p.name = 'Eve'", 400),
        ("MATCH (p:Person) RETURN COLLECT { MERGE (x:Person {name: 'Eve'}) RETURN x }", 400),
        ("CREATE INDEX eve FOR (p:Person) ON (p.name)", 400),
        ("LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", 400),
        ("UNWIND range(1, 100000) AS a UNWIND range(1, 1000000) AS b RETURN count(*)", 504),
    ],
)
async def test_the_transaction_alone_stops_writes_files_and_what_takes_too_long(
    marked: Console, graph_of_transaction: Console, text: str, ends: int
) -> None:
    before = await state(marked.api.graph)
    reply = await graph_of_transaction.cypher(text)
    assert reply.status_code == ends, reply.text
    assert await state(marked.api.graph) == before
