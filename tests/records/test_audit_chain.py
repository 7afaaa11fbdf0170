"""The chain in its files: whatever is done to them is found, and told as what it is; what a crash leaves is mended."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from graphcrm.errors import Conflict
from graphcrm.records.audit import chain, segments, verifying
from graphcrm.records.audit.anchoring import Anchor
from graphcrm.records.audit.chain import Head
from graphcrm.records.audit.segments import Segments
from graphcrm.records.audit.verifying import Verdict

SEED = int(os.environ.get("SEED", "6"))


def noted(number: int) -> dict[str, Any]:
    return {
        "id": f"aud_{number:026d}",
        "at": f"2026-11-26T10:{number // 60 % 60:02d}:{number % 60:02d}Z",
        "actor": f"usr_{number % 7}",
        "act": ("personUpdate", "read", "import")[number % 3],
        "subject": [f"per_{number * 31 % 97}"],
        "fields": ["Person.birthday", "name"],
        "request": None,
        "decision": "allowed",
    }


def made(folder: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A chain of `size` entries in segments of some 4 kB, with a checkpoint after every ten and one at its end."""
    monkeypatch.setattr(segments, "SEGMENT_BYTES", 4000)
    trail = Segments(folder / "audit", 100)
    anchor = Anchor(folder / "anchor", folder / "keys")
    for start in range(0, size, 10):
        trail.append([noted(number) for number in range(start, min(start + 10, size))])
        anchor.write(trail.head)
    assert trail.head.number == size


def lines_of(folder: Path) -> list[tuple[Path, int]]:
    """Each line of the chain: its file and its place in it."""
    return [
        (path, place)
        for path in segments.files(folder / "audit")
        for place in range(len(path.read_bytes().splitlines()))
    ]


