"""The folder that an export is written to: under another name until it is whole, so that no half one looks like it.

What a killed export left is taken away by the next one to the same place.
"""

from __future__ import annotations

import csv
import errno
import io
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from graphcrm.errors import BadUserInput, Conflict
from graphcrm.exchange.csv_rows import RECORD_BYTES, RECORD_LINES
from graphcrm.graph.file_locks import Lock
from graphcrm.records.audit.segments import fsync_folder

Write = Callable[[Sequence[str]], bool]
_LOCK = ".lock"


class Folder:
    """A folder on its way. Its files are for their owner alone."""

    def __init__(self, target: Path, unfinished: Path) -> None:
        self.target = target
        self._unfinished = unfinished

    @contextmanager
    def file(self, name: str, header: Sequence[str]) -> Iterator[Write]:
        """A CSV file of it. What is yielded writes a row, and says whether the import takes records of its size."""
        with _told(self.target):
            handle = os.open(self._unfinished / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            one = io.StringIO()
            writer = csv.writer(one, lineterminator="\n")

            def write(cells: Sequence[str]) -> bool:
                writer.writerow(cells)
                text = one.getvalue()
                one.seek(0)
                one.truncate()
                with _told(self.target):
                    return file.write(text.encode()) <= RECORD_BYTES and text.count("\n") <= RECORD_LINES

            write(header)
            yield write
            with _told(self.target):
                file.flush()
                os.fsync(file.fileno())


@contextmanager
def made(target: Path) -> Iterator[Folder]:
    """A folder that is there whole when the block ends, and not at all where it fails. BadUserInput where something is
    there already or it cannot be written, Conflict where another export is under way to the same place."""
    with _told(target):
        target = target.resolve()
        _check(target)
        unfinished = target.with_name(f".{target.name}.unfinished")
        unfinished.mkdir(mode=0o700, exist_ok=True)
    lock = Lock(unfinished / _LOCK, exclusive=True)
    if not lock.try_acquire():
        raise Conflict(f"Another export is being written to {target}. Wait for its end.")
    try:
        _clear(unfinished)
        yield Folder(target, unfinished)
        with _told(target):
            (unfinished / _LOCK).unlink()
            fsync_folder(unfinished)
            unfinished.rename(target)
            fsync_folder(target.parent)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    finally:
        lock.release()


def _check(target: Path) -> None:
    if not target.parent.is_dir():
        raise BadUserInput(f"{target.parent} is no folder. Make it, or choose another place.")
    if target.is_dir():
        if next(target.iterdir(), None) is not None:
            raise BadUserInput(f"{target} is not empty, and nothing is overwritten. Name a new folder.")
    elif target.exists():
        raise BadUserInput(f"{target} is a file. Name a new folder.")


def _clear(folder: Path) -> None:
    """Takes away what an export left that was killed."""
    for path in folder.iterdir():
        if path.name != _LOCK:
            path.unlink()


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """Turns what the disk refuses into a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOTEMPTY:
            raise BadUserInput(f"{target} is not empty, and nothing is overwritten. Name a new folder.") from error
        raise BadUserInput(f"{target} cannot be written ({error.strerror}). Choose another place.") from error
