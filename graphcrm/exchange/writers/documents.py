"""A PDF (ISO 32000-1) as it is written: objects one after the other, each page when it is full, the fonts at the end.

No script, no link, no attachment, no markup: a value can only become letters.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from graphcrm.exchange.writers import fonts
from graphcrm.exchange.writers.fonts import Line, Run, Typeface, Used

_CATALOG, _PAGES, _RESOURCES, _INFO = 1, 2, 3, 4
_MAP_HEAD = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Letters def /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange
"""
_MAP_END = "endcmap CMapName currentdict /CMap defineresource pop end end\n"
_MAP_ROWS = 100


class Document:
    """A document on its way; its pages are of `size`, in points."""

    def __init__(self, path: Path, size: tuple[float, float]) -> None:
        self._file = path.open("wb")
        self._size = size
        self._places: dict[int, int] = {}
        self._next = _INFO + 1
        self._pages: list[int] = []
        self._used = Used()
        self._file.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def page(self, drawing: Drawing) -> None:
        """Adds a page."""
        for run in drawing.runs:
            self._used.use(run)
        content = self._stream(self._new(), drawing.content)
        page, (width, height) = self._new(), self._size
        self._object(
            page,
            f"<< /Type /Page /Parent {_PAGES} 0 R /MediaBox [0 0 {width:g} {height:g}] /Resources {_RESOURCES} 0 R "
            f"/Contents {content} 0 R >>",
        )
        self._pages.append(page)

    def close(self, told: Mapping[str, str], at: datetime) -> None:
        """Writes what all pages share. `told` is what the document says of itself: Title, Subject …"""
        named = [f"/F{number} {self._font(number)} 0 R" for number in sorted(self._used.glyphs)]
        self._object(_RESOURCES, f"<< /Font << {' '.join(named)} >> >>")
        kids = " ".join(f"{page} 0 R" for page in self._pages)
        self._object(_PAGES, f"<< /Type /Pages /Kids [{kids}] /Count {len(self._pages)} >>")
        self._object(
            _CATALOG, f"<< /Type /Catalog /Pages {_PAGES} 0 R /ViewerPreferences << /DisplayDocTitle true >> >>"
        )
        said = " ".join(f"/{name} {_text(value)}" for name, value in told.items())
        self._object(_INFO, f"<< {said} /CreationDate (D:{at:%Y%m%d%H%M%S}Z) >>")
        begin = self._file.tell()
        entries = "".join(f"{self._places[number]:010d} 00000 n \n" for number in range(1, self._next))
        self._file.write(f"xref\n0 {self._next}\n0000000000 65535 f \n{entries}".encode())
        trailer = f"<< /Size {self._next} /Root {_CATALOG} 0 R /Info {_INFO} 0 R >>"
        self._file.write(f"trailer\n{trailer}\nstartxref\n{begin}\n%%EOF\n".encode())
        self._file.close()

    def abandon(self) -> None:
        """Closes what nobody will read."""
        self._file.close()

    def _font(self, number: int) -> int:
        typeface, texts = fonts.typefaces()[number], self._used.glyphs[number]
        kind, place = ("CIDFontType0", "FontFile3") if typeface.is_cff else ("CIDFontType2", "FontFile2")
        extra = "/Subtype /OpenType " if typeface.is_cff else ""
        program = self._stream(self._new(), fonts.part(typeface, sorted(texts)), extra)
        name, described = f"/GRAPHC+Letters{number}", self._new()
        self._object(
            described,
            f"<< /Type /FontDescriptor /FontName {name} /Flags 4 /FontBBox [-1000 -300 2000 1200] /ItalicAngle 0 "
            f"/Ascent 900 /Descent -250 /CapHeight 700 /StemV 80 /{place} {program} 0 R >>",
        )
        widths = " ".join(f"{glyph} [{_thousandths(typeface, typeface.width(glyph))}]" for glyph in sorted(texts))
        mapped = "" if typeface.is_cff else "/CIDToGIDMap /Identity "
        inner = self._new()
        self._object(
            inner,
            f"<< /Type /Font /Subtype /{kind} /BaseFont {name} /CIDSystemInfo << /Registry (Adobe) "
            f"/Ordering (Identity) /Supplement 0 >> /FontDescriptor {described} 0 R {mapped}/DW 1000 /W [{widths}] >>",
        )
        letters = self._stream(self._new(), _map(texts).encode())
        font = self._new()
        self._object(
            font,
            f"<< /Type /Font /Subtype /Type0 /BaseFont {name} /Encoding /Identity-H /DescendantFonts [{inner} 0 R] "
            f"/ToUnicode {letters} 0 R >>",
        )
        return font

    def _new(self) -> int:
        self._next += 1
        return self._next - 1

    def _object(self, number: int, text: str) -> None:
        self._places[number] = self._file.tell()
        self._file.write(f"{number} 0 obj\n{text}\nendobj\n".encode())

    def _stream(self, number: int, content: bytes, extra: str = "") -> int:
        packed = zlib.compress(content, 6)
        self._places[number] = self._file.tell()
        head = f"{number} 0 obj\n<< {extra}/Length {len(packed)} /Filter /FlateDecode >>\nstream\n"
        self._file.write(head.encode() + packed + b"\nendstream\nendobj\n")
        return number


