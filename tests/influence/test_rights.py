"""Influence under the law of rights: what a viewer is told equals what they would be told if all they may not see had
never been; over random worlds, for an account manager and an analyst."""

from __future__ import annotations

import random

from graphcrm.graph.connection import Graph
from tests.compile import worlds
from tests.compile.documents import Asked
from tests.compile.running import replies
from tests.compile.test_deletion_equivalence import viewers, without_what_is_hidden
from tests.compile.worlds import World

_TOP = """query($by: OrganizationBy!, $units: Boolean, $first: Int) { organization(by: $by) {
  influencers(withUnits: $units, first: $first) { totalCount pageInfo { hasNextPage }
    edges { rank influence { value percentile drawn group reason } node { id } } } } }"""
_OF = "query($by: PersonBy!, $in: OrganizationBy) { person(by: $by) { influence(in: $in) { value drawn group } } }"
_MAP = """query($around: InfluenceMapAround!, $depth: Int, $most: Int) {
  influenceMap(around: $around, depth: $depth, maxNodes: $most) { truncated computedAt
    nodes { id label title organizationId influence group distance }
    links { source target kind weight topic contradiction } } }"""


def documents(world: World, chance: random.Random) -> list[Asked]:
    """The three questions about some records of a world, the hidden ones among them."""
    some = {noun: [n.id for n in world.nodes.values() if n.noun == noun] for noun in ("Organization", "Person")}
    found = []
    for _ in range(6):
        organization, person = chance.choice(some["Organization"]), chance.choice(some["Person"])
        found.append(Asked(_TOP, {"by": {"id": organization}, "units": True, "first": chance.randrange(1, 20)}))
        found.append(Asked(_OF, {"by": {"id": person}, "in": {"id": organization}}))
        around = {"organization": {"id": organization}}  # one kind: each is planned by itself
        found.append(Asked(_MAP, {"around": around, "depth": chance.randrange(4), "most": chance.choice([2, 5, 500])}))
    return found


async def test_a_reply_about_influence_is_that_of_a_graph_without_what_is_hidden(open_graph: Graph) -> None:
    told = 0
    for seed in (1,):
        world = worlds.make(seed, restricted=True)
        asked = documents(world, random.Random(seed))
        for who in (one for one in viewers() if one.roles[0] in ("account_manager", "analyst")):
            await worlds.load(open_graph, world)
            full = await replies(open_graph, [(one, who) for one in asked])
            await worlds.load(open_graph, without_what_is_hidden(world, who))
            after = await replies(open_graph, [(one, who) for one in asked])
            for one, before, then in zip(asked, full, after, strict=True):
                assert before == then, f"{who.roles} seed {seed}\n{one.text} {one.variables}"
                told += b'"node":{' in before or b'"source":' in before
    assert told >= 6, "enough of them tell of somebody"
