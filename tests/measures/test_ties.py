"""Ties: whom an interaction ties, and that the parts of a tie add up to it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphcrm.measures import strength, ties
from graphcrm.measures.strength import DAY
from graphcrm.measures.ties import CHANNELS, Contact, Event, Participant, Rules, Tie

RULES = Rules()
PARTS = st.sampled_from(["FROM", "TO", "CC", "BCC", "ATTENDEE", "ORGANIZER"])
KINDS = st.sampled_from(["EMAIL", "MESSAGE", "CALL", "MEETING", "OTHER", "NOTE"])
PEOPLE = st.lists(st.tuples(st.sampled_from("abcde"), PARTS, st.booleans()), max_size=8)
EVENTS = st.lists(st.tuples(KINDS, st.integers(0, 500), PEOPLE), max_size=12)


def event(kind: str, *people: str, at: float = 0.0, bulk: bool = False) -> Event:
    """An interaction of people told as `a:FROM`."""
    return Event("i", kind, at, [Participant(*one.split(":")) for one in people], (), bulk)


def told(one: Event) -> dict[tuple[str, str], tuple[str, int, bool | None]]:
    return {c.ends: (CHANNELS[c.channel], c.recipients, c.forth) for c in ties.contacts(one, RULES)}


def test_a_mail_ties_its_sender_to_each_recipient_and_these_not_to_each_other() -> None:
    assert told(event("EMAIL", "b:FROM", "a:TO", "c:CC")) == {
        ("a", "b"): ("EMAIL", 2, False), ("b", "c"): ("COPY", 2, True)
    }  # fmt: skip


def test_a_name_twice_and_a_sender_among_the_recipients_count_nothing_extra() -> None:
    twice = event("EMAIL", "a:FROM", "a:TO", "b:TO", "b:CC", "b:TO")
    assert told(twice) == {("a", "b"): ("EMAIL", 1, True)}
    assert (
        told(event("EMAIL", "a:FROM", "a:TO")) == told(event("EMAIL", "a:FROM")) == told(event("EMAIL", "a:TO")) == {}
    )


def test_a_meeting_ties_every_two_and_a_note_or_a_bulk_mail_nobody() -> None:
    assert told(event("MEETING", "a:ORGANIZER", "b:ATTENDEE", "c:ATTENDEE")) == {
        ("a", "b"): ("MEETING", 2, None), ("a", "c"): ("MEETING", 2, None), ("b", "c"): ("MEETING", 2, None)
    }  # fmt: skip
    assert told(event("NOTE", "a:FROM", "b:TO")) == told(event("EMAIL", "a:FROM", "b:TO", bulk=True)) == {}


@pytest.mark.parametrize(("size", "pairs"), [(20, 190), (21, 20), (400, 399)])
def test_a_large_meeting_ties_only_its_organizer_with_each(size: int, pairs: int) -> None:
    people = [f"p{number:03}:ATTENDEE" for number in range(size - 1)]
    assert len(told(event("MEETING", "o:ORGANIZER", *people))) == pairs
    assert len(told(event("MEETING", "o:ATTENDEE", *people))) == (pairs if size == 20 else 0)


def test_two_who_wrote_a_mail_together_and_got_it_have_one_contact_both_ways() -> None:
    assert told(event("EMAIL", "a:FROM", "b:FROM", "a:TO", "b:TO")) == {("a", "b"): ("EMAIL", 1, None)}


def test_who_is_not_seen_by_all_counts_in_their_own_tie_alone() -> None:
    hidden = Event("i", "EMAIL", 0.0, [Participant("a", "FROM"), Participant("b", "TO"), Participant("c", "TO", False)])
    assert told(hidden) == {("a", "b"): ("EMAIL", 1, True), ("a", "c"): ("EMAIL", 2, True)}


def kept(one: Tie, at: float) -> float:
    return strength.aged(one.value, at - one.at)


@settings(deadline=None)
@given(EVENTS)
def test_the_parts_add_up_and_the_value_is_that_of_the_formula(
    given_: Sequence[tuple[str, int, Sequence[tuple[str, str, bool]]]],
) -> None:
    events = [
        Event(f"i{n:02}", kind, day * DAY / 3, [Participant(*one) for one in people])
        for n, (kind, day, people) in enumerate(given_)
    ]
    pairs = {contact.ends for one in events for contact in ties.contacts(one, RULES)}
    found = ties.replayed(events, RULES, pairs)
    assert {(a, b) for a, b, _ in found} == pairs
    for (a, b, _), tie in found.items():
        assert a < b and 0.0 < tie.value < 1.0 and sum(tie.sums) == pytest.approx(tie.value, abs=1e-12)
        own = [(e.at, c) for e in events for c in ties.contacts(e, RULES) if c.ends == (a, b)]
        own.sort(key=lambda one: one[0])
        value, last = 0.0, 0.0
        for at, contact in own:
            value = strength.after(value, at - last, strength.share(contact.recipients, RULES.weights[contact.channel]))
            last = at
        assert tie.value == pytest.approx(value, abs=1e-12)
        assert (tie.events, tie.first, tie.at) == (len(own), own[0][0], own[-1][0])
        assert tie.days == len({at // DAY for at, _ in own}) and sum(tie.counts) == tie.events


def test_a_contact_before_the_last_one_is_refused_and_the_rank_orders_as_the_aged_values_do() -> None:
    early, late = Tie(), Tie()
    early.add(Contact(("a", "b"), 0, 1), 0.0, RULES)
    late.add(Contact(("a", "b"), 2, 1), 30 * DAY, RULES)
    with pytest.raises(ValueError, match="before"):
        late.add(Contact(("a", "b"), 2, 1), 29 * DAY, RULES)
    for days in (30, 100, 1000):
        assert (kept(early, days * DAY) > kept(late, days * DAY)) == (early.rank(RULES) > late.rank(RULES))


def test_ties_of_several_audiences_are_one_as_if_each_missed_the_other() -> None:
    assert ties.together([]) == 0.0 and ties.together([0.5, 0.5]) == 0.75
