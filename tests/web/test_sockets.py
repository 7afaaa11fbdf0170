"""The protocol over a socket: what it answers, every code it closes with, and its limits."""

from __future__ import annotations

import asyncio
import json
import resource
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from graphcrm.access.policy import built_in
from graphcrm.compile.scalars import Cursor
from graphcrm.graph.connection import Graph
from graphcrm.records import tokens, users
from graphcrm.web import connections
from graphcrm.web.sockets import session, wire
from tests.noted import note, people
from tests.web.speaking import ALL, Worker, client, worker

ME = "{ viewer { email } }"


@pytest.fixture
async def served(graph: Graph) -> AsyncIterator[Worker]:
    async with worker(graph) as found:
        yield found


@pytest.fixture
async def token(graph: Graph) -> str:
    await users.add(graph, built_in(), "m@lumen.example", None, ["manager"])
    return await tokens.create(graph, built_in(), "m@lumen.example", None, timedelta(hours=1))


def code(message: dict[str, Any]) -> tuple[str, str | None]:
    assert message["type"] == "error", message
    found = message["payload"][0]["extensions"]
    return found["code"], found.get("reason")


# --- what it answers -----------------------------------------------------------------------------------------------


async def test_a_query_is_one_next_and_a_complete(served: Worker, token: str) -> None:
    async with client(served.url, token) as socket:
        await socket.subscribe("q", ME)
        first, last = await socket.heard(), await socket.heard()
        assert first["payload"]["data"] == {"viewer": {"email": "m@lumen.example"}}
        assert first["payload"]["extensions"]["cost"]["maximum"] == 10_000
        assert (first["id"], first["type"], last) == ("q", "next", {"id": "q", "type": "complete"})


async def test_a_change_is_told_with_names_as_clients_write_them(served: Worker, graph: Graph, token: str) -> None:
    await people(graph, ana=None)
    await note(graph, "CREATED", "Person", ["per_ana"], ["name"])
    async with client(served.url, token) as socket:
        await socket.subscribe("s")
        await socket.subscribe(
            "one", "subscription { kinds: graphChanged { ...K } } fragment K on GraphChange { kind }"
        )
        await settled(served, 2)
        identifier = await note(graph, "UPDATED", "Person", ["per_ana"], ["first_name", "name"], served.feed)
        told = {m["id"]: m["payload"]["data"] for m in [await socket.heard(), await socket.heard()]}
        assert told["one"] == {"kinds": {"kind": "UPDATED"}}
        change = told["s"]["graphChanged"]
        assert (change["kind"], change["type"], change["recordIds"]) == ("UPDATED", "Person", ["per_ana"])
        assert change["fields"] == ["firstName", "name"] and change["at"].endswith("Z")
        assert change["cursor"] == str(Cursor("feed", (identifier,))), "and no number"
        await socket.say(id="s", type="complete")
        await socket.settled()
        await note(graph, "ARCHIVED", "Person", ["per_ana"], [], served.feed)
        assert (await socket.heard())["id"] == "one"
        assert await socket.silent(0.3)


async def settled(served: Worker, watchers: int) -> None:
    """Until so many subscriptions wait for changes."""
    async with asyncio.timeout(20):
        while served.feed.waiting < watchers:  # ends: the timeout
            await asyncio.sleep(0.01)


async def test_types_and_records_are_chosen(served: Worker, graph: Graph, token: str) -> None:
    await people(graph, ana=None, ben=None, eva=["tea_other"])
    record = "subscription($id: ID!, $after: Cursor) { recordChanged(id: $id, after: $after) { cursor kind type } }"
    async with client(served.url, token) as socket:
        await socket.subscribe("types", types=["RELATED_TO"])
        await socket.subscribe("ana", record, id="per_ana")
        await settled(served, 2)
        await note(graph, "UPDATED", "Person", ["per_ben"], ["name"], served.feed)
        await note(graph, "UPDATED", "Person", ["per_ana"], ["name"], served.feed)
        await note(graph, "ADDED", "RELATED_TO", ["per_ben", "per_ana"], [], served.feed)
        told = [await socket.heard() for _ in range(3)]
        by = Counter((m["id"], next(iter(m["payload"]["data"].values()))["type"]) for m in told)
        assert by == {("types", "RELATED_TO"): 1, ("ana", "Person"): 1, ("ana", "RELATED_TO"): 1}
        for hidden in ("per_eva", "per_nobody", "nonsense"):
            await socket.subscribe(hidden, record, id=hidden)
            refused = await socket.heard()
            assert code(refused) == ("NOT_FOUND", None)
            assert "record" in refused["payload"][0]["message"]


