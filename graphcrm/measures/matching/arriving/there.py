"""What is there: records in normal form, kept small, and found by the keys that they share with one that arrives.

Of each record one text and hashes of its keys in sorted arrays are kept, some 600 bytes in all. What many
records have in common is no key, counted within a group (see `comparing`): nothing follows from a third record that is
hidden from who sees two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphcrm.measures.matching.comparing import MOST_IN_BLOCK
from graphcrm.measures.matching.fields import LINE, Kind

Numbers = NDArray[np.int64]
Values = tuple[str, ...]
_BETWEEN = "\x1e"  # the values of a record; in one of them it is a blank


@dataclass(slots=True)
class Keyed:
    """Records that arrive, by their places: values in normal form, for whom each is (0: everybody), and the hashes of
    their keys in order, with the place of whose each is."""

    values: list[Values]
    groups: list[int]
    hashes: Numbers
    places: Numbers

    @property
    def number(self) -> int:
        return len(self.values)

    def some(self, places: Sequence[int]) -> Keyed:
        """Those at some places, in their order."""
        at = {place: number for number, place in enumerate(places)}
        kept = np.isin(self.places, np.array(places, np.int64))
        moved = np.array([at[place] for place in self.places[kept].tolist()], np.int64)
        values, groups = [self.values[one] for one in places], [self.groups[one] for one in places]
        return Keyed(values, groups, self.hashes[kept], moved)


def keyed(kind: Kind, told: Sequence[Mapping[str, str]], groups: Sequence[int] | None = None) -> Keyed:
    """Records in normal form with their keys."""
    names = [field.name for field in kind.fields]
    values = [tuple(_normal(kind, row)) for row in map(kind.read, told)]
    found = [
        (one, place) for place, row in enumerate(values) for one in _hashes(kind, dict(zip(names, row, strict=True)))
    ]
    pairs = np.array(found, np.int64).reshape(-1, 2)
    order = np.argsort(pairs[:, 0], kind="stable")
    return Keyed(values, list(groups) if groups is not None else [0] * len(told), pairs[order, 0], pairs[order, 1])


def _normal(kind: Kind, row: Mapping[str, str]) -> list[str]:
    return [field.normalised(row.get(field.name, "")).replace(_BETWEEN, " ") for field in kind.fields]


def _hashes(kind: Kind, values: Mapping[str, str]) -> set[int]:
    return {hash((at, text)) for at, key in enumerate(kind.keys) for text in key(values).split(LINE) if text}


class There:
    """Records of a kind, called by the numbers in which they were added. `bearers`: how often each name that may stand
    for another (given, family) is borne by records that everybody may see; `public` counts these."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.public = 0
        self.bearers: dict[str, Counter[str]] = {name: Counter() for name in kind.swapped or ()}
        self._named = [(at, field.name) for at, field in enumerate(kind.fields) if field.name in self.bearers]
        self._texts: list[str] = []
        self._groups: Numbers = np.empty(0, np.int64)
        self._runs: list[tuple[Numbers, Numbers]] = []

    @property
    def number(self) -> int:
        return len(self._texts)

    def values(self, number: int) -> Values:
        """A record in normal form."""
        return tuple(self._texts[number].split(_BETWEEN))

    def add(self, found: Keyed) -> None:
        """Adds records: they have the next numbers."""
        first = self.number
        for row, group in zip(found.values, found.groups, strict=True):
            self._texts.append(_BETWEEN.join(row))
            if group == 0:
                self.public += 1
                for at, name in self._named:
                    self.bearers[name].update(filter(None, (row[at],)))
        self._groups = np.concatenate([self._groups, np.array(found.groups, np.int64)])
        self._run(found.hashes, found.places + first)

    def widen(self, number: int, values: Values) -> None:
        """Adds to a record what another says that turned out to be it: lists grow, and what is missing is filled."""
        told = zip(self.kind.fields, self.values(number), values, strict=True)
        both = [_joined(old, new) if field.many else old or new for field, old, new in told]
        self._texts[number] = _BETWEEN.join(both)
        named = dict(zip((field.name for field in self.kind.fields), both, strict=True))
        hashes = np.array(sorted(_hashes(self.kind, named)), np.int64)
        self._run(hashes, np.full(len(hashes), number, np.int64))

    def _run(self, hashes: Numbers, numbers: Numbers) -> None:
        """Keeps keys in few sorted runs, each at least twice as long as the next."""
        while self._runs and len(self._runs[-1][0]) < 2 * len(hashes):  # ends: each round takes a run away
            other, theirs = self._runs.pop()
            hashes, numbers = np.concatenate([other, hashes]), np.concatenate([theirs, numbers])
            order = np.argsort(hashes, kind="stable")
            hashes, numbers = hashes[order], numbers[order]
        self._runs.append((hashes, numbers))

    def near(self, arriving: Keyed, start: int, stop: int) -> tuple[Numbers, Numbers]:
        """Who shares a key with those at places `start` to `stop`, each pair once: places, and the numbers of those who
        are there. Those that arrive have the numbers they would get; each meets only those before it."""
        here = (arriving.places >= start) & (arriving.places < stop)
        hashes, places = arriving.hashes[here], arriving.places[here]
        runs = [*self._runs, (arriving.hashes, arriving.places + self.number)]
        bounds = [[np.searchsorted(one, hashes, side) for side in ("left", "right")] for one, _ in runs]
        counts = [right - left for left, right in bounds]
        crowded = np.sum(counts, axis=0) > MOST_IN_BLOCK
        found = [self._few(arriving, runs, hashes[crowded], places[crowded])]
        for (_, numbers), (left, _), count in zip(runs, bounds, counts, strict=True):
            many = np.where(crowded, 0, count)
            at = np.repeat(left, many) + np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
            found.append((np.repeat(places, many), numbers[at]))
        rows, numbers = (np.concatenate(one) for one in zip(*found, strict=True))
        before = numbers < self.number + rows
        width = self.number + arriving.number + 1
        both = np.sort(rows[before] * width + numbers[before])
        both = both[np.append(True, both[1:] != both[:-1])] if len(both) else both  # quicker than numpy.unique
        return both // width, both % width

    def _few(
        self, arriving: Keyed, runs: Sequence[tuple[Numbers, Numbers]], hashes: Numbers, places: Numbers
    ) -> tuple[Numbers, Numbers]:
        """Of keys that too many records have, those of groups that have few of them."""
        groups = np.concatenate([self._groups, np.array(arriving.groups, np.int64)])
        rows, found = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
        if groups.any():
            for one in np.unique(hashes):
                block = _block(runs, one)
                names, often = np.unique(groups[block], return_counts=True)
                kept = block[np.isin(groups[block], names[often <= MOST_IN_BLOCK])]
                sharing = places[hashes == one]
                rows.append(np.repeat(sharing, len(kept)))
                found.append(np.tile(kept, len(sharing)))
        return np.concatenate(rows), np.concatenate(found)


def _block(runs: Sequence[tuple[Numbers, Numbers]], key: np.int64) -> Numbers:
    """The numbers of all that have a key."""
    return np.concatenate([n[np.searchsorted(h, key, "left") : np.searchsorted(h, key, "right")] for h, n in runs])


def _joined(one: str, other: str) -> str:
    return LINE.join(sorted({line for text in (one, other) for line in text.split(LINE) if line}))
