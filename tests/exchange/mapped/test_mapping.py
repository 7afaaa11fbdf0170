"""Mappings: what they may say, and what becomes of cells by them. All without a database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graphcrm.access.policy import built_in
from graphcrm.compile.rules import Rules
from graphcrm.errors import BadUserInput, Forbidden
from graphcrm.exchange.columns import Parsed
from graphcrm.exchange.mapped import mapping, opening
from graphcrm.exchange.mapped.files import Foreign
from graphcrm.exchange.native import native_files
from graphcrm.exchange.reading import Fault
from graphcrm.exchange.sheets import formats
from graphcrm.exchange.sheets.formats import Format
from graphcrm.vocabulary.words import VOCABULARY
from tests.exchange.sheets.workbooks import cell, rows, text, write

NATIVE = native_files(VOCABULARY)


def people(*columns: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A mapping of people by their id."""
    return {"noun": "people", "columns": [{"column": "Id", "to": "external_id"}, *columns], **more}


def opened(path: Path, raw: dict[str, Any]) -> Foreign:
    sheet = formats.opened(path, path.name, Format(**raw.get("format", {})))
    return Foreign(VOCABULARY, path, path.name, sheet, mapping.stated(raw, NATIVE), NATIVE)


def read(folder: Path, content: str, raw: dict[str, Any]) -> list[Parsed | tuple[int, str | None, str]]:
    """What becomes of the rows of a CSV: rows of people, or faults as (line, column, code)."""
    path = folder / "a.csv"
    path.write_text(content)
    file = opened(path, raw)
    return [told(file, one) for one in file.tables[0].items(lambda _: None)]


def told(file: Foreign, one: Parsed | Fault) -> Parsed | tuple[int, str | None, str]:
    return one if isinstance(one, Parsed) else (one.line, file.tables[0].called(one.column), one.code)


def one(folder: Path, cell: str, column: dict[str, Any]) -> Any:
    """What one cell becomes: the property it leads to, or the code of what is wrong."""
    (row,) = read(folder, f"Id;X\n1;{cell}\n", people({"column": "X", **column}, format={"separator": ";"}))
    return row.properties.get(column["to"]) if isinstance(row, Parsed) else row[2]


@pytest.mark.parametrize(
    ("cell", "form", "day"),
    [
        ("03.04.2026", "DD.MM.YYYY", "2026-04-03"),
        ("3.4.2026", "DD.MM.YYYY", "2026-04-03"),
        ("03/04/2026", "MM/DD/YYYY", "2026-03-04"),
        ("03/04/2026", "DD/MM/YYYY", "2026-04-03"),
        ("20260403", "YYYYMMDD", "2026-04-03"),
        ("03.04.26", "DD.MM.YY", "2026-04-03"),
        ("03.04.85", "DD.MM.YY", "1985-04-03"),
        ("2026-04-03", "DD.MM.YYYY", "2026-04-03"),
        ("2026-04-03T00:00:00Z", None, "2026-04-03"),
        ("03/04/2026", None, "FORMAT"),
        ("31.02.2026", "DD.MM.YYYY", "FORMAT"),
        ("2026-31-12", "DD.MM.YYYY", "FORMAT"),
        ("4/3/2026", "DD.MM.YYYY", "FORMAT"),
    ],
)
def test_days_are_read_in_the_form_that_is_stated_and_never_guessed(
    tmp_path: Path, cell: str, form: str | None, day: str
) -> None:
    found = one(tmp_path, cell, {"to": "target_close_on", **({"date": form} if form else {})})
    assert str(getattr(found, "value", found)) == day


@pytest.mark.parametrize(
    ("cell", "form", "number"),
    [
        ("1.234,50", "1.234,56", "1234.5"),
        ("1,234.50", "1,234.56", "1234.5"),
        ("1 234,50 €", "1 234,56", "1234.5"),
        ("1'234.50", "1'234.56", "1234.5"),
        ("1234,5", "1234,56", "1234.5"),
        ("1234.5", None, "1234.5"),
        ("1.234", None, "FORMAT"),
        ("1.23,4", "1.234,56", "FORMAT"),
        ("many", "1.234,56", "FORMAT"),
    ],
)
def test_amounts_are_read_in_the_form_that_is_stated(tmp_path: Path, cell: str, form: str | None, number: str) -> None:
    found = one(tmp_path, cell, {"to": "expected_value", **({"number": form} if form else {})})
    assert getattr(found, "value", found) == number


def test_words_countries_and_truth_values_are_translated(tmp_path: Path) -> None:
    choices = {"Neu": "NEW", "Gespräch": "CONTACTED"}
    assert one(tmp_path, "neu", {"to": "lead_status", "choices": choices}) == "NEW"
    assert one(tmp_path, "Niederlande", {"to": "country"}) == "NL"
    assert one(tmp_path, "UK", {"to": "country"}) == "GB"
    assert one(tmp_path, "Atlantis", {"to": "country"}) == "FORMAT"
    assert one(tmp_path, "ja", {"to": "do_not_contact"}) is True
    assert one(tmp_path, "perhaps", {"to": "do_not_contact"}) == "FORMAT"


