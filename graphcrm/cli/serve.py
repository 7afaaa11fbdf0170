"""`graphcrm serve`: the API on its address."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import logging
import os
import socket
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import click

from graphcrm.cli import output
from graphcrm.cli.database import open_graph, reached
from graphcrm.cli.policy import chosen
from graphcrm.graph import managed
from graphcrm.graph.connection import Graph
from graphcrm.jobs.keeping import Command
from graphcrm.records.sign_in import set_up
from graphcrm.settings import Settings, environment, load
from graphcrm.web import logs, serving, workers

_LOG = logging.getLogger("graphcrm.cli")
_SET_UP_FILE = "set-up.json"
# What another process of ours needs to find the database that we found.
_DATABASE = ("neo4j_uri", "neo4j_user", "neo4j_password", "neo4j_password_file")


@click.command()
@click.option("--bind", metavar="HOST:PORT", help="The address to listen on, in place of GRAPHCRM_BIND; port 0 is any.")
@click.option(
    "--workers", "count", type=click.IntRange(1), help="Processes that serve it, in place of GRAPHCRM_WORKERS."
)
@click.option("--json", "as_json", is_flag=True, help='Say it is ready as one JSON object: {"ready": "http://…"}.')
@click.option("--inherited", type=int, hidden=True, help="The socket that a supervisor gives its workers.")
def serve(bind: str | None, count: int | None, as_json: bool, inherited: int | None) -> None:
    """Serve the API until stopped. Prints `ready http://HOST:PORT` when it answers.

    Example: graphcrm serve --bind 127.0.0.1:8000 --workers 2
    """
    settings = load()
    if inherited is not None:
        with socket.socket(fileno=inherited) as bound:
            run(lambda: _work(settings, bound))
        return
    if bind is not None:
        host, _, port = bind.rpartition(":")
        if not host or not port.isdigit() or int(port) > 65535:
            raise click.BadParameter(f"{bind} is no address. Write 127.0.0.1:8000.", param_hint="--bind")
        settings = dataclasses.replace(settings, bind=bind)
    if count is not None:
        settings = dataclasses.replace(settings, workers=count)
    # Before the database, whose start takes longer than to find out that the address is taken.
    with serving.listener(settings) as bound:
        run(lambda: (_serve if settings.workers == 1 else _supervise)(settings, bound, as_json))


def run(main: object) -> None:
    """Runs an async main on uvloop where there is one."""
    try:
        import uvloop  # here, since it is not there on every platform, and not needed
    except ImportError:
        asyncio.run(main())  # type: ignore[operator]
        return
    uvloop.run(main())  # type: ignore[operator]


async def _serve(settings: Settings, bound: socket.socket, as_json: bool) -> None:
    logs.set_up(settings.log_level)
    with reached(settings) as found:
        async with open_graph(found, retry=settings.request_deadline) as graph:
            ready, revive = _teller(settings, bound, as_json), reviver(settings)
            await _tell_set_up(graph, settings)
            jobs = worker_of(found)
            await serving.serve(graph, chosen(), settings, ready=ready, revive=revive, bound=bound, jobs=jobs)


async def _supervise(settings: Settings, bound: socket.socket, as_json: bool) -> None:
    """Migrates, watches over the database, and leaves the serving to workers."""
    logs.set_up(settings.log_level)
    chosen()  # what is wrong with it is told here, once
    place = settings.data_dir / "tmp"
    place.mkdir(parents=True, exist_ok=True)
    with reached(settings) as own, tempfile.TemporaryDirectory(prefix="metrics-", dir=place) as counts:
        found = dataclasses.replace(own, metrics_dir=Path(counts))
        async with open_graph(found) as graph:
            words = [sys.executable, "-m", "graphcrm.cli", "serve", "--inherited", str(bound.fileno())]
            ready, given = _teller(settings, bound, as_json), environment(found, *_DATABASE, "bind", "metrics_dir")
            await _tell_set_up(graph, settings)
            async with serving.watched(graph, reviver(settings)):
                await workers.Supervisor(words, given, bound, settings.workers, ready).run()


async def _work(settings: Settings, bound: socket.socket) -> None:
    """One worker of several: the supervisor has migrated, and brings the database back."""
    logs.set_up(settings.log_level)
    async with (
        workers.ended_with_supervisor(),
        open_graph(settings, migrate=False, retry=settings.request_deadline) as graph,
    ):
        jobs = worker_of(settings)
        await serving.serve(graph, chosen(), settings, ready=lambda: _say("ready"), bound=bound, jobs=jobs)


def worker_of(settings: Settings) -> Command:
    """How a process that does a job is started on the database of these settings."""
    given = environment(dataclasses.replace(settings, metrics_dir=None), *_DATABASE, "metrics_dir")
    return Command([sys.executable, "-m", "graphcrm.cli", "jobs", "run"], given)


async def _tell_set_up(graph: Graph, settings: Settings) -> None:
    """Tells how the first administrator comes in, as long as there is none: whoever sits at the terminal, and a file
    that its owner alone can read. The log, which others may collect, says no more than where it lies."""
    path = settings.data_dir / _SET_UP_FILE
    path.unlink(missing_ok=True)
    token = await set_up.token(graph, chosen())
    if token is None:
        return
    minutes = int(set_up.LASTS.total_seconds() / 60)
    _keep(path, token)
    if sys.stderr.isatty():
        output.say(f"Nobody administers graphcrm yet. Within {minutes} minutes, once, open:")
        output.say(f"  {settings.public_url or f'http://{settings.bind}'}/sign-in#set-up={token}")
        output.say(f'or send to /auth/setup: {{"token": "{token}", "email": "…", "name": "…", "password": "…"}}')
    else:
        _LOG.warning("nobody administers graphcrm yet: set-up.json in the data directory lets somebody in")


def _keep(path: Path, token: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, json.dumps({"token": token, "email": "", "name": "", "password": ""}).encode() + b"\n")
    finally:
        os.close(handle)


def _teller(settings: Settings, bound: socket.socket, as_json: bool) -> Callable[[], None]:
    """Tells on stdout that the address answers."""
    host, _, _ = settings.bind.rpartition(":")
    address = f"http://{host}:{bound.getsockname()[1]}"
    return lambda: _say(json.dumps({"ready": address}) if as_json else f"ready {address}")


def _say(line: str) -> None:
    click.echo(line)
    sys.stdout.flush()


def reviver(settings: Settings) -> serving.Revive | None:
    """Brings our own Neo4j back when it died; a foreign one is somebody else's to mend."""
    if settings.neo4j_uri is not None:
        return None

    async def revive() -> None:
        await asyncio.to_thread(managed.revive, settings)

    return revive
