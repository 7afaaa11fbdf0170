"""The table that a task writes: whole or not at all."""

from __future__ import annotations

import csv
import os
from pathlib import Path

from graphcrm.errors import BadUserInput
from graphcrm.exchange.evaluation.tasks import Answer


def write(path: Path, answer: Answer) -> int:
    """Writes beside the file and renames; how many rows. BadUserInput where it cannot be written."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    number = 0
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(answer.header)
            for row in answer.rows:
                writer.writerow([f"{cell:.12g}" if isinstance(cell, float) else cell for cell in row])
                number += 1
        beside.replace(path)
    except OSError as error:
        raise BadUserInput(f"{path} cannot be written ({error.strerror}).") from error
    finally:
        beside.unlink(missing_ok=True)
    return number
