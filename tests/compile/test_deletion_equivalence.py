"""The law of rights: a reply for a viewer equals the reply over a graph from which all they may not see was deleted.

Documents come from the schema, so a new root field or nested field is covered without writing a test.
"""

from __future__ import annotations

import copy
import os
import random

import orjson
import pytest
from graphql import GraphQLObjectType

from graphcrm.access.policy import built_in
from graphcrm.access.sensitivity import Sensitivity, Sight
from graphcrm.access.viewers import Viewer, viewer
from graphcrm.compile.rules import Rules
from graphcrm.graph.connection import Graph
from graphcrm.vocabulary.words import VOCABULARY
from tests.compile import changes, worlds
from tests.compile.documents import Asked, Documents
from tests.compile.running import PLANNER, reply
from tests.compile.worlds import World


def viewers() -> list[Viewer]:
    """A viewer of each role; those who see teams are in one or two of them."""
    teams = {"account_manager": ("tea_1",), "manager": ("tea_1", "tea_2"), "service": ()}
    return [
        viewer(built_in(), id="usr_00", email="x", roles=(role,), teams=teams.get(role, ()))
        for role in sorted(built_in().roles)
    ]


def without_what_is_hidden(world: World, who: Viewer) -> World:
    """The world as it would be if what the viewer may not see had never been."""
    rules = PLANNER.rules(who.lens)
    kept = copy.deepcopy(world)
    for identifier in worlds.hidden_with(world):
        del kept.nodes[identifier]
    kept.restricted = []
    for node in list(kept.nodes.values()):
        if not who.lens.sees_all and node.audience and not set(node.audience) & set(who.teams):
            del kept.nodes[node.id]
            continue
        for prop in VOCABULARY.nouns[node.noun].properties:
            if rules.sight(node.noun, prop) is Sight.HIDE:
                node.values.pop(prop.name, None)
    without_hidden_fields(kept, rules)
    kept.links = [
        link
        for link in kept.links
        if link.source in kept.nodes and link.target in kept.nodes and rules.sees_edge(VOCABULARY.edges[link.type])
    ]
    for link in kept.links:
        for prop in VOCABULARY.edges[link.type].properties:
            if rules.sight(link.type, prop) is Sight.HIDE:
                link.values.pop(prop.name, None)
    kept.changes = changes.visible(kept, rules)
    return kept


def without_hidden_fields(world: World, rules: Rules) -> None:
    """Takes away the definitions of custom fields that a viewer does not see, with their values."""
    for node in world.of("FieldDefinition"):
        on, key, level = (node.values[name] for name in ("on", "key", "sensitivity"))
        edge = VOCABULARY.edges.get(on)
        if rules.lens.shows(f"{on}.x_{key}", Sensitivity[level]) and (edge is None or rules.sees_edge(edge)):
            continue
        del world.nodes[node.id]
        for owner in (*world.of(on), *(link for link in world.links if link.type == on)):
            owner.values.pop(f"x_{key}", None)


async def compare(graph: Graph, seeds: range, per_viewer: int) -> tuple[int, set[tuple[str, str]]]:
    compared = 0
    covered: set[tuple[str, str]] = set()
    for seed in seeds:
        world = worlds.make(seed, restricted=True)
        # None, one or two persons: what is about them alone goes with them.
        world.restricted = [f"per_0{n}" for n in range(seed % 3)]
        worlds.follow(world)
        documents = Documents(PLANNER.schema, world, random.Random(seed), asked=covered)
        cases: list[tuple[Viewer, Asked]] = [
            (who, documents.document()) for who in viewers() for _ in range(per_viewer)
        ]
        await worlds.load(graph, world)
        full = [await reply(graph, asked, who) for who, asked in cases]
        for who in viewers():
            await worlds.load(graph, without_what_is_hidden(world, who))
            for (other, asked), before in zip(cases, full, strict=True):
                if other == who:
                    after = await reply(graph, asked, who)
                    shown = orjson.dumps([orjson.loads(before), orjson.loads(after)], option=orjson.OPT_INDENT_2)
                    assert before == after, (
                        f"{who.roles} seed {seed}\n{asked.text}\n{asked.variables}\n{shown.decode()}"
                    )
                    compared += 1
    return compared, covered


async def test_a_reply_is_that_of_a_graph_without_what_is_hidden(open_graph: Graph) -> None:
    compared, covered = await compare(open_graph, range(int(os.environ.get("SEEDS", "7"))), 8)
    assert compared >= 300
    query = PLANNER.schema.query_type
    assert query is not None
    assert {name for owner, name in covered if owner == "Query"} == set(query.fields)
    for noun in ("Person", "Organization", "Role", "Deal", "Interaction"):
        type_ = PLANNER.schema.type_map[noun]
        assert isinstance(type_, GraphQLObjectType)
        missed = set(type_.fields) - {name for owner, name in covered if owner == noun}
        assert missed == set(), f"{noun}: {missed}"


@pytest.mark.long
async def test_the_same_over_many_graphs(open_graph: Graph) -> None:
    compared, _ = await compare(open_graph, range(100, 134), 15)
    assert compared >= 3000
