"""A connection that is cut while a write commits: whatever the byte, the same sent again has had one effect in all."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph, connect
from graphcrm.records.journal import Touched
from graphcrm.settings import Settings
from graphcrm.web import serving
from tests.conftest import Api, Server
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
    async with line(server.uri) as wire, connect(wire.uri, server.user, server.password) as graph:
        app, _ = serving.application(graph, built_in(), Settings())
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


async def cut_once(server: Server, graph: Graph, token: str, name: str, cut: Cut, *, update: bool) -> str:
    """One write, cut at one place and sent again with its key. What the client was told first."""
    query, values = moved(name) if update else made(name)
    async with writer(server, token) as found:
        await found.insist("{ organizations(first: 1) { nodes { id } } }", {})
        scissors = Scissors(cut.text, cut.count, abruptly=cut.abruptly, lasting=cut.lasting)
        found.wire.scissors = scissors
        first = await found.send(query, values)
        assert scissors.done, (cut, scissors.passed)
        await found.wire.heal()
        second = await found.insist(query, values)
        [told] = second["data"].values()
        assert told["userErrors"] == []
        if "errors" in first:
            [error] = first["errors"]
            assert (error["extensions"]["code"], error["extensions"]["retryable"]) == ("UNAVAILABLE", True)
        else:
            assert first["data"] == second["data"]
            assert second["extensions"]["replayed"] is True
        await settled()
    [[person, salt, version, city, changes]] = await graph.rows(COUNT, {"name": name})
    assert person == told["person"]["id"]
    assert (version, city, changes) == ((2, f"City of {name}", 1) if update else (1, None, 1))
    assert told["person"]["version"] == version
    subject = Touched("Person", person, salt).subject
    assert await graph.rows(AUDITED, {"subject": subject}) == [["personUpdate" if update else "personCreate"]]
    if "errors" not in first:
        return "written"
    return str(first["errors"][0]["extensions"]["reason"])


async def cut_at(server: Server, api: Api, number: int) -> None:
    """Half of the places in the making of a person, half in a change of one."""
    token = await api.token()
    graph = api.graph
    people = (
        "UNWIND $names AS name CREATE (:Person:Party {id: 'per_' + name, external_id: name, name: name, version: 1})"
    )
    told: Counter[tuple[str, str]] = Counter()
    for update in (False, True):
        names = [f"{'moved' if update else 'made-'}-{i:03d}" for i in range(number // 2)]
        if update:
            await graph.write(lambda t, names=names: t.run(people, {"names": [*FIRST, *names]}), name="people")  # type: ignore[misc]
        before, after = await lengths(server, token, moved if update else made)
        print(f"{before} bytes to COMMIT, {after} from there")
        turn = asyncio.Semaphore(TOGETHER)

        async def one(name: str, cut: Cut, update: bool = update, turn: asyncio.Semaphore = turn) -> None:
            async with turn:
                answer = await cut_once(server, graph, token, name, cut, update=update)
                told[stage(cut), answer] += 1

        await asyncio.gather(*map(one, names, chosen(before, after, number // 2)))
    print(dict(sorted(told.items())))
    assert sum(told.values()) == number
    assert {place for place, _ in told} == {
        "before",
        "COMMIT not sent",
        "COMMIT in part",
        "no answer",
        "answer in part",
    }
    assert {answer for place, answer in told if place != "before"} <= {"written", "UNKNOWN_OUTCOME", "DATABASE"}


def stage(cut: Cut) -> str:
    if cut.text == BEGINNING:
        return "before"
    if cut.count < len(COMMIT):
        return "COMMIT in part" if cut.count else "COMMIT not sent"
    return "answer in part" if cut.count > len(COMMIT) else "no answer"


async def test_a_commit_that_is_cut_again_and_again_is_tried_three_times(server: Server, api: Api) -> None:
    """Then the client is told that nobody knows, and its own next try finds what was done."""
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
        assert second["extensions"]["replayed"] is True
        await settled()
    [[person, _, _, _, changes]] = await api.graph.rows(COUNT, {"name": "ana"})
    assert (person, changes) == (second["data"]["personCreate"]["person"]["id"], 1)


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
