"""Marks as they are declared: labels that tell at once what would take a look at very many."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A label that nodes of a noun carry as long as `holds` (Cypher over {n}) is true: an answer that is kept, for
    questions that would otherwise look at very many. Nobody is told it. A node may lack it, never have it wrongly."""

    label: str
    noun: str
    description: str
    holds: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What an edge written between (a) and (b) can change about a mark. `paths` lead to the nodes whose mark is then
    looked at again: the end itself, or a pattern from it to (n), whose middle (m) must not move meanwhile."""

    mark: Mark
    paths: tuple[str, ...]
