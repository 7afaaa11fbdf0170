"""Neo4j killed while an import writes: run again, the import ends in the graph of an undisturbed one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graphcrm.exchange import importing
from graphcrm.exchange.canonical import graph_hash
from graphcrm.graph import managed
from graphcrm.graph.connection import Graph, connect
from graphcrm.records.keys import opening
from graphcrm.settings import Settings
from graphcrm.vocabulary.words import VOCABULARY
from tests.conftest import CONTRACT, emptied

WORLD = CONTRACT / "world"


async def _killed(graph: Graph, folder: Path, cycles: int, seed: int) -> None:
    await emptied(graph)
    await importing.run(graph, VOCABULARY, [WORLD])
    undisturbed = await graph_hash(graph)
    settings = Settings(data_dir=folder, neo4j_heap="256m", neo4j_page_cache="64m")
    environment = {**os.environ, "GRAPHCRM_DATA_DIR": str(folder), "GRAPHCRM_NEO4J_HEAP": "256m"}
    environment.pop("GRAPHCRM_NEO4J_URI", None)
    words = [sys.executable, "-m", "graphcrm.cli", "import", str(WORLD), "--json"]
    chance = random.Random(seed)
    for _ in range(cycles):
        managed.start(settings)
        process = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.5, 4.0))
        address = managed.status(settings)
        if address is not None:
            os.kill(address.pid, signal.SIGKILL)
        process.wait(240)
    try:
        subprocess.run(words, env=environment, check=True, stdout=subprocess.DEVNULL, timeout=180)
        address = managed.start(settings)
        cipher = opening.cipher(settings)
        async with connect(address.uri, address.user, address.password, cipher=cipher) as other:
            assert await graph_hash(other) == undisturbed
    finally:
        managed.stop(settings)


async def test_a_killed_neo4j_loses_nothing_that_a_second_run_does_not_mend(open_graph: Graph, tmp_path: Path) -> None:
    await _killed(open_graph, tmp_path, cycles=1, seed=3)


@pytest.mark.long
async def test_twenty_kills_of_neo4j_leave_the_same_graph(open_graph: Graph, tmp_path: Path) -> None:
    await _killed(open_graph, tmp_path, cycles=20, seed=4)
