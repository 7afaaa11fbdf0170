"""Suggests a mapping from the headers of a file and its values, with samples. What may mean two things is asked: it
stands there as `"?"`, and no import takes the mapping until a person put the answer there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from graphcrm.exchange.mapped import countries, values
from graphcrm.exchange.mapped.mapping import ASKED, PEOPLE
from graphcrm.exchange.native import NativeFile
from graphcrm.exchange.sheets.sheet import Record, Sheet
from graphcrm.exchange.suggested import synonyms
from graphcrm.records.checks import ValueFault

_READ = 1000
_SAMPLES = 3
_MOSTLY = 0.8
_EMAIL = re.compile(r"[^@\s;,]+@[^@\s;,]+\.[^@\s;,]+")
_PHONE = re.compile(r"\+?[\d\s()/.\-]{6,25}")
_DAY = re.compile(r"(\d{1,4})([./\- ])(\d{1,2})\2(\d{1,4})", re.ASCII)
_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?")


def suggested(sheet: Sheet, natives: Mapping[str, NativeFile], noun: str = PEOPLE) -> dict[str, Any]:
    """The mapping of a file that holds records of a native file; without columns where none is recognised."""
    native = natives[noun]
    records = _first(sheet)
    columns, ignored, taken = [], [], set()
    for place, name in enumerate(sheet.columns):
        cells = [text for one in records if (text := one.cells[place].strip())]
        target = _target(name, cells, native, noun) if name not in natives[noun].columns else name
        listed = target is not None and any(r.many and r.column == target for r in native.references)
        if target is None or (target in taken and not listed):
            ignored.append(name)
            continue
        taken.add(target)
        columns.append(
            {"column": name, "to": target, **_form(target, cells, natives, noun), "samples": _samples(cells)}
        )
    mapping = {"noun": noun, "mode": "both", "key": _keys(taken, noun, columns), "columns": columns}
    _ask_for_seats(columns, taken)
    return {**mapping, "ignored": ignored} if ignored else mapping


def samples(sheet: Sheet) -> list[dict[str, Any]]:
    """The columns of a file (`column`), each with up to three different values of it (`samples`)."""
    records = _first(sheet)
    cells = [[text for one in records if (text := one.cells[place].strip())] for place in range(len(sheet.columns))]
    return [{"column": name, "samples": _samples(told)} for name, told in zip(sheet.columns, cells, strict=True)]


def _first(sheet: Sheet) -> list[Record]:
    return [one for one in islice(sheet.records(lambda _: None), _READ) if isinstance(one, Record)]


def questions(mapping: Mapping[str, Any]) -> list[str]:
    """What a person has to answer before the mapping can be used."""
    found = [f"{one['column']}: {one['ask']}" for one in mapping["columns"] if "ask" in one]
    if not mapping["key"]:
        found.append("Which column tells a record? Lead one to external_id, and name it as the key.")
    return found


def _target(name: str, cells: Sequence[str], native: NativeFile, noun: str) -> str | None:
    """What a column is, by its name, else by its values."""
    found = synonyms.target(name, noun)
    if found is not None and (found in native.columns or "." in found or found == "address"):
        return found
    if found is None and cells:
        for column, form in (("emails", _EMAIL), ("phones", _PHONE)):
            plain = column == "emails" or any(one.startswith(("+", "00", "0")) for one in cells)
            if column in native.columns and plain and _share(cells, form) >= _MOSTLY and not _days(cells):
                return column
    return None


def _share(cells: Sequence[str], form: re.Pattern[str]) -> float:
    return sum(form.fullmatch(cell) is not None for cell in cells) / len(cells)


def _form(target: str, cells: Sequence[str], natives: Mapping[str, NativeFile], noun: str) -> dict[str, Any]:
    """How the cells of a column are read, or what is to be asked."""
    kind, choices = _kind(target, natives, noun)
    if kind == "Date":
        return _date(cells)
    if kind in ("Integer", "Number", "Money"):
        return _number(cells)
    if choices is not None:
        unknown = sorted({one for one in cells if one.upper() not in choices})
        if unknown:
            told = f"which of {', '.join(choices)} are these, or none?"
            return {"choices": dict.fromkeys(unknown[:50], ASKED), "ask": told}
    if target in ("country", "organization.country"):
        unknown = sorted({one for one in cells if countries.code(one) is None})
        if unknown:
            return {"choices": dict.fromkeys(unknown[:50], ASKED), "ask": "which countries are these (two letters)?"}
    return {}


def _kind(target: str, natives: Mapping[str, NativeFile], noun: str) -> tuple[str, Mapping[str, str] | None]:
    part, _, of_part = target.partition(".")
    files = {"organization": ("organizations",), "seat": ("roles", "holdings")}.get(part, (noun,))
    for file in files:
        prop = natives[file].properties.get(of_part or part)
        if prop is not None:
            return prop.kind.name, prop.choices.values if prop.choices is not None else None
    return "", None


def _days(cells: Sequence[str]) -> list[re.Match[str]]:
    return [found for cell in cells if (found := _DAY.fullmatch(cell)) is not None]


def _date(cells: Sequence[str]) -> dict[str, Any]:
    """The one form in which all days are days; a question where several are, or none."""
    if not cells or all(_reads(values.day, cell, None) for cell in cells):
        return {}
    fitting = [form for form in values.DATE_FORMS if all(_reads(values.day, cell, form) for cell in cells)]
    if len(fitting) == 1:
        return {"date": fitting[0]}
    if not fitting:
        fitting = list(values.DATE_FORMS)
    return {"date": ASKED, "ask": f"is {cells[0]!r} written as {' or '.join(fitting)}?"}


def _number(cells: Sequence[str]) -> dict[str, Any]:
    """The one form in which all numbers are numbers; forms that read them alike are one."""
    if not cells or all(_reads(values.number, cell, None) for cell in cells):
        return {}
    read: dict[tuple[str, ...], list[str]] = {}
    for form in values.NUMBER_FORMS:
        if all(_reads(values.number, cell, form) for cell in cells):
            read.setdefault(tuple(values.number(cell, form) for cell in cells), []).append(form)
    if len(read) == 1:
        return {"number": next(iter(read.values()))[0]}
    forms = [told[0] for told in read.values()] or list(values.NUMBER_FORMS)
    return {"number": ASKED, "ask": f"is {_example(cells)!r} written as {' or '.join(forms)}?"}


def _example(cells: Sequence[str]) -> str:
    return next((cell for cell in cells if not cell.isdigit()), cells[0])


def _reads(read: Any, cell: str, form: str | None) -> bool:
    try:
        read(cell, form)
    except ValueFault:
        return False
    return form is not None or read is values.day or _PLAIN.fullmatch(cell) is not None


def _samples(cells: Sequence[str]) -> list[str]:
    return list(islice(_different(cells), _SAMPLES))


def _different(cells: Sequence[str]) -> Iterator[str]:
    yield from dict.fromkeys(cell[:80] for cell in cells)


def _keys(taken: set[str], noun: str, columns: Sequence[Mapping[str, Any]]) -> list[str]:
    possible = {"people": ("external_id", "emails"), "organizations": ("external_id", "domain", "name")}
    found = [name for name in possible.get(noun, ("external_id",)) if name in taken]
    if noun == PEOPLE and not found and "phones" in taken:
        found = ["phones"]
    return found[:1] if noun == "organizations" else found


def _ask_for_seats(columns: list[dict[str, Any]], taken: set[str]) -> None:
    """A title without an organization is no seat: it is left to the person who reads the suggestion."""
    if any(one.startswith("organization.") for one in taken):
        return
    for one in columns:
        if one["to"].startswith("seat."):
            one["to"], one["ask"] = ASKED, "where is this seat? No column names the organization."
