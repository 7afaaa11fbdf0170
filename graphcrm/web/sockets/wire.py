"""WebSockets on the wire: uvicorn's own protocol, with an end for clients that neither read nor go away.

Refusals of the opening request are ours: a status, a code, a sentence.
"""

from __future__ import annotations

import asyncio
import logging
from http import HTTPStatus
from typing import Any

import orjson
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.datastructures import Headers
from websockets.frames import Frame
from websockets.http11 import Response
from websockets.server import ServerProtocol

from graphcrm.api.replies import formatted
from graphcrm.errors import BadUserInput
from graphcrm.web.envelope import HEADERS, new_request_id

_QUIET = logging.getLogger("graphcrm.web.sockets")
_QUIET.setLevel(logging.CRITICAL)  # one line for each socket is written by the envelope

_FRAGMENTS = 1000
_ENDS_SECONDS = 5.0


class _Opening(ServerProtocol):
    """Refuses in our words."""

    def reject(self, status: Any, _text: str) -> Response:
        request_id = new_request_id()
        error = BadUserInput("This is no request that opens a WebSocket (RFC 6455, version 13).")
        body = orjson.dumps({"errors": [formatted(error, request_id)]})
        headers = Headers(
            [
                ("Content-Type", "application/json; charset=utf-8"),
                ("Content-Length", str(len(body))),
                ("Connection", "close"),
                ("X-Request-Id", request_id),
                *((name.decode(), value.decode()) for name, value in HEADERS),
            ]
        )
        found = HTTPStatus(status)
        return Response(found.value, found.phrase, headers, body)


class SocketConnection(WebSocketsSansIOProtocol):
    """A WebSocket. What a client does not read stays with the one who writes, and never grows: pings are not answered
    meanwhile. Five seconds after the last word, or when pings stay unanswered, the connection is cut."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.logger = _QUIET
        self.conn = _Opening(max_size=self.config.ws_max_size, logger=_QUIET)
        self._cut: asyncio.TimerHandle | None = None

    def connection_lost(self, exc: Exception | None) -> None:
        if self._cut is not None:
            self._cut.cancel()
        super().connection_lost(exc)

    def handle_ping(self) -> None:
        pong = b"".join(self.conn.data_to_send())
        if self.writable.is_set():
            self.transport.write(pong)

    def handle_cont(self, event: Frame) -> None:
        if len(self.frames) >= _FRAGMENTS:
            self.conn.fail(1009, "too many fragments")
            self.handle_parser_exception()
            return
        super().handle_cont(event)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.handshake_exc is not None and not self.transport.is_closing():
            # Good HTTP that opens no socket, of which uvicorn knows nothing: a method, too many headers.
            refusal = b"".join(self.conn.data_to_send())
            self.transport.write(refusal or self.conn.reject(HTTPStatus.BAD_REQUEST, "").serialize())
            self.handshake_complete = self.close_sent = True
            self.transport.close()

    def handle_parser_exception(self) -> None:
        if self.conn.close_sent is not None:
            super().handle_parser_exception()

    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        self._cut_soon()

    def on_task_complete(self, task: asyncio.Task[None]) -> None:
        super().on_task_complete(task)
        self._cut_soon()

    def _cut_soon(self) -> None:
        if not self.disconnected and self._cut is None:
            self._cut = self.loop.call_later(_ENDS_SECONDS, self.transport.abort)
