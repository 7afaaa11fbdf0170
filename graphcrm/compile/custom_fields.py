"""Custom fields: the properties that an installation defined for itself, as the compiler sees them.

A definition becomes a property like those of the vocabulary, stored under `x_<key>` with the same companions, so that
filters, orders, stored forms and rights are the same. The definitions come as one immutable value with a version: a
worker reads them again and again, and a plan made of an earlier version is made anew. Plans hold the names of stored
properties as text, so that the planner of the database sees what it would see of a declared property.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

from graphcrm.access.sensitivity import Act, Sensitivity
from graphcrm.compile import kinds
from graphcrm.compile.declarations import Noun, Property, camel
from graphcrm.compile.rules import Rules
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.errors import NotUsable
from graphcrm.measures.normal_forms import sort_key

STORED = "x_"
FIELD = "customFields"
LONGEST_KEY = 40
_KEY = re.compile(r"[a-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*", re.ASCII)
# What stands beside a value under its name: a key must not be taken for one.
_COMPANIONS = ("_key", "_currency")
_KINDS = {
    "TEXT": kinds.TEXT,
    "NUMBER": kinds.NUMBER,
    "MONEY": kinds.MONEY,
    "DATE": kinds.DATE,
    "CHOICE": kinds.CODE,
    "MULTI_CHOICE": kinds.TEXTS,
    "BOOLEAN": kinds.BOOLEAN,
    "URL": kinds.TEXT,
}
# By type: the field of CustomFieldValue, CustomFieldInput and CustomFieldFilter that is its own.
VALUES = {
    "TEXT": "text",
    "NUMBER": "number",
    "MONEY": "money",
    "DATE": "date",
    "CHOICE": "choice",
    "MULTI_CHOICE": "choices",
    "BOOLEAN": "boolean",
    "URL": "url",
}

# What a definition says, in the order of the fields of `CustomField`.
SAID = ("on", "key", "label", "type", "sensitivity", "required", "minimum", "maximum", "pattern", "choices")
# → every definition in force as one list, each in the order of `SAID`.
READ = """
MATCH (d:FieldDefinition) WHERE d.archived_at IS NULL
RETURN collect([d.on, d.key, d.label, d.type, d.sensitivity, d.required, d.minimum, d.maximum, d.pattern, d.choices])
"""


class FieldsWanted(Exception):
    """Raised where something is compiled without the custom fields and turns out to speak of them."""


class UnknownField(NotUsable):
    """A key that no field of the `owner` has that the viewer sees: the same words whether it is hidden or not there."""

    def __init__(self, owner: str, key: str) -> None:
        message = f"There is no custom field {key!r} here. `fieldDefinitions` lists those you see."
        super().__init__(message, [f"{owner}.{STORED}{key}"] if is_key(key) else [])


def is_key(key: str) -> bool:
    """Whether a word can be the key of a custom field: it becomes part of the name of a stored property."""
    return len(key) <= LONGEST_KEY and _KEY.fullmatch(key) is not None and not key.endswith(_COMPANIONS)


def names(stored: Iterable[str]) -> set[str]:
    """The names of custom fields (`x_tier`) among those of stored properties."""
    return {name for name in stored if name.startswith(STORED) and not name.endswith(_COMPANIONS)}


def whole(changed: Iterable[str], stored: Iterable[str]) -> list[str]:
    """Stored properties that changed, among those that are `stored`: an amount of a custom field with its currency."""
    found = dict.fromkeys(changed)
    for name in stored:
        amount = name.removesuffix("_currency")
        if name.startswith(STORED) and name != amount and (name in found or amount in found):
            found.update(dict.fromkeys((amount, name)))
    return list(found)


@dataclass(frozen=True)
class CustomField:
    """One definition in force; `type` is a key of `VALUES`, `on` a noun or an edge type."""

    on: str
    key: str
    label: str
    type: str
    sensitivity: Sensitivity
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None
    choices: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The stored property."""
        return f"{STORED}{self.key}"

    @property
    def value(self) -> str:
        """The field of inputs, filters and entries that holds its value."""
        return VALUES[self.type]

    @cached_property
    def property(self) -> Property:
        """The property it is. Its own rules are judged apart (`records.custom_values`)."""
        return Property(self.name, _KINDS[self.type], self.label, self.sensitivity)


