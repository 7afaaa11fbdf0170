"""Which reader a file is for: its name says, or the mapping."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graphcrm.errors import BadUserInput
from graphcrm.exchange.sheets import encodings
from graphcrm.exchange.sheets.delimited import Delimited
from graphcrm.exchange.sheets.json_rows import Objects
from graphcrm.exchange.sheets.sheet import Sheet
from graphcrm.exchange.sheets.vcards import Cards
from graphcrm.exchange.sheets.workbook import Workbook

CSV, XLSX, JSON, VCARD = "csv", "xlsx", "json", "vcard"
_BY_SUFFIX = {
    ".csv": CSV,
    ".txt": CSV,
    ".tsv": CSV,
    ".xlsx": XLSX,
    ".json": JSON,
    ".jsonl": JSON,
    ".ndjson": JSON,
    ".vcf": VCARD,
    ".vcard": VCARD,
}


@dataclass(frozen=True, slots=True)
class Format:
    """How a file is to be read, where it is not to be found out."""

    kind: str | None = None
    separator: str | None = None
    encoding: str | None = None
    sheet: str | None = None


def kind(path: Path, stated: str | None = None) -> str:
    """The kind of a file. BadUserInput for one that no reader is for."""
    found = stated or _BY_SUFFIX.get(path.suffix.lower())
    if found not in (CSV, XLSX, JSON, VCARD):
        known = ", ".join(_BY_SUFFIX)
        raise BadUserInput(f"{path.name} is none of the files that are read ({known}).")
    return found


def separator_of(form: Format) -> str | None:
    """The separator that was named. BadUserInput for none that can be."""
    named = "\t" if form.separator in ("tab", "\\t") else form.separator
    if named is not None and (len(named) != 1 or not named.isascii() or named.isalnum() or named in '"\r\n'):
        raise BadUserInput(f"{named!r} separates no cells. Name one character, such as ; or tab.")
    return named


def opened(path: Path, name: str, form: Format) -> Sheet:
    """The file, its header read. BadUserInput where it cannot be."""
    what = kind(path, form.kind)
    try:
        if what == CSV:
            separator = separator_of(form)
            return Delimited(path, name, separator or ("\t" if path.suffix.lower() == ".tsv" else None), form.encoding)
        if what == XLSX:
            return Workbook(path, name, form.sheet)
        if what == JSON:
            return Objects(path, name)
        return Cards(path, encodings.of(path, name, form.encoding))
    except OSError as error:
        raise BadUserInput(f"{path} cannot be read: {error.strerror}.") from error
