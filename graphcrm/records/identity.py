"""Ids: prefixed, opaque, ordered by time."""

from __future__ import annotations

import re
from datetime import datetime

from ulid import ULID

from graphcrm.compile.declarations import Noun

_ULID = re.compile(r"[0-7][0-9a-hjkmnp-tv-z]{25}", re.ASCII)


def new(noun: Noun) -> str:
    """`per_01J…`: the noun's prefix and a ULID in lower case."""
    return f"{noun.prefix}_{str(ULID()).lower()}"


def is_own(noun: Noun, key: str) -> bool:
    """Whether a word is an id of ours for a record of this noun. Files name a record so that has no external id."""
    prefix, _, rest = key.partition("_")
    return prefix == noun.prefix and _ULID.fullmatch(rest) is not None


def made_since(identifier: str, at: datetime) -> bool:
    """Whether an id was made at that instant or later, to the millisecond: ids tell their time. One that was not made
    here tells none."""
    try:
        return ULID.from_str(identifier.rpartition("_")[2].upper()).milliseconds >= int(at.timestamp() * 1000)
    except ValueError:
        return False
