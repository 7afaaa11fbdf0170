"""Statements by which what an import did is seen, kept and taken back: of nouns and edges the declarations name."""

from __future__ import annotations

from graphcrm.compile.declarations import Edge, Noun
from graphcrm.compile.vocabulary import Vocabulary


def state(noun: Noun) -> str:
    """$ids → [id, stored properties] of records that are there."""
    return f"UNWIND $ids AS id MATCH (n:{noun.name} {{id: id}}) RETURN collect([id, properties(n)])"


def edges(vocabulary: Vocabulary, edge: Edge, noun: str, *, incoming: bool) -> str:
    """$ids, $nouns → [id, id of the other end, its noun, stored properties of the edge, its element id, stored
    properties of the other end where it belongs to the edge, [noun, id] of what that is about] of edges of records."""
    left, right = ("<-", "-") if incoming else ("-", "->")
    far = edge.source if incoming else edge.target
    end = vocabulary.nouns.get(far)
    hangs = end is not None and not end.governed
    about = "|".join(reference.edge for reference in end.references) if end is not None and hangs else ""
    named = f"COLLECT {{ MATCH (b)-[:{about}]->(t) RETURN [head([l IN labels(t) WHERE l IN $nouns]), t.id] }}"
    return (
        f"UNWIND $ids AS id MATCH (a:{noun} {{id: id}}){left}[r:{edge.type}]{right}(b) "
        "RETURN collect([id, b.id, head([l IN labels(b) WHERE l IN $nouns]), properties(r), elementId(r), "
        f"{'properties(b)' if hangs else 'null'}, {named if about else '[]'}])"
    )


def used(vocabulary: Vocabulary, noun: Noun) -> str:
    """$ids, $runs → [id, external id, audience, whether a change that is of none of these runs is about it, ids of
    records (up to 1,000) that are joined to it otherwise than by what it states itself] of records that are there."""
    own = {r.edge for r in noun.references if not r.incoming}
    own |= {e.type for e in vocabulary.edges.values() if _hangs(vocabulary, e) and _is(vocabulary, e.source, noun)}
    towards = {r.edge for r in noun.references if r.incoming}
    derived = sorted(e.type for e in vocabulary.edges.values() if e.derived)
    return (
        f"UNWIND $ids AS id MATCH (n:{noun.name} {{id: id}})\n"
        "RETURN collect([id, n.external_id, n.audience,\n"
        "  EXISTS { MATCH (n)<-[:OF]-(c:Change) WHERE c.run IS NULL OR NOT c.run IN $runs },\n"
        "  COLLECT { MATCH (n)-[r]-(m) WHERE NOT m:Internal AND m.id IS NOT NULL\n"
        f"    AND NOT type(r) IN {derived}\n"
        f"    AND NOT (startNode(r) = n AND type(r) IN {sorted(own)})\n"
        f"    AND NOT (endNode(r) = n AND type(r) IN {sorted(towards)})\n"
        "    RETURN DISTINCT m.id LIMIT 1000 }])"
    )


def left(noun: Noun) -> str:
    """$ids → of what hangs on records that go: the addresses [medium, key], ids of the categories, external ids of the
    places they are seated at, and ids of people who took part in them or with them in something."""
    return (
        f"UNWIND $ids AS id MATCH (n:{noun.name} {{id: id}}) WITH collect(n) AS records\n"
        "RETURN COLLECT { UNWIND records AS n MATCH (n)-[:REACHED_AT]->(c:ContactPoint) "
        "RETURN DISTINCT [c.medium, c.address_key] },\n"
        "COLLECT { UNWIND records AS n MATCH (n)-[:CLASSIFIED_AS]->(c:Category) RETURN DISTINCT c.id },\n"
        "COLLECT { UNWIND records AS n MATCH (n)-[:LOCATED_AT {kind: 'SEAT'}]->(l:Location) "
        "RETURN DISTINCT l.external_id },\n"
        "COLLECT { UNWIND records AS n MATCH (n)<-[:TOOK_PART_IN]-(p:Person) RETURN DISTINCT p.id }"
    )


def marked(noun: Noun, edge: Edge) -> str:
    """$ids → element ids of the edges of a type that records have, at either end."""
    return (
        f"UNWIND $ids AS id MATCH (n:{noun.name} {{id: id}})-[r:{edge.type}]-() RETURN collect(DISTINCT elementId(r))"
    )


def delete(noun: Noun) -> str:
    """$ids: removes records with all that joins them to others."""
    return f"UNWIND $ids AS id MATCH (n:{noun.name} {{id: id}}) DETACH DELETE n"


def _hangs(vocabulary: Vocabulary, edge: Edge) -> bool:
    end = vocabulary.nouns.get(edge.target)
    return end is not None and not end.governed


def _is(vocabulary: Vocabulary, name: str, noun: Noun) -> bool:
    return noun.name in vocabulary.concrete(name)
