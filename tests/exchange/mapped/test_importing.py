"""Files of others in the graph: matched, filled, written once however often and in whatever order they come."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from graphcrm.access.policy import built_in
from graphcrm.exchange import importing, undoing
from graphcrm.exchange.canonical import graph_hash, lines
from graphcrm.exchange.importing import Options, silent
from graphcrm.exchange.ledger import Ledger
from graphcrm.graph.connection import Graph
from graphcrm.records import import_runs, users
from graphcrm.vocabulary.words import VOCABULARY
from tests.conftest import emptied
from tests.exchange import files
from tests.exchange.files import outcomes, rejections
from tests.exchange.test_command import Command, graphcrm

__all__ = ["graphcrm"]

_MAPPING = {
    "noun": "people",
    "key": ["emails"],
    "format": {"separator": ";"},
    "columns": [
        {"column": "Name", "to": "name"},
        {"column": "Mail", "to": "emails"},
        {"column": "Firma", "to": "organization.name"},
        {"column": "Domain", "to": "organization.domain"},
        {"column": "Position", "to": "seat.title"},
        {"column": "Seit", "to": "seat.started_on", "date": "DD.MM.YYYY"},
        {"column": "Ort", "to": "city", "write": "fill"},
    ],
}
_HEAD = "Name;Mail;Firma;Domain;Position;Seit;Ort\n"
_ROWS = [
    "Ana Berg;ana@alpha.example;Alpha GmbH;alpha.example;Leiterin;01.02.2020;Kiel\n",
    "Ben Roth;ben@alpha.example;ALPHA GMBH;;Clerk;;\n",
    "Cy Lund;cy@beta.example;Beta;;Clerk;;Bonn\n",
    "Dee Ito;dee@beta.example;beta;;Clerk;;\n",
    "Eve Moe;eve@x.example;;;Clerk;;\n",
]
_SEATS = """
MATCH (p:Person)-[h:HOLDS]->(r:Role)-[:AT]->(o:Organization)
RETURN p.name, r.title, o.name, toString(h.started_on) ORDER BY p.name, r.title
"""


async def brought(
    graph: Graph, folder: Path, content: str, mapping: dict[str, Any] | None = None, name: str = "a.csv", **more: Any
) -> Ledger:
    """What became of a file."""
    (folder / name).write_text(content, encoding="utf-8")
    if mapping is not None:
        (folder / "map.json").write_text(json.dumps(mapping))
        more["mapping"] = folder / "map.json"
    return await importing.run(graph, VOCABULARY, [folder / name], Options(**more))


async def test_one_row_is_a_person_an_organization_and_a_seat_once(graph: Graph, tmp_path: Path) -> None:
    empty = await graph_hash(graph)
    first = await brought(graph, tmp_path, _HEAD + "".join(_ROWS), _MAPPING)
    assert {name: first.of(name)["created"] for name in first.files} == {
        "a.csv": 5,
        "a.csv (organizations)": 2,
        "a.csv (roles)": 4,
        "a.csv (holdings)": 4,
    }
    assert (first.rejected, [one["code"] for one in first.findings]) == ([], ["NO_ORGANIZATION"])
    assert await graph.rows(_SEATS, {}) == [
        ["Ana Berg", "Leiterin", "Alpha GmbH", "2020-02-01"],
        ["Ben Roth", "Clerk", "Alpha GmbH", None],
        ["Cy Lund", "Clerk", "beta", None],
        ["Dee Ito", "Clerk", "beta", None],
    ]
    before = await graph_hash(graph)
    for seed in range(3):
        rows = random.Random(seed).sample(_ROWS, len(_ROWS)) if seed else _ROWS
        again = await brought(graph, tmp_path, _HEAD + "".join(rows), _MAPPING)
        assert (again.rejected, outcomes(again).keys()) == ([], {"unchanged"})
        assert await graph_hash(graph) == before
    assert (await undoing.undo(graph, VOCABULARY, first.run, "local", silent)).rejected == []
    assert await graph_hash(graph) == empty


async def test_one_that_is_stopped_goes_on_with_the_same_people_and_seats(graph: Graph, tmp_path: Path) -> None:
    mapping, text = {**_MAPPING, "mode": "create"}, _HEAD + "".join(_ROWS)
    await brought(graph, tmp_path, text, mapping)
    before = await lines(graph)
    await emptied(graph)
    options = Options(mapping=tmp_path / "map.json")
    for last in ("a.csv", "a.csv (organizations)", "a.csv (roles)"):

        def stop(sentence: str, done: int, total: int, last: str = last) -> None:
            if sentence == f"importing {last}" and done == total:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            await importing.run(graph, VOCABULARY, [tmp_path / "a.csv"], options, stop)
    ledger = await importing.run(graph, VOCABULARY, [tmp_path / "a.csv"], options)
    assert (ledger.rejected, outcomes(ledger)) == ([], {"created": 15})
    assert await lines(graph) == before
    assert len(await import_runs.runs(graph)) == 1


async def test_who_and_what_is_there_is_found_and_filled(graph: Graph, tmp_path: Path) -> None:
    await files.imported(
        graph,
        tmp_path / "native",
        organizations="external_id,name,domain\no-a,Alpha,ALPHA.example\no-b,BETA,\n",
        people="external_id,name,emails,city\np-a,Ana,Ana@alpha.example;private@a.example,Ulm\n",
        roles="external_id,organization,title\nr-v,o-b,Clerk\n",
    )
    ledger = await brought(graph, tmp_path, _HEAD + _ROWS[0] + _ROWS[2], _MAPPING)
    assert ledger.rejected == []
    text = "MATCH (p:Person) RETURN p.external_id, p.name, p.city, COUNT { (p)-[:REACHED_AT]->() } ORDER BY p.name"
    assert await graph.rows(text, {}) == [["p-a", "Ana Berg", "Ulm", 2], [None, "Cy Lund", "Bonn", 1]]
    text = "MATCH (o:Organization) RETURN o.external_id, o.name, o.domain ORDER BY o.external_id"
    assert await graph.rows(text, {}) == [["o-a", "Alpha", "alpha.example"], ["o-b", "BETA", None]]
    # A seat that nobody ever held is filled, and no second one is made beside it.
    text = "MATCH (p:Person)-[:HOLDS]->(r:Role) RETURN p.name, r.external_id ORDER BY p.name"
    assert await graph.rows(text, {}) == [["Ana Berg", None], ["Cy Lund", "r-v"]]


async def test_a_key_that_two_people_have_is_not_guessed(graph: Graph, tmp_path: Path) -> None:
    people = "external_id,name,emails\np-a,Ana,both@a.example\np-b,Ben,both@a.example\n"
    await files.imported(graph, tmp_path / "native", people=people)
    rows = (
        "Who;both@a.example;Alpha;;;;\n;new@a.example;;;;;\nNo Key;;;;;;\nDup;d@a.example;;;;;\nDup;D@a.example;;;;;\n"
    )
    before = await graph.rows("MATCH (o:Organization) RETURN count(o)", {})
    ledger = await brought(graph, tmp_path, _HEAD + rows, _MAPPING)
    assert rejections(ledger) == [
        ("a.csv", 2, "Mail", "AMBIGUOUS"),
        ("a.csv", 3, "Name", "REQUIRED"),
        ("a.csv", 4, "Mail", "REQUIRED"),
        ("a.csv", 6, "Mail", "DUPLICATE_ID"),
    ]
    assert ledger.of("a.csv") == {
        **dict.fromkeys(("updated", "unchanged", "linked", "queued"), 0),
        "read": 5,
        "created": 1,
        "rejected": 4,
    }
    # Nothing of a rejected row is written, not even its organization.
    assert await graph.rows("MATCH (o:Organization) RETURN count(o)", {}) == before


async def test_a_mapping_may_be_to_create_or_to_update_only(graph: Graph, tmp_path: Path) -> None:
    await files.imported(graph, tmp_path / "native", people="external_id,name,emails\np-a,Ana,ana@alpha.example\n")
    rows = _HEAD + _ROWS[0] + _ROWS[2]
    ledger = await brought(graph, tmp_path, rows, {**_MAPPING, "mode": "update"})
    assert rejections(ledger) == [("a.csv", 3, "Mail", "NOT_FOUND")]
    assert await graph.rows("MATCH (o:Organization) RETURN o.name", {}) == [["Alpha GmbH"]]
    ledger = await brought(graph, tmp_path, rows.replace("Ana Berg", "Other"), {**_MAPPING, "mode": "create"})
    assert ledger.of("a.csv")["unchanged"] == ledger.of("a.csv")["created"] == 1
    assert await graph.rows("MATCH (p:Person) RETURN p.name ORDER BY p.name", {}) == [["Ana Berg"], ["Cy Lund"]]


async def test_an_empty_cell_clears_only_where_it_is_told_to(graph: Graph, tmp_path: Path) -> None:
    people = "external_id,name,city,language,tags,do_not_contact\np-a,Ana,Kiel,de,x;y,true\n"
    await files.imported(graph, tmp_path / "native", people=people)
    columns = [
        {"column": "Id", "to": "external_id"},
        {"column": "City", "to": "city"},
        {"column": "Lang", "to": "language", "write": "clear"},
        {"column": "DNC", "to": "do_not_contact"},
    ]
    mapping = {"noun": "people", "columns": columns}
    ledger = await brought(graph, tmp_path, "Id,City,Lang,DNC\np-a,,,no\n", mapping)
    assert outcomes(ledger) == {"updated": 1}
    text = "MATCH (p:Person) RETURN p.name, p.city, p.language, p.do_not_contact"
    assert await graph.rows(text, {}) == [["Ana", "Kiel", None, True]]


async def test_an_importer_finds_nobody_whom_they_do_not_see(graph: Graph, tmp_path: Path) -> None:
    await files.imported(
        graph,
        tmp_path / "native",
        teams="external_id,name\nt-a,Alphas\n",
        people="external_id,name,emails,audience\np-a,Ana,ana@alpha.example,t-a\n",
    )
    await users.add(graph, built_in(), "kim@lumen.example", "Kim", ["account_manager"])
    kim = await users.viewer_of(graph, built_in(), "kim@lumen.example")
    mapping = {**_MAPPING, "columns": _MAPPING["columns"][:2]}
    ledger = await brought(
        graph, tmp_path, "Name;Mail\nAna B;ana@alpha.example\n", mapping, importer=kim, author=kim.id
    )
    assert outcomes(ledger) == {"created": 1}
    text = "MATCH (p:Person) RETURN p.name, p.audience IS NULL ORDER BY p.name"
    assert await graph.rows(text, {}) == [["Ana", False], ["Ana B", True]]


async def test_bad_rows_among_many_are_named_exactly_and_no_good_row_is_lost(graph: Graph, tmp_path: Path) -> None:
    size, places = 3000, random.Random(7).sample(range(3000), 137)
    bad = {place: number % 4 for number, place in enumerate(places)}
    rows, expected = [], []
    for place in range(size):
        cells = [f"Person {place}", f"p{place}@a.example", "", "", "", "01.02.2020", ""]
        if place in bad:
            column, value, code = [
                (0, "", "REQUIRED"),
                (1, "nobody", "FORMAT"),
                (1, "", "REQUIRED"),
                (5, "2020-31-12", "FORMAT"),
            ][bad[place]]
            cells[column] = value
            expected.append((place + 2, ["Name", "Mail", "", "", "", "Seit"][column], code))
        rows.append(";".join(cells))
    ledger = await brought(graph, tmp_path, _HEAD + "\n".join(rows) + "\n", _MAPPING)
    assert [(one.line, one.column, one.code) for one in ledger.rejected] == expected
    assert outcomes(ledger) == {"created": size - 137, "rejected": 137}
    assert await graph.rows("MATCH (p:Person) RETURN count(p)", {}) == [[size - 137]]


async def test_cards_need_no_mapping(graph: Graph, tmp_path: Path) -> None:
    card = (
        "BEGIN:VCARD\nVERSION:4.0\nUID:u-1\nFN:Ana Berg\nN:Berg;Ana;;;\nEMAIL:ana@a.example\nTEL:+49 40 5550100\n"
        "ORG:Alpha\nTITLE:Head\nBDAY:19800102\nADR:;;Quay 1;Kiel;;24103;Germany\nEND:VCARD\n"
    )
    first = await brought(graph, tmp_path, card, name="a.vcf")
    assert (first.rejected, first.findings) == ([], [])
    text = (
        "MATCH (p:Person)-[:HOLDS]->(r)-[:AT]->(o) MATCH (p)-[:REACHED_AT]->(c) WITH p, r, o, c ORDER BY c.medium "
        "RETURN p.external_id, p.name, p.city, p.country, r.title, o.name, collect(c.address)"
    )
    mails = ["ana@a.example", "+49 40 5550100", "Quay 1, 24103 Kiel, Germany"]
    assert await graph.rows(text, {}) == [["u-1", "Ana Berg", "Kiel", "DE", "Head", "Alpha", mails]]
    assert outcomes(await brought(graph, tmp_path, card, name="a.vcf")).keys() == {"unchanged"}


def test_from_a_file_nobody_knows_to_the_graph_and_back(graphcrm: Command, tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text(
        "Vorname;Nachname;E-Mail;Firma;Position;Geburtstag\n"
        "Ana;Berg;ana@a.example;Alpha;Leiterin;01.02.1980\nBen;Roth;none;Alpha;Clerk;02.03.1981\n"
    )
    suggested = graphcrm("import", "suggest", "contacts.csv", "--output", "map.json")
    assert suggested.returncode == 0, suggested.stderr
    done = graphcrm("import", "contacts.csv", "--map", "map.json", "--rejects", "bad.csv", "--json")
    assert done.returncode == 3, done.stderr
    ledger = json.loads(done.stdout)
    (rejected,) = ledger["rejected"]
    assert (rejected["line"], rejected["column"], rejected["code"]) == (3, "E-Mail", "FORMAT")
    lines = (tmp_path / "bad.csv").read_text().splitlines()
    assert lines == ["Vorname;Nachname;E-Mail;Firma;Position;Geburtstag", "Ben;Roth;none;Alpha;Clerk;02.03.1981"]
    (tmp_path / "bad.csv").write_text("\n".join(lines).replace("none", "ben@a.example") + "\n")
    assert graphcrm("import", "bad.csv", "--map", "map.json").returncode == 0
    undone = graphcrm("import", "undo", ledger["run"], "--json")
    assert undone.returncode == 3, undone.stderr  # the organization is Ben's as well by now
    told = json.loads(undone.stdout)
    assert told["undoes"] == ledger["run"]
    assert told["total"]["updated"] > 0
    assert graphcrm("import", "undo", "run_none").returncode == 1
