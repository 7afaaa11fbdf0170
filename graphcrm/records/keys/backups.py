"""Backups of the keys: one file under a passphrase, apart from the backups of the graph.

A JSON object that says how the passphrase becomes a key (scrypt), and holds the data keys as AES-256-GCM under that
key, bound to the rest of the object.
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from graphcrm.errors import BadUserInput
from graphcrm.records.keys import master
from graphcrm.records.keys.store import Key, KeyStore

LEAST = 12
_COST = {"n": 2**16, "r": 8, "p": 1}  # 64 MiB and about 0.2 s for each guess
_NONCE = 12


def backup(store: KeyStore, target: Path, passphrase: str) -> int:
    """Writes all keys of a store to a file for its owner alone; how many. BadUserInput for a short passphrase, or where
    something is at `target`."""
    if len(passphrase) < LEAST:
        raise BadUserInput(f"The passphrase is too short: take {LEAST} characters or more.")
    if target.exists():
        raise BadUserInput(f"{target} is there already. Name another file.")
    keys = store.all()
    head = {"format": "graphcrm-keys-1", "kdf": "scrypt", **_COST, "salt": _text(secrets.token_bytes(16))}
    nonce = secrets.token_bytes(_NONCE)
    told = {"name": store.name().hex(), "keys": [[key.number, key.record, key.secret.hex()] for key in keys]}
    closed = AESGCM(_key(passphrase, head)).encrypt(nonce, json.dumps(told).encode(), _bound(head))
    master.write(target, json.dumps({**head, "nonce": _text(nonce), "keys": _text(closed)}).encode() + b"\n")
    return len(keys)


def restore(store: KeyStore, source: Path, passphrase: str) -> tuple[int, int]:
    """Takes the keys of a backup into a store: how many, and how many of the store are lost, since they are younger
    than the backup and their master key is gone. BadUserInput for another file or passphrase, Conflict where the store
    has keys of another installation."""
    try:
        found = json.loads(source.read_text(encoding="ascii"))
        head = {name: found[name] for name in ("format", "kdf", *_COST, "salt")}
        if head["format"] != "graphcrm-keys-1" or {name: head[name] for name in _COST} != _COST:
            raise ValueError("another format")
        nonce, closed = _bytes(found["nonce"]), _bytes(found["keys"])
    except OSError as error:
        raise BadUserInput(f"{source} cannot be read ({error.strerror}).") from error
    except (ValueError, KeyError, TypeError) as error:
        raise BadUserInput(f"{source} is no backup of keys.") from error
    try:
        told = json.loads(AESGCM(_key(passphrase, head)).decrypt(nonce, closed, _bound(head)))
    except InvalidTag:
        raise BadUserInput("The passphrase is not that of this backup, or the file was altered.") from None
    keys = [Key(number, record, bytes.fromhex(secret)) for number, record, secret in told["keys"]]
    return len(keys), store.take(bytes.fromhex(told["name"]), keys)


def _key(passphrase: str, head: dict[str, Any]) -> bytes:
    kdf = Scrypt(salt=_bytes(head["salt"]), length=32, n=head["n"], r=head["r"], p=head["p"])
    return kdf.derive(passphrase.encode("utf-8"))


def _bound(head: dict[str, Any]) -> bytes:
    return json.dumps(head, sort_keys=True).encode()


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("no base64") from error
