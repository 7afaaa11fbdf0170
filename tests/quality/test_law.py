"""Quality under the law of rights: what a viewer is told equals what they would be told if all they may not see had
never been; over random worlds, for an account manager and an analyst."""

from __future__ import annotations

import random

from graphcrm.graph.connection import Graph
from tests.compile import worlds
from tests.compile.documents import Asked
from tests.compile.running import replies
from tests.compile.test_deletion_equivalence import viewers, without_what_is_hidden
from tests.compile.worlds import World

_QUALITY = "quality { completeness accuracy freshness crossReference fields { field filled passed age agrees } }"
_PERSON = f"query($id: ID!) {{ person(by: {{id: $id}}) {{ {_QUALITY} }} }}"
_ORGANIZATION = f"query($id: ID!) {{ organization(by: {{id: $id}}) {{ {_QUALITY} }} }}"
_FINDINGS = "{ qualityFindings(first: 100) { nodes { id rule field record { id } others { id } } } }"


def documents(world: World, chance: random.Random) -> list[Asked]:
    """The numbers of some records of a world, the hidden ones among them, and what breaks a rule."""
    some = {noun: [one.id for one in world.of(noun)] for noun in ("Organization", "Person")}
    found = [Asked(_FINDINGS, {})]
    found += [Asked(_PERSON, {"id": one}) for one in chance.sample(some["Person"], 6)]
    found += [Asked(_ORGANIZATION, {"id": one}) for one in chance.sample(some["Organization"], 6)]
    return found


async def test_what_is_told_of_quality_is_that_of_a_graph_without_what_is_hidden(open_graph: Graph) -> None:
    told = 0
    for who in (one for one in viewers() if one.roles[0] in ("account_manager", "analyst")):
        for seed in (1, 2, 3):
            world = worlds.make(seed, restricted=True)
            asked = documents(world, random.Random(seed))
            await worlds.load(open_graph, world)
            full = await replies(open_graph, [(one, who) for one in asked])
            await worlds.load(open_graph, without_what_is_hidden(world, who))
            after = await replies(open_graph, [(one, who) for one in asked])
            for one, before, then in zip(asked, full, after, strict=True):
                assert before == then, f"{who.roles} seed {seed}\n{one.text} {one.variables}\n{before!r}\n{then!r}"
                told += before.count(b'"rule":') + (b'"fields":[{' in before)
    assert told >= 50, "enough is told"
