"""Jobs as the command shows them: by the questions that the API asks, for whoever asks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from graphcrm.access.viewers import Viewer
from graphcrm.compile.declarations import camel
from graphcrm.errors import NotFound
from graphcrm.graph.connection import Graph
from graphcrm.graph.questions import library
from graphcrm.records.stored import native
from graphcrm.vocabulary.job import JOB

_JSON = ("parameters", "result")


async def latest(graph: Graph, who: Viewer, kind: str | None, state: str | None, first: int) -> list[dict[str, Any]]:
    """The latest jobs that somebody sees, by kind and state where these are said."""
    parameters = {"kind": kind, "state": state, "first": first, "after": None, **_rights(who)}
    return [_shown(row[0]) for row in await graph.rows(library()["jobs/all"].body, parameters, question="jobs")]


async def one(graph: Graph, who: Viewer, job: str) -> dict[str, Any]:
    """One job. NotFound where there is none that they see."""
    rows = await graph.rows(library()["jobs/by_id"].body, {"id": job, **_rights(who)}, question="jobs")
    if not rows:
        raise NotFound(f"There is no job {job[:40]}. `graphcrm jobs list` shows them.")
    return _shown(rows[0][0])


def _rights(who: Viewer) -> dict[str, Any]:
    return {"viewer": who.id, "permissions": sorted(who.permissions)}


def _shown(node: Mapping[str, Any]) -> dict[str, Any]:
    found = {camel(prop.name): _value(prop.name, native(node.get(prop.name))) for prop in JOB.properties}
    if found["state"] == "RUNNING" and native(node["_leased_until"]) <= datetime.now(UTC):
        found["state"] = "PAUSED"
    return found


def _value(name: str, value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return json.loads(value) if name in _JSON and value is not None else value
