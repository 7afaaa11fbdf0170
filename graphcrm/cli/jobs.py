"""`graphcrm jobs`: what takes longer, asked for, looked at, ended, and done where no server does it."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import click

from graphcrm.access.viewers import Viewer, owner
from graphcrm.cli import output
from graphcrm.cli.acting import act, acted, with_graph
from graphcrm.cli.database import open_graph
from graphcrm.cli.policy import chosen
from graphcrm.compile.subscription_types import JOB_STATE
from graphcrm.errors import BadUserInput
from graphcrm.graph.connection import Graph
from graphcrm.jobs.keeping import Nights
from graphcrm.jobs.worker import Worker
from graphcrm.records import users
from graphcrm.records.jobs import claims, listing
from graphcrm.records.journal import LOCAL
from graphcrm.settings import load
from graphcrm.vocabulary.job import KINDS
from graphcrm.web import logs, workers

_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object.")
_VIEWER = click.option("--viewer", "email", help="As this user; without it as the local operator, who sees all jobs.")


@click.group()
def jobs() -> None:
    """Work that takes longer: done by `graphcrm serve`, or by `graphcrm jobs run`.

    Example: graphcrm jobs list
    """


@jobs.command("list")
@click.option("--kind", type=click.Choice(sorted(KINDS)), help="Only of this kind.")
@click.option("--state", type=click.Choice(list(JOB_STATE.values), case_sensitive=False), help="Only in this state.")
@click.option("--first", type=click.IntRange(1, 1000), default=20, show_default=True, help="At most so many.")
@_VIEWER
@_JSON
def list_(kind: str | None, state: str | None, first: int, email: str | None, as_json: bool) -> None:
    """The latest jobs.

    Example: graphcrm jobs list --state running
    """

    async def work(graph: Graph) -> list[dict[str, Any]]:
        return await listing.latest(graph, await _who(graph, email), kind, state and state.upper(), first)

    found = with_graph(work)
    if as_json:
        output.print_json({"jobs": found})
    else:
        _table(found)


@jobs.command()
@click.argument("job", metavar="ID")
@_VIEWER
@_JSON
def show(job: str, email: str | None, as_json: bool) -> None:
    """All that is known of a job.

    Example: graphcrm jobs show job_01kb0c2v5w9m3t7x8y6z4a1d2e
    """
    _tell(with_graph(lambda graph: _one(graph, job, email)), as_json)


@jobs.command()
@click.argument("kind", type=click.Choice(sorted(KINDS)))
@click.option("--parameters", metavar="JSON", help="An object of what the kind takes.")
@_VIEWER
@_JSON
def start(kind: str, parameters: str | None, email: str | None, as_json: bool) -> None:
    """Ask for a job: a server does it, or `graphcrm jobs run`.

    Example: graphcrm jobs start audience_check
    """
    given = {"kind": kind, "parameters": _object(parameters)}

    async def work(graph: Graph) -> dict[str, Any]:
        return await _one(graph, (await acted(graph, "jobStart", given, email)).shown[0], email)

    _tell(with_graph(work), as_json)


@jobs.command()
@click.argument("job", metavar="ID")
@_VIEWER
@_JSON
def cancel(job: str, email: str | None, as_json: bool) -> None:
    """End a job that has not ended. What it wrote stays.

    Example: graphcrm jobs cancel job_01kb0c2v5w9m3t7x8y6z4a1d2e
    """

    async def work(graph: Graph) -> dict[str, Any]:
        await act(graph, "jobCancel", {"job": job}, email)
        return await _one(graph, job, email)

    _tell(with_graph(work), as_json)


@jobs.command()
@click.option("--claimed", metavar="ID:OWNER", hidden=True, help="The one job that a server has taken for us.")
@_JSON
def run(claimed: str | None, as_json: bool) -> None:
    """Do the jobs that wait, those of the night too, until none does. Exit code 3 where one could be done in part only,
    1 where one failed.

    Example: graphcrm jobs run
    """
    if claimed is not None:
        asyncio.run(_do(*claimed.split(":", 1)))
        return
    found = with_graph(_drain)
    if as_json:
        output.print_json({"jobs": found})
    else:
        _table(found)
    states = {one["state"] for one in found}
    if states & {"FAILED", "PARTIAL"}:
        sys.exit(1 if "FAILED" in states else 3)


async def _drain(graph: Graph) -> list[dict[str, Any]]:
    await Nights(graph, load().night).ask()
    worker = Worker(graph, chosen())
    done = await until_told(worker, worker.drain)
    who = await _who(graph, None)
    return [await listing.one(graph, who, claim.id) for claim, _ in done]


async def _do(job: str, owner_: str) -> None:
    """The one job, until it ends, or whoever started us does. The server seals what it notes."""
    settings = load()
    logs.set_up(settings.log_level)
    async with workers.ended_with_supervisor(), open_graph(settings, migrate=False, settle=False) as graph:
        claim = await claims.taken(graph, job, owner_)
        if claim is not None:
            worker = Worker(graph, chosen())
            await until_told(worker, lambda: worker.work(claim))


async def until_told(worker: Worker, work: Callable[[], Awaitable[Any]]) -> Any:
    """What comes of the work of a worker, which SIGTERM and SIGINT end after its step."""
    loop = asyncio.get_running_loop()
    before = {}
    told = (signal.SIGTERM, signal.SIGINT) if threading.current_thread() is threading.main_thread() else ()
    for number in told:  # no other thread may say what a signal does
        before[number] = signal.signal(number, lambda *_: loop.call_soon_threadsafe(worker.stopping.set))
    try:
        return await work()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


async def _who(graph: Graph, email: str | None) -> Viewer:
    return await users.viewer_of(graph, chosen(), email) if email else owner(chosen(), id=LOCAL.user)


async def _one(graph: Graph, job: str, email: str | None) -> dict[str, Any]:
    return await listing.one(graph, await _who(graph, email), job)


def _object(text: str | None) -> Any:
    try:
        return None if text is None else json.loads(text)
    except ValueError as error:
        raise BadUserInput('The parameters are no JSON. Write an object, such as {"full": true}.') from error


def _tell(job: dict[str, Any], as_json: bool) -> None:
    if as_json:
        output.print_json(job)
        return
    for name, value in job.items():
        if value is not None:
            said = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
            click.echo(f"{name}: {said}")


def _table(found: list[dict[str, Any]]) -> None:
    rows = [
        [one["id"], one["kind"], one["state"].lower(), _progress(one), output.minute(one["createdAt"]), one["message"]]
        for one in found
    ]
    output.print_table(("id", "kind", "", "done", "asked at", ""), rows)


def _progress(job: dict[str, Any]) -> str:
    return "" if job["total"] is None else f"{job['done']} of {job['total']}"
