"""What is noted of facts that are not shown but decide what is: in a filter, an order, a look-up, a search."""

from __future__ import annotations

import dataclasses

import httpx
import pytest

from graphcrm.access.policy import Policy, built_in
from graphcrm.access.rights import Right
from graphcrm.access.sensitivity import Sight
from graphcrm.settings import Settings
from graphcrm.web import serving
from tests.api.journaled import Audited
from tests.conftest import Api
from tests.custom_fields.defining import define

ANA = '"ana@a.example"'


@pytest.mark.parametrize(
    ("query", "facts", "records"),
    [
        # Properties: alone, within and, or, not, as isNull; of who is found and of nobody else.
        ('{ people(filter: {targetCloseOn: {eq: "2027-05-05"}}) { nodes { name } } }',
         ["Person.target_close_on"], ["p-a"]),
        ('{ people(filter: {birthday: {isNull: true}}) { nodes { name } } }', ["Person.birthday"], ["p-b", "p-c"]),
        ('{ people(filter: {or: [{name: {eq: "Cy"}}, {and: [{targetCloseOn: {isNull: false}}]}]}) { nodes { id } } }',
         ["Person.target_close_on"], ["p-a", "p-c"]),
        ('{ people(filter: {not: {expectedValue: {gt: "5"}}}, first: 1) { nodes { id } } }',
         ["Person.expected_value"], ["p-a"]),
        # However the rows are shown, or only counted.
        ('{ people(filter: {birthday: {isNull: false}}) { edges { cursor } } }', ["Person.birthday"], ["p-a"]),
        ('{ people(filter: {birthday: {isNull: false}}) { pageInfo { endCursor } } }', ["Person.birthday"], ["p-a"]),
        ('{ people(filter: {birthday: {isNull: false}}) { totalCount } }', ["Person.birthday"], []),
        ('{ people(filter: {birthday: {isNull: true}}, last: 1) { nodes { id } } }', ["Person.birthday"], ["p-c"]),
        # Related records, and the edges that lead to them.
        ('{ organizations(filter: {deals: {some: {value: {gte: "1"}}}}) { nodes { name } } }',
         ["Deal.value"], ["o-a"]),
        ('{ organizations(filter: {deals: {none: {value: {gte: "1"}}}}) { nodes { name } } }',
         ["Deal.value"], ["o-b"]),
        ('{ people(filter: {influences: {some: {name: {eq: "Ben"}}}}) { nodes { id } } }', ["INFLUENCES"], ["p-a"]),
        ('{ people(filter: {influences: {none: {}}}) { nodes { id } } }', ["INFLUENCES"], ["p-b", "p-c"]),
        ('{ people(filter: {stakeholderIn: {some: {value: {gt: "1"}}}}) { nodes { id } } }',
         ["Deal.value", "STAKEHOLDER_IN"], ["p-a", "p-b"]),
        # Contact.
        ('{ people(filter: {email: {eq: %s}}) { nodes { name } } }' % ANA, ["ContactPoint.address"], ["p-a"]),
        ('{ people(filter: {email: {domain: "a.example"}}) { nodes { id } } }',
         ["ContactPoint.domain"], ["p-a", "p-b"]),
        ('{ people(filter: {not: {phone: {contains: "123"}}}) { nodes { id } } }',
         ["ContactPoint.address"], ["p-b", "p-c"]),
        ('{ person(by: {email: %s}) { name } }' % ANA, ["ContactPoint.address"], ["p-a"]),
        ('{ person(by: {email: "nobody@a.example"}) { name } }', ["ContactPoint.address"], []),
        # Orders.
        ('{ people(orderBy: [{field: NAME}, {field: TARGET_CLOSE_ON}], first: 2) { nodes { name } } }',
         ["Person.target_close_on"], ["p-a", "p-b"]),
        ('{ person(by: {externalId: "p-a"}) { stakeholderIn(orderBy: [{field: POWER}]) { nodes { name } } } }',
         ["STAKEHOLDER_IN", "STAKEHOLDER_IN.power"], ["d-a", "p-a"]),
        ('{ organization(by: {externalId: "o-a"}) { deals(orderBy: [{field: VALUE}]) { nodes { name } } } }',
         ["Deal.value"], ["d-a"]),
        ('{ organization(by: {externalId: "o-a"}) { deals(filter: {value: {gt: "1"}}) { nodes { name } } } }',
         ["Deal.value"], ["d-a"]),
        # Any word of a search may be part of an address.
        ('{ search(text: "ana") { nodes { id } } }', ["ContactPoint.address"], ["p-a"]),
        ('{ search(text: "nobody") { nodes { id } } }', ["ContactPoint.address"], []),
        # In fragments, and beside what is shown.
        ('query { people(filter: {birthday: {isNull: false}}) { ...F } } fragment F on PersonConnection '
         '{ nodes { emails { address } } }', ["ContactPoint.address", "Person.birthday"], ["p-a"]),
    ],
)  # fmt: skip
async def test_what_decides_is_noted_with_the_records_it_is_told_of(
    audited: Audited, query: str, facts: list[str], records: list[str]
) -> None:
    found = await audited.read(query)
    assert found is not None
    assert (found[0], sorted(set(found[1]))) == (facts, records)


