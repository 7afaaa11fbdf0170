"""A manager who sees sensitive values, and where the planted ones must not be found."""

from __future__ import annotations

import dataclasses
from typing import Any

from graphcrm.access.policy import Policy, built_in
from graphcrm.access.rights import Right
from graphcrm.access.sensitivity import Sensitivity, Sight
from graphcrm.graph.connection import Graph

_MANAGER = built_in().roles["manager"]
_SEES = dataclasses.replace(_MANAGER, rights={**_MANAGER.rights, Sensitivity.SENSITIVE: Right.of(Sight.SHOW)})
# A manager sees and writes sensitive values here, an account manager nothing of them, an admin neither.
POLICY = Policy({**built_in().roles, "manager": _SEES})

CREATE = """mutation($i: PersonCreateInput!) { personCreate(input: $i) {
  person { id birthday customFields { key text number money { amount currency } date choice choices boolean } }
  userErrors { code field message } } }"""
UPDATE = """mutation($i: PersonUpdateInput!) { personUpdate(input: $i) {
  person { id birthday } userErrors { code reason field message } } }"""
READ = "query($id: ID!) { person(by: {id: $id}) { birthday } }"

# But for definitions, which say what there is to choose from.
_ALL = """
MATCH (n) WHERE NOT n:FieldDefinition AND NOT (n:Change AND n.type = 'FieldDefinition')
RETURN collect(properties(n)) AS found
UNION ALL MATCH ()-[r]->() RETURN collect(properties(r)) AS found
"""


async def everything(graph: Graph) -> str:
    """All properties of all nodes and edges, as one text; none is made of bytes that it does not show."""
    found = [pair for row in await graph.rows(_ALL, {}) for one in row[0] for pair in one.items()]
    return "\n".join(f"{name} {value}" for name, value in found)


async def stored(graph: Graph, identifier: str) -> dict[str, Any]:
    """What is stored of a person."""
    rows = await graph.rows("MATCH (p:Person {id: $id}) RETURN properties(p)", {"id": identifier})
    return dict(rows[0][0])
