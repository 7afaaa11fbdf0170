"""Locks between processes, on files. They end with the process that holds them, however it ends."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from types import TracebackType

from graphcrm.errors import Unavailable

if sys.platform != "win32":
    import fcntl


class Lock:
    """A shared or exclusive lock on a file, as a block or held by hand. Unavailable after `seconds` of waiting."""

    def __init__(self, path: Path, *, exclusive: bool, seconds: float = 300.0) -> None:
        self._path = path
        self._exclusive = exclusive
        self._seconds = seconds
        self._handle: int | None = None

    def acquire(self) -> None:
        self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        ends = time.monotonic() + self._seconds
        while not self._taken(self._handle):
            if time.monotonic() > ends:
                os.close(self._handle)
                self._handle = None
                raise Unavailable(f"Another graphcrm command holds {self._path}. Wait for it or end it.")
            time.sleep(0.05)

    def _taken(self, handle: int) -> bool:
        if sys.platform == "win32":
            return True  # one user, one command at a time there
        kind = fcntl.LOCK_EX if self._exclusive else fcntl.LOCK_SH
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def release(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> Lock:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
