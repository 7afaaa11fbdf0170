"""Migrations: applied once and in order, together with the schema that the vocabulary asks for."""

from __future__ import annotations

import asyncio
import shutil
import time
from pathlib import Path

import pytest

from graphcrm.compile import database_schema
from graphcrm.errors import Conflict
from graphcrm.graph import migrations, questions
from graphcrm.graph.connection import Graph
from graphcrm.vocabulary.words import VOCABULARY

SCHEMA = database_schema.statements(VOCABULARY)
_EMPTY = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"


@pytest.fixture
async def fresh(open_graph: Graph) -> Graph:
    """A database as a new one is: nothing in it, no constraint, no index."""
    drops = [
        f"DROP CONSTRAINT {name}" for (name,) in await open_graph.rows("SHOW CONSTRAINTS YIELD name RETURN name", {})
    ]
    await open_graph.change_schema(drops)
    left = await open_graph.rows("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name", {})
    await open_graph.change_schema([*(f"DROP INDEX {name}" for (name,) in left), _EMPTY])
    return open_graph


async def test_a_new_database_is_brought_up_once(fresh: Graph) -> None:
    assert await migrations.pending(fresh, SCHEMA)
    files = sorted(path.stem for path in (questions.folder() / "migrations").glob("V*.cypher"))
    assert await migrations.migrate(fresh, SCHEMA) == ["schema", *files]
    assert await migrations.migrate(fresh, SCHEMA) == []
    assert not await migrations.pending(fresh, SCHEMA)
    names = {name for (name,) in await fresh.rows("SHOW INDEXES YIELD name RETURN name", {})}
    assert {"person_id", "person_external_id", "person_name", "role_title", "contact_point_by_address"} <= names
    locks = await fresh.rows("MATCH (l:Internal:Lock) RETURN l.name ORDER BY l.name", {})
    assert locks == [["hierarchy"], ["migration"]]


async def test_processes_that_start_at_once_bring_it_up_together(fresh: Graph) -> None:
    done = await asyncio.gather(*(migrations.migrate(fresh, SCHEMA) for _ in range(5)))
    assert sum("V0001__locks" in names for names in done) == 1
    files = len(list((questions.folder() / "migrations").glob("V*.cypher")))
    assert await fresh.rows("MATCH (m:Migration) RETURN count(m)", {}) == [[1 + files]]
    assert not await migrations.pending(fresh, SCHEMA)


async def test_nothing_to_do_costs_one_read(open_graph: Graph, statements: list[str]) -> None:
    await migrations.migrate(open_graph, SCHEMA)
    before, began = len(statements), time.perf_counter()
    await migrations.migrate(open_graph, SCHEMA)
    assert len(statements) == before + 1
    print(f"migrate with nothing to do: {(time.perf_counter() - began) * 1000:.1f} ms")


async def test_files_run_in_order_and_a_changed_one_is_a_sentence(
    open_graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await migrations.migrate(open_graph, SCHEMA)
    shutil.copytree(questions.folder() / "migrations", tmp_path / "migrations")
    monkeypatch.setattr(migrations, "folder", lambda: tmp_path)
    for number, text in ((9002, "CREATE (:Internal:Tried {at: 2})"), (9001, "CREATE (:Internal:Tried {at: 1})")):
        (tmp_path / "migrations" / f"V{number}__tried.cypher").write_text(text)
    try:
        assert await migrations.migrate(open_graph, SCHEMA) == ["V9001__tried", "V9002__tried"]
        assert await migrations.migrate(open_graph, SCHEMA) == []
        assert await open_graph.rows("MATCH (t:Tried) RETURN t.at ORDER BY id(t)", {}) == [[1], [2]]
        (tmp_path / "migrations" / "V9001__tried.cypher").write_text("CREATE (:Internal:Tried {at: 3})")
        with pytest.raises(Conflict, match=r"V9001__tried\.cypher was changed after it was applied"):
            await migrations.migrate(open_graph, SCHEMA)
        (tmp_path / "migrations" / "V9001__tried.cypher").unlink()
        (tmp_path / "migrations" / "V3.cypher").write_text("RETURN 1")
        with pytest.raises(Conflict, match="is no name of a migration"):
            await migrations.migrate(open_graph, SCHEMA)
    finally:
        await open_graph.change_schema(
            ["MATCH (t:Tried) DELETE t", "MATCH (m:Migration) WHERE m.version > 9000 DELETE m"]
        )


async def test_an_index_that_a_killed_database_left_in_the_place_of_a_constraint_is_replaced(fresh: Graph) -> None:
    """Such an index has the name of the constraint, no owner, and stays as far as it is."""
    await fresh.change_schema(["CREATE INDEX person_id FOR (n:Person) ON (n.id)"])
    await migrations.migrate(fresh, SCHEMA)
    owners = "SHOW INDEXES YIELD name, owningConstraint WHERE name = 'person_id' RETURN owningConstraint"
    assert await fresh.rows(owners, {}) == [["person_id"]]
