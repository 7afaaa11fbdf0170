"""A long trail: what is asked of it by a subject reads what it shows, however long the trail and its own part of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from graphql.execution.values import get_variable_values

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import viewer
from graphcrm.compile import writing
from graphcrm.graph.connection import Graph
from graphcrm.graph.questions import folder
from graphcrm.records import journal
from graphcrm.records.journal import LOCAL, Batch
from graphcrm.vocabulary.words import VOCABULARY
from tests.compile.running import DOCUMENTS, PLANNER
from tests.conftest import Api

_ENTRIES = f"""
UNWIND range($start, $start + $count - 1) AS i
CREATE (a:Internal:AuditEntry {{id: 'aud_' + (100000 + i), at: datetime('2026-01-01T00:00Z') + duration({{minutes: i}}),
  actor: 'usr_1', act: 'dealUpdate', type: 'Deal', subject: $subject, fields: ['stage'], decision: 'allowed'}})
WITH a {writing.about("a.id", "a.subject")}
"""
_PAGE = """query($subject: String, $act: String, $after: Cursor, $first: Int) {
  auditTrail(subject: $subject, act: $act, after: $after, first: $first) {
    edges { node { id } } pageInfo { endCursor hasNextPage } } }"""
_AUDITOR = viewer(built_in(), id="usr_1", email="a@lumen.example", roles=("auditor",), teams=())
_OPEN = "query($s: String) { auditTrail(subject: $s) { nodes { act subject } totalCount } }"


async def entries(graph: Graph, subject: list[str], count: int, start: int) -> None:
    parameters = {"subject": subject, "count": count, "start": start}
    await graph.write(lambda t: t.run(_ENTRIES, parameters), name="entries", seconds=60)


async def page(graph: Graph, **given: Any) -> tuple[int, dict[str, Any]]:
    """The database hits of a page, and what it shows."""
    operation = DOCUMENTS.operation(_PAGE, None)
    found = get_variable_values(PLANNER.schema, operation.node.variable_definitions or (), given)
    assert not isinstance(found, list)
    plan = PLANNER.plan(operation, dict(found.coerced), _AUDITOR.lens)
    assert plan.text is not None
    parameters = plan.parameters(dict(found.coerced), _AUDITOR, date(2026, 11, 20))
    row = await graph.read(plan.text, parameters, question="test", seconds=30)
    assert row is not None
    shown = plan.decode(row[0])[0]["auditTrail"]
    return await graph.profile(plan.text, parameters), shown


def ids(shown: dict[str, Any]) -> list[str]:
    return [edge["node"]["id"] for edge in shown["edges"]]


async def test_the_entries_about_a_record_are_found_without_a_look_at_the_others(graph: Graph) -> None:
    await entries(graph, ["dea_1"], 3, 0)
    await entries(graph, ["dea_2"], 5, 10)
    few, shown = await page(graph, subject="dea_1", first=20)
    assert ids(shown) == ["aud_100002", "aud_100001", "aud_100000"]
    await entries(graph, ["dea_2", "dea_3"], 5000, 100)
    many, again = await page(graph, subject="dea_1", first=20)
    assert (many, again) == (few, shown)
    nothing, shown = await page(graph, subject="dea_unknown", first=20)
    assert (ids(shown), nothing < few) == ([], True)


async def test_a_page_of_five_thousand_entries_about_one_record_reads_no_more_than_its_rows(graph: Graph) -> None:
    await entries(graph, ["dea_2", "dea_3"], 5000, 0)
    after, expected = None, 4999
    for _ in range(4):
        hits, shown = await page(graph, subject="dea_3", first=20, after=after)
        assert ids(shown) == [f"aud_{100000 + expected - i}" for i in range(20)]
        assert hits <= 500
        after, expected = shown["pageInfo"]["endCursor"], expected - 20
    for _ in range(2):  # without a subject the trail is looked through from its end
        hits, shown = await page(graph, first=20, after=after)
        assert ids(shown) == [f"aud_{100000 + expected - i}" for i in range(20)]
        assert hits <= 500
        after, expected = shown["pageInfo"]["endCursor"], expected - 20


async def test_a_subject_and_another_condition_hold_together(graph: Graph) -> None:
    await entries(graph, ["dea_1"], 3, 0)
    assert ids((await page(graph, subject="dea_1", act="dealUpdate", first=2))[1]) == ["aud_100002", "aud_100001"]
    assert ids((await page(graph, subject="dea_1", act="dealCreate", first=2))[1]) == []


async def test_an_entry_of_several_subjects_is_found_by_each_and_told_once(api: Api, graph: Graph) -> None:
    """A fact by both its ends; a batch of an import by all its records, though some are named twice."""
    made = [
        (await api.ask('mutation { personCreate(input: {name: "%s"}) { person { id } } }' % name))["personCreate"]
        for name in ("Ana", "Ben")
    ]
    ana, ben = (one["person"]["id"] for one in made)
    await api.ask(
        'mutation { relationAdd(input: {from: {id: "%s"}, to: {id: "%s"}, kind: MENTOR}) { userErrors { code } } }'
        % (ana, ben)
    )
    batch = Batch("RELATED_TO", [ana, ben, ana, "org_1"], ["kind"])
    await graph.write(
        lambda t: journal.imported(t, VOCABULARY, LOCAL, batch, "Imported from relations.csv."), name="import"
    )
    for one in (ana, ben):
        found = (await api.ask(_OPEN, {"s": one}, "auditor"))["auditTrail"]
        assert [entry["act"] for entry in found["nodes"]] == ["import", "relationAdd", "personCreate"]
        assert found["totalCount"] == 3
    found = (await api.ask(_OPEN, {"s": "org_1"}, "auditor"))["auditTrail"]
    assert [entry["act"] for entry in found["nodes"]] == ["import"]


@pytest.mark.parametrize("subject", ["", "per_", "'", "x" * 500, "per_01k0000000000000000000000x"])
async def test_a_subject_that_is_none_finds_nothing(api: Api, subject: str) -> None:
    await api.ask('mutation { organizationCreate(input: {name: "Alpha"}) { organization { id } } }')
    found = (await api.ask(_OPEN, {"s": subject}, "auditor"))["auditTrail"]
    assert found == {"nodes": [], "totalCount": 0}


async def test_a_subject_is_asked_for_by_auditors_alone_and_not_beyond_bounds(api: Api) -> None:
    assert (await api.refusal(_OPEN, {"s": "org_1"}, "manager"))["extensions"]["code"] == "FORBIDDEN"
    assert (await api.refusal(_OPEN, {"s": "x" * 501}, "auditor"))["extensions"]["code"] == "BAD_USER_INPUT"


async def test_entries_of_before_are_found_after_the_migration(graph: Graph) -> None:
    await entries(graph, ["dea_1", "dea_2", "dea_1"], 2, 0)
    await graph.write(lambda t: t.run("MATCH (s:AuditSubject) DELETE s"), name="older")
    assert ids((await page(graph, subject="dea_1", first=20))[1]) == []
    (file,) = (folder() / "migrations").glob("V*__subjects_of_audit_entries.cypher")
    for _ in range(2):
        await graph.write(lambda t: t.run(file.read_text(encoding="utf-8")), name="migrate")
        assert ids((await page(graph, subject="dea_1", first=20))[1]) == ["aud_100001", "aud_100000"]
        kept = "MATCH (s:AuditSubject) RETURN count(s), all(x IN collect(s) WHERE x:Internal)"
        assert await graph.rows(kept, {}) == [[4, True]]
