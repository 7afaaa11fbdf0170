"""What people do with custom fields: one story for each type, on records and on facts, without any restart."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Api
from tests.custom_fields.defining import ALL, define, entry, names, person, write

STORIES: list[tuple[str, dict[str, Any], Any, Any]] = [
    ("TEXT", {"text": "  Prefers Åsa's office  "}, {"text": "Prefers Åsa's office"}, {"text": {"contains": "asa"}}),
    ("NUMBER", {"number": 4.5}, {"number": 4.5}, {"number": {"gte": 4, "lt": 5}}),
    (
        "MONEY",
        {"money": {"amount": "480000.00", "currency": "EUR"}},
        {"money": {"amount": "480000", "currency": "EUR"}},
        {"money": {"gt": "479999.5"}},
    ),
    ("DATE", {"date": "2027-03-01"}, {"date": "2027-03-01"}, {"date": {"eq": "2027-03-01"}}),
    ("CHOICE", {"choice": "very high"}, {"choice": "very high"}, {"choice": {"in": ["low", "very high"]}}),
    ("MULTI_CHOICE", {"choices": ["low", "very high"]}, {"choices": ["low", "very high"]}, {"choices": {"has": "LOW"}}),
    ("BOOLEAN", {"boolean": False}, {"boolean": False}, {"boolean": False}),
    ("URL", {"url": "https://a.example/x?y=1"}, {"url": "https://a.example/x?y=1"}, {"url": {"contains": "a.example"}}),
]


@pytest.mark.parametrize(("type_", "given", "shown", "condition"), STORIES, ids=[s[0] for s in STORIES])
async def test_a_field_is_defined_filled_read_found_and_cleared(
    api: Api, type_: str, given: dict[str, Any], shown: dict[str, Any], condition: dict[str, Any]
) -> None:
    choices = {"choices": ["low", "very high"]} if "CHOICE" in type_ else {}
    made = await define(api, "Person", "mood", type_, label="Mood", **choices)
    assert made["sensitivity"] == "PERSONAL" and made["required"] is False
    created = await write(api, "personCreate", {"name": "Ana", "customFields": [{"key": "mood", **given}]})
    assert created["person"]["customFields"] == [entry("mood", "Mood", type_, **shown)]
    await person(api, "Bo")
    query = (
        f"query($f: PersonFilter) {{ people(filter: $f) {{ totalCount nodes {{ name customFields {{ {ALL} }} }} }} }}"
    )
    found = await api.ask(query, {"f": {"custom": [{"key": "mood", **condition}]}})
    assert found["people"] == {
        "totalCount": 1,
        "nodes": [{"name": "Ana", "customFields": [entry("mood", "Mood", type_, **shown)]}],
    }
    (name,) = given
    cleared = await write(
        api,
        "personUpdate",
        {"person": {"id": created["person"]["id"]}, "customFields": [{"key": "mood", name: None}]},
    )
    assert cleared["person"] == {"id": created["person"]["id"], "version": 2, "customFields": []}
    assert await names(api, 'filter: {custom: [{key: "mood", isNull: true}]}') == ["Ana", "Bo"]


async def test_fields_come_by_label_and_only_those_asked_for(api: Api) -> None:
    for key, label in (("a", "Zeta"), ("b", "Ähre"), ("c", "beta")):
        await define(api, "Person", key, "TEXT", label=label)
    await person(api, "Ana", *({"key": k, "text": k.upper()} for k in "abc"))
    found = await api.ask(
        """{ people { nodes { all: customFields { key label }
             some: customFields(keys: ["c", "a"]) { t: text __typename }
             none: customFields(keys: []) { key } } } }"""
    )
    assert found["people"]["nodes"] == [
        {
            "all": [{"key": "b", "label": "Ähre"}, {"key": "c", "label": "beta"}, {"key": "a", "label": "Zeta"}],
            "some": [{"t": "C", "__typename": "CustomFieldValue"}, {"t": "A", "__typename": "CustomFieldValue"}],
            "none": [],
        }
    ]


async def test_an_update_leaves_alone_what_it_does_not_name(api: Api) -> None:
    await define(api, "Person", "a", "TEXT")
    await define(api, "Person", "b", "NUMBER")
    identifier = await person(api, "Ana", {"key": "a", "text": "x"}, {"key": "b", "number": 1})
    by = {"person": {"id": identifier}}
    changed = await write(api, "personUpdate", {**by, "customFields": [{"key": "b", "number": 2}]})
    assert changed["person"]["version"] == 2
    assert changed["person"]["customFields"] == [
        entry("a", "A", "TEXT", text="x"),
        entry("b", "B", "NUMBER", number=2.0),
    ]
    same = await write(api, "personUpdate", {**by, "customFields": [{"key": "b", "number": 2}]})
    assert same["person"]["version"] == 2, "nothing changed"


async def test_a_fact_has_fields_of_its_own(api: Api) -> None:
    """Ana --STAKEHOLDER_IN--> Grid, with a note that is the fact's and not hers."""
    await define(api, "STAKEHOLDER_IN", "note", "TEXT", sensitivity="CONFIDENTIAL")
    await define(api, "STAKEHOLDER_IN", "score", "NUMBER", required=True, minimum=0, maximum=10)
    ana, bo = await person(api, "Ana"), await person(api, "Bo")
    made = await api.ask("""mutation { o: organizationCreate(input: {name: "Nord"}) { organization { id } } }""")
    organization = made["o"]["organization"]["id"]
    deal = (await write(api, "dealCreate", {"name": "Grid", "organization": {"id": organization}}))["deal"]["id"]
    ends = {"person": {"id": ana}, "deal": {"id": deal}}
    missing = await write(api, "stakeholderAdd", {**ends, "customFields": [{"key": "note", "text": "x"}]})
    assert [(e["code"], e["field"]) for e in missing["userErrors"]] == [("BAD_USER_INPUT", ["customFields"])]
    fields = [{"key": "note", "text": "calm"}, {"key": "score", "number": 3}]
    assert (await write(api, "stakeholderAdd", {**ends, "customFields": fields}))["userErrors"] == []
    other = {"person": {"id": bo}, "deal": {"id": deal}, "customFields": [{"key": "score", "number": 7}]}
    assert (await write(api, "stakeholderAdd", other))["userErrors"] == []
    given = {**ends, "customFields": [{"key": "score", "number": 9}]}
    assert (await write(api, "stakeholderUpdate", given))["userErrors"] == []
    found = await api.ask(
        """query($d: ID!) { deal(by: {id: $d}) {
             stakeholders(orderBy: [{custom: "score", direction: DESC}]) {
               edges { node { name customFields { key } } customFields { key text number } } } } }""",
        {"d": deal},
    )
    note = {"key": "note", "text": "calm", "number": None}
    assert found["deal"]["stakeholders"]["edges"] == [
        {
            "node": {"name": "Ana", "customFields": []},
            "customFields": [note, {"key": "score", "text": None, "number": 9.0}],
        },
        {"node": {"name": "Bo", "customFields": []}, "customFields": [{"key": "score", "text": None, "number": 7.0}]},
    ]


