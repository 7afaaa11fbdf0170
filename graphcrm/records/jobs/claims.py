"""A job in the hands of one worker: taken for a time that is prolonged while the worker lives, given back or ended.

Whoever takes a job holds the lock of jobs, sees that no other of its kind is in anybody's hands, and becomes its owner
until the lease runs out. All that is written of it afterwards is written by its owner or not at all, so that a worker
that was thought dead and goes on changes nothing. The time is the database's, for all workers the same.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from ulid import ULID

from graphcrm.compile import writing
from graphcrm.errors import Conflict
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records import feed, journal
from graphcrm.records.jobs.asking import LOCK
from graphcrm.records.journal import Author

T = TypeVar("T")

LEASE_SECONDS = 20.0
MOST_ATTEMPTS = 5
_LONGEST = 64 * 1024
# What was begun goes first; of the others the oldest. A kind of which one is held is left alone.
_NEXT = """
WITH coalesce($now, datetime.realtime()) AS now
MATCH (j:Job) WHERE j.state IN ['QUEUED', 'RUNNING'] AND j.kind IN $kinds
WITH now, collect(j) AS open
WITH open, now, [j IN open WHERE j.state = 'RUNNING' AND j._leased_until > now | j.kind] AS held
UNWIND open AS j WITH j, now WHERE NOT j.kind IN held AND coalesce(j._not_before <= now, true)
RETURN j.id AS id, now ORDER BY j.state = 'QUEUED', j.started_at IS NULL, j.id LIMIT 1
"""
_TAKE = """
MATCH (j:Job {id: $id}) WITH j, coalesce($now, datetime.realtime()) AS now
OPTIONAL MATCH (l:Lock {name: 'feed'})
OPTIONAL MATCH (c:Change {position: l.position})
SET j.state = 'RUNNING', j._owner = $owner, j._leased_until = now + duration({milliseconds: $lease}),
  j._attempts = j._attempts + 1, j._seen = CASE WHEN j.started_at IS NULL THEN c.id ELSE j._seen END,
  j.started_at = coalesce(j.started_at, now)
REMOVE j._not_before
RETURN j.id, j._owner, j.kind, j.parameters, j.asked_by, j._token, j._rights, j._checkpoint, j._seen, j._attempts,
  j._cancelled_by
"""
_TAKEN = """
MATCH (j:Job {id: $id}) WHERE j._owner = $owner AND j.state = 'RUNNING'
RETURN j.id, j._owner, j.kind, j.parameters, j.asked_by, j._token, j._rights, j._checkpoint, j._seen, j._attempts,
  j._cancelled_by
"""
_RIGHTS = "MATCH (j:Job {id: $id, _owner: $owner}) SET j._rights = $rights"
# The lock of the node first, so that what is read after it is what the last one wrote.
_HOLD = """
MATCH (j:Job {id: $id}) SET j._n = coalesce(j._n, 0) + 1
WITH j, coalesce($now, datetime.realtime()) AS now WHERE j._owner = $owner AND j.state = 'RUNNING'
SET j._leased_until = now + duration({milliseconds: $lease}), j.done = $done, j.total = $total
RETURN j._cancelled_by
"""
_KEEP = "MATCH (j:Job {id: $id}) SET j._checkpoint = $checkpoint, j._attempts = 0"
_END = """
MATCH (j:Job {id: $id}) WHERE j._owner = $owner AND j.state = 'RUNNING'
SET j.state = $state, j.finished_at = coalesce($now, datetime.realtime()), j.result = $result, j.reason = $reason,
  j.message = $message, j.done = $done, j.total = $total, j.computed_at = CASE WHEN $result IS NOT NULL
  THEN j.started_at END, j.position = CASE WHEN $result IS NOT NULL THEN $position END,
  j.download_id = $download, j._download_rights = CASE WHEN $download IS NOT NULL THEN $bound END,
  j._download_seen = CASE WHEN $download IS NOT NULL THEN j._seen END
REMOVE j._owner, j._leased_until, j._checkpoint, j._cancelled_by, j._seen, j._rights, j._token
RETURN j.id
"""
_GIVE_BACK = """
MATCH (j:Job {id: $id}) WHERE j._owner = $owner AND j.state = 'RUNNING'
SET j.state = 'QUEUED', j._not_before = coalesce($now, datetime.realtime()) + duration({milliseconds: $pause}),
  j._attempts = CASE WHEN j._attempts > 0 THEN j._attempts - $untold ELSE 0 END
REMOVE j._owner, j._leased_until
RETURN j.id
"""


class Lost(Conflict):
    """The job is in other hands by now, or has ended."""

    def __init__(self) -> None:
        super().__init__("Another worker has taken this job up and goes on with it.", reason="LEASE")


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that this worker holds. `token`: the prefix of the one it was asked for by; `rights`: those it began with,
    None where it begins; `checkpoint`: where whoever held it before came to; `seen`: the last change before it
    began."""

    id: str
    owner: str
    kind: str
    parameters: Mapping[str, Any]
    asked_by: str
    token: str | None
    rights: str | None
    checkpoint: Any
    seen: str | None
    attempts: int
    cancelled_by: str | None


@dataclass(frozen=True, slots=True)
class End:
    """How a job ended. `download`: the id of the file it made, `bound`: whose rights that is bound to."""

    state: str
    result: Any = None
    reason: str | None = None
    message: str | None = None
    download: str | None = None
    bound: str | None = None


