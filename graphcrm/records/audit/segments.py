"""The files of the chain: `segment-<number of its first entry>.jsonl`, one after the other, each appended to until it
is large enough. They are the truth about what was sealed."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from graphcrm.errors import Conflict
from graphcrm.records.audit import chain
from graphcrm.records.audit.chain import Head, Sealed

SEGMENT_BYTES = 16_000_000


def files(folder: Path) -> list[Path]:
    """The segments of a folder, in the order of the chain."""
    return sorted(folder.glob("segment-*.jsonl"))


def fsync_folder(folder: Path) -> None:
    """Makes names that were given or taken in a folder last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Segments:
    """The end of the chain, for the one who seals: whoever makes this must be the only one."""

    def __init__(self, folder: Path, kept: int) -> None:
        """Finds the end. What a crash left of an unfinished line is cut off: it was never acknowledged. Conflict where
        the last file is not a chain: nothing is added to that. `latest` are the last `kept` entries there are."""
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.head = Head()
        self._spoiled: Path | None = None  # a file that could not be brought to disk
        self.unsure = False  # what did not count could not be taken back: the files have to be read anew
        self.latest: deque[Sealed] = deque(maxlen=kept)
        for path in reversed(files(folder)):
            self._recover(path)
            if self.head.number:
                break

    def _recover(self, path: Path) -> None:
        """Reads a file to its end. One that has no whole line was made just before a crash, and goes."""
        before: Sealed | None = None
        size = 0
        with path.open("rb") as file:
            for text in file:
                if not text.endswith(b"\n"):
                    break
                found = chain.read(text)
                if found is None or not found.whole or (before is not None and found.previous != before.hash):
                    raise Conflict(
                        f"The audit trail is not whole at byte {size} of {path.name}, and nothing is added to it. "
                        "`graphcrm audit verify` tells what is wrong."
                    )
                size += len(text)
                self.latest.append(found)
                before = found
        if before is None:
            path.unlink()
            return
        if size < path.stat().st_size:
            with path.open("r+b") as file:
                file.truncate(size)
                os.fsync(file.fileno())
        self.head = Head(before.number, before.hash)

    def append(self, noted: Sequence[Mapping[str, Any]]) -> list[Sealed]:
        """Seals what was noted, in this order. When it returns, all of it is on disk; when it fails (OSError), none of
        it counts."""
        found, head = [], self.head
        for one in noted:
            sealed = chain.after(head, one)
            found.append(sealed)
            head = Head(sealed.number, sealed.hash)
        self._write(b"".join(map(chain.line, found)))
        self.head = head
        self.latest.extend(found)
        return found

    def _write(self, content: bytes) -> None:
        """Brings lines to disk, or takes them back. Nothing is added any more to a file where that failed: the system
        may have let go of what it could not write, and another fsync would tell nothing of it."""
        path = self._path()
        new = not path.exists()
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            before = os.fstat(handle).st_size
            write_all(handle, content)
            try:
                os.fsync(handle)
                if new:
                    fsync_folder(self._folder)
            except OSError:
                self._spoiled = path
                self.unsure = True
                if new:
                    path.unlink()
                else:
                    os.ftruncate(handle, before)
                self.unsure = False
                raise
        finally:
            os.close(handle)

    def holding(self, ids: Collection[str]) -> list[Sealed]:
        """Those entries of the chain that have one of these ids: read from its beginning."""
        return [sealed for sealed in self.since(0) if sealed.id in ids]

    def since(self, number: int) -> Iterator[Sealed]:
        """The entries after a number, in order."""
        return since(self._folder, number)

    def _path(self) -> Path:
        existing = files(self._folder)
        if existing and existing[-1] != self._spoiled and existing[-1].stat().st_size < SEGMENT_BYTES:
            return existing[-1]
        return self._folder / f"segment-{self.head.number + 1:012d}.jsonl"


def since(folder: Path, number: int) -> Iterator[Sealed]:
    """The entries of a chain after a number, in order."""
    every = files(folder)
    first = [int(path.stem.split("-")[1]) for path in every]
    for index, path in enumerate(every):
        if index + 1 < len(every) and first[index + 1] <= number + 1:
            continue
        with path.open("rb") as file:
            for text in file:
                found = chain.read(text)
                if found is not None and found.number > number:
                    yield found


def write_all(handle: int, content: bytes) -> None:
    """Appends all of it or nothing: what a full disk left of it is taken back."""
    before = os.fstat(handle).st_size
    view = memoryview(content)
    try:
        while view:  # ends: each round writes a part
            view = view[os.write(handle, view) :]
    except OSError:
        os.ftruncate(handle, before)
        raise
