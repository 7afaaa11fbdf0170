"""A way to the database that can be cut, or held: forty lines of TCP between the application and Neo4j."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit


class Line:
    """Forwards connections to one address. `cut`: all are closed and new ones refused; `hold`: nothing passes, and
    nobody is told; `holding` is set once something is held."""

    def __init__(self, uri: str) -> None:
        address = urlsplit(uri)
        self._to = (address.hostname or "127.0.0.1", address.port or 7687)
        self._flows = asyncio.Event()
        self._flows.set()
        self.holding = asyncio.Event()
        self._server: asyncio.Server | None = None
        self._port = 0
        self._open: set[asyncio.StreamWriter] = set()

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self._port}"

    async def heal(self) -> None:
        self._flows.set()
        if self._server is None:
            self._server = await asyncio.start_server(self._joined, "127.0.0.1", self._port)
            self._port = self._server.sockets[0].getsockname()[1]

    def hold(self) -> None:
        self.holding.clear()
        self._flows.clear()

    async def cut(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in list(self._open):
            writer.transport.abort()

    async def _joined(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            there, back = await asyncio.open_connection(*self._to)
            await asyncio.gather(self._copy(reader, back), self._copy(there, writer))

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            while chunk := await reader.read(65536):  # ends with the connection
                if not self._flows.is_set():
                    self.holding.set()
                await self._flows.wait()
                writer.write(chunk)
                await writer.drain()
        except OSError:
            pass
        finally:
            self._open.discard(writer)
            writer.close()


@asynccontextmanager
async def line(uri: str) -> AsyncIterator[Line]:
    found = Line(uri)
    await found.heal()
    try:
        yield found
    finally:
        found._flows.set()
        await found.cut()