def test_a_file_never_says_that_somebody_may_be_contacted_again(tmp_path: Path) -> None:
    for word in ("no", "", "0"):
        assert one(tmp_path, word, {"to": "do_not_contact"}) is None
    with pytest.raises(BadUserInput, match="contacted again"):
        one(tmp_path, "", {"to": "do_not_contact", "write": "clear"})
    with pytest.raises(BadUserInput, match="preferences come in their native file only"):
        mapping.stated({"noun": "preferences", "columns": [{"column": "a", "to": "wish"}]}, NATIVE)


def test_an_empty_cell_changes_nothing_unless_told(tmp_path: Path) -> None:
    raw = people({"column": "City", "to": "city"}, {"column": "Lang", "to": "language", "write": "clear"})
    (row,) = read(tmp_path, "Id,City,Lang\n1,,\n", raw)
    assert isinstance(row, Parsed)
    assert row.properties == {"language": None}
    assert row.lacks is not None
    assert (row.lacks.blames, row.lacks.code) == ("name", "REQUIRED")


def test_several_columns_make_one_list_and_one_of_them_does_not_end_the_others(tmp_path: Path) -> None:
    raw = people({"column": "Mail", "to": "emails"}, {"column": "Mail 2", "to": "emails"})
    (row,) = read(tmp_path, "Id,Mail,Mail 2\n1,a@x.example,B@x.example\n", raw)
    assert isinstance(row, Parsed)
    assert [named.key for named in row.lists["emails"]] == ["a@x.example", "b@x.example"]
    assert row.adds == {"emails"}


def test_a_number_that_a_spreadsheet_made_of_a_text_is_refused(tmp_path: Path) -> None:
    raw = people({"column": "Phone", "to": "phones"})
    assert read(tmp_path, "Id,Phone\n1,4.9E+11\n2,+49 40 5550100\n", raw)[0] == (2, "Phone", "FORMAT")


def test_faults_name_the_line_and_the_column_of_the_file(tmp_path: Path) -> None:
    raw = people({"column": "Mail", "to": "emails"}, {"column": "Status", "to": "lead_status"})
    found = read(tmp_path, 'Id,Mail,Status\n1,none,\n"2\n",a@x.example,LOST\n3,\n,b@x.example,\n', raw)
    assert found == [(2, "Mail", "FORMAT"), (3, "Status", "CHOICE"), (5, None, "FORMAT"), (6, "Id", "REQUIRED")]


def test_a_record_stands_in_a_file_once(tmp_path: Path) -> None:
    found = read(tmp_path, "Id,N\n1,Ana\n1,Ben\n", people({"column": "N", "to": "name"}))
    assert isinstance(found[0], Parsed)
    assert found[1] == (3, "Id", "DUPLICATE_ID")


def test_records_on_one_line_are_told_apart_by_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"Id": 1, "N": "Ana"}, {"Id": 2, "N": "Ben"}, {"Id": 1, "N": "Cy"}]')
    items = list(opened(path, people({"column": "N", "to": "name"})).tables[0].items(lambda _: None))
    assert [isinstance(one, Parsed) for one in items] == [True, True, False]
    assert items[2].number == 3


def test_a_workbook_is_read_as_it_is_shown_and_numbers_in_place_of_texts_are_told(tmp_path: Path) -> None:
    head = [text("A1", "Id"), text("B1", "Born"), text("C1", "Phone")]
    sheet = rows(head, [text("A2", "007"), cell("B2", "31149", style=1), cell("C2", "491701234567")])
    path = write(tmp_path / "a.xlsx", sheet)
    raw = people({"column": "Born", "to": "target_close_on"}, {"column": "Phone", "to": "phones"})
    file = opened(path, raw)
    (row,) = file.tables[0].items(lambda _: None)
    assert isinstance(row, Parsed)
    assert (row.external_id, row.line) == ("007", 2)
    assert str(row.properties["target_close_on"]) == "1985-04-12"
    assert file.translator.numbers == {"Phone": [1, 2]}


