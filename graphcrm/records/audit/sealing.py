"""The sealer: takes what was noted, by writes in the graph and by reads in journal files, and seals it into the chain.

One process seals at a time; its lock ends with it. First the file, then the graph: an entry that is in the file is
sealed, whatever the graph says, so after a crash in between only the last batch has to be told to the graph again.
How far each journal file was taken stands in the entries themselves, in the same append.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from graphcrm.compile import writing
from graphcrm.errors import GraphcrmError, Unavailable
from graphcrm.graph.connection import Graph
from graphcrm.graph.file_locks import Lock
from graphcrm.records.audit import journal_files, thinning
from graphcrm.records.audit.anchoring import Anchor
from graphcrm.records.audit.chain import Sealed
from graphcrm.records.audit.segments import Segments
from graphcrm.vocabulary.words import VOCABULARY

_LOG = logging.getLogger("graphcrm.records")

LOOK_SECONDS = 2.0
_GATHERED_SECONDS = 0.2
_BATCH = 250
_LATE = timedelta(minutes=10)
_SECONDS = 10.0
_END_SECONDS = 5.0
_PLACES = "places.json"
_CODED = tuple(f"{noun.prefix}_" for noun in VOCABULARY.nouns.values() if noun.salted)

_UNSEALED = """
MATCH (a:AuditEntry:Unsealed) WHERE a.id IS NOT NULL AND a.at IS NOT NULL
WITH a ORDER BY a.at, a.id LIMIT $first
RETURN a {.id, .actor, .act, .type, .subject, .fields, .request, .purpose, .decision, at: toString(a.at)}
"""
_LEFT = "MATCH (a:AuditEntry:Unsealed) RETURN count(a)"
_SEALED = """
UNWIND $rows AS row MATCH (a:AuditEntry {id: row.id})
SET a.number = row.number, a.hash = row.hash REMOVE a:Unsealed
"""
# What came from a journal is in the graph from here on, to be searched.
_KEPT = """
UNWIND $rows AS row MERGE (a:AuditEntry {id: row.id})
ON CREATE SET a:Internal, a = row.entry, a.at = datetime(row.entry.at), a.hash = row.hash
FOREACH (s IN row.entry.subject | MERGE (x:AuditSubject {subject: s, entry: row.id}) ON CREATE SET x:Internal)
"""


class Sealer:
    """Seals what is noted in a graph and in a data directory. `anchor`: the folder for checkpoints, None for none."""

    def __init__(self, graph: Graph, data_dir: Path, anchor: Path | None = None) -> None:
        self._graph = graph
        self._folder = data_dir / "audit"
        self._journal = data_dir / "journal"
        self._anchor = None if anchor is None else Anchor(anchor, data_dir / "keys")
        self._lock: Lock | None = None
        self._segments: Segments | None = None
        self._places: dict[str, int] = {}
        self._untold: list[Sealed] = []
        self._thinned = date.min
        self._woken = asyncio.Event()
        self._ending = False
        self.hurried = False

    def written(self) -> None:
        """To be called after a write, so that it is sealed soon."""
        self._woken.set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Seals what is noted, here or by others, for as long as the block lasts, and at its end what is left; if we
        are `hurried`, whoever starts next does that."""
        task = asyncio.create_task(self._keep())
        try:
            yield
        finally:
            self._ending = True
            self._woken.set()
            await asyncio.wait([task], timeout=0.0 if self.hurried else _END_SECONDS)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            self._release()

    async def seal(self) -> int | None:
        """Seals all there is now, with a checkpoint; how many entries. None where another process is the sealer: it
        looks every two seconds. The chain is left to others afterwards."""
        try:
            return await self._seal(last=True)
        finally:
            self._release()

    async def left(self) -> int:
        """How many entries in the graph are not sealed yet."""
        return int((await self._graph.rows(_LEFT, {}, seconds=_SECONDS))[0][0])

    async def _keep(self) -> None:
        told = None
        while True:  # ends with `running`
            ending = self._ending
            self._woken.clear()
            try:
                await self._seal(last=ending)
                told = None
            except Unavailable:
                pass  # the database is away: what is noted waits
            except (GraphcrmError, OSError) as error:
                if str(error) != told:
                    _LOG.error("the audit trail cannot be sealed: %s", error)
                told = str(error)
            except Exception:
                _LOG.exception("the audit trail could not be sealed")
            if ending:
                return
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._woken.wait()
                if not self._ending:
                    await asyncio.sleep(_GATHERED_SECONDS)  # many writes in a row are sealed together

    async def _seal(self, *, last: bool) -> int | None:
        if not await self._taken():
            return None
        assert self._segments is not None
        await self._tell(self._untold)
        done = await self._take(self._noted) + await self._take(self._read)
        await asyncio.to_thread(self._tidy)
        if self._anchor is not None and (last or self._anchor.due(self._segments.head)):
            await self._checkpoint(self._anchor)
            if not last:
                await self._thin(self._anchor)
        return done

    async def _take(self, look: Callable[[], Awaitable[list[dict[str, Any]]]]) -> int:
        """Seals what is there now, batch by batch; how many entries. What comes meanwhile waits for the next time, so
        that writers who never rest hold up neither the journals nor the anchor."""
        done = 0
        while entries := await look():  # ends: a batch that is not full was the last
            await self._append(entries)
            done += len(entries)
            if len(entries) < _BATCH:
                break
        return done

    async def _checkpoint(self, anchor: Anchor) -> None:
        """An anchor that cannot be written to holds up nothing else; the log tells."""
        assert self._segments is not None
        try:
            await asyncio.to_thread(anchor.write, self._segments.head)
        except OSError as error:
            _LOG.error("the anchor of the audit trail cannot be written: %s", error.strerror)

    async def _thin(self, anchor: Anchor) -> None:
        """Once a day, the checkpoints that need not stay go. An anchor that takes nothing back keeps them all."""
        now = datetime.now(UTC)
        if now.date() <= self._thinned:
            return
        self._thinned = now.date()
        try:
            await asyncio.to_thread(thinning.thin, anchor.folder, self._folder, now)
        except OSError as error:
            _LOG.warning("the checkpoints of the audit trail are not thinned: %s", error.strerror)

    async def _append(self, entries: Sequence[dict[str, Any]]) -> None:
        """Into the file, then told to the graph. What is in the file counts, also where telling fails."""
        assert self._segments is not None
        appending = asyncio.ensure_future(asyncio.to_thread(self._segments.append, entries))
        try:
            self._untold = await asyncio.shield(appending)
        except asyncio.CancelledError:
            await asyncio.wait([appending])  # the lock is not let go while the file is being written
            raise
        except OSError:
            if self._segments.unsure:
                self._release()
            raise
        for sealed in self._untold:
            self._took(sealed)
        if any("journal" in one for one in entries):
            self._remember()
        await self._tell(self._untold)

    async def _tell(self, sealed: Sequence[Sealed]) -> None:
        """Tells the graph what is sealed. Twice is once."""
        for text, from_journal in ((_SEALED, False), (_KEPT, True)):
            rows = [
                {"id": one.id, "number": one.number, "hash": one.hash, "entry": _kept(one) if from_journal else None}
                for one in sealed
                if ("journal" in one.entry) is from_journal
            ]
            if rows:
                await self._graph.write(_running(text, {"rows": rows}), name="seal", seconds=_SECONDS)
        self._untold = []

    async def _noted(self) -> list[dict[str, Any]]:
        """The next entries of the graph. One that comes late may be in the chain already, where the graph is an older
        one that was restored: that is looked up, and told to the graph again."""
        assert self._segments is not None
        while True:  # ends: what is told again is no longer unsealed
            rows = await self._graph.rows(_UNSEALED, {"first": _BATCH}, question="seal", seconds=_SECONDS)
            found = [row[0] for row in rows]
            late = {one["id"] for one in found if self._is_late(one)}
            known = await asyncio.to_thread(self._segments.holding, late) if late else []
            if not known:
                return found
            await self._tell(known)

    def _is_late(self, entry: dict[str, Any]) -> bool:
        """Whether an entry is older than the end of the chain by more than any write takes."""
        assert self._segments is not None
        if not self._segments.latest:
            return False
        end = datetime.fromisoformat(self._segments.latest[-1].entry["at"])
        return datetime.fromisoformat(entry["at"]) < end - _LATE

    async def _read(self) -> list[dict[str, Any]]:
        """What the journals hold. People are named by the code that only their salt can tell; of one who is gone
        meanwhile nothing is left that leads to them."""
        found = await asyncio.to_thread(journal_files.waiting, self._journal, self._places, _BATCH)
        ids = sorted({one for note in found for one in note["ids"] if one.startswith(_CODED)})
        codes: dict[str, str] = {}
        if ids:
            rows = await self._graph.rows(writing.audit_codes(VOCABULARY), {"ids": ids}, seconds=_SECONDS)
            codes = dict(rows[0][0])
        for note in found:
            note["subject"] = [codes.get(i) or (secrets.token_hex(32) if i in ids else i) for i in note.pop("ids")]
        return found

    # --- the lock, and what is known under it --------------------------------------------------------------------

    async def _taken(self) -> bool:
        """Whether this process seals; if it begins to, it looks where the chain ends."""
        if self._lock is not None:
            return True
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = Lock(self._folder / "sealer.lock", exclusive=True)
        if not await asyncio.to_thread(lock.try_acquire):  # a lock that is held takes a moment to be sure of
            return False
        self._lock = lock
        try:
            await asyncio.to_thread(self._begin)
        except BaseException:
            self._release()
            raise
        return True

    def _begin(self) -> None:
        self._segments = Segments(self._folder, _BATCH)
        self._untold = list(self._segments.latest)
        known = self._folder / _PLACES
        number = 0
        self._places = {}
        if known.exists():
            with contextlib.suppress(orjson.JSONDecodeError):  # torn: the chain says all of it
                found = orjson.loads(known.read_bytes())
                if found["number"] <= self._segments.head.number:
                    number, self._places = found["number"], found["places"]
        for sealed in self._segments.since(number):
            self._took(sealed)

    def _took(self, sealed: Sealed) -> None:
        name, _, end = str(sealed.entry.get("journal", "")).rpartition(":")
        if name:
            self._places[name] = int(end)

    def _remember(self) -> None:
        """Keeps the places at hand, so that a start need not read the whole chain for them."""
        assert self._segments is not None
        temporary = self._folder / f".{_PLACES}"
        temporary.write_bytes(orjson.dumps({"number": self._segments.head.number, "places": self._places}))
        temporary.replace(self._folder / _PLACES)

    def _tidy(self) -> None:
        for path in journal_files.finished(self._journal, self._places):
            path.unlink()
            self._places.pop(path.stem, None)

    def _release(self) -> None:
        self._segments = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def _kept(sealed: Sealed) -> dict[str, Any]:
    """What the graph keeps of an entry from a journal."""
    return {name: value for name, value in sealed.entry.items() if name != "journal"}


def _running(text: str, parameters: dict[str, Any]) -> Any:
    return lambda transaction: transaction.run(text, parameters)
