"""Small random worlds of people who know each other, as plain data, and the paths between them by brute force."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, permutations
from math import log2, prod
from typing import Any

from graphcrm.graph.connection import Graph, Transaction
from graphcrm.measures.scoring import DECLARED

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HALF_LIFE = 60.0
FLOOR = 0.001
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class Tie:
    """What interactions of one audience left between two people."""

    a: str
    b: str
    strength: float
    at: datetime
    audience: tuple[str, ...] | None = None
    days: int = 3
    first: datetime | None = None

    def now(self) -> float:
        seconds = int((NOW - self.at).total_seconds())
        return float(self.strength * 2.0 ** (seconds / -86400.0 / HALF_LIFE)) if self.at < NOW else self.strength


@dataclass
class Relation:
    """What two people are said to be to each other."""

    a: str
    b: str
    kind: str
    ended_on: date | None = None


@dataclass
class World:
    """People by id with what is stored of them, their ties and relations, seats as (role, person, organization)."""

    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    seats: list[tuple[str, str | None, str]] = field(default_factory=list)

    def weight(self, a: str, b: str, teams: Sequence[str] | None) -> float:
        """What a step counts for a viewer of these teams (None: who sees every row)."""
        pair = {a, b}
        seen = [t.now() for t in self.ties if {t.a, t.b} == pair and _visible(t.audience, teams)]
        holding = (r for r in self.relations if {r.a, r.b} == pair and (r.ended_on or NOW.date()) >= NOW.date())
        said = max((DECLARED.get(r.kind, 0.0) for r in holding), default=0.0)
        return max(1.0 - prod(1.0 - s for s in seen), said)

    def meets(self, person: str, teams: Sequence[str] | None) -> bool:
        """Whether somebody may stand on a path."""
        stored = self.people[person]
        flags = ("archived_at", "do_not_contact", "objects_to_profiling")
        return _visible(stored.get("audience"), teams) and not any(stored.get(flag) for flag in flags)


def _visible(audience: Sequence[str] | None, teams: Sequence[str] | None) -> bool:
    return teams is None or audience is None or bool(set(audience) & set(teams))


Found = tuple[float, tuple[str, ...]]


def brute_force(
    world: World,
    sources: Sequence[str],
    targets: Sequence[str],
    ends: set[str],
    teams: Sequence[str] | None,
    *,
    k: int = 3,
    most: int = 4,
    disjoint: bool = False,
) -> list[Found]:
    """The best paths with their products, by looking at every simple path. `ends` are the people named themselves, who
    are no inner people."""
    found = sorted(
        _paths(world, sources, targets, teams, most), key=lambda one: (-round(one[0], 12), len(one[1]), one[1])
    )
    best: list[Found] = []
    taken: list[frozenset[str]] = []
    for one in found:
        inner = frozenset(one[1]) - ends
        clash = any(inner & other if disjoint and inner else inner == other for other in taken)
        if len(best) < k and not clash:
            best.append(one)
            taken.append(inner)
    return best


def _paths(
    world: World, sources: Sequence[str], targets: Sequence[str], teams: Sequence[str] | None, most: int
) -> Iterator[Found]:
    usable = [person for person in world.people if world.meets(person, teams)]
    for size in range(2, most + 2):
        for people in permutations(usable, size):
            if people[0] in sources and people[-1] in targets:
                score = prod(world.weight(a, b, teams) for a, b in pairwise(people))
                if score >= FLOOR:
                    yield score, people


def random_world(chance: random.Random, *, even: bool = False, size: int = 7) -> World:
    """Seven people, or as many as told. `even`: strengths from a few values at one instant, so that many products are
    equal."""
    world = World()
    for number in range(size):
        stored: dict[str, Any] = {"audience": chance.choice([None] * 5 + [["tea_1"], ["tea_2"]])}
        flag = chance.choice([None] * 12 + ["archived_at", "do_not_contact", "objects_to_profiling"])
        if flag:
            stored[flag] = NOW if flag == "archived_at" else True
        world.people[f"per_{number}"] = stored
    people = list(world.people)
    for a, b in ((a, b) for a in people for b in people if a < b):
        for audience in (None, ("tea_1",), ("tea_2", "tea_3")):
            if chance.random() < (0.45 if audience is None else 0.12):
                at = NOW - timedelta(days=0 if even else chance.randrange(-2, 400), seconds=chance.randrange(1) + 60)
                strength = chance.choice([0.5, 0.25]) if even else chance.uniform(0.02, 0.95)
                world.ties.append(Tie(a, b, strength, at, audience, chance.randrange(1, 9)))
        if chance.random() < 0.15:
            ended = chance.choice([None, None, NOW.date() - timedelta(days=1)])
            one, other = chance.sample([a, b], 2)
            kind = chance.choice(["FRIEND", "MENTOR", "ALUMNI", "COLLEAGUE"])
            world.relations.append(Relation(one, other, kind, ended))
    for number in range(5):
        holder = chance.choice([*people, None])
        world.seats.append((f"rol_{number}", holder, chance.choice(["org_us", "org_us_unit", "org_them", "org_unit"])))
    return world


def holders(world: World, *organizations: str) -> list[str]:
    return [person for _, person, at in world.seats if person and at in organizations]


async def load(graph: Graph, world: World) -> None:
    """Puts a world in place of whatever was there. We are org_us with org_us_unit; org_them has org_unit."""
    named = [(one, dict.fromkeys(("id", "external_id", "name", "name_key"), one)) for one in world.people]
    people = [{**world.people[one], **names} for one, names in named]
    ties = [
        {
            "a": t.a, "b": t.b, "strength": t.strength, "strength_at": t.at, "contact_days": t.days, "events": t.days,
            "rank": log2(t.strength) + (t.at - _EPOCH).total_seconds() / 86400 / HALF_LIFE,
            "audience": list(t.audience) if t.audience else None, "audience_key": ";".join(t.audience or ()),
            "first_contact_at": t.first or t.at - timedelta(days=t.days), "last_contact_at": t.at,
        }
        for t in world.ties
    ]  # fmt: skip
    relations = [{"a": r.a, "b": r.b, "kind": r.kind, "ended_on": r.ended_on} for r in world.relations]
    seats = [{"id": r, "person": p, "at": o} for r, p, o in world.seats]

    async def once(transaction: Transaction) -> None:
        await transaction.run("MATCH (n) WHERE NOT n:Lock AND NOT n:Migration DETACH DELETE n")
        await transaction.run(
            "UNWIND ['org_us', 'org_us_unit', 'org_them', 'org_unit'] AS id CREATE (o:Organization:Party "
            "{id: id, external_id: id, name: id, name_key: id}) SET o.ours = CASE id WHEN 'org_us' THEN true END"
        )
        await transaction.run(
            "UNWIND [['org_us_unit', 'org_us'], ['org_unit', 'org_them']] AS pair MATCH (u:Organization {id: pair[0]}) "
            "MATCH (o:Organization {id: pair[1]}) CREATE (u)-[:PART_OF]->(o)"
        )
        await transaction.run("UNWIND $rows AS row CREATE (p:Person:Party) SET p = row", {"rows": people})
        await transaction.run(
            "UNWIND $rows AS row MATCH (a:Person {id: row.a}) MATCH (b:Person {id: row.b}) CREATE (a)-[k:KNOWS]->(b) "
            "SET k = row SET k.a = null, k.b = null",
            {"rows": ties},
        )
        await transaction.run(
            "UNWIND $rows AS row MATCH (a:Person {id: row.a}) MATCH (b:Person {id: row.b}) "
            "CREATE (a)-[:RELATED_TO {kind: row.kind, ended_on: row.ended_on}]->(b)",
            {"rows": relations},
        )
        await transaction.run(
            "UNWIND $rows AS row MATCH (o:Organization {id: row.at}) "
            "CREATE (r:Role {id: row.id, external_id: row.id, title: 'Seat', title_key: 'seat'})-[:AT]->(o) "
            "WITH r, row MATCH (p:Person {id: row.person}) CREATE (p)-[:HOLDS]->(r)",
            {"rows": seats},
        )

    await graph.write(once, name="acquaintances")
