"""Who and what the rows of a file are about: people by id, address or number, organizations by id, domain or name,
seats by who holds them. Only records that the importer sees are found by what they say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graphcrm.compile.declarations import Noun
from graphcrm.measures.normal_forms import SEPARATOR, fold
from graphcrm.records import sharing
from graphcrm.records.desired import Reader
from graphcrm.records.merging import aliases

_SIZE = 2000
_BY_ID = {
    "Person": "UNWIND $keys AS key MATCH (n:Person {external_id: key}) RETURN collect([key, n.id])",
    "Organization": "UNWIND $keys AS key MATCH (n:Organization {external_id: key}) RETURN collect([key, n.id])",
}
# A record without an external id is called by its own.
_BY_OWN_ID = {
    "Person": "UNWIND $keys AS key MATCH (n:Person {id: key}) RETURN collect([key, n.id])",
    "Organization": "UNWIND $keys AS key MATCH (n:Organization {id: key}) RETURN collect([key, n.id])",
}
_BY_ADDRESS = """
UNWIND $keys AS key
MATCH (:ContactPoint {medium: $medium, address_key: key})<-[r:REACHED_AT]-(n:Person)
WHERE (r.started_on IS NULL OR r.started_on <= $today) AND (r.ended_on IS NULL OR r.ended_on >= $today)
  AND ($sees_all OR n.audience IS NULL OR any(t IN n.audience WHERE t IN $teams))
WITH DISTINCT key, n ORDER BY key, n.id
RETURN collect([key, n.id])
"""
_BY_DOMAIN = """
UNWIND $keys AS key MATCH (n:Organization {domain: key})
WHERE NOT n.kind IN ['DIVISION', 'DEPARTMENT', 'TEAM']
  AND ($sees_all OR n.audience IS NULL OR any(t IN n.audience WHERE t IN $teams))
WITH key, n ORDER BY key, n.id
RETURN collect([key, n.id, n.external_id, n.domain])
"""
_BY_NAME = """
UNWIND $keys AS key MATCH (n:Organization) WHERE n.name_key STARTS WITH key
  AND NOT n.kind IN ['DIVISION', 'DEPARTMENT', 'TEAM']
  AND ($sees_all OR n.audience IS NULL OR any(t IN n.audience WHERE t IN $teams))
WITH key, n ORDER BY key, n.id
RETURN collect([key, n.id, n.external_id, n.domain])
"""
_SEATS = """
UNWIND $pairs AS pair
MATCH (:Person {id: pair[0]})-[h:HOLDS]->(r:Role)-[:AT]->(o:Organization {id: pair[1]})
WHERE $sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams)
WITH pair, r, h ORDER BY pair[0], pair[1], r.id
RETURN collect([pair[0], pair[1], r.title, r.id, h.started_on, h.ended_on])
"""
_VACANT = """
UNWIND $ids AS id
MATCH (o:Organization {id: id})<-[:AT]-(r:Role) WHERE NOT EXISTS {
    (r)<-[:HOLDS]-(n:Person) WHERE $sees_all OR n.audience IS NULL OR any(t IN n.audience WHERE t IN $teams) }
  AND r.archived_at IS NULL AND ($sees_all OR r.audience IS NULL OR any(t IN r.audience WHERE t IN $teams))
