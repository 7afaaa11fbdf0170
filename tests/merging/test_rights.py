"""Who may merge what, and what others are told of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphcrm.graph.connection import Graph
from graphcrm.records import audiences
from graphcrm.records.feed import Feed
from graphcrm.vocabulary.words import VOCABULARY
from tests.conftest import Api
from tests.exchange import files
from tests.merging.test_stories import faults, merge, undo
from tests.records.mutations.writer import Writer, by

PEOPLE = "external_id,name,city\np-a,Ana,\np-b,Anna,Kiel\np-c,Cy,\n"


@pytest.fixture
async def world(api: Api, tmp_path: Path) -> Writer:
    """Ana and Anna, and the teams north and south."""
    teams = "external_id,name\nt-n,North\nt-s,South\n"
    ledger = await files.imported(api.graph, tmp_path / "files", people=PEOPLE, teams=teams)
    assert ledger.clean, ledger.rejected
    return Writer(api, "admin")


async def limit(world: Writer, person: str, *teams: str) -> None:
    given = {"person": by(person), "teams": [by(team) for team in teams]}
    await world.do("personAudienceSet", given)


async def audience(graph: Graph, person: str) -> list[str] | None:
    text = """MATCH (p:Person {external_id: $id}) RETURN
      CASE WHEN p.audience IS NOT NULL THEN COLLECT { MATCH (t:Team) WHERE t.id IN p.audience
        WITH t ORDER BY t.name RETURN t.external_id } END"""
    found: list[str] | None = (await graph.rows(text, {"id": person}))[0][0]
    return found


async def test_what_was_for_some_is_for_no_more_than_before(world: Writer, graph: Graph) -> None:
    await limit(world, "p-b", "t-n", "t-s")
    await limit(world, "p-c", "t-n")
    found = await merge(world, "Person", "p-a", "p-b", "p-c")
    assert found["userErrors"] == [] and await audience(graph, "p-a") == ["t-n"]
    assert await audiences.check(graph, VOCABULARY) == []
    await undo(world, found["mergeId"])
    told = [await audience(graph, one) for one in ("p-a", "p-b", "p-c")]
    assert told == [None, ["t-n", "t-s"], ["t-n"]]
    assert await audiences.check(graph, VOCABULARY) == []


async def test_records_without_a_team_in_common_are_not_merged(world: Writer) -> None:
    await limit(world, "p-a", "t-n")
    await limit(world, "p-b", "t-s")
    found = await merge(world, "Person", "p-a", "p-b")
    assert faults(found) == [("CONFLICT", "AUDIENCE", "people")]
    assert "team in common" in found["userErrors"][0]["message"]


async def test_whoever_does_not_see_a_record_is_refused_as_if_it_were_not_there(world: Writer) -> None:
    await limit(world, "p-b", "t-n")
    hidden = await merge(world, "Person", "p-a", "p-b", role="account_manager")
    unknown = await merge(world, "Person", "p-a", "p-x", role="account_manager")
    assert hidden == unknown and faults(hidden) == [("NOT_FOUND", None, "people.1")]
    gone = await merge(world, "Person", "p-a", "p-c")
    await limit(world, "p-a", "t-n")
    document = (
        """mutation($input: MergeUndoInput!) { mergeUndo(input: $input) { restored userErrors { code field } } }"""
    )
    refused = await world.ask(document, {"input": {"merges": [gone["mergeId"]]}}, "account_manager")
    other = await world.ask(document, {"input": {"merges": ["mrg_none"]}}, "account_manager")
    assert refused == other and refused["mergeUndo"]["userErrors"] == [{"code": "NOT_FOUND", "field": ["merges", "0"]}]


async def test_followers_are_told_that_a_record_is_gone_and_that_it_came_back(world: Writer, graph: Graph) -> None:
    ids = {one: (await world.ask("query($by: PersonBy!) { person(by: $by) { id } }", {"by": by(one)}))["person"]["id"]
           for one in ("p-a", "p-b")}  # fmt: skip
    found = await merge(world, "Person", "p-a", "p-b")
    await undo(world, found["mergeId"])
    async with Feed(graph).running():
        pass
    rows = await graph.rows(
        "MATCH (c:Change) WHERE c.act IN ['MERGED', 'ABSORBED', 'UNMERGED'] RETURN c.act, c.ids ORDER BY c.at, c.id", {}
    )
    assert sorted(rows) == sorted(
        [
            ["ABSORBED", [ids["p-b"]]],
            ["MERGED", [ids["p-a"]]],
            ["UNMERGED", [ids["p-a"]]],
            ["UNMERGED", [ids["p-b"]]],
        ]
    )


async def test_old_values_of_an_absorbed_record_are_no_values_of_the_other(world: Writer) -> None:
    await world.do("personUpdate", {"person": by("p-b"), "city": "Bonn"})
    await merge(world, "Person", "p-a", "p-b")
    text = """{ person(by: {externalId: "p-a"}) { city
      history(first: 20) { nodes { kind changes { field before after } } } } }"""
    found = (await world.ask(text))["person"]
    assert found["city"] == "Bonn"
    told = [(node["kind"], {one["field"]: (one["before"], one["after"]) for one in node["changes"]})
            for node in found["history"]["nodes"]]  # fmt: skip
    assert told[0][0] == "MERGED" and told[0][1]["city"] == (None, "Bonn")
    assert ("UPDATED", {"city": ("Kiel", "Bonn")}) in told, "what happened to the other is part of the story"


async def test_what_was_judged_to_be_different_is_not_merged(world: Writer) -> None:
    judge = """mutation($input: DuplicateJudgeInput!) { duplicateJudge(input: $input) { userErrors { message } } }"""

    async def judged(one: str, other: str, verdict: str) -> None:
        given = {"first": {"person": by(one)}, "second": {"person": by(other)}, "verdict": verdict}
        assert (await world.ask(judge, {"input": given}))["duplicateJudge"]["userErrors"] == []

    await judged("p-a", "p-b", "SAME")
    await judged("p-b", "p-c", "DIFFERENT")
    found = await merge(world, "Person", "p-a", "p-c")
    assert faults(found) == [("CONFLICT", "JUDGED", "people")], "it follows from both"
    assert (await merge(world, "Person", "p-a", "p-b"))["userErrors"] == []
    await judged("p-b", "p-c", "SAME")
    assert (await merge(world, "Person", "p-a", "p-c"))["userErrors"] == []
