"""`python -m tests.benchmarks.introductions`: a world loaded by Neo4j's offline importer, and what introductions take there,
beside the same search as bare Cypher, asked by turns: all ways of up to three ties, by the product of strengths as they
were, without rights, ageing, relations or reasons.

BENCH_PEOPLE and BENCH_TIES say how large it is (100,000 and 1,000,000 unless told), BENCH_HUBS how many people of 5,000
contacts there are, BENCH_FOLDER where it is kept for the next time, BENCH_ROUNDS how often each is asked. The world of a
million people and ten million ties takes 4 minutes and 5 GB once. Times are from request to bytes, without HTTP; CPU is
that of the database and of this process for one request of ours.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import orjson

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import viewer
from graphcrm.compile import database_schema
from graphcrm.errors import GraphcrmError
from graphcrm.graph import managed, migrations
from graphcrm.graph.connection import Graph, connect
from graphcrm.settings import Settings
from graphcrm.vocabulary.words import VOCABULARY
from tests.benchmarks import cpu
from tests.benchmarks.offline import Size, load, person, write
from tests.compile.documents import Asked
from tests.compile.running import PLANNER, variables_of

SIZE = Size(
    int(os.environ.get("BENCH_PEOPLE", "100000")),
    int(os.environ.get("BENCH_TIES", "1000000")),
    int(os.environ.get("BENCH_HUBS", "20")),
)
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "60"))
WARM = 30  # what stands before the first makes plans, fills the cache, and lets the server compile what it runs
QUERY = """query Q($from: PersonBy, $to: IntroductionTarget!, $most: Int!) {
  introductionPaths(from: $from, to: $to, k: 3, maxSteps: $most) { truncated paths { score
    steps { from { externalId } to { externalId } strength lastContactAt reason } } } }"""
WHO = viewer(built_in(), id="usr_1", email="x", roles=("admin",), teams=())
BARE = """
MATCH (a:Person {id: $from}) MATCH (b:Person {id: $to})
CALL (a, b) {
  MATCH (a)-[k:KNOWS]-(b) RETURN [a.id, b.id] AS path, k.strength AS product
  UNION ALL MATCH (a)-[k:KNOWS]-(m:Person)-[l:KNOWS]-(b) RETURN [a.id, m.id, b.id] AS path, k.strength * l.strength AS product
  UNION ALL MATCH (a)-[k:KNOWS]-(m:Person)-[l:KNOWS]-(n:Person)-[e:KNOWS]-(b) WHERE m <> b AND n <> a
  RETURN [a.id, m.id, n.id, b.id] AS path, k.strength * l.strength * e.strength AS product
}
RETURN path, product ORDER BY product DESC LIMIT 3
"""
Pair = tuple[str | None, str]
T = TypeVar("T")


async def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(os.environ.get("BENCH_FOLDER", name))
        cache = "4g" if SIZE.ties > 2_000_000 else "1g"
        settings = Settings(data_dir=folder / "data", neo4j_heap="2g", neo4j_page_cache=cache)
        if not (folder / "data").exists():
            made(folder / "files", settings)
        with managed.running(settings) as server:
            async with connect(server.uri, server.user, server.password) as graph:
                await migrations.migrate(graph, database_schema.statements(VOCABULARY))
                await figures(graph, cpu.Meter(server.pid))


def made(files: Path, settings: Settings) -> None:
    """Makes the world and loads it."""
    files.mkdir(parents=True)
    began = time.perf_counter()
    write(files, SIZE, datetime.now(UTC))
    written = time.perf_counter()
    load(settings, files)
    print(f"{SIZE.people} people, {SIZE.ties} ties: files in {written - began:.0f} s, "
          f"loaded in {time.perf_counter() - written:.0f} s")  # fmt: skip
    for file in files.glob("*.csv"):
        file.unlink()


async def figures(graph: Graph, meter: cpu.Meter) -> None:
    chance = random.Random(1)

    def anybody() -> str:
        return person(chance.randrange(SIZE.hubs, SIZE.people))

    def hub() -> str:
        return person(chance.randrange(SIZE.hubs))

    def hubs() -> Pair:
        one, other = chance.sample(range(SIZE.hubs), 2)
        return person(one), person(other)

    cases: list[tuple[str, int, Callable[[], Pair]]] = [
        ("person to person, 3 steps (aim 30 ms)", 3, lambda: (anybody(), anybody())),
        ("hub to person, 3 steps", 3, lambda: (hub(), anybody())),
        ("hub to hub, 3 steps (aim 200 ms)", 3, hubs),
        (f"from {SIZE.ours} of us to a person, 3 steps", 3, lambda: (None, anybody())),
        ("person to person, 4 steps (no aim)", 4, lambda: (anybody(), anybody())),
    ]
    for name, most, pair in cases:
        await measured(graph, meter, name, most, pair)


async def measured(graph: Graph, meter: cpu.Meter, name: str, most: int, pair: Callable[[], Pair]) -> None:
    ours, bare, spent, paths, cut, failed = [], [], cpu.Spent(), 0, 0, 0
    for turn in range(-WARM, ROUNDS):
        start, end = pair()
        if start and most == 3:
            took, _ = await timed(graph.rows(BARE, {"from": start, "to": end}))
            bare.extend([took] if turn >= 0 else [])
        before = meter.read()
        try:
            took, data = await timed(asked(graph, start, end, most))
        except GraphcrmError:
            failed += turn >= 0
            continue
        if turn >= 0:
            ours.append(took)
            spent.add(before, meter.read())
            found = orjson.loads(data)["introductionPaths"]
            paths, cut = paths + len(found["paths"]), cut + found["truncated"]
    beside = f" beside bare {spread(bare)}" if bare else ""
    print(f"{name}: {spread(ours)}{beside}; CPU {spent.told(len(ours))}; {paths / max(len(ours), 1):.1f} paths"
          + (f", {cut} truncated" if cut else "") + (f", {failed} of {ROUNDS} failed" if failed else ""))  # fmt: skip


def spread(times: list[float]) -> str:
    if len(times) < 2:
        return "no time"
    return f"p50 {statistics.median(times):.0f} p95 {statistics.quantiles(times, n=20)[-1]:.0f} ms"


async def timed(work: Awaitable[T]) -> tuple[float, T]:
    """Milliseconds, and what came out."""
    began = time.perf_counter()
    found = await work
    return (time.perf_counter() - began) * 1000, found


async def asked(graph: Graph, start: str | None, end: str, most: int) -> bytes:
    given = {"from": {"id": start} if start else None, "to": {"person": {"id": end}}, "most": most}
    operation, variables = variables_of(Asked(QUERY, given))
    plan = PLANNER.plan(operation, variables, WHO.lens)
    parameters = plan.parameters(variables, WHO, datetime.now(UTC))
    row = await graph.read(plan.text or "", parameters, question="introductions", seconds=60)
    data, _ = plan.decode(row[0] if row else [])
    return orjson.dumps(data)


if __name__ == "__main__":
    print(cpu.load())
    asyncio.run(main())
    print(cpu.load())
