"""The four numbers of quality, of one record and of many; each 0–1, or None where there is nothing to judge.

Completeness: the weighted share of wanted fields that are filled. Accuracy: the share of checkable values that have the
form of their field. Freshness: the weighted mean of 2^(-age/half-life) over the fields that are filled, since a value
was recorded or confirmed. Cross-reference accuracy: the share of values told by two independent sources on which these
agree. The guide of scores, §10.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one wanted field of a record: whether it is filled, how many of its values can be checked and
    pass, the days since it was last recorded or confirmed (None: it is not filled), and whether another source agrees
    (None: there is no other)."""

    field: str
    weight: float
    half_life: float
    filled: bool
    checked: int = 0
    passed: int = 0
    age: float | None = None
    agrees: bool | None = None


@dataclass(frozen=True, slots=True)
class Numbers:
    """The four numbers of a record, or their means over many."""

    completeness: float | None
    accuracy: float | None
    freshness: float | None
    cross_reference: float | None


def fresh(age: float, half_life: float) -> float:
    """How much a value counts that was recorded so many days ago, in (0, 1]; what is of tomorrow is as fresh as now."""
    return float(2.0 ** (-max(age, 0.0) / half_life))


def numbers(known: Sequence[Known]) -> Numbers:
    """The numbers of a record."""
    filled = [one for one in known if one.filled]
    return Numbers(
        _share(math.fsum(one.weight for one in filled), math.fsum(one.weight for one in known)),
        _share(sum(one.passed for one in known), sum(one.checked for one in known)),
        _share(
            math.fsum(one.weight * fresh(one.age or 0.0, one.half_life) for one in filled),
            math.fsum(one.weight for one in filled),
        ),
        _share(
            sum(one.agrees is True for one in known),
            sum(one.agrees is not None for one in known),
        ),
    )


def stalest(known: Iterable[Known]) -> Known | None:
    """The field whose value is most worth confirming: it weighs much and has aged much; None where nothing is filled.
    Of equals the first by name."""
    aged = [(one.weight * (1.0 - fresh(one.age or 0.0, one.half_life)), one) for one in known if one.filled]
    return min(aged, key=lambda pair: (-pair[0], pair[1].field))[1] if aged else None


class Mean:
    """The means of many records: of each number over the records that have one."""

    def __init__(self) -> None:
        self.records = 0
        self._sums = [0.0] * 4
        self._counts = [0] * 4

    def add(self, one: Numbers) -> None:
        self.records += 1
        values = (one.completeness, one.accuracy, one.freshness, one.cross_reference)
        for place, value in enumerate(values):
            if value is not None:
                self._sums[place] += value
                self._counts[place] += 1

    @property
    def numbers(self) -> Numbers:
        return Numbers(*(_share(total, count) for total, count in zip(self._sums, self._counts, strict=True)))


def priority(influence: float, freshness: float) -> float:
    """How much it is worth to look at a record again: the influence of whom it is of, times how stale it is."""
    return influence * (1.0 - freshness)


def _share(part: float, whole: float) -> float | None:
    return min(1.0, part / whole) if whole > 0 else None
