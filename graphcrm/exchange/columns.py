"""Columns of native files: what reads the cells of each, into the row they belong to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from graphcrm.compile.custom_fields import CustomField
from graphcrm.compile.declarations import Reference
from graphcrm.compile.kinds import EMAIL, TEXT
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.exchange import cells
from graphcrm.exchange.forms import lists
from graphcrm.exchange.native import AUDIENCE, NativeFile
from graphcrm.records import checks, custom_values, stored
from graphcrm.records.checks import ValueFault
from graphcrm.records.desired import Breach

REQUIRED = "This is required and empty. Fill it in."


@dataclass(frozen=True, slots=True)
class Named:
    """One part of a list: the external id, address key or category it names; what it says of the edge; the address as
    written."""

    key: str
    properties: dict[str, Any]
    address: str | None = None


@dataclass(slots=True)
class Parsed:
    """One good row: its number among the records and its line, stored properties, what a new record has beside them,
    lists by column, ends of a fact; why it cannot be a new one, if there is a reason. By a mapping: `fills` are columns
    that say something only where nothing is known, `adds` lists of which nothing goes; `only_new`: a record that is
    there stays as it is."""

    number: int
    line: int
    external_id: str = ""
    properties: dict[str, Any] = field(default_factory=dict)
    defaults: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, list[Named]] = field(default_factory=dict)
    ends: tuple[str, str] = ("", "")
    lacks: Breach | None = None
    fills: frozenset[str] = frozenset()
    adds: frozenset[str] = frozenset()
    only_new: bool = False


_SENSITIVE = "This value cannot be used here. It is sensitive, so that it is not repeated; look at it in the file."
Reader = Callable[[Parsed, dict[str, Any], str], None]


def reader(vocabulary: Vocabulary, native: NativeFile, column: str) -> Reader:
    """What reads the cells of a column."""
    if column in native.properties:
        return _property_reader(native, column)
    if column in native.custom:
        return _custom_reader(native.custom[column])
    if column in native.currencies.values():
        name = next(native.properties[c].name for c, other in native.currencies.items() if other == column)

        def read_currency(parsed: Parsed, _values: dict[str, Any], cell: str) -> None:
            parsed.properties[f"{name}_currency"] = stored.secret(native.properties[name], cells.currency(cell))

        return read_currency
    if native.edge is not None and column in native.ends:
        return _end_reader(native.ends.index(column))
    if native.limited and column == AUDIENCE:
        return _read_audience
    reference = next((r for r in native.references if r.column == column), None)
    if reference is None:
        return lambda _parsed, _values, _cell: None
    return _list_reader(vocabulary, native, reference)


def _property_reader(native: NativeFile, column: str) -> Reader:
    prop = native.properties[column]
    identifies = native.noun is not None and prop.name == "external_id"
    # What an address must be, its medium says.
    free = replace(prop, kind=TEXT) if native.end is not None and prop.kind is EMAIL else prop

    def read(parsed: Parsed, values: dict[str, Any], cell: str) -> None:
        found = values[prop.name] = cells.value(free, cell)
        if identifies:
            if found is None and native.identified:
                raise ValueFault("REQUIRED", REQUIRED)
            checks.check_size(prop, {"external_id": found})
            parsed.external_id = found or ""
            return
        if found is cells.UNKNOWN:
            found = None
        forms = stored.amount(prop, found) if column in native.currencies else stored.of(prop, found)
        checks.check_size(prop, forms)
        parsed.properties.update(forms)

    return _discreet(read) if prop.enciphered else read


def _custom_reader(field: CustomField) -> Reader:
    def read(parsed: Parsed, _values: dict[str, Any], cell: str) -> None:
        parsed.properties.update(custom_values.stored_forms(field, cells.custom(field, cell)))

    return _discreet(read) if field.property.enciphered else read


def _discreet(read: Reader) -> Reader:
    """Reads a sensitive cell: what is wrong with it is kept with the run, so that it is told without the value."""

    def discreet(parsed: Parsed, values: dict[str, Any], cell: str) -> None:
        try:
            read(parsed, values, cell)
        except ValueFault as fault:
            raise ValueFault(fault.code, _SENSITIVE, fault.column) from None

    return discreet


def _end_reader(index: int) -> Reader:
    def read(parsed: Parsed, _values: dict[str, Any], cell: str) -> None:
        names = [stored.text(part) for part in lists.split(cell)]
        name = names[0]
        if len(names) > 1:
            raise ValueFault("TOO_MANY", "Exactly one id may stand here. Write a row for each.")
        if name is None:
            raise ValueFault("REQUIRED", REQUIRED)
        parsed.ends = (name, parsed.ends[1]) if index == 0 else (parsed.ends[0], name)

    return read


def _read_audience(parsed: Parsed, _values: dict[str, Any], cell: str) -> None:
    parsed.lists[AUDIENCE] = [Named(part, {}) for part in cells.parts(cell)]


def _list_reader(vocabulary: Vocabulary, native: NativeFile, reference: Reference) -> Reader:
    records = (native.nouns or {}).get(reference.column)
    named = _id(vocabulary, reference) if records else _naming(vocabulary, reference)

    def read(parsed: Parsed, _values: dict[str, Any], cell: str) -> None:
        found = cells.parts(cell)
        if reference.required and not found:
            raise ValueFault("REQUIRED", REQUIRED)
        if not reference.many and len(found) > 1:
            raise ValueFault("TOO_MANY", f"Only one id may stand here, not {len(found)}.")
        parsed.lists[reference.column] = [named(part) for part in found]

    return read


def _naming(vocabulary: Vocabulary, reference: Reference) -> Callable[[str], Named]:
    """What reads one part of a list: an address, a category, or an id."""
    edge = vocabulary.edges[reference.edge]
    if edge.target == "ContactPoint":
        medium = reference.fixed["medium"]
        check = checks.email if medium == "EMAIL" else checks.phone

        def address(part: str) -> Named:
            return Named(stored.contact_point(medium, check(part))["address_key"], {}, part)

        return address
    if edge.target == "Category":
        kind = vocabulary.properties["Category"]["kind"]
        return lambda part: Named(cells.value(kind, part), {})
    return _id(vocabulary, reference)


def _id(vocabulary: Vocabulary, reference: Reference) -> Callable[[str], Named]:
    """What reads an id, or an id with what it says of the edge."""
    edge = vocabulary.edges[reference.edge]
    if reference.suffix is None:
        return lambda part: Named(part, {})
    said = next(p for p in edge.properties if p.name == reference.suffix)

    def with_suffix(part: str) -> Named:
        name, _, word = part.rpartition(":")
        name = name.strip()
        words = said.choices.values if said.choices is not None else {}
        if not name or word.strip().upper() not in words:
            raise ValueFault("FORMAT", f"{part!r} is none. Write id:{said.name}, with one of {', '.join(words)}.")
        return Named(name, {said.name: word.strip().upper()})

    return with_suffix
