"""Records that were merged into another: kept under a label of their own, without a fact of theirs.

A record that is absorbed keeps its values, so that it can come back; its facts lead to and from the survivor. Each end
of a fact that was moved keeps whence it came, the latest last. Where the survivor has the same fact already, one of the
two stands aside as FOLDED, with its type, until they part again.
"""

from __future__ import annotations

from collections.abc import Iterable

from graphcrm.compile.declarations import Edge, Noun
from graphcrm.compile.hanging import AUDIENCE, limited
from graphcrm.compile.marks import kept
from graphcrm.compile.vocabulary import Vocabulary

NOUNS = ("Person", "Organization")
PREFIX = "Absorbed"
INTO, FOLDED, FOLDED_TYPE = "MERGED_INTO", "FOLDED", "_type"
# The records whose an end of a fact was, the first first.
SOURCE_WAS, TARGET_WAS = "_source_was", "_target_was"
# What ties a change to a record says whose it is; see `writing.journal`.
CHANGES = "OF"
_MOST = 100  # in a chain of merges


def label(noun: str) -> str:
    """The label of absorbed records of a noun."""
    return PREFIX + noun


def by_key(noun: str, at: str, key: str, value: str, where: str = "", met: str | None = None) -> str:
    """A MATCH of the record of a noun that has a key, or has absorbed the one that has it. `value` is Cypher that reads
    no variable but `scope`; `where` a rule, `met` the labels that are met in place of the noun."""
    condition = f" WHERE {where}" if where else ""
    own = f"MATCH ({at}:{met or noun} {{{key}: {value}}}){condition}"
    if noun not in NOUNS:
        return own
    scope = value if value.isidentifier() else ""
    return f"CALL ({scope}) {{\n{own} RETURN {at}\nUNION\n{_absorbed(noun, at, key, value)}{condition} RETURN {at}\n}}"


def ids(noun: str, key: str) -> str:
    """$keys → [key, id of the survivor] of those that an absorbed record has."""
    return f"UNWIND $keys AS key {_absorbed(noun, 'n', key, 'key')} RETURN collect([key, n.id])"


def lead(noun: str) -> str:
    """$rows [id, external id, id of the survivor], $run, $now: makes what an external id leads to a record by, as if it
    had been absorbed when it arrived."""
    return (
        f"UNWIND $rows AS row MATCH (s:{noun} {{id: row[2]}})\n"
        f"CREATE (n:Internal:{label(noun)} {{id: row[0], external_id: row[1]}})"
        f"-[:{INTO} {{merge: $run, at: $now}}]->(s)"
    )


def mislead(noun: str) -> str:
    """$ids of what `lead` made: takes it away."""
    return f"UNWIND $ids AS id MATCH (n:{label(noun)} {{id: id}}) DETACH DELETE n"


def taken(noun: str) -> str:
    """A MATCH of the absorbed record whose external id `key` is."""
    return f"MATCH (n:{label(noun)} {{external_id: key}}) RETURN n.id AS id"


def absorb(noun: Noun, labels: str) -> str:
    """$id, $into, $merge, $now: makes a record one that was absorbed. It has no facts any more."""
    return (
        f"MATCH (n:{noun.name} {{id: $id}}) MATCH (s:{noun.name} {{id: $into}})\n"
        f"SET n:{label(noun.name)}:Internal REMOVE n:{labels}:{limited(noun.name)}\n"
        f"CREATE (n)-[:{INTO} {{merge: $merge, at: $now}}]->(s)"
    )


def release(noun: Noun, labels: str) -> str:
    """$id: makes an absorbed record one of its own again."""
    return (
        f"MATCH (n:{label(noun.name)} {{id: $id}})-[m:{INTO}]->()\n"
        f"SET n:{labels} REMOVE n:{label(noun.name)}:Internal\n"
        f"FOREACH (_ IN CASE WHEN n.{AUDIENCE} IS NULL THEN [] ELSE [1] END | SET n:{limited(noun.name)})\n"
        "DELETE m"
    )


def tree(noun: str) -> str:
    """$id → [id, properties, the merge that absorbed it] of a record, absorbed or not, and of all it has absorbed,
    itself or through others."""
    return (
        f"MATCH (s:{noun}|{label(noun)} {{id: $id}}) MATCH (n)-[:{INTO}]->{{0,{_MOST}}}(s)\n"
        f"OPTIONAL MATCH (n)-[m:{INTO}]->()\nRETURN collect([n.id, properties(n), m.merge])"
    )


