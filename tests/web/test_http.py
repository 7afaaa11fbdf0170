"""The HTTP contract: media types, statuses, codes, limits, headers, health; whatever is sent, an answer with a code."""

from __future__ import annotations

import json
import random
import time
from typing import Any

import httpx
import pytest

from graphcrm.access.policy import built_in
from graphcrm.api import guards
from graphcrm.api.documents import Documents
from graphcrm.compile.planner import Planner
from graphcrm.errors import QueryTooComplex
from graphcrm.graph.connection import connect
from graphcrm.graph.questions import library
from graphcrm.settings import Settings
from graphcrm.vocabulary.words import VOCABULARY
from graphcrm.web import serving
from tests.conftest import Api, opened

CODES = {
    "PARSE_FAILED", "VALIDATION_FAILED", "BAD_USER_INPUT", "UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "CONFLICT",
    "QUERY_TOO_COMPLEX", "RATE_LIMITED", "TIMEOUT", "UNAVAILABLE", "INTERNAL",
}  # fmt: skip


def code(reply: httpx.Response) -> str:
    errors = reply.json()["errors"]
    assert errors[0]["extensions"]["requestId"] == reply.headers["x-request-id"]
    assert {e["extensions"]["code"] for e in errors} <= CODES
    return str(errors[0]["extensions"]["code"])


async def test_without_a_token_nobody_is_told_anything(api: Api) -> None:
    for headers in ({}, {"Authorization": "Bearer gcrm_aaaaaaaa_" + "x" * 43}, {"Authorization": "Basic abc"}):
        reply = await api.client.post("/graphql", json={"query": "{ __typename }"}, headers=headers)
        assert (reply.status_code, code(reply)) == (401, "UNAUTHENTICATED")
        assert reply.headers["www-authenticate"] == "Bearer"
    assert (await api.client.get("/schema.graphql")).status_code == 401


async def test_statuses_follow_the_edition_and_the_media_type(api: Api) -> None:
    cases = [("{", "PARSE_FAILED"), ("{ nothing }", "VALIDATION_FAILED")]
    cases.append(("query($size: Int!) { people(first: $size) { totalCount } }", "BAD_USER_INPUT"))
    modern = await opened(api.graph, http_status="2026")
    headers = {"Authorization": f"Bearer {await api.token()}"}
    for query, expected in cases:
        body = {"query": query}
        plain = await api.client.post("/graphql", json=body, headers=headers)
        typed = {**headers, "Accept": "application/graphql-response+json"}
        strict = await api.client.post("/graphql", json=body, headers=typed)
        edition = await modern.client.post("/graphql", json=body, headers=headers)
        assert (plain.status_code, strict.status_code) == (200, 400)
        assert edition.status_code == (400 if expected == "PARSE_FAILED" else 422)
        assert code(plain) == code(strict) == code(edition) == expected
        assert strict.headers["content-type"].startswith("application/graphql-response+json")
        assert "data" not in plain.json()


async def test_wrong_methods_types_and_bodies_are_refused_with_sentences(api: Api) -> None:
    headers = {"Authorization": f"Bearer {await api.token()}"}
    client = api.client
    got = await client.get("/graphql?query={__typename}", headers=headers)
    assert (got.status_code, got.headers["allow"], code(got)) == (405, "POST", "BAD_USER_INPUT")
    text = await client.post("/graphql", content="{}", headers={**headers, "Content-Type": "text/plain"})
    assert (text.status_code, code(text)) == (415, "BAD_USER_INPUT")
    picture = await client.post("/graphql", json={"query": "{__typename}"}, headers={**headers, "Accept": "image/png"})
    assert (picture.status_code, code(picture)) == (406, "BAD_USER_INPUT")
    large = await client.post("/graphql", json={"query": "{__typename}" + " " * 300_000}, headers=headers)
    assert (large.status_code, code(large)) == (413, "BAD_USER_INPUT")
    batch = await client.post("/graphql", json=[{"query": "{__typename}"}], headers=headers)
    assert (batch.status_code, code(batch)) == (400, "BAD_USER_INPUT")
    absent = await client.get("/nothing")
    assert (absent.status_code, code(absent)) == (404, "NOT_FOUND")


