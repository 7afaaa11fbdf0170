"""A field of a class that a role does not see is not there for it: in no value, condition, order, write or list.

Tier is open to all, Margin is confidential: the analyst does not see it, and the auditor sees no personal one.
"""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from graphcrm.access.policy import built_in, read
from graphcrm.access.viewers import viewer
from graphcrm.graph.circuit import Circuit
from graphcrm.graph.connection import Graph
from graphcrm.records.custom_fields import KnownFields
from graphcrm.records.feed import Feed, FeedReader
from tests.compile.running import PLANNER
from tests.conftest import Api, opened
from tests.custom_fields.defining import define, names, person, write

GUESSES = [
    '{ people(filter: {custom: [{key: "KEY", number: {gt: 1}}]}) { totalCount } }',
    '{ people(filter: {custom: [{key: "KEY", text: {eq: "a"}}]}) { totalCount } }',
    '{ people(filter: {custom: [{key: "KEY"}]}) { totalCount } }',
    '{ people(filter: {custom: [{key: "KEY", isNull: true}]}) { totalCount } }',
    '{ people(filter: {not: {or: [{custom: [{key: "KEY", number: {gt: 1}}]}]}}) { totalCount } }',
    '{ people(orderBy: [{custom: "KEY"}]) { nodes { name } } }',
    '{ people(orderBy: [{field: NAME}, {custom: "KEY", direction: DESC}]) { nodes { name } } }',
    '{ people { nodes { customFields(keys: ["KEY"]) { number } } } }',
    '{ people { nodes { relatedTo(orderBy: [{custom: "KEY"}]) { edges { customFields(keys: ["KEY"]) { key } } } } } }',
    '{ people { nodes { relatedTo { edges { customFields(keys: ["KEY"]) { key } } } } } }',
    '{ people { nodes { a: customFields { key } b: customFields(keys: ["tier", "KEY"]) { key } } } }',
    '{ deals(filter: {stakeholders: {some: {custom: [{key: "KEY", number: {gt: 1}}]}}}) { totalCount } }',
]


async def world(api: Api) -> None:
    await define(api, "Person", "tier", "TEXT", sensitivity="PUBLIC")
    await define(api, "Person", "margin", "NUMBER", sensitivity="CONFIDENTIAL", required=True)
    await person(api, "Ana", {"key": "tier", "text": "a"}, {"key": "margin", "number": 2})
    await person(api, "Bo", {"key": "tier", "text": "b"}, {"key": "margin", "number": 1})


async def test_who_sees_it_reads_it_and_who_does_not_sees_the_rest(api: Api) -> None:
    await world(api)
    query = "{ people { nodes { name customFields { key } } } fieldDefinitions { totalCount nodes { key } } }"
    found = await api.ask(query)
    assert [f["key"] for f in found["people"]["nodes"][0]["customFields"]] == ["margin", "tier"]
    assert found["fieldDefinitions"] == {"totalCount": 2, "nodes": [{"key": "tier"}, {"key": "margin"}]}
    found = await api.ask(query, role="analyst")
    assert [f["key"] for f in found["people"]["nodes"][0]["customFields"]] == ["tier"]
    assert found["fieldDefinitions"] == {"totalCount": 1, "nodes": [{"key": "tier"}]}
    assert await names(api, 'orderBy: [{custom: "margin"}]') == ["Bo", "Ana"]


@pytest.mark.parametrize("guess", range(len(GUESSES)))
async def test_a_guess_at_a_hidden_field_is_answered_like_a_field_that_is_not_there(api: Api, guess: int) -> None:
    await world(api)
    found = []
    for key in ("margin", "nothing"):
        error = copy.deepcopy(await api.refusal(GUESSES[guess].replace("KEY", key), role="analyst"))
        error["extensions"].pop("requestId")
        error["message"] = error["message"].replace(key, "KEY")
        found.append(error)
    assert found[0] == found[1]
    assert (found[0]["extensions"]["code"], found[0]["extensions"]["reason"]) == ("BAD_USER_INPUT", "FIELD_NOT_USABLE")


async def test_a_hidden_definition_is_not_found_by_its_id(api: Api) -> None:
    made = await define(api, "Person", "margin", "NUMBER", sensitivity="CONFIDENTIAL")
    query = "query($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } fieldDefinition(by: {id: $id}) { id } }"
    assert await api.ask(query, {"id": made["id"]}, "analyst") == {
        "node": None,
        "nodes": [None],
        "fieldDefinition": None,
    }
    assert (await api.ask(query, {"id": made["id"]}))["node"] == {"id": made["id"]}


