"""Each format is read back by a program that is not ours, with values that somebody might want to do harm with."""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import networkx
import openpyxl
import pytest

from graphcrm.errors import BadUserInput
from graphcrm.exchange.forms import formulas, lists
from graphcrm.exchange.writers import workbooks
from graphcrm.exchange.writers.formats import FORMATS, format_of
from graphcrm.exchange.writers.graphs import GraphMl, Line
from graphcrm.exchange.writers.stated import Heading, Stated

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "+4930123",
    "-2+3",
    "\t=1+1",
    "\u200b=1",
    "＝1+1",
    "two\nlines",
    "carriage\rreturn",
    'quo"te, comma; semicolon',
    "</record><record>&amp;",
    "]]>",
    "NUL\x00 and BEL\x07",
    "_x0041_",
    "\u202eright to left",
    "مريم العلي",
    "山田太郎",
    "👩‍👩‍👧 family",
    "'apostrophe",
    " spaces ",
    "ends with \\",
    "\ufffe",
]
HEADINGS = [
    Heading("id"),
    Heading("name", description="What people call it: <&>."),
    Heading("level", "integer"),
    Heading("share", "number"),
    Heading("value", "decimal"),
    Heading("ours", "boolean"),
    Heading("closedOn", "date"),
    Heading("seenAt", "instant"),
    Heading("tags", "texts"),
]
FULL = ["o-1", "Alpha", 3, 0.25, "1234.50", True, "2026-11-20", "2026-11-20T10:00:00.123Z", ["a;b", "=c"]]
EMPTY = ["o-2", None, None, None, None, None, None, None, []]
QUERY = {"filter": {"name": {"contains": '=1 "<Ä>"'}}}
STATED = Stated("organizations", QUERY, datetime(2026, 11, 27, 8, 30, tzinfo=UTC), "WyJmZWVk", HEADINGS)


def written(path: Path, name: str, rows: Sequence[Sequence[Any]], stated: Stated = STATED) -> Path:
    file = FORMATS[name].open(path, stated, ())
    for row in rows:
        file.row(row)
    file.close()
    return path


def hostile_rows() -> list[list[Any]]:
    return [[f"o-{number}", text, *FULL[2:8], [text, "plain"]] for number, text in enumerate(HOSTILE)]