async def test_every_reply_has_the_security_headers(api: Api) -> None:
    for path in ("/health/live", "/graphql", "/nothing"):
        headers = (await api.client.get(path)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert "default-src 'self'" in headers["content-security-policy"]


async def test_health_tells_ready_and_live(api: Api) -> None:
    assert (await api.client.get("/health/live")).json() == {"status": "live"}
    ready = await api.client.get("/health/ready")
    assert (ready.status_code, ready.json()) == (200, {"status": "ready", "reasons": []})


async def test_without_its_database_it_says_so_and_lives(api: Api) -> None:
    """A port where nothing listens: 503 with a code at once, readiness 503, and still alive."""
    async with connect("bolt://127.0.0.1:1", "neo4j", "x") as nowhere:
        app, _ = serving.application(nowhere, built_in(), Settings())
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://graphcrm") as client:
            began = time.monotonic()
            headers = {"Authorization": f"Bearer {await api.token()}"}
            reply = await client.post("/graphql", json={"query": "{ viewer { id } }"}, headers=headers)
            assert (reply.status_code, code(reply)) == (503, "UNAVAILABLE")
            assert reply.headers["retry-after"] == "1" and reply.json()["errors"][0]["extensions"]["retryable"] is True
            assert time.monotonic() - began < 5
            ready = await client.get("/health/ready")
            assert (ready.status_code, ready.json()["reasons"]) == (503, ["neo4j"])
            assert (await client.get("/health/live")).status_code == 200


async def test_a_page_out_of_bounds_and_a_foreign_cursor_are_bad_input(contract_api: Api) -> None:
    assert "1 to 100" in (await contract_api.refusal("{ people(first: 101) { nodes { id } } }"))["message"]
    first = await contract_api.ask("{ people(first: 1) { pageInfo { endCursor } } }")
    cursor = first["people"]["pageInfo"]["endCursor"]
    query = "query($c: Cursor) { people(first: 1, after: $c, orderBy: [{field: NAME}]) { nodes { id } } }"
    for wrong in (cursor, "!!", "W10"):
        error = await contract_api.refusal(query, {"c": wrong})
        assert (error["extensions"]["code"], error["extensions"]["reason"]) == ("BAD_USER_INPUT", "CURSOR")


async def test_an_argument_that_names_nothing_is_not_found_and_the_rest_is_answered(contract_api: Api) -> None:
    query = """{ organization(by: {externalId: "o-nl-wind"}) { name
      known: effectiveShare(of: {externalId: "o-nordlicht"}) unknown: effectiveShare(of: {externalId: "nobody"}) } }"""
    reply = (await contract_api.post(query)).json()
    assert reply["data"]["organization"] == {"name": "Nordlicht Wind GmbH", "known": 1.0, "unknown": None}
    assert reply["errors"][0]["path"] == ["organization", "unknown"]
    assert reply["errors"][0]["extensions"]["code"] == "NOT_FOUND"


async def test_a_question_of_too_many_records_is_refused_with_its_cost(contract_api: Api) -> None:
    query = "{ people(first: 100) { nodes { roles(first: 100) { nodes { holders { person { name } } } } } } }"
    error = await contract_api.refusal(query)
    assert (error["extensions"]["code"], error["extensions"]["reason"]) == ("QUERY_TOO_COMPLEX", "COST")


BOMBS = {
    "aliases": "{" + " ".join(f"a{i}: __typename" for i in range(600)) + "}",
    "depth": "{" + "people { nodes { manager { reports { " * 200 + "id" + "} } } }" * 200 + "}",
    "fragments": "{ ...A0 } "
    + " ".join(f"fragment A{i} on Query {{ ...A{i + 1} ...A{i + 1} }}" for i in range(200))
    + " fragment A200 on Query { __typename }",
    "circle": "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
    "directives": "{ __typename " + "@skip(if: false) " * 1000 + "}",
    "repeats": "{ viewer { " + "id " * 3000 + "} }",
    "brackets": "{ people(filter: " + "[" * 5000 + "]" * 5000 + ") { totalCount } }",
    "words": "{" + "x " * 5000 + "}",
    "nested input": "{ people(filter: " + "{not: " * 400 + "{}" + "}" * 400 + ") { totalCount } }",
    "variables": "query(" + " ".join(f"$v{i}: Int" for i in range(700)) + ") { __typename }",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_of_ten_kilobytes_is_refused_with_one_error(name: str) -> None:
    documents = Documents(Planner(VOCABULARY, library()).schema)
    text = BOMBS[name][:10_000] if name == "words" else BOMBS[name]
    began = time.perf_counter()
    try:
        documents.operation(text, None)
    except QueryTooComplex as error:
        assert error.reason in ("ALIASES", "DEPTH", "DIRECTIVES", "TOKENS")
    except Exception as error:
        assert name in ("circle", "variables"), error
    print(f"{name}: {(time.perf_counter() - began) * 1000:.1f} ms")


def test_limits_are_those_of_the_guide() -> None:
    limits = guards.Limits()
    assert (limits.depth, limits.aliases, limits.directives, limits.root_fields) == (12, 30, 30, 10)
    assert (limits.tokens, limits.errors) == (2000, 5)


ODD = ["x" * 9000, "\x00", "☃'\\", "*", "AND OR", "a~b:c/", "((", "+-", '"', "{}"]


def malformed(chance: random.Random) -> tuple[str, dict[str, str], bytes]:
    """A request that no client of good will would send."""
    good = json.dumps({"query": "{ people { nodes { id } } }", "variables": {"a": 1}})
    bodies: list[Any] = [
        good[: chance.randrange(len(good))].encode(),
        b"[" * chance.randrange(1, 20_000),
        b'{"query": "\\ud800"}',
        b'{"query": "{ viewer { id } }\\u0000"}',
        json.dumps({"query": chance.choice([None, 1, [], {}, True, "", "   "])}).encode(),
        json.dumps({"query": "{ __typename }", "variables": chance.choice([[], "x", 3])}).encode(),
        json.dumps({"query": "{ __typename }", "operationName": chance.choice([[], 3, "nobody"])}).encode(),
        json.dumps({"query": "{ __typename }", "extensions": []}).encode(),
        bytes(chance.randrange(256) for _ in range(chance.randrange(200))),
        json.dumps({"query": "query($i: Int) { people(first: $i) { totalCount nodes { id } } }",
                    "variables": {"i": chance.choice([10**30, -1, 1.5, "x", None, [1]])}}).encode(),
        json.dumps({"query": "query($c: Cursor) { people(after: $c) { nodes { id } } }",
                    "variables": {"c": chance.choice(["e30", "", "☃", 3, "W3sifV0", "WyJ4IixbXV0"])}}).encode(),
        json.dumps({"query": "{ person(by: {externalId: %s}) { id } }" % json.dumps(chance.choice(ODD))}).encode(),
        json.dumps({"query": "{ search(text: %s) { nodes { id } } }" % json.dumps(chance.choice(ODD))}).encode(),
        b'{"query": "mutation { x }"}',
        b'{"query": "subscription { x }"}',
        b"NaN",
    ]  # fmt: skip
    types = ["application/json", "application/json; charset=utf-16", "text/plain", "", "application/json;;;", "a/b/c"]
    headers = {"Content-Type": chance.choice([types[0]] * 6 + types)}
    if chance.random() < 0.2:
        headers["Accept"] = chance.choice(["*/*;q=x", "image/*", ";;;", "application/json;q=0", ",,,"])
    return chance.choice(["POST"] * 8 + ["GET", "PUT", "DELETE"]), headers, chance.choice(bodies)


async def answered(api: Api, seed: int, requests: int) -> None:
    """Sends malformed requests: each gets an answer that says of itself what is wrong, and nothing of us."""
    chance = random.Random(seed)
    token = await api.token()
    took = []
    for number in range(requests):
        method, headers, body = malformed(chance)
        headers["Authorization"] = f"Bearer {token}"
        began = time.perf_counter()
        reply = await api.client.request(method, "/graphql", content=body, headers=headers)
        took.append(time.perf_counter() - began)
        told = reply.json()
        assert reply.status_code < 500, (number, body[:200], told)
        assert "data" in told or told["errors"][0]["extensions"]["code"] in CODES, (number, body[:200], told)
        assert "Traceback" not in reply.text and "MATCH (" not in reply.text
    print(f"{requests} malformed requests, p99 {sorted(took)[int(requests * 0.99)] * 1000:.0f} ms (aim 2,000)")


async def test_a_thousand_malformed_requests_get_an_answer_with_a_code(contract_api: Api) -> None:
    await answered(contract_api, 2026, 1000)


@pytest.mark.long
async def test_ten_thousand_malformed_requests_get_an_answer_with_a_code(contract_api: Api) -> None:
    await answered(contract_api, 2027, 10_000)
