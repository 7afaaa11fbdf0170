"""Matching a set of records: candidates, their probabilities, the clusters they make."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from graphcrm.measures.matching import clustering, comparing, weighing
from graphcrm.measures.matching.comparing import Pairs, Records
from graphcrm.measures.matching.kinds import Kind
from graphcrm.measures.matching.weighing import Weights


class Matching:
    """Records of a kind, with what was learnt from them. They are called by the number at which they were told."""

    def __init__(self, kind: Kind, told: Sequence[Mapping[str, str]]) -> None:
        self._records = Records(kind, told)
        self._candidates, self.crowded = comparing.candidates(self._records)
        self._levels = comparing.levels(self._records, self._candidates)
        self._parameters = weighing.fitted(self._records, self._levels)

    def pairs(self, may: Callable[[int, int], bool] | None = None) -> Iterator[tuple[int, int, float]]:
        """The pairs of each cluster, with the probability that they are one. `may`: which pairs can be at all."""
        order, candidates, levels = self._records.order, self._candidates, self._levels
        if may is not None:
            allowed = np.array([may(order[a], order[b]) for a, b in candidates], bool)
            candidates, levels = candidates[allowed], levels[allowed]
        weights = weighing.weights(self._records, candidates, levels, self._parameters)
        for (a, b), weight in clustering.clustered(candidates, weights, self._weigh).items():
            if may is None or may(order[a], order[b]):
                yield order[a], order[b], float(weighing.probabilities(np.array([weight]))[0])

    def probabilities(self, pairs: Sequence[tuple[int, int]]) -> list[float]:
        """The probability of each of these pairs, whether they share a key or not."""
        place = {number: at for at, number in enumerate(self._records.order)}
        told = np.array([[place[a], place[b]] for a, b in pairs], np.int64).reshape(-1, 2)
        return [float(value) for value in weighing.probabilities(self._weigh(told))]

    def _weigh(self, pairs: Pairs) -> Weights:
        levels = comparing.levels(self._records, pairs)
        return weighing.weights(self._records, pairs, levels, self._parameters)