def update(noun: Noun) -> str:
    """$rows [id, changes]: changes absorbed records. A null among the changes removes a property."""
    return f"UNWIND $rows AS row MATCH (n:{label(noun.name)} {{id: row[0]}}) SET n += row[1]"


def above(noun: str) -> str:
    """$id of an absorbed record → the ids of those that have absorbed it, itself or through others: the nearest
    first, the survivor last."""
    return (
        f"MATCH way = (n:{label(noun)} {{id: $id}})-[:{INTO}]->{{1,{_MOST}}}(s)\n"
        "WITH s, length(way) AS far ORDER BY far RETURN collect(s.id)"
    )


def absorbed_by(noun: str) -> str:
    """$merge → the ids of the records that a merge absorbed and that are absorbed still."""
    return f"MATCH (n:{label(noun)})-[m:{INTO} {{merge: $merge}}]->() WITH n ORDER BY n.id DESC RETURN collect(n.id)"


def facts(noun: str) -> str:
    """$ids → [element id, type, id, element id, labels and audience of the source, the same of the target, properties]
    of all edges of records, each once."""
    end = "{0}.id, elementId({0}), labels({0}), {0}.audience"
    return (
        f"UNWIND $ids AS id MATCH (n:{noun} {{id: id}})-[r]-() WITH DISTINCT r, startNode(r) AS a, endNode(r) AS b\n"
        f"WHERE type(r) <> '{INTO}'\n"
        f"RETURN collect([elementId(r), type(r), {end.format('a')}, {end.format('b')}, properties(r)])"
    )


def element(noun: str) -> str:
    """$id → [element id, audience] of a record."""
    return f"MATCH (n:{noun} {{id: $id}}) RETURN collect([elementId(n), n.{AUDIENCE}])"


def forget(noun: str, vocabulary: Vocabulary) -> str:
    """$ids: removes the facts of records that follow from others."""
    kinds = "|".join(edge.type for edge in vocabulary.edges.values() if edge.derived)
    return f"UNWIND $ids AS id MATCH (n:{noun} {{id: id}})-[r:{kinds}]-() DELETE r"


def create(vocabulary: Vocabulary, kind: str) -> str:
    """$rows [element id of the source, of the target, properties]: makes edges of a type."""
    return (
        "UNWIND $rows AS row MATCH (a) WHERE elementId(a) = row[0] MATCH (b) WHERE elementId(b) = row[1]\n"
        f"CREATE (a)-[r:{_type(kind)}]->(b) SET r = row[2]{_marked(vocabulary.edges.get(kind))}"
    )


def delete(vocabulary: Vocabulary, kind: str) -> str:
    """$elements: removes edges of a type."""
    return (
        f"UNWIND $elements AS element MATCH (a)-[r:{_type(kind)}]->(b) WHERE elementId(r) = element\n"
        f"DELETE r{_marked(vocabulary.edges.get(kind))}"
    )


def constraints() -> Iterable[str]:
    """What is unique stays so; a merge is known by its id."""
    for noun in NOUNS:
        for key in ("id", "external_id"):
            yield (
                f"CREATE CONSTRAINT absorbed_{noun.lower()}_{key} IF NOT EXISTS FOR (n:{label(noun)}) "
                f"REQUIRE n.{key} IS UNIQUE"
            )
    yield "CREATE CONSTRAINT merge_id IF NOT EXISTS FOR (n:Merge) REQUIRE n.id IS UNIQUE"
    yield "CREATE INDEX merge_survivor IF NOT EXISTS FOR (n:Merge) ON (n.survivor)"
    yield "CREATE INDEX merge_request IF NOT EXISTS FOR (n:Merge) ON (n.request)"


def _absorbed(noun: str, at: str, key: str, value: str) -> str:
    return f"MATCH (:{label(noun)} {{{key}: {value}}})-[:{INTO}]->{{1,{_MOST}}}({at}:{noun})"


def _type(kind: str) -> str:
    assert kind.replace("_", "").isalpha() and kind.isupper(), kind
    return kind


def _marked(edge: Edge | None) -> str:
    return f" {kept(edge)}\nFINISH" if edge is not None and edge.marks is not None else ""
