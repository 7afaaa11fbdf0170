"""Whom a new record is for: everybody, or, where the setting says so, the teams of whoever makes it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from graphcrm.errors import BadUserInput
from graphcrm.graph.connection import Graph
from graphcrm.settings import load
from tests.audiences.test_limiting import joined, limit, teams
from tests.conftest import opened
from tests.records.mutations.writer import Writer, by, left_behind


@pytest.fixture
async def team(graph: Graph) -> AsyncIterator[Writer]:
    """A manager of the team north, below which is berlin, where new records are for teams."""
    api = await opened(graph, visibility="team")
    writer = Writer(api)
    await writer.do("teamCreate", {"externalId": "north", "name": "North"}, role="admin")
    await writer.do("teamCreate", {"externalId": "berlin", "name": "Berlin", "parent": by("north")}, role="admin")
    await joined(writer, "manager", "north")
    yield writer
    await api.client.aclose()


async def test_new_records_are_for_the_teams_of_whoever_makes_them(team: Writer) -> None:
    await team.do("organizationCreate", {"externalId": "o", "name": "O"})
    await team.do("roleCreate", {"externalId": "r", "title": "R", "organization": by("o")})
    await team.do("personCreateMany", {"items": [{"externalId": "p", "name": "P"}, {"externalId": "q", "name": "Q"}]})
    assert [await teams(team, key) for key in ("o", "r", "p", "q")] == [["north"]] * 4
    await team.do("roleAssign", {"role": by("r"), "person": by("p")})
    await limit(team, "o")
    assert [await teams(team, key) for key in ("o", "r", "p")] == [None, None, ["north"]], "what hung on it follows it"


async def test_what_is_made_under_a_limited_account_is_for_whom_that_is_for(team: Writer) -> None:
    await team.do("organizationCreate", {"externalId": "o", "name": "O"})
    await limit(team, "o", "berlin")
    await team.do("roleCreate", {"externalId": "r", "title": "R", "organization": by("o")})
    assert await teams(team, "r") == ["berlin"]


async def test_who_is_in_no_team_today_makes_nothing_and_is_told_why(team: Writer) -> None:
    await team.api.token("account_manager")
    before = await left_behind(team.api.graph)
    given = {"externalId": "o", "name": "O"}
    assert await team.faults("organizationCreate", given, "account_manager") == [("FORBIDDEN", "TEAM", "")]
    assert await left_behind(team.api.graph) == before
    user = await team.api.graph.rows("MATCH (u:User) WHERE u.access_roles = ['account_manager'] RETURN u.id", {})
    member = {"user": {"id": user[0][0]}, "team": by("north")}
    await team.do("teamMemberAdd", {**member, "startedOn": "2020-01-01", "endedOn": "2020-12-31"}, role="admin")
    assert await team.faults("organizationCreate", given, "account_manager") == [("FORBIDDEN", "TEAM", "")]


async def test_what_all_share_is_for_everybody_all_the_same(team: Writer) -> None:
    await team.do("pipelineCreate", {"externalId": "v", "name": "New", "stages": ["A"]})
    assert await teams(team, "v") is None


def test_the_setting_knows_two_words() -> None:
    assert load({}).visibility == "shared" and load({"GRAPHCRM_VISIBILITY": "team"}).visibility == "team"
    with pytest.raises(BadUserInput, match="GRAPHCRM_VISIBILITY"):
        load({"GRAPHCRM_VISIBILITY": "private"})
