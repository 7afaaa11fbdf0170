"""What must not cost a write to the database: reads, and attempts that were refused. Each process notes them in a file
of its own under `DATA_DIR/journal`, in order; the sealer takes them from there and removes a file that is finished.

A file is locked for as long as its process lives. Before the lock is held it has another name, so that no file is
taken for finished that has just been made.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from ulid import ULID

from graphcrm.errors import Unavailable
from graphcrm.graph.file_locks import Lock, held
from graphcrm.records.audit.segments import fsync_folder, write_all

GROUPED_SECONDS = 0.2
_FILE_BYTES = 16_000_000
_FULL = "The audit journal cannot be written, so nothing that must stand in it is shown. Look at the disk."


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody read, or tried: `act` "read", "ask" or the name of what was refused; the ids of records, the facts
    ("Person.birthday"), the request."""

    actor: str
    act: str
    ids: Sequence[str] = ()
    fields: Sequence[str] = ()
    request: str | None = None
    decision: str = "allowed"


class Journal:
    """The journal of this process. `strict`: `settled` returns when all that was noted is on disk; else that comes to
    pass 0.2 s later. Unavailable where it cannot be written."""

    def __init__(self, folder: Path, *, strict: bool = False) -> None:
        self._folder = folder
        self._strict = strict
        self._lock: Lock | None = None
        self._handle = -1
        self._size = 0
        self._noted = 0
        self._synced = 0
        self._timer: asyncio.TimerHandle | None = None
        self._syncing: asyncio.Task[None] | None = None

    def note(self, note: Note) -> None:
        """Writes a note; from here on it outlives this process."""
        said = {
            "id": f"aud_{str(ULID()).lower()}",
            "at": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "actor": note.actor,
            "act": note.act,
            "ids": list(dict.fromkeys(note.ids)),
            "fields": list(note.fields),
            "request": note.request,
            "decision": note.decision,
        }
        content = orjson.dumps(said, option=orjson.OPT_APPEND_NEWLINE)
        try:
            if self._lock is None or (self._size > _FILE_BYTES and self._noted == self._synced):
                self._begin()
            write_all(self._handle, content)
        except OSError as error:
            raise Unavailable(_FULL) from error
        self._size += len(content)
        self._noted += 1
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(GROUPED_SECONDS, self._later)

    async def settled(self) -> None:
        """Returns when a reply may go out."""
        if self._strict:
            await self.synced()

    async def synced(self) -> None:
        """Returns when all that was noted before is on disk."""
        wanted = self._noted
        while self._synced < wanted:  # ends: each round brings all noted before it to the disk, or raises
            await asyncio.shield(self._sync())

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Journal]:
        """Until the end of the block, which leaves all on disk and the file to the sealer."""
        try:
            yield self
        finally:
            if self._lock is not None:
                await self.synced()
                self._close()

    def _later(self) -> None:
        self._timer = None
        self._sync()

    def _sync(self) -> asyncio.Task[None]:
        if self._syncing is None or self._syncing.done():
            self._syncing = asyncio.ensure_future(self._to_disk())
            self._syncing.add_done_callback(_looked_at)
        return self._syncing

    async def _to_disk(self) -> None:
        noted = self._noted
        try:
            await asyncio.to_thread(os.fsync, self._handle)
        except OSError as error:  # what was to be on disk is not, and a second try would not tell
            raise Unavailable(_FULL) from error
        self._synced = noted

    def _begin(self) -> None:
        """A new file. Its old one, if any, is on disk."""
        if self._lock is not None:
            self._close()
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = str(ULID()).lower()
        made = self._folder / f"{name}.new"
        lock = Lock(made, exclusive=True)
        lock.acquire()
        path = made.rename(self._folder / f"{name}.jsonl")
        fsync_folder(self._folder)
        self._lock, self._size = lock, 0
        self._handle = os.open(path, os.O_WRONLY | os.O_APPEND)

    def _close(self) -> None:
        assert self._lock is not None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        os.close(self._handle)
        self._lock.release()
        self._lock = None


def _looked_at(done: asyncio.Task[None]) -> None:
    if not done.cancelled():
        done.exception()


def waiting(folder: Path, places: Mapping[str, int], most: int) -> list[dict[str, Any]]:
    """At most so many notes that lie after `places` (name of a file → bytes of it that are sealed), in the order of
    each file; `journal` says where a note ends: "name:bytes". Of a line that is not whole nothing is taken."""
    found: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.jsonl")):
        for end, text in _lines(path, places.get(path.stem, 0)):
            if len(found) == most:
                return found
            found.append({**orjson.loads(text), "journal": f"{path.stem}:{end}"})
    return found


def finished(folder: Path, places: Mapping[str, int]) -> list[Path]:
    """Files that are sealed to their last whole line and whose process is gone."""
    return [
        path
        for path in sorted(folder.glob("*.jsonl"))
        if not held(path) and next(_lines(path, places.get(path.stem, 0)), None) is None
    ]


def _lines(path: Path, start: int) -> Iterator[tuple[int, bytes]]:
    """The whole lines of a file from a place on, each with the place where it ends."""
    try:
        file = path.open("rb")
    except FileNotFoundError:  # was removed meanwhile
        return
    with file:
        file.seek(start)
        place = start
        for text in file:
            if not text.endswith(b"\n"):
                return
            place += len(text)
            yield place, text
