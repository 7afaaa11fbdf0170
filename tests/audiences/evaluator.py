"""The whole graph's audiences worked out in memory by the one law, from what is said and what hangs where: another way
to the same answer than the statements that writes use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graphcrm.access.audiences import Audience, derived
from graphcrm.graph.connection import Graph

ORDER = ("Organization", "Role", "Deal", "Concerning", "Person", "Interaction", "Preference", "Task", "Note")
FOLLOWING = frozenset(ORDER) - {"Concerning"}
_NODES = """
MATCH (n:Organization|Role|Deal|Interaction|Person|Preference|Task|Note)
RETURN n.id, [l IN labels(n) WHERE NOT l IN ['Party', 'Led'] AND NOT l STARTS WITH 'Limited'][0],
  n._limited_to, coalesce(n._limits_subsidiaries, false), n.audience, coalesce(n.external_id, n.id)
"""
_EDGES = """
MATCH (a)-[r:PART_OF|SUBSIDIARY_OF|AT|WITH|CONCERNS|HOLDS|STAKEHOLDER_IN|TOOK_PART_IN|PREFERS|ABOUT|CONCERNING]->(b)
WHERE NOT a:Internal AND NOT b:Internal RETURN a.id, type(r), b.id, coalesce(r.control, false), r.ended_on
"""
# The labels of limited records that a node has, and those that it should have.
_LABELS = """
MATCH (n) WHERE NOT n:Internal
WITH n, [l IN labels(n) WHERE l STARTS WITH 'Limited'] AS has,
  [l IN labels(n) WHERE n.audience IS NOT NULL AND NOT l IN ['Party', 'Led'] AND NOT l =~ 'Limited.*|Restricted.*'
   | 'Limited' + l] AS wanted
WHERE has <> wanted RETURN coalesce(n.external_id, n.id), has, wanted
"""


@dataclass
class Plain:
    """What audiences follow from: by id the noun, what is said, and whether subsidiaries follow; edges by type."""

    nouns: dict[str, str] = field(default_factory=dict)
    said: dict[str, Audience] = field(default_factory=dict)
    subsidiaries: set[str] = field(default_factory=set)
    out: dict[tuple[str, str], list[tuple[str, date]]] = field(default_factory=lambda: defaultdict(list))
    into: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def edge(self, source: str, kind: str, target: str, ended_on: date | None = None, control: bool = False) -> None:
        if kind != "SUBSIDIARY_OF" or control:
            self.out[source, kind].append((target, ended_on or date.max))
            self.into[target, kind].append(source)

    def ends(self, source: str, *kinds: str) -> list[str]:
        return [target for kind in kinds for target, _ in self.out[source, kind]]


async def read(graph: Graph) -> tuple[Plain, dict[str, Audience], dict[str, str]]:
    """What is in a graph, the audiences its records have, and what they are called."""
    plain, stored, names = Plain(), {}, {}
    for identifier, noun, said, subsidiaries, audience, name in await graph.rows(_NODES, {}):
        plain.nouns[identifier] = noun
        plain.said[identifier] = _audience(said)
        stored[identifier], names[identifier] = _audience(audience), f"{noun} {name}"
        if subsidiaries:
            plain.subsidiaries.add(identifier)
    for source, kind, target, control, ended_on in await graph.rows(_EDGES, {}):
        plain.edge(source, kind, target, ended_on.to_native() if ended_on else None, control)
    return plain, stored, names


async def mislabelled(graph: Graph) -> list[list[Any]]:
    """The records whose label of limited ones does not say what they are, with the labels they have and should have."""
    return await graph.rows(_LABELS, {})


def evaluate(plain: Plain) -> dict[str, Audience]:
    """The audience of every record."""
    found: dict[str, Audience] = {}
    for stage in ORDER:
        for identifier, noun in plain.nouns.items():
            if stage == "Organization" == noun:
                found[identifier] = derived(plain.said[identifier], [_above(plain, identifier)])
            elif stage == _stage(plain, identifier, noun):
                tiers = [[found[one] for one in tier] for tier in _tiers(plain, identifier, noun)]
                found[identifier] = derived(plain.said[identifier], tiers)
    return found


def _stage(plain: Plain, identifier: str, noun: str) -> str:
    return "Concerning" if noun == "Interaction" and plain.ends(identifier, "CONCERNS") else noun


def _tiers(plain: Plain, one: str, noun: str) -> list[Iterable[str]]:
    if noun == "Person":
        met = [i for i in plain.ends(one, "TOOK_PART_IN") if plain.ends(i, "CONCERNS")]
        return [plain.ends(one, "HOLDS", "STAKEHOLDER_IN"), met]
    if noun == "Interaction":
        return [plain.ends(one, "CONCERNS") or plain.into[one, "TOOK_PART_IN"]]
    if noun == "Preference":
        return [plain.into[one, "PREFERS"]]
    return [plain.ends(one, {"Role": "AT", "Deal": "WITH", "Task": "ABOUT", "Note": "CONCERNING"}[noun])]


def _above(plain: Plain, start: str) -> list[Audience]:
    """What the nearest above that say something say of a unit or subsidiary, open where a way up ends without."""
    limits: list[Audience] = []
    todo: list[tuple[str, frozenset[str], bool]] = [(start, frozenset(), False)]
    while todo:  # ends: no way meets a record twice
        here, met, owned = todo.pop()
        if plain.said[here] is not None and here != start:
            limits.append(plain.said[here] if not owned or here in plain.subsidiaries else None)
            continue
        units, owners = _last(plain.out[here, "PART_OF"]), _last(plain.out[here, "SUBSIDIARY_OF"])
        if not units and not owners:
            limits.append(None)
        for target in units or owners:
            if target not in met | {here}:
                todo.append((target, met | {here}, owned or not units))
    return limits


def _last(edges: list[tuple[str, date]]) -> list[str]:
    end = max((ended for _, ended in edges), default=None)
    return [target for target, ended in edges if ended == end]


def _audience(teams: Any) -> Audience:
    return None if teams is None else tuple(teams)
