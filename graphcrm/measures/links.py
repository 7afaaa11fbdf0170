"""Who will connect next: weighted resource allocation (Zhou, Lü & Zhang 2009, European Physical Journal B 71).

The score of a pair: of each of their common contacts, what that has for the one times the share of the other in all its
ties.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import log1p

import numpy as np
from scipy.sparse import csr_array, diags_array

HALF_LIFE = 90.0  # days
_BLOCK = 1000
_NOTHING = 1e-300  # what is less cannot be divided by


def remembered(days: float, recipients: int) -> float:
    """What a contact of so many days ago counts, less by the root of how many it went to."""
    return float(2.0 ** (-days / HALF_LIFE) / recipients**0.5)


def likely(people: int, counts: Mapping[tuple[int, int], float]) -> Iterator[tuple[int, int, float]]:
    """The pairs (smaller number first) that are not connected and score above 0, with their scores. `counts` is what
    the contacts of a pair count together, by the numbers of both (0 … people - 1)."""
    kept = [(a, b, log1p(count)) for (a, b), count in counts.items() if a != b and count > 0]
    table = np.array(kept, float).reshape(-1, 3)
    a, b = table[:, 0].astype(np.int64), table[:, 1].astype(np.int64)
    rows, columns = np.r_[a, b], np.r_[b, a]
    ties = csr_array((np.r_[table[:, 2], table[:, 2]], (rows, columns)), shape=(people, people))
    totals = np.asarray(ties.sum(axis=1)).ravel()
    scale = np.divide(1.0, totals, out=np.zeros_like(totals), where=totals > _NOTHING)
    onward = csr_array(diags_array(scale) @ ties)
    connected = rows * people + columns
    for first in range(0, people, _BLOCK):  # ends: block by block, so that memory does not grow with the square
        score = (ties[first : first + _BLOCK] @ onward).tocoo()
        row = score.row.astype(np.int64) + first
        fresh = (score.col > row) & (score.data > 0) & ~np.isin(row * people + score.col, connected)
        yield from zip(row[fresh].tolist(), score.col[fresh].tolist(), score.data[fresh].tolist(), strict=True)
