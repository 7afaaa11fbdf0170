"""Records in normal form, the pairs that may be one, and how far each of their fields agrees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from graphcrm.measures.matching.kinds import Comparison, Field, Kind

Pairs = NDArray[np.int64]  # rows of two record numbers, the smaller first
Levels = NDArray[np.int8]  # a row for each pair, a column for each field
MISSING, DIFFERS, CLOSE, VERY_CLOSE, EQUAL = -1, 0, 1, 2, 3
MOST_IN_BLOCK = 300
_SHORT = 5


class Records:
    """Records of a kind, in normal form, field by field. Their order is that of their content, so that neither the
    order nor the ids in which they came change anything; `order[number]` is where each stood."""

    def __init__(self, kind: Kind, told: Sequence[Mapping[str, str]]) -> None:
        self.kind = kind
        values = [tuple(field.normal(row.get(field.name, "")) for field in kind.fields) for row in map(kind.read, told)]
        self.order = sorted(range(len(told)), key=lambda one: values[one])
        self.number = len(told)
        self.columns = {
            field.name: np.array([values[one][place] for one in self.order], object)
            for place, field in enumerate(kind.fields)
        }

    def values(self, record: int) -> dict[str, str]:
        return {name: column[record] for name, column in self.columns.items()}


def candidates(records: Records) -> tuple[Pairs, int]:
    """The pairs that share a key, each once; and how many keys were passed over, since too many records have them."""
    found: set[tuple[int, int]] = set()
    crowded = 0
    rows = [records.values(record) for record in range(records.number)]
    for key in records.kind.keys:
        blocks: dict[str, list[int]] = defaultdict(list)
        for record, values in enumerate(rows):
            if text := key(values):
                blocks[text].append(record)
        for block in blocks.values():
            if len(block) > MOST_IN_BLOCK:
                crowded += 1
            else:
                found.update(combinations(block, 2))
    return np.array(sorted(found), np.int64).reshape(-1, 2), crowded


def levels(records: Records, pairs: Pairs) -> Levels:
    """How far the fields of these pairs agree: MISSING … EQUAL."""
    found = np.full((len(pairs), len(records.kind.fields)), MISSING, np.int8)
    for at, field in enumerate(records.kind.fields):
        column = records.columns[field.name]
        left, right = column[pairs[:, 0]], column[pairs[:, 1]]
        there = (left != "") & (right != "")
        if there.any():
            found[there, at] = _compared(field, left[there], right[there])
    if records.kind.swapped is not None:
        _close_if_swapped(records, pairs, found, *records.kind.swapped)
    return found


def _compared(field: Field, left: NDArray[np.object_], right: NDArray[np.object_]) -> Levels:
    if field.comparison is Comparison.NAME:
        alike = process.cpdist(left, right, scorer=JaroWinkler.similarity, dtype=np.float32)
        found = _stepped(alike, 0.80, 0.92)
        first = np.array([a[:1] == b[:1] and 1 in (len(a), len(b)) for a, b in zip(left, right, strict=True)], bool)
        found[first] = np.maximum(found[first], CLOSE)
    else:
        alike = process.cpdist(left, right, scorer=DamerauLevenshtein.normalized_similarity, dtype=np.float32)
        found = _stepped(alike, 0.70, 0.87)
    if field.comparison is Comparison.EMAIL:
        parts = [(a.partition("@")[0], b.partition("@")[0]) for a, b in zip(left, right, strict=True)]
        found[np.array([a == b and len(a) >= _SHORT for a, b in parts], bool)] = VERY_CLOSE
    found[left == right] = EQUAL
    return found


def _stepped(alike: NDArray[np.float32], close: float, very_close: float) -> Levels:
    return ((alike >= close).astype(np.int8) + (alike >= very_close)).astype(np.int8)


def _close_if_swapped(records: Records, pairs: Pairs, found: Levels, first: str, second: str) -> None:
    """Two names that stand in each other's place are close."""
    names = [field.name for field in records.kind.fields]
    one, other = records.columns[first], records.columns[second]
    a, b = pairs[:, 0], pairs[:, 1]
    swapped = (one[a] == other[b]) & (other[a] == one[b]) & (one[a] != "") & (other[a] != "") & (one[a] != other[a])
    for at in (names.index(first), names.index(second)):
        found[swapped, at] = np.maximum(found[swapped, at], CLOSE)
