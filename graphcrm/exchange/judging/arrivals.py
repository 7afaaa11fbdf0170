"""What a row says of a person or an organization that it would make, as records are compared, and what it says of the
record that it turned out to be: it fills what is empty there and adds to lists, and takes nothing away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from graphcrm.compile.hanging import SAID
from graphcrm.exchange.columns import Parsed
from graphcrm.exchange.native import AUDIENCE, NativeFile
from graphcrm.exchange.reading import Fault

_UNITS = ("DIVISION", "DEPARTMENT", "TEAM")
_PROFILES = ("linkedin", "x", "facebook", "website")
# Wishes of any are kept: a row says these of a record that is there, never the contrary.
_WISHES = ("do_not_contact", "objects_to_profiling")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A row that would make a record, with the teams it would be for alone."""

    row: Parsed
    audience: tuple[str, ...]


def arriving(rows: Iterable[Parsed], teams: Callable[[Parsed], dict[str, Any] | Fault]) -> Iterator[Arrival]:
    """Of rows whose ids nothing has those that make a record that is compared: units are not. `teams` tells for which
    it would be, or what is wrong with these."""
    for row in rows:
        if row.lacks is None and _value(row, "kind") not in _UNITS:
            audience = teams(row)
            if not isinstance(audience, Fault):
                yield Arrival(row, tuple(audience.get(SAID) or ()))


def told(native: NativeFile, row: Parsed) -> dict[str, list[Any]]:
    """What is compared of it: of each field the values."""
    address: dict[str, list[Any]] = {"email": _addresses(row, "emails"), "phone": _addresses(row, "phones")}
    names = {"name": "name", "city": "city", "country": "country"}
    if native.label == "Person":
        names |= {"given_name": "first_name", "family_name": "last_name"}
        address["profile"] = [_value(row, name) for name in _PROFILES]
    else:
        names |= {"domain": "domain"}
    return address | {field: [_value(row, name)] for field, name in names.items()}


def as_of_another(native: NativeFile, row: Parsed) -> Parsed:
    """The row as one of a record that is there and has other ids."""
    lists = {reference.column for reference in native.references if reference.many}
    single = {reference.column for reference in native.references} - lists
    properties = {name: value for name, value in row.properties.items() if name not in _WISHES or value is True}
    fills = frozenset({*native.properties, *native.custom, *single} - {*_WISHES})
    kept = {column: named for column, named in row.lists.items() if column != AUDIENCE}
    return replace(row, properties=properties, lists=kept, fills=fills, adds=frozenset(lists))


def _value(row: Parsed, name: str) -> Any:
    return row.properties.get(name, row.defaults.get(name))


def _addresses(row: Parsed, column: str) -> list[Any]:
    return [named.address or named.key for named in row.lists.get(column, ())]
