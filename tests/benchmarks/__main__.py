"""`python -m tests.benchmarks`: a server of its own, generated data, one table.

CPU is that of this process per request, ours against a bare Starlette route that runs the same question as Cypher written by
hand and gives the same reply; both are sent the same request by turns. Times of the database are wall time through the driver.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import viewer
from graphcrm.api.documents import Documents
from graphcrm.compile import database_schema
from graphcrm.compile.planner import Planner
from graphcrm.exchange import importing
from graphcrm.graph import managed, migrations
from graphcrm.graph.connection import Graph, connect
from graphcrm.graph.questions import library
from graphcrm.records import tokens, users
from graphcrm.records.keys import opening
from graphcrm.settings import Settings
from graphcrm.vocabulary.words import VOCABULARY
from graphcrm.web import serving
from tests.benchmarks.generated import write
from tests.benchmarks.shapes import SHAPES, Shape
from tests.benchmarks.writing import write_figures
from tests.compile.documents import Asked
from tests.compile.running import variables_of

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "100000"))
TREE = int(os.environ.get("BENCH_TREE", "50000"))
ROUNDS = 30


async def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(data_dir=Path(name) / "data", neo4j_heap="2g", neo4j_page_cache="512m", page_limit=1000)
        with managed.running(settings) as server:
            async with connect(server.uri, server.user, server.password, cipher=opening.cipher(settings)) as graph:
                await migrations.migrate(graph, database_schema.statements(VOCABULARY))
                await importing_(graph, Path(name))
                await start_up(graph, settings)
                await trees(graph)
                await requests(graph, settings)
                await write_figures(graph)
    compiling()


async def importing_(graph: Graph, folder: Path) -> None:
    rows = write(folder, people=PEOPLE, organizations=TREE)
    began, cpu = time.perf_counter(), time.process_time()
    ledger = await importing.run(graph, VOCABULARY, [folder])
    seconds = time.perf_counter() - began
    counts = [await graph.rows(text, {}) for text in ("MATCH (n) RETURN count(n)", "MATCH ()-[r]->() RETURN count(r)")]
    written = sum(rows_[0][0] for rows_ in counts)
    print(f"import: {rows} rows, {written} nodes and edges in {seconds:.1f} s: {written / seconds:.0f} a second "
          f"(aim 10,000); our CPU {time.process_time() - cpu:.1f} s; rejected {ledger.total()['rejected']}")  # fmt: skip


async def start_up(graph: Graph, settings: Settings) -> None:
    began = time.perf_counter()
    await migrations.migrate(graph, database_schema.statements(VOCABULARY))
    app, _ = serving.application(graph, built_in(), settings)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://b") as client:
        assert (await client.get("/health/ready")).status_code == 200
    print(f"start-up without Neo4j's own: {time.perf_counter() - began:.2f} s (aim 1.5)")


async def trees(graph: Graph) -> None:
    top = (await graph.rows("MATCH (o:Organization {external_id: 'o-0'}) RETURN o.id", {}))[0][0]
    implied = {"teams": [], "sees_all": True, "shown": ["HOLDS", "Person.name", "Person.city", "Person.tags",
               "REACHED_AT", "ContactPoint.address"], "today": date.today(), "as_of": date.today(), "after": None}  # fmt: skip
    files = library()
    page = {"organization": top, "kind": "OWNERSHIP", "max_depth": 50, "wants_effective_share": True, "first": 51}
    await timed(
        "first descendants page of 50,000 (aim 100 ms)", graph, files["hierarchies/descendants"].body, implied | page
    )
    for counts in ("directReports reportsInAll", ""):
        rows = f"seats {{ depth {counts} role {{ title }} }}"
        chart = f'{{ organization(by: {{id: "{top}"}}) {{ orgChart(includeSubsidiaries: true, first: 500) {{ {rows} }} }} }}'
        name = f"first 500 seats of the chart {'with' if counts else 'without'} counts (aim 100 ms)"
        await timed(name, graph, *_compiled(chart))
    await searches(graph)


async def searches(graph: Graph) -> None:
    """By first names that thousands have, by whole names, by the beginning of a last name. The first round warms the
    server up, as any that has served for a minute is."""
    names = [row[0].lower() for row in await graph.rows("MATCH (p:Person) RETURN p.name SKIP 500 LIMIT 40", {})]
    texts = [text for name in names for text in (name.split()[0], name, name.split()[-1][:-1])]
    found = []
    for text in [*texts, *texts]:
        statement = _compiled(f'{{ search(text: "{text}", first: 20) {{ edges {{ score node {{ id }} }} }} }}')
        began = time.perf_counter()
        await graph.rows(*statement)
        found.append((time.perf_counter() - began) * 1000)
    found = sorted(found[len(texts) :])
    print(
        f"search at {PEOPLE} people: p50 {statistics.median(found):.1f} p95 {found[int(len(found) * 0.95)]:.1f} ms (aim 20)"
    )


async def timed(name: str, graph: Graph, text: str, parameters: dict[str, Any]) -> None:
    found = []
    for _ in range(25):
        began = time.perf_counter()
        await graph.rows(text, parameters)
        found.append((time.perf_counter() - began) * 1000)
    found = sorted(found[5:])
    print(f"{name}: p50 {statistics.median(found):.0f} p95 {found[int(len(found) * 0.95)]:.0f} ms")


def bare(graph: Graph, shape: Shape) -> Route:
    """The route somebody would write by hand for one question."""

    async def answer(_request: Request) -> Response:
        row = await graph.read(shape.cypher, shape.parameters, question="bare", seconds=10)
        assert row is not None
        return Response(orjson.dumps({"data": shape.reply(row[0])}), media_type="application/json")

    return Route(f"/{shape.name}", answer, methods=["POST"])


async def requests(graph: Graph, settings: Settings) -> None:
    app, _ = serving.application(graph, built_in(), settings)
    await users.add(graph, built_in(), "bench@lumen.example", None, ["admin"])
    token = await tokens.create(graph, built_in(), "bench@lumen.example", None, timedelta(hours=1))
    ours = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://b")
    theirs = httpx.AsyncClient(
        transport=httpx.ASGITransport(Starlette(routes=[bare(graph, s) for s in SHAPES])), base_url="http://b"
    )
    headers = {"Authorization": f"Bearer {token}"}
    ratios = []
    for shape in SHAPES:
        body = orjson.dumps({"query": shape.document})
        typed = {**headers, "Content-Type": "application/json"}
        replies = [await ours.post("/graphql", content=body, headers=typed), await theirs.post(f"/{shape.name}")]
        same = replies[0].json().get("data") == replies[1].json()["data"]
        cpu = await _by_turns(
            lambda b=body, h=typed: ours.post("/graphql", content=b, headers=h),  # type: ignore[misc]
            lambda n=shape.name, b=body, h=typed: theirs.post(f"/{n}", content=b, headers=h),  # type: ignore[misc]
        )
        hits = [await _hits(graph, text, parameters) for text, parameters in _both(shape)]
        ratios.append(cpu[0] / cpu[1])
        print(f"{shape.name:22} CPU {cpu[0]:6.2f} / {cpu[1]:6.2f} ms = {ratios[-1]:.2f}×   db hits {hits[0]} / {hits[1]} = "
              f"{hits[0] / max(hits[1], 1):.2f}×   {'' if same else 'REPLIES DIFFER'}")  # fmt: skip
    print(f"geometric mean {statistics.geometric_mean(ratios):.2f}× (aim 1.15), worst {max(ratios):.2f}× (aim 1.5)")
    await ours.aclose()
    await theirs.aclose()


async def _by_turns(a: Callable[[], Awaitable[Any]], b: Callable[[], Awaitable[Any]]) -> tuple[float, float]:
    """Median CPU milliseconds of each, asked by turns; the first rounds are dropped."""
    found: tuple[list[float], list[float]] = ([], [])
    for number in range(ROUNDS):
        for work, list_ in ((a, found[0]), (b, found[1])):
            began = time.process_time()
            await work()
            if number >= 8:
                list_.append((time.process_time() - began) * 1000)
    return statistics.median(found[0]), statistics.median(found[1])


def _both(shape: Shape) -> list[tuple[str, dict[str, Any]]]:
    return [_compiled(shape.document), (shape.cypher, shape.parameters)]


@cache
def _planner() -> Planner:
    return Planner(VOCABULARY, library(), page_limit=1000)


def _compiled(document: str) -> tuple[str, dict[str, Any]]:
    """The statement that the service makes of a document for an administrator, and its parameters."""
    policy = built_in()
    who = viewer(policy, id="usr_x", email="x", roles=("admin",), teams=())
    operation, variables = variables_of(Asked(document, {}))
    plan = _planner().plan(operation, variables, who.lens)
    return plan.text or "", plan.parameters(variables, who, date.today())


async def _hits(graph: Graph, text: str, parameters: dict[str, Any]) -> int:
    return await graph.profile(text, parameters)


def compiling() -> None:
    planner = Planner(VOCABULARY, library(), page_limit=1000)
    lens = built_in().lens(["manager"])
    documents = Documents(planner.schema)
    new, known, parsed = [], [], []
    for shape in SHAPES:
        began = time.perf_counter()
        operation = documents.operation(shape.document, None)
        parsed.append(time.perf_counter() - began)
        planner.plan(operation, {}, lens)
        for times, work in ((new, planner.make), (known, planner.plan)):
            for _ in range(200):
                began = time.perf_counter()
                work(operation, {}, lens)
                times.append(time.perf_counter() - began)
    print(f"compile new {statistics.mean(new) * 1e6:.0f} µs (aim 150), known {statistics.mean(known) * 1e6:.1f} µs (aim 10), "
          f"parse and validate {statistics.mean(parsed) * 1e3:.1f} ms (aim 5)")  # fmt: skip


asyncio.run(main())
