"""What one organization's people are measured by: themselves, whom they are in touch with, and how often.

People within come first, and all in an order that follows from their contacts and names, so that ids and the order of
rows change no figure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graphcrm.intelligence.contacts import Contacts
from graphcrm.intelligence.populations import Level, Structure

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Circle:
    """`ids` of the people within (the first `size`) and of their contacts outside; `counts` of what each wrote to each;
    `levels` of those within; `drawn` lines between those within as (who influences, who is influenced, weight);
    `reached`: by person the other legal organizations they have a seat at. `digest` differs where anything of this
    does."""

    ids: Sequence[str]
    size: int
    counts: csr_array
    levels: Sequence[Level]
    drawn: Sequence[tuple[int, int, float]]
    reached: Sequence[frozenset[str]]
    digest: str


class Circles:
    """Makes the circle of one legal organization at a time."""

    def __init__(self, contacts: Contacts, structure: Structure) -> None:
        people = len(contacts.people)
        self._contacts = contacts
        self._structure = structure
        ends = (contacts.senders, contacts.recipients)
        self._sent = csr_array((contacts.counts, ends), shape=(people, people))
        self._got = csr_array(self._sent.T)

    def of(self, legal: str) -> Circle:
        members = self._structure.members(legal)
        inside = np.array(sorted(members), np.int64)
        senders, recipients, counts = self._around(inside)
        nodes = np.unique(np.concatenate([inside, senders, recipients]))
        order = self._order(nodes, inside, senders, recipients, counts)
        ends = (_places(nodes, order, senders), _places(nodes, order, recipients))
        table = csr_array((counts, ends), shape=(len(order), len(order)))
        table.sort_indices()
        levels = [members[one] for one in order[: len(inside)].tolist()]
        drawn = self._drawn(order[: len(inside)].tolist())
        reached = [frozenset(self._structure.homes.get(one, ())) - {legal} for one in order.tolist()]
        people = [self._contacts.people[one] for one in order.tolist()]
        ids = [one.id for one in people]
        return Circle(ids, len(inside), table, levels, drawn, reached, _digest(ids, table, levels, drawn, reached))

    def _around(self, inside: Numbers) -> tuple[Numbers, Numbers, NDArray[np.float64]]:
        """All contacts that somebody within is an end of: senders, recipients, counts."""
        out, into = self._sent[inside].tocoo(), self._got[inside].tocoo()
        foreign = ~np.isin(into.col, inside)
        senders = np.concatenate([inside[out.row], into.col[foreign].astype(np.int64)])
        recipients = np.concatenate([out.col.astype(np.int64), inside[into.row[foreign]]])
        return senders, recipients, np.concatenate([out.data, into.data[foreign]])

    def _order(
        self,
        nodes: Numbers,
        inside: Numbers,
        senders: Numbers,
        recipients: Numbers,
        counts: NDArray[np.float64],
    ) -> Numbers:
        """Those within first, then who got and sent most; the ids decide only where names and external ids do not."""
        got = np.bincount(np.searchsorted(nodes, recipients), counts, len(nodes))
        sent = np.bincount(np.searchsorted(nodes, senders), counts, len(nodes))
        outside = ~np.isin(nodes, inside)
        people = [self._contacts.people[one] for one in nodes.tolist()]
        keys = [
            (one_outside, -one_got, -one_sent, one.external_id, one.name, one.id)
            for one_outside, one_got, one_sent, one in zip(
                outside.tolist(), got.tolist(), sent.tolist(), people, strict=True
            )
        ]
        return nodes[sorted(range(len(nodes)), key=keys.__getitem__)]

    def _drawn(self, inside: Sequence[int]) -> list[tuple[int, int, float]]:
        place = {one: at for at, one in enumerate(inside)}
        lines = [
            (place[source], place[target], weight)
            for target in inside
            for source, weight in self._structure.drawn.get(target, ())
            if source in place
        ]
        return sorted(lines)


def _places(nodes: Numbers, order: Numbers, numbers: Numbers) -> Numbers:
    """Where in the order these people stand."""
    place = np.empty(len(nodes), np.int64)
    place[np.searchsorted(nodes, order)] = np.arange(len(order))
    return place[np.searchsorted(nodes, numbers)]


def _digest(
    ids: Sequence[str],
    table: csr_array,
    levels: Sequence[Level],
    drawn: Sequence[tuple[int, int, float]],
    reached: Sequence[frozenset[str]],
) -> str:
    found = hashlib.blake2b(digest_size=16)
    known = [(one.place, one.title) for one in levels]
    found.update(repr((ids, known, drawn, [sorted(one) for one in reached])).encode())
    for part in (table.indptr, table.indices, table.data):
        found.update(np.ascontiguousarray(part).astype(float).tobytes())
    return found.hexdigest()
