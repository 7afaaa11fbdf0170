"""Brokerage: who stands between others, and whose contacts know each other."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graphcrm.measures import brokerage

PEOPLE = 14
# Few ties, so that there are leaves, pairs and people alone; many, so that there are several shortest paths.
ties = st.sets(st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)), max_size=30).map(
    lambda pairs: sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})
)


def network(people: int, pairs: Iterable[tuple[int, int]], strength: float = 1.0) -> csr_array:
    ends = np.array(list(pairs), np.int64).reshape(-1, 2)
    half = csr_array((np.full(len(ends), strength), (ends[:, 0], ends[:, 1])), shape=(people, people))
    return csr_array(half + half.T)


def plain(people: int, pairs: Iterable[tuple[int, int]]) -> list[float]:
    graph = nx.Graph()
    graph.add_nodes_from(range(people))
    graph.add_edges_from(pairs)
    found = nx.betweenness_centrality(graph)
    return [found[one] for one in range(people)]


@settings(deadline=None, max_examples=300)
@given(ties, st.floats(0.1, 9.0))
def test_betweenness_is_the_share_of_shortest_paths_whatever_the_strengths(
    pairs: list[tuple[int, int]], strength: float
) -> None:
    found = brokerage.betweenness(network(PEOPLE, pairs, strength))
    assert found == pytest.approx(plain(PEOPLE, pairs), abs=1e-12)


@settings(deadline=None)
@given(ties, st.permutations(range(PEOPLE)))
def test_names_and_their_order_change_no_brokerage(pairs: list[tuple[int, int]], other: list[int]) -> None:
    renamed = network(PEOPLE, [(other[a], other[b]) for a, b in pairs])
    for measure in (brokerage.betweenness, brokerage.constraint):
        here, there = measure(network(PEOPLE, pairs)), measure(renamed)
        assert here == pytest.approx([there[other[one]] for one in range(PEOPLE)], nan_ok=True)


def test_nobody_stands_between_nobody() -> None:
    for people in (0, 1, 2):
        assert brokerage.betweenness(network(people, [])).tolist() == [0.0] * people
    assert brokerage.betweenness(network(2, [(0, 1)])).tolist() == [0, 0]


def test_the_one_between_all_others_has_all_paths() -> None:
    assert brokerage.betweenness(network(3000, [(0, one) for one in range(1, 3000)]))[0] == 1


def test_of_a_large_network_the_estimate_finds_the_same_people_and_stays_a_share(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = np.random.default_rng(5)
    people = 3000
    # A few are met by many, as in any company.
    drawn = (people * chance.random((2, 3 * people)) ** 3).astype(int).T
    both = network(people, sorted({(int(min(pair)), int(max(pair))) for pair in drawn if pair[0] != pair[1]}))
    found = brokerage.betweenness(both)
    assert np.array_equal(found, brokerage.betweenness(both))
    assert found.min() >= 0 and found.max() <= 1
    monkeypatch.setattr(brokerage, "EXACT", people)
    exact = brokerage.betweenness(both)
    top, others = (set(np.argsort(-one)[:50].tolist()) for one in (found, exact))
    assert len(top & others) >= 42
    assert found.sum() == pytest.approx(exact.sum(), rel=0.1)
