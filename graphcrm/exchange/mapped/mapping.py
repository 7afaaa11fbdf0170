"""Mappings as data: which column of a file means what, and how its cells are to be read and written.

```json
{"noun": "people", "mode": "both", "key": ["external_id", "emails"],
 "format": {"separator": ";", "encoding": "cp1252"},
 "columns": [{"column": "Geburtstag", "to": "birthday", "date": "DD.MM.YYYY"},
             {"column": "Firma", "to": "organization.name"}, {"column": "Position", "to": "seat.title"},
             {"value": "Fair 2026", "to": "lead_source", "write": "fill"}]}
```
A question that a suggestion left open stands there as `"?"`, and nothing is read until it is answered.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphcrm.errors import BadUserInput
from graphcrm.exchange.mapped import values
from graphcrm.exchange.native import AUDIENCE, NativeFile
from graphcrm.exchange.sheets.formats import Format

PEOPLE = "people"
MODES = ("both", "create", "update")
WRITES = ("overwrite", "fill", "clear", "add")
ASKED = "?"
# What a mapping cannot say: who may sign in and see what, and what somebody agreed to.
NATIVE_ONLY = ("users", "teams", "user_people", "team_members", "field_definitions", "preferences", "coverages")
# By the first half of a target beside a person's own columns: the native files its second half is a column of.
_PARTS = {"organization": ("organizations",), "seat": ("roles", "holdings"), "address": ("addresses",)}
_NOT_OF_A_PART = {"roles": ("external_id", "organization", "reports_to", "dotted_to"), "holdings": ("role", "person")}
# What says that somebody wants to be left alone. A file may say so, and never the contrary.
CONSENT = ("do_not_contact", "objects_to_profiling")
_KEYS: dict[str, tuple[str, ...]] = {
    "people": ("external_id", "emails", "phones"),
    "organizations": ("external_id", "domain", "name"),
}
_SIZE = 1 << 20


@dataclass(frozen=True, slots=True)
class Column:
    """One column, or a constant `value`: the native file and column it is of, how it is written, how it is read."""

    column: str | None
    value: str
    file: str
    to: str
    write: str
    date: str | None = None
    number: str | None = None
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mapped:
    """A mapping that holds for the vocabulary. `key`: what tells a record, the first that a row has; `digest` tells
    mappings apart."""

    noun: str
    mode: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    form: Format
    digest: str

    def of(self, file: str) -> list[Column]:
        """The columns of one native file."""
        return [one for one in self.columns if one.file == file]

    @property
    def files(self) -> list[str]:
        """The native files that its rows are of; the noun's own comes first."""
        return list(dict.fromkeys([self.noun, *(one.file for one in self.columns)]))


