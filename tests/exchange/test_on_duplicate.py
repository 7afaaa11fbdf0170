"""Imports of people and organizations that may be there already: queued for people to judge, or linked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphcrm.errors import BadUserInput
from graphcrm.exchange import importing
from graphcrm.exchange.canonical import lines
from graphcrm.exchange.importing import Options
from graphcrm.graph.connection import Graph
from graphcrm.vocabulary.words import VOCABULARY
from tests.conftest import emptied
from tests.exchange.files import imported, outcomes
from tests.exchange.test_undoing import undo

QUEUE, LINK = Options(on_duplicate="queue"), Options(on_duplicate="link")
_HEAD = "external_id,name,first_name,last_name,emails,phones,city,country\n"
THERE = _HEAD + (
    "p-ana,Ana Lindqvist,Ana,Lindqvist,ana.lindqvist@post.example,+49 40 5550101,Kiel,DE\n"
    "p-ben,Ben Okafor,Ben,Okafor,ben.okafor@post.example,+49 40 5550102,Lagos,NG\n"
    "p-cy,Cy Young,Cy,Young,,,Cork,IE\n"
)
# One beyond doubt, one that shares a name and a city, one that nobody knows.
NEW = _HEAD + (
    "x-ana,Ana Lindquist,Ana,Lindquist,Ana.Lindqvist@post.example,+49 40 5550199,Kiel,DE\n"
    "x-cy,Cy Young,Cy,Young,,,Cork,IE\n"
    "x-dee,Dee Novak,Dee,Novak,dee.novak@post.example,+49 40 5550104,Brno,CZ\n"
)
_PAIRS = """
MATCH (a:Person|Organization)-[m:MAY_BE]->(b:Person|Organization)
RETURN a.external_id, b.external_id, m.score, m.priority, m.fields, m.agreements, m.weights, m.version, a.id < b.id
ORDER BY a.external_id, b.external_id
"""


async def pairs(graph: Graph) -> list[tuple[str, str]]:
    """The pairs that wait, by external ids."""
    return [(one, other) for one, other, *_ in await graph.rows(_PAIRS, {})]


async def everything(graph: Graph) -> tuple[list[str], list[Any]]:
    """All of the graph, the pairs included, and what leads to another record."""
    alias = "MATCH (n)-[:MERGED_INTO]->(s) RETURN n.external_id, s.external_id ORDER BY n.external_id"
    return await lines(graph), [*await graph.rows(_PAIRS, {}), *await graph.rows(alias, {})]


async def test_a_record_that_may_be_there_is_made_and_the_pair_waits(graph: Graph, tmp_path: Path) -> None:
    await imported(graph, tmp_path, people=THERE)
    ledger = await imported(graph, tmp_path, QUEUE, people=NEW)
    assert outcomes(ledger) == {"created": 1, "queued": 2}
    found = await graph.rows(_PAIRS, {})
    assert [(one, other) for one, other, *_ in found] == [("p-ana", "x-ana"), ("p-cy", "x-cy")]
    score, priority, fields, agreements, weights, version, ordered = found[0][2:]
    assert score > 0.99 and priority == score * 0.5 and version == "2/shipped" and ordered
    told = dict(zip(fields, agreements, strict=True))
    assert told == {
        "email": "EQUAL", "given_name": "EQUAL", "family_name": "VERY_CLOSE", "city": "EQUAL", "phone": "CLOSE",
        "country": "EQUAL",
    }  # fmt: skip
    assert [abs(w) for w in weights] == sorted((abs(w) for w in weights), reverse=True)
    ids = dict(await graph.rows("MATCH (p:Person) RETURN p.external_id, p.id", {}))
    first = ledger.as_dict()["matches"][0]
    assert (first["file"], first["line"], first["outcome"], first["match"]) == ("people.csv", 2, "queued", ids["p-ana"])
    assert first["score"] == round(score, 4) and first["others"] == 0
    assert [one["field"] for one in first["fields"]] == fields[:3]


async def test_without_the_option_nothing_is_compared(graph: Graph, tmp_path: Path) -> None:
    await imported(graph, tmp_path, people=THERE)
    ledger = await imported(graph, tmp_path, people=NEW)
    assert outcomes(ledger) == {"created": 3} and "matches" not in ledger.as_dict()
    assert await pairs(graph) == []


async def test_a_row_that_is_beyond_doubt_is_taken_as_one_of_the_record_and_takes_nothing_away(
    graph: Graph, tmp_path: Path
) -> None:
    await imported(graph, tmp_path, people=THERE)
    ledger = await imported(graph, tmp_path, LINK, people=NEW)
    assert outcomes(ledger) == {"created": 1, "linked": 1, "queued": 1}
    assert await pairs(graph) == [("p-cy", "x-cy")]
    text = """MATCH (p:Person) WHERE p.external_id IN ['p-ana', 'x-ana']
      RETURN p.external_id, p.name, COLLECT { MATCH (p)-[:REACHED_AT]->(c) RETURN c.address ORDER BY c.address }"""
    assert await graph.rows(text, {}) == [
        ["p-ana", "Ana Lindqvist", ["+49 40 5550101", "+49 40 5550199", "ana.lindqvist@post.example"]]
    ]
    told = {one["line"]: (one["outcome"], one["score"]) for one in ledger.as_dict()["matches"]}
    assert told[2][0] == "linked" and told[2][1] > 0.99 and told[3][0] == "queued"


async def test_the_same_file_again_finds_everything_and_queues_nothing_twice(graph: Graph, tmp_path: Path) -> None:
    for options in (QUEUE, LINK):
        await emptied(graph)
        await imported(graph, tmp_path, people=THERE)
        await imported(graph, tmp_path, options, people=NEW)
        before = await everything(graph)
        again = await imported(graph, tmp_path, options, people=NEW)
        assert outcomes(again).keys() <= {"unchanged", "linked"} and "matches" not in again.as_dict()
        assert await everything(graph) == before


async def test_a_dry_run_tells_the_same_and_writes_nothing(graph: Graph, tmp_path: Path) -> None:
    await imported(graph, tmp_path, people=THERE)
    for way in ("queue", "link"):
        before = await everything(graph)
        dry = await imported(graph, tmp_path, Options(on_duplicate=way, dry_run=True), people=NEW)
        assert await everything(graph) == before
        real = await imported(graph, tmp_path, Options(on_duplicate=way), people=NEW)
        assert {**dry.as_dict(), "run": real.run} == real.as_dict()
        await undo(graph, real.run)


async def test_undo_gives_back_the_graph_and_its_queue(graph: Graph, tmp_path: Path) -> None:
    await imported(graph, tmp_path, people=THERE)
    before = await everything(graph)
    for options in (QUEUE, LINK):
        run = await imported(graph, tmp_path, options, people=NEW)
        assert await everything(graph) != before
        assert (await undo(graph, run.run)).rejected == []
        assert await everything(graph) == before


async def test_what_names_a_linked_row_leads_to_the_record(graph: Graph, tmp_path: Path) -> None:
    await imported(graph, tmp_path, people=THERE, organizations="external_id,name\no-a,Alpha\n")
    seats = "external_id,organization,title\nr-a,o-a,Head\n"
    held = "role,person\nr-a,x-ana\n"
    for options in (Options(on_duplicate="link", dry_run=True), LINK, LINK):
        ledger = await imported(graph, tmp_path, options, people=NEW, roles=seats, holdings=held)
        assert ledger.rejected == []
    held_by = "MATCH (p:Person)-[:HOLDS]->(r:Role) RETURN p.external_id, r.external_id"
    assert await graph.rows(held_by, {}) == [["p-ana", "r-a"]]


async def test_two_rows_of_one_file_are_two_records(graph: Graph, tmp_path: Path) -> None:
    """The file gives them ids of their own: what it names itself is linked to nothing, one row alone to a record."""
    await imported(graph, tmp_path, people=THERE)
    twice = NEW + "x-ana2,Ana Lindqvist,Ana,Lindqvist,ana.lindqvist@post.example,,Kiel,DE\n"
    ledger = await imported(graph, tmp_path, LINK, people=twice)
    assert outcomes(ledger) == {"created": 1, "linked": 1, "queued": 2}
    assert await pairs(graph) == [("p-ana", "x-ana2"), ("p-cy", "x-cy")]
    named = THERE + "x-ben,Ben Okafor,Ben,Okafor,ben.okafor@post.example,+49 40 5550102,Lagos,NG\n"
    ledger = await imported(graph, tmp_path, LINK, people=named)
    assert outcomes(ledger) == {"updated": 1, "unchanged": 2, "queued": 1}


async def test_an_organization_is_compared_and_a_unit_is_not(graph: Graph, tmp_path: Path) -> None:
    head = "external_id,name,kind,domain,part_of,city,country\n"
    await imported(
        graph, tmp_path, organizations=head + "o-l,Lumen Optics GmbH,,lumen.example,,Kiel,DE\no-u,Sales,TEAM,,o-l,,\n"
    )
    new = (
        "x-l,Lumen Optics,,lumen.example,,Kiel,DE\nx-u,Sales,TEAM,,x-l,,\nx-n,Pontis Glass,,pontis.example,,Turin,IT\n"
    )
    dry = await imported(graph, tmp_path, Options(on_duplicate="link", dry_run=True), organizations=head + new)
    ledger = await imported(graph, tmp_path, LINK, organizations=head + new)
    assert outcomes(ledger) == outcomes(dry) == {"created": 2, "linked": 1}
    part = "MATCH (u:Organization {external_id: 'x-u'})-[:PART_OF]->(o) RETURN o.external_id"
    assert await graph.rows(part, {}) == [["o-l"]]
    assert outcomes(await imported(graph, tmp_path, LINK, organizations=head + new)) == {"unchanged": 2, "linked": 1}


async def test_an_unknown_way_is_refused(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(BadUserInput, match="'merge' is none of queue, link, create"):
        await importing.run(graph, VOCABULARY, [tmp_path], Options(on_duplicate="merge"))
