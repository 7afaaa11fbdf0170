"""The anchor: signed checkpoints of the chain in a folder outside the data directory, best on another machine.

A chain alone cannot tell that its end was cut off, nor that all of it was written anew. A checkpoint says how far the
chain was and with which hash, signed with Ed25519. The private key stays in `DATA_DIR/keys`; the public one goes with
the anchor, so that anybody who has both folders can verify.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from graphcrm.errors import GraphcrmError
from graphcrm.records.audit import chain
from graphcrm.records.audit.chain import Head
from graphcrm.records.audit.segments import fsync_folder

EVERY_ENTRIES = 1000
EVERY_SECONDS = 60.0
_PRIVATE = "audit-ed25519.pem"
_SIGNED = ("at", "hash", "key", "number")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A checkpoint as it was found: where the chain was, and whether its signature is good; if it is, when it was made
    and with which key."""

    name: str
    head: Head
    signed: bool
    at: datetime = datetime.max.replace(tzinfo=UTC)
    key: str = ""

    @property
    def day(self) -> date:
        return self.at.date()


class Anchor:
    """Writes checkpoints to `folder`. The key is made where there is none."""

    def __init__(self, folder: Path, keys: Path) -> None:
        self.folder = folder
        self._keys = keys
        self._key: Ed25519PrivateKey | None = None
        self._number: int | None = None
        self._at = float("-inf")

    def due(self, head: Head) -> bool:
        """Whether the chain has gone on by 1,000 entries, or at all within the last 60 s, since the last checkpoint."""
        if self._number is None:
            self._number = max((int(path.stem.split("-")[1]) for path in _checkpoints(self.folder)), default=0)
        moved = head.number - self._number
        return moved >= EVERY_ENTRIES or (moved > 0 and time.monotonic() - self._at >= EVERY_SECONDS)

    def write(self, head: Head) -> None:
        """A checkpoint of the chain as it is; nothing where there is one. OSError where the folder cannot be written
        to."""
        self._at = time.monotonic()
        path = self.folder / f"checkpoint-{head.number:012d}.json"
        if head.number == 0 or path.exists():
            return
        key = self._private_key()
        public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.folder.mkdir(parents=True, exist_ok=True)
        shown = self.folder / f"key-{_name(public)}.pub"
        if not shown.exists():
            _write(shown, public.hex().encode() + b"\n")
        said = {"at": datetime.now(UTC).isoformat(), "hash": head.hash, "key": _name(public), "number": head.number}
        _write(path, chain.canonical({**said, "signature": key.sign(chain.canonical(said)).hex()}) + b"\n")
        self._number = head.number

    def _private_key(self) -> Ed25519PrivateKey:
        if self._key is None:
            self._key = _load(self._keys / _PRIVATE)
        return self._key


def checkpoints(folder: Path) -> Iterator[Checkpoint]:
    """All checkpoints of a folder, in the order of the chain. A public key counts under the name that is its own."""
    keys = {}
    for path in folder.glob("key-*.pub"):
        try:
            public = bytes.fromhex(path.read_text(encoding="ascii").strip())
            keys[_name(public)] = Ed25519PublicKey.from_public_bytes(public)
        except ValueError:
            continue  # what it signed is then signed by nobody
    for path in _checkpoints(folder):
        with contextlib.suppress(FileNotFoundError):  # thinned meanwhile: a later one says as much
            yield _checkpoint(path, keys)


def _checkpoint(path: Path, keys: Mapping[str, Ed25519PublicKey]) -> Checkpoint:
    nothing = Checkpoint(path.name, Head(), signed=False)
    try:
        found: dict[str, Any] = orjson.loads(path.read_bytes())
        said = {name: found[name] for name in _SIGNED}
        head = Head(int(found["number"]), str(found["hash"]))
        keys[found["key"]].verify(bytes.fromhex(found["signature"]), chain.canonical(said))
        at = datetime.fromisoformat(found["at"]).astimezone(UTC)
    except (ValueError, KeyError, TypeError, InvalidSignature):
        return nothing
    return Checkpoint(path.name, head, path.stem == f"checkpoint-{head.number:012d}", at, found["key"])


def _checkpoints(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("checkpoint-*.json") if path.stem.split("-")[1].isdigit())


def _name(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()[:16]


def _load(path: Path) -> Ed25519PrivateKey:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = Ed25519PrivateKey.generate()
        _write(path, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    try:
        found = load_pem_private_key(path.read_bytes(), password=None)
    except ValueError as error:
        raise GraphcrmError(f"{path} is no private key. Put the one that was there back.") from error
    if not isinstance(found, Ed25519PrivateKey):
        raise GraphcrmError(f"{path} is no Ed25519 key. Put the one that was there back.")
    return found


def _write(path: Path, content: bytes) -> None:
    """Writes a file that is there whole or not at all, for its owner alone where it is a key."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600 if path.suffix == ".pem" else 0o644)
    try:
        os.write(handle, content)
        os.fsync(handle)
    finally:
        os.close(handle)
    temporary.replace(path)
    fsync_folder(path.parent)
