"""What a source says a record or a fact should be, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from graphcrm.errors import Overtaken
from graphcrm.graph.ciphers import Cipher
from graphcrm.graph.connection import Row


class Reader(Protocol):
    """What answers a read: a transaction, or the graph itself where nothing is written. `cipher` deciphers what it
    answers."""

    @property
    def cipher(self) -> Cipher: ...

    async def run(self, text: str, parameters: Mapping[str, Any] | None = None) -> list[Row]: ...


class Gone(Overtaken):
    """Something that was there when it was looked up is there no more; asked again, it may be found elsewhere."""


class Outcome(StrEnum):
    """What became of one row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule of structure that a record or fact would break: the column or property to mend (None: the other end),
    a code (RULE; UNKNOWN_REFERENCE where the record it names was refused itself; CHOICE for a value that is none of
    those listed) and a sentence."""

    blames: str | None
    sentence: str
    code: str = "RULE"


Verdict = Outcome | Breach


@dataclass(slots=True)
class Link:
    """One edge that a record states in a list. `key` tells its other end apart among those of the record: an id, an
    address key, a category kind; `noun` is the noun there; `address` the address as written."""

    noun: str
    key: str
    properties: dict[str, Any] = field(default_factory=dict)
    address: str | None = None


@dataclass(slots=True)
class DesiredRecord:
    """A record as its source states it. `id`: the one it has or gets. `properties` are stored forms (None removes one),
    `defaults` what a new record has beside them; `links` by column: the whole list, so that what is no longer named
    goes; a column that is absent is left alone. `known` are the stored values compared with, None for a new record;
    `counted`: this transaction's change was counted as a version by an earlier one; `lacks`: what a new one breaks;
    `new`: an earlier transaction of the same import made it, so that its lists are as old as it is. Of the columns in
    `adds` nothing goes that is not named, those in `fills` are for lists that are empty."""

    external_id: str | None
    id: str
    properties: dict[str, Any]
    defaults: dict[str, Any] = field(default_factory=dict)
    links: dict[str, Sequence[Link]] = field(default_factory=dict)
    known: dict[str, Any] | None = None
    counted: bool = False
    lacks: Breach | None = None
    new: bool = False
    adds: Collection[str] = ()
    fills: Collection[str] = ()


@dataclass(slots=True)
class DesiredFact:
    """An edge as its source states it: ids of both ends, stored properties, what a new one has beside them, and what a
    new one breaks. `new`: the same import made both ends."""

    source: str
    target: str
    properties: dict[str, Any]
    defaults: dict[str, Any] = field(default_factory=dict)
    lacks: Breach | None = None
    new: bool = False