async def test_what_cannot_be_subscribed_to_is_an_error_with_a_code(served: Worker, graph: Graph, token: str) -> None:
    await users.add(graph, built_in(), "a@lumen.example", None, ["auditor"])
    auditor = await tokens.create(graph, built_in(), "a@lumen.example", None, timedelta(hours=1))
    foreign = "WyJwZW9wbGUiLDFd"
    async with client(served.url, token) as socket:
        for variables, expected in (
            ({"after": foreign}, ("BAD_USER_INPUT", "CURSOR")),
            ({"after": "!"}, ("BAD_USER_INPUT", "CURSOR")),
            ({"types": ["Persons"]}, ("BAD_USER_INPUT", None)),
            ({"types": "x" * 10}, ("BAD_USER_INPUT", None)),
        ):
            await socket.subscribe("s", **variables)
            assert code(await socket.heard()) == expected
        for query, expected in (
            ("subscription {", "PARSE_FAILED"),
            ("", "BAD_USER_INPUT"),
            ("subscription { nothing }", "VALIDATION_FAILED"),
            ("subscription { graphChanged { cursor } other: graphChanged { cursor } }", "VALIDATION_FAILED"),
            ("subscription { __typename }", "VALIDATION_FAILED"),
            ("subscription { graphChanged @skip(if: true) { cursor } }", "VALIDATION_FAILED"),
            ('subscription { graphChanged(after: "?") { cursor } }', "VALIDATION_FAILED"),
            ("{ people(first: 1000) { nodes { id } } }", "BAD_USER_INPUT"),
        ):
            await socket.subscribe("s", query)
            found = await socket.heard()
            assert found["type"] == "error" and found["payload"][0]["extensions"]["code"] in (
                expected,
                "BAD_USER_INPUT",
            )
        assert served.feed.waiting == 0
    async with client(served.url, auditor) as socket:
        await socket.subscribe("s", types=["STAKEHOLDER_IN"])
        assert code(await socket.heard()) == ("BAD_USER_INPUT", "FIELD_NOT_USABLE")


async def test_pings_are_answered_before_and_after_the_beginning(
    served: Worker, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "PING_SECONDS", 0.1)
    async with client(served.url) as socket:
        await socket.settled()
        await socket.say(type="pong", payload={"a": 1})
        await socket.began(token)
        await socket.settled()
        ping = json.loads(await asyncio.wait_for(socket.connection.recv(), 5))
        assert ping == {"type": "ping"}


async def test_the_token_may_come_in_three_ways(served: Worker, token: str) -> None:
    for payload in ({"Authorization": f"Bearer {token}"}, {"authorization": f"bearer {token}"}, {"token": token}):
        async with client(served.url) as socket:
            await socket.say(type="connection_init", payload=payload)
            assert await socket.heard() == {"type": "connection_ack"}
    async with client(served.url, additional_headers={"Authorization": f"Bearer {token}"}) as socket:
        await socket.say(type="connection_init")
        assert await socket.heard() == {"type": "connection_ack"}


# --- how it is closed ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("subprotocols", [None, ["graphql-ws"], ["soap"]])
async def test_another_protocol_is_4406(served: Worker, subprotocols: Any) -> None:
    async with client(served.url, subprotocols=subprotocols) as socket:
        assert await socket.closed() == 4406


async def test_who_does_not_begin_in_time_is_4408(served: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "INIT_SECONDS", 0.3)
    async with client(served.url) as socket:
        await socket.settled()  # which gives no more time
        assert await socket.closed(2) == 4408


@pytest.mark.parametrize(
    "payload", [None, {}, {"token": "gcrm_aaaaaaaa_" + "x" * 43}, {"Authorization": "Basic x"}, {"token": 7}]
)
async def test_nobody_signed_in_is_4401(served: Worker, payload: Any) -> None:
    async with client(served.url) as socket:
        await socket.say(type="connection_init", payload=payload)
        assert await socket.closed() == 4401


async def test_to_subscribe_before_the_beginning_is_4401(served: Worker) -> None:
    async with client(served.url) as socket:
        await socket.subscribe("s")
        assert await socket.closed() == 4401


async def test_to_begin_twice_is_4429(served: Worker, token: str) -> None:
    async with client(served.url, token) as socket:
        await socket.say(type="connection_init", payload={"token": token})
        assert await socket.closed() == 4429


async def test_an_id_twice_is_4409(served: Worker, token: str) -> None:
    async with client(served.url, token) as socket:
        await socket.subscribe("s")
        await socket.subscribe("s")
        assert await socket.closed() == 4409


