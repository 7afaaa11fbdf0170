"""Defining custom fields and writing their values, as a client does."""

from __future__ import annotations

from typing import Any

from tests.conftest import Api

CREATE = """mutation($input: FieldDefinitionCreateInput!) { fieldDefinitionCreate(input: $input) {
  fieldDefinition { id on key label type required choices sensitivity version } userErrors { code reason field
  message } } }"""
ALL = "key label type text number money { amount currency } date choice choices boolean url"
EMPTY = dict.fromkeys(["text", "number", "money", "date", "choice", "choices", "boolean", "url"])


async def define(api: Api, on: str, key: str, type_: str, role: str = "manager", **more: Any) -> dict[str, Any]:
    """A new definition."""
    given = {"on": on, "key": key, "label": more.pop("label", key.title()), "type": type_, **more}
    found = (await api.ask(CREATE, {"input": given}, role))["fieldDefinitionCreate"]
    assert found["userErrors"] == []
    return found["fieldDefinition"]  # type: ignore[no-any-return]


async def write(api: Api, mutation: str, given: dict[str, Any], role: str = "manager") -> dict[str, Any]:
    """The payload of a mutation: its record's id and custom fields, and what is wrong."""
    name = mutation[0].upper() + mutation[1:]
    nouns = {"stakeholder": "deal", **{n: n for n in ("person", "organization", "deal", "role", "fieldDefinition")}}
    noun = next(shown for begin, shown in nouns.items() if mutation.startswith(begin))
    fields = "" if noun == "fieldDefinition" else f"customFields {{ {ALL} }}"
    text = f"""mutation($input: {name}Input!) {{ {mutation}(input: $input) {{
      {noun} {{ id version {fields} }} userErrors {{ code field message }} }} }}"""
    return (await api.ask(text, {"input": given}, role))[mutation]  # type: ignore[no-any-return]


async def person(api: Api, name: str, *fields: dict[str, Any], role: str = "manager") -> str:
    """A new person with these custom fields; their id."""
    found = await write(api, "personCreate", {"name": name, "customFields": list(fields)}, role)
    assert found["userErrors"] == []
    return str(found["person"]["id"])


async def names(api: Api, arguments: str, role: str = "manager") -> list[str]:
    """The names of the people of a list."""
    found = await api.ask(f"{{ people({arguments}) {{ nodes {{ name }} }} }}", role=role)
    return [one["name"] for one in found["people"]["nodes"]]


def entry(key: str, label: str, type_: str, **value: Any) -> dict[str, Any]:
    """What a reply shows of a value."""
    return {"key": key, "label": label, "type": type_, **EMPTY, **value}
