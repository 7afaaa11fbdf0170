"""Cells: from text to values, by the kind of the property."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from graphcrm.compile.declarations import Property
from graphcrm.compile.kinds import BOOLEAN, DATE, INSTANT, INTEGER, MONEY, NAME, NUMBER, TEXTS
from graphcrm.exchange import cells
from graphcrm.records import checks
from graphcrm.records.checks import ValueFault
from graphcrm.vocabulary.words import VOCABULARY


def prop(noun: str, name: str) -> Property:
    return next(p for p in VOCABULARY.nouns[noun].properties if p.name == name)


def code(declared: Property, cell: str) -> str:
    with pytest.raises(ValueFault) as caught:
        cells.value(declared, cell)
    assert caught.value.sentence.endswith((".", ")."))
    return caught.value.code


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (DATE, "2024-02-29", date(2024, 2, 29)),
        (INSTANT, "2026-01-05T11:46:00Z", datetime(2026, 1, 5, 11, 46, tzinfo=UTC)),
        (INSTANT, "2026-01-05t12:46:00.5+01:00", datetime(2026, 1, 5, 11, 46, 0, 500_000, tzinfo=UTC)),
        (INTEGER, " 41000 ", 41000),
        (NUMBER, ".5", 0.5),
        (NUMBER, "1e-3", 0.001),
        (MONEY, "480000.00", "480000"),
        (BOOLEAN, "TRUE", True),
        (BOOLEAN, "", False),
        (TEXTS, "x; y;;x", ["x", "y"]),
        (NAME, "  A\u030asa\tBerg\x00 ", "Åsa Berg"),
        (NAME, "", None),
    ],
)
def test_a_cell_becomes_the_value_of_its_kind(kind: Any, cell: str, value: Any) -> None:
    assert cells.value(Property("x", kind, "Something."), cell) == value


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (DATE, "2024-02-30"),
        (DATE, "2026-W01-1"),
        (DATE, "20260101"),
        (DATE, "1.2.2024"),
        (INSTANT, "2026-01-05"),
        (INSTANT, "2026-01-05T11:46:00"),
        (INSTANT, "2026-W01-1T11:46:00Z"),
        (INSTANT, "2026-01-05T25:00:00Z"),
        (INTEGER, "1.5"),
        (INTEGER, "many"),
        (NUMBER, "1,5"),
        (NUMBER, "nan"),
        (NUMBER, "1e999"),
        (MONEY, "1e999999999"),
        (MONEY, "NaN"),
        (BOOLEAN, "yes"),
    ],
)
def test_what_cannot_be_read_is_refused_as_a_format(kind: Any, cell: str) -> None:
    assert code(Property("x", kind, "Something."), cell) == "FORMAT"


def test_numbers_stay_in_their_range() -> None:
    assert code(prop("Organization", "employees"), "-1") == "RANGE"
    assert code(prop("Organization", "employees"), "2147483648") == "RANGE"
    assert code(prop("Organization", "latitude"), "90.1") == "RANGE"


def test_words_of_closed_lists_are_read_in_any_case_and_no_others() -> None:
    assert cells.value(prop("Organization", "kind"), "division") == "DIVISION"
    assert code(prop("Organization", "kind"), "circus") == "CHOICE"


def test_a_required_cell_may_not_be_empty_unless_something_stands_for_it() -> None:
    assert code(prop("Organization", "name"), " ") == "REQUIRED"
    assert cells.value(prop("Organization", "kind"), "") is None
    assert cells.value(prop("Person", "name"), "") is None


def test_a_country_is_two_letters() -> None:
    assert cells.value(prop("Person", "country"), "DE") == "DE"
    assert code(prop("Person", "country"), "Germany") == "FORMAT"


@pytest.mark.parametrize("address", ["ana@a.example", "Ana.Lima+x@mail.test", "ä@ö.example"])
def test_addresses_are_taken_as_written(address: str) -> None:
    assert checks.email(address) == address


@pytest.mark.parametrize("address", ["ana", "ana@", "a b@c.example", "ana@a..example"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueFault, match="no e-mail address"):
        checks.email(address)


def test_phones_are_taken_leniently() -> None:
    assert checks.phone("ext. 123") == "ext. 123"
    for wrong in ("12", "none", "1" * 41):
        with pytest.raises(ValueFault, match="no telephone number"):
            checks.phone(wrong)


def test_a_name_that_no_index_can_hold_is_refused() -> None:
    name = prop("Person", "name")
    checks.check_size(name, {"name_key": "x" * 8000})
    with pytest.raises(ValueFault, match="8001 bytes long"):
        checks.check_size(name, {"name_key": "x" * 8001})
