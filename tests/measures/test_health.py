"""Health: a probability that falls with silence, and parameters that are those a world was made with."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphcrm.measures import health
from graphcrm.measures.health import SHIPPED, Parameters

rates = st.floats(0.05, 20)
parameters = st.builds(Parameters, rates, rates, rates, rates)


@settings(deadline=None)
@given(
    st.integers(0, 300), st.integers(0, 1000), st.integers(0, 1000), st.builds(Parameters, rates, rates, rates, rates)
)
def test_it_is_a_probability_and_falls_with_silence(repeats: int, recency: int, silence: int, p: Parameters) -> None:
    recency = max(recency, repeats) if repeats else 0
    told = [(repeats, recency, recency + silence + later) for later in (0, 1, 30, 400)]
    values = health.probability(health.pasts(told), p).tolist()
    assert all(0.0 <= value <= 1.0 for value in values)
    assert values == sorted(values, reverse=True)


def test_no_ties_have_no_health_and_the_shipped_parameters() -> None:
    none = health.pasts([])
    assert health.probability(none, SHIPPED).tolist() == []
    assert health.fitted(none) == SHIPPED
    assert health.fitted(health.pasts([(3, 90, 100)] * 199)) == SHIPPED, "too few to learn from"


def test_the_parameters_of_a_world_are_found_again() -> None:
    """Ties drawn as the model has it: a rate and a chance to end each, contacts until they end or 600 days are over."""
    chance, told = np.random.default_rng(5), []
    made = Parameters(0.8, 12.0, 0.9, 2.5)
    for _ in range(4000):
        rate, ends = chance.gamma(made.r, 1 / made.alpha), chance.beta(made.a, made.b)
        now, last, repeats = 0.0, 0.0, 0
        while (now := now + chance.exponential(1 / rate)) < 600:
            last, repeats = now, repeats + 1
            if chance.random() < ends:
                break
        told.append((repeats, last, 600.0))
    found, pasts = health.fitted(health.pasts(told)), health.pasts(told)
    assert (found.r, found.alpha) == (pytest.approx(made.r, rel=0.1), pytest.approx(made.alpha, rel=0.15))
    assert found.a / found.b == pytest.approx(made.a / made.b, rel=0.15)
    gap = np.abs(health.probability(pasts, found) - health.probability(pasts, made))
    assert float(gap.max()) < 0.05
