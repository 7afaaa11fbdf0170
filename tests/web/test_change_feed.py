"""Subscribers of one worker are told what others wrote: each change once, in order, whatever is cut meanwhile."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from graphcrm.access.policy import built_in
from graphcrm.compile.scalars import Cursor
from graphcrm.graph.connection import Graph, connect
from graphcrm.records import tokens, users
from tests.conftest import CIPHER, Server
from tests.exchange.files import imported
from tests.noted import note, people
from tests.web.faults import line
from tests.web.processes import served
from tests.web.speaking import CHANGED, Client, Worker, client, worker

CURSOR = CHANGED % "cursor"
KINDS = CHANGED % "cursor kind recordIds fields"


async def token_of(graph: Graph, role: str) -> str:
    email = f"{role}@lumen.example"
    await users.add(graph, built_in(), email, None, [role])
    return await tokens.create(graph, built_in(), email, None, timedelta(hours=1))


@asynccontextmanager
async def two_workers(graph: Graph, server: Server) -> AsyncIterator[tuple[Worker, Worker]]:
    async with (
        connect(server.uri, server.user, server.password, cipher=CIPHER) as other,
        worker(graph) as here,
        worker(other) as there,
    ):
        yield here, there


async def in_order(graph: Graph) -> list[str]:
    return [row[0] for row in await graph.rows("MATCH (c:Change) RETURN c.id ORDER BY c.position", {})]


async def subscribed(found: Worker, socket: Client, query: str, **variables: object) -> None:
    """Subscribes, and comes back when the subscription has begun."""
    before = found.feed.waiting
    await socket.subscribe("s", query, **variables)
    async with asyncio.timeout(5):
        while found.feed.waiting == before:  # ends: the timeout
            await asyncio.sleep(0.005)


async def test_a_subscriber_that_is_cut_off_sees_every_change_once_and_in_order(graph: Graph, server: Server) -> None:
    """1,000 writes through the other worker, five at a time; the line is cut nine times, without a word."""
    token = await token_of(graph, "manager")
    await people(graph, ana=None)
    chance = random.Random(5)
    cuts = sorted(chance.sample(range(20, 980), 9))
    told: list[str] = []
    began = time.monotonic()
    async with two_workers(graph, server) as (here, there):

        async def write(share: int) -> list[str]:
            return [await note(graph, "UPDATED", "Person", ["per_ana"], ["name"], there.feed) for _ in range(share)]

        writing: list[asyncio.Task[list[str]]] = []
        after: str | None = None
        while len(told) < 1000:
            async with client(here.url, token) as socket:
                await subscribed(here, socket, CURSOR, after=after)
                if not writing:
                    writing = [asyncio.create_task(write(200)) for _ in range(5)]
                until = cuts.pop(0) if cuts else 1000
                while len(told) < until:
                    after = (await socket.event(20))["cursor"]
                    told.append(after)
                socket.connection.transport.abort()
                await asyncio.sleep(chance.random() * 0.1)
        ids = [identifier for task in writing for identifier in await task]
        async with client(here.url, token) as socket:
            await socket.subscribe("s", CURSOR, after=after)
            assert await socket.silent(0.6), "and nothing a second time"
    expected = await in_order(graph)
    assert set(ids) == set(expected)
    assert [cursor_of(identifier) for identifier in expected] == told
    print(f"1,000 writes told to one who was cut off nine times in {time.monotonic() - began:.1f} s")


def cursor_of(identifier: str) -> str:
    return str(Cursor("feed", (identifier,)))


async def test_two_viewers_on_one_worker_see_what_is_theirs(graph: Graph, server: Server) -> None:
    """A record of another team and a field of another class are never told, over the same connections to Neo4j."""
    await people(graph, ana=None, eva=["tea_other"])
    async with two_workers(graph, server) as (here, there):
        manager, auditor = await token_of(graph, "manager"), await token_of(graph, "auditor")
        async with client(here.url, manager) as first, client(here.url, auditor) as second:
            await subscribed(here, first, KINDS)
            await subscribed(here, second, KINDS)
            for _ in range(10):
                await note(graph, "UPDATED", "Person", ["per_eva"], ["name"], there.feed)
                await note(graph, "UPDATED", "Person", ["per_ana"], ["name"], there.feed)
                await note(graph, "ARCHIVED", "Person", ["per_eva"], ["birthday"], there.feed)
                await note(graph, "IMPORTED", "Person", ["per_eva", "per_ana"], ["name"], there.feed)
            seen = [await first.event() for _ in range(20)]
            assert {tuple(change["recordIds"]) for change in seen} == {("per_ana",)}
            assert [change["kind"] for change in seen] == ["UPDATED", "IMPORTED"] * 10
            audited = [await second.event() for _ in range(20)]
            assert [change["kind"] for change in audited] == ["ARCHIVED", "IMPORTED"] * 10
            assert {name for change in audited for name in change["fields"]} == set()
            assert await first.silent(0.5) and await second.silent(0.1)


async def test_a_thousand_hidden_changes_are_passed_over(graph: Graph, server: Server) -> None:
    token = await token_of(graph, "manager")
    await people(graph, ana=None, eva=["tea_other"])
    async with two_workers(graph, server) as (here, there), client(here.url, token) as socket:
        await subscribed(here, socket, KINDS)
        first = await note(graph, "UPDATED", "Person", ["per_ana"], ["name"], there.feed)
        assert (await socket.event())["cursor"] == cursor_of(first)
        for _ in range(300):
            await note(graph, "UPDATED", "Person", ["per_eva"], ["name"])
        last = await note(graph, "CREATED", "Person", ["per_ana"], [], there.feed)
        assert (await socket.event())["cursor"] == cursor_of(last)
        await socket.subscribe("late", KINDS, after=cursor_of(first))
        assert (await socket.event())["cursor"] == cursor_of(last)


async def test_a_database_that_is_away_for_a_while_loses_nothing(graph: Graph, server: Server) -> None:
    """The socket stays; what was written meanwhile by others is told when the database is back."""
    token = await token_of(graph, "manager")
    await people(graph, ana=None)
    async with (
        line(server.uri) as wire,
        connect(wire.uri, server.user, server.password, cipher=CIPHER) as through,
        worker(through) as here,
        client(here.url, token) as socket,
    ):
        await subscribed(here, socket, CURSOR)
        await note(graph, "UPDATED", "Person", ["per_ana"], ["name"])
        await socket.event()
        await wire.cut()
        await asyncio.sleep(2.2)  # longer than a viewer is kept
        ids = [await note(graph, "UPDATED", "Person", ["per_ana"], ["name"]) for _ in range(20)]
        await asyncio.sleep(0.3)
        await wire.heal()
        assert [(await socket.event(15))["cursor"] for _ in ids] == [cursor_of(identifier) for identifier in ids]


async def test_a_served_process_closes_sockets_with_1001_and_ends_with_0(
    graph: Graph, server: Server, tmp_path: Path
) -> None:
    token = await token_of(graph, "manager")
    await people(graph, ana=None)
    entered = await asyncio.to_thread((block := served(server, tmp_path)).__enter__)
    try:
        async with client(entered.url.replace("http", "ws") + "/graphql", token) as socket:
            await socket.subscribe("s", KINDS)
            await asyncio.sleep(0.5)
            await note(graph, "UPDATED", "Person", ["per_ana"], ["name"])
            assert (await socket.event())["recordIds"] == ["per_ana"]
            began = time.monotonic()
            entered.process.send_signal(signal.SIGTERM)
            with pytest.raises(ConnectionClosed) as end:
                await socket.heard()
            assert end.value.rcvd is not None and end.value.rcvd.code == 1001
        assert await asyncio.to_thread(entered.process.wait, 10) == 0
        print(f"ended after {time.monotonic() - began:.2f} s")
    finally:
        await asyncio.to_thread(block.__exit__, None, None, None)
    log = (tmp_path / "serve.log").read_text()
    assert '"message": "socket"' in log and '"code": 1001' in log and "Traceback" not in log
    assert token not in log


async def test_what_an_import_makes_and_changes_is_told_over_a_socket(graph: Graph, tmp_path: Path) -> None:
    token = await token_of(graph, "manager")
    record = "subscription($id: ID!, $after: Cursor) { recordChanged(id: $id, after: $after) { kind type fields } }"
    async with worker(graph) as found, client(found.url, token) as socket:
        await subscribed(found, socket, CHANGED % "kind type recordIds fields", types=["Person"])
        await imported(graph, tmp_path, people="external_id,name,city\np-a,Ana,Kiel\np-b,Ben,Kiel\n")
        ids = dict(await graph.rows("MATCH (p:Person) RETURN p.external_id, p.id", {}))
        made = await socket.event()
        assert (made["kind"], made["type"], sorted(made["recordIds"])) == ("IMPORTED", "Person", sorted(ids.values()))
        await socket.subscribe("one", record, id=ids["p-b"])
        async with asyncio.timeout(5):
            while found.feed.waiting < 2:  # ends: the timeout
                await asyncio.sleep(0.005)
        await imported(graph, tmp_path, people="external_id,name,city\np-a,Anna,Kiel\np-b,Ben,Bremen\n")
        told = [await socket.heard() for _ in range(3)]
        all_ = [one["payload"]["data"]["graphChanged"] for one in told if one["id"] == "s"]
        assert {(one["kind"], *one["recordIds"], *one["fields"]) for one in all_} == {
            ("UPDATED", ids["p-a"], "name"),
            ("UPDATED", ids["p-b"], "city"),
        }
        (mine,) = [one["payload"]["data"]["recordChanged"] for one in told if one["id"] == "one"]
        assert mine == {"kind": "UPDATED", "type": "Person", "fields": ["city"]}
        await imported(graph, tmp_path, people="external_id,name,city\np-a,Anna,Kiel\np-b,Ben,Bremen\n")
        assert await socket.silent(1.5), "an import that changes nothing is no news"
