"""Random writes over a few records, replayed in plain Python: every history, every past value and every chart agree."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest

from tests.conftest import Api
from tests.histories.stories import history, made, said, settle, write

_FIRST = date(2025, 1, 1)
_FOREVER = date(9999, 12, 31)
_VALUES: dict[str, list[Any]] = {
    "city": [None, "Kiel", "Lübeck"],
    "leadStatus": [None, "NEW", "WORKING", "QUALIFIED"],
    "language": ["de", "sv"],
    "stage": ["LEAD", "PROPOSAL", "WON"],
    "expectedCloseOn": [None, "2027-01-31", "2027-06-30"],
    "title": ["Head", "Chief"],
    "level": [0, 1, 2],
}
_FIELDS = {
    "per": ["city", "leadStatus", "language"],
    "dea": ["stage", "expectedCloseOn"],
    "rol": ["title", "level"],
}
_NOUNS = {"per": "Person", "dea": "Deal", "rol": "Role"}


@dataclass
class Fact:
    """A fact of the replay: its ends, and the days on which it holds."""

    type: str
    source: str
    target: str
    first: date
    last: date = _FOREVER

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


Entry = tuple[str, str, dict[str, tuple[Any, Any]]]


@dataclass
class Replay:
    """What should be there: values by record and day, facts, and the entries of every history."""

    api: Api
    chance: random.Random
    day: date = _FIRST
    organization: str = ""
    records: list[str] = field(default_factory=list)
    values: dict[str, list[tuple[date, dict[str, Any]]]] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    entries: dict[str, list[Entry]] = field(default_factory=dict)

    async def begin(self) -> None:
        self.organization = await made(self.api, "Organization", name="Nordlicht")
        at = {"organization": {"id": self.organization}}
        for _ in range(3):
            await self._make("Person", {"name": "Ana", "language": "de"})
        for _ in range(4):
            await self._make("Role", {"title": "Head", "level": 1}, at)
        await self._make("Deal", {"name": "Rotor", "stage": "LEAD"}, at)
        await settle(self.api, self.day.isoformat())

    async def _make(self, noun: str, values: dict[str, Any], more: dict[str, Any] | None = None) -> None:
        identifier = await made(self.api, noun, **values, **(more or {}))
        self.records.append(identifier)
        self.values[identifier] = [(self.day, values)]
        fields = {name: (None, _text(value)) for name, value in values.items()}
        listed: dict[str, tuple[Any, Any]] = dict.fromkeys(more or {}, (None, None))
        self.entries[identifier] = [("CREATED", noun, {**fields, **listed})]

    def of(self, prefix: str) -> list[str]:
        return [identifier for identifier in self.records if identifier.startswith(prefix)]

    async def step(self) -> None:
        """One write, on a later day than the one before."""
        self.day += timedelta(days=self.chance.randrange(1, 5))
        await self.chance.choice([self.update, self.update, self.hold, self.end, self.retract, self.report])()
        await settle(self.api, self.day.isoformat(), hour=self.chance.randrange(24))

    async def update(self) -> None:
        record = self.chance.choice(self.records)
        kind = record[:3]
        names = self.chance.sample(_FIELDS[kind], self.chance.randrange(1, len(_FIELDS[kind]) + 1))
        given = {name: self.chance.choice(_VALUES[name]) for name in names}
        noun = _NOUNS[kind]
        await write(self.api, f"{noun.lower()}Update", **{noun.lower(): {"id": record}}, **given)
        before = self.values[record][-1][1]
        changed = {n: (_text(before.get(n)), _text(v)) for n, v in given.items() if v != before.get(n)}
        if changed:
            self.values[record].append((self.day, {**before, **given}))
            self.entries[record].append(("UPDATED", noun, changed))

    def _note(self, act: str, fact: Fact, changes: dict[str, tuple[Any, Any]]) -> None:
        for end in (fact.source, fact.target):
            self.entries[end].append((act, fact.type, changes))

    async def hold(self) -> None:
        person, role = self.chance.choice(self.of("per")), self.chance.choice(self.of("rol"))
        if any(f.type == "HOLDS" and (f.source, f.target) == (person, role) and f.holds(self.day) for f in self.facts):
            return
        await write(self.api, "roleAssign", role={"id": role}, person={"id": person}, startedOn=self.day.isoformat())
        fact = Fact("HOLDS", person, role, self.day)
        self.facts.append(fact)
        self._note("ADDED", fact, {"startedOn": (None, self.day.isoformat())})

    async def end(self) -> None:
        running = [f for f in self.facts if f.type == "HOLDS" and f.last == _FOREVER]
        if running:
            fact = self.chance.choice(running)
            ends = {"role": {"id": fact.target}, "person": {"id": fact.source}}
            await write(self.api, "roleEnd", **ends, endedOn=self.day.isoformat())
            fact.last = self.day
            self._note("ENDED", fact, {"endedOn": (None, self.day.isoformat())})

    async def retract(self) -> None:
        known = [f for f in self.facts if f.type == "HOLDS"]
        if known and self.chance.random() < 0.5:
            fact = self.chance.choice(known)
            ends = {"role": {"id": fact.target}, "person": {"id": fact.source}}
            await write(self.api, "roleRetract", **ends, startedOn=fact.first.isoformat())
            self.facts.remove(fact)
            ended = {} if fact.last == _FOREVER else {"endedOn": (fact.last.isoformat(), None)}
            self._note("RETRACTED", fact, {"startedOn": (fact.first.isoformat(), None), **ended})

    async def report(self) -> None:
        """A seat reports to one made before it, so that no circle comes about; the line before ends."""
        seats = self.of("rol")
        number = self.chance.randrange(1, len(seats))
        role = seats[number]
        old = next((f for f in self.facts if f.type == "REPORTS_TO" and f.source == role and f.last == _FOREVER), None)
        above = [seat for seat in seats[:number] if old is None or seat != old.target]
        if not above:
            return
        to = self.chance.choice(above)
        given = {"role": {"id": role}, "reportsTo": {"id": to}}
        await write(self.api, "roleReportsToSet", **given, startedOn=self.day.isoformat())
        if old is not None:
            old.last = self.day - timedelta(days=1)
            self._note("ENDED", old, {"endedOn": (None, old.last.isoformat())})
        fact = Fact("REPORTS_TO", role, to, self.day)
        self.facts.append(fact)
        self._note("ADDED", fact, {"startedOn": (None, self.day.isoformat()), "kind": (None, "SOLID")})

    # --- what should be answered -----------------------------------------------------------------------------------

    def as_it_was(self, record: str, day: date) -> dict[str, Any] | None:
        known = [values for since, values in self.values[record] if since <= day]
        return {name: known[-1].get(name) for name in _FIELDS[record[:3]]} if known else None

    def chart(self, day: date) -> dict[str, tuple[int, set[str]]]:
        """By seat: how far below the top it is, and who holds it."""
        above = {f.source: f.target for f in self.facts if f.type == "REPORTS_TO" and f.holds(day)}
        found = {}
        for seat in self.of("rol"):
            depth, here = 0, seat
            while here in above:  # ends: lines lead to seats made before
                depth, here = depth + 1, above[here]
            holders = {f.source for f in self.facts if f.type == "HOLDS" and f.target == seat and f.holds(day)}
            found[seat] = (depth, holders)
        return found


def _text(value: Any) -> Any:
    return value if value is None else str(value)


async def compare(api: Api, seed: int, steps: int, dates: int) -> None:
    replay = Replay(api, random.Random(seed))
    await replay.begin()
    for _ in range(steps):
        await replay.step()
    for record in replay.records:
        got = [(one["kind"], one["type"], said(one)) for one in await history(api, record, "first: 100")]
        assert got == replay.entries[record][::-1], (seed, record)
    for _ in range(dates):
        day = _FIRST + timedelta(days=replay.chance.randrange(-3, (replay.day - _FIRST).days + 4))
        assert await _past(api, replay.records, day) == {r: replay.as_it_was(r, day) for r in replay.records}, day
        assert await _chart(api, replay.organization, day) == replay.chart(day), (seed, day)


async def _past(api: Api, records: list[str], day: date) -> dict[str, Any]:
    parts = " ".join(
        f"... on {noun} {{ {noun}: asItWas(on: $on) {{ {' '.join(_FIELDS[prefix])} }} }}"
        for prefix, noun in _NOUNS.items()
    )
    text = f"query($ids: [ID!]!, $on: Date!) {{ nodes(ids: $ids) {{ {parts} }} }}"
    rows = (await api.ask(text, {"ids": records, "on": day.isoformat()}))["nodes"]
    return {record: row[_NOUNS[record[:3]]] for record, row in zip(records, rows, strict=True)}


async def _chart(api: Api, organization: str, day: date) -> dict[str, tuple[int, set[str]]]:
    text = """query($id: ID!, $day: Date) { organization(by: {id: $id}) { orgChart(asOf: $day) { seats {
        role { id } depth holders { person { id } } } } } }"""
    found = await api.ask(text, {"id": organization, "day": day.isoformat()})
    seats = found["organization"]["orgChart"]["seats"]
    return {s["role"]["id"]: (s["depth"], {h["person"]["id"] for h in s["holders"]}) for s in seats}


@pytest.mark.parametrize("seed", [1, 2])
async def test_histories_past_values_and_charts_are_those_of_a_replay(api: Api, seed: int) -> None:
    await compare(api, seed, steps=30, dates=10)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 15))
async def test_the_same_over_longer_courses(api: Api, seed: int) -> None:
    await compare(api, seed, steps=80, dates=100)
