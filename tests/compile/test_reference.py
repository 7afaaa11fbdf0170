"""Compiled = reference: random documents over random graphs give the same reply, byte for byte."""

from __future__ import annotations

import random
from typing import Any

import orjson
import pytest
from graphql import ExecutionResult, execute_sync

from graphcrm.access.viewers import Viewer
from graphcrm.errors import GraphcrmError
from graphcrm.graph.connection import Graph
from tests.compile import worlds
from tests.compile.documents import Asked, Documents
from tests.compile.reference import Reference
from tests.compile.resolvers import Resolvers
from tests.compile.running import PLANNER, plans_dropped, replies, reply, variables_of
from tests.compile.test_deletion_equivalence import viewers
from tests.compile.worlds import World

# Who is let in stands in no world: tokens, sessions and duties have tests of their own.
_LET_IN = {"permissions", "duties", "tokens", "sessions"}
# What ties tell is judged by brute force (tests/introductions, tests/relationships).
_TIES = {"introductionPaths", "whoKnows", "knows", "coverage", "relationship", "engagement", "strength", "whatIf"}
_TIES |= {"restsOn", "likelyContacts", "likelySilence", "similar", "communicationFlows", "health", "scoreDistribution"}
_ELSEWHERE = {"search", "auditTrail", "restrictedPersons", "cursor", "startCursor", "endCursor"}
# Scores and what is drawn of them are judged by laws (tests/influence).
_SCORED = {"influencers", "influence", "influenceMap", "influenceGroups", "brokers"}
# So is what runs at night (tests/jobs): no world holds a job.
_RUNNING = {"job", "jobs"}
# What somebody keeps for themselves has tests of its own (tests/records).
_KEPT = {"savedFilters", "exportSchedules"}
# Duplicates are judged by the pairs that are planted, and by laws (tests/duplicates), merges by laws (tests/merging).
_KEPT |= {"duplicates", "possibleDuplicates", "merges"}
# Quality is judged by its formulas and by small worlds (tests/quality).
_QUALITY = {"quality", "qualityFindings", "qualitySummary", "qualityTrend", "qualityWorkList"}
LEFT_OUT = frozenset({*_ELSEWHERE, *_LET_IN, *_TIES, *_SCORED, *_RUNNING, *_KEPT, *_QUALITY})


def resolved(world: World, asked: Asked, who: Viewer) -> bytes:
    """The reply of the reference: data and not-found errors, or the code of a refusal."""
    reference = Reference(world, who, PLANNER.rules(who.lens))
    operation, _ = variables_of(asked)
    result = execute_sync(
        PLANNER.schema,
        operation.document,
        field_resolver=Resolvers(reference).field,
        type_resolver=lambda value, _info, _type: value.noun,
        variable_values=asked.variables,
    )
    assert isinstance(result, ExecutionResult)
    told = []
    for error in result.errors or ():
        cause: Any = error
        while getattr(cause, "original_error", None) is not None:
            cause = cause.original_error
        if not isinstance(cause, GraphcrmError):
            raise cause
        if cause.code != "NOT_FOUND":
            return orjson.dumps({"refused": [cause.code, cause.reason]})
        told.append([cause.code, cause.message, error.path])
    return orjson.dumps({"data": rounded(result.data), "errors": told})


def rounded(value: Any) -> Any:
    """Numbers to nine digits: sums in another order differ in the sixteenth."""
    if isinstance(value, float):
        return round(value, 9) + 0.0
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    return [rounded(inner) for inner in value] if isinstance(value, list) else value


def first_difference(expected: Any, got: Any, at: str = "") -> str | None:
    """Where two replies part, and what stands there."""
    if isinstance(expected, dict) and isinstance(got, dict) and list(expected) == list(got):
        pairs = [(f".{key}", expected[key], got[key]) for key in expected]
    elif isinstance(expected, list) and isinstance(got, list) and len(expected) == len(got):
        pairs = [(f"[{index}]", a, b) for index, (a, b) in enumerate(zip(expected, got, strict=True))]
    else:
        return None if expected == got else f"{at}: {expected!r} expected, not {got!r}"
    return next((found for name, a, b in pairs if (found := first_difference(a, b, at + name))), None)


