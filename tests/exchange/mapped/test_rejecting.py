"""Rejected rows as a file of the same format: mended there, they can be brought again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graphcrm.exchange.importing import Options
from graphcrm.exchange.ledger import Ledger
from graphcrm.exchange.mapped import rejecting
from graphcrm.exchange.sheets.sheet import Record
from graphcrm.exchange.sheets.workbook import Workbook
from tests.exchange.sheets.workbooks import rows, text, write


def rejected(path: Path, lines: list[int], records: Sequence[int] = (), **how: str) -> Path:
    ledger = Ledger("")
    for line, record in zip(lines, records or lines, strict=True):
        ledger.reject(path.name, line, None, "FORMAT", "Mend it.", record)
    target = path.with_name(f"rejected{path.suffix}")
    rejecting.write(path, target, ledger, Options(**how))
    return target


def test_lines_of_a_csv_are_copied_byte_by_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('Name;Note\r\nAna;1\r\n"Mü\r\nller";2\r\nBen;3'.encode("cp1252"))
    target = rejected(path, [3, 5], encoding="cp1252", separator=";")
    assert target.read_bytes() == 'Name;Note\r\n"Mü\r\nller";2\r\nBen;3\n'.encode("cp1252")


def test_cards_and_lines_of_json_are_copied_whole(tmp_path: Path) -> None:
    cards = [f"BEGIN:VCARD\nFN:{name}\nEND:VCARD\n" for name in ("Ana", "Ben", "Cy")]
    (tmp_path / "a.vcf").write_text("".join(cards))
    assert rejected(tmp_path / "a.vcf", [4]).read_text() == cards[1]
    (tmp_path / "a.jsonl").write_text('{"a": 1}\n\n{"a": }\n{"a": 3}\n')
    assert rejected(tmp_path / "a.jsonl", [3]).read_text() == '{"a": }\n'


def test_objects_of_a_list_are_a_list(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"a": 1.50}, {"a": 2},\n {"a": "ü"}]')
    assert rejected(tmp_path / "a.json", [1, 2], [1, 3]).read_text() == '[\n{"a": 1.50},\n{"a": "ü"}\n]\n'


def test_rows_of_a_workbook_are_texts_of_a_new_one(tmp_path: Path) -> None:
    sheet = rows([text("A1", "Name"), text("B1", "Id")], [text("A2", "Ana")], [text("A3", "=1+1"), text("B3", "007")])
    target = rejected(write(tmp_path / "a.xlsx", sheet), [3])
    book = Workbook(target, "rejected.xlsx")
    assert book.columns == ["Name", "Id"]
    assert list(book.records(lambda _: None)) == [Record(2, ["=1+1", "007"])]
