"""A small world with planted duplicates.

Ana Lindqvist is there three times (a, a2 by her telephone, a3 by another address), Ben Okafor twice (b, and b2 that is
for the team North alone), Lumen twice (lumen, lumen2 by its domain); Cy is there once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph
from graphcrm.jobs.worker import Worker
from graphcrm.records.jobs import asking
from graphcrm.records.jobs.asking import wished
from graphcrm.records.journal import LOCAL
from tests.exchange import files

_TEAMS = "external_id,name\nt-n,North\n"
_PEOPLE = """external_id,name,first_name,last_name,emails,phones,city,country,birthday,audience
p-a,Ana Lindqvist,Ana,Lindqvist,ana.lindqvist@lumen.example,+49 40 5550101,Kiel,DE,1984-08-07,
p-a2,Anna Lindquist,Anna,Lindquist,,+49 40 5550101,Kiel,DE,,
p-a3,A. Lindqvist,A.,Lindqvist,ana.lindqvist@lumen.example,,Kiel,DE,,
p-b,Ben Okafor,Ben,Okafor,ben.okafor@post.example,+49 40 5550102,Lagos,NG,,
p-b2,Benjamin Okafor,Benjamin,Okafor,ben.okafor@post.example,+49 40 5550102,Lagos,NG,,t-n
p-c,Cy Young,Cy,Young,cy.young@post.example,+49 40 5550103,Cork,IE,,
"""
_ORGANIZATIONS = """external_id,name,domain,city,country
o-lumen,Lumen Optics GmbH,lumen.example,Kiel,DE
o-lumen2,Lumen Optics,lumen.example,Kiel,DE
o-other,Pontis Glass S.p.A.,pontis.example,Turin,IT
"""
QUEUE = """query($noun: DuplicateNoun, $first: Int = 20, $after: Cursor) {
  duplicates(noun: $noun, first: $first, after: $after) {
  edges { cursor node { first { ... on Person { externalId } ... on Organization { externalId } }
    second { ... on Person { externalId } ... on Organization { externalId } } score
    others { ... on Person { externalId } ... on Organization { externalId } }
    fields { field agreement weight first second } judgements { verdict reason machine by { name } }
    version computedAt } }
  pageInfo { hasNextPage endCursor } totalCount } }"""


async def plant(graph: Graph, folder: Path) -> None:
    """The records, and what may be one of them found."""
    await files.imported(graph, folder, teams=_TEAMS, organizations=_ORGANIZATIONS, people=_PEOPLE)
    await find(graph)
    await graph.rows("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()", {})


async def find(graph: Graph) -> dict[str, Any]:
    """What the job says that it found."""
    job = await graph.write(lambda t: asking.ask(t, LOCAL, wished("duplicates", None)), name="test")
    await Worker(graph, built_in()).drain()
    [[state, result]] = await graph.rows("MATCH (j:Job {id: $id}) RETURN j.state, j.result", {"id": job})
    assert state == "SUCCEEDED", result
    return {"state": state, "result": result}


def pairs(data: Any) -> list[tuple[str, str]]:
    """The pairs of a page by their external ids, each in order."""
    found = []
    for edge in data["duplicates"]["edges"]:
        one, other = sorted((edge["node"]["first"]["externalId"], edge["node"]["second"]["externalId"]))
        found.append((one, other))
    return found
