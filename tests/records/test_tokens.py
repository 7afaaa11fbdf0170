"""Users and tokens: who may sign in, in which roles, with which teams, until when."""

from __future__ import annotations

from datetime import timedelta

import pytest

from graphcrm.access.policy import built_in
from graphcrm.errors import BadUserInput, Conflict, NotFound, Unauthenticated
from graphcrm.graph.connection import Graph
from graphcrm.records import tokens, users

POLICY = built_in()
DAY = timedelta(days=1)
# Above: the team of all; north and south below it; harbour below north. Ana is in north, since last year and for ever.
_TEAMS = """
CREATE (all:Team {id: 'tea_all'}), (north:Team {id: 'tea_north'}), (south:Team {id: 'tea_south'}),
  (harbour:Team {id: 'tea_harbour'}), (north)-[:BELONGS_TO]->(all), (south)-[:BELONGS_TO]->(all),
  (harbour)-[:BELONGS_TO]->(north)
WITH north, south, harbour MATCH (u:User {email_key: 'ana@x.example'})
CREATE (u)-[:MEMBER_OF {started_on: date('2020-01-01')}]->(north),
  (u)-[:MEMBER_OF {ended_on: date('2020-12-31')}]->(south), (u)-[:MEMBER_OF {started_on: date('2999-01-01')}]->(harbour)
"""


async def token(graph: Graph, role: str | None = None, ttl: timedelta = DAY) -> str:
    return await tokens.create(graph, POLICY, "ANA@x.example", role, ttl)


async def refused(graph: Graph, text: str) -> None:
    assert await tokens.look_up(graph, text) is None
    with pytest.raises(Unauthenticated, match="not known, has ended or was revoked"):
        await tokens.sign_in(graph, POLICY, text)


@pytest.fixture
async def ana(graph: Graph) -> str:
    return await users.add(graph, POLICY, "Ana@x.example", "Ana Lima", ["manager", "analyst"])


async def test_a_token_signs_its_user_in_and_is_kept_as_a_hash(graph: Graph, ana: str) -> None:
    text = await token(graph)
    assert text.startswith("gcrm_") and len(text) == len("gcrm_") + 8 + 1 + 43
    owner = await tokens.look_up(graph, text)
    assert owner is not None
    assert (owner.id, owner.email, owner.roles) == (ana, "Ana@x.example", ("manager", "analyst"))
    viewer = await tokens.sign_in(graph, POLICY, text)
    assert (viewer.id, viewer.roles) == (ana, ("manager", "analyst"))
    ((kept,),) = await graph.rows("MATCH (t:Internal:Token) RETURN properties(t)", {})
    assert text[14:] not in str(kept)
    assert len(kept["hash"]) == 64


async def test_wrong_tokens_are_refused_in_the_same_words(graph: Graph, ana: str) -> None:
    text = await token(graph)
    for wrong in ("", "gcrm_", text[:-1], text + "x", text[:-1] + ("A" if text[-1] != "A" else "B"), "\udcff" * 60):
        await refused(graph, wrong)
    await refused(graph, text.replace(text[5:13], "00000000"))


async def test_a_token_ends_by_its_time_by_hand_and_with_its_user(graph: Graph, ana: str) -> None:
    await refused(graph, await token(graph, ttl=timedelta(seconds=-1)))
    revoked, kept = await token(graph), await token(graph)
    await tokens.revoke(graph, revoked[5:13])
    await refused(graph, revoked)
    with pytest.raises(NotFound):
        await tokens.revoke(graph, revoked)
    await tokens.sign_in(graph, POLICY, kept)
    await users.disable(graph, "ana@X.example")
    await refused(graph, kept)
    with pytest.raises(NotFound, match="no user who may sign in"):
        await token(graph)


async def test_a_token_of_one_role_acts_in_no_other_and_ends_with_the_role(graph: Graph, ana: str) -> None:
    text = await token(graph, "analyst")
    assert (await tokens.sign_in(graph, POLICY, text)).roles == ("analyst",)
    await graph.change_schema(["MATCH (u:User) SET u.access_roles = ['manager']"])
    await refused(graph, text)


async def test_a_token_for_a_role_that_is_not_theirs_is_not_made(graph: Graph, ana: str) -> None:
    for role in ("admin", "emperor"):
        with pytest.raises(BadUserInput):
            await token(graph, role)
    assert await graph.rows("MATCH (t:Token) RETURN t", {}) == []


async def test_teams_are_those_of_today_and_for_managers_those_below(graph: Graph, ana: str) -> None:
    await graph.change_schema([_TEAMS])
    owner = await tokens.look_up(graph, await token(graph))
    assert owner is not None
    assert (owner.teams, owner.below) == (["tea_north"], ["tea_harbour"])
    assert (await tokens.sign_in(graph, POLICY, await token(graph, "manager"))).teams == ("tea_harbour", "tea_north")
    assert (await tokens.sign_in(graph, POLICY, await token(graph, "analyst"))).teams == ("tea_north",)
    assert (await users.viewer_of(graph, POLICY, "ana@x.example")).teams == ("tea_harbour", "tea_north")


async def test_signing_in_is_one_read(graph: Graph, ana: str, statements: list[str]) -> None:
    text = await token(graph)
    before = len(statements)
    await tokens.sign_in(graph, POLICY, text)
    assert len(statements) == before + 1


async def test_an_address_is_one_user_whatever_its_case(graph: Graph, ana: str) -> None:
    with pytest.raises(Conflict, match="is a user already"):
        await users.add(graph, POLICY, "ANA@X.EXAMPLE", None, ["manager"])
    await users.add(graph, POLICY, "ben@x.example", None, ["auditor"])
    assert [(u["email"], u["name"], u["roles"], u["disabled"]) for u in await users.everyone(graph)] == [
        ("Ana@x.example", "Ana Lima", ["manager", "analyst"], False),
        ("ben@x.example", "ben@x.example", ["auditor"], False),
    ]


async def test_users_that_cannot_be_are_refused(graph: Graph) -> None:
    with pytest.raises(BadUserInput, match="There is no role emperor"):
        await users.add(graph, POLICY, "ana@x.example", None, ["emperor"])
    with pytest.raises(BadUserInput, match="no e-mail address"):
        await users.add(graph, POLICY, "ana", None, ["manager"])
    with pytest.raises(NotFound):
        await users.disable(graph, "nobody@x.example")
    assert await users.everyone(graph) == []
