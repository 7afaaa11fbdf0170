"""The numbers of a record as the API tells them: those of the formulas, by what the viewer sees."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graphcrm.access.policy import Policy, built_in
from graphcrm.access.rights import NOTHING
from graphcrm.graph.connection import Graph
from graphcrm.measures.quality import table
from graphcrm.measures.quality.numbers import Known, Numbers, fresh, numbers
from tests.conftest import Api, opened
from tests.quality import worlds
from tests.quality.test_findings import beside
from tests.records.mutations.writer import Writer, by

_QUALITY = """quality { completeness accuracy freshness crossReference
  fields { field weight halfLife filled contribution checked passed age freshness agrees reason } }"""
_ALL = f"{{ people(first: 100) {{ nodes {{ externalId {_QUALITY} }} }} "
_ALL += f"organizations(first: 100) {{ nodes {{ externalId {_QUALITY} }} }} }}"
_PERSON = f"query($key: String!) {{ person(by: {{externalId: $key}}) {{ {_QUALITY} }} }}"
_ORGANIZATION = f"query($key: String!) {{ organization(by: {{externalId: $key}}) {{ {_QUALITY} }} }}"
_YEAR = "MATCH (n:Person|Organization) SET n.created_at = n.created_at - duration('P365D')"


def expected(told: dict[str, Any]) -> Numbers:
    """What the formulas make of the fields of an answer."""
    return numbers(
        [
            Known(
                one["field"],
                one["weight"],
                one["halfLife"],
                one["filled"],
                one["checked"],
                one["passed"],
                one["age"],
                one["agrees"],
            )
            for one in told["fields"]
        ]
    )


def values(one: Numbers) -> list[Any]:
    found = (one.completeness, one.accuracy, one.freshness, one.cross_reference)
    return [None if value is None else pytest.approx(value, abs=1e-9) for value in found]


def those(told: dict[str, Any]) -> list[Any]:
    return [told[name] for name in ("completeness", "accuracy", "freshness", "crossReference")]


def fields(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["field"]: one for one in told["fields"]}


@pytest.fixture
async def api(graph: Graph, tmp_path: Path) -> AsyncIterator[Api]:
    """The world of broken rules, all records of it a year old."""
    await worlds.broken(graph, tmp_path)
    await graph.change_schema([_YEAR])
    found = await opened(graph)
    yield found
    await found.client.aclose()


async def test_the_numbers_of_every_record_are_those_of_the_formulas_and_have_their_parts(api: Api) -> None:
    data = await api.ask(_ALL)
    wanted = {noun: [field.name for field in some] for noun, some in table.shipped().fields.items()}
    seen = 0
    for noun, name in (("Person", "people"), ("Organization", "organizations")):
        for node in data[name]["nodes"]:
            told = node["quality"]
            assert [one["field"] for one in told["fields"]] == wanted[noun]
            assert those(told) == values(expected(told)), node["externalId"]
            assert sum(one["contribution"] for one in told["fields"]) == pytest.approx(told["completeness"])
            for one in told["fields"]:
                assert one["reason"] and (one["freshness"] is None) == (not one["filled"])
                if one["filled"]:
                    assert one["freshness"] == pytest.approx(fresh(one["age"], one["halfLife"]))
            seen += 1
    assert seen > 40
    assert any(node["quality"]["crossReference"] is None for node in data["people"]["nodes"]), (
        "where nothing is told twice"
    )


async def test_of_a_person_it_tells_what_is_there_what_has_its_form_and_what_a_second_source_says(api: Api) -> None:
    home = fields((await api.ask(_PERSON, {"key": "p-home"}))["person"]["quality"])
    assert {name for name, one in home.items() if one["filled"]} == {"name", "phones", "roles", "country"}
    assert (home["phones"]["checked"], home["phones"]["passed"], home["country"]["agrees"]) == (2, 2, True)
    abroad = fields((await api.ask(_PERSON, {"key": "p-abroad"}))["person"]["quality"])
    assert abroad["country"]["agrees"] is False and "says otherwise" in abroad["country"]["reason"]
    form = (await api.ask(_PERSON, {"key": "p-form"}))["person"]["quality"]
    assert (fields(form)["language"]["checked"], fields(form)["language"]["passed"], form["accuracy"]) == (1, 0, 0.0)
    mails = {
        key: fields((await api.ask(_PERSON, {"key": key}))["person"]["quality"])["roles"]["agrees"]
        for key in ("p-fmail-1", "p-mail-1", "p-two-1")
    }
    assert mails == {"p-fmail-1": True, "p-mail-1": False, "p-two-1": None}


async def test_of_an_organization_it_tells_whom_it_has_and_what_their_addresses_say(api: Api) -> None:
    told = {}
    for key in ("o-empty", "o-fine-empty", "o-mail", "o-fine-mail", "o-few-mail", "o-nowhere"):
        told[key] = fields((await api.ask(_ORGANIZATION, {"key": key}))["organization"]["quality"])
    assert {key for key, one in told.items() if one["people"]["filled"]} == set(told) - {"o-empty"}
    assert {key: one["domain"]["agrees"] for key, one in told.items()} == {
        "o-empty": None,
        "o-fine-empty": None,
        "o-mail": False,
        "o-fine-mail": True,
        "o-few-mail": None,
        "o-nowhere": None,
    }
    assert not told["o-nowhere"]["country"]["filled"] and "would add" in told["o-nowhere"]["country"]["reason"]


async def test_a_value_is_as_old_as_its_last_change_or_confirmation(api: Api) -> None:
    writer = Writer(api)
    before = (await api.ask(_PERSON, {"key": "p-home"}))["person"]["quality"]
    assert fields(before)["name"]["age"] == pytest.approx(365, abs=0.1)
    assert fields(before)["phones"]["freshness"] == pytest.approx(2 ** (-365 / 540), abs=1e-3)
    await writer.do("personUpdate", {"person": by("p-home"), "country": "AT", "city": "Graz"})
    after = (await api.ask(_PERSON, {"key": "p-home"}))["person"]["quality"]
    ages = {name: round(one["age"]) for name, one in fields(after).items() if one["filled"]}
    assert ages == {"name": 365, "phones": 365, "roles": 365, "country": 0, "city": 0}
    assert after["freshness"] > before["freshness"] and after["completeness"] > before["completeness"]
    assert fields(after)["country"]["agrees"] is False


async def test_a_field_that_a_role_does_not_see_is_none_that_is_wanted(api: Api, graph: Graph) -> None:
    """As if there were no such field: the numbers of the others."""
    roles = built_in().roles
    hidden = dict.fromkeys(("Person.country", "REACHED_AT"), NOTHING)
    blind = await beside(api, Policy({**roles, "manager": replace(roles["manager"], facts=hidden)}))
    whole = (await api.ask(_PERSON, {"key": "p-home"}))["person"]["quality"]
    part = (await blind.ask(_PERSON, {"key": "p-home"}))["person"]["quality"]
    assert set(fields(whole)) - set(fields(part)) == {"country", "emails", "phones"}
    assert those(part) == values(expected(part)) != those(whole)
    await graph.change_schema(
        ["MATCH (p:Person {external_id: 'p-home'}) REMOVE p.country", "MATCH ()-[r:REACHED_AT]->() DELETE r"]
    )
    gone = those((await blind.ask(_PERSON, {"key": "p-home"}))["person"]["quality"])
    assert gone == [None if value is None else pytest.approx(value, abs=1e-6) for value in those(part)]
    await blind.client.aclose()


async def test_who_sees_no_people_is_told_of_organizations_by_what_they_see(api: Api) -> None:
    assert (await api.ask(_PERSON, {"key": "p-home"}, "auditor"))["person"]["quality"] is None
    told = (await api.ask(_ORGANIZATION, {"key": "o-two"}, "auditor"))["organization"]["quality"]
    assert {"people", "phones"} & set(fields(told)) == set() and {"name", "country"} <= set(fields(told))


async def test_of_nobody_there_is_nothing(api: Api) -> None:
    assert (await api.ask(_PERSON, {"key": "p-none"}))["person"] is None
