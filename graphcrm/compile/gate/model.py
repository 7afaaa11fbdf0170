"""The model of the graph as one viewer sees it: what the page /model shows, and what a statement of theirs may name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graphcrm.access.sensitivity import Sight
from graphcrm.compile.custom_fields import FieldsSeen
from graphcrm.compile.declarations import Edge, Noun, Property
from graphcrm.compile.gate.reach import Reach
from graphcrm.compile.rules import Rules


def model(rules: Rules, fields: FieldsSeen, reach: Reach) -> dict[str, Any]:
    """{nodes, relations}: what is declared and not hidden from the viewer. `named`: whether their own Cypher may name
    it."""
    vocabulary = rules.vocabulary
    nouns = [noun for noun in vocabulary.nouns.values() if noun.name in reach.labels]
    edges = [edge for edge in vocabulary.edges.values() if rules.sees_edge(edge)]
    return {
        "nodes": [
            {
                "name": noun.name,
                "labels": [noun.name, *(["Party"] if noun.party else [])],
                "prefix": noun.prefix,
                "description": noun.description,
                "named": True,
                "properties": _properties(rules, fields, reach, noun),
            }
            for noun in nouns
        ],
        "relations": [
            {
                "name": edge.type,
                "from": _ends(rules, edge.source),
                "to": _ends(rules, edge.target),
                "description": edge.description,
                "class": edge.sensitivity.value,
                "named": edge.type in reach.types,
                "properties": _properties(rules, fields, reach, edge),
            }
            for edge in edges
        ],
    }


def _ends(rules: Rules, name: str) -> list[str]:
    return list(rules.vocabulary.concrete(name))


def _properties(rules: Rules, fields: FieldsSeen, reach: Reach, owner: Noun | Edge) -> list[dict[str, Any]]:
    name = owner.name if isinstance(owner, Noun) else owner.type
    usable = reach.usable.get(name, {})
    return [
        {
            "name": prop.name,
            "kind": prop.choices.name if prop.choices else prop.kind.name,
            "words": list(prop.choices.values) if prop.choices else [],
            "class": prop.sensitivity.value,
            "description": prop.description,
            "masked": rules.sight(name, prop) is Sight.MASK,
            "computed": prop.expression is not None,
            "named": prop.name in usable,
        }
        for prop in _shown(rules, fields, name, owner.properties)
    ]


def _shown(rules: Rules, fields: FieldsSeen, name: str, declared: Iterable[Property]) -> list[Property]:
    custom = [field.property for field in fields.of(name).values()]
    return [prop for prop in (*declared, *custom) if rules.sight(name, prop) is not Sight.HIDE]
