"""`/analysis/…` over HTTP: who may, what comes back, what it counts as, what the trail is told."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from graphcrm.access.policy import Policy, built_in
from graphcrm.access.viewers import viewer
from graphcrm.api.asking import NODE
from graphcrm.errors import BadUserInput
from graphcrm.graph.connection import Graph, connect
from graphcrm.records import tokens
from graphcrm.records.audit import journal_files
from graphcrm.records.audit.journals import Journal
from graphcrm.settings import Settings, load
from graphcrm.web import serving
from tests.analysis.conftest import Console
from tests.conftest import Api, opened
from tests.web.speaking import worker

PEOPLE = "MATCH (p:Person) RETURN p.name AS name ORDER BY p.name_key LIMIT 3"
ANALYST = built_in().roles["analyst"]


def refusal(reply: httpx.Response) -> tuple[int, str, str | None]:
    extensions = reply.json()["errors"][0]["extensions"]
    return reply.status_code, extensions["code"], extensions.get("reason")


# --- who may ---


@pytest.mark.parametrize("role", ["manager", "account_manager", "auditor", "admin", "service"])
async def test_who_has_not_the_permission_is_refused(console: Console, role: str) -> None:
    assert refusal(await console.cypher(PEOPLE, role)) == (403, "FORBIDDEN", "ROLE")


async def test_who_does_not_see_every_record_is_sent_to_the_named_questions(console: Console, tmp_path: Path) -> None:
    policy = Policy({**built_in().roles, "half": replace(ANALYST, name="half", rows="teams")})
    console = await console.beside(policy, data_dir=tmp_path)
    reply = await console.cypher(PEOPLE, "half")
    assert refusal(reply) == (403, "FORBIDDEN", "GATE")
    assert "named questions" in reply.json()["errors"][0]["message"]
    assert (await console.ask("organizations/people", "half", organization="o-nordlicht")).status_code == 200
    await console.api.client.aclose()


async def test_nobody_asks_without_signing_in_or_with_a_token_that_was_revoked(console: Console) -> None:
    assert (await console.api.client.post("/analysis/cypher", json={"query": PEOPLE})).status_code == 401
    assert (await console.cypher(PEOPLE)).status_code == 200
    policy, graph = console.api.policy, console.api.graph
    token = await tokens.create(graph, policy, "analyst@lumen.example", "analyst", timedelta(hours=1))
    headers = {"Authorization": f"Bearer {token}"}
    body = {"query": PEOPLE}
    assert (await console.api.client.post("/analysis/cypher", json=body, headers=headers)).status_code == 200
    await tokens.revoke(graph, token)
    await asyncio.sleep(2.1)  # as long as a worker keeps who is signed in
    assert (await console.api.client.post("/analysis/cypher", json=body, headers=headers)).status_code == 401


async def test_a_token_without_the_scope_may_not(console: Console) -> None:
    await console.api.token("analyst")
    found = viewer(built_in(), id="u", email="e", roles=("analyst",), teams=())
    assert "cypher.run" in found.permissions
    token = await tokens.create(
        console.api.graph, console.api.policy, "analyst@lumen.example", None, timedelta(hours=1), scopes=["read"]
    )
    reply = await console.api.client.post(
        "/analysis/cypher", json={"query": PEOPLE}, headers={"Authorization": f"Bearer {token}"}
    )
    assert refusal(reply) == (403, "FORBIDDEN", "ROLE")


# --- what is sent ---


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (b"[1]", 400),
        (b"{}", 400),
        (b'{"query": 1}', 400),
        (b'{"query": "RETURN 1", "parameters": []}', 400),
        (b'{"query": "RETURN $x AS x", "parameters": {"x": 9999999999999999999}}', 400),
        (b'{"query": "RETURN $x AS x", "parameters": {"x": [[[[[[[[1]]]]]]]]}}', 400),
        (b'{"query": "RETURN $x AS x"}', 400),
        (b'{"query": "RETURN 1 AS one", "parameters": null}', 200),
        (b'{"query": "RETURN date(\'no day\') AS x"}', 400),
        (b'{"query": "RETURN 1 / 0 AS x"}', 400),
        (b'{"query": "RETURN date.truncate(\'no unit\', date()) AS x"}', 400),
        (b'{"query": "MATCH (p:Person) RETURN q.name"}', 400),
        (b'{"query": "RETURN sqrt(\'x\') AS x"}', 400),
    ],
)
async def test_what_cannot_be_used_is_told_in_a_sentence(console: Console, content: bytes, status: int) -> None:
    headers = {"Authorization": f"Bearer {await console.api.token('analyst')}", "Content-Type": "application/json"}
    reply = await console.api.client.post("/analysis/cypher", content=content, headers=headers)
    assert reply.status_code == status, reply.text
    if status == 400:
        assert reply.json()["errors"][0]["extensions"]["code"] in ("BAD_USER_INPUT", "PARSE_FAILED")
        assert "Neo4jError" not in reply.text and "Traceback" not in reply.text


async def test_only_json_by_post(console: Console) -> None:
    assert (await console.get("/analysis/cypher")).status_code == 405
    headers = {"Authorization": f"Bearer {await console.api.token('analyst')}", "Content-Type": "text/plain"}
    reply = await console.api.client.post("/analysis/cypher", content=b'{"query": "RETURN 1"}', headers=headers)
    assert reply.status_code == 415


# --- what comes back ---


async def test_nodes_relations_and_paths_are_told_with_what_is_shown_of_them(console: Console) -> None:
    [[node, relation, other]] = await console.rows(
        "MATCH (p:Person {external_id: 'p-haddad'})-[h:HOLDS]->(r:Role) RETURN p, h, r LIMIT 1"
    )
    assert node["label"] == "Person" and node["node"].startswith("per_") and node["title"] == node["properties"]["name"]
    assert not {"birthday", "enc_birthday", "audience", "name_key", "expected_value"} & set(node["properties"])
    assert (relation["relation"], relation["from"], relation["to"]) == ("HOLDS", node["node"], other["node"])
    [[path]] = await console.rows(
        "MATCH s = (p:Person {external_id: 'p-haddad'})-[:HOLDS]->(r:Role)-[:AT]->(o:Organization) RETURN s LIMIT 1"
    )
    assert [next(iter(part)) for part in path["path"]] == ["node", "relation", "node", "relation", "node"]


async def test_a_relation_names_no_end_that_is_not_in_the_answer(console: Console) -> None:
    [[relation]] = await console.rows("MATCH (p:Person)-[h:HOLDS]->(:Role) RETURN h LIMIT 1")
    assert (relation["from"], relation["to"]) == (None, None)


async def test_values_have_types(console: Console) -> None:
    text = (
        "RETURN 1 AS i, 1.5 AS n, 'a' AS t, true AS b, date('2026-11-20') AS d, [1, null] AS l, {a: 1} AS m, null AS x"
    )
    found = (await console.cypher(text)).json()
    assert found["columns"] == ["i", "n", "t", "b", "d", "l", "m", "x"]
    assert found["types"] == ["integer", "number", "text", "boolean", "text", "list", "map", "null"]
    assert found["rows"] == [[1, 1.5, "a", True, "2026-11-20", [1, None], {"a": 1}, None]]
    assert found["truncated"] is False


async def test_as_a_file_no_cell_can_be_run(console: Console) -> None:
    text = "RETURN '=1+1' AS a, ' @SUM(A1)' AS b, -5 AS c, ['x', '=y'] AS d, true AS `e`"
    reply = await console.cypher(text, accept="text/csv")
    assert reply.headers["content-type"].startswith("text/csv")
    assert reply.headers["content-disposition"] == 'attachment; filename="analysis.csv"'
    assert list(csv.reader(io.StringIO(reply.text))) == [
        ["a", "b", "c", "d", "e"],
        ["'=1+1", "' @SUM(A1)", "-5", "x; =y", "true"],
    ]


async def test_who_may_not_export_gets_no_file(console: Console, tmp_path: Path) -> None:
    kept = replace(ANALYST, name="kept", may=ANALYST.may - {"export"})
    console = await console.beside(Policy({**built_in().roles, "kept": kept}), data_dir=tmp_path)
    assert (await console.cypher(PEOPLE, "kept")).status_code == 200
    assert refusal(await console.cypher(PEOPLE, "kept", accept="text/csv")) == (403, "FORBIDDEN", "ROLE")
    words = {"organization": "o-nordlicht"}
    reply = await console.ask("hierarchies/descendants", "kept", accept="text/csv", **words)
    assert refusal(reply) == (403, "FORBIDDEN", "ROLE")
    await console.api.client.aclose()


# --- limits ---


async def test_one_statement_at_a_time(console: Console) -> None:
    slow = "UNWIND range(1, 10000) AS a UNWIND range(1, 2000) AS b RETURN count(*)"
    await console.cypher(PEOPLE)
    first = asyncio.ensure_future(console.cypher(slow))
    await asyncio.sleep(0.4)
    second = await console.cypher(PEOPLE)
    assert refusal(second) == (429, "RATE_LIMITED", "GATE") and second.headers["retry-after"] == "5"
    assert (await first).status_code in (200, 504)
    assert (await console.cypher(PEOPLE)).status_code == 200


async def test_rows_count_with_those_of_the_api(console: Console, tmp_path: Path) -> None:
    console = await console.beside(data_dir=tmp_path, rows_per_hour=20)
    rows = "UNWIND range(1, 15) AS i RETURN i"
    assert (await console.cypher(rows)).status_code == 200
    assert refusal(await console.cypher(rows)) == (429, "RATE_LIMITED", "ROWS")
    shown = await console.api.post("{ people(first: 12) { nodes { id } } }", role="analyst")
    assert refusal(shown) == (429, "RATE_LIMITED", "ROWS")
    await console.api.client.aclose()


async def test_what_is_collected_in_a_row_counts_as_well(console: Console, tmp_path: Path) -> None:
    console = await console.beside(data_dir=tmp_path, rows_per_hour=20)
    assert (await console.cypher("UNWIND range(1, 15) AS i RETURN collect(i) AS all_of_them")).status_code == 200
    assert refusal(await console.cypher("UNWIND range(1, 6) AS i RETURN i")) == (429, "RATE_LIMITED", "ROWS")
    await console.api.client.aclose()


async def test_a_statement_ends_with_the_request_that_asked(console: Console) -> None:
    slow = "UNWIND range(1, 10000) AS a UNWIND range(1, 10000) AS b RETURN count(*)"
    running = "SHOW TRANSACTIONS YIELD metaData WHERE metaData.question = 'analysis' RETURN count(*)"
    headers = {"Authorization": f"Bearer {await console.api.token('analyst')}"}
    async with worker(console.api.graph) as served, httpx.AsyncClient() as client:
        address = f"http://127.0.0.1:{served.port}/analysis/cypher"
        asked = asyncio.ensure_future(client.post(address, json={"query": slow}, headers=headers))
        async with asyncio.timeout(3):
            while await console.api.graph.rows(running, {}) == [[0]]:  # ends: the statement begins, or the time is over
                await asyncio.sleep(0.02)
        asked.cancel()
        async with asyncio.timeout(2):  # of the five seconds that it might take
            while await console.api.graph.rows(running, {}) != [[0]]:
                await asyncio.sleep(0.02)


async def test_without_a_database_that_is_said(console: Console, tmp_path: Path) -> None:
    known = console.api.graph
    async with connect("bolt://127.0.0.1:9", "neo4j", "x") as gone:
        found = await opened(
            Graph(known._driver, known._database, None, known.cipher, gone.analysts), data_dir=tmp_path
        )
        found._tokens = console.api._tokens
        assert refusal(await Console(found).cypher(PEOPLE)) == (503, "UNAVAILABLE", "DATABASE")
        await found.client.aclose()


def test_layers_are_taken_away_in_development_on_this_machine_alone() -> None:
    given = {"GRAPHCRM_CYPHER_LAYERS": "plan,rights"}
    assert load({**given, "GRAPHCRM_MODE": "dev"}).cypher_layers == "plan,rights"
    assert load({"GRAPHCRM_CYPHER_LAYERS": "none", "GRAPHCRM_MODE": "dev"}).cypher_layers == ""
    for more in ({}, {"GRAPHCRM_MODE": "dev", "GRAPHCRM_BIND": "0.0.0.0:8000"}):
        with pytest.raises(BadUserInput, match="GRAPHCRM_CYPHER_LAYERS"):
            load({**given, **more})
    with pytest.raises(BadUserInput, match="none of"):
        load({"GRAPHCRM_CYPHER_LAYERS": "walls"})


# --- the trail ---


@pytest.fixture
async def audited(console: Console, tmp_path: Path) -> AsyncIterator[tuple[Console, Path]]:
    async with Journal(tmp_path / "journal").open() as journal:
        settings = Settings(data_dir=tmp_path, request_deadline=60.0)
        app, _ = serving.application(console.api.graph, built_in(), settings, journal=journal)
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://graphcrm")
        yield Console(Api(client, console.api.graph, _tokens=console.api._tokens)), tmp_path / "journal"
        await client.aclose()


async def test_the_trail_knows_who_asked_what_without_the_values(audited: tuple[Console, Path]) -> None:
    console, folder = audited
    await console.cypher("MATCH (p:Person {name: 'Amina'}) RETURN p.city")
    await console.cypher("MATCH (p:Person) RETURN p.birthday")
    await console.cypher(PEOPLE, "manager")
    await console.ask("organizations/people", organization="o-nl-wind")
    noted = [note for note in journal_files.waiting(folder, {}, 100) if note["act"] in ("cypher", "ask")]
    [run, hidden, denied, asked] = noted
    assert (run["act"], run["decision"]) == ("cypher", "allowed")
    assert {"Person.city", "Person.name"} <= set(run["fields"]) and any(f.startswith("rows: ") for f in run["fields"])
    assert "Amina" not in str(noted)
    assert (hidden["decision"], hidden["fields"]) == ("denied", ["Person.birthday"])
    assert (denied["act"], denied["decision"]) == ("cypher", "denied")
    assert (asked["act"], asked["decision"]) == ("ask", "allowed") and asked["ids"]


# --- named questions and the model ---


async def test_the_questions_are_listed_with_their_inputs_and_their_cypher(console: Console) -> None:
    found = {one["path"]: one for one in (await console.get("/analysis/questions")).json()["questions"]}
    chart = found["org_charts/of_organization"]
    assert chart["sentence"] and "MATCH" in chart["cypher"] and chart["cypher"].startswith("//")
    [organization] = [one for one in chart["inputs"] if one["name"] == "organization"]
    assert (organization["nouns"], organization["default"], organization["many"]) == (["Organization"], None, False)
    assert "audit/trail" not in found and "committees/of_deal" not in found, "an analyst sees neither"
    manager = {one["path"] for one in (await console.get("/analysis/questions", "manager")).json()["questions"]}
    assert "committees/of_deal" in manager


async def test_a_question_answers_as_the_command_does(console: Console) -> None:
    found = (await console.ask("hierarchies/descendants", organization="o-nordlicht")).json()
    assert found["question"] == "hierarchies/descendants" and found["rows"]
    node = next(cell for cell in found["rows"][0].values() if isinstance(cell, dict))
    assert tuple(node) == NODE
    reply = await console.ask("hierarchies/descendants", accept="text/csv", organization="o-nordlicht")
    assert len(list(csv.reader(io.StringIO(reply.text)))) == len(found["rows"]) + 1


@pytest.mark.parametrize(
    ("question", "words", "status"),
    [
        ("no/such", {}, 404),
        ("audit/trail", {}, 404),
        ("committees/of_deal", {"deal": "d-rotor"}, 404),
        ("hierarchies/descendants", {}, 400),
        ("hierarchies/descendants", {"organization": "o-absent"}, 404),
        ("hierarchies/descendants", {"organization": "o-nordlicht", "odd": "1"}, 400),
        ("introductions/known_by_person", {"person": "p-berg", "first": "5000"}, 400),
    ],
)
async def test_what_cannot_be_asked_is_said(
    console: Console, question: str, words: dict[str, str], status: int
) -> None:
    reply = await console.ask(question, **words)
    assert reply.status_code == status, reply.text


async def test_the_model_is_that_of_the_role(console: Console) -> None:
    analyst = (await console.get("/analysis/model")).json()
    manager = (await console.get("/analysis/model", "manager")).json()
    assert (analyst["cypher"], manager["cypher"]) == (True, False)
    nodes = {one["name"]: {p["name"] for p in one["properties"]} for one in analyst["nodes"]}
    assert "birthday" not in nodes["Person"] and "value" not in nodes["Deal"] and "AuditEntry" not in nodes
    assert "value" in {p["name"] for one in manager["nodes"] if one["name"] == "Deal" for p in one["properties"]}
    assert "STAKEHOLDER_IN" not in {one["name"] for one in analyst["relations"]}
