"""Many write at once what cannot all be true: no rule is ever broken, and nobody is told of a deadlock."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date, timedelta

import pytest

from graphcrm.graph.connection import Graph, Transaction
from tests.conftest import Api, opened
from tests.web import rounds
from tests.web.rounds import Write

WRITERS = 8
WORLD = """
UNWIND $ids AS id
CREATE (o:Organization:Party {id: 'org_' + id, external_id: id, name: id, kind: 'COMPANY', version: 1})
CREATE (:Role {id: 'rol_' + id, external_id: id, title: id, version: 1})-[:AT]->(o)
CREATE (:Person:Party {id: 'per_' + id, external_id: id, name: id, version: 1})
"""
CHANGES = "MATCH (c:Change {act: $act, type: $type}) RETURN count(c)"
BLOCKED = "SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN count(*)"
VERSIONS = """
MATCH (p:Person) WHERE p.version <> 1 + COUNT { (p)<-[:OF]-(:Change {act: 'UPDATED', type: 'Person'}) }
RETURN collect([p.id, p.version])
"""


@asynccontextmanager
async def asked(graph: Graph) -> AsyncIterator[Api]:
    """The application, with time enough that what is measured is never the machine."""
    found = await opened(graph, request_deadline=60.0)
    yield found
    await found.client.aclose()


async def write(api: Api, one: Write) -> list[str]:
    """Sends a mutation; the codes of its user errors. Anything else that is not done fails the test."""
    name, values = one
    type_ = f"{name[0].upper()}{name[1:]}Input"
    query = f"mutation($input: {type_}!) {{ {name}(input: $input) {{ userErrors {{ code message }} }} }}"
    reply = await api.ask(query, {"input": values})
    return [error["code"] for error in reply[name]["userErrors"]]


async def raced(graph: Graph, number: int, caplog: pytest.LogCaptureFixture) -> None:
    told: Counter[str] = Counter()
    all_ = list(rounds.rounds(number, WRITERS))
    await rounds.nodes(graph, all_)
    async with asked(graph) as api:
        await api.token()
        for one in all_:
            for first in one.before:
                assert await write(api, first) == []
            answers = await asyncio.gather(*(write(api, single) for single in one.writes))
            codes = [code for answer in answers for code in answer]
            assert set(codes) <= {"CONFLICT"}, one.name
            assert [] in answers, f"{one.name}: one of them can be true"
            assert await rounds.broken(graph, one) == [], one.name
            told.update("refused" if answer else "done" for answer in answers)
    print(f"{number} rounds: {dict(told)}, deadlocks that were tried again: {retried(caplog)}")


def retried(caplog: pytest.LogCaptureFixture) -> int:
    """How often the driver began anew after a deadlock."""
    return sum("DeadlockDetected" in record.getMessage() for record in caplog.records)


def storm(writer: int, turn: int, seats: int) -> Iterator[Write]:
    """Writes that touch the same records in orders of their own: changes of many, moves that cross, meetings, lists."""
    chance = random.Random(writer * 1000 + turn)
    people = [{"externalId": f"p-{i}"} if chance.random() < 0.7 else {"id": f"per_p-{i}"} for i in range(seats)]
    houses = [{"externalId": f"p-{i}"} for i in range(seats)]
    chance.shuffle(people)
    chance.shuffle(houses)
    turned = [{"person": by, "city": f"City {writer}-{turn}"} for by in people]
    yield "personUpdateMany", {"items": turned}
    yield "organizationUpdateMany", {"items": [{"organization": by, "employees": turn} for by in houses]}
    day = (date(2020, 1, 1) + timedelta(days=turn)).isoformat()
    yield "personMove", {"person": people[0], "role": {"externalId": f"p-{chance.randrange(seats)}"}, "startedOn": day}
    at = {"kind": "MEETING", "occurredAt": "2026-01-01T10:00:00Z", "concerns": [{"organization": by} for by in houses]}
    yield "interactionRecord", {**at, "participants": [{"person": by, "part": "ATTENDEE"} for by in people]}
    yield "roleAssign", {"person": people[1], "role": {"externalId": f"p-{chance.randrange(seats)}"}, "startedOn": day}
    share = {"child": houses[0], "parent": houses[1], "share": 0.01, "startedOn": day}
    yield "subsidiaryAdd", share
    yield "personUpdate", {"person": people[2], "emails": [f"m{i}@a.example" for i in chance.sample(range(9), 4)]}


async def stormed(graph: Graph, turns: int, caplog: pytest.LogCaptureFixture) -> None:
    """Eight writers over six people, seats and organizations."""
    seats, changed = 6, Counter[str]()
    await graph.write(lambda t: t.run(WORLD, {"ids": [f"p-{i}" for i in range(seats)]}), name="world")
    async with asked(graph) as api:
        await api.token()

        async def write_all(writer: int) -> None:
            for turn in range(turns):
                for one in storm(writer, turn, seats):
                    codes = await write(api, one)
                    assert set(codes) <= {"CONFLICT", "BAD_USER_INPUT"}, (one, codes)
                    changed[f"{one[0]} {codes[0] if codes else 'done'}"] += 1

        await asyncio.gather(*map(write_all, range(WRITERS)))
    print(f"{sum(changed.values())} writes, deadlocks that were tried again: {retried(caplog)}; {dict(changed)}")
    for name, act, label in (
        ("personUpdateMany", "UPDATED", "Person"),
        ("organizationUpdateMany", "UPDATED", "Organization"),
        ("interactionRecord", "CREATED", "Interaction"),
    ):
        assert changed[f"{name} done"] == WRITERS * turns, f"{name}: none is refused"
        [[counted]] = await graph.rows(CHANGES, {"act": act, "type": label})
        assert counted >= (turns if act == "UPDATED" else WRITERS * turns)
    [[versions]] = await graph.rows(VERSIONS, {})
    assert versions == [], "each change of a person is one version"


async def test_writers_that_lock_in_opposite_orders_are_told_of_no_deadlock(
    graph: Graph, caplog: pytest.LogCaptureFixture
) -> None:
    await stormed(graph, 4, caplog)


@pytest.mark.long
async def test_writers_that_lock_in_opposite_orders_for_long_are_told_of_no_deadlock(
    graph: Graph, caplog: pytest.LogCaptureFixture
) -> None:
    await stormed(graph, 60, caplog)


def lists(writer: int, turn: int) -> Iterator[Write]:
    """Writes of addresses that others have at the same time: lists that cross, and single ones."""
    chance = random.Random(writer * 1000 + turn)
    mails = [f"m{i}@a.example" for i in range(7)]
    phones = [f"+4940555010{i}" for i in range(4)]
    by = {"externalId": f"p-{writer}"}
    yield "personUpdate", {"person": by, "emails": chance.sample(mails, 4), "phones": chance.sample(phones, 2)}
    house = {"externalId": f"p-{(writer + 1) % WRITERS}"}
    yield "organizationUpdate", {"organization": house, "emails": chance.sample(mails, 3)}
    one = {"person": by, "medium": "EMAIL", "address": mails[turn % 7], "startedOn": "2020-01-01"}
    yield "personAddressAdd", one
    yield "personAddressRetract", one
    yield "personUpdate", {"person": by, "emails": chance.sample(mails, 2), "phones": []}


async def crossed(graph: Graph, turns: int, caplog: pytest.LogCaptureFixture) -> None:
    """Eight writers, each with a person of its own, over the same few addresses."""
    told: Counter[str] = Counter()
    await graph.write(lambda t: t.run(WORLD, {"ids": [f"p-{i}" for i in range(WRITERS)]}), name="world")
    async with asked(graph) as api:
        await api.token()

        async def write_all(writer: int) -> None:
            for turn in range(turns):
                for one in lists(writer, turn):
                    codes = await write(api, one)
                    assert set(codes) <= {"CONFLICT", "NOT_FOUND"}, (one, codes)
                    told[f"{one[0]} {codes[0] if codes else 'done'}"] += 1

        await asyncio.gather(*map(write_all, range(WRITERS)))
    print(f"deadlocks that were tried again: {retried(caplog)}; {dict(told)}")
    assert told["personUpdate done"] == 2 * WRITERS * turns, "none is refused"
    assert told["personAddressRetract done"] > 0
    assert retried(caplog) == 0, "they wait for each other, and never in a ring"
    lonely = "MATCH (c:ContactPoint) WHERE NOT EXISTS { (c)<-[:REACHED_AT]-() } RETURN c.address"
    assert await graph.rows(lonely, {}) == []


async def test_lists_of_addresses_that_cross_never_make_two_writers_wait_in_a_ring(
    graph: Graph, caplog: pytest.LogCaptureFixture
) -> None:
    await crossed(graph, 6, caplog)


@pytest.mark.long
async def test_lists_of_addresses_that_cross_for_long_never_make_two_writers_wait_in_a_ring(
    graph: Graph, caplog: pytest.LogCaptureFixture
) -> None:
    await crossed(graph, 80, caplog)


async def test_two_who_waited_for_an_address_that_was_removed_meanwhile_do_not_wait_for_each_other(
    graph: Graph, caplog: pytest.LogCaptureFixture
) -> None:
    await graph.write(lambda t: t.run(WORLD, {"ids": ["ana", "bo", "chi"]}), name="world")
    mails = ["m@a.example", "n@a.example"]
    both_wait = asyncio.Event()
    locked = asyncio.Event()

    async def remove(transaction: Transaction) -> None:
        await transaction.run("MATCH (c:ContactPoint) DETACH DELETE c")
        locked.set()
        await both_wait.wait()

    async with asked(graph) as api:
        await api.token()
        assert await write(api, ("personUpdate", {"person": {"externalId": "chi"}, "emails": mails})) == []
        removing = asyncio.create_task(graph.write(remove, name="removal"))
        await locked.wait()
        writes = [("personUpdate", {"person": {"externalId": by}, "emails": mails}) for by in ("ana", "bo")]
        waiting = asyncio.gather(*(write(api, one) for one in writes))
        while await graph.rows(BLOCKED, {}) != [[2]]:
            await asyncio.sleep(0.05)
        both_wait.set()
        await removing
        assert await waiting == [[], []]
    assert retried(caplog) == 0
    shared = "MATCH (c:ContactPoint) RETURN c.address, COUNT { (c)<-[:REACHED_AT]-() } ORDER BY c.address"
    assert await graph.rows(shared, {}) == [[mail, 2] for mail in mails]


async def test_of_writers_that_saw_the_same_version_one_wins(graph: Graph, caplog: pytest.LogCaptureFixture) -> None:
    await graph.write(lambda t: t.run(WORLD, {"ids": ["ana", "bo"]}), name="world")
    async with asked(graph) as api:
        await api.token()
        for version in range(1, 9):
            seen = {"person": {"externalId": "ana"}, "expectedVersion": version}
            writes = [("personUpdate", {**seen, "city": f"City {version}-{writer}"}) for writer in range(WRITERS)]
            answers = await asyncio.gather(*(write(api, one) for one in writes))
            assert sorted(answers) == [[], *[["CONFLICT"]] * (WRITERS - 1)]
    assert await graph.rows("MATCH (p:Person {external_id: 'ana'}) RETURN p.version", {}) == [[9]]
    assert retried(caplog) == 0, "they wait for each other, and never in a ring"


async def test_no_rule_of_structure_is_broken_by_writers_that_race(
    graph: Graph, caplog: pytest.LogCaptureFixture
) -> None:
    await raced(graph, 38, caplog)


@pytest.mark.long
async def test_no_rule_of_structure_is_broken_in_five_hundred_races(
    graph: Graph, caplog: pytest.LogCaptureFixture
) -> None:
    await raced(graph, 500, caplog)
