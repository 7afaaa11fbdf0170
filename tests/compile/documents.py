"""Random documents from the schema itself: a new field is asked for without anybody writing a test."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
)

from graphcrm.compile.custom_fields import VALUES
from tests.compile.worlds import FIELDS, NAMES, WORDS, World

_TEXTS = [*NAMES, *WORDS, "a", "ni", "Ö", "x", "s", "t", "me", "energy", "kiel", "malmo"]
_CODES = ["DE", "SE", "a.example", "LEAD", "x", "per-1", "org-2", "rol-3", "EUR", "de"]

# Conditions that fit a custom field, by its key: the field of the condition, the operator, values.
_FIELDS: dict[str, list[tuple[str, str | None, list[Any]]]] = {
    "tier": [("text", "contains", ["n", "Ö"]), ("text", "eq", ["nord", "A"]), ("choice", "in", [["u"]])],
    "margin": [("number", "gt", [0.0]), ("number", "eq", [3.0])],
    "worth": [("money", "lte", ["150"])],
    "since": [("date", "gte", ["2026-11-19"])],
    "topics": [("choices", "has", ["v"])],
    "vip": [("boolean", None, [True, False])],
    "page": [("url", "contains", ["A.example"])],
}


@dataclass
class Enumeration:
    """An enum value inside a literal."""

    word: str


@dataclass
class Asked:
    """A document with its variables."""

    text: str
    variables: dict[str, Any]


@dataclass
class Documents:
    """Makes documents over one world. `asked` collects the fields that were asked for, by type; after about `most`
    fields one goes no deeper."""

    schema: GraphQLSchema
    world: World
    chance: random.Random
    asked: set[tuple[str, str]] = field(default_factory=set)
    left_out: frozenset[str] = frozenset()
    most: int = 26
    _variables: dict[str, tuple[str, Any]] = field(default_factory=dict)
    _roots: list[str] = field(default_factory=list)
    _budget: int = 0
    _owner: str = ""

    def document(self) -> Asked:
        """One to three root fields, the roots by turns."""
        self._variables, self._budget = {}, self.most
        query = self.schema.query_type
        assert query is not None
        parts = []
        for number in range(self.chance.choice([1, 1, 2, 3])):
            if not self._roots:
                self._roots = sorted(name for name in query.fields if name not in self.left_out)
                self.chance.shuffle(self._roots)
            name = self._roots.pop()
            parts.append(self._field("Query", name, query.fields[name], 0, alias=f"r{number}"))
        declared = ", ".join(f"${name}: {type_}" for name, (type_, _) in self._variables.items())
        head = f"query Q({declared}) " if declared else ""
        values = {name: value for name, (_, value) in self._variables.items() if value is not _ABSENT}
        return Asked(head + "{ " + " ".join(parts) + " }", values)

    # --- selections ----------------------------------------------------------------------------------------------

    def _field(self, owner: str, name: str, declared: GraphQLField, depth: int, alias: str = "") -> str:
        self._owner = _noun(owner)
        self.asked.add((owner, name))
        self._budget -= 1
        text = f"{alias}: {name}" if alias else name
        arguments = self._arguments(declared.args)
        if arguments:
            text += "(" + ", ".join(f"{key}: {value}" for key, value in arguments.items()) + ")"
        if self.chance.random() < 0.05 and not alias.startswith("r"):
            text += f" @{self.chance.choice(['skip', 'include'])}(if: {self._boolean()})"
        inner = get_named_type(declared.type)
        if isinstance(inner, GraphQLObjectType | GraphQLInterfaceType):
            text += " { " + self._selection(inner, depth + 1) + " }"
        return text

    def _boolean(self) -> str:
        if self.chance.random() < 0.5:
            return self.chance.choice(["true", "false"])
        return self._variable("Boolean!", self.chance.random() < 0.5)

    def _selection(self, type_: GraphQLNamedType, depth: int) -> str:
        assert isinstance(type_, GraphQLObjectType | GraphQLInterfaceType)
        names = [name for name in type_.fields if name not in self.left_out]
        plain = [name for name in names if not _composite(type_.fields[name])]
        deep = [name for name in names if _composite(type_.fields[name])]
        pages = {"nodes", "edges", "node", "pageInfo", "seats", "members"} & set(deep)
        if pages:
            chosen = self.chance.sample(sorted(pages), self.chance.randrange(1, len(pages) + 1))
            chosen += self.chance.sample(plain, min(len(plain), self.chance.randrange(3)))
        else:
            chosen = self.chance.sample(plain, min(len(plain), self.chance.randrange(1, 4)))
            if depth < 7 and self._budget > 0 and deep:
                # What no document has asked for yet comes first, so that few documents reach every field.
                new = [name for name in deep if (type_.name, name) not in self.asked]
                among = new if new and self.chance.random() < 0.8 else deep
                chosen += self.chance.sample(among, min(len(among), self.chance.choice([0, 1, 1, 2])))
        parts = [self._field(type_.name, name, type_.fields[name], depth) for name in dict.fromkeys(chosen)]
        if self.chance.random() < 0.15:
            parts.append("__typename")
        if parts and self.chance.random() < 0.1:
            parts[-1] = f"... on {type_.name} {{ {parts[-1]} }}"
        if isinstance(type_, GraphQLInterfaceType):
            for possible in self.chance.sample(list(self.schema.get_possible_types(type_)), 2):
                parts.append(f"... on {possible.name} {{ {self._plain(possible)} }}")
        return " ".join(parts) or "__typename"

    def _plain(self, type_: GraphQLObjectType) -> str:
        names = [n for n, f in type_.fields.items() if not _composite(f) and not f.args and n not in ("name", "kind")]
        chosen = self.chance.sample(names, 2)
        self.asked.update((type_.name, name) for name in chosen)
        return " ".join(chosen)

    # --- arguments -----------------------------------------------------------------------------------------------

    def _arguments(self, declared: dict[str, GraphQLArgument]) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, argument in declared.items():
            required = isinstance(argument.type, GraphQLNonNull)
            chance = 0.85 if name == "keys" else 0.55
            if name in ("after", "before") or (not required and self.chance.random() < chance):
                continue
            if name == "last" and "first" in found:
                continue
            found[name] = self._written(str(argument.type), self._value(name, argument.type, 0), name)
        if "first" in declared and "first" not in found and "last" not in found:
            found["first"] = str(self.chance.randrange(1, 5))
        return found

    def _written(self, type_: str, value: Any, name: str) -> str:
        """The value as a literal, or as a variable of the argument's type."""
        if self.chance.random() < 0.4:
            return self._variable(type_, _plain(value))
        return literal(value)

    def _variable(self, type_: str, value: Any) -> str:
        name = f"v{len(self._variables)}"
        self._variables[name] = (type_, value)
        return f"${name}"

    def _value(self, name: str, type_: Any, depth: int) -> Any:
        if isinstance(type_, GraphQLNonNull):
            return self._value(name, type_.of_type, depth)
        if isinstance(type_, GraphQLList):
            size = self.chance.randrange(1, 4) if name != "orderBy" else self.chance.randrange(1, 3)
            return [self._value(name, type_.of_type, depth) for _ in range(size)]
        if isinstance(type_, GraphQLEnumType):
            return Enumeration(self.chance.choice(list(type_.values)))
        if isinstance(type_, GraphQLInputObjectType):
            return self._input(type_, depth)
        return self._scalar(name, type_.name)

    def _input(self, type_: GraphQLInputObjectType, depth: int) -> dict[str, Any]:
        fields = type_.fields
        if type_.name == "CustomFieldFilter":
            return self._custom()
        if "custom" in fields:
            self._owner = _noun(type_.name)
        if "custom" in fields and "direction" in fields:
            word = "custom" if self._speaks_of_fields() else "field"
            value = Enumeration(self.chance.choice(["ASC", "DESC"]))
            return {word: self._value(word, fields[word].type, depth), "direction": value}
        if type_.is_one_of:
            name = self.chance.choice(list(fields))
            return {name: self._value(name, fields[name].type, depth)}
        required = [name for name, f in fields.items() if isinstance(f.type, GraphQLNonNull) and name != "direction"]
        names = [n for n in fields if n not in required and (depth < 3 or not _nests(fields[n].type))]
        if "custom" in names and not self._speaks_of_fields():
            names.remove("custom")
        chosen = required or self.chance.sample(names, min(len(names), self.chance.choice([1, 1, 2])))
        if "direction" in fields and self.chance.random() < 0.7:
            chosen = [*chosen, "direction"]
        owner, found = self._owner, {}
        for name in chosen:
            self._owner = owner
            found[name] = self._value(name, fields[name].type, depth + 1)
        return found

    def _speaks_of_fields(self) -> bool:
        """Whether to ask for a custom field here: seldom where none is defined, since that is refused."""
        return self.chance.random() < (0.5 if self._keys(public=True) else 0.02)

    def _keys(self, *, public: bool) -> list[str]:
        """The keys of what the value at hand is about; `public`: those that every role sees."""
        return [key for on, key, _, level in FIELDS if on == self._owner and (level == "PUBLIC" or not public)]

    def _key(self) -> str:
        """The key of a field: mostly one that is there and seen."""
        if self.chance.random() < 0.05:
            return self.chance.choice([*_FIELDS, "none"])
        keys = self._keys(public=self.chance.random() < 0.8)
        return self.chance.choice(keys or ["tier"])

    def _custom(self) -> dict[str, Any]:
        """A condition on a custom field: mostly one that fits its type."""
        c = self.chance
        key = self._key()
        type_ = next((t for on, k, t, _ in FIELDS if on == self._owner and k == key), "TEXT")
        fitting = [one for one in _FIELDS.get(key, []) if one[0] == VALUES[type_]]
        if not fitting or c.random() < 0.2:
            return {"key": key, "isNull": c.random() < 0.5}
        name, operator, values = c.choice(fitting)
        value = c.choice(values)
        return {"key": key, name: value if operator is None else {operator: value}}

    def _scalar(self, name: str, type_: str) -> Any:
        c = self.chance
        if type_ == "ID":
            return c.choice([*self.world.nodes, "per_99", "xxx", "org_1"])
        if type_ == "Date":
            return c.choice(["2026-11-20", "2026-11-21", "2025-10-16", "2024-06-03", "1980-01-03"])
        if type_ == "DateTime":
            return c.choice(["2026-01-01T00:02:00Z", "2026-05-05T01:00:00+02:00", "2026-12-01T00:00:00Z"])
        if type_ == "Moment":
            return c.choice(["2026-11-20", "2026-11-19", "2026-11-21T12:00:00Z"])
        if name == "fields":
            return c.choice(["name", "stage", "value", "leadStatus", "startedOn", "power", "birthday", "asOf"])
        if type_ == "Int":
            return c.randrange(1, 5)
        if type_ == "Float":
            return c.choice([0.2, 0.5, 54.3, 10.1, 80.0])
        if type_ == "Boolean":
            return c.random() < 0.5
        if type_ == "FieldKey":
            return self._key()
        if type_ == "Decimal":
            return c.choice(["100", "200.50"])
        if name in ("externalId", "domain", "country") or (type_ == "String" and c.random() < 0.3):
            return c.choice([*_CODES, *(n.values.get("external_id", "x") for n in self.world.nodes.values())])
        if name == "email":
            return c.choice(["a0@a.example", "B1@B.example", "nobody@a.example"])
        return c.choice(_TEXTS)


_ABSENT = object()


def _noun(type_name: str) -> str:
    """What a type or input speaks of, where fields may be defined on it: PersonFilter, PersonOrder, Person → Person."""
    return type_name.removesuffix("Filter").removesuffix("Order")


def _composite(field_: GraphQLField) -> bool:
    return isinstance(get_named_type(field_.type), GraphQLObjectType | GraphQLInterfaceType)


def _nests(type_: Any) -> bool:
    inner = get_named_type(type_)
    return (isinstance(inner, GraphQLInputObjectType) and "and" in inner.fields) or str(inner).endswith(
        "RelationFilter"
    )


def literal(value: Any) -> str:
    """A value in the GraphQL language."""
    if isinstance(value, Enumeration):
        return value.word
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {literal(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _plain(value: Any) -> Any:
    """A value as JSON, for a variable."""
    if isinstance(value, Enumeration):
        return value.word
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value
