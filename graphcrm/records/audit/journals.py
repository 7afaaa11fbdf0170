"""What must not cost a write to the database: reads, and attempts that were refused. Each process notes them in a file
of its own under `DATA_DIR/journal`, in order; the sealer takes them from there and removes a file that is finished.

A file is locked for as long as its process writes to it. Before the lock is held it has another name, so that no file
is taken for finished that has just been made.

Where a file cannot be brought to disk, its process begins another and writes again all that is not on disk for certain:
after an fsync that failed the system may have let go of what it could not write, and a second one would tell nothing of
that.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import orjson
from ulid import ULID

from graphcrm.errors import Unavailable
from graphcrm.graph.file_locks import Lock
from graphcrm.records.audit.denials import Denials
from graphcrm.records.audit.journal_files import Instead
from graphcrm.records.audit.notes import Note
from graphcrm.records.audit.segments import fsync_folder, write_all

GROUPED_SECONDS = 0.2
_FILE_BYTES = 16_000_000
_FULL = "The audit journal cannot be written, so nothing that must stand in it is shown. Look at the disk."


class Journal:
    """The journal of this process. `strict`: `settled` returns when all that was noted is on disk; else that comes to
    pass 0.2 s later. Unavailable where it cannot be written."""

    def __init__(self, folder: Path, *, strict: bool = False) -> None:
        self.denials = Denials(self.note)
        self._folder = folder
        self._strict = strict
        self._lock: Lock | None = None
        self._handle = -1
        self._name = ""
        self._size = 0
        self._safe = 0  # bytes of the file that are on disk for certain
        self._noted = 0
        self._synced = 0
        self._unsynced: list[bytes] = []  # what was noted after that
        self._failed = False  # the file could not be brought to disk
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
            "times": note.times if note.times > 1 else None,
            **({"purpose": note.purpose} if note.purpose is not None else {}),
        }
        content = orjson.dumps(said, option=orjson.OPT_APPEND_NEWLINE)
        try:
            if self._failed:
                self._begin_again()
            elif self._lock is None or (self._size > _FILE_BYTES and self._noted == self._synced):
                self._begin(b"")
            write_all(self._handle, content)
        except OSError as error:
            raise Unavailable(_FULL) from error
        self._unsynced.append(content)
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
            self.denials.flush()
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            if self._lock is not None:
                try:
                    await self.synced()
                finally:
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
        noted, size = self._noted, self._size
        if noted == self._synced:
            return
        if not self._failed:
            try:
                await asyncio.to_thread(os.fsync, self._handle)
            except OSError:
                self._failed = True
        if not self._failed:
            self._on_disk(noted, size)
            return
        try:
            self._begin_again()
        except OSError as error:
            raise Unavailable(_FULL) from error

    def _on_disk(self, noted: int, size: int) -> None:
        """All notes up to a number, which are so many bytes of the file, are on disk for certain."""
        del self._unsynced[: noted - self._synced]
        self._synced, self._safe = noted, size

    def _begin_again(self) -> None:
        """A file in place of the one that failed, with what of that is not on disk for certain. OSError where this one
        cannot be brought to disk either: then nobody has seen it, and it is tried again with the next note."""
        handle, safe = self._handle, self._safe
        with os.fdopen(os.dup(handle), "wb") as old:
            self._begin(Instead.line(self._name, safe) + b"".join(self._unsynced))
            with contextlib.suppress(OSError):  # it counts to there whether it is cut or not
                old.truncate(safe)
        self._on_disk(self._noted, self._size)
        self._failed = False

    def _begin(self, content: bytes) -> None:
        """A new file that holds `content`, on disk, in place of the old one, if any."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = str(ULID()).lower()
        made, path = self._folder / f"{name}.new", self._folder / f"{name}.jsonl"
        lock = Lock(made, exclusive=True)
        lock.acquire()
        handle = os.open(made, os.O_WRONLY | os.O_APPEND)
        try:
            if content:
                write_all(handle, content)
                os.fsync(handle)
            made.rename(path)
            fsync_folder(self._folder)
        except OSError:
            os.close(handle)
            lock.release()
            made.unlink(missing_ok=True)
            path.unlink(missing_ok=True)
            raise
        if self._lock is not None:
            self._close()
        self._lock, self._handle, self._name = lock, handle, name
        self._size = self._safe = len(content)

    def _close(self) -> None:
        assert self._lock is not None
        os.close(self._handle)
        self._lock.release()
        self._lock = None


def _looked_at(done: asyncio.Task[None]) -> None:
    if not done.cancelled():
        done.exception()
