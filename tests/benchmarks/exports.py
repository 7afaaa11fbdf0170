"""`python -m tests.benchmarks.exports`: people to a file of each format, with addresses, seat and organization: rows per
second, the memory of the process at its most, the size of the file.

BENCH_PEOPLE says how many (100,000 unless told), BENCH_FORMATS which formats (all), BENCH_FOLDER where the graph is kept for
the next time. Each format is written by a process of its own, as a server does it, first once for a hundred rows so that the
database has planned.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import viewer
from graphcrm.compile import database_schema
from graphcrm.compile.listings import Chosen
from graphcrm.exchange import importing
from graphcrm.exchange.exports import everything, selections
from graphcrm.exchange.exports.selections import Wish
from graphcrm.exchange.writers.formats import FORMATS
from graphcrm.graph import managed, migrations
from graphcrm.graph.connection import Graph, connect
from graphcrm.records.audit.journals import Journal
from graphcrm.records.keys import opening
from graphcrm.settings import Settings
from graphcrm.vocabulary.words import VOCABULARY
from tests.benchmarks.generated import write

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "100000"))
NAMES = os.environ.get("BENCH_FORMATS", ",".join(FORMATS)).split(",")
WHO = viewer(built_in(), id="usr_1", email="x", roles=("manager",), teams=())


async def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(os.environ.get("BENCH_FOLDER", name))
        settings = Settings(data_dir=folder / "data", neo4j_heap="1g", neo4j_page_cache="512m")
        with managed.running(settings) as server:
            async with connect(server.uri, server.user, server.password, cipher=opening.cipher(settings)) as graph:
                await loaded(graph, folder)
            print(f"{'':8} {'rows':>8} {'rows/s':>8} {'s':>7} {'MiB of memory':>14} {'MB of file':>11}", flush=True)
            for form in NAMES:
                said = [form, server.uri, server.password or "", str(folder)]
                words = [sys.executable, "-m", "tests.benchmarks.exports", *said]
                told = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
                print(
                    f"{form:8} {told['rows']:8} {told['rows'] / told['seconds']:8.0f} {told['seconds']:7.1f} "
                    f"{told['memory']:14.0f} {told['bytes'] / 1e6:11.1f}",
                    flush=True,
                )


async def loaded(graph: Graph, folder: Path) -> None:
    """Makes the world, where it is not there."""
    await migrations.migrate(graph, database_schema.statements(VOCABULARY))
    if (await graph.rows("MATCH (p:Person) RETURN count(p)", {}))[0][0] >= PEOPLE:
        return
    (folder / "files").mkdir(parents=True, exist_ok=True)
    write(folder / "files", people=PEOPLE, organizations=5000)
    await importing.run(graph, VOCABULARY, [folder / "files"])


async def one(form: str, uri: str, password: str, folder: str) -> None:
    """Writes one file, and prints what it took as JSON."""
    settings = Settings(data_dir=Path(folder) / "data")
    with tempfile.TemporaryDirectory() as name:
        async with connect(uri, "neo4j", password, cipher=opening.cipher(settings)) as graph:
            planner = selections.planner_of(graph)
            few = [row[0] for row in await graph.rows("MATCH (p:Person) RETURN p.id LIMIT 100", {})]
            async with Journal(Path(name) / "journal").open() as journal:
                for chosen in (Chosen(ids=few), Chosen()):
                    began = time.perf_counter()
                    export = await selections.prepared(graph, planner, WHO, Wish("people", form, chosen))
                    target = Path(name) / f"{len(chosen.ids or ())}.{form}"
                    done = await export.write(
                        target, journal, everything.everything, lambda _: None, half_life=90.0, position=None
                    )
                seconds = time.perf_counter() - began
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        size = sum(path.stat().st_size for path in Path(name).glob("0.*"))
    print(json.dumps({"rows": done.rows, "seconds": seconds, "memory": memory, "bytes": size}))


if __name__ == "__main__":
    asyncio.run(one(*sys.argv[1:]) if len(sys.argv) > 1 else main())
