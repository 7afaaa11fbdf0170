"""Imports as jobs: of a file that was brought, under the rights of who brought it, and taken back.

A job that is taken up again goes on with the import where its last batch ended. The rejected rows are a file in the
format of the one that was brought, to mend and bring again.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from graphcrm.errors import BadUserInput
from graphcrm.exchange import importing, undoing
from graphcrm.exchange.importing import Options
from graphcrm.exchange.judging import duplicates
from graphcrm.exchange.ledger import Ledger
from graphcrm.exchange.mapped import rejecting
from graphcrm.graph.disk import errors_named
from graphcrm.jobs.running import Outcome, Running
from graphcrm.records import import_runs, uploads
from graphcrm.records.jobs import downloads
from graphcrm.records.journal import LOCAL
from graphcrm.settings import load
from graphcrm.vocabulary.words import VOCABULARY

# Characters of what is told of rows one by one: a result holds 64 kB.
_ROOM = 18_000


async def run(job: Running) -> Outcome:
    """The ledger: `run`, `files`, `total`, `rejected`, `findings` and `matches` as far as there is room, with `more`,
    how many are left out. BadUserInput where the file cannot be read at all: then nothing is written."""
    settings, given = load(), job.parameters
    if not given.get("upload") or not given.get("mapping"):
        raise BadUserInput("Say what to import: upload, mapping.", reason="PARAMETERS")
    upload = uploads.find(settings.data_dir, job.claim.asked_by, given["upload"])
    path, preview = upload.path(settings.data_dir), bool(given.get("preview"))
    before = None if preview else await import_runs.of_request(job.graph, job.claim.id)
    if before is not None:  # whoever ran this ended between the last batch and saying so
        return Outcome(_told(before), partial=bool(before["rejected"]))
    options = Options(
        source=given.get("source") or duplicates.UNNAMED,
        dry_run=preview,
        author=job.viewer.id,
        importer=None if job.viewer.id == LOCAL.user else job.viewer,
        permit=job.alive,
        mapping=given["mapping"],
        request=job.claim.id,
        on_duplicate=str(given.get("onDuplicate", duplicates.CREATE)).lower(),
    )
    ledger = await importing.run(job.graph, VOCABULARY, [path], options, _passes(job))
    download = await asyncio.to_thread(_rejects, settings.data_dir, path, ledger, options)
    return Outcome(_told(ledger.as_dict()), partial=not preview and bool(ledger.rejected), download=download)


async def undo(job: Running) -> Outcome:
    """The ledger of taking an import back: `undoes`, and of `total` updated (as before), unchanged (were so already),
    rejected (kept, since somebody changed them)."""
    if not job.parameters.get("run"):
        raise BadUserInput("Say which import to take back: run.", reason="PARAMETERS")
    run = job.parameters["run"]
    ledger = await undoing.undo(job.graph, VOCABULARY, run, job.viewer.id, _passes(job))
    return Outcome(_told(ledger.as_dict()), partial=bool(ledger.rejected))


def _passes(job: Running) -> Callable[[str, int, int], None]:
    """Tells the job how far it is: a file is read once for each kind of record in it, and each time counts."""
    seen: dict[str, int] = {}

    def told(sentence: str, done: int, total: int) -> None:
        seen.setdefault(sentence, total)
        before = sum(seen[one] for one in list(seen)[: list(seen).index(sentence)])
        job.progress(before + done, sum(seen.values()))

    return told


def _rejects(data_dir: Path, path: Path, ledger: Ledger, options: Options) -> str | None:
    """Writes the rejected rows; the id of the file, None where none was."""
    if not ledger.rejected:
        return None
    folder = downloads.folder(data_dir)
    identifier = f"dwn_{secrets.token_hex(16)}"
    with errors_named(folder, "GRAPHCRM_DATA_DIR"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        rejecting.write(path, folder / f"{identifier}{path.suffix.lower()}", ledger, options)
    return identifier


def _told(ledger: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: _first(ledger.get(name, ())) for name in ("rejected", "findings", "matches")}
    there = {name: len(ledger.get(name, ())) for name in told} | {"rejected": ledger["total"]["rejected"]}
    return {**ledger, **told, "more": {name: there[name] - len(told[name]) for name in told}}


def _first(told: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """As many as there is room for."""
    found, room = [], _ROOM
    for one in told:
        room -= len(json.dumps(one, ensure_ascii=False))
        if room < 0:
            break
        found.append(one)
    return found
