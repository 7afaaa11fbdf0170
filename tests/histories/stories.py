"""How the stories of this folder write and ask: a mutation by its name and input, a history as plain lists."""

from __future__ import annotations

from typing import Any

from tests.conftest import Api

ENTRY = "kind type recordIds other { id } by { name } reason fields changes { field before after } says { field value }"


async def write(api: Api, mutation: str, selection: str = "", viewer: str = "manager", **given: Any) -> dict[str, Any]:
    """The payload of a mutation that is not refused."""
    payload = await refused(api, mutation, selection, viewer, **given)
    assert payload["userErrors"] == [], payload
    return payload


async def refused(
    api: Api, mutation: str, selection: str = "", viewer: str = "manager", **given: Any
) -> dict[str, Any]:
    """The payload of a mutation, whatever came of it."""
    type_ = f"{mutation[0].upper()}{mutation[1:]}Input"
    text = f"mutation($input: {type_}!) {{ {mutation}(input: $input) {{ {selection} userErrors {{ code field }} }} }}"
    found: dict[str, Any] = (await api.ask(text, {"input": given}, viewer))[mutation]
    return found


async def made(api: Api, noun: str, **given: Any) -> str:
    """A new record; its id."""
    singular = noun[0].lower() + noun[1:]
    payload = await write(api, f"{singular}Create", f"{singular} {{ id }}", **given)
    identifier: str = payload[singular]["id"]
    return identifier


async def history(api: Api, identifier: str, arguments: str = "", viewer: str = "manager") -> list[dict[str, Any]]:
    """The entries of a record that a role sees, the latest first."""
    noun = _NOUNS[identifier[:3]]
    given = f"({arguments})" if arguments else ""
    text = f"query($id: ID!) {{ node(id: $id) {{ ... on {noun} {{ history{given} {{ nodes {{ {ENTRY} }} }} }} }} }}"
    found: list[dict[str, Any]] = (await api.ask(text, {"id": identifier}, viewer))["node"]["history"]["nodes"]
    return found


def said(entry: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The changes of an entry: before and after by field."""
    return {one["field"]: (one["before"], one["after"]) for one in entry["changes"]}


def told(entry: dict[str, Any]) -> dict[str, Any]:
    """What the fact of an entry says."""
    return {one["field"]: one["value"] for one in entry["says"]}


_NOUNS = {"per": "Person", "org": "Organization", "rol": "Role", "dea": "Deal", "tea": "Team", "usr": "User"}
