"""Serving: one worker on one address, until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from graphcrm.access.policy import Policy
from graphcrm.api.operations import Operations
from graphcrm.compile import database_schema
from graphcrm.compile.planner import Planner
from graphcrm.graph import migrations
from graphcrm.graph.circuit import Circuit
from graphcrm.graph.connection import Graph
from graphcrm.graph.questions import library
from graphcrm.records import tokens
from graphcrm.settings import Settings
from graphcrm.vocabulary.words import VOCABULARY
from graphcrm.web.app import create_app
from graphcrm.web.health import Health
from graphcrm.web.sign_in import SignInCache

_LOG = logging.getLogger("graphcrm.web")
_ROOM = 50
_GRACE_SECONDS = 20
Revive = Callable[[], Awaitable[None]]


def application(graph: Graph, policy: Policy, settings: Settings) -> tuple[ASGIApp, Health]:
    """The application over an open graph, and its health."""
    schema = database_schema.statements(VOCABULARY)
    planner = Planner(VOCABULARY, library(), page_limit=settings.page_limit)
    operations = Operations(planner, Circuit(graph, settings.pool + _ROOM), settings)
    health = Health(graph, settings.data_dir, lambda: migrations.pending(graph, schema))
    sign_in = SignInCache(lambda token: tokens.sign_in(graph, policy, token))
    return create_app(operations, sign_in, health, settings), health


class _Server(uvicorn.Server):
    """Tells when it accepts, and turns readiness off at the first signal."""

    def __init__(self, config: uvicorn.Config, health: Health, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._health = health
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._health.stopping = True
        super().handle_exit(sig, frame)


async def serve(
    graph: Graph,
    policy: Policy,
    settings: Settings,
    *,
    ready: Callable[[], None],
    revive: Revive | None = None,
) -> None:
    """Serves until SIGTERM or SIGINT: then readiness is 503 at once, what runs may end within 20 seconds. `revive` is
    called when the database does not answer, to bring one of our own back."""
    app, health = application(graph, policy, settings)
    host, port = settings.host_and_port
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        h11_max_incomplete_event_size=32 * 1024,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    # uvicorn raises the signal again once it has ended; by then there is nothing left to do, and the code is 0.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _done)
    async with _watched(graph, revive):
        await _Server(config, health, ready).serve()


def _done(_number: int, _frame: FrameType | None) -> None:
    """What a signal means after the end."""


@asynccontextmanager
async def _watched(graph: Graph, revive: Revive | None) -> AsyncIterator[None]:
    if revive is None:
        yield
        return

    async def watch() -> None:
        while True:  # ends with the server, which cancels it
            await asyncio.sleep(1)
            if not await graph.answers():
                try:
                    await revive()
                except Exception:
                    _LOG.exception("the database could not be brought back")

    task = asyncio.create_task(watch())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
