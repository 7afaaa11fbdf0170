"""What a statement says of custom fields: their values in a row, conditions on them, keys of an order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from graphcrm.access.sensitivity import Act
from graphcrm.compile import decoding, enciphered, values
from graphcrm.compile.custom_fields import CustomField
from graphcrm.compile.custom_types import ARGUMENTS
from graphcrm.compile.objects import Group
from graphcrm.compile.rules import HERE, not_usable
from graphcrm.compile.statement import Built
from graphcrm.compile.values import NULL, Leaf
from graphcrm.errors import BadUserInput

if TYPE_CHECKING:  # the parts of a compilation refer to each other; `compilation` joins them
    from graphcrm.compile.compilation import Compilation
    from graphcrm.compile.filters import Filters
    from graphcrm.compile.pasts import Told

_MOST = 100
Entry = Callable[[Any], dict[str, Any]]


class CustomParts:
    """Compiles the field `customFields` of records and facts."""

    def __init__(self, compilation: Compilation) -> None:
        self._c = compilation

    def values(self, group: Group, owner: str, at: str, told: Told | None = None) -> Built:
        """The entries of the node or edge `at`; `told`: as they were on a day, by the definitions of now. The database
        gives the values in the order of the definitions, the rest of an entry is known when the plan is made."""
        c = self._c
        keys = values.arguments(group[0], ARGUMENTS, c.variables).get("keys", NULL)
        chosen = list(c.fields.of(owner).values())
        if keys.sample is not None:
            if len(keys.sample) > _MOST:
                raise BadUserInput(f"At most {_MOST} keys at once; {len(keys.sample)} were given.")
            wanted = {c.fields.usable(owner, key).key for key in keys.sample}
            chosen = [one for one in chosen if one.key in wanted]
        selected = [(key, nodes) for key, nodes in c.selections.of(group, lambda _: True).items()]
        entries = [self._entry(one, selected) for one in chosen]
        items = ", ".join(self._shown(one, owner, at, told) for one in chosen)
        deciphered = c.deciphered() if told or any(one.property.enciphered for one in chosen) else None
        built = Built(f"[{items}]", _present(entries, deciphered))
        for one in chosen:
            built = c.noting.property(built, owner, one.property, at, None)
        return built

    def _shown(self, field: CustomField, owner: str, at: str, told: Told | None) -> str:
        prop, pasts = field.property, self._c.pasts
        if field.type == "MONEY":
            amount, currency = pasts.money(owner, prop, at, told)
            return f"CASE WHEN {amount} IS NOT NULL THEN [{amount}, {currency}] END"
        if told is not None:
            return told.of(prop)
        if prop.enciphered:
            value = enciphered.cell(self._c.vocabulary, owner, at, prop.name, prop.kind)
        else:
            value = prop.kind.shown.replace("{x}", f"{at}.{prop.name}")
        return self._c.rules.guarded(owner, prop.name, at, value)

    def _entry(self, field: CustomField, selected: Sequence[tuple[str, Group]]) -> Entry:
        """What makes an entry of a value."""
        known = {"key": field.key, "label": field.label, "type": field.type, "__typename": "CustomFieldValue"}
        constant = {key: known.get(nodes[0].name.value) for key, nodes in selected}
        own = [(key, nodes) for key, nodes in selected if nodes[0].name.value == field.value]
        readers = [(key, self._money(nodes) if field.type == "MONEY" else None) for key, nodes in own]

        def entry(value: Any) -> dict[str, Any]:
            found = dict(constant)
            for key, change in readers:
                found[key] = value if change is None else change(value)
            return found

        return entry

    def _money(self, group: Group) -> decoding.Decoder:
        positions = {"amount": 0, "currency": 1}
        parts = [
            (key, positions.get(n[0].name.value)) for key, n in self._c.selections.of(group, lambda _: True).items()
        ]
        return lambda value: {key: "Money" if at is None else value[at] for key, at in parts}


def _present(entries: list[Entry], deciphered: decoding.Decoder | None) -> decoding.Decoder:
    def opened(value: Any) -> Any:
        if deciphered is None:
            return value
        amount = isinstance(value, list) and any(decoding.is_ciphertext(part) for part in value)
        return [deciphered(part) for part in value] if amount else deciphered(value)

    return lambda found: [
        entry(opened(value)) for entry, value in zip(entries, found, strict=True) if value is not None
    ]


def conditions(filters: Filters, given: list[Any], owner: str, at: str, as_of: str) -> list[str]:
    """The conditions of the key `custom` of a lifted filter."""
    found: list[str] = []
    for one in given:
        field = filters.fields().usable(owner, one["key"].sample)
        if not filters.rules.may(Act.FILTER, owner, field.property):
            raise not_usable(field.key, f"{owner}.{field.name}")
        filters.noting.used(owner, field.property)
        stated = {name: value for name, value in one.items() if name != "key" and value is not NULL}
        for name in stated:
            if name not in (field.value, "isNull"):
                raise BadUserInput(f"The custom field {field.key!r} is {field.type}: filter it by `{field.value}`.")
        if not stated:
            raise BadUserInput(f"Say what the custom field {field.key!r} must be: give `{field.value}` or `isNull`.")
        if "isNull" in stated:
            kept = filters.rules.stored(field.property).replace(HERE, at)
            found.append(f"{kept} IS {'NULL' if stated['isNull'].sample else 'NOT NULL'}")
        value = stated.get(field.value)
        if value is not None and field.property.enciphered:
            raise BadUserInput(
                f"The custom field {field.key!r} is kept enciphered: filter it by `isNull` alone.",
                reason="FIELD_NOT_USABLE",
            )
        if isinstance(value, Leaf):  # unlike a declared truth value, one that nobody stated is not false
            found.append(f"{at}.{field.name} = {'true' if value.sample else 'false'}")
        elif value is not None:
            found.extend(filters.property(field.property, value, at, as_of))
    return found
