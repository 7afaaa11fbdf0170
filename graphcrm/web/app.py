"""The application: routes, and nothing that a route does not need."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
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
from graphcrm.records.budgets import Budgets
from graphcrm.settings import Settings
from graphcrm.web import origins
from graphcrm.web.endpoint import GraphQLEndpoint
from graphcrm.web.envelope import Envelope
from graphcrm.web.health import Health
from graphcrm.web.metrics import CONTENT_TYPE, Metrics
from graphcrm.web.pages import Pages
from graphcrm.web.refusals import UNREAD, MethodNotAllowed
from graphcrm.web.sign_in.cache import SignInCache
from graphcrm.web.sign_in.credentials import credential
from graphcrm.web.sockets.opening import Sockets
from graphcrm.web.sockets.session import Shared


class _Json(Response):
    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return orjson.dumps(content)


def create_app(
    operations: Operations,
    sign_in: SignInCache,
    health: Health,
    settings: Settings,
    subscriptions: Subscriptions | None = None,
    other_routes: Sequence[Route] = (),
    budgets: Budgets | None = None,
    metrics: Metrics | None = None,
    pages: Pages | None = None,
) -> ASGIApp:
    """The ASGI application of one worker; without `subscriptions` and `budgets` it has no sockets, without
    `other_routes` nobody signs in but by token and nothing is downloaded, without `metrics` nothing is counted, without
    `pages` there is nothing to look at."""

    app = Starlette(
        routes=[
            *_health_routes(health),
            Route("/schema.graphql", _schema_route(operations, sign_in)),
            *([Route("/metrics", _metrics_route(metrics, operations, sign_in, health))] if metrics else ()),
            *other_routes,
            *([pages.route()] if pages else ()),
        ],
        exception_handlers={GraphcrmError: _failed, HTTPException: _refused, Exception: _bug},
    )
    app.router.redirect_slashes = False
    if pages is not None:
        app.router.default = pages
    sockets = None
    if subscriptions is not None and budgets is not None:
        sockets = Sockets(Shared(operations, subscriptions, sign_in, health, settings, budgets))
    return Envelope(_Shortcut(app, GraphQLEndpoint(operations, sign_in, health, settings), sockets), settings, metrics)


Answer = Callable[[Request], Awaitable[Response]]


def _health_routes(health: Health) -> list[Route]:
    async def live(_request: Request) -> Response:
        return _Json({"status": "live"})

    async def ready(_request: Request) -> Response:
        reasons = await health.reasons()
        return _Json({"status": "not ready" if reasons else "ready", "reasons": reasons}, 503 if reasons else 200)

    return [Route("/health/live", live), Route("/health/ready", ready)]


async def _require(operations: Operations, sign_in: SignInCache, request: Request, permission: str, act: str) -> None:
    """Forbidden, and noted, where who asks may not."""
    state = request.scope["state"]
    viewer = await sign_in(credential(dict(request.scope["headers"])))
    state["viewer"] = viewer.id
    try:
        viewer.require(permission)
    except Forbidden as error:
        await operations.auditing.denied(viewer, state["request_id"], act, error)
        raise


def _schema_route(operations: Operations, sign_in: SignInCache) -> Answer:
    @cache
    def text() -> str:
        return printed(operations.planner.schema)

    async def schema(request: Request) -> Response:
        await _require(operations, sign_in, request, "schema.read", "schema")
        return PlainTextResponse(text())

    return schema


def _metrics_route(metrics: Metrics, operations: Operations, sign_in: SignInCache, health: Health) -> Answer:
    async def measured(request: Request) -> Response:
        if not origins.is_local(request.scope):
            await _require(operations, sign_in, request, "metrics.read", "metrics")
        circuit_open = operations.circuit.open
        metrics.state(running=health.running, sockets=health.sockets, circuit_open=circuit_open)
        return Response(metrics.text(), media_type=CONTENT_TYPE)

    return measured


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
        headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, UNREAD):
        headers["Connection"] = "close"
    return _Json({"errors": [formatted(error, state["request_id"])]}, error.status, headers)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        allowed = (error.headers or {}).get("Allow", "GET").replace("GET, HEAD", "GET").replace("HEAD, GET", "GET")
        refusal = MethodNotAllowed(f"This address takes {allowed}.", reason="METHOD")
        return await _failed(request, refusal, dict(error.headers or {}))
    return await _failed(request, NotFound("There is nothing at this address."))


async def _bug(request: Request, _error: Exception) -> Response:
    return await _failed(request, bug())
