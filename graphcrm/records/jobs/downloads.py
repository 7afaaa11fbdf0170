"""The files that jobs made: for whoever asked, for a day, as long as their rights are the same and nothing was
taken out of their sight since."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from graphcrm.access.policy import Policy
from graphcrm.access.viewers import Viewer
from graphcrm.errors import NotFound
from graphcrm.graph.circuit import Circuit
from graphcrm.graph.connection import Graph
from graphcrm.records.jobs import askers
from graphcrm.records.stored import native

KEPT = timedelta(days=1)
_ID = re.compile(r"dwn_[0-9a-f]{32}")
_FIND = """
MATCH (j:Job {asked_by: $viewer}) WHERE j.download_id = $id AND j.finished_at > datetime.realtime() - $kept
OPTIONAL MATCH (seen:Change {id: j._download_seen})
WITH j, coalesce(seen.position, 0) AS place
RETURN j._download_rights, j.parameters, j.finished_at,
  EXISTS { MATCH (c:Change) WHERE c.position > place AND (c.act = 'RESTRICTED' OR c.act = 'LIMITED' AND NOT $sees_all)
    AND ($sees_all OR c.seen_before IS NULL OR any(t IN c.seen_before WHERE t IN $teams)) }
  OR EXISTS { MATCH (c:Unsequenced) WHERE (c.act = 'RESTRICTED' OR c.act = 'LIMITED' AND NOT $sees_all)
    AND ($sees_all OR c.seen_before IS NULL OR any(t IN c.seen_before WHERE t IN $teams)) }
"""
_KEPT = """
MATCH (j:Job) WHERE j.download_id IN $ids AND j.finished_at > datetime.realtime() - $kept
RETURN collect(j.download_id)
"""


@dataclass(frozen=True, slots=True)
class Download:
    """A file that may be downloaded: where it is, what it is called, its ending."""

    path: Path
    name: str
    ending: str


def folder(data_dir: Path) -> Path:
    """Where the files stand."""
    return data_dir / "exports"


async def find(
    circuit: Circuit, policy: Policy, viewer: Viewer, identifier: str, data_dir: Path, seconds: float
) -> Download:
    """The file of this id. NotFound where there is none for this viewer as they are now, its time is over, or it may
    tell of what they do not see any more: all alike."""
    if _ID.fullmatch(identifier) is not None:
        said = {"viewer": viewer.id, "id": identifier, "kept": KEPT}
        parameters = {**said, "sees_all": viewer.lens.sees_all, "teams": list(viewer.teams)}
        row = await circuit.read(_FIND, parameters, question="download", seconds=seconds)
        paths = sorted(folder(data_dir).glob(f"{identifier}.*")) if row is not None else []
        if row is not None and row[0] == askers.bound(policy, viewer) and not row[3] and paths:
            records = json.loads(row[1]).get("records", "rejected")  # rows of an import
            ending = paths[0].suffix[1:]
            return Download(paths[0], f"{records}-{native(row[2]).date().isoformat()}.{ending}", ending)
    raise NotFound("There is no such file, or not any more. Ask for it again.")


async def kept(graph: Graph, ids: Sequence[str]) -> frozenset[str]:
    """Those of these ids whose file somebody may still download."""
    rows = await graph.rows(_KEPT, {"ids": list(ids), "kept": KEPT}, question="downloads")
    return frozenset(rows[0][0])
