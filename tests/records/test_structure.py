"""Rules of structure: a rule is broken only where all facts that break it hold on one day."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from graphcrm.records.structure import Structure
from graphcrm.vocabulary.words import VOCABULARY

OWNERSHIP, LINES = VOCABULARY.edges["SUBSIDIARY_OF"], VOCABULARY.edges["REPORTS_TO"]
FIRST = date(2026, 1, 1)


def stake(share: float | None, control: bool, start: int | None = None, end: int | None = None) -> dict[str, Any]:
    """A stake from one day to another, both counted from the first of January."""
    days = {"started_on": start, "ended_on": end}
    dates = {name: None if day is None else FIRST + timedelta(days=day) for name, day in days.items()}
    return {"share": share, "control": control, **dates}


def blamed(structure: Structure, child: str, parent: str, said: Mapping[str, Any]) -> str | None:
    """What is blamed: "parent" for the other end, the property, or None where the fact is taken."""
    breach = structure.breach(child, parent, said)
    if breach is None:
        structure.put(child, parent, said)
        return None
    return breach.blames or "parent"


def ownership(*stakes: tuple[str, str, dict[str, Any]]) -> list[str | None]:
    structure = Structure(VOCABULARY, OWNERSHIP)
    return [blamed(structure, *one) for one in stakes]


def test_nobody_owns_themselves() -> None:
    assert ownership(("a", "a", stake(0.1, False))) == ["parent"]


def test_control_goes_in_no_circle() -> None:
    control = stake(0.6, True)
    assert ownership(("b", "a", control), ("c", "b", control), ("a", "c", control)) == [None, None, "parent"]


def test_control_may_go_round_over_time() -> None:
    assert ownership(("b", "a", stake(0.6, True, 0, 9)), ("a", "b", stake(0.6, True, 10, None))) == [None, None]
    assert ownership(("b", "a", stake(0.6, True, 0, 9)), ("a", "b", stake(0.6, True, 9, None))) == [None, "parent"]


def test_three_stakes_that_share_no_day_are_no_circle() -> None:
    """The third overlaps each of the others, but these do not overlap."""
    first, second, third = (stake(0.6, True, start, end) for start, end in ((0, 3), (5, 9), (0, 9)))
    assert ownership(("b", "a", first), ("c", "b", second), ("a", "c", third)) == [None, None, None]
    assert ownership(("b", "a", first), ("c", "b", stake(0.6, True, 3, 9)), ("a", "c", third))[-1] == "parent"


def test_shares_without_control_may_be_circular() -> None:
    assert ownership(("b", "a", stake(0.2, False)), ("a", "b", stake(0.2, False))) == [None, None]


def test_one_owner_controls_at_a_time() -> None:
    assert ownership(("c", "a", stake(0.6, True)), ("c", "b", stake(0.3, True))) == [None, "control"]
    assert ownership(("c", "a", stake(0.6, True, None, 5)), ("c", "b", stake(0.6, True, 6))) == [None, None]


def test_shares_add_up_to_one_on_any_day() -> None:
    assert ownership(("c", "a", stake(0.6, True)), ("c", "b", stake(0.4, False))) == [None, None]
    assert ownership(("c", "a", stake(0.6, True)), ("c", "b", stake(0.5, False))) == [None, "share"]
    later = [("c", "a", stake(0.6, True, 0, 5)), ("c", "b", stake(0.6, False, 6, 9)), ("c", "d", stake(0.3, False, 2))]
    assert ownership(*later) == [None, None, None]
    assert ownership(*later, ("c", "e", stake(0.2, False, 0, 6))) == [None, None, None, "share"]


def test_ten_tenths_are_one() -> None:
    assert ownership(*(("c", f"p{i}", stake(0.1, False)) for i in range(10))) == [None] * 10


def test_a_fact_told_again_replaces_itself() -> None:
    assert ownership(("c", "a", stake(0.6, True)), ("c", "a", stake(0.9, True))) == [None, None]


def test_solid_lines_form_a_forest_and_dotted_ones_do_not_count() -> None:
    structure = Structure(VOCABULARY, LINES)
    solid, dotted = {"kind": "SOLID"}, {"kind": "DOTTED"}
    assert blamed(structure, "b", "a", solid) is None
    assert blamed(structure, "b", "c", solid) == "parent"
    assert blamed(structure, "a", "b", dotted) is None
    assert blamed(structure, "a", "b", solid) == "parent"


def test_a_chain_of_any_length_is_followed() -> None:
    structure = Structure(VOCABULARY, LINES)
    for i in range(5000):
        structure.put(f"r{i + 1}", f"r{i}", {"kind": "SOLID"})
    assert blamed(structure, "r0", "r5000", {"kind": "SOLID"}) == "parent"


STAKE = st.tuples(
    st.sampled_from("abcd"),
    st.sampled_from("abcd"),
    st.sampled_from([None, 0.3, 0.5, 0.7]),
    st.booleans(),
    st.one_of(st.none(), st.integers(0, 5)),
    st.one_of(st.none(), st.integers(0, 5)),
)


@given(st.lists(STAKE, max_size=8))
def test_what_is_taken_is_right_on_every_day_and_what_is_refused_is_not(stakes: list[tuple[Any, ...]]) -> None:
    """Against a look at each day by itself."""
    structure = Structure(VOCABULARY, OWNERSHIP)
    taken: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for child, parent, share, control, start, end in stakes:
        if start is not None and end is not None and end < start:
            continue
        told = (child, parent, share, control, start, end)
        after = {**taken, (child, parent, start): told}
        allowed = all(_right(list(after.values()), day) for day in range(-1, 7))
        assert (blamed(structure, child, parent, stake(share, control, start, end)) is None) == allowed
        if allowed:
            taken = after


def _right(stakes: list[tuple[Any, ...]], day: int) -> bool:
    held = [s for s in stakes if (s[4] is None or s[4] <= day) and (s[5] is None or day <= s[5])]
    if any(s[0] == s[1] for s in stakes):
        return False
    for child in "abcd":
        own = [s for s in held if s[0] == child]
        if sum(s[2] or 0 for s in own) > 1 + 1e-9 or sum(1 for s in own if s[3]) > 1:
            return False
    above = {s[0]: s[1] for s in held if s[3]}
    for here in "abcd":
        for _ in itertools.repeat(None, 5):
            here = above.get(here, "")
        if here:  # five steps up among four: a circle
            return False
    return True
