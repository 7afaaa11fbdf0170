"""Likely links: equal to the sum over common contacts, worked out pair by pair."""

from __future__ import annotations

from collections import defaultdict
from math import log1p

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphcrm.measures import links

pairs = st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1])
counts = st.dictionaries(pairs, st.just(0.0) | st.floats(0.001, 30), max_size=25)


@settings(deadline=None)
@given(counts, st.sampled_from([1, 3, 1000]))
def test_each_pair_without_contact_has_the_sum_over_its_common_contacts(
    told: dict[tuple[int, int], float], block: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(links, "_BLOCK", block)
        found = {(a, c): score for a, c, score in links.likely(10, told)}
    ties: dict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), count in told.items():
        if count > 0:
            ties[a][b] = ties[b][a] = log1p(count)
    expected = {}
    for a in range(10):
        for c in range(a + 1, 10):
            score = sum(ties[a][b] * ties[b][c] / sum(ties[b].values()) for b in list(ties[a]) if c in ties[b])
            if score > 0 and c not in ties[a]:
                expected[a, c] = score
    assert found == pytest.approx(expected)


def test_nobody_connects_where_there_is_nobody() -> None:
    assert list(links.likely(0, {})) == list(links.likely(3, {})) == list(links.likely(2, {(0, 1): 4.0})) == []
    assert list(links.likely(2, {(0, 1): 5e-324})) == [], "however little a contact counts"
    assert links.remembered(90, 4) == pytest.approx(0.25)
