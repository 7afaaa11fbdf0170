"""Tokens and sessions by mutation, and that no token does more than its user may now."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from graphcrm.settings import Settings
from graphcrm.web import serving
from graphcrm.web.sign_in.uses import Uses
from tests.appointing.staff import Somebody, join, signed_in
from tests.conftest import Api

WHO = "{ viewer { id } }"
WRITES = 'mutation { personCreate(input: {name: "X"}) { person { id } userErrors { code } } }'
OWN = """{ viewer { permissions tokens { prefix role scopes createdAt expiresAt }
  sessions { id agent createdAt seenAt endsAt } } }"""
OF = "query($by: UserBy!) { user(by: $by) { permissions tokens { prefix } sessions { id } duties { id } } }"


@pytest.fixture
async def ana(api: Api) -> Somebody:
    """An administrator."""
    return await join(api, "ana", "admin")


@pytest.fixture
async def bo(api: Api) -> Somebody:
    """A manager, who reads for analysts too."""
    return await join(api, "bo", "manager", "analyst")


async def test_a_token_is_shown_once_and_stored_nowhere(bo: Somebody) -> None:
    given: dict[str, Any] = {"role": "analyst", "idempotencyKey": "mine"}
    made = await bo.do("tokenCreate", **given)
    assert made["token"].startswith(f"gcrm_{made['prefix']}_") and made["notice"] is None
    again = await bo.do("tokenCreate", **given)
    assert (again["token"], again["prefix"], again["user"]) == (None, made["prefix"], {"id": bo.id})
    assert "shown once" in again["notice"]
    rows = await bo.api.graph.rows("MATCH (n) RETURN collect(properties(n))", {})
    assert made["token"].split("_", 2)[2] not in str(rows)
    assert (await bo.by_token(made["token"]).ask(OWN))["viewer"]["permissions"] == sorted(
        ["read", "export", "cypher.run", "schema.read"]
    )


async def test_when_a_token_was_last_used_is_told(bo: Somebody) -> None:
    uses = Uses(bo.api.graph)
    app, _ = serving.application(bo.api.graph, bo.api.policy, Settings(request_deadline=60.0), uses=uses)
    made, used = await bo.do("tokenCreate"), "{ viewer { tokens { prefix usedAt } } }"

    async def when() -> str | None:
        return {one["prefix"]: one["usedAt"] for one in (await bo.ask(used))["viewer"]["tokens"]}[made["prefix"]]

    assert await when() is None
    began = datetime.now(UTC)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://graphcrm") as client:
        headers = {"Authorization": f"Bearer {made['token']}"}
        assert (await client.post("/graphql", json={"query": used}, headers=headers)).status_code == 200
    await uses.note()
    told = await when()
    assert told is not None and began <= datetime.fromisoformat(told) <= datetime.now(UTC)
    await uses.note()
    assert await when() == told, "it was not used since"


async def test_a_token_with_the_scope_read_writes_nothing(bo: Somebody) -> None:
    made = await bo.do("tokenCreate", scopes=["read"])
    reader = bo.by_token(made["token"])
    assert (await reader.ask(OWN))["viewer"]["permissions"] == ["read"]
    assert await reader.refused(WRITES) == "FORBIDDEN"
    assert await bo.api.graph.rows("MATCH (p:Person) RETURN p", {}) == []
    assert (await reader.post("{ __schema { queryType { name } } }")).status_code == 403
    for name, given in (("tokenCreate", {}), ("tokenRevoke", {"prefix": "x"}), ("sessionRevoke", {"session": "x"})):
        kind = name[0].upper() + name[1:]
        text = f"mutation($input: {kind}Input!) {{ {name}(input: $input) {{ userErrors {{ code }} }} }}"
        assert await reader.refused(text, {"input": given}) == "FORBIDDEN"


async def test_no_token_is_made_for_more_than_its_user_has(ana: Somebody, bo: Somebody) -> None:
    for given, path in (
        ({"role": "admin"}, "role"),
        ({"role": "emperor"}, "role"),
        ({"scopes": ["users.write"]}, "scopes"),
        ({"role": "analyst", "scopes": ["write"]}, "role"),
        ({"expiresAt": "2999-01-01T00:00:00Z"}, "expiresAt"),
        ({"expiresAt": "2020-01-01T00:00:00Z"}, "expiresAt"),
    ):
        assert await bo.faults("tokenCreate", **given) == [("BAD_USER_INPUT", None, path)], given
    assert await bo.faults("tokenCreate", user={"id": ana.id}) == [("FORBIDDEN", "ROLE", "user")]
    assert await bo.faults("tokenCreate", user={"id": "usr_nobody"}) == [("FORBIDDEN", "ROLE", "user")]
    assert await ana.faults("tokenCreate", user={"id": "usr_nobody"}) == [("NOT_FOUND", None, "user")]


async def test_a_token_loses_what_its_user_loses(ana: Somebody, bo: Somebody) -> None:
    made = await bo.do("tokenCreate", scopes=["read", "write"])
    await ana.do("userRoleSet", user={"id": bo.id}, roles=["analyst"])
    reader = bo.by_token(made["token"])
    assert (await reader.ask(OWN))["viewer"]["permissions"] == ["read"]
    assert await reader.refused(WRITES) == "FORBIDDEN"


async def test_a_token_that_a_token_makes_ends_no_later(bo: Somebody) -> None:
    soon = datetime.now(UTC) + timedelta(minutes=5)
    short = await bo.do("tokenCreate", expiresAt=soon.isoformat())
    long = await bo.by_token(short["token"]).do("tokenCreate")
    assert long["expiresAt"] == short["expiresAt"]


async def test_everybody_sees_and_ends_their_own_and_administrators_those_of_others(
    ana: Somebody, bo: Somebody
) -> None:
    browser = await signed_in(bo)
    made = await browser.do("tokenCreate", role="manager", scopes=["read"])
    own = (await browser.ask(OWN))["viewer"]
    assert [(t["role"], t["scopes"]) for t in own["tokens"]] == [("manager", ["read"]), (None, None)]
    assert len(own["sessions"]) == 1 and own["sessions"][0]["agent"].startswith("python-httpx")
    cy = await join(bo.api, "cy", "manager")
    of_bo = {"by": {"id": bo.id}}
    hidden = (await cy.ask(OF, of_bo))["user"]
    assert hidden == {"permissions": None, "tokens": [], "sessions": [], "duties": []}
    seen = (await ana.ask(OF, of_bo))["user"]
    assert (len(seen["tokens"]), len(seen["sessions"]), seen["permissions"]) == (2, 1, None)
    prefix, session = made["prefix"], own["sessions"][0]["id"]
    assert await cy.faults("tokenRevoke", prefix=prefix) == [("NOT_FOUND", None, "prefix")]
    assert await cy.faults("sessionRevoke", session=session) == [("NOT_FOUND", None, "session")]
    await ana.do("sessionRevoke", session=session)
    assert (await bo.do("tokenRevoke", prefix=prefix))["user"] == {"id": bo.id}
    text = "MATCH (s:Token|Session)-[:OF]->(:User {id: $id}) RETURN count(s)"
    assert await bo.api.graph.rows(text, {"id": bo.id}) == [[1]]


async def test_what_is_done_with_tokens_stands_in_the_trail_by_who_did_it(ana: Somebody, bo: Somebody) -> None:
    made = await ana.do("tokenCreate", user={"id": bo.id})
    await bo.do("tokenRevoke", prefix=made["prefix"])
    text = "MATCH (a:AuditEntry) WHERE a.act STARTS WITH 'token' AND a.actor <> 'local'"
    rows = await ana.api.graph.rows(f"{text} RETURN a.act, a.actor, a.subject ORDER BY a.id", {})
    assert rows == [["tokenCreate", ana.id, [bo.id]], ["tokenRevoke", bo.id, [bo.id]]]
