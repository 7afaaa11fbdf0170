"""The chain: how an entry stands in a file, and what ties it to the one before.

A line is a JSON object of three: `entry`, what was noted with its `number` (1, 2, 3 …), `id` and time; `previous`, the
hash of the line before (of the first: 64 zeros); `hash`, the SHA-256 over the 32 bytes of `previous` followed by the
entry as canonical JSON: keys sorted, no spaces, UTF-8. A line is written in exactly one way, so that whatever is
changed in it shows.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

BEGINNING = "0" * 64
_HASH = re.compile(r"[0-9a-f]{64}")
_KEYS = {"entry", "hash", "previous"}


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry in its place: all that its line says."""

    entry: Mapping[str, Any]
    previous: str
    hash: str

    @property
    def number(self) -> int:
        return int(self.entry["number"])

    @property
    def id(self) -> str:
        return str(self.entry["id"])

    @property
    def whole(self) -> bool:
        """Whether the hash is that of the entry after `previous`."""
        return self.hash == chained(self.previous, self.entry)


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ends: the number and hash of its last entry."""

    number: int = 0
    hash: str = BEGINNING


def canonical(value: Mapping[str, Any]) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def chained(previous: str, entry: Mapping[str, Any]) -> str:
    return hashlib.sha256(bytes.fromhex(previous) + canonical(entry)).hexdigest()


def after(head: Head, noted: Mapping[str, Any]) -> Sealed:
    """What was noted, in the place after `head`. What is null is left out."""
    entry = {name: value for name, value in noted.items() if value is not None} | {"number": head.number + 1}
    return Sealed(entry, head.hash, chained(head.hash, entry))


def line(sealed: Sealed) -> bytes:
    """The line of an entry, with its end."""
    return orjson.dumps(
        {"entry": sealed.entry, "hash": sealed.hash, "previous": sealed.previous},
        option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE,
    )


def read(text: bytes) -> Sealed | None:
    """The entry of a line with its end; None where it is not written as `line` writes it."""
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(found, dict) or found.keys() != _KEYS:
        return None
    entry, hash_, previous = found["entry"], found["hash"], found["previous"]
    if not (isinstance(entry, dict) and type(entry.get("number")) is int and isinstance(entry.get("id"), str)):
        return None
    if not all(isinstance(one, str) and _HASH.fullmatch(one) for one in (hash_, previous)):
        return None
    sealed = Sealed(entry, previous, hash_)
    return sealed if line(sealed) == text else None
