"""The rejected rows of a file as a file of the same format, to mend and bring again: lines as they stood there, rows of
a workbook as text in a new one, objects of a list as they were."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape

from graphcrm.exchange.csv_rows import Bad, rows
from graphcrm.exchange.importing import Options
from graphcrm.exchange.ledger import Ledger
from graphcrm.exchange.mapped import mapping
from graphcrm.exchange.mapped.opening import How, form_of
from graphcrm.exchange.sheets import encodings, formats
from graphcrm.exchange.sheets.delimited import found
from graphcrm.exchange.sheets.formats import JSON, VCARD, XLSX, Format
from graphcrm.exchange.sheets.sheet import Record
from graphcrm.exchange.sheets.workbook import Workbook

_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)


def write(path: Path, target: Path, ledger: Ledger, options: Options) -> None:
    """Writes the rows of a file that the ledger tells as rejected, with its header."""
    lines = {one.line for one in ledger.rejected}
    raw = mapping.read(options.mapping) if options.mapping is not None else None
    form = form_of(Format(None, options.separator, options.encoding, options.sheet), raw)
    if not How(options.mapping, options.as_noun, form).takes(path):
        form = replace(form, separator=",")  # as native files are written
    kind = formats.kind(path, form.kind)
    if kind == XLSX:
        _workbook(path, target, lines, form)
    elif kind == JSON and _is_list(path):
        _list(path, target, {one.record for one in ledger.rejected})
    else:
        starts = _starts(path, kind, form)
        _lines(path, target, lines, starts, header=kind not in (JSON, VCARD))


def _starts(path: Path, kind: str, form: Format) -> list[int]:
    """The lines on which records begin, the header first."""
    if kind in (JSON, VCARD):
        sheet = formats.opened(path, path.name, form)
        return [one.line for one in sheet.records(lambda _: None)]
    encoding = encodings.codec(form.encoding or "utf-8")
    separator = formats.separator_of(form) or found(path, path.name, encoding)
    with path.open("rb") as file:
        return [one.line for one in rows(file, encoding, separator)]


def _lines(path: Path, target: Path, wanted: set[int], starts: Sequence[int], *, header: bool) -> None:
    """Copies the lines of the wanted records: each goes on until the next begins."""
    begin = {start: (header and number == 0) or start in wanted for number, start in enumerate(starts)}
    with path.open("rb") as file, target.open("wb") as out:
        copying = False
        for number, line in _numbered(file):
            copying = begin.get(number, copying)
            if copying:
                out.write(line if line.endswith(b"\n") else line + b"\n")


def _numbered(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    yield from enumerate(file, start=1)


def _is_list(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")


def _list(path: Path, target: Path, wanted: set[int | None]) -> None:
    """The objects of a list as they stand there, told by their numbers: many may stand on one line."""
    text = path.read_text(encoding="utf-8-sig")
    told = [one for number, one in enumerate(_objects(text), start=1) if number in wanted]
    target.write_text("[\n" + ",\n".join(told) + "\n]\n", encoding="utf-8")


def _objects(text: str) -> list[str]:
    """The text of each object of a list, of the last one as far as it can be read."""
    decoder = json.JSONDecoder(strict=False)
    objects, at = [], text.index("[") + 1
    while (at := _next(text, at)) < len(text) and text[at] != "]":
        try:
            _, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            objects.append(text[at:].strip().removesuffix("]").strip())
            break
        objects.append(text[at:end])
        at = end
    return objects


def _next(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n,":
        at += 1
    return at


def _workbook(path: Path, target: Path, wanted: set[int], form: Format) -> None:
    sheet = Workbook(path, path.name, form.sheet)
    records = (one for one in sheet.records(lambda _: None) if one.line in wanted)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", _TYPES)
        file.writestr("_rels/.rels", _relation("officeDocument", "xl/workbook.xml"))
        file.writestr("xl/_rels/workbook.xml.rels", _relation("worksheet", "worksheets/sheet1.xml"))
        listed = f'<sheets><sheet name="Rejected" sheetId="1" xmlns:r="{_OFFICE}" r:id="rId1"/></sheets>'
        file.writestr("xl/workbook.xml", f"<workbook {_NS}>{listed}</workbook>")
        with file.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(f"<worksheet {_NS}><sheetData>".encode())
            part.write(_row(sheet.columns))
            for one in records:
                part.write(_row(_cells(one)))
            part.write(b"</sheetData></worksheet>")


def _cells(one: Record | Bad) -> Sequence[str]:
    return one.cells if isinstance(one, Record) else ()


def _relation(kind: str, part: str) -> str:
    one = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{part}"/>'
    return f'<Relationships xmlns="{_RELATIONS}">{one}</Relationships>'


def _row(cells: Sequence[str]) -> bytes:
    """Cells as text, whatever they look like: nothing of it is ever run."""
    inside = "".join(f'<c t="inlineStr"><is><t xml:space="preserve">{escape(one)}</t></is></c>' for one in cells)
    return f"<row>{inside}</row>".encode()
