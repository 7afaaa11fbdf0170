"""A way to the database that can be cut, at any byte if need be, or held: TCP between the application and Neo4j."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

COMMIT = b"\x00\x02\xb0\x12\x00\x00"  # Bolt: one chunk of two bytes, a structure without fields, its end


class Scissors:
    """Counts the bytes of both directions from a text that goes out on, and cuts after `count` of them; None: only
    counts. `abruptly`: by a reset; `lasting`: new connections are refused as well; `times`: so many connections, one
    after the other. `committed`: how many bytes had passed when COMMIT went out."""

    def __init__(
        self, text: bytes, count: int | None, *, abruptly: bool = False, lasting: bool = False, times: int = 1
    ) -> None:
        self._text = text
        self._count = count
        self._began = False
        self.abruptly = abruptly
        self.lasting = lasting
        self.times = times
        self.passed = 0
        self.committed: int | None = None
        self.done = False

    def through(self, chunk: bytes, *, out: bool) -> bytes:
        """What of a chunk passes; `done` where that is the end. The text comes in one chunk: the driver sends a message
        at a time."""
        start = 0
        if not self._began:
            start = chunk.find(self._text) if out else -1
            if start < 0:
                return chunk
            self._began = True
        place = chunk.find(COMMIT, start) if out else -1
        if place >= 0 and self.committed is None:
            self.committed = self.passed + place - start
        end = len(chunk) if self._count is None else min(len(chunk), start + self._count - self.passed)
        self.passed += end - start
        self.done = self._count is not None and self.passed >= self._count
        return chunk[:end]

    def again(self) -> Scissors:
        return Scissors(self._text, self._count, abruptly=self.abruptly, lasting=self.lasting, times=self.times)


class Line:
    """Forwards connections to one address. `cut`: all are closed and new ones refused; `hold`: nothing passes, and
    nobody is told; `holding` is set once something with a text in it is held. `delay`: so many seconds each chunk takes
    longer, in either direction. `scissors` cut the connection they meet,
    once; those that are `lasting` refuse new ones as well."""

    def __init__(self, uri: str) -> None:
        address = urlsplit(uri)
        self._to = (address.hostname or "127.0.0.1", address.port or 7687)
        self._flows = asyncio.Event()
        self._flows.set()
        self.holding = asyncio.Event()
        self._text = b""
        self.delay = 0.0
        self.scissors: Scissors | None = None
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

    def hold(self, text: bytes = b"") -> None:
        self._text = text
        self.holding.clear()
        self._flows.clear()

    async def cut(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in list(self._open):
            writer.transport.abort()

    async def _joined(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_connection(*self._to)
            await asyncio.gather(self._copy(reader, back, writer, out=True), self._copy(there, writer, back, out=False))
        except OSError:
            writer.close()

    async def _copy(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, other: asyncio.StreamWriter, *, out: bool
    ) -> None:
        self._open.add(writer)
        try:
            while chunk := await reader.read(65536):  # ends with the connection
                if not self._flows.is_set() and self._text in chunk:
                    self.holding.set()
                await self._flows.wait()
                if self.delay:
                    await asyncio.sleep(self.delay)
                scissors = self.scissors
                if scissors is not None:
                    chunk = scissors.through(chunk, out=out)
                writer.write(chunk)
                await writer.drain()
                if scissors is not None and scissors.done:
                    await self._snip(scissors, writer, other)
                    return
        except OSError:
            pass
        finally:
            self._open.discard(writer)
            writer.close()

    async def _snip(self, scissors: Scissors, *ends: asyncio.StreamWriter) -> None:
        """Closes one connection, after what has passed has left."""
        scissors.times -= 1
        self.scissors = scissors.again() if scissors.times else None
        if scissors.lasting and self._server is not None:
            self._server.close()
            self._server = None
        for end in ends:
            while not scissors.abruptly and end.transport.get_write_buffer_size():  # ends: it leaves, or is closed
                await asyncio.sleep(0)
            if scissors.abruptly:  # with nothing to wait for, the end of a socket is a reset
                end.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            end.transport.abort() if scissors.abruptly else end.close()


@asynccontextmanager
async def line(uri: str) -> AsyncIterator[Line]:
    found = Line(uri)
    await found.heal()
    try:
        yield found
    finally:
        found._flows.set()
        await found.cut()
