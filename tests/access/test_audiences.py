"""Whom a record is for, as a law: what is said stands; else one sees what hangs on something one sees, and no more."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphcrm.access.audiences import Audience, derived

TEAMS = st.sampled_from("abc")
AUDIENCES: st.SearchStrategy[Audience] = st.none() | st.sets(TEAMS, min_size=1).map(lambda s: tuple(sorted(s)))
TIERS = st.lists(st.lists(AUDIENCES, max_size=3), max_size=3)
VIEWERS = st.sets(TEAMS)


def sees(teams: set[str], audience: Audience) -> bool:
    return audience is None or bool(set(audience) & teams)


@given(AUDIENCES.filter(lambda one: one is not None), TIERS)
def test_what_is_said_stands_whatever_it_hangs_on(said: Audience, tiers: list[list[Audience]]) -> None:
    assert derived(said, tiers) == said


@given(TIERS, VIEWERS)
def test_one_sees_it_who_sees_something_it_hangs_on(tiers: list[list[Audience]], viewer: set[str]) -> None:
    first: list[Audience] = next((tier for tier in tiers if tier), [None])
    assert sees(viewer, derived(None, tiers)) == any(sees(viewer, one) for one in first)


@given(TIERS, AUDIENCES, VIEWERS)
def test_what_one_does_not_see_changes_nothing_as_if_it_had_been_deleted(
    tiers: list[list[Audience]], hidden: Audience, viewer: set[str]
) -> None:
    first = next((tier for tier in tiers if tier), None)
    if first is None or sees(viewer, hidden):
        return
    before = sees(viewer, derived(None, tiers))
    first.append(hidden)
    assert sees(viewer, derived(None, tiers)) == before


@given(TIERS)
def test_the_order_in_which_it_hangs_on_things_does_not_matter(tiers: list[list[Audience]]) -> None:
    assert derived(None, tiers) == derived(None, [[*reversed(tier), *tier] for tier in tiers])
