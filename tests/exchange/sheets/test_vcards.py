"""vCards as phones, mail programs and address books write them."""

from __future__ import annotations

import base64
from pathlib import Path

from graphcrm.exchange.csv_rows import Bad
from graphcrm.exchange.sheets.sheet import Record
from graphcrm.exchange.sheets.vcards import COLUMNS, Cards

_PHOTO = base64.b64encode(b"\xff" * 3_000_000).decode()

_V3 = """BEGIN:VCARD\r
VERSION:3.0\r
UID:8f-1\r
N:Østergård;Åsa;Marie;Dr.;\r
FN:Dr. Åsa Marie Øster\r
 gård\r
EMAIL;TYPE=INTERNET,HOME:asa@home.example\r
EMAIL;TYPE=INTERNET,WORK,PREF:asa@lumen.example\r
TEL;TYPE=CELL:+45 20 12 34 56\r
TEL;TYPE=FAX:+45 33 33 33 33\r
item1.ORG:Lumen\\, Lys & Co;Sales\r
TITLE:Head of Sales\\; Nordic\r
BDAY:1985-04-12\r
ADR;TYPE=WORK:;;Nygade 1;København;;1164;Danmark\r
URL:https://www.linkedin.com/in/asa\r
URL:https://asa.example\r
CATEGORIES:friend,vip\\, gold\r
NOTE:First line\\nsecond\r
PHOTO;ENCODING=b;TYPE=JPEG:{photo}\r
END:VCARD\r
"""
_V4 = """BEGIN:VCARD
VERSION:4.0
FN:Juan Pérez
N:Pérez;Juan;;;
EMAIL;PREF=2:second@x.example
EMAIL;PREF=1:mailto:first@x.example
TEL;VALUE=uri;TYPE="voice,cell":tel:+34-600-000-000;ext=5
BDAY:19700101
LANG:es
END:VCARD
"""
_V21 = b"""BEGIN:VCARD
VERSION:2.1
N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=FCrgen
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=BCrgen =
M=C3=BCller
TEL;CELL;PREF:0170 1234567
END:VCARD
"""


def read(path: Path, content: str | bytes, encoding: str | None = None) -> list[dict[str, str] | Bad]:
    """What the cards of a file say, without what they say nothing of."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    found: list[dict[str, str] | Bad] = []
    for one in Cards(path, encoding).records(lambda _: None):
        told = zip(COLUMNS.values(), one.cells, strict=True) if isinstance(one, Record) else ()
        found.append(one if isinstance(one, Bad) else {name: value for name, value in told if value})
    return found


def test_a_card_of_an_address_book(tmp_path: Path) -> None:
    (card,) = read(tmp_path / "a.vcf", _V3.replace("{photo}", _PHOTO))
    assert card == {
        "external_id": "8f-1",
        "name": "Dr. Åsa Marie Østergård",
        "first_name": "Åsa Marie",
        "last_name": "Østergård",
        "emails": "asa@lumen.example;asa@home.example",
        "phones": "+45 20 12 34 56",
        "organization.name": "Lumen, Lys & Co",
        "seat.title": "Head of Sales; Nordic",
        "birthday": "1985-04-12",
        "address": "Nygade 1, 1164 København, Danmark",
        "city": "København",
        "country": "Danmark",
        "website": "https://asa.example",
        "linkedin": "https://www.linkedin.com/in/asa",
        "tags": "friend;vip, gold",
    }


def test_cards_of_version_4_and_of_phones(tmp_path: Path) -> None:
    assert read(tmp_path / "a.vcf", _V4.encode() + _V21) == [
        {
            "name": "Juan Pérez",
            "first_name": "Juan",
            "last_name": "Pérez",
            "emails": "first@x.example;second@x.example",
            "phones": "+34-600-000-000",
            "birthday": "1970-01-01",
            "language": "es",
        },
        {"name": "Jürgen Müller", "first_name": "Jürgen", "last_name": "Müller", "phones": "0170 1234567"},
    ]


def test_a_bad_card_costs_itself_and_names_its_line(tmp_path: Path) -> None:
    bad = [
        b"BEGIN:VCARD\nFN:no end\n",
        b"BEGIN:VCARD\nnothing\nEND:VCARD\n",
        b"BEGIN:VCARD\nFN:M\xfcller\nEND:VCARD\n",
        b"BEGIN:VCARD\nKIND:group\nFN:Team\nEND:VCARD\n",
        b"BEGIN:VCARD\nNOTE:" + b"x" * 70_000 + b"\n" + (b"NOTE:" + b"x" * 60_000 + b"\n") * 20 + b"END:VCARD\n",
        b"BEGIN:VCARD\nFN:a\x00b\nEND:VCARD\n",
        b"stray\n",
    ]
    found = read(tmp_path / "a.vcf", b"".join([*bad, b"BEGIN:VCARD\nFN:Ana\nEND:VCARD\n"]))
    assert [one.code if isinstance(one, Bad) else one for one in found] == [
        "FORMAT",
        "FORMAT",
        "ENCODING",
        "KIND",
        "TOO_LONG",
        "FORMAT",
        "FORMAT",
        {"name": "Ana"},
    ]
    lines = [one.line for one in found if isinstance(one, Bad)]
    assert lines == [1, 3, 6, 9, 13, 36, 39]
    assert read(tmp_path / "b.vcf", bad[2], "cp1252") == [{"name": "Müller"}]


def test_a_birthday_without_a_year_is_left_out_and_one_that_is_none_told(tmp_path: Path) -> None:
    text = "BEGIN:VCARD\nFN:Ana\nBDAY:--0412\nEND:VCARD\nBEGIN:VCARD\nFN:Ben\nBDAY:spring\nEND:VCARD\n"
    (tmp_path / "a.vcf").write_text(text)
    first, second = Cards(tmp_path / "a.vcf").records(lambda _: None)
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert (list(first.faults.values()), [code for code, _ in second.faults.values()]) == ([], ["FORMAT"])


def test_what_no_column_takes_is_told_with_how_many_cards_have_it(tmp_path: Path) -> None:
    (tmp_path / "a.vcf").write_text(_V3.replace("{photo}", "QUJD"))
    sheet = Cards(tmp_path / "a.vcf")
    list(sheet.records(lambda _: None))
    assert [(one.column, one.sentence) for one in sheet.remarks()] == [
        ("NOTE", "NOTE stands in 1 cards; it was left out.")
    ]
