"""The planted duplicates and their answer key."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from graphcrm.demo import world
from graphcrm.demo.lookalikes import Pair
from tests.demo.reading import World, people_of


@pytest.fixture(scope="module")
def key() -> list[Pair]:
    return world.duplicates()


def test_sixty_second_records_are_planted_in_five_sorts(key: list[Pair]) -> None:
    sorts = Counter(pair.sort for pair in key if pair.same)
    assert sorts == {"NICKNAME": 14, "TRANSLITERATION": 12, "MARRIED_NAME": 10, "MOVED_DOMAIN": 12, "TYPING": 12}
    records = [record for pair in key for record in (pair.first, pair.second)]
    assert len(set(records)) == len(records) == 124


def test_two_people_truly_of_the_same_name_and_father_and_son_stay_apart(key: list[Pair], full: World) -> None:
    apart = {pair.sort: pair for pair in key if not pair.same}
    assert set(apart) == {"NAMESAKES", "FATHER_AND_SON"}
    for pair in apart.values():
        first, second = full.by_id[pair.first], full.by_id[pair.second]
        assert first["name"] == second["name"]
        assert first["emails"] != second["emails"]
        assert first["birthday"] != second["birthday"]
        both = [row for row in full["interactions"] if {pair.first, pair.second} <= dict(people_of(row)).keys()]
        assert any(row["kind"] == "MEETING" for row in both)


def test_every_second_record_shares_evidence_and_differs_as_its_sort_says(key: list[Pair], full: World) -> None:
    for pair in key:
        if not pair.same:
            continue
        first, second = full.by_id[pair.first], full.by_id[pair.second]
        shared = [column for column in ("phones", "birthday") if first[column] and first[column] == second[column]]
        assert shared, pair
        assert first["emails"] != second["emails"]
        assert (first["name"] == second["name"]) == (pair.sort == "MOVED_DOMAIN"), pair
        if pair.sort == "TRANSLITERATION":
            assert not first["name"].isascii()
            assert second["name"].isascii()
        if pair.sort == "MARRIED_NAME":
            assert first["first_name"] == second["first_name"]
        if pair.sort == "MOVED_DOMAIN":
            earlier = [h for h in full["holdings"] if h["person"] == pair.second]
            now = [h for h in full["holdings"] if h["person"] == pair.first]
            assert earlier[0]["ended_on"] < now[0]["started_on"]
            domain = full.by_id[full.at(earlier[0]["role"])]["domain"]
            assert second["emails"].endswith(f"@{domain}")


def test_nobody_else_shares_a_name(key: list[Pair], full: World) -> None:
    names = Counter(row["name"] for row in full["people"])
    expected = {full.by_id[pair.first]["name"] for pair in key if pair.sort == "MOVED_DOMAIN" or not pair.same}
    assert {name for name, count in names.items() if count > 1} == expected


def test_the_small_world_has_none() -> None:
    assert world.duplicates(size="small") == []


def test_the_key_is_written_as_csv_and_not_among_the_files_to_import(key: list[Pair], tmp_path: Path) -> None:
    world.write_key(tmp_path / "key.csv")
    with (tmp_path / "key.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["first"], row["second"]) for row in rows] == [(pair.first, pair.second) for pair in key]
    assert [row["same"] for row in rows] == ["true"] * 60 + ["false"] * 2
