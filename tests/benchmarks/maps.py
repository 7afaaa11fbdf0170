"""`python -m tests.benchmarks.maps`: the influence map of a company of 2,000 people and 5,000 links, from the request to
the bytes of the reply, through the whole service but for the network; beside it a bare Starlette route that runs Cypher
written by hand for this one company, without rights, distances, contradictions or limits. Both are asked by turns.

With GRAPHCRM_TEST_NEO4J_URI it uses (and empties) that database. CPU is that of the database and of this process.
"""

from __future__ import annotations

import asyncio
import gc
import os
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from math import log2
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graphcrm.access.policy import built_in
from graphcrm.compile import database_schema
from graphcrm.graph import managed, migrations
from graphcrm.graph.connection import Graph, connect
from graphcrm.records import tokens, users
from graphcrm.settings import Settings
from graphcrm.vocabulary.words import VOCABULARY
from graphcrm.web import serving
from tests.benchmarks import cpu
from tests.conftest import emptied

PEOPLE, TIES, DRAWN, UNITS = 2_000, 2_900, 101, 40  # and a line upwards of each but the head: 5,000 links
ROUNDS, WARM = int(os.environ.get("BENCH_ROUNDS", "60")), 40
QUERY = """query { influenceMap(around: {organization: {externalId: "o-map"}}, depth: 2, maxNodes: 2000) {
  truncated computedAt
  nodes { id kind externalId label title organizationId influence group distance }
  links { source target kind strength weight topic lastContactAt contradiction } } }"""
_UNITS = """
CREATE (o:Organization:Party {id: 'org_map', external_id: 'o-map', name: 'Map', name_key: 'map', kind: 'COMPANY'})
WITH o UNWIND range(0, $units - 1) AS i
CREATE (:Organization:Party {id: 'org_' + i, external_id: 'o-' + i, name: 'Unit ' + i, name_key: 'unit ' + i,
  kind: 'DEPARTMENT'})-[:PART_OF]->(o)
"""
_PEOPLE = """
MATCH (o:Organization {id: 'org_map'})
UNWIND range(0, $people - 1) AS i MATCH (u:Organization {id: 'org_' + (i % $units)})
CREATE (p:Person:Party {id: 'per_' + i, external_id: 'p-' + i, name: 'Person ' + i, name_key: 'person ' + i, version: 1})
CREATE (p)-[:INFLUENTIAL_IN {value: 1.0 - i / 2001.0, percentile: 1.0 - i / 2001.0, group: 1 + i % 12,
  computed_at: $now}]->(o)
CREATE (p)-[:HOLDS {started_on: date('2020-01-01')}]->(:Role {id: 'rol_' + i, title: 'Seat ' + i, title_key: 'seat'})-[:AT]->(u)
"""
_LINES = """
UNWIND range(1, $people - 1) AS i MATCH (r:Role {id: 'rol_' + i}) MATCH (b:Role {id: 'rol_' + (i - 1) / 8})
CREATE (r)-[:REPORTS_TO {kind: 'SOLID', started_on: date('2020-01-01')}]->(b)
"""
_TIES = """
UNWIND $rows AS row MATCH (a:Person {id: 'per_' + row[0]}) MATCH (b:Person {id: 'per_' + row[1]})
CREATE (a)-[:KNOWS {strength: row[2], rank: row[3], strength_at: row[4], first_contact_at: row[4], last_contact_at: row[4],
  events: 3, contact_days: 3, sent: 2, received: 1, sums: [0.0, 0.0, row[2], 0.0, 0.0, 0.0], counts: [0, 0, 3, 0, 0, 0],
  lasts: [0, 0, 1, 0, 0, 0], audience_key: ''}]->(b)
"""
_DRAWN = """
UNWIND $rows AS row MATCH (a:Person {id: 'per_' + row[0]}) MATCH (b:Person {id: 'per_' + row[1]})
CREATE (a)-[:INFLUENCES {weight: 0.5, confidence: 0.8, topic: 'tools', source: 'me'}]->(b)
"""
_BARE = """
MATCH (:Organization {external_id: 'o-map'})<-[:PART_OF]-(u:Organization)<-[:AT]-(s:Role)<-[:HOLDS]-(p:Person)
OPTIONAL MATCH (p)-[i:INFLUENTIAL_IN]->(:Organization)
WITH p, s, u, i ORDER BY i.value DESC
WITH collect([p.id, p.external_id, p.name, s.title, u.id, i.value, i.group]) AS nodes, collect(p) AS people, collect(s) AS seats
CALL (people) { UNWIND people AS a MATCH (a)-[k:KNOWS]->(b:Person)
  RETURN collect([a.id, b.id, k.strength * 2.0 ^ (k.rank - k.rank), toString(k.last_contact_at)]) AS ties }
CALL (people) { UNWIND people AS a MATCH (a)-[k:INFLUENCES]->(b:Person) RETURN collect([a.id, b.id, k.weight, k.topic]) AS drawn }
CALL (seats) { UNWIND seats AS s MATCH (s)<-[:HOLDS]-(a:Person) MATCH (s)-[:REPORTS_TO]->(:Role)<-[:HOLDS]-(b:Person)
  RETURN collect([a.id, b.id]) AS lines }
RETURN [nodes, ties, drawn, lines]
"""


