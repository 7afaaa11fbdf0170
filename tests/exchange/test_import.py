"""Importing: twice is once, order does not matter, lists are stated whole, a killed run goes on."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphcrm.exchange import importing
from graphcrm.exchange.canonical import graph_hash
from graphcrm.graph.connection import Graph
from graphcrm.vocabulary.words import VOCABULARY
from tests.conftest import CONTRACT, KEYS, Server, emptied
from tests.exchange.files import ORGANIZATIONS, PEOPLE, ROLES, imported, outcomes

WORLD = CONTRACT / "world"


async def test_a_second_import_finds_everything_unchanged(graph: Graph) -> None:
    first = await importing.run(graph, VOCABULARY, [WORLD])
    before = await graph_hash(graph)
    second = await importing.run(graph, VOCABULARY, [WORLD])
    assert first.total()["created"] == first.total()["read"] == 304
    assert second.total()["unchanged"] == second.total()["read"] == 304
    assert await graph_hash(graph) == before


async def test_the_order_of_rows_and_files_does_not_matter(graph: Graph, tmp_path: Path) -> None:
    await importing.run(graph, VOCABULARY, [WORLD])
    before = await graph_hash(graph)
    chance = random.Random(7)
    files = sorted(WORLD.glob("*.csv"))
    for file in files:
        header, *lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        chance.shuffle(lines)
        (tmp_path / file.name).write_text(header + "".join(lines), encoding="utf-8")
    again = await importing.run(graph, VOCABULARY, [tmp_path])
    assert again.total()["unchanged"] == 304
    await emptied(graph)
    chance.shuffle(files)
    await importing.run(graph, VOCABULARY, [tmp_path / file.name for file in files])
    assert await graph_hash(graph) == before


async def test_a_cell_states_the_whole_list_and_an_absent_column_leaves_it_alone(graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    shown = "MATCH (p:Person)-[r:REACHED_AT]->(c) WHERE r.ended_on IS NULL RETURN c.medium, c.address_key ORDER BY 1, 2"

    async def run(text: str) -> str:
        file.write_text(text, encoding="utf-8")
        total = (await importing.run(graph, VOCABULARY, [file])).total()
        return next(outcome for outcome in ("created", "updated", "unchanged") if total[outcome])

    assert await run("external_id,name,emails,phones\np,Ana,a@x.example;b@x.example,+49 40 5550100\n") == "created"
    assert await run("external_id,name,emails\np,Ana,B@x.example\n") == "updated"
    assert await graph.rows(shown, {}) == [["EMAIL", "b@x.example"], ["PHONE", "+49405550100"]]
    assert await run("external_id,name\np,Ana\n") == "unchanged"
    assert await run("external_id,name,emails\np,Ana,\n") == "updated"
    assert await graph.rows(shown, {}) == [["PHONE", "+49405550100"]]
    assert (await graph.rows("MATCH (p:Person) RETURN p.version", {}))[0][0] == 3


async def test_a_fact_that_a_file_states_twice_is_one(graph: Graph, tmp_path: Path) -> None:
    texts = {
        "holdings": "role,person\nr-a,p-a\nr-a,p-a\n",
        "addresses": "medium,address,person\nPOST,Quay 1,p-a\nPOST,Quay 1,p-a\n",
    }
    ledger = await imported(graph, tmp_path, organizations=ORGANIZATIONS, people=PEOPLE, roles=ROLES, **texts)
    for name in texts:
        assert (ledger.of(f"{name}.csv")["created"], ledger.of(f"{name}.csv")["unchanged"]) == (1, 1)
    assert await graph.rows("MATCH ()-[r:HOLDS|REACHED_AT]->() RETURN count(r)", {}) == [[2]]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["Åsa", "asa", "Weiß", "O'Neil"])), max_size=8),
    stakes=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.sampled_from(["", "0.4", "0.6"])), max_size=10),
)
async def test_imported_twice_is_imported_once(
    open_graph: Graph, tmp_path: Path, people: list[tuple[int, str]], stakes: list[tuple[int, int, str]]
) -> None:
    """Whatever small files hold, good rows and bad: the second import changes nothing, and every row is counted."""
    await emptied(open_graph)
    organizations = "".join(f"o-{i},Org {i}\n" for i in range(5))
    (tmp_path / "organizations.csv").write_text("external_id,name\n" + organizations)
    (tmp_path / "people.csv").write_text("external_id,name\n" + "".join(f"p-{i},{n}\n" for i, n in people))
    (tmp_path / "ownership.csv").write_text(
        "child,parent,share\n" + "".join(f"o-{a},o-{b},{s}\n" for a, b, s in stakes)
    )
    first = await importing.run(open_graph, VOCABULARY, [tmp_path])
    before = await graph_hash(open_graph)
    second = await importing.run(open_graph, VOCABULARY, [tmp_path])
    assert await graph_hash(open_graph) == before
    assert first.total()["read"] == 5 + len(people) + len(stakes) == second.total()["read"]
    assert second.total()["created"] == 0


_SCRIPT = """
import asyncio, sys
from pathlib import Path
from graphcrm.exchange import batches, importing
from graphcrm.graph.connection import connect
from graphcrm.records.keys import opening
from graphcrm.settings import load
from graphcrm.vocabulary.words import VOCABULARY
async def main(uri, user, password, folder):
    batches.SIZE = 20
    async with connect(uri, user, password or None, cipher=opening.cipher(load())) as graph:
        await importing.run(graph, VOCABULARY, [Path(folder)])
