"""A worker on a real address, and a client that speaks graphql-transport-ws to it."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from uvicorn.server import ServerState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph
from graphcrm.records.audit.journals import Journal
from graphcrm.records.feed import Feed
from graphcrm.settings import Settings
from graphcrm.web import serving
from graphcrm.web.connections import Connection
from graphcrm.web.health import Health

PROTOCOL = "graphql-transport-ws"
CHANGED = "subscription($after: Cursor, $types: [String!]) { graphChanged(after: $after, types: $types) { %s } }"
ALL = CHANGED % "cursor at kind type recordIds fields"


@dataclass
class Worker:
    """An application with its feed, listening."""

    port: int
    feed: Feed
    health: Health
    state: ServerState

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/graphql"


@asynccontextmanager
async def worker(
    graph: Graph, ping: float = 20.0, journal: Journal | None = None, port: int = 0, **settings: Any
) -> AsyncIterator[Worker]:
    """A worker over a graph. `ping`: seconds between pings of the wire, and those an answer may take; `port`: 0 is a
    free one."""
    settings.setdefault("data_dir", Path(tempfile.mkdtemp(prefix="graphcrm-")))
    chosen = Settings(**settings)
    feed = Feed(graph)
    app, health = serving.application(graph, built_in(), chosen, feed=feed, journal=journal)
    config = serving.configuration(app, chosen.body_limit)
    config.ws_ping_interval = config.ws_ping_timeout = ping
    config.load()
    state = ServerState()
    server = await asyncio.get_running_loop().create_server(
        lambda: Connection(config=config, server_state=state, app_state={}), "127.0.0.1", port
    )
    async with feed.running():
        yield Worker(server.sockets[0].getsockname()[1], feed, health, state)
        server.close()
        for connection in list(state.connections):
            connection.transport.abort()  # type: ignore[union-attr]
        async with asyncio.timeout(15):
            while state.tasks:  # ends: the timeout
                await asyncio.sleep(0.01)


class Client:
    """One socket of a client. `heard` leaves out the server's pings."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    async def say(self, **message: Any) -> None:
        await self.connection.send(json.dumps(message))

    async def heard(self, seconds: float = 20) -> dict[str, Any]:
        async with asyncio.timeout(seconds):
            while True:  # ends: the timeout
                message: dict[str, Any] = json.loads(await self.connection.recv())
                if message["type"] != "ping":
                    return message

    async def silent(self, seconds: float) -> bool:
        try:
            await self.heard(seconds)
        except TimeoutError:
            return True
        return False

    async def began(self, token: str) -> None:
        await self.say(type="connection_init", payload={"Authorization": f"Bearer {token}"})
        assert await self.heard() == {"type": "connection_ack"}

    async def subscribe(self, identifier: str, query: str = ALL, **variables: Any) -> None:
        await self.say(id=identifier, type="subscribe", payload={"query": query, "variables": variables})

    async def settled(self) -> None:
        """Until what was said before has been taken in."""
        await self.say(type="ping")
        assert (await self.heard())["type"] == "pong"

    async def event(self, seconds: float = 20) -> dict[str, Any]:
        """The next change."""
        message = await self.heard(seconds)
        assert message["type"] == "next", message
        [change] = message["payload"]["data"].values()
        return dict(change)

    async def closed(self, seconds: float = 20) -> int:
        """The code the server closes with, whatever it says before."""
        async with asyncio.timeout(seconds):
            try:
                while True:  # ends: the socket, or the timeout
                    await self.connection.recv()
            except ConnectionClosed as end:
                return end.rcvd.code if end.rcvd is not None else 1006


@asynccontextmanager
async def client(url: str, token: str | None = None, **options: Any) -> AsyncIterator[Client]:
    """A socket that is open; with a token also begun."""
    given = {"subprotocols": [PROTOCOL], "ping_interval": None, "open_timeout": 20, "close_timeout": 2, **options}
    async with connect(url, **given) as connection:
        found = Client(connection)
        if token is not None:
            await found.began(token)
        yield found
