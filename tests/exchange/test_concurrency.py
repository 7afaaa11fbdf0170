"""Imports at once: rules of structure hold, no record is made twice, nobody waits for ever."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from graphcrm.exchange import importing
from graphcrm.graph.connection import Graph
from graphcrm.vocabulary.words import VOCABULARY
from tests.exchange.files import ORGANIZATIONS, PEOPLE, ROLES, imported, outcomes, write

_RING = 4


async def test_no_ring_of_control_is_closed_by_imports_at_once(graph: Graph, tmp_path: Path) -> None:
    """Four stakes that make a ring, each in a file of its own, imported together: one is refused."""
    await imported(graph, tmp_path, organizations=ORGANIZATIONS)
    for turn in range(5):
        await graph.change_schema(["MATCH ()-[s:SUBSIDIARY_OF]->() DELETE s"])
        names = "abcd"
        stakes = [f"o-{names[i]},o-{names[(i + 1) % _RING]},0.6\n" for i in range(_RING)]
        files = [
            write(tmp_path / f"{turn}-{i}", {"ownership": "child,parent,share\n" + stake})
            for i, stake in enumerate(stakes)
        ]
        ledgers = await asyncio.gather(*(importing.run(graph, VOCABULARY, paths) for paths in files))
        codes = [r.code for ledger in ledgers for r in ledger.rejected]
        assert (sum(ledger.total()["created"] for ledger in ledgers), codes) == (3, ["RULE"])


async def test_no_circle_of_lines_is_closed_by_imports_at_once(graph: Graph, tmp_path: Path) -> None:
    lone = ROLES.replace("r-a\n", "\n").replace("r-b\n", "\n")
    await imported(graph, tmp_path, organizations=ORGANIZATIONS, roles=lone)
    head = "external_id,organization,title,reports_to\n"
    rows = ["r-a,o-a,Head,r-b\n", "r-b,o-a,Deputy,r-c\n", "r-c,o-a,Clerk,r-a\n"]
    files = [write(tmp_path / f"{i}", {"roles": head + row}) for i, row in enumerate(rows)]
    ledgers = await asyncio.gather(*(importing.run(graph, VOCABULARY, paths) for paths in files))
    assert sorted(next(iter(outcomes(ledger))) for ledger in ledgers) == ["rejected", "updated", "updated"]
    circle = "MATCH (r:Role) WHERE EXISTS { (r)-[:REPORTS_TO]->{1,5}(r) } RETURN count(r)"
    assert await graph.rows(circle, {}) == [[0]]


async def test_shares_stay_whole_under_imports_at_once(graph: Graph, tmp_path: Path) -> None:
    await imported(graph, tmp_path, organizations=ORGANIZATIONS)
    head = "child,parent,share,control\n"
    files = [write(tmp_path / owner, {"ownership": f"{head}o-a,o-{owner},0.4,false\n"}) for owner in "bcd"]
    ledgers = await asyncio.gather(*(importing.run(graph, VOCABULARY, paths) for paths in files))
    assert sum(ledger.total()["created"] for ledger in ledgers) == 2
    rows = await graph.rows("MATCH (:Organization {external_id: 'o-a'})-[s:SUBSIDIARY_OF]->() RETURN sum(s.share)", {})
    assert rows == [[0.8]]


async def test_files_that_share_records_make_each_once(graph: Graph, tmp_path: Path) -> None:
    people = "".join(f"p-{i},Person {i},all@x.example\n" for i in range(200))
    files = [
        write(tmp_path / f"{i}", {"people": f"external_id,name,emails\n{people}x-{i},X,all@x.example\n"})
        for i in range(3)
    ]
    ledgers = await asyncio.gather(*(importing.run(graph, VOCABULARY, paths) for paths in files))
    assert sum(ledger.total()["created"] for ledger in ledgers) == 203
    assert sum(ledger.total()["unchanged"] for ledger in ledgers) == 400
    assert await graph.rows("MATCH (p:Person) RETURN count(p)", {}) == [[203]]
    assert await graph.rows("MATCH (c:ContactPoint) RETURN count(c)", {}) == [[1]]


async def test_a_record_that_went_meanwhile_is_looked_up_again(graph: Graph, tmp_path: Path) -> None:
    """Between the files of one run somebody removes a person the run knows, and makes another with that id."""
    await imported(graph, tmp_path, organizations=ORGANIZATIONS, people=PEOPLE, roles=ROLES)
    original = importing.Importing.table
    again = (
        "MATCH (p:Person {external_id: 'p-a'}) SET p.external_id = null "
        "CREATE (:Person:Party {id: 'per_new', external_id: 'p-a', name: 'New', version: 1}) DETACH DELETE p"
    )

    async def disturbed(self: importing.Importing, table: importing.Table) -> None:
        await original(self, table)
        if table.name == "influences.csv":
            await graph.change_schema([again])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(importing.Importing, "table", disturbed)
        ledger = await imported(
            graph, tmp_path, influences="from,to,weight\np-a,p-b,0.5\n", relations="from,to,kind\np-a,p-c,FRIEND\n"
        )
    assert outcomes(ledger) == {"created": 2}
    assert await graph.rows("MATCH ({id: 'per_new'})-[r]->() RETURN type(r)", {}) == [["RELATED_TO"]]