def field(row: Iterable[Any]) -> CustomField:
    """A field from a row of `READ`."""
    on, key, label, type_, sensitivity, required, minimum, maximum, pattern, choices = row
    level = Sensitivity.__members__.get(sensitivity, Sensitivity.SENSITIVE)  # what says nothing is told to nobody
    return CustomField(on, key, label, type_, level, bool(required), minimum, maximum, pattern, tuple(choices or ()))


class CustomFields:
    """All definitions in force. `version` tells two different sets apart."""

    def __init__(self, fields: Iterable[CustomField] = ()) -> None:
        # A key that is none cannot have been written by us, and would stand in statements as text.
        usable = [one for one in fields if is_key(one.key) and one.type in VALUES]
        self.all = tuple(sorted(usable, key=lambda one: (one.on, sort_key(one.label), one.key)))
        self.version = blake2b(repr(self.all).encode(), digest_size=8).hexdigest()
        self._seen: dict[Rules, FieldsSeen] = {}

    def seen(self, rules: Rules) -> FieldsSeen:
        """Those that a lens sees."""
        if rules not in self._seen:
            self._seen[rules] = FieldsSeen(self, rules)
        return self._seen[rules]


NONE = CustomFields()


class FieldsSeen:
    """The fields that one lens sees. What it does not see, or sees a mask of, is not there."""

    def __init__(self, fields: CustomFields, rules: Rules) -> None:
        self.version = fields.version
        self._vocabulary = rules.vocabulary
        self._of: dict[str, dict[str, CustomField]] = {}
        for one in fields.all:
            if sees(rules, one.on, one.name, one.sensitivity):
                self._of.setdefault(one.on, {})[one.key] = one

    def of(self, owner: str) -> Mapping[str, CustomField]:
        """The fields of a noun or edge type by key, in the order of their labels; of an abstract noun those that all
        its nouns have with the same type."""
        if owner not in self._vocabulary.abstracts:
            return self._of.get(owner, {})
        first, *others = (self._of.get(noun, {}) for noun in self._vocabulary.concrete(owner))
        return {k: f for k, f in first.items() if all(k in one and one[k].type == f.type for one in others)}

    def usable(self, owner: str, key: str) -> CustomField:
        """The field of this key. UnknownField where the viewer sees none."""
        found = self.of(owner).get(key)
        if found is None:
            raise UnknownField(owner, key)
        return found

    def may(self, rules: Rules, act: Act) -> list[str]:
        """The facts of these fields with which an act is allowed."""
        named = ((owner, one) for owner, fields in self._of.items() for one in fields.values())
        return [f"{owner}.{one.name}" for owner, one in named if rules.may(act, owner, one.property)]

    @property
    def facts(self) -> list[str]:
        """What they are called in the policy and in changes: `Person.x_tier`."""
        return [f"{owner}.{one.name}" for owner, fields in self._of.items() for one in fields.values()]


def sees(rules: Rules, on: str, name: str, sensitivity: Sensitivity) -> bool:
    """Whether a lens sees a field of this class on a noun or edge type."""
    edge = rules.vocabulary.edges.get(on)
    return (edge is None or rules.sees_edge(edge)) and rules.lens.shows(f"{on}.{name}", sensitivity)


def told(name: str) -> str:
    """What users call the field of a stored name: external_id → externalId, x_tier → customFields.tier."""
    return f"{FIELD}.{name.removeprefix(STORED)}" if name.startswith(STORED) else camel(name)


def stored_name(name: str) -> str:
    """The stored name of what users call a field: externalId → external_id, customFields.tier → x_tier."""
    if name.startswith(f"{FIELD}."):
        return f"{STORED}{name.removeprefix(f'{FIELD}.')}"
    return re.sub(r"[A-Z]", lambda found: f"_{found[0].lower()}", name)


def definitions(vocabulary: Vocabulary) -> Noun | None:
    """The noun whose records are definitions."""
    return next((noun for noun in vocabulary.nouns.values() if noun.defines), None)
