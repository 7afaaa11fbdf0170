"""Writes one after the other, as they come, against a simple model: no difference in what is answered nor in what is
there, and the chart as of any day is what a replay of the model shows."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from graphcrm.graph.connection import Graph
from tests.conftest import Api, opened
from tests.records.mutations.model import DAYS, ENDS, FIRST, Fact, Faults, Model, Record
from tests.records.mutations.writer import Writer, by

SAY = {
    "HOLDS": ("roleAssign", "holdingUpdate", "roleEnd", "roleRetract"),
    "REPORTS_TO": ("roleReportsToSet", "roleReportsToUpdate", "roleReportsToEnd", "roleReportsToRetract"),
    "SUBSIDIARY_OF": ("subsidiaryAdd", "subsidiaryUpdate", "subsidiaryEnd", "subsidiaryRetract"),
}
Step = tuple[str, dict[str, Any], Faults]


def day(number: int | None) -> str | None:
    return None if number is None else (FIRST + timedelta(days=number)).isoformat()


@dataclass
class Run:
    """One sequence of writes from a seed. Its records begin with the seed, so that runs do not meet."""

    seed: int
    model: Model = field(default_factory=Model)
    chance: random.Random = field(init=False)
    made: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    def step(self) -> Step:
        """The next write: its mutation, its input, the faults it should have. The model has done it."""
        if min(len(self.model.of(noun)) for noun in ("Person", "Role", "Organization")) < 3:
            return self.create()
        kinds: list[tuple[int, Callable[[], Step]]] = [
            (1, self.create),
            (1, self.change),
            (2, self.put_away),
            (4, self.lead),
            (12, self.say),
            (3, self.correct),
            (3, self.end),
            (2, self.retract),
            (3, self.move),
            (3, self.transfer),
        ]
        return self.chance.choices([one for _, one in kinds], [weight for weight, _ in kinds])[0]()

    # --- one of each -----------------------------------------------------------------------------------------------

    def create(self) -> Step:
        c = self.chance
        noun = min(("Organization", "Role", "Person"), key=lambda one: len(self.model.of(one)))
        self.made += 1
        taken = self.model.of(noun) if c.random() < 0.1 else []
        key = c.choice(taken) if taken else f"{self.seed}-{noun[0]}{self.made}"
        name = f"{noun} {c.randrange(4)}"
        given: dict[str, Any] = {"externalId": key, ("title" if noun == "Role" else "name"): name}
        record, above = Record(noun, name), None
        if noun == "Role":
            record.organization = self.any("Organization")
            given["organization"] = by(record.organization)
            if self.model.of("Role") and c.random() < 0.5:
                above = self.any("Role")
                given["reportsTo"] = by(above)
        return f"{noun.lower()}Create", given, self.model.create(key, record, above)

    def change(self) -> Step:
        noun, key, expected, given = self._target()
        name = f"{noun} {self.chance.randrange(4)}"
        given["title" if noun == "Role" else "name"] = name
        return f"{noun.lower()}Update", given, self.model.change(key, noun, expected, name)

    def lead(self) -> Step:
        _, key, expected, given = self._target("Role")
        above = self.any("Role") if self.chance.random() < 0.8 else None
        given["reportsTo"] = above and by(above)
        return "roleUpdate", given, self.model.lead(key, expected, above)

    def put_away(self) -> Step:
        noun, key, expected, given = self._target()
        away = self.chance.random() < 0.4
        name = f"{noun.lower()}{'Archive' if away else 'Restore'}"
        return name, given, self.model.put_away(key, noun, expected, away=away)

    def _target(self, *nouns: str) -> tuple[str, str, int | None, dict[str, Any]]:
        noun = self.chance.choice(nouns or ("Person", "Role", "Organization"))
        key = self.any(noun)
        version = self.model.records[key].version if key in self.model.records else 1
        expected = self.chance.choice((None, version, version, version - 1))
        given: dict[str, Any] = {noun.lower(): by(key)}
        return noun, key, expected, given if expected is None else {**given, "expectedVersion": expected}

    def say(self) -> Step:
        c = self.chance
        edge = c.choice((*ENDS, "REPORTS_TO", "SUBSIDIARY_OF"))
        there = self.model.facts[edge] if c.random() < 0.4 else []
        again = c.choice(there) if there else None  # the same two once more, at another time
        source, target = (again.source, again.target) if again is not None else self.ends(edge)
        start = self.day_near(edge, source) if edge == "REPORTS_TO" or c.random() < 0.8 else None
        end = self.day_near(edge, source) if c.random() < 0.6 else None
        if start is not None and end is not None and c.random() < 0.9:
            start, end = sorted((start, end))
        fact = Fact(source, target, start, end)
        more: dict[str, Any] = {}
        if edge == "REPORTS_TO":
            more["kind"] = c.choice(("SOLID", "SOLID", "DOTTED"))
        elif edge == "SUBSIDIARY_OF":
            more["share"] = c.choice((0.2, 0.4, 0.6))
            more["control"] = more["share"] > 0.5
            if c.random() < 0.5:
                more["control"] = c.random() < 0.6
        elif c.random() < 0.3:
            more["acting"] = True
        given = {**self.named(edge, fact), "endedOn": day(end), **more}
        if edge == "SUBSIDIARY_OF" and more["control"] == (more["share"] > 0.5):
            del given["control"]  # who owns more than half controls, unless it is said otherwise
        return SAY[edge][0], given, self.model.add(edge, Fact(fact.source, fact.target, start, end, **more))

    def correct(self) -> Step:
        edge, fact = self.known(tuple(ENDS))
        said: dict[str, Any] = {"end": self.chance.choice((None, self.chance.randrange(DAYS)))}
        if edge == "HOLDS":
            said["acting"] = self.chance.choice((None, True))
        elif edge == "SUBSIDIARY_OF":
            said |= {"share": self.chance.choice((0.2, 0.5, 0.7)), "control": self.chance.random() < 0.5}
        given = {**self.told_apart(edge, fact), **said, "endedOn": day(said["end"])}
        del given["end"]
        return SAY[edge][1], given, self.model.correct(edge, fact, **said)

    def end(self) -> Step:
        edge, fact = self.known(tuple(ENDS))
        last = self.chance.randrange(DAYS)
        return SAY[edge][2], {**self.told_apart(edge, fact), "endedOn": day(last)}, self.model.end(edge, fact, last)

    def retract(self) -> Step:
        edge, fact = self.known(tuple(ENDS))
        return SAY[edge][3], self.told_apart(edge, fact), self.model.retract(edge, fact)

    def move(self) -> Step:
        person, role, first = self.any("Person"), self.any("Role"), self.chance.randrange(DAYS)
        held = sorted({f.target for f in self.model.facts["HOLDS"] if f.source == person})
        leaves = None
        if self.chance.random() < 0.4:
            leaves = self.chance.sample(held, self.chance.randrange(len(held) + 1))
            leaves += [self.any("Role")] if self.chance.random() < 0.1 else []
        given: dict[str, Any] = {"person": by(person), "role": by(role), "startedOn": day(first)}
        if leaves is not None:
            given["leaves"] = [by(one) for one in leaves]
        return "personMove", given, self.model.move(person, role, first, leaves)

    def transfer(self) -> Step:
        _, fact = self.known(("HOLDS",))
        role, leaver, taker = fact.target, fact.source, self.any("Person")
        first = self.chance.randrange(DAYS)
        given = {"role": by(role), "from": by(leaver), "to": by(taker), "startedOn": day(first)}
        return "roleTransfer", given, self.model.transfer(role, leaver, taker, first)

    # --- what is chosen --------------------------------------------------------------------------------------------

    def any(self, noun: str) -> str:
        """A record of a noun, sometimes one that is not there or is another's."""
        if self.chance.random() < 0.03:
            return self.chance.choice(("nobody", *self.model.records))
        return self.chance.choice(self.model.of(noun))

    def day_near(self, edge: str, source: str) -> int:
        """A day, often one where something begins or ends: there rules are broken by a day."""
        said = [d for f in self.model.facts[edge] if f.source == source for d in (f.start, f.end) if d is not None]
        near = [d + step for d in said for step in (-1, 0, 1) if 0 <= d + step < DAYS]
        return self.chance.choice(near) if near and self.chance.random() < 0.7 else self.chance.randrange(DAYS)

    def ends(self, edge: str) -> tuple[str, str]:
        nouns = {"HOLDS": ("Person", "Role"), "REPORTS_TO": ("Role", "Role")}.get(
            edge, ("Organization", "Organization")
        )
        return self.any(nouns[0]), self.any(nouns[1])

    def known(self, edges: tuple[str, ...]) -> tuple[str, Fact]:
        """A fact that is there, mostly."""
        edge = self.chance.choice(edges)
        there = self.model.facts[edge]
        if there and self.chance.random() < 0.9:
            return edge, self.chance.choice(there)
        kind = "SOLID" if edge == "REPORTS_TO" else ""
        return edge, Fact(*self.ends(edge), self.chance.randrange(DAYS), kind=kind)

    def named(self, edge: str, fact: Fact) -> dict[str, Any]:
        source, target = ENDS[edge]
        return {source: by(fact.source), target: by(fact.target), "startedOn": day(fact.start)}

    def told_apart(self, edge: str, fact: Fact) -> dict[str, Any]:
        return {**self.named(edge, fact), **({"kind": fact.kind} if fact.kind else {})}


