"""What hangs on what, as it is declared: whoever limits an account limits all that is known only through it."""

from __future__ import annotations

from dataclasses import dataclass

# What is said of a record itself: the teams it is for alone, and of an organization whether its subsidiaries follow it.
# What follows for the record stands in `audience`, which alone the row rule reads.
SAID = "_limited_to"
SUBSIDIARIES = "_limits_subsidiaries"
AUDIENCE = "audience"


@dataclass(frozen=True, slots=True)
class Tier:
    """What a node (n) hangs on: `pattern` is Cypher from it to (s), `nouns` are those (s) may be of, `edges` the types
    in the pattern, `outgoing` whether they leave (n). `where` is a condition over (s)."""

    pattern: str
    nouns: tuple[str, ...]
    edges: tuple[str, ...]
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
