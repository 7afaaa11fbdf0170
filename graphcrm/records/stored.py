"""Stored forms: what a value of the vocabulary becomes in the graph, with its companions.

Every write passes through here, so that order, comparison and search find the same forms whoever wrote.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from graphcrm.compile.declarations import Noun, Property
from graphcrm.measures import normal_forms
from graphcrm.records.enciphered import Secret

SEARCHED = " | "


def text(value: str) -> str | None:
    """A text as it is kept: NFC, without control characters, trimmed; None where nothing is left."""
    if value.isascii() and value.isprintable():
        return value.strip() or None
    kept = unicodedata.normalize("NFC", value)
    kept = "".join(" " if c in "\t\n\r" else c for c in kept if c in "\t\n\r" or unicodedata.category(c) != "Cc")
    return kept.strip() or None


def native(value: Any) -> Any:
    """The driver's dates and instants as Python's. An instant has no name of a zone, so that none is written."""
    found = value.to_native() if hasattr(value, "to_native") else value
    return found.astimezone(UTC) if isinstance(found, datetime) else found


def properties(declared: Iterable[Property], values: Mapping[str, Any]) -> dict[str, Any]:
    """The stored properties of `values` (by declared name; money as (amount, currency)); None removes one."""
    found: dict[str, Any] = {}
    for prop in declared:
        if prop.name in values:
            found.update(of(prop, values[prop.name]))
    return found


def amount(prop: Property, value: str | None) -> dict[str, Any]:
    """The stored properties of an amount, without its currency."""
    name = prop.name
    if prop.enciphered:
        return {name: secret(prop, value)}
    return {name: value, f"{name}_key": None if value is None else float(value)}


def secret(prop: Property, value: Any) -> Any:
    """A value as it is kept of a property: of an enciphered one a Secret."""
    return Secret(value) if prop.enciphered and value is not None else value


def of(prop: Property, value: Any) -> dict[str, Any]:
    """The stored properties of one value."""
    name, kind = prop.name, prop.kind.name
    if kind == "Money":
        number, currency = value if value else (None, None)
        return {**amount(prop, number), f"{name}_currency": secret(prop, currency)}
    if prop.normal and value is not None:
        value = normal_forms.NORMAL_FORMS[prop.normal](value)
    if prop.enciphered:
        return {name: secret(prop, value)}
    if not prop.kind.keyed:
        return {name: value}
    return {name: value, f"{name}_key": None if value is None else _key(kind, value)}


def _key(kind: str, value: Any) -> Any:
    if kind == "Texts":
        return [normal_forms.fold(word) for word in value]
    return normal_forms.email(value) if kind == "Email" else normal_forms.sort_key(value)


def search_text(noun: Noun, stored: Mapping[str, Any]) -> str | None:
    """What search finds a record by: the words of its name, a bar, the words of its other fields."""
    name = [word for p in noun.properties if p.search == "name" for word in _words(stored.get(p.name))]
    other = [word for p in noun.properties if p.search == "other" for word in _words(stored.get(p.name))]
    return f"{' '.join(name)}{SEARCHED}{' '.join(other)}" if name or other else None


def _words(value: Any) -> list[str]:
    parts = value if isinstance(value, list) else [value] if value else []
    return [word for part in parts for word in normal_forms.search_words(str(part))]


def contact_point(medium: str, address: str) -> dict[str, Any]:
    """The stored form of an address: as written, its key (`EMAIL`: lower case; `PHONE`: E.164; `POST`: folded), its
    domain."""
    if medium == "EMAIL":
        key = normal_forms.email(address)
        domain = normal_forms.domain(key.rpartition("@")[2])
        return {"medium": medium, "address": address, "address_key": key, "domain": domain}
    key = normal_forms.phone(address) if medium == "PHONE" else normal_forms.fold(address)
    return {"medium": medium, "address": address, "address_key": key, "domain": None}
