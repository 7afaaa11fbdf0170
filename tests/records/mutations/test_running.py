"""A write: a key makes a write happen once, a version guards it, rights come first, many are all or none."""

from __future__ import annotations

import asyncio
import random
from typing import Any

import pytest

from graphcrm.records import journal
from graphcrm.records.journal import Author
from tests.records.mutations.writer import Writer, by, document, left_behind


async def test_the_same_key_has_one_effect_and_the_same_answer(empty: Writer) -> None:
    given = {"name": "Noor", "idempotencyKey": "k-1", "clientMutationId": "c-1"}
    text = document("personCreate", "id version")
    first = (await empty.api.post(text, {"input": given})).json()
    before = await left_behind(empty.api.graph)
    second = (await empty.api.post(text, {"input": given})).json()
    assert second["data"] == first["data"]
    assert first["data"]["personCreate"]["clientMutationId"] == "c-1"
    assert (first["extensions"].get("replayed"), second["extensions"].get("replayed")) == (None, True)
    assert await left_behind(empty.api.graph) == before
    mismatch = [("CONFLICT", "IDEMPOTENCY_MISMATCH", "idempotencyKey")]
    assert await empty.faults("personCreate", {**given, "name": "Other"}) == mismatch
    assert await empty.faults("organizationCreate", given) == mismatch, "another mutation"
    assert await left_behind(empty.api.graph) == before
    other = await empty.do("personCreate", given, role="admin")
    assert other["id"] != first["data"]["personCreate"]["person"]["id"], "a key is its author's"


async def test_a_key_is_kept_so_that_nobody_can_try_what_it_came_with(empty: Writer) -> None:
    await empty.do("personCreate", {"name": "Noor", "city": "Kiel", "idempotencyKey": "k-1"})
    ((key, digest),) = await empty.api.graph.rows("MATCH (k:IdempotencyKey) RETURN k.key, k.digest", {})
    assert len(key) == len(digest) == 64 and "k-1" not in key
    author = Author((await empty.ask("{ viewer { id } }"))["viewer"]["id"])
    guess = {"name": "Noor", "city": "Kiel"}
    assert journal.key(author, "k-1", "personCreate", guess) == journal.Key(key, digest), "told again by the key"
    assert journal.key(author, "k-2", "personCreate", guess).digest != digest, "without it no guess can be tried"


async def test_a_refusal_is_not_remembered(empty: Writer) -> None:
    seat = {"title": "Head", "organization": by("o-1"), "idempotencyKey": "k-1"}
    assert await empty.faults("roleCreate", seat) == [("NOT_FOUND", None, "organization")]
    await empty.do("organizationCreate", {"externalId": "o-1", "name": "One"})
    await empty.do("roleCreate", seat)


async def test_a_key_may_stand_in_the_header_of_a_request_with_one_mutation(empty: Writer) -> None:
    headers = {"Authorization": f"Bearer {await empty.api.token()}", "Idempotency-Key": "k-h"}

    async def post(query: str) -> Any:
        return (await empty.api.client.post("/graphql", json={"query": query}, headers=headers)).json()

    one = 'mutation { personCreate(input: {name: "Noor"}) { person { id } idempotencyKey } }'
    first, second = await post(one), await post(one)
    assert first["data"] == second["data"] and second["extensions"]["replayed"]
    assert first["data"]["personCreate"]["idempotencyKey"] == "k-h"
    two = (f'{name}: personCreate(input: {{name: "{name}"}}) {{ person {{ id }} }}' for name in "ab")
    both = f"mutation {{ {' '.join(two)} }}"
    assert (await post(both))["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert await empty.faults("personCreate", {"name": "A", "idempotencyKey": "k" * 201}) == [
        ("BAD_USER_INPUT", None, "idempotencyKey")
    ]


async def test_a_stale_version_changes_nothing(world: Writer) -> None:
    await world.do("personUpdate", {"person": by("p-a"), "city": "Kiel", "expectedVersion": 1})
    before = await left_behind(world.api.graph)
    for name in ("personUpdate", "personArchive"):
        stale = {"person": by("p-a"), "expectedVersion": 1, **({"city": "Ulm"} if name == "personUpdate" else {})}
        assert await world.faults(name, stale) == [("CONFLICT", "VERSION", "expectedVersion")]
    many = [{"person": by("p-b"), "city": "Ulm"}, {"person": by("p-a"), "city": "Ulm", "expectedVersion": 1}]
    assert await world.faults("personUpdateMany", {"items": many}) == [
        ("CONFLICT", "VERSION", "items.1.expectedVersion")
    ]
    assert await left_behind(world.api.graph) == before


