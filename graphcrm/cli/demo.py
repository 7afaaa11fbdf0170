"""`graphcrm demo`: the invented world in a Neo4j of our own, served, with what to try first."""

from __future__ import annotations

import contextlib
import dataclasses
import socket
import sys
import tempfile
import time
import webbrowser
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from graphcrm.cli.acting import act
from graphcrm.cli.database import open_graph, reached
from graphcrm.cli.policy import chosen
from graphcrm.cli.seed import imported
from graphcrm.cli.serve import reviver, run, worker_of
from graphcrm.demo import world
from graphcrm.errors import BadUserInput, Conflict
from graphcrm.graph.connection import Graph
from graphcrm.records import tokens, users
from graphcrm.records.sign_in import links
from graphcrm.settings import Settings, has_screen, load
from graphcrm.web import logs, serving

_USER = "jonas.keller@tidewright.example"
_FOREIGN = """
MATCH (o:Organization) WHERE NOT EXISTS { MATCH (:Internal:ImportRun {source: 'demo'}) } RETURN count(o)
"""


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="The port to serve on; without it that of GRAPHCRM_BIND.")
@click.option(
    "--size", type=click.Choice(["small", "full"]), default="full", show_default=True, help="60 or 2,140 people."
)
@click.option("--no-browser", is_flag=True, help="Open no browser.")
def demo(port: int | None, size: world.Size, no_browser: bool) -> None:
    """Start a Neo4j, fill it with an invented group of companies, serve it, and say what to try.

    Example: graphcrm demo --port 8000
    """
    settings = load()
    if settings.neo4j_uri is not None:
        raise BadUserInput("The demo uses a Neo4j of its own. Unset GRAPHCRM_NEO4J_URI.")
    if port is not None:
        settings = dataclasses.replace(settings, bind=f"127.0.0.1:{port}")
    _require_free(settings)
    run(lambda: _demo(settings, size, browser=not no_browser))


def _require_free(settings: Settings) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(settings.host_and_port)
        except OSError as error:
            raise BadUserInput(f"{settings.bind} is taken. Choose another port: graphcrm demo --port N.") from error


async def _demo(settings: Settings, size: world.Size, *, browser: bool) -> None:
    began = time.monotonic()
    logs.set_up("WARNING")
    with reached(settings) as found:
        await _demo_on(found, settings, size, began, browser=browser)


async def _demo_on(found: Settings, settings: Settings, size: world.Size, began: float, *, browser: bool) -> None:
    async with open_graph(found) as graph:
        total = await _fill(graph, size)
        token, new = await _token(graph)
        link = f"http://{settings.bind}/sign-in#link={await links.make(graph, _USER)}"

        def ready() -> None:
            _say(settings, link, token, total, time.monotonic() - began)
            if browser:
                _open(link)

        async def opened() -> None:
            # Once the pages open quickly: done before, both would keep whoever looks at the first of them waiting.
            if new:
                await act(graph, "jobStart", {"kind": "scores"})

        revive, jobs = reviver(settings), worker_of(found)
        await serving.serve(graph, chosen(), settings, ready=ready, revive=revive, jobs=jobs, opened=opened)


async def _fill(graph: Graph, size: world.Size) -> int:
    rows = await graph.rows(_FOREIGN, {})
    if rows[0][0]:
        raise Conflict(
            "This data directory holds another graph. Set GRAPHCRM_DATA_DIR to an empty folder for the demo."
        )
    with tempfile.TemporaryDirectory(prefix="graphcrm-demo-") as name:
        folder = Path(name)
        world.write(folder, size=size, today=datetime.now(UTC).date())
        ledger = await imported(graph, folder, "demo")
    return ledger.total()["read"]


async def _token(graph: Graph) -> tuple[str, bool]:
    """A token, and whether its user is new: the demo was not opened before."""
    new = False
    with contextlib.suppress(Conflict):
        await users.add(graph, chosen(), _USER, "Jonas Keller", ["manager"])
        # Their ties and their account make the first page.
        await act(graph, "userPersonAdd", {"user": {"email": _USER}, "person": {"externalId": "p-keller"}})
        account = {"organization": {"externalId": "o-halden"}, "as": "OWNER", "withSubsidiaries": True}
        await act(graph, "coverageAdd", {"user": {"email": _USER}, **account})
        new = True
    return await tokens.create(graph, chosen(), _USER, "manager", timedelta(days=7)), new


def _environment(settings: Settings) -> str:
    """What another terminal must be told to find the same data: nothing where they lie in the default place."""
    default = Settings()
    return "" if settings.data_dir == default.data_dir else f"GRAPHCRM_DATA_DIR={settings.data_dir} "


def _open(link: str) -> None:
    """Shows the pages, where there is a screen to show them on: a browser for the terminal would take it over."""
    if has_screen():
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(link)


def _say(settings: Settings, link: str, token: str, total: int, seconds: float) -> None:
    query = (
        '{ organization(by: {externalId: \\"o-halden\\"}) { name orgChart(first: 5) { seats { role { title } } } } }'
    )
    lines = [
        "",
        f"graphcrm serves the demo world ({total} rows) at http://{settings.bind}/graphql  ({seconds:.1f} s)",
        f"data in {settings.data_dir}; nothing leaves this machine; Ctrl-C ends it",
        "",
        f"open, within a quarter of an hour, once (another: graphcrm user link {_USER}):",
        f"  {link}",
        "token, good for 7 days:",
        f"  {token}",
        "try, in another terminal:",
        f"  curl -s http://{settings.bind}/graphql -H 'Authorization: Bearer {token}' "
        f"-H 'Content-Type: application/json' -d '{{\"query\": \"{query}\"}}'",
        f"  {_environment(settings)}graphcrm ask org_charts/of_organization organization=o-halden "
        "include_subsidiaries=true",
        "",
        f"ready http://{settings.bind}",
    ]
    click.echo("\n".join(lines))
    sys.stdout.flush()
