"""Keys while graphcrm serves: a new master key under load, a graph that held values plain, keys that are lost."""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import httpx
import pytest

from graphcrm.access.policy import built_in
from graphcrm.errors import Unavailable, Unreadable
from graphcrm.exchange import canonical
from graphcrm.graph.connection import Graph, connect
from graphcrm.records import tokens, users
from graphcrm.records.keys import opening
from graphcrm.records.keys.master import MasterFile
from graphcrm.records.keys.store import KeyStore
from graphcrm.settings import Settings
from graphcrm.web import serving
from tests.conftest import KEYS, Server, emptied
from tests.exchange.files import write
from tests.exchange.test_command import surroundings
from tests.keys.worlds import everything, stored
from tests.web.processes import served

Command = Callable[..., subprocess.CompletedProcess[str]]
BORN = date(1960, 1, 1)


def birthday(number: int) -> str:
    return (BORN + timedelta(days=number % 9000)).isoformat()


@pytest.fixture
async def own(server: Server, graph: Graph, tmp_path: Path) -> AsyncIterator[Command]:
    """Runs the command with keys of its own, in the folder `own`; nothing that is under them is left."""
    policy = resources.files("graphcrm.access").joinpath("policy.toml").read_text(encoding="utf-8")
    (tmp_path / "policy.toml").write_text(policy.replace('sensitive = "mask"', 'sensitive = "show"'))
    environment = {**surroundings(server, tmp_path), **settings(tmp_path)}

    def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "graphcrm.cli", *words],
            env={**environment, **more},
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
            cwd=tmp_path,
        )

    yield run
    await emptied(graph)


def settings(folder: Path) -> dict[str, str]:
    return {
        "GRAPHCRM_DATA_DIR": str(folder / "own"),
        "GRAPHCRM_POLICY_FILE": str(folder / "policy.toml"),
        "GRAPHCRM_ROWS_PER_HOUR": "1000000000",
        "GRAPHCRM_POINTS_PER_MINUTE": "1000000000",
    }


async def rotated(server: Server, graph: Graph, own: Command, folder: Path, count: int, times: int) -> int:
    """Rotates so many times while two workers serve people's birthdays and new ones; how many reads there were."""
    rows = "".join(f"p-{number},P {number},{birthday(number)}\n" for number in range(count))
    write(folder / "world", {"people": f"external_id,name,birthday\n{rows}"})
    assert own("import", "world").returncode == 0
    await users.add(graph, built_in(), "ana@a.example", "Ana", ["manager"])
    token = await tokens.create(graph, built_in(), "ana@a.example", None, timedelta(hours=1))
    master = folder / "own" / "keys" / "master.key"
    first = master.read_text()
    ending, reads, wrong = asyncio.Event(), [0], []
    with served(server, folder, GRAPHCRM_WORKERS="2", **settings(folder)) as service:
        async with httpx.AsyncClient(base_url=service.url, headers={"Authorization": f"Bearer {token}"}) as client:
            loads = [_load(client, count, ending, reads, wrong, seed) for seed in range(6)]
            tasks = [asyncio.create_task(load) for load in loads]
            for _ in range(times):
                done = await asyncio.to_thread(own, "keys", "rotate", "--json")
                assert done.returncode == 0 and json.loads(done.stdout)["keys"] >= count, done.stderr
            ending.set()
            await asyncio.gather(*tasks)
            assert (await client.get("/health/ready")).json()["reasons"] == []
    assert wrong == []
    master.write_text(first)
    check = json.loads(own("check", "--json").stdout)["checks"]
    (keys,) = [one for one in check if one["name"] == "keys"]
    assert keys["ok"] is False and "is not the master key" in keys["message"]
    return reads[0]


async def _load(
    client: httpx.AsyncClient, count: int, ending: asyncio.Event, reads: list[int], wrong: list[Any], seed: int
) -> None:
    chance = random.Random(seed)
    text = """query($ids: [String!]!) { people(filter: {externalId: {in: $ids}}, first: 20) {
      nodes { externalId birthday } } }"""
    make = "mutation($i: PersonCreateInput!) { personCreate(input: $i) { person { birthday } userErrors { code } } }"
    while not ending.is_set():
        numbers = chance.sample(range(count), 20)
        body = {"query": text, "variables": {"ids": [f"p-{number}" for number in numbers]}}
        reply = (await client.post("/graphql", json=body)).json()
        found = {} if "errors" in reply else {p["externalId"]: p["birthday"] for p in reply["data"]["people"]["nodes"]}
        if found != {f"p-{number}": birthday(number) for number in numbers}:
            wrong.append(reply)
        reads[0] += 20
        body = {"query": make, "variables": {"i": {"name": "New", "birthday": "2000-01-01"}}}
        reply = (await client.post("/graphql", json=body)).json()
        if reply.get("data", {}).get("personCreate", {}).get("person") != {"birthday": "2000-01-01"}:
            wrong.append(reply)


async def test_a_master_key_is_replaced_under_load_and_no_read_fails(
    server: Server, graph: Graph, own: Command, tmp_path: Path
) -> None:
    assert await rotated(server, graph, own, tmp_path, 500, 2) > 500
    acts = "MATCH (a:AuditEntry) WHERE a.act = 'keys.rotate' RETURN count(a)"
    assert await graph.rows(acts, {}) == [[2]]


@pytest.mark.long
async def test_a_master_key_is_replaced_under_load_with_a_hundred_thousand_people(
    server: Server, graph: Graph, own: Command, tmp_path: Path
) -> None:
    print("reads", await rotated(server, graph, own, tmp_path, 100_000, 3))


