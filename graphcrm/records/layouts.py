"""Keeps where people were put on a map of influence: one layout for everybody who sees the map.

A layout belongs to what its map is around and to how far the map reaches. Whoever saves places the people they see;
where others stand is left as it was, and told to nobody who does not see them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from graphcrm.compile.mutations import Mutation
from graphcrm.records.faults import Fault
from graphcrm.records.journal import Entry
from graphcrm.records.mutations.named import Found
from graphcrm.records.mutations.values import fault
from graphcrm.records.mutations.work import Effect, Item, Work

# As far as a map reaches, and as many people as it shows: `influence/map`.
_FARTHEST, _MOST = 4, 2000
_USUAL = 2
_EDGE = 1e6  # of the plane: beyond it no page draws
# What a map is around is locked by now, so that of two who save at once the later one finds what the earlier left.
_READ = """
OPTIONAL MATCH (l:Layout {map: $map})
WITH l UNWIND $ids AS id MATCH (p:Person {id: id}){where}
RETURN collect([p.id, COLLECT { MATCH (p)-[at:PLACED_ON]->(l) RETURN [at.x, at.y] }[0]])
"""
_VERSION = "OPTIONAL MATCH (l:Layout {map: $map}) RETURN [coalesce(l.version, 0)]"
_WRITE = """
MERGE (l:Internal:Layout {map: $map})
SET l.version = coalesce(l.version, 0) + 1, l.saved_at = $now, l.saved_by = $by
WITH l UNWIND $places AS place
MATCH (p:Person {id: place[0]})
MERGE (p)-[at:PLACED_ON]->(l) SET at.x = place[1], at.y = place[2]
RETURN collect(DISTINCT l.version)
"""


async def save(work: Work, _mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Places people on a map. Refused as a whole for a place that cannot be, for somebody who is not there, and where
    the layout has another version by now; what is as it was leaves the version."""
    (item,) = items
    depth = _depth(work, item)
    places = _places(work, item)
    work.check()
    around = await _around(work, item)
    keys = {"map": f"{around.id}/{depth}"}
    (version,) = await work.run(_VERSION, **keys)
    expected = item.given.get("expectedVersion")
    if expected is not None and expected != version:
        message = f"Somebody saved this layout: it has version {version} now. Look at it and try again."
        work.fault(item, Fault("CONFLICT", ["expectedVersion"], message, "VERSION"))
    work.check()
    before = await _before(work, keys, list(places))
    for index, one in enumerate(places):
        if one not in before:
            work.fault(item, Fault("NOT_FOUND", ["places", str(index), "id"], "No Person is known by this."))
    work.check()
    moved = [[one, *place] for one, place in places.items() if before[one] != place]
    if not moved:
        return Effect([], [], {"layoutVersion": version})
    (version,) = await work.run(_WRITE, **keys, places=moved, now=work.now, by=work.author.user)
    # Who was placed where is not told of what the map is around: not everybody who sees that sees them.
    entry = Entry("UPDATED", around.noun, [around.touched], ["layout"])
    return Effect([], [entry], {"layoutVersion": version})


async def _around(work: Work, item: Item) -> Found:
    """What the map is around, locked."""
    ((name, by),) = item.given["around"].items()
    noun, _ = work.vocabulary.targets["InfluenceMapAround"].keys[name]
    key = work.named.want(noun, by)
    await work.named.find(work.transaction)
    found = work.named.get(key)
    if found is None:
        work.fault(item, work.named.missing(key, ["around", name]))
        work.check()
        raise AssertionError("a fault was noted")
    return found


async def _before(work: Work, keys: Mapping[str, str], ids: Sequence[str]) -> dict[str, list[float] | None]:
    """Where those people stand of these whom the writer sees; None for one who stands nowhere."""
    rule = work.rules.row("p", "Person")
    text = _READ.replace("{where}", f" WHERE {rule}" if rule else "")
    rows = await work.run(text, **keys, ids=list(ids), teams=list(work.author.teams))
    return dict(rows)


def _depth(work: Work, item: Item) -> int:
    given: int | None = item.given.get("depth")
    depth = _USUAL if given is None else given
    if not 0 <= depth <= _FARTHEST:
        work.fault(item, fault("depth", f"A map reaches 0 to {_FARTHEST} links far, not {depth}."))
    return depth


def _places(work: Work, item: Item) -> dict[str, list[float]]:
    """The places by id, in the order given; a fault for each that cannot be."""
    given: Sequence[Mapping[str, Any]] = item.given["places"]
    if not 1 <= len(given) <= _MOST:
        work.fault(item, fault("places", f"1 to {_MOST} people can be placed at once; {len(given)} were given."))
        work.check()
    found: dict[str, list[float]] = {}
    for index, one in enumerate(given):
        if one["id"] in found:
            work.fault(item, fault(["places", str(index), "id"], "This person is placed twice. Place each once."))
        for name in ("x", "y"):
            if not math.isfinite(one[name]) or abs(one[name]) > _EDGE:
                message = f"A coordinate is a number from -{_EDGE:.0f} to {_EDGE:.0f}."
                work.fault(item, fault(["places", str(index), name], message))
        found[one["id"]] = [float(one["x"]), float(one["y"])]
    return found


STEPS = {"layoutSave": save}
