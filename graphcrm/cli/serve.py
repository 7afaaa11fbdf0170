"""`graphcrm serve`: the API on its address."""

from __future__ import annotations

import asyncio
import dataclasses
import sys

import click

from graphcrm.cli.database import open_graph
from graphcrm.cli.policy import chosen
from graphcrm.graph import managed
from graphcrm.settings import Settings, load
from graphcrm.web import logs, serving


@click.command()
@click.option("--bind", metavar="HOST:PORT", help="The address to listen on, in place of GRAPHCRM_BIND.")
def serve(bind: str | None) -> None:
    """Serve the API until stopped. Prints `ready http://HOST:PORT` when it answers.

    Example: graphcrm serve --bind 127.0.0.1:8000
    """
    settings = load()
    if bind is not None:
        host, _, port = bind.rpartition(":")
        if not host or not port.isdigit():
            raise click.BadParameter(f"{bind} is no address. Write 127.0.0.1:8000.", param_hint="--bind")
        settings = dataclasses.replace(settings, bind=bind)
    run(lambda: _serve(settings))


def run(main: object) -> None:
    """Runs an async main on uvloop where there is one."""
    try:
        import uvloop  # here, since it is not there on every platform, and not needed
    except ImportError:
        asyncio.run(main())  # type: ignore[operator]
        return
    uvloop.run(main())  # type: ignore[operator]


async def _serve(settings: Settings) -> None:
    logs.set_up(settings.log_level)
    async with open_graph(settings) as graph:

        def ready() -> None:
            click.echo(f"ready http://{settings.bind}")
            sys.stdout.flush()

        await serving.serve(graph, chosen(), settings, ready=ready, revive=reviver(settings))


def reviver(settings: Settings) -> serving.Revive | None:
    """Brings our own Neo4j back when it died; a foreign one is somebody else's to mend."""
    if settings.neo4j_uri is not None:
        return None

    async def revive() -> None:
        await asyncio.to_thread(managed.revive, settings)

    return revive
