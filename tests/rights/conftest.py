"""The contract world for all tests of this folder, and its users, each with a token of their own."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from graphcrm.access.policy import built_in
from graphcrm.demo import contract
from graphcrm.exchange import importing
from graphcrm.graph.connection import Graph
from graphcrm.records import tokens
from graphcrm.settings import Settings
from graphcrm.vocabulary.words import VOCABULARY
from graphcrm.web import serving
from tests.conftest import emptied

NORTH, SOUTH = "am.north@example.test", "am.south@example.test"
PLENTY = 10**9
_IDS = """
MATCH (n) WHERE n.id IS NOT NULL AND NOT n:Internal AND NOT n:ContactPoint AND NOT n:Category
RETURN [label IN labels(n) WHERE label IN $nouns][0], n.id, n.external_id, n.audience IS NULL OR $team IN n.audience
ORDER BY n.external_id
"""


@dataclass(frozen=True)
class Known:
    """A record of the world: its noun, its ids, and whether the account manager of the north sees it."""

    noun: str
    id: str
    external_id: str | None
    seen: bool


@dataclass
class Rights:
    """The application over the contract world."""

    client: httpx.AsyncClient
    graph: Graph
    folder: Path
    known: list[Known] = field(default_factory=list)
    tokens: dict[str, str] = field(default_factory=dict)

    async def post(self, who: str, query: str, variables: dict[str, Any] | None = None) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.tokens[who]}", "Content-Type": "application/json"}
        body = orjson.dumps({"query": query, "variables": variables or {}})
        return await self.client.post("/graphql", content=body, headers=headers)

    async def told(self, who: str, query: str, variables: dict[str, Any] | None = None) -> tuple[int, str]:
        """Status and bytes of a reply, without the id of the request."""
        reply = await self.post(who, query, variables)
        return reply.status_code, reply.text.replace(reply.headers["x-request-id"], "REQUEST")

    def seen(self, noun: str) -> list[Known]:
        return [one for one in self.known if one.noun == noun and one.seen]

    def hidden(self, noun: str) -> list[Known]:
        return [one for one in self.known if one.noun == noun and not one.seen]


@pytest.fixture(scope="package")
async def rights(open_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Rights]:
    await emptied(open_graph)
    folder = tmp_path_factory.mktemp("contract")
    contract.write(folder)
    ledger = await importing.run(open_graph, VOCABULARY, [folder])
    assert ledger.clean, ledger.rejected[:3]
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), request_deadline=60.0)
    settings = dataclasses.replace(settings, points_per_minute=PLENTY, rows_per_hour=PLENTY)
    app, _ = serving.application(open_graph, built_in(), settings)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://graphcrm") as client:
        found = Rights(client, open_graph, folder)
        for member in contract.MEMBERS:
            hour = timedelta(hours=8)
            found.tokens[member.email] = await tokens.create(open_graph, built_in(), member.email, None, hour)
        team = (await open_graph.rows("MATCH (t:Team {external_id: 'north'}) RETURN t.id", {}))[0][0]
        rows = await open_graph.rows(_IDS, {"nouns": list(VOCABULARY.nouns), "team": team})
        found.known = [Known(*row) for row in rows]
        yield found
