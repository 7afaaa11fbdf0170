"""Ties computed for many pairs at once are those computed one interaction after the other."""

from __future__ import annotations

import random

import pytest

from graphcrm.measures import tie_tables, ties
from graphcrm.measures.ties import Event, Participant, Rules

KINDS = ("EMAIL", "MESSAGE", "CALL", "MEETING", "OTHER")
PARTS = ("FROM", "TO", "CC", "BCC", "ATTENDEE", "ORGANIZER")
_DAY = 86_400


def log(events: list[Event]) -> tie_tables.Log:
    """What the graph would give of these."""
    ordered = sorted(events, key=lambda one: (one.at, one.id))
    took = [(number, one) for number, event in enumerate(ordered) for one in event.participants]
    return tie_tables.Log(
        [one.kind for one in ordered],
        [one.at for one in ordered],
        [";".join(one.audience) for one in ordered],
        [number for number, _ in took],
        [one.id for _, one in took],
        [one.part for _, one in took],
        [one.counts for _, one in took],
    )


def some_events(chance: random.Random, many: int, people: int, crowd: int = 9) -> list[Event]:
    """Of all kinds, some at one instant, some with the same person twice, meetings large (a `crowd`) and small."""
    found = []
    for number in range(many):
        size = chance.choice((1, 2, 2, 3, 4, crowd))
        names = [f"per_{chance.randrange(people)}" for _ in range(size)]
        open_ = {one: chance.random() < 0.8 for one in names}
        took_part = [Participant(one, chance.choice(PARTS), open_[one]) for one in names]
        at = 1_700_000_000.25 + _DAY * chance.randrange(12) + chance.choice((0, 0, 3_600.5))
        audience = chance.choice(((), (), ("tea_a",), ("tea_a", "tea_b")))
        found.append(Event(f"int_{number:03}", chance.choice(KINDS), at, took_part, audience))
    return found


def one_by_one(events: list[Event], rules: Rules, firsts: set[str]) -> dict[tuple[str, str, str], ties.Tie]:
    ends = {contact.ends for event in events for contact in ties.contacts(event, rules) if contact.ends[0] in firsts}
    found = ties.replayed(events, rules, ends)
    return {(a, b, ";".join(audience)): tie for (a, b, audience), tie in found.items()}


@pytest.mark.parametrize("seed", range(40))
def test_ties_of_all_at_once_are_those_of_one_after_the_other(seed: int) -> None:
    chance = random.Random(seed)
    events = some_events(chance, chance.choice((1, 3, 60)), chance.choice((3, 9)))
    rules = Rules(half_life=chance.choice((60.0, 2.0)), large=chance.choice((2, 4, 20)))
    firsts = {f"per_{number}" for number in range(chance.choice((2, 9)))}
    expected = one_by_one(events, rules, firsts)
    rows = tie_tables.folded(log(events), rules, firsts)
    assert len(rows) == len(expected)
    for a, b, audience, value, at, first, rank, sums, counts, lasts, sent, received, many, days in rows:
        tie = expected[a, b, audience]
        assert [value, rank, *sums] == pytest.approx([tie.value, tie.rank(rules), *tie.sums], rel=1e-12, abs=1e-12)
        assert (at, first) == (round(tie.at * 1e6), round(tie.first * 1e6))
        assert (counts, lasts) == (tie.counts, tie.lasts)
        assert (sent, received, many, days) == (tie.sent, tie.received, tie.events, tie.days)


def test_without_interactions_or_with_one_person_alone_nobody_is_tied() -> None:
    assert tie_tables.folded(log([]), Rules(), {"per_0"}) == []
    alone = [Event("int_1", "EMAIL", 1e9, [Participant("per_0", "FROM"), Participant("per_0", "TO")])]
    assert tie_tables.folded(log(alone), Rules(), {"per_0"}) == []
    nobody = [Event("int_1", "EMAIL", 1e9, [])]
    assert tie_tables.folded(log(nobody), Rules(), {"per_0"}) == []
