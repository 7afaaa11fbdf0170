"""Signing in with the account of one's company, from the first redirect to a session, against a real issuer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from graphcrm.access.policy import built_in
from graphcrm.errors import BadUserInput, Conflict, NotFound
from graphcrm.graph.connection import Graph
from graphcrm.records import users
from graphcrm.records.sign_in import identities
from tests.conftest import Api, opened
from tests.web.issuer import CLIENT, SECRET, LocalIssuer, local_issuer, signed
from tests.web.test_signing_in import HERE, WHO, code

PUBLIC = "https://crm.lumen.example"
ROLES = (("sales", "account_manager"), ("board", "manager"))


@pytest.fixture
async def issuer() -> AsyncIterator[LocalIssuer]:
    async with local_issuer() as found:
        yield found


def settings(folder: Path, issuer: str, **other: Any) -> dict[str, Any]:
    secret = folder / "secret"
    secret.write_text(SECRET + "\n")
    secret.chmod(0o600)
    chosen = {"oidc_issuer": issuer, "oidc_client_id": CLIENT, "oidc_client_secret_file": secret, "oidc_roles": ROLES}
    return {"data_dir": folder, "public_url": PUBLIC, **chosen, **other}


@pytest.fixture
async def site(graph: Graph, tmp_path: Path, issuer: LocalIssuer) -> AsyncIterator[Api]:
    found = await opened(graph, **settings(tmp_path, issuer.url))
    yield found
    await found.client.aclose()


async def begun(site: Api) -> tuple[str, dict[str, str]]:
    """Where a browser is sent, and the cookie it carries there and back."""
    reply = await site.client.get("/auth/oidc/start")
    assert reply.status_code == 303
    told = reply.headers["set-cookie"]
    assert {"Path=/", "Secure", "HttpOnly", "SameSite=Lax"} <= set(told.split("; "))
    return reply.headers["location"], {"Cookie": told.partition(";")[0]}


async def signed_in(site: Api, issuer: LocalIssuer) -> httpx.Response:
    address, carried = await begun(site)
    return await site.client.get(f"/auth/oidc/callback?{issuer.authorize(address)}", headers=carried)


def session(reply: httpx.Response) -> dict[str, str]:
    (found,) = [one for one in reply.headers.get_list("set-cookie") if one.startswith("__Host-sid=")]
    return {"Cookie": found.partition(";")[0]}


async def roles(site: Api) -> list[Any]:
    return await site.graph.rows("MATCH (u:User) RETURN u.email, u.access_roles ORDER BY u.email", {})


async def test_somebody_new_comes_in_with_the_role_of_their_group(site: Api, issuer: LocalIssuer) -> None:
    reply = await signed_in(site, issuer)
    assert (reply.status_code, reply.headers["location"]) == (303, "/")
    asked = await site.client.post("/graphql", json=WHO, headers=HERE | session(reply))
    assert asked.status_code == 200
    assert await roles(site) == [["ana@lumen.example", ["account_manager"]]]
    # Another group another day: the roles follow, and it is the same user whatever their address is now.
    issuer.other = {"groups": ["board", "cooks"], "email": "ana.lima@lumen.example"}
    assert (await signed_in(site, issuer)).status_code == 303
    assert await roles(site) == [["ana@lumen.example", ["manager"]]]
    # No token of the issuer's is ever sent to the browser.
    assert "eyJ" not in str(reply.headers)
    acts = {row[0] for row in await site.graph.rows("MATCH (a:AuditEntry) RETURN a.act", {})}
    assert {"userAdd", "signIn", "userRoleSet"} <= acts


async def test_groups_never_take_the_last_administrator_away(site: Api, issuer: LocalIssuer) -> None:
    await users.add(site.graph, built_in(), "ana@lumen.example", "Ana", ["admin"])
    await identities.link(site.graph, "ana@lumen.example", issuer.url, "00u1")
    for _ in range(2):
        assert (await signed_in(site, issuer)).status_code == 303
        assert await roles(site) == [["ana@lumen.example", ["account_manager", "admin"]]]
    await users.add(site.graph, built_in(), "ben@lumen.example", "Ben", ["admin"])
    assert (await signed_in(site, issuer)).status_code == 303
    assert await roles(site) == [["ana@lumen.example", ["account_manager"]], ["ben@lumen.example", ["admin"]]]


async def test_who_is_in_no_group_of_ours_does_not_come_in(site: Api, issuer: LocalIssuer) -> None:
    issuer.other = {"groups": ["cooks"]}
    assert code(await signed_in(site, issuer)) == (403, "FORBIDDEN", "ROLE")
    assert await roles(site) == []


async def test_an_address_makes_nobody_somebody_else(site: Api, issuer: LocalIssuer) -> None:
    await users.add(site.graph, built_in(), "ana@lumen.example", "Ana", ["admin"])
    assert code(await signed_in(site, issuer)) == (401, "UNAUTHENTICATED", None)
    await identities.link(site.graph, "ana@lumen.example", issuer.url, "00u1")
    assert (await signed_in(site, issuer)).status_code == 303
    await users.disable(site.graph, "ana@lumen.example")
    assert code(await signed_in(site, issuer)) == (401, "UNAUTHENTICATED", None)
    with pytest.raises(Conflict):
        await identities.link(site.graph, "ana@lumen.example", issuer.url, "00u1")
    with pytest.raises(NotFound):
        await identities.link(site.graph, "nobody@lumen.example", issuer.url, "00u2")
    with pytest.raises(BadUserInput):
        await identities.link(site.graph, "ana@lumen.example", issuer.url, "")


async def test_without_a_table_of_groups_roles_are_given_here(
    graph: Graph, tmp_path: Path, issuer: LocalIssuer
) -> None:
    site = await opened(graph, **settings(tmp_path, issuer.url, oidc_roles=()))
    issuer.other = {"groups": None}
    assert code(await signed_in(site, issuer)) == (401, "UNAUTHENTICATED", None)
    await users.add(graph, built_in(), "ana@lumen.example", "Ana", ["analyst"])
    await identities.link(graph, "ana@lumen.example", issuer.url, "00u1")
    assert (await signed_in(site, issuer)).status_code == 303
    assert await roles(site) == [["ana@lumen.example", ["analyst"]]]
    await site.client.aclose()


async def test_a_sign_in_that_another_browser_began_is_not_finished_here(site: Api, issuer: LocalIssuer) -> None:
    address, carried = await begun(site)
    other_address, other = await begun(site)
    answer = issuer.authorize(address)
    for headers in (other, {}, {"Cookie": "__Host-oidc=bm90aGluZw=="}, {"Cookie": "__Host-oidc=WyJhIiwiYiIsImMiXQ=="}):
        assert code(await site.client.get(f"/auth/oidc/callback?{answer}", headers=headers))[0] == 401
    # A code of one sign-in with the state of another: the issuer misses its verifier.
    state = issuer.authorize(other_address).partition("&")[2]
    mixed = f"{answer.partition('&')[0]}&{state}"
    assert code(await site.client.get(f"/auth/oidc/callback?{mixed}", headers=other))[0] == 401
    for query in ("", "error=access_denied", answer.partition("&")[2], answer + "&iss=https://elsewhere.example"):
        assert code(await site.client.get(f"/auth/oidc/callback?{query}", headers=carried))[0] == 401
    assert await roles(site) == []


async def test_a_code_is_good_once(site: Api, issuer: LocalIssuer) -> None:
    address, carried = await begun(site)
    answer = issuer.authorize(address)
    assert (await site.client.get(f"/auth/oidc/callback?{answer}", headers=carried)).status_code == 303
    assert code(await site.client.get(f"/auth/oidc/callback?{answer}", headers=carried))[0] == 401


async def test_a_token_for_another_sign_in_is_refused(site: Api, issuer: LocalIssuer) -> None:
    issuer.other = {"nonce": "x" * 43}
    assert code(await signed_in(site, issuer))[0] == 401
    issuer.token = signed({"iss": issuer.url})
    assert code(await signed_in(site, issuer))[0] == 401
    assert await roles(site) == []


async def test_an_issuer_that_is_away_or_calls_itself_otherwise_is_told(
    graph: Graph, tmp_path: Path, issuer: LocalIssuer
) -> None:
    for address in ("http://127.0.0.1:9", issuer.url.replace("127.0.0.1", "localhost")):
        site = await opened(graph, **settings(tmp_path, address))
        assert code(await site.client.get("/auth/oidc/start"))[:2] == (503, "UNAVAILABLE")
        await site.client.aclose()


@pytest.mark.parametrize(
    "other",
    [
        {"oidc_client_id": None},
        {"oidc_client_secret_file": None},
        {"public_url": None},
        {"oidc_roles": (("sales", "seller"),)},
        {"oidc_issuer": "http://login.lumen.example"},
        {"oidc_issuer": "ftp://login.lumen.example"},
        {"oidc_issuer": "https://me@login.lumen.example"},
    ],
    ids=str,
)
async def test_settings_that_cannot_work_are_told_before_anybody_signs_in(
    graph: Graph, tmp_path: Path, other: dict[str, Any]
) -> None:
    with pytest.raises(BadUserInput):
        await opened(graph, **{**settings(tmp_path, "https://login.lumen.example"), **other})


async def test_without_an_issuer_there_is_no_such_address(api: Api) -> None:
    assert (await api.client.get("/auth/oidc/start")).status_code == 404
