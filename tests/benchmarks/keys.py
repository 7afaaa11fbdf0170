"""`python -m tests.benchmarks.keys`: what it costs that sensitive values are enciphered.

A page of 100 people with and without a birthday by turns, through the application, with the keys at hand; the same for
a process that has used no key yet; and an import with and without birthdays.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import httpx

from graphcrm.compile import database_schema
from graphcrm.exchange import importing
from graphcrm.graph import managed, migrations
from graphcrm.graph.connection import Graph, connect
from graphcrm.records import tokens, users
from graphcrm.records.keys import opening
from graphcrm.settings import Settings
from graphcrm.vocabulary.words import VOCABULARY
from graphcrm.web import serving
from tests.keys.worlds import POLICY

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "20000"))
ROUNDS = 200


async def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(data_dir=Path(name) / "data", rows_per_hour=10**9, points_per_minute=10**9)
        uri = os.environ.get("GRAPHCRM_TEST_NEO4J_URI")
        if uri:  # it must be empty
            await measure(settings, Path(name), uri, os.environ.get("GRAPHCRM_TEST_NEO4J_PASSWORD"))
            return
        with managed.running(settings) as server:
            await measure(settings, Path(name), server.uri, server.password)


async def measure(settings: Settings, folder: Path, uri: str, password: str | None) -> None:
    async with connect(uri, "neo4j", password, cipher=opening.cipher(settings)) as graph:
        await migrations.migrate(graph, database_schema.statements(VOCABULARY))
        await imports(graph, folder)
        await pages(graph, settings, "keys at hand")
    async with connect(uri, "neo4j", password, cipher=opening.cipher(settings)) as graph:
        await pages(graph, settings, "no key used yet", rounds=1)
    began = time.perf_counter()
    count = opening.key_store(settings).rotate()
    print(f"{count} keys under a new master key in {time.perf_counter() - began:.2f} s")


async def imports(graph: Graph, folder: Path) -> None:
    seconds: dict[str, list[float]] = {"country": [], "birthday": []}
    for turn in range(4):  # the first warms the database and counts for nothing
        for column, found in seconds.items():
            born = [(date(1950, 1, 1) + timedelta(days=n % 20_000)).isoformat() for n in range(PEOPLE)]
            cells = born if column == "birthday" else ["DE"] * PEOPLE
            rows = "".join(f"{column[0]}{turn}-{n:06d},Person {n},{cell}\n" for n, cell in enumerate(cells))
            place = folder / f"{column}{turn}"
            place.mkdir()
            (place / "people.csv").write_text(f"external_id,name,{column}\n{rows}", encoding="utf-8")
            began = time.perf_counter()
            assert (await importing.run(graph, VOCABULARY, [place])).total()["created"] == PEOPLE
            if turn:
                found.append(time.perf_counter() - began)
    plain, sealed = (statistics.median(found) for found in seconds.values())
    print(f"import of {PEOPLE} people: {PEOPLE / plain:.0f} rows/s without, {PEOPLE / sealed:.0f} rows/s with a birthday, "
          f"{sealed / plain:.2f}× (aim 3,000 rows/s with it)")  # fmt: skip


async def pages(graph: Graph, settings: Settings, what: str, rounds: int = ROUNDS) -> None:
    email = f"{what.replace(' ', '.')}@b.example"
    await users.add(graph, POLICY, email, "B", ["manager"])
    token = await tokens.create(graph, POLICY, email, None, timedelta(hours=1))
    app, _ = serving.application(graph, POLICY, settings)
    times: dict[str, list[float]] = {"language": [], "birthday": []}
    header = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://b", headers=header) as client:
        for turn in range(-5, rounds):  # what stands before the first warms everything but the keys
            for field, found in times.items():
                if turn < 0 and field == "birthday" and rounds == 1:
                    continue
                text = (
                    f'{{ people(first: 100, filter: {{externalId: {{startsWith: "b1-"}}}}) {{ nodes {{ {field} }} }} }}'
                )
                began = time.perf_counter()
                reply = (await client.post("/graphql", json={"query": text})).json()
                assert "errors" not in reply and len(reply["data"]["people"]["nodes"]) == 100
                if turn >= 0:
                    found.append(time.perf_counter() - began)
    plain, sealed = (statistics.median(found) * 1000 for found in times.values())
    print(f"100 people, {what}: {plain:.2f} ms without, {sealed:.2f} ms with a birthday, {sealed / plain:.2f}×")


if __name__ == "__main__":
    asyncio.run(main())
