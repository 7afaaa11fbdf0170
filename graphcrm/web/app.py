"""The application: routes, and nothing that a route does not need."""

from __future__ import annotations

from functools import cache
from typing import Any

import orjson
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from graphcrm.api.operations import Operations
from graphcrm.api.replies import bug, formatted
from graphcrm.api.subscriptions import Subscriptions
from graphcrm.compile.schema_text import printed
from graphcrm.errors import Forbidden, GraphcrmError, NotFound
from graphcrm.settings import Settings
from graphcrm.web.endpoint import GraphQLEndpoint, SignIn
from graphcrm.web.envelope import Envelope
from graphcrm.web.health import Health
from graphcrm.web.refusals import MethodNotAllowed
from graphcrm.web.requests import bearer
from graphcrm.web.sockets.opening import Sockets
from graphcrm.web.sockets.session import Shared


class _Json(Response):
    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return orjson.dumps(content)


def create_app(
    operations: Operations,
    sign_in: SignIn,
    health: Health,
    settings: Settings,
    subscriptions: Subscriptions | None = None,
) -> ASGIApp:
    """The ASGI application of one worker; without `subscriptions` it has no sockets."""

    async def live(_request: Request) -> Response:
        return _Json({"status": "live"})

    async def ready(_request: Request) -> Response:
        reasons = await health.reasons()
        return _Json({"status": "not ready" if reasons else "ready", "reasons": reasons}, 503 if reasons else 200)

    @cache
    def schema_text() -> str:
        return printed(operations.planner.schema)

    async def schema(request: Request) -> Response:
        viewer = await sign_in(bearer(dict(request.scope["headers"])))
        request.scope["state"]["viewer"] = viewer.id
        try:
            viewer.require("schema.read")
        except Forbidden as error:
            await operations.auditing.denied(viewer, request.scope["state"]["request_id"], "schema", error)
            raise
        return PlainTextResponse(schema_text())

    app = Starlette(
        routes=[
            Route("/schema.graphql", schema),
            Route("/health/live", live),
            Route("/health/ready", ready),
        ],
        exception_handlers={GraphcrmError: _failed, HTTPException: _refused, Exception: _bug},
    )
    app.router.redirect_slashes = False
    sockets = None if subscriptions is None else Sockets(Shared(operations, subscriptions, sign_in, health, settings))
    return Envelope(_Shortcut(app, GraphQLEndpoint(operations, sign_in, health, settings), sockets))


class _Shortcut:
    """`/graphql` goes straight to its endpoint: routing it costs as much as the rest of our work on a small request."""

    def __init__(self, app: ASGIApp, endpoint: ASGIApp, sockets: ASGIApp | None) -> None:
        self._app = app
        self._endpoint = endpoint
        self._sockets = sockets

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "websocket" and self._sockets is not None:
            await self._sockets(scope, receive, send)
            return
        chosen = self._endpoint if scope.get("path") == "/graphql" else self._app
        await chosen(scope, receive, send)


async def _failed(request: Request, error: Exception, headers: dict[str, str] | None = None) -> Response:
    assert isinstance(error, GraphcrmError)
    state = request.scope["state"]
    state["code"] = error.code
    headers = dict(headers or {})
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if error.status in (429, 503):
        headers["Retry-After"] = "1"
    return _Json({"errors": [formatted(error, state["request_id"])]}, error.status, headers)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        refusal = MethodNotAllowed("This address takes GET.", reason="METHOD")
        return await _failed(request, refusal, dict(error.headers or {}))
    return await _failed(request, NotFound("There is nothing at this address."))


async def _bug(request: Request, _error: Exception) -> Response:
    return await _failed(request, bug())
