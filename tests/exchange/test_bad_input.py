"""Bad input: each fault is a sentence with file, line and column; all else is imported; nothing is half-written."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphcrm.errors import BadUserInput
from graphcrm.exchange import importing
from graphcrm.exchange.ledger import Ledger
from graphcrm.graph.connection import Graph
from graphcrm.vocabulary.words import VOCABULARY

GOOD = {
    "organizations.csv": "external_id,name,kind\no-a,Alpha,COMPANY\no-b,Beta,COMPANY\no-c,Gamma,COMPANY\n",
    "people.csv": "external_id,name,emails\np-a,Ana,ana@a.example\np-b,Ben,\n",
    "roles.csv": "external_id,organization,title,reports_to\nr-a,o-a,Head,\nr-b,o-a,Deputy,r-a\n",
}


async def run(graph: Graph, folder: Path, files: dict[str, str | bytes]) -> Ledger:
    for name, text in {**GOOD, **files}.items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return await importing.run(graph, VOCABULARY, [folder])


async def names(graph: Graph, label: str) -> list[str]:
    rows = await graph.rows(f"MATCH (n:{label}) RETURN n.external_id ORDER BY n.external_id", {})
    return [row[0] for row in rows]


def told(ledger: Ledger) -> list[tuple[str, int, str | None, str]]:
    for rejection in ledger.rejected:
        assert rejection.sentence.startswith(f"{rejection.file}, line {rejection.line}: ")
        assert rejection.sentence.rstrip(")").endswith("."), rejection.sentence
    return [(r.file, r.line, r.column, r.code) for r in ledger.rejected]


async def test_an_unknown_column_is_named_and_left_out(graph: Graph, tmp_path: Path) -> None:
    ledger = await run(graph, tmp_path, {"people.csv": "external_id,name,shoe_size\np-a,Ana,38\n"})
    assert [finding["column"] for finding in ledger.findings] == ["shoe_size"]
    assert await names(graph, "Person") == ["p-a"]


async def test_a_wrong_date_rejects_its_row_alone(graph: Graph, tmp_path: Path) -> None:
    text = "role,person,started_on,ended_on\nr-a,p-a,2024-02-30,\nr-b,p-b,2024-01-01,\n"
    ledger = await run(graph, tmp_path, {"holdings.csv": text})
    assert told(ledger) == [("holdings.csv", 2, "started_on", "FORMAT")]
    assert ledger.of("holdings.csv")["created"] == 1


async def test_a_missing_parent_is_an_unknown_reference(graph: Graph, tmp_path: Path) -> None:
    ledger = await run(graph, tmp_path, {"ownership.csv": "child,parent,share\no-a,o-nobody,0.5\no-b,o-a,0.5\n"})
    assert told(ledger) == [("ownership.csv", 2, "parent", "UNKNOWN_REFERENCE")]


async def test_a_cycle_of_control_is_refused_where_it_closes(graph: Graph, tmp_path: Path) -> None:
    text = "child,parent,share,control\no-b,o-a,1,true\no-c,o-b,0.6,\no-a,o-c,0.7,\n"
    ledger = await run(graph, tmp_path, {"ownership.csv": text})
    assert told(ledger) == [("ownership.csv", 4, "parent", "RULE")]
    rows = await graph.rows("MATCH (a)-[s:SUBSIDIARY_OF]->(b) RETURN a.external_id, b.external_id ORDER BY 1", {})
    assert rows == [["o-b", "o-a"], ["o-c", "o-b"]]


async def test_a_second_controlling_owner_and_too_many_shares_are_refused(graph: Graph, tmp_path: Path) -> None:
    text = "child,parent,share,control\no-c,o-a,0.6,true\no-c,o-b,0.3,true\n"
    ledger = await run(graph, tmp_path, {"ownership.csv": text})
    assert told(ledger) == [("ownership.csv", 3, "control", "RULE")]
    (tmp_path / "ownership.csv").write_text("child,parent,share,control\no-c,o-b,0.5,false\n")
    ledger = await importing.run(graph, VOCABULARY, [tmp_path / "ownership.csv"])
    assert told(ledger) == [("ownership.csv", 2, "share", "RULE")]


async def test_two_ids_in_reports_to_are_one_too_many(graph: Graph, tmp_path: Path) -> None:
    text = "external_id,organization,title,reports_to\nr-a,o-a,Head,\nr-b,o-a,Deputy,\nr-c,o-a,Clerk,r-a;r-b\n"
    ledger = await run(graph, tmp_path, {"roles.csv": text})
    assert told(ledger) == [("roles.csv", 4, "reports_to", "TOO_MANY")]
    assert await names(graph, "Role") == ["r-a", "r-b"]


async def test_a_circle_of_reporting_lines_falls_with_all_that_hang_on_it(graph: Graph, tmp_path: Path) -> None:
    rows = ["r-a,o-a,Head,r-c", "r-b,o-a,Deputy,r-a", "r-c,o-a,Clerk,r-b", "r-d,o-a,X,"]
    text = "external_id,organization,title,reports_to\n" + "\n".join(rows) + "\n"
    ledger = await run(graph, tmp_path, {"roles.csv": text})
    assert ("roles.csv", 4, "reports_to", "RULE") in told(ledger)
    assert await names(graph, "Role") == ["r-d"]


async def test_an_end_before_its_start_is_refused(graph: Graph, tmp_path: Path) -> None:
    text = "role,person,started_on,ended_on\nr-a,p-a,2024-02-01,2024-01-31\n"
    ledger = await run(graph, tmp_path, {"holdings.csv": text})
    assert told(ledger) == [("holdings.csv", 2, "ended_on", "RANGE")]


async def test_a_second_row_of_an_id_is_refused(graph: Graph, tmp_path: Path) -> None:
    ledger = await run(graph, tmp_path, {"people.csv": "external_id,name\np-a,Ana\np-a,Anna\np-b,Ben\n"})
    assert told(ledger) == [("people.csv", 3, "external_id", "DUPLICATE_ID")]
    assert await graph.rows("MATCH (p:Person {external_id: 'p-a'}) RETURN p.name", {}) == [["Ana"]]


async def test_an_endless_line_costs_its_row_and_no_memory(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    for name, text in GOOD.items():
        (tmp_path / name).write_text(text)
    with path.open("wb") as file:
        file.write(b"external_id,name\np-a,Ana\np-long,")
        for _ in range(200):
            file.write(b"x" * 1_000_000)
        file.write(b"\np-b,Ben\n")
    ledger = await importing.run(graph, VOCABULARY, [tmp_path])
    assert told(ledger) == [("people.csv", 3, None, "TOO_LONG")]
    assert await names(graph, "Person") == ["p-a", "p-b"]


async def test_latin_1_bytes_are_named_with_their_line(graph: Graph, tmp_path: Path) -> None:
    ledger = await run(graph, tmp_path, {"people.csv": b"external_id,name\np-a,Ana\n" + b"p-m,Malm\xf6\np-b,Ben\n"})
    assert told(ledger) == [("people.csv", 3, None, "ENCODING")]
    assert "0xf6" in ledger.rejected[0].sentence and "--encoding" in ledger.rejected[0].sentence
    assert await names(graph, "Person") == ["p-a", "p-b"]


async def test_an_empty_file_is_a_finding(graph: Graph, tmp_path: Path) -> None:
    ledger = await run(graph, tmp_path, {"people.csv": ""})
    assert [finding["file"] for finding in ledger.findings] == ["people.csv"]
    assert "empty" in ledger.findings[0]["message"]


async def test_a_file_without_a_required_column_is_not_read(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(BadUserInput, match=r"roles.csv, line 1: the column title is missing"):
        await run(graph, tmp_path, {"roles.csv": "external_id,organization\nr-a,o-a\n"})
    assert await names(graph, "Role") == []


async def test_an_open_quote_names_its_first_line_and_spares_the_rest(graph: Graph, tmp_path: Path) -> None:
    ledger = await run(graph, tmp_path, {"people.csv": 'external_id,name\np-a,"Ana\np-b,Ben\n'})
    assert told(ledger) == [("people.csv", 2, None, "OPEN_QUOTE")]
    assert await names(graph, "Person") == ["p-b"]


async def test_every_cell_fault_has_its_column_and_code(graph: Graph, tmp_path: Path) -> None:
    rows = ["o-1,,COMPANY,1,DE,", "o-2,Two,CIRCUS,1,DE,", "o-3,Three,,many,DE,", "o-4,Four,,1,Germany,"]
    rows += ["o-5,Five,,1,DE,91", ",Six,,1,DE,", "o-a,Alpha,,,,", "o-b,Beta,,,,"]
    text = "external_id,name,kind,employees,country,latitude\n" + "\n".join(rows) + "\n"
    ledger = await run(graph, tmp_path, {"organizations.csv": text})
    assert [(line, column, code) for _, line, column, code in told(ledger)] == [
        (2, "name", "REQUIRED"),
        (3, "kind", "CHOICE"),
        (4, "employees", "FORMAT"),
        (5, "country", "FORMAT"),
        (6, "latitude", "RANGE"),
        (7, "external_id", "REQUIRED"),
    ]
    assert await names(graph, "Organization") == ["o-a", "o-b"]


async def test_wrong_addresses_categories_and_participants_are_refused(graph: Graph, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "people.csv": "external_id,name,emails,categories\np-a,Ana,not an address,\np-b,Ben,,WIZARD\n"
        "p-c,Cy,c@c.example,CHAMPION\n",
        "interactions.csv": "external_id,kind,occurred_at,participants\ni-1,EMAIL,2026-01-01T10:00:00Z,p-c\n"
        "i-2,EMAIL,2026-01-01 10:00,p-c:FROM\ni-3,EMAIL,2026-01-01T10:00:00Z,p-c:FROM\n",
    }
    ledger = await run(graph, tmp_path, files)
    assert sorted(told(ledger)) == [
        ("interactions.csv", 2, "participants", "FORMAT"),
        ("interactions.csv", 3, "occurred_at", "FORMAT"),
        ("people.csv", 2, "emails", "FORMAT"),
        ("people.csv", 3, "categories", "CHOICE"),
    ]
    total = ledger.total()
    assert total["read"] == sum(total[k] for k in ("created", "updated", "unchanged", "linked", "queued", "rejected"))


async def test_a_dry_run_judges_and_writes_nothing(graph: Graph, tmp_path: Path) -> None:
    for name, text in GOOD.items():
        (tmp_path / name).write_text(text)
    ledger = await importing.run(graph, VOCABULARY, [tmp_path], importing.Options(dry_run=True))
    assert ledger.total()["created"] == 7
    assert await names(graph, "Person|Organization|Role") == []


async def test_a_stage_that_its_pipeline_does_not_have_rejects_its_row(graph: Graph, tmp_path: Path) -> None:
    """A pipeline nobody described has whatever stages its deals name."""
    pipelines = "external_id,name,stages\nl-new,New business,LEAD;WON\n"
    deals = (
        "external_id,name,organization,pipeline,stage\n"
        "d-a,A,o-a,New business,LEAD\nd-b,B,o-a,New business,BLUE\nd-c,C,o-a,Renewal,BLUE\nd-d,D,o-a,,BLUE\n"
    )
    ledger = await run(graph, tmp_path, {"pipelines.csv": pipelines, "deals.csv": deals})
    assert told(ledger) == [("deals.csv", 3, "stage", "CHOICE")]
    assert await names(graph, "Deal") == ["d-a", "d-c", "d-d"]
    # Only the stage is stated: the pipeline is the one it has.
    later = "external_id,name,organization,stage\nd-a,A,o-a,BLUE\nd-c,C,o-a,WON\n"
    ledger = await run(graph, tmp_path, {"pipelines.csv": pipelines, "deals.csv": later})
    assert told(ledger) == [("deals.csv", 2, "stage", "CHOICE")]
