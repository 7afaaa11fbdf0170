"""Inputs made from the schema alone, so that a new mutation is tried without a test of its own: for each mutation one
that fits, and from it such as do not fit, in one place each."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLNonNull,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

from graphcrm.compile.declarations import Property, camel
from graphcrm.compile.mutations import Act, writable
from graphcrm.compile.planner import Planner
from graphcrm.graph.questions import library
from graphcrm.vocabulary.records import SENSITIVE
from graphcrm.vocabulary.words import VOCABULARY
from tests.records.mutations.writer import MUTATIONS

SCHEMA = Planner(VOCABULARY, library()).schema
LONG, CONTROL = "x" * 100_001, "a\x01b"
FREE = ("clientMutationId", "idempotencyKey")  # any text will do
_NOUNS = {f"{noun}By": noun for noun in VOCABULARY.nouns}
_TEXTS = {
    "country": "DE",
    "domain": "a.example",
    "emails": "new@a.example",
    "phones": "+49 40 5550100",
    "currency": "EUR",
    "externalId": "new",
    "address": "new@a.example",
}
_SCALARS: dict[str, Any] = {
    "Int": 1,
    "Float": 0.5,
    "Boolean": True,
    "Date": "2026-01-01",
    "DateTime": "2026-01-01T10:00:00Z",
    "Decimal": "10",
    "ID": "x",
}
# What no scalar of these names takes.
_NEVER: dict[str, list[Any]] = {
    "String": [5, True, {"a": 1}, ["a", "b"]],
    "ID": [True, 1.5, {"a": 1}],
    "Int": ["5", 1.5, 2**31, True, {}],
    "Float": ["0.5", True, {}],
    "Boolean": [1, "true", {}],
    "Date": ["2026-13-01", "2026-1-1", "", 5, "2026-01-01T00:00:00Z", "٢٠٢٦-٠١-٠١", "-2026-01-1", {}],
    "DateTime": ["2026-01-01", "x", "2026-01-01T10:00", 5, "9999-12-31T23:59:59-14:00", {}],
}


@dataclass(frozen=True)
class Case:
    """An input that must not be taken: what is wrong where, and whether types tell so already (else a user error)."""

    mutation: str
    what: str
    path: tuple[str, ...]
    given: dict[str, Any]
    typed: bool


def input_type(name: str) -> GraphQLInputObjectType:
    kind = SCHEMA.type_map[name[0].upper() + name[1:] + "Input"]
    assert isinstance(kind, GraphQLInputObjectType)
    return kind


def fitting(name: str) -> dict[str, Any]:
    """An input with every field that writers see, by types; whether what it names allows it is another matter."""
    if MUTATIONS[name].many:
        return {"items": [fitting(MUTATIONS[name].one)]}
    fields = input_type(name).fields
    left_out = {*FREE, *(camel(p.name) for p in MUTATIONS[name].noun.properties if p.sensitivity is SENSITIVE)}
    given = {field: one.type for field, one in fields.items() if field not in left_out and not _custom(one.type)}
    found = {field: _value(field, kind) for field, kind in given.items()}
    if "endedOn" in found:
        found["endedOn"] = "2026-12-31"
    found.pop("expectedVersion", None)
    second = [field for field, one in fields.items() if str(get_named_type(one.type)) in _NOUNS]
    for earlier, later in itertools.pairwise(second):
        if found[earlier] == found[later]:
            found[later] = {"externalId": found[later]["externalId"][:-1] + "2"}
    return found


def _custom(kind: GraphQLInputType) -> bool:
    """Whether these are values of custom fields, which follow from definitions and not from the schema."""
    bare = get_named_type(kind)
    return isinstance(bare, GraphQLInputObjectType) and any(str(f.type) == "FieldKey!" for f in bare.fields.values())


def _value(field: str, kind: GraphQLInputType) -> Any:
    bare = get_nullable_type(kind)
    if is_list_type(bare):
        return [_value(field, bare.of_type)]
    if isinstance(bare, GraphQLEnumType):
        return next(iter(bare.values))
    if isinstance(bare, GraphQLInputObjectType):
        if bare.name in _NOUNS:
            return {"externalId": f"{_NOUNS[bare.name]}-1"}
        names = [next(iter(bare.fields))] if bare.is_one_of else list(bare.fields)
        return {name: _value(name, bare.fields[name].type) for name in names}
    return _SCALARS.get(str(bare)) or _TEXTS.get(field, "Word")


def cases(name: str) -> Iterator[Case]:
    """All inputs that differ from the one that fits in one thing that must not be."""
    good = fitting(name)
    if MUTATIONS[name].many:
        yield Case(name, "none", ("items",), {"items": []}, typed=False)
        yield Case(name, "not a list of objects", ("items",), {"items": ["x"]}, typed=True)
        inner = next(cases(MUTATIONS[name].one))
        yield Case(name, inner.what, ("items", "0", *inner.path), {"items": [inner.given]}, inner.typed)
        return
    properties = _properties(name)
    for field, one in input_type(name).fields.items():
        if field in FREE or _custom(one.type):
            continue
        for what, path, value, typed in _wrong(field, one.type, good.get(field), properties.get(field)):
            if "hidden" not in what or MUTATIONS[name].permission == "write":  # administrators see every record
                yield Case(name, what, (field, *path), {**good, field: value}, typed)
        if isinstance(one.type, GraphQLNonNull):
            absent = {key: value for key, value in good.items() if key != field}
            yield Case(name, "absent", (field,), absent, typed=True)
    yield Case(name, "a field of nobody", (), {**good, "nobody": 1}, typed=True)
    yield Case(name, "a long key", ("idempotencyKey",), {**good, "idempotencyKey": "k" * 201}, typed=False)
    if "startedOn" in good and "endedOn" in good:
        wrong = {**good, "startedOn": "2026-12-31", "endedOn": "2026-01-01"}
        yield Case(name, "an end before the start", ("endedOn",), wrong, typed=False)


def _properties(name: str) -> dict[str, Property]:
    mutation = MUTATIONS[name]
    if mutation.act in (Act.ARCHIVE, Act.RESTORE, Act.SEVERAL):
        return {}
    return {camel(p.name): p for p in writable(mutation.edge or mutation.noun)}


Wrong = tuple[str, tuple[str, ...], Any, bool]


def _wrong(field: str, kind: GraphQLInputType, good: Any, prop: Property | None) -> Iterator[Wrong]:
    """What is wrong, the path below the field, the value, and whether types tell."""
    bare = get_nullable_type(kind)
    if isinstance(kind, GraphQLNonNull):
        yield "null", (), None, True
    if is_list_type(bare):
        for what, path, value, typed in _wrong(field, bare.of_type, good[0], prop):
            if not isinstance(value, list):
                yield f"a list with {what}", ("0", *path), [value], typed
        most = 2000 if field == "places" else 500
        yield f"{most + 1} of them", (), [good[0]] * (most + 1), True
    elif isinstance(bare, GraphQLEnumType):
        for value in ("NOPE", 5, True, {}):
            yield "no word of the list", (), value, True
    elif isinstance(bare, GraphQLInputObjectType):
        yield from _wrong_object(bare, good, {})
    elif str(bare) == "Decimal":
        for value in ("abc", "NaN", "-Infinity", "1e999999999", "9" * 40, ""):
            yield "no amount", (), value, False
    else:
        for value in _NEVER.get(str(bare), [True, 1.5, {"a": 1}]):
            yield f"{value!r}, of another type", (), value, True
        yield from _wrong_value(field, str(bare), prop, required=isinstance(kind, GraphQLNonNull))


def _wrong_object(kind: GraphQLInputObjectType, good: Any, below: dict[str, Property]) -> Iterator[Wrong]:
    yield "no object", (), "x", True
    yield "a field of nobody", (), {**good, "nobody": 1}, True
    if kind.is_one_of:
        yield "nothing to look up by", (), {}, True
        yield "a look-up by null", (), {next(iter(kind.fields)): None}, True
    if kind.name in _NOUNS:
        yield from _wrong_names(_NOUNS[kind.name])
        return
    for name, one in kind.fields.items():
        if name in good:
            for what, path, value, typed in _wrong(name, one.type, good[name], below.get(name)):
                # A look-up of one of several nouns is told by the path of the choice.
                yield what, () if kind.is_one_of and not typed else (name, *path), {**good, name: value}, typed


def _wrong_names(noun: str) -> Iterator[Wrong]:
    """Keys that lead to no record of a noun."""
    other = next(n for n in VOCABULARY.nouns.values() if n.name != noun and n.governed)
    yield "two keys", (), {"id": "x", "externalId": "y"}, True
    for what, by in {
        "an unknown id": {"id": f"{VOCABULARY.nouns[noun].prefix}_unknown"},
        "an id of another noun": {"id": f"{other.prefix}_1"},
        "an unknown external id": {"externalId": "nobody"},
        "an external id of another noun": {"externalId": f"{other.name}-1"},
        "a long id": {"id": LONG},
        "a control character": {"externalId": CONTROL},
        "an empty id": {"id": ""},
        "a hidden id": {"id": f"{VOCABULARY.nouns[noun].prefix}_3"},
        "a hidden external id": {"externalId": f"{noun}-3"},
    }.items():
        if "hidden" not in what or noun not in ("User", "Team"):  # of these all are seen
            yield what, (), by, False


def _wrong_value(field: str, scalar: str, prop: Property | None, *, required: bool) -> Iterator[Wrong]:
    """Values of the right type that are wrong all the same."""
    if scalar == "String":
        yield "a long text", (), LONG, False
        yield "a control character", (), CONTROL, False
        if required or (prop is not None and prop.required and prop.default is None and not prop.made_of):
            yield "an empty text", (), " \t", False
    if field == "expectedVersion":
        yield "a stale version", (), -1, False
    if field in ("emails", "phones"):
        yield "no address", (), "1@", False
    if prop is not None and scalar in ("Int", "Float"):
        for bound, step in ((prop.minimum, -1), (prop.maximum, 1)):
            if bound is not None:
                yield "out of range", (), int(bound) + step, False
    if prop is not None and prop.pattern is not None:
        yield "of another form", (), "deu", False
