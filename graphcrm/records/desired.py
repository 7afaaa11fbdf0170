"""What a source says a record or a fact should be, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """What became of one row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(slots=True)
class Link:
    """One edge that a record states in a list: the noun and id (or key) of its other end, and its properties."""

    noun: str
    target: str
    properties: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class DesiredRecord:
    """A record as its source states it. `properties` are stored forms (None removes one); `links` by column: the whole
    list, so that what is no longer named goes; a column that is absent is left alone. Addresses are links to
    ContactPoint whose target is the address as written, categories links to Category whose target is the kind."""

    external_id: str
    properties: dict[str, Any]
    links: dict[str, list[Link]] = field(default_factory=dict)


@dataclass(slots=True)
class DesiredFact:
    """An edge as its source states it: ids of both ends and stored properties."""

    source: str
    target: str
    properties: dict[str, Any]
