"""What hangs on what, in the order in which audiences are derived: each stands after all it hangs on.

Dates play no part but for units and subsidiaries, which hang where they hung last: so no audience changes overnight.
"""

from __future__ import annotations

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
