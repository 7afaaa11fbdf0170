"""What somebody is about to enter is told with who may be it already."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from graphcrm.graph.connection import Graph
from tests.conftest import Api, emptied, opened
from tests.duplicates.planted import plant

_ASK = """query($noun: DuplicateNoun!, $name: String, $firstName: String, $lastName: String, $emails: [String!],
    $phones: [String!], $domain: String, $city: String, $country: String, $organization: OrganizationBy) {
  possibleDuplicates(noun: $noun, name: $name, firstName: $firstName, lastName: $lastName, emails: $emails,
    phones: $phones, domain: $domain, city: $city, country: $country, organization: $organization) {
    __typename likely: score record { __typename ... on Person { externalId name } ... on Organization { externalId } }
    why: fields { __typename field agreement weight first second } } }"""


@pytest.fixture(scope="module")
async def planted(open_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Api]:
    await emptied(open_graph)
    await plant(open_graph, tmp_path_factory.mktemp("files"))
    api = await opened(open_graph)
    yield api
    await api.client.aclose()


async def asked(api: Api, role: str = "admin", **given: Any) -> list[Any]:
    return list((await api.ask(_ASK, {"noun": "PERSON", **given}, role))["possibleDuplicates"])


def named(found: list[Any]) -> list[str]:
    return [one["record"]["externalId"] for one in found]


async def test_a_person_is_met_by_address_telephone_and_name_and_told_why(planted: Api) -> None:
    found = await asked(planted, firstName="Ben", lastName="Okafor", phones=["040 5550102"], city="Lagos")
    assert set(named(found)) == {"p-b", "p-b2"}
    assert [one["likely"] for one in found] == sorted((one["likely"] for one in found), reverse=True)
    assert {one["__typename"] for one in found} == {"PossibleDuplicate"}
    said = {one["field"]: one for one in found[named(found).index("p-b2")]["why"]}
    assert said["given_name"]["first"] == ["ben"] and said["given_name"]["second"] == ["Benjamin"]
    assert said["given_name"]["__typename"] == "DuplicateField" and said["family_name"]["agreement"] == "EQUAL"
    typo = await asked(planted, firstName="Ana", lastName="Lindqist", emails=["Ana.Lindqvist@LUMEN.example"])
    assert {"p-a", "p-a3"} <= set(named(typo))
    pet = await asked(planted, name="Benny Okafor", emails=["ben.okafor@post.example"])
    assert set(named(pet)) == {"p-b", "p-b2"}


async def test_who_is_new_is_new(planted: Api) -> None:
    assert await asked(planted, name="Zoe Marsh", emails=["zoe@marsh.example"]) == []
    assert await asked(planted, firstName="Cy", lastName="Okafor", city="Rome", phones=["+39 06 1"]) == []
    assert await asked(planted) == [], "of nothing nothing follows"
    assert await asked(planted, name="' OR 1=1 +(*~ \\", emails=["\u0000"]) == []


async def test_an_organization_is_met_by_domain_and_name_without_its_form(planted: Api) -> None:
    found = await asked(planted, noun="ORGANIZATION", name="LUMEN OPTICS Ltd.", domain="Lumen.example")
    assert set(named(found)) == {"o-lumen", "o-lumen2"}
    assert {one["record"]["__typename"] for one in found} == {"Organization"}
    assert await asked(planted, noun="ORGANIZATION", name="Lumen Textiles", domain="textiles.example") == []


async def test_who_is_for_others_alone_is_not_told(planted: Api) -> None:
    given = {"firstName": "Ben", "lastName": "Okafor", "emails": ["ben.okafor@post.example"]}
    seen = {role: set(named(await asked(planted, role, **given))) for role in ("admin", "account_manager", "auditor")}
    assert seen == {"admin": {"p-b", "p-b2"}, "account_manager": {"p-b"}, "auditor": set()}


async def test_bad_input_is_refused(planted: Api) -> None:
    for given in ({"emails": ["x@a.example"] * 21}, {"name": "x" * 501}, {"phones": ["1" * 501]}):
        error = await planted.refusal(_ASK, {"noun": "PERSON", **given})
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
    absent = await planted.refusal(_ASK, {"noun": "PERSON", "organization": {"externalId": "o-none"}})
    assert absent["extensions"]["code"] == "NOT_FOUND"


async def test_what_was_made_tells_the_names_of_its_types_too(api: Api) -> None:
    text = """mutation($input: PersonCreateInput!) { personCreate(input: $input) {
      possibleDuplicates { __typename edges { __typename node { __typename name } } } userErrors { message } } }"""
    for name in ("Rami Haddad", "Rami Hadad"):
        given = {"name": name, "emails": ["rami@wind.example"]}
        found = (await api.ask(text, {"input": given}))["personCreate"]["possibleDuplicates"]
        assert found["__typename"] == "PersonPossibleDuplicates"
    assert found["edges"] == [
        {"__typename": "PersonPossibleDuplicate", "node": {"__typename": "Person", "name": "Rami Haddad"}}
    ]
