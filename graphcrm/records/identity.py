"""New ids: prefixed, opaque, ordered by time."""

from __future__ import annotations

from datetime import datetime

from ulid import ULID

from graphcrm.compile.declarations import Noun


def new(noun: Noun) -> str:
    """`per_01J…`: the noun's prefix and a ULID in lower case."""
    return f"{noun.prefix}_{str(ULID()).lower()}"


def made_since(identifier: str, at: datetime) -> bool:
    """Whether an id was made at that instant or later, to the millisecond: ids tell their time. One that was not made
    here tells none."""
    try:
        return ULID.from_str(identifier.rpartition("_")[2].upper()).milliseconds >= int(at.timestamp() * 1000)
    except ValueError:
        return False
