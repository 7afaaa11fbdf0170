"""Who wrote to whom and met whom, for batches: the whole of what everybody may see, as arrays.

What is for some teams alone, archived, restricted, or about somebody who objects to profiling is as if it were not
there. Machines and lists are left out: whose every address is one of a machine, and who sends to many and is hardly
ever answered.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from graphcrm.graph.connection import Graph
from graphcrm.intelligence import pages

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
  WITH p WHERE p.audience IS NULL AND p.archived_at IS NULL AND NOT coalesce(p.objects_to_profiling, false)
  RETURN [p.id, p.external_id, p.name_key,
    [(p)-[:REACHED_AT]->(c:ContactPoint {medium: 'EMAIL'}) | c.address_key =~ $machine]]
}
"""
# The local part of an address that no human reads.
_MACHINE = (
    r"((no|do-?not|dont|donot)[-._]?reply|mailer-daemon|postmaster|bounces?|notifications?|notify|alerts?|newsletter"
    r"|news|mailing|list(s|serv)?|automailer|auto-?reply|robot|bot)([-._+].*)?@.*"
)
_CONTACTS = """
MATCH (i:Interaction) WHERE i.occurred_at >= $after[0] AND i.occurred_at <= $until AND i.id IS NOT NULL
  AND (i.occurred_at > $after[0] OR i.id > $after[1])
WITH i ORDER BY i.occurred_at, i.id LIMIT $size WITH collect(i) AS page
RETURN CASE WHEN size(page) > 0 THEN [page[-1].occurred_at, page[-1].id] END, COLLECT {
  UNWIND page AS i
  WITH i WHERE i.audience IS NULL AND i.archived_at IS NULL AND i.kind <> 'NOTE'
  RETURN [i.kind IN ['MEETING', 'CALL'],
    [(i)<-[t:TOOK_PART_IN]-(p) WHERE t.part IN ['FROM', 'ORGANIZER'] | p.id],
    [(i)<-[t:TOOK_PART_IN]-(p) WHERE NOT t.part IN ['FROM', 'ORGANIZER'] | p.id]]
}
"""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of whom everybody may know, and what tells them apart from others but for their id."""

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


async def read(graph: Graph, until: datetime) -> Contacts:
    """The contacts of the 365 days up to a moment."""
    people, machines = [], set()
    listed = pages.rows(graph, _PEOPLE, {"machine": _MACHINE}, first="", question="scores: people")
    async for identifier, external_id, name, addresses in listed:
        people.append(Person(identifier, external_id or "", name or ""))
        if addresses and all(addresses):
            machines.add(identifier)
    number = {one.id: at for at, one in enumerate(people)}
    tally = _Tally({one: at for one, at in number.items() if one not in machines})
    since = [until - timedelta(days=DAYS), _LAST]
    events = pages.rows(graph, _CONTACTS, {"until": until}, first=since, question="scores: contacts")
    async for met, givers, takers in events:
        tally.add(met, givers, takers)
    return Contacts(people, number, *tally.summed(len(people)))


class _Tally:
    """Counts contacts as they come."""

    def __init__(self, number: Mapping[str, int]) -> None:
        self._number = number
        self._from, self._to = array("q"), array("q")
        self._broadcasts: dict[int, int] = {}

    def add(self, met: bool, givers: Sequence[str], takers: Sequence[str]) -> None:
        """One interaction: from who sent it or asked to it, to the others. Who `met` without anybody having asked them
        to counts from each to each."""
        known = self._number
        start = {known[one] for one in givers if one in known}
        end = {known[one] for one in takers if one in known} - start
        if len(end) > _MANY:
            for one in start:
                self._broadcasts[one] = self._broadcasts.get(one, 0) + 1
        if met and not start and len(end) <= _GATHERING:
            start = end
        elif met:  # several who asked met each other too
            end |= start
        for one in start:
            for other in end:
                if one != other:
                    self._from.append(one)
                    self._to.append(other)

    def summed(self, people: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """Senders, recipients, counts, without who sends in bulk."""
        keys = np.frombuffer(self._from, np.int64) * max(people, 1) + np.frombuffer(self._to, np.int64)
        pairs, counts = np.unique(keys, return_counts=True)
        senders, recipients = pairs // max(people, 1), pairs % max(people, 1)
        bulk = np.array(sorted(self._bulk(senders, recipients, counts)), np.int64)
        kept = ~(np.isin(senders, bulk) | np.isin(recipients, bulk))
        return senders[kept], recipients[kept], counts[kept].astype(float)

    def _bulk(self, senders: NDArray[np.int64], recipients: NDArray[np.int64], counts: NDArray[np.int64]) -> set[int]:
        found = set()
        for one, times in self._broadcasts.items():
            if times >= _REGULAR:
                sent, got = counts[senders == one], counts[recipients == one]
                if float(got.sum()) < _ANSWERED * float(sent.sum()):
                    found.add(one)
        return found
