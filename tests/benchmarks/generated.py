"""Generated native files: a tree of organizations of depth 20 with a seat each, and many people."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable
from pathlib import Path

GIVEN = [
    "Anna",
    "Bo",
    "Carla",
    "Dmitri",
    "Eva",
    "Farid",
    "Greta",
    "Hugo",
    "Ines",
    "Jonas",
    "Karin",
    "Lars",
    "Mei",
    "Noor",
    "Olga",
    "Pavel",
    "Rosa",
    "Sven",
    "Tara",
    "Uwe",
]
_SYLLABLES = [
    "ba",
    "be",
    "da",
    "du",
    "fa",
    "go",
    "ha",
    "ki",
    "la",
    "li",
    "ma",
    "mo",
    "na",
    "ne",
    "pa",
    "ro",
    "sa",
    "ta",
    "va",
    "zu",
]


def write(folder: Path, *, people: int, organizations: int) -> int:
    """Writes the files; how many rows they have."""
    chance = random.Random(1)
    depth, parent = [0], [0]
    for number in range(1, organizations):
        above = number - 1 if number <= 20 else chance.randrange(max(0, number - organizations // 2), number)
        while depth[above] >= 20:
            above = chance.randrange(max(0, number - organizations // 2), number)
        parent.append(above)
        depth.append(depth[above] + 1)
    ids = range(organizations)
    tables: dict[str, tuple[tuple[str, ...], Iterable[tuple[object, ...]]]] = {
        "organizations": (("external_id", "name", "country", "employees"),
                          [(f"o-{i}", f"Org {_name(chance)} {i}", "DE", i % 900) for i in ids]),
        "ownership": (("child", "parent", "share", "control"), [(f"o-{i}", f"o-{parent[i]}", 0.9, "true") for i in ids if i]),
        "people": (("external_id", "name", "emails", "city", "country"),
                   [(f"p-{i}", f"{chance.choice(GIVEN)} {_name(chance)}", f"p{i}@o{i % 977}.example", "Kiel", "DE")
                    for i in range(people)]),
        "roles": (("external_id", "organization", "title", "reports_to"),
                  [(f"r-{i}", f"o-{i}", f"Head {i}", f"r-{parent[i]}" if i else "") for i in ids]),
        "holdings": (("role", "person", "started_on"), [(f"r-{i}", f"p-{i}", "2020-01-01") for i in ids if i < people]),
    }  # fmt: skip
    total = 0
    for name, (columns, rows) in tables.items():
        with (folder / f"{name}.csv").open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            for row in rows:
                writer.writerow(row)
                total += 1
    return total


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(4)).capitalize()