def without_controls(text: str) -> str:
    """As XML can hold it: what it cannot is the sign for that."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)


# --- CSV -------------------------------------------------------------------------------------------------------------


def read_csv(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return list(reader.fieldnames or ()), list(reader)


def test_a_csv_file_says_what_it_is_of_in_the_name_of_a_last_empty_column(tmp_path: Path) -> None:
    names, rows = read_csv(written(tmp_path / "a.csv", "csv", [FULL, EMPTY]))
    assert names[:-1] == [heading.name for heading in HEADINGS]
    assert "organizations" in names[-1] and json.dumps(QUERY, ensure_ascii=False) in names[-1]
    assert "2026-11-27T08:30:00Z" in names[-1] and "WyJmZWVk" in names[-1]
    first = ["o-1", "Alpha", "3", "0.25", "1234.50", "true", "2026-11-20", "2026-11-20T10:00:00.123Z", "a\\;b;=c", ""]
    assert [list(row.values()) for row in rows] == [first, ["o-2", *[""] * 9]]


def test_no_cell_of_a_csv_file_is_run_and_our_import_reads_each_as_it_was(tmp_path: Path) -> None:
    _, rows = read_csv(written(tmp_path / "a.csv", "csv", hostile_rows()))
    assert [formulas.plain(row["name"]) for row in rows] == HOSTILE
    assert [lists.split(formulas.plain(row["tags"]))[0] for row in rows] == HOSTILE
    for row in rows:
        bare = re.sub(r"^[\s\x00-\x1f\u200b\u202e]*", "", row["name"])
        assert bare[:1] not in "=+-@|%＝＋－＠" or not bare, row["name"]


# --- workbooks -------------------------------------------------------------------------------------------------------


def read_xlsx(path: Path) -> tuple[list[list[Any]], dict[str, str], Any]:
    book = openpyxl.load_workbook(path)
    rows = [[cell.value for cell in row] for row in book["Records"].iter_rows()]
    return rows, {row[0].value: row[1].value for row in book["Export"].iter_rows()}, book


def test_a_workbook_has_numbers_and_days_as_such_and_says_what_it_is_of(tmp_path: Path) -> None:
    rows, told, _ = read_xlsx(written(tmp_path / "a.xlsx", "xlsx", [FULL, EMPTY]))
    assert rows[0] == [heading.name for heading in HEADINGS]
    assert rows[1] == [
        *("o-1", "Alpha", 3, 0.25, 1234.5, True, datetime(2026, 11, 20), "2026-11-20T10:00:00.123Z", "a;b, =c"),
    ]
    assert rows[2] == ["o-2", *[None] * 8]
    assert told["query"] == json.dumps(QUERY, ensure_ascii=False)
    assert (told["export"], told["at"], told["position"]) == ("organizations", "2026-11-27T08:30:00Z", "WyJmZWVk")


def test_nothing_in_a_workbook_is_a_formula_or_a_link(tmp_path: Path) -> None:
    rows, _, book = read_xlsx(written(tmp_path / "a.xlsx", "xlsx", hostile_rows()))
    assert len(rows) == len(HOSTILE) + 1
    for text, cell in zip(HOSTILE, list(book["Records"].columns)[1][1:], strict=True):
        assert cell.data_type in ("s", "inlineStr") and cell.hyperlink is None
        assert openpyxl.utils.escape.unescape(cell.value) == text, text


def test_an_amount_that_a_double_does_not_keep_and_a_day_before_1900_stand_as_text(tmp_path: Path) -> None:
    row = [*FULL[:4], "12345678901234567.89", *FULL[5:6], "1850-01-01", *FULL[7:]]
    rows, _, _ = read_xlsx(written(tmp_path / "a.xlsx", "xlsx", [row]))
    assert rows[1][4] == "12345678901234567.89" and rows[1][6] == "1850-01-01"


def test_a_text_longer_than_a_cell_is_cut_with_a_sign(tmp_path: Path) -> None:
    rows, _, _ = read_xlsx(written(tmp_path / "a.xlsx", "xlsx", [["o-1", "😀" * 20_000, *FULL[2:]]]))
    cell = rows[1][1]
    assert cell.endswith("😀…") and len(cell.encode("utf-16-le")) // 2 <= 32_767


def test_more_records_than_a_sheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_ROWS", 3)
    with pytest.raises(BadUserInput, match="holds 2 records"):
        written(tmp_path / "a.xlsx", "xlsx", [FULL] * 3)


# --- XML -------------------------------------------------------------------------------------------------------------

XS = "{http://www.w3.org/2001/XMLSchema}"


def test_an_xml_file_has_its_schema_beside_it_and_fits_it(tmp_path: Path) -> None:
    root = ET.parse(written(tmp_path / "a.xml", "xml", [FULL, EMPTY])).getroot()
    assert root.attrib["of"] == "organizations" and json.loads(root.attrib["query"]) == QUERY
    assert (root.attrib["at"], root.attrib["position"]) == ("2026-11-27T08:30:00Z", "WyJmZWVk")
    assert "a.xsd" in root.attrib.values()
    first, second = root
    assert [(e.tag, e.text) for e in first][-3:] == [("seenAt", FULL[7]), ("tags", "a;b"), ("tags", "=c")]
    assert [e.tag for e in second] == ["id"]
    schema = ET.parse(tmp_path / "a.xsd").getroot()
    record = next(e for e in schema.iter(f"{XS}element") if e.get("name") == "record")
    declared = {
        e.get("name"): (e.get("type"), e.get("maxOccurs")) for e in record.iter(f"{XS}element") if e is not record
    }
    assert list(declared) == [heading.name for heading in HEADINGS]
    assert declared["tags"] == ("xs:string", "unbounded") and declared["value"] == ("xs:decimal", None)
    assert [e.tag for e in first] == [name for name in declared for _ in range(2 if name == "tags" else 1)]
    assert next(record.iter(f"{XS}documentation")).text == HEADINGS[1].description


def test_no_value_breaks_out_of_its_element(tmp_path: Path) -> None:
    root = ET.parse(written(tmp_path / "a.xml", "xml", hostile_rows())).getroot()
    assert [record.findtext("name") for record in root] == [without_controls(text) for text in HOSTILE]


# --- JSON Lines ------------------------------------------------------------------------------------------------------


def test_json_lines_begin_with_what_they_are_of(tmp_path: Path) -> None:
    text = written(tmp_path / "a.jsonl", "jsonl", [FULL, EMPTY, *hostile_rows()]).read_text(encoding="utf-8")
    head, first, second, *others = map(json.loads, text.removesuffix("\n").split("\n"))
    assert head == {
        "export": {"of": "organizations", "query": QUERY, "at": "2026-11-27T08:30:00Z", "position": "WyJmZWVk"}
    }
    names = [heading.name for heading in HEADINGS]
    assert (first, second) == (dict(zip(names, FULL, strict=True)), dict(zip(names, EMPTY, strict=True)))
    assert [one["name"] for one in others] == HOSTILE


# --- cards -----------------------------------------------------------------------------------------------------------

CARD = ["per_1", "Ana Ó Briain", "Ana", "Ó Briain", ["ana@a.example", "x@y.example"], ["+49 30 1"], ['Street 1\n"B"']]
CARD += ["Head, of; IT", "Alpha", "1980-05-05", "de", "Köln", "DE", ["a,b", "c"], "2026-11-20T10:00:00.123Z"]
NAMES = ["id", "name", "firstName", "lastName", "emails", "phones", "postalAddresses", "jobTitle", "organization"]
NAMES += ["birthday", "language", "city", "country", "tags", "updatedAt"]


def unfolded(path: Path) -> list[str]:
    content = path.read_bytes()
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_a_card_is_one_of_version_4(tmp_path: Path) -> None:
    headings = [
        Heading(name, "texts" if isinstance(value, list) else "text") for name, value in zip(NAMES, CARD, strict=True)
    ]
    stated = Stated("people", QUERY, STATED.at, "WyJm", headings)
    lines = unfolded(written(tmp_path / "a.vcf", "vcf", [CARD, ["per_2", *[None] * 14]], stated))
    assert lines[:4] == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "PRODID:-//graphcrm//export 2026-11-27T08:30:00Z WyJm//EN",
        "KIND:individual",
    ]
    assert lines[4].startswith("X-GRAPHCRM-QUERY:") and "X-GRAPHCRM" not in "".join(lines[5:])
    assert lines[5:20] == [
        "FN:Ana Ó Briain",
        "N:Ó Briain;Ana;;;",
        "EMAIL:ana@a.example",
        "EMAIL:x@y.example",
        "TEL;VALUE=text:+49 30 1",
        "ADR;LABEL=\"Street 1^n^'B^'\":;;;;;;",
        "TITLE:Head\\, of\\; IT",
        "ORG:Alpha",
        "BDAY:19800505",
        "LANG:de",
        "CATEGORIES:a\\,b,c",
        "UID;VALUE=text:per_1",
        "REV:20261120T100000Z",
        "ADR:;;;Köln;;;DE",
        "END:VCARD",
    ]
    assert lines[24:] == ["FN:per_2", "UID;VALUE=text:per_2", "END:VCARD", ""]


def test_no_value_begins_a_line_of_a_card(tmp_path: Path) -> None:
    stated = Stated("people", {}, STATED.at, None, [Heading("id"), Heading("name"), Heading("emails", "texts")])
    rows = [[f"per_{n}", text + "\r\nEND:VCARD\nX:y", [text]] for n, text in enumerate(HOSTILE)]
    lines = unfolded(written(tmp_path / "a.vcf", "vcf", rows, stated))
    assert lines.count("END:VCARD") == lines.count("BEGIN:VCARD") == len(HOSTILE)
    assert {re.split("[:;]", line)[0] for line in lines if line} <= {
        *("BEGIN", "VERSION", "PRODID", "KIND", "X-GRAPHCRM-QUERY", "FN", "EMAIL", "UID", "END"),
    }


# --- graphs ----------------------------------------------------------------------------------------------------------


def test_a_graph_has_records_as_nodes_and_what_is_between_them_as_edges(tmp_path: Path) -> None:
    file = GraphMl(tmp_path / "a.graphml", STATED, [Heading("share", "number"), Heading("source")])
    for row in [FULL, EMPTY, *([f"h-{n}", text, *FULL[2:]] for n, text in enumerate(HOSTILE))]:
        file.row(row)
    file.edge(Line("o-1", "o-2", "SUBSIDIARY_OF", {"share": 0.5, "source": "=<&>"}))
    file.edge(Line("o-1", "o-2", "PART_OF"))
    file.close()
    graph = networkx.read_graphml(tmp_path / "a.graphml")
    assert graph.nodes["o-1"] == {
        **{heading.name: value for heading, value in zip(HEADINGS, FULL, strict=True)},
        "tags": "a;b, =c",
    }
    assert graph.nodes["o-2"] == {"id": "o-2"}
    assert [graph.nodes[f"h-{n}"]["name"] for n in range(len(HOSTILE))] == [without_controls(text) for text in HOSTILE]
    edges = [(source, target, says) for source, target, says in graph.edges(data=True)]
    assert [(s, t, says["type"]) for s, t, says in edges] == [
        ("o-1", "o-2", "SUBSIDIARY_OF"),
        ("o-1", "o-2", "PART_OF"),
    ]
    assert (edges[0][2]["share"], edges[0][2]["source"]) == (0.5, "=<&>")
    assert graph.graph["at"] == "2026-11-27T08:30:00Z" and json.loads(graph.graph["query"]) == QUERY


# --- which there are -------------------------------------------------------------------------------------------------


def test_a_format_that_is_none_or_holds_no_such_records_is_refused() -> None:
    with pytest.raises(BadUserInput, match="csv"):
        format_of("doc", "people")
    with pytest.raises(BadUserInput, match="people and organizations"):
        format_of("vcf", "deals")
