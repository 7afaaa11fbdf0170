"""`python -m tests.benchmarks.introductions`: a world loaded by Neo4j's offline importer, and what introductions take there.

BENCH_PEOPLE and BENCH_TIES say how large it is (100,000 and 1,000,000 unless told), BENCH_HUBS how many people of 5,000
contacts there are, BENCH_FOLDER where it is kept for the next time. Times are from request to bytes, without HTTP.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import orjson

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import viewer
from graphcrm.compile import database_schema
from graphcrm.errors import GraphcrmError
from graphcrm.graph import managed, migrations
from graphcrm.graph.connection import Graph, connect
from graphcrm.settings import Settings
from graphcrm.vocabulary.words import VOCABULARY
from tests.benchmarks.offline import Size, load, person, write
from tests.compile.documents import Asked
from tests.compile.running import PLANNER, variables_of

SIZE = Size(
    int(os.environ.get("BENCH_PEOPLE", "100000")),
    int(os.environ.get("BENCH_TIES", "1000000")),
    int(os.environ.get("BENCH_HUBS", "20")),
)
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "100"))
QUERY = """query Q($from: PersonBy, $to: IntroductionTarget!, $most: Int!) {
  introductionPaths(from: $from, to: $to, k: 3, maxSteps: $most) { paths { score
    steps { from { externalId } to { externalId } strength lastContactAt reason } } } }"""
WHO = viewer(built_in(), id="usr_1", email="x", roles=("admin",), teams=())
Pair = tuple[str | None, str]


async def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(os.environ.get("BENCH_FOLDER", name))
        settings = Settings(data_dir=folder / "data", neo4j_heap="2g", neo4j_page_cache="2g")
        if not (folder / "data").exists():
            made(folder / "files", settings)
        with managed.running(settings) as server:
            async with connect(server.uri, server.user, server.password) as graph:
                await migrations.migrate(graph, database_schema.statements(VOCABULARY))
                await figures(graph)


def made(files: Path, settings: Settings) -> None:
    """Makes the world and loads it."""
    files.mkdir(parents=True)
    began = time.perf_counter()
    write(files, SIZE, datetime.now(UTC))
    written = time.perf_counter()
    load(settings, files)
    print(f"{SIZE.people} people, {SIZE.ties} ties: files in {written - began:.0f} s, "
          f"loaded in {time.perf_counter() - written:.0f} s")  # fmt: skip


async def figures(graph: Graph) -> None:
    chance = random.Random(1)

    def anybody() -> str:
        return person(chance.randrange(SIZE.hubs, SIZE.people))

    def hub() -> str:
        return person(chance.randrange(SIZE.hubs))

    def hubs() -> Pair:
        one, other = chance.sample(range(SIZE.hubs), 2)
        return person(one), person(other)

    await measured(graph, "person to person, 3 steps (aim 30 ms)", 3, lambda: (anybody(), anybody()))
    await measured(graph, "hub to person, 3 steps (aim 30 ms)", 3, lambda: (hub(), anybody()))
    await measured(graph, "hub to hub, 3 steps (aim 200 ms)", 3, hubs)
    await measured(graph, f"from {SIZE.ours} of us to a person, 3 steps", 3, lambda: (None, anybody()))
    await measured(graph, "person to person, 4 steps", 4, lambda: (anybody(), anybody()), rounds=20)


async def measured(graph: Graph, name: str, most: int, pair: Callable[[], Pair], rounds: int = ROUNDS) -> None:
    times, paths, failed = [], 0, 0
    for turn in range(-10, rounds):  # what stands before the first makes plans and fills the cache
        start, end = pair()
        given = {"from": {"id": start} if start else None, "to": {"person": {"id": end}}, "most": most}
        began = time.perf_counter()
        try:
            found = await asked(graph, given)
        except GraphcrmError:
            failed += turn >= 0
            continue
        if turn >= 0:
            times.append((time.perf_counter() - began) * 1000)
            paths += len(orjson.loads(found)["introductionPaths"]["paths"])
    if len(times) < 2:
        print(f"{name}: {failed} of {rounds} failed")
        return
    p95 = statistics.quantiles(times, n=20)[-1]
    print(f"{name}: p50 {statistics.median(times):.1f} ms, p95 {p95:.1f} ms, {paths / len(times):.1f} paths"
          + (f", {failed} of {rounds} failed" if failed else ""))  # fmt: skip


async def asked(graph: Graph, given: dict[str, object]) -> bytes:
    operation, variables = variables_of(Asked(QUERY, given))
    plan = PLANNER.plan(operation, variables, WHO.lens)
    parameters = plan.parameters(variables, WHO, datetime.now(UTC))
    row = await graph.read(plan.text or "", parameters, question="introductions", seconds=60)
    data, _ = plan.decode(row[0] if row else [])
    return orjson.dumps(data)


if __name__ == "__main__":
    asyncio.run(main())
