"""What the API tells the trail: who read what of contact, confidential and sensitive facts, and who was refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphcrm.access.viewers import Viewer
from graphcrm.errors import Forbidden, Gated, GraphcrmError, NotUsable
from graphcrm.records.audit.journals import Journal
from graphcrm.records.audit.notes import Note
from graphcrm.records.faults import Fault

# A thing that is not there and one that may not be seen are answered alike, so both are noted.
_REFUSED = ("FORBIDDEN", "NOT_FOUND")
# What is raised for want of a right.
DENIED = (Forbidden, NotUsable)


@dataclass(slots=True)
class Attempt:
    """What of a request was refused for want of a right, so that it becomes one entry: the first act, all ids and
    fields."""

    act: str | None = None
    ids: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)

    def add(self, act: str, ids: Iterable[str], fields: Iterable[str]) -> None:
        self.act = self.act or act
        self.ids += ids
        self.fields += fields

    def refused(self, act: str, given: object, faults: Sequence[Fault]) -> None:
        """A write that did not come to pass, if it was for want of a right."""
        fields = [".".join([act, *one.field]) for one in faults if one.denied or one.code in _REFUSED]
        if fields:
            self.add(act, _ids(given), fields)


class Auditing:
    """Notes in the journal of this process; without one, nothing is noted."""

    def __init__(self, journal: Journal | None) -> None:
        self._journal = journal

    async def read(self, viewer: Viewer, request_id: str, facts: Sequence[str], ids: Sequence[str]) -> None:
        """A request that reads these facts of these records. When it returns, the reply may go out. Unavailable where
        that cannot be noted."""
        if self._journal is not None:
            self._journal.note(Note(viewer.id, "read", ids, facts, request_id, purpose=viewer.purpose))
            await self._journal.settled()

    async def asked(
        self, viewer: Viewer, request_id: str, act: str, facts: Sequence[str], ids: Sequence[str] = ()
    ) -> None:
        """A question that was answered as a whole: "ask" or "cypher". As with `read`."""
        if self._journal is not None:
            self._journal.note(Note(viewer.id, act, ids, facts, request_id, purpose=viewer.purpose))
            await self._journal.settled()

    async def denied_sign_in(self, user: str | None, request_id: str) -> None:
        """Somebody who tried a wrong password, for a user or for nobody we know."""
        if self._journal is not None:
            note = Note(user or "unknown", "signIn", [user] if user else [], (), request_id, "denied")
            self._journal.denials.note(note)
            await self._journal.settled()

    async def denied(
        self, viewer: Viewer, request_id: str, act: str, error: GraphcrmError, ids: Sequence[str] = ()
    ) -> None:
        """A request that was refused as a whole, by `error`."""
        attempt = Attempt()
        attempt.add(error.act or act if isinstance(error, Forbidden) else act, ids, facts_of(error))
        await self.tried(viewer, request_id, attempt)

    async def tried(self, viewer: Viewer, request_id: str, attempt: Attempt) -> None:
        """What of a request was refused, if anything was."""
        if self._journal is not None and attempt.act is not None:
            note = Note(
                viewer.id, attempt.act, attempt.ids, attempt.fields, request_id, "denied", purpose=viewer.purpose
            )
            self._journal.denials.note(note)
            await self._journal.settled()


def facts_of(error: GraphcrmError) -> Sequence[str]:
    """The facts that a refusal is about."""
    return error.facts if isinstance(error, NotUsable | Gated) else ()


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
