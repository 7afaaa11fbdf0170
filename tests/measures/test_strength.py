"""Strength: its fixed points and its laws, for any contacts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphcrm.measures import strength
from graphcrm.measures.strength import DAY, HALF_LIFE

moments, channels = st.integers(0, 400 * 86_400), st.sampled_from([0.5, 1.0, 2.0, 3.0, 50.0])
contacts = st.lists(st.tuples(moments, st.integers(1, 400), channels), max_size=40)


def streamed(told: list[tuple[int, int, float]], at: float) -> float:
    """One contact after the other, in the order of time."""
    value, last = 0.0, 0.0
    for moment, recipients, channel in sorted(told):
        value, last = strength.after(value, moment - last, strength.share(recipients, channel)), moment
    return strength.aged(value, at - last)


@pytest.mark.parametrize(("days", "expected"), [(1, 0.906), (7, 0.589), (30, 0.275), (90, 0.147)])
def test_a_steady_rhythm_comes_to_its_fixed_point(days: int, expected: float) -> None:
    value = 0.0
    for _ in range(2000):
        value = strength.after(value, days * DAY, strength.share(1))
    assert value == pytest.approx(expected, abs=5e-4)


def test_the_first_contact_gives_a_tenth_and_silence_halves_it() -> None:
    assert strength.share(1) == strength.after(0.0, 1e9, strength.share(1)) == pytest.approx(0.1)
    assert strength.aged(0.1, HALF_LIFE) == pytest.approx(0.05)
    assert strength.share(4) == pytest.approx(0.05) and strength.share(400) == pytest.approx(0.005)
    assert strength.share(1, 50.0) == 0.5, "no contact adds more than half of what is missing"
    with pytest.raises(ValueError, match="recipient"):
        strength.share(0)


@settings(deadline=None)
@given(contacts, st.integers(1, 400), moments)
def test_it_stays_below_one_and_one_more_contact_never_lowers_it(
    told: list[tuple[int, int, float]], recipients: int, moment: int
) -> None:
    at = 401 * DAY
    before, now = streamed(told, at), streamed([*told, (moment, recipients, 1.0)], at)
    assert 0.0 <= before < now < 1.0


@settings(deadline=None)
@given(st.lists(contacts.filter(bool), max_size=8), st.randoms())
def test_many_ties_at_once_in_any_order_are_as_each_by_itself(
    ties: list[list[tuple[int, int, float]]], chance: object
) -> None:
    lines = [(number, *one) for number, told in enumerate(ties) for one in told]
    chance.shuffle(lines)  # type: ignore[attr-defined]
    values, last = strength.folded(
        [line[0] for line in lines], [line[1] for line in lines], [strength.share(*line[2:]) for line in lines]
    )
    assert len(values) == len(ties)
    for number, told in enumerate(ties):
        assert last[number] == max(told)[0]
        assert values[number] == pytest.approx(streamed(told, max(told)[0]), abs=1e-12)
