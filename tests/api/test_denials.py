"""What is noted of a request that was refused for want of a right: one entry, which names no value and tells the viewer
nothing; and a flood of them, which is no flood of entries."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from graphcrm.graph.connection import Graph
from graphcrm.records import tokens, users
from graphcrm.records.audit import denials, journal_files
from graphcrm.records.audit.journals import Journal
from graphcrm.records.audit.notes import Note
from graphcrm.records.audit.sealing import Sealer
from tests.api.journaled import Audited
from tests.custom_fields.defining import define

NOBODY = "per_01k0000000000000000000000x"


@pytest.mark.parametrize(
    ("query", "act", "facts"),
    [
        ('{ people(filter: {birthday: {isNull: false}}) { totalCount } }', "people", ["Person.birthday"]),
        ('{ x: people(filter: {or: [{not: {birthday: {isNull: true}}}]}) { totalCount } }', "people",
         ["Person.birthday"]),
        ("{ people(orderBy: [{field: CITY}]) { totalCount } }", "people", ["Person.city"]),
        ('{ people(filter: {email: {domain: "a.example"}}) { totalCount } }', "people", ["REACHED_AT"]),
        ('{ person(by: {email: "ana@a.example"}) { id } }', "person",
         ["REACHED_AT", "ContactPoint.address"]),
        ('{ people(filter: {influences: {some: {}}}) { totalCount } }', "people", ["INFLUENCES"]),
        ('{ deals { nodes { stakeholders(orderBy: [{field: POWER}]) { totalCount } } } }', "deals",
         ["STAKEHOLDER_IN"]),
        ('{ people(filter: {custom: [{key: "secret", isNull: true}]}) { totalCount } }', "people",
         ["Person.x_secret"]),
    ],
)  # fmt: skip
async def test_a_condition_on_what_a_role_does_not_see_is_noted_as_denied(
    audited: Audited, query: str, act: str, facts: list[str]
) -> None:
    (note,) = await audited.noted(query, role="auditor")
    assert (note["act"], note["decision"], note["fields"], note["ids"]) == (act, "denied", facts, [])
    assert "1980" not in str(note) and "a.example" not in str(note)


async def test_a_hidden_custom_field_and_one_that_is_not_there_leave_the_same_and_are_answered_alike(
    audited: Audited,
) -> None:
    query = '{ people(orderBy: [{custom: "%s"}]) { totalCount } }'
    before = await audited.api.refusal(query % "hidden", role="account_manager")
    (absent,) = await audited.noted(query % "hidden", role="account_manager")
    await define(audited.api, "Person", "hidden", "TEXT", sensitivity="SENSITIVE")
    after = await audited.api.refusal(query % "hidden", role="account_manager")
    (hidden,) = await audited.noted(query % "hidden", role="account_manager")
    for one in (before, after):
        del one["extensions"]["requestId"]
    assert before == after
    assert (absent["fields"], absent["decision"]) == (hidden["fields"], "denied") == (["Person.x_hidden"], "denied")
    (odd,) = await audited.noted(query % "o-dd key!", role="account_manager")
    assert (odd["act"], odd["fields"]) == ("people", [])


async def test_a_payload_that_asks_for_what_a_role_does_not_see_is_noted_and_nothing_written(audited: Audited) -> None:
    text = """mutation($id: ID!) { personUpdate(input: {person: {id: $id}, city: "Bonn"}) { query {
      people(filter: {birthday: {isNull: false}}) { totalCount } } } }"""
    (note,) = await audited.noted(text, {"id": audited.ids["p-a"]}, "account_manager")
    assert (note["act"], note["decision"], note["fields"]) == ("personUpdate", "denied", ["Person.birthday"])
    assert await audited.api.graph.rows("MATCH (p:Person {city: 'Bonn'}) RETURN p.id", {}) == []


async def test_a_hidden_custom_field_that_is_written_is_noted(audited: Audited) -> None:
    text = """mutation($id: ID!) { personUpdate(input: {
      person: {id: $id}, customFields: [{key: "veiled", text: "x"}]}) {
      userErrors { code reason } } }"""
    (note,) = await audited.noted(text, {"id": audited.ids["p-a"]}, "account_manager")
    assert (note["act"], note["fields"], note["ids"]) == (
        "personUpdate",
        ["personUpdate.customFields.0.key"],
        [audited.ids["p-a"]],
    )
    data = await audited.api.ask(text, {"id": audited.ids["p-a"]}, "account_manager")
    assert data["personUpdate"]["userErrors"] == [{"code": "BAD_USER_INPUT", "reason": None}]


async def test_a_root_question_that_a_role_may_not_ask_is_named(audited: Audited) -> None:
    (note,) = await audited.noted("{ viewer { id } auditTrail { totalCount } }")
    assert (note["act"], note["decision"]) == ("auditTrail", "denied")


async def test_the_second_mutation_of_a_request_is_named_where_that_is_the_one_denied(audited: Audited) -> None:
    text = """mutation { __typename personUpdate(input: {person: {id: "per_x"}}) { userErrors { code } }
      teamCreate(input: {name: "T"}) { userErrors { code } } }"""
    (note,) = await audited.noted(text, role="account_manager")
    assert (note["act"], note["decision"]) == ("teamCreate", "denied")


async def test_a_request_of_many_refused_mutations_is_one_entry_of_bounded_size(audited: Audited) -> None:
    text = """mutation($a: [PersonUpdateInput!]!, $b: ID!) {
      a: personUpdateMany(input: {items: $a}) { userErrors { code } }
      b: personUpdate(input: {person: {id: $b}, city: "Kiel"}) { userErrors { code } } }"""
    items = [{"person": {"id": f"per_{number:03d}" + 300 * "0"}, "city": "Kiel"} for number in range(300)]
    (note,) = await audited.noted(text, {"a": items, "b": NOBODY})
    assert (note["act"], note["decision"]) == ("personUpdateMany", "denied")
    assert (len(note["ids"]), len(note["fields"])) == (100, 100)
    assert max(map(len, (*note["ids"], *note["fields"]))) <= 100


async def test_an_input_that_is_only_wrong_is_no_denied_query(audited: Audited) -> None:
    for query in (
        "{ people(first: 1000) { nodes { id } } }",
        "{ nothing }",
        "{ people(first: 1, last: 1) { nodes { id } } }",
        'query($f: PersonFilter) { people(filter: $f) { nodes { id } } }',
    ):  # fmt: skip
        assert await audited.noted(query, {"f": {"nothing": 1}}, "auditor") == []


async def test_who_has_no_role_is_refused_everywhere_and_each_refusal_is_noted(audited: Audited) -> None:
    graph, policy = audited.api.graph, audited.api.policy
    await users.add(graph, policy, "nobody@lumen.example", "Nobody", [])
    token = await tokens.create(graph, policy, "nobody@lumen.example", None, timedelta(hours=1))
    audited.api._tokens["nobody"] = token
    for path, act in (("/schema.graphql", "schema"), ("/policy", "policy")):
        seen = len(journal_files.waiting(audited.folder, {}, 10_000))
        reply = await audited.api.client.get(path, headers={"Authorization": f"Bearer {token}"})
        assert (reply.status_code, reply.json()["errors"][0]["extensions"]["code"]) == (403, "FORBIDDEN")
        (note,) = journal_files.waiting(audited.folder, {}, 10_000)[seen:]
        assert (note["act"], note["decision"], note["request"]) == (act, "denied", reply.headers["x-request-id"])
    for query, act in (
        ("{ people { totalCount } }", "people"),
        ("{ __schema { queryType { name } } }", "__schema"),
        ('mutation { personCreate(input: {name: "Eve"}) { person { id } } }', "personCreate"),
    ):
        (note,) = await audited.noted(query, role="nobody")
        assert (note["act"], note["decision"], note["fields"], note["ids"]) == (act, "denied", [], [])


async def test_a_flood_of_one_refusal_is_ten_entries_and_one_that_counts_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, graph: Graph
) -> None:
    monkeypatch.setattr(denials, "SECONDS", 0.3)
    async with Journal(tmp_path / "journal").open() as journal:
        for number in range(1000):
            journal.denials.note(Note("usr_1", "people", [f"org_{number % 7}"], ["Person.birthday"], decision="denied"))
            journal.denials.note(Note("usr_2", "people", decision="denied"))
        journal.denials.note(Note("usr_1", "deals", decision="denied"))
        assert len(journal_files.waiting(tmp_path / "journal", {}, 5000)) == 21
        await asyncio.sleep(0.6)
        journal.denials.note(Note("usr_1", "people", decision="denied"))  # counted anew
        found = journal_files.waiting(tmp_path / "journal", {}, 5000)
        assert [note["times"] for note in found] == [None] * 21 + [990, 990, None]
        assert sorted(found[21]["ids"]) == [f"org_{number}" for number in range(7)]
        assert found[21]["fields"] == ["Person.birthday"]
        for _ in range(30):
            journal.denials.note(Note("usr_1", "people", decision="denied"))
    # What was being gathered is noted when the process ends.
    assert [note["times"] for note in journal_files.waiting(tmp_path / "journal", {}, 5000)][24:] == [None] * 9 + [21]
    await Sealer(graph, tmp_path).seal()
    rows = await graph.rows("MATCH (a:AuditEntry) RETURN a.actor, sum(coalesce(a.times, 1)) ORDER BY a.actor", {})
    assert rows == [["usr_1", 1032], ["usr_2", 1000]]


async def test_what_was_gathered_waits_where_the_journal_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(denials, "EACH", 0)
    written: list[Note] = []
    full = True

    def write(note: Note) -> None:
        if full:
            raise denials.Unavailable("full")
        written.append(note)

    found = denials.Denials(write)
    found.note(Note("usr_1", "people", decision="denied"))
    found.flush()
    found.note(Note("usr_1", "people", decision="denied"))
    full = False
    found.flush()
    assert [note.times for note in written] == [2]
