"""A dry run tells what the import would do, and writes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphcrm.exchange import batches, importing
from graphcrm.exchange.canonical import graph_hash
from graphcrm.exchange.importing import Options
from graphcrm.graph.connection import Graph
from graphcrm.vocabulary.words import VOCABULARY
from tests.exchange.files import generated

DRY = Options(dry_run=True)


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "SIZE", 7)


async def test_its_ledger_is_that_of_the_import_and_nothing_is_written(
    graph: Graph, tmp_path: Path, small_batches: None
) -> None:
    """On an empty graph, where every row hangs on others that were not written; then on a graph that has most."""
    folder = generated(tmp_path, 50)
    everything = "MATCH (n) WHERE NOT n:Lock AND NOT n:Migration RETURN count(n)"
    dry = await importing.run(graph, VOCABULARY, [folder], DRY)
    assert await graph.rows(everything, {}) == [[0]]
    real = await importing.run(graph, VOCABULARY, [folder])
    assert dry.run == ""
    assert {**dry.as_dict(), "run": real.run} == real.as_dict()

    people = (folder / "people.csv").read_text().replace("Person 7,", "Another,").replace("Kiel", "Lübeck", 3)
    (folder / "people.csv").write_text(people + "p-new,New,,,\n")
    roles = (folder / "roles.csv").read_text().replace(",r-2,", ",r-1,").replace(",r-11\n", ",\n")
    (folder / "roles.csv").write_text(roles)
    before = await graph_hash(graph)
    dry = await importing.run(graph, VOCABULARY, [folder], DRY)
    assert await graph_hash(graph) == before
    real = await importing.run(graph, VOCABULARY, [folder])
    assert {**dry.as_dict(), "run": real.run} == real.as_dict()
    assert dry.total()["updated"] > 4


async def test_rules_hold_over_the_batches_that_were_not_written(
    graph: Graph, tmp_path: Path, small_batches: None
) -> None:
    size = 30
    (tmp_path / "organizations.csv").write_text("external_id,name\n" + "".join(f"o-{i},O {i}\n" for i in range(size)))
    ring = "".join(f"o-{i},o-{(i + 1) % size},0.6\n" for i in range(size))
    (tmp_path / "ownership.csv").write_text("child,parent,share\n" + ring)
    dry = await importing.run(graph, VOCABULARY, [tmp_path], DRY)
    assert [(r.line, r.code) for r in dry.rejected] == [(size + 1, "RULE")]
