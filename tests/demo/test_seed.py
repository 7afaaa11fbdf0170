"""`graphcrm seed` from outside: what stands in the database and in the file of users afterwards."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path

from graphcrm.access.policy import built_in
from graphcrm.demo import contract
from graphcrm.exchange import importing
from graphcrm.exchange.canonical import graph_hash
from graphcrm.graph.connection import Graph
from graphcrm.records import tokens
from graphcrm.vocabulary.words import VOCABULARY
from tests.conftest import Server, emptied
from tests.exchange.test_command import surroundings

_SEED = ("seed", "--profile", "contract", "--json")
_CLASSES = """
MATCH (p:Person) WHERE p.name IS NOT NULL AND p.x_segment IS NOT NULL AND p.x_margin IS NOT NULL
  AND p.enc_birthday IS NOT NULL AND p.enc_x_diet IS NOT NULL RETURN count(p)
"""
_LIMITED = """
MATCH (o:Organization) WHERE NOT EXISTS { (o)-[:SUBSIDIARY_OF|PART_OF]->() } AND o.ours IS NULL OR NOT o.ours
MATCH (o)<-[:SUBSIDIARY_OF]-(s) WITH o, count(s) AS subsidiaries
OPTIONAL MATCH (t:Team) WHERE t.id IN o.audience
RETURN t.external_id, count(o), min(subsidiaries)
"""


def seed(server: Server, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """`graphcrm seed --profile contract` over the test's database."""
    code = "from graphcrm.cli.main import main; main()"
    environment = {**surroundings(server, folder), **more}
    return subprocess.run(
        [sys.executable, "-c", code, *_SEED],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


async def test_the_contract_world_is_the_same_for_a_seed_and_its_users_may_sign_in(
    server: Server, graph: Graph, tmp_path: Path
) -> None:
    done = seed(server, tmp_path)
    assert done.returncode == 0, done.stderr
    file = Path(json.loads(done.stdout)["users"])
    assert file == tmp_path / "data" / "contract-users.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    users = json.loads(file.read_text(encoding="utf-8"))
    assert [user["email"] for user in users] == [member.email for member in contract.MEMBERS]
    for user in users:
        viewer = await tokens.sign_in(graph, built_in(), user["token"])
        assert viewer.roles == ((user["role"],) if user["role"] else ())
        assert len(viewer.teams) == len(user["teams"])
        assert [duty.name for duty in viewer.duties] == user["duties"]
        assert len(user["password"]) >= 20
    assert (await graph.rows(_CLASSES, {}))[0][0] >= 200
    assert sorted(await graph.rows(_LIMITED, {}), key=str) == [["north", 2, 2], ["south", 2, 2], [None, 4, 2]]
    first = await graph_hash(graph)

    again = seed(server, tmp_path)
    assert (again.returncode, "not empty" in again.stderr) == (1, True)
    assert await graph_hash(graph) == first

    await emptied(graph)
    contract.write(tmp_path / "same")
    await importing.run(graph, VOCABULARY, [tmp_path / "same"])
    assert await graph_hash(graph) == first, "the same seed, the same graph"


def test_another_seed_is_another_world(tmp_path: Path) -> None:
    for name, number in (("one", 1), ("same", 1), ("other", 2)):
        contract.write(tmp_path / name, seed=number)
    people = {name: (tmp_path / name / "people.csv").read_bytes() for name in ("one", "same", "other")}
    assert people["one"] == people["same"] != people["other"]


def test_an_invented_world_is_for_this_machine_alone(server: Server, tmp_path: Path) -> None:
    for more in ({"GRAPHCRM_NEO4J_URI": "bolt+s://graph.example:7687"}, {"GRAPHCRM_BIND": "0.0.0.0:8000"}):
        done = seed(server, tmp_path, **more)
        assert (done.returncode, "this machine alone" in done.stderr) == (1, True), done.stderr
