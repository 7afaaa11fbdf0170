"""Why somebody sees a record or does not: for those who set up the policy, on this machine."""

from __future__ import annotations

from typing import Any

from graphcrm.access.viewers import Viewer
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.connection import Graph

_RECORD = """
MATCH (n {id: $id}) WHERE any(label IN labels(n) WHERE label IN $nouns)
RETURN [label IN labels(n) WHERE label IN $nouns][0], n.audience,
  COLLECT { MATCH (t:Team) WHERE t.id IN n.audience RETURN coalesce(t.name, t.id) ORDER BY t.id }
"""


async def explained(graph: Graph, vocabulary: Vocabulary, viewer: Viewer, identifier: str) -> dict[str, Any] | None:
    """The noun and id of a record, whether the viewer sees it and why, and what of each of its facts. None where there
    is no such record."""
    rows = await graph.rows(_RECORD, {"id": identifier, "nouns": sorted(vocabulary.nouns)})
    if not rows:
        return None
    noun, audience, teams = rows[0]
    seen, why = _row(viewer, audience, teams)
    facts = {
        prop.name: {
            "sensitivity": prop.sensitivity.value,
            "sight": viewer.lens.right(f"{noun}.{prop.name}", prop.sensitivity).said,
        }
        for prop in vocabulary.nouns[noun].properties
    }
    return {"noun": noun, "id": identifier, "seen": seen, "why": why, "facts": facts}


def _row(viewer: Viewer, audience: list[str] | None, teams: list[str]) -> tuple[bool, str]:
    if audience is None:
        return True, "the record is open to everybody who is signed in."
    names = ", ".join(teams) or "no team that is there"
    if viewer.lens.sees_all:
        return True, f"it is for {names}, and the role sees every record."
    if set(audience) & set(viewer.teams):
        return True, f"it is for {names}, and they are in one of them."
    return False, f"it is for {names}, and they are in none of them."
