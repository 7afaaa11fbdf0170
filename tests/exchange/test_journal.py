"""The journal: a run that was killed goes on where its last batch ended, and its ledger counts every row once."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from graphcrm.errors import BadUserInput, Conflict, NotFound
from graphcrm.exchange import batches, importing
from graphcrm.exchange.canonical import graph_hash
from graphcrm.exchange.importing import Options
from graphcrm.exchange.ledger import Ledger
from graphcrm.graph.connection import Graph
from graphcrm.records import import_runs
from graphcrm.records.import_runs import Asked
from graphcrm.vocabulary.words import VOCABULARY
from tests.conftest import KEYS, Server, emptied
from tests.exchange.files import generated, imported, outcomes

# A process that kills itself at its n-th write statement, or right after its n-th transaction has been committed.
_SCRIPT = """
import asyncio, os, signal, sys
from pathlib import Path
from graphcrm.exchange import batches, importing
from graphcrm.graph import connection
from graphcrm.records.keys import opening
from graphcrm.settings import load
from graphcrm.vocabulary.words import VOCABULARY

uri, user, password, folder, what, number = sys.argv[1:]
left = int(number)

def counted(call):
    async def run(*arguments, **named):
        global left
        left -= 1
        if left == 0 and what == "statement":
            os.kill(os.getpid(), signal.SIGKILL)
        found = await call(*arguments, **named)
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return found
    return run

if what == "statement":
    connection.Transaction.run = counted(connection.Transaction.run)
else:
    connection.Graph.write = counted(connection.Graph.write)

async def main():
    batches.SIZE = 20
    async with connection.connect(uri, user, password or None, cipher=opening.cipher(load())) as graph:
        await importing.run(graph, VOCABULARY, [Path(folder)])