BAD: list[str | bytes] = [
    "nonsense",
    "[]",
    "{}",
    '{"type": "start"}',
    '{"type": "next", "id": "a"}',
    '{"type": ["ping"]}',
    '{"type": "subscribe", "id": "a"}',
    '{"type": "subscribe", "id": 7, "payload": {"query": "{ viewer { id } }"}}',
    '{"type": "subscribe", "id": "", "payload": {"query": "{ viewer { id } }"}}',
    '{"type": "subscribe", "payload": {"query": "{ viewer { id } }"}}',
    '{"type": "subscribe", "id": "a", "payload": {"query": 1}}',
    '{"type": "subscribe", "id": "a", "payload": {"query": "{ viewer { id } }", "variables": []}}',
    '{"type": "subscribe", "id": "a", "payload": {"query": "{ viewer { id } }", "operationName": 1}}',
    '{"type": "complete"}',
    json.dumps({"type": "complete", "id": "a" * 257}),
    b'{"type": "ping"}',
    "[" * 5000,
]


@pytest.mark.parametrize("sent", BAD, ids=lambda sent: repr(sent[:60]))
async def test_what_is_no_message_is_4400(served: Worker, token: str, sent: str | bytes) -> None:
    async with client(served.url, token) as socket:
        await socket.connection.send(sent)
        assert await socket.closed() == 4400


async def test_a_message_over_the_limit_is_1009_however_it_is_cut(graph: Graph, token: str) -> None:
    async with worker(graph, body_limit=20_000) as served:
        query = '{"type": "ping", "payload": "%s"}'
        async with client(served.url, token) as socket:
            await socket.connection.send(query % ("a" * 19_000))
            assert (await socket.heard())["type"] == "pong"
            await socket.connection.send(query % ("a" * 21_000))
            assert await socket.closed() == 1009
        for pieces in (["a" * 5_000] * 5, ["a"] * 1_500):
            async with client(served.url, token) as socket:
                with pytest.raises(ConnectionClosed) as end:
                    await socket.connection.send(pieces)
                    await socket.connection.recv()
                assert end.value.rcvd is None or end.value.rcvd.code == 1009


