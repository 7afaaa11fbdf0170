"""What people see of a merge: old ids answer, nothing is lost, what was written since stays, all can be taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphcrm.exchange import canonical
from graphcrm.graph.connection import Graph
from tests.conftest import Api
from tests.exchange import files
from tests.records.mutations.writer import Writer, by, left_behind

_MERGE = """mutation($input: %sMergeInput!) { %sMerge(input: $input) { %s { id externalId name %s } mergeId report
  userErrors { code reason field message } } }"""
_UNDO = """mutation($input: MergeUndoInput!) { mergeUndo(input: $input) { restored kept
  userErrors { code reason field message } } }"""
_PERSON = """query($by: PersonBy!) { person(by: $by) { id externalId name city emails { address }
  roles { edges { node { externalId } } } history(first: 20) { nodes { kind type fields } } } }"""

PEOPLE = """external_id,name,city,emails,tags,do_not_contact
p-a,Ana Berg,,ana@nord.example,vip,
p-b,Anna Berg,Kiel,ana.berg@nord.example,press;vip,true
p-c,Ben Cole,Oslo,ben@nord.example,,
"""
INTERACTIONS = """external_id,kind,occurred_at,participants,subject
i-1,EMAIL,2026-11-02T10:00:00Z,p-a:FROM;p-c:TO,Hello
i-2,CALL,2026-11-03T10:00:00Z,p-b:ATTENDEE;p-c:ATTENDEE,Call
i-3,EMAIL,2026-11-04T10:00:00Z,p-a:FROM;p-b:TO,To myself
"""
HOLDINGS = "role,person,started_on\nr-a,p-a,2020-01-01\nr-a,p-b,2020-01-01\nr-b,p-b,2021-01-01\n"


@pytest.fixture
async def world(api: Api, tmp_path: Path) -> Writer:
    """Ana Berg twice, with a seat that both are said to hold; Ben, whom both wrote to."""
    ledger = await files.imported(
        api.graph,
        tmp_path / "files",
        organizations=files.ORGANIZATIONS,
        roles=files.ROLES,
        people=PEOPLE,
        interactions=INTERACTIONS,
        holdings=HOLDINGS,
    )
    assert ledger.clean, ledger.rejected
    return Writer(api)


async def merge(writer: Writer, noun: str, *records: str, role: str | None = None, **more: Any) -> Any:
    field, plural = noun[0].lower() + noun[1:], {"Person": "people", "Organization": "organizations"}[noun]
    given = {plural: [by(one) for one in records], **more}
    document = _MERGE % (noun, field, field, "doNotContact tags city" if noun == "Person" else "domain")
    return (await writer.ask(document, {"input": given}, role))[f"{field}Merge"]


async def undo(writer: Writer, *merges: str) -> Any:
    return (await writer.ask(_UNDO, {"input": {"merges": list(merges)}}))["mergeUndo"]


def faults(found: Any) -> list[tuple[Any, ...]]:
    return [(one["code"], one["reason"], ".".join(one["field"])) for one in found["userErrors"]]


async def person(writer: Writer, **key: str) -> Any:
    return (await writer.ask(_PERSON, {"by": key}))["person"]


async def test_two_records_become_one_that_has_all_that_was_said_of_either(world: Writer) -> None:
    old = (await person(world, externalId="p-b"))["id"]
    found = await merge(world, "Person", "p-b", "p-a")
    assert found["userErrors"] == []
    assert found["person"] == {
        "id": found["person"]["id"], "externalId": "p-a", "name": "Ana Berg", "doNotContact": True,
        "tags": ["vip", "press"], "city": "Kiel",
    }  # fmt: skip
    for key in ({"id": old}, {"externalId": "p-b"}, {"externalId": "p-a"}, {"email": "ana.berg@nord.example"}):
        one = await person(world, **key)
        assert one["externalId"] == "p-a"
        assert {address["address"] for address in one["emails"]} == {"ana@nord.example", "ana.berg@nord.example"}
        assert sorted(edge["node"]["externalId"] for edge in one["roles"]["edges"]) == ["r-a", "r-b"]
    assert (await world.ask("query($id: ID!) { node(id: $id) { id } }", {"id": old}))["node"] == {"id": one["id"]}
    rows = (await world.ask("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": [old, one["id"]]}))["nodes"]
    assert rows == [{"id": one["id"]}, {"id": one["id"]}]
    kinds = [(entry["kind"], entry["type"]) for entry in one["history"]["nodes"]]
    assert kinds[0] == ("MERGED", "Person")
    timeline = '{ person(by: {externalId: "p-b"}) { timeline { nodes { externalId } } } }'
    told = (await world.ask(timeline))["person"]["timeline"]["nodes"]
    assert [node["externalId"] for node in told] == ["i-3", "i-2", "i-1"]


async def test_ties_follow_from_what_both_took_part_in(world: Writer, graph: Graph) -> None:
    ask = """{ relationship(between: [{externalId: "p-a"}, {externalId: "p-c"}]) {
      interactions { total } strength { value } } }"""
    before = (await world.ask(ask))["relationship"]
    found = await merge(world, "Person", "p-a", "p-b")
    after = (await world.ask(ask))["relationship"]
    assert [one["interactions"]["total"] for one in (before, after)] == [1, 2]
    assert after["strength"]["value"] > before["strength"]["value"]
    own = "MATCH (p:Person {external_id: 'p-a'})-[k:KNOWS]-(p) RETURN count(k)"
    assert (await graph.rows(own, {})) == [[0]], "nobody knows themselves"
    await undo(world, found["mergeId"])
    again = (await world.ask(ask))["relationship"]
    assert again["interactions"] == before["interactions"]
    assert again["strength"]["value"] == pytest.approx(before["strength"]["value"], rel=1e-4), "but for its age"


async def test_looking_at_a_merge_writes_nothing(world: Writer, graph: Graph) -> None:
    await person(world, externalId="p-a")
    before = await canonical.lines(graph)
    found = await merge(world, "Person", "p-a", "p-b", preview=True)
    ids = [(await person(world, externalId=one))["id"] for one in ("p-a", "p-b")]
    assert (found["mergeId"], found["userErrors"]) == (None, [])
    report = found["report"]
    assert (report["survivor"], report["absorbed"]) == (ids[0], [ids[1]])
    assert {"field": "city", "from": ids[1]} in report["values"]
    assert report["moved"]["TOOK_PART_IN"] == 2 and report["moved"]["HOLDS"] == 1 and report["folded"] == {"HOLDS": 1}
    assert await canonical.lines(graph) == before


async def test_whose_value_a_field_has_can_be_chosen(world: Writer) -> None:
    found = await merge(world, "Person", "p-a", "p-b", "p-c", survivor=by("p-b"), values=[
        {"field": "city", "from": by("p-c")}])  # fmt: skip
    assert (found["person"]["externalId"], found["person"]["city"]) == ("p-b", "Oslo")
    await undo(world, found["mergeId"])
    assert [(await person(world, externalId=one))["city"] for one in ("p-a", "p-b", "p-c")] == [None, "Kiel", "Oslo"]


async def test_what_was_written_since_stays_where_it_was_written(world: Writer) -> None:
    found = await merge(world, "Person", "p-a", "p-b")
    await world.do("personUpdate", {"person": by("p-b"), "city": "Bergen"})
    await world.do("roleAssign", {"person": by("p-b"), "role": by("r-c"), "startedOn": "2026-11-01"})
    await world.do("roleEnd", {"person": by("p-a"), "role": by("r-b"), "endedOn": "2026-11-10"})
    done = await undo(world, found["mergeId"])
    assert done["kept"] == ["city"]
    a, b = [await person(world, externalId=one) for one in ("p-a", "p-b")]
    assert (a["city"], b["city"]) == ("Bergen", "Kiel")
    assert sorted(edge["node"]["externalId"] for edge in a["roles"]["edges"]) == ["r-a", "r-c"]
    assert sorted(edge["node"]["externalId"] for edge in b["roles"]["edges"]) == ["r-a", "r-b"]
    ended = '{ person(by: {externalId: "p-b"}) { roles { edges { endedOn node { externalId } } } } }'
    edges = (await world.ask(ended))["person"]["roles"]["edges"]
    assert {"endedOn": "2026-11-10", "node": {"externalId": "r-b"}} in edges, "it was an edit of a fact of theirs"
    assert b["history"]["nodes"][0]["kind"] == "UNMERGED"


async def test_a_file_that_names_an_absorbed_record_leads_to_the_one_it_went_into(
    world: Writer, graph: Graph, tmp_path: Path
) -> None:
    await merge(world, "Person", "p-a", "p-b")
    more = "role,person,started_on\nr-c,p-b,2025-01-01\n"
    before = await canonical.lines(graph)
    ledger = await files.imported(graph, tmp_path / "again", people="external_id,name,city\np-b,Anna Berg,Bonn\n")
    assert ledger.clean and ledger.total() == {**dict.fromkeys(ledger.total(), 0), "read": 1, "linked": 1}
    assert await canonical.lines(graph) == before
    ledger = await files.imported(graph, tmp_path / "more", holdings=more)
    assert ledger.clean and ledger.total()["created"] == 1
    assert "r-c" in {edge["node"]["externalId"] for edge in (await person(world, externalId="p-a"))["roles"]["edges"]}
    taken = await world.faults("personCreate", {"externalId": "p-b", "name": "Another"})
    assert taken == [("CONFLICT", None, "externalId")]


async def test_companies_become_one_but_not_with_what_is_above_them(world: Writer, graph: Graph) -> None:
    await person(world, externalId="p-a")
    before = await canonical.lines(graph)
    found = await merge(world, "Organization", "o-b", "o-c")
    assert found["userErrors"] == [] and found["organization"]["externalId"] == "o-b"
    await undo(world, found["mergeId"])
    assert await canonical.lines(graph) == before
    await world.do("subsidiaryAdd", {"child": by("o-b"), "parent": by("o-a"), "share": 1.0, "control": True})
    assert faults(await merge(world, "Organization", "o-a", "o-b")) == [("CONFLICT", "HIERARCHY", "organizations")]
    await world.do("subsidiaryAdd", {"child": by("o-c"), "parent": by("o-b"), "share": 1.0, "control": True})
    assert faults(await merge(world, "Organization", "o-a", "o-c")) == [("CONFLICT", "HIERARCHY", "organizations")]


async def test_what_cannot_be_is_refused_and_leaves_nothing(world: Writer, graph: Graph) -> None:
    await person(world, externalId="p-a")
    for role in ("manager", "analyst"):
        await world.api.token(role)
    before = (await left_behind(graph))[0]
    one = await merge(world, "Person", "p-a")
    assert faults(one) == [("BAD_USER_INPUT", None, "people")]
    assert faults(await merge(world, "Person", "p-a", "p-a")) == [("BAD_USER_INPUT", None, "people.1")]
    assert faults(await merge(world, "Person", "p-a", "p-x")) == [("NOT_FOUND", None, "people.1")]
    other = await merge(world, "Person", "p-a", "p-b", survivor=by("p-c"))
    assert faults(other) == [("BAD_USER_INPUT", None, "survivor")]
    field = await merge(world, "Person", "p-a", "p-b", values=[{"field": "id", "from": by("p-a")}])
    assert faults(field) == [("BAD_USER_INPUT", None, "values.0.field")]
    assert faults(await undo(world, "mrg_unknown")) == [("NOT_FOUND", None, "merges.0")]
    document = _MERGE % ("Person", "person", "person", "city")
    refused = await world.api.refusal(document, {"input": {"people": [by("p-a"), by("p-b")]}}, "analyst")
    assert refused["extensions"]["code"] == "FORBIDDEN"
    assert (await left_behind(graph))[0] == before


async def test_merged_twice_or_undone_twice_changes_nothing(world: Writer, graph: Graph) -> None:
    found = await merge(world, "Person", "p-a", "p-b")
    after = await canonical.lines(graph)
    assert faults(await merge(world, "Person", "p-a", "p-b")) == [("BAD_USER_INPUT", None, "people.1")]
    assert await canonical.lines(graph) == after
    await undo(world, found["mergeId"])
    assert faults(await undo(world, found["mergeId"])) == [("NOT_FOUND", None, "merges.0")]
    merges = '{ person(by: {externalId: "p-a"}) { merges { id absorbedIds undoneAt by { email } } } }'
    (told,) = (await world.ask(merges))["person"]["merges"]
    assert told["id"] == found["mergeId"] and told["undoneAt"] and told["by"] == {"email": "manager@lumen.example"}


async def test_a_name_follows_its_parts_unless_one_is_chosen(world: Writer) -> None:
    parts = {"firstName": "Ana", "lastName": "Berg"}
    made = "mutation($input: PersonUpdateInput!) { personUpdate(input: $input) { userErrors { message } } }"
    for one, given in (("p-a", parts), ("p-b", {**parts, "firstName": "Anna"})):
        told = await world.ask(made, {"input": {"person": by(one), **given}})
        assert told["personUpdate"]["userErrors"] == []
    looked = await merge(world, "Person", "p-a", "p-b", preview=True)
    names = {one["field"]: one for one in looked["report"]["conflicts"]}
    assert {"firstName", "name"} <= names.keys(), looked["report"]
    for choice, name in ((["firstName"], "Anna Berg"), ([], "Ana Berg"), (["name"], "Anna Berg")):
        values = [{"field": field, "from": by("p-b")} for field in choice]
        found = await merge(world, "Person", "p-a", "p-b", values=values)
        assert found["userErrors"] == [] and found["person"]["name"] == name, choice
        assert (await undo(world, found["mergeId"]))["kept"] == []
        assert [(await person(world, externalId=one))["name"] for one in ("p-a", "p-b")] == ["Ana Berg", "Anna Berg"]
