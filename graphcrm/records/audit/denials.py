"""Denied attempts on their way into the journal: each by itself, unless a user tries the same again and again.

A flood of refusals must not become a flood of entries, each of which is sealed and kept for years. Of each act of each
user ten attempts within ten seconds are noted by themselves. What comes beyond is gathered, and noted together when the
ten seconds are over, as one entry that tells how many there were. A process that is killed takes with it what it was
gathering; the first ten are noted by then.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace

from graphcrm.errors import Unavailable
from graphcrm.records.audit.notes import Note

EACH = 10
SECONDS = 10.0
MOST = 100


class Denials:
    """Hands denied attempts to `write`, which may raise Unavailable. Lives in one event loop."""

    def __init__(self, write: Callable[[Note], None]) -> None:
        self._write = write
        self._tried: dict[tuple[str, str], int] = {}
        self._gathered: dict[tuple[str, str], Note] = {}
        self._timer: asyncio.TimerHandle | None = None

    def note(self, note: Note) -> None:
        """Notes an attempt: at most 100 records and fields of it, at most 100 characters of each."""
        note = replace(note, ids=_bounded(note.ids), fields=_bounded(note.fields))
        key = (note.actor, note.act)
        self._tried[key] = self._tried.get(key, 0) + 1
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(SECONDS, self.flush)
        if self._tried[key] <= EACH:
            self._write(note)
            return
        before = self._gathered.get(key)
        self._gathered[key] = note if before is None else _both(before, note)

    def flush(self) -> None:
        """Notes what was gathered, and begins to count anew. What cannot be written now waits for the next time."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._tried.clear()
        for key, note in list(self._gathered.items()):
            try:
                self._write(note)
            except Unavailable:
                self._timer = asyncio.get_running_loop().call_later(SECONDS, self.flush)
                return
            del self._gathered[key]


def _both(one: Note, other: Note) -> Note:
    """Two attempts as one entry, under the request of the first."""
    return replace(
        one,
        ids=_bounded([*one.ids, *other.ids]),
        fields=_bounded([*one.fields, *other.fields]),
        times=one.times + other.times,
    )


def _bounded(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name[:100] for name in names))[:MOST]
