"""Our own people in tests: users of several roles, each asking with a token, or with a session, of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx

from graphcrm.access.policy import built_in
from graphcrm.graph.circuit import Circuit
from graphcrm.records import tokens, users
from graphcrm.records.journal import LOCAL
from graphcrm.records.sign_in import accounts
from graphcrm.records.sign_in.passwords import Passwords
from tests.conftest import Api

POLICY = built_in()
PASSWORD = "lime kettle under seven bridges"
HERE = {"Origin": "http://graphcrm", "X-Graphcrm": "1"}
_EXTRA = {
    "tokenCreate": "token prefix expiresAt notice",
    **dict.fromkeys(("dutyPropose", "dutyConfirm", "dutyEnd", "dutyReview"), "dutyId"),
}


@dataclass
class Somebody:
    """A user, and how they ask."""

    api: Api
    id: str
    email: str
    headers: dict[str, str]

    async def post(self, query: str, variables: dict[str, Any] | None = None, **headers: str) -> httpx.Response:
        body = {"query": query, "variables": variables or {}}
        return await self.api.client.post("/graphql", json=body, headers=self.headers | headers)

    async def ask(self, query: str, variables: dict[str, Any] | None = None, **headers: str) -> Any:
        """The data of a reply that has no errors."""
        reply = (await self.post(query, variables, **headers)).json()
        assert "errors" not in reply, reply["errors"]
        return reply["data"]

    async def refused(self, query: str, variables: dict[str, Any] | None = None, **headers: str) -> str:
        """The code of the one error of a reply."""
        reply = (await self.post(query, variables, **headers)).json()
        assert len(reply.get("errors", ())) == 1, reply
        return str(reply["errors"][0]["extensions"]["code"])

    async def send(self, name: str, fields: str = "user { id }", /, **given: Any) -> Any:
        """The payload of a mutation."""
        kind = name[0].upper() + name[1:]
        text = f"""mutation($input: {kind}Input!) {{ {name}(input: $input) {{
          {fields} {_EXTRA.get(name, "")} userErrors {{ code reason field message }} }} }}"""
        return (await self.ask(text, {"input": given}))[name]

    async def do(self, name: str, fields: str = "user { id }", /, **given: Any) -> Any:
        """The payload of one that is done."""
        found = await self.send(name, fields, **given)
        assert found["userErrors"] == [], found
        return found

    async def faults(self, name: str, fields: str = "user { id }", /, **given: Any) -> list[tuple[Any, ...]]:
        """Why it is not done: (code, reason, path) of each fault."""
        found = await self.send(name, fields, **given)
        return [(one["code"], one["reason"], ".".join(one["field"])) for one in found["userErrors"]]

    def by_token(self, token: str) -> Somebody:
        """The same person with another token."""
        return Somebody(self.api, self.id, self.email, {"Authorization": f"Bearer {token}"})


async def join(api: Api, name: str, *roles: str) -> Somebody:
    """A new user with a token of all their rights."""
    email = f"{name}@lumen.example"
    identifier = await users.add(api.graph, POLICY, email, name.title(), roles)
    token = await tokens.create(api.graph, POLICY, email, None, timedelta(hours=1))
    return Somebody(api, identifier, email, {"Authorization": f"Bearer {token}"})


async def signed_in(who: Somebody) -> Somebody:
    """The same person with a session."""
    circuit, passwords = Circuit(who.api.graph, 10), Passwords()
    account = await accounts.of_email(circuit, who.email)
    assert account is not None
    await accounts.set_password(circuit, passwords, LOCAL, account, PASSWORD)
    passwords.close()
    reply = await who.api.client.post("/auth/login", json={"email": who.email, "password": PASSWORD})
    return Somebody(who.api, who.id, who.email, HERE | {"Cookie": reply.headers["set-cookie"].partition(";")[0]})
