"""Brokerage: whose contacts know each other. Facts about somebody, no sign of authority, and no part of influence.

Burt's constraint (Burt 2000): near 0 for who stands between many that are not connected, 1 and more for who depends on
one. Betweenness (Brandes 2001): the share of the shortest paths between others that lead through somebody.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

EXACT = 2_000  # people with two contacts or more up to whom betweenness is exact; beyond, it is estimated
_SOURCES = 512  # from so many of them (Brandes & Pich 2007)
_AT_ONCE = 32  # sources: more no longer fit the processor's caches
_SEED = 42
_NOTHING = 1e-300
_BLOCK = 2000  # rows at once: the product of all with all would not fit


def constraint(both: csr_array) -> NDArray[np.float64]:
    """`Σ_j (p_ij + Σ_q p_iq p_qj)²` over the contacts j of each, p the shares in their contacts; nan without contacts.
    `both` are the symmetric weights, 0 on the diagonal."""
    people = both.shape[0]
    totals = np.asarray(both.sum(axis=1), np.float64).ravel()
    scale: NDArray[np.float64] = _inverse(totals)
    shares = csr_array(both.multiply(scale[:, None]))
    pattern = csr_array((np.ones(both.nnz), both.indices, both.indptr), shape=both.shape)
    found = np.zeros(people)
    for start in range(0, people, _BLOCK):
        rows = slice(start, min(start + _BLOCK, people))
        through = (shares[rows] @ shares).multiply(pattern[rows])
        found[rows] = np.asarray((shares[rows] + csr_array(through)).power(2).sum(axis=1)).ravel()
    return np.where(totals > _NOTHING, found, np.nan)


def betweenness(both: csr_array) -> NDArray[np.float64]:
    """The share of the pairs of others whose shortest paths lead through each, 0–1, of several shortest ones each its
    part. A path is as long as it has steps, however strong they are. `both` is symmetric, 0 on the diagonal.

    Who has one contact alone lies on no path, and all their paths begin as that contact's do: they are counted there,
    which leaves a much smaller network to walk through."""
    people = both.shape[0]
    step = csr_array((np.ones(both.nnz), both.indices, both.indptr), shape=both.shape)
    degrees = np.diff(step.indptr)
    found = np.zeros(people)
    core = np.flatnonzero(degrees > 1)
    if len(core) == 0:
        return found
    steps = csr_array(step[core][:, core])
    leaves = degrees[core] - np.diff(steps.indptr)
    _, parts = connected_components(steps, directed=False)
    everybody = np.bincount(parts, 1 + leaves)[parts]
    ends = leaves * (everybody - 1 - leaves) + leaves * (leaves - 1) / 2
    pairs = (people - 1) * (people - 2) / 2
    found[core] = np.minimum((_through(steps, 1 + leaves) + ends) / pairs, 1)
    return found


def _through(steps: csr_array, sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    """How many pairs are joined through each, where each node stands for `sizes` people; those of its own left out."""
    count = steps.shape[0]
    sources = np.arange(count)
    if count > EXACT:
        sources = np.sort(np.random.default_rng(_SEED).choice(count, _SOURCES, replace=False))
    found = np.zeros(count)
    for start in range(0, len(sources), _AT_ONCE):
        some = sources[start : start + _AT_ONCE]
        found += _dependencies(steps, sizes, some) @ sizes[some]
    return found * count / len(sources) / 2


def _dependencies(steps: csr_array, sizes: NDArray[np.float64], sources: NDArray[np.int64]) -> NDArray[np.float64]:
    """By node and source, how many people are reached from the source through the node: outward step by step, counting
    shortest paths, and back."""
    width = np.arange(len(sources))
    paths = np.zeros((steps.shape[0], len(sources)))
    paths[sources, width] = 1
    reached = paths > 0
    rings, front = [reached], paths
    while True:  # ends: each ring reaches somebody new
        front = np.where(reached, 0, steps @ front)
        ring = front > 0
        if not ring.any():
            break
        paths += front
        reached = reached | ring
        rings.append(ring)
    behind = np.zeros_like(paths)
    for outer, inner in zip(reversed(rings[1:]), reversed(rings[:-1]), strict=True):
        shares = np.divide(sizes[:, None] + behind, paths, out=np.zeros_like(paths), where=outer)
        behind += np.where(inner, (steps @ shares) * paths, 0)
    behind[sources, width] = 0
    return behind


def _inverse(totals: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.divide(1.0, totals, out=np.zeros_like(totals), where=totals > _NOTHING)
