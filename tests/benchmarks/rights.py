"""`python -m tests.benchmarks.rights`: what rights cost. The thirteen shapes, asked by turns by one who sees all and by a
viewer of two teams, over a graph of which a tenth is for some teams alone; the aim is 1.25 times in one run.

With GRAPHCRM_TEST_NEO4J_URI it uses (and empties) that database; BENCH_PEOPLE is the size.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import httpx
import orjson

from graphcrm.access.policy import built_in
from graphcrm.compile import database_schema
from graphcrm.exchange import importing
from graphcrm.graph import managed, migrations
from graphcrm.graph.connection import Graph, connect
from graphcrm.records import tokens, users
from graphcrm.settings import Settings
from graphcrm.vocabulary.words import VOCABULARY
from graphcrm.web import serving
from tests.benchmarks.generated import write
from tests.benchmarks.shapes import SHAPES
from tests.conftest import emptied

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "100000"))
ROUNDS, FIRST = 60, 15
# Every tenth record of each noun is for one of ten teams; the viewer is in two of them.
_TEAMS = "UNWIND range(0, 9) AS i CREATE (:Team {id: 'tea_' + i, name: 'Team ' + i, name_key: 'team ' + i, version: 1})"
_RESTRICT = """
MATCH (n:Person|Organization|Role) WITH n, toInteger(split(n.external_id, '-')[1]) AS number WHERE number % 10 = 3
CALL (n, number) {
  SET n.audience = ['tea_' + (number / 10) % 10]
  WITH n UNWIND [label IN labels(n) WHERE label IN ['Person', 'Organization', 'Role']] AS noun SET n:$('Limited' + noun)
} IN TRANSACTIONS OF 5000 ROWS
"""
_JOIN = """
MATCH (u:User {email_key: 'am@lumen.example'}), (t:Team) WHERE t.id IN ['tea_0', 'tea_1']
CREATE (u)-[:MEMBER_OF {id: u.id + t.id}]->(t)
"""
_LIMITED = "MATCH (n:Person|Organization|Role) RETURN count(n.audience), count(n)"


async def rights_figures(graph: Graph, settings: Settings) -> None:
    """Restricts a tenth of the graph and prints a line for each shape."""
    await graph.change_schema([_TEAMS, _RESTRICT])
    for name, role in (("all", "admin"), ("am", "account_manager")):
        await users.add(graph, built_in(), f"{name}@lumen.example", None, [role])
    await graph.change_schema([_JOIN, "CALL db.prepareForReplanning()"])
    hour = timedelta(hours=1)
    held = [await tokens.create(graph, built_in(), f"{one}@lumen.example", None, hour) for one in ("all", "am")]
    [[limited, every]] = await graph.rows(_LIMITED, {})
    print(f"rights: {limited} of {every} records are for one team of ten; the viewer is in two")
    app, _ = serving.application(graph, built_in(), settings)
    ratios = []
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://b") as client:
        for shape in SHAPES:
            free, bound = await _by_turns(client, shape.document, held)
            ratios.append(bound / free)
            print(f"{shape.name:22} sees all {free:7.2f} ms, two teams {bound:7.2f} ms = {ratios[-1]:.2f}×")
    print(
        f"what rights cost: geometric mean {statistics.geometric_mean(ratios):.2f}×, worst {max(ratios):.2f}× (aim 1.25)"
    )


async def _by_turns(client: httpx.AsyncClient, document: str, held: list[str]) -> list[float]:
    """Median milliseconds of a whole request for each token; the first rounds are dropped."""
    body = orjson.dumps({"query": document})
    found: list[list[float]] = [[] for _ in held]
    for number in range(ROUNDS):
        for times, token in zip(found, held, strict=True):
            headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
            began = time.perf_counter()
            reply = await client.post("/graphql", content=body, headers=headers)
            if number >= FIRST:
                times.append((time.perf_counter() - began) * 1000)
            assert "errors" not in reply.json(), reply.text
    return [statistics.median(times) for times in found]


async def _measure(settings: Settings, uri: str, user: str, password: str | None, folder: Path) -> None:
    async with connect(uri, user, password) as graph:
        await migrations.migrate(graph, database_schema.statements(VOCABULARY))
        await emptied(graph)
        write(folder, people=PEOPLE, organizations=PEOPLE // 2)
        await importing.run(graph, VOCABULARY, [folder])
        await rights_figures(graph, settings)


async def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(
            data_dir=folder / "data", neo4j_heap="2g", neo4j_page_cache="512m", page_limit=1000, points_per_minute=10**9,
            rows_per_hour=10**9,
        )  # fmt: skip
        uri = os.environ.get("GRAPHCRM_TEST_NEO4J_URI")
        if uri:
            password = os.environ.get("GRAPHCRM_TEST_NEO4J_PASSWORD")
            await _measure(settings, uri, "neo4j", password, folder)
            return
        with managed.running(settings) as server:
            await _measure(settings, server.uri, server.user, server.password, folder)


if __name__ == "__main__":
    asyncio.run(main())
