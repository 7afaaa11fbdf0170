"""Definitions: who may make them, and what one must be."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from graphql import GraphQLInputObjectType, build_schema

from graphcrm.compile import schema_text
from graphcrm.graph.questions import library
from graphcrm.vocabulary.words import VOCABULARY
from tests.conftest import Api
from tests.custom_fields.defining import CREATE, define, person, write

GOOD = {"on": "Person", "key": "tier", "label": "Tier", "type": "TEXT"}
BAD: list[tuple[dict[str, Any], list[str]]] = [
    ({"key": "Tier"}, ["key"]),
    ({"key": "1st"}, ["key"]),
    ({"key": "a b"}, ["key"]),
    ({"key": "a`) DETACH DELETE n //"}, ["key"]),
    ({"key": "tiér"}, ["key"]),
    ({"key": "a__b"}, ["key"]),
    ({"key": "tier_key"}, ["key"]),
    ({"key": "tier_currency"}, ["key"]),
    ({"key": "a" * 41}, ["key"]),
    ({"label": "  "}, ["label"]),
    ({"minimum": 1}, ["minimum"]),
    ({"type": "DATE", "maximum": 1}, ["maximum"]),
    ({"type": "NUMBER", "minimum": 2, "maximum": 1}, ["maximum"]),
    ({"type": "NUMBER", "pattern": "a"}, ["pattern"]),
    ({"pattern": "(a"}, ["pattern"]),
    ({"pattern": r"(a)\1"}, ["pattern"]),
    ({"pattern": "(?=a)a"}, ["pattern"]),
    ({"pattern": "a" * 201}, ["pattern"]),
    ({"pattern": "((a{100}){100}){100}"}, ["pattern"]),
    ({"choices": ["a"]}, ["choices"]),
    ({"type": "CHOICE"}, ["choices"]),
    ({"type": "CHOICE", "choices": []}, ["choices"]),
    ({"type": "CHOICE", "choices": ["a", "b;c"]}, ["choices", "1"]),
    ({"type": "MULTI_CHOICE", "choices": ["a" * 101]}, ["choices", "0"]),
    ({"type": "CHOICE", "choices": [f"{i}" for i in range(201)]}, ["choices"]),
    ({"sensitivity": "SENSITIVE"}, ["sensitivity"]),
]


async def errors(api: Api, role: str = "manager", **more: Any) -> list[tuple[str, list[str]]]:
    found = (await api.ask(CREATE, {"input": {**GOOD, **more}}, role))["fieldDefinitionCreate"]
    assert (found["fieldDefinition"] is None) is bool(found["userErrors"])
    return [(one["code"], one["field"]) for one in found["userErrors"]]


async def test_every_mistake_in_a_definition_is_told_with_its_place(api: Api) -> None:
    for more, path in BAD:
        found = await errors(api, **more)
        assert path in [field for _, field in found], (more, found)
    assert await api.graph.rows("MATCH (d:FieldDefinition) RETURN count(d)", {}) == [[0]]


@pytest.mark.parametrize("role", ["account_manager", "service", "analyst", "auditor"])
async def test_defining_takes_a_permission_of_its_own(api: Api, role: str) -> None:
    refused = await api.refusal(CREATE, {"input": GOOD}, role)
    assert refused["extensions"]["code"] == "FORBIDDEN"


async def test_an_admin_may_define(api: Api) -> None:
    assert await errors(api, "admin") == []


async def test_a_key_is_taken_for_ever_in_any_spelling(api: Api) -> None:
    made = await define(api, "Person", "renewalMonth", "TEXT")
    assert await errors(api, key="renewalmonth") == [("CONFLICT", ["key"])]
    await write(api, "fieldDefinitionArchive", {"fieldDefinition": {"id": made["id"]}})
    assert await errors(api, key="renewalMonth", type="NUMBER") == [("CONFLICT", ["key"])]
    assert await errors(api, key="renewalMonth", on="Deal") == []
    text = """mutation($i: FieldDefinitionCreateManyInput!) {
      d: fieldDefinitionCreateMany(input: $i) { userErrors { field } } }"""
    found = await api.ask(text, {"i": {"items": [{**GOOD, "key": "a"}, {**GOOD, "key": "a"}]}})
    assert found["d"]["userErrors"] == [{"field": ["items", "1", "key"]}]


async def test_of_two_who_define_the_same_key_at_once_one_succeeds(api: Api) -> None:
    await api.token()
    found = await asyncio.gather(*(errors(api) for _ in range(6)))
    assert sorted(found, key=len) == [[], *([[("CONFLICT", ["key"])]] * 5)]


def test_what_a_definition_is_of_never_changes() -> None:
    schema = build_schema(schema_text.sdl(VOCABULARY, library()))
    update = schema.type_map["FieldDefinitionUpdateInput"]
    assert isinstance(update, GraphQLInputObjectType)
    assert not {"on", "key", "type"} & set(update.fields)
    assert {"label", "minimum", "choices", "sensitivity", "required"} <= set(update.fields)


async def test_a_change_is_judged_with_what_stays(api: Api) -> None:
    made = await define(api, "Person", "score", "NUMBER", minimum=1, maximum=5)
    by = {"fieldDefinition": {"id": made["id"]}}
    for given, path in (
        ({"maximum": 0}, "maximum"),
        ({"pattern": "a"}, "pattern"),
        ({"sensitivity": "SENSITIVE"}, "sensitivity"),
    ):
        found = await write(api, "fieldDefinitionUpdate", {**by, **given})
        assert [e["field"] for e in found["userErrors"]] == [[path]], given
    stale = await write(api, "fieldDefinitionUpdate", {**by, "expectedVersion": 9, "label": "x"})
    assert [e["code"] for e in stale["userErrors"]] == ["CONFLICT"]
    assert (await write(api, "fieldDefinitionUpdate", {**by, "maximum": None, "label": "Points"}))["userErrors"] == []
    await person(api, "Ana", {"key": "score", "number": 99})
    found = await api.ask("{ people { nodes { customFields { label number } } } }")
    assert found["people"]["nodes"] == [{"customFields": [{"label": "Points", "number": 99.0}]}]


async def test_definitions_are_listed_filtered_and_found_like_any_record(api: Api) -> None:
    made = await define(api, "Person", "tier", "CHOICE", choices=["B", "A"], description="How dear.", required=True)
    await define(api, "HOLDS", "desk", "NUMBER")
    found = await api.ask(
        """query($id: ID!) {
          fieldDefinitions(filter: {on: {in: [Person, HOLDS]}}, orderBy: [{field: KEY}]) {
            totalCount nodes { on key type } }
          fieldDefinition(by: {id: $id}) { label description choices required minimum sensitivity archivedAt }
          node(id: $id) { __typename id } }""",
        {"id": made["id"]},
    )
    assert found == {
        "fieldDefinitions": {
            "totalCount": 2,
            "nodes": [
                {"on": "HOLDS", "key": "desk", "type": "NUMBER"},
                {"on": "Person", "key": "tier", "type": "CHOICE"},
            ],
        },
        "fieldDefinition": {
            "label": "Tier",
            "description": "How dear.",
            "choices": ["B", "A"],
            "required": True,
            "minimum": None,
            "sensitivity": "PERSONAL",
            "archivedAt": None,
        },
        "node": {"__typename": "FieldDefinition", "id": made["id"]},
    }
    assert made["id"].startswith("fld_")
