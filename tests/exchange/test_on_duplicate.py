"""Imports of people and organizations that may be there already: queued for people to judge, or linked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graphcrm.access.policy import built_in
from graphcrm.access.sensitivity import Act
from graphcrm.access.viewers import viewer
from graphcrm.compile.rules import Rules
from graphcrm.errors import BadUserInput, Forbidden
from graphcrm.exchange import batches, importing
from graphcrm.exchange.canonical import lines
from graphcrm.exchange.importing import Options
from graphcrm.exchange.judging.duplicates import Duplicates
from graphcrm.graph.connection import Graph
from graphcrm.records import import_runs
from graphcrm.records.sharing import EVERYTHING
from graphcrm.vocabulary.words import VOCABULARY
from tests.conftest import Api, emptied
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


async def test_a_run_that_is_stopped_ends_as_if_undisturbed(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records that the import itself made before it was stopped are met by its later rows; what was linked stays so."""
    monkeypatch.setattr(batches, "SIZE", 2)
    more = "".join(f"x-c{i},Cy Young,Cy,Young,,,Cork,IE\n" for i in range(3)) + (
        "x-ana2,Ana Lindqvist,Ana,Lindqvist,ana.lindqvist@post.example,,Kiel,DE\n"
        "x-dee2,Dee Novak,Dee,Novak,dee.novak@post.example,,Brno,CZ\n"
        "x-ben,Ben Okafor,Ben,Okafor,ben.okafor@post.example,,Lagos,NG\n"
    )
    await imported(graph, tmp_path, people=THERE)
    whole = await imported(graph, tmp_path, LINK, people=NEW + more)
    assert outcomes(whole) == {"created": 1, "linked": 2, "queued": 6}
    expected = await everything(graph)
    for stopped in (2, 4):
        await emptied(graph)
        await imported(graph, tmp_path, people=THERE)
        left = [stopped]

        async def stop(left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] == 0:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            await imported(graph, tmp_path, replace(LINK, permit=stop), people=NEW + more)
        (unfinished, *_) = await import_runs.runs(graph)
        resumed = await imported(graph, tmp_path, LINK, people=NEW + more)
        assert resumed.run == unfinished["run"]
        assert await everything(graph) == expected
        assert resumed.total() == whole.total()
        told = [[(one["line"], one["outcome"], one["score"]) for one in found.matches] for found in (resumed, whole)]
        assert told[0] == told[1]


async def test_whoever_the_importer_does_not_see_is_met_by_nobody(graph: Graph, tmp_path: Path) -> None:
    """The reply is that over a graph from which what they may not see is gone."""
    teams = "external_id,name\nt-n,North\nt-s,South\n"
    there = _HEAD.replace("\n", ",audience\n") + (
        "p-ana,Ana Lindqvist,Ana,Lindqvist,ana.lindqvist@post.example,+49 40 5550101,Kiel,DE,t-s\n"
        "p-cy,Cy Young,Cy,Young,,,Cork,IE,t-n\n"
    )
    await imported(graph, tmp_path, teams=teams, people=there)
    ids = dict(await graph.rows("MATCH (t:Team) RETURN t.external_id, t.id", {}))
    before = await everything(graph)
    for way, seen in (("link", {"created": 2, "queued": 1}), ("queue", {"created": 2, "queued": 1})):
        north = viewer(built_in(), id="usr_n", email="n", roles=("account_manager",), teams=(ids["t-n"],))
        run = await imported(graph, tmp_path, Options(author="usr_n", importer=north, on_duplicate=way), people=NEW)
        assert outcomes(run) == seen
        assert await pairs(graph) == [("p-cy", "x-cy")]
        assert [one["line"] for one in run.matches] == [3]
        await undo(graph, run.run)
        assert await everything(graph) == before


async def test_a_row_for_everybody_never_fills_a_record_that_is_for_a_team_alone(graph: Graph, tmp_path: Path) -> None:
    head = _HEAD.replace("\n", ",audience\n")
    ana = "Ana Lindqvist,Ana,Lindqvist,ana.lindqvist@post.example,,Kiel,DE"
    await imported(graph, tmp_path, teams="external_id,name\nt-s,South\n", people=f"{head}p-ana,{ana},t-s\n")
    assert outcomes(await imported(graph, tmp_path, LINK, people=f"{_HEAD}x-ana,{ana}\n")) == {"queued": 1}
    assert outcomes(await imported(graph, tmp_path, LINK, people=f"{head}y-ana,{ana},t-s\n")) == {"queued": 1}


