"""What histories and the feed of changes tell of ties that are whole for some teams alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import viewer
from graphcrm.records.feed import Feed
from tests.compile import surfaces
from tests.records.mutations.writer import Writer
from tests.sharing.conftest import ALL, NORTH, SOUTH, influence, relation, team

_HISTORY = """query($kinds: [ChangeKind!], $fields: [String!]) { person(by: {externalId: "p-a"}) {
  history(kinds: $kinds, fields: $fields) { totalCount nodes { kind type by { email } reason fields importRun
    changes { field before after } says { field value } } } } }"""


async def history(writer: Writer, role: str, **given: Any) -> list[dict[str, Any]]:
    """The entries of Ana's history that are about facts, the earliest first."""
    found = (await writer.ask(_HISTORY, given, role))["person"]["history"]
    assert found["totalCount"] == len(found["nodes"])
    return [one for one in reversed(found["nodes"]) if one["type"] != "Person"]


async def fed(writer: Writer, role: str, key: str) -> list[Any]:
    """What the feed tells a role in one team: kinds and fields of facts."""
    feed = Feed(writer.api.graph)
    await feed.number()
    who = viewer(built_in(), id="x", email="x", roles=(role,), teams=(await team(writer.api.graph, key),))
    told = orjson.loads(await surfaces.feed(writer.api.graph, who))
    return [[kind, fields] for _, _, kind, type_, _, fields in told if type_ in ("INFLUENCES", "RELATED_TO")]


@pytest.fixture
async def told(teams: Writer) -> AsyncIterator[Writer]:
    """A tie that was for everybody, is then kept back, changed, and ended."""
    await teams.do("relationAdd", relation(kind="MENTOR", startedOn="2020-01-01"))
    await teams.do("relationEnd", relation(endedOn="2021-01-01", reason="Left."))
    await teams.do("influenceAdd", influence(topic="x", weight=0.1))
    await teams.do("influenceUpdate", influence(source="me"))
    await teams.do("influenceUpdate", influence(sharing="STRENGTH", reason="Delicate."))
    await teams.do("influenceUpdate", influence(weight=0.3, reason="Heard."))
    await teams.do("influenceUpdate", influence(source="you"))
    yield teams


async def test_a_history_tells_no_more_of_a_tie_than_its_level(told: Writer) -> None:
    whole = await history(told, NORTH)
    assert [one["kind"] for one in whole] == ["ADDED", "ENDED", "ADDED", "UPDATED", "UPDATED", "UPDATED", "UPDATED"]
    assert [one["kind"] for one in await history(told, ALL)] == [one["kind"] for one in whole]
    rest = await history(told, SOUTH)
    assert rest[:2] == whole[:2], "the other tie is for everybody"
    shown = [(one["kind"], one["by"], one["reason"], one["fields"], one["changes"]) for one in rest[2:]]
    weight = {"field": "weight", "before": None, "after": "0.1"}
    level = {"field": "sharing", "before": None, "after": "STRENGTH"}
    assert shown == [
        ("ADDED", None, None, ["weight"], [weight]),
        ("UPDATED", None, None, ["sharing"], [level]),
        ("UPDATED", None, None, ["weight"], [{"field": "weight", "before": "0.1", "after": "0.3"}]),
    ]
    assert {one["field"] for entry in rest[2:] for one in entry["says"]} <= {"weight", "sharing"}
    assert await history(told, SOUTH, fields=["topic"]) == [] != await history(told, NORTH, fields=["topic"])


async def test_that_a_tie_ended_is_told_with_its_days(teams: Writer) -> None:
    await teams.do("relationAdd", relation(kind="MENTOR", sharing="EXISTENCE"))
    await teams.do("relationEnd", relation(endedOn="2025-01-01"))
    assert [one["kind"] for one in await history(teams, NORTH)] == ["ADDED", "ENDED"]
    (entry,) = await history(teams, SOUTH)
    assert (entry["kind"], entry["fields"], entry["by"]) == ("ADDED", ["sharing"], None)
    assert await history(teams, SOUTH, kinds=["ENDED"]) == []


async def test_the_feed_tells_no_more_of_a_tie_than_its_level(told: Writer) -> None:
    assert (await fed(told, NORTH, "north"))[2:] == [
        ["ADDED", ["topic", "weight"]],
        ["UPDATED", ["source"]],
        ["UPDATED", ["shared_with", "sharing"]],
        ["UPDATED", ["weight"]],
        ["UPDATED", ["source"]],
    ]
    assert (await fed(told, SOUTH, "south"))[2:] == [
        ["ADDED", ["weight"]],
        ["UPDATED", ["sharing"]],
        ["UPDATED", ["weight"]],
    ]


async def test_what_was_kept_back_stays_so_in_the_past_of_a_tie_that_is_for_everybody_now(teams: Writer) -> None:
    await teams.do("influenceAdd", influence(topic="x", sharing="EXISTENCE"))
    await teams.do("influenceUpdate", influence(source="me"))
    await teams.do("influenceUpdate", influence(sharing="DETAILS"))
    await teams.do("influenceUpdate", influence(source="you"))
    told = [(one["kind"], one["fields"]) for one in await history(teams, SOUTH)]
    assert told == [("ADDED", ["sharing"]), ("UPDATED", ["sharing"]), ("UPDATED", ["source"])]


async def test_the_past_of_one_that_is_withdrawn_is_kept_back(teams: Writer) -> None:
    await teams.do("influenceAdd", influence(topic="x"))
    await teams.do("influenceUpdate", influence(sharing="EXISTENCE"))
    await teams.do("influenceRetract", {**influence(topic="x"), "reason": "A mistake about x."})
    told = [(one["kind"], one["fields"], one["reason"]) for one in await history(teams, SOUTH)]
    assert told == [("ADDED", [], None), ("UPDATED", ["sharing"], None), ("RETRACTED", ["sharing"], None)]
