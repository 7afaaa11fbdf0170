"""How far two values agree, by the way their field is compared: DIFFERS, CLOSE, VERY_CLOSE or EQUAL."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from graphcrm.measures.matching import pet_names, scripts
from graphcrm.measures.matching.fields import LINE, Comparison, Field

Levels = NDArray[np.int8]
Texts = NDArray[np.object_]
MISSING, DIFFERS, CLOSE, VERY_CLOSE, EQUAL = -1, 0, 1, 2, 3
_SHORT = 5
_NAMES = (0.80, 0.92)  # from which similarity on names are close and very close
_CODES = (0.70, 0.87)
_LITTLE, _MUCH = 0.1, 0.3  # of what two have in common over what either has


def compared(field: Field, left: Texts, right: Texts) -> Levels:
    """The levels of these pairs of values, of which none is missing; of several values that of the two most alike."""
    if field.comparison in _SETS:
        level = _SETS[field.comparison]
        return np.array([level(a, b) for a, b in zip(left, right, strict=True)], np.int8)
    if not field.many or not any(LINE in one for side in (left, right) for one in side):
        return _alike(field, left, right)
    each = [list(product(a.split(LINE), b.split(LINE))) for a, b in zip(left, right, strict=True)]
    starts = np.cumsum([0, *(len(one) for one in each[:-1])])
    flat = np.array([pair for one in each for pair in one], object)
    found: Levels = np.maximum.reduceat(_alike(field, flat[:, 0], flat[:, 1]), starts)
    return found


def _alike(field: Field, left: Texts, right: Texts) -> Levels:
    if field.comparison is Comparison.NAME:
        found = _names(left, right)
    elif field.comparison is Comparison.TITLE:
        found = np.array([_titles(a, b) for a, b in zip(left, right, strict=True)], np.int8)
    else:
        found = _stepped(_similarity(left, right, DamerauLevenshtein.normalized_similarity, _CODES[0]), *_CODES)
    if field.comparison is Comparison.EMAIL:
        parts = [(a.partition("@")[0], b.partition("@")[0]) for a, b in zip(left, right, strict=True)]
        found[np.array([a == b and len(a) >= _SHORT for a, b in parts], bool)] = VERY_CLOSE
    found[left == right] = EQUAL
    return found


def _names(left: Texts, right: Texts) -> Levels:
    found = _stepped(_similarity(left, right, JaroWinkler.similarity, _NAMES[0]), *_NAMES)
    for at, (a, b) in enumerate(zip(left, right, strict=True)):
        if a[:1] == b[:1] and 1 in (len(a), len(b)):
            found[at] = max(found[at], CLOSE)
        elif a in pet_names.KNOWN and pet_names.may_be(a, b):
            found[at] = max(found[at], VERY_CLOSE)
        elif a.isascii() != b.isascii():
            found[at] = max(found[at], _in_latin(a, b))
    return found


def _similarity(left: Texts, right: Texts, scorer: Any, least: float) -> NDArray[np.float32]:
    """How similar each two are; where it is clearly below `least`, 0, which is quicker to say."""
    return process.cpdist(left, right, scorer=scorer, dtype=np.float32, score_cutoff=least - 0.01)


def _in_latin(one: str, other: str) -> int:
    """How far two names agree of which one is in another script."""
    alike = JaroWinkler.similarity(scripts.latin(one), scripts.latin(other))
    found = VERY_CLOSE if alike >= _NAMES[1] else CLOSE if alike >= _NAMES[0] else DIFFERS
    if found == DIFFERS and (scripts.is_unvowelled(one) or scripts.is_unvowelled(other)):
        alike = JaroWinkler.similarity(scripts.consonants(one), scripts.consonants(other))
        return CLOSE if alike >= _NAMES[0] else DIFFERS
    return found


def _stepped(alike: NDArray[np.float32], close: float, very_close: float) -> Levels:
    return ((alike >= close).astype(np.int8) + (alike >= very_close)).astype(np.int8)


# What many names of organizations have, and so says little.
_COMMON_WORDS = """
group gruppe holding service solution system tech intl global co mfg mgmt consulting partner partners gebr bros
deutschland germany austria schweiz europe europa uk usa nederland france italia iberica nordic
"""
_GENERIC = frozenset(_COMMON_WORDS.split())
_LIGHT = 0.25


@lru_cache(100_000)
def _titles(one: str, other: str) -> int:
    """Word by word, in any order: each word of the shorter name with the most similar one of the longer. A number that
    differs, or a word that is none of the other's where each has one, tells two apart."""
    a, b = sorted((one.split(), other.split()), key=lambda found: (len(found), found))
    if _numbers(a) != _numbers(b):
        return DIFFERS
    if "".join(a) == "".join(b) or sorted(a) == sorted(b):
        return EQUAL if sorted(a) == sorted(b) else VERY_CLOSE
    if _initials(a, b):
        return CLOSE
    left, score, told, strange = list(b), 0.0, 0.0, 0.0
    for word in sorted(a, key=len, reverse=True):
        best = max(left, key=lambda found: (_word(word, found), found), default=None)
        likeness = _word(word, best) if best is not None else 0.0
        if best is not None and likeness >= _SAME_WORD:
            left.remove(best)
        elif _weight(word) == 1.0:
            strange += 1
        score += _weight(word) * (likeness if likeness >= _SAME_WORD else 0.0)
        told += _weight(word)
    more = sum(_weight(word) for word in left)
    if strange and more >= 1.0:
        return DIFFERS
    share = score / (told + more / 2) if told else 0.0
    return VERY_CLOSE if share >= 0.88 else CLOSE if share >= 0.62 else DIFFERS