async def compare(graph: Graph, seeds: range, each: int, again: int = 1) -> int:
    """How many documents were answered alike: so many for each world, the same ones for `again` worlds in a row, whose
    records have the same ids. To plan a document takes the database longer than to answer it."""
    compared = 0
    asking: list[tuple[Asked, Viewer]] = []
    differing: list[str] = []
    everybody = viewers()
    for count, seed in enumerate(seeds):
        world = worlds.make(seed, restricted=seed % 2 == 0)
        if count % again == 0:
            documents = Documents(PLANNER.schema, world, random.Random(seed), left_out=LEFT_OUT)
            asking = [(documents.document(), everybody[number % len(everybody)]) for number in range(each)]
            await plans_dropped(graph)
        await worlds.load(graph, world)
        for (asked, who), answer in zip(asking, await replies(graph, asking), strict=True):
            got = orjson.loads(answer)
            expected = orjson.loads(resolved(world, asked, who))
            # A refused filter is one error; the reference meets it only where a row is judged.
            if "refused" in got:
                if "refused" in expected:
                    assert got["refused"][:2] == expected["refused"]
                continue
            got["data"] = rounded(got["data"])
            same = orjson.dumps(got["data"]) == orjson.dumps(expected.get("data"))
            where = first_difference(expected.get("data"), got["data"])
            if not same:
                differing.append(f"{where}\n{who.roles} seed {seed}\n{asked.text}\n{asked.variables}")
                continue
            assert sorted(map(str, got["errors"])) == sorted(map(str, expected["errors"])), asked.text
            compared += 1
    assert differing == [], "\n\n".join(differing[:5])
    return compared


async def test_five_hundred_random_questions_are_answered_as_by_the_reference(open_graph: Graph) -> None:
    assert await compare(open_graph, range(1000, 1008), 75, again=2) >= 500


def charts(world: World, chance: random.Random) -> list[Asked]:
    """The chart of every organization, cut at a random depth and row, on random days."""
    found = []
    for number, node in enumerate(n for n in world.nodes.values() if n.noun == "Organization"):
        first, depth = chance.choice([1, 2, 3, 5, 8, 500]), chance.choice([0, 1, 2, 50])
        day = chance.choice(["2015-06-01", "2020-01-01", "2026-01-01", "2100-01-01"])
        group = "true" if number % 3 else "false"
        told = f'first: {first}, depth: {depth}, asOf: "{day}", includeSubsidiaries: {group}'
        counts = ("directReports reportsInAll", "directReports", "reportsInAll", "")[number % 4]
        seats = f"total truncated seats {{ depth {counts} role {{ id title }} holders {{ person {{ id }} }} }}"
        found.append(Asked(f'{{ organization(by: {{id: "{node.id}"}}) {{ orgChart({told}) {{ {seats} }} }} }}', {}))
    return found


async def test_charts_cut_anywhere_on_any_day_are_those_of_the_reference(open_graph: Graph) -> None:
    filled = 0
    for seed in (31, 32, 33):
        world = worlds.make(seed, restricted=seed % 2 == 0)
        await worlds.load(open_graph, world)
        who = viewers()[seed % len(viewers())]
        for asked in charts(world, random.Random(seed)):
            got = orjson.loads(await reply(open_graph, asked, who))
            expected = orjson.loads(resolved(world, asked, who))
            assert got["data"] == expected["data"], asked.text
            filled += len((got["data"]["organization"] or {}).get("orgChart", {}).get("seats", ())) > 1
    assert filled >= 10


@pytest.mark.long
async def test_five_thousand_random_documents_are_answered_as_by_the_reference(open_graph: Graph) -> None:
    assert await compare(open_graph, range(2000, 2060), 95) >= 5000
