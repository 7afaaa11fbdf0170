"""What a write costs: writes a second by clients, the share of the key, the change and the audit entry, and our CPU
against that of the driver alone. `python -m tests.benchmarks.writing` runs it by itself, on the server of
GRAPHCRM_TEST_NEO4J_URI where that is set, which is emptied of people whose ids begin with `per_bench`."""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import orjson
from ulid import ULID

from graphcrm.access.policy import built_in
from graphcrm.compile import database_schema, writing
from graphcrm.errors import Conflict
from graphcrm.graph import managed, migrations
from graphcrm.graph.connection import Graph, Transaction, connect
from graphcrm.records import tokens, users
from graphcrm.records.keys import opening
from graphcrm.settings import Settings
from graphcrm.vocabulary.words import VOCABULARY
from graphcrm.web import serving

WRITES = int(os.environ.get("BENCH_WRITES", "240"))
ROUNDS = 60
PEOPLE = 64

_PEOPLE = """
UNWIND range(0, $last) AS i
CREATE (:Person:Party {id: 'per_bench' + i, external_id: 'bench-' + i, name: 'Bench ' + i, version: 1})
"""
_FORGET = "MATCH (p:Person) WHERE p.id STARTS WITH 'per_bench' DETACH DELETE p"
_UPDATE = writing.update_nodes(VOCABULARY.nouns["Person"])
_CHANGE = """
MATCH (p:Person {id: $id}) CREATE (c:Internal:Change:Unsequenced) SET c = $change, c.at = datetime.realtime()
CREATE (c)-[:OF]->(p)
"""
_MUTATION = """mutation($input: PersonUpdateInput!) { personUpdate(input: $input) {
  person { id version } userErrors { code } } }"""
_CREATION = """mutation($input: PersonCreateInput!) { personCreate(input: $input) {
  person { id version } userErrors { code } } }"""

Parts = frozenset[str]
Api = Callable[[str, str, dict[str, Any]], Awaitable[None]]
VARIANTS: dict[str, Parts] = {
    "bare": frozenset(),
    "+ change": frozenset({"change"}),
    "+ audit": frozenset({"audit"}),
    "+ key": frozenset({"key"}),
    "all three": frozenset({"change", "audit", "key"}),
}
_NUMBER = count()