async def test_a_source_that_gave_a_record_its_id_means_another_by_another_id(graph: Graph, tmp_path: Path) -> None:
    await imported(graph, tmp_path, Options(source="mail list"), people=THERE)
    again = await imported(graph, tmp_path, Options(source="mail list", on_duplicate="link"), people=NEW)
    assert outcomes(again) == {"created": 1, "queued": 2}
    await undo(graph, again.run)
    other = await imported(graph, tmp_path, Options(source="shop", on_duplicate="link"), people=NEW)
    assert outcomes(other) == {"created": 1, "linked": 1, "queued": 1}
    third = NEW.replace("x-", "z-")
    assert outcomes(await imported(graph, tmp_path, Options(source="shop", on_duplicate="link"), people=third)) == {
        "queued": 3
    }


async def test_a_wish_not_to_be_contacted_is_kept_and_none_is_taken_back(graph: Graph, tmp_path: Path) -> None:
    head = "external_id,name,first_name,last_name,emails,city,country,do_not_contact\n"
    ana, ben = "Ana Lindqvist,Ana,Lindqvist,ana@post.example,Kiel,DE", "Ben Okafor,Ben,Okafor,ben@post.example,Lagos,NG"
    await imported(graph, tmp_path, people=f"{head}p-ana,{ana},false\np-ben,{ben},true\n")
    run = await imported(graph, tmp_path, LINK, people=f"{head}x-ana,{ana},true\nx-ben,{ben},false\n")
    assert outcomes(run) == {"linked": 2}
    assert await graph.rows("MATCH (p:Person) RETURN p.external_id, p.do_not_contact ORDER BY p.name", {}) == [
        ["p-ana", True],
        ["p-ben", True],
    ]


def test_whoever_may_not_search_by_what_is_compared_is_told() -> None:
    policy = built_in()
    for role in policy.roles:
        who = viewer(policy, id="usr_a", email="a", roles=(role,), teams=())
        rules = Rules(VOCABULARY, who.lens)
        if "ContactPoint.address" not in rules.usable(Act.SEARCH):
            with pytest.raises(Forbidden, match="so that nothing can be compared for you"):
                Duplicates("queue", rules, EVERYTHING)
            break
    else:
        raise AssertionError("a role that sees no addresses")


async def test_a_record_that_rows_lead_to_is_merged_and_parted_as_any(api: Api, tmp_path: Path) -> None:
    await api.token("admin")
    await imported(api.graph, tmp_path, people=THERE)
    run = await imported(api.graph, tmp_path, LINK, people=NEW)
    before = await everything(api.graph)
    ids = dict(await api.graph.rows("MATCH (p:Person) RETURN p.external_id, p.id", {}))
    text = """mutation($people: [PersonBy!]!, $s: PersonBy) {
      personMerge(input: {people: $people, survivor: $s}) { mergeId userErrors { message } } }"""
    people = [{"id": ids["p-ana"]}, {"id": ids["p-ben"]}]
    merged = (await api.ask(text, {"people": people, "s": people[1]}, role="admin"))["personMerge"]
    assert merged["userErrors"] == []
    again = await imported(api.graph, tmp_path, LINK, people=NEW)
    assert outcomes(again) == {"linked": 1, "unchanged": 2}
    undone = """mutation($ids: [String!]!) { mergeUndo(input: {merges: $ids}) { userErrors { message } } }"""
    await api.ask(undone, {"ids": [merged["mergeId"]]}, role="admin")
    assert await everything(api.graph) == before
    assert (await undo(api.graph, run.run)).rejected == []


async def test_rows_of_one_file_that_may_be_one_are_told_by_their_lines(graph: Graph, tmp_path: Path) -> None:
    """In a dry run there is no id yet; a row that was rejected is nobody's match."""
    twice = _HEAD + (
        "x-a,Ana Lindqvist,Ana,Lindqvist,ana@post.example,,Kiel,XXX\n"
        "x-b,Ana Lindqvist,Ana,Lindqvist,ana@post.example,,Kiel,DE\n"
        "x-c,Ana Lindqvist,Ana,Lindqvist,ana@post.example,,Kiel,DE\n"
    )
    dry = await imported(graph, tmp_path, Options(on_duplicate="queue", dry_run=True), people=twice)
    assert outcomes(dry) == {"created": 1, "queued": 1, "rejected": 1}
    (told,) = dry.matches
    assert (told["line"], told["match"], told["matchLine"], told["others"]) == (4, None, 3, 0)
    real = await imported(graph, tmp_path, QUEUE, people=twice)
    ids = dict(await graph.rows("MATCH (p:Person) RETURN p.external_id, p.id", {}))
    assert real.matches == [{**told, "match": ids["x-b"]}] and await pairs(graph) == [("x-b", "x-c")]
