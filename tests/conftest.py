"""A real Neo4j, started by the code users run, and an empty graph for each test.

The whole suite runs in two processes, each with a server of its own, file by file. GRAPHCRM_TEST_NEO4J_URI points at
another server, which is emptied; then, and where single files or tests are asked for, there is one process. A server
that cannot be had is a failure.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from graphcrm.access.policy import Policy, built_in
from graphcrm.compile import database_schema
from graphcrm.exchange import importing
from graphcrm.graph import managed, migrations
from graphcrm.graph.connection import Graph, connect
from graphcrm.records import tokens, users
from graphcrm.records.keys.cipher import RecordCipher
from graphcrm.records.keys.master import MasterFile
from graphcrm.records.keys.store import KeyStore
from graphcrm.settings import Settings
from graphcrm.vocabulary.words import VOCABULARY
from graphcrm.web import serving

CONTRACT = Path(__file__).parent / "contract"
SHARED = Path(os.environ.get("GRAPHCRM_SHARED", Path(__file__).parents[2] / "shared"))

# The keys of what is enciphered in the graph of the run.
KEYS = Path(tempfile.mkdtemp(prefix="graphcrm-")) / "keys"
CIPHER = RecordCipher(KeyStore(KEYS, MasterFile(KEYS / "master.key")))

# What a few people are tied to by a hundred thousand edges is too much for one transaction that takes them with it.
_EMPTY = (
    "MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 10000 ROWS",
    "MATCH (n) WHERE NOT n:Lock AND NOT n:Migration CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS",
    "MATCH (l:Lock) REMOVE l.night",  # no night is known: none was missed
)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """In how many processes to run."""
    if config.args_source is not pytest.Config.ArgsSource.TESTPATHS or os.environ.get("GRAPHCRM_TEST_NEO4J_URI"):
        config.option.dist = "no"
        return 0
    return min(2, os.cpu_count() or 1)


@dataclass
class Server:
    """Where the server of the run is."""

    uri: str
    user: str
    password: str | None


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    uri = os.environ.get("GRAPHCRM_TEST_NEO4J_URI")
    if uri:
        yield Server(uri, "neo4j", os.environ.get("GRAPHCRM_TEST_NEO4J_PASSWORD"))
        return
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), neo4j_heap="1000m", neo4j_page_cache="256m")
    with managed.running(settings) as address:
        yield Server(address.uri, address.user, address.password)


@pytest.fixture(scope="session")
def statements() -> list[str]:
    """The text of every read that reached the driver, in order."""
    return []


@pytest.fixture(scope="session")
async def open_graph(server: Server, statements: list[str]) -> AsyncIterator[Graph]:
    with closing(CIPHER):
        async with connect(server.uri, server.user, server.password, observe=statements.append, cipher=CIPHER) as graph:
            await migrations.migrate(graph, database_schema.statements(VOCABULARY))
            yield graph


def with_keys(data_dir: Path) -> Path:
    """A data directory for a command that reads what this process enciphered."""
    data_dir.mkdir(parents=True, exist_ok=True)
    KEYS.mkdir(exist_ok=True, mode=0o700)
    if not (data_dir / "keys").exists():
        (data_dir / "keys").symlink_to(KEYS)
    return data_dir


async def emptied(graph: Graph) -> Graph:
    await graph.change_schema(_EMPTY)
    return graph


@pytest.fixture
async def graph(open_graph: Graph) -> Graph:
    """An empty, migrated graph."""
    return await emptied(open_graph)


@pytest.fixture(scope="module")
async def contract_world(open_graph: Graph) -> Graph:
    """The graph of the contract's files, for tests that only read."""
    await emptied(open_graph)
    await importing.run(open_graph, VOCABULARY, [CONTRACT / "world"])
    return open_graph


@dataclass
class Api:
    """The application over the graph of the test, asked over HTTP by a user in a role."""

    client: httpx.AsyncClient
    graph: Graph
    policy: Policy = field(default_factory=built_in)
    _tokens: dict[str, str] = field(default_factory=dict)

    async def token(self, role: str = "manager") -> str:
        if role not in self._tokens:
            email = f"{role}@lumen.example"
            await users.add(self.graph, self.policy, email, role, [role])
            self._tokens[role] = await tokens.create(self.graph, self.policy, email, role, timedelta(hours=1))
        return self._tokens[role]

    async def post(self, query: str, variables: dict[str, Any] | None = None, role: str = "manager") -> httpx.Response:
        headers = {"Authorization": f"Bearer {await self.token(role)}"}
        body = {"query": query, "variables": variables or {}}
        return await self.client.post("/graphql", json=body, headers=headers)

    async def ask(self, query: str, variables: dict[str, Any] | None = None, role: str = "manager") -> Any:
        """The data of a reply that has no errors."""
        reply = (await self.post(query, variables, role)).json()
        assert "errors" not in reply, reply["errors"]
        return reply["data"]

    async def refusal(self, query: str, variables: dict[str, Any] | None = None, role: str = "manager") -> Any:
        """The one error of a reply."""
        reply = (await self.post(query, variables, role)).json()
        assert len(reply.get("errors", [])) == 1, reply
        return reply["errors"][0]


def with_officer() -> Policy:
    """The built-in policy with one more role: an administrator who may restrict persons as well."""
    roles = built_in().roles
    officer = replace(roles["admin"], name="officer", may=roles["admin"].may | {"persons.restrict"})
    return Policy({**roles, "officer": officer})


async def opened(graph: Graph, policy: Policy | None = None, **settings: Any) -> Api:
    policy = policy or built_in()
    settings.setdefault("data_dir", Path(tempfile.mkdtemp(prefix="graphcrm-")))
    settings.setdefault(
        "request_deadline", 60.0
    )  # a busy machine plans a large question for long; deadlines have tests
    app, _ = serving.application(graph, policy, Settings(**settings))
    return Api(httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://graphcrm"), graph, policy)


@pytest.fixture
async def api(graph: Graph) -> AsyncIterator[Api]:
    """The application over an empty graph."""
    found = await opened(graph)
    yield found
    await found.client.aclose()


@pytest.fixture(scope="module")
async def contract_api(contract_world: Graph) -> AsyncIterator[Api]:
    """The application over the contract's world."""
    found = await opened(contract_world)
    yield found
    await found.client.aclose()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data sets; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared data sets are not here (GRAPHCRM_SHARED)")
    return SHARED
