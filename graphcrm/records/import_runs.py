"""The journal of imports: each batch notes itself in the transaction that writes it, so that a killed run goes on.

A run is written by one process at a time: whoever takes it up becomes its owner, and a batch of a former owner is
rolled back. What is noted is told by the numbers of the records, so it holds however they are put into batches.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ulid import ULID

from graphcrm.errors import BadUserInput, Conflict, NotFound
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records import stored

_UNFINISHED = """
MATCH (r:Internal:ImportRun {key: $key}) WHERE r.finished_at IS NULL
RETURN r.id, r.started_at ORDER BY r.id DESC LIMIT 1
"""
_BEGIN = """
CREATE (r:Internal:ImportRun {id: $id, key: $key, files: $files, hashes: $hashes, source: $source,
  started_at: $now, owner: $owner, undoes: $undoes, by: $by, request: $request})
"""
_TAKE_UP = "MATCH (r:Internal:ImportRun {id: $id}) WHERE r.finished_at IS NULL SET r.owner = $owner RETURN r.id"
_BATCHES = """
MATCH (:Internal:ImportRun {id: $run})-[:DID]->(b:Internal:ImportBatch)
RETURN b.file, b.phase, b.numbers, b.outcomes, b.rejected, coalesce(b.matches, '[]')
"""
_NOTE = """
MATCH (r:Internal:ImportRun {id: $run, owner: $owner})
CREATE (r)-[:DID]->(:Internal:ImportBatch {file: $file, phase: $phase, numbers: $numbers, outcomes: $outcomes,
  rejected: $rejected, matches: $matches})
RETURN r.id
"""
_FINISH = """
MATCH (r:Internal:ImportRun {id: $run, owner: $owner}) SET r.finished_at = $now, r.ledger = $ledger
WITH r MATCH (r)-[:DID]->(b:Internal:ImportBatch) DETACH DELETE b
"""
_LIST = """
MATCH (r:Internal:ImportRun) WHERE $run IS NULL OR r.id = $run
RETURN r.id, toString(r.started_at), toString(r.finished_at), r.files, r.source, r.ledger, r.undoes, r.undone
ORDER BY r.id DESC LIMIT 100
"""


_WRITES = """
MATCH (:Internal:ImportRun {id: $run})-[:WROTE]->(w:Internal:ImportWrite)
RETURN w.id, w.file, w.noun, w.made, coalesce(w.linked, []) ORDER BY w.id DESC
"""
# By what it is joined to, since no index has the id of a batch.
_CHANGES = """
MATCH (r:Internal:ImportRun {id: $run})-[:WROTE]->(w:Internal:ImportWrite {id: $write})
RETURN COLLECT { MATCH (w)-[:CHANGED]->(c:Internal:ImportChange) RETURN [c.id, c.record, c.enc_kept] ORDER BY c.id }
"""
_NOBODYS = """
RETURN COLLECT { MATCH (r:Internal:ImportRun)
  WHERE r.id = $run OR r.undone OR r.undoes = $run
    OR EXISTS { MATCH (o:Internal:ImportRun {id: r.undoes}) WHERE o.undone }
  RETURN r.id }
"""
_OF_REQUEST = "MATCH (r:Internal:ImportRun {request: $request}) WHERE r.finished_at IS NOT NULL RETURN r.ledger"
_UNDONE = "MATCH (r:Internal:ImportRun {id: $run}) SET r.undone = true"


@dataclass(frozen=True, slots=True)
class Run:
    """A run that this process writes, and when it was begun, by whichever process."""

    id: str
    owner: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of who wants an import: where it comes from, the id of the user, the job (None: a command), and
    when it was."""

    source: str
    by: str
    request: str | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """What became of the records of a batch, by their numbers: a letter for each (c created, u updated, n unchanged,
    l linked, q queued, r rejected), the rejections: [number, line, column, code, sentence], and what the ledger tells
    of those that are linked or queued."""

    letters: Mapping[int, str]
    rejected: list[list[Any]]
    matches: Sequence[Mapping[str, Any]] = ()


Done = dict[tuple[str, str], list[Note]]


async def begin(graph: Graph, files: Mapping[str, str], how: str, asked: Asked, resume: str | None) -> tuple[Run, Done]:
    """The run to write under, and what it did already, by file and phase: an unfinished one of the same files (name →
    hash) read in the same way (`how`), else a new one. `resume` insists on one: NotFound, BadUserInput."""
    key = json.dumps([sorted(files.items()), how])
    rows = await graph.rows(_UNFINISHED, {"key": key})
    if resume is not None:
        await _check_resume(graph, resume, bool(rows) and rows[0][0] == resume)
    parameters = {"key": key, "files": list(files), "hashes": list(files.values()), "undoes": None}
    return await _taken_up(graph, rows, parameters, asked)