async def test_variables_decide_as_literals_do_and_what_is_left_out_does_not(audited: Audited) -> None:
    text = """query($f: PersonFilter!, $b: EncipheredFilter) {
      people(filter: {birthday: $b, and: [$f]}) { nodes { id } } }"""
    (note,) = await audited.noted(text, {"f": {}, "b": {"isNull": False}})
    assert (note["fields"], note["ids"]) == (["Person.birthday"], [audited.ids["p-a"]])
    assert await audited.noted(text, {"f": {"name": {"eq": "Ana"}}, "b": None}) == []
    (note,) = await audited.noted(text, {"f": {"not": {"birthday": {"isNull": False}}}, "b": None})
    assert (note["fields"], len(note["ids"])) == (["Person.birthday"], 2)
    assert "1980" not in str(note)


async def test_a_payload_is_noted_as_a_query_is(audited: Audited) -> None:
    text = """mutation($id: ID!) { personUpdate(input: {person: {id: $id}, city: "Kiel"}) { query {
      people(filter: {birthday: {isNull: false}}) { nodes { name } } } userErrors { code } } }"""
    (note,) = await audited.noted(text, {"id": audited.ids["p-a"]})
    assert (note["act"], note["fields"], note["ids"]) == ("read", ["Person.birthday"], [audited.ids["p-a"]])


async def test_several_mutations_of_a_request_are_one_read(audited: Audited) -> None:
    one = 'personUpdate(input: {person: {id: "%s"}, city: "Kiel"}) { person { emails { address } } }'
    text = f"mutation {{ a: {one % audited.ids['p-a']} b: {one % audited.ids['p-b']} }}"
    (note,) = await audited.noted(text)
    assert (note["act"], note["fields"]) == ("read", ["ContactPoint.address"])
    assert note["ids"] == [audited.ids["p-a"], audited.ids["p-b"]]


async def test_who_finds_nobody_by_an_address_reads_none_by_a_search(audited: Audited) -> None:
    assert await audited.read('{ search(text: "ana") { nodes { id } } }', "auditor") is None


async def test_a_custom_field_decides_by_its_class(audited: Audited) -> None:
    await define(audited.api, "Person", "grade", "TEXT", sensitivity="CONFIDENTIAL")
    await define(audited.api, "Person", "shoe", "TEXT", sensitivity="PERSONAL")
    for arguments in ('filter: {custom: [{key: "%s", isNull: true}]}', 'orderBy: [{custom: "%s"}]'):
        query = "{ people(first: 3, %s) { nodes { name } } }" % arguments
        found = await audited.read(query % "grade")
        assert found is not None and found[0] == ["Person.x_grade"]
        assert found[1] == ["p-a", "p-b", "p-c"]
        assert await audited.read(query % "shoe") is None


async def test_a_hidden_address_can_be_neither_looked_up_nor_filtered_by(audited: Audited) -> None:
    for query in (
        '{ people(filter: {email: {eq: %s}}) { totalCount } }' % ANA,
        '{ people(filter: {email: {domain: "a.example"}}) { totalCount } }',
        '{ person(by: {email: %s}) { name } }' % ANA,
    ):  # fmt: skip
        refusal = await audited.api.refusal(query, role="auditor")
        assert (refusal["extensions"]["code"], refusal["extensions"]["reason"]) == (
            "BAD_USER_INPUT",
            "FIELD_NOT_USABLE",
        )


async def test_a_record_that_a_write_names_by_an_address_is_read_by_it_written_or_not(audited: Audited) -> None:
    text = """mutation($e: String!, $v: Int) { personUpdate(input: {
      person: {email: $e}, city: "Kiel", expectedVersion: $v}) { userErrors { code } } }"""
    for address, version, found in (
        ("ANA@a.example", None, ["p-a"]),
        ("ben@a.example", 99, ["p-b"]),
        ("nobody@a.example", None, []),
    ):
        notes = await audited.noted(text, {"e": address, "v": version})
        read = next(note for note in notes if note["act"] == "read")
        assert (read["fields"], read["ids"]) == (["ContactPoint.address"], [audited.ids[one] for one in found])
        assert [note["decision"] for note in notes if note is not read] == ([] if found else ["denied"])
        assert "a.example" not in str(notes)
    by_id = text.replace("$e: String!", "$e: ID!").replace("email: $e", "id: $e")
    assert await audited.noted(by_id, {"e": audited.ids["p-a"], "v": None}) == []


async def test_who_does_not_see_addresses_finds_nobody_by_them_in_a_write_either(audited: Audited) -> None:
    """A role that writes, and sees masks of addresses."""
    masking = dataclasses.replace(built_in().roles["manager"], facts={"ContactPoint.address": Right.of(Sight.MASK)})
    app, _ = serving.application(audited.api.graph, Policy({"manager": masking}), Settings())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://graphcrm") as client:
        api = Api(client, audited.api.graph, _tokens=audited.api._tokens)
        await audited.api.token("manager")
        text = (
            'mutation { personUpdate(input: {person: {email: %s}, city: "Bonn"}) { userErrors { code field } } }' % ANA
        )
        errors = (await api.ask(text))["personUpdate"]["userErrors"]
    assert errors == [{"code": "NOT_FOUND", "field": ["person"]}]
