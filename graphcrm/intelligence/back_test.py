"""What predictions would have been on a past day, held against what came in the 60 days after it.

Over what everybody may see, by the very formulas that are used today; their parameters are fitted to what was known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import numpy as np

from graphcrm.graph.connection import Graph
from graphcrm.intelligence import pages
from graphcrm.measures import back_testing, health, links, ties
from graphcrm.measures.strength import DAY
from graphcrm.measures.ties import Event, Participant, Rules

DAYS = 60
_ENGAGED, _LATELY = 5, 120  # contact days within so many days, from which on silence would be news
_EVENTS = """
MATCH (i:Interaction) WHERE i.occurred_at > $after[0] OR (i.occurred_at = $after[0] AND i.id > $after[1])
WITH i ORDER BY i.occurred_at, i.id LIMIT $size WITH collect(i) AS page
RETURN CASE WHEN size(page) > 0 THEN [page[-1].occurred_at, page[-1].id] END, COLLECT {
  UNWIND page AS i
  WITH i WHERE i.audience IS NULL AND i.archived_at IS NULL AND NOT coalesce(i.bulk, false)
  RETURN [i.id, i.kind, i.occurred_at.epochSeconds,
    COLLECT { MATCH (p:Person)-[t:TOOK_PART_IN]->(i)
      WHERE p.audience IS NULL AND NOT coalesce(p.objects_to_profiling, false) RETURN [p.id, t.part] }]
}
"""
Pair = tuple[str, str]


@dataclass(slots=True)
class _Known:
    """The contacts of pairs before the day and after it."""

    days: dict[Pair, set[int]] = field(default_factory=dict)
    weights: dict[Pair, float] = field(default_factory=dict)
    later: set[Pair] = field(default_factory=set)


async def figures(graph: Graph, at: datetime, rules: Rules) -> dict[str, dict[str, Any]]:
    """The figures of health and of likely contacts, by name."""
    known, moment = _Known(), at.timestamp()
    start = [datetime(1, 1, 1, tzinfo=UTC), ""]
    async for row in pages.rows(graph, _EVENTS, {}, first=start, question="back-test"):
        _take(known, row, moment, rules)
    return {"health": _health(known, moment), "likely_contacts": _links(known)}


def _take(known: _Known, row: Sequence[Any], moment: float, rules: Rules) -> None:
    one, kind, at, people = row
    if at >= moment + DAYS * DAY:
        return
    for contact in ties.contacts(Event(one, kind, at, [Participant(*p) for p in people]), rules):
        if at >= moment:
            known.later.add(contact.ends)
        else:
            known.days.setdefault(contact.ends, set()).add(int(at // DAY))
            counted = links.remembered((moment - at) / DAY, contact.recipients)
            known.weights[contact.ends] = known.weights.get(contact.ends, 0.0) + counted


def _health(known: _Known, moment: float) -> dict[str, Any]:
    today = moment / DAY
    pasts = health.pasts((len(d) - 1, max(d) - min(d), today - min(d)) for d in known.days.values())
    chances = health.probability(pasts, health.fitted(pasts))
    came = np.array([pair in known.later for pair in known.days], bool)
    engaged = [sum(today - day <= _LATELY for day in days) >= _ENGAGED for days in known.days.values()]
    return back_testing.of_probabilities(chances, came, np.array(engaged, bool))


def _links(known: _Known) -> dict[str, Any]:
    names = sorted({person for pair in known.weights for person in pair})
    number = {name: at for at, name in enumerate(names)}
    counts = {(number[a], number[b]): weight for (a, b), weight in known.weights.items()}
    scores = {(a, b): score for a, b, score in links.likely(len(names), counts)}
    met = [(number[a], number[b]) for a, b in known.later - known.weights.keys() if a in number and b in number]
    return back_testing.of_links(scores, met, len(names) * (len(names) - 1) // 2 - len(counts))