asyncio.run(main(*sys.argv[1:]))
"""


async def _killed(graph: Graph, server: Server, folder: Path, cycles: int, seed: int) -> None:
    """Kills the importing process at random points until it ends by itself; the graph must be the undisturbed one."""
    await emptied(graph)
    await importing.run(graph, VOCABULARY, [folder])
    undisturbed = await graph_hash(graph)
    await emptied(graph)
    chance = random.Random(seed)
    words = [sys.executable, "-c", _SCRIPT, server.uri, server.user, server.password or "", str(folder)]
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "GRAPHCRM_DATA_DIR": str(KEYS.parent),
    }
    for _ in range(cycles):
        process = subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.5, 2.5))
        process.send_signal(signal.SIGKILL)
        process.wait()
    subprocess.run(words, env=environment, check=True, timeout=120)
    assert await graph_hash(graph) == undisturbed
    again = await importing.run(graph, VOCABULARY, [folder])
    assert again.total()["unchanged"] == again.total()["read"]


async def test_a_killed_import_goes_on_to_the_same_graph(open_graph: Graph, server: Server) -> None:
    await _killed(open_graph, server, WORLD, cycles=3, seed=1)


@pytest.mark.long
async def test_twenty_kills_leave_the_same_graph(open_graph: Graph, server: Server) -> None:
    await _killed(open_graph, server, WORLD, cycles=20, seed=2)


async def test_places_have_a_file_of_their_own_and_parties_have_sites_there(graph: Graph, tmp_path: Path) -> None:
    places = "external_id,name,kind,country,within\nde,Germany,COUNTRY,DE,\nkai,Kai 1,SITE,DE,de\n"
    parties = "external_id,name,city,sites,emails\no-a,Alpha,Kiel,kai,info@a.example\n"
    ledger = await imported(graph, tmp_path, locations=places, organizations=parties)
    assert outcomes(ledger) == {"created": 3}
    read = """MATCH (o:Organization)-[r:LOCATED_AT]->(l) OPTIONAL MATCH (l)-[:WITHIN]->(w)
      MATCH (o)-[:REACHED_AT]->(c) RETURN r.kind, l.name, w.name, c.address ORDER BY r.kind"""
    rows = [["SEAT", "Kiel", None, "info@a.example"], ["SITE", "Kai 1", "Germany", "info@a.example"]]
    assert await graph.rows(read, {}) == rows
    again = await imported(graph, tmp_path, locations=places, organizations=parties)
    assert outcomes(again) == {"unchanged": 3}
