"""A file that is there whole or not at all: written in a folder beside its place, then moved to it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graphcrm.errors import BadUserInput, Conflict
from graphcrm.graph.file_locks import Lock
from graphcrm.records.audit.segments import fsync_folder

_LOCK = ".lock"


@contextmanager
def made(target: Path) -> Iterator[Path]:
    """A path to write to, with the name of the target; what else is written beside it comes along. BadUserInput where
    something of such a name is there already or the place cannot be written, Conflict where another export is under way
    to the same place. What one left that was killed is taken away."""
    with told(target):
        target = target.resolve()
        if not target.parent.is_dir():
            raise BadUserInput(f"{target.parent} is no folder. Make it, or choose another place.")
        _free(target)
        folder = target.with_name(f".{target.name}.unfinished")
        folder.mkdir(mode=0o700, exist_ok=True)
    lock = Lock(folder / _LOCK, exclusive=True)
    if not lock.try_acquire():
        raise Conflict(f"Another export is being written to {target}. Wait for its end.")
    try:
        for path in folder.iterdir():
            if path.name != _LOCK:
                path.unlink()
        yield folder / target.name
        with told(target):
            _moved(folder, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()


def _moved(folder: Path, target: Path) -> None:
    """Moves what was written to its place, for its owner alone; the target last, so that where it is all is."""
    paths = sorted((path for path in folder.iterdir() if path.name != _LOCK), key=lambda path: path.name == target.name)
    for path in paths:
        _free(target.with_name(path.name))
        path.chmod(0o600)
        with path.open("rb") as file:
            os.fsync(file.fileno())
    for path in paths:
        path.rename(target.with_name(path.name))
    fsync_folder(target.parent)


def _free(place: Path) -> None:
    if place.exists():
        raise BadUserInput(f"{place} is there already, and nothing is overwritten. Name a new file.")


@contextmanager
def told(target: Path) -> Iterator[None]:
    """Turns what the disk refuses into a sentence."""
    try:
        yield
    except OSError as error:
        raise BadUserInput(f"{target} cannot be written ({error.strerror}). Choose another place.") from error
