"""What the API tells the trail: who read what of contact, confidential and sensitive facts, and who was refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from graphcrm.access.viewers import Viewer
from graphcrm.records.audit.journals import Journal
from graphcrm.records.audit.notes import Note
from graphcrm.records.faults import Fault

# A thing that is not there and one that may not be seen are answered alike, so both are noted.
_REFUSED = ("FORBIDDEN", "NOT_FOUND")
_DENIED = "denied"


class Auditing:
    """Notes in the journal of this process; without one, nothing is noted."""

    def __init__(self, journal: Journal | None) -> None:
        self._journal = journal

    async def read(self, viewer: Viewer, request_id: str, facts: Sequence[str], ids: Sequence[str]) -> None:
        """A request that shows these facts of these records. When it returns, the reply may go out. Unavailable where
        that cannot be noted."""
        await self._note(Note(viewer.id, "read", ids, facts, request_id))

    async def refused(self, viewer: Viewer, request_id: str, act: str, given: object, faults: Sequence[Fault]) -> None:
        """A write that did not come to pass; noted if it was for want of a right."""
        fields = [".".join([act, *one.field]) for one in faults if one.code in _REFUSED]
        if fields:
            await self._note(Note(viewer.id, act, list(_ids(given)), fields, request_id, _DENIED))

    async def denied(self, viewer: Viewer, request_id: str, act: str, given: object = None) -> None:
        """An operation that the viewer's role may not run."""
        await self._note(Note(viewer.id, act, list(_ids(given)), (), request_id, _DENIED))

    async def _note(self, note: Note) -> None:
        if self._journal is not None:
            self._journal.note(note)
            await self._journal.settled()


def _ids(given: object) -> Iterator[str]:
    """The ids that an input names, at any depth: it was read from a document, whose depth is bounded."""
    if isinstance(given, Mapping):
        for name, value in given.items():
            if name == "id" and isinstance(value, str):
                yield value[:100]
            else:
                yield from _ids(value)
    elif isinstance(given, Iterable) and not isinstance(given, str | bytes):
        one: Any
        for one in given:
            yield from _ids(one)
