"""Rows that would make a person, or an organization that is no unit, who may be there already.

Of all records that the importer sees an index is made once for a noun; each batch is compared with it and with the
records that the import made before. `queue`: the record is made, and the pair waits for people to judge it. `link`: a
row that is beyond doubt of a record that is there is taken as one of it; less certain ones wait.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from graphcrm.access.sensitivity import Act
from graphcrm.compile.rules import Rules
from graphcrm.errors import BadUserInput, Forbidden
from graphcrm.exchange.columns import Parsed
from graphcrm.exchange.judging import arrivals
from graphcrm.exchange.judging.arrivals import Arrival
from graphcrm.exchange.judging.meeting import Meeting, Met, best
from graphcrm.exchange.native import NativeFile
from graphcrm.exchange.reading import Fault
from graphcrm.graph.connection import Graph
from graphcrm.intelligence import duplicates as reading
from graphcrm.measures.matching import entering
from graphcrm.measures.matching.arriving import likely, there
from graphcrm.measures.matching.arriving.there import Keyed, There
from graphcrm.measures.matching.kinds import KINDS
from graphcrm.measures.matching.weighing import Parameters
from graphcrm.records import duplicates, identity, nodes, sharing
from graphcrm.records.desired import Reader
from graphcrm.records.import_runs import Run

CREATE, QUEUE, LINK = "create", "queue", "link"
WAYS = (QUEUE, LINK, CREATE)
NOUNS = ("Person", "Organization")
UNNAMED = "files"  # the source of an import of which nobody said where it comes from
_NO_WAY = "{0} is none of {1}. Say with --on-duplicate what becomes of records that may be there already."
_HIDDEN = (
    "Your role may not search for people by {0}, so that nothing can be compared for you. Import with --on-duplicate "
    "create, or ask for a role that may."
)
# What records are compared by: whoever may not search by all of it could find out by importing.
_COMPARED = (
    *("MAY_BE", "REACHED_AT", "ContactPoint.address"),
    *(f"Person.{name}" for name in ("name", "first_name", "last_name", "city", "country")),
    *(f"Person.{name}" for name in ("linkedin", "x", "facebook", "website")),
    *(f"Organization.{name}" for name in ("name", "domain", "city", "country")),
)


def checked(way: str) -> str:
    """A way to deal with duplicates. BadUserInput for one that is none."""
    if way not in WAYS:
        raise BadUserInput(_NO_WAY.format(repr(way), ", ".join(WAYS)))
    return way


@dataclass(slots=True)
class _Side:
    """The records of a noun that are there, by number: ids, and on which line of the file that is read those of it
    stand; the domains of organizations; what is compared by, and its version."""

    there: There
    domains: frozenset[str]
    parameters: Parameters
    version: str
    ids: list[str] = field(default_factory=list)
    lines: dict[int, int] = field(default_factory=dict)
    groups: dict[tuple[str, ...], int] = field(default_factory=lambda: {(): 0})

    def group(self, audience: tuple[str, ...]) -> int:
        return self.groups.setdefault(audience, len(self.groups))


class Duplicates:
    """What an import does about duplicates. Forbidden for an importer who may not search by what is compared."""

    def __init__(self, way: str, rules: Rules | None, sight: sharing.Sight) -> None:
        missing = [] if rules is None else [one for one in _COMPARED if one not in rules.usable(Act.SEARCH)]
        if missing:
            raise Forbidden(_HIDDEN.format(", ".join(missing)), reason="ROLE")
        self.way = way
        self.run: str | None = None
        self.since = datetime.max
        self.source = UNNAMED
        self._sight = sight
        self._sides: dict[str, _Side] = {}
        self._named: set[int] = set()
        self._linked: set[str] = set()
        self._made: set[str] = set()

    def of(self, run: Run | None, since: datetime, source: str) -> None:
        """Says of which import it is; without a run it is a dry one."""
        self.run = run.id if run is not None else None
        self.since, self.source = since, source

    def compares(self, native: NativeFile) -> bool:
        """Whether the records of a file are of those that are compared."""
        return native.noun is not None and native.noun.name in NOUNS

    async def begin(self, graph: Graph, native: NativeFile, names: Callable[[], Iterable[str]]) -> None:
        """Reads the records that are there. `names`: the external ids that stand in the file, which says by them that
        they are of different records."""
        if not self.compares(native):
            return
        if native.label not in self._sides:
            self._sides[native.label] = await self._read(graph, native.label)
        self._sides[native.label].lines.clear()
        if self.way == LINK:
            self._named.update(map(hash, names()))

    async def _read(self, graph: Graph, noun: str) -> _Side:
        kind = KINDS[noun.lower()]
        kept, version = await reading.model(graph, noun)
        parameters = entering.parameters(kind, kept)
        side = _Side(There(kind), await reading.our_domains(graph), parameters, version or entering.shipped(kind))
        async for page in reading.alone(graph, noun, side.domains, self._sight.sees_all, list(self._sight.teams)):
            groups = [side.group(audience) for audience in page.audiences]
            side.there.add(await asyncio.to_thread(there.keyed, kind, page.told, groups))
            side.ids += page.ids
        return side

    def taken(self, ids: Iterable[str]) -> None:
        """Notes that a row was linked to each of these records: another one is not."""
        self._linked.update(ids)

    async def meet(
        self,
        reader: Reader,
        native: NativeFile,
        names: Sequence[str],
        rows: Sequence[Parsed],
        teams: Callable[[Parsed], dict[str, Any] | Fault],
    ) -> Meeting:
        """What becomes of rows whose ids nothing has, of a batch. `names` are the stored properties to read of records
        that rows turn out to be of, `teams` tells for which a record would be. Nothing is written, and nothing is known
        of the rows before `settle`."""
        assert native.noun is not None
        side, arriving = self._sides[native.label], list(arrivals.arriving(rows, teams))
        come = await asyncio.to_thread(self._keyed, side, native, arriving)
        found = await asyncio.to_thread(likely.likely, side.there, come, side.parameters)
        first = side.there.number
        old = sorted({side.ids[one.number] for several in found.values() for one in several if one.number < first})
        records = await duplicates.there(reader, native.label, old, self._sight)
        told = await self._told(reader, native, names, side, found, records)
        result = Meeting(native.noun, side.version, arriving, come, self._made if self.run is None else None)
        for place, one in enumerate(arriving):
            options = best(self._options(side, result, records, found.get(place, ())))
            target = self._target(one, options, records) if self.way == LINK else None
            if target is not None and target in told and not result.takes(target):
                result.link(place, options[0], target, told[target])
            elif options:
                result.waiting[place] = options
        return result

    def _keyed(self, side: _Side, native: NativeFile, arriving: Sequence[Arrival]) -> Keyed:
        said = [reading.said_alone(native.label, arrivals.told(native, one.row), side.domains) for one in arriving]
        return there.keyed(side.there.kind, said, [side.group(one.audience) for one in arriving])

    async def _told(
        self,
        reader: Reader,
        native: NativeFile,
        names: Sequence[str],
        side: _Side,
        found: Mapping[int, Sequence[likely.Likely]],
        records: Mapping[str, duplicates.There],
    ) -> dict[str, dict[str, Any]]:
        """The stored values of the records that rows may turn out to be of."""
        assert native.noun is not None
        if self.way != LINK:
            return {}
        sure = {side.ids[o.number] for several in found.values() for o in several if self._sure(side, o)}
        return await nodes.known(reader, native.noun, names, sorted(sure & records.keys()))

    def _sure(self, side: _Side, one: likely.Likely) -> bool:
        return one.number < side.there.number and likely.beyond_doubt(one)

    def _options(
        self,
        side: _Side,
        result: Meeting,
        records: Mapping[str, duplicates.There],
        found: Sequence[likely.Likely],
    ) -> Iterator[Met]:
        """Whom a row may be of, as far as the importer sees them: the likeliest first."""
        for one in found:
            place = one.number - side.there.number
            linked = result.linked.get(place)
            if linked is not None:  # the row before it is of that one, and so may this be
                yield Met(one, linked.target, None, linked.met.influence)
            elif place >= 0:
                other = result.arrivals[place]
                if self._seen(other.audience):
                    yield Met(one, None, place, duplicates.UNKNOWN_INFLUENCE, other.row.line)
            else:
                identifier, line = side.ids[one.number], side.lines.get(one.number)
                if identifier in records:
                    yield Met(one, identifier, None, records[identifier].influence, line)
                elif identifier in self._made:  # by this dry run
                    yield Met(one, identifier, None, duplicates.UNKNOWN_INFLUENCE, line)

    def _target(self, one: Arrival, options: Sequence[Met], records: Mapping[str, duplicates.There]) -> str | None:
        """The record that a row is taken to be of: the only one that it can be with certainty, if nothing speaks
        against it."""
        certain = [option for option in options if option.likely.probability >= likely.CERTAIN]
        if len(certain) != 1 or not likely.beyond_doubt(certain[0].likely):
            return None
        record = records.get(certain[0].id or "")
        if record is None or record.id in self._linked or identity.made_since(record.id, self.since):
            return None
        named = any(hash(key) in self._named for key in (record.id, record.external_id) if key is not None)
        same_source = self.source != UNNAMED and self.source in record.sources
        return None if named or same_source or record.audience != one.audience else record.id

    def _seen(self, audience: tuple[str, ...]) -> bool:
        return self._sight.sees_all or not audience or bool(set(audience) & set(self._sight.teams))

    def settle(self, met: Meeting, outcomes: Mapping[int, str | Fault], made: Mapping[str, str]) -> None:
        """Knows what a batch made, once it is written: `made` are the ids by external id."""
        side = self._sides[met.noun.name]
        new = [
            place
            for place, one in enumerate(met.arrivals)
            if outcomes.get(one.row.number) in ("c", "q") and self._seen(one.audience)
        ]
        for place in new:
            row = met.arrivals[place].row
            side.lines[len(side.ids)] = row.line
            side.ids.append(made[row.external_id])
            if self.run is None:
                self._made.add(made[row.external_id])
        side.there.add(met.come.some(new))
        for place, linked in met.linked.items():
            if outcomes.get(met.arrivals[place].row.number) == "l":
                self._linked.add(linked.target)
                side.there.widen(linked.met.likely.number, met.come.values[place])
