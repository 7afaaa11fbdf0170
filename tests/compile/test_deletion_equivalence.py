"""The law of rights: a reply for a viewer equals the reply over a graph from which all they may not see was deleted.

Documents come from the schema, so a new root field or nested field is covered without writing a test.
"""

from __future__ import annotations

import copy
import os
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice, product

import orjson
import pytest
from graphql import GraphQLObjectType

from graphcrm.access.policy import built_in
from graphcrm.access.sensitivity import Sensitivity, Sight
from graphcrm.access.viewers import Viewer, viewer
from graphcrm.compile.rules import Rules
from graphcrm.graph.connection import Graph
from graphcrm.vocabulary.words import VOCABULARY
from tests.compile import changes, levels, surfaces, worlds
from tests.compile.documents import Asked, Documents
from tests.compile.running import PLANNER, plans_dropped, replies
from tests.compile.worlds import World


def viewers() -> list[Viewer]:
    """A viewer of each role; those who see teams are in one or two of them."""
    teams = {"account_manager": ("tea_01",), "manager": ("tea_01", "tea_02"), "service": ()}
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
        if who.lens.sees_all or link.audience is None or set(link.audience) & set(who.teams)
    ]
    for link in kept.links:
        for prop in VOCABULARY.edges[link.type].properties:
            if rules.sight(link.type, prop) is Sight.HIDE:
                link.values.pop(prop.name, None)
        level = {name: link.values[name] for name in ("sharing", "shared_with") if name in link.values}
        link.values = levels.told(link.values, level, who)
    told = (levels.change(one, who, rules.shown) for one in kept.changes)
    kept.changes = [one for one in told if one is not None]
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


@dataclass
class Counts:
    """How many replies were compared, by surface, and the fields that documents asked for, by type."""

    of: Counter[str] = field(default_factory=Counter)
    fields: set[tuple[str, str]] = field(default_factory=set)


def documents(per_viewer: int, counts: Counts, sizes: Sequence[int] = (26,)) -> dict[Viewer, list[Asked]]:
    """Documents for each viewer, of so many fields by turns, which together ask for every field that must be. All
    worlds have records of the same ids, so they are asked of each world: the database plans them once."""
    world, everybody = worlds.make(0, restricted=True), viewers()
    fields: set[tuple[str, str]] = set()
    made = Documents(PLANNER.schema, world, random.Random(per_viewer), asked=fields)
    found: dict[Viewer, list[Asked]] = {who: [] for who in everybody}
    for who, most in product(everybody, islice(cycle(sizes), per_viewer)):
        made.most = most
        found[who].append(made.document())
    number = 0
    while left := missed(fields):  # ends: sooner or later one asks for each; those that ask for none are left out
        number += 1
        more: set[tuple[str, str]] = set()
        one = Documents(PLANNER.schema, world, random.Random(f"more {number}"), asked=more).document()
        if missed(fields | more) != left:
            found[everybody[number % len(everybody)]].append(one)
            fields |= more
        assert number < 100_000, f"no documents ask for {left}"
    counts.fields |= fields
    return found


def missed(fields: set[tuple[str, str]]) -> set[str]:
    """What documents must ask for and did not: the root fields, and those of the nouns that rights are about."""
    wanted = {"Query", "Person", "Organization", "Role", "Deal", "Interaction"}
    types = {name: PLANNER.schema.type_map[name] for name in wanted}
    return {
        f"{owner}.{field}"
        for owner, type_ in types.items()
        if isinstance(type_, GraphQLObjectType)
        for field in type_.fields
        if (owner, field) not in fields
    }


async def told(graph: Graph, who: Viewer, asked: list[Asked], world: World, seed: int) -> dict[str, bytes]:
    """What a viewer is told by all surfaces, each under a name that says how to ask for it again. Of the named
    questions each asks for some, with other words in each world and others after three worlds, and half of the viewers
    for files: others in the next world."""
    chance = random.Random(f"{seed} {who.roles}")
    some = random.Random(f"{seed // 3} {who.roles}").sample(surfaces.QUESTIONS, 6)
    answers = await replies(graph, [(one, who) for one in asked])
    found = {f"GraphQL {one.text} {one.variables}": answer for one, answer in zip(asked, answers, strict=True)}
    for path in some:
        given = surfaces.words(world, path, chance)
        found[f"question {path} {given}"] = await surfaces.named(graph, who, path, given)
    found["feed"] = await surfaces.feed(graph, who)
    organization = chance.choice(world.of("Organization")).id
    for subsidiaries in (False, True):
        name = f"chart {organization} {subsidiaries}"
        found[name] = await surfaces.chart(graph, who, organization, subsidiaries=subsidiaries)
    if sorted(built_in().roles).index(who.roles[0]) % 2 == seed % 2:
        for name, text in (await surfaces.files(graph, who)).items():
            found[f"file {name}"] = text
    return found


def _world(seed: int) -> World:
    """A world with limits; none, one or two of its persons are restricted, and what is about them alone goes with
    them."""
    made = worlds.make(seed, restricted=True)
    made.restricted = [f"per_0{number}" for number in range(seed % 3)]
    worlds.follow(made)
    return made


async def compare(graph: Graph, seeds: range, asked: dict[Viewer, list[Asked]], counts: Counts) -> None:
    """Of each world first the whole, then what is left of it, for one viewer after the other."""
    made = {seed: _world(seed) for seed in seeds}
    for who, documents_ in asked.items():
        await plans_dropped(graph)
        for seed, world in made.items():
            await worlds.load(graph, world)
            full = await told(graph, who, documents_, world, seed)
            await worlds.load(graph, without_what_is_hidden(world, who))
            after = await told(graph, who, documents_, world, seed)
            assert full.keys() == after.keys(), (who.roles, seed)
            for name, before in full.items():
                shown = f"{who.roles} seed {seed}\n{name}"
                assert before == after[name], f"{shown}\n{_shown(before)}\n{_shown(after[name])}"
                counts.of[name.split(" ")[0]] += 1


def _shown(text: bytes) -> str:
    return orjson.dumps(orjson.loads(text), option=orjson.OPT_INDENT_2).decode() if text[:1] in b"{[" else text.decode()


async def test_a_reply_is_that_of_a_graph_without_what_is_hidden(open_graph: Graph) -> None:
    """By GraphQL, named questions, the feed of changes, charts and files, for a viewer of each role."""
    counts = Counts()
    asked = documents(int(os.environ.get("DOCUMENTS", "10")), counts)
    await compare(open_graph, range(int(os.environ.get("SEEDS", "9"))), asked, counts)
    print(dict(counts.of))
    assert counts.of.total() >= 2000
    assert min(counts.of[one] for one in ("GraphQL", "question", "feed", "chart", "file")) > 0
    assert missed(counts.fields) == set()


@pytest.mark.long
async def test_the_same_over_many_graphs(open_graph: Graph) -> None:
    """Twenty thousand replies, with documents of all sizes of their own for every ten graphs."""
    counts = Counts()
    for first in range(100, 130, 10):
        await compare(open_graph, range(first, first + 10), documents(first - 10, counts, (2, 4, 8, 26)), counts)
    print(dict(counts.of))
    assert counts.of.total() >= 20_000
