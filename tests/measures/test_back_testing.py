"""The figures of predictions: equal to what is counted pair by pair."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphcrm.measures import back_testing

rows = st.lists(st.tuples(st.booleans(), st.sampled_from([0.0, 0.25, 0.5, 0.9])), max_size=30)


@settings(deadline=None)
@given(rows)
def test_auc_is_the_chance_that_what_came_scores_above_what_did_not(told: list[tuple[bool, float]]) -> None:
    found = back_testing.auc([came for came, _ in told], [score for _, score in told])
    pairs = [(a > b) + (a == b) / 2 for came, a in told if came for other, b in told if not other]
    assert found == (pytest.approx(sum(pairs) / len(pairs)) if pairs else None)


def test_probabilities_that_came_true_have_no_gap_and_a_constant_has_the_score_of_a_constant() -> None:
    came = np.array([True, False, True, False])
    sure = back_testing.of_probabilities(came.astype(float), came, came)
    assert (sure["brier"], sure["calibration_gap"], sure["auc"]) == (0.0, 0.0, 1.0)
    even = back_testing.of_probabilities(np.full(4, 0.5), came, np.ones(4, bool))
    assert even["brier"] == even["constant_brier"] == 0.25 and even["auc"] == even["silence_auc"] == 0.5
    assert back_testing.of_probabilities(np.zeros(0), np.zeros(0, bool), np.zeros(0, bool))["brier"] is None


def test_a_pair_that_was_not_listed_stands_at_the_bottom() -> None:
    found = back_testing.of_links({(0, 1): 2.0, (0, 2): 1.0}, [(0, 1), (3, 4)], 10)
    # (0, 1) is above all eight that did not come; (3, 4) ties with seven of them and is below (0, 2).
    assert found["auc"] == pytest.approx((8 + 7 / 2) / 16) and found["came_of_first_hundred"] == 0.5
    assert back_testing.of_links({}, [], 0) == {
        "candidates": 0, "new": 0, "auc": None, "came_of_first_hundred": None
    }  # fmt: skip
