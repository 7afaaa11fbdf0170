"""New ids: prefixed, opaque, ordered by time."""

from __future__ import annotations

from ulid import ULID

from graphcrm.compile.declarations import Noun


def new(noun: Noun) -> str:
    """`per_01J…`: the noun's prefix and a ULID in lower case."""
    return f"{noun.prefix}_{str(ULID()).lower()}"
