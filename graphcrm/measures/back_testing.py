"""How good predictions were, once it is known what came: the figures that are published of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

_BINS = 10
_FIRST = 100


def auc(came: ArrayLike, scores: ArrayLike) -> float | None:
    """The chance that one that came scores above one that did not, equal scores one half; None where either is
    missing."""
    true, values = np.asarray(came, bool), np.asarray(scores, float)
    positive, negative = int(true.sum()), int((~true).sum())
    if not positive or not negative:
        return None
    _, at, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks = ((last - counts + 1 + last) / 2)[at]
    return float((ranks[true].sum() - positive * (positive + 1) / 2) / (positive * negative))


def of_probabilities(
    probabilities: NDArray[np.float64], came: NDArray[np.bool_], engaged: NDArray[np.bool_]
) -> dict[str, float | int | None]:
    """Of predicted contacts: the Brier score and that of a constant; AUC, and that of silence among the `engaged`; the
    mean gap between what ten bins of probabilities said and what came. All None where nothing was predicted."""
    names = ("brier", "constant_brier", "auc", "silence_auc", "calibration_gap")
    found: dict[str, float | int | None] = {"pairs": len(came), **dict.fromkeys(names)}
    if not len(came):
        return found
    true = came.astype(float)
    bins = np.minimum((probabilities * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(float(probabilities[bins == one].mean() - true[bins == one].mean())) * float((bins == one).mean())
        for one in np.unique(bins)
    ]
    return found | {
        "brier": float(np.mean((probabilities - true) ** 2)),
        "constant_brier": float(true.mean() * (1 - true.mean())),
        "auc": auc(came, probabilities),
        "silence_auc": auc(~came[engaged], -probabilities[engaged]),
        "calibration_gap": sum(gaps),
    }


def of_links(
    scores: Mapping[tuple[int, int], float], new: Sequence[tuple[int, int]], candidates: int
) -> dict[str, float | int | None]:
    """Of predicted ties: AUC over all `candidates`, pairs that had none, where one that was not listed ties with all
    others at the bottom; the share of the first hundred that came."""
    came = set(new)
    listed = np.array(list(scores.values()), float)
    true = np.array([pair in came for pair in scores], bool)
    missed = len(came) - int(true.sum())
    rest = candidates - len(scores)
    low = float(listed.min()) - 1 if len(listed) else 0.0
    every = np.r_[true, np.ones(missed, bool), np.zeros(rest - missed, bool)]
    order = np.argsort(-listed, kind="stable")[:_FIRST]
    return {
        "candidates": candidates,
        "new": len(came),
        "auc": auc(every, np.r_[listed, np.full(rest, low)]),
        "came_of_first_hundred": float(true[order].mean()) if len(order) else None,
    }
