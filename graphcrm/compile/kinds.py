"""Kinds of values: how one is stored, shown in GraphQL, compared in filters, and masked.

A kind is a small table; a property names its kind, and schema, filter inputs, import and masks follow from it.
Stored forms: Text keeps a folded sort key beside it (`name_key`, see `measures.normal_forms.sort_key`), an e-mail
address its lower-case form (`address_key`), Texts the folds of their words (`tags_key`); Money keeps
`<name>` as a canonical decimal string, `<name>_key` as a number for order and `<name>_currency`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of value. `operators` are those of its filter input; `shown` is Cypher with {x} for the stored value;
    `masked` the same for viewers who see a mask (null unless said otherwise)."""

    name: str
    graphql: str
    operators: tuple[str, ...]
    shown: str = "{x}"
    masked: str = "null"
    keyed: bool = False


_ORDERED = ("eq", "in", "lt", "lte", "gt", "gte", "isNull")

_WORDED = ("eq", "in", "contains", "startsWith", "lt", "gte", "isNull")

TEXT = Kind("Text", "String", _WORDED, keyed=True)
NAME = Kind(
    "Name",
    "String",
    _WORDED,
    masked="CASE WHEN {x} IS NOT NULL THEN reduce(s = '', w IN split({x}, ' ') | s + left(w, 1) + '.') END",
    keyed=True,
)
CODE = Kind("Code", "String", ("eq", "in", "startsWith", "isNull"))
CHOICE = Kind("Choice", "String", ("eq", "in", "isNull"))
EMAIL = Kind(
    "Email",
    "String",
    ("eq", "in", "contains", "startsWith", "isNull"),
    masked="CASE WHEN {x} IS NOT NULL THEN left({x}, 1) + '***@***' END",
    keyed=True,
)
PHONE = Kind(
    "Phone",
    "String",
    ("eq", "in", "contains", "isNull"),
    masked="CASE WHEN {x} IS NOT NULL THEN '*** ' + right({x}, 2) END",
)
INTEGER = Kind("Integer", "Int", _ORDERED)
NUMBER = Kind("Number", "Float", _ORDERED)
BOOLEAN = Kind("Boolean", "Boolean", ())
DATE = Kind("Date", "Date", _ORDERED, shown="toString({x})")
INSTANT = Kind("Instant", "DateTime", ("lt", "lte", "gt", "gte", "isNull"), shown="toString({x})")
TEXTS = Kind("Texts", "[String!]", ("has", "hasAny", "isNull"), keyed=True)
# Ids of teams, each named in inputs and files as any record is.
TEAMS = Kind("Teams", "[String!]", ())
JSON = Kind("Json", "JSON", ())  # kept as its text
MONEY = Kind("Money", "Money", ("lt", "lte", "gt", "gte", "isNull"), keyed=True)
