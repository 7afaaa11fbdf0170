"""Asking for a job and ending one: the records of it, whoever asks and by what way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ulid import ULID

from graphcrm.access.viewers import Viewer
from graphcrm.compile import writing
from graphcrm.errors import BadUserInput, Conflict, NotFound, RateLimited
from graphcrm.graph.connection import Transaction
from graphcrm.records import journal
from graphcrm.records.journal import Author
from graphcrm.vocabulary.job import ENDED, EVERY_JOB, KINDS, JobKind

LOCK = "jobs"
MOST_WAITING = 20
_LONGEST = 64 * 1024
_WAITING = "MATCH (j:Job {asked_by: $user}) WHERE j.state IN ['QUEUED', 'RUNNING'] RETURN count(j)"
_CREATE = "CREATE (j:Internal:Job) SET j = $properties, j.created_at = coalesce($now, datetime.realtime())"
_KNOWN = """
MATCH (j:Job {id: $id}) RETURN j.asked_by, j.kind, j.state,
  j.state = 'RUNNING' AND j._leased_until > coalesce($now, datetime.realtime())
"""
_IMPORTED = "MATCH (r:Internal:ImportRun {id: $run}) RETURN r.by"
_ASK_TO_END = "MATCH (j:Job {id: $id}) SET j._cancelled_by = $by"
_END = """
MATCH (j:Job {id: $id}) SET j.state = 'CANCELLED', j.finished_at = coalesce($now, datetime.realtime())
REMOVE j._owner, j._leased_until, j._checkpoint, j._cancelled_by, j._token
"""
_TYPES = {
    bool: "true or false",
    str: "a text",
    int: "a whole number",
    float: "a number",
    dict: "an object",
    list: "a list",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """A job to run: its kind, what it is given, and the prefix of the token it was asked for by, where it was."""

    kind: JobKind
    parameters: Mapping[str, Any]
    token: str | None = None


def wished(kind: str, parameters: object, token: str | None = None) -> Wish:
    """A wish as somebody says it. BadUserInput for a kind that is none and for parameters that it does not take."""
    known = KINDS.get(kind)
    if known is None:
        raise BadUserInput(f"There is no job {kind[:40]}. The kinds are {', '.join(sorted(KINDS))}.", reason="KIND")
    return Wish(known, checked(known, parameters), token)


def checked(kind: JobKind, parameters: object) -> dict[str, Any]:
    """The parameters of a job of this kind. BadUserInput where it does not take them."""
    given = {} if parameters is None else parameters
    if not isinstance(given, Mapping):
        raise BadUserInput(f"The parameters of {kind.name} are an object, such as {{}}.", reason="PARAMETERS")
    takes = {one.name: one for one in kind.parameters}
    for name, value in given.items():
        if name not in takes:
            known = f"It takes {', '.join(takes)}." if takes else "It takes none."
            raise BadUserInput(f"{kind.name} does not take {str(name)[:40]}. {known}", reason="PARAMETERS")
        if type(value) is not takes[name].type:
            raise BadUserInput(f"{name} of {kind.name} is {_TYPES[takes[name].type]}.", reason="PARAMETERS")
    if len(json.dumps(given)) > _LONGEST:
        raise BadUserInput(f"The parameters of a job have at most {_LONGEST} characters.", reason="PARAMETERS")
    return dict(given)


async def ask(transaction: Transaction, author: Author, wish: Wish, now: datetime | None = None) -> str:
    """Asks for a job; its id. RateLimited where somebody has twenty that have not ended. `now` is a time in place of
    the database's."""
    await transaction.run(writing.LOCK, {"name": LOCK})
    if (await transaction.run(_WAITING, {"user": author.user}))[0][0] >= MOST_WAITING:
        raise RateLimited(f"{MOST_WAITING} jobs of yours have not ended. Wait for one, or cancel it.")
    identifier = f"job_{str(ULID()).lower()}"
    properties = {
        "id": identifier,
        "kind": wish.kind.name,
        "state": "QUEUED",
        "parameters": json.dumps(wish.parameters, ensure_ascii=False),
        "done": 0,
        "asked_by": author.user,
        "_token": wish.token,
        "_attempts": 0,
    }
    await transaction.run(_CREATE, {"properties": properties, "now": now})
    await journal.audited(transaction, author, "jobStart", "Job", identifier, [f"kind.{wish.kind.name}"])
    return identifier


async def imported(transaction: Transaction, who: Viewer, run: str) -> None:
    """NotFound where an import was not theirs and they may not see others', as where there is none."""
    rows = await transaction.run(_IMPORTED, {"run": run})
    if not rows or (rows[0][0] != who.id and EVERY_JOB not in who.permissions):
        raise NotFound("There is no such import of yours.")


async def cancel(
    transaction: Transaction, who: Viewer, author: Author, identifier: str, now: datetime | None = None
) -> None:
    """Ends a job: at once where nobody is at it, else whoever is at it ends it within seconds. NotFound where it is
    not theirs and they may not end others', as where there is none; Conflict where it has ended."""
    await transaction.run(writing.LOCK, {"name": LOCK})
    rows = await transaction.run(_KNOWN, {"id": identifier, "now": now})
    if not rows or (rows[0][0] != who.id and EVERY_JOB not in who.permissions):
        raise NotFound("There is no such job.")
    _, kind, state, is_held = rows[0]
    if state in ENDED:
        raise Conflict("This job has ended already.", reason="ENDED")
    if is_held:
        await transaction.run(_ASK_TO_END, {"id": identifier, "by": author.user})
    else:
        await transaction.run(_END, {"id": identifier, "now": now})
    await journal.audited(transaction, author, "jobCancel", "Job", identifier, [f"kind.{kind}"])
