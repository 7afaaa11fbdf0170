"""PDF: read back by a program that is not ours, with names of many scripts and values that could do harm."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from graphcrm.exchange.writers import directions, fonts
from graphcrm.exchange.writers.pages import PdfFile
from graphcrm.exchange.writers.stated import Heading, Stated
from tests.exports.test_formats import HOSTILE

NAMES = {
    "Latin": "Ana Ó Briain Nguyễn",
    "Greek": "Ελένη Παπαδοπούλου",
    "Cyrillic": "Олександр Шевченко",
    "Han": "山田太郎 王小明",
    "Kana": "さくら アルファ",
    "Hangul": "김철수",
    "Devanagari": "अमिताभ बच्चन",
    "Thai": "สมชาย ใจดี",
    "Hebrew": "דוד כהן",
    "Arabic": "مريم العلي",
}
QUERY = {"filter": {"city": {"eq": "Köln"}}}


def written(path: Path, headings: Sequence[Heading], rows: Sequence[Sequence[Any]]) -> Path:
    stated = Stated("people", QUERY, datetime(2026, 11, 27, 8, 30, tzinfo=UTC), "WyJmZWVk", headings)
    file = PdfFile(path, stated)
    for row in rows:
        file.row(row)
    file.close()
    return path


def read(path: Path) -> tuple[list[str], dict[str, str]]:
    """The text of each page as a reader copies it, and what the document says of itself."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document], document.get_metadata_dict()


def listed(*names: str) -> list[Heading]:
    return [Heading(name) for name in names]


@pytest.mark.parametrize("script", NAMES)
def test_a_name_of_each_script_is_drawn_and_can_be_copied(script: str, tmp_path: Path) -> None:
    name = NAMES[script]
    assert fonts.line(name).unknown == 0
    assert all(glyph.id for run in fonts.line(name).runs for glyph in run.glyphs), "no box stands for a letter"
    (text, *_), _ = read(written(tmp_path / "a.pdf", listed("name"), [[name]]))
    read_back = {unicodedata.normalize("NFC", word) for word in text.split()}
    assert set(unicodedata.normalize("NFC", name).split()) <= read_back


def test_a_list_says_what_it_is_of_and_has_a_row_for_each_over_all_its_pages(tmp_path: Path) -> None:
    rows = [[f"Person {number}", ["a@x.example", "b@x.example"], True] for number in range(100)]
    headings = [Heading("name"), Heading("emails", "texts"), Heading("ours", "boolean")]
    pages, told = read(written(tmp_path / "a.pdf", headings, rows))
    assert len(pages) > 1 and all("name" in page and "emails" in page for page in pages)
    whole = "\n".join(pages)
    assert all(f"Person {number} " in f"{whole} " for number in range(100))
    assert '{"filter": {"city": {"eq": "Köln"}}}' in pages[0] and "WyJmZWVk" in pages[0]
    assert "2026-11-27T08:30:00Z" in pages[0] and "Köln" in told["Subject"]
    assert [page.splitlines()[-1].strip() for page in pages] == [
        f"people · 2026-11-27T08:30:00Z · {number + 1}" for number in range(len(pages))
    ]


def test_more_than_eight_columns_are_a_profile_for_each(tmp_path: Path) -> None:
    headings = listed("name", *(f"c{number}" for number in range(9)))
    long = " ".join(f"word{number}" for number in range(400))
    pages, _ = read(written(tmp_path / "a.pdf", headings, [["Ana", long, *[None] * 8], ["Ben", *[None] * 9]]))
    assert "Ana" in pages[0] and "Ben" in pages[-1] and "Ben" not in pages[0]
    words = " ".join(pages).split()
    assert all(words.count(f"word{number}") == 1 for number in range(400)), "a profile tells all"


def test_a_long_value_of_a_list_is_cut_and_says_so(tmp_path: Path) -> None:
    pages, _ = read(written(tmp_path / "a.pdf", listed("name", "b", "c", "d"), [["word " * 200, "x" * 500, "", ""]]))
    assert pages[0].count("…") == 2 and len(pages) == 1


def test_letters_that_no_font_has_are_counted_and_the_file_says_so(tmp_path: Path) -> None:
    pages, _ = read(written(tmp_path / "a.pdf", listed("name"), [["ა😀"]]))
    assert "2 letters are of scripts that no font here has" in pages[0]
    pages, _ = read(written(tmp_path / "b.pdf", listed("name"), [["Ana"]]))
    assert "no font" not in pages[0]


def test_no_value_becomes_anything_but_letters(tmp_path: Path) -> None:
    more = ["(a) Tj ET /OpenAction << /S /JavaScript >>", "endstream endobj", "%PDF-1.7", "\\", "<41> Tj"]
    content = written(
        tmp_path / "a.pdf", listed("name", "b"), [[text, text] for text in [*HOSTILE, *more]]
    ).read_bytes()
    for word in (b"/JavaScript", b"/OpenAction", b"/URI", b"/Launch", b"/EmbeddedFile", b"cmd"):
        assert word not in content
    pages, _ = read(tmp_path / "a.pdf")
    assert "(a) Tj ET /OpenAction" in pages[0].replace("\r\n", " ") or "/OpenAction" in "".join(pages)


def test_a_file_without_rows_is_a_page(tmp_path: Path) -> None:
    for number in (1, 9):
        pages, _ = read(written(tmp_path / f"{number}.pdf", listed(*(f"c{n}" for n in range(number))), []))
        assert len(pages) == 1 and "people" in pages[0]


# What UAX 9 says of a line, from left to right as it is seen; capital letters are Hebrew.
_LINES = [
    ("abc", "abc"),
    ("ABC", "CBA"),
    ("abc DEF ghi", "abc FED ghi"),
    ("ABC def GHI", "IHG def CBA"),
    ("ABC 123", "123 CBA"),
    ("ABC 1.5 x", "x 1.5 CBA"),
    ("ABC (de) 20", "20 (de) CBA"),
    ("abc (DE) f", "abc (ED) f"),
    ("ABC, DEF!", "!FED ,CBA"),
]


@pytest.mark.parametrize(("logical", "seen"), _LINES)
def test_a_line_of_two_directions_stands_as_it_is_read(logical: str, seen: str) -> None:
    hebrew = {letter: chr(0x05D0 + number) for number, letter in enumerate("ABCDEFGHI")}
    back = {value: key for key, value in hebrew.items()} | {"(": ")", ")": "("}
    parts, _ = directions.parts("".join(hebrew.get(letter, letter) for letter in logical))
    told = ""
    for part, turned in parts:
        plain = {**back, "(": "(", ")": ")"}
        told += "".join((back if turned else plain).get(one, one) for one in (reversed(part) if turned else part))
    assert told == seen