def rewritten(path: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    path.write_bytes(b"".join(change(path.read_bytes().splitlines(keepends=True))))


def edited(text: bytes, chance: random.Random, *, rehashed: bool) -> bytes:
    """The line with something else said in its entry, its hash as it was or as it should be."""
    found = orjson.loads(text)
    entry = found["entry"]
    name = chance.choice(["actor", "act", "at", "decision"])
    entry[name] = entry[name] + "x" if chance.random() < 0.5 else "y"
    if rehashed:
        found["hash"] = chain.chained(found["previous"], entry)
    return orjson.dumps(found, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def bent(text: bytes, chance: random.Random) -> bytes:
    """The line with one byte of it changed."""
    place = chance.randrange(len(text) - 1)
    other = chance.choice([b for b in b"0123456789abcdef{}:,xyz " if b != text[place]])
    return text[:place] + bytes([other]) + text[place + 1 :]


def chained_anew(folder: Path, place: int) -> None:
    """An entry changed and everything from it on sealed anew, so that the chain is whole in itself."""
    head = Head()
    for path in segments.files(folder / "audit"):
        written = []
        for text in path.read_bytes().splitlines(keepends=True):
            entry = dict(orjson.loads(text)["entry"])
            if head.number == place:
                entry["actor"] = "usr_other"
            sealed = chain.after(head, entry)
            head = Head(sealed.number, sealed.hash)
            written.append(chain.line(sealed))
        path.write_bytes(b"".join(written))


def moved(lines: list[bytes], chance: random.Random) -> list[bytes]:
    one, other = chance.sample(range(len(lines)), 2)
    lines[one], lines[other] = lines[other], lines[one]
    return lines


def tampered(folder: Path, kind: str, chance: random.Random) -> Verdict:
    """Does it; the verdict that tells it. The last entry is left to what cuts it off."""
    lines = lines_of(folder)
    where = chance.randrange(len(lines) - 1)
    path, place = lines[where]
    if kind in ("edited", "edited with its hash", "bent"):
        text = path.read_bytes().splitlines(keepends=True)[place]
        other = bent(text, chance) if kind == "bent" else edited(text, chance, rehashed=kind != "edited")
        rewritten(path, lambda all_: [*all_[:place], other, *all_[place + 1 :]])
        return Verdict.ALTERED
    if kind == "deleted":
        rewritten(path, lambda all_: all_[:place] + all_[place + 1 :])
        return Verdict.MISSING
    if kind == "put in":
        source, number = chance.choice(lines)
        copy = source.read_bytes().splitlines(keepends=True)[number]
        strange = edited(copy, chance, rehashed=chance.random() < 0.5) if chance.random() < 0.7 else copy
        rewritten(path, lambda all_: [*all_[:place], strange, *all_[place:]])
        return Verdict.INSERTED
    if kind == "moved":
        rewritten(path, lambda all_: moved(all_, chance))
        return Verdict.INSERTED
    if kind == "cut off":
        kept = b"".join(path.read_bytes().splitlines(keepends=True)[: place + 1])
        path.write_bytes(kept[: len(kept) - chance.randrange(99)])
        for later in segments.files(folder / "audit"):
            if later > path:
                later.unlink()
        return Verdict.SHORTER
    chained_anew(folder, where)
    return Verdict.ALTERED


KINDS = ("edited", "edited with its hash", "bent", "deleted", "put in", "moved", "cut off", "chained anew")


def test_two_hundred_random_tampers_are_all_found_and_undoing_each_makes_the_chain_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, 200, monkeypatch)
    shutil.copytree(tmp_path / "audit", tmp_path / "kept")
    chance = random.Random(SEED)
    for number in range(200):
        kind = KINDS[number % len(KINDS)]
        expected = tampered(tmp_path, kind, chance)
        finding = verifying.verify(tmp_path / "audit", tmp_path / "anchor")
        assert finding.verdict is expected, (number, kind, finding)
        assert finding.number is not None and finding.sentence.endswith("."), finding
        shutil.rmtree(tmp_path / "audit")
        shutil.copytree(tmp_path / "kept", tmp_path / "audit")
        intact = verifying.verify(tmp_path / "audit", tmp_path / "anchor")
        assert (intact.verdict, intact.entries) == (Verdict.INTACT, 200), (number, kind, intact)


def test_the_first_entry_that_is_wrong_is_named_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path, 40, monkeypatch)
    (first, second, *_) = segments.files(tmp_path / "audit")
    lines = second.read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace(b"birthday", b"forename")
    del lines[5]
    second.write_bytes(b"".join(lines))
    finding = verifying.verify(tmp_path / "audit", None)
    number = len(first.read_bytes().splitlines()) + 3
    assert finding.verdict is Verdict.ALTERED
    assert (finding.number, finding.id) == (number, noted(number - 1)["id"])
    assert (finding.file, finding.line) == (second.name, 3)
    assert f"Entry {number}" in finding.sentence and f"line 3 of {second.name}" in finding.sentence


def test_a_missing_file_is_missing_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path, 40, monkeypatch)
    (first, *_) = segments.files(tmp_path / "audit")
    count = len(first.read_bytes().splitlines())
    first.unlink()
    finding = verifying.verify(tmp_path / "audit", tmp_path / "anchor")
    assert (finding.verdict, finding.number) == (Verdict.MISSING, 1)
    assert f"Entries 1 to {count} are missing" in finding.sentence


def test_without_an_anchor_the_end_may_be_cut_off_unseen_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, 40, monkeypatch)
    last = segments.files(tmp_path / "audit")[-1]
    last.write_bytes(b"".join(last.read_bytes().splitlines(keepends=True)[:-1]))
    finding = verifying.verify(tmp_path / "audit", None)
    assert (finding.verdict, finding.entries) == (Verdict.INTACT, 39)
    assert "Without an anchor" in finding.sentence
    assert verifying.verify(tmp_path / "audit", tmp_path / "anchor").verdict is Verdict.SHORTER
    shutil.rmtree(tmp_path / "audit")
    assert verifying.verify(tmp_path / "audit", tmp_path / "anchor").verdict is Verdict.SHORTER
    assert verifying.verify(tmp_path / "audit", None).verdict is Verdict.INTACT


