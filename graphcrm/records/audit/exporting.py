"""Exporting: the sealed trail in one file, line for line as it stands in the chain."""

from __future__ import annotations

import os
from pathlib import Path

from graphcrm.errors import BadUserInput
from graphcrm.records.audit import segments


def export(folder: Path, target: Path) -> int:
    """Writes the chain in `folder` to `target`, for its owner alone, whole or not at all; how many entries.
    BadUserInput where it cannot be written."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            count = _copied(folder, handle)
            os.fsync(handle)
        finally:
            os.close(handle)
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise BadUserInput(f"{target} cannot be written ({error.strerror}). Choose another place.") from error
    return count


def _copied(folder: Path, handle: int) -> int:
    count = 0
    for path in segments.files(folder):
        with path.open("rb") as file:
            for text in file:
                if text.endswith(b"\n"):  # else it is being written
                    segments.write_all(handle, text)
                    count += 1
    return count
