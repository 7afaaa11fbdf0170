"""Files that somebody brings to be imported: for them alone, for a day. Each stands in DATA_DIR/uploads in a folder of
its own, under the name it came with, and beside the folder what is known of it: there whole or not at all."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import shutil
import time
import unicodedata
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from graphcrm.errors import BadUserInput, NotFound, RateLimited
from graphcrm.graph.disk import check_room, errors_named

KEPT = timedelta(days=1)
MOST = 50  # files that somebody may have brought within a day
_ID = re.compile(r"upl_[0-9a-f]{32}")
_LONGEST_NAME = 150  # bytes
_FREE_BYTES = 100_000_000
_VARIABLE = "GRAPHCRM_DATA_DIR"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was brought: its id, the name it came with, its size in bytes, its SHA-256 in hex, and the id of the
    user who brought it."""

    id: str
    name: str
    bytes: int
    sha256: str
    by: str

    def path(self, data_dir: Path) -> Path:
        """Where it stands."""
        return folder(data_dir) / self.id / self.name


def folder(data_dir: Path) -> Path:
    """Where the files stand."""
    return data_dir / "uploads"


async def keep(data_dir: Path, by: str, filename: str, content: AsyncIterator[bytes]) -> Upload:
    """Keeps what comes in. BadUserInput for a name that is none, an empty file, or a full disk; RateLimited for whoever
    has brought fifty within a day. What is broken off leaves nothing behind."""
    name, root = _named(filename), folder(data_dir)
    identifier = f"upl_{secrets.token_hex(16)}"
    with errors_named(root, _VARIABLE):
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        sweep(data_dir)
        check_room(root, _FREE_BYTES, _VARIABLE)
        if sum(one.by == by for one in _known(root)) >= MOST:
            raise RateLimited(f"You have brought {MOST} files within a day. Use one of them, or come back tomorrow.")
        place = root / identifier
        place.mkdir(mode=0o700)
        try:
            size, digest = await _written(place / name, content)
            if not size:
                raise BadUserInput(f"{name} is empty.")
            found = Upload(identifier, name, size, digest, by)
            part = root / f"{identifier}.part"
            part.write_text(json.dumps(asdict(found)), encoding="utf-8")
            part.rename(part.with_suffix(".json"))
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
    return found


async def _written(path: Path, content: AsyncIterator[bytes]) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    with path.open("xb") as file:
        async for part in content:
            file.write(part)
            digest.update(part)
            size += len(part)
    return size, digest.hexdigest()


def find(data_dir: Path, by: str, identifier: str) -> Upload:
    """The file of this id. NotFound where there is none for this user, or its time is over: all alike."""
    if _ID.fullmatch(identifier) is not None:
        found = _read(folder(data_dir) / f"{identifier}.json")
        if found is not None and found.by == by and found.path(data_dir).is_file():
            return found
    raise NotFound("There is no such file, or not any more. Bring it again.")


def sweep(data_dir: Path) -> None:
    """Takes away the files whose time is over, and what is left of those that were broken off as long ago."""
    root = folder(data_dir)
    for path in root.iterdir() if root.is_dir() else ():
        try:
            old = path.stat().st_mtime < time.time() - KEPT.total_seconds()
        except FileNotFoundError:
            continue  # another worker was quicker
        if old and path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif old:
            path.unlink(missing_ok=True)


def _known(root: Path) -> list[Upload]:
    return [found for path in root.glob("upl_*.json") if (found := _read(path)) is not None]


def _read(path: Path) -> Upload | None:
    try:
        if path.stat().st_mtime < time.time() - KEPT.total_seconds():
            return None
        return Upload(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def _named(filename: str) -> str:
    """The name that a file is told by: the last part of a path, without what no name should have."""
    last = unicodedata.normalize("NFC", filename).replace("\\", "/").rpartition("/")[2]
    name = "".join(one for one in last if unicodedata.category(one)[0] != "C").strip().lstrip(".")
    if not name or len(name.encode("utf-8", "replace")) > _LONGEST_NAME:
        raise BadUserInput(f"Name the file, in at most {_LONGEST_NAME} bytes: PUT /uploads?filename=people.csv.")
    return name