async def write_figures(graph: Graph) -> None:
    """Prints all figures. The load of the machine stands beside them: on one that is busy only ratios tell."""
    await graph.write(lambda t: t.run(_FORGET), name="bench")
    await graph.write(lambda t: t.run(_PEOPLE, {"last": PEOPLE - 1}), name="bench")
    print(f"writing; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    app, _ = serving.application(graph, built_in(), Settings(request_deadline=60.0))
    api = asked(app, await _token(graph))
    await rates(graph, api)
    await shares(graph)
    await processor(graph, api)


async def rates(graph: Graph, api: Api) -> None:
    for clients in (1, 4, 8):
        ours = await _rate(lambda person: _ours(api, person), clients)
        bare = await _rate(lambda person: _bare(graph, person, frozenset()), clients)
        print(f"{clients} clients: {ours[0]:5.0f} writes a second through the API (p99 {ours[1]:.0f} ms), "
              f"{bare[0]:5.0f} by the bare statement (p99 {bare[1]:.0f} ms): {ours[0] / bare[0]:.2f}×")  # fmt: skip


async def shares(graph: Graph) -> None:
    """By turns, so that all meet the same machine."""
    for clients in (1, 8):
        found: dict[str, list[float]] = {name: [] for name in VARIANTS}
        for _ in range(5):
            for name, parts in VARIANTS.items():
                rate, _ = await _rate(lambda person, p=parts: _bare(graph, person, p), clients, WRITES // 2)  # type: ignore[misc]
                found[name].append(1000 * clients / rate)
        bare = statistics.median(found["bare"])
        told = [
            f"{name} {statistics.median(ms):.1f} ms ({statistics.median(ms) / bare:.2f}×)" for name, ms in found.items()
        ]
        print(f"a write of {clients} clients through the driver: {', '.join(told)}")


async def processor(graph: Graph, api: Api) -> None:
    """CPU of this process, by turns; the rest of the machine does not count in it."""
    works: dict[str, Callable[[], Awaitable[None]]] = {
        "personUpdate": lambda: _ours(api, 1),
        "personUpdate with a key of the client's": lambda: _ours(api, 1, idempotencyKey=f"bench {next(_NUMBER)}"),
        "personCreate": lambda: _created(api),
        "the same update by the bare driver": lambda: _bare(graph, 2, frozenset()),
    }
    cpu: dict[str, list[float]] = {name: [] for name in works}
    for number in range(ROUNDS + 10):
        for name, work in works.items():
            began = time.process_time()
            await work()
            if number >= 10:
                cpu[name].append((time.process_time() - began) * 1000)
    bare = statistics.median(cpu["the same update by the bare driver"])
    for name, work in works.items():
        with counted() as texts:
            await work()
        own = statistics.median(cpu[name])
        print(f"{name}: {len(texts)} statements, CPU {own:.2f} ms, {own / bare:.2f}× the bare driver (aim 3)")
        if os.environ.get("BENCH_TEXTS"):
            print("\n".join(" ".join(text.split())[:150] for text in texts))


async def _rate(write: Callable[[int], Awaitable[None]], clients: int, writes: int = WRITES) -> tuple[float, float]:
    """Writes a second, and the milliseconds that 99 of 100 stayed below; each client writes its own person."""
    times: list[float] = []

    async def one(client: int) -> None:
        for _ in range(writes // clients):
            began = time.perf_counter()
            await write(client)
            times.append((time.perf_counter() - began) * 1000)

    began = time.perf_counter()
    await asyncio.gather(*map(one, range(clients)))
    return len(times) / (time.perf_counter() - began), sorted(times)[int(len(times) * 0.99)]


async def _ours(api: Api, person: int, **more: str) -> None:
    values = {"person": {"id": f"per_bench{person}"}, "linkedin": f"in/{next(_NUMBER)}", **more}
    await api("personUpdate", _MUTATION, values)


async def _created(api: Api) -> None:
    await api("personCreate", _CREATION, {"name": f"Made {next(_NUMBER)}"})


def asked(app: Any, token: str) -> Api:
    """Asks the application itself, so that no client's work counts as ours."""

    async def ask(name: str, query: str, values: dict[str, Any]) -> None:
        content = orjson.dumps({"query": query, "variables": {"input": values}})
        headers = [(b"authorization", b"Bearer " + token.encode()), (b"content-type", b"application/json"),
                   (b"content-length", b"%d" % len(content))]  # fmt: skip
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": content, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "method": "POST",
            "path": "/graphql",
            "headers": headers,
            "query_string": b"",
            "state": {},
        }
        await app(scope, receive, send)
        assert orjson.loads(sent[1]["body"])["data"][name]["userErrors"] == [], sent[1]["body"]

    return ask


async def _bare(graph: Graph, person: int, parts: Parts) -> None:
    now, number = datetime.now(UTC).isoformat(), next(_NUMBER)
    identifier, key = f"per_bench{person}", f"bench|{ULID()}"
    change = {"id": f"chg_{ULID()}", "act": "UPDATED", "type": "Person", "ids": [identifier], "fields": ["linkedin"]}
    audit = {
        "id": f"aud_{ULID()}",
        "actor": "bench",
        "act": "personUpdate",
        "subject": [identifier],
        "fields": ["linkedin"],
    }

    async def work(transaction: Transaction) -> None:
        if "key" in parts:
            await transaction.run(writing.BEGIN_KEY, {"key": key, "days": 30})
        await transaction.run(_UPDATE, {"rows": [[identifier, {"linkedin": f"in/{number}"}]], "now": now})
        if "change" in parts:
            await transaction.run(_CHANGE, {"id": identifier, "change": change})
        if "audit" in parts:
            await transaction.run(writing.AUDIT, {"audit": audit})
        if "key" in parts:
            await transaction.run(writing.KEEP_KEY, {"key": key, "digest": "0" * 64, "result": "{}"})

    await graph.write(work, name="bench")


@contextmanager
def counted() -> Any:
    """The statements of the transactions that run while the block lasts."""
    texts: list[str] = []
    run = Transaction.run

    async def noted(self: Transaction, text: str, parameters: Any = None) -> Any:
        texts.append(text)
        return await run(self, text, parameters)

    Transaction.run = noted  # type: ignore[method-assign]
    try:
        yield texts
    finally:
        Transaction.run = run  # type: ignore[method-assign]


async def _token(graph: Graph) -> str:
    with suppress(Conflict):  # an earlier run left it
        await users.add(graph, built_in(), "bench@lumen.example", None, ["manager"])
    return await tokens.create(graph, built_in(), "bench@lumen.example", None, timedelta(hours=1))


async def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(data_dir=Path(name) / "data", neo4j_heap="2g")
        cipher, uri = opening.cipher(settings), os.environ.get("GRAPHCRM_TEST_NEO4J_URI")
        if uri:
            password = os.environ.get("GRAPHCRM_TEST_NEO4J_PASSWORD")
            async with connect(uri, "neo4j", password, cipher=cipher) as graph:
                await write_figures(graph)
            return
        with managed.running(settings) as server:
            async with connect(server.uri, server.user, server.password, cipher=cipher) as graph:
                await migrations.migrate(graph, database_schema.statements(VOCABULARY))
                await write_figures(graph)


if __name__ == "__main__":
    asyncio.run(main())
