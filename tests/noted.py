"""Changes noted as every write notes them, by a constant statement: for what reads the feed, whoever wrote."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from ulid import ULID

from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records.feed import Feed

_NOTE = """
CREATE (c:Internal:Change:Unsequenced {id: $id, at: $at, act: $act, type: $type, ids: $ids, fields: $fields,
  actor: 'usr_test', request: 'test'})
WITH c UNWIND $tied AS id MATCH (n:Person|Organization|Role|Deal|User|ContactPoint {id: id}) CREATE (c)-[:OF]->(n)
"""
_PEOPLE = "UNWIND $people AS p CREATE (n:Person:Party {id: p[0], name: p[0], audience: p[1]})"


async def note(
    graph: Graph, act: str, type_: str, ids: list[str], fields: list[str] | None = None, feed: Feed | None = None
) -> str:
    """Notes a change in a transaction of its own; its id."""
    identifier = f"chg_{str(ULID()).lower()}"
    parameters: dict[str, Any] = {
        "id": identifier,
        "at": datetime.now(UTC),
        "act": act,
        "type": type_,
        "ids": ids,
        "fields": fields or [],
        "tied": [] if act == "IMPORTED" else ids,
    }

    async def once(transaction: Transaction) -> None:
        await transaction.run(_NOTE, parameters)

    await graph.write(once, name="note")
    if feed is not None:
        feed.written()
    return identifier


async def people(graph: Graph, **audiences: list[str] | None) -> dict[str, str]:
    """Persons by name; each is for the teams given, None for all. Their ids."""
    ids = {name: f"per_{name}" for name in audiences}
    rows = [[ids[name], teams] for name, teams in audiences.items()]
    await graph.write(lambda t: t.run(_PEOPLE, {"people": rows}), name="people")
    return ids
