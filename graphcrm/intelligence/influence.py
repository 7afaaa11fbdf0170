"""Who counts in an organization: by who writes to them, by their place in it, and by what somebody drew.

Reads and computes, never writes: what comes out is kept by `records.scores`. Every figure has its parts; whoever has
fewer than five counterparts has no network part, and without a level either no value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graphcrm.intelligence import communities
from graphcrm.intelligence.circles import Circle
from graphcrm.measures import brokerage, influence
from graphcrm.measures.influence import Weights

# Counts up with every change of a formula: what an earlier one gave is computed anew.
FORMULA = 2
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """The influence of a person within an organization. Everything is 0–1 or None where nothing tells of it; `givers`
    are the three from whom most of the network part comes, as (id, messages, share). `basis` says what `formal` is of:
    PLACE in the chart, or TITLE. Broker facts stand beside and are no part of the value."""

    person: str
    value: float | None
    percentile: float | None
    network: float | None
    formal: float | None
    basis: str | None
    weight: float | None
    drawn: float | None
    givers: Sequence[tuple[str, int, float]]
    counterparts: int
    group: int
    betweenness: float
    constraint: float | None
    organizations_reached: int


def version(weights: Weights) -> str:
    """What the figures were computed with: the formula and its settings."""
    return f"{FORMULA}/{weights.place:g}/{weights.title:g}"


def within(circle: Circle, weights: Weights) -> list[Standing]:
    """The standing of everybody within a circle."""
    if circle.size == 0:
        return []
    both = csr_array(circle.counts + circle.counts.T)
    logs = csr_array((np.log1p(both.data), both.indices, both.indptr), shape=both.shape)
    counterparts = np.diff(csr_array(both[: circle.size]).indptr)
    network, givers = _network(circle)
    told = [part if many >= influence.FEW else None for part, many in zip(network, counterparts.tolist(), strict=True)]
    levels = circle.levels
    values = [influence.blend(n, one.place, one.title, weights) for n, one in zip(told, levels, strict=True)]
    ranks, drawn = _percentiles(values), _drawn(circle)
    groups = communities.groups(logs)
    constraint, between = brokerage.constraint(logs), brokerage.betweenness(logs)
    reached = list(_reached(circle, both))
    return [
        Standing(
            person=circle.ids[at],
            value=_rounded(values[at]),
            percentile=ranks[at],
            network=_rounded(told[at]),
            formal=_rounded(levels[at].known),
            basis="PLACE" if levels[at].place is not None else "TITLE" if levels[at].title is not None else None,
            weight=influence.formal_weight(told[at], levels[at].place, levels[at].title, weights),
            drawn=drawn[at],
            givers=givers[at] if told[at] is not None else [],
            counterparts=int(counterparts[at]),
            group=groups[at],
            betweenness=round(float(between[at]), _DIGITS),
            constraint=None if np.isnan(constraint[at]) else round(float(constraint[at]), _DIGITS),
            organizations_reached=len(reached[at]),
        )
        for at in range(circle.size)
    ]


def _network(circle: Circle) -> tuple[list[float], list[list[tuple[str, int, float]]]]:
    """The network part of everybody within, and whom it comes from. Contacts outside count as senders and are not
    ranked: what is sent to them gives nothing."""
    size, people = circle.size, len(circle.ids)
    inward = circle.counts.tocoo()
    kept = inward.col < size
    counts = csr_array((inward.data[kept], (inward.row[kept], inward.col[kept])), shape=(people, people))
    given = csr_array((np.log1p(counts.data), counts.indices, counts.indptr), shape=counts.shape)
    found = influence.authority(given)
    parts = influence.percentiles(found[:size])
    parts = influence.beside_levels(parts, csr_array(given[:size, :size]), [one.known for one in circle.levels])
    listed = influence.givers(given, found)[:size]
    pairs = [(one, at) for at, shares in enumerate(listed) for one, _ in shares]
    ends = np.array(pairs, np.int64).reshape(-1, 2)
    written = iter(counts[ends[:, 0], ends[:, 1]].tolist() if pairs else ())
    givers = [[(circle.ids[one], int(next(written)), round(share, _DIGITS)) for one, share in row] for row in listed]
    return parts.tolist(), givers


def _drawn(circle: Circle) -> list[float | None]:
    """The percentile of PageRank over the lines that somebody drew, among those at their ends; read from who is
    influenced to who influences them."""
    found: list[float | None] = [None] * circle.size
    ends = sorted({end for source, target, _ in circle.drawn for end in (source, target)})
    if not ends:
        return found
    number = {one: at for at, one in enumerate(ends)}
    table = np.array([(number[target], number[source], weight) for source, target, weight in circle.drawn], float)
    places = (table[:, 0].astype(int), table[:, 1].astype(int))
    ranks = influence.page_rank(csr_array((table[:, 2], places), shape=(len(ends), len(ends))))
    for one, rank in zip(ends, influence.percentiles(ranks).tolist(), strict=True):
        found[one] = rank
    return found


def _percentiles(values: Sequence[float | None]) -> list[float | None]:
    """Of those who have a value, among them."""
    known = [at for at, value in enumerate(values) if value is not None]
    ranks: NDArray[np.float64] = influence.percentiles(np.array([values[at] for at in known], float))
    found: list[float | None] = [None] * len(values)
    for at, rank in zip(known, ranks.tolist(), strict=True):
        found[at] = rank
    return found


def _reached(circle: Circle, both: csr_array) -> Iterator[set[str]]:
    """By person within, the other legal organizations that those hold seats at whom they are in touch with."""
    for at in range(circle.size):
        found: set[str] = set()
        for other in both.indices[both.indptr[at] : both.indptr[at + 1]].tolist():
            found |= circle.reached[other]
        yield found


def _rounded(value: float | None) -> float | None:
    """Sums in another order differ in the sixteenth digit; what is kept must not."""
    return None if value is None else round(value, _DIGITS)
