"""Real worker processes: whoever listens at one of them is told what was written through all of them."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from graphcrm.access.policy import built_in
from graphcrm.compile.scalars import Cursor
from graphcrm.graph.connection import Graph
from graphcrm.records import tokens, users
from tests.conftest import Server
from tests.web.processes import served
from tests.web.speaking import CHANGED, client

WRITERS = 6
UPDATE = "mutation($input: PersonUpdateInput!) { personUpdate(input: $input) { userErrors { code } } }"
PLACES = "MATCH (c:Change) RETURN c.id ORDER BY c.position"
PEOPLE = "UNWIND $names AS name CREATE (:Person:Party {id: 'per_' + name, name: name, version: 1})"


async def write(url: str, token: str, name: str, city: str) -> None:
    """A change over a connection of its own, so that any worker may take it."""
    values = {"person": {"id": f"per_{name}"}, "city": city, "idempotencyKey": f"{name} {city}"}
    body = {"query": UPDATE, "variables": {"input": values}}
    async with httpx.AsyncClient(base_url=url, timeout=60) as http:
        while True:  # ends: a busy machine answers at last
            reply = await http.post("/graphql", json=body, headers={"Authorization": f"Bearer {token}"})
            if reply.status_code not in (503, 504):
                assert reply.json().get("data") == {"personUpdate": {"userErrors": []}}, reply.text
                return


class Subscriber:
    """Somebody who listens, is cut off again and again, and comes back with the last cursor."""

    def __init__(self, url: str, token: str) -> None:
        self.told: list[str] = []
        self.cuts = 0
        self._url = url.replace("http", "ws") + "/graphql"
        self._token = token

    async def listen(self, seconds: float, most: float = float("inf")) -> None:
        """For so long, or until so many changes were told in all; then the line is cut without a word."""
        async with client(self._url, self._token) as socket:
            await socket.subscribe("s", CHANGED % "cursor", after=self.told[-1] if self.told else None)
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    while len(self.told) < most:  # ends: the timeout
                        self.told.append((await socket.event(seconds))["cursor"])
            socket.connection.transport.abort()
        self.cuts += 1


async def heard(graph: Graph, url: str, token: str, number: int, cuts: int) -> str:
    """Six write while one listens and is cut off at random moments."""
    chance, began = random.Random(number), time.monotonic()
    subscriber = Subscriber(url, token)
    listening = asyncio.create_task(subscriber.listen(60, 1))
    while not listening.done():  # ends: the subscription begins, and is told
        await write(url, token, "p0", f"before {chance.random()}")
        await asyncio.sleep(0.2)

    async def write_all(writer: int) -> None:
        done = 0
        while done * WRITERS < number or subscriber.cuts < cuts:  # ends: it is cut off every now and then
            await write(url, token, f"p{writer}", f"City {done}")
            done += 1

    writing = asyncio.gather(*map(write_all, range(WRITERS)))
    while not writing.done():  # ends: with the writers
        await subscriber.listen(chance.uniform(0.0, 1.0))
        await asyncio.sleep(chance.uniform(0.0, 0.3))
    await writing
    expected = await placed(graph, subscriber.told[0])
    await subscriber.listen(60, len(expected))
    assert subscriber.told == expected
    async with client(url.replace("http", "ws") + "/graphql", token) as socket:
        await socket.subscribe("s", CHANGED % "cursor", after=expected[-1])
        assert await socket.silent(1.0), "and nothing a second time"
    assert len(expected) >= number and subscriber.cuts >= cuts
    seconds = time.monotonic() - began
    return f"{len(expected)} writes told to one who was cut off {subscriber.cuts} times, in {seconds:.1f} s"


async def placed(graph: Graph, first: str) -> list[str]:
    """The cursors of all changes from the first that was told, once each has its place."""
    async with asyncio.timeout(20):
        while await graph.rows("MATCH (c:Unsequenced) RETURN 1 LIMIT 1", {}):  # ends: the timeout
            await asyncio.sleep(0.1)
    cursors = [str(Cursor("feed", (row[0],))) for row in await graph.rows(PLACES, {})]
    return cursors[cursors.index(first) :]


async def served_by_two(graph: Graph, server: Server, folder: Path, number: int, cuts: int) -> None:
    await users.add(graph, built_in(), "m@lumen.example", None, ["manager"])
    token = await tokens.create(graph, built_in(), "m@lumen.example", None, timedelta(hours=1))
    names = [f"p{i}" for i in range(WRITERS)]
    await graph.write(lambda t: t.run(PEOPLE, {"names": names}), name="people")
    entered = await asyncio.to_thread((block := served(server, folder, GRAPHCRM_WORKERS="2")).__enter__)
    try:
        print(await heard(graph, entered.url, token, number, cuts))
    finally:
        await asyncio.to_thread(block.__exit__, None, None, None)
    lines = [json.loads(line) for line in (folder / "serve.log").read_text().splitlines()]
    answered = Counter(line["process"] for line in lines if line.get("route") == "/graphql")
    assert len(answered) == 2, "both wrote, so that who listened at one was told of what the other wrote"
    print(f"requests by worker: {sorted(answered.values())}")


async def test_who_is_cut_off_and_comes_back_sees_every_write_once_and_in_order(
    graph: Graph, server: Server, tmp_path: Path
) -> None:
    await served_by_two(graph, server, tmp_path, 150, 10)


@pytest.mark.long
async def test_who_is_cut_off_and_comes_back_sees_a_thousand_writes_once_and_in_order(
    graph: Graph, server: Server, tmp_path: Path
) -> None:
    await served_by_two(graph, server, tmp_path, 1000, 20)
