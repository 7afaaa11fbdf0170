"""The command does what the API does, by the same steps: teams, users let in again, sessions, scopes, duties."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from graphcrm.cli.main import graphcrm
from graphcrm.errors import GraphcrmError
from graphcrm.records import duties, users
from tests.appointing.staff import join, signed_in
from tests.conftest import Api, Server


class Command:
    """`graphcrm` over the graph of the test."""

    async def said(self, *words: str) -> tuple[int, str]:
        """The exit code, and what is printed or said of an error."""
        done = await asyncio.to_thread(CliRunner().invoke, graphcrm, list(words))  # it has a loop of its own
        assert done.exception is None or isinstance(done.exception, GraphcrmError | SystemExit), done.exception
        refused = isinstance(done.exception, GraphcrmError)
        return done.exit_code, done.exception.message if refused else done.stdout  # type: ignore[union-attr]

    async def __call__(self, *words: str) -> tuple[int, Any]:
        """The exit code, and the JSON that is printed."""
        code, text = await self.said(*words, "--json")
        return code, json.loads(text) if code == 0 else text


@pytest.fixture
def run(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.setenv("GRAPHCRM_NEO4J_URI", server.uri)
    monkeypatch.setenv("GRAPHCRM_NEO4J_USER", server.user)
    monkeypatch.setenv("GRAPHCRM_NEO4J_PASSWORD", server.password or "")
    monkeypatch.setenv("GRAPHCRM_DATA_DIR", str(tmp_path))
    return Command()


async def test_who_is_let_in_by_the_command(api: Api, run: Command) -> None:
    ana, bo = await join(api, "ana", "admin"), await join(api, "bo", "manager")
    await ana.do("teamCreate", "team { id }", name="North", externalId="north")
    await signed_in(bo)
    assert (await run("user", "team", bo.email, "North"))[0] == 0
    query = "{ viewer { teams { nodes { name } } } }"
    assert (await bo.ask(query))["viewer"] == {"teams": {"nodes": [{"name": "North"}]}}
    assert (await run("user", "team", bo.email, "north", "--leave"))[0] == 0
    assert (await bo.ask(query))["viewer"] == {"teams": {"nodes": []}}
    code, found = await run("session", "list", "--user", bo.email)
    assert (code, [one["email"] for one in found["sessions"]]) == (0, [bo.email])
    assert (await run("session", "revoke", found["sessions"][0]["id"]))[0] == 0
    assert await run("session", "revoke", "ses_none") == (1, "There is no such session.")
    assert await api.graph.rows("MATCH (s:Session) RETURN s", {}) == []
    _, made = await run("token", "create", "--user", bo.email, "--scope", "read")
    reader = bo.by_token(made["token"])
    assert (await reader.ask("{ viewer { permissions } }"))["viewer"] == {"permissions": ["read"]}
    code, told = await run("token", "create", "--user", bo.email, "--scope", "users.write")
    assert code == 1 and "may not do users.write" in told
    await users.disable(api.graph, bo.email)
    assert (await run("user", "enable", bo.email))[0] == 0
    code, told = await run("user", "enable", "nobody@lumen.example")
    assert code == 1 and "No User is known by this" in told


async def test_duties_by_the_command_are_given_by_two_administrators(api: Api, run: Command) -> None:
    ana, ben = await join(api, "ana", "admin"), await join(api, "ben", "admin")
    pia = await join(api, "pia", "analyst")
    duty = ("user", "duty", pia.email, "break_glass")
    code, told = await run(*duty, "--viewer", pia.email, "--reason", "Fire")
    assert code == 1 and "users.write" in told
    assert await run(*duty, "--viewer", ana.email) == (1, "This is required. Say why.")
    assert (await run(*duty, "--viewer", ana.email, "--reason", "Fire"))[0] == 0
    code, told = await run(*duty, "--viewer", ana.email, "--confirm")
    assert code == 1 and told.startswith("Another administrator")
    assert (await duties.held(api.graph, api.policy))["break_glass"] == 0
    code, told = await run(*duty, "--viewer", ben.email, "--confirm")
    assert (code, told["did"]) == (0, "dutyConfirm")
    assert await duties.held(api.graph, api.policy) == {"privacy_officer": 0, "break_glass": 1}
    assert (await run(*duty, "--viewer", ben.email, "--end"))[0] == 0
    _, found = await run("user", "duties", "--open-review")
    assert [(one["id"], one["state"]) for one in found["duties"]] == [(told["duty"], "ENDED")]
    assert (await run(*duty, "--viewer", ben.email, "--review", "Two records"))[0] == 0
    assert await run("user", "duties", "--open-review") == (0, {"duties": []})


async def test_the_last_administrator_stays_one_by_the_command_too(api: Api, run: Command) -> None:
    ana = await join(api, "ana", "admin")
    for words in (("role", ana.email, "manager"), ("disable", ana.email)):
        code, told = await run.said("user", *words)
        assert code == 1 and "last administrator" in told
