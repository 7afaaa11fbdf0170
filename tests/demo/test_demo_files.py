"""The demo world's files: their form, the rules of structure, the same bytes again, the shift with the reader's day."""

from __future__ import annotations

import csv
import itertools
import unicodedata
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from graphcrm.demo import places, tables, world
from graphcrm.errors import BadUserInput
from graphcrm.vocabulary import choices
from tests.demo.reading import TODAY, World, holds, people_of

_CONTRACT = Path(__file__).parents[1] / "contract" / "world"
_MORE_COLUMNS = {"organizations": {"latitude", "longitude"}, "people": {"first_name", "last_name"}}
_DATED = {
    "ownership": ("started_on", "ended_on"),
    "people": ("birthday",),
    "holdings": ("started_on", "ended_on"),
    "interactions": ("occurred_at",),
    "relations": ("started_on", "ended_on"),
    "deals": ("expected_close_on", "closed_on"),
    "stakeholders": ("since",),
}


def test_the_small_world_is_the_first_map_and_what_it_needs(small: World) -> None:
    counts = {name: len(rows) for name, rows in small.files.items()}
    assert counts["people"] == 60
    assert counts["organizations"] == 29
    assert 1500 <= counts["interactions"] <= 3000
    assert sum("platform-renewal" in row["tags"] for row in small["people"]) == 42


def test_the_full_world_has_the_size_it_promises(full: World) -> None:
    assert len(full["people"]) == 2140
    assert len(full["organizations"]) == 96
    assert 5000 <= len(full["interactions"]) <= 8000


def test_the_small_world_is_part_of_the_full_one(small: World, full: World) -> None:
    for name, rows in small.files.items():
        known = {tuple(row.items()) for row in full[name]}
        assert all(tuple(row.items()) in known for row in rows), name


@pytest.mark.parametrize("name", tables.COLUMNS)
def test_files_use_only_the_columns_of_the_contract(either: World, name: str) -> None:
    with (_CONTRACT / f"{name}.csv").open(encoding="utf-8") as file:
        allowed = set(next(csv.reader(file))) | _MORE_COLUMNS.get(name, set())
    assert set(either[name][0]) <= allowed


def test_files_are_utf_8_with_line_feeds_and_every_row_is_complete(tmp_path: Path) -> None:
    world.write(tmp_path, size="full", today=TODAY)
    assert {path.name for path in tmp_path.iterdir()} == {f"{name}.csv" for name in tables.COLUMNS}
    for path in tmp_path.iterdir():
        text = path.read_bytes().decode("utf-8")
        assert "\r" not in text
        rows = list(csv.reader(text.splitlines()))
        assert {len(row) for row in rows} == {len(rows[0])}


def test_external_ids_are_unique_in_each_file(either: World) -> None:
    for name, rows in either.files.items():
        if "external_id" in rows[0]:
            assert len({row["external_id"] for row in rows}) == len(rows), name


def test_facts_without_an_id_occur_once(either: World) -> None:
    keys = {
        "ownership": ("child", "parent", "started_on"),
        "holdings": ("role", "person", "started_on"),
        "influences": ("from", "to", "topic"),
        "relations": ("from", "to", "kind", "started_on"),
        "stakeholders": ("deal", "person"),
    }
    for name, key in keys.items():
        seen = Counter(tuple(row[column] for column in key) for row in either[name])
        assert max(seen.values()) == 1, name


def test_whatever_a_row_names_is_there(either: World) -> None:
    ids = {
        prefix: {row["external_id"] for row in either[name]}
        for prefix, name in (("o", "organizations"), ("p", "people"), ("r", "roles"), ("d", "deals"))
    }
    references = {
        "organizations": ("part_of",),
        "ownership": ("child", "parent"),
        "roles": ("organization", "reports_to", "dotted_to"),
        "holdings": ("role", "person"),
        "influences": ("from", "to"),
        "relations": ("from", "to"),
        "deals": ("organization",),
        "stakeholders": ("deal", "person"),
        "interactions": ("concerns",),
    }
    for name, columns in references.items():
        for row in either[name]:
            for column in columns:
                assert not row[column] or row[column] in ids[row[column][0]], (name, row)
    assert {person for row in either["interactions"] for person, _ in people_of(row)} <= ids["p"]


def test_words_come_from_the_closed_lists(either: World) -> None:
    lists = {
        ("organizations", "kind"): choices.ORGANIZATION_KIND,
        ("organizations", "categories"): choices.CATEGORY_KIND,
        ("people", "categories"): choices.CATEGORY_KIND,
        ("people", "lead_status"): choices.LEAD_STATUS,
        ("roles", "function"): choices.ROLE_FUNCTION,
        ("interactions", "kind"): choices.INTERACTION_KIND,
        ("relations", "kind"): choices.RELATION_KIND,
        ("stakeholders", "buying_role"): choices.BUYING_ROLE,
        ("stakeholders", "stance"): choices.STANCE,
        ("deals", "outcome"): choices.DEAL_OUTCOME,
    }
    for (name, column), words in lists.items():
        used = {word for row in either[name] for word in row[column].split(";")} - {""}
        assert used <= set(words.values), (name, column)
    parts = {part for row in either["interactions"] for _, part in people_of(row)}
    assert parts <= set(choices.PART.values)


def test_solid_lines_form_a_forest_and_levels_count_them(either: World) -> None:
    above = {row["external_id"]: row["reports_to"] for row in either["roles"]}
    levels = {row["external_id"]: int(row["level"]) for row in either["roles"]}
    for role, boss in above.items():
        assert ";" not in boss
        assert levels[role] == (levels[boss] + 1 if boss else 0), role  # so no line can turn back on itself


