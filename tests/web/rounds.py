"""Rounds of writes that cannot all be right: rings, rivals and shares, each to be sent by eight writers at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from graphcrm.graph.connection import Graph

SINCE = "2020-01-01"

Write = tuple[str, dict[str, Any]]
Fact = Callable[[str, str], Write]


@dataclass
class Round:
    """A race over one type of edge: what is there before, what is sent at once, how many facts may be there after."""

    edge: str
    ids: list[str]
    before: list[Write]
    writes: list[Write]
    facts: int
    name: str = field(default="")


def owns(share: float, control: bool) -> Fact:
    return lambda child, parent: (
        "subsidiaryAdd",
        {"child": {"externalId": child}, "parent": {"externalId": parent}, "share": share, "control": control},
    )


def unit(part: str, whole: str) -> Write:
    return "unitMove", {"unit": {"externalId": part}, "to": {"externalId": whole}, "startedOn": SINCE}


def unit_by_list(part: str, whole: str) -> Write:
    return "organizationUpdate", {"organization": {"externalId": part}, "partOf": {"externalId": whole}}


def line(role: str, above: str) -> Write:
    return "roleReportsToSet", {"role": {"externalId": role}, "reportsTo": {"externalId": above}, "startedOn": SINCE}


def line_by_list(role: str, above: str) -> Write:
    return "roleUpdate", {"role": {"externalId": role}, "reportsTo": {"externalId": above}}


def covers(organization: str, user: str) -> Write:
    return "coverageAdd", {"user": {"externalId": user}, "organization": {"externalId": organization}, "as": "OWNER"}


RINGS = (
    ("SUBSIDIARY_OF", owns(0.2, True), owns(0.2, True)),
    ("PART_OF", unit, unit),
    ("PART_OF", unit, unit_by_list),
    ("REPORTS_TO", line, line),
    ("REPORTS_TO", line_by_list, line),
)
# With how many the node may be at once, out of two, three and four that want to be.
RIVALS = (
    ("SUBSIDIARY_OF", owns(0.2, True), 1),
    ("SUBSIDIARY_OF", owns(0.4, False), 2),
    ("SUBSIDIARY_OF", owns(0.6, False), 1),
    ("PART_OF", unit, 1),
    ("REPORTS_TO", line, 1),
    ("COVERS", covers, 1),
)


def rounds(number: int, writers: int) -> Iterator[Round]:
    """So many rounds, each kind of race in turn, over nodes of their own."""
    kinds = list(_kinds())
    for index in range(number):
        name, make = kinds[index % len(kinds)]
        found = make([f"{index}-{place}" for place in range(5)])
        found.name = name
        found.writes = [found.writes[i % len(found.writes)] for i in range(writers)]
        yield found


def _kinds() -> Iterator[tuple[str, Callable[[list[str]], Round]]]:
    for edge, fact, other in RINGS:
        for size in (2, 3, 4):
            yield f"{edge} ring of {size}", _ring(edge, fact, other, size, 0)
        yield f"{edge} ring of 4, its last two", _ring(edge, fact, other, 4, 2)
    for edge, fact, most in RIVALS:
        for size in (2, 3, 4):
            yield f"{edge} {size} rivals", _rivals(edge, fact, size, most)


def _ring(edge: str, fact: Fact, other: Fact, size: int, before: int) -> Callable[[list[str]], Round]:
    """Each above the next and the last above the first: all but one can be. `before`: so many are there already, no two
    of them beside each other."""

    def made(ids: list[str]) -> Round:
        pairs = [(ids[i], ids[(i + 1) % size]) for i in range(size)]
        there = pairs[::2][:before]
        new = [pair for pair in pairs if pair not in there]
        told = [fact, other]
        writes = [told[i % 2](*pair) for i, pair in enumerate(new)]
        return Round(edge, ids, [fact(*pair) for pair in there], writes, size - 1)

    return made


def _rivals(edge: str, fact: Fact, size: int, most: int) -> Callable[[list[str]], Round]:
    def made(ids: list[str]) -> Round:
        return Round(edge, ids, [], [fact(ids[0], rival) for rival in ids[1 : size + 1]], min(most, size))

    return made


_NODES = """
UNWIND $ids AS id
CREATE (o:Organization:Party {id: 'org_' + id, external_id: id, name: id, kind: 'COMPANY', version: 1})
CREATE (r:Role {id: 'rol_' + id, external_id: id, title: id, version: 1})-[:AT]->(o)
CREATE (u:User {id: 'usr_' + id, external_id: id, name: id, email: id + '@lumen.example', version: 1})
"""
_FACTS = """
MATCH (a:Organization|Role|User)-[r:SUBSIDIARY_OF|PART_OF|REPORTS_TO|COVERS]->(b:Organization|Role)
WHERE type(r) = $edge AND a.external_id IN $ids
RETURN a.external_id, b.external_id, coalesce(r.control, false), coalesce(r.share, 0.0),
  coalesce(toString(r.started_on), ''), coalesce(toString(r.ended_on), '9999'), coalesce(r.kind, r.as, '')
"""


async def nodes(graph: Graph, found: list[Round]) -> None:
    ids = [identifier for one in found for identifier in one.ids]
    await graph.write(lambda t: t.run(_NODES, {"ids": ids}), name="nodes")


async def broken(graph: Graph, one: Round) -> list[str]:
    """What is wrong with the facts of a round, looked at day by day; and where fewer are there than can be."""
    rows = await graph.rows(_FACTS, {"edge": one.edge, "ids": one.ids})
    wrong = [] if len(rows) == one.facts else [f"{len(rows)} facts in place of {one.facts}"]
    for day in {"2019-12-31", "2026-11-22", *(row[4] for row in rows), *(row[5] for row in rows)}:
        held = [row for row in rows if row[4] <= day <= row[5]]
        if one.edge == "COVERS":
            wrong += [f"{day}: several owners" for node in one.ids if sum(row[1] == node for row in held) > 1]
            continue
        above: dict[str, list[str]] = {}
        for below, over, control, _, _, _, _ in held:
            if control or one.edge != "SUBSIDIARY_OF":
                above.setdefault(below, []).append(over)
        wrong += [f"{day}: {node} has two above it" for node, all_ in above.items() if len(all_) > 1]
        wrong += [f"{day}: {node} is above itself" for node in one.ids if _reaches(above, node, node)]
        for node in one.ids:
            if sum(row[3] for row in held if row[0] == node) > 1 + 1e-9:
                wrong.append(f"{day}: more than all of {node} is owned")
    return wrong


def _reaches(above: dict[str, list[str]], start: str, goal: str) -> bool:
    here, seen = list(above.get(start, ())), set()
    while here:  # ends: each node is entered once
        node = here.pop()
        if node == goal:
            return True
        if node not in seen:
            seen.add(node)
            here += above.get(node, ())
    return False
