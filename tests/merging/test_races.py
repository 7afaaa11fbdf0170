"""Many merge at once what overlaps, or write to what is being merged: nothing is lost, nobody is told of a deadlock,
and all of it can be taken back."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from graphcrm.exchange import canonical
from graphcrm.graph.connection import Graph
from tests.conftest import Api, opened
from tests.exchange import files

_MERGE = """mutation($input: PersonMergeInput!) { personMerge(input: $input) { mergeId
  userErrors { code reason message } } }"""
_UNDO = "mutation($input: MergeUndoInput!) { mergeUndo(input: $input) { kept userErrors { message } } }"
_LOG = """mutation($input: InteractionRecordInput!) { interactionRecord(input: $input) { interaction { id }
  userErrors { message } } }"""
_UPDATE = "mutation($input: PersonUpdateInput!) { personUpdate(input: $input) { userErrors { message } } }"
_TIMELINE = """query($by: PersonBy!) { person(by: $by) { id city
  timeline(first: 100) { nodes { subject } } } }"""
NAMES = [f"p-{letter}" for letter in "abcdefgh"]
PEOPLE = "external_id,name,city,emails\n" + "\n".join(
    f"{name},Person {name},City {name},{name}@nord.example" for name in NAMES
)
INTERACTIONS = "external_id,kind,occurred_at,participants,subject\n" + "\n".join(
    f"i-{number},EMAIL,2026-10-{number + 1:02}T10:00:00Z,{one}:FROM;{other}:TO,Mail {number}"
    for number, (one, other) in enumerate(zip(NAMES, NAMES[3:] + NAMES[:3], strict=True))
)


@pytest.fixture
async def api(graph: Graph, tmp_path: Path) -> AsyncIterator[Api]:
    """Eight people who wrote to each other."""
    ledger = await files.imported(graph, tmp_path / "files", people=PEOPLE, interactions=INTERACTIONS)
    assert ledger.clean, ledger.rejected
    found = await opened(graph, request_deadline=60.0)
    await found.token("admin")
    yield found
    await found.client.aclose()


async def merge(api: Api, *people: str) -> str | None:
    """The id of the merge; None where they were one already."""
    given = {"people": [{"externalId": one} for one in people]}
    found = (await api.ask(_MERGE, {"input": given}, "admin"))["personMerge"]
    assert found["mergeId"] or "stands here twice" in found["userErrors"][0]["message"], found
    return found["mergeId"]


async def ids(api: Api) -> set[str]:
    """The records to which the external ids lead."""
    return {(await api.ask(_TIMELINE, {"by": {"externalId": one}}, "admin"))["person"]["id"] for one in NAMES}


@pytest.mark.parametrize("seed", range(3))
async def test_of_merges_that_overlap_at_once_one_record_is_left_and_all_are_taken_back(
    api: Api, graph: Graph, seed: int
) -> None:
    chance = random.Random(seed)
    before = await canonical.lines(graph)
    ring = list(zip(NAMES, NAMES[1:] + NAMES[:1], strict=True))
    chance.shuffle(ring)
    merges = [one for one in await asyncio.gather(*(merge(api, *pair) for pair in ring)) if one]
    assert len(merges) == len(NAMES) - 1, "the last of a ring are one already"
    assert len(await ids(api)) == 1
    assert (await graph.rows("MATCH (p:Person) RETURN count(p)", {})) == [[1]]
    chance.shuffle(merges)
    undone = await asyncio.gather(*(api.ask(_UNDO, {"input": {"merges": [one]}}, "admin") for one in merges))
    assert [one["mergeUndo"] for one in undone] == [{"kept": [], "userErrors": []}] * len(merges)
    assert await canonical.lines(graph) == before


async def test_what_is_written_to_people_while_they_become_one_is_there_and_stays_when_they_are_two_again(
    api: Api,
) -> None:
    chance = random.Random(5)

    async def log(number: int) -> None:
        who = [{"person": {"externalId": one}, "part": "ATTENDEE"} for one in chance.sample(NAMES[:4], 2)]
        given = {"kind": "CALL", "occurredAt": "2026-11-20T10:00:00Z", "subject": f"Call {number}", "participants": who}
        found = (await api.ask(_LOG, {"input": given}, "admin"))["interactionRecord"]
        assert found["userErrors"] == [], found

    async def update(name: str) -> None:
        given = {"person": {"externalId": name}, "city": "Kiel"}
        assert (await api.ask(_UPDATE, {"input": given}, "admin"))["personUpdate"]["userErrors"] == []

    async def heard(name: str) -> set[str]:
        person = (await api.ask(_TIMELINE, {"by": {"externalId": name}}, "admin"))["person"]
        return {one["subject"] for one in person["timeline"]["nodes"]}

    writes = [*(log(number) for number in range(12)), *(update(one) for one in NAMES[:4])]
    first, second, *_ = await asyncio.gather(merge(api, *NAMES[:2]), merge(api, *NAMES[1:4]), *writes)
    assert first and second
    for name in NAMES[:4]:
        person = (await api.ask(_TIMELINE, {"by": {"externalId": name}}, "admin"))["person"]
        assert person["city"] == "Kiel"
        assert {f"Call {number}" for number in range(12)} <= {one["subject"] for one in person["timeline"]["nodes"]}
    for one in (first, second):
        undone = (await api.ask(_UNDO, {"input": {"merges": [one]}}, "admin"))["mergeUndo"]
        assert undone["userErrors"] == []
    told = [await heard(name) for name in NAMES[:4]]
    assert {f"Call {number}" for number in range(12)} <= set.union(*told)
