"""How values stand in cells: whatever is written is read back, and nothing that is written can be run."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphcrm.compile import kinds
from graphcrm.compile.declarations import Property
from graphcrm.exchange import cells
from graphcrm.exchange.csv_rows import Row, rows
from graphcrm.exchange.forms import formulas, lists, texts

TEXTS = st.text(st.sampled_from("a;\\='\"-+@|%＝ \u200b\t,\nü"), max_size=8) | st.text(max_size=20)


@settings(max_examples=500)
@given(st.lists(TEXTS, min_size=1))
def test_a_list_comes_back_as_it_was(parts: list[str]) -> None:
    assert lists.split(lists.join(parts)) == parts


@settings(max_examples=500)
@given(TEXTS)
def test_a_text_comes_back_as_it_was(text: str) -> None:
    assert formulas.plain(formulas.guarded(text)) == text


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("a;b", ["a", "b"]),
        ("a\\b;c:\\d", ["a\\b", "c:\\d"]),
        ("a\\;b", ["a;b"]),
        ("a\\\\;b", ["a\\", "b"]),
        ("a\\\\\\;b", ["a\\;b"]),
        ("", [""]),
        ("a;", ["a", ""]),
    ],
)
def test_a_semicolon_divides_unless_a_backslash_stands_before_it(cell: str, parts: list[str]) -> None:
    assert lists.split(cell) == parts


@pytest.mark.parametrize("text", ["=1+1", "+49 40", "-5", "@x", "|x", "%x", "＝1", " =1", "\t=1", "\u200b=1"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert formulas.guarded(text) == f"'{text}"
    assert formulas.guarded(f"'{text}") == f"''{text}", "else the text that has an apostrophe would lose it"


@pytest.mark.parametrize("text", ["", "a=1", "'quoted'", "'", "it's", "1-1"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert formulas.guarded(text) == formulas.plain(text) == text


@given(st.floats(allow_nan=False, allow_infinity=False) | st.none())
def test_a_number_comes_back_as_it_was(number: float | None) -> None:
    prop = Property("x", kinds.NUMBER, "Something.")
    assert repr(cells.value(prop, texts.of(prop)(number))) == repr(number)


@pytest.mark.parametrize("value", [True, False, None])
def test_a_truth_value_that_nobody_stated_has_a_word(value: Any) -> None:
    prop = Property("x", kinds.BOOLEAN, "Something.")
    found = cells.value(prop, texts.of(prop)(value))
    assert (None if found is cells.UNKNOWN else found) is value
    assert cells.value(prop, "") is False


@settings(max_examples=300)
@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_a_row_that_is_written_is_read_back(row: list[str]) -> None:
    """But for blank lines, which are no records, and lone carriage returns, which end lines of no file."""
    row = [cell.replace("\r", "").replace("\0", "") for cell in row]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(row)
    (found,) = rows(io.BytesIO(text.getvalue().encode("utf-8", "ignore")))
    assert isinstance(found, Row)
    assert found.cells == [cell.encode("utf-8", "ignore").decode() for cell in row]