async def take(
    graph: Graph, kinds: Iterable[str], *, lease: float = LEASE_SECONDS, now: datetime | None = None
) -> Claim | None:
    """The next job of these kinds that may run, now ours; None where there is none. Kept short: what was only asked for
    and what somebody let fall are found by one read, and the lock is taken only where there is something."""
    wanted = {"kinds": sorted(kinds), "now": now}
    if not await graph.rows(_NEXT, wanted, question="jobs"):
        return None
    owner = str(ULID())

    async def once(transaction: Transaction) -> Claim | None:
        await transaction.run(writing.LOCK, {"name": LOCK})
        found = await transaction.run(_NEXT, wanted)
        if not found:
            return None
        taken = {"id": found[0][0], "owner": owner, "lease": int(lease * 1000), "now": now}
        return _claim((await transaction.run(_TAKE, taken))[0])

    return await graph.write(once, name="job is taken")


async def taken(graph: Graph, job: str, owner: str) -> Claim | None:
    """A job that another process of ours has taken for us; None where it is in other hands by now."""
    rows = await graph.rows(_TAKEN, {"id": job, "owner": owner}, question="jobs")
    return _claim(rows[0]) if rows else None


def _claim(row: Sequence[Any]) -> Claim:
    identifier, owner, kind, parameters, asked_by, token, rights, checkpoint, *others = row
    kept = None if checkpoint is None else json.loads(checkpoint)
    return Claim(identifier, owner, kind, json.loads(parameters), asked_by, token, rights, kept, *others)


async def begin(graph: Graph, claim: Claim, rights: str) -> None:
    """Notes the rights that a job began with."""
    await graph.write(lambda t: t.run(_RIGHTS, {"id": claim.id, "owner": claim.owner, "rights": rights}), name="job")


async def hold(
    graph: Graph,
    claim: Claim,
    done: int = 0,
    total: int | None = None,
    *,
    lease: float = LEASE_SECONDS,
    now: datetime | None = None,
) -> bool:
    """Prolongs the lease and tells how far it is; whether somebody wants it to end. Lost where it is not ours."""
    return await graph.write(lambda t: _held(t, claim, done, total, lease, now), name="job goes on")


async def write(
    graph: Graph,
    claim: Claim,
    work: Callable[[Transaction], Awaitable[T]],
    checkpoint: Any,
    done: int = 0,
    total: int | None = None,
    *,
    lease: float = LEASE_SECONDS,
    now: datetime | None = None,
) -> T:
    """One step of a job and where it came to, in one transaction: both or neither. Lost where it is not ours: then
    nothing is written."""
    text = small(checkpoint)

    async def once(transaction: Transaction) -> T:
        await _held(transaction, claim, done, total, lease, now)
        made = await work(transaction)
        await transaction.run(_KEEP, {"id": claim.id, "checkpoint": text})
        return made

    return await graph.write(once, name="job writes")


async def end(
    graph: Graph, claim: Claim, how: End, done: int = 0, total: int | None = None, now: datetime | None = None
) -> None:
    """Ends a job. Lost where it is not ours."""
    parameters = {
        "id": claim.id,
        "owner": claim.owner,
        "now": now,
        "state": how.state,
        "result": None if how.result is None else small(how.result),
        "reason": how.reason,
        "message": how.message,
        "done": done,
        "total": total,
        "position": None if claim.seen is None else str(feed.place_of(claim.seen)),
        "download": how.download,
        "bound": how.bound,
    }

    async def once(transaction: Transaction) -> None:
        await transaction.run(writing.LOCK, {"name": LOCK})
        if not await transaction.run(_END, parameters):
            raise Lost
        decision = "denied" if how.reason == "ROLE" else "allowed"
        author, fields = Author(claim.asked_by), [f"kind.{claim.kind}", f"state.{how.state}"]
        await journal.audited(transaction, author, "jobEnd", "Job", claim.id, fields, decision)

    await graph.write(once, name="job ends")


async def give_back(
    graph: Graph, claim: Claim, *, pause: float = 0.0, told: bool = False, now: datetime | None = None
) -> None:
    """Lets somebody else go on with it, from its checkpoint, after `pause` seconds. `told`: it was a failure, and
    counts as an attempt. Nothing happens where it is not ours."""
    untold = 0 if told else 1
    parameters = {"id": claim.id, "owner": claim.owner, "now": now, "pause": int(pause * 1000), "untold": untold}

    async def once(transaction: Transaction) -> None:
        await transaction.run(writing.LOCK, {"name": LOCK})
        await transaction.run(_GIVE_BACK, parameters)

    await graph.write(once, name="job is given back")


def small(value: Any) -> str:
    """A value as JSON. ValueError for one of more than 64 kB: what is larger is no note but data, and has a place."""
    text = json.dumps(value, ensure_ascii=False)
    if len(text) > _LONGEST:
        raise ValueError(f"results and checkpoints of jobs have at most {_LONGEST} characters")
    return text


async def _held(
    transaction: Transaction, claim: Claim, done: int, total: int | None, lease: float, now: datetime | None
) -> bool:
    held = {"id": claim.id, "owner": claim.owner, "lease": int(lease * 1000), "now": now, "done": done, "total": total}
    rows = await transaction.run(_HOLD, held)
    if not rows:
        raise Lost
    return rows[0][0] is not None