asyncio.run(main())
"""


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "SIZE", 20)


async def killed(server: Server, folder: Path, what: str, number: int) -> bool:
    """Imports in a process of its own that kills itself at a point; False where it came to its end before."""
    words = [server.uri, server.user, server.password or "", str(folder), what, str(number)]
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "GRAPHCRM_DATA_DIR": str(KEYS.parent),
    }
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", _SCRIPT, *words, env=environment)
    code = await process.wait()
    assert code in (0, -signal.SIGKILL)
    return code != 0


async def undisturbed(graph: Graph, folder: Path) -> tuple[str, Ledger]:
    await emptied(graph)
    ledger = await importing.run(graph, VOCABULARY, [folder])
    found = await graph_hash(graph)
    await emptied(graph)
    return found, ledger


async def _resumed_is_undisturbed(graph: Graph, server: Server, folder: Path, points: list[tuple[str, int]]) -> None:
    """Each kill hits the same run a little later; the last import brings it to its end."""
    expected, whole = await undisturbed(graph, folder)
    for what, number in points:
        assert await killed(server, folder, what, number)
    (unfinished,) = await import_runs.runs(graph)
    assert unfinished["finishedAt"] is None
    ledger = await importing.run(graph, VOCABULARY, [folder])
    assert ledger.run == unfinished["run"]
    assert await graph_hash(graph) == expected
    assert {**ledger.as_dict(), "run": ""} == {**whole.as_dict(), "run": ""}
    assert not await graph.rows("MATCH (b:ImportBatch) RETURN b", {})
    again = await importing.run(graph, VOCABULARY, [folder])
    assert outcomes(again) == {
        "unchanged": whole.total()["created"],
        "rejected": whole.total()["rejected"],
    }


async def test_a_run_killed_at_three_points_ends_as_if_undisturbed(
    graph: Graph, server: Server, tmp_path: Path, small_batches: None
) -> None:
    points = [("statement", 30), ("commit", 6), ("statement", 61)]
    await _resumed_is_undisturbed(graph, server, generated(tmp_path, 60), points)


async def test_a_run_killed_while_it_changes_records_tells_each_change_once(
    graph: Graph, server: Server, tmp_path: Path, small_batches: None
) -> None:
    folder = generated(tmp_path, 60)
    await importing.run(graph, VOCABULARY, [folder])
    for name, old, new in (
        ("people", ",Person ", ",People "),
        ("roles", ",Seat ", ",Place "),
        ("holdings", ",2020-", ",2019-"),
    ):
        file = folder / f"{name}.csv"
        file.write_text(file.read_text().replace(old, new))
    for what, number in (("statement", 17), ("commit", 4), ("statement", 31)):
        assert await killed(server, folder, what, number)
    await importing.run(graph, VOCABULARY, [folder])
    text = (
        "MATCH (c:Change) WHERE c.act <> 'IMPORTED' WITH c.type AS type, c.act AS act, c.ids AS ids, count(c) AS times "
        "RETURN type, act, max(times), count(ids) ORDER BY type"
    )
    told = [["HOLDS", "ADDED", 1, 60], ["Person", "UPDATED", 1, 60], ["Role", "UPDATED", 1, 60]]
    assert await graph.rows(text, {}) == told


@pytest.mark.long
async def test_a_run_killed_at_twenty_points_ends_as_if_undisturbed(
    graph: Graph, server: Server, tmp_path: Path, small_batches: None
) -> None:
    points = [("commit" if i % 2 else "statement", 4 + i % 3 if i % 2 else 11 + i * 3) for i in range(20)]
    await _resumed_is_undisturbed(graph, server, generated(tmp_path, 400), points)


async def test_resume_insists_on_its_run_and_the_same_files(graph: Graph, server: Server, tmp_path: Path) -> None:
    folder = generated(tmp_path, 40)
    assert await killed(server, folder, "commit", 4)
    ((run,),) = await graph.rows("MATCH (r:ImportRun) RETURN r.id", {})
    with pytest.raises(NotFound, match="no unfinished import run_none"):
        await importing.run(graph, VOCABULARY, [folder], Options(resume="run_none"))
    with pytest.raises(BadUserInput, match="not the files of"):
        await importing.run(graph, VOCABULARY, [folder / "people.csv"], Options(resume=run))
    with pytest.raises(BadUserInput, match="not the files of"):  # in another encoding they say something else
        await importing.run(graph, VOCABULARY, [folder], Options(resume=run, encoding="latin-1"))
    assert (await importing.run(graph, VOCABULARY, [folder], Options(resume=run))).run == run
    with pytest.raises(NotFound):
        await importing.run(graph, VOCABULARY, [folder], Options(resume=run))


async def test_a_changed_file_is_another_run(graph: Graph, server: Server, tmp_path: Path) -> None:
    folder = generated(tmp_path, 40)
    assert await killed(server, folder, "commit", 4)
    with (folder / "people.csv").open("a") as file:
        file.write("p-new,New,,,\n")
    ledger = await importing.run(graph, VOCABULARY, [folder])
    assert [r["finishedAt"] is None for r in await import_runs.runs(graph)] == [False, True]
    assert ledger.of("people.csv")["created"] + ledger.of("people.csv")["unchanged"] == 41


async def test_who_takes_a_run_up_shuts_its_former_owner_out(graph: Graph, tmp_path: Path) -> None:
    """A process that was thought dead and is not writes nothing more."""
    (tmp_path / "people.csv").write_text("external_id,name\np-a,Ana\n")
    once = True

    async def meanwhile() -> None:
        files = {"people.csv": (await graph.rows("MATCH (r:ImportRun) RETURN r.hashes[0]", {}))[0][0]}
        await import_runs.begin(
            graph, files, "utf-8", Asked("files", "local", None, importing.datetime.now(importing.UTC)), None
        )

    original = importing.Importing.table

    async def slow(self: importing.Importing, table: importing.Table) -> None:
        nonlocal once
        if once:
            once = False
            await meanwhile()
        await original(self, table)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(importing.Importing, "table", slow)
        with pytest.raises(Conflict, match="Another process has taken this import up"):
            await importing.run(graph, VOCABULARY, [tmp_path])
    assert await graph.rows("MATCH (p:Person) RETURN p", {}) == []


async def test_runs_are_remembered_with_their_ledger(graph: Graph, tmp_path: Path) -> None:
    ledger = await imported(graph, tmp_path, people="external_id,name,shoe\np-a,Ana,38\np-b,,38\n")
    (run,) = await import_runs.runs(graph, ledger.run)
    assert run["ledger"] == ledger.as_dict()
    assert (run["files"], run["source"]) == (["people.csv"], "files")
    assert await import_runs.runs(graph, "run_none") == []
