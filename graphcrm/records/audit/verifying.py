"""Verifying: whether the chain in the files is whole, and as long as the anchor says.

Needs no database. The first entry that is wrong is named; what follows it may be right or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from graphcrm.records.audit import anchoring, chain, segments
from graphcrm.records.audit.anchoring import Checkpoint
from graphcrm.records.audit.chain import Head, Sealed


class Verdict(IntEnum):
    """What was found; the numbers are the exit codes of `graphcrm audit verify`."""

    INTACT = 0
    ALTERED = 10
    MISSING = 11
    INSERTED = 12
    SHORTER = 13
    UNSIGNED = 14


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on a chain in a sentence. Where it is broken: the number and id of the first entry that is wrong, its
    file and line (from 1)."""

    verdict: Verdict
    sentence: str
    entries: int
    number: int | None = None
    id: str | None = None
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the chain: None for what is no entry."""

    file: str
    line: int
    sealed: Sealed | None


def verify(folder: Path, anchor: Path | None) -> Finding:
    """The verdict on the segments of `folder`, under the checkpoints of `anchor` if there is one. Checkpoints are read
    first: one that is written meanwhile is no reason to call the chain short."""
    found = [] if anchor is None else list(anchoring.checkpoints(anchor))
    wanted = {one.head.number: "" for one in found}
    head = Head()
    for line in _lines(folder):
        broken = _broken(folder, line, head)
        if broken is not None:
            return broken
        assert line.sealed is not None
        head = Head(line.sealed.number, line.sealed.hash)
        if head.number in wanted:
            wanted[head.number] = head.hash
    if anchor is None:
        return Finding(
            Verdict.INTACT,
            f"{head.number} entries, each in its place. Without an anchor (--anchor, GRAPHCRM_AUDIT_ANCHOR_DIR) nobody "
            "can see whether the end was cut off, or the whole chain written anew.",
            head.number,
        )
    return _anchored(head, found, wanted)


def _anchored(head: Head, found: list[Checkpoint], hashes: dict[int, str]) -> Finding:
    """The verdict of the checkpoints on a chain that is whole in itself."""
    good = 0
    for one in found:
        number = one.head.number
        if not one.signed:
            sentence = f"The signature of {one.name} in the anchor is not good."
            return Finding(Verdict.UNSIGNED, sentence, head.number, file=one.name)
        if number > head.number:
            sentence = f"The chain ends with entry {head.number}; by {one.name} there were {number}."
            return Finding(Verdict.SHORTER, sentence, head.number, number=head.number + 1)
        if hashes[number] != one.head.hash:
            where = f"entry {number}" if number == good + 1 else f"one of the entries {good + 1} to {number}"
            sentence = f"{where.capitalize()} is not what it was: {one.name} has another hash."
            return Finding(Verdict.ALTERED, sentence, head.number, number=number)
        good = number
    rest = "" if good == head.number else f"; those after entry {good} have no checkpoint yet"
    signed = "1 signed checkpoint" if len(found) == 1 else f"{len(found)} signed checkpoints"
    sentence = f"{head.number} entries, each in its place, under {signed}{rest}."
    return Finding(Verdict.INTACT, sentence, head.number)


def _broken(folder: Path, line: _Line, head: Head) -> Finding | None:
    """What is wrong with the line after `head`, if anything."""
    sealed, expected = line.sealed, head.number + 1
    at = f"line {line.line} of {line.file}"

    def found(verdict: Verdict, sentence: str, number: int, id_: str | None = None) -> Finding:
        return Finding(verdict, sentence, head.number, number, id_, line.file, line.line)

    if sealed is None:
        if _holds(folder, expected):
            return found(Verdict.INSERTED, f"{at.capitalize()} is no entry, and was put in.", expected)
        return found(Verdict.ALTERED, f"Entry {expected} was altered: {at} is no longer an entry.", expected)
    number, named = sealed.number, f"({sealed.id}, {at})"
    if number != expected and sealed.previous == head.hash and not sealed.whole and not _holds(folder, expected):
        return found(Verdict.ALTERED, f"Entry {expected} {named} was altered.", expected, sealed.id)
    if number < expected:
        sentence = f"Entry {number} {named} stands where entry {expected} belongs: it was put in, or moved."
        return found(Verdict.INSERTED, sentence, number, sealed.id)
    if number > expected:
        if _holds(folder, expected):
            sentence = f"Entry {number} {named} stands before entry {expected}: the order was changed."
            return found(Verdict.INSERTED, sentence, number, sealed.id)
        missing = f"Entry {expected} is" if number == expected + 1 else f"Entries {expected} to {number - 1} are"
        return found(Verdict.MISSING, f"{missing} missing before entry {number} {named}.", expected)
    if sealed.whole and sealed.previous == head.hash:
        return None
    if _count(folder, expected) > 1:
        sentence = f"There are two entries {expected}; one of them was put in. This is the first: {named}."
        return found(Verdict.INSERTED, sentence, expected, sealed.id)
    if sealed.whole and head.number:
        sentence = f"Entry {head.number}, before {at}, was altered: entry {number} was sealed on another one."
        return found(Verdict.ALTERED, sentence, head.number)
    return found(Verdict.ALTERED, f"Entry {number} {named} was altered.", number, sealed.id)


def _lines(folder: Path) -> Iterator[_Line]:
    """All lines of the chain. One without an end at the very end is being written, or was when the power went: it is
    cut off when the next entry is sealed, and none of it was acknowledged."""
    every = segments.files(folder)
    for path in every:
        with path.open("rb") as file:
            for number, text in enumerate(file, 1):
                if not text.endswith(b"\n") and path == every[-1]:
                    return
                yield _Line(path.name, number, chain.read(text))


def _holds(folder: Path, number: int) -> bool:
    return _count(folder, number) > 0


def _count(folder: Path, number: int) -> int:
    """How many entries of this number there are in all files."""
    return sum(line.sealed is not None and line.sealed.number == number for line in _lines(folder))
