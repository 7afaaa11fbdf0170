"""JSON: lists of flat objects, with the lines they begin on."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphcrm.errors import BadUserInput
from graphcrm.exchange.csv_rows import Bad
from graphcrm.exchange.sheets.json_rows import Objects
from graphcrm.exchange.sheets.sheet import Record


def read(path: Path, content: str | bytes) -> tuple[list[str], list[Record | Bad]]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    sheet = Objects(path, path.name)
    return sheet.columns, list(sheet.records(lambda _: None))


@pytest.mark.parametrize("form", ["list", "lines"])
def test_objects_are_records_of_all_columns(tmp_path: Path, form: str) -> None:
    objects = [
        '{"id": 12345678901234567890, "share": 0.10, "name": "Zo\\u00eb"}',
        '{"id": "007", "open": true, "tags": ["a;b", "c"], "name": null}',
    ]
    text = "[\n" + ",\n".join(objects) + "\n]" if form == "list" else "\n".join(objects) + "\n\n"
    columns, records = read(tmp_path / "a.json", text)
    assert columns == ["id", "share", "name", "open", "tags"]
    first = 2 if form == "list" else 1
    assert records == [
        Record(first, ["12345678901234567890", "0.10", "Zoë", "", ""]),
        Record(first + 1, ["007", "", "", "true", "a\\;b;c"]),
    ]


def test_what_is_wrong_on_a_line_costs_that_line(tmp_path: Path) -> None:
    deep = "[" * 100_000
    wrong = ['{"a": }', "[1]", '{"a": ' + deep, '{"a": NaN}', '{"a": 1, "a": 2}', '{"a": {"b": 1}}', '{"a": 2} x']
    text = "\n".join(['{"a": 1}', *wrong, ""])
    _, records = read(tmp_path / "a.jsonl", text.encode() + b'{"a": "\xff"}\n{"a": "last"}\n')
    told = [(one.line, one.code if isinstance(one, Bad) else dict(one.faults) or one.cells) for one in records]
    assert told == [
        (1, ["1"]),
        (2, "FORMAT"),
        (3, "FORMAT"),
        (4, "FORMAT"),
        (5, "FORMAT"),
        (6, "FORMAT"),
        (7, {0: ("FORMAT", "An object stands inside this one. Give its parts columns of their own.")}),
        (8, "FORMAT"),
        (9, "ENCODING"),
        (10, ["last"]),
    ]


@pytest.mark.parametrize("end", ['{"a": 2', '{"a": 2}', '{"a": 2} {"a": 3}]', '{"a": tru}]'])
def test_a_list_that_breaks_off_is_read_up_to_there(tmp_path: Path, end: str) -> None:
    _, records = read(tmp_path / "a.json", '[{"a": 1},\n' + end)
    assert records[0] == Record(1, ["1"])
    assert isinstance(records[-1], Bad)
    assert records[-1].line == 2


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"[1, 2]", b"Name;Ort\n", b'["\xff"]'])
def test_what_holds_no_objects_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(BadUserInput, match=r"a\.json"):
        read(tmp_path / "a.json", content)


def test_half_a_character_is_kept_from_the_graph(tmp_path: Path) -> None:
    _, (record,) = read(tmp_path / "a.json", '[{"a": "x\\ud800y"}]')
    assert isinstance(record, Record)
    assert record.cells == ["x\ufffdy"]
