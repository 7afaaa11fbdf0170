"""A file of records, as a job: under the rights of who asked, within their rows of an hour, there whole or not at all.

The file stands in DATA_DIR/exports under the id by which it is downloaded. A job that is taken up again begins anew.
"""

from __future__ import annotations

import secrets
import shutil
import time
import zipfile
from pathlib import Path

from graphcrm.compile.listings import Chosen
from graphcrm.errors import BadUserInput
from graphcrm.exchange.exports import everything, selections
from graphcrm.exchange.exports.braking import Allow, braking
from graphcrm.exchange.exports.selections import Exported, Wish
from graphcrm.exchange.writers.formats import ARCHIVED
from graphcrm.graph.connection import Graph
from graphcrm.graph.disk import errors_named
from graphcrm.jobs.running import Outcome, Running
from graphcrm.records import feed
from graphcrm.records.audit.journals import Journal
from graphcrm.records.jobs import downloads
from graphcrm.records.journal import LOCAL
from graphcrm.settings import Settings, load

_YOUNG_SECONDS = 3600.0
_TOLD = ("rows", "lines", "columns", "at")


async def run(job: Running) -> Outcome:
    """What the ledger of an export tells. BadUserInput where it cannot be had as it was asked for."""
    settings = load()
    folder = downloads.folder(settings.data_dir)
    with errors_named(folder, "GRAPHCRM_DATA_DIR"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        await sweep(job.graph, folder)
    wish = _wish(job)
    export = await selections.prepared(job.graph, selections.planner_of(job.graph), job.viewer, wish)
    identifier = f"dwn_{secrets.token_hex(16)}"
    target = folder / f"{identifier}.{wish.format}"
    async with Journal(settings.data_dir / "journal").open() as journal:

        async def write(allow: Allow) -> Exported:
            return await export.write(
                target,
                journal,
                allow,
                lambda done: job.progress(done, None if wish.chosen.ids is None else len(wish.chosen.ids)),
                half_life=settings.half_life_days,
                position=None if job.claim.seen is None else str(feed.place_of(job.claim.seen)),
                run=job.claim.id,
            )

        done = await _held_back(job, settings, write)
    if wish.format in ARCHIVED:
        _archived(target, wish)
    told = done.as_dict()  # what was asked for stands in the job already
    return Outcome({name: told[name] for name in _TOLD if name in told}, download=identifier)


async def _held_back(job: Running, settings: Settings, write: selections.Write) -> Exported:
    """Writes within what the asker may have; whoever runs the command here has no such limits."""
    if job.viewer.id == LOCAL.user:
        return await write(everything.everything)

    async def stands(_number: int) -> None:
        await job.alive()  # the worker looks after the rights, and stops it

    async with braking(settings, job.viewer, stands) as allow:
        return await write(allow)


async def sweep(graph: Graph, folder: Path) -> None:
    """Takes away the files that nobody may download any more, and what an export left that was killed: what is older
    than an hour, so that nobody is at it."""
    paths = _identifiers(folder, time.time() - _YOUNG_SECONDS)
    kept = await downloads.kept(graph, sorted(set(paths.values())))
    for path, identifier in paths.items():
        if path.name.startswith("."):
            shutil.rmtree(path, ignore_errors=True)
        elif identifier not in kept:
            path.unlink(missing_ok=True)


def _identifiers(folder: Path, before: float) -> dict[Path, str]:
    """What stands in the folder since before a time, each with the id it would be downloaded by."""
    paths = folder.iterdir() if folder.is_dir() else ()
    return {path: path.name.split(".")[0] for path in paths if path.stat().st_mtime < before}


def _wish(job: Running) -> Wish:
    given = job.parameters
    if not given.get("records") or not given.get("format"):
        raise BadUserInput("Say what records to export, and the format: records, format.", reason="PARAMETERS")
    if given.get("filter") is not None and given.get("ids") is not None:
        raise BadUserInput("Choose by a filter or by ids, not by both.", reason="PARAMETERS")
    return Wish(given["records"], given["format"], Chosen(given.get("filter"), given.get("ids")), given.get("columns"))


def _archived(target: Path, wish: Wish) -> None:
    """Puts what belongs together into one archive, in place of the file."""
    parts = [target, *(target.with_suffix(f".{ending}") for ending in ARCHIVED[wish.format])]
    packed = target.with_suffix(".zip")
    with zipfile.ZipFile(packed.with_suffix(".part"), "w", zipfile.ZIP_DEFLATED) as archive:
        for path in parts:
            archive.write(path, f"{wish.records}{path.suffix}")
    packed.with_suffix(".part").rename(packed)
    for path in parts:
        path.unlink()