async def test_a_class_that_is_raised_takes_the_field_away_and_lowered_gives_it_back(api: Api) -> None:
    made = await define(api, "Person", "tier", "TEXT", sensitivity="PUBLIC")
    await person(api, "Ana", {"key": "tier", "text": "a"})
    query = "{ people { nodes { customFields { key } } } fieldDefinitions { totalCount } }"
    for level, seen in (("CONFIDENTIAL", 0), ("PUBLIC", 1)):
        given = {"fieldDefinition": {"id": made["id"]}, "sensitivity": level}
        assert (await write(api, "fieldDefinitionUpdate", given))["userErrors"] == []
        found = await api.ask(query, role="analyst")
        assert len(found["people"]["nodes"][0]["customFields"]) == seen
        assert found["fieldDefinitions"]["totalCount"] == seen


async def test_the_feed_tells_nobody_of_fields_and_definitions_they_do_not_see(api: Api) -> None:

    await world(api)
    ana = (await api.ask('{ people(filter: {name: {eq: "Ana"}}) { nodes { id } } }'))["people"]["nodes"][0]["id"]
    for fields in ([{"key": "margin", "number": 5}], [{"key": "margin", "number": 6}, {"key": "tier", "text": "z"}]):
        await write(api, "personUpdate", {"person": {"id": ana}, "customFields": fields})
    await Feed(api.graph).number()
    before = (await api.graph.rows("MATCH (c:Change) RETURN min(c.position) - 1", {}))[0][0]
    circuit = Circuit(api.graph, 5)
    reader = FeedReader(circuit, lambda one: PLANNER.rules(one.lens), KnownFields(circuit))

    async def seen(role: str) -> list[tuple[str, str, list[str]]]:
        who = viewer(built_in(), id="usr_0", email="x", roles=(role,), teams=())
        page = await reader.page(who, before, before + 20, 10.0)
        return [(c.kind, c.type, [f for f in c.fields if f.startswith("x_")]) for c in page.changes]

    assert await seen("manager") == [
        ("CREATED", "FieldDefinition", []),
        ("CREATED", "FieldDefinition", []),
        ("CREATED", "Person", ["x_margin", "x_tier"]),
        ("CREATED", "Person", ["x_margin", "x_tier"]),
        ("UPDATED", "Person", ["x_margin"]),
        ("UPDATED", "Person", ["x_margin", "x_tier"]),
    ]
    assert await seen("analyst") == [
        ("CREATED", "FieldDefinition", []),
        ("CREATED", "Person", ["x_tier"]),
        ("CREATED", "Person", ["x_tier"]),
        ("UPDATED", "Person", ["x_tier"]),
    ]


POLICY = """
[roles.writer]
rows = "all"
public = "show"
personal = "show"
may = ["read", "write", "fields.write", "schema.read"]

[roles.owner]
rows = "all"
public = "show"
personal = "show"
confidential = "show"
may = ["read", "write", "fields.write", "schema.read"]

[facts."Person.x_pay"]
writer = "hide"
"""


async def test_who_does_not_see_a_field_may_not_write_it_is_not_asked_for_it_and_may_not_define_one(
    graph: Graph, tmp_path: Path
) -> None:
    """A role that writes and does not see what is confidential, nor the one field that the policy names."""

    (tmp_path / "policy.toml").write_text(POLICY)
    policy = read(tmp_path / "policy.toml")
    api = await opened(graph, policy)
    await define(api, "Person", "margin", "NUMBER", "owner", sensitivity="CONFIDENTIAL", required=True)
    await define(api, "Person", "pay", "NUMBER", "owner", sensitivity="PUBLIC", required=True)
    await define(api, "Person", "tier", "TEXT", "owner", sensitivity="PUBLIC")
    listed = await api.ask("{ fieldDefinitions { totalCount nodes { key } } }", role="writer")
    assert listed["fieldDefinitions"] == {"totalCount": 1, "nodes": [{"key": "tier"}]}
    made = await write(api, "personCreate", {"name": "Ana", "customFields": [{"key": "tier", "text": "a"}]}, "writer")
    assert made["userErrors"] == []
    for key in ("margin", "pay", "nothing"):
        fields = [{"key": key, "number": 1}]
        found = await write(api, "personCreate", {"name": "Bo", "customFields": fields}, "writer")
        assert [(e["code"], e["field"]) for e in found["userErrors"]] == [
            ("BAD_USER_INPUT", ["customFields", "0", "key"])
        ]
        assert found["userErrors"][0]["message"].replace(key, "K") == (
            "There is no custom field 'K' here. `fieldDefinitions` lists those you see."
        )
    text = """mutation($input: FieldDefinitionCreateInput!) { f: fieldDefinitionCreate(input: $input) {
      userErrors { code field } } }"""
    given = {"on": "Deal", "key": "x", "label": "X", "type": "TEXT", "sensitivity": "CONFIDENTIAL"}
    found = await api.ask(text, {"input": given}, "writer")
    assert found["f"]["userErrors"] == [{"code": "FORBIDDEN", "field": ["sensitivity"]}]
    given = {**given, "on": "STAKEHOLDER_IN", "sensitivity": "PUBLIC"}
    found = await api.ask(text, {"input": given}, "writer")
    assert found["f"]["userErrors"][0] == {"code": "FORBIDDEN", "field": ["on"]}
    await api.client.aclose()
