"""The tasks: what each makes of its tables, as the header and the rows of its output.

Whatever the order of rows and the names of people, the figures are the same. Nothing that happened at the moment asked
about or later counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphcrm.errors import BadUserInput
from graphcrm.exchange.evaluation import tables
from graphcrm.exchange.evaluation.tables import DAY, SECOND, Event
from graphcrm.measures import health as health_
from graphcrm.measures import influence as influence_
from graphcrm.measures import links as links_
from graphcrm.measures import strength as strength_
from graphcrm.measures.matching import matching
from graphcrm.measures.matching.kinds import KINDS

Row = tuple[str | float, ...]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """The output of a task."""

    header: tuple[str, ...]
    rows: Iterable[Row]


def strength(events: Path, at: int) -> Answer:
    """The strength of every pair with contact before `at` (microseconds since 1970)."""
    values = _strengths(tables.events(events), at)
    return Answer(("a", "b", "strength"), [(*pair, value) for pair, value in values.items()])


def health(events: Path, at: int) -> Answer:
    """The probability of contact within 60 days after `at`, of the same pairs."""
    days: dict[Pair, set[int]] = {}
    for pair, event in _contacts(tables.events(events), at):
        days.setdefault(pair, set()).add(event.moment // DAY)
    pasts = health_.pasts((len(one) - 1, max(one) - min(one), at / DAY - min(one)) for one in days.values())
    values = health_.probability(pasts, health_.fitted(pasts))
    rows = [(*pair, float(value)) for pair, value in zip(days, values, strict=True)]
    return Answer(("a", "b", "probability_60d"), rows)


def introductions(events: Path, pairs: Path) -> Answer:
    """Of each pair, whoever had contact with both before its moment: the product of the two strengths."""
    all_ = tables.events(events)
    return Answer(("source", "target", "via", "score"), _introduced(all_, tables.asked(pairs)))


def _introduced(events: Sequence[Event], pairs: Sequence[tables.Asked]) -> Iterator[Row]:
    for asked in pairs:
        ends = (asked.source, asked.target)
        near = [one for one in events if one.sender in ends or any(end in one.recipients for end in ends)]
        values = _strengths(near, asked.at)
        source, target = (_of(end, values) for end in ends)
        for via in source.keys() & target.keys() - set(ends):
            yield (*ends, via, source[via] * target[via])


def links(contacts: Path, at: int | None) -> Answer:
    """Pairs without contact, by how likely they come to have one. `at` for a table of events; BadUserInput without."""
    counts: dict[Pair, float] = {}
    if tables.is_of_events(contacts):
        if at is None:
            raise BadUserInput("A table of events needs --at, the moment to look from.")
        for pair, event in _contacts(tables.events(contacts), at):
            counted = links_.remembered((at - event.moment) / DAY, len(event.recipients))
            counts[pair] = counts.get(pair, 0.0) + counted
    else:
        for (a, b), count in tables.edges(contacts).items():
            counts[_pair(a, b)] = counts.get(_pair(a, b), 0.0) + count
    names, numbered = _numbered(counts)
    rows = ((*_pair(names[a], names[b]), score) for a, b, score in links_.likely(len(names), numbered))
    return Answer(("a", "b", "score"), rows)


def influence(edges: Path, *, named: bool, reports: Path | None) -> Answer:
    """The influence of everybody: by their messages, or by ties that people named; and by the chart where there is
    one."""
    ties, above = tables.edges(edges), tables.reports(reports) if reports is not None else {}
    names, numbered = _numbered(ties, beside=[name for line in above.items() for name in line])
    weights = influence_.weights(len(names), numbered)
    scores = influence_.page_rank(weights) if named else influence_.authority(weights)
    network = influence_.percentiles(scores)
    if reports is None:
        return Answer(("person", "score"), [(name, float(value)) for name, value in zip(names, network, strict=True)])
    places = _places(above)
    network = influence_.beside_levels(network, weights, [places.get(name) for name in names])
    rows = []
    for name, value in zip(names, network.tolist(), strict=True):
        place = places.get(name)
        rows.append((name, influence_.blend(value, place) or 0.0, value, 0.0 if place is None else place))
    return Answer(("person", "score", "network", "formal"), rows)


def duplicates(records: Path, entity: str, *, between: bool, listed: Path | None) -> Answer:
    """The pairs of records that are one, with the probability of each; or of each pair that is listed. `between`: only
    pairs of different sources."""
    told = tables.records(records)
    ids, asked = list(told), tables.listed(listed, told) if listed is not None else None
    found = matching.Matching(KINDS[entity], list(told.values()))
    if asked is not None:
        number = {one: at for at, one in enumerate(ids)}
        values = found.probabilities([(number[a], number[b]) for a, b in asked])
        return Answer(("left", "right", "score"), [(*pair, value) for pair, value in zip(asked, values, strict=True)])
    source = [row.get("source", "") for row in told.values()]
    pairs = found.pairs(None if not between else lambda a, b: source[a] != source[b])
    return Answer(("left", "right", "score"), ((*_pair(ids[a], ids[b]), score) for a, b, score in pairs))


def _places(above: Mapping[str, str]) -> dict[str, float]:
    """The formal part of everybody in the chart."""
    seats = list(dict.fromkeys(name for line in above.items() for name in line))
    number = {name: at for at, name in enumerate(seats)}
    lines = [number[above[name]] if name in above else None for name in seats]
    return dict(zip(seats, influence_.formal(lines).tolist(), strict=True))


def _contacts(events: Iterable[Event], at: int) -> Iterator[tuple[Pair, Event]]:
    """Each pair of a sender and a recipient, before `at`."""
    for event in events:
        if event.moment < at:
            for recipient in event.recipients:
                yield _pair(event.sender, recipient), event


def _strengths(events: Iterable[Event], at: int) -> dict[Pair, float]:
    ties: dict[Pair, int] = {}
    numbers, ages, shares = [], [], []
    for pair, event in _contacts(events, at):
        numbers.append(ties.setdefault(pair, len(ties)))
        ages.append((event.moment - at) / SECOND)
        shares.append(strength_.share(len(event.recipients)))
    values, last = strength_.folded(numbers, ages, shares)
    return {p: strength_.aged(v, -t) for p, v, t in zip(ties, values.tolist(), last.tolist(), strict=True)}


def _of(end: str, values: Mapping[Pair, float]) -> dict[str, float]:
    """The other ends of one's ties, with their strengths."""
    return {b if a == end else a: value for (a, b), value in values.items() if end in (a, b)}


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def _numbered(
    values: Mapping[Pair, float], beside: Iterable[str] = ()
) -> tuple[list[str], dict[tuple[int, int], float]]:
    """Names by number, and the values by numbers."""
    names = list(dict.fromkeys([*(name for pair in values for name in pair), *beside]))
    number = {name: at for at, name in enumerate(names)}
    return names, {(number[a], number[b]): value for (a, b), value in values.items()}