async def begin_undo(graph: Graph, run: str, now: datetime, by: str) -> tuple[Run, Done]:
    """The run that takes another back: one of its own, or the unfinished one that began to. NotFound; BadUserInput for
    one that is not finished, or takes back another itself."""
    found = await runs(graph, run)
    if not found:
        raise NotFound(f"There is no import {run}. `graphcrm import list` shows them.")
    if found[0]["undoes"] is not None:
        raise BadUserInput(f"{run} took back {found[0]['undoes']}. Import those files again instead.")
    if found[0]["finishedAt"] is None:
        raise BadUserInput(f"{run} is not finished. Import its files again to finish it, and take it back then.")
    key = json.dumps(["undo", run])
    rows = await graph.rows(_UNFINISHED, {"key": key})
    parameters = {"key": key, "files": found[0]["files"], "hashes": [], "undoes": run}
    return await _taken_up(graph, rows, parameters, Asked(f"undo of {run}", by, None, now))


async def _taken_up(
    graph: Graph, rows: Sequence[Sequence[Any]], parameters: dict[str, Any], asked: Asked
) -> tuple[Run, Done]:
    """The unfinished run of `rows`, if there is one that is still unfinished, else a new one."""
    owner = str(ULID())
    if rows:
        run = str(rows[0][0])
        if await graph.write(lambda t: t.run(_TAKE_UP, {"id": run, "owner": owner}), name="import goes on"):
            return Run(run, owner, stored.native(rows[0][1])), await _done(graph, run)
    run = f"run_{str(ULID()).lower()}"
    said = {"source": asked.source, "by": asked.by, "request": asked.request, "now": asked.now}
    parameters = {**parameters, **said, "id": run, "owner": owner}
    await graph.write(lambda t: t.run(_BEGIN, parameters), name="import begins")
    return Run(run, owner, asked.now), {}


async def writes(graph: Graph, run: str) -> list[list[Any]]:
    """What an import wrote, the last first: [id, file, noun, ids of the records it made, ids of what it made lead to
    others] of each batch."""
    return [list(row) for row in await graph.rows(_WRITES, {"run": run})]


async def changes(transaction: Transaction, run: str, write: str) -> list[list[Any]]:
    """What one batch of a run changed, as it is kept: [id, record, ciphertext]."""
    found: list[list[Any]] = (await transaction.run(_CHANGES, {"run": run, "write": write}))[0][0]
    return found


async def nobodys(graph: Graph, run: str) -> list[str]:
    """The runs whose changes are nobody's where this one is taken back: itself, what took it back before, and others
    that were taken back whole, with what did so."""
    found: list[str] = (await graph.rows(_NOBODYS, {"run": run}))[0][0]
    return found


async def undone(graph: Graph, run: str) -> None:
    """Notes that a run was taken back whole."""
    await graph.write(lambda t: t.run(_UNDONE, {"run": run}), name="import is undone")


async def note(transaction: Transaction, run: Run, file: str, phase: str, batch: Note) -> None:
    """Notes a batch in its own transaction. Conflict where another process has taken the run up."""
    parameters = {
        "run": run.id,
        "owner": run.owner,
        "file": file,
        "phase": phase,
        "numbers": list(batch.letters),
        "outcomes": "".join(batch.letters.values()),
        "rejected": json.dumps(batch.rejected, ensure_ascii=False),
        "matches": json.dumps(list(batch.matches), ensure_ascii=False),
    }
    if not await transaction.run(_NOTE, parameters):
        raise Conflict("Another process has taken this import up and goes on with it.", reason="VERSION")


async def finish(graph: Graph, run: Run, ledger: dict[str, Any], now: datetime) -> None:
    """Closes a run with its ledger; what its batches noted is no longer needed."""
    text = json.dumps(ledger, ensure_ascii=False)
    parameters = {"run": run.id, "owner": run.owner, "now": now, "ledger": text}
    await graph.write(lambda t: t.run(_FINISH, parameters), name="import ends")


async def runs(graph: Graph, run: str | None = None) -> list[dict[str, Any]]:
    """The latest 100 runs, the newest first; or the one asked for."""
    names = ("run", "startedAt", "finishedAt", "files", "source", "ledger", "undoes", "undone")
    found = [dict(zip(names, row, strict=True)) for row in await graph.rows(_LIST, {"run": run})]
    for one in found:
        one["undone"] = bool(one["undone"])
        one["ledger"] = json.loads(one["ledger"]) if one["ledger"] else None
    return found


async def of_request(graph: Graph, request: str) -> dict[str, Any] | None:
    """The ledger of the finished run that a job asked for, None where there is none."""
    rows = await graph.rows(_OF_REQUEST, {"request": request})
    return json.loads(rows[0][0]) if rows else None


async def _check_resume(graph: Graph, run: str, same: bool) -> None:
    if same:
        return
    found = await runs(graph, run)
    if not found or found[0]["finishedAt"] is not None:
        raise NotFound(f"There is no unfinished import {run}. `graphcrm import list` shows them.")
    raise BadUserInput(
        f"These are not the files of {run} ({', '.join(found[0]['files'])}) as they were, or not read in the same way. "
        "Import them without --resume."
    )


async def _done(graph: Graph, run: str) -> Done:
    found: Done = {}
    for file, phase, numbers, outcomes, rejected, matches in await graph.rows(_BATCHES, {"run": run}):
        letters = dict(zip(numbers, outcomes, strict=True))
        found.setdefault((file, phase), []).append(Note(letters, json.loads(rejected), json.loads(matches)))
    return found
