"""What a chart costs: the counts of a page walk each seat of the chart once, however many rows they are of."""

from __future__ import annotations

from datetime import date

from graphcrm.graph.connection import Graph, Transaction
from graphcrm.graph.questions import library

# A tree of organizations under control with a seat each: 1 above 2 and 3, those above 4 to 7, and so on to 511.
_TREE = """
UNWIND range(1, 511) AS i
CREATE (:Organization:Party {id: 'org_' + i, n: i})<-[:AT]-(:Role {id: 'rol_' + i, title_key: 'x', n: i})
"""
_LINES = """
MATCH (o:Organization) WHERE o.n > 1
MATCH (p:Organization {id: 'org_' + (o.n / 2)}) MATCH (s:Role {id: 'rol_' + o.n})
MATCH (t:Role {id: 'rol_' + (o.n / 2)})
CREATE (o)-[:SUBSIDIARY_OF {control: true}]->(p) CREATE (s)-[:REPORTS_TO {kind: 'SOLID'}]->(t)
"""


async def test_counts_walk_each_seat_of_a_cut_chart_once(graph: Graph) -> None:
    async def build(transaction: Transaction) -> None:
        await transaction.run(_TREE)
        await transaction.run(_LINES)

    await graph.write(build, name="tree")
    text = library()["org_charts/of_organization"].body
    asked = {
        "organization": "org_1",
        "depth": 50,
        "as_of": date(2026, 1, 1),
        "include_subsidiaries": True,
        "first": 31,
        "teams": [],
        "sees_all": True,
    }
    counted = asked | {"wants_direct_reports": True, "wants_reports_in_all": True, "wants_total": True}
    plain = asked | {"wants_direct_reports": False, "wants_reports_in_all": False, "wants_total": False}
    rows = await graph.rows(text, counted)
    assert [row[1:] for row in rows] == [
        [depth, 2, 2 ** (9 - depth) - 2, 511] for depth in range(5) for _ in range(2**depth)
    ]
    assert await graph.profile(text, counted) < 1.5 * await graph.profile(text, plain)