# --- what is there -------------------------------------------------------------------------------------------------

_ALL = "or: [{archivedAt: {isNull: true}}, {archivedAt: {isNull: false}}]"
_MINE = f"first: 30, filter: {{externalId: {{startsWith: $mine}}, {_ALL}}}"
_STAKES = "edges { share control startedOn endedOn node { externalId } }"
_THERE = f"""query ($mine: String!) {{
  people({_MINE}) {{ nodes {{ externalId name version archivedAt
    roles(first: 50) {{ edges {{ startedOn endedOn acting node {{ externalId }} }} }} }} }}
  roles({_MINE}) {{ nodes {{ externalId title version archivedAt ABOVE }} }}
  organizations({_MINE}) {{ nodes {{ externalId name version archivedAt
    a: parents(asOf: "{day(3)}") {{ {_STAKES} }} b: parents(asOf: "{day(DAYS)}") {{ {_STAKES} }} }} }}
}}"""
_CHART = """query ($by: OrganizationBy!, $day: Date!) { organization(by: $by) { orgChart(asOf: $day) {
  seats { depth role { externalId } holders { person { externalId } } } } } }"""


def edges(found: Any, *names: str) -> list[tuple[Any, ...]]:
    return sorted(((one["node"]["externalId"], *(one[n] for n in names)) for one in found["edges"]), key=repr)


