"""Records in normal form, and the pairs that may be one.

Some records may be for some teams alone. `groups` says for whom each is (0: everybody). What many records have in
common is no key; that is counted within a group, so that nothing that is told of two records follows from a third that
whoever sees the two may not see.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from graphcrm.measures.matching import levelling, pet_names
from graphcrm.measures.matching.fields import LINE, Comparison, Kind
from graphcrm.measures.matching.levelling import CLOSE, DIFFERS, EQUAL, MISSING, VERY_CLOSE, Levels

Pairs = NDArray[np.int64]  # rows of two record numbers, the smaller first
MOST_IN_BLOCK = 300
_BORNE, _PER = 3, 5_000


class Records:
    """Records of a kind, in normal form, field by field. Their order is that of their content, so that neither the
    order nor the ids in which they came change anything; `order[number]` is where each stood."""

    def __init__(self, kind: Kind, told: Sequence[Mapping[str, str]], groups: Sequence[int] | None = None) -> None:
        self.kind = kind
        values = [
            tuple(field.normalised(row.get(field.name, "")) for field in kind.fields) for row in map(kind.read, told)
        ]
        self.order = sorted(range(len(told)), key=lambda one: values[one])
        self.number = len(told)
        self.columns = {
            field.name: np.array([values[one][place] for one in self.order], object)
            for place, field in enumerate(kind.fields)
        }
        given = groups if groups is not None else [0] * len(told)
        self.groups = np.array([given[one] for one in self.order], np.int64)
        self.everybodys = np.flatnonzero(self.groups == 0)
        """The numbers of the records that everybody may see: what is learnt is learnt from them."""
        self._often: dict[str, Counter[str]] = {}

    @property
    def usual(self) -> int:
        """From how many bearers on a name is one, and no typing error."""
        return usual(len(self.everybodys))

    def often(self, name: str) -> Counter[str]:
        """How often each value of a field is borne by records that everybody may see."""
        if name not in self._often:
            column = self.columns[name][self.everybodys]
            self._often[name] = Counter(value for one in column for value in lines(one))
        return self._often[name]


def usual(number: int) -> int:
    """From how many bearers on a name is one, among so many records that everybody may see."""
    return _BORNE + number // _PER


def candidates(records: Records) -> tuple[Pairs, int]:
    """The pairs that share a key, each once; and how many keys were passed over, since too many records have them."""
    found: set[tuple[int, int]] = set()
    crowded = 0
    rows = [dict(zip(records.columns, row, strict=True)) for row in zip(*records.columns.values(), strict=True)]
    for key in (*records.kind.keys, *records.kind.wide_keys):
        blocks: dict[str, list[int]] = defaultdict(list)
        for record, values in enumerate(rows):
            for text in key(values).split(LINE):
                if text:
                    blocks[text].append(record)
        for block in blocks.values():
            if len(block) == 1:
                continue
            kept, is_crowded = _uncrowded(records, block)
            crowded += is_crowded
            found.update(combinations(kept, 2))
    return np.array(sorted(found), np.int64).reshape(-1, 2), crowded


def _uncrowded(records: Records, block: list[int]) -> tuple[list[int], bool]:
    """A block without those of groups that have too many in it."""
    if len(block) <= MOST_IN_BLOCK:
        return block, False
    often = Counter(records.groups[block].tolist())
    kept = [one for one in block if often[int(records.groups[one])] <= MOST_IN_BLOCK]
    return kept, len(kept) < len(block)


def levels(records: Records, pairs: Pairs) -> Levels:
    """How far the fields of these pairs agree: MISSING … EQUAL, a row for each pair, a column for each field."""
    found = np.full((len(pairs), len(records.kind.fields)), MISSING, np.int8)
    for at, field in enumerate(records.kind.fields):
        column = records.columns[field.name]
        left, right = column[pairs[:, 0]], column[pairs[:, 1]]
        there = (left != "") & (right != "")
        if there.any():
            found[there, at] = levelling.compared(field, left[there], right[there])
    names_adjusted(records, pairs, found)
    told = found.copy()
    for at, field in enumerate(records.kind.fields):
        if field.told_by is not None:
            found[told[:, _place(records, field.told_by)] == EQUAL, at] = MISSING
    return found


def names_adjusted(records: Records, pairs: Pairs, found: Levels) -> None:
    """Levels the names of these pairs anew by what the names of many, and both names of each together, say."""
    _apart_if_both_are_names(records, pairs, found)
    if records.kind.swapped is not None:
        _close_if_swapped(records, pairs, found, *records.kind.swapped)


def known(records: Records, levels: Levels) -> NDArray[np.bool_]:
    """Which pairs of these levels can be one at all, by what records of the kind are known by."""
    if not records.kind.known_by:
        return np.ones(len(levels), bool)
    places = [_place(records, name) for name in records.kind.known_by]
    least = [
        CLOSE if records.kind.fields[at].comparison in (Comparison.NAME, Comparison.TITLE) else EQUAL for at in places
    ]
    return np.asarray((levels[:, places] >= np.array(least)).any(axis=1))


def _place(records: Records, name: str) -> int:
    return next(at for at, field in enumerate(records.kind.fields) if field.name == name)


def _apart_if_both_are_names(records: Records, pairs: Pairs, found: Levels) -> None:
    """Two names that are alike and both borne by others (Jan, Jana; Krause, Kruse) are no typing error."""
    for name in records.kind.swapped or ():
        at = _place(records, name)
        alike = np.flatnonzero((found[:, at] == CLOSE) | (found[:, at] == VERY_CLOSE))
        column, often = records.columns[name], records.often(name)
        for pair in alike.tolist():
            one, other = column[pairs[pair, 0]], column[pairs[pair, 1]]
            borne = min(often.get(one, 0), often.get(other, 0)) >= records.usual
            if borne and min(len(one), len(other)) > 1 and not pet_names.may_be(one, other):
                found[pair, at] = DIFFERS


def _close_if_swapped(records: Records, pairs: Pairs, found: Levels, first: str, second: str) -> None:
    """Two names that stand in each other's place are close."""
    one, other = records.columns[first], records.columns[second]
    a, b = pairs[:, 0], pairs[:, 1]
    swapped = (one[a] == other[b]) & (other[a] == one[b]) & (one[a] != "") & (other[a] != "") & (one[a] != other[a])
    for at in (_place(records, first), _place(records, second)):
        found[swapped, at] = np.maximum(found[swapped, at], CLOSE)


def lines(text: str) -> Iterator[str]:
    """The values of a field that may have several."""
    return (line for line in text.split(LINE) if line)
