"""A disk that fails to take what was written: nothing acknowledged is lost, and nothing stands in the trail twice."""

from __future__ import annotations

import asyncio
import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from graphcrm.errors import Unavailable
from graphcrm.graph.connection import Graph
from graphcrm.records.audit import journal_files, journals, segments, verifying
from graphcrm.records.audit.journals import Journal
from graphcrm.records.audit.notes import Note
from graphcrm.records.audit.sealing import Sealer
from graphcrm.records.audit.segments import Segments
from graphcrm.records.audit.verifying import Verdict
from tests.records.test_audit_chain import noted
from tests.records.test_sealing import agrees, chain_of


class Disk:
    """`os.fsync`, which fails as often as it is told to, and counts what it is asked for."""

    def __init__(self, real: Callable[[int], None]) -> None:
        self._real = real
        self.fails = 0
        self.asked = 0

    def __call__(self, handle: int) -> None:
        self.asked += 1
        if self.fails:
            self.fails -= 1
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        self._real(handle)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    found = Disk(os.fsync)
    monkeypatch.setattr(os, "fsync", found)
    return found


def read(number: int) -> Note:
    return Note("usr_1", "read", [f"org_{number}"], ["Deal.value"])


def told(folder: Path) -> list[str]:
    """The records of the notes that count, in the order of the files."""
    return [note["ids"][0] for note in journal_files.waiting(folder / "journal", {}, 1000)]


def files(folder: Path) -> list[Path]:
    return sorted((folder / "journal").glob("*.jsonl"))


async def test_what_was_not_on_disk_for_certain_is_written_again_into_a_new_file(disk: Disk, tmp_path: Path) -> None:
    async with Journal(tmp_path / "journal", strict=True).open() as journal:
        journal.note(read(1))
        await journal.settled()
        journal.note(read(2))
        journal.note(read(3))
        disk.fails = 1
        await journal.settled()
        old, new = files(tmp_path)
        assert old.read_bytes().count(b"\n") == 1
        assert new.read_bytes().count(b"\n") == 3  # what it stands for, and the two
        journal.note(read(4))
        await journal.settled()
        assert files(tmp_path) == [old, new]
        assert told(tmp_path) == ["org_1", "org_2", "org_3", "org_4"]
    assert list((tmp_path / "journal").glob("*.new")) == []


async def test_where_no_file_can_be_brought_to_disk_nothing_more_is_taken_until_one_can(
    disk: Disk, tmp_path: Path
) -> None:
    async with Journal(tmp_path / "journal", strict=True).open() as journal:
        journal.note(read(1))
        disk.fails = 1000
        with pytest.raises(Unavailable, match="Look at the disk"):
            await journal.settled()
        for _ in range(3):
            with pytest.raises(Unavailable, match="Look at the disk"):
                journal.note(read(2))
        assert len(files(tmp_path)) == 1
        disk.fails = 0
        journal.note(read(3))
        await journal.settled()
        assert told(tmp_path) == ["org_1", "org_3"]


async def test_a_failure_that_nobody_waits_for_is_mended_as_well(disk: Disk, tmp_path: Path) -> None:
    async with Journal(tmp_path / "journal").open() as journal:
        journal.note(read(1))
        disk.fails = 1
        await asyncio.sleep(0.5)
        assert disk.fails == 0
        journal.note(read(2))
    assert len(files(tmp_path)) == 2
    assert told(tmp_path) == ["org_1", "org_2"]


@pytest.mark.parametrize("sealed_before", [0, 1, 2])
@pytest.mark.parametrize("cut", [True, False])
async def test_a_note_that_the_sealer_took_from_the_file_that_failed_is_not_taken_again(
    graph: Graph, disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sealed_before: int, cut: bool
) -> None:
    """`sealed_before` of the two notes are sealed when their file fails; it can be `cut` to what is certain, or not."""
    monkeypatch.setattr(journals, "GROUPED_SECONDS", 60.0)  # to disk when the test says so, however slow the sealer is
    if not cut:
        monkeypatch.setattr(os, "dup", lambda handle: os.open(os.devnull, os.O_WRONLY))
    async with Journal(tmp_path / "journal", strict=True).open() as journal:
        journal.note(read(0))
        await journal.settled()
        await Sealer(graph, tmp_path).seal()
        for number in range(1, 3):
            journal.note(read(number))
            if number <= sealed_before:
                await Sealer(graph, tmp_path).seal()
        disk.fails = 1
        await journal.settled()
        old, _ = files(tmp_path)
        assert old.read_bytes().count(b"\n") == (1 if cut else 3)
        await Sealer(graph, tmp_path).seal()
        journal.note(read(3))
        (tmp_path / "audit" / "places.json").unlink()  # the chain says all of it
        await Sealer(graph, tmp_path).seal()
        assert old.exists()
    await Sealer(graph, tmp_path).seal()
    assert await agrees(graph, tmp_path) == 4
    assert [entry["subject"] for entry in chain_of(tmp_path)] == [[f"org_{number}"] for number in range(4)]
    await Sealer(graph, tmp_path).seal()
    assert files(tmp_path) == []


def test_a_chain_whose_file_cannot_be_brought_to_disk_goes_on_in_another_one(disk: Disk, tmp_path: Path) -> None:
    trail = Segments(tmp_path, 10)
    trail.append([noted(0), noted(1)])
    disk.fails = 1
    with pytest.raises(OSError, match="Input/output"):
        trail.append([noted(2)])
    assert trail.head.number == 2
    trail.append([noted(2), noted(3)])
    assert [path.name for path in segments.files(tmp_path)] == [
        "segment-000000000001.jsonl",
        "segment-000000000003.jsonl",
    ]
    found = verifying.verify(tmp_path, None)
    assert (found.verdict, found.entries) == (Verdict.INTACT, 4)
    assert Segments(tmp_path, 10).head == trail.head


def test_a_first_file_that_cannot_be_brought_to_disk_leaves_nothing(disk: Disk, tmp_path: Path) -> None:
    trail = Segments(tmp_path, 10)
    disk.fails = 1
    with pytest.raises(OSError, match="Input/output"):
        trail.append([noted(0)])
    assert segments.files(tmp_path) == []
    trail.append([noted(0)])
    assert verifying.verify(tmp_path, None).entries == 1


async def test_a_sealer_whose_disk_fails_seals_everything_once_when_it_no_longer_does(
    graph: Graph, disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Journal(tmp_path / "journal").open() as journal:
        for number in range(5):
            journal.note(read(number))
    sealer = Sealer(graph, tmp_path)
    disk.fails = 1
    with pytest.raises(OSError, match="Input/output"):
        await sealer._seal(last=False)
    # Not even what was written can be taken back: then the files are read anew.
    real = os.ftruncate
    monkeypatch.setattr(os, "ftruncate", _refused)
    async with Journal(tmp_path / "journal").open() as journal:
        journal.note(read(5))
    await sealer._seal(last=False)
    async with Journal(tmp_path / "journal").open() as journal:
        journal.note(read(6))
    disk.fails = 1
    with pytest.raises(OSError, match="Input/output"):
        await sealer._seal(last=False)
    monkeypatch.setattr(os, "ftruncate", real)
    await sealer.seal()
    assert await agrees(graph, tmp_path) == 7


def _refused(_handle: int, _size: int) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))
