"""Rules of structure, checked under the hierarchy's lock: no control cycle, one controlling owner, shares ≤ 1, forests.

Facts hold from their start to their end, both included, none meaning for ever; a rule is broken only where all facts
that break it hold on one day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graphcrm.errors import Conflict
from graphcrm.graph.connection import Transaction

_FIRST, _LAST = date.min, date.max
_WHOLE = 1.0 + 1e-9

_OWNERS = """
UNWIND $ids AS id MATCH (o:Organization {id: id})-[s:SUBSIDIARY_OF]->(p:Organization)
RETURN id, p.id, s.share, coalesce(s.control, false), s.started_on, s.ended_on
"""
_UNIT_CYCLE = """
UNWIND $ids AS id MATCH (o:Organization {id: id})
WHERE EXISTS { (o)-[:PART_OF]->{1,50}(o) } RETURN o.external_id LIMIT 1
"""
_LINE_CYCLE = """
UNWIND $ids AS id MATCH (r:Role {id: id})
WHERE EXISTS { (r)(()-[l:REPORTS_TO]->() WHERE l.kind = 'SOLID'){1,50}(r) } RETURN r.external_id LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Stake:
    """One owner of an organization for a time."""

    parent: str
    share: float | None
    control: bool
    start: date
    end: date

    def overlaps(self, start: date, end: date) -> bool:
        return self.start <= end and start <= self.end


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a row would break: the column to mend and a sentence."""

    column: str
    sentence: str


class Ownership:
    """The stakes that a batch can touch: those of its children, and of everything that controls its parents."""

    def __init__(self) -> None:
        self._stakes: dict[str, list[Stake]] = {}

    async def load(self, transaction: Transaction, ids: Sequence[str]) -> None:
        """Reads the stakes of these organizations and of all above them; ends when a round finds nothing new."""
        frontier = [i for i in dict.fromkeys(ids) if i not in self._stakes]
        while frontier:
            for identifier in frontier:
                self._stakes[identifier] = []
            above: dict[str, None] = {}
            for child, parent, share, control, start, end in await transaction.run(_OWNERS, {"ids": frontier}):
                self._stakes[child].append(Stake(parent, share, control, day(start, _FIRST), day(end, _LAST)))
                above[parent] = None
            frontier = [i for i in above if i not in self._stakes]

    def breach(self, child: str, stated: dict[str, Any], parent: str) -> Breach | None:
        """The rule that this stake would break, if any; a stake of the same owner and start is replaced by it."""
        if child == parent:
            return Breach("parent", "An organization cannot own itself. Name another parent.")
        new = _stake(parent, stated)
        others = [s for s in self._stakes.get(child, []) if (s.parent, s.start) != (new.parent, new.start)]
        others = [s for s in others if s.overlaps(new.start, new.end)]
        if new.control and any(s.control for s in others):
            return Breach("control", "Another owner controls it in that time. End that control first.")
        if new.share is not None and _most(others, new) > _WHOLE:
            return Breach("share", "The shares of its owners would add up to more than 1. Lower the share.")
        if new.control and self._reaches(parent, child, new.start, new.end):
            return Breach("parent", "This would make a cycle of control: the child already controls the parent.")
        return None

    def add(self, child: str, stated: dict[str, Any], parent: str) -> None:
        new = _stake(parent, stated)
        kept = [s for s in self._stakes.get(child, []) if (s.parent, s.start) != (new.parent, new.start)]
        self._stakes[child] = [*kept, new]

    def _reaches(self, start_at: str, goal: str, start: date, end: date) -> bool:
        """Whether control leads up from one organization to another on some day. The time narrows with each step and
        no organization is entered twice with the same time, so it ends."""
        todo, seen = [(start_at, start, end)], set()
        while todo:
            here = todo.pop()
            if here in seen:
                continue
            seen.add(here)
            if here[0] == goal:
                return True
            for stake in self._stakes.get(here[0], []):
                if stake.control and stake.overlaps(here[1], here[2]):
                    todo.append((stake.parent, max(stake.start, here[1]), min(stake.end, here[2])))
        return False


async def check_forests(transaction: Transaction, edge: str, ids: Sequence[str]) -> None:
    """Refuses, under the lock, what another writer made into a cycle of units or lines meanwhile."""
    text = {"PART_OF": _UNIT_CYCLE, "REPORTS_TO": _LINE_CYCLE}.get(edge)
    if text is None:
        return
    rows = await transaction.run(text, {"ids": list(ids)})
    if rows:
        raise Conflict(
            f"{rows[0][0]} would stand above itself by what somebody else wrote meanwhile. Run the import again.",
            reason="HIERARCHY",
        )


def _stake(parent: str, stated: dict[str, Any]) -> Stake:
    return Stake(
        parent,
        stated.get("share"),
        bool(stated.get("control")),
        day(stated.get("started_on"), _FIRST),
        day(stated.get("ended_on"), _LAST),
    )


def _most(others: list[Stake], new: Stake) -> float:
    """The largest sum of shares on any day of the new stake."""
    days = [new.start, *(s.start for s in others if new.start <= s.start <= new.end)]
    return max((new.share or 0.0) + sum(s.share or 0.0 for s in others if s.start <= d <= s.end) for d in days)


def day(value: Any, default: date) -> date:
    if value is None:
        return default
    found = value.to_native() if hasattr(value, "to_native") else value
    assert isinstance(found, date)
    return found
