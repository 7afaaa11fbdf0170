"""What the disk refuses, as a sentence that names the setting to mend."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graphcrm.errors import BadUserInput


@contextmanager
def errors_named(folder: Path, variable: str) -> Iterator[None]:
    """Turns an OSError of the block into BadUserInput: a full disk, or a folder that cannot be used."""
    try:
        yield
    except OSError as error:
        raise _sentence(error, folder, variable) from error


def check_room(folder: Path, room: int, variable: str) -> None:
    """BadUserInput where less than `room` bytes are free."""
    free = shutil.disk_usage(folder).free
    if free < room:
        raise BadUserInput(
            f"The disk of {folder} is full: {free / 1e6:.0f} MB are free, {room / 1e6:.0f} MB are needed. Free some "
            f"space, or set {variable} to another folder."
        )


def _sentence(error: OSError, folder: Path, variable: str) -> BadUserInput:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return BadUserInput(f"The disk of {folder} is full. Free some space, or set {variable} to another folder.")
    return BadUserInput(f"{folder} cannot be used ({error.strerror}). Mend its rights, or set {variable}.")
