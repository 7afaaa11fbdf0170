"""Which record each row of a file is: the one that is there, one that a row before named, or a new one.

The outcome depends on what the rows say, not on their order: an organization that one row names by its domain and
another by its name alone is one, and of several values of it the greatest counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.exchange.forms import lists
from graphcrm.exchange.mapped.keys import Held, Known, Looking
from graphcrm.exchange.mapped.mapping import Mapped
from graphcrm.exchange.mapped.translating import Translated
from graphcrm.exchange.reading import Fault
from graphcrm.measures import normal_forms
from graphcrm.records import identity, stored
from graphcrm.records.desired import Breach

_SEVERAL = "{0} records have this {1}. Name the one that is meant by its external id."
_NO_KEY = "None of {0} is filled, so that nothing tells which record this is."
_TWICE = "Line {0} is of the same record already. Keep one of the two."
_NORMAL = {"emails": normal_forms.email, "phones": normal_forms.phone, "domain": normal_forms.domain}


@dataclass(slots=True)
class Placed:
    """What one row is about: ids or external ids. `held`: the seat is theirs already, since `since`; `there`: it is
    no new one."""

    record: str
    organization: str | None = None
    seat: str | None = None
    held: bool = False
    since: date | None = None
    there: bool = False


@dataclass(slots=True)
class Organization:
    """An organization of the file: the row that names it first, and the cells of all its rows together."""

    number: int
    line: int
    cells: dict[str, str] = field(default_factory=dict)


class Placing:
    """Places the rows of one file: `note` each, then `look_up`, then all are `placed` or `faults`."""

    def __init__(self, vocabulary: Vocabulary, mapped: Mapped) -> None:
        self._mapped = mapped
        self._vocabulary = vocabulary
        self._rows: list[_Row] = []
        self._new: dict[tuple[str, str], str] = {}
        self._first: dict[str, tuple[int, int]] = {}
        self._there: set[str] = set()
        self._since = datetime.max
        self.placed: dict[int, Placed] = {}
        self.faults: dict[int, Fault] = {}
        self.organizations: dict[str, Organization] = {}

    def note(self, row: Translated, lacks: Breach | None) -> None:
        """Notes what a row is told by, and why it cannot be a new record."""
        found = _Row(row.number, row.line, _keys(self._mapped, row.cells[self._mapped.noun]), lacks)
        cells = row.cells.get("organizations", {})
        named = {name: _normal(name, cells[name]) for name in ("external_id", "domain", "name") if cells.get(name)}
        found.organization, found.cells = named, cells if named else {}
        seat = row.cells.get("roles", {})
        if named and seat.get("title"):
            found.title = normal_forms.fold(seat["title"])
            days = row.cells.get("holdings", {})
            found.started_on, found.ended_on = days.get("started_on") or "", days.get("ended_on") or ""
        self._rows.append(found)

    async def look_up(self, looking: Looking, since: datetime) -> None:
        """Asks the graph, and places all rows."""
        self._since = since
        people = self._mapped.noun == "people"
        keys = {key for row in self._rows for key in row.keys}
        await (looking.people(keys) if people else looking.organizations(keys))
        named = {one for row in self._rows for one in row.organization.items()}
        await looking.organizations(named)
        for row in self._rows:
            self._place(row, looking)
        self._join(looking)
        pairs, at = set(), set()
        for row in self._rows:
            placed = self.placed.get(row.number)
            if placed is not None and row.title and row.known is not None and row.organization_id is not None:
                pairs.add((row.known, row.organization_id))
            if placed is not None and row.title and row.organization_id is not None:
                at.add(row.organization_id)
        await looking.seats(sorted(pairs), sorted(at))
        new: dict[tuple[str, str, str], str] = {}
        for row in self._rows:
            if row.number in self.placed and row.title:
                self._seat(row, looking, new)
        self._rows = []

    def _place(self, row: _Row, looking: Looking) -> None:
        """The record a row is of."""
        if not row.keys:
            columns = " or ".join(self._mapped.key)
            self._fault(row, self._mapped.key[0], "REQUIRED", _NO_KEY.format(columns))
            return
        name = row.keys[0][0]
        there: dict[str, None] = {}
        for key in row.keys:
            if key[0] == name:
                known = looking.found.people.get(key, ())
                there.update(dict.fromkeys([*known, *(one.id for one in looking.found.organizations.get(key, ()))]))
        if len(there) > 1:
            self._fault(row, name, "AMBIGUOUS", _SEVERAL.format(len(there), name.removesuffix("s")))
            return
        row.known = next(iter(there), None)
        noun = self._vocabulary.nouns["Person" if self._mapped.noun == "people" else "Organization"]
        # What is linked to another record is not that one's own row: the seat is, and the rest is said already.
        leads = looking.found.leads.get((noun.name, row.keys[0][1])) if name == "external_id" else None
        if row.known is None and leads is None and row.lacks is not None:
            self._fault(row, row.lacks.blames or name, row.lacks.code, row.lacks.sentence)
            return
        meant = row.known or leads
        old = meant is not None and not identity.made_since(meant, self._since)
        if self._mapped.mode == "create" and old:
            row.organization, row.title = {}, ""  # what is there stays as it is, with all that hangs on it
        if name == "external_id":
            identifier = row.keys[0][1]
        else:
            identifier = row.known or self._new.setdefault(row.keys[0], identity.new(noun))
        first, line = self._first.setdefault(row.known or identifier, (row.number, row.line))
        if first != row.number:
            self._fault(row, name, "DUPLICATE_ID", _TWICE.format(line))
            return
        row.known = meant
        self.placed[row.number] = Placed(identifier)

    def _join(self, looking: Looking) -> None:
        """The organization of each row. Those named by an id or a domain come first, so that one named by its name
        alone finds them."""
        by_name: dict[str, dict[str, None]] = {}
        for told_only in (False, True):
            for row in self._rows:
                if row.number not in self.placed or not row.organization:
                    continue
                if (row.organization.keys() == {"name"}) != told_only:
                    continue
                name = row.organization.get("name", "")
                here = by_name.get(name, {}) if told_only else {}
                identifier = next(iter(here)) if len(here) == 1 else self._organization(row, looking)
                if identifier is None:
                    continue
                if not told_only and name:
                    by_name.setdefault(name, {})[identifier] = None
                self.placed[row.number].organization = identifier
                known = identifier if identifier in self._there else None
                row.organization_id = known or looking.found.leads.get(("Organization", identifier))
                self._tell(row, identifier)

    def _organization(self, row: _Row, looking: Looking) -> str | None:
        """Its id or external id; None with a fault where several could be meant."""
        said = row.organization
        for name in ("external_id", "domain", "name"):
            if name not in said:
                continue
            known = [one for one in looking.found.organizations.get((name, said[name]), ()) if _fits(one, said)]
            if len(known) > 1:
                self._fault(row, f"organization.{name}", "AMBIGUOUS", _SEVERAL.format(len(known), name))
                return None
            if known:
                self._there.add(known[0].id)
                return known[0].id
        if "external_id" in said:
            return said["external_id"]
        key = next((name, said[name]) for name in ("domain", "name") if name in said)
        noun = self._vocabulary.nouns["Organization"]
        return self._new.setdefault((f"organization {key[0]}", key[1]), identity.new(noun))

    def _tell(self, row: _Row, identifier: str) -> None:
        one = self.organizations.setdefault(identifier, Organization(row.number, row.line))
        for column, cell in row.cells.items():
            if column != "external_id":
                one.cells[column] = max(one.cells.get(column, ""), cell)

    def _seat(self, row: _Row, looking: Looking, new: dict[tuple[str, str, str], str]) -> None:
        """The seat of a row: the one the person has there under this title, one that nobody ever held, or a new one."""
        placed = self.placed[row.number]
        if placed.organization is None:
            return
        at = row.organization_id or placed.organization
        mine = looking.found.seats.get((row.known or "", at), ())
        held = [one for one in mine if one.title == row.title and _holds(one, row)]
        if held:
            placed.seat, placed.held, placed.since = held[0].seat, True, held[0].started_on
            placed.there = True
            return
        vacant = looking.found.vacant.get((at, row.title), [])
        told = (placed.record, at, row.title)
        placed.there = bool(vacant)
        if told not in new:
            new[told] = vacant.pop(0) if vacant else identity.new(self._vocabulary.nouns["Role"])
        placed.seat = new[told]

    def _fault(self, row: _Row, column: str, code: str, sentence: str) -> None:
        self.placed.pop(row.number, None)
        self.faults[row.number] = Fault(row.number, row.line, column, code, sentence)


@dataclass(slots=True)
class _Row:
    number: int
    line: int
    keys: list[tuple[str, str]]
    lacks: Breach | None = None
    organization: dict[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    started_on: str = ""
    ended_on: str = ""
    known: str | None = None
    organization_id: str | None = None


def _keys(mapped: Mapped, cells: Mapping[str, str]) -> list[tuple[str, str]]:
    """What tells the record of a row, in the order of its worth: all of the first key that it has, then the others."""
    found = []
    for name in mapped.key:
        cell = cells.get(name) or ""
        parts = lists.split(cell) if name in ("emails", "phones") else [cell]
        found += [(name, _normal(name, part)) for part in parts if part.strip()]
    return found


def _normal(name: str, cell: str) -> str:
    text = stored.text(cell) or ""
    return _NORMAL.get(name, normal_forms.fold if name == "name" else str)(text)


def _fits(known: Known, said: Mapping[str, str]) -> bool:
    """Whether a known organization can be the one that a row tells of: another id or another domain is another one."""
    other_id = known.external_id is not None and said.get("external_id") not in (None, known.external_id)
    other_domain = known.domain is not None and said.get("domain") not in (None, known.domain)
    return not other_id and (not other_domain or said.get("external_id") == known.external_id is not None)


def _holds(one: Held, row: _Row) -> bool:
    """Whether a seat somebody has or had is the one that a row tells of."""
    today = date.today()
    if row.started_on:
        return one.started_on is None or one.started_on.isoformat() == row.started_on
    if row.ended_on:
        return one.ended_on is None or one.ended_on.isoformat() == row.ended_on
    return one.ended_on is None or one.ended_on >= today
