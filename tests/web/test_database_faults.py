"""When the database is slow, gone or back: every request is answered in time with a code, and it mends by itself."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from graphcrm.access.policy import built_in
from graphcrm.errors import Timeout
from graphcrm.graph.circuit import Circuit
from graphcrm.graph.connection import Graph, connect
from graphcrm.settings import Settings
from graphcrm.web import serving
from tests.conftest import CIPHER, Api, Server
from tests.web.faults import Line, line

QUESTION = {"query": "{ organizations(first: 1) { nodes { id } } }"}


class Client:
    """The application over a line that can be cut, asked by a manager."""

    def __init__(self, http: httpx.AsyncClient, line: Line, token: str, reads: list[str]) -> None:
        self.line = line
        self.reads = reads
        self._http = http
        self._headers = {"Authorization": f"Bearer {token}"}

    async def ask(self) -> tuple[int, str | None, float]:
        """Status, code and seconds of one question."""
        began = time.monotonic()
        reply = await self._http.post("/graphql", json=QUESTION, headers=self._headers)
        errors = reply.json().get("errors")
        return reply.status_code, errors and errors[0]["extensions"]["code"], time.monotonic() - began

    async def reason(self) -> str | None:
        reply = await self._http.post("/graphql", json=QUESTION, headers=self._headers)
        found: str | None = reply.json()["errors"][0]["extensions"].get("reason")
        return found

    async def ready(self) -> tuple[int, list[str]]:
        reply = await self._http.get("/health/ready")
        return reply.status_code, reply.json()["reasons"]

    async def live(self) -> int:
        return (await self._http.get("/health/live")).status_code

    async def recovered(self) -> float:
        """Seconds until a question is answered and readiness says so; at most ten."""
        began = time.monotonic()
        async with asyncio.timeout(10):
            while (await self.ask())[0] != 200 or await self.ready() != (200, []):  # ends: the timeout
                await asyncio.sleep(0.05)
        return time.monotonic() - began


@asynccontextmanager
async def client(server: Server, token: str, **settings: Any) -> AsyncIterator[Client]:
    chosen = Settings(**settings)
    reads: list[str] = []
    async with (
        line(server.uri) as wire,
        connect(wire.uri, server.user, server.password, cipher=CIPHER, pool=chosen.pool, observe=reads.append) as graph,
    ):
        app, _ = serving.application(graph, built_in(), chosen)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://graphcrm") as http:
            yield Client(http, wire, token, reads)


async def test_a_stopped_database_is_told_within_five_seconds_and_found_again(server: Server, api: Api) -> None:
    async with client(server, await api.token()) as asked:
        assert (await asked.ask())[:2] == (200, None)
        await asked.line.cut()
        before, began = len(asked.reads), time.monotonic()
        answers = [await asked.ask() for _ in range(40)]
        tries = len(asked.reads) - before
        assert {answer[:2] for answer in answers} == {(503, "UNAVAILABLE")}
        assert max(answer[2] for answer in answers) < 5
        assert 5 <= tries <= 6 + time.monotonic() - began, "after five failures one a second tries"
        await asyncio.sleep(0.6)  # readiness looks twice a second
        assert await asked.ready() == (503, ["neo4j"])
        assert await asked.live() == 200
        await asked.line.heal()
        seconds = await asked.recovered()
        print(f"cut: longest answer {max(a[2] for a in answers):.2f} s, back after {seconds:.2f} s")
        assert seconds < 5


async def test_a_database_that_says_nothing_is_told_within_five_seconds(server: Server, api: Api) -> None:
    """With the deadline of ten: a sign of life is asked for after three, and waited for one."""
    async with client(server, await api.token()) as asked:
        assert (await asked.ask())[:2] == (200, None)
        asked.line.hold()
        answers = await asyncio.gather(*(asked.ask() for _ in range(6)))
        print(f"held: longest answer {max(a[2] for a in answers):.2f} s")
        assert {answer[:2] for answer in answers} == {(503, "UNAVAILABLE")}
        assert max(answer[2] for answer in answers) < 6
        await asked.line.heal()
        assert await asked.recovered() < 5


async def test_slow_questions_are_waited_for_as_long_as_the_database_lives(graph: Graph) -> None:
    """And are no sign that it does not: six of them open nothing."""
    circuit = Circuit(graph, 10)
    slow = "UNWIND range(1, 60000) AS i UNWIND range(1, 60000) AS j WITH i, j WHERE i + j < 0 RETURN count(i) AS data"
    began = time.monotonic()
    reads = [circuit.read(slow, {}, question="slow", seconds=5.0) for _ in range(6)]
    ended = await asyncio.gather(*reads, return_exceptions=True)
    assert {type(one) for one in ended} == {Timeout}
    assert 4.0 < time.monotonic() - began < 6.0
    assert not circuit.open
    assert await circuit.read("RETURN 1", {}, question="quick", seconds=5.0) == [1]


async def test_a_database_that_says_nothing_holds_nobody_beyond_the_deadline(server: Server, api: Api) -> None:
    async with client(server, await api.token(), request_deadline=2.0) as asked:
        assert (await asked.ask())[:2] == (200, None)
        asked.line.hold()
        answers = await asyncio.gather(*(asked.ask() for _ in range(6)))
        assert {answer[:2] for answer in answers} <= {(504, "TIMEOUT"), (503, "UNAVAILABLE")}
        assert max(answer[2] for answer in answers) < 3
        assert await asked.ready() == (503, ["neo4j"])
        await asked.line.heal()
        recovered = await asked.recovered()
        print(f"held: longest answer {max(a[2] for a in answers):.2f} s, back after {recovered:.2f} s")
        assert recovered < 5


async def test_more_than_the_pool_and_its_waiting_room_is_shed_at_once(server: Server, api: Api) -> None:
    """A pool of 5 leaves 3 to questions; 50 wait; the other 27 of 80 are refused before anybody else is answered."""
    async with client(server, await api.token(), pool=5) as asked:
        assert (await asked.ask())[0] == 200
        asked.line.hold()
        answered: list[tuple[str, float]] = []

        async def one() -> None:
            began = time.monotonic()
            answered.append((await asked.reason() or "", time.monotonic() - began))

        await asyncio.gather(*(one() for _ in range(80)))
        print(Counter(reason for reason, _ in answered), f"longest {max(seconds for _, seconds in answered):.2f} s")
        assert [reason for reason, _ in answered[:27]] == ["BUSY"] * 27
        assert {reason for reason, _ in answered} <= {"BUSY", "DATABASE"}
        assert max(seconds for _, seconds in answered[:27]) < min(seconds for _, seconds in answered[27:])
        await asked.line.heal()
        assert await asked.recovered() < 5


async def test_a_busy_service_says_busy_and_stays_closed(server: Server, api: Api) -> None:
    """Too many at once is no sign that the database is gone: once they are through, the next is answered."""
    async with client(server, await api.token(), pool=1) as asked:
        assert (await asked.ask())[0] == 200
        asked.line.hold()
        first = asyncio.create_task(asked.ask())
        await asked.line.holding.wait()
        assert await asked.reason() == "BUSY"
        await asked.line.heal()
        assert (await first)[0] == 200
        assert (await asked.ask())[0] == 200


async def test_tokens_that_come_together_are_looked_up_once(graph: Graph, api: Api, statements: list[str]) -> None:
    headers = {"Authorization": f"Bearer {await api.token()}"}
    before = len(statements)
    replies = await asyncio.gather(
        *(api.client.post("/graphql", json={"query": "{ __typename }"}, headers=headers) for _ in range(20))
    )
    assert {reply.status_code for reply in replies} == {200}
    assert len(statements) - before == 1
