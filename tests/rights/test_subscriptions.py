"""A write to what somebody may not know wakes none of their subscriptions: neither what comes nor when tells of it."""

from __future__ import annotations

import asyncio
import random
import statistics
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from graphcrm.demo.contract import MEMBERS
from tests.rights.conftest import NORTH, PLENTY, SOUTH, Rights
from tests.web.speaking import CHANGED, Client, Worker, client, worker

TOLD = CHANGED % "kind type recordIds fields"
RECORD = "subscription($id: ID!) { recordChanged(id: $id) { kind type recordIds fields } }"
ADMIN = next(member.email for member in MEMBERS if member.role == "admin")
_UPDATE = "mutation($input: PersonUpdateInput!) { personUpdate(input: $input) { userErrors { message } } }"


@pytest.fixture
async def served(rights: Rights, tmp_path: Path) -> AsyncIterator[Worker]:
    limits = {"points_per_minute": PLENTY, "rows_per_hour": PLENTY}
    async with worker(rights.graph, data_dir=tmp_path, **limits) as found:
        yield found


async def write(rights: Rights, who: str, person: str, city: str) -> None:
    reply = await rights.post(who, _UPDATE, {"input": {"person": {"id": person}, "city": city}})
    assert '"userErrors":[]' in reply.text, reply.text


async def listening(served: Worker, socket: Client, number: int) -> None:
    """Until so many subscriptions wait for changes."""
    async with asyncio.timeout(10):
        while served.feed.waiting < number:  # ends: the timeout
            await asyncio.sleep(0.01)
    await socket.settled()


async def guess(rights: Rights, served: Worker, rounds: int) -> None:
    """In each round a secret is written or not, then something everybody sees: the events are those of the latter."""
    chance = random.Random(rounds)
    secret, open_ = rights.hidden("Person")[0].id, rights.seen("Person")[0].id
    times: tuple[list[float], list[float]] = ([], [])
    loop = asyncio.get_running_loop()
    async with client(served.url, rights.tokens[NORTH]) as socket:
        await socket.subscribe("all", TOLD)
        await listening(served, socket, 1)
        for number in range(rounds):
            bit = chance.randrange(2)
            if bit:
                await write(rights, SOUTH, secret, f"Secret {number}")
            began = loop.time()
            await write(rights, ADMIN, open_, f"Open {number}")
            message = await socket.heard(10)
            times[bit].append(loop.time() - began)
            assert (message["id"], message["type"]) == ("all", "next"), message
            expected = {"kind": "UPDATED", "type": "Person", "recordIds": [open_], "fields": ["city"]}
            assert message["payload"]["data"] == {"graphChanged": expected}
        assert await socket.silent(1)
    middle = [statistics.median(one) * 1000 for one in times]
    print(f"{rounds} rounds: an event after {middle[0]:.0f} ms, with a secret before it {middle[1]:.0f} ms")


async def test_a_write_to_what_is_hidden_is_no_event(rights: Rights, served: Worker) -> None:
    await guess(rights, served, 10)


@pytest.mark.long
async def test_a_thousand_writes_to_what_is_hidden_are_no_event(rights: Rights, served: Worker) -> None:
    await guess(rights, served, 1000)


async def test_a_record_that_is_hidden_is_subscribed_to_as_one_that_never_was(rights: Rights, served: Worker) -> None:
    said = []
    async with client(served.url, rights.tokens[NORTH]) as socket:
        for identifier in (rights.hidden("Person")[0].id, "per_01jaaaaaaaaaaaaaaaaaaaaaaa"):
            await socket.say(id="one", type="subscribe", payload={"query": RECORD, "variables": {"id": identifier}})
            message = await socket.heard(10)
            message["payload"][0]["extensions"].pop("requestId")
            said.append(message)
    assert said[0] == said[1]
    assert said[0]["payload"][0]["extensions"]["code"] == "NOT_FOUND"


async def test_who_sees_the_secret_is_told_of_it(rights: Rights, served: Worker) -> None:
    secret = rights.hidden("Person")[0].id
    async with client(served.url, rights.tokens[SOUTH]) as socket:
        await socket.say(id="one", type="subscribe", payload={"query": RECORD, "variables": {"id": secret}})
        await listening(served, socket, 1)
        await write(rights, SOUTH, secret, "Told")
        assert (await socket.heard(10))["payload"]["data"]["recordChanged"]["recordIds"] == [secret]
