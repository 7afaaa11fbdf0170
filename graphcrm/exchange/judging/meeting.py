"""What becomes of the rows of one batch that met records they may be of: pairs for the queue, rows taken as those of
another record, and what the ledger tells of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from graphcrm.compile.declarations import Noun
from graphcrm.exchange.columns import Parsed
from graphcrm.exchange.judging import arrivals
from graphcrm.exchange.judging.arrivals import Arrival
from graphcrm.exchange.native import NativeFile
from graphcrm.graph.connection import Transaction
from graphcrm.measures.matching import entering
from graphcrm.measures.matching.arriving.likely import Likely
from graphcrm.measures.matching.arriving.there import Keyed
from graphcrm.records import duplicates, identity
from graphcrm.records.merging import aliases

_REASONS = 3


@dataclass(frozen=True, slots=True)
class Met:
    """A record that a row may be of: how likely; its id, or the place of the row of this batch that would make it; its
    influence; the line on which it stands, where this import makes it."""

    likely: Likely
    id: str | None
    place: int | None
    influence: float
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """The record that a row is taken to be of, and its stored values. `alias` is the id by which what the row was known
    by leads to it."""

    met: Met
    target: str
    known: dict[str, Any]
    alias: str


def best(options: Iterable[Met]) -> list[Met]:
    """Each record once, the likeliest first."""
    found: dict[tuple[str | None, int | None], Met] = {}
    for one in options:  # they come likeliest first
        found.setdefault((one.id, one.place), one)
    return list(found.values())


@dataclass(slots=True)
class Meeting:
    """The rows of a batch that would make records, by place, with what is decided of them. `conclude` tells what became
    of them once they are judged; then `pairs`, `matches` and `learned` are known. `unwritten` are the ids that a dry
    run gave to records so far; None where all is written."""

    noun: Noun
    version: str
    arrivals: Sequence[Arrival]
    come: Keyed
    unwritten: Collection[str] | None = None
    linked: dict[int, Linked] = field(default_factory=dict)
    waiting: dict[int, list[Met]] = field(default_factory=dict)
    pairs: list[dict[str, Any]] = field(default_factory=list)
    matches: list[dict[str, Any]] = field(default_factory=list)
    learned: list[tuple[str, str, str]] = field(default_factory=list)
    _leading: list[list[str | None]] = field(default_factory=list)

    def link(self, place: int, met: Met, target: str, known: dict[str, Any]) -> None:
        """Takes a row as one of a record that is there."""
        key = self.arrivals[place].row.external_id
        alias = key if identity.is_own(self.noun, key) else identity.new(self.noun)
        self.linked[place] = Linked(met, target, known, alias)

    def takes(self, target: str) -> bool:
        """Whether a row of this batch is taken as one of a record."""
        return any(one.target == target for one in self.linked.values())

    def known(self) -> dict[str, dict[str, Any]]:
        """The stored values of the records that rows are of, by the external ids of these rows."""
        return {self.arrivals[place].row.external_id: one.known for place, one in self.linked.items()}

    def rows(self, native: NativeFile, rows: Iterable[Parsed]) -> list[Parsed]:
        """The rows, those that are of another record as rows of that one."""
        numbers = {self.arrivals[place].row.number for place in self.linked}
        return [arrivals.as_of_another(native, row) if row.number in numbers else row for row in rows]

    def conclude(self, outcomes: MutableMapping[int, Any], made: Mapping[str, str]) -> None:
        """Notes what became of the rows. `outcomes` by their numbers: a letter, or what is wrong; those that are linked
        (l) or queued (q) are told so. `made`: ids of what was made by external id."""
        for place, one in enumerate(self.arrivals):
            outcome = outcomes.get(one.row.number)
            if place in self.linked and isinstance(outcome, str):
                outcomes[one.row.number] = "l"
                self._linked(one.row, self.linked[place])
            elif outcome == "c" and self.waiting.get(place):
                self._queued(place, outcomes, made)

    def _linked(self, row: Parsed, one: Linked) -> None:
        external_id = None if one.alias == row.external_id else row.external_id
        self._leading.append([one.alias, external_id, one.target])
        self.learned.append((self.noun.name, row.external_id, one.target))
        self.matches.append(_told(row, "linked", [one.met], one.target))

    def _queued(self, place: int, outcomes: MutableMapping[int, Any], made: Mapping[str, str]) -> None:
        row = self.arrivals[place].row
        own = made[row.external_id]
        there = [(one, self._id(one, outcomes, made)) for one in self.waiting[place]]
        found = [(one, identifier) for one, identifier in there if identifier is not None]
        if not found:
            return
        outcomes[row.number] = "q"
        for one, identifier in found:
            lower, higher = sorted((own, identifier))
            said = entering.pair(one.likely.probability, one.likely.said, one.influence)
            self.pairs.append({"one": lower, "other": higher, "said": said})
        first, match = found[0]
        there_is = self.unwritten is None or (first.place is None and match not in self.unwritten)
        self.matches.append(_told(row, "queued", [one for one, _ in found], match if there_is else None))

    def _id(self, one: Met, outcomes: Mapping[int, Any], made: Mapping[str, str]) -> str | None:
        """The id of a record that a row may be of; None where the row that would have made it was not taken."""
        if one.place is None:
            return one.id
        row = self.arrivals[one.place].row
        return made[row.external_id] if outcomes.get(row.number) in ("c", "q") else None

    @property
    def aliases(self) -> list[str]:
        """The ids of what leads to records that rows are of."""
        return [str(alias) for alias, *_ in self._leading]

    async def write(self, transaction: Transaction, run: str, now: datetime) -> None:
        """Writes the pairs, and what leads to others, after the records themselves."""
        await aliases.lead(transaction, self.noun, self._leading, run, now)
        if self.pairs:
            await duplicates.note(transaction, self.pairs, now, self.version)


def _told(row: Parsed, outcome: str, options: Sequence[Met], match: str | None) -> dict[str, Any]:
    """What the ledger tells of a row: which record it is or may be (None: one that a dry run did not make), how likely,
    and what says so most. No value of anybody stands there."""
    first = options[0]
    reasons = [
        {"field": one.field, "agreement": entering.AGREEMENTS[one.level], "weight": round(one.weight, 2)}
        for one in entering.reasons(first.likely.said)[:_REASONS]
    ]
    return {
        "line": row.line,
        "record": row.number,
        "outcome": outcome,
        "match": match,
        **({"matchLine": first.line} if first.line is not None else {}),
        "score": round(first.likely.probability, 4),
        "fields": reasons,
        "others": len(options) - 1,
    }
