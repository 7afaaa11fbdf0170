"""The policy over HTTP: the table that the command prints, for who may read it."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest

from graphcrm.access import policy
from graphcrm.access.policy import built_in
from graphcrm.cli.policy import effective
from graphcrm.graph.connection import Graph
from tests.conftest import Api, opened

PATH = "/policy"
READERS = built_in().with_permission("policy.read")


async def get(api: Api, role: str) -> httpx.Response:
    return await api.client.get(PATH, headers={"Authorization": f"Bearer {await api.token(role)}"})


async def test_it_is_the_table_that_the_command_prints(contract_api: Api) -> None:
    assert READERS == ["admin", "auditor"]
    for role in READERS:
        reply = await get(contract_api, role)
        assert reply.json() == json.loads(json.dumps(effective(built_in())))
        assert (reply.headers["content-type"], reply.headers["cache-control"]) == ("application/json", "no-store")


@pytest.mark.parametrize("role", sorted(set(built_in().roles) - set(READERS)))
async def test_who_may_not_read_it_is_told_so_and_nothing_of_it(contract_api: Api, role: str) -> None:
    reply = await get(contract_api, role)
    [error] = reply.json()["errors"]
    assert (reply.status_code, error["extensions"]["code"], error["extensions"]["reason"]) == (403, "FORBIDDEN", "ROLE")
    assert "birthday" not in reply.text


async def test_nobody_no_other_method_and_no_page_from_elsewhere(contract_api: Api) -> None:
    client = contract_api.client
    assert (await client.get(PATH)).status_code == 401
    headers = {"Authorization": f"Bearer {await contract_api.token('admin')}"}
    assert (await client.post(PATH, headers=headers)).status_code == 405
    cookie = {"Cookie": "__Host-sid=anything", "Sec-Fetch-Site": "cross-site"}
    assert (await client.get(PATH, headers=cookie)).status_code == 403


async def test_what_a_policy_of_ones_own_says_of_a_single_fact_stands_in_it(graph: Graph, tmp_path: Path) -> None:
    text = Path(policy.__file__).with_name("policy.toml").read_text(encoding="utf-8")
    file = tmp_path / "policy.toml"
    file.write_text(text.replace("\n[facts]\n", '\n[facts."Person.city"]\nanalyst = {read = "show", may = ["sort"]}\n'))
    api = await opened(graph, policy=policy.read(file))
    told = (await get(api, "auditor")).json()
    assert told["facts"]["Person.city"]["sight"]["analyst"] == {"read": "show", "may": ["sort"]}
    assert told["version"] == policy.read(file).version != built_in().version
    await api.client.aclose()