_SAME_WORD = 0.86


def _word(one: str, other: str) -> float:
    if _numbers([one, other]):
        return float(one == other)
    if min(len(one), len(other)) >= 3 and (one.startswith(other) or other.startswith(one)):
        return 0.95
    return JaroWinkler.similarity(scripts.latin(one), scripts.latin(other))


def _weight(word: str) -> float:
    return _LIGHT if word in _GENERIC else 1.0


_ROMAN = re.compile("(x{0,2})(ix|iv|v?i{0,3})")


def _numbers(words: list[str]) -> list[str]:
    return sorted(word for word in words if word.isdigit() or _ROMAN.fullmatch(word))


def _initials(a: list[str], b: list[str]) -> bool:
    """Whether the one is the first letters of the other: `bhb`, `bergmann hafen bau`."""
    return len(a) == 1 and len(b) > 2 and a[0] == "".join(word[0] for word in b)


@lru_cache(200_000)
def _set(text: str) -> frozenset[str]:
    return frozenset(text.split(LINE))


def _common(one: str, other: str) -> int:
    return DIFFERS if _set(one).isdisjoint(_set(other)) else EQUAL


def _mailbox(one: str, other: str) -> int:
    """Company addresses: a domain gives everybody one, so that two different ones there are rather of two people; of
    different domains the part before the @ tells somebody who moved, and nothing else says anything."""
    if not _set(one).isdisjoint(_set(other)):
        return EQUAL
    parts = [(a.split("@", 1), b.split("@", 1)) for a in _set(one) for b in _set(other) if "@" in a and "@" in b]
    here = [(a[0], b[0]) for a, b in parts if a[1] == b[1]]
    if here:
        return VERY_CLOSE if any(_short_for(a, b) for a, b in here) else DIFFERS
    return CLOSE if any(a[0] == b[0] and len(a[0]) >= _SHORT for a, b in parts) else MISSING


def _short_for(one: str, other: str) -> bool:
    """Whether one of two names of mailboxes has initials where the other has words: `j.winter`, `jana.winter`."""
    a, b = (re.findall(r"[^\W_]+", text) for text in (one, other))
    if len(a) != len(b) or len(a) < 2:
        return False
    return all(x == y or (1 in (len(x), len(y)) and x[0] == y[0]) for x, y in zip(a, b, strict=True))


def _overlap(one: str, other: str) -> int:
    a, b = _set(one), _set(other)
    share = len(a & b) / len(a | b)
    return VERY_CLOSE if share >= _MUCH else CLOSE if share >= _LITTLE else DIFFERS


def _met(one: str, other: str) -> int:
    met = other.partition(LINE)[0] in _set(one) or one.partition(LINE)[0] in _set(other)
    return EQUAL if met else DIFFERS


_SETS: dict[Comparison, Callable[[str, str], int]] = {
    Comparison.COMMON: _common,
    Comparison.MAILBOX: _mailbox,
    Comparison.OVERLAP: _overlap,
    Comparison.MET: _met,
}
