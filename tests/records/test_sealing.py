"""The sealer: every entry stands in the chain once, whoever seals and wherever it is killed."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import orjson
import pytest

from graphcrm.errors import Conflict, Unavailable
from graphcrm.graph.connection import Graph, connect
from graphcrm.records.audit import journals, segments, verifying
from graphcrm.records.audit.journals import Journal
from graphcrm.records.audit.notes import Note
from graphcrm.records.audit.sealing import Sealer
from graphcrm.records.audit.verifying import Verdict
from graphcrm.records.journal import Touched
from tests.conftest import CIPHER, Server

_NOTE = """
UNWIND range($start, $start + $count - 1) AS i
CREATE (a:Internal:AuditEntry:Unsealed {id: 'aud_' + right('000000' + toString(i), 6), at: datetime.realtime(),
  actor: 'usr_1', act: 'personUpdate', type: 'Person', subject: ['per_1'], fields: ['name'], decision: 'allowed'})
"""
_STATE = "MATCH (a:AuditEntry) RETURN a.id, a.number, a.hash, a:Unsealed, a:Internal ORDER BY a.number"

# A process that seals and kills itself at a point: before or after the n-th append, tell, or removal of a journal.
_SCRIPT = """
import asyncio, os, signal, sys
from pathlib import Path
from graphcrm.graph import connection
from graphcrm.records.audit import sealing
from graphcrm.records.audit.segments import Segments

uri, user, password, folder, what, number = sys.argv[1:]
left = int(number)
sealing._BATCH = 7

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def counted(when):
    global left
    if what == when:
        left -= 1
        if left == 0:
            die()

append, tell, tidy = Segments.append, sealing.Sealer._tell, sealing.Sealer._tidy

def appended(self, noted):
    counted("before append")
    found = append(self, noted)
    counted("after append")
    return found

async def told(self, sealed):
    await tell(self, sealed)
    counted("after telling")

def tidied(self):
    tidy(self)
    counted("after tidying")

Segments.append, sealing.Sealer._tell, sealing.Sealer._tidy = appended, told, tidied

async def main():
    async with connection.connect(uri, user, password or None) as graph:
        await sealing.Sealer(graph, Path(folder)).seal()

