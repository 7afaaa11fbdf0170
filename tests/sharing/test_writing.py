"""Saying how much of a tie is for everybody, and writing beside ties of which not all is told."""

from __future__ import annotations

from typing import Any

import pytest

from tests.records.mutations.writer import Writer, by
from tests.sharing.conftest import ALL, NORTH, SOUTH, influence, relation, ties


async def test_teams_named_are_those_it_is_whole_for(teams: Writer) -> None:
    await teams.do("influenceAdd", influence(topic="x", sharing="EXISTENCE", sharedWith=[by("south")]), role=ALL)
    assert await ties(teams, "influences", "topic", SOUTH) == [["Ben", "x"]]
    assert await ties(teams, "influences", "topic", NORTH) == [["Ben", None]]


@pytest.mark.parametrize(
    ("role", "said", "fault"),
    [
        (ALL, {"sharing": "EXISTENCE"}, ("BAD_USER_INPUT", None, "sharedWith")),
        (NORTH, {"sharing": "EXISTENCE", "sharedWith": []}, ("BAD_USER_INPUT", None, "sharedWith")),
        (NORTH, {"sharedWith": [by("north")]}, ("BAD_USER_INPUT", None, "sharedWith")),
        (NORTH, {"sharing": "DETAILS", "sharedWith": [by("north")]}, ("BAD_USER_INPUT", None, "sharedWith")),
        (NORTH, {"sharing": "STRENGTH", "sharedWith": [by("south")]}, ("FORBIDDEN", "ROLE", "sharedWith")),
        (NORTH, {"sharing": "STRENGTH", "sharedWith": [by("east")]}, ("NOT_FOUND", None, "sharedWith.0")),
    ],
)
async def test_what_nobody_could_mean_is_refused(
    teams: Writer, role: str, said: dict[str, Any], fault: tuple[Any, ...]
) -> None:
    assert await teams.faults("influenceAdd", influence(**said), role=role) == [fault]


async def test_who_is_in_no_team_keeps_nothing_back(world: Writer) -> None:
    assert await world.faults("influenceAdd", influence(sharing="EXISTENCE")) == [
        ("BAD_USER_INPUT", None, "sharedWith")
    ]


async def test_a_correction_narrows_and_widens(teams: Writer) -> None:
    await teams.do("influenceAdd", influence(topic="x", weight=0.4))
    await teams.do("influenceUpdate", influence(sharing="STRENGTH"))
    assert await ties(teams, "influences", "topic weight", SOUTH) == [["Ben", None, 0.4]]
    await teams.do("influenceUpdate", influence(sharing="EXISTENCE"))
    assert await ties(teams, "influences", "topic weight", SOUTH) == [["Ben", None, None]]
    await teams.do("influenceUpdate", influence(weight=0.6))
    assert await ties(teams, "influences", "topic weight sharing", SOUTH) == [["Ben", None, None, "EXISTENCE"]]
    await teams.do("influenceUpdate", influence(sharing=None))
    assert await ties(teams, "influences", "topic weight sharing", SOUTH) == [["Ben", "x", 0.6, "DETAILS"]]


async def test_what_is_whole_for_others_too_is_not_for_one_team_to_change(teams: Writer) -> None:
    both = [by("north"), by("south")]
    await teams.do("influenceAdd", influence(topic="x", sharing="EXISTENCE", sharedWith=both), role=ALL)
    for said in ({"sharing": "DETAILS"}, {"sharedWith": [by("north")]}):
        assert await teams.faults("influenceUpdate", influence(**said)) == [("FORBIDDEN", "ROLE", "sharedWith")]
    await teams.do("influenceUpdate", influence(source="me"))
    await teams.do("influenceUpdate", influence(sharing="DETAILS"), role=ALL)


async def test_a_tie_that_is_not_whole_for_one_is_not_theirs_to_change(teams: Writer) -> None:
    await teams.do("relationAdd", relation(kind="MENTOR", sharing="EXISTENCE"))
    await teams.do("influenceAdd", influence(topic="x", sharing="STRENGTH", weight=0.4))
    none = [("NOT_FOUND", None, "to")]
    for given in (influence(topic="x"), influence(topic="y"), influence()):
        assert await teams.faults("influenceUpdate", {**given, "weight": 0.1}, role=SOUTH) == none
        assert await teams.faults("influenceRetract", given, role=SOUTH) == none
    for kind in ("MENTOR", "FRIEND"):
        assert await teams.faults("relationEnd", relation(kind=kind), role=SOUTH) == none
        assert await teams.faults("relationRetract", relation(kind=kind), role=SOUTH) == none
    assert await ties(teams, "influences", "weight", NORTH) == [["Ben", 0.4]]


async def test_the_answer_to_one_who_says_the_same_tells_nothing(teams: Writer) -> None:
    """Whether their guess hits the topic or not, what they say is taken, and stands beside what is there."""
    await teams.do("influenceAdd", influence(topic="x", sharing="EXISTENCE"))
    await teams.do("influenceAdd", influence(topic="x", weight=0.1), role=SOUTH)
    await teams.do("influenceAdd", influence(topic="y", weight=0.2), role=SOUTH)
    assert await teams.faults("influenceAdd", influence(topic="x"), role=SOUTH) == [("CONFLICT", "EXISTS", "to")]
    assert sorted(await ties(teams, "influences", "topic sharing", SOUTH), key=str) == [
        ["Ben", "x", "DETAILS"],
        ["Ben", "y", "DETAILS"],
        ["Ben", None, "EXISTENCE"],
    ]


async def test_of_two_that_say_the_same_the_teams_tell_which(teams: Writer) -> None:
    await teams.do("influenceAdd", influence(topic="x", sharing="EXISTENCE"))
    await teams.do("influenceAdd", influence(topic="x", weight=0.1), role=SOUTH)
    assert await teams.faults("influenceRetract", influence(topic="x"), role=ALL) == [("BAD_USER_INPUT", None, "to")]
    widen = influence(topic="x", sharing="EXISTENCE", sharedWith=[by("south")])
    await teams.do("influenceUpdate", widen, role=SOUTH)
    await teams.do("influenceRetract", influence(topic="x", sharedWith=[by("north")]), role=ALL)
    assert await ties(teams, "influences", "topic weight", ALL) == [["Ben", "x", 0.1]]


async def test_a_key_gives_the_same_answer_again(teams: Writer) -> None:
    given = {**influence(topic="x", sharing="EXISTENCE"), "idempotencyKey": "one"}
    fields = "influences { edges { topic sharing } }"
    assert await teams.do("influenceAdd", given, fields) == await teams.do("influenceAdd", given, fields)
    assert len(await ties(teams, "influences", "topic", ALL)) == 1
