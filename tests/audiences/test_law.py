"""Counts, filters by related records and audiences are those of a graph from which what is hidden was deleted: few
documents over many graphs, where the law of `tests.compile` asks many over few."""

from __future__ import annotations

import pytest

from graphcrm.access.viewers import Viewer
from graphcrm.graph.connection import Graph
from graphcrm.vocabulary.words import VOCABULARY
from tests.compile import worlds
from tests.compile.documents import Asked
from tests.compile.running import reply
from tests.compile.test_deletion_equivalence import viewers, without_what_is_hidden
from tests.compile.test_reference import resolved

_PLURALS = [noun.plural for noun in VOCABULARY.nouns.values() if noun.plural]
_LIMITED = [VOCABULARY.nouns[name].plural for name in dict.fromkeys(h.noun for h in VOCABULARY.hanging if not h.shared)]
_AUDIENCE = "audience { everybody said withSubsidiaries teams { id name } }"
DOCUMENTS = [
    *(
        "{ " + " ".join(f"{one} {{ totalCount totalCountIsCapped }}" for one in part) + " }"
        for part in (_PLURALS[:7], _PLURALS[7:])
    ),
    "{ people(filter: {archivedAt: {isNull: false}}) { totalCount } roles(first: 2) { totalCount nodes { id } } }",
    "{ " + " ".join(f"{one}(first: 100) {{ nodes {{ id {_AUDIENCE} }} }}" for one in _LIMITED) + " }",
    '{ people(filter: {roles: {some: {title: {eq: "Unit"}}}}, first: 100) { totalCount nodes { id } } '
    'organizations(filter: {roles: {some: {title: {in: ["Unit", "A"]}}}}, first: 100) { totalCount nodes { id } } }',
]
MEMBERS = [who for who in viewers() if not who.lens.sees_all]


@pytest.mark.parametrize("seed", [1, 2, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(3, 12))])
async def test_counts_filters_and_audiences_tell_of_nothing_hidden(open_graph: Graph, seed: int) -> None:
    world = worlds.make(seed, restricted=True)
    world.restricted = [f"per_0{number}" for number in range(seed % 3)]
    worlds.follow(world)
    await worlds.load(open_graph, world)
    told: dict[tuple[Viewer, str], bytes] = {}
    for who in MEMBERS:
        for text in DOCUMENTS:
            told[who, text] = await reply(open_graph, Asked(text, {}), who)
            assert b'"errors":[]' in told[who, text], told[who, text]
    for who in MEMBERS:
        left = without_what_is_hidden(world, who)
        await worlds.load(open_graph, left)
        for text in DOCUMENTS:
            assert await reply(open_graph, Asked(text, {}), who) == told[who, text], (who.roles, text)
            assert resolved(left, Asked(text, {}), who) == told[who, text], (who.roles, text)
