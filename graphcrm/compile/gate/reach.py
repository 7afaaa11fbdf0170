"""What one viewer may meet in a statement of their own: labels, types of relations, stored properties.

Those that the API shows them plainly and lets them filter, sort and count by, and nothing that is only stored: no mask,
no ciphertext, no bookkeeping. Users, jobs and the trail are governed by permissions and not by sensitivity: of a user
there is the name, of the others nothing. Definitions of custom fields have a row rule of their own, and are not met.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graphcrm.access.sensitivity import Act, Sight
from graphcrm.compile import restricting
from graphcrm.compile.custom_fields import FieldsSeen
from graphcrm.compile.declarations import Edge, Noun, Property
from graphcrm.compile.enciphered import hangs
from graphcrm.compile.rules import Rules

_ACTS = (Act.FILTER, Act.SORT, Act.AGGREGATE)
_OF_USERS = {"User": ("id", "name", "name_key")}


@dataclass(frozen=True, slots=True)
class Reach:
    """`labels`: the nouns each stands for. `usable`: by noun and by type of relation the stored properties that may be
    named, each with its fact ("Person.name"). `declared`: all that there are of these, shown or not. `types`: the
    relations. `walkable`: those with no end that may be restricted, so that what lies between may stay unnamed. `hung`:
    nouns that are met only beside what they hang on, by one of the relations of `hangs`."""

    labels: Mapping[str, tuple[str, ...]]
    types: frozenset[str]
    usable: Mapping[str, Mapping[str, str]]
    declared: Mapping[str, frozenset[str]]
    walkable: frozenset[str]
    hung: frozenset[str]
    hangs: frozenset[str]
    titles: Mapping[str, str]


def reach(rules: Rules, fields: FieldsSeen, *, export: bool) -> Reach:
    """What the viewer of these rules may meet; `export`: what they may also take out."""
    vocabulary, acts = rules.vocabulary, (*_ACTS, Act.EXPORT) if export else _ACTS
    hanging = [e for e in vocabulary.edges.values() if hangs(vocabulary, e)]
    hung = frozenset(edge.target for edge in hanging)
    nouns = [n for n in vocabulary.nouns.values() if _is_met(n) or n.name in hung]
    names = {noun.name for noun in nouns}
    edges = [
        edge
        for edge in vocabulary.edges.values()
        if rules.sees_edge(edge)
        and all(edge.type in rules.usable(act) for act in acts)
        and all(names & set(vocabulary.concrete(end)) for end in (edge.source, edge.target))
    ]
    owners: list[Noun | Edge] = [*nouns, *edges]
    usable = {_name(owner): _usable(rules, fields, owner, acts) for owner in owners}
    labels: dict[str, tuple[str, ...]] = {name: (name,) for name in sorted(names)}
    for abstract in vocabulary.abstracts.values():
        if abstract.label is not None:
            labels[abstract.label] = abstract.nouns
    return Reach(
        labels,
        frozenset(edge.type for edge in edges),
        usable,
        {_name(owner): frozenset(_declared(owner.properties)) for owner in owners},
        frozenset(e.type for e in edges if not _may_be_restricted(rules, e)),
        hung,
        frozenset(edge.type for edge in hanging) & {edge.type for edge in edges},
        {noun.name: noun.title for noun in nouns if noun.title in usable[noun.name]},
    )


def _is_met(noun: Noun) -> bool:
    return noun.governed and noun.plural is not None and not noun.defines


def _name(owner: Noun | Edge) -> str:
    return owner.name if isinstance(owner, Noun) else owner.type


def _may_be_restricted(rules: Rules, edge: Edge) -> bool:
    vocabulary = rules.vocabulary
    ends = {noun for end in (edge.source, edge.target) for noun in vocabulary.concrete(end)}
    return any(noun in restricting.NOUNS or not vocabulary.nouns[noun].governed for noun in ends)


def _usable(rules: Rules, fields: FieldsSeen, owner: Noun | Edge, acts: Iterable[Act]) -> dict[str, str]:
    name = _name(owner)
    found: dict[str, str] = {}
    custom = [field.property for field in fields.of(name).values()]
    for prop in (*owner.properties, *custom):
        if prop.expression is not None or prop.enciphered or rules.sight(name, prop) is not Sight.SHOW:
            continue
        if all(rules.may(act, name, prop) for act in acts):
            found |= dict.fromkeys(_stored(prop), f"{name}.{prop.name}")
    return {key: fact for key, fact in found.items() if key in _OF_USERS.get(name, found)}


def _declared(properties: Iterable[Property]) -> set[str]:
    return {name for prop in properties for name in _stored(prop)}


def _stored(prop: Property) -> list[str]:
    """The names under which a property stands in the graph."""
    names = [prop.name, *([f"{prop.name}_key"] if prop.kind.keyed else [])]
    return [*names, f"{prop.name}_currency"] if prop.kind.name == "Money" else names
