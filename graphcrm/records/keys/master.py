"""The master key: 32 bytes in a file for its owner alone, as hexadecimal text.

A new one is staged beside it while the keys are wrapped anew, and takes its place at the end: at any moment one of the
two files has the master key of every wrapped key.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
from pathlib import Path

from graphcrm.errors import Conflict, Unavailable

SIZE = 32
_SECRETS = Path("/run/secrets")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
VARIABLE = "GRAPHCRM_KEK_FILE"


def name_of(master: bytes) -> bytes:
    """What tells a master key from others, and tells nothing of it: 16 bytes."""
    return hmac.new(master, b"graphcrm master key", hashlib.sha256).digest()[:16]


class MasterFile:
    """The file of the master key. Unavailable (KEYS) where it cannot be used, with what to mend."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def staged(self) -> Path:
        return self.path.with_name(f"{self.path.name}.new")

    def find(self, name: bytes) -> bytes:
        """The master key of this name."""
        for path in (self.path, self.staged):
            found = _read(path)
            if found is not None and name_of(found) == name:
                return found
        if not self.path.exists():
            raise _unavailable(
                f"The master key {self.path} is not there, and without it no sensitive value can be read. Put it back, "
                "or restore the keys: graphcrm keys restore FILE."
            )
        raise _unavailable(
            f"{self.path} is not the master key of these keys. Put the right one there, or mend {VARIABLE}."
        )

    def present(self) -> bytes:
        """The master key to begin with: that of the file, made where there is none."""
        return _read(self.path) or self._made(self.path)

    def stage(self) -> bytes:
        """The next master key: one that an interrupted rotation left, or a new one. Conflict where none can be put in
        the place of this one."""
        if self.path.parent.is_relative_to(_SECRETS) or not os.access(self.path.parent, os.W_OK):
            raise Conflict(
                f"{self.path} cannot be replaced from here. Copy it to a file that can be written, point {VARIABLE} "
                "there, and rotate again."
            )
        return _read(self.staged) or self._made(self.staged)

    def settle(self) -> None:
        """Puts the staged key in its place."""
        self.staged.replace(self.path)
        sync(self.path.parent)

    def _made(self, path: Path) -> bytes:
        key = secrets.token_bytes(SIZE)
        write(path, f"{key.hex()}\n".encode())
        return key


def write(path: Path, content: bytes) -> None:
    """Writes a file for its owner alone, on disk whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    passing = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        passing.replace(path)
    except OSError:
        passing.unlink(missing_ok=True)
        raise
    sync(path.parent)


def check_private(path: Path) -> None:
    """Unavailable where others than its owner may read a secret file; a Docker secret is mounted for its container."""
    if path.resolve().is_relative_to(_SECRETS) or not path.exists():
        return
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & _OTHERS:
        raise _unavailable(f"{path} can be read by others ({mode:04o}). Run: chmod 600 {path}")


def _read(path: Path) -> bytes | None:
    check_private(path)
    try:
        found = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unavailable(f"{path} cannot be read ({error.strerror}). Mend {VARIABLE} or its rights.") from error
    except ValueError as error:
        raise _unavailable(f"{path} holds no key: it must be {2 * SIZE} hexadecimal digits.") from error
    if len(found) != SIZE:
        raise _unavailable(f"{path} holds no key: it must be {2 * SIZE} hexadecimal digits.")
    return found


def _unavailable(sentence: str) -> Unavailable:
    return Unavailable(sentence, reason="KEYS")


def sync(folder: Path) -> None:
    """Brings the names of a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
