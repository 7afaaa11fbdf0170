"""Ties follow from interactions, whatever happens to these, in any order: streamed = replayed = read off anew."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from graphcrm.graph.connection import Graph
from graphcrm.measures.ties import Rules
from graphcrm.records import restricting, retying, ties
from graphcrm.vocabulary.words import VOCABULARY
from tests.conftest import Api, opened
from tests.exchange.files import imported
from tests.records.mutations.writer import Writer, by
from tests.records.ties import oracle

PEOPLE = "abcdef"
FILE = "external_id,name\n" + "".join(f"p-{one},{one.upper()}\n" for one in PEOPLE)
TEAMS = "external_id,name\nt-n,North\nt-s,South\n"
ORGANIZATIONS = "external_id,name\no-a,Alpha\n"
KINDS = ("EMAIL", "EMAIL", "MESSAGE", "CALL", "MEETING", "OTHER", "NOTE")
PARTS = ("FROM", "TO", "CC", "BCC", "ATTENDEE", "ORGANIZER")


async def the_same(graph: Graph) -> int:
    kept, follows = await oracle.kept(graph), await oracle.follows(graph)
    assert kept.keys() == follows.keys()
    for key, said in kept.items():
        assert said[2:] == follows[key][2:], key
        assert [said[0], *said[1]] == pytest.approx([follows[key][0], *follows[key][1]], abs=1e-9), key
    return len(kept)


class Steps:
    """Random writes to interactions and to who may see them."""

    def __init__(self, writer: Writer, seed: int) -> None:
        self.writer = writer
        self.choice = random.Random(seed)
        self.there: list[str] = []
        self.away_: set[str] = set()

    async def one(self) -> None:
        acts = ("record", "record", "record", "update", "lists", "away", "object", "limit", "concerns")
        await getattr(self, self.choice.choice(acts) if len(self.there) > 2 else "record")()

    def when(self) -> str:
        """Some at one instant, some late; never in the future."""
        return f"2026-0{self.choice.randint(1, 9)}-1{self.choice.randint(0, 3)}T10:00:0{self.choice.randint(0, 1)}Z"

    def participants(self) -> list[Any]:
        some = self.choice.sample(PEOPLE, self.choice.randint(1, 4))
        return [{"person": by(f"p-{one}"), "part": self.choice.choice(PARTS)} for one in some]

    async def record(self) -> None:
        name = f"i-{len(self.there):03}"
        given = {"externalId": name, "kind": self.choice.choice(KINDS), "occurredAt": self.when()}
        concerns = {"concerns": [{"organization": by("o-a")}]} if self.choice.random() < 0.2 else {}
        self.there.append(name)
        await self.writer.do("interactionRecord", {**given, **concerns, "participants": self.participants()})

    def some(self) -> dict[str, Any]:
        return {"interaction": by(self.choice.choice(self.there))}

    async def update(self) -> None:
        said = {"occurredAt": self.when(), "kind": self.choice.choice(KINDS), "bulk": self.choice.random() < 0.2}
        await self.writer.do("interactionUpdate", {**self.some(), **dict(self.choice.sample(list(said.items()), 1))})

    async def lists(self) -> None:
        await self.writer.do("interactionUpdate", {**self.some(), "participants": self.participants()})

    async def concerns(self) -> None:
        about = [{"organization": by("o-a")}] if self.choice.random() < 0.5 else []
        await self.writer.do("interactionUpdate", {**self.some(), "concerns": about})

    async def away(self) -> None:
        some = self.choice.choice(self.there)
        act = "interactionRestore" if some in self.away_ else "interactionArchive"
        self.away_ ^= {some}
        await self.writer.do(act, {"interaction": by(some)})

    async def object(self) -> None:
        person = by(f"p-{self.choice.choice(PEOPLE)}")
        await self.writer.do("personUpdate", {"person": person, "objectsToProfiling": self.choice.random() < 0.5})

    async def limit(self) -> None:
        person, interaction = f"p-{self.choice.choice(PEOPLE)}", self.choice.choice(self.there)
        some = {"person": person, "organization": "o-a", "interaction": interaction}
        noun = self.choice.choice(["person", *some])
        teams = self.choice.choice([None, ["t-n"], ["t-s"], ["t-n", "t-s"]])
        given = {noun: by(some[noun]), "teams": teams and [by(one) for one in teams]}
        await self.writer.do(f"{noun}AudienceSet", given)


@pytest.fixture
async def patient(graph: Graph) -> AsyncIterator[Api]:
    """Time enough for each write, however busy the machine is."""
    api = await opened(graph, request_deadline=60.0)
    yield api
    await api.client.aclose()


async def run(api: Api, folder: Path, seed: int, steps: int) -> int:
    await imported(api.graph, folder, teams=TEAMS, organizations=ORGANIZATIONS, people=FILE)
    walk = Steps(Writer(api, role="admin"), seed)
    most = 0
    for number in range(steps):
        await walk.one()
        if number % 5 == 4:
            most = max(most, await the_same(api.graph))
    return most


@pytest.mark.parametrize("seed", range(2))
async def test_after_any_writes_the_ties_are_what_follows(patient: Api, tmp_path: Path, seed: int) -> None:
    assert await run(patient, tmp_path, seed, 30) > 2


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 150))
async def test_long_walks_end_alike(patient: Api, tmp_path: Path, seed: int) -> None:
    assert await run(patient, tmp_path, seed, 80) > 2


async def test_a_person_who_is_restricted_leaves_the_ties_of_others_and_comes_back_to_theirs(
    api: Api, tmp_path: Path
) -> None:
    walk = Steps(Writer(api, role="admin"), 7)
    await imported(api.graph, tmp_path, teams=TEAMS, organizations=ORGANIZATIONS, people=FILE)
    for _ in range(12):
        await walk.record()
    before = await oracle.kept(api.graph)
    [[person]] = await api.graph.rows("MATCH (p:Person {external_id: 'p-a'}) RETURN p.id", {})
    now = datetime.now(UTC)
    await api.graph.write(lambda t: restricting.hide(t, VOCABULARY, person, now), name="hide")
    assert 0 < await the_same(api.graph) < len(before)
    await api.graph.write(lambda t: restricting.show(t, VOCABULARY, person), name="show")
    assert await oracle.kept(api.graph) == before


async def test_an_import_in_any_order_of_rows_gives_the_same_ties_as_one_by_one(graph: Graph, tmp_path: Path) -> None:
    choice = random.Random(5)
    rows = []
    for number in range(60):
        some = choice.sample(PEOPLE, choice.randint(1, 4))
        people = ";".join(f"p-{one}:{choice.choice(PARTS)}" for one in some)
        when = f"2026-0{choice.randint(1, 9)}-1{choice.randint(0, 9)}T1{choice.randint(0, 9)}:00:00Z"
        rows.append(f"i-{number:02},{choice.choice(KINDS)},{when},{people}\n")
    head = "external_id,kind,occurred_at,participants\n"
    await imported(graph, tmp_path / "a", people=FILE, interactions=head + "".join(rows[:30]))
    await imported(graph, tmp_path / "b", interactions=head + "".join(rows[20:]))
    assert await the_same(graph) > 5
    first = {key[2:]: said[0] for key, said in (await oracle.kept(graph)).items()}
    assert first


async def test_all_ties_are_made_anew_and_by_other_rules(patient: Api, tmp_path: Path) -> None:
    graph, walk = patient.graph, Steps(Writer(patient, role="admin"), 11)
    await imported(graph, tmp_path, teams=TEAMS, organizations=ORGANIZATIONS, people=FILE)
    for _ in range(14):
        await walk.record()
    before = await oracle.kept(graph)
    spoil = "MATCH (a)-[k:KNOWS]->(b) WITH a, b, k, rand() AS x SET k.strength = x, k.audience_key = 'no' + toString(x)"
    for spoilt in ("MATCH ()-[k:KNOWS]->() DELETE k", spoil):
        await graph.change_schema([spoilt])
        assert await _retied(graph, Rules()) == len(before)
        assert await oracle.kept(graph) == before and not await retying.stale(graph, Rules())
    other = Rules(half_life=30.0)
    assert await retying.stale(graph, other)
    await _retied(graph, other)
    after = await oracle.kept(graph)
    assert after.keys() == before.keys()
    assert any(after[key][0] < before[key][0] for key in before) and all(after[k][0] <= before[k][0] for k in before)
    await walk.record()
    more = await oracle.kept(graph)
    await _retied(graph, other)
    assert await oracle.kept(graph) == more, "what is written later is computed by the same rules"


async def _retied(graph: Graph, rules: Rules) -> int:
    await retying.begin(graph, rules)
    pairs, page = 0, await retying.page(graph, size=2)
    while page.last is not None:
        pairs += page.pairs
        page = await retying.page(graph, page.last, size=2)
    await retying.done(graph, datetime.now(UTC))
    return pairs


async def test_who_records_a_mail_is_told_what_became_of_the_tie(api: Api, tmp_path: Path) -> None:
    await imported(api.graph, tmp_path, people=FILE)
    writer = Writer(api)
    mail = {"kind": "EMAIL", "occurredAt": "2026-11-01T10:00:00Z", "idempotencyKey": "k-1"}
    parts = [{"person": by("p-a"), "part": "FROM"}, {"person": by("p-b"), "part": "TO"}]
    asked = """mutation($input: InteractionRecordInput!) { interactionRecord(input: $input) {
      relationships { people { name } strengthBefore strengthAfter __typename } userErrors { message } } }"""
    told = [await api.ask(asked, {"input": {**mail, "participants": parts}}, "manager") for _ in range(2)]
    assert told[0] == told[1], "the same key tells the same"
    [tie] = told[0]["interactionRecord"]["relationships"]
    assert [one["name"] for one in tie["people"]] == ["A", "B"] and tie["__typename"] == "RelationshipChange"
    assert tie["strengthBefore"] == 0.0 < tie["strengthAfter"] <= 0.1
    alone = {**mail, "idempotencyKey": "k-2", "participants": parts[:1]}
    assert (await api.ask(asked, {"input": alone}, "manager"))["interactionRecord"]["relationships"] == []
    assert await writer.ask("{ people(first: 1) { nodes { name } } }")


async def test_what_is_planned_counts_from_its_time_on(api: Api, tmp_path: Path) -> None:
    await imported(api.graph, tmp_path, people=FILE)
    parts = [{"person": by(f"p-{one}"), "part": "ATTENDEE"} for one in "ab"]
    later = datetime.now(UTC) + timedelta(hours=1)
    given = {"kind": "MEETING", "occurredAt": later.isoformat(), "participants": parts}
    await Writer(api).do("interactionRecord", given)
    assert await oracle.kept(api.graph) == {}
    assert await api.graph.write(lambda t: ties.due(t, later - timedelta(minutes=1)), name="due") == 0
    assert await api.graph.write(lambda t: ties.due(t, later + timedelta(minutes=1)), name="due") == 1
    assert len(await oracle.kept(api.graph)) == 1
    assert await api.graph.write(lambda t: ties.due(t, later + timedelta(days=1)), name="due") == 0
