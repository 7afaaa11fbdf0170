"""What hangs on what, as it is declared: whoever limits an account limits all that is known only through it."""

from __future__ import annotations

from dataclasses import dataclass

# What is said of a record itself: the teams it is for alone, and of an organization whether its subsidiaries follow it.
# What follows for the record stands in `audience`, which alone the row rule reads.
SAID = "_limited_to"
SUBSIDIARIES = "_limits_subsidiaries"
AUDIENCE = "audience"


def limited(noun: str) -> str:
    """The label of the records of a noun that are for some teams alone: those that have an audience, and no others. How
    many nodes a label has is known without looking at any of them."""
    return f"Limited{noun}"


@dataclass(frozen=True, slots=True)
class Tier:
    """What a node (n) hangs on: nodes (s) of these nouns at the other end of edges of these types, which leave (n)
    where they are `outgoing`. `where` is a condition over (s)."""

    edges: tuple[str, ...]
    nouns: tuple[str, ...]
    outgoing: bool = True
    where: str = ""


@dataclass(frozen=True, slots=True)
class Hanging:
    """What the records of a noun hang on: those of the first of `tiers` that holds any. `climbs`: on the records of its
    own noun above it, along the hierarchies, up to the nearest of which something is said. `where` limits it to some of
    them, over (n). `shared`: reference data, which is for everybody unless something else is said."""

    noun: str
    tiers: tuple[Tier, ...] = ()
    climbs: bool = False
    where: str = ""
    shared: bool = False
