"""What agreement says: weights by EM over the candidates, and the probability that two records are one.

Fellegi & Sunter (1969): weight = log(λ / (1 - λ)) + Σ log(m / u) over the fields. λ is the matches among the candidates
over all pairs there are, since candidates agree on a key by chance far more often than pairs at random. Equal values
weigh by how rare they are (Winkler 1990).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphcrm.measures.matching import comparing
from graphcrm.measures.matching.comparing import EQUAL, MISSING, Levels, Pairs, Records

Weights = NDArray[np.float64]
_RANDOM = 200_000
_FEW = 1000
_ROUNDS = 60
_STEPS = EQUAL + 1
_START = np.array([0.04, 0.06, 0.1, 0.8])
_SMOOTH = 1e-6


@dataclass(frozen=True, slots=True)
class Parameters:
    """`prior`: the share of matches among all pairs. `match` and `chance`: of each field the shares of its levels
    (DIFFERS … EQUAL) among matches and among pairs at random. `learnt` from these records, not shipped."""

    prior: float
    match: NDArray[np.float64]
    chance: NDArray[np.float64]
    learnt: bool = True


def shipped(records: Records) -> Parameters:
    """The parameters that come with the kind; one record in five is taken to have another one."""
    fields = records.kind.fields
    prior = min(0.2 / max(records.number - 1, 1), 0.1)
    match, chance = np.array([field.match for field in fields]), np.array([field.chance for field in fields])
    return Parameters(prior, match, chance, learnt=False)


def fitted(records: Records, levels: Levels) -> Parameters:
    """The parameters of greatest likelihood for the levels of the candidates; those shipped where there are fewer than
    1,000 records to learn from."""
    if records.number < _FEW:
        return shipped(records)
    chance = _shares(comparing.levels(records, _at_random(records.number)))
    pairs = max(records.number * (records.number - 1) / 2, 1.0)
    prior = min(records.number / 2 / pairs, 0.5)
    match = np.tile(_START, (levels.shape[1], 1))
    patterns, counts = np.unique(levels, axis=0, return_counts=True)
    for _ in range(_ROUNDS):
        same = _probability(_weights(patterns, Parameters(prior, match, chance))) * counts
        prior = min(max(float(same.sum()) / pairs, 1e-12), 0.5)
        match = _shares(patterns, same)
    return Parameters(prior, match, chance)


def weights(records: Records, pairs: Pairs, levels: Levels, parameters: Parameters) -> Weights:
    """The weights of these pairs: above 0 they are rather one than two."""
    found = _weights(levels, parameters)
    for at, field in enumerate(records.kind.fields):
        if field.rare_says_more and parameters.learnt:  # how rare a value is, few records cannot tell
            equal = levels[:, at] == EQUAL
            column = records.columns[field.name]
            often = Counter(value for value in column if value)
            share = np.array([often[value] for value in column[pairs[equal, 0]]], float) / max(sum(often.values()), 1)
            found[equal] += np.log(parameters.chance[at, EQUAL]) - np.log(np.maximum(share, 1.0 / records.number))
    return found


def probabilities(weights: Weights) -> Weights:
    """The probability, in [0, 1], that a pair of a weight is one."""
    return _probability(weights)


def _weights(levels: Levels, p: Parameters) -> Weights:
    found = np.full(len(levels), np.log(p.prior / (1 - p.prior)))
    said = np.log(p.match) - np.log(p.chance)
    for at in range(levels.shape[1]):
        there = levels[:, at] != MISSING
        found[there] += said[at, levels[there, at]]
    return found


def _probability(weights: Weights) -> Weights:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(weights, -700, 700))))


def _shares(levels: Levels, counts: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """Of each field the shares of its levels, those that never occur a little above 0."""
    found = np.empty((levels.shape[1], _STEPS))
    for at in range(levels.shape[1]):
        there = levels[:, at] != MISSING
        told = np.bincount(levels[there, at], None if counts is None else counts[there], _STEPS).astype(float)
        found[at] = (told + _SMOOTH * max(told.sum(), 1.0)) / (told.sum() + _STEPS * _SMOOTH * max(told.sum(), 1.0))
    return found


def _at_random(number: int) -> Pairs:
    """Pairs at random, the same for the same number of records."""
    chance = np.random.default_rng(number)
    if number < 2:
        return np.empty((0, 2), np.int64)
    pairs = chance.integers(0, number, (_RANDOM, 2))
    return np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1)
