"""Many records that arrive: found by keys, left early, and yet as if each had been compared with all."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graphcrm.measures.matching import comparing, weighing
from graphcrm.measures.matching.arriving import likely, there
from graphcrm.measures.matching.arriving.likely import Likely, beyond_doubt
from graphcrm.measures.matching.arriving.there import There
from graphcrm.measures.matching.comparing import MOST_IN_BLOCK, Records
from graphcrm.measures.matching.fields import Kind, Values
from graphcrm.measures.matching.matching import Said
from graphcrm.measures.matching.organizations import ORGANIZATION
from graphcrm.measures.matching.persons import PERSON

_PEOPLE = st.fixed_dictionaries(
    {
        "given_name": st.sampled_from(["Ana", "Anna", "Bob", "Robert", "R.", "Иван", "Ivan", ""]),
        "family_name": st.sampled_from(["Lindqvist", "Lindquist", "Okafor", "Young", ""]),
        "email": st.sampled_from(["", "ana@a.example", "ana.l@a.example", "ana.l@b.example\nx@c.example"]),
        "phone": st.sampled_from(["", "+49 40 5550101", "+49 40 5550102"]),
        "city": st.sampled_from(["", "Kiel", "Kjel", "Lagos"]),
        "country": st.sampled_from(["DE", "NG", ""]),
    }
)
_FIRMS = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Lumen Optics GmbH", "Lumen Optics", "Lumen Holding", "Pontis II", "Pontis III"]),
        "domain": st.sampled_from(["", "lumen.example", "pontis.example"]),
        "city": st.sampled_from(["", "Kiel", "Turin"]),
        "country": st.sampled_from(["DE", "IT", ""]),
    }
)


def parameters(kind: Kind) -> weighing.Parameters:
    return weighing.shipped(kind.fields, weighing.FEW)


def met(kind: Kind, old: list[Values], new: list[Values], pages: int = 1) -> dict[tuple[int, int], float]:
    """Who meets whom, by place and number."""
    index = There(kind)
    for start in range(0, len(old), max(len(old) // pages, 1)):
        index.add(there.keyed(kind, old[start : start + max(len(old) // pages, 1)]))
    found = likely.likely(index, there.keyed(kind, new), parameters(kind))
    return {(place, one.number): round(one.probability, 9) for place, several in found.items() for one in several}


def compared_with_all(kind: Kind, old: list[Values], new: list[Values]) -> dict[tuple[int, int], float]:
    """The same, where each pair is compared whole: of those that share a key."""
    records = Records(kind, [*old, *new])
    rows = [dict(zip(records.columns, row, strict=True)) for row in zip(*records.columns.values(), strict=True)]
    keys = [{(at, t) for at, key in enumerate(kind.keys) for t in key(row).split("\n") if t} for row in rows]
    place = {number: at for at, number in enumerate(records.order)}
    wanted = [(a, b) for b in range(len(old), len(rows)) for a in range(b) if keys[place[a]] & keys[place[b]]]
    pairs = np.array([[place[a], place[b]] for a, b in wanted], np.int64).reshape(-1, 2)
    levels = comparing.levels(records, pairs)
    weights = weighing.weights(records, pairs, levels, parameters(kind))
    values = weighing.probabilities(weights) * comparing.known(records, levels)
    told = zip(wanted, values.tolist(), strict=True)
    return {(b - len(old), a): round(value, 9) for (a, b), value in told if value >= 0.5}


# So few that no name is a usual one: how often one is borne is counted among those that are there alone.
@settings(deadline=None)
@given(st.lists(_PEOPLE, max_size=3), st.lists(_PEOPLE, min_size=1, max_size=2), st.integers(1, 4))
def test_people_meet_whom_they_meet_when_each_pair_is_compared_whole(old: Any, new: Any, pages: int) -> None:
    assert met(PERSON, old, new, pages) == compared_with_all(PERSON, old, new)


@settings(deadline=None)
@given(st.lists(_FIRMS, max_size=5), st.lists(_FIRMS, min_size=1, max_size=5))
def test_organizations_meet_whom_they_meet_when_each_pair_is_compared_whole(old: Any, new: Any) -> None:
    assert met(ORGANIZATION, old, new) == compared_with_all(ORGANIZATION, old, new)


def test_what_too_many_have_is_no_key_counted_for_each_group_by_itself() -> None:
    """What a team's own records share says nothing of what everybody's do, and the other way round."""
    crowd = [{"given_name": "Ana", "family_name": "Lindqvist"} for _ in range(MOST_IN_BLOCK + 1)]
    index = There(PERSON)
    index.add(there.keyed(PERSON, crowd))
    one = there.keyed(PERSON, [{"given_name": "Ana", "family_name": "Lindqvist"}])
    assert likely.likely(index, one, parameters(PERSON)) == {}
    index.add(there.keyed(PERSON, crowd[:2], [1, 1]))
    found = likely.likely(index, one, parameters(PERSON))
    assert [each.number for each in found[0]] == [MOST_IN_BLOCK + 1, MOST_IN_BLOCK + 2]


def test_a_record_that_another_turned_out_to_be_is_found_by_what_both_say() -> None:
    index = There(PERSON)
    index.add(there.keyed(PERSON, [{"given_name": "Ana", "family_name": "Lindqvist", "email": "ana@a.example"}]))
    more = there.keyed(
        PERSON, [{"given_name": "Anna", "family_name": "Lind", "email": "anna@b.example", "city": "Kiel"}]
    )
    index.widen(0, more.values[0])
    told = dict(zip((field.name for field in PERSON.fields), index.values(0), strict=True))
    assert (told["given_name"], told["city"], told["email"]) == ("ana", "kiel", "ana@a.example\nanna@b.example")
    other = there.keyed(PERSON, [{"given_name": "Ana", "family_name": "Berg", "email": "anna@b.example"}])
    assert index.near(other, 0, 1)[1].tolist() == [0]


def test_beyond_doubt_needs_a_name_that_is_the_same_and_something_of_ones_own() -> None:
    def doubtless(probability: float = 0.999, **levels: int) -> bool:
        return beyond_doubt(Likely(0, probability, tuple(Said(name, level, 1.0) for name, level in levels.items())))

    assert doubtless(given_name=3, family_name=2, email=3)
    assert doubtless(name=3, domain=3)
    assert not doubtless(0.98, given_name=3, family_name=3, email=3)
    assert not doubtless(given_name=3, family_name=3, city=3, country=3), "namesakes of a town"
    assert not doubtless(given_name=0, family_name=3, email=3, city=3), "a family with one address"
    assert not doubtless(given_name=1, family_name=3, email=3), "an initial"
    assert not doubtless(email=3, phone=3), "no name at all"