def read(path: Path | Mapping[str, Any]) -> Mapping[str, Any]:
    """A mapping as it stands in a file, or itself. BadUserInput where it is no JSON object."""
    if isinstance(path, Mapping):
        return path
    try:
        if path.stat().st_size > _SIZE:
            raise BadUserInput(f"{path} is no mapping: it is longer than 1 MiB.")
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadUserInput(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise BadUserInput(f"{path} is no mapping: it is no JSON ({error}).") from error
    if not isinstance(found, dict):
        raise BadUserInput(f"{path} is no mapping: it is to be one JSON object.")
    return found


def stated(raw: Mapping[str, Any], natives: Mapping[str, NativeFile]) -> Mapped:
    """What a mapping says. BadUserInput names what it says of nothing that is there, twice, or not at all."""
    unknown = sorted(raw.keys() - {"noun", "mode", "key", "columns", "format", "ignored"})
    if unknown:
        raise BadUserInput(f"The mapping says {unknown[0]!r}, which means nothing here.")
    noun = _native(raw.get("noun"), natives)
    mode = raw.get("mode", MODES[0])
    if mode not in MODES:
        raise BadUserInput(f"The mode of the mapping is none of {', '.join(MODES)}.")
    told = raw.get("columns")
    if not isinstance(told, list) or not told or not all(isinstance(one, dict) for one in told):
        raise BadUserInput('The mapping has no columns. Write {"column": …, "to": …} for each.')
    columns = tuple(_column(one, natives[noun], natives) for one in told)
    _whole(noun, columns, natives)
    form = raw.get("format", {})
    if not isinstance(form, dict) or not all(v is None or isinstance(v, str) for v in form.values()):
        raise BadUserInput("The format of the mapping is no object of texts.")
    names = {"kind", "separator", "encoding", "sheet"}
    if form.keys() - names:
        raise BadUserInput(f"The format of a mapping says {', '.join(sorted(names))}, and nothing else.")
    text = json.dumps(raw, sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return Mapped(noun, mode, _key(raw, natives[noun], columns), columns, Format(**form), digest)


def of_native(native: NativeFile, columns: Collection[str]) -> dict[str, Any]:
    """The mapping of a file whose columns are called as those of the native one. BadUserInput where none is."""
    known = [name for name in columns if name in native.columns and name != AUDIENCE]
    if not known:
        raise BadUserInput(
            f"None of its columns is one of {native.name}: {', '.join(native.columns)}. "
            "`graphcrm import suggest FILE` writes a mapping, and --map takes it."
        )
    kept = {"external_id", *CONSENT, *native.ends, *(["started_on"] if native.edge is not None else [])}
    told = [{"column": name, "to": name, **({} if name in kept else {"write": "clear"})} for name in known]
    return {"noun": native.name, "columns": told, "key": ["external_id"] if native.noun else []}


def _native(name: Any, natives: Mapping[str, NativeFile]) -> str:
    possible = [one for one in natives if one not in NATIVE_ONLY]
    for one in possible:
        if isinstance(name, str) and name.casefold() in (one, natives[one].label.casefold()):
            return one
    if name in natives:
        raise BadUserInput(f"{name} come in their native file only: no mapping says who may what.")
    raise BadUserInput(f"The noun of the mapping, {name!r}, is none of {', '.join(possible)}.")


def _column(raw: Mapping[str, Any], native: NativeFile, natives: Mapping[str, NativeFile]) -> Column:
    column, value, target = raw.get("column"), raw.get("value"), raw.get("to")
    at = f"The column {column!r} of the mapping" if column is not None else f"The value {value!r} of the mapping"
    unknown = sorted(raw.keys() - {"column", "value", "to", "write", "date", "number", "choices", "samples", "ask"})
    if unknown:
        raise BadUserInput(f"{at} says {unknown[0]!r}, which means nothing here.")
    if isinstance(column, str) == isinstance(value, str) or not isinstance(target, str):
        raise BadUserInput('Each column of a mapping has "to", and "column" or "value": all of them texts.')
    choices = raw.get("choices", {})
    if not isinstance(choices, dict) or not all(isinstance(one, str) for one in choices.values()):
        raise BadUserInput(f"{at}: its choices are no object of texts.")
    if ASKED in (target, raw.get("date"), raw.get("number"), *choices.values()):
        asked = raw.get("ask") or "what it means"
        raise BadUserInput(f"{at} is still a question ({asked}). Put the answer in place of '?'.")
    file, to = target_of(target, native, natives, at)
    day, number = raw.get("date"), raw.get("number")
    if day is not None and not values.is_date_format(day):
        raise BadUserInput(f"{at}: {day!r} is no form of a day. Write one such as DD.MM.YYYY or MM/DD/YYYY.")
    if number is not None and not values.is_number_format(number):
        raise BadUserInput(f"{at}: {number!r} is no form of a number. Write one such as 1.234,56 or 1,234.56.")
    write = raw.get("write", _usual(natives[file], to, file != native.name))
    _may_write(write, natives[file], to, at)
    return Column(column, value or "", file, to, write, day, number, {_folded(k): v for k, v in choices.items()})


def _folded(word: str) -> str:
    return word.strip().casefold()


def target_of(target: str, native: NativeFile, natives: Mapping[str, NativeFile], at: str) -> tuple[str, str]:
    """The native file and its column that a target names. BadUserInput, about `at`, for one that is none."""
    if target in native.columns and target != AUDIENCE:
        return native.name, target
    part, _, to = target.partition(".")
    for file in _PARTS.get(part, ()) if native.name == PEOPLE else ():
        if target == "address":
            return file, "address"
        if to in natives[file].columns and to not in (AUDIENCE, *_NOT_OF_A_PART.get(file, ())) and part != "address":
            return file, to
    known = [column for column in native.columns if column != AUDIENCE]
    if native.name == PEOPLE:
        known += ["organization.name", "organization.domain", "organization.external_id", "seat.title", "address", "…"]
    raise BadUserInput(f"{at} leads to {target!r}, which is none of {', '.join(known)}.")


def lists(native: NativeFile, to: str) -> bool:
    """Whether a column of a native file has any number of values."""
    return any(one.many for one in native.references if one.column == to)


def _usual(native: NativeFile, to: str, part: bool) -> str:
    """How a column is written where nobody says: lists are added to, what is told of somebody's company beside them
    only fills what is empty."""
    if lists(native, to):
        return "add"
    return "fill" if part and native.name == "organizations" else "overwrite"


def may_be_written(write: str, native: NativeFile, to: str) -> bool:
    """Whether a column of a native file may be written so."""
    try:
        _may_write(write, native, to, "")
    except BadUserInput:
        return False
    return True


def may_tell(noun: str, to: str) -> bool:
    """Whether a column can tell one record of a native file from another."""
    return to in _KEYS.get(noun, ("external_id",))


def _may_write(write: Any, native: NativeFile, to: str, at: str) -> None:
    if write not in WRITES:
        raise BadUserInput(f"{at}: {write!r} is none of {', '.join(WRITES)}.")
    if write == "add" and not lists(native, to):
        raise BadUserInput(f"{at}: only lists are added to, and {to} has one value.")
    if write == "clear" and to in CONSENT:
        raise BadUserInput(f"{at}: an empty cell never says that somebody may be contacted again.")
    if write in ("clear", "fill") and native.edge is not None and to in (*native.ends, "started_on"):
        raise BadUserInput(f"{at}: {to} tells which fact it is, and is written as it stands.")


def _whole(noun: str, columns: Collection[Column], natives: Mapping[str, NativeFile]) -> None:
    """What the columns say together. BadUserInput for two of one value, or a part without what names it."""
    single: dict[tuple[str, str], str] = {}
    for one in columns:
        before = single.setdefault((one.file, one.to), one.column or one.value)
        if before != (one.column or one.value) and not lists(natives[one.file], one.to):
            raise BadUserInput(f"{before} and {one.column or one.value} both lead to {one.to}. Keep one of them.")
    told = {(one.file, one.to) for one in columns}
    seat = noun == PEOPLE and bool({"roles", "holdings"} & {file for file, _ in told})
    if seat and ("roles", "title") not in told:
        raise BadUserInput("A seat needs its title: map a column to seat.title.")
    naming = {("organizations", name) for name in ("external_id", "domain", "name")}
    if seat and not naming & told:
        raise BadUserInput("A seat needs its organization: map a column to organization.name, .domain or .external_id.")


def _key(raw: Mapping[str, Any], native: NativeFile, columns: Collection[Column]) -> tuple[str, ...]:
    """What tells a record, in the order of its worth."""
    mapped = {one.to for one in columns if one.file == native.name}
    if native.noun is None:
        return ()
    possible = _KEYS.get(native.name, ("external_id",))
    told = raw.get("key", [one for one in possible if one in mapped and one not in ("name", "phones")])
    keys = [told] if isinstance(told, str) else told
    if not isinstance(keys, list) or not all(one in possible for one in keys):
        raise BadUserInput(f"The key of the mapping is none of {', '.join(possible)}.")
    missing = next((one for one in keys if one not in mapped), None)
    if missing is not None:
        raise BadUserInput(f"The key {missing} is led to by no column of the mapping.")
    if not keys:
        told_ = " or ".join(possible)
        raise BadUserInput(f"Nothing tells one of {native.name} from another: lead a column to {told_}.")
    return tuple(keys)
