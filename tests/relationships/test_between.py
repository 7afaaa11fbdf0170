"""`relationship(between:)`: the strength that KNOWS keeps, explained; health; when two people were in touch.

Ana, Ben and Cy write, call and meet at random in 2026; some of it concerns Alpha, which is for team North alone.
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from graphcrm.measures import health, ties
from graphcrm.measures.scoring import SHIPPED
from tests.conftest import Api
from tests.exchange.files import imported
from tests.records.mutations.writer import Writer, by
from tests.records.ties import oracle

PEOPLE = "external_id,name\np-a,Ana\np-b,Ben\np-c,Cy\np-d,Dee\n"
ASK = """query($a: PersonBy!, $b: PersonBy!, $on: Date) { relationship(between: [$a, $b], asOf: $on) {
  people { externalId } strength { value halfLifeDays parts { name value weight contribution reason } }
  health { probability60d grade trend gradeBefore goingCold coldOn silentDays reasons }
  firstContactAt lastContactAt
  interactions { total days last30Days last90Days last365Days forth back byKind { kind count } }
  sharedContacts(first: 5) { nodes { externalId } edges { strength } } } }"""


def rows(seed: int) -> str:
    chance = random.Random(seed)
    lines = ["external_id,kind,occurred_at,participants,concerns"]
    for number in range(60):
        some = chance.sample("abc", chance.choice([2, 2, 3]))
        kind = chance.choice(["EMAIL", "EMAIL", "CALL", "MEETING", "MESSAGE", "OTHER", "NOTE"])
        parts = ["FROM", "TO", "CC"] if kind in ("EMAIL", "MESSAGE") else ["ORGANIZER", "ATTENDEE", "ATTENDEE"]
        people = ";".join(f"p-{one}:{part}" for one, part in zip(some, parts, strict=False))
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=chance.randint(0, 24 * 320))
        lines.append(f"i-{number},{kind},{at:%Y-%m-%dT%H:%M:%SZ},{people},{chance.choice(['', 'o-a', 'o-b'])}")
    return "\n".join(lines) + "\n"


@pytest.fixture
async def world(api: Api, tmp_path: Path) -> Writer:
    teams = "external_id,name\nt-n,North\n"
    organizations = "external_id,name\no-a,Alpha\no-b,Beta\n"
    await imported(api.graph, tmp_path, teams=teams, organizations=organizations, people=PEOPLE, interactions=rows(3))
    return Writer(api)


async def asked(world: Writer, a: str, b: str, on: str | None = None, role: str | None = None) -> Any:
    variables = {"a": by(f"p-{a}"), "b": by(f"p-{b}"), "on": on}
    return (await world.ask(ASK, variables, role))["relationship"]


async def aged(world: Writer, a: str, b: str, at: float) -> float:
    """The strength of a pair over all audiences, from the ties as they must be."""
    names = dict(await world.api.graph.rows("MATCH (p:Person) RETURN p.id, p.external_id", {}))
    found = await oracle.follows(world.api.graph)
    return ties.together(
        said[0] * 0.5 ** ((at - said[-1]) / (60 * 86_400))
        for (one, other, _), said in found.items()
        if {names[one], names[other]} == {f"p-{a}", f"p-{b}"}
    )


def parts_add_up(strength: Any) -> None:
    assert sum(one["contribution"] for one in strength["parts"]) == pytest.approx(strength["value"], abs=1e-9)
    assert sum(one["value"] for one in strength["parts"]) == pytest.approx(1.0)


async def test_the_strength_is_that_of_the_kept_ties_and_its_parts_add_up(world: Writer) -> None:
    for a, b in ("ab", "ac", "bc"):
        told = await asked(world, a, b)
        now = datetime.now(UTC).timestamp()
        assert told["strength"]["value"] == pytest.approx(await aged(world, a, b, now), rel=1e-5), "60 s are 1e-5"
        parts_add_up(told["strength"])
        assert [one["externalId"] for one in told["people"]] == [f"p-{a}", f"p-{b}"]
        back = await asked(world, b, a)
        for name in ("forth", "back"):
            assert told["interactions"][name] == back["interactions"][{"forth": "back", "back": "forth"}[name]]
        assert back["strength"]["value"] == pytest.approx(told["strength"]["value"], rel=1e-5)
        assert sum(one["count"] for one in told["interactions"]["byKind"]) == told["interactions"]["total"]
        third = ({*"abc"} - {a, b}).pop()
        assert told["sharedContacts"]["nodes"] == [{"externalId": f"p-{third}"}]


async def test_on_a_past_day_only_what_was_before_counts(world: Writer) -> None:
    later = await asked(world, "a", "b")
    graph = world.api.graph
    await graph.change_schema(["MATCH (i:Interaction) WHERE i.occurred_at >= datetime('2026-06-01') DETACH DELETE i"])
    end = datetime(2026, 5, 31, 23, 59, 59, 999999, UTC).timestamp()
    then = await asked(world, "a", "b", "2026-05-31")
    assert then["strength"]["value"] == pytest.approx(await aged(world, "a", "b", end), abs=1e-9)
    assert then["interactions"]["total"] < later["interactions"]["total"]
    before = await asked(world, "a", "b", "2025-12-31")
    assert before["strength"]["value"] is None and before["health"]["grade"] is None
    assert before["health"]["reasons"] == ["not enough data: no contact that you see"]
    assert before["interactions"]["total"] == 0 and before["firstContactAt"] is None


async def test_health_is_that_of_the_formula_and_grows_cold_on_the_day_it_says(world: Writer) -> None:
    days = await world.api.graph.rows(
        "MATCH (:Person {external_id: 'p-a'})-[:TOOK_PART_IN]->(i)<-[:TOOK_PART_IN]-(:Person {external_id: 'p-b'}) "
        "WHERE i.kind IN ['CALL', 'MEETING'] RETURN count(i)", {}
    )  # fmt: skip
    assert days[0][0] > 0
    told = await asked(world, "a", "b", "2026-11-16")
    first = date.fromisoformat(told["firstContactAt"][:10])
    last = date.fromisoformat(told["lastContactAt"][:10])
    on, count = date(2026, 11, 16), told["interactions"]["days"]
    past = (count - 1, (last - first).days, (on - first).days)
    [chance] = health.probability(health.pasts([past]), SHIPPED)
    assert told["health"]["probability60d"] == pytest.approx(float(chance), abs=1e-9)
    assert told["health"]["silentDays"] == (on - last).days
    cold = date.fromisoformat(told["health"]["coldOn"])
    for day, below in ((cold, True), (cold - timedelta(days=1), False)):
        silence = [(past[0], past[1], float((day - first).days))]
        assert (float(health.probability(health.pasts(silence), SHIPPED)[0]) < 0.4) is below


async def test_a_viewer_is_told_of_what_they_may_see_and_an_objection_leaves_nothing(world: Writer) -> None:
    admin = Writer(world.api, "admin")
    await admin.do("organizationAudienceSet", {"organization": by("o-a"), "teams": [by("t-n")]})
    all_, some = await asked(world, "a", "b", role="admin"), await asked(world, "a", "b")
    assert 0 < some["interactions"]["total"] < all_["interactions"]["total"]
    assert 0.0 < some["strength"]["value"] < all_["strength"]["value"]
    for one in (all_, some):
        parts_add_up(one["strength"])
    now = datetime.now(UTC).timestamp()
    assert all_["strength"]["value"] == pytest.approx(await aged(world, "a", "b", now), rel=1e-5)
    await admin.do("personUpdate", {"person": by("p-c"), "objectsToProfiling": True})
    gone = await asked(world, "a", "c")
    assert gone["strength"] == {"value": None, "halfLifeDays": 60.0, "parts": []} and gone["interactions"]["total"] == 0
    left = await asked(world, "a", "b")
    assert left["sharedContacts"]["nodes"] == [] and left["strength"]["value"] >= some["strength"]["value"]


async def test_strangers_oneself_and_people_who_are_not_there(world: Writer) -> None:
    for a, b in ("ad", "aa"):
        told = await asked(world, a, b)
        assert told["strength"]["value"] is None and told["interactions"]["total"] == 0
        assert told["sharedContacts"] == {"nodes": [], "edges": []}
    reply = (await world.api.post(ASK, {"a": by("p-a"), "b": by("p-x")}, "manager")).json()
    assert reply["errors"][0]["extensions"]["code"] == "NOT_FOUND" and reply["data"] == {"relationship": None}
    one = (await world.api.post('{ relationship(between: [{externalId: "p-a"}]) { firstContactAt } }')).json()
    assert one["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
