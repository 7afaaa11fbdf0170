"""A connection that is cut while a write commits: whatever the byte, the same sent again has had one effect in all."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph, connect
from graphcrm.records.journal import Touched
from graphcrm.settings import Settings
from graphcrm.web import serving
from tests.conftest import CIPHER, Api, Server
from tests.web.faults import COMMIT, Line, Scissors, line

CREATE = """mutation($input: PersonCreateInput!) { personCreate(input: $input) {
  person { id name version createdAt } userErrors { code } idempotencyKey } }"""
UPDATE = """mutation($input: PersonUpdateInput!) { personUpdate(input: $input) {
  person { id city version updatedAt } userErrors { code } idempotencyKey } }"""
BEGINNING = b"IdempotencyKey {key: $key}"  # the first statement of a write
TOGETHER = 8
FIRST = ("first---0", "first---1")  # as long as the other names, to be measured

COUNT = """
MATCH (p:Person) WHERE p.name = $name
RETURN p.id, p._audit_salt, p.version, p.city, COUNT { (p)<-[:OF]-(:Change) }
"""
PEOPLE = "UNWIND $names AS name CREATE (:Person:Party {id: 'per_' + name, external_id: name, name: name, version: 1})"
STAGES = ("before", "COMMIT not sent", "COMMIT in part", "no answer", "answer in part")
AUDITED = "MATCH (a:AuditEntry) WHERE $subject IN a.subject RETURN a.act ORDER BY a.id"


@dataclass(frozen=True)
class Cut:
    """Where a write is cut: `count` bytes after its beginning, or after COMMIT began."""

    text: bytes
    count: int
    abruptly: bool = False
    lasting: bool = False


class Writer:
    """An application with one connection to Neo4j, over a line of its own."""

    def __init__(self, http: httpx.AsyncClient, wire: Line, token: str) -> None:
        self.wire = wire
        self._http = http
        self._headers = {"Authorization": f"Bearer {token}"}

    async def send(self, query: str, values: dict[str, Any]) -> dict[str, Any]:
        body = {"query": query, "variables": {"input": values}}
        reply = await self._http.post("/graphql", json=body, headers=self._headers)
        found: dict[str, Any] = reply.json()
        return found

    async def insist(self, query: str, values: dict[str, Any]) -> dict[str, Any]:
        """Sends the same again for as long as that is what a client is told to do."""
        async with asyncio.timeout(60):
            while True:  # ends: the timeout
                found = await self.send(query, values)
                if not (found.get("errors") and found["errors"][0]["extensions"]["retryable"]):
                    assert "errors" not in found, found
                    return found
                await asyncio.sleep(0.2)


@asynccontextmanager
async def writer(server: Server, token: str) -> AsyncIterator[Writer]:
    async with line(server.uri) as wire, connect(wire.uri, server.user, server.password, cipher=CIPHER) as graph:
        app, _ = serving.application(graph, built_in(), Settings(request_deadline=30.0))
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://graphcrm", timeout=30
        ) as http:
            yield Writer(http, wire, token)


async def settled() -> None:
    """Until the writes that nobody waits for have come to an end."""
    while running := [task for task in asyncio.all_tasks() if task.get_name().startswith("write ")]:
        await asyncio.wait(running)


def made(name: str) -> tuple[str, dict[str, Any]]:
    return CREATE, {"name": name, "idempotencyKey": f"make {name}"}


def moved(name: str) -> tuple[str, dict[str, Any]]:
    return UPDATE, {"person": {"externalId": name}, "city": f"City of {name}", "idempotencyKey": f"move {name}"}


async def lengths(server: Server, token: str, kind: Callable[[str], tuple[str, dict[str, Any]]]) -> tuple[int, int]:
    """The bytes from the beginning of a write to its COMMIT, and from there to the end of the answer."""
    async with writer(server, token) as found:
        await found.insist(*kind(FIRST[0]))
        found.wire.scissors = scissors = Scissors(BEGINNING, None)
        await found.insist(*kind(FIRST[1]))
        assert scissors.committed is not None
        return scissors.committed, scissors.passed - scissors.committed


def chosen(before: int, after: int, number: int) -> list[Cut]:
    """Places to cut: each byte from COMMIT to its answer (of fewer, evenly spread), the rest before."""
    chance = random.Random(before)
    late = list(range(after + 1))
    if len(late) > number * 2 // 3:
        late = [0, 1, 3, 5, 6, 7, *chance.sample(range(8, after), number * 2 // 3 - 7), after]
    early = number - len(late)
    near = chance.sample(range(before - 200, before), early // 2)
    far = chance.sample(range(1, before - 200), early - early // 2)
    places = [*((BEGINNING, place) for place in (*far, *near)), *((COMMIT, place) for place in late)]
    return [Cut(text, count, i % 2 == 1, i % 4 > 1) for i, (text, count) in enumerate(places)]


@dataclass
class Trial:
    """One write, cut at one place: what the client was told first and at last."""

    name: str
    cut: Cut
    update: bool
    first: dict[str, Any] = field(default_factory=dict)
    last: dict[str, Any] = field(default_factory=dict)

    async def run(self, found: Writer) -> None:
        query, values = (moved if self.update else made)(self.name)
        await found.insist("{ organizations(first: 1) { nodes { id } } }", {})
        scissors = Scissors(self.cut.text, self.cut.count, abruptly=self.cut.abruptly, lasting=self.cut.lasting)
        found.wire.scissors = scissors
        self.first = await found.send(query, values)
        async with asyncio.timeout(30):
            while not scissors.done:  # ends: the timeout; on a slow machine the client may be told before
                await asyncio.sleep(0.01)
        await found.wire.heal()
        self.last = await found.insist(query, values)

    def told(self) -> str:
        """What the client was told first; whatever that was, it was true."""
        [told] = self.last["data"].values()
        assert told["userErrors"] == []
        if "errors" in self.first:
            [error] = self.first["errors"]
            assert (error["extensions"]["code"], error["extensions"]["retryable"]) == ("UNAVAILABLE", True)
            return str(error["extensions"]["reason"])
        assert self.first["data"] == self.last["data"]
        assert self.last["extensions"]["replayed"] is True
        return "written"

    async def check(self, graph: Graph) -> None:
        """One record, one change, one entry of the audit, and what the client was told is what is there."""
        [[person, salt, version, city, changes]] = await graph.rows(COUNT, {"name": self.name})
        [told] = self.last["data"].values()
        assert (told["person"]["id"], told["person"]["version"]) == (person, version)
        assert (version, city, changes) == ((2, f"City of {self.name}", 1) if self.update else (1, None, 1))
        subject = Touched("Person", person, salt).subject
        acts = await graph.rows(AUDITED, {"subject": subject})
        assert acts == [["personUpdate" if self.update else "personCreate"]]


async def cut_at(server: Server, api: Api, number: int) -> None:
    """Half of the places in the making of a person, half in a change of one."""
    token, graph = await api.token(), api.graph
    trials = []
    names = [f"moved-{i:03d}" for i in range(number // 2)]
    await graph.write(lambda t: t.run(PEOPLE, {"names": [*FIRST, *names]}), name="people")
    for update in (False, True):
        before, after = await lengths(server, token, moved if update else made)
        print(f"{before} bytes to COMMIT, {after} from there")
        for i, cut in enumerate(chosen(before, after, number // 2)):
            trials.append(Trial(f"{'moved' if update else 'made-'}-{i:03d}", cut, update))
    trials.sort(
        key=lambda trial: trial.cut.lasting
    )  # these take longer, and those that run together wait for each other
    async with AsyncExitStack() as stack:
        writers = [await stack.enter_async_context(writer(server, token)) for _ in range(TOGETHER)]
        for start in range(0, number, TOGETHER):
            some = trials[start : start + TOGETHER]
            await asyncio.gather(*(trial.run(found) for trial, found in zip(some, writers, strict=False)))
            await settled()
    for trial in trials:
        await trial.check(graph)
    told = Counter((stage(trial.cut), trial.told()) for trial in trials)
    print(dict(sorted(told.items())))
    assert {place for place, _ in told} == set(STAGES)
    assert {answer for _, answer in told} == {"written", "UNKNOWN_OUTCOME"}


def stage(cut: Cut) -> str:
    if cut.text == BEGINNING:
        return "before"
    if cut.count < len(COMMIT):
        return "COMMIT in part" if cut.count else "COMMIT not sent"
    return "answer in part" if cut.count > len(COMMIT) else "no answer"


async def test_a_commit_that_is_cut_again_and_again_is_tried_three_times(server: Server, api: Api) -> None:
    """Then the client is told that nobody knows, and its own next try does it, or finds it done."""
    query, values = made("ana")
    async with writer(server, await api.token()) as found:
        await found.insist("{ organizations(first: 1) { nodes { id } } }", {})
        found.wire.scissors = Scissors(COMMIT, len(COMMIT), times=5)
        first = await found.send(query, values)
        assert found.wire.scissors is not None and found.wire.scissors.times == 2
        extensions = first["errors"][0]["extensions"]
        assert (extensions["reason"], extensions["retryable"]) == ("UNKNOWN_OUTCOME", True)
        found.wire.scissors = None
        second = await found.insist(query, values)
        await settled()
    [[person, _, _, _, changes]] = await api.graph.rows(COUNT, {"name": "ana"})
    assert (person, changes) == (second["data"]["personCreate"]["person"]["id"], 1)


async def test_a_write_without_a_key_of_the_clients_is_done_once_too(server: Server, api: Api) -> None:
    """Tried again by the server itself, which made a key."""
    async with writer(server, await api.token()) as found:
        await found.insist("{ organizations(first: 1) { nodes { id } } }", {})
        for count in (0, 3, len(COMMIT), 20, 40):
            found.wire.scissors = scissors = Scissors(COMMIT, count)
            reply = await found.send(CREATE, {"name": f"ana {count}"})
            assert scissors.done and reply["data"]["personCreate"]["userErrors"] == []
            assert len(await api.graph.rows(COUNT, {"name": f"ana {count}"})) == 1


async def test_a_client_that_goes_away_breaks_no_commit_off(server: Server, api: Api) -> None:
    query, values = made("ana")
    async with writer(server, await api.token()) as found:
        await found.insist("{ organizations(first: 1) { nodes { id } } }", {})
        found.wire.scissors = scissors = Scissors(COMMIT, None)
        asked = asyncio.create_task(found.send(query, values))
        async with asyncio.timeout(20):
            while scissors.committed is None:  # ends: the timeout
                await asyncio.sleep(0)
        found.wire.hold()
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)
        await found.wire.heal()
        await settled()
        assert len(await api.graph.rows(COUNT, {"name": "ana"})) == 1
        assert (await found.insist(query, values))["extensions"]["replayed"] is True
    assert len(await api.graph.rows(COUNT, {"name": "ana"})) == 1


async def test_a_write_cut_anywhere_around_its_commit_has_one_effect(server: Server, api: Api) -> None:
    await cut_at(server, api, 24)


@pytest.mark.long
async def test_a_write_cut_at_two_hundred_bytes_around_its_commit_has_one_effect(server: Server, api: Api) -> None:
    await cut_at(server, api, 200)
