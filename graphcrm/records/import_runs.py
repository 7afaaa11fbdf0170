"""The journal of imports: each batch notes itself in the transaction that writes it, so that a killed run goes on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ulid import ULID

from graphcrm.graph.connection import Graph, Transaction

_UNFINISHED = """
MATCH (r:Internal:ImportRun {key: $key}) WHERE r.finished_at IS NULL RETURN r.id ORDER BY r.id DESC LIMIT 1
"""
_BEGIN = """
CREATE (r:Internal:ImportRun {id: $id, key: $key, files: $files, source: $source, started_at: $now})
"""
_BATCHES = """
MATCH (r:Internal:ImportRun {id: $run})-[:DID]->(b:Internal:ImportBatch)
RETURN b.file, b.phase, b.index, b.outcomes, b.rejected
"""
_NOTE = """
MATCH (r:Internal:ImportRun {id: $run})
CREATE (r)-[:DID]->(:Internal:ImportBatch {file: $file, phase: $phase, index: $index, outcomes: $outcomes,
  rejected: $rejected})
"""
_FINISH = """
MATCH (r:Internal:ImportRun {id: $run}) SET r.finished_at = $now, r.ledger = $ledger
WITH r MATCH (r)-[:DID]->(b:Internal:ImportBatch) DETACH DELETE b
"""
_LIST = """
MATCH (r:Internal:ImportRun)
RETURN r.id, toString(r.started_at), toString(r.finished_at), r.files, r.ledger ORDER BY r.id DESC LIMIT 100
"""


@dataclass(frozen=True, slots=True)
class Batch:
    """What a batch did: a letter for each row (c created, u updated, n unchanged, r rejected), and its rejections."""

    outcomes: str
    rejected: list[list[Any]]


Done = dict[tuple[str, str, int], Batch]


async def begin(graph: Graph, key: str, files: list[str], source: str, now: datetime) -> tuple[str, Done]:
    """The run to write under: an unfinished one of the same files (with what it did), else a new one."""
    rows = await graph.rows(_UNFINISHED, {"key": key})
    if rows:
        run = str(rows[0][0])
        return run, {
            (file, phase, index): Batch(outcomes, json.loads(rejected))
            for file, phase, index, outcomes, rejected in await graph.rows(_BATCHES, {"run": run})
        }
    run = f"run_{str(ULID()).lower()}"
    parameters = {"id": run, "key": key, "files": files, "source": source, "now": now}
    await graph.write(lambda t: t.run(_BEGIN, parameters), name="import begins")
    return run, {}


async def note(transaction: Transaction, run: str, file: str, phase: str, index: int, batch: Batch) -> None:
    """Notes a batch in its own transaction."""
    parameters = {
        "run": run,
        "file": file,
        "phase": phase,
        "index": index,
        "outcomes": batch.outcomes,
        "rejected": json.dumps(batch.rejected),
    }
    await transaction.run(_NOTE, parameters)


async def finish(graph: Graph, run: str, ledger: dict[str, Any], now: datetime) -> None:
    """Closes a run with its ledger; what its batches noted is no longer needed."""
    parameters = {"run": run, "now": now, "ledger": json.dumps(ledger)}
    await graph.write(lambda t: t.run(_FINISH, parameters), name="import ends")


async def runs(graph: Graph) -> list[dict[str, Any]]:
    """The latest 100 runs, the newest first."""
    names = ("run", "startedAt", "finishedAt", "files", "ledger")
    found = [dict(zip(names, row, strict=True)) for row in await graph.rows(_LIST, {})]
    for run in found:
        run["ledger"] = json.loads(run["ledger"]) if run["ledger"] else None
    return found