def test_a_file_that_changes_while_it_is_read_is_not_taken_for_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Id,N\n1,Ana\n2,Ben\n")
    items = opened(path, people({"column": "N", "to": "name"})).tables[0].items(lambda _: None)
    next(items)
    path.write_text("Id,N\n1,Ana\n2,Ben\n3,Cy\n")
    with pytest.raises(BadUserInput, match="changed while it was read"):
        list(items)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ({"noun": "castles", "columns": [{"column": "a", "to": "name"}]}, "is none of"),
        ({"noun": "users", "columns": [{"column": "a", "to": "email"}]}, "native file only"),
        ({"noun": "people", "columns": []}, "no columns"),
        ({"noun": "people", "columns": [{"column": "a", "to": "name"}], "colour": 1}, "means nothing"),
        ({"noun": "people", "columns": [{"column": "a", "to": "name"}]}, "Nothing tells one of people"),
        (people({"column": "a", "to": "shoe"}), "which is none of"),
        (people({"column": "a", "to": "audience"}), "which is none of"),
        (people({"column": "a", "to": "city"}, {"column": "b", "to": "city"}), "both lead to city"),
        (people({"column": "a", "to": "city", "write": "add"}), "only lists"),
        (people({"column": "a", "to": "city", "write": "burn"}), "none of overwrite"),
        (people({"column": "a", "to": "birthday", "date": "DD/DD/YYYY"}), "no form of a day"),
        (people({"column": "a", "to": "expected_value", "number": "1_000"}), "no form of a number"),
        (people({"column": "a", "to": "birthday", "date": "?", "ask": "which?"}), "still a question"),
        (people({"column": "a", "to": "lead_status", "choices": {"x": "?"}}), "still a question"),
        (people({"column": "a", "to": "seat.title"}), "A seat needs its organization"),
        (people({"column": "a", "to": "organization.name"}, {"column": "b", "to": "seat.function"}), "its title"),
        (people(key=["emails"]), "led to by no column"),
        (people(key=["name"]), "is none of external_id"),
        (people(mode="burn"), "The mode"),
        (people(format={"colour": "red"}), "The format"),
        (people({"column": "a", "value": "b", "to": "city"}), '"column" or "value"'),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused_with_a_sentence(raw: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadUserInput, match=sentence):
        mapping.stated(raw, NATIVE)


def test_a_mapping_to_a_column_that_is_not_in_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Id,Name\n1,Ana\n")
    with pytest.raises(BadUserInput, match=r"no column 'Town'\. It has Id, Name"):
        opened(tmp_path / "a.csv", people({"column": "Town", "to": "city"}))


def test_no_mapping_leads_to_what_the_importer_may_not_write() -> None:
    rules = Rules(VOCABULARY, built_in().lens(["account_manager"]))
    told = ("name", "emails", "organization.name", "seat.title", "seat.started_on", "address", "tags")
    allowed = mapping.stated(people(*({"column": one, "to": one} for one in told)), NATIVE)
    opening.may_write(VOCABULARY, allowed, NATIVE, rules)
    hidden = mapping.stated(people({"column": "B", "to": "birthday"}), NATIVE)
    with pytest.raises(Forbidden, match=r"people\.birthday"):
        opening.may_write(VOCABULARY, hidden, NATIVE, rules)


@pytest.mark.parametrize("name", [name for name in NATIVE if name not in mapping.NATIVE_ONLY])
def test_a_file_with_the_columns_of_a_native_one_needs_no_mapping(name: str) -> None:
    raw = mapping.of_native(NATIVE[name], [*NATIVE[name].columns, "Shoe"])
    told = {one["column"]: one["to"] for one in raw["columns"]}
    assert told == {column: column for column in NATIVE[name].columns if column != "audience"}
    assert mapping.stated(raw, NATIVE).noun == name
    with pytest.raises(BadUserInput, match="None of its columns"):
        mapping.of_native(NATIVE[name], ["Shoe"])


def test_rows_of_seats_and_of_facts_are_read_alone(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"external_id": "r-a", "organization": "o-a", "title": "Head"}]')
    file = opened(tmp_path / "a.json", mapping.of_native(NATIVE["roles"], ["external_id", "organization", "title"]))
    (row,) = (row for table in file.tables for row in table.items(lambda _: None))
    assert isinstance(row, Parsed)
    assert (row.external_id, row.properties["title"], row.lists["organization"][0].key) == ("r-a", "Head", "o-a")
    (tmp_path / "b.json").write_text('[{"role": "r-a", "person": "p-a"}, {"role": "r-a"}]')
    file = opened(tmp_path / "b.json", mapping.of_native(NATIVE["holdings"], ["role", "person"]))
    fact, fault = (row for table in file.tables for row in table.items(lambda _: None))
    assert isinstance(fact, Parsed)
    assert fact.ends == ("p-a", "r-a")
    assert told(file, fault) == (1, "person", "REQUIRED")


def test_an_empty_cell_under_a_native_column_clears_as_it_does_in_a_native_file(tmp_path: Path) -> None:
    raw = mapping.of_native(NATIVE["people"], ["external_id", "name", "emails", "city", "do_not_contact"])
    (row,) = read(tmp_path, "external_id,name,emails,city,do_not_contact\n1,Ana,,,\n", raw)
    assert isinstance(row, Parsed)
    assert (row.lists, row.adds) == ({"emails": []}, frozenset())
    assert (row.properties["city"], "do_not_contact" in row.properties) == (None, False)


@pytest.mark.parametrize("content", ["[]", "{", '"x"', "[" * 100_000])
def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "m.json").write_text(content)
    with pytest.raises(BadUserInput, match="is no mapping"):
        mapping.read(tmp_path / "m.json")
    with pytest.raises(BadUserInput, match="cannot be read"):
        mapping.read(tmp_path / "none.json")


def test_a_mapping_is_read_as_it_was_written(tmp_path: Path) -> None:
    raw = people({"value": "Fair", "to": "lead_source", "write": "fill"}, mode="create")
    (tmp_path / "m.json").write_text(json.dumps(raw))
    found = mapping.stated(mapping.read(tmp_path / "m.json"), NATIVE)
    assert (found.noun, found.mode, found.key, found.columns[1].value) == ("people", "create", ("external_id",), "Fair")
