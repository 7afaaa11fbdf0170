"""Matching: which records are one, whatever their order and ids, and how far a chain of them may reach."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphcrm.measures.matching import clustering, comparing
from graphcrm.measures.matching.comparing import Records
from graphcrm.measures.matching.fields import phonetic
from graphcrm.measures.matching.levelling import CLOSE, DIFFERS, EQUAL, MISSING, VERY_CLOSE
from graphcrm.measures.matching.matching import Matching
from graphcrm.measures.matching.persons import PERSON

ANA = {"given_name": "Ana", "family_name": "Lindqvist", "date_of_birth": "1984-08-07", "city": "Kiel",
       "street": "Hafen Street", "street_number": "12", "email": "ana@lumen.example"}  # fmt: skip
TYPED = {"given_name": "Ana", "family_name": "Lindquist", "date_of_birth": "19840807", "city": "KIEL",
         "street": "Hafen St.", "street_number": "12", "email": ""}  # fmt: skip
BEN = {
    "given_name": "Ben",
    "family_name": "Okafor",
    "date_of_birth": "1990-01-02",
    "city": "Kiel",
    "email": "b@o.example",
}
GIVEN, FAMILY = ["ana", "anna", "ben", "eve", "jo", "j", ""], ["lind", "lindt", "okafor", "weiss", ""]
records = st.lists(
    st.fixed_dictionaries(
        {
            "given_name": st.sampled_from(GIVEN),
            "family_name": st.sampled_from(FAMILY),
            "date_of_birth": st.sampled_from(["19840807", "19840708", "19900102", ""]),
            "city": st.sampled_from(["kiel", "bremen", ""]),
        }
    ),
    max_size=14,
)


def levels(a: dict[str, str], b: dict[str, str]) -> dict[str, int]:
    found = comparing.levels(Records(PERSON, [a, b]), np.array([[0, 1]]))[0]
    return {field.name: int(level) for field, level in zip(PERSON.fields, found, strict=True) if level != MISSING}


@pytest.mark.parametrize(
    ("name", "code"),
    [("robert", "r163"), ("rupert", "r163"), ("ashcraft", "a261"), ("tymczak", "t522"), ("pfister", "p236"),
     ("honeyman", "h555"), ("lee", "l000"), ("", ""), ("李", "")],
)  # fmt: skip
def test_names_that_sound_alike_have_one_code(name: str, code: str) -> None:
    assert phonetic(name) == code


def test_a_field_agrees_by_levels_and_what_is_missing_says_nothing() -> None:
    assert levels(ANA, TYPED) == {
        "given_name": EQUAL, "family_name": VERY_CLOSE, "date_of_birth": EQUAL, "city": EQUAL, "street": EQUAL,
        "street_number": EQUAL,
    }  # fmt: skip
    assert levels({"given_name": "J."}, {"given_name": "Johanna"}) == {"given_name": CLOSE}, "an initial"
    assert levels({"given_name": "Ana"}, {"given_name": "Ben"}) == {"given_name": DIFFERS}
    swapped = levels({"given_name": "Weiß", "family_name": "Jonas"}, {"given_name": "Jonas", "family_name": "Weiss"})
    assert swapped == {"given_name": CLOSE, "family_name": CLOSE}
    assert levels({"email": "ana.lind@a.example"}, {"email": "Ana.Lind@b.example"}) == {"email": VERY_CLOSE}
    assert levels({"name": "Lind, Åsa"}, {"name": "Asa Lind"}) == {"given_name": EQUAL, "family_name": EQUAL}


def test_of_a_few_records_the_same_person_is_found_and_nobody_else() -> None:
    found = list(Matching(PERSON, [ANA, BEN, TYPED]).pairs())
    assert [set(pair[:2]) for pair in found] == [{0, 2}] and 0.9 < found[0][2] <= 1.0
    one, other = Matching(PERSON, [ANA, BEN, TYPED]).probabilities([(0, 2), (1, 0)])
    assert one == pytest.approx(found[0][2]) and other < 0.01
    assert list(Matching(PERSON, []).pairs()) == list(Matching(PERSON, [ANA]).pairs()) == []
    assert list(Matching(PERSON, [{}, {}]).pairs()) == [], "two that tell nothing are not one"
    assert list(Matching(PERSON, [ANA, TYPED]).pairs(lambda _a, _b: False)) == []


@settings(deadline=None, max_examples=50)
@given(records, st.randoms(use_true_random=False))
def test_neither_order_nor_numbers_change_anything(told: list[dict[str, str]], chance: random.Random) -> None:
    number = list(range(len(told)))
    chance.shuffle(number)
    here, there = Matching(PERSON, told), Matching(PERSON, [told[one] for one in number])
    pairs = [(a, b) for a in range(len(told)) for b in range(a)]
    other = [(number.index(a), number.index(b)) for a, b in pairs]
    assert here.probabilities(pairs) == pytest.approx(there.probabilities(other))
    assert here.probabilities(pairs) == pytest.approx(here.probabilities([(b, a) for a, b in pairs]))
    assert _told(told, here) == _told([told[one] for one in number], there)


def _told(records: list[dict[str, str]], matching: Matching) -> list[object]:
    """The pairs by what their records say."""
    said = [tuple(sorted(one.items())) for one in records]
    return sorted((round(score, 9), *sorted((said[a], said[b]))) for a, b, score in matching.pairs())


def test_what_many_records_agree_on_is_no_key() -> None:
    crowd = [
        {"family_name": "Lind", "given_name": f"{a}{b}"} for a in "abcdefghijklmnopqrst" for b in "abcdefghijklmnop"
    ]
    records = Records(PERSON, crowd)
    pairs, crowded = comparing.candidates(records)
    assert crowded >= 1 and len(pairs) < 320 * 319 / 2


def _clusters(likely: dict[tuple[int, int], float], other: float) -> set[tuple[int, int]]:
    pairs = np.array(sorted(likely), np.int64).reshape(-1, 2)
    weights = np.array([likely[a, b] for a, b in sorted(likely)])
    return set(clustering.clustered(pairs, weights, lambda missing: np.full(len(missing), other)))


def test_a_chain_joins_what_is_alike_on_the_whole_and_stops_before_what_is_not() -> None:
    chain = {(0, 1): 5.0, (1, 2): 4.0}
    assert _clusters(chain, -1.0) == {(0, 1), (1, 2), (0, 2)}, "4 - 1 is more than nothing"
    assert _clusters(chain, -9.0) == {(0, 1)}, "4 - 9 is not"
    assert _clusters({(0, 1): -2.0}, 0.0) == set()
    line = {(one, one + 1): 3.0 for one in range(60)}
    assert _clusters(line, 9.0) == set(line), "what is larger than 50 is left to people"


def test_a_pet_name_and_another_script_are_nearly_the_name() -> None:
    assert levels({"given_name": "Hannes"}, {"given_name": "Johannes"}) == {"given_name": VERY_CLOSE}
    assert levels({"given_name": "Bill"}, {"given_name": "William"}) == {"given_name": VERY_CLOSE}
    assert levels({"family_name": "Кузнецов"}, {"family_name": "Kuznetsov"}) == {"family_name": VERY_CLOSE}
    assert levels({"family_name": "النجار"}, {"family_name": "Al-Najjar"})["family_name"] >= CLOSE
    assert levels({"family_name": "李"}, {"family_name": "Okafor"}) == {"family_name": DIFFERS}


def test_of_several_addresses_the_two_most_alike_count() -> None:
    one = {"email": "ana@lumen.example\nlind.ana@post.example", "phone": "+49 40 1234567"}
    other = {"email": "LIND.ANA@post.example", "phone": "+49 30 999\n+49 (40) 1234567"}
    assert levels(one, other) == {"email": EQUAL, "phone": EQUAL}
    assert [
        set(pair[:2]) for pair in Matching(PERSON, [{**one, "name": "Ana Lind"}, {**other, "name": "A. Lind"}]).pairs()
    ]


def test_two_addresses_at_one_company_are_rather_of_two_people() -> None:
    def mailbox(a: str, b: str) -> int:
        return levels({"mailbox": a}, {"mailbox": b}).get("mailbox", MISSING)

    assert mailbox("jan.menzel@motoren.example", "jana.menzel@motoren.example") == DIFFERS
    assert mailbox("j.menzel@motoren.example", "jana.menzel@motoren.example") == VERY_CLOSE
    assert mailbox("jana.menzel@motoren.example", "jana.menzel@windings.example") == CLOSE
    assert mailbox("jana.menzel@motoren.example", "ben.okafor@windings.example") == MISSING
    assert mailbox("x@a.example\njana@b.example", "jana@b.example") == EQUAL


def test_the_network_speaks_for_one_person_but_a_meeting_for_two() -> None:
    ana = {"name": "Ana Lind", "employer": "o1", "correspondents": "p7\np8\np9", "met": "p1\np7\np8\np9"}
    again = {"name": "Ana Lind", "employer": "o2\no1", "correspondents": "p7\np8", "met": "p2\np7\np8"}
    met = {**again, "met": "p3\np1\np7"}
    strange = {"name": "Ana Lind", "employer": "o5", "correspondents": "p5", "met": "p4\np5"}
    found = Matching(PERSON, [ana, again, met, strange]).probabilities([(0, 1), (0, 2), (0, 3)])
    assert found[0] > found[1] and found[0] > found[2]


def test_two_names_that_others_bear_are_no_typing_errors_of_each_other() -> None:
    crowd = [{"given_name": name} for name in ("Jan", "Jana", "Jan", "Jana", "Joanna", "Jan", "Jana")]

    def level(a: int, b: int) -> int:
        records = Records(PERSON, crowd)
        place = {number: at for at, number in enumerate(records.order)}
        return int(comparing.levels(records, np.array([sorted((place[a], place[b]))]))[0][0])

    assert level(0, 1) == DIFFERS and level(1, 4) > DIFFERS, "who bears Joanna may have been mistyped"


def some(number: int) -> list[dict[str, str]]:
    """So many people of whom some are there twice."""
    dice = random.Random(number)
    told = []
    for _ in range(number):
        given, family = ("".join(dice.choices("abdeiklmnorstu", k=6)) for _ in range(2))
        one = {"given_name": given, "family_name": family, "phone": str(dice.randrange(10**6, 10**7))}
        told += [one] if dice.random() > 0.1 else [one, {**one, "given_name": given[:1]}]
    return told


def test_what_is_for_some_alone_changes_nothing_that_others_are_told() -> None:
    """Everybody's pairs and their scores are the same without the limited records: parameters, frequencies, crowded
    keys and clusters are made of everybody's."""
    everybodys = some(1_100)
    limited = [{"family_name": "Lind", "given_name": f"x{n}", "phone": str(n)} for n in range(400)]
    limited += [dict(one) for one in everybodys[:50]]
    told = [*limited, *everybodys]
    here = Matching(PERSON, everybodys)
    there = Matching(PERSON, told, [1] * len(limited) + [0] * len(everybodys))
    assert here.parameters.learnt and there.parameters.learnt
    alone = {frozenset((o.one, o.other)): o.probability for o in here.likenesses()}
    beside = {
        frozenset((o.one - len(limited), o.other - len(limited))): o.probability
        for o in there.likenesses()
        if min(o.one, o.other) >= len(limited)
    }
    assert len(alone) > 50 and alone.keys() == beside.keys()
    assert all(alone[pair] == pytest.approx(beside[pair]) for pair in alone)


def test_a_likeness_tells_why_field_by_field() -> None:
    [found] = Matching(PERSON, [ANA, BEN, TYPED]).likenesses()
    assert {found.one, found.other} == {0, 2}
    said = {one.field: (one.level, one.weight > 0) for one in found.said}
    assert said["family_name"] == (VERY_CLOSE, True) and "email" not in said, "what one lacks says nothing"
