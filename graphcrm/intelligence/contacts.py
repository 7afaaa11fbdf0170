"""Who wrote to whom and met whom, for batches: the whole of what everybody may see, or one viewer, as arrays.

What is kept from them, archived, restricted, or about somebody who objects to profiling is as if it were not
there. Machines and lists are left out: whose every address is one of a machine, and who sends to many and is hardly
ever answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from graphcrm.graph.connection import Graph
from graphcrm.intelligence import pages
from graphcrm.intelligence.sight import EVERYBODY, Sight

DAYS = 365
_GATHERING = 20  # people in a meeting, up to whom it counts from each to each
_MANY = 50  # recipients of what may be bulk
_REGULAR = 5  # such mails, from which on a sender is looked at
_LAST = "\U0010ffff"  # after every id
_ANSWERED = 0.01  # share of answers below which a sender of such is bulk

_PEOPLE = """
MATCH (p:Person) WHERE p.id > $after WITH p ORDER BY p.id LIMIT $size WITH collect(p) AS page
RETURN page[-1].id, COLLECT {
  UNWIND page AS p
  WITH p WHERE ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams))
    AND p.archived_at IS NULL AND NOT coalesce(p.objects_to_profiling, false)
  RETURN [p.id, p.external_id, p.name_key,
    [(p)-[:REACHED_AT]->(c:ContactPoint {medium: 'EMAIL'}) | c.address_key =~ $machine]]
}
"""
# The local part of an address that no human reads.
_MACHINE = (
    r"((no|do-?not|dont|donot)[-._]?reply|mailer-daemon|postmaster|bounces?|notifications?|notify|alerts?|newsletter"
    r"|news|mailing|list(s|serv)?|automailer|auto-?reply|robot|bot)([-._+].*)?@.*"
)
# A page is four columns, one place in each for somebody who took part: a row for each would cost ten times as much.
_CONTACTS = """
MATCH (i:Interaction) WHERE i.occurred_at >= $after[0] AND i.occurred_at <= $until AND i.id IS NOT NULL
  AND (i.occurred_at > $after[0] OR i.id > $after[1])
WITH i ORDER BY i.occurred_at, i.id LIMIT $size WITH collect(i) AS page
CALL (page) {
  UNWIND range(0, size(page) - 1) AS number
  WITH number, page[number] AS i
  MATCH (i)<-[t:TOOK_PART_IN]-(p) WHERE ($sees_all OR i.audience IS NULL OR any(t IN i.audience WHERE t IN $teams))
    AND i.archived_at IS NULL AND i.kind <> 'NOTE'
  RETURN collect(number) AS events, collect(p.id) AS people, collect(t.part IN ['FROM', 'ORGANIZER']) AS gave,
    collect(i.kind IN ['MEETING', 'CALL']) AS met
}
RETURN CASE WHEN size(page) > 0 THEN [page[-1].occurred_at, page[-1].id] END, [[events, people, gave, met]]
"""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of whom one may know, and what tells them apart from others but for their id."""

    id: str
    external_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Contacts:
    """The people in the order of their ids, the number of each by id, and how often one wrote to or met another: the
    numbers of both and the count, by both numbers."""

    people: Sequence[Person]
    number: Mapping[str, int]
    senders: NDArray[np.int64]
    recipients: NDArray[np.int64]
    counts: NDArray[np.float64]


async def read(graph: Graph, until: datetime, sight: Sight = EVERYBODY) -> Contacts:
    """The contacts of the 365 days up to a moment, as far as they are in sight."""
    people, machines = [], set()
    given = {"machine": _MACHINE, **sight.parameters}
    listed = pages.rows(graph, _PEOPLE, given, first="", question="scores: people")
    async for identifier, external_id, name, addresses in listed:
        people.append(Person(identifier, external_id or "", name or ""))
        if addresses and all(addresses):
            machines.add(identifier)
    number = {one.id: at for at, one in enumerate(people)}
    tally = _Tally({one: at for one, at in number.items() if one not in machines}, len(people))
    since = [until - timedelta(days=DAYS), _LAST]
    events = pages.rows(
        graph, _CONTACTS, {"until": until, **sight.parameters}, first=since, question="scores: contacts"
    )
    async for columns in events:
        tally.add(*columns)
    return Contacts(people, number, *tally.summed())


class _Tally:
    """Counts contacts as they come, many interactions at once."""

    def __init__(self, number: Mapping[str, int], people: int) -> None:
        self._number = number
        self._people = max(people, 1)
        self._keys: list[NDArray[np.int64]] = []
        self._broadcasts = np.zeros(self._people, np.int64)

    def add(self, events: Sequence[int], people: Sequence[str], gave: Sequence[bool], met: Sequence[bool]) -> None:
        """Some interactions, by who took part: from who sent it or asked to it, to the others. Who `met` without
        anybody having asked them to counts from each to each."""
        known = self._number
        number = np.array([known.get(one, -1) for one in people], np.int64)
        there = number >= 0
        event, number = np.array(events, np.int64)[there], number[there]
        keys, at = np.unique(event * self._people + number, return_inverse=True)
        event, number = keys // self._people, keys % self._people
        start, meeting = np.zeros(len(keys), bool), np.zeros(len(keys), bool)
        start[at[np.array(gave, bool)[there]]] = True
        meeting[at[np.array(met, bool)[there]]] = True
        size = int(event[-1]) + 1 if len(event) else 0
        begun, reached = np.bincount(event[start], minlength=size), np.bincount(event[~start], minlength=size)
        np.add.at(self._broadcasts, number[start & (reached[event] > _MANY)], 1)
        end = ~start | meeting  # several who asked met each other too
        start = start | (meeting & (begun[event] == 0) & (reached[event] <= _GATHERING))
        self._count(event, number, np.flatnonzero(start), np.flatnonzero(end))

    def _count(
        self, event: NDArray[np.int64], number: NDArray[np.int64], start: NDArray[np.int64], end: NDArray[np.int64]
    ) -> None:
        """From each who begins an interaction to each at its other end, but oneself."""
        first = np.searchsorted(event[end], event[start], "left")
        many = np.searchsorted(event[end], event[start], "right") - first
        behind = np.cumsum(many)
        within = np.arange(int(behind[-1]) if len(behind) else 0) - np.repeat(behind - many, many)
        one, other = number[np.repeat(start, many)], number[end[np.repeat(first, many) + within]]
        self._keys.append((one * self._people + other)[one != other])

    def summed(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """Senders, recipients, counts, without who sends in bulk."""
        keys = np.concatenate(self._keys) if self._keys else np.zeros(0, np.int64)
        pairs, counts = np.unique(keys, return_counts=True)
        senders, recipients = pairs // self._people, pairs % self._people
        bulk = np.array(sorted(self._bulk(senders, recipients, counts)), np.int64)
        kept = ~(np.isin(senders, bulk) | np.isin(recipients, bulk))
        return senders[kept], recipients[kept], counts[kept].astype(float)

    def _bulk(self, senders: NDArray[np.int64], recipients: NDArray[np.int64], counts: NDArray[np.int64]) -> set[int]:
        found = set()
        for one in np.flatnonzero(self._broadcasts >= _REGULAR).tolist():
            sent, got = counts[senders == one], counts[recipients == one]
            if float(got.sum()) < _ANSWERED * float(sent.sum()):
                found.add(one)
        return found
