"""Values that a definition does not allow: each is told with the path of the input to mend, and nothing is written."""

from __future__ import annotations

from typing import Any

from tests.conftest import Api
from tests.custom_fields.defining import define, person, write

WORDS = {"choices": ["low", "high"]}
BAD: list[tuple[dict[str, Any], list[str]]] = [
    ({"key": "nothing", "text": "x"}, ["key"]),
    ({"key": "note"}, []),
    ({"key": "note", "number": 1}, ["number"]),
    ({"key": "note", "number": None}, ["number"]),
    ({"key": "note", "text": "x", "url": "https://a.example"}, ["url"]),
    ({"key": "note", "text": "a\u0007b"}, ["text"]),
    ({"key": "note", "text": "x" * 10_001}, ["text"]),
    ({"key": "code", "text": "ab-1"}, ["text"]),
    ({"key": "code", "text": "AB-1 "}, None),  # type: ignore[list-item]
    ({"key": "score", "number": -11}, ["number"]),
    ({"key": "score", "number": 10.5}, ["number"]),
    ({"key": "worth", "money": {"amount": "0.99", "currency": "EUR"}}, ["money"]),
    ({"key": "worth", "money": {"amount": "x", "currency": "EUR"}}, ["money", "amount"]),
    ({"key": "worth", "money": {"amount": "5", "currency": "euro"}}, ["money", "currency"]),
    ({"key": "tier", "choice": "HIGH"}, ["choice"]),
    ({"key": "tier", "choices": ["high"]}, ["choices"]),
    ({"key": "topics", "choices": ["high", "no"]}, ["choices"]),
    ({"key": "topics", "choices": ["high", "a\u0007"]}, ["choices", "1"]),
    ({"key": "page", "url": "a.example"}, ["url"]),
    ({"key": "page", "url": "javascript:alert(1)"}, ["url"]),
    ({"key": "page", "url": "https://"}, ["url"]),
    ({"key": "page", "url": "https://a.example:x/"}, ["url"]),
    ({"key": "page", "url": "https://a.example/ b"}, ["url"]),
]


async def fields(api: Api) -> None:
    await define(api, "Person", "note", "TEXT")
    await define(api, "Person", "code", "TEXT", pattern="[A-Z]{2}-[0-9]+")
    await define(api, "Person", "score", "NUMBER", minimum=-10, maximum=10)
    await define(api, "Person", "worth", "MONEY", minimum=1)
    await define(api, "Person", "since", "DATE")
    await define(api, "Person", "tier", "CHOICE", **WORDS)
    await define(api, "Person", "topics", "MULTI_CHOICE", **WORDS)
    await define(api, "Person", "vip", "BOOLEAN")
    await define(api, "Person", "page", "URL")


async def test_every_mistake_in_a_value_is_told_with_its_place(api: Api) -> None:
    await fields(api)
    identifier = await person(api, "Ana")
    for given, path in BAD:
        for name, more in (("personCreate", {"name": "Bo"}), ("personUpdate", {"person": {"id": identifier}})):
            entries = [{"key": "vip", "boolean": True}, given]
            found = await write(api, name, {**more, "customFields": entries})
            wanted = [] if path is None else [["customFields", "1", *path]]
            assert [e["field"] for e in found["userErrors"]] == wanted, (name, given)
    twice = [{"key": "vip", "boolean": True}] * 2
    found = await write(api, "personCreate", {"name": "Bo", "customFields": twice})
    assert [e["field"] for e in found["userErrors"]] == [["customFields", "1", "key"]]
    found = await write(api, "personCreate", {"name": "Bo", "customFields": [{"key": "vip", "boolean": True}] * 101})
    assert [e["field"] for e in found["userErrors"]] == [["customFields"]]


async def test_values_of_other_types_do_not_reach_us(api: Api) -> None:
    await fields(api)
    for entry in (
        '{key: "since", date: "3.2.2026"}',
        '{key: "score", number: "1"}',
        '{key: 1, text: "x"}',
        '{text: "x"}',
    ):
        text = f'mutation {{ personCreate(input: {{name: "A", customFields: [{entry}]}}) {{ person {{ id }} }} }}'
        found = (await api.post(text)).json()
        assert found["errors"][0]["extensions"]["code"] in ("VALIDATION_FAILED", "BAD_USER_INPUT"), found
    assert (await api.ask("{ people { totalCount } }"))["people"]["totalCount"] == 0


async def test_a_required_field_is_asked_of_what_is_new_and_cannot_be_cleared(api: Api) -> None:
    old = await person(api, "Old")
    await define(api, "Person", "tier", "TEXT", required=True)
    found = await write(api, "personCreate", {"name": "New"})
    assert [(e["code"], e["field"]) for e in found["userErrors"]] == [("BAD_USER_INPUT", ["customFields"])]
    found = await write(api, "personCreate", {"name": "New", "customFields": [{"key": "tier", "text": "  "}]})
    assert [e["field"] for e in found["userErrors"]] == [["customFields", "0", "text"]]
    assert (await write(api, "personUpdate", {"person": {"id": old}, "city": "Kiel"}))["userErrors"] == []
    new = await person(api, "New", {"key": "tier", "text": "x"})
    given = {"person": {"id": new}, "customFields": [{"key": "tier", "text": None}]}
    assert [e["field"] for e in (await write(api, "personUpdate", given))["userErrors"]] == [
        ["customFields", "0", "text"]
    ]
    many = """mutation { personCreateMany(input: {items: [
      {name: "A", customFields: [{key: "tier", text: "x"}]}, {name: "B"}]}) { userErrors { field } } }"""
    found = await api.ask(many)
    assert found["personCreateMany"]["userErrors"] == [{"field": ["items", "1", "customFields"]}]


async def test_a_pattern_that_would_take_for_ever_elsewhere_takes_no_time(api: Api) -> None:
    await define(api, "Person", "code", "TEXT", pattern="(a+)+(a|a)*b")
    given = {"name": "Ana", "customFields": [{"key": "code", "text": "a" * 10_000}]}
    assert [e["field"] for e in (await write(api, "personCreate", given))["userErrors"]] == [
        ["customFields", "0", "text"]
    ]


async def test_an_act_of_several_steps_asks_for_no_custom_field(api: Api) -> None:
    """A move makes a fact, and its input has no place for what the fact would need."""
    found = await api.ask("""mutation { organizationCreate(input: {name: "Nord"}) { organization { id } } }""")
    organization = {"id": found["organizationCreate"]["organization"]["id"]}
    role = (await write(api, "roleCreate", {"title": "Head", "organization": organization}))["role"]["id"]
    ana = await person(api, "Ana")
    await define(api, "HOLDS", "desk", "NUMBER", required=True)
    ends = {"person": {"id": ana}, "role": {"id": role}}
    assert [e["field"] for e in (await write(api, "roleAssign", ends))["userErrors"]] == [["customFields"]]
    assert (await write(api, "personMove", ends))["userErrors"] == []
