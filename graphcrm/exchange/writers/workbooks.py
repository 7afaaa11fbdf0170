"""A workbook (XLSX, ECMA-376): texts are texts whatever they begin with, so that nothing in it is ever run.

Written by hand, since of the format only this much is needed: one sheet that goes to the file row by row, one that says
what it is of. A text stands in its cell, not in a table that would be kept in memory.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from string import ascii_uppercase
from typing import IO, Any

from graphcrm.errors import BadUserInput
from graphcrm.exchange.writers.stated import Stated, flat
from graphcrm.exchange.writers.xml_text import inner

MOST_ROWS = 1_048_576
_LONGEST = 32_767  # UTF-16 units of a cell
_DAY = date(1899, 12, 30)  # day 0, as the format counts from March 1900 on
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET}.worksheet+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{_SHEET}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="Records" sheetId="1" r:id="rId1"/><sheet name="Export" sheetId="2" r:id="rId2"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/worksheet" Target="worksheets/sheet2.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    # 0 plain, 1 a day, 2 text (kept as text when it is edited), 3 the header
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill '
    'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/>'
    '</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}
_TEXT, _HEADER = 2, 3


class Workbook:
    """A workbook on its way."""

    def __init__(self, path: Path, stated: Stated) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        for name, text in _PARTS.items():
            self._zip.writestr(name, _HEAD + text)
        with self._zip.open("xl/worksheets/sheet2.xml", "w") as sheet:
            sheet.write(_begin(frozen=False))
            for number, pair in enumerate(stated.parts.items(), start=1):
                sheet.write(_row(number, [_text(letters, one, _TEXT) for letters, one in zip("AB", pair, strict=True)]))
            sheet.write(_END)
        self._columns = list(zip(_letters(), (heading.kind for heading in stated.headings), strict=False))
        self._sheet: IO[bytes] = self._zip.open("xl/worksheets/sheet1.xml", "w", force_zip64=True)
        self._sheet.write(_begin(frozen=True))
        names = zip(self._columns, stated.headings, strict=True)
        self._sheet.write(_row(1, [_text(letters, one.name, _HEADER) for (letters, _), one in names]))
        self._rows = 1

    def row(self, values: Sequence[Any]) -> None:
        """BadUserInput where there are more than a sheet can hold."""
        self._rows += 1
        if self._rows > MOST_ROWS:
            raise BadUserInput(f"A workbook holds {MOST_ROWS - 1} records. Choose fewer, or CSV.", reason="TOO_LARGE")
        cells = [
            _cell(letters, kind, value)
            for (letters, kind), value in zip(self._columns, values, strict=True)
            if value not in (None, [])
        ]
        self._sheet.write(_row(self._rows, cells))

    def close(self) -> None:
        self._sheet.write(_END)
        self._sheet.close()
        self._zip.close()

    def abandon(self) -> None:
        self._sheet.close()
        self._zip.close()


_END = b"</sheetData></worksheet>"


def _begin(*, frozen: bool) -> bytes:
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' if frozen else ""
    view = f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
    return f'{_HEAD}<worksheet xmlns="{_MAIN}">{view}<sheetData>'.encode()


def _row(number: int, cells: Iterable[str]) -> bytes:
    return f"<row>{''.join(cells)}</row>".replace("\x00", str(number)).encode()


def _letters() -> Iterable[str]:
    """A, B … Z, AA … ZZZ: the names of columns."""
    for length in (1, 2, 3):
        yield from map("".join, product(ascii_uppercase, repeat=length))


def _cell(letters: str, kind: str, value: Any) -> str:
    write = _WRITE.get(kind)
    return write(letters, value) if write is not None else _text(letters, flat(kind, value), _TEXT)


def _text(letters: str, text: str, style: int) -> str:
    kept = inner(_CONTROL.sub(_coded, _LOOKS_ESCAPED.sub("_x005F_", _short(text))).replace("\r", "_x000D_"))
    return f'<c r="{letters}\x00" s="{style}" t="inlineStr"><is><t xml:space="preserve">{kept}</t></is></c>'


def _coded(found: re.Match[str]) -> str:
    """A character that XML may not hold, as the format writes it."""
    return f"_x{ord(found[0]):04X}_"


def _short(text: str) -> str:
    """A text as far as a cell holds it, with the sign that something is left out."""
    if len(text) <= _LONGEST // 2 or len(text.encode("utf-16-le")) // 2 <= _LONGEST:
        return text
    return text.encode("utf-16-le")[: (_LONGEST - 1) * 2].decode("utf-16-le", "ignore") + "…"


def _number(letters: str, value: Any) -> str:
    return f'<c r="{letters}\x00"><v>{value!r}</v></c>'


def _decimal(letters: str, value: str) -> str:
    """An amount is a number where the number is the amount."""
    exact = len(value.strip("-").replace(".", "").strip("0")) <= 15  # digits that a double keeps
    return f'<c r="{letters}\x00"><v>{value}</v></c>' if exact else _text(letters, value, _TEXT)


def _day(letters: str, value: str) -> str:
    days = (date.fromisoformat(value) - _DAY).days
    return _text(letters, value, _TEXT) if days < 61 else f'<c r="{letters}\x00" s="1"><v>{days}</v></c>'


_WRITE: Mapping[str, Any] = {
    "integer": _number,
    "number": _number,
    "decimal": _decimal,
    "boolean": lambda letters, value: f'<c r="{letters}\x00" t="b"><v>{int(value)}</v></c>',
    "date": _day,
}
