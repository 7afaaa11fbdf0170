"""A link that signs in once: made on this machine for a user, used in a browser."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from graphcrm.errors import NotFound
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records import users
from graphcrm.records.sign_in import links
from tests.conftest import Api, opened
from tests.web.test_signing_in import HERE, POLICY, code, cookie

ANA = "ana@lumen.example"
VIEWER = {"query": "{ viewer { email } }"}


@pytest.fixture
async def site(graph: Graph, tmp_path: Path) -> Api:
    found = await opened(graph, data_dir=tmp_path)
    await users.add(graph, POLICY, ANA, "Ana Lima", ["manager"])
    return found


async def use(site: Api, token: str, **headers: str) -> httpx.Response:
    return await site.client.post("/auth/link", json={"token": token}, headers=headers)


async def test_a_link_signs_its_user_in_once(site: Api) -> None:
    secret = await links.make(site.graph, ANA)
    reply = await use(site, secret)
    assert reply.status_code == 200
    asked = await site.client.post("/graphql", json=VIEWER, headers=HERE | cookie(reply))
    assert asked.json()["data"] == {"viewer": {"email": ANA}}
    again = await use(site, secret)
    assert code(again)[:2] == (401, "UNAUTHENTICATED")
    assert "set-cookie" not in again.headers


async def test_a_new_link_ends_the_one_before_and_an_old_one_ends_by_itself(site: Api) -> None:
    first, second = await links.make(site.graph, ANA), await links.make(site.graph, ANA)
    assert code(await use(site, first))[0] == 401

    async def aged(transaction: Transaction) -> None:
        await transaction.run("MATCH (l:SignInLink) SET l.ends_at = datetime() - duration('PT1S')", {})

    await site.graph.write(aged, name="t")
    assert code(await use(site, second))[0] == 401
    assert await site.graph.rows("MATCH (l:SignInLink) RETURN l", {}) == []


async def test_a_link_is_of_no_use_to_another_page_a_disabled_user_or_who_guesses(site: Api) -> None:
    secret = await links.make(site.graph, ANA)
    assert code(await use(site, secret, Origin="https://elsewhere.example")) == (403, "FORBIDDEN", "CSRF")
    assert code(await use(site, "guess"))[0] == 401
    assert code(await use(site, ""))[0] == 400
    await users.disable(site.graph, ANA)
    assert code(await use(site, secret))[0] == 401
    seen = [code(await use(site, f"guess {number}"))[0] for number in range(8)]
    assert 429 in seen


async def test_there_is_no_link_for_nobody_and_no_secret_is_kept(site: Api) -> None:
    with pytest.raises(NotFound, match=r"nobody@lumen\.example is no user"):
        await links.make(site.graph, "nobody@lumen.example")
    secret = await links.make(site.graph, ANA)
    rows = await site.graph.rows("MATCH (n) UNWIND keys(n) AS k RETURN DISTINCT n[k]", {})
    assert secret not in {str(row[0]) for row in rows}
