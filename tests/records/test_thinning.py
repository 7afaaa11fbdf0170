"""Checkpoints that are thinned: whatever could be found before is found after; what is not as it should be stays."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from graphcrm.graph.connection import Graph
from graphcrm.records.audit import anchoring, chain, segments, thinning, verifying
from graphcrm.records.audit.anchoring import Anchor
from graphcrm.records.audit.chain import Head
from graphcrm.records.audit.sealing import Sealer
from graphcrm.records.audit.segments import Segments
from graphcrm.records.audit.verifying import Verdict
from tests.records.test_audit_chain import noted
from tests.records.test_sealing import noted as noted_in

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
EVERY = timedelta(hours=6)


class Clock(datetime):
    """A clock that is set."""

    at = NOW

    @classmethod
    def now(cls, tz: Any = None) -> datetime:
        return cls.at.astimezone(tz)


@pytest.fixture
def trail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ten days with a checkpoint every six hours, the last of them now: entry n at NOW - (40 - n) · 6 h; the key was
    changed after entry 21."""
    monkeypatch.setattr(segments, "SEGMENT_BYTES", 3000)
    monkeypatch.setattr(anchoring, "datetime", Clock)
    written = Segments(tmp_path / "audit", 10)
    for number in range(1, 41):
        keys = tmp_path / ("keys" if number <= 21 else "other keys")
        Clock.at = NOW - (40 - number) * EVERY
        written.append([noted(number)])
        Anchor(tmp_path / "anchor", keys).write(written.head)
    return tmp_path


def numbers(folder: Path) -> list[int]:
    return [one.head.number for one in anchoring.checkpoints(folder / "anchor")]


def verdict(folder: Path) -> Verdict:
    return verifying.verify(folder / "audit", folder / "anchor").verdict


def thin(folder: Path, now: datetime = NOW) -> int:
    return thinning.thin(folder / "anchor", folder / "audit", now)


def test_all_of_two_days_stay_and_before_them_the_last_of_each_day_and_key(trail: Path) -> None:
    # The first day is 16 November with entry 1 at 18:00, each other has four; two days ago is entry 32.
    kept = [1, 5, 9, 13, 17, 21, 25, 29]
    assert thin(trail) == 31 - len(kept)
    assert numbers(trail) == [*kept, *range(32, 41)]
    assert verdict(trail) is Verdict.INTACT
    assert thin(trail) == 0
    assert thin(trail, NOW + timedelta(days=400)) == 9 - 3
    assert numbers(trail) == [*kept, 33, 37, 40]
    assert verdict(trail) is Verdict.INTACT


def test_of_a_day_on_which_the_key_was_changed_the_last_of_each_stays(trail: Path) -> None:
    found = {one.head.number: one for one in anchoring.checkpoints(trail / "anchor")}
    assert found[21].day != found[22].day  # so far none changed in the middle of a day
    (trail / "anchor" / found[20].name).unlink()
    Clock.at = found[22].at
    Anchor(trail / "anchor", trail / "keys").write(Head(20, found[20].head.hash))
    found = {one.head.number: one for one in anchoring.checkpoints(trail / "anchor")}
    assert (found[20].day, found[20].key != found[25].key) == (found[25].day, True)
    thin(trail)
    assert {20, 21, 25} <= set(numbers(trail))


def _tampers() -> list[Callable[[list[bytes]], list[bytes]]]:
    """Each takes the lines of the chain, and rewrites them so that it is whole in itself."""

    def again(lines: list[bytes], start: int, change: Callable[[list[Any]], list[Any]]) -> list[bytes]:
        entries = [orjson.loads(line)["entry"] for line in lines]
        kept, head = lines[:start], Head()
        if start:
            last = chain.read(lines[start - 1])
            assert last is not None
            head = Head(last.number, last.hash)
        for entry in change(entries[start:]):
            sealed = chain.after(head, entry)
            head = Head(sealed.number, sealed.hash)
            kept.append(chain.line(sealed))
        return kept

    def altered(entries: list[Any]) -> list[Any]:
        return [entries[0] | {"actor": "usr_9"}, *entries[1:]]

    return [
        *(lambda lines, at=at: again(lines, at, altered) for at in range(40)),
        *(lambda lines, at=at: again(lines, at, lambda entries: entries[1:]) for at in range(40)),
        *(lambda lines, at=at: lines[:at] for at in range(40)),
    ]


