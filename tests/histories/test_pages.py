"""A long history: a page reads what it shows, wherever it lies; and the files of histories asked by themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from graphql.execution.values import get_variable_values

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import Viewer, viewer
from graphcrm.compile import asking
from graphcrm.compile.custom_fields import CustomFields
from graphcrm.graph.connection import Graph
from graphcrm.graph.questions import folder, library
from graphcrm.vocabulary.words import VOCABULARY
from tests.compile.running import DOCUMENTS, PLANNER

_TODAY = date(2026, 11, 20)
_DEAL = """
CREATE (d:Deal {id: 'dea_1', external_id: 'd-1', name: 'Rotor', version: 1, created_at: datetime('2025-01-01T00:00Z')})
CREATE (u:User {id: 'usr_1', name: 'Uma', version: 1})
"""
_CHANGES = """
MATCH (d:Deal {id: 'dea_1'})
UNWIND range(1, $number) AS i
CREATE (c:Internal:Change {id: 'chg_' + (100000 + i), at: datetime('2026-01-01T00:00Z') + duration({minutes: i}),
  act: 'UPDATED', type: 'Deal', ids: ['dea_1'], fields: ['stage'], actor: 'usr_1',
  before_stage: 'S' + (i - 1), after_stage: 'S' + i})
CREATE (c)-[:OF {record: 'dea_1', at: c.at, change: c.id}]->(d)
"""
_PAGE = """query($after: Cursor) { deal(by: {id: "dea_1"}) { history(first: 20, after: $after) {
  edges { node { at by { name } changes { before after } } } pageInfo { endCursor } } } }"""


def someone(role: str) -> Viewer:
    return viewer(built_in(), id="usr_1", email="u@lumen.example", roles=(role,), teams=("tea_1",))


@pytest.fixture
async def long(graph: Graph) -> Graph:
    """A deal with 10,000 changes of its stage, one a minute."""
    await graph.write(lambda t: t.run(_DEAL, {}), name="deal")
    await graph.write(lambda t: t.run(_CHANGES, {"number": 10_000}), name="changes", seconds=60)
    # Others asked the same of a graph of three changes a moment ago: neither their plans nor what the indexes were like
    # then is to count.
    await graph.rows("CALL db.prepareForReplanning(60)", {}, seconds=90)
    return graph


async def page(graph: Graph, who: Viewer, after: str | None) -> tuple[int, dict[str, Any]]:
    """The database hits of a page, and what it shows."""
    operation = DOCUMENTS.operation(_PAGE, None)
    found = get_variable_values(PLANNER.schema, operation.node.variable_definitions or (), {"after": after})
    assert not isinstance(found, list)
    plan = PLANNER.plan(operation, dict(found.coerced), who.lens, CustomFields())
    assert plan.text is not None
    parameters = plan.parameters(dict(found.coerced), who, _TODAY)
    row = await graph.read(plan.text, parameters, question="test", seconds=30)
    assert row is not None
    shown = plan.decode(row[0])[0]["deal"]["history"]
    return await graph.profile(plan.text, parameters), shown


@pytest.mark.parametrize("role", ["manager", "analyst"])
async def test_a_page_of_ten_thousand_changes_reads_no_more_than_its_rows(long: Graph, role: str) -> None:
    after, expected = None, 10_000
    for _ in range(4):
        hits, shown = await page(long, someone(role), after)
        assert [edge["node"]["changes"][0]["after"] for edge in shown["edges"]] == [
            f"S{expected - i}" for i in range(20)
        ]
        # 546 were counted for 20 rows with their values and their author.
        assert hits <= 600
        after, expected = shown["pageInfo"]["endCursor"], expected - 20


async def test_an_analyst_runs_the_files_as_the_api_does(long: Graph) -> None:
    who = someone("analyst")
    rules = PLANNER.rules(who.lens)
    implied = {
        "teams": list(who.teams),
        "shown": sorted(rules.shown),
        "today": _TODAY,
        "viewer": who.id,
        "permissions": [],
    }

    async def ask(path: str, **given: str) -> list[Any]:
        asked = asking.ask(VOCABULARY, rules, library()[path], given, implied)
        row = await long.read(asked.text, asked.parameters, question=path, seconds=30)
        assert row is not None and row[0] is None
        found: list[Any] = row[1]
        return found

    changes = await ask("histories/of_record", record="d-1", first="2", to="2026-01-01")
    assert [row[0] for row in changes] == ["chg_101439", "chg_101438"]
    assert changes[0][9] == [{"field": "stage", "before": "S1438", "after": "S1439"}]
    assert await ask("histories/of_record_count", record="dea_1", to="2026-01-01") == [[1439]]
    periods = await ask("histories/of_property", record="d-1", property="stage", first="2")
    assert [row[:3] for row in periods] == [
        ["S10000", "2026-01-07T22:40:00Z", None],
        ["S9999", "2026-01-07T22:39:00Z", "2026-01-07T22:40:00Z"],
    ]


async def test_changes_noted_before_they_said_whose_they_are_are_in_the_history_too(graph: Graph) -> None:
    await graph.write(lambda t: t.run(_DEAL, {}), name="deal")
    await graph.write(lambda t: t.run(_CHANGES, {"number": 3}), name="changes")
    bare = "MATCH (:Change)-[o:OF]->() SET o = {}"
    await graph.write(lambda t: t.run(bare, {}), name="older")
    assert (await page(graph, someone("manager"), None))[1]["edges"] == []
    text = (folder() / "migrations" / "V0002__changes_of_records.cypher").read_text(encoding="utf-8")
    await graph.write(lambda t: t.run(text, {}), name="migrate")
    edges = (await page(graph, someone("manager"), None))[1]["edges"]
    assert [edge["node"]["changes"][0]["after"] for edge in edges] == ["S3", "S2", "S1"]
