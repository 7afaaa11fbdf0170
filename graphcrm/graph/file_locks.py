"""Locks between processes, on files. They end with the process that holds them, however it ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from graphcrm.errors import Unavailable

if sys.platform != "win32":
    import fcntl


class Lock:
    """A shared or exclusive lock on a file, as a block or held by hand. `waiting` is called once if somebody holds it;
    Unavailable after `seconds` of waiting. The folder of the file must exist."""

    def __init__(
        self, path: Path, *, exclusive: bool, seconds: float = 300.0, waiting: Callable[[], None] = lambda: None
    ) -> None:
        self._path = path
        self._exclusive = exclusive
        self._seconds = seconds
        self._waiting = waiting
        self._handle: int | None = None

    def acquire(self) -> None:
        if self._taken():
            return
        self._waiting()
        ends = time.monotonic() + self._seconds
        while not self._taken():
            if time.monotonic() > ends:
                raise Unavailable(f"Another graphcrm command holds {self._path}. Wait for it or end it.")
            time.sleep(0.02)

    def try_acquire(self) -> bool:
        """Takes the lock if it is free. A second try follows: somebody may only have looked."""
        if self._taken():
            return True
        time.sleep(0.01)
        return self._taken()

    def _taken(self) -> bool:
        if sys.platform == "win32":
            return True  # our own server does not run there, and nothing else is shared
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        kind = fcntl.LOCK_EX if self._exclusive else fcntl.LOCK_SH
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._handle = handle
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


def held(path: Path) -> bool:
    """Whether somebody holds the exclusive lock on a file, now."""
    if not path.exists():
        return False
    lock = Lock(path, exclusive=False)
    free = lock.try_acquire()
    lock.release()
    return not free
