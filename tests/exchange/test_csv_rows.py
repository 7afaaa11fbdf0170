"""Rows of CSV: what RFC 4180 allows is read, what it forbids costs its own record alone."""

from __future__ import annotations

import csv
import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphcrm.exchange.csv_rows import RECORD_BYTES, Bad, Row, rows


def read(text: str | bytes, encoding: str = "utf-8") -> list[Row | Bad]:
    return list(rows(io.BytesIO(text.encode(encoding) if isinstance(text, str) else text), encoding))


def told(text: str | bytes, encoding: str = "utf-8") -> list[tuple[int, list[str] | str]]:
    return [(row.line, row.cells if isinstance(row, Row) else row.code) for row in read(text, encoding)]


def test_cells_rows_and_lines_are_counted() -> None:
    assert told("a,b\r\n1,2\n\n3,\n") == [(1, ["a", "b"]), (2, ["1", "2"]), (4, ["3", ""])]


def test_quoted_cells_hold_commas_quotes_and_lines() -> None:
    assert told('a\n"x,""y""\nz",2\nlast,1\n') == [(1, ["a"]), (2, ['x,"y"\nz', "2"]), (4, ["last", "1"])]


def test_a_byte_order_mark_is_left_out() -> None:
    assert told(b"\xef\xbb\xbfa\n1\n") == [(1, ["a"]), (2, ["1"])]


def test_a_quote_inside_a_cell_costs_its_row_and_no_other() -> None:
    assert told('a\n5" pipe\nx\n6" pipe\ny\n') == [(1, ["a"]), (2, "FORMAT"), (3, ["x"]), (4, "FORMAT"), (5, ["y"])]


def test_something_after_a_closing_quote_costs_its_row() -> None:
    assert told('a\n"x"y\nz\n') == [(1, ["a"]), (2, "FORMAT"), (3, ["z"])]


def test_an_open_quote_names_the_line_it_stands_in() -> None:
    assert told('a\n"x\ny\n') == [(1, ["a"]), (2, "OPEN_QUOTE"), (3, ["y"])]


@pytest.mark.parametrize(("lines", "whole"), [(99, True), (100, True), (101, False)])
def test_a_quoted_cell_may_have_a_hundred_lines(lines: int, whole: bool) -> None:
    found = read('a\n"' + "x\n" * (lines - 1) + 'x"\nlast\n')
    assert isinstance(found[1], Row if whole else Bad)
    assert found[-1] == Row(lines + 2, ["last"])


def test_a_line_over_a_mebibyte_is_skipped_and_counted() -> None:
    assert told("a\n" + "x" * (RECORD_BYTES + 1) + "\nb\n") == [(1, ["a"]), (2, "TOO_LONG"), (3, ["b"])]


def test_an_endless_line_takes_no_memory() -> None:
    class Endless(io.RawIOBase):
        left = 200

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:  # type: ignore[override]
            if self.left == 0:
                return 0
            self.left -= 1
            view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
            view[:] = b"x" * len(view)
            return len(view)

    tracemalloc.start()
    try:
        found = list(rows(io.BufferedReader(Endless(), 1 << 20)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [row.code for row in found if isinstance(row, Bad)] == ["TOO_LONG"]
    assert peak < 16 << 20


def test_a_wrong_byte_is_named_with_its_line_inside_a_long_cell() -> None:
    found = read(b'a\n"x\ny\xf6"\nz\n')
    assert [(row.line, row.code) for row in found if isinstance(row, Bad)] == [(2, "ENCODING")]
    assert isinstance(found[1], Bad)
    assert "Line 3 has the byte 0xf6" in found[1].sentence
    assert found[-1] == Row(4, ["z"])


def test_another_encoding_is_read_as_told() -> None:
    assert told("a\nMalmö\n", "latin-1") == [(1, ["a"]), (2, ["Malmö"])]


def test_line_separators_of_unicode_end_no_row() -> None:
    assert told("a\nx\u2028y\x85z\n") == [(1, ["a"]), (2, ["x\u2028y\x85z"])]


def test_quotes_without_end_cost_no_more_than_their_length() -> None:
    assert [code for _, code in told('"' * (RECORD_BYTES - 1) + "\nb\n")] == ["OPEN_QUOTE", ["b"]]
    assert len(read('"\n' * 5000)) == 2500  # each two lines are one cell with a line end in it


CELL = st.text(st.sampled_from(list('ab ",;\n\r:é')), max_size=6)


@given(st.lists(st.lists(CELL, min_size=2, max_size=3), max_size=5))
def test_whatever_a_csv_writer_wrote_is_read_back(table: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(table)
    assert [row.cells for row in read(text.getvalue()) if isinstance(row, Row)] == table


@given(st.binary(max_size=400))
def test_any_bytes_give_rows_and_sentences(content: bytes) -> None:
    for row in read(content):
        assert row.line >= 1
        assert isinstance(row, Row) or row.sentence.endswith(".")