asyncio.run(main())
"""


async def noted(graph: Graph, count: int, start: int = 0) -> None:
    await graph.write(lambda t: t.run(_NOTE, {"start": start, "count": count}), name="note")


def chain_of(folder: Path) -> list[dict[str, Any]]:
    """The entries in the files, in order."""
    return [
        orjson.loads(text)["entry"]
        for path in segments.files(folder / "audit")
        for text in path.read_bytes().splitlines()
    ]


async def agrees(graph: Graph, folder: Path) -> int:
    """Asserts that files and graph say the same and that nothing is left; how many entries there are."""
    entries = chain_of(folder)
    found = verifying.verify(folder / "audit", None)
    assert (found.verdict, found.entries) == (Verdict.INTACT, len(entries))
    assert max(Counter(entry["id"] for entry in entries).values(), default=0) <= 1
    rows = await graph.rows(_STATE, {})
    assert [(row[0], row[1]) for row in rows] == [(entry["id"], entry["number"]) for entry in entries]
    assert all((unsealed, internal) == (False, True) for *_, unsealed, internal in rows)
    lines = b"".join(path.read_bytes() for path in segments.files(folder / "audit")).splitlines()
    assert [row[2] for row in rows] == [orjson.loads(text)["hash"] for text in lines]
    return len(entries)


async def journal_of(folder: Path, count: int, ids: list[str] | None = None) -> None:
    """A process that reads `count` times and ends."""
    async with Journal(folder / "journal").open() as journal:
        for number in range(count):
            journal.note(Note("usr_2", "read", ids or [f"org_{number}"], ["Deal.value"], request=f"r{number}"))


async def killed(server: Server, folder: Path, what: str, number: int) -> bool:
    words = [server.uri, server.user, server.password or "", str(folder), what, str(number)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", _SCRIPT, *words, env=environment)
    code = await process.wait()
    assert code in (0, -signal.SIGKILL)
    return code != 0


async def test_what_was_noted_is_sealed_once_in_the_order_of_its_time(graph: Graph, tmp_path: Path) -> None:
    await noted(graph, 600)
    sealer = Sealer(graph, tmp_path)
    assert await sealer.seal() == 600
    entries = chain_of(tmp_path)
    assert [entry["at"] for entry in entries] == sorted(entry["at"] for entry in entries)
    assert entries[0].keys() == {"id", "at", "actor", "act", "type", "subject", "fields", "decision", "number"}
    assert await agrees(graph, tmp_path) == 600
    assert await sealer.seal() == 0
    await noted(graph, 3, start=600)
    assert await sealer.seal() == 3
    assert await agrees(graph, tmp_path) == 603


async def test_reads_are_taken_from_finished_and_from_growing_journals(graph: Graph, tmp_path: Path) -> None:
    await journal_of(tmp_path, 5)
    async with Journal(tmp_path / "journal").open() as growing:
        growing.note(Note("usr_3", "read", ["org_x"], ["Deal.value"]))
        sealer = Sealer(graph, tmp_path)
        assert await sealer.seal() == 6
        assert len(list((tmp_path / "journal").iterdir())) == 1  # the finished one is gone
        growing.note(Note("usr_3", "read", ["org_y"], ["Deal.value"]))
        assert await sealer.seal() == 1
        assert await sealer.seal() == 0
        assert await agrees(graph, tmp_path) == 7
    assert await sealer.seal() == 0
    assert list((tmp_path / "journal").iterdir()) == []
    (row,) = await graph.rows("MATCH (a:AuditEntry) WHERE a.subject = ['org_y'] RETURN a.act, a.fields, a.actor", {})
    assert row == ["read", ["Deal.value"], "usr_3"]


async def test_a_person_who_was_read_is_named_by_their_code_and_one_who_is_gone_by_nothing(
    graph: Graph, tmp_path: Path
) -> None:
    salted = Touched("Person", "per_here", "ab" * 16)
    text = "CREATE (:Person:Party {id: 'per_here', _audit_code: $code})"
    await graph.write(lambda t: t.run(text, {"code": salted.subject}), name="person")
    await journal_of(tmp_path, 1, ["per_here", "per_gone", "org_1"])
    await Sealer(graph, tmp_path).seal()
    ((here, gone, organization),) = [entry["subject"] for entry in chain_of(tmp_path)]
    assert (here, organization) == (salted.subject, "org_1")
    assert len(gone) == 64 and gone != here
    files = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    assert b"per_" not in files


@pytest.mark.parametrize("what", ["before append", "after append", "after telling", "after tidying"])
async def test_a_sealer_that_is_killed_loses_and_doubles_nothing(
    graph: Graph, server: Server, tmp_path: Path, what: str
) -> None:
    await noted(graph, 30)
    await journal_of(tmp_path, 10)
    await journal_of(tmp_path, 10)
    for number in (1, 2, 3) if what != "after tidying" else (1,):
        assert await killed(server, tmp_path, what, number)
    await noted(graph, 5, start=30)
    await Sealer(graph, tmp_path).seal()
    assert await agrees(graph, tmp_path) == 55
    assert list((tmp_path / "journal").iterdir()) == []


async def test_a_lost_memory_of_the_journals_is_read_from_the_chain(graph: Graph, tmp_path: Path) -> None:
    async with Journal(tmp_path / "journal").open() as growing:
        for number in range(4):
            growing.note(Note("usr_3", "read", [f"org_{number}"]))
            await Sealer(graph, tmp_path).seal()
        (tmp_path / "audit" / "places.json").write_bytes(b'{"number":')
        assert await Sealer(graph, tmp_path).seal() == 0
        (tmp_path / "audit" / "places.json").unlink()
        assert await Sealer(graph, tmp_path).seal() == 0
    assert await agrees(graph, tmp_path) == 4


async def test_of_two_sealers_one_seals(graph: Graph, server: Server, tmp_path: Path) -> None:
    async with connect(server.uri, server.user, server.password, cipher=CIPHER) as other:
        one, two = Sealer(graph, tmp_path), Sealer(other, tmp_path)
        async with one.running():
            await noted(graph, 10)
            one.written()
            while await one.left():  # ends: it seals
                await asyncio.sleep(0.05)
            assert await two.seal() is None
            async with two.running():
                for start in range(10, 60, 10):
                    await noted(other, 10, start=start)
                    two.written()
                    one.written()
        await noted(graph, 10, start=60)
        assert await two.seal() == 10
    assert await agrees(graph, tmp_path) == 70


async def test_what_an_older_graph_calls_unsealed_is_not_sealed_twice(graph: Graph, tmp_path: Path) -> None:
    """The graph is restored from before entries 2 and 3 were sealed; their files are as they were."""
    await noted(graph, 3)
    long_ago = "MATCH (a:AuditEntry) SET a.at = a.at - duration('PT1H')"
    await graph.write(lambda t: t.run(long_ago), name="earlier")
    sealer = Sealer(graph, tmp_path)
    await sealer.seal()
    await noted(graph, 400, start=3)
    await sealer.seal()
    back = "MATCH (a:AuditEntry) WHERE a.number IN [2, 3] SET a:Unsealed REMOVE a.number, a.hash"
    await graph.write(lambda t: t.run(back), name="restore")
    await noted(graph, 2, start=403)
    assert await sealer.seal() == 2
    assert await agrees(graph, tmp_path) == 405


async def test_writers_who_never_rest_hold_up_neither_reads_nor_the_anchor(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append, start = Sealer._append, 10

    async def and_one_more(self: Sealer, entries: Any) -> None:
        nonlocal start
        await append(self, entries)
        await noted(graph, 1, start=start)
        start += 1

    await noted(graph, 10)
    await journal_of(tmp_path, 5)
    monkeypatch.setattr(Sealer, "_append", and_one_more)
    async with asyncio.timeout(60):
        assert await Sealer(graph, tmp_path, tmp_path / "anchor").seal() == 15
    assert verifying.verify(tmp_path / "audit", tmp_path / "anchor").sentence.endswith("under 1 signed checkpoint.")


async def test_at_its_end_a_running_sealer_seals_what_is_left_with_a_checkpoint(graph: Graph, tmp_path: Path) -> None:
    sealer = Sealer(graph, tmp_path, tmp_path / "anchor")
    async with sealer.running():
        await asyncio.sleep(0.5)
        await noted(graph, 10)
    assert await agrees(graph, tmp_path) == 10
    found = verifying.verify(tmp_path / "audit", tmp_path / "anchor")
    assert (found.verdict, "under 1 signed checkpoint" in found.sentence) == (Verdict.INTACT, True)


async def test_a_thousand_entries_are_a_checkpoint(graph: Graph, tmp_path: Path) -> None:
    sealer = Sealer(graph, tmp_path, tmp_path / "anchor")
    for start in range(0, 3000, 600):
        await noted(graph, 600, start=start)
        await sealer._seal(last=False)
    # The first comes at once, since the last one is longer than a minute ago; then one for each thousand.
    assert [int(p.stem.split("-")[1]) for p in sorted((tmp_path / "anchor").glob("c*"))] == [600, 1800, 3000]
    assert verifying.verify(tmp_path / "audit", tmp_path / "anchor").verdict is Verdict.INTACT


async def test_an_anchor_that_cannot_be_written_holds_nothing_up(
    graph: Graph, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "anchor").write_text("in the way")
    await noted(graph, 3)
    assert await Sealer(graph, tmp_path, tmp_path / "anchor").seal() == 3
    assert "anchor of the audit trail cannot be written" in caplog.text


async def test_a_chain_that_is_broken_is_left_alone_and_its_entries_wait(graph: Graph, tmp_path: Path) -> None:
    await noted(graph, 3)
    await Sealer(graph, tmp_path).seal()
    (path,) = segments.files(tmp_path / "audit")
    path.write_bytes(path.read_bytes().replace(b"usr_1", b"usr_9", 1))
    before = path.read_bytes()
    await noted(graph, 3, start=3)
    sealer = Sealer(graph, tmp_path)
    with pytest.raises(Conflict, match="audit verify"):
        await sealer.seal()
    assert (path.read_bytes(), await sealer.left()) == (before, 3)


async def test_a_journal_that_is_killed_leaves_what_was_noted(graph: Graph, tmp_path: Path) -> None:
    script = (
        "import asyncio, os, signal, sys\n"
        "from pathlib import Path\n"
        "from graphcrm.records.audit.journals import Journal\nfrom graphcrm.records.audit.notes import Note\n"
        "async def main():\n"
        "    journal = Journal(Path(sys.argv[1]))\n"
        "    for n in range(20): journal.note(Note('usr_1', 'read', [f'org_{n}']))\n"
        '    os.write(journal._handle, b\'{\\"id\\":\\"aud_torn\')\n'
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "asyncio.run(main())\n"
    ).replace('\\\\"', '"')
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    words = [sys.executable, "-c", script, str(tmp_path / "journal")]
    process = await asyncio.create_subprocess_exec(*words, env=environment)
    assert await process.wait() == -signal.SIGKILL
    assert await Sealer(graph, tmp_path).seal() == 20
    assert await agrees(graph, tmp_path) == 20
    assert list((tmp_path / "journal").iterdir()) == []


async def test_notes_are_on_disk_in_groups_and_in_strict_mode_before_the_reply(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, syncs = os.fsync, []

    def counted(handle: int) -> None:
        syncs.append(handle)
        real(handle)

    monkeypatch.setattr(os, "fsync", counted)
    async with Journal(tmp_path / "strict", strict=True).open() as strict:
        strict.note(Note("usr_1", "read"))
        before = len(syncs)
        await strict.settled()
        assert len(syncs) == before + 1
    async with Journal(tmp_path / "grouped").open() as grouped:
        for _ in range(100):
            grouped.note(Note("usr_1", "read"))
        before = len(syncs)
        await grouped.settled()
        assert len(syncs) == before
        await asyncio.sleep(4 * journals.GROUPED_SECONDS)
        assert len(syncs) == before + 1


async def test_a_journal_that_cannot_be_written_refuses(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("in the way")
    with pytest.raises(Unavailable, match="Look at the disk"):
        Journal(tmp_path / "journal").note(Note("usr_1", "read"))
