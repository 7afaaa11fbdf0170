"""Whom a record is for, as it is told: to whoever sees the record, of teams no more than follows from what they see.

o-a Alpha (unit o-b Beta) is for north, o-d Delta for south; Ana has a seat at both, Dan at Delta.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from graphcrm.graph.connection import Graph
from graphcrm.records import audiences
from graphcrm.vocabulary.words import VOCABULARY
from tests.audiences.test_limiting import account, limit
from tests.conftest import Api, opened
from tests.exchange.test_command import Command, graphcrm
from tests.records.mutations.conftest import world
from tests.records.mutations.writer import Writer, by

__all__ = ["account", "graphcrm", "world"]  # fixtures
_OF = """query($person: PersonBy!, $organization: OrganizationBy!) {
  person(by: $person) { audience { everybody said withSubsidiaries teams { name } } }
  organization(by: $organization) { audience { everybody said withSubsidiaries teams { name } } }
}"""


@pytest.fixture
async def api(graph: Graph) -> AsyncIterator[Api]:
    """The application, which waits for the database as long as it plans."""
    found = await opened(graph, request_deadline=60.0)
    yield found
    await found.client.aclose()


@pytest.fixture
async def shared(account: Writer) -> Writer:
    """The world above; the manager is in the team north, the account manager in south."""
    await account.do("roleAssign", {"role": by("r-d"), "person": by("p-a")}, role="admin")
    await limit(account, "o-a", "north", withSubsidiaries=True)
    await limit(account, "o-d", "south")
    return account


async def told(writer: Writer, role: str, person: str = "p-a", organization: str = "o-a") -> list[Any]:
    """Of a person and an organization: everybody, said, with subsidiaries, the names of the teams; None if not seen."""
    given = {"person": by(person), "organization": by(organization)}
    found = await writer.ask(_OF, given, role=role)
    shown = []
    for one in (found["person"], found["organization"]):
        whom = one and one["audience"]
        shown.append(
            whom and [whom["everybody"], whom["said"], whom["withSubsidiaries"], [t["name"] for t in whom["teams"]]]
        )
    return shown


async def test_whoever_sees_a_record_is_told_whom_it_is_for_and_whether_that_is_said(shared: Writer) -> None:
    limited = [False, True, True, ["North"]]
    assert await told(shared, "admin") == [[False, False, False, ["North", "South"]], limited]
    assert await told(shared, "manager", organization="o-b") == [
        [False, False, False, ["North"]],
        [False, False, False, ["North"]],
    ]
    assert await told(shared, "account_manager") == [[False, False, False, ["South"]], None]
    assert await told(shared, "admin", "p-b", "o-c") == [[True, False, False, []], [False, False, False, ["North"]]]
    assert await told(shared, "manager", "p-d") == [None, limited]


async def test_of_teams_that_follow_a_viewer_is_told_what_follows_from_what_they_see(shared: Writer) -> None:
    before = await told(shared, "manager")
    await shared.api.graph.change_schema(["MATCH (o:Organization {external_id: 'o-d'})<-[:AT]-(r) DETACH DELETE o, r"])
    findings = await audiences.check(shared.api.graph, VOCABULARY)
    await audiences.repair(shared.api.graph, VOCABULARY, findings)
    assert len(findings) > 0 and await told(shared, "manager") == before
    assert (await told(shared, "admin"))[0] == [False, False, False, ["North"]]


async def test_of_teams_that_are_said_a_viewer_is_told_those_they_see(shared: Writer) -> None:
    await limit(shared, "o-a", "north", "south", "west")
    every = [False, True, False, ["North", "South", "West"]]
    assert (await told(shared, "manager"))[1] == every == (await told(shared, "admin"))[1]
    hide = "MATCH (t:Team {external_id: 'west'}) MATCH (s:Team {external_id: 'south'}) SET t.audience = [s.id]"
    await shared.api.graph.change_schema([hide])
    assert (await told(shared, "manager"))[1] == [False, True, False, ["North", "South"]]
    assert (await told(shared, "account_manager"))[1] == every


async def test_the_command_tells_it_as_well(shared: Writer, graphcrm: Command) -> None:
    asked = graphcrm("ask", "audiences/of_record", "record=o-a", "--viewer", "manager@lumen.example", "--json")
    assert asked.returncode == 0, asked.stderr
    assert '"North"' in asked.stdout and "South" not in asked.stdout and json.loads(asked.stdout)
