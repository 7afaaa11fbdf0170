"""A world of many people and ties, written as files for the offline importer of Neo4j and loaded by it: minutes where the
service's own import would take hours. The ties are those that a few years of interactions leave behind."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from graphcrm.graph import jars, java, server_home, server_settings
from graphcrm.measures.normal_forms import sort_key
from graphcrm.settings import Settings

_HALF_LIFE, _DAY = 60.0, 86_400
_CHUNK = 100_000
_NODES = ("people", "organizations", "roles", "interactions", "contact_points")
_EDGES = (
    ("AT", "at"),
    ("HOLDS", "holds"),
    ("RELATED_TO", "related"),
    ("KNOWS", "knows"),
    ("TOOK_PART_IN", "took_part"),
    ("REACHED_AT", "reached_at"),
)


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


def write(folder: Path, size: Size, now: datetime, name: Callable[[int], str] = "Person {}".format) -> None:
    """Writes the files: the first people are the hubs, the last are ours. `name`: what each is called."""
    chance = np.random.default_rng(1)
    people, organizations = range(size.people), range(size.people // 500)
    _file(folder / "people.csv", "id:ID,external_id,name,name_key,:LABEL",
          (f"{person(i)},p-{i},{called},{sort_key(called)},Person;Party" for i in people for called in (name(i),)))  # fmt: skip
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


def write_mails(folder: Path, people: int) -> None:
    """Writes an e-mail address for each of the people."""
    _file(folder / "contact_points.csv", "id:ID,medium,address,address_key,domain,:LABEL",
          (f"con_{i:08d},EMAIL,p{i}@o{i % 977}.example,p{i}@o{i % 977}.example,o{i % 977}.example,ContactPoint" for i in range(people)))  # fmt: skip
    _file(folder / "reached_at.csv", ":START_ID,:END_ID", (f"{person(i)},con_{i:08d}" for i in range(people)))


def write_interactions(folder: Path, people: int, interactions: int, ties: int, now: datetime) -> None:
    """Writes the files of a world without ties: people with seats at organizations of fifty, and interactions between
    them that so many ties follow from, seven in ten within an organization; four in ten are of the last year."""
    chance = np.random.default_rng(1)
    organizations = people // 50
    _file(folder / "people.csv", "id:ID,external_id,name,name_key,:LABEL",
          (f"{person(i)},p-{i},Person {i},person {i},Person;Party" for i in range(people)))  # fmt: skip
    _file(folder / "organizations.csv", "id:ID,external_id,name,name_key,kind,:LABEL",
          (f"org_{i:06d},o-{i},Org {i},org {i},COMPANY,Organization;Party" for i in range(organizations)))  # fmt: skip
    _file(folder / "roles.csv", "id:ID,title,title_key,:LABEL",
          (f"rol_{i:08d},{_TITLES[i % 50 % len(_TITLES)]},seat,Role" for i in range(people)))  # fmt: skip
    _file(folder / "at.csv", ":START_ID,:END_ID", (f"rol_{i:08d},org_{i // 50:06d}" for i in range(people)))
    _file(folder / "holds.csv", ":START_ID,:END_ID,started_on:date",
          (f"{person(i)},rol_{i:08d},2020-01-01" for i in range(people)))  # fmt: skip
    within = chance.integers(0, people, int(ties * 0.85))
    near = np.stack([within, within // 50 * 50 + chance.integers(0, 50, len(within))], 1)
    pairs = np.concatenate([near, chance.integers(0, people, (int(ties * 0.31), 2))])
    pairs = np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1), axis=0)
    pairs = pairs[chance.choice(len(pairs), min(ties, len(pairs)), replace=False)]
    of = np.concatenate([np.arange(len(pairs)), chance.integers(0, len(pairs), interactions - len(pairs))])
    at = int(now.timestamp()) - (chance.exponential(700.0, interactions) * _DAY).astype(np.int64) - 1
    kind = chance.choice(4, interactions, p=(0.7, 0.1, 0.08, 0.12))
    rows = zip(range(interactions), _KINDS[kind].tolist(), _instants(at).tolist(), strict=True)
    _file(folder / "interactions.csv", "id:ID,kind,occurred_at:datetime,:LABEL",
          ("int_%08d,%s,%sZ,Interaction" % row for row in rows))  # fmt: skip
    ends = np.where(chance.random(interactions)[:, None] < 0.5, pairs[of], pairs[of][:, ::-1])
    met = (kind >= 2).astype(np.int64)
    parts = (
        zip(ends[:, side].tolist(), range(interactions), _PARTS[met, side].tolist(), strict=True) for side in (0, 1)
    )
    _file(
        folder / "took_part.csv",
        ":START_ID,:END_ID,part",
        ("per_%08d,int_%08d,%s" % row for one in parts for row in one),
    )


_TITLES = ("Clerk", "Engineer", "Head of sales", "Director", "Buyer", "Analyst", "Chief executive officer")
_KINDS, _PARTS = (
    np.array(("EMAIL", "MESSAGE", "CALL", "MEETING")),
    np.array((("FROM", "TO"), ("ORGANIZER", "ATTENDEE"))),
)


def load(settings: Settings, folder: Path) -> None:
    """Puts the files into a new data directory, by the importer that comes with the managed server."""
    home = server_home.opened(settings)
    jar_folder, program = jars.install(settings), java.find(settings).program
    configuration = server_settings.configuration(settings, jars.version(settings), 20_000)
    (home.path / "conf" / "neo4j.conf").write_text(configuration, encoding="utf-8")
    nodes = [f"--nodes={file}" for name in _NODES if (file := folder / f"{name}.csv").exists()]
    words = [
        *(str(program), f"-Xmx{settings.neo4j_heap}", "-cp", f"{jar_folder}/*", "org.neo4j.cli.AdminTool"),
        *("database", "import", "full", "neo4j", "--array-delimiter=;", f"--report-file={folder / 'import.report'}"),
        *nodes,
        *(f"--relationships={type_}={file}" for type_, name in _EDGES if (file := folder / f"{name}.csv").exists()),
    ]
    places = {"NEO4J_HOME": str(home.path), "NEO4J_CONF": str(home.path / "conf")}
    done = subprocess.run(words, env={**os.environ, **places}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the import failed:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
