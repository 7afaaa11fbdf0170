"""Workbooks: what a cell shows is what is read, and what would hurt is refused before it is unpacked."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path

import pytest

from graphcrm.errors import BadUserInput
from graphcrm.exchange.csv_rows import Bad
from graphcrm.exchange.sheets.sheet import Record
from graphcrm.exchange.sheets.workbook import Workbook
from tests.exchange.sheets.workbooks import cell, rows, text, write


def read(path: Path, sheet: str | None = None) -> tuple[list[str], list[Record | Bad], dict[str, str]]:
    """The columns, the records and the remarks of a workbook."""
    book = Workbook(path, path.name, sheet)
    records = list(book.records(lambda _: None))
    return book.columns, records, {one.code: one.sentence for one in book.remarks()}


def cells(path: Path) -> list[list[str]]:
    """The cells of all records."""
    return [one.cells for one in read(path)[1] if isinstance(one, Record)]


def test_texts_keep_their_zeros_and_numbers_their_digits(tmp_path: Path) -> None:
    head = [text("A1", "Id"), text("B1", "Phone"), text("C1", "Share"), text("D1", "Mark")]
    row = [
        text("A2", "00042"),
        cell("B2", "4.91701234567E+11"),
        cell("C2", "0.10000000000000001"),
        cell("D2", "1", "b"),
    ]
    columns, records, remarks = read(write(tmp_path / "a.xlsx", rows(head, row)))
    assert columns == ["Id", "Phone", "Share", "Mark"]
    assert records == [Record(2, ["00042", "491701234567", "0.1", "true"], {}, frozenset({1, 2}))]
    assert remarks == {}


def test_shared_texts_are_read_without_how_they_are_spoken(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", rows([cell("A1", "0", "s")], [cell("A2", "1", "s")]), strings=["Name", "Zoë"])
    assert cells(path) == [["Zoë"]]


@pytest.mark.parametrize(
    ("serial", "since_1904", "day"),
    [
        ("1", False, "1900-01-01"),
        ("59", False, "1900-02-28"),
        ("61", False, "1900-03-01"),
        ("46115", False, "2026-04-03"),
        ("46115.5", False, "2026-04-03T12:00:00"),
        ("0", True, "00:00:00"),
        ("1", True, "1904-01-02"),
        ("44653", True, "2026-04-03"),
    ],
)
def test_days_are_those_of_the_calendar_of_the_file(tmp_path: Path, serial: str, since_1904: bool, day: str) -> None:
    for style in (1, 2):
        sheet = rows([text("A1", "Day")], [cell("A2", serial, style=style)])
        assert cells(write(tmp_path / "a.xlsx", sheet, since_1904=since_1904)) == [[day]]


def test_a_number_with_a_word_in_its_format_is_no_day(tmp_path: Path) -> None:
    assert cells(write(tmp_path / "a.xlsx", rows([text("A1", "Stay")], [cell("A2", "3", style=3)]))) == [["3"]]


def test_what_is_no_day_no_number_or_too_long_a_one_costs_its_cell(tmp_path: Path) -> None:
    sheet = rows(
        [text("A1", "Day")],
        [cell("A2", "60", style=1)],
        [cell("A3", "#N/A", "e")],
        [cell("A4", "12345678901234567890")],
        [cell("A5", "9", "s")],
    )
    found = [one.faults[0][0] for one in read(write(tmp_path / "a.xlsx", sheet))[1] if isinstance(one, Record)]
    assert found == ["FORMAT", "FORMAT", "PRECISION", "FORMAT"]


def test_formulas_merged_cells_and_other_sheets_are_told(tmp_path: Path) -> None:
    sheet = rows([text("A1", "Sum")], [cell("A2", "7", formula="3+4")])
    merged = '<mergeCells><mergeCell ref="A3:B3"/></mergeCells>'
    path = write(tmp_path / "a.xlsx", sheet, rows([text("A1", "Other")]), after=merged)
    columns, records, remarks = read(path)
    assert (columns, [one.cells for one in records if isinstance(one, Record)]) == (["Sum"], [["7"]])
    assert set(remarks) == {"FORMULA", "MERGED", "SHEETS"}
    assert ("A2" in remarks["FORMULA"], "A3:B3" in remarks["MERGED"]) == (True, True)
    assert read(path, "Sheet 2")[0] == ["Other"]
    with pytest.raises(BadUserInput, match="no sheet 'Third'"):
        Workbook(path, "a.xlsx", "Third")


def test_blank_rows_are_left_out_and_short_ones_filled(tmp_path: Path) -> None:
    sheet = rows([text("A1", "A"), text("B1", "B")], [text("A2", " ")], [text("B3", "x")], [text("C4", "beyond")])
    _, records, _ = read(write(tmp_path / "a.xlsx", sheet))
    assert [(one.line, one.cells if isinstance(one, Record) else one.code) for one in records] == [
        (3, ["", "x"]),
        (4, "FORMAT"),
    ]


def test_two_columns_of_one_name_and_an_empty_sheet_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadUserInput, match="Mail stands there twice"):
        read(write(tmp_path / "a.xlsx", rows([text("A1", "Mail"), text("B1", "Mail ")])))
    with pytest.raises(BadUserInput, match="empty"):
        read(write(tmp_path / "a.xlsx", rows()))


def test_a_document_type_is_refused_wherever_it_stands(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    sheet = rows([text("A1", "Name")], [text("A2", "Ana")])
    with pytest.raises(BadUserInput, match="document type"):
        read(write(tmp_path / "a.xlsx", sheet, before=bomb))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file, file.open("xl/workbook.xml", "w") as part:
        for _ in range(150):
            part.write(b" " * (1 << 20))
    tracemalloc.start()
    with pytest.raises(BadUserInput, match="bomb"):
        Workbook(path, "bomb.xlsx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 << 20


@pytest.mark.parametrize("kind", ["text", "cut", "members", "broken xml"])
def test_a_damaged_workbook_is_refused_with_a_sentence(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path / "a.xlsx", rows([text("A1", "Name")]))
    if kind == "text":
        path.write_text("Name\nAna\n")
    elif kind == "cut":
        path.write_bytes(path.read_bytes()[:300])
    elif kind == "members":
        with zipfile.ZipFile(path, "a") as file:
            for n in range(300):
                file.writestr(f"x{n}", "")
    else:
        write(path, "<row")
    with pytest.raises(BadUserInput, match=r"a\.xlsx"):
        Workbook(path, "a.xlsx")


def test_bytes_that_were_altered_anywhere_never_end_in_more_than_a_sentence(tmp_path: Path) -> None:
    many = "".join(f'<row r="{n}">{text(f"A{n}", f"Name {n * n}")}</row>' for n in range(2, 300))
    whole = write(tmp_path / "a.xlsx", rows([text("A1", "Name")]) + many, strings=["x"]).read_bytes()
    path, told = tmp_path / "b.xlsx", 0
    for place in range(30, len(whole), 41):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            told += any(isinstance(one, Bad) for one in Workbook(path, "b.xlsx").records(lambda _: None))
        except BadUserInput:
            told += 1
    assert told > 20


def test_what_is_damaged_further_down_costs_what_follows_and_nothing_before(tmp_path: Path) -> None:
    many = "".join(f'<row r="{n}">{text(f"A{n}", "x" * 50)}</row>' for n in range(2, 3000))
    path = write(tmp_path / "a.xlsx", rows([text("A1", "Name")]) + many + "<row")
    _, records, _ = read(path)
    assert isinstance(records[-1], Bad)
    assert records[-1].line == (records[-2].line + 1)
    assert len(records) > 1000
