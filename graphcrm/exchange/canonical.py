"""The graph as sorted lines, with external ids in place of ids: equal data gives equal lines, whoever wrote it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from graphcrm.compile.enciphered import PREFIX
from graphcrm.compile.hanging import SAID, limited
from graphcrm.compile.restricting import PREFIX as RESTRICTED
from graphcrm.compile.sharing import TEAMS
from graphcrm.graph.connection import Graph
from graphcrm.records import enciphered
from graphcrm.records.enciphered import Secret
from graphcrm.vocabulary.words import VOCABULARY

_VOLATILE = {"id", "version", "created_at", "updated_at", "recorded_at"}
# What follows from other facts says nothing of its own.
_DERIVED = {edge.type for edge in VOCABULARY.edges.values() if edge.derived}
_MARKS = {
    *(edge.marks.mark.label for edge in VOCABULARY.edges.values() if edge.marks is not None),
    *(limited(noun) for noun in VOCABULARY.nouns),
}
# A node without an external id is known by what it says: an address by its medium and key, a category by its owner.
_NODES = """
MATCH (n) WHERE NOT n:Internal
RETURN labels(n), n.external_id, properties(n), elementId(n),
  COLLECT { MATCH (n)<-[:CLASSIFIED_AS]-(p) RETURN coalesce(p.external_id, p.id) }
"""
_EDGES = """
MATCH (a)-[r]->(b) WHERE NOT a:Internal AND NOT b:Internal
RETURN elementId(a), type(r), elementId(b), properties(r), a.id, b.id
"""
_TEAMS = "MATCH (t:Team) RETURN t.id, coalesce(t.external_id, t.id)"


async def lines(graph: Graph) -> list[str]:
    """One line for each node and each edge, sorted."""
    names: dict[str, str] = {}
    found = []
    teams = dict(await graph.rows(_TEAMS, {}))
    for labels, external_id, properties, element, owners in await graph.rows(_NODES, {}):
        label = "+".join(sorted(set(labels) - _MARKS))
        noun = next(iter({name.removeprefix(RESTRICTED) for name in labels} & VOCABULARY.nouns.keys()), "")
        business = _business(enciphered.opened_all(graph.cipher, noun, properties.get("id", ""), properties))
        for name in ("audience", SAID):
            if name in properties:
                business[name] = sorted(teams.get(team, team) for team in properties[name])
        key = external_id or json.dumps([business, sorted(owners)], sort_keys=True, ensure_ascii=False)
        names[element] = f"{label} {key}"
        found.append(f"{names[element]} {json.dumps(business, sort_keys=True, ensure_ascii=False)}")
    for source, kind, target, properties, *ends in await graph.rows(_EDGES, {}):
        if kind in _DERIVED:
            continue
        if any(name.startswith(PREFIX) for name in properties):
            place = enciphered.edge_place(VOCABULARY, VOCABULARY.edges[kind], *ends)
            properties = enciphered.opened_all(graph.cipher, kind, place, properties)
        if TEAMS in properties:
            properties = {**properties, TEAMS: sorted(teams.get(team, team) for team in properties[TEAMS])}
        text = json.dumps(_business(properties), sort_keys=True, ensure_ascii=False)
        found.append(f"{names[source]} -{kind}-> {names[target]} {text}")
    return sorted(found)


async def graph_hash(graph: Graph) -> str:
    """SHA-256 over the lines, in hexadecimal."""
    digest = hashlib.sha256()
    for line in await lines(graph):
        digest.update(line.encode())
        digest.update(b"\n")
    return digest.hexdigest()


def _business(properties: dict[str, Any]) -> dict[str, Any]:
    """What is said of the world: nothing volatile, and no key that follows from another property. A value is the same
    enciphered and plain."""
    properties = {name: v.value if isinstance(v, Secret) else v for name, v in properties.items()}
    derived = {f"{name}_key" for name in properties}
    return {
        name: value if isinstance(value, str | int | float | bool | list) else str(value)
        for name, value in properties.items()
        if name not in _VOLATILE and not name.startswith("_") and name not in derived
    }
