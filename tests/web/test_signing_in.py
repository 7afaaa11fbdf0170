"""Signing in with a password: what a browser sends and gets, over the real application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from graphcrm.access.policy import built_in
from graphcrm.graph.circuit import Circuit
from graphcrm.graph.connection import Graph
from graphcrm.records import tokens, users
from graphcrm.records.journal import LOCAL
from graphcrm.records.sign_in import accounts, set_up
from graphcrm.records.sign_in.passwords import Passwords
from tests.conftest import Api, opened

POLICY = built_in()
PASSWORD = "lime kettle under seven bridges"
HERE = {"Origin": "http://graphcrm", "X-Graphcrm": "1"}
WHO = {"query": "{ people(first: 1) { nodes { id } } }"}
WRONG = "The address or the password is wrong."


@pytest.fixture
async def site(graph: Graph, tmp_path: Path) -> AsyncIterator[Api]:
    found = await opened(graph, data_dir=tmp_path)
    await users.add(graph, POLICY, "ana@lumen.example", "Ana Lima", ["manager"])
    circuit, passwords = Circuit(graph, 40), Passwords()
    account = await accounts.of_email(circuit, "ana@lumen.example")
    assert account is not None
    await accounts.set_password(circuit, passwords, LOCAL, account, PASSWORD)
    yield found
    await found.client.aclose()


async def log_in(
    site: Api, password: str = PASSWORD, email: str = "ana@lumen.example", **headers: str
) -> httpx.Response:
    return await site.client.post("/auth/login", json={"email": email, "password": password}, headers=headers)


def cookie(reply: httpx.Response) -> dict[str, str]:
    """The session as a browser sends it back; httpx keeps no Secure cookie over plain HTTP."""
    return {"Cookie": reply.headers["set-cookie"].partition(";")[0]}


def code(reply: httpx.Response) -> tuple[int, str, str | None]:
    found: dict[str, Any] = reply.json()["errors"][0]["extensions"]
    return reply.status_code, found["code"], found.get("reason")


async def test_a_user_signs_in_asks_and_signs_out(site: Api) -> None:
    reply = await log_in(site, email="ANA@lumen.example")
    assert reply.status_code == 200
    assert reply.json()["user"]["name"] == "Ana Lima"
    told = reply.headers["set-cookie"]
    assert told.startswith("__Host-sid=")
    assert {"Path=/", "Secure", "HttpOnly", "SameSite=Lax"} <= set(told.split("; "))
    session = cookie(reply)
    asked = await site.client.post("/graphql", json=WHO, headers=HERE | session)
    assert asked.json()["data"] == {"people": {"nodes": []}}
    assert (await site.client.post("/auth/logout", headers=HERE | session)).json() == {"signedOut": True}
    asked = await site.client.post("/graphql", json=WHO, headers=HERE | session)
    assert code(asked) == (401, "UNAUTHENTICATED", None)


async def test_the_wrong_address_and_the_wrong_password_are_answered_alike(site: Api) -> None:
    wrong = [await log_in(site, "another long password"), await log_in(site, email="nobody@lumen.example")]
    await users.disable(site.graph, "ana@lumen.example")
    wrong.append(await log_in(site))
    for reply in wrong:
        assert code(reply) == (401, "UNAUTHENTICATED", None)
        assert reply.json()["errors"][0]["message"] == WRONG
        assert "set-cookie" not in reply.headers


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Graphcrm": "1"},
        {"Origin": "http://graphcrm"},
        {"X-Graphcrm": "1", "Origin": "https://elsewhere.example"},
        {"X-Graphcrm": "1", "Origin": "null"},
        {"X-Graphcrm": "1", "Sec-Fetch-Site": "cross-site"},
        {"X-Graphcrm": "1", "Sec-Fetch-Site": "same-site"},
        {"X-Graphcrm": "1", "Origin": "http://graphcrm", "Sec-Fetch-Site": "cross-site"},
        {"X-Graphcrm": "yes", "Origin": "http://graphcrm"},
        {"X-Graphcrm": "1", "Origin": "http://graphcrm@elsewhere.example"},
    ],
    ids=str,
)
async def test_a_page_from_elsewhere_changes_nothing_with_somebodys_session(site: Api, headers: dict[str, str]) -> None:
    session = cookie(await log_in(site))
    body = {"query": 'mutation { personCreate(input: {name: "Eve"}) { person { id } } }'}
    assert code(await site.client.post("/graphql", json=body, headers=headers | session)) == (403, "FORBIDDEN", "CSRF")
    assert code(await site.client.post("/auth/logout", headers=headers | session)) == (403, "FORBIDDEN", "CSRF")
    assert await site.graph.rows("MATCH (p:Person) RETURN p", {}) == []
    assert (await site.client.post("/graphql", json=WHO, headers=HERE | session)).status_code == 200


async def test_a_form_of_another_page_cannot_sign_anybody_in(site: Api) -> None:
    assert code(await log_in(site, Origin="https://elsewhere.example")) == (403, "FORBIDDEN", "CSRF")
    text = f'{{"email": "ana@lumen.example", "password": "{PASSWORD}"}}'
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        reply = await site.client.post("/auth/login", content=text, headers={"Content-Type": kind})
        assert code(reply) == (415, "BAD_USER_INPUT", "MEDIA_TYPE")


async def test_a_token_replaces_the_session_and_never_adds_to_it(site: Api) -> None:
    session = cookie(await log_in(site))
    reply = await site.client.post("/graphql", json=WHO, headers=HERE | session | {"Authorization": "Bearer nonsense"})
    assert code(reply) == (401, "UNAUTHENTICATED", None)
    reference = session["Cookie"].partition("=")[2]
    reply = await site.client.post("/graphql", json=WHO, headers={"Authorization": f"Bearer {reference}"})
    assert code(reply) == (401, "UNAUTHENTICATED", None)
    token = await tokens.create(site.graph, POLICY, "ana@lumen.example", None, timedelta(hours=1))
    reply = await site.client.post("/graphql", json=WHO, headers={"Cookie": f"__Host-sid={token}"} | HERE)
    assert code(reply) == (401, "UNAUTHENTICATED", None)


async def test_a_new_password_ends_every_session_but_the_one_it_was_set_in(site: Api) -> None:
    there, here = cookie(await log_in(site)), cookie(await log_in(site))
    new = "eleven quiet herons at dawn"
    body = {"password": "not the one I have", "newPassword": new}
    assert code(await site.client.post("/auth/password", json=body, headers=HERE | here))[:2] == (400, "BAD_USER_INPUT")
    body["password"] = PASSWORD
    reply = await site.client.post("/auth/password", json=body, headers=HERE | here)
    assert reply.status_code == 200
    assert (await site.client.post("/graphql", json=WHO, headers=HERE | cookie(reply))).status_code == 200
    assert code(await site.client.post("/auth/password", json=body, headers=HERE | there))[0] == 401
    assert code(await log_in(site))[0] == 401
    assert (await log_in(site, new)).status_code == 200


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("short", "at least 12"),
        ("x" * 257, "at most 256"),
        ("password1234", "first that are tried"),
        ("123456789012", "first that are tried"),
        ("anaanaanaana", "first that are tried"),
        ("\ud800 lime kettle under", "text in Unicode"),
    ],
)
async def test_a_poor_password_is_refused_with_what_to_do(site: Api, password: str, says: str) -> None:
    session = cookie(await log_in(site))
    text = '{"password": "%s", "newPassword": "%s"}' % (PASSWORD, password.encode("ascii", "backslashreplace").decode())
    headers = HERE | session | {"Content-Type": "application/json"}
    reply = await site.client.post("/auth/password", content=text, headers=headers)
    assert code(reply)[:2] == (400, "BAD_USER_INPUT")
    if "\ud800" not in password:
        assert says in reply.json()["errors"][0]["message"]
    assert (await log_in(site)).status_code == 200


@pytest.mark.parametrize("body", [b"", b"[", b"[]", b"{}", b'{"email": 1, "password": []}', b'{"email": "a"}', b"\xff"])
async def test_a_body_that_is_no_sign_in_is_refused(site: Api, body: bytes) -> None:
    reply = await site.client.post("/auth/login", content=body, headers={"Content-Type": "application/json"})
    assert code(reply)[:2] == (400, "BAD_USER_INPUT")
    assert (await site.client.get("/auth/login")).status_code == 405


async def test_a_session_ends_when_it_was_idle_and_at_the_latest_after_twelve_hours(site: Api) -> None:
    session = cookie(await log_in(site))
    await site.graph.write(_ran("MATCH (s:Session) SET s.seen_at = datetime() - duration('PT31M')"), name="t")
    other = await opened(site.graph)
    assert code(await other.client.post("/graphql", json=WHO, headers=HERE | session))[0] == 401
    session = cookie(await log_in(site))
    await site.graph.write(_ran("MATCH (s:Session) SET s.ends_at = datetime() - duration('PT1S')"), name="t")
    assert code(await other.client.post("/graphql", json=WHO, headers=HERE | session))[0] == 401
    # The next sign-in clears what has ended.
    await log_in(site)
    assert (await site.graph.rows("MATCH (s:Session) RETURN count(s)", {}))[0][0] == 1
    await other.client.aclose()


async def test_a_long_password_in_parts_of_letters_is_known_again(site: Api) -> None:
    """Letters typed as base and accent are fewer once they are put together: 300 are 200 here."""
    new = "".join(chr(97 + n % 26) + ("e\u0301" if n % 2 else "o\u0308")[:2] for n in range(100))
    body = {"password": PASSWORD, "newPassword": new}
    session = cookie(await log_in(site))
    assert (await site.client.post("/auth/password", json=body, headers=HERE | session)).status_code == 200
    assert (await log_in(site, new)).status_code == 200
    assert code(await log_in(site, new[:-3]))[0] == 401


async def test_a_session_in_use_stays(site: Api) -> None:
    session = cookie(await log_in(site))
    await site.graph.write(_ran("MATCH (s:Session) SET s.seen_at = datetime() - duration('PT29M')"), name="t")
    assert (await site.client.post("/graphql", json=WHO, headers=HERE | session)).status_code == 200
    fresh = "MATCH (s:Session) WHERE s.seen_at > datetime() - duration('PT1M') RETURN count(s)"
    for _ in range(200):
        if (await site.graph.rows(fresh, {}))[0][0]:
            return
    raise AssertionError("the use of the session was never noted")


async def test_no_secret_is_kept_as_it_is(site: Api) -> None:
    reference = cookie(await log_in(site))["Cookie"].partition("=")[2]
    rows = await site.graph.rows("MATCH (n) UNWIND keys(n) AS k RETURN DISTINCT n[k]", {})
    kept = {str(row[0]) for row in rows}  # lists by their text
    assert not {reference, PASSWORD} & kept
    assert any(text.startswith("$argon2id$v=19$m=19456,t=2,p=1$") for text in kept)


async def test_who_guesses_waits_longer_and_longer_and_the_owner_still_gets_in(graph: Graph, site: Api) -> None:
    app = site.client._transport.app  # type: ignore[attr-defined]
    elsewhere = httpx.ASGITransport(app, client=("192.0.2.7", 5000))
    async with httpx.AsyncClient(transport=elsewhere, base_url="http://graphcrm") as guesser:
        seen = []
        for number in range(30):
            body = {"email": "ana@lumen.example", "password": f"a guess of number {number}"}
            seen.append(await guesser.post("/auth/login", json=body))
        assert [reply.status_code for reply in seen[:5]] == [401] * 5
        assert sum(reply.status_code == 401 for reply in seen) <= 12
        assert code(seen[-1]) == (429, "RATE_LIMITED", "SIGN_IN")
        assert int(seen[-1].headers["retry-after"]) >= 1
        right = {"email": "ana@lumen.example", "password": PASSWORD}
        assert (await guesser.post("/auth/login", json=right)).status_code == 429
    assert (await log_in(site)).status_code == 200


# --- the first administrator ----------------------------------------------------------------------------------------


def first(token: str, **other: str) -> dict[str, str]:
    return {"token": token, "email": "first@lumen.example", "name": "Fia", "password": PASSWORD, **other}


async def test_the_first_administrator_comes_in_with_the_token_once_and_then_the_door_is_gone(
    graph: Graph, tmp_path: Path
) -> None:
    site = await opened(graph, data_dir=tmp_path)
    token = await set_up.token(graph, POLICY)
    assert token is not None
    assert code(await site.client.post("/auth/setup", json=first("wrong")))[0] == 401
    assert code(await site.client.post("/auth/setup", json=first(token, password="short")))[0] == 400
    assert code(await site.client.post("/auth/setup", json=first(token, email="no address")))[0] == 400
    assert await graph.rows("MATCH (u:User) RETURN u", {}) == []
    reply = await site.client.post("/auth/setup", json=first(token))
    assert reply.status_code == 200
    assert (await site.client.post("/graphql", json=WHO, headers=HERE | cookie(reply))).status_code == 200
    for given in (token, "wrong"):
        assert code(await site.client.post("/auth/setup", json=first(given, email="second@lumen.example")))[0] == 404
    await users.disable(graph, "first@lumen.example")
    assert code(await site.client.post("/auth/setup", json=first(token)))[0] == 404
    assert await set_up.token(graph, POLICY) is None
    await site.client.aclose()


async def test_a_set_up_token_ends_with_its_quarter_of_an_hour_and_with_the_next_one(
    graph: Graph, tmp_path: Path
) -> None:
    site = await opened(graph, data_dir=tmp_path)
    old, new = await set_up.token(graph, POLICY), await set_up.token(graph, POLICY)
    assert old is not None
    assert new is not None
    assert code(await site.client.post("/auth/setup", json=first(old)))[0] == 401
    await graph.write(_ran("MATCH (s:SetUp) SET s.ends_at = datetime() - duration('PT1S')"), name="t")
    assert code(await site.client.post("/auth/setup", json=first(new)))[0] == 401
    await site.client.aclose()


def _ran(text: str) -> Any:
    async def once(transaction: Any) -> None:
        await transaction.run(text, {})

    return once
