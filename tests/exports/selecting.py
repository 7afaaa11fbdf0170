"""Files of records in tests: exported as a user, read back as rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphcrm.access.viewers import Viewer
from graphcrm.compile.listings import Chosen
from graphcrm.compile.planner import Planner
from graphcrm.exchange.exports import everything, selections
from graphcrm.exchange.exports.braking import Allow
from graphcrm.exchange.exports.selections import Exported, Wish
from graphcrm.graph.connection import Graph
from graphcrm.graph.questions import library
from graphcrm.records.audit.journals import Journal
from graphcrm.vocabulary.words import VOCABULARY
from tests.conftest import CIPHER
from tests.exports.exporting import OWNER

SMALL = 2  # rows of a page, so that a few records are several pages
PLANNER = Planner(VOCABULARY, library(), page_limit=1000, cipher=CIPHER)
HALF_LIFE = 90.0


@dataclass
class Told:
    """What a file tells: its rows, and what it says of itself."""

    rows: list[dict[str, Any]]
    stated: dict[str, Any]
    done: Exported

    def of(self, name: str) -> list[Any]:
        return [row[name] for row in self.rows]


async def exported(
    graph: Graph,
    target: Path,
    records: str,
    viewer: Viewer = OWNER,
    *,
    format: str = "jsonl",
    filter: Mapping[str, Any] | None = None,
    ids: list[str] | None = None,
    columns: list[str] | None = None,
    allow: Allow = everything.everything,
) -> Exported:
    """A file, as somebody gets it."""
    wish = Wish(records, format, Chosen(filter, ids), columns)
    export = await selections.prepared(graph, PLANNER, viewer, wish)
    async with Journal(target.parent / f"{target.name}-journal").open() as journal:
        place = await selections.place(graph)
        return await export.write(
            target, journal, allow, lambda _: None, half_life=HALF_LIFE, position=place, run="exp_1"
        )


async def told(graph: Graph, folder: Path, records: str, viewer: Viewer = OWNER, **wish: Any) -> Told:
    """The rows of a file of JSON Lines."""
    folder.mkdir(exist_ok=True)
    target = folder / f"{records}-{len(list(folder.iterdir()))}.jsonl"
    done = await exported(graph, target, records, viewer, **wish)
    head, *rows = map(json.loads, target.read_text(encoding="utf-8").splitlines())
    assert len(rows) == done.rows
    return Told(rows, head["export"], done)
