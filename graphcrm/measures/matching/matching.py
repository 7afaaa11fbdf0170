"""Matching a set of records: candidates, their probabilities, the clusters they make."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graphcrm.measures.matching import clustering, comparing, weighing
from graphcrm.measures.matching.comparing import Pairs, Records
from graphcrm.measures.matching.fields import Kind
from graphcrm.measures.matching.levelling import MISSING
from graphcrm.measures.matching.weighing import Parameters, Weights

_NEVER = -100.0  # the weight of two that cannot be one


@dataclass(frozen=True, slots=True)
class Said:
    """What one field says of a pair: how far it agrees (0 differs … 3 equal), and what that adds to the weight."""

    field: str
    level: int
    weight: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two records that may be one, by the numbers at which they were told, with the probability and what each field
    says that both have."""

    one: int
    other: int
    probability: float
    said: tuple[Said, ...]


class Matching:
    """Records of a kind, with what was learnt from them. They are called by the number at which they were told.
    `groups` says for whom each record is (0: everybody)."""

    def __init__(self, kind: Kind, told: Sequence[Mapping[str, str]], groups: Sequence[int] | None = None) -> None:
        self._records = Records(kind, told, groups)
        candidates, self.crowded = comparing.candidates(self._records)
        levels = comparing.levels(self._records, candidates)
        known = comparing.known(self._records, levels)
        self._candidates, self._levels = candidates[known], levels[known]
        self.parameters: Parameters = weighing.fitted(self._records, self._candidates, self._levels)

    def pairs(self, may: Callable[[int, int], bool] | None = None) -> Iterator[tuple[int, int, float]]:
        """The pairs of each cluster, with the probability that they are one. `may`: which pairs can be at all."""
        order, candidates, levels = self._records.order, self._candidates, self._levels
        if may is not None:
            allowed = np.array([may(order[a], order[b]) for a, b in candidates], bool)
            candidates, levels = candidates[allowed], levels[allowed]
        weights = weighing.weights(self._records, candidates, levels, self.parameters)
        for (a, b), weight in clustering.clustered(candidates, weights, self._weigh).items():
            if may is None or may(order[a], order[b]):
                yield order[a], order[b], float(weighing.probabilities(np.array([weight]))[0])

    def likenesses(self) -> list[Likeness]:
        """The pairs that are rather one than two, each with its reasons. Clusters are made of records that everybody
        may see; of pairs with another each stands for itself, since a third may be hidden from who sees both."""
        weights = weighing.weights(self._records, self._candidates, self._levels, self.parameters)
        public = (self._records.groups[self._candidates] == 0).all(axis=1)
        clustered = clustering.clustered(self._candidates[public], weights[public], self._weigh)
        limited = self._candidates[~public & (weights > 0)]
        pairs = np.array(sorted({*clustered, *map(tuple, limited.tolist())}), np.int64).reshape(-1, 2)
        return self._told(pairs)

    def probabilities(self, pairs: Sequence[tuple[int, int]]) -> list[float]:
        """The probability of each of these pairs, whether they share a key or not."""
        place = {number: at for at, number in enumerate(self._records.order)}
        told = np.array([[place[a], place[b]] for a, b in pairs], np.int64).reshape(-1, 2)
        return [float(value) for value in weighing.probabilities(self._weigh(told))]

    def _told(self, pairs: Pairs) -> list[Likeness]:
        """These pairs, the likeliest first."""
        levels = comparing.levels(self._records, pairs)
        parts = weighing.parts(self._records, pairs, levels, self.parameters)
        values = weighing.probabilities(weighing.total(parts, self.parameters.prior))
        names, order = [field.name for field in self._records.kind.fields], self._records.order
        found = []
        for (a, b), row, weights, value in zip(pairs, levels, parts, values, strict=True):
            said = zip(names, row.tolist(), weights.tolist(), strict=True)
            reasons = tuple(Said(name, level, weight) for name, level, weight in said if level != MISSING)
            found.append(Likeness(order[a], order[b], float(value), reasons))
        return sorted(found, key=lambda one: -one.probability)

    def _weigh(self, pairs: Pairs) -> Weights:
        levels = comparing.levels(self._records, pairs)
        weights = weighing.weights(self._records, pairs, levels, self.parameters)
        weights[~comparing.known(self._records, levels)] = _NEVER
        return weights


def compared(
    kind: Kind, one: Mapping[str, str], others: Sequence[Mapping[str, str]], parameters: Parameters
) -> list[Likeness]:
    """One record against others, by parameters learnt before: 0 is the one, `other` counts the others from 0. How rare
    a value is counts for nothing here, since of a few records nobody knows."""
    if not others:
        return []
    records = Records(kind, [one, *others])
    place = {number: at for at, number in enumerate(records.order)}
    pairs = np.array([[place[0], place[number]] for number in range(1, len(others) + 1)], np.int64)
    levels = comparing.levels(records, pairs)
    plain = Parameters(parameters.prior, parameters.match, parameters.chance, learnt=False)
    parts = weighing.parts(records, pairs, levels, plain)
    values = weighing.probabilities(weighing.total(parts, plain.prior)) * comparing.known(records, levels)
    names = [field.name for field in kind.fields]
    return [
        Likeness(
            0,
            at,
            float(values[at]),
            tuple(
                Said(name, int(level), float(weight))
                for name, level, weight in zip(names, levels[at], parts[at], strict=True)
                if level != MISSING
            ),
        )
        for at in range(len(others))
    ]
