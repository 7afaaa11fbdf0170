"""What agreement says: weights by EM over the candidates, and the probability that two records are one.

Fellegi & Sunter (1969): weight = log(λ / (1 - λ)) + Σ log(m / u) over the fields. λ is the matches among the candidates
over all pairs there are, since candidates agree on a key by chance far more often than pairs at random. Equal values
weigh by how rare they are (Winkler 1990). All of it is learnt from records that everybody may see.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graphcrm.measures.matching import comparing
from graphcrm.measures.matching.comparing import Pairs, Records
from graphcrm.measures.matching.fields import Field
from graphcrm.measures.matching.levelling import EQUAL, MISSING, Levels

Weights = NDArray[np.float64]
FEW = 1000
_RANDOM = 200_000
_ROUNDS = 60
_STRANGE = 0.3  # share of names that differ among matches, from which on they are no matches
_RARE = 0.1  # share of records that have another one, to begin with
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


def shipped(fields: Iterable[Field], number: int) -> Parameters:
    """The parameters that come with the kind; of so many records one in five is taken to have another one."""
    fields = list(fields)
    prior = min(0.2 / max(number - 1, 1), 0.1)
    match, chance = np.array([field.match for field in fields]), np.array([field.chance for field in fields])
    return Parameters(prior, match, chance, learnt=False)


def fitted(records: Records, pairs: Pairs, levels: Levels) -> Parameters:
    """The parameters of greatest likelihood for the levels of the candidates that everybody may see; those shipped
    where there are fewer than 1,000 such records to learn from."""
    fields, number = records.kind.fields, len(records.everybodys)
    if number < FEW:
        return shipped(fields, number)
    given = np.array([not field.learnt for field in fields])
    told = shipped(fields, number)
    chance = _kept(given, told.chance, _shares(comparing.levels(records, _at_random(records))))
    every = max(number * (number - 1) / 2, 1.0)
    public = levels[(records.groups[pairs] == 0).all(axis=1)]
    patterns, counts = np.unique(public, axis=0, return_counts=True)
    found = _expected(patterns, counts, Parameters(min(number / 2 / every, 0.5), told.match, chance), given, every)
    names = [at for at, field in enumerate(fields) if field.name in (records.kind.swapped or ())]
    if any(found.match[at, 0] > _STRANGE for at in names):
        # Most pairs that are alike are colleagues or families then, and what they share is no sign of one person.
        every_given = np.ones_like(given)
        return _expected(
            patterns, counts, replace(found, prior=min(_RARE / number, 0.5), match=told.match), every_given, every
        )
    return found


def _expected(
    patterns: Levels, counts: NDArray[np.int64], start: Parameters, given: NDArray[np.bool_], every: float
) -> Parameters:
    """Rounds of expectation and maximisation; the fields that are `given` keep what `start` says of matches."""
    prior, chance = start.prior, start.chance
    match = _kept(given, start.match, np.tile(_START, (len(start.match), 1)))
    for _ in range(_ROUNDS):
        same = _probability(total(_said(patterns, Parameters(prior, match, chance)), prior)) * counts
        prior = min(max(float(same.sum()) / every, 1e-12), 0.5)
        match = _kept(given, start.match, _shares(patterns, same))
    return Parameters(prior, match, chance)


def weights(records: Records, pairs: Pairs, levels: Levels, parameters: Parameters) -> Weights:
    """The weights of these pairs: above 0 they are rather one than two."""
    return total(parts(records, pairs, levels, parameters), parameters.prior)


def parts(records: Records, pairs: Pairs, levels: Levels, parameters: Parameters) -> Weights:
    """What each field says of these pairs, a row for each pair; 0 where a value is missing."""
    found = _said(levels, parameters)
    for at, field in enumerate(records.kind.fields):
        if field.rare_says_more and parameters.learnt:  # how rare a value is, few records cannot tell
            equal = levels[:, at] == EQUAL
            shares = _shares_of(records, field, pairs[equal])
            found[equal, at] += np.log(parameters.chance[at, EQUAL]) - np.log(shares)
    return found


def total(said: Weights, prior: float) -> Weights:
    """The weights that come of what the fields say."""
    return np.asarray(said.sum(axis=1) + np.log(prior / (1 - prior)))


def probabilities(weights: Weights) -> Weights:
    """The probability, in [0, 1], that a pair of a weight is one."""
    return _probability(weights)


def _shares_of(records: Records, field: Field, pairs: Pairs) -> NDArray[np.float64]:
    """How often the value that each of these pairs agrees on occurs among all; never less than once."""
    column, often = records.columns[field.name], records.often(field.name)
    every = max(sum(often.values()), 1)
    if not field.many:
        counts = [often.get(value, 0) for value in column[pairs[:, 0]]]
    else:
        sides = zip(column[pairs[:, 0]], column[pairs[:, 1]], strict=True)
        counts = [min(often.get(v, 0) for v in set(comparing.lines(a)) & set(comparing.lines(b))) for a, b in sides]
    return np.maximum(np.array(counts, float) / every, 1.0 / max(len(records.everybodys), 1))


def _said(levels: Levels, p: Parameters) -> Weights:
    said = np.log(p.match) - np.log(p.chance)
    found = said[np.arange(levels.shape[1]), np.maximum(levels, 0)]
    return np.where(levels == MISSING, 0.0, found)


def _probability(weights: Weights) -> Weights:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(weights, -700, 700))))


def _kept(given: NDArray[np.bool_], told: NDArray[np.float64], learnt: NDArray[np.float64]) -> NDArray[np.float64]:
    """What was learnt, but of the fields that are not learnt what was told."""
    return np.where(given[:, None], told, learnt)


def _shares(levels: Levels, counts: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """Of each field the shares of its levels, those that never occur a little above 0."""
    found = np.empty((levels.shape[1], _STEPS))
    for at in range(levels.shape[1]):
        there = levels[:, at] != MISSING
        told = np.bincount(levels[there, at], None if counts is None else counts[there], _STEPS).astype(float)
        found[at] = (told + _SMOOTH * max(told.sum(), 1.0)) / (told.sum() + _STEPS * _SMOOTH * max(told.sum(), 1.0))
    return found


def _at_random(records: Records) -> Pairs:
    """Pairs at random of records that everybody may see, the same for the same number of them."""
    number = len(records.everybodys)
    if number < 2:
        return np.empty((0, 2), np.int64)
    pairs = np.random.default_rng(number).integers(0, number, (_RANDOM, 2))
    return np.sort(records.everybodys[pairs[pairs[:, 0] != pairs[:, 1]]], axis=1)