def test_on_every_day_a_company_has_one_controlling_owner_at_most_and_no_share_beyond_the_whole(either: World) -> None:
    days = {
        date.fromisoformat(day) for row in either["ownership"] for day in (row["started_on"], row["ended_on"]) if day
    }
    for day in days | {TODAY}:
        for organization in either["organizations"]:
            either.line(organization["external_id"], day)  # fails for two owners or a cycle
        shares: Counter[str] = Counter()
        for row in either["ownership"]:
            if holds(row, day):
                assert row["child"] != row["parent"]
                shares[row["child"]] += float(row["share"])  # type: ignore[assignment]
        assert max(shares.values()) <= 1 + 1e-9


def test_nothing_ends_before_it_begins(either: World) -> None:
    for name in ("ownership", "holdings", "relations"):
        for row in either[name]:
            assert not row["ended_on"] or row["started_on"] <= row["ended_on"], row


def test_nobody_sits_twice_in_the_same_seat_at_once_and_seats_pass_on_without_overlap(full: World) -> None:
    shared = {"r-dp-engineer"}
    held: dict[str, list[tuple[str, str]]] = {}
    for row in full["holdings"]:
        held.setdefault(row["role"], []).append((row["started_on"], row["ended_on"] or "9999"))
    for role, spans in held.items():
        spans.sort()
        if role not in shared:
            assert all(end < begin for (_, end), (begin, _) in itertools.pairwise(spans)), role


def test_amounts_weights_and_shares_lie_in_their_ranges(either: World) -> None:
    for name, column in (("ownership", "share"), ("influences", "weight"), ("influences", "confidence")):
        assert all(0 <= float(row[column]) <= 1 for row in either[name])
    assert all(0 <= float(row["power"]) <= 1 for row in either["stakeholders"])
    assert all(float(row["value"]) > 0 and len(row["currency"]) == 3 for row in either["deals"])


def test_everybody_is_invented_and_reached_only_under_example(either: World) -> None:
    addresses = [address for row in either["people"] for address in row["emails"].split(";")]
    assert all(address.endswith(".example") for address in addresses)
    assert len(set(addresses)) == len(addresses)
    assert all(row["domain"].endswith(".example") for row in either["organizations"] if row["domain"])
    fiction = {number for country in places.LANGUAGES for number in places.phones(country)}
    phones = [row["phones"] for row in either["people"] if row["phones"]]
    assert set(phones) <= fiction


def test_names_come_in_nine_scripts_and_several_orders(full: World) -> None:
    scripts = {
        unicodedata.name(letter).split()[0].split("-")[0]
        for row in full["people"]
        for letter in row["name"]
        if letter.isalpha()
    }
    nine = {"LATIN", "CYRILLIC", "GREEK", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "ARABIC", "HEBREW", "DEVANAGARI"}
    assert scripts >= nine  # Japanese counts as one script of two syllabaries
    names = {row["name"]: row for row in full["people"]}
    assert any(row["last_name"] and name.startswith(row["last_name"]) for name, row in names.items())  # family first
    assert any(" " not in name and not row["last_name"] for name, row in names.items())  # one word
    assert any(row["language"] == "ru" and len(name.split()) == 3 for name, row in names.items())  # patronymic
    assert any(row["last_name"].startswith(("van ", "de ", "ter ")) for row in names.values())  # particles


@pytest.mark.parametrize("size", ["small", "full"])
def test_the_same_seed_and_day_give_the_same_bytes(tmp_path: Path, size: world.Size) -> None:
    for name in ("a", "b"):
        world.write(tmp_path / name, size=size, today=TODAY)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_another_seed_gives_other_people_and_the_same_stories(tmp_path: Path, full: World) -> None:
    world.write(tmp_path, size="full", today=TODAY, seed=7)
    other = World.read(tmp_path)
    assert len(other["people"]) == 2140
    assert len(other.vacant()) == len(full.vacant())
    assert other["people"] != full["people"]
    assert other["deals"] == full["deals"]


@pytest.mark.parametrize("days", [1, -400, 1234])
def test_every_date_moves_with_the_day_of_the_reader(tmp_path: Path, full: World, days: int) -> None:
    world.write(tmp_path, size="full", today=TODAY + timedelta(days=days))
    moved = World.read(tmp_path)
    for name, rows in full.files.items():
        dated = _DATED.get(name, ())
        for before, after in zip(rows, moved[name], strict=True):
            for column in before:
                if column in dated and before[column]:
                    distance = datetime.fromisoformat(after[column]) - datetime.fromisoformat(before[column])
                    assert distance == timedelta(days=days), (name, column)
                else:
                    assert before[column] == after[column], (name, column)


def test_the_newest_interaction_lies_on_the_day_before(either: World) -> None:
    days = sorted(row["occurred_at"][:10] for row in either["interactions"])
    assert days[-1] == "2026-11-19"
    assert days[0] >= "2024-11-20"  # two years


def test_an_unknown_size_or_a_day_beyond_the_calendar_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadUserInput, match="small or full"):
        world.write(tmp_path, size="huge", today=TODAY)  # type: ignore[arg-type]
    with pytest.raises(BadUserInput, match="choose a day in this century"):
        world.write(tmp_path, size="small", today=date.max)
    (tmp_path / "taken").write_text("")
    with pytest.raises(BadUserInput, match="cannot be written"):
        world.write(tmp_path / "taken", size="small", today=TODAY)
