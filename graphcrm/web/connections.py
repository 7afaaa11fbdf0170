"""Connections: uvicorn's own protocol, with a bound on the head of a request in bytes and in time.

httptools has no limit of its own and uvicorn's timer stops at the first byte, so that a header without an end, or one
byte now and then, would hold memory and a descriptor for ever. What is refused here is no HTTP, or not yet, and is
answered as everything else: a status, a code, a sentence.
"""

from __future__ import annotations

import asyncio
import logging
from http import HTTPStatus
from typing import Any

import orjson

from graphcrm.api.replies import formatted
from graphcrm.errors import BadUserInput
from graphcrm.web.envelope import HEADERS, new_request_id

try:
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol as _Protocol
except ImportError:  # pure Python: slower, and also right
    from uvicorn.protocols.http.h11_impl import H11Protocol as _Protocol  # type: ignore[assignment]

_LOG = logging.getLogger("graphcrm.web")

HEAD_BYTES = 32 * 1024
HEAD_SECONDS = 15.0


class Connection(_Protocol):
    """A connection whose requests have heads of at most 32 kB that arrive within 15 seconds of their first byte (of the
    connection's first, where nothing came yet)."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._head = 0
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._arm()

    def connection_lost(self, exc: Exception | None) -> None:
        self._disarm()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        cycle: Any = self.cycle
        if cycle is not None and cycle.more_body and not cycle.response_complete:
            super().data_received(data)  # a body, which whoever reads it bounds
            return
        room = HEAD_BYTES - self._head
        first, rest = data[:room], data[room:]
        self._head += len(first)
        super().data_received(first)
        after: Any = self.transport.get_protocol()
        if after is not self:  # a socket from now on, with bounds of its own
            self._disarm()
            if rest:
                after.data_received(rest)
        elif self.transport.is_closing():
            self._disarm()
        elif self.cycle is not cycle:  # the head is complete
            self._head = 0
            self._disarm()
            if rest:
                super().data_received(rest)
        elif self._head >= HEAD_BYTES:
            self._refuse(431, f"The head of a request may have at most {HEAD_BYTES} bytes.", "TOO_LARGE")
        elif self._timer is None:
            self._arm()

    def send_400_response(self, msg: str) -> None:
        """In place of uvicorn's line of plain text."""
        self._refuse(400, "This is no HTTP request that can be read.", None)

    def _arm(self) -> None:
        self._timer = self.loop.call_later(HEAD_SECONDS, self._too_slow)

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _too_slow(self) -> None:
        self._timer = None
        if self._head == 0:  # nothing was asked, so that nothing is answered
            self.transport.close()
        else:
            self._refuse(408, "The request took too long to arrive. Send it again.", None)

    def _refuse(self, status: int, sentence: str, reason: str | None) -> None:
        self._disarm()
        if self.transport.is_closing():
            return
        request_id = new_request_id()
        body = orjson.dumps({"errors": [formatted(BadUserInput(sentence, reason=reason), request_id)]})
        lines = [
            b"HTTP/1.1 %d %b" % (status, HTTPStatus(status).phrase.encode()),
            b"content-type: application/json; charset=utf-8",
            b"content-length: %d" % len(body),
            b"connection: close",
            b"x-request-id: %b" % request_id.encode(),
            *(b"%b: %b" % header for header in HEADERS),
        ]
        self.transport.write(b"\r\n".join(lines) + b"\r\n\r\n" + body)
        self.transport.close()
        _LOG.info("request", extra={"request": request_id, "status": status, "code": BadUserInput.code})
