"""Influence of people within a population: by the network of their messages, and by their place in the chart.

Network: authority of HITS (Kleinberg 1999) with each sender divided by the root of their total, half way to PageRank
(Brin & Page 1998), which serves for ties that people named. Formal: a convention of this project that rises along each
line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

Scores = NDArray[np.float64]
_EVEN = 0.01
_DAMPING = 0.85
_CLOSE, _ROUNDS = 1e-9, 200
FEW = 5  # counterparts without whom the network tells nothing of somebody
_KNOWN = 0.3  # share of levels from which on those of one's contacts count
_NOTHING = 1e-300  # what is less cannot be divided by
_DIGITS = 12  # what differs by less is equal: sums in another order differ in the sixteenth


def weights(people: int, ties: Mapping[tuple[int, int], float]) -> csr_array:
    """log(1 + count) of messages from one to another, by their numbers (0 … people - 1); none to oneself."""
    rows = [(*ends, count) for ends, count in ties.items() if ends[0] != ends[1] and count > 0]
    table = np.array(rows, float).reshape(-1, 3)
    ends = (table[:, 0].astype(int), table[:, 1].astype(int))
    return csr_array((np.log1p(table[:, 2]), ends), shape=(people, people))


def authority(given: csr_array) -> Scores:
    """The authorities, which sum up to 1. `given` as from `weights`."""
    people = given.shape[0]
    if people == 0:
        return np.zeros(0)
    halved = _by_rows(given, 0.5)
    back = halved.T  # once: in small organizations turning it takes longer than the product
    found = np.full(people, 1.0 / people)
    for _ in range(_ROUNDS):
        new = back @ (halved @ found)
        total = float(new.sum())
        new = (1 - _EVEN) * (new / total if total > 0 else found) + _EVEN / people
        if float(np.abs(new - found).sum()) < _CLOSE:
            return np.asarray(new)
        found = new
    return found


def page_rank(given: csr_array) -> Scores:
    """PageRank along ties that people named, from who names to who is named; the ranks sum up to 1."""
    people = given.shape[0]
    if people == 0:
        return np.zeros(0)
    back = _by_rows(given, 1.0).T
    silent = np.asarray(given.sum(axis=1)).ravel() <= _NOTHING
    found = np.full(people, 1.0 / people)
    for _ in range(_ROUNDS):
        new = _DAMPING * (back @ found + found[silent].sum() / people) + (1 - _DAMPING) / people
        if float(np.abs(new - found).sum()) < _CLOSE:
            return np.asarray(new)
        found = new
    return found


def _by_rows(given: csr_array, power: float) -> csr_array:
    totals = np.asarray(given.sum(axis=1)).ravel()
    scale = np.divide(1.0, totals**power, out=np.zeros_like(totals), where=totals > _NOTHING)
    return csr_array(given.multiply(scale[:, None]))


def percentiles(scores: Scores) -> Scores:
    """(rank - ½) / n, in (0, 1); equal scores share the mean of their ranks."""
    people = len(scores)
    if people == 0:
        return np.zeros(0)
    largest = float(np.abs(scores).max()) or 1.0
    _, at, counts = np.unique(np.round(scores / largest, _DIGITS), return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray(((ends - counts + ends) / 2.0)[at] / people)


def formal(above: Sequence[int | None]) -> Scores:
    """The formal part of each seat of a chart, in [0, 1]: ½ (1 - depth / (1 + greatest depth)) + ½ log(1 + reports in
    all) / log(1 + seats). `above` is the number of the seat that each solid line leads to. ValueError for a circle."""
    if not above:
        return np.zeros(0)
    depth, below = _depths(above), np.zeros(len(above))
    for seat in sorted(range(len(above)), key=lambda one: -depth[one]):
        boss = above[seat]
        if boss is not None:
            below[boss] += 1 + below[seat]
    return 0.5 * (1 - np.array(depth) / (1 + max(depth))) + 0.5 * np.log1p(below) / log(1 + len(above))


def _depths(above: Sequence[int | None]) -> list[int]:
    """How many lines lead from each seat to the top."""
    depth: dict[int, int] = {}
    for seat in range(len(above)):
        line: dict[int, None] = {}
        at: int | None = seat
        while at is not None and at not in depth:  # ends: a seat that comes twice on one line is refused
            if at in line:
                raise ValueError("the lines go in a circle")
            line[at] = None
            at = above[at]
        start = -1 if at is None else depth[at]
        for step, one in enumerate(reversed(line), start=1):
            depth[one] = start + step
    return [depth[seat] for seat in range(len(above))]


def beside_levels(network: Scores, given: csr_array, told: Sequence[float | None]) -> Scores:
    """The network part, averaged with the mean level (0–1) of somebody's contacts as far as it is told, weighted by the
    messages both ways; as it is where fewer than 30 % of the levels are told, or none of theirs."""
    levels = np.array([np.nan if one is None else one for one in told], float)
    known = ~np.isnan(levels)
    if not len(levels) or float(np.mean(known)) < _KNOWN:
        return network
    both = csr_array(given + given.T)
    heard = both @ known.astype(float)
    mean = np.divide(both @ np.where(known, levels, 0.0), heard, out=network.copy(), where=heard > _NOTHING)
    return np.asarray((network + mean) / 2)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much of the blend the formal part is, 0–1: with a place in the chart, and with the level of a title alone."""

    place: float = 0.7
    title: float = 0.3


def formal_weight(network: float | None, place: float | None, title: float | None, weights: Weights) -> float | None:
    """How much of the blend the formal part is: 0 without one, 1 without a network part; None where there is
    neither."""
    if place is None and title is None:
        return None if network is None else 0.0
    if network is None:
        return 1.0
    return weights.title if place is None else weights.place


def blend(
    network: float | None, place: float | None, title: float | None = None, weights: Weights = Weights()
) -> float | None:
    """Both parts as one, in [0, 1]; None where there is neither."""
    weight = formal_weight(network, place, title, weights)
    if weight is None:
        return None
    return weight * _or_zero(place if place is not None else title) + (1 - weight) * _or_zero(network)


def _or_zero(part: float | None) -> float:
    return 0.0 if part is None else part


def givers(given: csr_array, found: Scores, most: int = 3) -> list[list[tuple[int, float]]]:
    """By person the senders that their authority comes from, with their shares of it (the largest first, at most
    `most`): of j, `M_ij h_i / Σ_i M_ij h_i` with the hubs `h = Ma`. Equal shares in the order of the numbers."""
    halved = _by_rows(given, 0.5)
    hubs = halved @ found
    flows = csc_array(halved.multiply(hubs[:, None]))
    flows.sum_duplicates()
    listed: list[list[tuple[int, float]]] = []
    for start, end in zip(flows.indptr[:-1].tolist(), flows.indptr[1:].tolist(), strict=True):
        shares = flows.data[start:end]
        total = float(shares.sum())
        if total <= _NOTHING:
            listed.append([])
            continue
        first = np.argsort(-np.round(shares / total, _DIGITS), kind="stable")[:most]
        listed.append([(int(flows.indices[start + one]), float(shares[one] / total)) for one in first])
    return listed
