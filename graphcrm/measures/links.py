"""Who will connect next: weighted resource allocation (Zhou, Lü & Zhang 2009, European Physical Journal B 71).

The score of a pair: of each of their common contacts, what that has for the one times the share of the other in all its
ties.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

HALF_LIFE = 90.0  # days
MOST = 50  # candidates of one person
_BLOCK = 1000
_DIGITS = 12  # what differs by less is equal: sums in another order differ in the sixteenth
_NOTHING = 1e-300  # what is less cannot be divided by


def remembered(days: float, recipients: int) -> float:
    """What a contact of so many days ago counts, less by the root of how many it went to."""
    return float(2.0 ** (-days / HALF_LIFE) / recipients**0.5)


def likely(people: int, counts: Mapping[tuple[int, int], float]) -> Iterator[tuple[int, int, float]]:
    """The pairs (smaller number first) that are not connected and score above 0, with their scores. `counts` is what
    the contacts of a pair count together, by the numbers of both (0 … people - 1)."""
    kept = [(a, b, count) for (a, b), count in counts.items() if a != b and count > 0]
    table = np.array(kept, float).reshape(-1, 3)
    for rows, columns, scores in _blocks(ties(people, table[:, 0], table[:, 1], table[:, 2])):
        once = columns > rows
        yield from zip(rows[once].tolist(), columns[once].tolist(), scores[once].tolist(), strict=True)


def candidates(given: csr_array, most: int = MOST) -> Iterator[tuple[int, list[int], list[float]]]:
    """For each person with any, the others they are not connected to with the highest scores, `most` at most, the best
    first; of equal ones the smaller number. `given` as from `ties`."""
    for rows, columns, scores in _blocks(given):
        scores = np.round(scores, _DIGITS)
        order = np.lexsort((columns, -scores, rows))
        rows, columns, scores = rows[order], columns[order], scores[order]
        starts = np.flatnonzero(np.r_[True, rows[1:] != rows[:-1]][: len(rows)])
        for start, end in zip(starts, np.r_[starts[1:], len(rows)][: len(starts)], strict=True):
            best = slice(start, min(start + most, end))
            yield int(rows[start]), columns[best].tolist(), scores[best].tolist()


def ties(people: int, a: NDArray[Any], b: NDArray[Any], counts: NDArray[np.float64]) -> csr_array:
    """log(1 + count) of what two people had together, both ways; their numbers (0 … people - 1) one pair an entry."""
    one, other = np.asarray(a, np.int64), np.asarray(b, np.int64)
    both = (np.r_[one, other], np.r_[other, one])
    table = csr_array((np.r_[counts, counts].astype(float), both), shape=(people, people))
    return csr_array((np.log1p(table.data), table.indices, table.indptr), shape=table.shape)


def _blocks(given: csr_array) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]]:
    """Rows, columns and scores of all pairs that are not connected and score above 0."""
    people = given.shape[0]
    totals = np.asarray(given.sum(axis=1)).ravel()
    scale = np.divide(1.0, totals, out=np.zeros_like(totals), where=totals > _NOTHING)
    onward = csr_array(diags_array(scale) @ given)
    there = given.tocoo()
    connected = there.row.astype(np.int64) * people + there.col
    for first in range(0, people, _BLOCK):  # ends: block by block, so that memory does not grow with the square
        score = (given[first : first + _BLOCK] @ onward).tocoo()
        row, column = score.row.astype(np.int64) + first, score.col.astype(np.int64)
        own = connected[(connected >= first * people) & (connected < (first + _BLOCK) * people)]
        fresh = (column != row) & (score.data > 0) & ~np.isin(row * people + column, own)
        yield row[fresh], column[fresh], np.asarray(score.data)[fresh]
