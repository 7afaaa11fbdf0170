"""Reading a file: its header, its rows by themselves, what an empty cell and an absent column mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphcrm.errors import BadUserInput
from graphcrm.exchange.columns import Parsed
from graphcrm.exchange.ledger import Ledger
from graphcrm.exchange.native import native_files
from graphcrm.exchange.reading import Fault, Item, Table
from graphcrm.vocabulary.words import VOCABULARY

FILES = native_files(VOCABULARY)


def table(folder: Path, name: str, text: str) -> Table:
    path = folder / f"{name}.csv"
    path.write_bytes(text.encode())
    return Table(VOCABULARY, path, path.name, FILES[name], "utf-8")


def items(folder: Path, name: str, text: str) -> list[Item]:
    return list(table(folder, name, text).items(lambda _position: None))


def row(folder: Path, name: str, text: str) -> Parsed:
    (found,) = items(folder, name, text)
    assert isinstance(found, Parsed), found
    return found


def faults(found: list[Item]) -> list[tuple[int, str | None, str]]:
    return [(item.line, item.column, item.code) for item in found if isinstance(item, Fault)]


def test_columns_come_in_any_order_with_spaces_and_a_mark(tmp_path: Path) -> None:
    found = row(tmp_path, "people", "\ufeffname , external_id\nAna,p-a\n")
    assert (found.external_id, found.properties["name"]) == ("p-a", "Ana")


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("external_id,organization", "the column title is missing"),
        ("external_id,organization,title,title", "the column title stands there twice"),
        ("external_id,organization,title\rx,y,z\r", "carriage returns"),
        ("external_id,organization,titel", "the column title is missing"),
        ('external_id,"organization', "A quote is opened here"),
    ],
)
def test_a_header_that_cannot_be_used_is_a_sentence_with_file_and_line(
    tmp_path: Path, header: str, sentence: str
) -> None:
    with pytest.raises(BadUserInput, match=r"roles\.csv, line 1: ") as caught:
        table(tmp_path, "roles", header + "\n")
    assert sentence in caught.value.message


def test_an_empty_file_and_unknown_columns_are_remarks(tmp_path: Path) -> None:
    ledger = Ledger("")
    table(tmp_path, "people", "").remarks(ledger)
    table(tmp_path, "roles", "external_id,organization,title,,shoe\n").remarks(ledger)
    assert [(f["file"], f["code"], f.get("column")) for f in ledger.findings] == [
        ("people.csv", "EMPTY", None),
        ("roles.csv", "UNKNOWN_COLUMN", ""),
        ("roles.csv", "UNKNOWN_COLUMN", "shoe"),
    ]


def test_an_absent_column_says_nothing_and_an_empty_cell_empties(tmp_path: Path) -> None:
    found = row(tmp_path, "people", "external_id,name,city,emails\np,Ana,,\n")
    assert found.properties["city"] is None
    assert found.lists == {"emails": []}
    assert not {"country", "ours", "tags", "birthday"} & found.properties.keys()


def test_a_kind_is_company_where_it_is_empty_and_by_default_only_where_it_is_absent(tmp_path: Path) -> None:
    assert row(tmp_path, "organizations", "external_id,name,kind\no,A,\n").properties["kind"] == "COMPANY"
    absent = row(tmp_path, "organizations", "external_id,name\no,A\n")
    assert "kind" not in absent.properties
    assert absent.defaults == {"kind": "COMPANY"}


@pytest.mark.parametrize(("share", "control"), [("0.6", True), ("0.5", False), ("", False)])
def test_who_owns_more_than_half_controls(tmp_path: Path, share: str, control: bool) -> None:
    empty = row(tmp_path, "ownership", f"child,parent,share,control\na,b,{share},\n")
    assert empty.properties["control"] is control
    absent = row(tmp_path, "ownership", f"child,parent,share\na,b,{share}\n")
    assert "control" not in absent.properties
    assert absent.defaults == {"control": control}


def test_a_name_is_made_of_its_parts(tmp_path: Path) -> None:
    made = row(tmp_path, "people", "external_id,first_name,last_name\np,Ana,Lima\n")
    assert (made.properties["name"], made.properties["first_name"]) == ("Ana Lima", "Ana")
    given = row(tmp_path, "people", "external_id,name,first_name,last_name\np,A. Lima,Ana,Lima\n")
    assert given.properties["name"] == "A. Lima"
    alone = row(tmp_path, "people", "external_id,name,first_name,last_name\np,,,Lima\n")
    assert alone.properties["name"] == "Lima"
    none = items(tmp_path, "people", "external_id,name,first_name,last_name\np,,,\n")
    assert faults(none) == [(2, "name", "REQUIRED")]


def test_an_amount_and_its_currency_are_stated_apart(tmp_path: Path) -> None:
    both = row(tmp_path, "deals", "external_id,name,organization,value,currency\nd,D,o,5.50,EUR\n").properties
    assert (both["value"], both["value_key"], both["value_currency"]) == ("5.5", 5.5, "EUR")
    alone = row(tmp_path, "deals", "external_id,name,organization,value\nd,D,o,6\n").properties
    assert "value_currency" not in alone
    wrong = items(tmp_path, "deals", "external_id,name,organization,value,currency\nd,D,o,5,euro\n")
    assert faults(wrong) == [(2, "currency", "FORMAT")]


def test_participants_are_cut_at_the_last_colon(tmp_path: Path) -> None:
    head = "external_id,kind,occurred_at,participants\n"
    found = row(tmp_path, "interactions", head + "i,call,2026-01-01T10:00:00Z,urn:p:1:from; p-2:To\n")
    assert [(n.key, n.properties) for n in found.lists["participants"]] == [
        ("urn:p:1", {"part": "FROM"}),
        ("p-2", {"part": "TO"}),
    ]
    for cell in ("p-1", "p-1:GUEST", ":FROM"):
        wrong = items(tmp_path, "interactions", head + f"i,CALL,2026-01-01T10:00:00Z,{cell}\n")
        assert faults(wrong) == [(2, "participants", "FORMAT")]
    assert faults(items(tmp_path, "interactions", head + "i,CALL,2026-01-01T10:00:00Z,\n")) == [
        (2, "participants", "REQUIRED")
    ]


def test_a_row_of_another_length_names_the_first_column_it_lacks(tmp_path: Path) -> None:
    found = items(tmp_path, "people", "external_id,name,city\np-a,Ana\np-b,Ben,Kiel,x\n")
    assert faults(found) == [(2, "city", "FORMAT"), (3, None, "FORMAT")]


def test_an_end_lies_not_before_its_start(tmp_path: Path) -> None:
    text = "role,person,started_on,ended_on\nr,p,2024-02-01,2024-01-31\nr,p,2024-02-01,2024-02-01\n"
    assert faults(items(tmp_path, "holdings", text)) == [(2, "ended_on", "RANGE")]


def test_a_fact_stands_once_and_says_one_thing(tmp_path: Path) -> None:
    text = (
        "from,to,weight,topic\na,b,0.5,x\na,b,0.5,y\na,b,0.5,x\na,b,0.6,x\na,a,0.5,x\n"  # line 4 repeats, 5 contradicts
    )
    found = items(tmp_path, "influences", text)
    assert faults(found) == [(5, None, "DUPLICATE_FACT"), (6, "to", "RULE")]
    assert "Line 2 " in next(item.sentence for item in found if isinstance(item, Fault))


def test_records_are_numbered_whatever_lines_they_take(tmp_path: Path) -> None:
    found = items(tmp_path, "people", 'external_id,name\np-a,"A\nna"\n\np-b,Ben\n')
    assert [(item.number, item.line) for item in found] == [(1, 2), (2, 5)]
    assert isinstance(found[0], Parsed)
    assert found[0].properties["name"] == "A na"
