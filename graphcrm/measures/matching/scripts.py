"""Other scripts in Latin letters: a second form of a name, never instead of the first."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

from graphcrm.measures.normal_forms import fold

_UNVOWELLED = re.compile("[\u0590-\u06ff]")  # Hebrew and Arabic


@lru_cache(100_000)
def consonants(name: str) -> str:
    """What is left of a name in Latin letters without vowels, which Hebrew and Arabic do not write."""
    return re.sub("[aeiouyw]", "", latin(name))


def is_unvowelled(name: str) -> bool:
    """Whether it is written in a script without vowels."""
    return _UNVOWELLED.search(name) is not None


@lru_cache(100_000)
def latin(name: str) -> str:
    """A folded name in the letters a–z: `иван петров` → `ivan petrov`; one that has them already as it is."""
    return name if name.isascii() else fold(anyascii(name))
