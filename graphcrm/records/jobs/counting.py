"""What an operator watches: how many jobs there are, how long they took."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from graphcrm.graph.connection import Graph
from graphcrm.vocabulary.job import ENDED, KINDS

Counts = Mapping[tuple[str, str], int]
_SECONDS = 5.0
OPEN = ("QUEUED", "RUNNING", "PAUSED")
_COUNT = """
MATCH (j:Job) WHERE j.state IN ['QUEUED', 'RUNNING']
RETURN j.kind, CASE WHEN j.state = 'RUNNING' AND j._leased_until <= datetime() THEN 'PAUSED' ELSE j.state END, count(*)
"""
_ENDED = """
MATCH (j:Job {id: $id}) WHERE j.state IN $ended
RETURN j.kind, j.state, j.result,
  duration.inSeconds(coalesce(j.started_at, j.finished_at), j.finished_at).milliseconds / 1000.0
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of a job, and the seconds from when it began."""

    kind: str
    state: str
    result: Any
    seconds: float


async def counts(graph: Graph) -> Counts:
    """How many have not ended, by kind and state; of each kind there is, and of each state."""
    found = dict.fromkeys(product(KINDS, OPEN), 0)
    for kind, state, number in await graph.rows(_COUNT, {}, question="jobs", seconds=_SECONDS):
        found[kind, state] = number
    return found


async def ended(graph: Graph, job: str) -> Ended | None:
    """What became of a job; None where it has not ended."""
    rows = await graph.rows(_ENDED, {"id": job, "ended": list(ENDED)}, question="jobs", seconds=_SECONDS)
    if not rows:
        return None
    kind, state, result, seconds = rows[0]
    return Ended(kind, state, None if result is None else json.loads(result), seconds)
