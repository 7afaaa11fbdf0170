"""Facts of engagement, and how strong we are with an organization: compared with plain counting over the same rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from tests.conftest import Api
from tests.exchange.files import imported
from tests.records.mutations.writer import Writer, by

START = datetime(2026, 9, 7, 8, tzinfo=UTC)  # a Monday
PEOPLE = "external_id,name\np-a,Ana\np-b,Ben\np-c,Cy\n"
FIELDS = """interactions contactDays activeWeeks people sent received byKind { kind count }
  answersShare answersMedianHours answeredShare answeredMedianHours startsShare daysSinceLast"""
# hours after the start, kind, participants
ROWS = [
    (0, "EMAIL", "p-a:FROM;p-b:TO"),  # Ana starts
    (5, "EMAIL", "p-b:FROM;p-a:TO"),  # answered after 5 hours
    (8, "EMAIL", "p-a:FROM;p-b:TO;p-c:CC"),  # answers after 3; Cy never answers
    (24, "CALL", "p-a:ATTENDEE;p-b:ATTENDEE"),
    (24 * 8, "MEETING", "p-a:ORGANIZER;p-b:ATTENDEE;p-c:ATTENDEE"),
    (24 * 30, "MESSAGE", "p-b:FROM;p-a:TO"),  # Ben starts, nobody answers
    (24 * 31, "NOTE", "p-a:FROM;p-b:TO"),
    (24 * 40, "EMAIL", "p-c:FROM;p-a:TO;p-b:TO"),  # Cy starts
]


@pytest.fixture
async def world(api: Api, tmp_path: Path) -> Writer:
    lines = [
        f"i-{n},{kind},{START + timedelta(hours=hours):%Y-%m-%dT%H:%M:%SZ},{people}"
        for n, (hours, kind, people) in enumerate(ROWS)
    ]
    text = "external_id,kind,occurred_at,participants\n" + "\n".join(lines) + "\n"
    await imported(api.graph, tmp_path, people=PEOPLE, interactions=text)
    return Writer(api)


async def asked(world: Writer, arguments: str) -> Any:
    document = f'{{ person(by: {{externalId: "p-a"}}) {{ engagement({arguments}) {{ {FIELDS} }} }} }}'
    return (await world.ask(document))["person"]["engagement"]


async def test_what_somebody_does_is_counted(world: Writer) -> None:
    found = await asked(world, 'asOf: "2026-10-31", days: 90')
    assert (found["interactions"], found["contactDays"], found["activeWeeks"], found["people"]) == (7, 5, 4, 2)
    assert (found["sent"], found["received"], found["daysSinceLast"]) == (2, 3, 14)
    assert {one["kind"]: one["count"] for one in found["byKind"]} == {"MEETING": 1, "CALL": 1, "EMAIL": 4, "MESSAGE": 1}
    # Got: Ben's mail (answered after 3 hours), Ben's message, Cy's mail. Wrote: to Ben twice, to Cy once.
    assert (found["answersShare"], found["answersMedianHours"]) == (pytest.approx(1 / 3), 3.0)
    assert (found["answeredShare"], found["answeredMedianHours"]) == (pytest.approx(1 / 3), median([5.0]))
    assert found["startsShare"] == pytest.approx(2 / 4), "to Ben and to Cy; Ben and Cy started one each"


async def test_a_window_a_day_and_one_other_limit_it(world: Writer) -> None:
    early = await asked(world, 'asOf: "2026-09-08", days: 5')
    assert (early["interactions"], early["received"], early["daysSinceLast"]) == (4, 1, 0)
    cy = await asked(world, 'asOf: "2026-10-31", with: {externalId: "p-c"}')
    assert (cy["interactions"], cy["sent"], cy["received"], cy["people"]) == (3, 1, 1, 1)
    none = await asked(world, 'asOf: "2026-01-01"')
    assert (none["interactions"], none["people"], none["byKind"]) == (0, 0, [])
    assert none["answersShare"] is None and none["startsShare"] is None and none["daysSinceLast"] is None
    both = await world.ask(
        f'{{ relationship(between: [{{externalId: "p-a"}}, {{externalId: "p-c"}}]) '
        f'{{ engagement(asOf: "2026-10-31") {{ {FIELDS} }} }} }}'
    )
    assert both["relationship"]["engagement"] == cy


async def test_a_number_of_days_out_of_range_is_refused(world: Writer) -> None:
    for days in (0, 3651):
        document = f'{{ person(by: {{externalId: "p-a"}}) {{ engagement(days: {days}) {{ people }} }} }}'
        reply = (await world.api.post(document)).json()
        assert reply["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_who_objects_to_profiling_has_none_and_is_in_nobodys(world: Writer) -> None:
    await world.do("personUpdate", {"person": by("p-c"), "objectsToProfiling": True})
    found = await asked(world, 'asOf: "2026-10-31", days: 90')
    assert (found["people"], found["received"]) == (1, 2)
    await world.do("personUpdate", {"person": by("p-a"), "objectsToProfiling": True})
    assert await asked(world, 'asOf: "2026-10-31"') is None


STRENGTH = """{ organization(by: {externalId: "o-x"}) { strength(%s) {
  value ourPeople theirPeople seated pairs { ours { externalId } theirs { externalId } strength } } } }"""


@pytest.fixture
async def company(api: Api, tmp_path: Path) -> Writer:
    """We are Our (Ana, Ben); X has Cy, its unit XU has Dee, and its subsidiary XS has Eve."""
    head = "external_id,name,kind,part_of,ours\n"
    organizations = head + "o-o,Our,COMPANY,,true\no-x,X,COMPANY,,\no-u,XU,TEAM,o-x,\no-s,XS,COMPANY,,\n"
    people = "external_id,name\n" + "".join(f"p-{x},{x.upper()}\n" for x in "abcde")
    roles = "external_id,organization,title\nr-a,o-o,A\nr-b,o-o,B\nr-c,o-x,C\nr-d,o-u,D\nr-e,o-s,E\n"
    holdings = "role,person\n" + "".join(f"r-{x},p-{x}\n" for x in "abcde")
    pairs = ["ac", "ac", "ad", "bc", "be", "ab", "cd"]
    lines = [f"i-{n},CALL,2026-11-0{n + 1}T10:00:00Z,p-{p[0]}:ATTENDEE;p-{p[1]}:ATTENDEE" for n, p in enumerate(pairs)]
    await imported(
        api.graph,
        tmp_path,
        organizations=organizations,
        ownership="child,parent,share,control\no-s,o-x,1.0,true\n",
        people=people,
        roles=roles,
        holdings=holdings,
        interactions="external_id,kind,occurred_at,participants\n" + "\n".join(lines) + "\n",
    )
    return Writer(api)


async def strength(company: Writer, arguments: str = "withSubsidiaries: false") -> Any:
    return (await company.ask(STRENGTH % arguments))["organization"]["strength"]


async def test_with_an_organization_the_five_strongest_pairs_of_us_and_them_count_once(company: Writer) -> None:
    found = await strength(company)
    pairs = [(one["ours"]["externalId"], one["theirs"]["externalId"]) for one in found["pairs"]]
    assert pairs[0] == ("p-a", "p-c") and sorted(pairs) == [("p-a", "p-c"), ("p-a", "p-d"), ("p-b", "p-c")]
    assert (found["ourPeople"], found["theirPeople"], found["seated"]) == (2, 2, 2)
    left = 1.0
    for one in found["pairs"]:
        left *= 1 - one["strength"]
    assert found["value"] == pytest.approx(1 - left)
    group = await strength(company, "withSubsidiaries: true")
    assert group["value"] > found["value"] and group["seated"] == 3
    alone = await strength(company, 'person: {externalId: "p-b"}')
    assert [one["theirs"]["externalId"] for one in alone["pairs"]] == ["p-c"] and alone["value"] < found["value"]
    nobody = await strength(company, 'person: {externalId: "p-e"}')
    assert nobody["value"] is None and nobody["pairs"] == []


async def test_on_whom_of_us_it_rests_adds_up_to_all(company: Writer) -> None:
    document = (
        """{ organization(by: {externalId: "o-x"}) { restsOn { edges { share people node { externalId } } } } }"""
    )
    edges = (await company.ask(document))["organization"]["restsOn"]["edges"]
    assert [(one["node"]["externalId"], one["people"]) for one in edges] == [("p-a", 2), ("p-b", 1)]
    assert sum(one["share"] for one in edges) == pytest.approx(1.0) and edges[0]["share"] > edges[1]["share"]


async def test_of_a_team_only_its_members_count(company: Writer) -> None:
    admin = Writer(company.api, "admin")
    await admin.do("teamCreate", {"externalId": "t-1", "name": "One"})
    assert (await strength(company, 'team: {externalId: "t-1"}'))["value"] is None
