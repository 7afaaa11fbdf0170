"""Marks: labels that are kept true in the statement that writes an edge, whoever runs it.

What a mark says depends on edges around its node. Whoever writes one of these locks the node after writing and looks
again, so that the last of several writers sees what all of them did.
"""

from __future__ import annotations

from graphcrm.compile.declarations import Edge
from graphcrm.compile.labels import Mark


def take(variable: str) -> str:
    """Takes the lock of a node for the rest of the transaction; what is read of it afterwards is what was committed.
    `SET n.x = n.x + 1` would do so too, but takes another lock first that who makes an edge of the node needs as well:
    the one who has the node and the one who waits for it would then stop each other."""
    return f"SET {variable}._lock = true REMOVE {variable}._lock"


def kept(edge: Edge) -> str:
    """What a statement goes on with behind rows of a and b between which it wrote the edge; empty where no mark depends
    on that. The rows carry no list: sorting would hold one of them for each row."""
    if edge.marks is None:
        return ""
    parts = "\nUNION\n".join(_reached(path) for path in edge.marks.paths)
    return f"WITH DISTINCT a, b\nCALL (a, b) {{\n{parts}\n}}\nWITH DISTINCT n ORDER BY n.id\n{settled(edge.marks.mark)}"


def settled(mark: Mark) -> str:
    """Looks at each n whether its mark holds, under its lock."""
    holds = mark.holds.replace("{n}", "n")
    return (
        f"{take('n')}\nWITH n, {holds} AS holds\n"
        f"FOREACH (_ IN CASE WHEN holds THEN [1] ELSE [] END | SET n:{mark.label})\n"
        f"FOREACH (_ IN CASE WHEN holds THEN [] ELSE [1] END | REMOVE n:{mark.label})"
    )


def _reached(path: str) -> str:
    """Returns the nodes n at the end of a path. The end it begins at and its middle are locked before the next step is
    taken: another who moves one of them either is done by then, and what they did is seen, or waits."""
    end, _, rest = path.partition(")")
    end = end.lstrip("(")
    if not rest:
        return f"RETURN {end} AS n"
    first, found, last = rest.rpartition("(m)")
    if not found:
        return f"{take(end)} WITH {end} MATCH ({end}){last} RETURN n"
    return f"{take(end)} WITH {end} MATCH ({end}){first}(m) {take('m')} WITH m MATCH (m){last} RETURN n"
