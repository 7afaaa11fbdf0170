"""Suggested mappings: headers and values say what they can, and people are asked the rest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphcrm.errors import BadUserInput
from graphcrm.exchange.mapped import mapping, opening
from graphcrm.exchange.native import native_files
from graphcrm.exchange.sheets.formats import Format
from graphcrm.exchange.suggested import suggesting
from graphcrm.vocabulary.words import VOCABULARY

NATIVE = native_files(VOCABULARY)


def suggested(folder: Path, content: str, noun: str = "people") -> dict[str, Any]:
    (folder / "a.csv").write_text(content)
    return opening.suggested(VOCABULARY, folder / "a.csv", noun, Format())


def told(found: dict[str, Any], *names: str) -> dict[str, Any]:
    """What the columns lead to, and what else is said of them under these names."""
    return {one["column"]: (one["to"], *(one[name] for name in names if name in one)) for one in found["columns"]}


def test_german_headers_and_values_make_a_mapping_that_holds(tmp_path: Path) -> None:
    content = (
        "Kontakt-ID;Vorname;Nachname;E-Mail-Adresse;Mobil;Firma;Position;Geburtstag;Land;Bemerkung\n"
        "1;Ana;Berg;ana@a.example;+49 170 1234567;Alpha GmbH;Leiterin;31.12.1980;Deutschland;nett\n"
    )
    found = suggested(tmp_path, content)
    assert told(found, "date") == {
        "Kontakt-ID": ("external_id",),
        "Vorname": ("first_name",),
        "Nachname": ("last_name",),
        "E-Mail-Adresse": ("emails",),
        "Mobil": ("phones",),
        "Firma": ("organization.name",),
        "Position": ("seat.title",),
        "Geburtstag": ("birthday", "DD.MM.YYYY"),
        "Land": ("country",),
    }
    assert found["ignored"] == ["Bemerkung"]
    assert found["format"] == {"separator": ";", "encoding": "utf-8"}
    assert found["key"] == ["external_id", "emails"]
    assert suggesting.questions(found) == []
    mapping.stated(found, NATIVE)


def test_a_day_that_may_be_two_is_asked_and_refused_until_it_is_answered(tmp_path: Path) -> None:
    found = suggested(tmp_path, "Email,Birthday\na@x.example,03/04/2026\nb@x.example,05/06/1980\n")
    (column,) = [one for one in found["columns"] if one["to"] == "birthday"]
    assert column["date"] == "?"
    assert "MM/DD/YYYY or DD/MM/YYYY" in column["ask"]
    assert column["samples"] == ["03/04/2026", "05/06/1980"]
    assert len(suggesting.questions(found)) == 1
    with pytest.raises(BadUserInput, match="still a question"):
        mapping.stated(found, NATIVE)
    column["date"] = "DD/MM/YYYY"
    mapping.stated(found, NATIVE)


def test_a_day_that_can_be_one_alone_is_not_asked(tmp_path: Path) -> None:
    found = suggested(tmp_path, "Email,Birthday\na@x.example,03/04/2026\nb@x.example,05/16/1980\n")
    assert told(found, "date")["Birthday"] == ("birthday", "MM/DD/YYYY")


@pytest.mark.parametrize(
    ("cells", "form"),
    [(["1.234,50"], "1.234,56"), (["1234", "7"], None), (["1.234", "2.000"], "?"), (["1,5"], "1.234,56")],
)
def test_numbers_are_asked_where_thousands_and_fractions_look_alike(
    tmp_path: Path, cells: list[str], form: str | None
) -> None:
    rows = "".join(f"{place};{one}\n" for place, one in enumerate(cells))
    found = suggested(tmp_path, "Firmennummer;Mitarbeiter\n" + rows, "organizations")
    assert told(found, "number")["Mitarbeiter"] == (("employees", form) if form else ("employees",))


def test_addresses_and_numbers_are_known_by_their_values(tmp_path: Path) -> None:
    found = suggested(tmp_path, "Wer,Wo,Wann\nana@a.example,+49 40 5550100,1980-01-01\nben@a.example,,\n")
    assert told(found) == {"Wer": ("emails",), "Wo": ("phones",)}


def test_words_that_nobody_knows_are_asked(tmp_path: Path) -> None:
    found = suggested(tmp_path, "Email,Lead Status,Land\na@x.example,Heiß,Atlantis\nb@x.example,NEW,DE\n")
    assert [one.get("choices") for one in found["columns"]] == [None, {"Heiß": "?"}, {"Atlantis": "?"}]
    with pytest.raises(BadUserInput, match="still a question"):
        mapping.stated(found, NATIVE)


def test_a_title_without_an_organization_is_asked(tmp_path: Path) -> None:
    found = suggested(tmp_path, "Email,Job Title\na@x.example,Head\n")
    assert told(found) == {"Email": ("emails",), "Job Title": ("?",)}


def test_a_file_in_which_nothing_is_known_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadUserInput, match="recognised"):
        suggested(tmp_path, "Schuh,Hut\n1,2\n")


def test_where_nothing_tells_a_record_it_is_asked(tmp_path: Path) -> None:
    found = suggested(tmp_path, "Name,City\nAna,Kiel\n")
    assert found["key"] == []
    assert "Which column tells a record?" in suggesting.questions(found)[0]
