"""Health of a tie: the probability of a contact within the next days, by days of contact so far.

BG/NBD: Fader, Hardie & Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2), equations 6 and 10.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphcrm.measures.scoring import SHIPPED as SHIPPED
from graphcrm.measures.scoring import Parameters as Parameters

Days = NDArray[np.float64]
FEW = 200  # ties with a repeat, without which nothing is fitted
_SHRINK = 0.001


@dataclass(frozen=True, slots=True)
class Pasts:
    """The pasts of many ties: `repeats`, distinct days of contact less one; `recency`, days from the first to the last
    of them; `age`, days from the first until now, 1 at least."""

    repeats: Days
    recency: Days
    age: Days


def pasts(told: Iterable[tuple[float, float, float]]) -> Pasts:
    """The pasts of ties told one by one: repeats, recency, age."""
    table = np.array(list(told), float).reshape(-1, 3)
    return Pasts(table[:, 0], table[:, 1], np.maximum(table[:, 2], 1.0))


def repeats(pasts: Pasts) -> int:
    """How many ties have a second day of contact."""
    return int(np.count_nonzero(pasts.repeats))


def fitted(pasts: Pasts) -> Parameters:
    """The parameters of greatest likelihood, drawn a little to 1; those shipped where fewer than 200 ties have a
    repeat."""
    from scipy.optimize import minimize  # 0.3 s to load, and most starts of the command don't need it

    if repeats(pasts) < FEW:
        return SHIPPED

    def loss(logs: NDArray[np.float64]) -> float:
        return float(-np.mean(_log_likelihood(pasts, Parameters(*np.exp(logs)))) + _SHRINK * np.sum(logs**2))

    found = minimize(loss, np.zeros(4), method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-10, "maxiter": 4000})
    return Parameters(*(float(value) for value in np.exp(found.x)))


def _log_likelihood(pasts: Pasts, p: Parameters) -> Days:
    from scipy.special import betaln, gammaln  # as in `fitted`

    x, recency, age = pasts.repeats, pasts.recency, pasts.age
    start = gammaln(p.r + x) - gammaln(p.r) + p.r * np.log(p.alpha)
    living = betaln(p.a, p.b + x) - betaln(p.a, p.b) - (p.r + x) * np.log(p.alpha + age)
    again = np.maximum(x, 1.0)  # of those without a repeat nothing has ended
    ended = betaln(p.a + 1, p.b + again - 1) - betaln(p.a, p.b) - (p.r + x) * np.log(p.alpha + recency)
    return np.asarray(start + np.where(x > 0, np.logaddexp(living, ended), living))


def probability(pasts: Pasts, p: Parameters, days: float = 60.0) -> Days:
    """The probability of at least one contact within `days` from now, in [0, 1): that the tie lives, times that one
    which lives through them has one."""
    x, power = pasts.repeats, p.r + pasts.repeats
    odds = p.a / (p.b + np.maximum(x, 1.0) - 1.0) * ((p.alpha + pasts.age) / (p.alpha + pasts.recency)) ** power
    lives = 1.0 / (1.0 + np.where(x > 0, odds, 0.0))
    return np.asarray(lives * (1.0 - ((p.alpha + pasts.age) / (p.alpha + pasts.age + days)) ** power))
