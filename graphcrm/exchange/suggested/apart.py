"""A file of others looked at in a process of its own, with limits of memory and time: it comes from outside, and a
reader that fails on it fails alone."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphcrm.errors import BadUserInput
from graphcrm.exchange.mapped import opening
from graphcrm.exchange.sheets.formats import Format
from graphcrm.exchange.suggested import suggesting
from graphcrm.vocabulary.words import VOCABULARY

SECONDS = 8.0
# Of addresses; the interpreter and what it loads take 200 MiB of them, which leaves a reader 256.
_MEMORY = 456 << 20
_CPU_SECONDS = 6
_FILES = 64
_TOO_MUCH = (
    "{0} takes more time or memory to look at than one file may. Leave out what is not needed, or save it as CSV."
)


async def looked_at(path: Path, as_noun: str, form: Mapping[str, str | None]) -> dict[str, Any]:
    """The `mapping` that is suggested for a file of records of a native file (`as_noun`), read as `form` says
    (separator, encoding, sheet), and its `columns` with samples. BadUserInput where it cannot be read, or is too
    much."""
    asked = json.dumps({"path": str(path), "as": as_noun, "form": dict(form)})
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "graphcrm.exchange.suggested.apart", stdin=PIPE, stdout=PIPE, stderr=DEVNULL
    )
    try:
        async with asyncio.timeout(SECONDS):
            told, _ = await process.communicate(asked.encode())
    except TimeoutError as error:
        raise BadUserInput(_TOO_MUCH.format(path.name), reason="TOO_LARGE") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        raise BadUserInput(_TOO_MUCH.format(path.name), reason="TOO_LARGE")
    found: dict[str, Any] = json.loads(told)
    if "refused" in found:
        raise BadUserInput(found["refused"])
    return found


def limit() -> None:
    """Bounds what this process may use from now on: it writes no file, and is ended where it takes too long."""
    import resource  # not on every system, and no other part of graphcrm needs it

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES, _FILES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main() -> None:
    """Answers one question of standard input on standard output."""
    limit()
    asked = json.loads(sys.stdin.read())
    path, form = Path(asked["path"]), asked["form"]
    try:
        mapping, sheet = opening.looked_at(VOCABULARY, path, asked["as"], Format(None, **form))
        told: dict[str, Any] = {"mapping": mapping, "columns": suggesting.samples(sheet)}
    except BadUserInput as error:
        told = {"refused": error.message}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
