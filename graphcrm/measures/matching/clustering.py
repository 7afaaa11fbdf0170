"""Clusters: pairs that are rather one than two, joined with their neighbours as long as the halves agree on the whole.

A component grows only while the mean weight between its halves stays positive, so that a chain of likely pairs does not
join what is plainly different at its ends; one of more than 50 records is left to people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

import numpy as np

from graphcrm.measures.matching.comparing import Pairs
from graphcrm.measures.matching.weighing import Weights

MOST = 50
Pair = tuple[int, int]


def clustered(pairs: Pairs, weights: Weights, weigh: Callable[[Pairs], Weights]) -> dict[Pair, float]:
    """The pairs of each cluster with their weights, those that only their neighbours join with their own. `weigh` tells
    the weights of pairs that were no candidates. Of a component that is too large: the pairs above 0 as they are."""
    likely = {(int(a), int(b)): float(w) for (a, b), w in zip(pairs, weights, strict=True) if w > 0}
    known = {(int(a), int(b)): float(w) for (a, b), w in zip(pairs, weights, strict=True)}
    components = list(_components(likely))
    small = [one for one in components if len(one) <= MOST]
    missing = sorted({pair for one in small for pair in combinations(sorted(one), 2)} - known.keys())
    told = weigh(np.array(missing, np.int64).reshape(-1, 2))
    known.update(zip(missing, told.tolist(), strict=True))
    large = {record for one in components if len(one) > MOST for record in one}
    found = {pair: weight for pair, weight in likely.items() if pair[0] in large}
    for cluster in _grown({pair: weight for pair, weight in likely.items() if pair[0] not in large}, known):
        found.update({pair: known[pair] for pair in combinations(sorted(cluster), 2)})
    return found


def _components(pairs: Iterable[Pair]) -> Iterator[list[int]]:
    joined = _Groups()
    for a, b in pairs:
        joined.join(a, b)
    yield from joined.groups()


def _grown(likely: dict[Pair, float], known: dict[Pair, float]) -> Iterator[list[int]]:
    """The clusters: the likeliest pairs first, equal ones by their numbers."""
    joined = _Groups()
    for a, b in sorted(likely, key=lambda pair: (-likely[pair], pair)):
        here, there = joined.of(a), joined.of(b)
        if here is not there and sum(known[min(x, y), max(x, y)] for x in here for y in there) > 0:
            joined.join(a, b)
    yield from joined.groups()


class _Groups:
    """Records that were joined."""

    def __init__(self) -> None:
        self._of: dict[int, list[int]] = {}

    def of(self, record: int) -> list[int]:
        return self._of.setdefault(record, [record])

    def join(self, a: int, b: int) -> None:
        here, there = self.of(a), self.of(b)
        if here is there:
            return
        if len(here) < len(there):
            here, there = there, here
        here += there
        for record in there:
            self._of[record] = here

    def groups(self) -> Iterator[list[int]]:
        seen: set[int] = set()
        for group in self._of.values():
            if id(group) not in seen:
                seen.add(id(group))
                yield group
