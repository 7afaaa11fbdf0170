"""The laws of merging over random graphs: taken back, the graph is as it was; in which order plays no part."""

from __future__ import annotations

import itertools
import os
import random
from typing import Any

import pytest

from graphcrm.exchange import canonical
from graphcrm.graph.connection import Graph
from graphcrm.records import audiences
from graphcrm.vocabulary.words import VOCABULARY
from tests.conftest import Api, opened
from tests.exports import worlds

_REPORT = "mergeId report userErrors { code reason field message }"
_MERGE = f"""mutation($input: PersonMergeInput!) {{ personMerge(input: $input) {{ person {{ id }} {_REPORT} }} }}"""
_UNDO = """mutation($input: MergeUndoInput!) { mergeUndo(input: $input) { restored kept
  userErrors { code reason field message } } }"""
SEEDS = range(int(os.environ.get("SEEDS", "4")))


async def merged(api: Api, *people: str, **more: Any) -> str:
    given = {"people": [{"id": one} for one in people], **more}
    found = (await api.ask(_MERGE, {"input": given}, "admin"))["personMerge"]
    assert found["userErrors"] == [], found
    return str(found["mergeId"])


async def undone(api: Api, *merges: str) -> Any:
    found = (await api.ask(_UNDO, {"input": {"merges": list(merges)}}, "admin"))["mergeUndo"]
    assert found["userErrors"] == [], found
    return found


async def loaded(graph: Graph, api: Api, seed: int) -> list[str]:
    """A world whose audiences follow from it, and people of it that are for the same teams: four at least."""
    for attempt in range(seed, seed + 10_000, 1000):
        await worlds.load(graph, worlds.make(attempt))
        # These ties were made up: true ones follow from interactions.
        await graph.change_schema(["MATCH ()-[k:KNOWS]->() DELETE k"])
        await audiences.repair(graph, VOCABULARY, await audiences.check(graph, VOCABULARY))
        rows = await graph.rows("MATCH (p:Person) RETURN p.id, p.audience ORDER BY p.id", {})
        alike: dict[Any, list[str]] = {}
        for one, audience in rows:
            alike.setdefault(tuple(audience or ()), []).append(one)
        found = max(alike.values(), key=len)
        if len(found) >= 4:
            api._tokens.clear()
            await api.token("admin")
            return found
    raise AssertionError("worlds have enough people")


def lines_of(before: list[str], after: list[str]) -> tuple[list[str], list[str]]:
    return sorted(set(before) - set(after))[:6], sorted(set(after) - set(before))[:6]


@pytest.fixture
async def api(graph: Graph) -> Any:
    found = await opened(graph)
    yield found
    await found.client.aclose()


@pytest.mark.parametrize("seed", SEEDS)
async def test_a_merge_that_is_taken_back_leaves_the_graph_as_it_was(graph: Graph, api: Api, seed: int) -> None:
    people = await loaded(graph, api, seed)
    before = await canonical.lines(graph)
    chosen = random.Random(seed).sample(people, 3)
    merge = await merged(api, *chosen)
    assert await canonical.lines(graph) != before
    found = await undone(api, merge)
    assert len(set(found["restored"]) & set(chosen)) == 2 and found["kept"] == []
    after = await canonical.lines(graph)
    assert lines_of(before, after) == ([], [])
    assert before == after
    assert await audiences.check(graph, VOCABULARY) == []
    assert (await graph.rows("MATCH (n) WHERE n:AbsorbedPerson OR n._given IS NOT NULL RETURN n.id", {})) == []
    assert (await graph.rows("MATCH ()-[r:FOLDED|MERGED_INTO]->() RETURN type(r)", {})) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10_000, 11_000))
async def test_the_same_over_a_thousand_graphs(graph: Graph, api: Api, seed: int) -> None:
    await test_a_merge_that_is_taken_back_leaves_the_graph_as_it_was(graph, api, seed)


@pytest.mark.parametrize("seed", SEEDS)
async def test_merges_are_taken_back_in_any_order(graph: Graph, api: Api, seed: int) -> None:
    people = await loaded(graph, api, seed)
    before = await canonical.lines(graph)
    chance = random.Random(seed)
    a, b, c, d = sorted(chance.sample(people, 4))
    for order in chance.sample(list(itertools.permutations(range(3))), 2):
        # d goes into c, c into b, b into a: each merge has what the one before it made.
        merges = [await merged(api, c, d), await merged(api, b, c), await merged(api, a, b)]
        for number in order:
            await undone(api, merges[number])
        after = await canonical.lines(graph)
        assert lines_of(before, after) == ([], []), order
        assert before == after


@pytest.mark.parametrize("seed", SEEDS)
async def test_the_order_of_merges_does_not_matter(graph: Graph, api: Api, seed: int) -> None:
    people = await loaded(graph, api, seed)
    a, b, c = sorted(random.Random(seed).sample(people, 3))
    one = [await merged(api, b, c), await merged(api, a, b)]
    first = await canonical.lines(graph)
    await undone(api, *one)
    other = [await merged(api, a, b), await merged(api, a, c)]
    second = await canonical.lines(graph)
    await undone(api, *other)
    await merged(api, a, b, c)
    third = await canonical.lines(graph)
    assert lines_of(first, second) == lines_of(first, third) == ([], [])
    assert first == second == third
