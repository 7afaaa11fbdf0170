"""Asking for introductions: a task for the go-between about whom one wants to meet, and what came of it.

o-a Alpha                      p-d Dan is to be met, p-a Ana and p-b Ben may lead to him.
  r-a Head (p-a Ana)           The manager is in the team north.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from graphcrm.exchange.canonical import graph_hash
from graphcrm.graph.connection import Graph
from graphcrm.records import audiences
from graphcrm.vocabulary.words import VOCABULARY
from tests.audiences.test_limiting import joined
from tests.conftest import opened, with_officer
from tests.exchange import files
from tests.records.mutations.writer import Writer, by

ASKED = """{ met: person(by: {externalId: "p-d"}) {
    tasks(filter: {introductionOutcome: {isNull: false}}) { totalCount
      nodes { externalId introductionOutcome requester { name } goBetween { externalId } about { __typename } } } }
  ana: person(by: {externalId: "p-a"}) { introductionsAsked { totalCount nodes { externalId } } }
  through: tasks(filter: {goBetween: {externalId: {eq: "p-a"}}}) { totalCount }
  tasks { totalCount } }"""


@pytest.fixture
async def asking(graph: Graph, tmp_path: Path) -> AsyncIterator[Writer]:
    """The world above, where the manager has asked Ana for an introduction to Dan."""
    people = files.PEOPLE + "p-d,Dan\n"
    await files.imported(graph, tmp_path / "files", organizations=files.ORGANIZATIONS, people=people, roles=files.ROLES)
    writer = Writer(await opened(graph, with_officer()))
    for role in ("manager", "account_manager", "officer"):
        await writer.api.token(role)
    # Before they ask for anything: whose teams are known is believed for a moment.
    await writer.do("teamCreate", {"externalId": "north", "name": "North"}, role="admin")
    await joined(writer, "manager", "north")
    await writer.do("roleAssign", {"role": by("r-a"), "person": by("p-a")})
    await writer.do("taskCreate", request("t-1", "p-a"))
    await writer.do("taskCreate", {"externalId": "t-0", "title": "Call", "about": [{"person": by("p-d")}]})
    yield writer
    await writer.api.client.aclose()


def request(key: str, go_between: str) -> dict[str, Any]:
    """A request of the manager for an introduction to Dan."""
    return {
        "externalId": key, "title": "Ask for an introduction", "description": "Dear …", "introductionOutcome": "ASKED",
        "goBetween": by(go_between), "requester": {"email": "manager@lumen.example"}, "about": [{"person": by("p-d")}],
    }  # fmt: skip


async def test_who_was_asked_by_whom_stands_at_whom_it_leads_to_and_at_who_was_asked(asking: Writer) -> None:
    found = await asking.ask(ASKED)
    person = {"requester": {"name": "manager"}, "goBetween": by("p-a"), "about": [{"__typename": "Person"}]}
    told = {"externalId": "t-1", "introductionOutcome": "ASKED", **person}
    assert found["met"]["tasks"] == {"totalCount": 1, "nodes": [told]}
    assert found["ana"]["introductionsAsked"] == {"totalCount": 1, "nodes": [{"externalId": "t-1"}]}
    assert (found["through"], found["tasks"]) == ({"totalCount": 1}, {"totalCount": 2})


async def test_what_came_of_it_is_said_over_nobody_and_stands_in_the_history(asking: Writer) -> None:
    declined = {"task": by("t-1"), "expectedVersion": 1, "introductionOutcome": "DECLINED", "status": "DONE"}
    assert await asking.do("taskUpdate", declined, "version introductionOutcome") == {
        "version": 2,
        "introductionOutcome": "DECLINED",
    }
    late = {**declined, "introductionOutcome": "AGREED"}
    assert await asking.faults("taskUpdate", late) == [("CONFLICT", "VERSION", "expectedVersion")]
    text = """{ task(by: {externalId: "t-1"}) { history(first: 1) { nodes { by { name }
      changes { field before after } } } } }"""
    [latest] = (await asking.ask(text))["task"]["history"]["nodes"]
    assert {"field": "introductionOutcome", "before": "ASKED", "after": "DECLINED"} in latest["changes"]
    assert latest["by"] == {"name": "manager"}


async def test_another_go_between_takes_the_place_of_the_first(asking: Writer) -> None:
    await asking.do("taskUpdate", {"task": by("t-1"), "goBetween": by("p-b")})
    found = await asking.ask(ASKED)
    assert [one["goBetween"] for one in found["met"]["tasks"]["nodes"]] == [by("p-b")]
    assert found["ana"]["introductionsAsked"]["totalCount"] == 0 == found["through"]["totalCount"]


async def test_a_request_is_seen_by_who_sees_whom_it_leads_to(asking: Writer) -> None:
    await asking.do("personAudienceSet", {"person": by("p-d"), "teams": [by("north")]}, role="admin")
    assert (await asking.ask(ASKED))["met"]["tasks"]["totalCount"] == 1
    other = await asking.ask(ASKED, role="account_manager")
    assert other["met"] is None
    assert other["ana"]["introductionsAsked"] == {"totalCount": 0, "nodes": []}
    assert (other["through"], other["tasks"]) == ({"totalCount": 0}, {"totalCount": 0})
    assert await audiences.check(asking.api.graph, VOCABULARY) == []


async def test_whoever_does_not_see_the_go_between_sees_the_request_without_them(asking: Writer) -> None:
    await asking.do("organizationAudienceSet", {"organization": by("o-a"), "teams": [by("north")]}, role="admin")
    assert (await asking.ask(ASKED))["through"] == {"totalCount": 1}
    other = await asking.ask(ASKED, role="account_manager")
    assert other["ana"] is None and other["through"] == {"totalCount": 0}
    assert [one["goBetween"] for one in other["met"]["tasks"]["nodes"]] == [None]


async def test_with_a_restricted_person_go_the_requests_about_them(asking: Writer) -> None:
    hashed = await graph_hash(asking.api.graph)
    restrict = {"person": by("p-d"), "reason": "request 17"}
    await asking.do("personRestrict", restrict, role="officer")
    found = await asking.ask(ASKED)
    assert found["met"] is None and found["ana"]["introductionsAsked"]["totalCount"] == 0
    assert (found["through"], found["tasks"]) == ({"totalCount": 0}, {"totalCount": 0})
    await asking.do("personUnrestrict", restrict, role="officer")
    assert await graph_hash(asking.api.graph) == hashed
    await asking.do("personRestrict", {**restrict, "person": by("p-a")}, role="officer")
    found = await asking.ask(ASKED)
    assert [one["goBetween"] for one in found["met"]["tasks"]["nodes"]] == [None] and found["ana"] is None
