"""`graphcrm score --viewer --organization`: influence as one user sees it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

from graphcrm.access.viewers import Viewer
from graphcrm.cli import output
from graphcrm.cli.database import noted, open_graph
from graphcrm.cli.policy import chosen
from graphcrm.compile.rules import Rules
from graphcrm.errors import Forbidden
from graphcrm.intelligence import in_view
from graphcrm.intelligence.sight import Sight
from graphcrm.jobs import scores
from graphcrm.measures.influence import Weights
from graphcrm.records import users
from graphcrm.records.audit.notes import Note
from graphcrm.settings import load
from graphcrm.vocabulary.words import VOCABULARY

_ACT = "score"
_NEEDED = ("INFLUENTIAL_IN", "TOOK_PART_IN", "HOLDS")
_NOTED = ("score.influence",)


def tell(email: str, organization: str, day: str | None, *, as_json: bool) -> None:
    """Prints who counts in an organization, as a user sees it. Forbidden where their role sees no influence."""
    people = asyncio.run(_people(email, organization, scores.end_of(day) or datetime.now(UTC)))
    if as_json:
        output.print_json({"viewer": email, "organization": organization, "people": people})
        return
    if not people:
        output.say("Nobody holds a seat there.")
        return
    figures = ("value", "percentile", "network", "formal", "drawn")
    rows = [
        [one["person"], one["name"], *("" if one[name] is None else f"{one[name]:.3f}" for name in figures), one["met"]]
        for one in people
    ]
    output.print_table(("person", "name", *figures, "in touch with"), rows)


async def _people(email: str, organization: str, at: datetime) -> list[dict[str, Any]]:
    settings = load()
    weights = Weights(settings.influence_place, settings.influence_title)
    async with open_graph(settings) as graph, noted(settings, graph) as journal:
        asker = await users.viewer_of(graph, chosen(), email)
        rules = Rules(VOCABULARY, asker.lens)
        try:
            _require(asker, rules)
        except Forbidden:
            journal.note(Note(asker.id, _ACT, (), _NOTED, decision="denied"))
            raise
        found = await in_view.of(graph, Sight(asker.lens.sees_all, asker.teams), organization, at, weights)
        journal.note(Note(asker.id, _ACT, [one.person for one in found.standings], _NOTED))
    named, drawn = "Person.name" in rules.shown, "INFLUENCES" in rules.shown and "Influence.drawn" in rules.shown
    return [
        {
            "person": found.people[one.person][0],
            "name": found.people[one.person][1] if named else "",
            "value": one.value,
            "percentile": one.percentile,
            "network": one.network,
            "formal": one.formal,
            "drawn": one.drawn if drawn else None,
            "met": one.counterparts,
        }
        for one in found.standings
    ]


def _require(asker: Viewer, rules: Rules) -> None:
    asker.require("read", act=_ACT)
    if any(fact not in rules.shown for fact in _NEEDED):
        raise Forbidden("The user's role sees no influence. Ask as somebody who does.", reason="ROLE", act=_ACT)
