"""The four numbers of quality: laws, worked cases, and the table they go by."""

from __future__ import annotations

import math
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphcrm.errors import BadUserInput
from graphcrm.measures.quality import table
from graphcrm.measures.quality.numbers import Known, Mean, Numbers, fresh, numbers, priority, stalest
from graphcrm.vocabulary.words import VOCABULARY

NOTHING = Numbers(None, None, None, None)
_WEIGHTS = st.floats(0.1, 10.0)


@st.composite
def known(draw: st.DrawFn) -> Known:
    filled = draw(st.booleans())
    checked = draw(st.integers(0, 4)) if filled else 0
    return Known(
        draw(st.sampled_from("abcdef")),
        draw(_WEIGHTS),
        draw(st.floats(1.0, 4000.0)),
        filled,
        checked,
        draw(st.integers(0, checked)),
        draw(st.floats(-2.0, 40_000.0)) if filled else None,
        draw(st.sampled_from([None, True, False])) if filled else None,
    )


_RECORDS = st.lists(known(), max_size=8)


def told(one: Numbers) -> list[float]:
    values = (one.completeness, one.accuracy, one.freshness, one.cross_reference)
    return [value for value in values if value is not None]


@given(_RECORDS)
def test_every_number_is_a_share_and_none_is_no_number(record: list[Known]) -> None:
    for value in told(numbers(record)):
        assert math.isfinite(value) and 0.0 <= value <= 1.0


def test_of_nothing_wanted_nothing_is_told() -> None:
    assert numbers([]) == NOTHING
    assert numbers([Known("a", 1.0, 1.0, False)]) == replace(NOTHING, completeness=0.0)


@given(_RECORDS, st.integers(0, 7))
def test_filling_a_wanted_field_never_lowers_completeness(record: list[Known], place: int) -> None:
    empty = [i for i, one in enumerate(record) if not one.filled]
    if not empty:
        return
    chosen = empty[place % len(empty)]
    more = [replace(one, filled=True, age=0.0) if i == chosen else one for i, one in enumerate(record)]
    before, after = numbers(record).completeness, numbers(more).completeness
    assert before is not None and after is not None and after > before - 1e-12


@given(_RECORDS)
def test_without_a_value_of_two_sources_there_is_no_cross_reference(record: list[Known]) -> None:
    alone = [replace(one, agrees=None) for one in record]
    assert numbers(alone).cross_reference is None
    assert numbers([*alone, Known("x", 1.0, 1.0, True, age=0.0, agrees=True)]).cross_reference == 1.0


@given(_RECORDS, st.randoms())
def test_the_order_of_fields_changes_nothing(record: list[Known], chance: random.Random) -> None:
    other = list(record)
    chance.shuffle(other)
    assert numbers(other) == numbers(record)


@given(st.floats(0.0, 1e5), st.floats(0.0, 1e5), st.floats(1.0, 1e4))
def test_what_is_older_is_no_fresher(one: float, other: float, half_life: float) -> None:
    assert fresh(max(one, other), half_life) <= fresh(min(one, other), half_life) <= 1.0


def test_a_record_worked_by_hand() -> None:
    """Three of six weights filled; three of four values have their form; a half-life and none ago, by weight; one of
    two sources agrees."""
    record = [
        Known("emails", 2.0, 100.0, True, 3, 2, 100.0, True),
        Known("city", 1.0, 100.0, True, 1, 1, 0.0, False),
        Known("phones", 3.0, 100.0, False),
    ]
    assert numbers(record) == Numbers(0.5, 0.75, (2 * 0.5 + 1.0) / 3, 0.5)
    first = stalest(record)
    assert first is not None and first.field == "emails"
    assert stalest(record[2:]) is None
    assert priority(0.8, 0.25) == pytest.approx(0.6)


def test_a_mean_is_of_the_records_that_have_the_number() -> None:
    mean = Mean()
    mean.add(Numbers(0.5, None, 1.0, None))
    mean.add(Numbers(1.0, 0.25, 0.0, None))
    assert (mean.records, mean.numbers) == (2, Numbers(0.75, 0.25, 0.5, None))
    assert Mean().numbers == NOTHING


# --- the table -------------------------------------------------------------------------------------------------------


def test_all_that_is_wanted_is_there_and_for_everybody_who_sees_people() -> None:
    """What is kept of a night counts all wanted fields, so none may be confidential or sensitive."""
    found = table.shipped()
    for noun, fields in found.fields.items():
        properties = {prop.name for prop in VOCABULARY.nouns[noun].properties}
        for field in fields:
            assert field.name in properties or field.name in table.SAID_BY_EDGES[noun], (noun, field.name)
    levels = {edge.type: edge.sensitivity for edge in VOCABULARY.edges.values()}
    for noun_ in VOCABULARY.nouns.values():
        levels |= {f"{noun_.name}.{prop.name}": prop.sensitivity for prop in noun_.properties}
    assert {str(levels[fact]) for fact in found.facts} <= {"public", "personal"}
    assert set(found.rules) == set(table.CODES)


@pytest.mark.parametrize(
    ("number", "possible"),
    [
        ("+49405550100", True),
        ("+12025550123", True),
        ("+37060012345", True),
        ("405550100", False),
        ("+4912", False),
        ("+999123456789", False),
        ("+4940555010012345678", False),
    ],
)
def test_a_number_that_some_country_may_have_is_told_from_others(number: str, possible: bool) -> None:
    assert bool(re.fullmatch(table.phone_format(), number)) is possible


def test_an_installation_says_only_what_it_wants_otherwise(tmp_path: Path) -> None:
    file = tmp_path / "quality.toml"
    file.write_text("[Person.emails]\nweight = 9\n[Person.city]\nweight = 0\n[rules.NOBODY]\non = false\n")
    found = table.chosen(file)
    said = {field.name: field for field in found.fields["Person"]}
    assert (said["emails"].weight, said["emails"].half_life, "city" in said) == (9.0, 365.0, False)
    assert set(found.rules) == set(table.CODES) - {"NOBODY"}
    assert table.chosen(None) is table.shipped()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[Person.emails]\nweight = -1\n", "Person.emails.weight"),
        ("[Person.emails]\nweight = true\n", "Person.emails.weight"),
        ("[Person.name]\nhalf_life = 0\n", "half_life"),
        ("[Person.name]\nformat = '('\n", "no regular expression"),
        ("[Person.emails]\nrequired = true\n", "required"),
        ("[Person.nickname]\nhalf_life = 9\n", "weight is missing"),
        ("[Role.title]\nweight = 1\n", "Role, which is not known"),
        ("[rules.NOTHING]\non = true\n", "NOTHING, which is not known"),
        ("[rules.NOBODY]\nseverity = 'BAD'\n", "ERROR, WARNING, NOTICE"),
        ("[rules.NOBODY]\non = 'no'\n", "true or false"),
        ("[rules]\nNOBODY = 1\n", "cannot be used"),
        ("[domains]\npeople = 0\n", "domains.people"),
        ("[Person", "cannot be read"),
    ],
)
def test_a_slip_in_the_file_is_named(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "quality.toml"
    file.write_text(text)
    with pytest.raises(BadUserInput, match=re.escape(told)):
        table.read(file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadUserInput, match="cannot be read"):
        table.read(tmp_path / "none.toml")
