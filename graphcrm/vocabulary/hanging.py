"""What hangs on what, in the order in which audiences are derived: each stands after all it hangs on.

Dates play no part but for units and subsidiaries, which hang where they hung last: so no audience changes overnight.
"""

from __future__ import annotations

from graphcrm.compile.hanging import Hanging, Tier

_CONCERNED = "EXISTS { (%s)-[:CONCERNS]->(:Organization|Deal) }"

# A person is known through the seats they hold or held and the deals they have a stake in; only who has neither,
# through interactions. Ties do not count: they join two people who are known already.
HANGING = (
    Hanging("Organization", climbs=True),
    Hanging("Role", (Tier("(n:Role)-[:AT]->(s:Organization)", ("Organization",), ("AT",)),)),
    Hanging("Deal", (Tier("(n:Deal)-[:WITH]->(s:Organization)", ("Organization",), ("WITH",)),)),
    Hanging(
        "Interaction",
        (
            Tier(
                "(n:Interaction)-[:CONCERNS]->(s:Organization|Deal)",
                ("Organization", "Deal"),
                ("CONCERNS",),
            ),
        ),
        where=_CONCERNED % "n",
    ),
    Hanging(
        "Person",
        (
            Tier(
                "(n:Person)-[:HOLDS|STAKEHOLDER_IN]->(s:Role|Deal)",
                ("Role", "Deal"),
                ("HOLDS", "STAKEHOLDER_IN"),
            ),
            Tier(
                "(n:Person)-[:TOOK_PART_IN]->(s:Interaction)",
                ("Interaction",),
                ("TOOK_PART_IN",),
                where=_CONCERNED % "s",
            ),
        ),
    ),
    Hanging(
        "Interaction",
        (
            Tier(
                "(n:Interaction)<-[:TOOK_PART_IN]-(s:Person)",
                ("Person",),
                ("TOOK_PART_IN",),
                outgoing=False,
            ),
        ),
        where=f"NOT {_CONCERNED % 'n'}",
    ),
    Hanging(
        "Preference",
        (Tier("(n:Preference)<-[:PREFERS]-(s:Person)", ("Person",), ("PREFERS",), outgoing=False),),
    ),
    Hanging(
        "Task",
        (
            Tier(
                "(n:Task)-[:ABOUT]->(s:Person|Organization|Role|Deal|Interaction)",
                ("Person", "Organization", "Role", "Deal", "Interaction"),
                ("ABOUT",),
            ),
        ),
    ),
    Hanging(
        "Note",
        (
            Tier(
                "(n:Note)-[:CONCERNING]->(s:Person|Organization|Role|Deal|Interaction)",
                ("Person", "Organization", "Role", "Deal", "Interaction"),
                ("CONCERNING",),
            ),
        ),
    ),
    Hanging("Pipeline", shared=True),
    Hanging("Location", shared=True),
    Hanging("User", shared=True),
    Hanging("Team", shared=True),
)
