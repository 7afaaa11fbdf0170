"""What comes over a socket and is no request yet: bounded in bytes and time, and answered as everything else."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import AsyncIterator, Sequence

import pytest
from uvicorn.server import ServerState

from graphcrm.web import connections, serving
from graphcrm.web.connections import Connection
from tests.conftest import Api
from tests.web.test_http import CODES

Send = asyncio.StreamWriter


class Listening:
    """The application on a socket."""

    def __init__(self, port: int, state: ServerState) -> None:
        self._port = port
        self.state = state

    async def exchange(self, *parts: bytes, finish: bool = False) -> bytes:
        """All that comes back until the other side closes, or the first reply that keeps the connection open."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            for part in parts:
                writer.write(part)
                await writer.drain()
            if finish:
                writer.write_eof()
            async with asyncio.timeout(10):
                return await whole_reply(reader)
        except ConnectionError:
            return b""
        finally:
            writer.close()


async def whole_reply(reader: asyncio.StreamReader) -> bytes:
    head = b""
    while not head.endswith(b"\r\n\r\n"):  # ends: with the head or the connection
        line = await reader.readline()
        if not line:
            return head
        head += line
    if head.startswith(b"HTTP/1.1 100"):
        return await whole_reply(reader)
    length = next((int(h.split(b":")[1]) for h in head.lower().split(b"\r\n") if h.startswith(b"content-length")), 0)
    try:
        return head + await reader.readexactly(length)
    except asyncio.IncompleteReadError as error:  # a reply to HEAD has the length and not the body
        return head + error.partial


def parted(reply: bytes) -> tuple[int, dict[str, str], bytes]:
    head, _, body = reply.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return int(first.split(" ")[1]), headers, body


def refused(reply: bytes, status: int) -> None:
    found, headers, body = parted(reply)
    error = json.loads(body)["errors"][0]
    assert (found, error["extensions"]["code"]) == (status, "BAD_USER_INPUT")
    assert error["extensions"]["requestId"] == headers["x-request-id"]
    assert headers["x-content-type-options"] == "nosniff" and headers["connection"] == "close"


@pytest.fixture
async def listening(api: Api) -> AsyncIterator[Listening]:
    app = api.client._transport.app  # type: ignore[attr-defined]
    config = serving.configuration(app)
    config.load()
    state = ServerState()
    server = await asyncio.get_running_loop().create_server(
        lambda: Connection(config=config, server_state=state, app_state={}), "127.0.0.1", 0
    )
    yield Listening(server.sockets[0].getsockname()[1], state)
    server.close()
    for connection in list(state.connections):
        connection.transport.abort()
    while state.tasks:  # ends: each task has its deadline
        await asyncio.sleep(0.01)


async def test_a_question_over_a_socket_is_answered(listening: Listening, api: Api) -> None:
    body = json.dumps({"query": "{ viewer { email } }"}).encode()
    head = f"POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {await api.token()}\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    whole = head.encode() + body
    for cut in (0, 1, 40, len(head), len(head) + 1, len(whole) - 1):  # however it is cut into packets
        status, headers, reply = parted(await listening.exchange(whole[:cut], whole[cut:]))
        assert (status, json.loads(reply)["data"]) == (200, {"viewer": {"email": "manager@lumen.example"}})
        assert headers["content-type"] == "application/json; charset=utf-8"


async def test_what_is_no_http_is_refused_with_a_sentence(listening: Listening) -> None:
    for wrong in (
        b"nonsense\r\n\r\n",
        b"\x00" * 40 + b"\r\n\r\n",
        b"\x16\x03\x01\x02\r\n\r\n",
    ):
        refused(await listening.exchange(wrong), 400)


async def test_a_head_over_the_limit_is_refused_and_not_kept(listening: Listening) -> None:
    start = b"GET /health/live HTTP/1.1\r\nHost: x\r\n"
    long = b"X-Long: " + b"a" * 40_000
    many = b"".join(b"X-%d: a\r\n" % n for n in range(5000))
    for part in (long, many, b"X-Name" + b"b" * 40_000):
        refused(await listening.exchange(start + part), 431)
    refused(await listening.exchange(b"GET /" + b"p" * 40_000), 431)
    within = start + b"X-Long: " + b"a" * 30_000 + b"\r\n\r\n"
    assert parted(await listening.exchange(within))[0] == 200


async def test_a_head_that_does_not_end_in_time_is_refused(
    listening: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.2)
    refused(await listening.exchange(b"GET /health/live HTTP/1.1\r\nHost"), 408)
    assert await listening.exchange() == b"", "one that never asked is closed without a word"
    again = b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"
    reader, writer = await asyncio.open_connection("127.0.0.1", listening._port)
    writer.write(again)
    assert parted(await whole_reply(reader))[0] == 200
    writer.write(again[:20])  # the second request of a connection is bounded too
    refused(await asyncio.wait_for(whole_reply(reader), 5), 408)
    writer.close()


