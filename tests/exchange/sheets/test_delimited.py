"""Any CSV: separators are found where they are clear, encodings never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphcrm.errors import BadUserInput
from graphcrm.exchange.csv_rows import Bad
from graphcrm.exchange.sheets import formats
from graphcrm.exchange.sheets.delimited import Delimited
from graphcrm.exchange.sheets.formats import Format
from graphcrm.exchange.sheets.sheet import Record


def read(path: Path, content: str | bytes, **how: str) -> tuple[Delimited, list[Record | Bad]]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    sheet = Delimited(path, path.name, how.get("separator"), how.get("encoding"))
    return sheet, list(sheet.records(lambda _: None))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_separator_is_found(tmp_path: Path, separator: str) -> None:
    text = 'Name|Umsatz|Ort\n"Ana, die; Erste"|1|Kiel\nBen|2|Bonn\n'.replace("|", separator)
    sheet, records = read(tmp_path / "a.csv", text)
    assert (sheet.separator, sheet.columns) == (separator, ["Name", "Umsatz", "Ort"])
    assert [one.cells for one in records if isinstance(one, Record)] == [
        ["Ana, die; Erste", "1", "Kiel"],
        ["Ben", "2", "Bonn"],
    ]


def test_decimal_commas_do_not_separate(tmp_path: Path) -> None:
    sheet, _ = read(tmp_path / "a.csv", "Firma, Ort;Umsatz\nA, Kiel;1,5\nB;2,5\n")
    assert sheet.separator == ";"


def test_where_two_separators_fit_one_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(BadUserInput, match="--separator"):
        read(tmp_path / "a.csv", "a;b,c\n1;2,3\n")
    sheet, _ = read(tmp_path / "a.csv", "a;b,c\n1;2,3\n", separator=",")
    assert sheet.columns == ["a;b", "c"]


@pytest.mark.parametrize("separator", ["", "::", "a", '"', "\n"])
def test_what_cannot_separate_is_refused(tmp_path: Path, separator: str) -> None:
    (tmp_path / "a.csv").write_text("a;b\n")
    with pytest.raises(BadUserInput, match="separates no cells"):
        formats.opened(tmp_path / "a.csv", "a.csv", Format(separator=separator))


def test_bytes_that_are_not_utf_8_are_refused_with_how_their_words_may_read(tmp_path: Path) -> None:
    content = "Name\nMüller\nGößwein\n".encode("cp1252")
    with pytest.raises(BadUserInput) as refused:
        read(tmp_path / "a.csv", content)
    assert "cp1252" in str(refused.value)
    assert "Müller, Gößwein" in str(refused.value)
    _, records = read(tmp_path / "a.csv", content, encoding="cp1252")
    assert [one.cells for one in records if isinstance(one, Record)] == [["Müller"], ["Gößwein"]]


def test_one_bad_byte_at_the_very_end_is_found_as_well(tmp_path: Path) -> None:
    with pytest.raises(BadUserInput, match="not UTF-8"):
        read(tmp_path / "a.csv", b"Name\n" + b"x\n" * 2_000_000 + b"M\xfc")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "not even a header"),
        (b"\x00\x01\x02", "no text"),
        ("Name\n".encode("utf-16"), "UTF-16"),
        (b"Mail,Name,Mail\n", "Mail stands there twice"),
        (b'Na"me\n', "quote"),
        (b"a\rb\r", "carriage returns"),
        (b",".join(b"c%d" % n for n in range(300)), "200 are the most"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(BadUserInput, match=sentence):
        read(tmp_path / "a.csv", content)


def test_bad_records_cost_themselves_alone(tmp_path: Path) -> None:
    text = 'a;b\n1;2\n1\n1;2;3\n1;2;\n"open;2\nx;y\nnul\x00;1\n'
    _, records = read(tmp_path / "a.csv", text, separator=";")
    assert [(one.line, one.code if isinstance(one, Bad) else one.cells) for one in records] == [
        (2, ["1", "2"]),
        (3, "FORMAT"),
        (4, "FORMAT"),
        (5, ["1", "2"]),
        (6, "OPEN_QUOTE"),
        (7, ["x", "y"]),
        (8, "FORMAT"),
    ]


def test_a_header_alone_has_no_records_and_a_column_without_a_name_is_called_by_its_place(tmp_path: Path) -> None:
    sheet, records = read(tmp_path / "a.csv", "Name;;Ort\n")
    assert (sheet.columns, records) == (["Name", "column 2", "Ort"], [])
