"""Write statements derived from the vocabulary: what `records` runs. Labels and types come from declarations only."""

from __future__ import annotations

from graphcrm.compile.declarations import Edge, Noun
from graphcrm.compile.vocabulary import Vocabulary

LOCK = "MATCH (l:Internal:Lock {name: 'hierarchy'}) SET l._n = l._n + 1"


def labels(noun: Noun) -> str:
    return f"{noun.name}:Party" if noun.party else noun.name


def read_by_external_id(noun: Noun) -> str:
    """$keys → key, id, stored properties."""
    return f"UNWIND $keys AS key MATCH (n:{noun.name} {{external_id: key}}) RETURN key, n.id, properties(n)"


def ids_by_external_id(noun: Noun) -> str:
    """$keys → key, id."""
    return f"UNWIND $keys AS key MATCH (n:{noun.name} {{external_id: key}}) RETURN key, n.id"


def create_nodes(noun: Noun) -> str:
    """$rows: stored properties with the id."""
    return f"UNWIND $rows AS row CREATE (n:{labels(noun)}) SET n = row"


def update_nodes(noun: Noun) -> str:
    """$rows: {id, changes}, $now. A null among the changes removes a property."""
    return (
        f"UNWIND $rows AS row MATCH (n:{noun.name} {{id: row.id}}) "
        "SET n += row.changes, n.version = n.version + 1, n.updated_at = $now"
    )


def read_edges(vocabulary: Vocabulary, edge: Edge, *, from_source: bool) -> str:
    """$ids of one end → id of that end, id of the other, stored properties, label of the other end, element id."""
    start, end = (edge.source, edge.target) if from_source else (edge.target, edge.source)
    left, right = ("-", "->") if from_source else ("<-", "-")
    return (
        f"UNWIND $ids AS id MATCH (a:{vocabulary.label(start)} {{id: id}}){left}[r:{edge.type}]{right}"
        f"(b:{vocabulary.label(end)}) RETURN id, b.id, properties(r), elementId(r)"
    )


def create_edges(vocabulary: Vocabulary, edge: Edge, source: str, target: str) -> str:
    """$rows: {source, target, properties}; `source` and `target` are the nouns at the ends."""
    return (
        f"UNWIND $rows AS row MATCH (a:{source} {{id: row.source}}) MATCH (b:{target} {{id: row.target}}) "
        f"CREATE (a)-[r:{edge.type}]->(b) SET r = row.properties"
    )


def update_edges(edge: Edge) -> str:
    """$rows: {edge (element id), properties}: replaces what the edge says."""
    return f"UNWIND $rows AS row MATCH ()-[r:{edge.type}]->() WHERE elementId(r) = row.edge SET r = row.properties"


def delete_edges(edge: Edge) -> str:
    """$edges: element ids."""
    return f"UNWIND $edges AS edge MATCH ()-[r:{edge.type}]->() WHERE elementId(r) = edge DELETE r"