def test_whatever_a_full_anchor_finds_a_thinned_one_finds_as_well(trail: Path) -> None:
    """The chain is rewritten from each of its entries on, without a flaw in itself; or its end is cut off."""
    whole = b"".join(path.read_bytes() for path in segments.files(trail / "audit"))
    shutil.copytree(trail / "anchor", trail / "full")
    assert thin(trail) > 0
    shutil.rmtree(trail / "audit")
    (trail / "audit").mkdir()
    for number, tamper in enumerate(_tampers()):
        text = b"".join(tamper(whole.splitlines(keepends=True)))
        (trail / "audit" / "segment-000000000001.jsonl").write_bytes(text)
        full = verifying.verify(trail / "audit", trail / "full").verdict
        assert full is not Verdict.INTACT, number
        assert verdict(trail) is full, number
    (trail / "audit" / "segment-000000000001.jsonl").write_bytes(whole)
    assert verdict(trail) is Verdict.INTACT


@pytest.mark.parametrize("number", [1, 20, 40])
def test_where_a_checkpoint_is_not_good_all_stay(trail: Path, number: int) -> None:
    path = trail / "anchor" / f"checkpoint-{number:012d}.json"
    path.write_bytes(path.read_bytes().replace(b"2026-", b"2025-"))
    assert thin(trail) == 0
    assert len(list((trail / "anchor").glob("checkpoint-*"))) == 40


@pytest.mark.parametrize("number", [3, 20, 39])
def test_where_the_chain_is_not_what_a_checkpoint_says_all_stay(trail: Path, number: int) -> None:
    """Rewritten from an entry on, and sealed further: the earlier checkpoints are the evidence."""
    lines = b"".join(path.read_bytes() for path in segments.files(trail / "audit")).splitlines(keepends=True)
    shutil.rmtree(trail / "audit")
    (trail / "audit").mkdir()
    text = b"".join(_tampers()[number - 1](lines))
    (trail / "audit" / "segment-000000000001.jsonl").write_bytes(text)
    written = Segments(trail / "audit", 10)
    for later in range(41, 60):
        written.append([noted(later)])
        Clock.at += EVERY
        Anchor(trail / "anchor", trail / "keys").write(written.head)
    assert thin(trail, Clock.at + timedelta(days=30)) == 0
    assert len(numbers(trail)) == 59
    assert verdict(trail) is Verdict.ALTERED


def test_where_the_chain_is_shorter_or_away_all_stay(trail: Path) -> None:
    segments.files(trail / "audit")[-1].unlink()
    assert thin(trail) == 0
    shutil.rmtree(trail / "audit")
    assert thin(trail) == 0
    assert len(numbers(trail)) == 40


def test_there_may_be_no_anchor_yet_and_only_one_checkpoint(tmp_path: Path) -> None:
    assert thin(tmp_path) == 0
    written = Segments(tmp_path / "audit", 10)
    written.append([noted(1)])
    Anchor(tmp_path / "anchor", tmp_path / "keys").write(written.head)
    assert thin(tmp_path, NOW + timedelta(days=4000)) == 0


async def test_a_running_sealer_thins_once_a_day_and_an_anchor_that_takes_nothing_back_keeps_all(
    graph: Graph, trail: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise PermissionError(1, "Operation not permitted")

    unlink = Path.unlink
    monkeypatch.setattr(Path, "unlink", refused)
    sealer = Sealer(graph, trail, trail / "anchor")
    await noted_in(graph, 1)
    await sealer._seal(last=False)
    assert "are not thinned: Operation not permitted" in caplog.text
    monkeypatch.setattr(Path, "unlink", unlink)
    assert len(numbers(trail)) == 41
    await noted_in(graph, 1, start=1)
    await sealer.seal()  # a command leaves that to a server
    assert len(numbers(trail)) == 42
    again = Sealer(graph, trail, trail / "anchor")
    await noted_in(graph, 1, start=2)
    await again._seal(last=False)
    assert len(numbers(trail)) < 42
    assert verdict(trail) is Verdict.INTACT