async def test_what_opens_no_socket_is_refused_with_a_sentence(listening: Listening) -> None:
    upgrade = b"GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    key, version = b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", b"Sec-WebSocket-Version: 13\r\n"
    for head, status in (
        (upgrade, 400),
        (upgrade + key, 400),
        (upgrade + key + b"Sec-WebSocket-Version: 8\r\n", 400),
        (upgrade + version + b"Sec-WebSocket-Key: short\r\n", 400),
        (upgrade.replace(b"GET", b"POST") + key + version, 405),
        (upgrade + key + version + b"X: " + b"a" * 9000 + b"\r\n", 431),
        (upgrade + key + version + b"".join(b"X-%d: a\r\n" % n for n in range(200)), 431),
    ):
        refused(await listening.exchange(head + b"\r\n"), status)
    opened = await listening.exchange(upgrade + key + version + b"\r\n")
    assert opened.startswith(b"HTTP/1.1 101 ")


async def test_a_large_body_is_refused_before_it_is_there(listening: Listening, api: Api) -> None:
    head = f"POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {await api.token()}\r\n"
    head += "Content-Type: application/json\r\n"
    announced = head + "Content-Length: 9999999999\r\n\r\n"
    chunked = head + "Transfer-Encoding: chunked\r\n\r\n"
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    for parts in ([announced.encode()], [chunked.encode(), *[chunk] * 6]):
        status, headers, body = parted(await listening.exchange(*parts))
        assert (status, headers["connection"]) == (413, "close")
        assert json.loads(body)["errors"][0]["extensions"]["reason"] == "TOO_LARGE"


METHODS = ["GET", "PUT", "HEAD", "OPTIONS", "TRACE", "FOO", "post", "P\x00T"]
PATHS = ["/graphql?x=%00", "/graphql#a", "//graphql", "/%67raphql", "*", "http://x/graphql", "/health/ready", ""]
PATHS += ["/graphql/../graphql", "/gr\xe4phql", "/" + "a" * 9000]
TYPES = ["text/plain", "a" * 9000, ";", "\t", "application/json; charset=utf-7"]
MORE = ["X: \x00", "X\x01: a", ": a", " folded", "X" * 5000, "Accept: ,;q=,", "X-Request-Id: \xe9", "Cookie: a=b"]
MORE += ["Content-Encoding: gzip", "Transfer-Encoding: chunked", "Transfer-Encoding: x", "Expect: 100-continue"]
MORE += ["Connection: close", "Upgrade: h2c", "Content-Length: 7", "Host: y"]


def odd(chance: random.Random, token: str) -> bytes:
    """A request with something wrong on its way: its line, its headers, its length, its packing, its bytes."""

    def pick(good: object, bad: Sequence[object]) -> str:
        return str(good if chance.random() < 0.8 else chance.choice(bad))

    body = json.dumps({"query": "{ __typename }", "variables": {"a": "\x00é"}}).encode()
    lines = [
        "Host: " + pick("x", ["a/?x=", "@host", "", "\xff"]),
        f"Authorization: {pick('Bearer', ['bearer', 'Basic', ''])} {pick(token, ['x', chr(233) * 50])}",
        "Content-Type: " + pick("application/json", TYPES),
        f"Content-Length: {pick(len(body), [0, -1, 'x', 10**30, '5, 6', '+5', 3])}",
    ]
    lines += [chance.choice(MORE)] if chance.random() < 0.5 else []
    chance.shuffle(lines)
    ending = pick("\r\n", ["\n", "\r"])
    version = pick("HTTP/1.1", ["HTTP/1.0", "HTTP/2.0", "HTTP/1.1 x", ""])
    lines = [f"{pick('POST', METHODS)} {pick('/graphql', PATHS)} {version}", *lines]
    whole = ending.join(lines).encode("latin-1", "replace") + ending.encode() * 2 + body
    if chance.random() < 0.2:
        whole = whole[: chance.randrange(len(whole))]
    if chance.random() < 0.1:
        at = chance.randrange(len(whole))
        whole = whole[:at] + bytes([chance.randrange(256)]) + whole[at + 1 :]
    return whole or b"\r\n"


async def test_three_hundred_odd_requests_over_a_socket_are_answered_or_closed(
    listening: Listening, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never a status of 500 and more, and a code with every refusal. What never becomes a request is closed."""
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.3)
    chance = random.Random(9110)
    token = await api.token()
    seen: dict[int, int] = {}
    for _ in range(300):
        sent = odd(chance, token)
        reply = await listening.exchange(sent, finish=True)
        status, _, body = parted(reply) if reply else (0, {}, b"")
        seen[status] = seen.get(status, 0) + 1
        assert status < 500, (sent, reply)
        if status >= 400 and body:
            assert json.loads(body)["errors"][0]["extensions"]["code"] in CODES, (sent, reply)
    print(dict(sorted(seen.items())))
    assert {200, 400, 401, 415} <= set(seen)
