"""How the stories of this folder write and ask: a mutation by its name and input, a history as plain lists."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
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


_SETTLE = """
MATCH (c:Change) WHERE c.settled IS NULL
WITH c ORDER BY c.at, c.id
WITH collect(c) AS changes
UNWIND range(0, size(changes) - 1) AS i
WITH changes[i] AS c, $at + duration({seconds: i}) AS at
SET c.settled = true, c.at = at
WITH c, at OPTIONAL MATCH (imported {_import: c.id}) SET imported.created_at = at
WITH DISTINCT c, at MATCH (c)-[o:OF]->(record)
SET o.at = at, record.created_at = CASE WHEN c.act = 'CREATED' THEN at ELSE record.created_at END
"""


async def settle(api: Api, day: str, hour: int = 12) -> None:
    """What was written since the last time was written on that day, one second after the other."""
    at = datetime.combine(date.fromisoformat(day), time(hour), UTC)
    await api.graph.write(lambda t: t.run(_SETTLE, {"at": at}), name="settle")