WITH id, r ORDER BY id, r.id
RETURN collect([id, r.title, r.id])
"""


@dataclass(frozen=True, slots=True)
class Known:
    """An organization that is there."""

    id: str
    external_id: str | None
    domain: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """A seat that somebody holds or held, and since when and until when."""

    title: str
    seat: str
    started_on: date | None
    ended_on: date | None


@dataclass(slots=True)
class Found:
    """What the graph has: by key. `leads`: by noun and external id the record to which it leads, of which it is not the
    own one."""

    people: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    organizations: dict[tuple[str, str], list[Known]] = field(default_factory=dict)
    seats: dict[tuple[str, str], list[Held]] = field(default_factory=dict)
    vacant: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    leads: dict[tuple[str, str], str] = field(default_factory=dict)


class Looking:
    """Looks records up in batches, in the importer's sight."""

    def __init__(self, reader: Reader, nouns: Mapping[str, Noun], sight: sharing.Sight, today: date) -> None:
        self._reader, self._nouns = reader, nouns
        self._shared: dict[str, Any] = {"sees_all": sight.sees_all, "teams": list(sight.teams), "today": today}
        self.found = Found()

    async def people(self, keys: Iterable[tuple[str, str]]) -> None:
        """By (external_id | emails | phones, value in its normal form)."""
        told = list(keys)
        for key, identifier in await self._rows(_BY_OWN_ID["Person"], [v for n, v in told if n == "external_id"]):
            self.found.people["external_id", key] = [identifier]
        for kind, medium in (("external_id", ""), ("emails", "EMAIL"), ("phones", "PHONE")):
            wanted = [value for name, value in told if name == kind]
            for key, identifier in await self._rows(_BY_ADDRESS if medium else _BY_ID["Person"], wanted, medium=medium):
                self.found.people.setdefault((kind, key), []).append(identifier)
        await self._leads("Person", [v for n, v in told if n == "external_id" and (n, v) not in self.found.people])

    async def organizations(self, keys: Iterable[tuple[str, str]]) -> None:
        """By (external_id | domain | name, value in its normal form)."""
        told = list(keys)
        for key, identifier in await self._rows(_BY_OWN_ID["Organization"], [v for n, v in told if n == "external_id"]):
            self.found.organizations["external_id", key] = [Known(identifier, key, None)]
        for key, identifier in await self._rows(_BY_ID["Organization"], [v for n, v in told if n == "external_id"]):
            self.found.organizations["external_id", key] = [Known(identifier, key, None)]
        for kind, text in (("domain", _BY_DOMAIN), ("name", _BY_NAME)):
            end = SEPARATOR if kind == "name" else ""
            for key, *known in await self._rows(text, [value + end for name, value in told if name == kind]):
                self.found.organizations.setdefault((kind, key.removesuffix(end)), []).append(Known(*known))
        there = self.found.organizations
        await self._leads("Organization", [v for n, v in told if n == "external_id" and (n, v) not in there])

    async def _leads(self, noun: str, external_ids: Sequence[str]) -> None:
        """Where ids lead that no record has."""
        for start in range(0, len(external_ids), _SIZE):
            some = external_ids[start : start + _SIZE]
            found = await aliases.ids(self._reader, self._nouns[noun], some)
            self.found.leads.update(((noun, key), identifier) for key, identifier in found.items())

    async def seats(self, pairs: Sequence[tuple[str, str]], organizations: Sequence[str]) -> None:
        """Those that people hold or held at organizations, and those of organizations that nobody ever held."""
        for start in range(0, len(pairs), _SIZE):
            parameters = {**self._shared, "pairs": [list(pair) for pair in pairs[start : start + _SIZE]]}
            for person, organization, title, seat, since, until in (await self._reader.run(_SEATS, parameters))[0][0]:
                days = [day.to_native() if day is not None else None for day in (since, until)]
                held = Held(fold(title or ""), seat, *days)
                self.found.seats.setdefault((person, organization), []).append(held)
        for start in range(0, len(organizations), _SIZE):
            parameters = {**self._shared, "ids": list(organizations[start : start + _SIZE])}
            for organization, title, seat in (await self._reader.run(_VACANT, parameters))[0][0]:
                self.found.vacant.setdefault((organization, fold(title or "")), []).append(seat)

    async def _rows(self, text: str, keys: Sequence[str], **more: Any) -> list[list[Any]]:
        wanted, rows = sorted(set(keys)), []
        for start in range(0, len(wanted), _SIZE):
            parameters = {**self._shared, **more, "keys": wanted[start : start + _SIZE]}
            rows += (await self._reader.run(text, parameters))[0][0]
        return rows
