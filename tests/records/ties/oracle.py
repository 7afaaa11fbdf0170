"""Ties as they must be: read off all interactions of a graph, pair by pair, with nothing of the product's own."""

from __future__ import annotations

from itertools import combinations
from math import sqrt
from typing import Any

from graphcrm.graph.connection import Graph

_ORDER = ("MEETING", "CALL", "EMAIL", "MESSAGE", "COPY", "OTHER")
_WEIGHT = {"MEETING": 3.0, "CALL": 2.0, "EMAIL": 1.0, "MESSAGE": 1.0, "COPY": 0.5, "OTHER": 0.5}
_DAY = 86_400.0
_READ = """
MATCH (i:Interaction) WHERE i.archived_at IS NULL AND i.kind <> 'NOTE' AND NOT coalesce(i.bulk, false)
  AND i.occurred_at <= datetime() + duration('PT5M')
RETURN i.id, i.kind, i.occurred_at.epochSeconds, i.audience,
  [(p:Person)-[t:TOOK_PART_IN]->(i) WHERE NOT coalesce(p.objects_to_profiling, false) | [p.id, t.part, p.audience]]
"""
_KNOWS = """
MATCH (a:Person)-[k:KNOWS]->(b:Person)
RETURN a.id, b.id, k.audience_key, k.strength, k.sums, k.counts, k.lasts, k.events, k.contact_days, k.sent, k.received,
  k.first_contact_at.epochSeconds, k.last_contact_at.epochSeconds, k.strength_at.epochSeconds
"""


async def kept(graph: Graph) -> dict[tuple[str, str, str], list[Any]]:
    """What the graph keeps, by ends and audience."""
    rows = await graph.rows(_KNOWS, {})
    assert len({tuple(row[:3]) for row in rows}) == len(rows), "one tie for each pair and audience"
    return {(a, b, key): said for a, b, key, *said in rows}


async def follows(graph: Graph) -> dict[tuple[str, str, str], list[Any]]:
    """What follows from the interactions."""
    found: dict[tuple[str, str, str], list[tuple[float, str, str, int, int]]] = {}
    for one, kind, at, audience, people in await graph.rows(_READ, {}):
        for (a, b), (channel, recipients, way) in _pairs(kind, audience, people).items():
            key = (a, b, ";".join(sorted(audience or [])))
            found.setdefault(key, []).append((at, one, channel, recipients, way))
    return {key: _folded(sorted(contacts)) for key, contacts in found.items()}


def _pairs(kind: str, audience: Any, people: list[Any]) -> dict[tuple[str, str], tuple[str, int, int]]:
    parts: dict[str, set[str]] = {}
    open_ = set()
    for person, part, own in people:
        parts.setdefault(person, set()).add(part)
        if own is None or (audience is not None and set(audience) <= set(own)):
            open_.add(person)
    found = {}
    mail = kind in ("EMAIL", "MESSAGE") or (kind == "OTHER" and any("FROM" in said for said in parts.values()))
    for a, b in combinations(sorted(parts), 2):
        if mail:
            forth = "FROM" in parts[a] and bool(parts[b] - {"FROM"})
            back = "FROM" in parts[b] and bool(parts[a] - {"FROM"})
            if not forth and not back:
                continue
            sender, to = (a, b) if forth else (b, a)
            if forth and back:  # the greater sender's recipients, as the one who was looked at last
                sender, to = b, a
            reached = {one for one, said in parts.items() if said - {"FROM"}}
            recipients = len((reached & open_) - {sender} | {to})
            ways = [one for one, there in ((b, forth), (a, back)) if there]
            copied = all(parts[one] - {"FROM"} <= {"CC", "BCC"} for one in ways)
            channel = "COPY" if copied else kind
            found[a, b] = (channel, recipients, 0 if forth and back else 1 if forth else -1)
        else:
            size = len(open_ | {a, b})
            if size <= 20 or "ORGANIZER" in parts[a] | parts[b]:
                found[a, b] = (kind, size - 1, 0)
    return found


def _folded(contacts: list[tuple[float, str, str, int, int]]) -> list[Any]:
    """Each delta by itself, aged to the last contact."""
    end = contacts[-1][0]
    deltas: list[tuple[float, str, float]] = []
    for at, _, channel, recipients, _ in contacts:
        share = min(0.1 * _WEIGHT[channel] / sqrt(recipients), 0.5)
        before = sum(delta * 0.5 ** ((at - then) / (60 * _DAY)) for delta, _, then in deltas)
        deltas.append((share * (1 - before), channel, at))
    sums = [sum(d * 0.5 ** ((end - t) / (60 * _DAY)) for d, c, t in deltas if c == one) for one in _ORDER]
    counts = [sum(1 for c in contacts if c[2] == one) for one in _ORDER]
    lasts = [int(max((c[0] for c in contacts if c[2] == one), default=0)) for one in _ORDER]
    days = len({at // _DAY for at, *_ in contacts})
    sent, received = (sum(1 for c in contacts if c[4] == way) for way in (1, -1))
    return [sum(sums), sums, counts, lasts, len(contacts), days, sent, received, contacts[0][0], end, end]
