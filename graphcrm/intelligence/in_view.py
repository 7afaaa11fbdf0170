"""Influence as one viewer sees it: computed on demand, of all that is in their sight, and kept nowhere."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from graphcrm.errors import BadUserInput, NotFound
from graphcrm.graph.connection import Graph
from graphcrm.intelligence import contacts, influence, populations
from graphcrm.intelligence.circles import Circles
from graphcrm.intelligence.influence import Standing
from graphcrm.intelligence.sight import Sight
from graphcrm.measures.influence import Weights

_FOUND = """
MATCH (o:Organization) WHERE (o.id = $organization OR o.external_id = $organization)
  AND ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
RETURN o.id LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class InView:
    """Everybody within a legal organization, the most influential first, then those of whom too little is known;
    `people` by id: external id (else the id) and name."""

    organization: str
    standings: Sequence[Standing]
    people: Mapping[str, tuple[str, str]]


async def of(graph: Graph, sight: Sight, organization: str, at: datetime, weights: Weights) -> InView:
    """The influence within an organization, by its id or external id, at a moment. NotFound where it is not in sight,
    BadUserInput where it is a unit of another: influence is measured within the whole."""
    rows = await graph.rows(_FOUND, {"organization": organization, **sight.parameters})
    if not rows:
        raise NotFound(f"No organization is known by {organization}.")
    found = await contacts.read(graph, at, sight)
    structure = await populations.read(graph, found.number, at.date(), sight)
    identifier = rows[0][0]
    if identifier not in structure.legal:
        raise BadUserInput(f"{organization} is archived, or a unit of another organization: ask for the whole of it.")
    circle = Circles(found, structure).of(identifier)
    standings = await asyncio.to_thread(influence.within, circle, weights)
    ranked = sorted(standings, key=lambda one: (one.value is None, -(one.value or 0.0), one.person))
    named = {one.id: (one.external_id or one.id, one.name) for one in found.people}
    return InView(identifier, ranked, {one.person: named[one.person] for one in ranked})