async def test_mutations_of_one_request_run_in_their_order(empty: Writer) -> None:
    text = """mutation {
      first: personCreate(input: {externalId: "p", name: "Ana"}) { person { version } userErrors { code } }
      twice: personCreate(input: {externalId: "p", name: "Ana"}) { person { version } userErrors { code field } }
      then: personUpdate(input: {person: {externalId: "p"}, name: "Anna"}) {
        person { name version }
        query { person(by: {externalId: "p"}) { name } people { totalCount } viewer { email } }
      }
      __typename
    }"""
    assert await empty.ask(text) == {
        "first": {"person": {"version": 1}, "userErrors": []},
        "twice": {"person": None, "userErrors": [{"code": "CONFLICT", "field": ["externalId"]}]},
        "then": {
            "person": {"name": "Anna", "version": 2},
            "query": {
                "person": {"name": "Anna"},
                "people": {"totalCount": 1},
                "viewer": {"email": "manager@lumen.example"},
            },
        },
        "__typename": "Mutation",
    }


async def test_many_are_all_or_none_and_faults_name_their_item(empty: Writer) -> None:
    people = [{"externalId": f"p-{i}", "name": f"Person {i}"} for i in range(500)]
    made = await empty.do("personCreateMany", {"items": people}, "externalId")
    assert made == [by(f"p-{i}") for i in range(500)], "in the order given"
    before = await left_behind(empty.api.graph)
    bad = [
        {"name": "Fine"},
        {"name": " "},
        {"name": "X", "emails": ["x@x.example", "none"]},
        {"name": "Y", "externalId": "p-1"},
    ]
    assert await empty.faults("personCreateMany", {"items": bad[:3]}) == [
        ("BAD_USER_INPUT", None, "items.1.name"),
        ("BAD_USER_INPUT", None, "items.2.emails.1"),
    ]
    assert await empty.faults("personCreateMany", {"items": [bad[0], bad[3]]}) == [
        ("CONFLICT", None, "items.1.externalId")
    ]
    twice = [{"name": "A", "externalId": "p-new"}, {"name": "B", "externalId": "p-new"}]
    assert await empty.faults("personCreateMany", {"items": twice}) == [("CONFLICT", None, "items.1.externalId")]
    same = [{"person": by("p-1"), "city": "A"}, {"person": by("p-1"), "city": "B"}]
    assert await empty.faults("personUpdateMany", {"items": same}) == [("BAD_USER_INPUT", None, "items")]
    keyed = [{"name": "A", "idempotencyKey": "k"}]
    assert await empty.faults("personCreateMany", {"items": keyed}) == [
        ("BAD_USER_INPUT", None, "items.0.idempotencyKey")
    ]
    assert await empty.faults("personCreateMany", {"items": []}) == [("BAD_USER_INPUT", None, "items")]
    many = {"input": {"items": [{"name": "A"}] * 501}}
    refusal = await empty.api.refusal(document("personCreateMany"), many)
    assert refusal["extensions"]["code"] == "QUERY_TOO_COMPLEX"
    assert await left_behind(empty.api.graph) == before


async def test_facts_and_states_of_many_change_together(world: Writer) -> None:
    held = [{"role": by(role), "person": by("p-a"), "startedOn": "2026-01-01"} for role in ("r-a", "r-b")]
    await world.do("roleAssignMany", {"items": held})
    again = [{"role": by("r-c"), "person": by("p-b")}, *held]
    assert await world.faults("roleAssignMany", {"items": again}) == [
        ("CONFLICT", "EXISTS", "items.1.role"),
        ("CONFLICT", "EXISTS", "items.2.role"),
    ]
    ended = await world.do("roleEndMany", {"items": [{**one, "endedOn": "2026-02-01"} for one in held]}, "vacant")
    assert ended == [{"vacant": True}, {"vacant": True}]
    people = [{"person": by("p-a")}, {"person": by("p-b")}]
    away = await world.do("personArchiveMany", {"items": people}, "archivedAt")
    assert all(one["archivedAt"] for one in away)
    assert await world.do("personRestoreMany", {"items": people}, "archivedAt") == [{"archivedAt": None}] * 2


async def test_writers_who_meet_wait_for_each_other(world: Writer, caplog: pytest.LogCaptureFixture) -> None:
    """The same three people in any order, by two kinds of key, and seats that join them."""
    rows = await world.api.graph.rows("MATCH (p:Person) RETURN p.id ORDER BY p.id", {})
    chance = random.Random(1)

    async def write(number: int) -> None:
        people = [{"id": row[0]} for row in rows[:2]] + [by("p-c")]
        chance.shuffle(people)
        await world.do("personUpdateMany", {"items": [{"person": one, "city": f"C{number}"} for one in people]})
        seats = [
            {"role": by(role), "person": by("p-a"), "startedOn": f"2026-01-{number + 1:02d}"} for role in ("r-a", "r-b")
        ]
        await world.do("roleAssignMany", {"items": chance.sample(seats, 2)})

    await world.api.token()
    await asyncio.gather(*(write(number) for number in range(8)))
    versions = await world.ask("{ people(first: 3) { nodes { version roles(first: 50) { totalCount } } } }")
    found = [(one["version"], one["roles"]["totalCount"]) for one in versions["people"]["nodes"]]
    assert found == [(9, 16), (9, 0), (9, 0)]
    assert "DeadlockDetected" not in caplog.text