PLAIN = {"1961-02-17", "1980-05-05", "Planted", "planted"}


async def define_plain(graph: Graph) -> None:
    """A sensitive custom field, as an earlier version left it."""
    text = """CREATE (:FieldDefinition {id: 'fld_1', on: 'Person', key: 'ill', label: 'Ill', label_key: 'ill',
      type: 'TEXT', sensitivity: 'SENSITIVE', version: 1, created_at: datetime(), updated_at: datetime()})"""
    await graph.write(lambda t: t.run(text), name="test")


async def test_what_a_graph_holds_plain_is_enciphered_at_the_next_start_and_the_graph_is_equal(
    server: Server, graph: Graph, own: Command, tmp_path: Path
) -> None:
    await define_plain(graph)
    plant = """UNWIND range(1, 3) AS i
      CREATE (p:Person:Party {id: 'per_' + i, external_id: 'p-' + i, name: 'P' + i, name_key: 'p' + i, version: 1,
        created_at: datetime(), updated_at: datetime(), birthday: date('1961-02-17'), x_ill: 'Planted',
        x_ill_key: 'planted'})
      CREATE (c:Internal:Change {id: 'chg_' + p.id, type: 'Person', act: 'UPDATED', ids: [p.id],
        fields: ['birthday', 'city'],
        at: datetime(), before_birthday: date('1980-05-05'), after_birthday: p.birthday,
        before_city: 'Planted'})
      CREATE (c)-[:OF {record: p.id, at: c.at, change: c.id}]->(p) RETURN p.id"""
    people = [row[0] for row in await graph.write(lambda t: t.run(plant), name="test")]
    before = await canonical.lines(graph)
    assert {one for one in PLAIN if one in await everything(graph)} == PLAIN
    done = own("migrate")
    assert done.returncode == 0 and "values were enciphered" in done.stdout, done.stderr
    kept = await everything(graph)
    assert [one for one in PLAIN if one in kept] == []
    assert isinstance((await stored(graph, people[0]))["enc_birthday"], bytes)
    assert "values were enciphered" not in own("migrate").stdout
    with closing(opening.cipher(Settings(data_dir=tmp_path / "own"))) as cipher:
        async with connect(server.uri, server.user, server.password, cipher=cipher) as there:
            assert await canonical.lines(there) == before
    theirs = tmp_path / "own" / "keys"
    other = KeyStore(theirs, MasterFile(theirs / "master.key"))
    # Each data directory has keys of its own: here there is none of that number, or another one.
    with pytest.raises((Unavailable, Unreadable)):
        await canonical.lines(graph)
    assert other.count() > 0
    exported = own("export", "all", "--output", "out")
    assert exported.returncode in (0, 3), exported.stderr
    assert "1961-02-17" in (tmp_path / "out" / "people.csv").read_text()
    told = own("ask", "histories/of_record", f"record={people[0]}", "--json")
    assert told.returncode == 0, told.stderr
    assert "Planted" in told.stdout and "1980-05-05" not in told.stdout  # the operator sees no sensitive value


async def test_a_graph_whose_keys_are_lost_is_not_served_and_no_new_keys_are_made(own: Command, tmp_path: Path) -> None:
    for city in ("Kiel", "Bonn"):  # what was is enciphered, and nothing else here
        write(tmp_path / "world", {"people": f"external_id,name,city\np-a,Ana,{city}\n"})
        assert own("import", "world").returncode == 0
    (tmp_path / "secret").write_text("a passphrase of some length\n")
    (tmp_path / "secret").chmod(0o600)
    kept = own("keys", "backup", "--output", "keys.json", "--passphrase-file", "secret")
    assert (kept.returncode, kept.stdout) == (0, "1 keys are in keys.json.\n"), kept.stderr
    keys = tmp_path / "own" / "keys"
    keys.rename(tmp_path / "moved")
    for words in (["serve", "--bind", "127.0.0.1:0"], ["import", "world"], ["export", "all", "--output", "out"]):
        refused = own(*words)
        assert refused.returncode == 1 and "whose keys are not in this data directory" in refused.stderr, refused.stderr
        assert "Traceback" not in refused.stderr
    assert not keys.exists()
    back = own("keys", "restore", "keys.json", "--passphrase-file", "secret")
    assert (back.returncode, back.stdout) == (0, "1 keys are back.\n"), back.stderr
    told = own("ask", "histories/of_record", "record=p-a", "--json")
    assert '"before": "Kiel"' in told.stdout and '"after": "Bonn"' in told.stdout, told.stderr
    (keys / "master.key").chmod(0o644)
    refused = own("serve", "--bind", "127.0.0.1:0")
    assert refused.returncode == 1 and "chmod 600" in refused.stderr


async def test_readiness_tells_of_keys_that_cannot_be_read(graph: Graph, tmp_path: Path) -> None:
    await graph.cipher.prepare(["per_any"])
    app, _ = serving.application(graph, built_in(), Settings(data_dir=tmp_path))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://graphcrm") as client:
        assert (await client.get("/health/ready")).json()["reasons"] == []
        (KEYS / "master.key").chmod(0o640)
        try:
            await asyncio.sleep(0.6)
            found = await client.get("/health/ready")
            assert (found.status_code, found.json()["reasons"]) == (503, ["keys"])
        finally:
            (KEYS / "master.key").chmod(0o600)
