"""`graphcrm serve`: the API on its address."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import socket
import sys

import click

from graphcrm.cli.database import open_graph
from graphcrm.cli.policy import chosen
from graphcrm.graph import managed
from graphcrm.settings import Settings, load
from graphcrm.web import logs, serving


@click.command()
@click.option("--bind", metavar="HOST:PORT", help="The address to listen on, in place of GRAPHCRM_BIND; port 0 is any.")
@click.option("--json", "as_json", is_flag=True, help='Say it is ready as one JSON object: {"ready": "http://…"}.')
def serve(bind: str | None, as_json: bool) -> None:
    """Serve the API until stopped. Prints `ready http://HOST:PORT` when it answers.

    Example: graphcrm serve --bind 127.0.0.1:8000
    """
    settings = load()
    if bind is not None:
        host, _, port = bind.rpartition(":")
        if not host or not port.isdigit() or int(port) > 65535:
            raise click.BadParameter(f"{bind} is no address. Write 127.0.0.1:8000.", param_hint="--bind")
        settings = dataclasses.replace(settings, bind=bind)
    # Before the database, whose start takes longer than to find out that the address is taken.
    with serving.listener(settings) as bound:
        run(lambda: _serve(settings, bound, as_json))


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
    host, _, _ = settings.bind.rpartition(":")
    address = f"http://{host}:{bound.getsockname()[1]}"
    async with open_graph(settings, retry=settings.request_deadline) as graph:

        def ready() -> None:
            click.echo(json.dumps({"ready": address}) if as_json else f"ready {address}")
            sys.stdout.flush()

        await serving.serve(graph, chosen(), settings, ready=ready, revive=reviver(settings), bound=bound)


def reviver(settings: Settings) -> serving.Revive | None:
    """Brings our own Neo4j back when it died; a foreign one is somebody else's to mend."""
    if settings.neo4j_uri is not None:
        return None

    async def revive() -> None:
        await asyncio.to_thread(managed.revive, settings)

    return revive
