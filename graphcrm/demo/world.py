"""The demo world as native files: `small` is the first influence map and what it needs, `full` the whole group.

What is told by hand lies in `core/` (all of `small`) and `wide/` (what `full` adds); the rest is drawn from the seed.
Everybody in it is invented; domains end in `.example`.
"""

from __future__ import annotations

import csv
import random
from datetime import date
from pathlib import Path
from typing import Literal

from graphcrm.demo import moves, places, tables
from graphcrm.demo.contacts import Contacts
from graphcrm.demo.interactions import Timeline, tie
from graphcrm.demo.lookalikes import PLANTED, Lookalikes, Pair
from graphcrm.demo.people import Census
from graphcrm.demo.plant import Plant
from graphcrm.demo.seats import Staffing
from graphcrm.demo.tables import BASE, Row, Tables
from graphcrm.errors import BadUserInput

Size = Literal["small", "full"]

PEOPLE = 2140
"""People of the full world."""

SEED = 20261120


def write(folder: Path, *, size: Size = "small", today: date, seed: int = SEED) -> None:
    """Write the ten native files into `folder`, moved by whole days so that the newest interaction lies on the day
    before `today`. The same size, day and seed give the same bytes. BadUserInput for another size, a day too far
    away or a folder that cannot be written."""
    if size not in ("small", "full"):
        raise BadUserInput(f"There is no demo world of size {size!r}: choose small or full.")
    world = _core(seed) if size == "small" else _full(seed)[0]
    tables.write(folder, {name: tables.move(rows, today - BASE) for name, rows in world.items()})


def duplicates(*, size: Size = "full", seed: int = SEED) -> list[Pair]:
    """The answer key: 60 pairs of records of one person, then pairs of people who must stay apart; none in `small`."""
    return sorted(_full(seed)[1], key=lambda p: (not p.same, p.first)) if size == "full" else []


def write_key(path: Path, *, seed: int = SEED) -> None:
    """Write the answer key of the full world as CSV: first, second, same (true or false), sort. Not for import."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("first", "second", "same", "sort"))
        writer.writerows((p.first, p.second, str(p.same).lower(), p.sort) for p in duplicates(seed=seed))


def _dice(seed: int, part: str) -> random.Random:
    """The chance of one part of the world, so that a change in one part leaves the others as they are."""
    return random.Random(f"{seed}:{part}")


def _ours(world: Tables) -> set[str]:
    """People with a seat at our own company."""
    at = {role["external_id"]: role["organization"] for role in world["roles"]}
    return {h["person"] for h in world["holdings"] if at[h["role"]].startswith("o-tidewright")}


def _opened(world: Tables) -> dict[str, Row]:
    """For each deal its organization and the first day of its committee."""
    return {
        deal["external_id"]: {
            "organization": deal["organization"],
            "since": min(row["since"] for row in world["stakeholders"] if row["deal"] == deal["external_id"]),
        }
        for deal in world["deals"]
    }


def _core(seed: int) -> Tables:
    """The small world: everything by hand but the interactions."""
    world = tables.drafts("core")
    places.locate(world["organizations"])
    timeline = Timeline(map(tie, tables.read("core", "ties")), _ours(world), _opened(world), f"{seed}:core")
    timeline.play()
    for series in tables.read("core", "series"):
        timeline.meet(series)
    world["interactions"] = timeline.rows("", tables.read("core", "moments"))
    return world


def _full(seed: int) -> tuple[Tables, list[Pair]]:
    """The whole world and its answer key."""
    world = _core(seed)
    tables.add(world, tables.drafts("wide"))
    places.locate(world["organizations"])
    census = Census(world["people"], _dice(seed, "people"))
    staffing = Staffing(world, census, _dice(seed, "seats"))
    staffing.companies()
    Plant(world, census, staffing, _dice(seed, "plant")).build()
    staffing.fill(PEOPLE - len(world["people"]) - len(census.rows) - sum(PLANTED.values()))
    tables.add(world, {"people": census.rows})
    moves.apply(world)
    moves.committees(world)
    lookalikes = Lookalikes(world, census, _dice(seed, "lookalikes"))
    known = len(census.rows)
    lookalikes.plant()
    world["people"] += census.rows[known:]
    ties = Contacts(world, _dice(seed, "contacts")).all()
    timeline = Timeline([*ties, *lookalikes.ties()], _ours(world), _opened(world), f"{seed}:wide")
    timeline.play()
    lookalikes.meet(timeline)
    world["interactions"] = sorted(
        [*world["interactions"], *timeline.rows("w")], key=lambda row: (row["occurred_at"], row["external_id"])
    )
    return world, lookalikes.pairs
