"""What is between records that are told in one file: the edges among them, as far as a viewer may take them out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graphcrm.compile.declarations import Edge, Noun, Property
from graphcrm.compile.exports import Exports
from graphcrm.compile.rules import Rules

TIE = "KNOWS"
# A tie is there once for each audience of what it was made of; a viewer has the strength of those they see.
_TIE = """
MATCH (a:Person)-[r:KNOWS]->(b:Person) WHERE a.id IN $ids AND {rules}
WITH a, b, r, r.strength * 2.0 ^ (-1.0 * ($now.epochSeconds - r.strength_at.epochSeconds) / 86400.0 / $half_life) AS s
ORDER BY s
WITH a.id AS one, b.id AS other, collect(s) AS all, max(r.last_contact_at) AS last
RETURN collect([one, other, 1.0 - reduce(left = 1.0, s IN all | left * (1.0 - s)), toString(last)])
"""


@dataclass(frozen=True, slots=True)
class Lines:
    """The edges of one type among records of a noun: $ids, $teams, $now, $half_life → a list of [id of the source, id
    of the target, what it says …], for the edges that leave the records of $ids. `facts`: what they tell."""

    edge: Edge
    says: tuple[Property, ...]
    text: str
    facts: tuple[str, ...]


def among(exports: Exports, noun: Noun) -> Iterator[Lines]:
    """All types of edges from a noun to itself that the viewer may take out. What follows from others and is only a
    guess (who may connect) is none."""
    rules = exports.rules
    for edge in exports.vocabulary.edges.values():
        if not (edge.source == edge.target == noun.name) or not rules.sees_edge(edge):
            continue
        facts = (edge.type, "TOOK_PART_IN") if edge.type == TIE else (edge.type,)
        if not rules.shown.issuperset(facts) or not exports.taken(facts):
            continue
        if edge.type == TIE:
            says = tuple(p for p in edge.properties if p.name in ("strength", "last_contact_at"))
            if all(exports.sees(edge, prop) for prop in says):
                yield Lines(edge, says, _TIE.replace("{rules}", _tie_rules(rules)), facts)
        elif not edge.derived:
            yield _facts(exports, edge, facts)


def _facts(exports: Exports, edge: Edge, facts: tuple[str, ...]) -> Lines:
    says = tuple(p for p in edge.properties if p.kind.name not in ("Teams", "Money") and exports.sees(edge, p))
    said = ", ".join(["a.id", "b.id", *(exports.value(edge, "r", prop) for prop in says)])
    ends = [rule for end in ("a", "b") if (rule := exports.rules.row(end, edge.source))]
    where = " AND ".join(["a.id IN $ids", *ends, *exports.rules.whole(edge, "r")])
    label = exports.vocabulary.label(edge.source)
    text = f"MATCH (a:{label})-[r:{edge.type}]->(b:{label}) WHERE {where}\nRETURN collect([{said}])"
    return Lines(edge, says, text, (*facts, *(f"{edge.type}.{prop.name}" for prop in says)))


def _tie_rules(rules: Rules) -> str:
    """Of a tie: both ends and the tie itself are seen. Of somebody who sees all: nothing more to state."""
    said = [rule for end in ("a", "b", "r") if (rule := rules.row(end, "Person"))]
    return " AND ".join(said) or "true"
