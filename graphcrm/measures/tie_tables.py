"""Ties of many pairs at once: what `measures.ties` says of one interaction after the other, over columns of arrays.

The same rules in the same order, so that both give the same numbers; for all interactions of many people it takes a
twentieth of the time. A step that is one addition there is one over all pairs here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphcrm.measures.strength import DAY, MOST, PART
from graphcrm.measures.ties import CHANNELS, Rules

Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_FROM, _COPY, _ORGANIZER, _OTHER = range(4)
_PARTS = {"FROM": _FROM, "CC": _COPY, "BCC": _COPY, "ORGANIZER": _ORGANIZER}
_CHANNEL = {kind: number for number, kind in enumerate(CHANNELS)}
_MAILS = (CHANNELS.index("EMAIL"), CHANNELS.index("MESSAGE"))
_COPIES, _ANY = CHANNELS.index("COPY"), CHANNELS.index("OTHER")


@dataclass(frozen=True, slots=True)
class Log:
    """Interactions that count, in the order of their moments and of equal ones by id: the kind, moment (seconds since
    1970) and audience (a text, empty for everybody) of each; then by participant the number of the interaction, the id
    of the person, their part, and whether everybody who sees the one sees the other."""

    kinds: Sequence[str]
    moments: Sequence[float]
    audiences: Sequence[str]
    events: Sequence[int]
    people: Sequence[str]
    parts: Sequence[str]
    counts: Sequence[bool]


@dataclass(slots=True)
class _Contacts:
    """Contacts as columns, one for each event and pair; people are numbers in the order of their ids. `way`: 1 from the
    first to the second, -1 back, 0 both ways or none."""

    event: Numbers
    first: Numbers
    second: Numbers
    channel: Numbers
    recipients: Numbers
    way: Numbers

    def where(self, kept: Any) -> _Contacts:
        return _Contacts(*(getattr(self, name)[kept] for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class _Took:
    """Who took part, one row for each event and person, by event and person: whether they sent it, got it, got it as a
    copy alone, asked to it, are counted."""

    event: Numbers
    person: Numbers
    sent: Flags
    got: Flags
    copied: Flags
    asked: Flags
    counted: Flags

    def where(self, kept: Any) -> _Took:
        return _Took(*(getattr(self, name)[kept] for name in self.__slots__))


def folded(log: Log, rules: Rules, firsts: Collection[str]) -> list[list[Any]]:
    """The ties whose first end is one of `firsts`, each as a row: both ends, audience, value, its moment and the first
    one in microseconds, rank, sums, counts and lasts by channel, sent, received, events, days. As `ties.replayed`."""
    if not log.events:
        return []
    names = sorted(set(log.people))
    number = {one: at for at, one in enumerate(names)}
    took = _took(log, number)
    kind = np.array([_CHANNEL[one] for one in log.kinds], np.int64)
    mail = np.isin(kind, _MAILS)
    mail[took.event[took.sent & (kind[took.event] == _ANY)]] = True
    found = _joined(_sent(took.where(mail[took.event]), kind), _met(took.where(~mail[took.event]), kind, rules.large))
    own = np.zeros(len(names), bool)
    own[[number[one] for one in firsts if one in number]] = True
    return _rows(found.where(own[found.first]), log, names, rules)


def _took(log: Log, number: dict[str, int]) -> _Took:
    event = np.array(log.events, np.int64)
    person = np.array([number[one] for one in log.people], np.int64)
    part = np.array([_PARTS.get(one, _OTHER) for one in log.parts], np.int64)
    keys, at = np.unique(event * len(number) + person, return_inverse=True)

    def any_of(rows: Any) -> Flags:
        said = np.zeros(len(keys), bool)
        said[at[rows]] = True
        return said

    got = any_of(part != _FROM)
    whole = any_of((part != _FROM) & (part != _COPY))
    counted = any_of(np.array(log.counts, bool))
    return _Took(keys // len(number), keys % len(number), any_of(part == _FROM), got, got & ~whole,
                 any_of(part == _ORGANIZER), counted)  # fmt: skip


def _sent(took: _Took, kind: Numbers) -> _Contacts:
    """From each sender to each who got it; of two who both wrote it and got it that of the greater one, both ways."""
    takers = took.where(took.got)
    sender, to = _crossed(took.event, np.flatnonzero(took.sent), takers.event)
    apart = took.person[sender] != takers.person[to]
    sender, to = sender[apart], to[apart]
    reached = np.bincount(takers.event[takers.counted], minlength=len(kind))
    event, start, end = took.event[sender], took.person[sender], takers.person[to]
    recipients = reached[event] - (took.got & took.counted)[sender] + ~takers.counted[to]
    channel = np.where(takers.copied[to], _COPIES, kind[event])
    found = _Contacts(
        event, np.minimum(start, end), np.maximum(start, end), channel, recipients, np.where(start < end, 1, -1)
    )
    found = found.where(np.lexsort((start, found.second, found.first, event)))
    if not len(event):
        return found
    same = _equal_to_next(found)
    found.way[np.r_[False, same]] = 0  # the second of two is kept
    return found.where(~np.r_[same, False])


def _met(took: _Took, kind: Numbers, large: int) -> _Contacts:
    """Every two; of a large meeting those with an organizer."""
    counted = np.bincount(took.event[took.counted], minlength=len(kind))
    crowd = counted[took.event] > large
    small, big = took.where(~crowd), took.where(crowd)
    pairs = [_paired(small), _organized(big)]
    event, first, second, open_, asked = (np.concatenate([pair[at] for pair in pairs]) for at in range(5))
    size = counted[event] + open_
    kept = (size <= large) | (asked > 0)
    none = np.zeros(len(event), np.int64)
    return _Contacts(event, first, second, kind[event], size - 1, none).where(kept)


def _paired(took: _Took) -> tuple[Numbers, ...]:
    """All pairs of people by event; how many of the two are not counted, and whether one asked to it."""
    one, other = _crossed(took.event, np.arange(len(took.event)), took.event)
    below = one < other  # rows are by event and person
    return _ends(took, one[below], other[below])


def _organized(took: _Took) -> tuple[Numbers, ...]:
    one, other = _crossed(took.event, np.flatnonzero(took.asked), took.event)
    once = (one != other) & ~(took.asked[other] & (other < one))
    return _ends(took, one[once], other[once])


def _ends(took: _Took, one: Numbers, other: Numbers) -> tuple[Numbers, ...]:
    a, b = took.person[one], took.person[other]
    uncounted = (~took.counted[one]).astype(np.int64) + ~took.counted[other]
    asked = (took.asked[one] | took.asked[other]).astype(np.int64)
    return took.event[one], np.minimum(a, b), np.maximum(a, b), uncounted, asked


def _crossed(events: Numbers, rows: Numbers, others: Numbers) -> tuple[Numbers, Numbers]:
    """Each of these rows with each of the others of its event, as row numbers of both; `others` are in order."""
    start = np.searchsorted(others, events[rows], "left")
    many = np.searchsorted(others, events[rows], "right") - start
    ends = np.cumsum(many)
    within = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - many, many)
    return np.repeat(rows, many), np.repeat(start, many) + within


def _equal_to_next(found: _Contacts) -> Flags:
    columns = (found.event, found.first, found.second)
    return np.asarray(np.logical_and.reduce([column[1:] == column[:-1] for column in columns]), np.bool_)


def _joined(one: _Contacts, other: _Contacts) -> _Contacts:
    return _Contacts(*(np.concatenate([getattr(one, name), getattr(other, name)]) for name in _Contacts.__slots__))


def _rows(found: _Contacts, log: Log, names: Sequence[str], rules: Rules) -> list[list[Any]]:
    """Folds contacts by pair and audience, the kth ones of all at once."""
    if not len(found.event):
        return []
    texts, audience = np.unique(np.array(log.audiences, dtype=object).astype(str), return_inverse=True)
    found = found.where(np.lexsort((found.event, audience[found.event], found.second, found.first)))
    keys = (found.first, found.second, audience[found.event])
    starts = np.flatnonzero(np.r_[True, np.logical_or.reduce([key[1:] != key[:-1] for key in keys])])
    counts = np.diff(np.r_[starts, len(found.event)])
    at = np.array(log.moments, np.float64)[found.event]
    value, sums = _strengths(found, at, starts, counts, rules)
    last = starts + counts - 1
    tie = np.repeat(np.arange(len(starts)), counts)
    moments = [np.rint(at[which] * 1e6).astype(np.int64).tolist() for which in (last, starts)]
    rank = np.log2(value) + at[last] / (rules.half_life * DAY)
    by_channel = np.zeros((2, len(starts), len(CHANNELS)), np.int64)
    np.add.at(by_channel[0], (tie, found.channel), 1)
    by_channel[1][tie, found.channel] = at.astype(np.int64)  # of several the last stays
    fresh = np.r_[True, at[1:] // DAY > at[:-1] // DAY]
    fresh[starts] = True
    sent, received = (np.bincount(tie, found.way == way, len(starts)).astype(np.int64).tolist() for way in (1, -1))
    days = np.bincount(tie, fresh, len(starts)).astype(np.int64).tolist()
    columns = (
        [names[one] for one in found.first[starts].tolist()], [names[one] for one in found.second[starts].tolist()],
        [str(texts[one]) for one in keys[2][starts].tolist()], value.tolist(), *moments, rank.tolist(), sums.tolist(),
        by_channel[0].tolist(), by_channel[1].tolist(), sent, received, counts.tolist(), days,
    )  # fmt: skip
    return [list(row) for row in zip(*columns, strict=True)]


def _strengths(found: _Contacts, at: Floats, starts: Numbers, counts: Numbers, rules: Rules) -> tuple[Floats, Floats]:
    """The value of each tie just after its last contact, and its parts by channel."""
    share = np.minimum(PART * np.array(rules.weights)[found.channel] / np.sqrt(found.recipients), MOST)
    longest = np.argsort(-counts, kind="stable")
    begin, many = starts[longest], counts[longest]
    value, sums = np.zeros(len(starts)), np.zeros((len(starts), len(CHANNELS)))
    for k in range(int(many[0])):  # ends: after the last contact of the tie that has most
        here = int(np.searchsorted(-many, -k, "left"))  # so many ties have more than k contacts
        row = begin[:here] + k
        if k:
            kept = 2.0 ** (-(at[row] - at[row - 1]) / (rules.half_life * DAY))
            value[:here] *= kept
            sums[:here] *= kept[:, None]
        added = share[row] * (1.0 - value[:here])
        sums[np.arange(here), found.channel[row]] += added
        value[:here] += added
    place = np.empty(len(longest), np.int64)
    place[longest] = np.arange(len(longest))
    return value[place], sums[place]
