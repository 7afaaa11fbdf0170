"""Every place of a read at which a client gives a word: strings, ids, dates, cursors, keys of fields, enums."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

from graphcrm.vocabulary.words import VOCABULARY
from tests.records.mutations.inputs import SCHEMA
from tests.rights.naming import HERE

_NUMBERS = {"Int", "Float", "Boolean"}
_NEEDED: dict[str, Any] = {"text": "a", "kind": "ALL", "on": "2026-01-01", "id": "x", "ids": ["x"], "property": "name"}


@dataclass(frozen=True)
class Place:
    """A document with one variable, and what it holds with HERE where the word goes."""

    name: str
    text: str
    value: Any
    kind: str

    def given(self, word: str) -> dict[str, Any]:
        return {"v": _put(self.value, word)}


def _put(value: Any, word: str) -> Any:
    if isinstance(value, dict):
        return {key: _put(inner, word) for key, inner in value.items()}
    if isinstance(value, list):
        return [_put(inner, word) for inner in value]
    return word if value == HERE else value


def places() -> Iterator[Place]:
    """Arguments of the root, and those of the fields of each noun, one level down."""
    query = SCHEMA.query_type
    assert query is not None
    for name, field in query.fields.items():
        yield from _of_field(name, field, "{ %s }")
    nouns = {noun.plural: name for name, noun in VOCABULARY.nouns.items()}
    for root in query.fields:
        kind = SCHEMA.type_map.get(nouns.get(root, ""))
        if isinstance(kind, GraphQLObjectType):
            for name, field in kind.fields.items():
                yield from _of_field(name, field, f"{{ {root}(first: 3) {{ nodes {{ %s }} }} }}", root)


def _of_field(name: str, field: GraphQLField, around: str, root: str = "") -> Iterator[Place]:
    for argument, one in field.args.items():
        for value, kind in _values(one.type, 0):
            others = {n: a for n, a in field.args.items() if n != argument and isinstance(a.type, GraphQLNonNull)}
            given = [f"{n}: {_literal(n, a)}" for n, a in others.items()]
            call = f"{name}({', '.join([f'{argument}: $v', *given])}) {_selection(field)}"
            yield Place(f"{root} {name} {argument} {value}", f"query($v: {one.type}) " + around % call, value, kind)


def _literal(name: str, argument: GraphQLArgument) -> str:
    bare = get_named_type(argument.type)
    if isinstance(bare, GraphQLInputObjectType):
        return '{externalId: "x"}'
    value = _NEEDED.get(name, "a")
    if isinstance(bare, GraphQLEnumType):
        return str(value if value in bare.values else next(iter(bare.values)))
    return '["x"]' if isinstance(value, list) else f'"{value}"'


def _selection(field: GraphQLField) -> str:
    bare = get_named_type(field.type)
    if not isinstance(bare, GraphQLObjectType | GraphQLInterfaceType):
        return ""
    return "{ __typename }" if "totalCount" not in bare.fields else "{ totalCount nodes { __typename } }"


def _values(kind: Any, depth: int) -> Iterator[tuple[Any, str]]:
    """Values with HERE in one place, each with the type of that place."""
    bare = get_nullable_type(kind)
    if is_list_type(bare):
        for value, name in _values(bare.of_type, depth):
            yield [value], name
    elif isinstance(bare, GraphQLEnumType):
        yield HERE, "enum"
    elif isinstance(bare, GraphQLScalarType):
        if bare.name not in _NUMBERS:
            yield HERE, bare.name
    elif isinstance(bare, GraphQLInputObjectType):
        yield from _of_input(bare, depth)


def _of_input(bare: GraphQLInputObjectType, depth: int) -> Iterator[tuple[Any, str]]:
    needed = {n for n, f in bare.fields.items() if isinstance(f.type, GraphQLNonNull) and n != "direction"}
    for name, one in bare.fields.items():
        inner = get_named_type(one.type)
        deep = isinstance(inner, GraphQLInputObjectType) and ("and" in inner.fields or "some" in inner.fields)
        if deep and depth >= 1:
            continue
        for value, kind in _values(one.type, depth + 1 if deep else depth):
            extra: dict[str, Any] = {"key": "segment"} if "key" in needed and name != "key" else {}
            extra |= {"field": "NAME"} if "field" in needed and name != "field" else {}
            yield {**extra, name: value}, kind
