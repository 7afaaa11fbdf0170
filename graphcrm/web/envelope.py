"""Round every reply: a request id, security headers, one line in the log, and no bug told to anybody."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Sequence
from typing import Any

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graphcrm.api.replies import bug, formatted
from graphcrm.errors import GraphcrmError
from graphcrm.settings import Settings
from graphcrm.web import origins
from graphcrm.web.metrics import Metrics

Header = tuple[bytes, bytes]
_LOG = logging.getLogger("graphcrm.web")
# Digits and dashes alone, as in a UUID: a word or a token in its place would end up in the log.
_GIVEN = re.compile(rb"[0-9A-Fa-f-]{16,64}")
# The log names an address of ours and none that a client made up.
_ROUTES = {
    "/graphql",
    "/schema.graphql",
    "/health/live",
    "/health/ready",
    "/metrics",
    "/maps/influence",
    "/maps/org-chart",
    "/analysis/cypher",
    "/analysis/questions",
    "/analysis/ask",
    "/analysis/model",
    "/auth/login",
    "/auth/logout",
    "/auth/password",
    "/auth/setup",
    "/auth/link",
    "/auth/oidc/start",
    "/auth/oidc/callback",
}
HEADERS = [
    (
        b"content-security-policy",
        b"default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        b"worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; "
        b"frame-ancestors 'none'; form-action 'self'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"cache-control", b"no-store"),
]


# Sent under HTTPS alone: a browser that has seen it takes HTTPS for a year.
_HSTS = (b"strict-transport-security", b"max-age=31536000")


class Envelope:
    """Wraps the application."""

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics | None = None) -> None:
        self._app = app
        self._metrics = metrics
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        request_id = _request_id(scope)
        state: dict[str, Any] = scope.setdefault("state", {})
        state["request_id"] = request_id
        started: list[int] = []
        added = [*HEADERS, (b"x-request-id", request_id.encode())]
        if origins.is_secure(scope, self._settings):
            added.append(_HSTS)

        async def enveloped(message: Message) -> None:
            if message["type"] == "websocket.accept":
                started.append(101)
            elif message["type"] in ("http.response.start", "websocket.http.response.start"):
                started.append(message["status"])
                message["headers"] = _with(message["headers"], added)
            await send(message)

        try:
            refusal = origins.foreign_host(scope)
            if refusal is None:
                await self._app(scope, receive, enveloped)
            else:
                state["code"] = refusal.code
                await _tell(enveloped, scope, request_id, refusal)
        except Exception:
            _LOG.exception("bug", extra={"request": request_id})
            state["code"] = "INTERNAL"
            if not started and scope["type"] == "http":
                await _tell(enveloped, scope, request_id, bug())
        status, seconds = started[0] if started else 0, time.perf_counter() - began
        route = state.get("route") or (scope["path"] if scope["path"] in _ROUTES else "unknown")
        if self._metrics is not None and status != 101:  # a socket is open for hours
            self._metrics.observe(route, status, state.get("code"), seconds)
        _LOG.info(
            "request" if scope["type"] == "http" else "socket",
            extra={
                "request": request_id,
                "route": route,
                "status": status,
                "code": state.get("code"),
                "ms": round(seconds * 1000, 1),
                "viewer": state.get("viewer"),
                "document": state.get("document"),
            },
        )


def _with(said: Sequence[Header], added: Sequence[Header]) -> list[Header]:
    """What a page says of itself, such as how long it may be kept, is not said a second time."""
    names = {name.lower() for name, _ in said}
    return [*said, *(header for header in added if header[0] not in names)]


def new_request_id() -> str:
    return secrets.token_hex(8)


def _request_id(scope: Scope) -> str:
    """The id a proxy gave, if it looks like one; else a new one."""
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _GIVEN.fullmatch(value):
            return str(value.decode())
    return new_request_id()


async def _tell(send: Send, scope: Scope, request_id: str, error: GraphcrmError) -> None:
    body = orjson.dumps({"errors": [formatted(error, request_id)]})
    headers = [(b"content-type", b"application/json; charset=utf-8"), (b"content-length", b"%d" % len(body))]
    kind = "http.response" if scope["type"] == "http" else "websocket.http.response"
    await send({"type": f"{kind}.start", "status": error.status, "headers": headers})
    await send({"type": f"{kind}.body", "body": body})
