"""Ties with levels in a small world: the manager is in the team north, the account manager in south.

p-a Ana --INFLUENCES--> p-b Ben, p-c Cy     p-a Ana --RELATED_TO--> p-b Ben, p-c Cy
"""

from __future__ import annotations

from typing import Any

import pytest

from graphcrm.graph.connection import Graph
from tests.audiences.test_limiting import joined
from tests.records.mutations.conftest import empty, world
from tests.records.mutations.writer import Writer, by

__all__ = ["empty", "world"]

NORTH, SOUTH, ALL = "manager", "account_manager", "admin"


def influence(to: str = "p-b", **said: Any) -> dict[str, Any]:
    return {"from": by("p-a"), "to": by(to), **said}


def relation(to: str = "p-b", **said: Any) -> dict[str, Any]:
    return {"from": by("p-a"), "to": by(to), **said}


@pytest.fixture
async def teams(world: Writer) -> Writer:
    """The world with its teams."""
    for team in ("north", "south"):
        await world.do("teamCreate", {"externalId": team, "name": team.title()}, role="admin")
    await joined(world, NORTH, "north")
    await joined(world, SOUTH, "south")
    return world


async def team(graph: Graph, key: str) -> str:
    """The id of a team."""
    ((found,),) = await graph.rows("MATCH (t:Team {external_id: $key}) RETURN t.id", {"key": key})
    return str(found)


async def ties(writer: Writer, way: str, fields: str, role: str, arguments: str = "") -> list[list[Any]]:
    """The values of the links of Ana along a way, each with the name of who is at its end."""
    text = f'{{ person(by: {{externalId: "p-a"}}) {{ {way}{arguments} {{ edges {{ node {{ name }} {fields} }} }} }} }}'
    found = (await writer.ask(text, role=role))["person"][way]["edges"]
    return [[one["node"]["name"], *(one[name] for name in fields.split())] for one in found]
