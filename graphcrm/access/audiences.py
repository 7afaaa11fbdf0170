"""Whom a record is for: what was said of it, else what follows from what it hangs on.

The law in one function. `compile.audiences` states it in Cypher, for writes, imports and the check alike; tests hold
the two to each other.
"""

from __future__ import annotations

from collections.abc import Sequence

# The ids of the teams it is for, sorted; None: for everybody who is signed in.
Audience = tuple[str, ...] | None


def derived(said: Audience, hangs_on: Sequence[Sequence[Audience]]) -> Audience:
    """The audience of a record. What is said of it stands. Else those of what it hangs on, in tiers, the first tier
    that holds anything alone: open where one of them is open, else the teams of all. So a record that hangs on two
    accounts is seen by whoever may see one of them, as it would be if the other had been deleted; what hangs on nothing
    is open."""
    if said is not None:
        return said
    for tier in hangs_on:
        if tier:
            teams = [audience for audience in tier if audience is not None]
            return None if len(teams) < len(tier) else tuple(sorted({team for some in teams for team in some}))
    return None
