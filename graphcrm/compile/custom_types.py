"""The GraphQL types of custom fields, shared by all nouns and edges: entries, inputs, conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLField,
    GraphQLFloat,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from graphcrm.compile import kinds
from graphcrm.compile.declarations import Property
from graphcrm.compile.scalars import DATE, FIELD_KEY

if TYPE_CHECKING:  # it makes all filters, and this one among them
    from graphcrm.compile.inputs import Inputs

_STRINGS = GraphQLList(GraphQLNonNull(GraphQLString))
_KEYS = GraphQLList(GraphQLNonNull(FIELD_KEY))
# Read by the compiler too: the arguments are the same wherever the field stands.
ARGUMENTS = {"keys": GraphQLArgument(_KEYS)}


def entries(money: GraphQLObjectType, type_: GraphQLEnumType) -> GraphQLField:
    """The field `customFields` of a record or a fact."""
    one = GraphQLObjectType(
        "CustomFieldValue",
        {
            "key": GraphQLField(GraphQLNonNull(FIELD_KEY), description="Which field."),
            "label": GraphQLField(GraphQLNonNull(GraphQLString), description="Its name for people."),
            "type": GraphQLField(GraphQLNonNull(type_), description="Which of the following holds the value."),
            "text": GraphQLField(GraphQLString, description="Of a TEXT."),
            "number": GraphQLField(GraphQLFloat, description="Of a NUMBER."),
            "money": GraphQLField(money, description="Of a MONEY."),
            "date": GraphQLField(DATE, description="Of a DATE."),
            "choice": GraphQLField(GraphQLString, description="Of a CHOICE."),
            "choices": GraphQLField(_STRINGS, description="Of a MULTI_CHOICE."),
            "boolean": GraphQLField(GraphQLBoolean, description="Of a BOOLEAN."),
            "url": GraphQLField(GraphQLString, description="Of a URL."),
        },
        description="The value of a custom field, in the one of its fields that fits its type; the others are null.",
    )
    listed = GraphQLNonNull(GraphQLList(GraphQLNonNull(one)))
    text = "The custom fields that have a value, in the order of their labels; `keys`: only these."
    return GraphQLField(listed, ARGUMENTS, description=text)


def given(money: GraphQLInputObjectType) -> GraphQLInputField:
    """`customFields` in the input of a write."""
    fields: dict[str, Any] = {
        "text": GraphQLString,
        "number": GraphQLFloat,
        "money": money,
        "date": DATE,
        "choice": GraphQLString,
        "choices": _STRINGS,
        "boolean": GraphQLBoolean,
        "url": GraphQLString,
    }
    one = GraphQLInputObjectType(
        "CustomFieldInput",
        {
            "key": GraphQLInputField(GraphQLNonNull(FIELD_KEY), description="Which field."),
            **{name: GraphQLInputField(typed) for name, typed in fields.items()},
        },
        description="A value for a custom field, under the one name that fits its type; null there clears it. A field "
        "that is not listed stays as it is.",
    )
    return GraphQLInputField(GraphQLList(GraphQLNonNull(one)))


def condition(inputs: Inputs) -> GraphQLInputField:
    """`custom` in the filter of a noun."""

    def fields() -> dict[str, GraphQLInputField]:
        kind = {
            "text": kinds.TEXT,
            "number": kinds.NUMBER,
            "money": kinds.MONEY,
            "date": kinds.DATE,
            "choice": kinds.CODE,
            "choices": kinds.TEXTS,
            "boolean": kinds.BOOLEAN,
            "url": kinds.TEXT,
        }
        return {
            "key": GraphQLInputField(GraphQLNonNull(FIELD_KEY), description="Which field."),
            **{name: GraphQLInputField(inputs.operators(Property(name, one, ""))) for name, one in kind.items()},
            "isNull": GraphQLInputField(GraphQLBoolean, description="Nothing is known (true), or something (false)."),
        }

    one = inputs.object(
        "CustomFieldFilter",
        fields,
        "A condition on a custom field, under the name that fits its type, or isNull. All of a list must hold.",
    )
    return GraphQLInputField(GraphQLList(GraphQLNonNull(one)))
