"""What a count costs and gives a viewer who does not see all: as many as they see, without a look at each of them."""

from __future__ import annotations

from typing import Any

import orjson

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import Viewer, viewer
from graphcrm.graph.connection import Graph
from graphcrm.graph.questions import folder
from tests.audiences.evaluator import mislabelled
from tests.compile.documents import Asked
from tests.compile.running import PLANNER, reply, variables_of
from tests.compile.worlds import TODAY

_PEOPLE = """
UNWIND range($first, $last) AS i
CREATE (n:Person:Party {id: 'per_' + i, name: 'N', name_key: 'n', version: 1})
SET n.audience = CASE WHEN $team IS NULL THEN null ELSE [$team] END
FOREACH (_ IN CASE WHEN $team IS NULL THEN [] ELSE [1] END | SET n:LimitedPerson)
FOREACH (_ IN CASE WHEN i % 10 = 0 THEN [1] ELSE [] END | SET n.archived_at = datetime('2026-05-05T10:00:00Z'))
"""
_COUNT = "{ people { totalCount totalCountIsCapped } }"
_ARCHIVED = "{ people(filter: {or: [{archivedAt: {isNull: true}}, {archivedAt: {isNull: false}}]}) { totalCount } }"
MEMBER = viewer(built_in(), id="usr_00", email="x", roles=("account_manager",), teams=("tea_1",))


async def people(graph: Graph, first: int, last: int, team: str | None = None) -> None:
    """People of these numbers, every tenth of whom is archived."""
    given = {"first": first, "last": last, "team": team}
    await graph.write(lambda t: t.run(_PEOPLE, given), name="people")


def statement(text: str, who: Viewer = MEMBER) -> tuple[str, dict[str, Any]]:
    operation, variables = variables_of(Asked(text, {}))
    plan = PLANNER.plan(operation, variables, who.lens)
    assert plan.text is not None
    return plan.text, plan.parameters(variables, who, TODAY)


async def counted(graph: Graph, text: str = _COUNT) -> dict[str, Any]:
    """What the viewer is told."""
    told = orjson.loads(await reply(graph, Asked(text, {}), MEMBER))
    assert told["errors"] == []
    found: dict[str, Any] = told["data"]["people"]
    return found


async def test_a_viewer_counts_what_they_see_whether_few_are_limited_or_most(graph: Graph) -> None:
    assert await counted(graph) == {"totalCount": 0, "totalCountIsCapped": False}
    await people(graph, 1, 100)
    await people(graph, 101, 200, "tea_1")
    await people(graph, 201, 400, "tea_2")
    assert await counted(graph) == {"totalCount": 180, "totalCountIsCapped": False}
    assert await counted(graph, _ARCHIVED) == {"totalCount": 200}
    await people(graph, 1001, 12000, "tea_2")  # more are limited than a count goes up to
    assert await counted(graph) == {"totalCount": 180, "totalCountIsCapped": False}
    await people(graph, 12001, 22920)  # 9,828 of them in use
    assert await counted(graph) == {"totalCount": 10_000, "totalCountIsCapped": True}
    await graph.change_schema(["MATCH (n:Person {id: 'per_12001'}) SET n.audience = ['tea_2'] SET n:LimitedPerson"])
    assert await counted(graph) == {"totalCount": 10_000, "totalCountIsCapped": True}


async def test_the_cap_is_met_to_the_very_record(graph: Graph) -> None:
    await people(graph, 1, 300, "tea_2")
    await people(graph, 301, 310, "tea_1")
    await people(graph, 1000, 12099)  # 9,990 in use, with the nine of the team 9,999
    assert await counted(graph) == {"totalCount": 9_999, "totalCountIsCapped": False}
    await people(graph, 20_001, 20_001, "tea_1")
    assert await counted(graph) == {"totalCount": 10_000, "totalCountIsCapped": False}
    await people(graph, 20_002, 20_002, "tea_1")
    assert await counted(graph) == {"totalCount": 10_000, "totalCountIsCapped": True}


async def test_where_many_are_open_nobody_is_looked_at(graph: Graph) -> None:
    await people(graph, 1, 12_000)
    await people(graph, 12_001, 12_500, "tea_2")
    await graph.change_schema(["CALL db.prepareForReplanning()"])
    archived = 1_250
    text, given = statement(_COUNT)
    assert await graph.profile(text, given) < archived + 50
    await people(graph, 20_001, 20_500, "tea_1")
    assert await graph.profile(text, given) < archived + 100


async def test_a_filter_by_related_records_begins_at_the_index_of_these_for_every_viewer(graph: Graph) -> None:
    seats = "UNWIND range(1, 3000) AS i CREATE (:Role {id: 'rol_' + i, title: 'T' + i, title_key: 't' + i + '\u0001t'})"
    held = "MATCH (p:Person) MATCH (r:Role {id: 'rol_' + substring(p.id, 4)}) CREATE (p)-[:HOLDS]->(r)"
    await people(graph, 1, 3000)
    await graph.change_schema([seats, held, "CALL db.prepareForReplanning()"])
    query = '{ people(filter: {roles: {some: {title: {eq: "T7"}}}}) { nodes { id } } }'
    admin = viewer(built_in(), id="usr_00", email="x", roles=("admin",), teams=())
    for who in (admin, MEMBER):
        assert await graph.profile(*statement(query, who)) < 100, who.roles


async def test_a_graph_of_before_is_labelled_by_its_migration(graph: Graph) -> None:
    await people(graph, 1, 20, "tea_1")
    await people(graph, 21, 40)
    more = "CREATE (:Role {id: 'rol_1', audience: ['tea_1']}), (:RestrictedPerson {id: 'per_x', audience: ['tea_1']})"
    await graph.change_schema([more, "MATCH (n:LimitedPerson) REMOVE n:LimitedPerson"])
    assert len(await mislabelled(graph)) == 21
    text = (folder() / "migrations" / "V0006__limited_by_label.cypher").read_text(encoding="utf-8")
    await graph.write(lambda t: t.run(text), name="migrate")
    assert await mislabelled(graph) == []