async def world(graph: Graph) -> None:
    """The company, in place of whatever was there."""
    await emptied(graph)
    await migrations.migrate(graph, database_schema.statements(VOCABULARY))
    now = datetime.now(UTC)
    sizes = {"people": PEOPLE, "units": UNITS, "now": now}
    for text in (_UNITS, _PEOPLE, _LINES):
        await graph.write(lambda t, text=text: t.run(text, sizes), name="map")  # type: ignore[misc]
    chance = np.random.default_rng(1)
    pairs = [
        pair
        for pair in np.unique(np.sort(chance.integers(0, PEOPLE, (4 * TIES, 2))), axis=0).tolist()
        if len(set(pair)) == 2
    ]
    chance.shuffle(pairs)
    ties = [_tie(a, b, float(s), now - timedelta(days=float(d))) for (a, b), s, d in
            zip(pairs[:TIES], chance.uniform(0.05, 0.9, TIES), chance.exponential(60, TIES), strict=True)]  # fmt: skip
    await graph.write(lambda t: t.run(_TIES, {"rows": ties}), name="map")
    await graph.write(lambda t: t.run(_DRAWN, {"rows": pairs[TIES : TIES + DRAWN]}), name="map")
    await graph.change_schema(["CALL db.prepareForReplanning()"])


def _tie(a: int, b: int, strength: float, at: datetime) -> list[Any]:
    low, high = sorted((a, b), key=str)
    return [low, high, strength, log2(strength) + at.timestamp() / 86_400 / 60, at]


async def figures(graph: Graph, settings: Settings, meter: cpu.Meter) -> None:
    app, _ = serving.application(graph, built_in(), settings)
    await users.add(graph, built_in(), "bench@lumen.example", None, ["admin"])
    token = await tokens.create(graph, built_in(), "bench@lumen.example", None, timedelta(hours=1))
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    body = orjson.dumps({"query": QUERY})
    bare = Starlette(routes=[_bare(graph)])
    ways = {"GraphQL": (app, "/graphql"), "bare": (bare, "/")}
    times: dict[str, list[float]] = {name: [] for name in ways}
    spent = {name: cpu.Spent() for name in ways}
    sizes: dict[str, str] = {}
    gc.collect()
    gc.freeze()  # as the service does when it starts
    for turn in range(-WARM, ROUNDS):
        for name, (served, path) in ways.items():
            async with httpx.AsyncClient(transport=httpx.ASGITransport(served), base_url="http://b") as client:
                before, began = meter.read(), time.perf_counter()
                reply = await client.post(path, content=body, headers=headers)
                took = (time.perf_counter() - began) * 1000
            if turn >= 0:
                times[name].append(took)
                spent[name].add(before, meter.read())
            sizes[name] = _size(reply)
    for name, found in times.items():
        p95 = statistics.quantiles(found, n=20)[-1]
        print(f"influence map, {name}: p50 {statistics.median(found):.0f} p95 {p95:.0f} ms (aim 150); "
              f"CPU {spent[name].told(len(found))}; {sizes[name]}")  # fmt: skip


def _bare(graph: Graph) -> Route:
    async def answer(_request: Request) -> Response:
        row = await graph.read(_BARE, {}, question="bare", seconds=10)
        assert row is not None
        return Response(orjson.dumps({"data": _reply(*row[0])}), media_type="application/json")

    return Route("/", answer, methods=["POST"])


def _reply(nodes: list[Any], ties: list[Any], drawn: list[Any], lines: list[Any]) -> Mapping[str, Any]:
    names = ("id", "externalId", "label", "title", "organizationId", "influence", "group")
    return {"influenceMap": {
        "nodes": [dict(zip(names, node, strict=True)) for node in nodes],
        "links": [{"source": a, "target": b, "kind": "KNOWS", "strength": s, "lastContactAt": at} for a, b, s, at in ties]
        + [{"source": a, "target": b, "kind": "INFLUENCES", "weight": w, "topic": t} for a, b, w, t in drawn]
        + [{"source": a, "target": b, "kind": "REPORTS_TO"} for a, b in lines],
    }}  # fmt: skip


def _size(reply: httpx.Response) -> str:
    found = reply.json()
    assert reply.status_code == 200 and "errors" not in found, reply.text[:500]
    drawn = found["data"]["influenceMap"]
    return f"{len(drawn['nodes'])} nodes, {len(drawn['links'])} links, {len(reply.content) / 1e6:.1f} MB"


@contextmanager
def _place() -> Iterator[tuple[str, str | None, str | None, int | None]]:
    """Address, user, password and process of the database to use."""
    given = os.environ.get("GRAPHCRM_TEST_NEO4J_URI")
    if given:
        pid = os.environ.get("BENCH_NEO4J_PID")
        yield given, "neo4j", os.environ.get("GRAPHCRM_TEST_NEO4J_PASSWORD"), int(pid) if pid else None
        return
    with (
        tempfile.TemporaryDirectory() as name,
        managed.running(Settings(data_dir=Path(name), neo4j_heap="1g", neo4j_page_cache="256m")) as server,
    ):
        yield server.uri, server.user, server.password, server.pid


async def main() -> None:
    with _place() as (uri, user, password, pid):
        async with connect(uri, user or "neo4j", password) as graph:
            await world(graph)
            await figures(graph, Settings(), cpu.Meter(pid))


if __name__ == "__main__":
    print(cpu.load())
    asyncio.run(main())
    print(cpu.load())
