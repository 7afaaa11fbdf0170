"""The contract's world with what nobody but its owner may see planted in it, and the application over it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from graphcrm.access.policy import Policy
from graphcrm.graph.connection import Graph, Transaction
from tests.conftest import Api, opened, with_officer

# Stands in whatever must not be shown: a restricted person, their address, what is confidential, an open account.
MARK = "Qzx7"
_PLANTED = (
    "MATCH (p:Person {external_id: 'p-rossi'}) SET p.city = $mark, p.name = $mark",
    "MATCH (d:Deal) SET d.value = $mark",
    "MATCH (i:Interaction) SET i.subject = $mark",
    "MATCH (p:Person) SET p.birthday = $mark, p.expected_value = $mark, p._note = $mark",
    "MATCH (u:User) SET u.email = u.email + $mark",
    "CREATE (:Internal:Token {id: 'tok_x', hash: $mark}), (:Internal:Change {id: 'chg_x', said: $mark})",
    "MATCH (p:Person {external_id: 'p-rossi'})-[:REACHED_AT]->(c:ContactPoint) SET c.address = $mark, c.domain = $mark",
)
_RESTRICT = 'mutation { personRestrict(input: {person: {externalId: "p-rossi"}, reason: "17"}) { __typename } }'


@dataclass
class Console:
    """Asks as an analyst."""

    api: Api

    async def cypher(self, query: str, role: str = "analyst", accept: str = "*/*", **parameters: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {await self.api.token(role)}", "Accept": accept}
        body = {"query": query, "parameters": parameters}
        return await self.api.client.post("/analysis/cypher", json=body, headers=headers, timeout=60)

    async def rows(self, query: str, **parameters: Any) -> list[list[Any]]:
        reply = await self.cypher(query, **parameters)
        assert reply.status_code == 200, reply.text
        found: list[list[Any]] = reply.json()["rows"]
        return found

    async def get(self, path: str, role: str = "analyst") -> httpx.Response:
        headers = {"Authorization": f"Bearer {await self.api.token(role)}"}
        return await self.api.client.get(path, headers=headers)

    async def ask(self, question: str, role: str = "analyst", accept: str = "*/*", **words: str) -> httpx.Response:
        headers = {"Authorization": f"Bearer {await self.api.token(role)}", "Accept": accept}
        body = {"question": question, "arguments": words}
        return await self.api.client.post("/analysis/ask", json=body, headers=headers)

    async def beside(self, policy: Policy | None = None, **settings: Any) -> Console:
        """Another application over the same graph, with the same users."""
        found = await opened(self.api.graph, policy, **settings)
        found._tokens = self.api._tokens
        return Console(found)


@pytest.fixture(scope="module")
async def console(contract_world: Graph, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Console]:
    """Over the contract's world as it is."""
    plenty: dict[str, Any] = {"rows_per_hour": 10**9, "points_per_minute": 10**9}
    api = await opened(contract_world, with_officer(), data_dir=tmp_path_factory.mktemp("console"), **plenty)
    for role in ("analyst", "manager"):
        await api.token(role)
    yield Console(api)
    await api.client.aclose()


@pytest.fixture(scope="module")
async def planted(console: Console) -> Console:
    """The world with the marks; p-rossi is restricted."""

    async def once(transaction: Transaction) -> None:
        for text in _PLANTED:
            await transaction.run(text, {"mark": MARK})

    await console.api.graph.write(once, name="planted")
    await console.api.ask(_RESTRICT, role="officer")
    return console


@pytest.fixture
async def marked(planted: Console) -> Console:
    """The console over the marked world."""
    return planted


@pytest.fixture
async def graph_of_plan(planted: Console, tmp_path: Path) -> AsyncIterator[Console]:
    """The console without the layer of language."""
    found = await _layered(planted, tmp_path, "plan", "rights")
    yield found
    await found.api.client.aclose()


@pytest.fixture
async def graph_of_transaction(planted: Console, tmp_path: Path) -> AsyncIterator[Console]:
    """The console without the layers of language and plan."""
    found = await _layered(planted, tmp_path, "rights")
    yield found
    await found.api.client.aclose()


async def _layered(console: Console, folder: Path, *layers: str) -> Console:
    plenty: dict[str, Any] = {"rows_per_hour": 10**9, "points_per_minute": 10**9}
    return await console.beside(with_officer(), data_dir=folder, cypher_layers=",".join(layers), **plenty)
