"""A world of many people and ties, written as files for the offline importer of Neo4j and loaded by it: minutes where the
service's own import would take hours. The ties are those that a few years of interactions leave behind."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from graphcrm.graph import jars, java, server_home, server_settings
from graphcrm.settings import Settings

_HALF_LIFE, _DAY = 60.0, 86_400
_CHUNK = 100_000


@dataclass(frozen=True, slots=True)
class Size:
    """`hubs` people have `contacts` ties each, the others share the rest evenly; one in a hundred people has a relation
    that somebody declared. `ours` hold a seat with us, the others' seats lie at organizations of fifty."""

    people: int
    ties: int
    hubs: int = 20
    contacts: int = 5_000
    ours: int = 200


def person(number: int) -> str:
    return f"per_{number:08d}"


def write(folder: Path, size: Size, now: datetime) -> None:
    """Writes the files: the first people are the hubs, the last are ours."""
    chance = np.random.default_rng(1)
    people, organizations = range(size.people), range(size.people // 500)
    _file(folder / "people.csv", "id:ID,external_id,name,name_key,:LABEL",
          (f"{person(i)},p-{i},Person {i},person {i},Person;Party" for i in people))  # fmt: skip
    _file(folder / "organizations.csv", "id:ID,external_id,name,name_key,ours:boolean,:LABEL",
          (f"org_{i:06d},o-{i},Org {i},org {i},{'' if i else 'true'},Organization;Party" for i in organizations))  # fmt: skip
    seats = [*((i, 0) for i in people[-size.ours :]), *((i, 1 + i % (len(organizations) - 1)) for i in people[::10])]
    _file(folder / "roles.csv", "id:ID,title,title_key,:LABEL",
          (f"rol_{i:08d},Seat,seat,Role" for i in range(len(seats))))  # fmt: skip
    _file(folder / "at.csv", ":START_ID,:END_ID", (f"rol_{i:08d},org_{o:06d}" for i, (_, o) in enumerate(seats)))
    _file(folder / "holds.csv", ":START_ID,:END_ID,started_on:date",
          (f"{person(p)},rol_{i:08d},2020-01-01" for i, (p, _) in enumerate(seats)))  # fmt: skip
    kinds = ("FRIEND", "MENTOR", "ALUMNI")
    _file(folder / "related.csv", ":START_ID,:END_ID,kind",
          (f"{person(a)},{person(b)},{kinds[a % 3]}" for a, b in chance.integers(0, size.people, (size.people // 100, 2))
           if a != b))  # fmt: skip
    header = (
        ":START_ID,:END_ID,strength:double,strength_at:datetime,rank:double,events:long,contact_days:long,sent:long,"
        "received:long,first_contact_at:datetime,last_contact_at:datetime,sums:double[],counts:long[],lasts:long[],"
        "audience_key"
    )
    _file(folder / "knows.csv", header, _ties(size, chance, now))


_TIE = (
    "per_%08d,per_%08d,%.9f,%sZ,%.9f,%d,%d,%d,0,%sZ,%sZ,0;0;%.9f;0;0;0,0;0;%d;0;0;0,0;0;%d;0;0;0,"  # as the header says
)


def _ties(size: Size, chance: np.random.Generator, now: datetime) -> Iterator[str]:
    pairs = _pairs(size, chance)
    today = int(now.timestamp())
    for start in range(0, len(pairs), _CHUNK):
        part = pairs[start : start + _CHUNK]
        strengths = 0.02 + 0.9 * chance.beta(1.2, 3.0, len(part))
        last = today - (chance.exponential(60.0, len(part)) * _DAY).astype(np.int64)
        days = 1 + chance.poisson(8 * strengths)
        ranks = np.log2(strengths) + last / (_HALF_LIFE * _DAY)
        first, lasts = (_instants(one) for one in (last - 30 * _DAY * (days - 1), last))
        columns = (
            part[:, 0],
            part[:, 1],
            strengths,
            lasts,
            ranks,
            days,
            days,
            days,
            first,
            lasts,
            strengths,
            days,
            last,
        )
        yield from (_TIE % row for row in zip(*(one.tolist() for one in columns), strict=True))


def _instants(seconds: np.ndarray) -> np.ndarray:
    return np.datetime_as_string(seconds.astype("datetime64[s]"))


def _pairs(size: Size, chance: np.random.Generator) -> np.ndarray:
    """Distinct pairs, the lower first."""
    hubs = np.repeat(np.arange(size.hubs), size.contacts)
    ends = chance.integers(0, size.people, len(hubs))
    rest = chance.integers(size.hubs, size.people, (max(0, size.ties - len(hubs)), 2))
    pairs = np.concatenate([np.stack([hubs, ends], 1), rest])
    pairs.sort(axis=1)
    return np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)


def _file(path: Path, header: str, rows: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(header + "\n")
        file.writelines(row + "\n" for row in rows)


def load(settings: Settings, folder: Path) -> None:
    """Puts the files into a new data directory, by the importer that comes with the managed server."""
    home = server_home.opened(settings)
    jar_folder, program = jars.install(settings), java.find(settings).program
    configuration = server_settings.configuration(settings, jars.version(settings), 20_000)
    (home.path / "conf" / "neo4j.conf").write_text(configuration, encoding="utf-8")
    nodes = [f"--nodes={folder / name}.csv" for name in ("people", "organizations", "roles")]
    edges = [("AT", "at"), ("HOLDS", "holds"), ("RELATED_TO", "related"), ("KNOWS", "knows")]
    words = [
        *(str(program), f"-Xmx{settings.neo4j_heap}", "-cp", f"{jar_folder}/*", "org.neo4j.cli.AdminTool"),
        *("database", "import", "full", "neo4j", "--array-delimiter=;", f"--report-file={folder / 'import.report'}"),
        *nodes,
        *(f"--relationships={type_}={folder / name}.csv" for type_, name in edges),
    ]
    places = {"NEO4J_HOME": str(home.path), "NEO4J_CONF": str(home.path / "conf")}
    done = subprocess.run(words, env={**os.environ, **places}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the import failed:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
