"""Thinning: which checkpoints of the anchor stay.

Each hash is made of all entries before it, so a later checkpoint proves of the chain all that an earlier one proved.
What the earlier one has beside that is its time: that these entries were there by then. All of the last two days stay,
and of the time before the last one of each day (in UTC) and of each key.

One goes only where another that stays proves what it proved: both are signed with the same key on the same day, and
the chain has the hashes of both. Where any checkpoint is not good, or says another thing than the chain, all stay: then
they are evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from graphcrm.records.audit import anchoring, segments
from graphcrm.records.audit.anchoring import Checkpoint

KEPT = timedelta(days=2)


def thin(anchor: Path, folder: Path, now: datetime) -> int:
    """Removes what need not stay of the checkpoints in `anchor` of the chain in `folder`; how many. OSError where the
    anchor takes nothing back, as it should where it can: then all stay."""
    found = list(anchoring.checkpoints(anchor))
    going = _superfluous(found, now)
    if not going or not all(one.signed for one in found) or not _agree(folder, found, going[0].head.number):
        return 0
    for one in going:
        (anchor / one.name).unlink(missing_ok=True)
    segments.fsync_folder(anchor)
    return len(going)


def _superfluous(found: Sequence[Checkpoint], now: datetime) -> list[Checkpoint]:
    """Those that a later one of their day and key stands for, in the order of the chain."""
    latest = {(one.day, one.key): one for one in found}
    before = now.astimezone(UTC) - KEPT
    return [one for one in found if one.at < before and latest[one.day, one.key] is not one]


def _agree(folder: Path, found: Sequence[Checkpoint], first: int) -> bool:
    """Whether the chain has the hash of every checkpoint from entry `first` on."""
    wanted = {one.head.number: one.head.hash for one in found if one.head.number >= first}
    for sealed in segments.since(folder, first - 1):
        if sealed.number in wanted and wanted.pop(sealed.number) != sealed.hash:
            return False
        if not wanted:
            return True
    return not wanted
