"""What the API notes: reads of contact, confidential and sensitive facts with the records shown, and refusals."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from graphcrm.records.audit.journals import Journal
from graphcrm.settings import Settings
from graphcrm.web import serving
from tests.api.journaled import POLICY, Audited
from tests.conftest import Api


def update(said: str, payload: str = "userErrors { code message field }") -> str:
    return "mutation($id: ID!) { personUpdate(input: {person: {id: $id}, %s}) { %s } }" % (said, payload)


async def test_what_is_public_or_a_name_leaves_nothing(audited: Audited) -> None:
    for query in (
        "{ people { nodes { id name city roles { nodes { title } } categories { kind } } totalCount } }",
        "{ organizations { nodes { name } } deals { nodes { name stage } } viewer { name } __typename }",
        '{ people(filter: {name: {contains: "a"}}, orderBy: [{field: NAME}]) { nodes { name } } }',
        '{ people(filter: {worksFor: {externalId: "o-a"}}) { totalCount } }',
        '{ organization(by: {externalId: "o-a"}) { descendants { nodes { name } } } }',
    ):
        assert await audited.read(query) is None, query


@pytest.mark.parametrize(
    ("query", "facts", "records"),
    [
        ("{ people { nodes { birthday } } }", ["Person.birthday"], ["p-a", "p-b", "p-c"]),
        ("{ people(first: 1) { edges { node { birthday name } } } }", ["Person.birthday"], ["p-a"]),
        ("{ people { nodes { emails { address } } } }", ["ContactPoint.address"], ["p-a", "p-b"]),
        ("{ people { nodes { phones { domain address kind } } } }", ["ContactPoint.address", "ContactPoint.domain"],
         ["p-a"]),
        ('{ person(by: {externalId: "p-b"}) { birthday targetCloseOn expectedValue { amount } } }',
         ["Person.birthday", "Person.expected_value", "Person.target_close_on"], ["p-b"]),
        ('{ person(by: {externalId: "p-none"}) { birthday } }', ["Person.birthday"], []),
        ("{ deals { nodes { organization { name } value { currency } } } }", ["Deal.value"], ["d-a"]),
        ('{ person(by: {externalId: "p-a"}) { influences { nodes { name } } } }', ["INFLUENCES"], ["p-a", "p-b"]),
        ('{ person(by: {externalId: "p-a"}) { influences { edges { topic weight } } } }',
         ["INFLUENCES", "INFLUENCES.topic", "INFLUENCES.weight"], ["p-a", "p-b"]),
        ('{ deal(by: {externalId: "d-a"}) { committee { members { stance power person { name } } } } }',
         ["Deal.committee"], ["d-a", "p-a", "p-b"]),
        ('{ a: people(first: 1) { nodes { birthday } } b: deals { nodes { value { amount } } } }',
         ["Deal.value", "Person.birthday"], ["d-a", "p-a"]),
        ('query { people(first: 1) { nodes { ...F @include(if: true) } } } fragment F on Person { born: birthday }',
         ["Person.birthday"], ["p-a"]),
        ('{ search(text: "ana") { nodes { ... on Person { birthday } ... on Deal { value { amount } } } } }',
         ["ContactPoint.address", "Deal.value", "Person.birthday"], ["p-a"]),
        ('{ person(by: {externalId: "p-a"}) { history { nodes { kind } } } }', ["Person.history"], ["p-a"]),
    ],
)  # fmt: skip
async def test_a_read_names_its_facts_and_the_records_shown(
    audited: Audited, query: str, facts: list[str], records: list[str]
) -> None:
    assert await audited.read(query) == (facts, records)


async def test_the_same_reply_comes_back_as_without_the_trail(audited: Audited) -> None:
    query = """{
      people { nodes {
        name emails { address domain kind } influences { totalCount edges { topic node { name } } }
      } }
      deal(by: {externalId: "d-a"}) {
        value { amount currency } committee { total members { stance person { name } } }
      }
    }"""
    plain = httpx.ASGITransport(serving.application(audited.api.graph, POLICY, Settings())[0])
    async with httpx.AsyncClient(transport=plain, base_url="http://graphcrm") as client:
        without = await Api(client, audited.api.graph, _tokens=audited.api._tokens).ask(query, role="manager")
    assert await audited.api.ask(query) == without
    assert without["people"]["nodes"][0] == {
        "name": "Ana",
        "emails": [
            {"address": "a@a.example", "domain": "a.example", "kind": None},
            {"address": "ana@a.example", "domain": "a.example", "kind": None},
        ],
        "influences": {"totalCount": 1, "edges": [{"topic": "price", "node": {"name": "Ben"}}]},
    }
    assert without["deal"]["value"] == {"amount": "5000", "currency": "EUR"}
    assert without["deal"]["committee"]["total"] == 2


async def test_who_sees_a_mask_or_nothing_has_read_nothing(audited: Audited) -> None:
    query = "{ people { nodes { birthday emails { address } influences { nodes { id } } } } }"
    assert await audited.read(query, "auditor") is None
    assert await audited.read(query, "analyst") == (["ContactPoint.address"], ["p-a", "p-b"])


async def test_a_write_that_a_role_may_not_do_is_noted_and_not_done(audited: Audited) -> None:
    create = 'mutation { personCreate(input: {name: "Eve"}) { person { id } } }'
    count = await audited.api.graph.rows("MATCH (n) RETURN count(n)", {})
    await audited.api.token("analyst")
    count = await audited.api.graph.rows("MATCH (n) RETURN count(n)", {})
    (note,) = await audited.noted(create, role="analyst")
    assert (note["act"], note["decision"], note["ids"]) == ("personCreate", "denied", [])
    assert await audited.api.graph.rows("MATCH (n) RETURN count(n)", {}) == count


async def test_what_an_operation_may_not_ask_for_is_noted_whether_it_reads_or_writes(audited: Audited) -> None:
    for query, act in (
        ("{ auditTrail { totalCount } }", "auditTrail"),
        ('mutation { personCreate(input: {name: "Eve"}) { query { auditTrail { totalCount } } } }', "personCreate"),
    ):
        (note,) = await audited.noted(query)
        assert (note["act"], note["decision"]) == (act, "denied")


async def test_a_field_that_may_not_be_written_is_noted_with_the_record(audited: Audited) -> None:
    text = update('birthday: "1999-01-01"')
    (note,) = await audited.noted(text, {"id": audited.ids["p-a"]}, "account_manager")
    assert (note["act"], note["decision"]) == ("personUpdate", "denied")
    assert (note["fields"], note["ids"]) == (["personUpdate.birthday"], [audited.ids["p-a"]])
    assert "1999" not in str(note)


async def test_what_is_not_there_is_noted_as_what_may_not_be_seen(audited: Audited) -> None:
    hide = "MATCH (p:Person {external_id: 'p-c'}) SET p.audience = ['tea_other']"
    await audited.api.graph.write(lambda t: t.run(hide), name="hide")
    text = update('name: "X"')
    notes = []
    for identifier in (audited.ids["p-c"], "per_01k0000000000000000000000x"):
        (note,) = await audited.noted(text, {"id": identifier})
        assert note["ids"] == [identifier]
        notes.append((note["act"], note["decision"], note["fields"]))
    assert notes[0] == notes[1]


async def test_an_input_that_is_only_wrong_is_no_denied_attempt(audited: Audited) -> None:
    given = '{person: {id: $id}, expectedVersion: 99, name: "X"}'
    text = f"mutation($id: ID!) {{ personUpdate(input: {given}) {{ userErrors {{ code }} }} }}"
    assert await audited.noted(text, {"id": audited.ids["p-a"]}) == []


async def test_the_payload_of_a_write_is_a_read_as_well(audited: Audited) -> None:
    text = update('city: "Kiel"', "person { emails { address } }")
    (note,) = await audited.noted(text, {"id": audited.ids["p-a"]})
    assert (note["act"], note["fields"], note["ids"]) == ("read", ["ContactPoint.address"], [audited.ids["p-a"]])


async def test_what_cannot_be_noted_is_not_shown(audited: Audited, tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("in the way")
    journal = Journal(tmp_path / "journal")
    app, _ = serving.application(audited.api.graph, POLICY, Settings(), journal=journal)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://graphcrm") as client:
        api = Api(client, audited.api.graph, _tokens=audited.api._tokens)
        refusal = await api.refusal("{ people { nodes { emails { address } } } }")
        assert refusal["extensions"]["code"] == "UNAVAILABLE"
        assert await api.ask("{ people(first: 1) { nodes { name } } }")