def records(found: list[Any], title: str) -> dict[str, tuple[Any, ...]]:
    return {one["externalId"]: (one[title], one["version"], one["archivedAt"] is not None) for one in found}


def looked_at(model: Model) -> tuple[int, ...]:
    """The days on which lines up are compared."""
    return (-1, *range(DAYS), model.today - 1, model.today)


async def check(writer: Writer, run: Run) -> None:
    """Compares all there is with the model."""
    model = run.model
    above = " ".join(f'd{d + 1}: reportsTo(asOf: "{day(d)}") {{ externalId }}' for d in looked_at(model))
    there = await writer.ask(_THERE.replace("ABOVE", above), {"mine": f"{run.seed}-"})
    for field_, noun, title in (
        ("people", "Person", "name"),
        ("roles", "Role", "title"),
        ("organizations", "Organization", "name"),
    ):
        mine = {key: (one.name, one.version, one.archived) for key, one in model.records.items() if one.noun == noun}
        assert records(there[field_]["nodes"], title) == mine
    for one in there["people"]["nodes"]:
        held = [f for f in model.facts["HOLDS"] if f.source == one["externalId"]]
        told = sorted(((f.target, day(f.start), day(f.end), f.acting) for f in held), key=repr)
        assert edges(one["roles"], "startedOn", "endedOn", "acting") == told
    for one in there["roles"]["nodes"]:
        for d in looked_at(model):
            found = one[f"d{d + 1}"] and one[f"d{d + 1}"]["externalId"]
            assert found == model.above(one["externalId"], d), f"{one['externalId']} on {day(d)}"
    for one in there["organizations"]["nodes"]:
        for name, on in (("a", 3), ("b", DAYS)):
            owned = [f for f in model.facts["SUBSIDIARY_OF"] if f.source == one["externalId"] and f.holds(on)]
            told = sorted(((f.target, f.share, f.control, day(f.start), day(f.end)) for f in owned), key=repr)
            assert edges(one[name], "share", "control", "startedOn", "endedOn") == told


async def check_chart(writer: Writer, run: Run) -> None:
    """Compares the chart of an organization on some day with the model's."""
    organization, on = run.chance.choice(run.model.of("Organization")), run.chance.choice((*looked_at(run.model), DAYS))
    data = await writer.ask(_CHART, {"by": by(organization), "day": day(on)})
    seats = data["organization"]["orgChart"]["seats"]
    found = {
        seat["role"]["externalId"]: (seat["depth"], sorted(h["person"]["externalId"] for h in seat["holders"]))
        for seat in seats
    }
    assert found == run.model.chart(organization, on), f"{organization} on {day(on)}"


async def play(writer: Writer, seed: int, steps: int) -> int:
    """Plays one run; how many of its writes were taken."""
    run, taken = Run(seed), 0
    trace = []
    try:
        for number in range(steps):
            name, given, expected = run.step()
            trace.append(f"{name} {given} -> {expected}")
            found = await writer.payload(name, given)
            faults = {(one["code"], one["reason"], ".".join(one["field"])) for one in found["userErrors"]}
            assert faults == set(expected), found["userErrors"]
            taken += not expected
            if number % 10 == 9:
                await check(writer, run)
                await check_chart(writer, run)
        await check(writer, run)
    except AssertionError as error:
        raise AssertionError("\n".join([f"run {seed}:", *trace, str(error)])) from error
    return taken


@pytest.fixture
async def patient(graph: Graph) -> AsyncIterator[Api]:
    """The application with a deadline that a busy machine meets too."""
    api = await opened(graph, request_deadline=60.0)
    yield api
    await api.client.aclose()


async def test_writes_in_any_order_do_what_the_model_says(patient: Api) -> None:
    taken = [await play(Writer(patient), seed, 35) for seed in range(4)]
    assert sum(taken) > 50, "most of what is tried is refused: the runs show little"


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1000, 1200))
async def test_long_runs_do_as_well(patient: Api, seed: int) -> None:
    await play(Writer(patient), seed, 50)
