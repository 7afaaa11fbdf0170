"""The definitions of custom fields, read: in a transaction that writes as they are at that moment, and for reading kept
two seconds by each worker, like who is signed in."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

from graphcrm.compile import custom_fields
from graphcrm.compile.custom_fields import CustomFields, FieldsWanted, UnknownField
from graphcrm.graph.circuit import Circuit
from graphcrm.records.desired import Reader

SECONDS = 2.0
T = TypeVar("T")


async def read(reader: Reader) -> CustomFields:
    """The definitions in force."""
    rows = await reader.run(custom_fields.READ, {})
    return CustomFields(map(custom_fields.field, rows[0][0]))


class KnownFields:
    """The definitions as one worker knows them: at most two seconds old. Those who ask together are answered by one
    read."""

    def __init__(self, circuit: Circuit) -> None:
        self._circuit = circuit
        self._known = CustomFields()
        self._until = 0.0
        self._reading: asyncio.Future[CustomFields] | None = None

    async def current(self, seconds: float) -> CustomFields:
        """The definitions, read again where they are older than two seconds; `seconds` are left for that."""
        if time.monotonic() < self._until:
            return self._known
        return await self.anew(seconds)

    async def anew(self, seconds: float) -> CustomFields:
        """The definitions of now."""
        if self._reading is None:
            self._reading = asyncio.ensure_future(self._read(seconds))
            self._reading.add_done_callback(self._ended)
        # Shielded: one that goes away takes nothing from those that wait for the same answer.
        return await asyncio.shield(self._reading)

    def forget(self) -> None:
        """To be called after a commit of this worker that changed a definition."""
        self._until = 0.0
        self._reading = None  # what is being read may be of before

    async def compiled(self, make: Callable[[CustomFields | None], T], seconds: float) -> T:
        """What `make` makes: without the definitions, with them where it wants them, and with those of now where it
        speaks of one that is not known, since another worker may just have made it."""
        try:
            return make(None)
        except FieldsWanted:
            pass
        try:
            return make(await self.current(seconds))
        except UnknownField:
            return make(await self.anew(seconds))

    async def _read(self, seconds: float) -> CustomFields:
        began = time.monotonic()
        row = await self._circuit.read(custom_fields.READ, {}, question="custom fields", seconds=seconds)
        found = CustomFields(map(custom_fields.field, row[0])) if row is not None else CustomFields()
        if self._reading is asyncio.current_task():
            # An equal set keeps what was made of it.
            self._known = self._known if found.version == self._known.version else found
            self._until = began + SECONDS
            return self._known
        return found

    def _ended(self, done: asyncio.Future[CustomFields]) -> None:
        if self._reading is done:
            self._reading = None
        if not done.cancelled():
            done.exception()  # looked at, since nobody may be left who waits for it
