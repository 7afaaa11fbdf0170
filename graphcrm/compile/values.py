"""Argument values: what is known when a plan is made, and what is read from the variables when it runs.

A plan is made once for a shape of variables and used for all values of that shape. Arguments are therefore lifted:
input objects and lists of them become dicts and lists (their form is part of the shape), everything else becomes a
`Leaf` that reads its value from the variables at run time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graphql import (
    FieldNode,
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    Undefined,
    ValueNode,
    VariableNode,
    get_named_type,
    value_from_ast,
)

from graphcrm.compile.scalars import Cursor

Variables = Mapping[str, Any]


class Leaf:
    """A value: `sample` as it was when the plan was made, `read(variables)` as it is now."""

    __slots__ = ("constant", "read", "sample")

    def __init__(self, sample: Any, read: Callable[[Variables], Any] | None = None) -> None:
        self.sample = sample
        self.constant = read is None
        self.read: Callable[[Variables], Any] = read if read is not None else lambda _variables: sample

    def map(self, change: Callable[[Any], Any]) -> Leaf:
        """The leaf with every value changed."""
        if self.constant:
            return Leaf(change(self.sample))
        read = self.read
        return Leaf(change(self.sample), lambda variables: change(read(variables)))


NULL = Leaf(None)
Lifted = Leaf | dict[str, Any] | list[Any]


def arguments(field: FieldNode, declared: Mapping[str, GraphQLArgument], variables: Variables) -> dict[str, Any]:
    """The lifted arguments of a field by name; what is absent and has no default is left out."""
    given = {argument.name.value: argument.value for argument in field.arguments or ()}
    found: dict[str, Any] = {}
    for name, argument in declared.items():
        lifted = lift(given[name], argument.type, variables) if name in given else None
        if lifted is not None:
            found[name] = lifted
        elif argument.default_value is not Undefined and argument.default_value is not None:
            found[name] = Leaf(argument.default_value)
    return found


def lift(node: ValueNode, type_: Any, variables: Variables) -> Lifted | None:
    """A lifted value; None where a variable was left out."""
    if isinstance(type_, GraphQLNonNull):
        type_ = type_.of_type
    if isinstance(node, VariableNode):
        name = node.name.value
        return lift_value(variables[name], type_, lambda v: v[name]) if name in variables else None
    if isinstance(node, NullValueNode):
        return NULL
    if isinstance(type_, GraphQLList):
        return _lift_list(node, type_.of_type, variables)
    if isinstance(type_, GraphQLInputObjectType) and isinstance(node, ObjectValueNode):
        return _lift_object(node, type_, variables)
    return Leaf(value_from_ast(node, type_))


def _lift_list(node: ValueNode, inner: Any, variables: Variables) -> Lifted:
    items = node.values if isinstance(node, ListValueNode) else (node,)
    lifted = [item for item in (lift(value, inner, variables) for value in items) if item is not None]
    if isinstance(get_named_type(inner), GraphQLInputObjectType):
        return lifted
    leaves = [leaf for leaf in lifted if isinstance(leaf, Leaf)]
    sample = [leaf.sample for leaf in leaves]
    if all(leaf.constant for leaf in leaves):
        return Leaf(sample)
    return Leaf(sample, lambda v: [leaf.read(v) for leaf in leaves])


def _lift_object(node: ObjectValueNode, type_: GraphQLInputObjectType, variables: Variables) -> dict[str, Any]:
    found: dict[str, Any] = {}
    given = {field.name.value: field.value for field in node.fields}
    for name, field in type_.fields.items():
        lifted = lift(given[name], field.type, variables) if name in given else None
        if lifted is not None:
            found[name] = lifted
        elif field.default_value is not Undefined:
            found[name] = Leaf(field.default_value)
    return found


def lift_value(value: Any, type_: Any, read: Callable[[Variables], Any]) -> Lifted:
    """A lifted coerced value that `read` finds in the variables."""
    if value is None:
        return NULL
    if isinstance(type_, GraphQLNonNull):
        type_ = type_.of_type
    if isinstance(type_, GraphQLInputObjectType):
        return {
            key: lift_value(inner, type_.fields[key].type, lambda v, k=key: read(v)[k])  # type: ignore[misc]
            for key, inner in value.items()
        }
    if isinstance(type_, GraphQLList) and isinstance(get_named_type(type_), GraphQLInputObjectType):
        return [
            lift_value(inner, type_.of_type, lambda v, i=index: read(v)[i])  # type: ignore[misc]
            for index, inner in enumerate(value)
        ]
    return Leaf(value, read)


def shaper(type_: Any) -> Callable[[Any], Any]:
    """The function that gives the shape of a variable of this type: what the text of a statement depends on."""
    if isinstance(type_, GraphQLNonNull):
        return shaper(type_.of_type)
    if isinstance(type_, GraphQLInputObjectType):
        return lambda value: None if value is None else _object_shape(type_, value)
    if isinstance(type_, GraphQLList):
        inner = shaper(type_.of_type)
        if isinstance(get_named_type(type_), GraphQLInputObjectType):
            return lambda value: None if value is None else tuple(map(inner, value))
        if get_named_type(type_).name == "ID":
            return lambda value: None if value is None else tuple(sorted({prefix(item) for item in value}))
        if get_named_type(type_).name == "FieldKey":
            return lambda value: None if value is None else tuple(value)
        return lambda value: value is None
    if isinstance(type_, GraphQLEnumType) or get_named_type(type_).name in ("Boolean", "FieldKey"):
        return lambda value: value
    if type_.name == "ID":
        return lambda value: None if value is None else prefix(value)
    if type_.name == "Cursor":
        return _cursor_shape
    return lambda value: value is None


def prefix(identifier: Any) -> str:
    """The part of an id before the underscore; empty where there is none."""
    head, underscore, _ = str(identifier).partition("_")
    return head if underscore and len(head) <= 4 else ""


def _object_shape(type_: GraphQLInputObjectType, value: dict[str, Any]) -> Any:
    return tuple((key, shaper(type_.fields[key].type)(inner)) for key, inner in value.items())


def _cursor_shape(value: Cursor | None) -> Any:
    return None if value is None else (value.tag, tuple(v is None for v in value.values))
