"""Which files of an import are read by a mapping, and by which: the one that is named, that of the native file their
columns are called after, or that of vCards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from graphcrm.access.sensitivity import Act
from graphcrm.compile.custom_fields import CustomFields
from graphcrm.compile.rules import Rules
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.errors import BadUserInput, Forbidden
from graphcrm.exchange.mapped import mapping
from graphcrm.exchange.mapped.files import Foreign
from graphcrm.exchange.mapped.mapping import Mapped
from graphcrm.exchange.native import NativeFile, native_files, with_fields
from graphcrm.exchange.sheets import formats
from graphcrm.exchange.sheets.delimited import Delimited
from graphcrm.exchange.sheets.formats import CSV, VCARD, Format
from graphcrm.exchange.sheets.sheet import Sheet
from graphcrm.exchange.sheets.vcards import COLUMNS, KEY
from graphcrm.exchange.suggested import suggesting


@dataclass(frozen=True, slots=True)
class How:
    """How files of others are to be read: the mapping or its file, what they hold, and what is not to be found out."""

    mapping: Path | Mapping[str, Any] | None = None
    as_noun: str | None = None
    form: Format = Format()

    def takes(self, path: Path) -> bool:
        """Whether a file is read by a mapping: any but native CSV."""
        if path.is_dir():
            return False
        return self.mapping is not None or self.form.separator is not None or path.suffix.lower() != ".csv"


def opened(
    vocabulary: Vocabulary,
    paths: Sequence[Path],
    how: How,
    natives: Mapping[str, NativeFile],
    fields: CustomFields,
    rules: Rules | None,
) -> list[Foreign]:
    """The files, their headers read. BadUserInput where one cannot be, Forbidden where a mapping leads to what the
    importer may not write."""
    known = {name: with_fields(native, fields) for name, native in natives.items()}
    found = []
    for path in paths:
        if not path.is_file():
            raise BadUserInput(f"{path} is not there.")
        name = path.name if [one.name for one in paths].count(path.name) == 1 else str(path)
        raw = mapping.read(how.mapping) if how.mapping is not None else None
        form = form_of(how.form, raw)
        sheet = formats.opened(path, name, form)
        if raw is None:
            raw = _of_itself(path, form, sheet.columns, how.as_noun, known)
        mapped = mapping.stated(raw, known)
        may_write(vocabulary, mapped, known, rules)
        found.append(Foreign(vocabulary, path, name, sheet, mapped, known))
    return found


def suggested(vocabulary: Vocabulary, path: Path, as_noun: str, form: Format) -> dict[str, Any]:
    """A mapping for a file, with how it is read. BadUserInput where it cannot be, or holds none of these."""
    found, sheet = looked_at(vocabulary, path, as_noun, form)
    if not found["columns"]:
        told = ", ".join(sheet.columns)
        raise BadUserInput(
            f"None of its columns ({told}) is recognised. Write a mapping by hand, or name it with --as."
        )
    return found


def looked_at(vocabulary: Vocabulary, path: Path, as_noun: str, form: Format) -> tuple[dict[str, Any], Sheet]:
    """As `suggested`, with no columns where none is recognised; and the file."""
    if not path.is_file():
        raise BadUserInput(f"{path} is not there.")
    natives = native_files(vocabulary)
    noun = next((n for n, one in natives.items() if as_noun.casefold() in (n, one.label.casefold())), None)
    if noun is None:
        raise BadUserInput(f"--as {as_noun} is none of {', '.join(natives)}.")
    sheet = formats.opened(path, path.name, form)
    if formats.kind(path, form.kind) == VCARD:
        return _of_itself(path, form, sheet.columns, None, natives), sheet
    found = suggesting.suggested(sheet, natives, noun)
    told = {name: value for name in Format.__slots__ if (value := getattr(form, name)) is not None}
    if isinstance(sheet, Delimited):
        told |= {"separator": sheet.separator, "encoding": sheet.encoding}
    return {"noun": found.pop("noun"), **({"format": told} if told else {}), **found}, sheet


def may_write(vocabulary: Vocabulary, mapped: Mapped, natives: Mapping[str, NativeFile], rules: Rules | None) -> None:
    """Forbidden where a column leads to a property or a fact that the importer may not write."""
    if rules is None:
        return
    for one in mapped.columns:
        if not writable(vocabulary, one.file, one.to, natives, rules):
            file = natives[one.file].name
            raise Forbidden(f"The mapping leads to {file}.{one.to}, which your role may not write.", reason="ROLE")


def writable(vocabulary: Vocabulary, file: str, to: str, natives: Mapping[str, NativeFile], rules: Rules) -> bool:
    """Whether somebody may write a column of a native file: the property it is, and the fact it tells."""
    native = natives[file]
    reference = next((r for r in native.references if r.column == to), None)
    prop = native.properties.get(to) or (native.custom[to].property if to in native.custom else None)
    edge = vocabulary.edges[reference.edge] if reference is not None else native.edge
    may = prop is None or rules.may(Act.WRITE, native.label, prop)
    if edge is not None and not native.ends.count(to):
        may = may and edge.type in rules.usable(Act.WRITE)
    return may


def form_of(named: Format, raw: Mapping[str, Any] | None) -> Format:
    """How a file is read: as it was said, else as the mapping says."""
    told = raw.get("format") if raw is not None else None
    form = Format(**{k: v for k, v in told.items() if k in Format.__slots__}) if isinstance(told, dict) else Format()
    given = {name: getattr(named, name) for name in Format.__slots__ if getattr(named, name) is not None}
    return replace(form, **given)


def _of_itself(
    path: Path, form: Format, columns: Sequence[str], as_noun: str | None, natives: Mapping[str, NativeFile]
) -> dict[str, Any]:
    """The mapping of a file for which none is named."""
    if formats.kind(path, form.kind) == VCARD and as_noun in (None, mapping.PEOPLE, "Person"):
        told = [{"column": column, "to": to} for column, to in COLUMNS.items()]
        return {"noun": mapping.PEOPLE, "key": list(KEY), "columns": told}
    named = as_noun or path.stem
    for name, native in natives.items():
        if named.casefold() in (name, native.label.casefold()):
            return mapping.of_native(native, columns)
    what = f"--as {as_noun}" if as_noun is not None else path.name
    example = "" if formats.kind(path, form.kind) == CSV else f" `graphcrm import suggest {path.name}` writes one."
    raise BadUserInput(f"{what} is none of {', '.join(natives)}. Say what the file holds with --as, or --map.{example}")
