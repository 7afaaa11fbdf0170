"""People who are one beyond doubt are merged by a job, where somebody asks for it, and taken apart in one call."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest

from graphcrm.access.policy import built_in
from graphcrm.exchange import canonical
from graphcrm.graph.connection import Graph
from graphcrm.jobs.keeping import Nights
from graphcrm.jobs.worker import Worker
from graphcrm.records import users
from graphcrm.records.jobs import asking
from graphcrm.records.jobs.asking import wished
from graphcrm.records.journal import LOCAL, Author
from graphcrm.settings import Settings
from graphcrm.vocabulary.job import KINDS
from tests.conftest import Api
from tests.duplicates.planted import find, plant
from tests.exchange.test_command import Command, graphcrm

__all__ = ["graphcrm"]  # a fixture

_UNDO = "mutation($input: MergeUndoInput!) { mergeUndo(input: $input) { restored userErrors { code message } } }"
_SEEN = """
MATCH (p:Person)-[r:REACHED_AT]->(c:ContactPoint {medium: 'EMAIL'}) WHERE p.external_id IN $people
SET r.verified_at = datetime('2026-11-01T00:00:00Z')
"""
_YESTERDAY = "MERGE (l:Internal:Lock {name: 'nightly merging'}) SET l.night = date('2026-11-19')"


async def seen_to_work(graph: Graph, *people: str) -> None:
    await graph.change_schema([_SEEN], {"people": list(people)})


async def merge_certain(graph: Graph, author: Author = LOCAL, **given: Any) -> dict[str, Any]:
    """What the job tells, and how it ended."""
    job = await graph.write(lambda t: asking.ask(t, author, wished("merging", given)), name="test")
    await Worker(graph, built_in()).drain()
    [[state, result]] = await graph.rows("MATCH (j:Job {id: $id}) RETURN j.state, j.result", {"id": job})
    return {"state": state, "id": job, **(json.loads(result) if result else {})}


async def people(graph: Graph) -> set[str]:
    return {one for (one,) in await graph.rows("MATCH (p:Person) RETURN p.external_id", {})}


@pytest.fixture
async def planted(api: Api, tmp_path: Path) -> Api:
    await plant(api.graph, tmp_path / "files")
    return api


async def test_only_who_shares_an_address_that_works_for_both_is_merged_and_all_comes_back(planted: Api) -> None:
    graph = planted.graph
    everybody = await people(graph)
    assert (await merge_certain(graph))["pairs"] == 0, "no address was seen to work"
    await seen_to_work(graph, "p-a")
    assert (await merge_certain(graph))["pairs"] == 0, "for one of them alone"
    await seen_to_work(graph, "p-a3", "p-b", "p-b2")
    await planted.token("admin")
    before = await canonical.lines(graph)
    looked = await merge_certain(graph, preview=True)
    assert (looked["pairs"], looked["merged"]) == (1, 0), "the second Ben is for others"
    assert await canonical.lines(graph) == before
    done = await merge_certain(graph)
    assert (done["state"], done["merged"], done["refused"]) == ("SUCCEEDED", 1, 0)
    assert await people(graph) == everybody - {"p-a3"}
    assert (await merge_certain(graph))["pairs"] == 0
    given = {"input": {"merges": [done["id"]]}}
    undone = (await planted.ask(_UNDO, given, "admin"))["mergeUndo"]
    assert undone["userErrors"] == [] and len(undone["restored"]) == 1
    assert await canonical.lines(graph) == before
    again = (await planted.ask(_UNDO, given, "admin"))["mergeUndo"]
    assert [one["code"] for one in again["userErrors"]] == ["NOT_FOUND"]


async def test_who_was_judged_or_shares_the_address_with_a_third_waits_for_people(planted: Api) -> None:
    graph = planted.graph
    await seen_to_work(graph, "p-a", "p-a3")
    third = """MATCH (:Person {external_id: 'p-a'})-[:REACHED_AT]->(c:ContactPoint {medium: 'EMAIL'})
      MATCH (p:Person {external_id: 'p-c'}) CREATE (p)-[:REACHED_AT]->(c)"""
    await graph.change_schema([third])
    assert (await merge_certain(graph, preview=True))["pairs"] == 0, "it is no address of theirs alone"
    await graph.change_schema(["MATCH (:Person {external_id: 'p-c'})-[r:REACHED_AT]->() DELETE r"])
    await find(graph)
    assert (await merge_certain(graph, preview=True))["pairs"] == 1
    judge = """mutation($input: DuplicateJudgeInput!) { duplicateJudge(input: $input) { userErrors { message } } }"""
    pair = {"first": {"person": {"externalId": "p-a"}}, "second": {"person": {"externalId": "p-a3"}}}
    found = await planted.ask(judge, {"input": {**pair, "verdict": "UNSURE"}}, "admin")
    assert found["duplicateJudge"]["userErrors"] == []
    assert (await merge_certain(graph, preview=True))["pairs"] == 0


async def test_who_may_not_merge_may_not_have_it_done(planted: Api) -> None:
    graph = planted.graph
    await seen_to_work(graph, "p-a", "p-a3")
    for role in ("auditor", "account_manager"):  # who sees some of the records learns nothing of how many there are
        user = await users.add(graph, built_in(), f"{role}@lumen.example", role, [role])
        told = await merge_certain(graph, Author(user), preview=True)
        assert told["state"] == "FAILED" and "pairs" not in told
        assert (await merge_certain(graph, Author(user)))["state"] == "FAILED"
    assert "p-a3" in await people(graph)


async def test_it_is_off_unless_the_setting_says_every_night(planted: Api) -> None:
    async def asked(*also: str) -> list[Any]:
        one = {"merging": KINDS["merging"]}
        await planted.graph.change_schema([_YESTERDAY])
        nights = Nights(planted.graph, time(2), one, also, now=lambda: datetime(2026, 11, 20, 3, tzinfo=UTC))
        rows = await planted.graph.rows("MATCH (j:Job) WHERE j.id IN $ids RETURN j.kind", {"ids": await nights.ask()})
        await planted.graph.change_schema(["MATCH (n:Lock {name: 'nightly merging'}) DELETE n"])
        return [kind for (kind,) in rows]

    assert Settings().merge_certain == "off"
    assert await asked() == []
    assert await asked("merging") == ["merging"]


async def test_the_command_tells_how_to_take_it_back(graph: Graph, graphcrm: Command, tmp_path: Path) -> None:
    await plant(graph, tmp_path / "files")
    await seen_to_work(graph, "p-a", "p-a3")
    looked = graphcrm("duplicates", "certain", "--preview")
    assert (looked.returncode, looked.stdout) == (0, "1 pairs are one beyond doubt.\n"), looked.stderr
    done = graphcrm("duplicates", "certain")
    assert done.returncode == 0 and done.stdout.startswith("1 merged."), done.stderr
    back = graphcrm(*done.stdout.strip().splitlines()[-1].partition("graphcrm ")[2].split())
    assert back.returncode == 0 and back.stdout.startswith("Back again: per_"), back.stderr
