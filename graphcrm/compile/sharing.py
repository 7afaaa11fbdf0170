"""Sharing levels: what of a fact is for everybody who sees both its ends, and what for some teams alone.

A fact that says nothing of it shares its details. Else it is whole for the teams it names and for who sees every
record; the others see that it is there, by STRENGTH also its numbers. For them it reads as if the rest had never been
said: no value, no place in an order, no day, so that it holds on all of them.
"""

from __future__ import annotations

from graphcrm.compile.declarations import Edge

LEVEL, TEAMS = "sharing", "shared_with"
# What orders facts between the same ends of which no more is told that tells them apart: a random word.
APART = "_apart"
# What a change keeps of a fact that is not for everybody: its level and the teams it is whole for, in one list.
LIMITS = "limits"
EXISTENCE, STRENGTH, DETAILS = "EXISTENCE", "STRENGTH", "DETAILS"


def whole(at: str) -> str:
    """That the edge `at` is whole for the viewer's $teams; never unknown."""
    return f"({at}.{LEVEL} IS NULL OR coalesce(any(t IN {at}.{TEAMS} WHERE t IN $teams), false))"


def told(edge: Edge, name: str, at: str) -> str:
    """That a stored property of the edge `at` is told to the viewer; empty where it is told to all."""
    if not edge.shared or name == LEVEL:
        return ""
    return f"({at}.{LEVEL} = '{STRENGTH}' OR {whole(at)})" if name in numbers(edge) else whole(at)


def numbers(edge: Edge) -> tuple[str, ...]:
    """The properties that STRENGTH tells of an edge."""
    return tuple(prop.name for prop in edge.properties if prop.kind.name == "Number")


def identity(edge: Edge) -> tuple[str, ...]:
    """What tells the facts of an edge between the same ends apart, beside the day they start."""
    return (*edge.identity, TEAMS) if edge.shared else edge.identity


# $rows [type, ids of the ends, limits]: what was noted of facts before is told to no more than they are now. A change
# knows its ends by the ids they had, and what ties it to them says whose it is.
NARROW = f"""
UNWIND $rows AS row
MATCH (c:Change)-[o:OF]->() USING INDEX o:OF(record, at, change)
WHERE o.record = row[1][0] AND o.at IS NOT NULL AND o.change IS NOT NULL AND c.type = row[0]
WITH c, row, COLLECT {{
  MATCH (c)-[x:OF]->() WHERE x._target_was IS NOT NULL RETURN [x._target_was[0], x.record] }} AS was
WHERE row[1] = [id IN c.ids | coalesce([x IN was WHERE x[0] = id | x[1]][0], id)]
WITH c, row[2] AS now, coalesce(c.{LIMITS}, row[2]) AS before
WITH c, CASE WHEN before[0] = '{EXISTENCE}' THEN before ELSE now END AS lower, [t IN before WHERE t IN now[1..]] AS both
SET c.{LIMITS} = [lower[0]] + both
"""