@pytest.mark.parametrize("part", ["number", "hash", "signature", "key", "at"])
def test_a_checkpoint_that_was_changed_is_not_signed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    made(tmp_path, 40, monkeypatch)
    path = sorted((tmp_path / "anchor").glob("checkpoint-*.json"))[1]
    said = orjson.loads(path.read_bytes())
    said[part] = said[part] + 1 if part == "number" else said[part][::-1]
    path.write_bytes(orjson.dumps(said))
    finding = verifying.verify(tmp_path / "audit", tmp_path / "anchor")
    assert (finding.verdict, finding.file) == (Verdict.UNSIGNED, path.name)


def test_the_key_is_for_its_owner_alone_and_its_public_half_goes_with_the_anchor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, 20, monkeypatch)
    (private,) = (tmp_path / "keys").iterdir()
    assert private.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    (public,) = (tmp_path / "anchor").glob("*.pub")
    shutil.rmtree(tmp_path / "keys")
    assert verifying.verify(tmp_path / "audit", tmp_path / "anchor").verdict is Verdict.INTACT
    public.unlink()
    assert verifying.verify(tmp_path / "audit", tmp_path / "anchor").verdict is Verdict.UNSIGNED


def test_an_unfinished_line_is_cut_off_when_the_next_is_sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path, 40, monkeypatch)
    last = segments.files(tmp_path / "audit")[-1]
    whole = last.read_bytes()
    for left in (1, 40, 200):
        last.write_bytes(whole + whole.splitlines(keepends=True)[-1][:left])
        assert verifying.verify(tmp_path / "audit", None).entries == 40
        assert Segments(tmp_path / "audit", 5).head.number == 40
        assert last.read_bytes() == whole
    trail = Segments(tmp_path / "audit", 5)
    assert trail.latest[-1].number == 40
    (sealed,) = trail.append([noted(40)])
    assert (sealed.number, verifying.verify(tmp_path / "audit", None).entries) == (41, 41)


def test_a_file_that_was_begun_just_before_a_crash_is_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, 40, monkeypatch)
    begun = tmp_path / "audit" / "segment-000000000041.jsonl"
    begun.write_bytes(b'{"entry":{"act"')
    trail = Segments(tmp_path / "audit", 5)
    assert (trail.head.number, begun.exists()) == (40, False)


def test_nothing_is_added_to_a_chain_that_is_not_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path, 40, monkeypatch)
    last = segments.files(tmp_path / "audit")[-1]
    last.write_bytes(last.read_bytes().replace(b"usr_", b"usx_", 1))
    with pytest.raises(Conflict, match="not whole at byte 0 of segment-"):
        Segments(tmp_path / "audit", 5)


def test_what_a_full_disk_leaves_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path, 39, monkeypatch)
    monkeypatch.setattr(segments, "SEGMENT_BYTES", 1_000_000)
    trail = Segments(tmp_path / "audit", 5)
    last = segments.files(tmp_path / "audit")[-1]
    before = last.read_bytes()
    real, left = os.write, 700

    def full(handle: int, content: bytes) -> int:
        nonlocal left
        if not left:
            raise OSError(28, "No space left on device")
        part, left = min(left, len(content)), left - min(left, len(content))
        return real(handle, content[:part])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(OSError, match="No space"):
            trail.append([noted(number) for number in range(39, 50)])
    assert last.read_bytes() == before
    trail.append([noted(39)])
    assert verifying.verify(tmp_path / "audit", None).entries == 40


def test_the_entries_after_a_number_are_read_from_where_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, 40, monkeypatch)
    trail = Segments(tmp_path / "audit", 5)
    for number in (0, 7, 39, 40):
        assert [sealed.number for sealed in trail.since(number)] == list(range(number + 1, 41))