async def test_an_archived_definition_hides_its_values_until_it_is_restored(api: Api) -> None:
    made = await define(api, "Person", "tier", "CHOICE", choices=["A", "B"])
    identifier = await person(api, "Ana", {"key": "tier", "choice": "A"})
    by = {"fieldDefinition": {"id": made["id"]}}
    assert (await write(api, "fieldDefinitionArchive", by))["userErrors"] == []
    shown = f'{{ person(by: {{id: "{identifier}"}}) {{ customFields {{ key choice }} }} }}'
    assert (await api.ask(shown))["person"]["customFields"] == []
    refused = await api.refusal('{ people(filter: {custom: [{key: "tier", choice: {eq: "A"}}]}) { nodes { id } } }')
    assert (refused["extensions"]["code"], refused["extensions"]["reason"]) == ("BAD_USER_INPUT", "FIELD_NOT_USABLE")
    faults = await write(
        api, "personUpdate", {"person": {"id": identifier}, "customFields": [{"key": "tier", "choice": "B"}]}
    )
    assert [e["field"] for e in faults["userErrors"]] == [["customFields", "0", "key"]]
    assert (await write(api, "fieldDefinitionRestore", by))["userErrors"] == []
    assert (await api.ask(shown))["person"]["customFields"] == [{"key": "tier", "choice": "A"}]


async def test_what_changed_is_told_by_the_name_people_know(api: Api) -> None:
    await define(api, "Person", "tier", "TEXT")
    identifier = await person(api, "Ana", {"key": "tier", "text": "old"})
    await write(api, "personUpdate", {"person": {"id": identifier}, "customFields": [{"key": "tier", "text": "new"}]})
    rows = await api.graph.rows(
        """MATCH (c:Change {type: 'Person'})-[:OF]->(p:Person {id: $id}) WHERE c.act = 'UPDATED'
           MATCH (a:AuditEntry {type: 'Person'}) WHERE 'UPDATED' = c.act AND a.act = 'personUpdate'
           RETURN c.fields, a.fields, c.before_x_tier IS NULL, c.enc_before_x_tier IS NULL""",
        {"id": identifier},
    )
    assert rows == [[["x_tier"], ["x_tier"], True, False]]
    history = """query($id: ID!) { person(by: {id: $id}) {
      history(first: 1) { nodes { changes { field before after } } } } }"""
    found = (await api.ask(history, {"id": identifier}))["person"]["history"]["nodes"]
    assert found == [{"changes": [{"field": "customFields.tier", "before": "old", "after": "new"}]}]


async def test_making_and_using_a_field_fit_into_one_operation(api: Api) -> None:
    """The payload is compiled before anything is written, and shown by the definitions the write was judged by."""
    found = await api.ask(
        """mutation {
          fieldDefinitionCreate(input: {on: Person, key: "tier", label: "Tier", type: TEXT}) { userErrors { message } }
          personCreate(input: {name: "Ana", customFields: [{key: "tier", text: "x"}]}) {
            person { customFields { key text } } userErrors { message } } }"""
    )
    assert found["personCreate"] == {"person": {"customFields": [{"key": "tier", "text": "x"}]}, "userErrors": []}
