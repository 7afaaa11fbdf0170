"""Patterns that people write: regular expressions matched in time proportional to the text, whatever they say.

Python's own engine tries again and again and takes years for `(a+)+b` on forty letters; RE2 (the engine of Go) reads a
text once, and knows no references back and no look-around, which is what makes that possible.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import re2

LONGEST = 200  # characters
_MEMORY = 1 << 20  # bytes that a pattern may take once it is compiled


def problem(pattern: str) -> str | None:
    """What is wrong with a pattern, in the words of RE2; None where it can be used."""
    if len(pattern) > LONGEST:
        return f"it has {len(pattern)} characters, and {LONGEST} are the most"
    try:
        _compiled(pattern)
    except re2.error as error:
        told = error.args[0] if error.args else b""
        return told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
    return None


def fits(pattern: str, text: str) -> bool:
    """Whether the whole text matches."""
    return _compiled(pattern).fullmatch(text) is not None


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    return re2.compile(pattern, options=options)
