"""Several workers, and definitions that change while others write."""

from __future__ import annotations

import asyncio
from typing import Any

from graphcrm.graph.connection import Graph
from tests.conftest import Api, opened
from tests.custom_fields.defining import define, person, write

SHOWN = "{ people { nodes { name customFields { key text } } } }"


async def test_a_field_that_one_worker_defines_works_in_another_at_once(graph: Graph) -> None:
    one, other = await opened(graph), await opened(graph)
    other._tokens["manager"] = await one.token()
    assert (await other.ask(SHOWN))["people"]["nodes"] == []
    await define(one, "Person", "tier", "TEXT")
    # A write is judged by the definitions of its own transaction, and shown by them.
    made = await write(other, "personCreate", {"name": "Ana", "customFields": [{"key": "tier", "text": "a"}]})
    assert [(f["key"], f["text"]) for f in made["person"]["customFields"]] == [("tier", "a")]
    await define(one, "Person", "size", "NUMBER")
    # A key that is not known is looked for before it is refused.
    await other.ask('{ people(filter: {custom: [{key: "size", number: {gt: 1}}]}) { totalCount } }')
    await one.client.aclose()
    await other.client.aclose()


async def test_a_field_that_one_worker_hides_is_soon_hidden_in_another(graph: Graph) -> None:
    one, other = await opened(graph), await opened(graph)
    other._tokens["manager"] = await one.token()
    made = await define(one, "Person", "tier", "TEXT")
    await person(one, "Ana", {"key": "tier", "text": "a"})
    assert (await other.ask(SHOWN))["people"]["nodes"] == [
        {"name": "Ana", "customFields": [{"key": "tier", "text": "a"}]}
    ]
    by = {"fieldDefinition": {"id": made["id"]}}
    assert (await write(one, "fieldDefinitionArchive", by))["userErrors"] == []
    assert (await one.ask(SHOWN))["people"]["nodes"][0]["customFields"] == []
    for _ in range(100):  # ends: what a worker knows is two seconds old at most
        if (await other.ask(SHOWN))["people"]["nodes"][0]["customFields"] == []:
            break
        await asyncio.sleep(0.1)
    else:
        raise AssertionError("the other worker still shows it")
    await one.client.aclose()
    await other.client.aclose()


async def test_a_definition_archived_while_others_write_gives_whole_values_or_none(api: Api) -> None:
    made = await define(api, "Person", "tier", "TEXT")
    by = {"fieldDefinition": {"id": made["id"]}}

    async def create(number: int) -> tuple[int, Any]:
        fields = [{"key": "tier", "text": f"t{number}"}]
        found = await write(api, "personCreate", {"name": f"P{number}", "customFields": fields})
        return number, [e["field"] for e in found["userErrors"]]

    async def turn() -> None:
        for name in ("fieldDefinitionArchive", "fieldDefinitionRestore") * 4:
            assert (await write(api, name, by))["userErrors"] == []

    outcomes, _ = await asyncio.gather(asyncio.gather(*(create(i) for i in range(40))), turn())
    assert all(faults in ([], [["customFields", "0", "key"]]) for _, faults in outcomes)
    rows = await api.graph.rows("MATCH (p:Person) RETURN p.name, p.x_tier, p.x_tier_key IS NOT NULL", {})
    assert sorted(rows) == sorted([f"P{n}", f"t{n}", True] for n, faults in outcomes if not faults)


async def test_no_number_is_written_that_the_bound_of_its_moment_forbids(api: Api) -> None:
    """The maximum falls from 10 to 5 while nines are written: all that were written were there before it fell."""
    made = await define(api, "Person", "score", "NUMBER", maximum=10)

    async def create(number: int) -> bool:
        fields = [{"key": "score", "number": 9}]
        return not (await write(api, "personCreate", {"name": f"P{number}", "customFields": fields}))["userErrors"]

    async def lower() -> None:
        given = {"fieldDefinition": {"id": made["id"]}, "maximum": 5}
        assert (await write(api, "fieldDefinitionUpdate", given))["userErrors"] == []

    written, _ = await asyncio.gather(asyncio.gather(*(create(i) for i in range(20))), lower())
    assert await api.graph.rows("MATCH (p:Person {x_score: 9.0}) RETURN count(p)", {}) == [[sum(written)]]
    assert not await create(99)
