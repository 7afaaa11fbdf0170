"""Whatever is written over the API, audiences are what follows: derived write by write, they equal those of the whole
graph worked out anew."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from graphcrm.records import audiences
from graphcrm.vocabulary.words import VOCABULARY
from tests.audiences.evaluator import evaluate, mislabelled, read
from tests.records.mutations.writer import Writer, by

TODAY = date.today()
KEYS = {"Organization": "o", "Role": "r", "Deal": "d", "Person": "p", "Interaction": "i", "Note": "n", "Team": "t"}


class Chance:
    """Random writes over a few records of each noun. Some are refused, as they would be: that is a write as well."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.made: dict[str, int] = {"Task": 0, "Preference": 0, **dict.fromkeys(KEYS, 0)}

    def some(self, noun: str) -> dict[str, str]:
        return by(f"{KEYS[noun]}-{self.random.randrange(max(self.made[noun], 1))}")

    def new(self, noun: str) -> str:
        self.made[noun] += 1
        return f"{KEYS[noun]}-{self.made[noun] - 1}"

    def day(self) -> str:
        return (TODAY + timedelta(days=self.random.choice([-400, -30, 0, 1, 200]))).isoformat()

    def start(self) -> list[tuple[str, dict[str, Any]]]:
        found: list[tuple[str, dict[str, Any]]] = []
        found += [("teamCreate", {"externalId": self.new("Team"), "name": "T"}) for _ in range(3)]
        found += [("organizationCreate", {"externalId": self.new("Organization"), "name": "O"}) for _ in range(6)]
        found += [("personCreate", {"externalId": self.new("Person"), "name": "P"}) for _ in range(5)]
        return (
            found + [self.seat() for _ in range(5)] + [self.deal() for _ in range(2)] + [self.talk() for _ in range(3)]
        )

    def seat(self) -> tuple[str, dict[str, Any]]:
        place = self.some("Organization")
        return "roleCreate", {"externalId": self.new("Role"), "title": "R", "organization": place}

    def deal(self) -> tuple[str, dict[str, Any]]:
        place = self.some("Organization")
        return "dealCreate", {"externalId": self.new("Deal"), "name": "D", "organization": place}

    def talk(self) -> tuple[str, dict[str, Any]]:
        given = {**self.concerned(), "kind": "CALL", "occurredAt": "2026-05-05T10:00:00Z"}
        return "interactionRecord", {"externalId": self.new("Interaction"), **given}

    def concerned(self) -> dict[str, Any]:
        people = [{"person": self.some("Person"), "part": "ATTENDEE"} for _ in range(self.random.randrange(1, 3))]
        kinds = self.random.sample(["organization", "deal"], self.random.randrange(0, 3))
        return {"participants": people, "concerns": [{kind: self.some(kind.capitalize())} for kind in kinds]}

    def subject(self) -> dict[str, Any]:
        noun = self.random.choice(["Person", "Organization", "Role", "Deal", "Interaction"])
        return {noun.lower(): self.some(noun)}

    def limit(self) -> tuple[str, dict[str, Any]]:
        noun = self.random.choice(
            ["Organization", "Organization", "Organization", "Role", "Deal", "Person", "Interaction"]
        )
        teams = [by(f"t-{n}") for n in self.random.sample(range(3), self.random.randrange(0, 3))] or None
        more = {"withSubsidiaries": self.random.random() < 0.5} if noun == "Organization" and teams else {}
        return f"{noun.lower()}AudienceSet", {noun.lower(): self.some(noun), "teams": teams, **more}

    def step(self) -> tuple[str, dict[str, Any]]:
        some, day = self.some, self.day
        unit = {"unit": some("Organization"), "to": some("Organization")}
        owned = {"child": some("Organization"), "parent": some("Organization")}
        seat = {"role": some("Role"), "person": some("Person")}
        stake = {"deal": some("Deal"), "person": some("Person")}
        choices: list[Callable[[], tuple[str, dict[str, Any]]]] = [
            self.limit, self.limit, self.limit, self.seat, self.talk,
            lambda: ("unitMove", {**unit, "startedOn": day()}),
            lambda: ("unitMove", unit),
            lambda: ("unitEnd", unit),
            lambda: ("unitRetract", unit),
            lambda: ("subsidiaryAdd", {**owned, "share": 0.6, "control": True}),
            lambda: ("subsidiaryEnd", owned),
            lambda: ("subsidiaryUpdate", {**owned, "control": self.random.random() < 0.5}),
            lambda: ("roleAssign", {**seat, "startedOn": day()}),
            lambda: ("roleEnd", seat),
            lambda: ("roleRetract", seat),
            lambda: ("personMove", {**seat, "startedOn": day()}),
            lambda: ("roleTransfer", {"role": some("Role"), "from": some("Person"), "to": some("Person")}),
            lambda: ("roleUpdate", {"role": some("Role"), "organization": some("Organization")}),
            lambda: ("dealUpdate", {"deal": some("Deal"), "organization": some("Organization")}),
            lambda: ("stakeholderAdd", stake),
            lambda: ("stakeholderRetract", stake),
            lambda: ("interactionUpdate", {"interaction": some("Interaction"), **self.concerned()}),
            lambda: ("noteCreate", {"externalId": self.new("Note"), "text": "N", "about": [self.subject()]}),
            lambda: ("noteUpdate", {"note": some("Note"), "about": [self.subject(), self.subject()]}),
            lambda: ("taskCreate", {"title": "T", "about": [self.subject()]}),
            lambda: ("preferenceCreate", {"topic": "T", "person": some("Person")}),
            lambda: ("organizationArchive", {"organization": some("Organization")}),
            lambda: ("organizationRestore", {"organization": some("Organization")}),
            lambda: ("leadConvert", {"person": some("Person"), "dealName": "L", "organization": some("Organization")}),
        ]  # fmt: skip
        return self.random.choice(choices)()


async def run(writer: Writer, seed: int, steps: int) -> int:
    """How many of the writes were taken, each looked at."""
    chance, taken = Chance(seed), 0
    for name, given in chance.start():
        await writer.payload(name, given)
    for _ in range(steps):
        name, given = chance.step()
        faults = (await writer.payload(name, given))["userErrors"]
        if not faults:
            taken += 1
            plain, stored, names = await read(writer.api.graph)
            wanted = evaluate(plain)
            wrong = {names[one]: (stored[one], wanted[one]) for one in stored if stored[one] != wanted[one]}
            assert wrong == {}, (seed, name, given)
            assert await mislabelled(writer.api.graph) == [], (seed, name, given)
    assert await audiences.check(writer.api.graph, VOCABULARY) == []
    return taken


async def test_what_is_derived_write_by_write_is_what_follows_from_the_whole(empty: Writer) -> None:
    empty.role = "admin"
    taken = sum([await run(empty, seed, 45) for seed in (1,)])
    assert taken >= 20


@pytest.mark.long
async def test_the_same_over_many_sequences(empty: Writer) -> None:
    empty.role = "admin"
    taken = 0
    for seed in range(2, 40):
        await empty.api.graph.change_schema(
            ["MATCH (n) WHERE NOT n:Lock AND NOT n:Migration AND NOT n:Token AND NOT n:User DETACH DELETE n"]
        )
        taken += await run(empty, seed, 120)
    assert taken >= 2000
