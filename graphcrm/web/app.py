"""The application: routes, and nothing that a route does not need."""

from __future__ import annotations

from typing import Any

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from graphcrm.api.operations import Operations, formatted
from graphcrm.compile.schema_text import printed
from graphcrm.errors import GraphcrmError, NotFound
from graphcrm.settings import Settings
from graphcrm.web.endpoint import GraphQLEndpoint, MethodNotAllowed, SignIn, bearer
from graphcrm.web.envelope import Envelope
from graphcrm.web.health import Health


class _Json(Response):
    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return orjson.dumps(content)


def create_app(operations: Operations, sign_in: SignIn, health: Health, settings: Settings) -> ASGIApp:
    """The ASGI application of one worker."""

    async def live(_request: Request) -> Response:
        return _Json({"status": "live"})

    async def ready(_request: Request) -> Response:
        reasons = await health.reasons()
        return _Json({"status": "not ready" if reasons else "ready", "reasons": reasons}, 503 if reasons else 200)

    async def schema(request: Request) -> Response:
        viewer = await sign_in(bearer(dict(request.scope["headers"])))
        viewer.require("schema.read")
        return PlainTextResponse(printed(operations.planner.schema))

    app = Starlette(
        routes=[
            Route("/schema.graphql", schema),
            Route("/health/live", live),
            Route("/health/ready", ready),
        ],
        exception_handlers={GraphcrmError: _failed, 404: _absent, 405: _wrong_method},
    )
    app.router.redirect_slashes = False
    return Envelope(_Shortcut(app, GraphQLEndpoint(operations, sign_in, settings)))


class _Shortcut:
    """`/graphql` goes straight to its endpoint: routing it costs as much as the rest of our work on a small request."""

    def __init__(self, app: ASGIApp, endpoint: ASGIApp) -> None:
        self._app = app
        self._endpoint = endpoint

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        chosen = self._endpoint if scope.get("path") == "/graphql" else self._app
        await chosen(scope, receive, send)


async def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, GraphcrmError)
    headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else None
    if error.status in (429, 503):
        headers = {"Retry-After": "1"}
    body = {"errors": [formatted(error, request.scope["state"]["request_id"])]}
    return _Json(body, error.status, headers)


async def _absent(request: Request, _error: Exception) -> Response:
    return await _failed(request, NotFound("There is nothing at this address."))


async def _wrong_method(request: Request, _error: Exception) -> Response:
    return await _failed(request, MethodNotAllowed("This address takes GET.", reason="METHOD"))
