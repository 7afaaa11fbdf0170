"""Random worlds that keep the rules of structure, as writes would leave them, with texts that files could spoil."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from graphcrm.compile import sharing
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records import places
from graphcrm.vocabulary.words import VOCABULARY
from tests.compile import worlds
from tests.compile.worlds import Link, Node, World

# What a cell, a list, a row or a spreadsheet could take for something else.
TEXTS = [
    '"quoted", with a comma', "'apostrophe", "'=1+1", "=SUM(A1)", "+49", "-5", "@here", "％", "= 1", "a;b", "a\\",
    "\\;", "a\\\\;b", "日本語 ünïcödé 👩‍🚀", "x" * 9000, "null", "unknown", "true", "''", "\u200b=x", ";", "a:b", "#",
    "1e5", "|", "%",
]  # fmt: skip


def make(seed: int) -> World:
    """A world; the same seed gives the same one."""
    chance = random.Random(f"export {seed}")
    world = worlds.make(seed, restricted=True)
    world.changes = []
    tidied(world)
    spoil(world, chance)
    return world


def tidied(world: World) -> None:
    """Leaves out what no write would let in, and what follows from other things."""
    owned: set[str] = set()
    told: Counter[Any] = Counter()
    kept = []
    for link in world.links:
        if link.type == "COVERS" and link.values.get("as") == "OWNER":
            link.values["as"] = "MEMBER" if link.target in owned else "OWNER"
            owned.add(link.target)
        if link.type == "LOCATED_AT":
            link.values["kind"] = "SITE"
        edge = VOCABULARY.edges[link.type]
        said = tuple(str(link.values.get(name)) for name in ("started_on", *sharing.identity(edge)))
        end = link.target
        if edge.target == "Category":
            end = _category(world, link.target)
        told[link.type, link.source, end, said] += 1
        if told[link.type, link.source, end, said] == 1:
            kept.append(link)
    world.links = kept
    ends = {end for link in world.links for end in (link.source, link.target)}
    hanging = [n for n in world.nodes.values() if not VOCABULARY.nouns[n.noun].governed and n.id not in ends]
    for node in hanging:
        del world.nodes[node.id]
    reached = {link.target for link in world.links if link.type in ("CLASSIFIED_AS", "REACHED_AT")}
    loose = [n.id for n in world.nodes.values() if not VOCABULARY.nouns[n.noun].governed and n.id not in reached]
    world.nodes = {identifier: node for identifier, node in world.nodes.items() if identifier not in loose}
    world.links = [link for link in world.links if link.source not in loose and link.target not in loose]
    archived = {(n.values["on"], n.values["key"]) for n in world.of("FieldDefinition") if "archived_at" in n.values}
    owners: list[tuple[str, dict[str, Any]]] = [(n.noun, n.values) for n in world.nodes.values()]
    for owner, values in [*owners, *((link.type, link.values) for link in world.links)]:
        for on, key in archived:  # values of fields that are put away stay behind, which is told
            if owner == on:
                values.pop(f"x_{key}", None)


def _category(world: World, category: str) -> str:
    about = [link.target for link in world.links if link.type == "TOWARDS" and link.source == category]
    return f"{world.nodes[category].values['kind']} {about}"


def spoil(world: World, chance: random.Random) -> None:
    """Puts odd texts where texts stand, takes external ids away from some, and gives some a medium by post."""
    for node in world.nodes.values():
        noun = VOCABULARY.nouns[node.noun]
        for prop in noun.properties:
            free = prop.kind.name in ("Text", "Name", "Code") and prop.pattern is None and prop.normal is None
            listed = node.noun in ("FieldDefinition", "Deal", "Pipeline", "ContactPoint") or prop.unique
            if free and not listed and prop.column is not None and prop.longest is None and chance.random() < 0.25:
                node.values[prop.name] = chance.choice([t for t in TEXTS if not prop.indexed or len(t) < 1000])
            if prop.kind.name == "Texts" and prop.name == "tags" and chance.random() < 0.3:
                node.values["tags"] = chance.sample(TEXTS, 3)
        if noun.governed and chance.random() < 0.2:
            del node.values["external_id"]
        elif noun.governed and chance.random() < 0.1:
            node.values["external_id"] = f"{chance.choice(TEXTS)[:50]}{node.id}"
    for node in world.of("Organization"):
        if chance.random() < 0.3:
            node.values["latitude"] = chance.choice([-33.8, 1e-7, 0.1 + 0.2, -0.0])
    _own_ids(world, chance)


def _own_ids(world: World, chance: random.Random) -> None:
    """Ids as ours are: what a file calls a record that has no other name."""
    letters = "0123456789abcdefghjkmnpqrstvwxyz"
    new = {
        one.id: f"{VOCABULARY.nouns[one.noun].prefix}_0{''.join(chance.choices(letters, k=25))}"
        for one in world.nodes.values()
    }
    world.nodes = {
        new[one.id]: Node(one.noun, new[one.id], one.values, said=_said(one)) for one in world.nodes.values()
    }
    world.links = [Link(one.type, new[one.source], new[one.target], one.values, apart=one.apart) for one in world.links]
    teams = {f"tea_0{i}": new[f"tea_0{i}"] for i in (1, 2, 3)}
    for node in world.nodes.values():
        if node.said:
            node.said = sorted(teams[team] for team in node.said)
    for link in world.links:
        if sharing.TEAMS in link.values:
            link.values[sharing.TEAMS] = sorted(teams[team] for team in link.values[sharing.TEAMS])
    worlds.follow(world)


def _said(node: Node) -> list[str] | None:
    return node.said if node.noun not in ("ContactPoint", "Category") else None


async def load(graph: Graph, world: World) -> None:
    """Puts a world in place of whatever was there, with the places that follow from it."""
    await worlds.load(graph, world)
    now = datetime(2026, 11, 20, tzinfo=UTC) + timedelta(seconds=1)

    async def settle(transaction: Transaction) -> None:
        for name in ("Person", "Organization"):
            parties = [(n.id, n.values.get("city"), n.values.get("country")) for n in world.of(name)]
            await places.settle(transaction, VOCABULARY, VOCABULARY.nouns[name], parties, [], now)

    await graph.write(settle, name="places")
