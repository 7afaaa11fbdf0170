"""What a file says of itself, and what stands in its columns."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

MOST_LISTED = 8  # columns that a page is wide enough for


@dataclass(frozen=True, slots=True)
class Heading:
    """A column as a file has it. `kind`: text, integer, number, decimal (a number as text), boolean, date and instant
    (as text, ISO 8601) or texts (a list)."""

    name: str
    kind: str = "text"
    description: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file is of: the records (`people`), which of them, when that was looked up, and the place in the change
    feed up to which everything is in it (None: there are no changes, or none is known)."""

    records: str
    query: Mapping[str, Any]
    at: datetime
    position: str | None
    headings: Sequence[Heading]

    @property
    def asked(self) -> str:
        """The question as one line of JSON."""
        return json.dumps(self.query, ensure_ascii=False, sort_keys=True)

    @property
    def moment(self) -> str:
        """When, in RFC 3339."""
        return self.at.isoformat(timespec="seconds").replace("+00:00", "Z")

    @property
    def parts(self) -> dict[str, str]:
        """All of it, by name."""
        found = {"export": self.records, "query": self.asked, "at": self.moment}
        return found if self.position is None else {**found, "position": self.position}

    @property
    def line(self) -> str:
        """All of it, as one line for people."""
        return " · ".join(f"{name} {value}" for name, value in self.parts.items())


def flat(kind: str, value: Any) -> str:
    """A value as plain text: what is unknown is empty, a list stands with commas."""
    if value is None:
        return ""
    if kind == "boolean":
        return "true" if value else "false"
    return ", ".join(value) if kind == "texts" else str(value)
