"""Ties: whom an interaction ties to whom, and what is kept of each tie so that no interaction need be read again.

A mail ties its sender to each recipient, a meeting every two who took part. The value of a tie is that of
`measures.strength`; beside it stands what each channel adds to it, which ages alike, so that the parts add up to it.
The weights of channels and the size of a large meeting are conventions: no public data supports them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import log2
from typing import Any

from graphcrm.measures import strength
from graphcrm.measures.strength import DAY

# What a tie keeps sums, counts and last contacts of, in this order.
CHANNELS = ("MEETING", "CALL", "EMAIL", "MESSAGE", "COPY", "OTHER")
HALF_LIFE, WEIGHTS, LARGE = 60.0, (3.0, 2.0, 1.0, 1.0, 0.5, 0.5), 20
_COPIES = ("CC", "BCC")


@dataclass(frozen=True, slots=True)
class Rules:
    """What strengths are computed with: the half-life in days, above 0; the weight of each channel; the number of
    people from which a meeting ties only its organizer with each. Another rule is another number for every tie."""

    half_life: float = HALF_LIFE
    weights: tuple[float, ...] = WEIGHTS
    large: int = LARGE


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who took part. `counts`: everybody who sees the interaction sees them, so that how many there were may
    be known from a tie that is not theirs."""

    id: str
    part: str
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Event:
    """An interaction: `at` in seconds since 1970; `audience` the teams it is for alone, empty for everybody."""

    id: str
    kind: str
    at: float
    participants: Sequence[Participant]
    audience: tuple[str, ...] = ()
    bulk: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """What one interaction is to one tie: `ends` in the order of their ids, its channel, how many it went to, and
    whether it led from the first to the second (True), back (False) or both ways (None)."""

    ends: tuple[str, str]
    channel: int
    recipients: int
    forth: bool | None = None


def contacts(event: Event, rules: Rules) -> Iterator[Contact]:
    """The contacts that an interaction is, one for each pair of people. A note and a bulk mail are none."""
    if event.bulk or event.kind == "NOTE":
        return
    sent = any(one.part == "FROM" for one in event.participants)
    if event.kind in ("EMAIL", "MESSAGE") or (event.kind == "OTHER" and sent):
        yield from _sent(event)
    else:
        yield from _met(event, rules.large)


def _sent(event: Event) -> Iterator[Contact]:
    senders = {one.id for one in event.participants if one.part == "FROM"}
    copies: dict[str, bool] = {}  # of those it went to, whether only as a copy
    for one in event.participants:
        if one.part != "FROM":
            copies[one.id] = copies.get(one.id, True) and one.part in _COPIES
    counted = {one.id for one in event.participants if one.counts and one.id in copies}
    found: dict[tuple[str, str], Contact] = {}
    for sender in sorted(senders):
        for to, copied in copies.items():
            if to != sender:
                channel = CHANNELS.index("COPY" if copied else event.kind)
                recipients = len((counted - {sender}) | {to})
                ends, forth = ((sender, to), True) if sender < to else ((to, sender), False)
                before = found.get(ends)  # two who both wrote it and got it: one contact, both ways
                found[ends] = Contact(ends, channel, recipients, forth if before is None else None)
    yield from found.values()


def _met(event: Event, large: int) -> Iterator[Contact]:
    people = {one.id for one in event.participants}
    counted = {one.id for one in event.participants if one.counts}
    organizers = {one.id for one in event.participants if one.part == "ORGANIZER"}
    channel = CHANNELS.index(event.kind)
    for ends in _pairs(people, organizers, len(counted) > large):
        size = len(counted.union(ends))
        if size <= large or organizers.intersection(ends):
            yield Contact(ends, channel, size - 1)


def _pairs(people: set[str], organizers: set[str], large: bool) -> Iterator[tuple[str, str]]:
    """Every two; of a large meeting those with an organizer, so that a meeting of 400 is not 80,000 pairs."""
    if not large:
        yield from combinations(sorted(people), 2)
        return
    for organizer in sorted(organizers):
        for other in people:
            if other != organizer and not (other in organizers and other < organizer):
                yield (organizer, other) if organizer < other else (other, organizer)


@dataclass(slots=True)
class Tie:
    """The state of a tie just after its last contact, at `at` (seconds since 1970): `sums` by channel are the parts of
    `value` and age with it; `counts` contacts and `lasts` the moment of the last one, 0 for none, by channel; `sent`
    those that led from the first end to the second, `received` those back; `days` distinct days of contact in UTC."""

    value: float = 0.0
    at: float = 0.0
    first: float = 0.0
    sums: list[float] = field(default_factory=lambda: [0.0] * len(CHANNELS))
    counts: list[int] = field(default_factory=lambda: [0] * len(CHANNELS))
    lasts: list[int] = field(default_factory=lambda: [0] * len(CHANNELS))
    sent: int = 0
    received: int = 0
    days: int = 0

    @property
    def events(self) -> int:
        return sum(self.counts)

    def add(self, contact: Contact, at: float, rules: Rules) -> None:
        """Adds a contact that is not before the last one. ValueError for one that is: replay them all then."""
        if self.events and at < self.at:
            raise ValueError("the contact is before the last one")
        channel = contact.channel
        kept = 2.0 ** (-(at - self.at) / (rules.half_life * DAY)) if self.events else 0.0
        before = self.value * kept
        added = strength.share(contact.recipients, rules.weights[channel])
        self.sums = [one * kept for one in self.sums]
        self.sums[channel] += added * (1.0 - before)
        self.value = before + added * (1.0 - before)
        self.days += not self.events or at // DAY > self.at // DAY
        self.first = self.first if self.events else at
        self.at = at
        self.counts[channel] += 1
        self.lasts[channel] = int(at)
        self.sent += contact.forth is True
        self.received += contact.forth is False

    def rank(self, rules: Rules) -> float:
        """A number in the order of the aged strengths at any time: log2 of the value, and its time in half-lives."""
        return log2(self.value) + self.at / (rules.half_life * DAY)


def replayed(
    events: Iterable[Event], rules: Rules, ends: set[tuple[str, str]]
) -> dict[tuple[str, str, tuple[str, ...]], Tie]:
    """The ties between these pairs by all interactions they are in: by both ends and the audience. Of interactions at
    one instant the smaller id comes first."""
    found: dict[tuple[str, str, tuple[str, ...]], Tie] = {}
    for event in sorted(events, key=lambda one: (one.at, one.id)):
        for contact in contacts(event, rules):
            if contact.ends in ends:
                found.setdefault((*contact.ends, event.audience), Tie()).add(contact, event.at, rules)
    return found


def together(strengths: Iterable[float]) -> float:
    """The strength of several ties of one pair, each of another audience: 1 - Π(1 - s)."""
    left = 1.0
    for one in strengths:
        left *= 1.0 - one
    return 1.0 - left


def as_rules(stored: Mapping[str, Any] | None) -> Rules:
    """The rules as a graph keeps them; those of the product where it keeps none."""
    if stored is None:
        return Rules()
    return Rules(float(stored["half_life"]), tuple(stored["weights"]), int(stored["large"]))
