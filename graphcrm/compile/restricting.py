"""Restricted persons (GDPR 18): kept under another label, so that no ordinary pattern can meet them.

With a person goes what is about nobody else: preferences, and interactions, tasks and notes of which nothing else is
left. Edges stay as they are, so that taking the restriction back gives the same graph.
"""

from __future__ import annotations

from collections.abc import Collection

from graphcrm.compile.hanging import AUDIENCE, limited

PERSON = "Person"
PREFIX = "Restricted"
# What is about a person, in this order: tasks and notes may be about an interaction that goes with one. What else an
# interaction may be about keeps it.
_ABOUT = {
    "Preference": "(m)<-[:PREFERS]-(x)",
    "Interaction": "(m)<-[:TOOK_PART_IN]-(x)",
    "Task": "(m)-[:ABOUT]->(x)",
    "Note": "(m)-[:CONCERNING]->(x)",
}
NOUNS = (PERSON, *_ABOUT)
_GONE = "(x:RestrictedPerson OR x:RestrictedInteraction)"
_KEPT = " AND NOT EXISTS { (m)-[:CONCERNS]->() }"


def label(noun: str) -> str:
    """The label of restricted records of a noun."""
    return PREFIX + noun


def with_restricted(noun: str) -> str:
    """The label of records of a noun for one who meets restricted ones too."""
    return f"{noun}|{label(noun)}" if noun in NOUNS else noun


def excluded(variable: str) -> str:
    """That a node is not restricted, for patterns without a label."""
    return f"NOT ({variable}:RestrictedPerson OR {variable}:RestrictedInteraction)"


def met(variable: str, nouns: Collection[str]) -> list[str]:
    """Conditions on the node at the end of an edge, which patterns give no label. Whoever is not restricted leads to
    persons who are, our own people to tasks about such; interactions stand beside persons where both may be named."""
    if PERSON in nouns:
        return [excluded(variable) if len(nouns) > 1 else f"NOT {variable}:{label(PERSON)}"]
    return [f"NOT {variable}:{label('Task')}"] if "Task" in nouns else []


def hide(noun: str, labels: str) -> str:
    """$ids, $now: restricts records of a noun, which else have these labels → [id, audience] of each."""
    return (
        f"UNWIND $ids AS id MATCH (n:{noun} {{id: id}}) SET n:{label(noun)}, n._restricted_at = $now "
        f"REMOVE n:{labels}:{limited(noun)} RETURN collect([n.id, n.{AUDIENCE}])"
    )


def show(noun: str, labels: str) -> str:
    """$ids: takes the restriction of records back."""
    return (
        f"UNWIND $ids AS id MATCH (n:{label(noun)} {{id: id}}) SET n:{labels} REMOVE n:{label(noun)}, n._restricted_at "
        f"FOREACH (_ IN CASE WHEN n.{AUDIENCE} IS NULL THEN [] ELSE [1] END | SET n:{limited(noun)})"
    )


def going() -> list[tuple[str, str]]:
    """By noun $ids of persons and interactions that are restricted → ids of what is about nothing else any more."""
    found = []
    for noun, pattern in _ABOUT.items():
        none_left = f"NOT EXISTS {{ MATCH {pattern} WHERE NOT {_GONE} }}{_KEPT if noun == 'Interaction' else ''}"
        found.append((noun, _about(noun, pattern, none_left)))
    return found


def coming() -> list[tuple[str, str]]:
    """By noun $ids of persons and interactions that are restricted no more → ids of what was restricted with them."""
    return [(noun, _about(label(noun), pattern, "true")) for noun, pattern in _ABOUT.items()]


def left(noun: str) -> str:
    """$ids of persons and interactions → ids of what else of this noun is about them, which stays where it is."""
    return _about(noun, _ABOUT[noun], "true")


def find(key: str) -> str:
    """$key, an id or external id → [id, salt] of the restricted person."""
    return f"MATCH (n:{label(PERSON)} {{{key}: $key}}) RETURN n.id, n._audit_salt"


def taken(noun: str, key: str = "external_id") -> str:
    """$keys → [key, id] of those that a restricted record has."""
    return f"UNWIND $keys AS key MATCH (n:{label(noun)} {{{key}: key}}) RETURN collect([key, n.id])"


def listed() -> str:
    """→ the restricted persons: id, name, since when."""
    return f"MATCH (n:{label(PERSON)}) RETURN n.id, n.name, toString(n._restricted_at) ORDER BY n._restricted_at, n.id"


def constraints() -> list[str]:
    """What is unique stays so."""
    return [
        f"CREATE CONSTRAINT restricted_{noun.lower()}_{key} IF NOT EXISTS FOR (n:{label(noun)}) "
        f"REQUIRE n.{key} IS UNIQUE"
        for noun in NOUNS
        for key in ("id", "external_id")
    ]


def _about(noun: str, pattern: str, condition: str) -> str:
    """What of a label is about the persons and interactions of $ids, whether these are restricted or not."""
    looked = " UNION ".join(
        f"MATCH (p:{name} {{id: id}}) USING INDEX p:{name}(id) RETURN p"
        for one in (PERSON, "Interaction")
        for name in (one, label(one))
    )
    return (
        f"UNWIND $ids AS id CALL (id) {{ {looked} }} WITH DISTINCT p\n"
        f"MATCH {pattern.replace('(x)', '(p)')} WITH DISTINCT m\nWHERE m:{noun} AND {condition} RETURN collect(m.id)"
    )
