"""Brokerage: whose contacts know each other. Facts about somebody, no sign of authority, and no part of influence.

Burt's constraint (Burt 2000): near 0 for who stands between many that are not connected, 1 and more for who depends on
one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

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


def _inverse(totals: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.divide(1.0, totals, out=np.zeros_like(totals), where=totals > _NOTHING)
