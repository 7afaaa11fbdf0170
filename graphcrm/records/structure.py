"""Rules of structure, as the edges declare them, checked under the hierarchy's lock before anything is written.

Facts hold from their start to their end, both included, none meaning for ever; a rule is broken only where all facts
that break it hold on one day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from graphcrm.compile import writing
from graphcrm.compile.declarations import Acyclic, Edge, Reference, Single, Whole
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.records.desired import Breach, Link, Reader

_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Dated:
    """An edge that leaves a node: its other end, the days it holds, what it says."""

    target: str
    start: date
    end: date
    properties: Mapping[str, Any]

    def overlaps(self, start: date, end: date) -> bool:
        return self.start <= end and start <= self.end


class Structure:
    """The edges of one type that a batch can touch: those that leave its records, and those of all above them. Where
    the rules look at the target, an edge leaves that."""

    def __init__(self, vocabulary: Vocabulary, edge: Edge) -> None:
        self._edge = edge
        self._text = writing.read_structure(vocabulary, edge)
        self._out: dict[str, list[Dated]] = {}
        self._named: set[str] = set()  # whatever is or was at the end of an edge: no chain comes back to another

    async def load(self, reader: Reader, ids: Iterable[str]) -> None:
        """Reads the edges of these nodes and of all above them along chains; ends when a round finds nothing new."""
        frontier = [i for i in dict.fromkeys(ids) if i not in self._out]
        while frontier:
            self._out.update((identifier, []) for identifier in frontier)
            above: dict[str, None] = {}
            rows = await reader.run(self._text, {"ids": frontier})
            for source, target, start, end, *values in rows[0][0]:
                found = Dated(target, day(start, date.min), day(end, date.max), self._values(values))
                self._out[source].append(found)
                self._named.add(target)
                if any(_has(found.properties, rule.where) for rule in self._edge.rules if isinstance(rule, Acyclic)):
                    above[target] = None
            frontier = [i for i in above if i not in self._out]

    def breach(self, source: str, target: str, properties: Mapping[str, Any]) -> Breach | None:
        """The rule that this edge would break, if any. An edge that is the same fact is replaced by it."""
        source, target = self._read(source, target)
        if source == target:
            return Breach(None, "A record cannot be joined to itself here. Name another.")
        new = _dated(target, properties)
        others = [d for d in self._out.get(source, ()) if not self._same(d, new) and d.overlaps(new.start, new.end)]
        for rule in self._edge.rules:
            if isinstance(rule, Single):
                if _has(new.properties, rule.where) and any(_has(d.properties, rule.where) for d in others):
                    return Breach(rule.blames, rule.sentence)
            elif isinstance(rule, Whole):
                if _most(rule.property, others, new) > rule.limit + _TOLERANCE:
                    return Breach(rule.property, rule.sentence)
            elif _has(new.properties, rule.where) and self._reaches(rule, new, source):
                return Breach(None, rule.sentence)
        return None

    def put(self, source: str, target: str, properties: Mapping[str, Any]) -> None:
        source, target = self._read(source, target)
        new = _dated(target, properties)
        self._out[source] = [*(d for d in self._out.get(source, ()) if not self._same(d, new)), new]
        self._named.add(target)

    def take(self, source: str, target: str, properties: Mapping[str, Any]) -> None:
        """Takes one fact away."""
        source, target = self._read(source, target)
        old = _dated(target, properties)
        self._out[source] = [d for d in self._out.get(source, ()) if not self._same(d, old)]

    def remove(self, source: str, target: str, identity: Iterable[Any], today: date) -> None:
        """Takes away the edges to a target that have not ended: of dated ones what lies before today stays."""
        told_apart = list(zip(self._edge.identity, identity, strict=True))
        left = []
        for one in self._out.get(source, ()):
            other = one.target != target or any(one.properties.get(k) != v for k, v in told_apart)
            if other or one.end < today:
                left.append(one)
            elif self._edge.dated and one.start < today:
                left.append(replace(one, end=today - timedelta(days=1)))
        self._out[source] = left

    def restate(
        self,
        source: str,
        reference: Reference,
        adds: Sequence[Link],
        removes: Iterable[tuple[Any, ...]],
        today: date,
    ) -> Breach | None:
        """Brings a list of a record to what is stated; where that breaks a rule, all is as before and the rule told.
        `removes` are keys: the other end, then the values of the edge's identity."""
        before = list(self._out.get(source, ()))
        for target, *identity in removes:
            self.remove(source, target, identity, today)
        for link in adds:
            said = {**reference.fixed, **link.properties}
            breach = self.breach(source, link.key, said)
            if breach is not None:
                self._out[source] = before
                return breach
            self.put(source, link.key, said)
        return None

    def of(self, source: str) -> list[Dated]:
        """The edges that leave a node, as far as they are known."""
        return list(self._out.get(source, ()))

    def put_back(self, source: str, edges: list[Dated]) -> None:
        """Gives a node the edges again that it had."""
        self._out[source] = edges

    def _read(self, source: str, target: str) -> tuple[str, str]:
        """The ends in the direction in which the rules look."""
        return (source, target) if self._edge.ruled == "source" else (target, source)

    def _same(self, one: Dated, other: Dated) -> bool:
        return (one.target, one.start) == (other.target, other.start) and all(
            one.properties.get(name) == other.properties.get(name) for name in self._edge.identity
        )

    def _reaches(self, rule: Acyclic, new: Dated, goal: str) -> bool:
        """Whether a chain leads from the new edge's end back to its start on some day it holds. The time narrows with
        each step, and no node is entered twice for a time it was entered for already, so it ends."""
        if goal not in self._named:
            return False
        todo = [(new.target, new.start, new.end)]
        seen: dict[str, list[tuple[date, date]]] = {}
        while todo:
            here, start, end = todo.pop()
            if here == goal:
                return True
            if any(s <= start and end <= e for s, e in seen.get(here, ())):
                continue
            seen.setdefault(here, []).append((start, end))
            for edge in self._out.get(here, ()):
                if _has(edge.properties, rule.where) and edge.overlaps(start, end):
                    todo.append((edge.target, max(edge.start, start), min(edge.end, end)))
        return False

    def _values(self, values: list[Any]) -> dict[str, Any]:
        return dict(zip(writing.rule_properties(self._edge), values, strict=True))


def day(value: Any, default: date) -> date:
    """A day of the driver or of Python as Python's; `default` where there is none."""
    if value is None:
        return default
    found = value.to_native() if hasattr(value, "to_native") else value
    assert isinstance(found, date)
    return found


def _dated(target: str, properties: Mapping[str, Any]) -> Dated:
    start, end = day(properties.get("started_on"), date.min), day(properties.get("ended_on"), date.max)
    return Dated(target, start, end, properties)


def _has(properties: Mapping[str, Any], where: tuple[str, object] | None) -> bool:
    return where is None or properties.get(where[0]) == where[1]


def _most(name: str, others: list[Dated], new: Dated) -> float:
    """The largest sum on any day of the new edge: it can only rise where one starts."""
    days = [new.start, *(d.start for d in others if new.start <= d.start <= new.end)]
    own = new.properties.get(name) or 0.0
    return max(own + sum(d.properties.get(name) or 0.0 for d in others if d.start <= on <= d.end) for on in days)
