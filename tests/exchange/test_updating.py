"""A second import of the same ids: only what changed is written, and what a file does not say is left alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graphcrm.exchange import importing
from graphcrm.exchange.canonical import graph_hash
from graphcrm.graph.connection import Graph
from graphcrm.vocabulary.words import VOCABULARY
from tests.exchange.files import ORGANIZATIONS, PEOPLE, ROLES, imported, outcomes, rejections, write

_EDGES = """
MATCH ({external_id: $id})-[r]->(b) WHERE coalesce(r.ended_on >= date(), true)
RETURN type(r) AS kind, coalesce(b.external_id, b.address, b.kind) AS end ORDER BY kind, end
"""


async def edges(graph: Graph, external_id: str) -> list[list[Any]]:
    """The edges that leave a record and have not ended."""
    return await graph.rows(_EDGES, {"id": external_id})


async def test_versions_count_changes_and_nothing_else(graph: Graph, tmp_path: Path) -> None:
    text = "MATCH (p:Person {external_id: 'p-a'}) RETURN p.version, p.updated_at, p.created_at, p.id"
    await imported(graph, tmp_path, people="external_id,name,categories\np-a,Ana,CHAMPION\n")
    ((version, made, created, identifier),) = await graph.rows(text, {})
    assert (version, made) == (1, created)
    assert identifier.startswith("per_")
    await imported(graph, tmp_path, people="external_id,name,categories\np-a,Ana,champion\n")
    assert (await graph.rows(text, {}))[0][:2] == [1, made]
    await imported(graph, tmp_path, people="external_id,name,categories\np-a,Anna,\n")
    ((version, updated, again, same),) = await graph.rows(text, {})
    assert (version, again, same) == (2, created, identifier)
    assert updated > made


async def test_a_file_of_two_columns_leaves_the_rest_alone(graph: Graph, tmp_path: Path) -> None:
    head = "external_id,name,kind,categories,part_of,employees,ours\n"
    rows = "o-a,A,NONPROFIT,PROSPECT_TARGET,o-b,5,true\no-b,B,,,,,\n"
    await imported(graph, tmp_path, organizations=head + rows)
    before = await graph_hash(graph)
    assert outcomes(await imported(graph, tmp_path, organizations="external_id,name\no-a,A\n")) == {"unchanged": 1}
    assert await graph_hash(graph) == before


async def test_a_stake_keeps_its_share_and_control_where_a_file_says_nothing_of_them(
    graph: Graph, tmp_path: Path
) -> None:
    text = "child,parent,share,control\no-a,o-b,0.3,true\n"
    await imported(graph, tmp_path, organizations=ORGANIZATIONS, ownership=text)
    await imported(graph, tmp_path, ownership="child,parent,source\no-a,o-b,press\n")
    rows = await graph.rows("MATCH ()-[s:SUBSIDIARY_OF]->() RETURN s.share, s.control, s.source", {})
    assert rows == [[0.3, True, "press"]]


async def test_an_address_that_is_left_out_has_ended_and_one_of_today_that_is_nobodys_any_more_goes(
    graph: Graph, tmp_path: Path
) -> None:
    head = "external_id,name,emails\n"
    await imported(graph, tmp_path, people=head + "p-a,Ana,both@x.example;ana@x.example\np-b,Ben,Both@x.example\n")
    await imported(graph, tmp_path, people=head + "p-a,Ana,today@x.example\n")
    await imported(graph, tmp_path, people=head + "p-a,Ana,\n")
    assert await edges(graph, "p-a") == []
    assert await edges(graph, "p-b") == [["REACHED_AT", "both@x.example"]]
    text = "MATCH (c:ContactPoint)<-[r]-() RETURN c.address_key AS key, r.ended_on = date() - duration('P1D') AS ended"
    rows = await graph.rows(text + " ORDER BY key, ended", {})
    assert rows == [["ana@x.example", True], ["both@x.example", True], ["both@x.example", None]]
    assert await graph.rows("MATCH (c:ContactPoint) RETURN count(c)", {}) == [[2]]


async def test_of_two_spellings_of_an_address_the_same_stays_in_any_order(graph: Graph, tmp_path: Path) -> None:
    rows = ["p-a,Ana,ANA@x.example,KIEL,DE\n", "p-b,Ben,ana@X.example,Kiel,DE\n"]
    hashes = set()
    for one in (rows, rows[::-1]):
        await graph.change_schema(["MATCH (n) WHERE NOT n:Internal DETACH DELETE n"])
        for row in one:
            await imported(graph, tmp_path, people="external_id,name,emails,city,country\n" + row)
        hashes.add(await graph_hash(graph))
    assert len(hashes) == 1


async def test_who_moves_leaves_no_place_behind(graph: Graph, tmp_path: Path) -> None:
    head = "external_id,name,city,country\n"
    await imported(graph, tmp_path, people=head + "p-a,Ana,Malmö,SE\np-b,Ben,Kiel,DE\n")
    assert await edges(graph, "p-a") == [["LOCATED_AT", "city:SE:malmo"]]
    await imported(graph, tmp_path, people=head + "p-a,Ana,Kiel,DE\n")
    assert await edges(graph, "p-a") == [["LOCATED_AT", "city:DE:kiel"]]
    places = await graph.rows("MATCH (l:Location) RETURN l.external_id AS place ORDER BY place", {})
    assert places == [["city:DE:kiel"], ["country:DE"]]
    await imported(graph, tmp_path, people=head + "p-a,Ana,,DE\np-b,Ben,,\n")
    assert await edges(graph, "p-a") == [["LOCATED_AT", "country:DE"]]
    assert await edges(graph, "p-b") == []


async def test_a_seat_moves_under_another_and_its_old_line_ends(graph: Graph, tmp_path: Path) -> None:
    await imported(graph, tmp_path, organizations=ORGANIZATIONS, roles=ROLES)
    turned = "external_id,organization,title,reports_to\nr-a,o-a,Head,r-c\nr-c,o-a,Clerk,\nr-b,o-b,Deputy,r-a\n"
    assert outcomes(await imported(graph, tmp_path, roles=turned)) == {"updated": 3}
    assert await edges(graph, "r-a") == [["AT", "o-a"], ["REPORTS_TO", "r-c"]]
    assert await edges(graph, "r-c") == [["AT", "o-a"]]
    assert await edges(graph, "r-b") == [["AT", "o-b"], ["REPORTS_TO", "r-a"]]


async def test_a_line_that_ended_is_history_and_stays(graph: Graph, tmp_path: Path) -> None:
    await imported(graph, tmp_path, organizations=ORGANIZATIONS, roles=ROLES)
    ended = (
        "MATCH (:Role {external_id: 'r-c'})-[l:REPORTS_TO]->() SET l.ended_on = date('2020-12-31') "
        "WITH l MATCH (c:Role {external_id: 'r-c'}) MATCH (a:Role {external_id: 'r-a'}) "
        "CREATE (c)-[:REPORTS_TO {kind: 'SOLID', started_on: date('2021-01-01')}]->(a)"
    )
    await graph.change_schema([ended])
    await imported(graph, tmp_path, roles=ROLES)
    lines = await graph.rows(
        "MATCH (:Role {external_id: 'r-c'})-[l:REPORTS_TO]->(r) "
        "RETURN r.external_id, toString(l.started_on), toString(l.ended_on) AS last ORDER BY last",
        {},
    )
    [[today, yesterday]] = await graph.rows("RETURN toString(date()), toString(date() - duration('P1D'))", {})
    assert lines == [["r-b", None, "2020-12-31"], ["r-a", "2021-01-01", yesterday], ["r-b", today, None]]


async def test_seats_may_name_each_other_by_dotted_lines(graph: Graph, tmp_path: Path) -> None:
    text = "external_id,organization,title,dotted_to\nr-a,o-a,Head,r-b\nr-b,o-a,Deputy,r-a\nr-c,o-a,Clerk,r-a;r-b\n"
    await imported(graph, tmp_path, organizations=ORGANIZATIONS, roles=text)
    assert await edges(graph, "r-c") == [["AT", "o-a"], ["REPORTS_TO", "r-a"], ["REPORTS_TO", "r-b"]]
    assert (await graph.rows("MATCH (r:Role) RETURN DISTINCT r.version", {})) == [[1]]
    fewer = text.replace("r-a;r-b", "r-b")
    assert outcomes(await imported(graph, tmp_path, roles=fewer)) == {"updated": 1, "unchanged": 2}
    assert await edges(graph, "r-c") == [["AT", "o-a"], ["REPORTS_TO", "r-b"]]
    assert (await graph.rows("MATCH (r:Role {external_id: 'r-c'}) RETURN r.version", {})) == [[2]]


async def test_a_row_that_names_a_rejected_one_falls_with_it(graph: Graph, tmp_path: Path) -> None:
    text = (
        "external_id,organization,title,reports_to,dotted_to\n"
        "r-a,o-none,Head,,\nr-b,o-a,Deputy,r-a,\nr-c,o-a,Clerk,r-b,\nr-d,o-a,Driver,,r-c\nr-e,o-a,Guard,,\n"
    )
    ledger = await imported(graph, tmp_path, organizations=ORGANIZATIONS, roles=text)
    assert [(line, column) for _, line, column, _ in rejections(ledger)] == [
        (2, "organization"),
        (3, "reports_to"),
        (4, "reports_to"),
        (5, "dotted_to"),
    ]
    assert {code for *_, code in rejections(ledger)} == {"UNKNOWN_REFERENCE"}
    assert await graph.rows("MATCH (r:Role) RETURN r.external_id", {}) == [["r-e"]]


async def test_a_hand_over_is_taken_in_either_order_of_its_rows(graph: Graph, tmp_path: Path) -> None:
    head = "child,parent,share,started_on,ended_on\n"
    before = head + "o-a,o-b,1,2010-01-01,\n"
    new, old = "o-a,o-c,1,2020-01-01,\n", "o-a,o-b,1,2010-01-01,2019-12-31\n"
    hashes = set()
    for rows in (new + old, old + new):
        await graph.change_schema(["MATCH (n) WHERE NOT n:Internal DETACH DELETE n"])
        await imported(graph, tmp_path, organizations=ORGANIZATIONS, ownership=before)
        assert outcomes(await imported(graph, tmp_path, ownership=head + rows)) == {"created": 1, "updated": 1}
        hashes.add(await graph_hash(graph))
    assert len(hashes) == 1


async def test_a_unit_turned_around_over_batches_is_taken(graph: Graph, tmp_path: Path) -> None:
    head = "external_id,name,part_of\n"
    await imported(graph, tmp_path, organizations=head + "o-x,X,\no-s,S,o-x\no-r,R,o-s\n")
    turned = head + "o-x,X,o-r\no-s,S,\n"  # o-r is not told of: its line to o-s stays, so o-s must leave o-x first
    assert outcomes(await imported(graph, tmp_path, organizations=turned)) == {"updated": 2}
    assert await edges(graph, "o-x") == [["PART_OF", "o-r"]]
    assert await edges(graph, "o-s") == []


async def test_an_interaction_is_about_organizations_else_deals(graph: Graph, tmp_path: Path) -> None:
    ledger = await imported(
        graph,
        tmp_path,
        organizations=ORGANIZATIONS + "same,Same\n",
        people=PEOPLE,
        deals="external_id,name,organization\nd-a,Deal,o-a\nsame,Other,o-a\n",
        interactions="external_id,kind,occurred_at,participants,concerns\n"
        "i-a,CALL,2026-01-01T10:00:00+02:00,p-a:FROM;p-a:TO;p-b:TO;p-b:TO,o-a;d-a;same\n"
        "i-b,CALL,2026-01-01T10:00:00Z,p-a:FROM,nobody\n",
    )
    assert rejections(ledger) == [("interactions.csv", 3, "concerns", "UNKNOWN_REFERENCE")]
    rows = await graph.rows(
        "MATCH ()-[:CONCERNS]->(c) RETURN labels(c)[0] AS noun, c.external_id AS name ORDER BY noun, name", {}
    )
    assert rows == [["Deal", "d-a"], ["Organization", "o-a"], ["Organization", "same"]]
    text = "MATCH (p)-[t:TOOK_PART_IN]->() RETURN p.external_id AS name, t.part AS part ORDER BY name, part"
    parts = await graph.rows(text, {})
    assert parts == [["p-a", "FROM"], ["p-a", "TO"], ["p-b", "TO"]]
    when = await graph.rows("MATCH (i:Interaction) RETURN toString(i.occurred_at)", {})
    assert when == [["2026-01-01T08:00:00Z"]]


async def test_a_stakeholder_is_known_by_deal_person_and_day(graph: Graph, tmp_path: Path) -> None:
    head = "deal,person,stance,since\n"
    await imported(
        graph,
        tmp_path,
        organizations=ORGANIZATIONS,
        people=PEOPLE,
        deals="external_id,name,organization\nd-a,Deal,o-a\n",
        stakeholders=head + "d-a,p-a,NEUTRAL,2026-01-01\nd-a,p-a,SUPPORTER,2026-06-01\n",
    )
    ledger = await imported(graph, tmp_path, stakeholders=head + "d-a,p-a,SCEPTIC,2026-01-01\n")
    assert outcomes(ledger) == {"updated": 1}
    rows = await graph.rows("MATCH ()-[s:STAKEHOLDER_IN]->() RETURN s.stance ORDER BY s.started_on", {})
    assert rows == [["SCEPTIC"], ["SUPPORTER"]]


async def test_two_files_of_one_name_are_told_apart(graph: Graph, tmp_path: Path) -> None:
    write(tmp_path / "a", {"people": "external_id,name\np-a,Ana\n"})
    write(tmp_path / "b", {"people": "external_id,name\np-b,\n"})
    ledger = await importing.run(graph, VOCABULARY, [tmp_path / "a", tmp_path / "b"])
    assert [(Path(file).parent.name, ledger.of(file)["read"]) for file in ledger.files] == [("a", 1), ("b", 1)]
    assert outcomes(ledger) == {"created": 1, "rejected": 1}
