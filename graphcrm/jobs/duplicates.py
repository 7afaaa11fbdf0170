"""The records that may be one, found as a job: every night, and whenever somebody asks for it.

All records are compared anew each time, and their pairs put in the place of those before, noun by noun.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

from graphcrm.graph.connection import Graph
from graphcrm.intelligence import duplicates as reading
from graphcrm.intelligence.duplicates import Population
from graphcrm.jobs.running import Outcome, Running
from graphcrm.measures.matching import entering
from graphcrm.measures.matching.kinds import KINDS
from graphcrm.measures.matching.matching import Likeness, Matching
from graphcrm.records import duplicates

NOUNS = ("Person", "Organization")


async def run(job: Running) -> Outcome:
    """Of each noun: how many records were compared, how many pairs found, how many keys passed over since too many
    records have them, and whether the parameters were learnt from these records."""
    found: dict[str, Any] = {}
    for number, noun in enumerate(NOUNS):
        job.progress(number, len(NOUNS))
        found[noun.lower()] = await _find(job, noun)
        await job.alive()
    await duplicates.finish(job.graph, job.author)
    return Outcome(found)


async def _find(job: Running, noun: str) -> dict[str, Any]:
    graph, now = job.graph, datetime.now(UTC)
    population = await reading.read(graph, noun)
    await job.alive()
    kind = KINDS[noun.lower()]
    matching = await asyncio.to_thread(Matching, kind, population.told, population.groups)
    likely = await asyncio.to_thread(matching.likenesses)
    learnt = matching.parameters.learnt
    version = f"{kind.version}/{now:%Y-%m-%d}" if learnt else entering.shipped(kind)
    await _keep(graph, noun, matching, version, now)
    for start in range(0, len(likely), duplicates.PAGE):
        await job.alive()
        rows = [_row(population, one) for one in likely[start : start + duplicates.PAGE]]
        await duplicates.replace(graph, rows, now, version)
    await duplicates.drop(graph, noun, now)
    return {"records": len(population.ids), "pairs": len(likely), "crowded": matching.crowded, "learnt": learnt}


async def _keep(graph: Graph, noun: str, matching: Matching, version: str, now: datetime) -> None:
    if not matching.parameters.learnt:
        await duplicates.keep(graph, noun, None)
        return
    said = {
        "parameters": entering.kept(KINDS[noun.lower()], matching.parameters),
        "version": version,
        "fitted_at": now,
    }
    await duplicates.keep(graph, noun, said)


def _row(population: Population, found: Likeness) -> dict[str, Any]:
    """A pair as it is kept: the smaller id first, its reasons by what they say most."""
    one, other = sorted((population.ids[found.one], population.ids[found.other]))
    influence = max(population.influence[found.one], population.influence[found.other])
    return {"one": one, "other": other, "said": entering.pair(found.probability, found.said, influence)}
