"""In what order the parts of a line are seen: the Unicode Bidirectional Algorithm (UAX 9) for one line of a name or an
address, without its explicit embeddings, whose marks are left out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import groupby

_STRONG = {"L": 0, "R": 1, "AL": 1}
_NUMBERS = ("EN", "AN")
_SIDES = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}
_BRACKETS = {"(": ")", "[": "]", "{": "}", "（": "）", "「": "」", "《": "》"}


def parts(text: str) -> tuple[list[tuple[str, bool]], bool]:
    """The parts of a line from left to right, each as it is written and whether it runs from right to left; and whether
    the line does."""
    kinds = [unicodedata.bidirectional(character) or "L" for character in text]
    base = next((_STRONG[kind] for kind in kinds if kind in _STRONG), 0)
    if base == 0 and not any(kind in ("R", "AL", "AN") for kind in kinds):
        return [(text, False)], False
    levels = _levels(text, kinds, base)
    leveled = groupby(zip(levels, text, strict=True), lambda pair: pair[0])
    runs = [("".join(one for _, one in group), level) for level, group in leveled]
    for level in range(max(levels), 0, -1):  # L2: what is of a level or higher is turned round, from the highest down
        runs = _turned(runs, level)
    return [(run, level % 2 == 1) for run, level in runs], base == 1


def _levels(text: str, kinds: list[str], base: int) -> list[int]:
    """The level of each character: even from left to right, odd from right to left."""
    kinds = _resolved(text, kinds, base)
    levels = []
    for kind in kinds:
        if kind in _NUMBERS:
            levels.append(2 if base == 1 or kind == "AN" else 0)
        else:
            levels.append(base + (1 if _STRONG[kind] != base else 0) if kind in _STRONG else base)
    return levels


def _resolved(text: str, kinds: list[str], base: int) -> list[str]:
    """Kinds of which each is strong or a number: marks are as what they stand on, signs within a number as it, all else
    as what stands on both sides, or as the line."""
    found = list(kinds)
    strong = "R" if base else "L"
    for at, kind in enumerate(found):
        before = found[at - 1] if at else strong
        if kind == "NSM":
            found[at] = before
        elif kind in ("CS", "ES", "ET"):
            after = found[at + 1] if at + 1 < len(found) else strong
            found[at] = before if before in _NUMBERS and after == before else "ON"
        elif kind == "EN":
            last = next((one for one in reversed(found[:at]) if one in _STRONG), strong)
            found[at] = "AN" if last == "AL" else "L" if last == "L" else "EN"
    _pair(text, found, strong)
    for at, kind in enumerate(found):
        if kind not in _SIDES:
            left = _side(reversed(found[:at]), strong)
            right = _side(found[at:], strong)
            found[at] = left if left == right else strong
    return found


def _pair(text: str, found: list[str], strong: str) -> None:
    """Brackets that belong together go the same way: that of the line where something in them does, else that of what
    is in them where what stands before them goes it too (N0)."""
    opened: list[tuple[str, int]] = []
    for at, letter in enumerate(text):
        if letter in _BRACKETS:
            opened.append((_BRACKETS[letter], at))
        elif any(letter == closing for closing, _ in opened):
            while opened:  # ends: the one that is closed is among them
                closing, begin = opened.pop()
                if closing == letter:
                    break
            inside = {_SIDES[kind] for kind in found[begin + 1 : at] if kind in _SIDES}
            if inside:
                goes = strong if strong in inside else _side(reversed(found[:begin]), strong)
                found[begin] = found[at] = goes


def _side(kinds: Iterable[str], strong: str) -> str:
    """The way that the first of these goes that goes any, else that of the line."""
    return next((_SIDES[kind] for kind in kinds if kind in _SIDES), strong)


def _turned(runs: list[tuple[str, int]], level: int) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for high, group in groupby(runs, lambda run: run[1] >= level):
        some = list(group)
        found += reversed(some) if high else some
    return found
