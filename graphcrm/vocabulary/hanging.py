"""What hangs on what, in the order in which audiences are derived: each stands after all it hangs on.

Dates play no part but for units and subsidiaries, which hang where they hung last: so no audience changes overnight.
"""

from __future__ import annotations

from graphcrm.compile.declarations import Composite, Question, Shape
from graphcrm.compile.hanging import Hanging, Tier

_CONCERNED = "EXISTS { (%s)-[:CONCERNS]->() }"

# A person is known through the seats they hold or held and the deals they have a stake in; only who has neither,
# through interactions. Ties do not count: they join two people who are known already.
_SUBJECTS = ("Person", "Organization", "Role", "Deal", "Interaction")

HANGING = (
    Hanging("Organization", climbs=True),
    Hanging("Role", (Tier(("AT",), ("Organization",)),)),
    Hanging("Deal", (Tier(("WITH",), ("Organization",)),)),
    Hanging("Interaction", (Tier(("CONCERNS",), ("Organization", "Deal")),), where=_CONCERNED % "n"),
    Hanging(
        "Person",
        (
            Tier(("HOLDS", "STAKEHOLDER_IN"), ("Role", "Deal")),
            Tier(("TOOK_PART_IN",), ("Interaction",), where=_CONCERNED % "s"),
        ),
    ),
    Hanging("Interaction", (Tier(("TOOK_PART_IN",), ("Person",), outgoing=False),), where=f"NOT {_CONCERNED % 'n'}"),
    Hanging("Preference", (Tier(("PREFERS",), ("Person",), outgoing=False),)),
    Hanging("Task", (Tier(("ABOUT",), _SUBJECTS),)),
    Hanging("Note", (Tier(("CONCERNING",), _SUBJECTS),)),
    Hanging("Pipeline", shared=True),
    Hanging("Location", shared=True),
    Hanging("User", shared=True),
    Hanging("Team", shared=True),
)

COMPOSITES = (
    Composite(
        "RecordAudience",
        "Whom a record is for, as far as you may know.",
        {
            "everybody": ("Boolean!", "Everybody who is signed in."),
            "said": ("Boolean!", "It is said of the record itself; else it follows from what the record hangs on."),
            "with_subsidiaries": ("Boolean!", "Of an organization: its subsidiaries follow it."),
            "teams": (
                "[AudienceTeam!]!",
                "The teams it is for, in the order of their names. Of teams that follow from what it hangs on those "
                "whose records you see.",
            ),
        },
    ),
    Composite(
        "AudienceTeam",
        "A team that a record is for.",
        {"id": ("ID!", "The id of the team."), "name": ("String", "Its name.")},
    ),
)

QUESTIONS = tuple(
    Question(
        "audience",
        "audiences/of_record",
        Shape.ROW,
        noun,
        bind="record",
        type_name="RecordAudience",
        description="Whom it is for: everybody, or some teams.",
    )
    for noun in dict.fromkeys(one.noun for one in HANGING if not one.shared)
)
