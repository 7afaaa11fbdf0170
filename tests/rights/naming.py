"""Every operation in which somebody can name a record, made from the schema: look-ups, arguments, filters, inputs."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_named_type,
)

from graphcrm.vocabulary.words import VOCABULARY
from tests.records.mutations import inputs
from tests.records.mutations.inputs import SCHEMA
from tests.records.mutations.writer import MUTATIONS, document

HERE = "\x00here"
"""Where the key of the record goes."""
_KEYS = ("id", "externalId")


@dataclass(frozen=True)
class Naming:
    """An operation, its variables with HERE in them, the noun of the record it names (None: any) and by which key."""

    name: str
    text: str
    variables: dict[str, Any]
    noun: str | None
    key: str

    def of(self, word: str) -> dict[str, Any]:
        """The variables with a key in its place."""
        found: dict[str, Any] = _put(copy.deepcopy(self.variables), word)
        return found


def _put(value: Any, word: str) -> Any:
    if isinstance(value, dict):
        return {key: _put(inner, word) for key, inner in value.items()}
    if isinstance(value, list):
        return [_put(inner, word) for inner in value]
    return word if value == HERE else value


def reads() -> Iterator[Naming]:
    """By look-ups, by `node` and `nodes`, by filters of one level and of two, by the arguments of fields."""
    query = SCHEMA.query_type
    assert query is not None
    nouns = {noun.plural: name for name, noun in VOCABULARY.nouns.items()}
    for name, field in query.fields.items():
        inner = get_named_type(field.type)
        if "by" in field.args:
            for key in _KEYS:
                text = f"query($by: {inner.name}By!) {{ {name}(by: $by) {{ {_some(inner)} }} }}"
                yield Naming(f"{name} by {key}", text, {"by": {key: HERE}}, inner.name, key)
        elif "filter" in field.args and name in nouns:
            yield from _filters(name, nouns[name])
    kinds = " ".join(f"... on {n} {{ {_some(SCHEMA.type_map[n])} }}" for n in _of_nodes())
    yield Naming("node", f"query($id: ID!) {{ node(id: $id) {{ id {kinds} }} }}", {"id": HERE}, None, "id")
    yield Naming("nodes", "query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": [HERE, "x"]}, None, "id")
    share = (
        "query($by: OrganizationBy!) { organizations(first: 30) { nodes { id effectiveShare(of: $by) } } }",
        "query($by: OrganizationBy!) { organizations(first: 30) { nodes { effectiveShare(of: $by, asOf: null) } } }",
    )
    for text, key in zip(share, _KEYS, strict=True):
        yield Naming(f"effectiveShare of {key}", text, {"by": {key: HERE}}, "Organization", key)


def _of_nodes() -> list[str]:
    """The nouns that `node` answers with."""
    kind = SCHEMA.type_map["Node"]
    assert isinstance(kind, GraphQLInterfaceType)
    return [possible.name for possible in SCHEMA.get_possible_types(kind)]


def _filters(root: str, noun: str) -> Iterator[Naming]:
    kind = SCHEMA.type_map[f"{noun}Filter"]
    assert isinstance(kind, GraphQLInputObjectType)
    text = f"query($filter: {noun}Filter) {{ {root}(filter: $filter, first: 5) {{ totalCount nodes {{ id }} }} }}"
    for key in _KEYS:
        yield Naming(f"{root} filter {key}", text, {"filter": {key: {"eq": HERE}}}, noun, key)
        yield Naming(f"{root} not {key}", text, {"filter": {"not": {key: {"eq": HERE}}}}, noun, key)
    for name, field in kind.fields.items():
        inner = get_named_type(field.type)
        if inner.name == "WorksForFilter":
            for key in _KEYS:
                yield Naming(f"{root} worksFor {key}", text, {"filter": {name: {key: HERE}}}, "Organization", key)
        if not isinstance(inner, GraphQLInputObjectType) or "some" not in inner.fields:
            continue
        other = str(get_named_type(inner.fields["some"].type)).removesuffix("Filter")
        if other in VOCABULARY.nouns:
            for word in ("some", "none"):
                given = {"filter": {name: {word: {"id": {"in": ["x", HERE]}}}}}
                yield Naming(f"{root} {name} {word}", text, given, other, "id")


def writes(seen: Callable[[str], str]) -> Iterator[Naming]:
    """Each place of each mutation's input at which a record is named; `seen`: an id of a noun for the other places."""
    for name in MUTATIONS:
        given = inputs.fitting(name)
        items = given["items"][0] if MUTATIONS[name].many else given
        for place, noun in _places(items, ()):
            for key in _KEYS:
                filled = _filled(items, seen)
                _set(filled, place, {key: HERE})
                variables = {"input": {"items": [filled]} if MUTATIONS[name].many else filled}
                yield Naming(f"{name} {'.'.join(map(str, place))} {key}", document(name), variables, noun, key)


_NOUN_OF = {f"{noun}-1": noun for noun in VOCABULARY.nouns} | {f"{noun}-2": noun for noun in VOCABULARY.nouns}


def _noun_of(value: Any) -> str | None:
    """The noun that a look-up of a fitting input is of."""
    return _NOUN_OF.get(value.get("externalId", "")) if isinstance(value, dict) and len(value) == 1 else None


def _places(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], str]]:
    noun = _noun_of(value)
    if noun is not None:
        yield path, noun
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _places(inner, (*path, key))


def _filled(value: Any, seen: Callable[[str], str]) -> Any:
    noun = _noun_of(value)
    if noun is not None:
        return {"id": seen(noun)}
    if isinstance(value, dict):
        return {key: _filled(inner, seen) for key, inner in value.items()}
    return [_filled(inner, seen) for inner in value] if isinstance(value, list) else value


def _set(value: Any, path: tuple[Any, ...], put: Any) -> None:
    for key in path[:-1]:
        value = value[key]
    value[path[-1]] = put


def _some(kind: Any) -> str:
    """A few fields of a type that hold plain values."""
    assert isinstance(kind, GraphQLObjectType)
    return " ".join(
        [
            "__typename",
            *(n for n, f in kind.fields.items() if n in ("id", "externalId", "version", "createdAt") and not f.args),
        ]
    )
