"""Influence: who is written to by those who are written to; a place in the chart; both together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphcrm.measures import influence

people = st.integers(1, 12)
ties = st.dictionaries(st.tuples(st.integers(0, 11), st.integers(0, 11)), st.integers(0, 50), max_size=40)
charts = st.lists(st.integers(0, 30), max_size=30).map(lambda many: [None if n >= i else n for i, n in enumerate(many)])


@settings(deadline=None)
@given(ties)
def test_authorities_are_those_of_the_plain_formula(counts: dict[tuple[int, int], float]) -> None:
    found = influence.authority(influence.weights(12, counts))
    weight = np.zeros((12, 12))
    for (a, b), count in counts.items():
        weight[a, b] = np.log1p(count) if a != b else 0.0
    totals = weight.sum(axis=1, keepdims=True)
    halved = np.divide(weight, np.sqrt(totals), out=np.zeros_like(weight), where=totals > 0)
    plain = np.full(12, 1 / 12)
    for _ in range(200):
        new = halved.T @ halved @ plain
        plain = 0.99 * (new / new.sum() if new.sum() else plain) + 0.01 / 12
    assert found.sum() == pytest.approx(1.0)
    assert np.abs(found - plain).max() < 1e-6


@settings(deadline=None)
@given(ties, st.permutations(range(12)))
def test_names_and_their_order_change_nothing(counts: dict[tuple[int, int], float], other: list[int]) -> None:
    renamed = {(other[a], other[b]): count for (a, b), count in counts.items()}
    for measure in (influence.authority, influence.page_rank):
        here = influence.percentiles(measure(influence.weights(12, counts)))
        there = influence.percentiles(measure(influence.weights(12, renamed)))
        assert here.tolist() == [there[other[one]] for one in range(12)]


def test_nobody_one_and_all_alike_have_no_rank_above_another() -> None:
    assert influence.percentiles(influence.authority(influence.weights(0, {}))).tolist() == []
    assert influence.page_rank(influence.weights(0, {})).tolist() == []
    assert influence.percentiles(influence.authority(influence.weights(1, {}))).tolist() == [0.5]
    assert influence.percentiles(influence.page_rank(influence.weights(3, {}))).tolist() == [0.5] * 3
    assert influence.percentiles(np.array([1.0, 3.0, 3.0, 2.0])).tolist() == [0.125, 0.75, 0.75, 0.375]


@settings(deadline=None)
@given(charts)
def test_the_formal_part_rises_along_every_line(above: list[int | None]) -> None:
    found = influence.formal(above)
    assert all(0.0 <= value <= 1.0 for value in found)
    assert all(found[boss] > found[seat] for seat, boss in enumerate(above) if boss is not None)


def test_lines_that_go_in_a_circle_are_refused() -> None:
    with pytest.raises(ValueError, match="circle"):
        influence.formal([1, 2, 0])
    with pytest.raises(ValueError, match="circle"):
        influence.formal([0])


def test_levels_of_contacts_count_where_enough_are_known() -> None:
    """0 ─3─ 1 (level 1.0), 0 ─3─ 2 (level 0.5), 3 alone."""
    given_ = influence.weights(4, {(0, 1): 3.0, (2, 0): 3.0})
    network = np.array([0.2, 0.4, 0.6, 0.8])
    found = influence.beside_levels(network, given_, [None, 1.0, 0.5, None])
    assert found.tolist() == pytest.approx([(0.2 + 0.75) / 2, 0.4, 0.6, 0.8])
    assert influence.beside_levels(network, given_, [None, 1.0, None, None]) is network, "one of four is too few"
    assert influence.blend(0.4, None) == 0.4 and influence.blend(0.4, 1.0) == pytest.approx(0.82)
