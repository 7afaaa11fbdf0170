"""Rows of facts whose other end stands in the row itself: an address with its medium, a category with what it is about.

The party stands in the column of its noun: exactly one of these columns is filled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphcrm.compile.declarations import Noun
from graphcrm.exchange.columns import Parsed
from graphcrm.exchange.native import NativeFile
from graphcrm.records import stored
from graphcrm.records.attached import DesiredAttached
from graphcrm.records.checks import ValueFault
from graphcrm.records.desired import Link
from graphcrm.records.mutations import lists

_ONE = "Exactly one of {0} is to be filled."


def complete(native: NativeFile, end: Noun, parsed: Parsed, values: Mapping[str, Any]) -> None:
    """Judges a row as a whole, and names its ends: (the party, what tells the end apart). ValueFault where it names no
    party or several, or an address that is none of its medium."""
    parties = [(column, named.key) for column in native.parties for named in parsed.lists.get(column, ())]
    if len(parties) != 1:
        raise ValueFault("REQUIRED", _ONE.format(" and ".join(native.parties)), next(iter(native.parties)))
    name = values.get("kind")
    if "medium" in values:
        try:
            name = lists.address(values["medium"], values["address"]).key
        except ValueFault as error:
            raise ValueFault(error.code, error.sentence, "address") from error
    about = [named.key for r in end.references for named in parsed.lists.get(r.column, ())]
    parsed.ends = (repr(parties[0]), repr([values.get("medium"), name, *about]))


def desired(native: NativeFile, end: Noun, row: Parsed, links: Mapping[str, Sequence[Link]]) -> DesiredAttached:
    """The fact of a row, with ids in place of what it names."""
    party = next(link for column in native.parties for link in links.get(column, ()))
    about = {r.column: found[0] for r in end.references if (found := links.get(r.column))}
    names = {form for prop in end.properties for form in stored.of(prop, None)}
    said = {name: value for name, value in row.properties.items() if name not in names}
    required = {form for prop in end.properties if prop.required for form in stored.of(prop, None)}
    on_end = {n: v for n, v in row.properties.items() if n in names - required}
    medium = row.properties.get("medium")
    if medium is None:
        name = Link(end.name, row.properties["kind"])
    else:
        name = lists.address(medium, row.properties["address"])
    return DesiredAttached((party.noun, party.key), name, medium, on_end, about, said, row.defaults, row.lacks)