class Drawing:
    """What stands on a page; places are in points from its lower left corner."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.runs: list[Run] = []

    @property
    def content(self) -> bytes:
        return "\n".join(self._parts).encode()

    def line(self, line: Line, x: float, y: float, size: float) -> None:
        """Draws a line of letters. What it says stands with it, for who copies it; of what is written from right to
        left readers find the order themselves, each in its own way, and turn round what is told to them."""
        if not line.runs:
            return
        said = "" if any(run.turned for run in line.runs) else f" /ActualText {_text(line.text)}"
        self._parts.append(f"/Span <<{said} >> BDC BT 1 0 0 1 {x:.2f} {y:.2f} Tm")
        for run in line.runs:
            self.runs.append(run)
            self._parts.append(f"/F{run.typeface.number} {size:g} Tf {_shown(run, size)}")
        self._parts.append("ET EMC")

    def rule(self, x: float, y: float, width: float, grey: float = 0.75) -> None:
        """Draws a thin line across."""
        self._parts.append(f"{grey:g} G 0.5 w {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S")


def _shown(run: Run, size: float) -> str:
    """The operators that show a run: each glyph where it is set, though fonts tell other widths."""
    found: list[str] = []
    row: list[str] = []
    typeface, rise, shift = run.typeface, 0, 0.0
    for glyph in run.glyphs:
        if glyph.up != rise:
            found.append(f"[{' '.join(row)}] TJ {glyph.up * size / typeface.em:.2f} Ts")
            row, rise = [], glyph.up
        shift -= glyph.right
        if shift:
            row.append(f"{_thousandths(typeface, shift)}")
        row.append(f"<{glyph.id:04x}>")
        shift = typeface.width(glyph.id) - glyph.advance + glyph.right
    if shift:
        row.append(f"{_thousandths(typeface, shift)}")
    found.append(f"[{' '.join(row)}] TJ")
    if rise:
        found.append("0 Ts")
    return " ".join(found)


def _thousandths(typeface: Typeface, units: float) -> str:
    return f"{units * 1000 / typeface.em:g}"


def _text(value: str) -> str:
    """A text as a string of a PDF: UTF-16 in hexadecimal digits, so that nothing in it means anything."""
    return f"<feff{value.encode('utf-16-be', 'replace').hex()}>"


def _map(texts: Mapping[int, str]) -> str:
    """Which letters a glyph stands for."""
    rows = [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>\n" for glyph, text in sorted(texts.items())]
    parts: Sequence[Sequence[str]] = [rows[start : start + _MAP_ROWS] for start in range(0, len(rows), _MAP_ROWS)]
    body = "".join(f"{len(part)} beginbfchar\n{''.join(part)}endbfchar\n" for part in parts)
    return f"{_MAP_HEAD}{body}{_MAP_END}"
