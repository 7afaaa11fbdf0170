"""The map of influence as a download: the statement of `influenceMap`, what it counts, the bytes of the reply."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson

from graphcrm.access.sensitivity import Act
from graphcrm.access.viewers import Viewer
from graphcrm.api.operations import Operations
from graphcrm.compile import implied
from graphcrm.compile.asking import ask
from graphcrm.compile.declarations import camel
from graphcrm.errors import NotFound
from graphcrm.graph.questions import QuestionFile, library

FILE = "influence/map"
FIELD = "influenceMap"
MOST = 2_000
# Of somebody on a map one is told a name, a title and a number: ten of them count as one record shown, as seats do.
PEOPLE_PER_ROW = 10
# What a map may be around, by the name that the address takes, with its noun.
AROUND = {"organization": "Organization", "person": "Person", "deal": "Deal"}


@dataclass(frozen=True, slots=True)
class Around:
    """What a map is around, one of `AROUND` by its id or external id, and how much of it is wanted."""

    kind: str
    name: str
    depth: int
    most: int
    least: float


class InfluenceMaps:
    """Reads maps of influence. `clock` tells the time, in UTC."""

    def __init__(self, operations: Operations, clock: Callable[[], datetime]) -> None:
        self._operations = operations
        self._clock = clock

    async def map(self, viewer: Viewer, request_id: str, around: Around, *, deadline: float) -> bytes:
        """People and links as JSON, as `influenceMap` tells them, all of them null where that tells nothing; `deadline`
        is a time of `time.monotonic`. Forbidden, RateLimited, and NotFound where the viewer sees no such record."""
        viewer.require("read")
        operations = self._operations
        rules = operations.planner.rules(viewer.lens)
        question = rules.vocabulary.questions_on[None][FIELD]
        if not rules.sees_question(question):
            return orjson.dumps({camel(column.name): None for column in library()[FILE].columns})
        await operations.allowances.ask(viewer, max(1, around.most // PEOPLE_PER_ROW))
        shown, searched = sorted(rules.shown), sorted(rules.usable(Act.SEARCH))
        scoring = await operations.scoring.current(deadline - time.monotonic())
        told = implied.values(implied.IMPLIED, viewer, shown, searched, self._clock(), scoring)
        asking = ask(rules.vocabulary, rules, _file(around.kind), _given(around), told)
        seconds = deadline - time.monotonic()
        row = await operations.circuit.read(asking.text, asking.parameters, question=FILE, seconds=seconds)
        if row is None or row[0] is not None:
            raise NotFound(f"No {AROUND[around.kind]} is known by what `{around.kind}` names.")
        [cells] = row[1]
        found = _named(dict(zip((name for name, _ in asking.columns), cells, strict=True)))
        await operations.allowances.show(viewer, 1 + len(found["nodes"]) // PEOPLE_PER_ROW)
        await operations.auditing.read(viewer, request_id, [f"Query.{FIELD}"], [])
        return orjson.dumps(found)


def _file(kind: str) -> QuestionFile:
    """The question with what it is around narrowed to one noun: an id of another kind names nothing."""
    file = library()[FILE]
    inputs = tuple(replace(one, type=AROUND[kind]) if one.name == "around" else one for one in file.inputs)
    return replace(file, inputs=inputs)


def _given(around: Around) -> dict[str, str]:
    numbers = {"depth": around.depth, "max_nodes": around.most, "min_strength": around.least}
    return {"around": around.name, **{name: str(number) for name, number in numbers.items()}}


def _named(columns: Mapping[str, Any]) -> dict[str, Any]:
    """The columns under the names that the API gives them, those of each person and link too."""
    return {
        camel(name): [{camel(key): value for key, value in one.items()} for one in cell]
        if name in ("nodes", "links")
        else cell
        for name, cell in columns.items()
    }
