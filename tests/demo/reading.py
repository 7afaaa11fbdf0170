"""The demo world as its files say it, with the few questions that its tests ask: plain Python, no server."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from graphcrm.demo.tables import COLUMNS

Row = dict[str, str]
TODAY = date(2026, 11, 20)
_WEIGHTS = {"MEETING": 3.0, "CALL": 2.0, "EMAIL": 1.0, "MESSAGE": 1.0}
_HALF_LIFE = 60.0


def holds(row: Row, on: date) -> bool:
    """Whether a dated row holds on that day."""
    day = on.isoformat()
    return (not row["started_on"] or row["started_on"] <= day) and (not row["ended_on"] or day <= row["ended_on"])


def people_of(interaction: Row) -> list[tuple[str, str]]:
    """Who took part, as (person, part)."""
    found = []
    for one in interaction["participants"].split(";"):
        person, _, part = one.rpartition(":")
        found.append((person, part))
    return found


@dataclass
class World:
    """All files of one folder, by name."""

    files: dict[str, list[Row]]
    by_id: dict[str, Row] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> World:
        files = {}
        for name in COLUMNS:
            with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                files[name] = list(csv.DictReader(file))
        return cls(files, {row["external_id"]: row for rows in files.values() for row in rows if "external_id" in row})

    def __getitem__(self, name: str) -> list[Row]:
        return self.files[name]

    def holdings(self, on: date = TODAY) -> list[Row]:
        return [row for row in self["holdings"] if holds(row, on)]

    def vacant(self) -> set[str]:
        return {row["external_id"] for row in self["roles"]} - {row["role"] for row in self.holdings()}

    def at(self, role: str) -> str:
        """The legal body of a seat: units lead to what they are part of."""
        organization = self.by_id[role]["organization"]
        while self.by_id[organization]["part_of"]:  # ends: units form a forest
            organization = self.by_id[organization]["part_of"]
        return organization

    def controller(self, organization: str, on: date = TODAY) -> str | None:
        owners = [
            row["parent"]
            for row in self["ownership"]
            if row["child"] == organization and row["control"] == "true" and holds(row, on)
        ]
        assert len(owners) <= 1, f"{organization} has {owners} on {on}"
        return owners[0] if owners else None

    def line(self, organization: str, on: date = TODAY) -> list[str]:
        """The organization and who controls it, up to the top."""
        found = [organization]
        while (above := self.controller(found[-1], on)) is not None:
            assert above not in found
            found.append(above)
        return found

    def account(self, role: str, on: date = TODAY) -> str:
        """The top of the group a seat belongs to on a day."""
        return self.line(self.at(role), on)[-1]

    def ours(self) -> set[str]:
        ours = {row["external_id"] for row in self["organizations"] if row["ours"] == "true"}
        return {row["person"] for row in self.holdings() if self.at(row["role"]) in ours}

    def contacts(self, since: str = "") -> Iterator[tuple[str, str, str]]:
        """(person of ours, somebody else, instant) for every interaction that ties the two since then."""
        ours = self.ours()
        for row in self["interactions"]:
            if row["occurred_at"] >= since:
                for a, b, _ in ties_of(row):
                    if (a in ours) != (b in ours):
                        yield (a, b, row["occurred_at"]) if a in ours else (b, a, row["occurred_at"])

    def strengths(self) -> dict[frozenset[str], float]:
        """The strength of every tie on TODAY by the formula of the scoring guide."""
        state: dict[frozenset[str], tuple[float, datetime]] = {}
        for row in sorted(self["interactions"], key=lambda r: (r["occurred_at"], r["external_id"])):
            at = datetime.fromisoformat(row["occurred_at"].removesuffix("Z"))
            for a, b, k in ties_of(row):
                m = min(0.5, 0.1 * _WEIGHTS[row["kind"]] / k**0.5)
                s, then = state.get(frozenset((a, b)), (0.0, at))
                state[frozenset((a, b))] = (m + (1 - m) * s * _aged(then, at), at)
        now = datetime(TODAY.year, TODAY.month, TODAY.day)
        return {pair: s * _aged(at, now) for pair, (s, at) in state.items()}


def _aged(then: datetime, now: datetime) -> float:
    return 2.0 ** (-(now - then).total_seconds() / 86_400 / _HALF_LIFE)


def ties_of(interaction: Row) -> list[tuple[str, str, int]]:
    """Pairs an interaction ties, with the number of recipients: a mail its sender to each, a meeting every two."""
    people = people_of(interaction)
    if interaction["kind"] in ("MEETING", "CALL"):
        names = [person for person, _ in people]
        return [(a, b, len(names) - 1) for i, a in enumerate(names) for b in names[i + 1 :]]
    senders = [person for person, part in people if part == "FROM"]
    others = [person for person, part in people if part != "FROM"]
    return [(sender, other, len(others)) for sender in senders for other in others]


def neighbours(strengths: dict[frozenset[str], float]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for pair, strength in strengths.items():
        a, b = sorted(pair)
        found[a][b] = found[b][a] = strength
    return found