async def test_a_revoked_token_ends_its_sockets_with_4403_and_tells_nothing_more(
    served: Worker, graph: Graph, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before every event it is asked who this is (kept for two seconds at most), and now and then without one."""
    await people(graph, ana=None)
    monkeypatch.setattr(session, "PING_SECONDS", 0.5)
    loop = asyncio.get_running_loop()
    async with client(served.url, token) as idle, client(served.url, token) as told:
        await told.subscribe("s")
        await settled(served, 1)
        await tokens.revoke(graph, token)
        began = loop.time()
        assert await idle.closed() == 4403
        print(f"an idle socket was closed after {loop.time() - began:.1f} s")
        await note(graph, "UPDATED", "Person", ["per_ana"], ["name"], served.feed)
        assert await told.closed() == 4403


async def test_a_role_that_is_lost_ends_what_it_let_see(served: Worker, graph: Graph, token: str) -> None:
    await people(graph, ana=None)
    async with client(served.url, token) as socket:
        await socket.subscribe("s")
        await settled(served, 1)
        gone = "MATCH (u:User {email_key: 'm@lumen.example'}) SET u.access_roles = []"
        await graph.write(lambda t: t.run(gone), name="role")
        await asyncio.sleep(2.1)
        await note(graph, "UPDATED", "Person", ["per_ana"], ["name"], served.feed)
        assert code(await socket.heard()) == ("FORBIDDEN", "ROLE")


async def test_when_the_server_stops_sockets_are_1001(served: Worker, token: str) -> None:
    async with client(served.url, token) as socket, client(served.url) as silent:
        await socket.subscribe("s")
        await settled(served, 1)
        served.health.stopping = True
        await socket.subscribe("late")
        assert code(await socket.heard()) == ("UNAVAILABLE", "STOPPING")
        served.health.ending.set()
        assert await socket.closed() == 1001
        assert await silent.closed() == 1001
        assert (served.feed.waiting, served.health.running) == (0, 0)
        with pytest.raises(InvalidStatus) as refused:
            async with client(served.url):
                pass
        assert refused.value.response.status_code == 503


# --- the opening ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:{port}", 101),
        ("https://crm.lumen.example", 101),
        ("https://crm.lumen.example:444", 403),
        ("http://crm.lumen.example", 403),
        ("http://127.0.0.1", 403),
        ("https://evil.example", 403),
        ("https://evil.example@127.0.0.1:{port}", 403),
        ("null", 403),
        ("", 403),
        ("http://[", 403),
    ],
)
async def test_a_page_from_elsewhere_may_not_open_a_socket(graph: Graph, origin: str, status: int) -> None:
    async with worker(graph, public_url="https://crm.lumen.example/") as served:
        headers = {"Origin": origin.format(port=served.port)}
        try:
            async with client(served.url, additional_headers=headers) as socket:
                await socket.settled()
            found = 101
        except InvalidStatus as error:
            found = error.response.status_code
            assert json.loads(error.response.body)["errors"][0]["extensions"]["code"] == "FORBIDDEN"
            assert error.response.headers["x-content-type-options"] == "nosniff"
    assert found == status


async def test_another_address_has_no_sockets(served: Worker) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with client(served.url.replace("/graphql", "/health/live")):
            pass
    assert refused.value.response.status_code == 404
    assert "x-request-id" in refused.value.response.headers


async def test_the_time_for_a_head_does_not_end_a_socket(
    served: Worker, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.2)
    async with client(served.url, token) as socket:
        await asyncio.sleep(0.5)
        await socket.settled()


# --- limits --------------------------------------------------------------------------------------------------------


async def test_a_user_may_have_ten_sockets(served: Worker, token: str) -> None:
    async with AsyncExitStack() as stack:
        sockets = [await stack.enter_async_context(client(served.url, token)) for _ in range(10)]
        async with client(served.url) as eleventh:
            await eleventh.say(type="connection_init", payload={"token": token})
            assert await eleventh.closed() == 4429
        await sockets[0].connection.close()
        await left(served, 9)
        async with client(served.url, token):
            pass


async def left(served: Worker, sockets: int) -> None:
    """Until no more sockets than these are open."""
    async with asyncio.timeout(20):
        while served.health.sockets > sockets:  # ends: the timeout
            await asyncio.sleep(0.01)


async def test_a_thousand_finished_questions_use_up_no_slot(served: Worker, token: str) -> None:
    async with client(served.url, token) as socket:
        for number in range(1000):
            await socket.subscribe("q" if number % 2 else str(number), "{ __typename }")
            assert (await socket.heard())["payload"] == {"data": {"__typename": "Query"}, "extensions": COST}
            assert (await socket.heard())["type"] == "complete"
        for number in range(100):
            await socket.subscribe(f"s{number}")
        await settled(served, 100)


COST = {"cost": {"requested": 0, "maximum": 10_000}}


def resident() -> float:
    """Memory of this process now, MiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


async def test_ten_thousand_subscribes_leave_a_hundred_alive(served: Worker, token: str) -> None:
    async with client(served.url, token) as socket:
        await socket.settled()
        before = resident()

        async def ask() -> None:
            for number in range(10_000):
                await socket.subscribe(str(number))

        asking = asyncio.create_task(ask())
        refused = [code(await socket.heard(30)) for _ in range(9_900)]
        await asking
        assert set(refused) == {("RATE_LIMITED", None)}
        await settled(served, 100)
        assert served.feed.waiting == 100
        print(f"memory grew by {resident() - before:.1f} MiB")
        assert resident() - before < 50
        await socket.say(id="7", type="complete")
        await socket.subscribe("again", ME)
        assert [(await socket.heard())["type"] for _ in range(2)] == ["next", "complete"]


async def test_a_client_that_does_not_read_makes_nobody_else_wait_and_no_memory_grow(
    served: Worker, graph: Graph, token: str
) -> None:
    """What it asks and cannot be answered is not even taken in: it waits on the client's side of the wire."""
    long = "{ __schema { types { name description fields { name description } } } } # " + "x" * 5000
    async with client(served.url, token) as deaf, client(served.url, token) as other:
        before = resident()

        async def ask() -> None:
            for number in range(6000):
                await deaf.subscribe(str(number), ALL if number < 50 else long)

        deaf.connection.transport.pause_reading()
        asking = asyncio.create_task(ask())
        await settled(served, 50)
        await people(graph, ana=None)
        for number in range(200):
            await note(graph, "UPDATED", "Person", ["per_ana"], ["name"], served.feed)
            if number % 50 == 0:
                await other.subscribe(str(number), ME)
                assert (await other.heard())["type"] == "next"
                assert (await other.heard())["type"] == "complete"
        assert not asking.done()
        print(f"memory grew by {resident() - before:.1f} MiB")
        assert resident() - before < 50
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        deaf.connection.transport.abort()
    await left(served, 0)


async def test_a_client_that_neither_reads_nor_answers_is_cut(
    graph: Graph, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "_ENDS_SECONDS", 0.2)
    async with (
        worker(graph, ping=0.2) as served,
        client(served.url, token) as answering,
        client(served.url, token) as deaf,
    ):
        deaf.connection.transport.pause_reading()
        await left(served, 1)
        await answering.settled()
        deaf.connection.transport.abort()


async def test_messages_in_disorder_are_answered_or_closed(served: Worker, token: str) -> None:
    """What a client completes before it began, twice, or never asked for, disturbs nothing."""
    async with client(served.url, token) as socket:
        for _ in range(50):
            await socket.say(id="s", type="complete")
            await socket.subscribe("s")
            await socket.say(id="s", type="complete")
            await socket.say(type="pong")
        await socket.subscribe("s", ME)
        assert [(await socket.heard())["type"] for _ in range(2)] == ["next", "complete"]
        async with asyncio.timeout(5):
            while served.feed.waiting:  # ends: the timeout
                await asyncio.sleep(0.01)
