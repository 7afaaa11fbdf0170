"""Serving: one worker on one address, until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from importlib.metadata import version
from types import FrameType
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from graphcrm.access.policy import Policy
from graphcrm.access.viewers import Viewer, on_duty
from graphcrm.api.analysis import Analysis
from graphcrm.api.downloads.influence_maps import InfluenceMaps
from graphcrm.api.downloads.org_charts import OrgCharts
from graphcrm.api.downloads.policies import PolicyTable
from graphcrm.api.operations import Operations, now
from graphcrm.api.subscriptions import Subscriptions
from graphcrm.compile import database_schema
from graphcrm.compile.planner import Planner
from graphcrm.errors import BadUserInput
from graphcrm.graph import migrations
from graphcrm.graph.circuit import Circuit
from graphcrm.graph.connection import Graph
from graphcrm.graph.questions import library, sources
from graphcrm.jobs.keeping import Command, Keeper, Nights
from graphcrm.records import duties, tokens
from graphcrm.records.audit.journals import Journal
from graphcrm.records.audit.sealing import Sealer
from graphcrm.records.budgets import Budgets
from graphcrm.records.feed import Feed, FeedReader
from graphcrm.records.jobs import downloads
from graphcrm.records.jobs.counting import Counts, Ended
from graphcrm.records.jobs.downloads import Download
from graphcrm.records.sign_in import sessions
from graphcrm.settings import Settings
from graphcrm.vocabulary.words import VOCABULARY
from graphcrm.web.analysis import Console
from graphcrm.web.app import create_app
from graphcrm.web.connections import HEAD_BYTES, Connection
from graphcrm.web.downloads import Downloads, Files
from graphcrm.web.first_questions import FirstQuestions
from graphcrm.web.health import Health
from graphcrm.web.metrics import Metrics
from graphcrm.web.pages import Pages
from graphcrm.web.sign_in.accounts import Accounts
from graphcrm.web.sign_in.cache import SignInCache
from graphcrm.web.sign_in.credentials import Credential
from graphcrm.web.sign_in.oidc import Oidc
from graphcrm.web.sign_in.uses import Uses
from graphcrm.web.sockets.wire import SocketConnection
from graphcrm.web.uploads import Uploads

_LOG = logging.getLogger("graphcrm.web")
GRACE_SECONDS = 20.0
_KEEP_ALIVE_SECONDS = 15
Revive = Callable[[], Awaitable[None]]


def application(
    graph: Graph,
    policy: Policy,
    settings: Settings,
    *,
    clock: Callable[[], datetime] = now,
    feed: Feed | None = None,
    written: Callable[[], None] | None = None,
    journal: Journal | None = None,
    metrics: Metrics | None = None,
    uses: Uses | None = None,
    first: FirstQuestions | None = None,
) -> tuple[ASGIApp, Health]:
    """The application over an open graph, and its health. `clock` tells the time, in UTC; `feed` is kept running
    by the caller, else nobody who subscribes is told anything; `written` is called after every write, in place of the
    feed alone. Without a `journal` reads and refusals are not noted. The caller runs `uses` and `first`."""
    schema = database_schema.statements(VOCABULARY)
    planner = Planner(VOCABULARY, library(), page_limit=settings.page_limit, cipher=graph.cipher)
    circuit = Circuit(graph, settings.pool)
    feed, budgets = feed or Feed(graph), Budgets(settings.data_dir)
    metrics = metrics or Metrics(settings.metrics_dir)
    operations = Operations(
        planner,
        circuit,
        settings,
        clock=clock,
        written=written or feed.written,
        journal=journal,
        budgets=budgets,
        policy=policy,
        alert=metrics.duty,
    )
    health = Health(graph, settings.data_dir, lambda: migrations.pending(graph, schema), graph.cipher.check)
    if first is not None:
        first.by(operations, health)
    reader = FeedReader(circuit, lambda viewer: planner.rules(viewer.lens), operations.fields)
    subscriptions = Subscriptions(operations, feed, reader, settings)

    sign_in = _sign_in(graph, circuit, policy, settings, uses or Uses(graph))
    accounts = Accounts(circuit, policy, settings, health, sign_in, operations.auditing, budgets)
    charts, maps = OrgCharts(planner, circuit, operations.allowances, clock), InfluenceMaps(operations, clock)
    routes, table, made = accounts.routes(), PolicyTable(policy, VOCABULARY), _files(circuit, policy, settings)
    routes += Downloads(charts, maps, table, made, operations.auditing, sign_in, health, settings).routes()
    routes += Uploads(operations, sign_in, health, settings).routes()
    if settings.oidc_issuer is not None:
        routes += Oidc(circuit, policy, settings).routes()
    analysis = Analysis(operations, graph.analysts, budgets, settings, library(), clock)
    routes += Console(analysis, sign_in, health, settings, sources()).routes()
    pages = Pages(sign_in_elsewhere=settings.oidc_issuer is not None, version=version("graphcrm"))
    return create_app(operations, sign_in, health, settings, subscriptions, routes, budgets, metrics, pages), health


def _files(circuit: Circuit, policy: Policy, settings: Settings) -> Files:
    async def find(viewer: Viewer, identifier: str) -> Download:
        seconds = settings.request_deadline
        return await downloads.find(circuit, policy, viewer, identifier, settings.data_dir, seconds)

    return find


def _sign_in(graph: Graph, circuit: Circuit, policy: Policy, settings: Settings, uses: Uses) -> SignInCache:
    async def look_up(credential: Credential) -> Viewer:
        seconds = settings.request_deadline
        if credential.session:
            return await sessions.viewer(circuit, policy, credential.secret, seconds)
        return await circuit.through(lambda _: tokens.sign_in(graph, policy, credential.secret), seconds)

    return SignInCache(
        look_up,
        lambda reference: sessions.seen(circuit, reference),
        lambda who, number: on_duty(policy, who, number),
        uses.used,
    )


def listener(settings: Settings) -> socket.socket:
    """A socket bound to the address of the settings; it listens once the server is ready. BadUserInput where the
    address is taken or none of this machine."""
    host, port = settings.host_and_port
    host = host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
    except OSError as error:
        found.close()
        raise BadUserInput(
            f"{settings.bind} cannot be listened on ({error.strerror or error}). Choose another address: --bind."
        ) from error
    return found


def configuration(app: ASGIApp, message_limit: int = Settings.body_limit) -> uvicorn.Config:
    """How uvicorn serves the application: nothing of its own is logged or told, and connections are bounded; a message
    over a socket to `message_limit` bytes."""
    return uvicorn.Config(
        app,
        http=Connection,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        lifespan="off",
        ws=SocketConnection,
        ws_max_size=message_limit,
        ws_per_message_deflate=False,  # messages are short, and what was packed may unpack to anything
        h11_max_incomplete_event_size=2 * HEAD_BYTES,  # beyond our own bound, which answers in our words
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=1,  # for replies on their way; what runs has ended before
    )


class _Server(uvicorn.Server):
    """Tells when it accepts. At the first signal readiness turns off and nothing new is begun; what runs may end within
    20 seconds, and until then health is still answered; sockets are closed. At the second it ends at once."""

    def __init__(self, config: uvicorn.Config, health: Health, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._health = health
        self._ready = ready
        self._ends = float("inf")

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        # Vocabulary and schema live as long as the process: a full collection that walks them again and again would
        # hold every request up for a tenth of a second.
        gc.collect()
        gc.freeze()
        if self.started:
            self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self._health.stopping:
            self.should_exit = self.force_exit = True
        self._health.stopping = True
        self._ends = time.monotonic() + GRACE_SECONDS

    async def on_tick(self, counter: int) -> bool:
        health = self._health
        if health.stopping:
            health.ending.set()
            if health.running + health.sockets == 0 or time.monotonic() > self._ends:
                self.should_exit = True
        return await super().on_tick(counter)


async def serve(
    graph: Graph,
    policy: Policy,
    settings: Settings,
    *,
    ready: Callable[[], None],
    revive: Revive | None = None,
    bound: socket.socket | None = None,
    clock: Callable[[], datetime] = now,
    jobs: Command | None = None,
    opened: Callable[[], Awaitable[None]] | None = None,
) -> None:
    """Serves on `bound` (else on the address of the settings) until SIGTERM or SIGINT: then readiness is 503 at once,
    what runs may end within 20 seconds, and a job is given back after its step. `revive` is called when the database
    does not answer, to bring one of our own back; `jobs` starts what does a job: without it none is done here. `opened`
    is called once what the pages ask first has been planned."""
    feed = Feed(graph)
    sealer = Sealer(graph, settings.data_dir, settings.audit_anchor_dir)

    def written() -> None:
        feed.written()
        sealer.written()

    journal = Journal(settings.data_dir / "journal", strict=settings.audit_reads == "strict")
    metrics, uses = Metrics(settings.metrics_dir), Uses(graph)
    first = FirstQuestions(graph, policy, settings.data_dir, opened)
    app, health = application(
        graph,
        policy,
        settings,
        clock=clock,
        feed=feed,
        written=written,
        journal=journal,
        metrics=metrics,
        uses=uses,
        first=first,
    )
    # A signal that comes when uvicorn has ended, while the database is being closed, has nothing left to stop.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _done)
    keeper = _keeper(graph, policy, settings, metrics, jobs) if jobs is not None else None
    keeping = keeper.running(health.ending) if keeper is not None else contextlib.nullcontext()
    beside = _all(keeping, watched(graph, revive), first.running())
    async with feed.running(), sealer.running(), journal.open(), uses.running(), beside:
        server = _Server(configuration(app, settings.body_limit), health, ready)
        await server.serve(sockets=[bound or listener(settings)])
        sealer.hurried = server.force_exit
        if keeper is not None and server.force_exit:
            keeper.hurry()


@asynccontextmanager
async def _all(*parts: AbstractAsyncContextManager[Any]) -> AsyncIterator[None]:
    """All of these while the block lasts, ended the last one first."""
    async with contextlib.AsyncExitStack() as stack:
        for one in parts:
            await stack.enter_async_context(one)
        yield


def _keeper(graph: Graph, policy: Policy, settings: Settings, metrics: Metrics, command: Command) -> Keeper:
    async def counted(counts: Counts) -> None:
        metrics.jobs(counts)
        metrics.held(await duties.held(graph, policy))

    def ended(job: Ended) -> None:
        metrics.job_ended(job.kind, job.state, job.seconds)
        if job.kind == "audience_check" and job.result is not None:
            metrics.audiences(job.result["findings"])

    also = ("merging",) if settings.merge_certain == "nightly" else ()
    return Keeper(graph, command, Nights(graph, settings.night, also=also), counted=counted, ended=ended)


def _done(_number: int, _frame: FrameType | None) -> None:
    """What a signal means after the end."""


@asynccontextmanager
async def watched(graph: Graph, revive: Revive | None) -> AsyncIterator[None]:
    """Brings the database back when it does not answer, while the block lasts; without `revive` nobody does."""
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
