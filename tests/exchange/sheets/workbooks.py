"""Workbooks for tests, written by hand: what a spreadsheet would write, and what it never would."""

from __future__ import annotations

import zipfile
from pathlib import Path

_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
# Formats by number: 0 general, 1 a day of every spreadsheet, 2 a day of one's own, 3 a number with a word in it.
_STYLES = (
    f'<styleSheet {_NS}><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/>'
    '<numFmt numFmtId="165" formatCode="0&quot; days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'
)


def cell(at: str, value: str, kind: str = "n", style: int = 0, formula: str = "") -> str:
    """One cell as XML."""
    told = f"<f>{formula}</f>" if formula else ""
    inside = f"<is><t>{value}</t></is>" if kind == "inlineStr" else f"{told}<v>{value}</v>"
    return f'<c r="{at}" t="{kind}" s="{style}">{inside}</c>'


def text(at: str, value: str) -> str:
    """One cell of text as XML."""
    return cell(at, value, "inlineStr")


def rows(*lines: list[str]) -> str:
    """Rows of cells as XML, numbered from 1."""
    return "".join(f'<row r="{n}">{"".join(cells)}</row>' for n, cells in enumerate(lines, start=1))


def write(
    path: Path, *sheets: str, strings: list[str] = (), since_1904: bool = False, before: str = "", after: str = ""
) -> Path:
    """A workbook of sheets (their rows as XML); `before` stands before the XML of a sheet, `after` after its rows."""
    numbers = range(1, len(sheets) + 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        listed = "".join(f'<sheet name="Sheet {n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
        day = '<workbookPr date1904="1"/>' if since_1904 else ""
        file.writestr("xl/workbook.xml", f"<workbook {_NS} {_R}>{day}<sheets>{listed}</sheets></workbook>")
        targets = "".join(f'<Relationship Id="rId{n}" Target="worksheets/sheet{n}.xml"/>' for n in numbers)
        file.writestr("xl/_rels/workbook.xml.rels", f"<Relationships {_RELS}>{targets}</Relationships>")
        file.writestr("xl/styles.xml", _STYLES)
        shared = "".join(f"<si><t>{one}</t><rPh><t>spoken</t></rPh></si>" for one in strings)
        file.writestr("xl/sharedStrings.xml", f"<sst {_NS}>{shared}</sst>")
        for n, sheet in zip(numbers, sheets, strict=True):
            body = f"<worksheet {_NS}><sheetData>{sheet}</sheetData>{after}</worksheet>"
            file.writestr(f"xl/worksheets/sheet{n}.xml", before + body)
    return path
