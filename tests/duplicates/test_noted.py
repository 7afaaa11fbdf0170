"""Who was told of a pair stands in the trail with both records, and of what was met at entry with each of these."""

from __future__ import annotations

from pathlib import Path

from graphcrm.graph.connection import Graph
from tests.api.journaled import journaled

_PAIR = """MATCH (a:Person {external_id: 'p-a'}), (b:Person {external_id: 'p-b'})
  CREATE (a)-[:MAY_BE {score: 0.9, priority: 0.45, fields: ['email'], agreements: ['EQUAL'], weights: [5.0],
    version: '1', computed_at: datetime()}]->(b)"""
_QUEUE = "{ duplicates { edges { node { score fields { first second } } } totalCount } }"
_POSSIBLE = """{ possibleDuplicates(noun: PERSON, name: "Ana", emails: ["ana@a.example"]) { score } }"""


async def test_a_pair_and_what_is_met_at_entry_are_noted(open_graph: Graph, tmp_path: Path) -> None:
    async with journaled(open_graph, tmp_path) as audited:
        assert await audited.read(_QUEUE) == (["Query.duplicates"], []), "nobody was told of anybody"
        await audited.api.graph.change_schema([_PAIR])
        assert await audited.read(_QUEUE) == (["Query.duplicates"], ["p-a", "p-b"])
        assert await audited.read(_POSSIBLE) == (["Query.possibleDuplicates"], ["p-a"])
