"""What persons, seats, organizations and the dated facts between them should be after each write, told as simply as can
be: days are small numbers, facts are a list, and every rule looks at each day by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

# The day with the number 0.
FIRST = date(2026, 1, 2)
DAYS = 6


def today() -> int:
    """The number of today, when what a list adds begins. Looked at when a run begins: a suite may go over midnight."""
    return (datetime.now(UTC).date() - FIRST).days


Faults = list[tuple[str, str | None, str]]


@dataclass
class Record:
    """One record."""

    noun: str
    name: str
    version: int = 1
    archived: bool = False
    organization: str | None = None


@dataclass(frozen=True)
class Fact:
    """One fact from a day to a day, both included, None for ever."""

    source: str
    target: str
    start: int | None
    end: int | None = None
    kind: str = ""
    share: float = 0.0
    control: bool = False
    acting: bool | None = None

    def holds(self, day: int) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def is_as(self, other: Fact) -> bool:
        """Whether two are told for the same fact."""
        return (self.source, self.target, self.start, self.kind) == (
            other.source,
            other.target,
            other.start,
            other.kind,
        )


# The mutations' fields for the ends of each edge.
ENDS = {"HOLDS": ("person", "role"), "REPORTS_TO": ("role", "reportsTo"), "SUBSIDIARY_OF": ("child", "parent")}
_NOUNS = {
    "person": "Person",
    "role": "Role",
    "reportsTo": "Role",
    "child": "Organization",
    "parent": "Organization",
    "organization": "Organization",
    "from": "Person",
    "to": "Person",
    "leaves": "Role",
}


@dataclass
class Model:
    """All of it. Each write answers with its faults; where there are none it is done."""

    records: dict[str, Record] = field(default_factory=dict)
    facts: dict[str, list[Fact]] = field(default_factory=lambda: {edge: [] for edge in ENDS})
    today: int = field(default_factory=today)

    def of(self, noun: str) -> list[str]:
        return [name for name, one in self.records.items() if one.noun == noun]

    # --- records ---------------------------------------------------------------------------------------------------

    def create(self, key: str, record: Record, above: str | None) -> Faults:
        faults: Faults = [("CONFLICT", None, "externalId")] if key in self.of(record.noun) else []
        named = [("organization", record.organization), ("reportsTo", above)]
        faults += [f for name, end in named if end is not None for f in self._missing(name, end)]
        if not faults:
            faults += [f for name, end in named if end is not None for f in self._archived(name, end)]
        if not faults:
            self.records[key] = record
            if above is not None:
                self.facts["REPORTS_TO"].append(Fact(key, above, None, kind="SOLID"))
        return faults

    def change(self, key: str, noun: str, expected: int | None, name: str) -> Faults:
        faults = self._seen(key, noun, expected)
        if not faults and self.records[key].name != name:
            self.records[key].name = name
            self.records[key].version += 1
        return faults

    def put_away(self, key: str, noun: str, expected: int | None, *, away: bool) -> Faults:
        faults = self._seen(key, noun, expected)
        if not faults and self.records[key].archived is not away:
            self.records[key].archived = away
            self.records[key].version += 1
        return faults

    def _seen(self, key: str, noun: str, expected: int | None) -> Faults:
        if key not in self.of(noun):
            return [("NOT_FOUND", None, noun.lower())]
        stale = expected is not None and expected != self.records[key].version
        return [("CONFLICT", "VERSION", "expectedVersion")] if stale else []

    def lead(self, key: str, expected: int | None, above: str | None) -> Faults:
        """States to whom a seat reports: another line ends yesterday, or is withdrawn where it began today."""
        faults = self._seen(key, "Role", expected)
        if not faults and above is not None:
            faults = self._missing("reportsTo", above)
        if faults:
            return faults
        lines = self.facts["REPORTS_TO"]
        open_ = [f for f in lines if (f.source, f.kind) == (key, "SOLID") and (f.end is None or f.end >= self.today)]
        gone = [f for f in open_ if f.target != above]
        left = [f for f in lines if f not in gone]
        left += [replace(f, end=self.today - 1) for f in gone if f.start is None or f.start < self.today]
        new = [Fact(key, above, self.today, kind="SOLID")] if above is not None and open_ == gone else []
        for one in new:
            faults = self._breach("REPORTS_TO", one, left) or self._archived("reportsTo", one.target)
        if not faults and (new or gone):
            self.facts["REPORTS_TO"] = [*left, *new]
            self.records[key].version += 1
        return faults

    def _missing(self, name: str, key: str) -> Faults:
        return [] if key in self.of(_NOUNS[name.split(".")[0]]) else [("NOT_FOUND", None, name)]

    def _archived(self, name: str, key: str) -> Faults:
        there = self.records.get(key)
        return [("CONFLICT", "ARCHIVED", name)] if there is not None and there.archived else []

    # --- facts -----------------------------------------------------------------------------------------------------

    def add(self, edge: str, new: Fact) -> Faults:
        """Says that a fact holds; a solid line ends the one that it follows."""
        ordered = new.start is None or new.end is None or new.start <= new.end
        faults: Faults = [] if ordered else [("BAD_USER_INPUT", None, "endedOn")]
        for name, end in zip(ENDS[edge], (new.source, new.target), strict=True):
            faults += self._missing(name, end) or self._archived(name, end)
        if faults:
            return faults
        there = [self._followed(old, new) if edge == "REPORTS_TO" else old for old in self.facts[edge]]
        if any(old.is_as(new) for old in there):
            return [("CONFLICT", "EXISTS", ENDS[edge][1])]
        faults = self._breach(edge, new, there)
        if not faults:
            self.facts[edge] = [*there, new]
        return faults

    def _followed(self, old: Fact, new: Fact) -> Fact:
        assert new.start is not None, "the model gives lines a first day"
        solid = old.kind == new.kind == "SOLID" and old.source == new.source and old.target != new.target
        return replace(old, end=new.start - 1) if solid and old.holds(new.start) and old.start != new.start else old

    def correct(self, edge: str, fact: Fact, **said: object) -> Faults:
        """Corrects the fact that is as the one given."""
        end = said.get("end")
        if isinstance(end, int) and fact.start is not None and end < fact.start:
            return [("BAD_USER_INPUT", None, "endedOn"), *self._ends(edge, fact)]
        faults, old = self._chosen(edge, fact)
        if old is None:
            return faults
        new = replace(old, **said)  # type: ignore[arg-type]
        others = [one for one in self.facts[edge] if one is not old]
        faults = self._breach(edge, new, others) if new != old else []
        if not faults:
            self.facts[edge] = [*others, new]
        return faults

    def end(self, edge: str, fact: Fact, last: int) -> Faults:
        if fact.start is not None and last < fact.start:
            return [("BAD_USER_INPUT", None, "endedOn"), *self._ends(edge, fact)]
        faults, old = self._chosen(edge, fact)
        if old is not None and old.end is not None and old.end <= last:
            return [("CONFLICT", "ENDED", "endedOn")]
        if old is not None:
            self._replace(edge, old, replace(old, end=last))
        return faults

    def retract(self, edge: str, fact: Fact) -> Faults:
        faults, old = self._chosen(edge, fact)
        if old is not None:
            self.facts[edge].remove(old)
        return faults

    def _replace(self, edge: str, old: Fact, new: Fact) -> None:
        self.facts[edge] = [new if one is old else one for one in self.facts[edge]]

    def _ends(self, edge: str, fact: Fact) -> Faults:
        pairs = zip(ENDS[edge], (fact.source, fact.target), strict=True)
        return [f for name, end in pairs for f in self._missing(name, end)]

    def _chosen(self, edge: str, fact: Fact) -> tuple[Faults, Fact | None]:
        faults = self._ends(edge, fact)
        if faults:
            return faults, None
        found = [one for one in self.facts[edge] if one.is_as(fact)]
        return ([], found[0]) if found else ([("NOT_FOUND", None, ENDS[edge][1])], None)

    # --- rules -----------------------------------------------------------------------------------------------------

    def _breach(self, edge: str, new: Fact, others: Iterable[Fact]) -> Faults:
        others = list(others)
        # All days a rule has to look at: those in use, one before and one after all of them, today and the day before.
        every = (*range(-2, DAYS + 1), self.today - 1, self.today)
        days = [day for day in every if new.holds(day)]
        own = [one for one in others if one.source == new.source]
        place = None
        if new.source == new.target:
            place = ENDS[edge][1]
        elif edge == "REPORTS_TO" and new.kind == "SOLID":
            solid = [one for one in others if one.kind == "SOLID"]
            taken = any(one.holds(day) for one in solid if one.source == new.source for day in days)
            place = "reportsTo" if taken or any(_above(solid, new, day) for day in days) else None
        elif edge == "SUBSIDIARY_OF":
            control = [one for one in others if one.control]
            if new.control and any(one.holds(day) for one in own if one.control for day in days):
                place = "control"
            elif any(new.share + sum(o.share for o in own if o.holds(day)) > 1 + 1e-9 for day in days):
                place = "share"
            elif new.control and any(_above(control, new, day) for day in days):
                place = "parent"
        return [("CONFLICT", "HIERARCHY", place)] if place else []

    # --- acts ------------------------------------------------------------------------------------------------------

    def move(self, person: str, role: str, first: int, leaves: list[str] | None) -> Faults:
        faults = self._missing("person", person) or self._archived("person", person)
        faults += self._missing("role", role) or self._archived("role", role)
        for index, one in enumerate(leaves or ()):
            faults += self._missing(f"leaves.{index}", one)
        if faults:
            return faults
        held = [f for f in self.facts["HOLDS"] if f.source == person and (f.end is None or f.end >= first)]
        faults = [("CONFLICT", "EXISTS", "role")] if any(f.target == role for f in held) else []
        there = {f.target for f in held if f.target != role}
        for index, one in enumerate(leaves or ()):
            faults += [] if one in there else [("NOT_FOUND", None, f"leaves.{index}")]
        leaving = [f for f in held if f.target in (there if leaves is None else leaves)]
        faults += [("BAD_USER_INPUT", None, "startedOn") for f in leaving if f.start is not None and f.start >= first]
        if not faults:
            for one in leaving:
                self._replace("HOLDS", one, replace(one, end=first - 1))
            self.facts["HOLDS"].append(Fact(person, role, first))
        return faults

    def transfer(self, role: str, leaver: str, taker: str, first: int) -> Faults:
        faults = self._missing("role", role) or self._archived("role", role)
        faults += self._missing("from", leaver)
        faults += self._missing("to", taker) or self._archived("to", taker)
        if faults:
            return faults
        seat = [f for f in self.facts["HOLDS"] if f.target == role]
        held = [f for f in seat if f.source == leaver and f.holds(first) and f.holds(first - 1)]
        faults = [] if held else [("NOT_FOUND", None, "from")]
        if leaver == taker or any(f.source == taker and (f.end is None or f.end >= first) for f in seat):
            faults.append(("CONFLICT", "EXISTS", "to"))
        if not faults:
            for one in held:
                self._replace("HOLDS", one, replace(one, end=first - 1))
            self.facts["HOLDS"].append(Fact(taker, role, first))
        return faults

    # --- looking ---------------------------------------------------------------------------------------------------

    def above(self, role: str, day: int) -> str | None:
        """The seat above on a day."""
        lines = (f for f in self.facts["REPORTS_TO"] if f.source == role and f.kind == "SOLID" and f.holds(day))
        return next((f.target for f in lines), None)

    def chart(self, organization: str, day: int) -> dict[str, tuple[int, list[str]]]:
        """The seats of an organization on a day: depth and holders."""
        seats = [key for key in self.of("Role") if self.records[key].organization == organization]
        found = {}
        for seat in seats:
            depth, here = 0, self.above(seat, day)
            while here in seats:  # solid lines form a forest, so this ends
                depth, here = depth + 1, self.above(str(here), day)
            held = (f for f in self.facts["HOLDS"] if f.target == seat and f.holds(day))
            found[seat] = (depth, sorted(f.source for f in held))
        return found


def _above(edges: list[Fact], new: Fact, day: int) -> bool:
    """Whether on a day the end of a new edge leads back to its start; no edge is walked twice, so it ends."""
    seen: set[str] = set()
    todo = [new.target]
    while todo:
        here = todo.pop()
        if here == new.source:
            return True
        if here not in seen:
            seen.add(here)
            todo += [one.target for one in edges if one.source == here and one.holds(day)]
    return False
