"""Files of others whose people may be there already: by a mapping, as vCards, from the command."""

from __future__ import annotations

import json
from pathlib import Path

from graphcrm.exchange.canonical import lines
from graphcrm.exchange.importing import Options
from graphcrm.graph.connection import Graph
from graphcrm.vocabulary.words import VOCABULARY
from tests.exchange import files
from tests.exchange.files import outcomes
from tests.exchange.mapped.test_importing import brought
from tests.exchange.test_command import Command, graphcrm
from tests.exchange.test_on_duplicate import THERE, everything, pairs
from tests.exchange.test_undoing import undo

__all__ = ["graphcrm"]

_COLUMNS = [
    {"column": "First", "to": "first_name"},
    {"column": "Last", "to": "last_name"},
    {"column": "Mail", "to": "emails"},
    {"column": "Phone", "to": "phones"},
    {"column": "City", "to": "city"},
    {"column": "Country", "to": "country"},
    {"column": "Firm", "to": "organization.name"},
    {"column": "Title", "to": "seat.title"},
]
_HEAD = "Id,First,Last,Mail,Phone,City,Country,Firm,Title\n"
# Ana by another address and her telephone, Cy by name and city.
_ANA = "7,Ana,Lindqvist,ana@lumen.example,+49 40 5550101,Kiel,DE,Lumen,Head\n"
_ROWS = _ANA + "8,Cy,Young,cy@x.example,,Cork,IE,Lumen,Clerk\n"
_HELD = "MATCH (p:Person)-[:HOLDS]->(r:Role)-[:AT]->(o) RETURN p.name, r.title, o.name ORDER BY p.name"


async def test_by_a_mapping_rows_are_linked_and_queued_with_the_seats_they_tell_of(
    graph: Graph, tmp_path: Path
) -> None:
    """Told apart by their addresses, or by ids of another system that lead to the record from then on."""
    by_id = {"noun": "people", "key": ["external_id"], "columns": [{"column": "Id", "to": "external_id"}, *_COLUMNS]}
    by_mail = {"noun": "people", "key": ["emails"], "columns": _COLUMNS}
    await files.imported(graph, tmp_path, people=THERE)
    before = await everything(graph)
    for mapping in (by_id, by_mail):
        dry = await brought(graph, tmp_path, _HEAD + _ROWS, mapping, on_duplicate="link", dry_run=True)
        run = await brought(graph, tmp_path, _HEAD + _ROWS, mapping, on_duplicate="link")
        assert run.rejected == [] and run.of("a.csv") == dry.of("a.csv")
        assert {k: v for k, v in run.of("a.csv").items() if v} == {"read": 2, "linked": 1, "queued": 1}
        assert await graph.rows(_HELD, {}) == [["Ana Lindqvist", "Head", "Lumen"], ["Cy Young", "Clerk", "Lumen"]]
        assert len(await pairs(graph)) == 1
        once = await lines(graph)
        again = await brought(graph, tmp_path, _HEAD + _ROWS, mapping, on_duplicate="link")
        assert outcomes(again).keys() <= {"unchanged", "linked"} and again.rejected == []
        assert await lines(graph) == once
        await undo(graph, run.run)
        assert await everything(graph) == before


async def test_a_card_of_somebody_known_waits_in_the_queue(graph: Graph, tmp_path: Path) -> None:
    await files.imported(graph, tmp_path, people=THERE)
    card = (
        "BEGIN:VCARD\nVERSION:4.0\nUID:u-1\nFN:Ana Lindqvist\nN:Lindqvist;Ana;;;\nTEL:+49 40 5550101\n"
        "ADR:;;Quay 1;Kiel;;24103;Germany\nEND:VCARD\n"
    )
    run = await brought(graph, tmp_path, card, name="a.vcf", on_duplicate="queue")
    assert run.of("a.vcf")["queued"] == 1 and await pairs(graph) == [("p-ana", "u-1")]
    assert Options().on_duplicate == "create" and VOCABULARY.edges["MAY_BE"].derived


async def test_the_command_previews_what_rows_may_be(graphcrm: Command, graph: Graph, tmp_path: Path) -> None:
    await files.imported(graph, tmp_path, people=THERE)
    path = tmp_path / "new" / "people.csv"
    path.parent.mkdir()
    path.write_text(THERE.replace("p-", "x-"))
    done = graphcrm("import", str(path), "--on-duplicate", "link", "--dry-run")
    assert done.returncode == 0
    ((ana, ben),) = await graph.rows(
        "MATCH (a:Person {external_id: 'p-ana'}), (b:Person {external_id: 'p-ben'}) RETURN a.id, b.id", {}
    )
    assert f"people.csv, line 2: is {ana} (1.00: phone equal, " in done.stdout
    assert f"people.csv, line 3: is {ben} (1.00: " in done.stdout
    assert "people.csv, line 4: may be " in done.stdout and done.stdout.endswith("Nothing was written.\n")
    told = json.loads(graphcrm("import", str(path), "--on-duplicate", "queue", "--json").stdout)
    assert told["total"]["queued"] == len(told["matches"]) == 3
    assert set(told["matches"][0]) == {
        "file", "line", "record", "outcome", "match", "score", "fields", "others",
    }  # fmt: skip
    wrong = graphcrm("import", str(path), "--on-duplicate", "merge")
    assert wrong.returncode == 2 and "'merge' is not one of 'queue', 'link', 'create'" in wrong.stderr
