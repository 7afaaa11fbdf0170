"""What was on a day: the values of a record, the course of a stage or a lead, whose account it was, who sat where."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import build_schema

from graphcrm.compile import schema_text
from graphcrm.graph.questions import library
from graphcrm.vocabulary.words import VOCABULARY
from tests.conftest import Api
from tests.histories.stories import made, refused, settle, write


def by(identifier: str) -> dict[str, str]:
    return {"id": identifier}


async def users(api: Api, *names: str) -> list[str]:
    """Users of these names; their ids."""
    ids = [f"usr_{name}" for name in names]
    await api.graph.write(
        lambda t: t.run(
            "UNWIND $ids AS id CREATE (:User {id: id, name: id, name_key: id, version: 1, created_at: datetime()})",
            {"ids": ids},
        ),
        name="users",
    )
    return ids


@pytest.fixture
async def deal(api: Api) -> str:
    """A deal: made on 1 September, in negotiation and larger on 5 October, won on 20 November, renamed the same day."""
    organization = await made(api, "Organization", name="Nordlicht")
    money = {"amount": "100", "currency": "EUR"}
    identifier = await made(api, "Deal", name="Rotor", organization=by(organization), stage="PROPOSAL", value=money)
    await settle(api, "2026-09-01")
    money = {"amount": "120", "currency": "SEK"}
    await write(api, "dealUpdate", deal=by(identifier), stage="NEGOTIATION", value=money, reason="They want more.")
    await settle(api, "2026-10-05")
    await write(api, "dealUpdate", deal=by(identifier), stage="WON", outcome="WON", closedOn="2026-11-20")
    await write(api, "dealUpdate", deal=by(identifier), name="Rotor 2")
    await settle(api, "2026-11-20")
    return identifier


_DEAL = "id name stage outcome closedOn value { amount currency } version updatedAt"


async def past(api: Api, identifier: str, day: str, viewer: str = "manager") -> Any:
    text = f"query($id: ID!, $on: Date!) {{ deal(by: {{id: $id}}) {{ asItWas(on: $on) {{ {_DEAL} }} }} }}"
    return (await api.ask(text, {"id": identifier, "on": day}, viewer))["deal"]["asItWas"]


async def test_a_deal_is_shown_as_it_was_at_the_end_of_a_day(api: Api, deal: str) -> None:
    said: dict[str, Any] = {"id": deal, "version": None, "updatedAt": None, "outcome": None, "closedOn": None}
    first = {**said, "name": "Rotor", "stage": "PROPOSAL", "value": {"amount": "100", "currency": "EUR"}}
    second = {**first, "stage": "NEGOTIATION", "value": {"amount": "120", "currency": "SEK"}}
    third = {**second, "name": "Rotor 2", "stage": "WON", "outcome": "WON", "closedOn": "2026-11-20"}
    assert await past(api, deal, "2026-08-31") is None
    assert await past(api, deal, "2026-09-01") == await past(api, deal, "2026-10-04") == first
    assert await past(api, deal, "2026-10-05") == await past(api, deal, "2026-11-19") == second
    assert await past(api, deal, "2026-11-20") == await past(api, deal, "9999-12-31") == third


async def test_a_value_that_a_role_does_not_see_is_not_seen_in_the_past_either(api: Api, deal: str) -> None:
    found = await past(api, deal, "2026-10-04", "analyst")
    assert (found["value"], found["stage"]) == (None, "PROPOSAL")


async def test_what_a_record_leads_to_is_what_held_on_that_day(api: Api) -> None:
    """Ana sat in the seat until June, Bo from July on.

    Ana ──HOLDS──▶ Head ◀──HOLDS── Bo
    """
    organization = await made(api, "Organization", name="Nordlicht")
    head = await made(api, "Role", title="Head", organization=by(organization))
    ana, bo = await made(api, "Person", name="Ana"), await made(api, "Person", name="Bo")
    await settle(api, "2020-01-01")
    await write(api, "roleAssign", role=by(head), person=by(ana), startedOn="2025-01-01", endedOn="2026-06-30")
    await write(api, "roleAssign", role=by(head), person=by(bo), startedOn="2026-07-01")
    text = """query($id: ID!) { role(by: {id: $id}) {
      june: asItWas(on: "2026-06-30") { vacant holders(current: true) { person { name } } }
      july: asItWas(on: "2026-07-01") { vacant holders(current: true) { person { name } }
      organization { orgChart { seats {
        holders { person { name } } } } } }
      before: asItWas(on: "2024-12-31") { vacant holders(current: true) { person { name } } } } }"""
    found = (await api.ask(text, {"id": head}))["role"]
    ana_sits, bo_sits = [{"person": {"name": "Ana"}}], [{"person": {"name": "Bo"}}]
    assert found["june"] == {"vacant": False, "holders": ana_sits}
    assert found["july"]["holders"] == bo_sits
    assert found["july"]["organization"]["orgChart"]["seats"] == [{"holders": bo_sits}]
    assert found["before"] == {"vacant": True, "holders": []}


async def test_an_archived_record_was_in_use_before(api: Api) -> None:
    person = await made(api, "Person", name="Ana")
    await settle(api, "2026-01-01")
    await write(api, "personArchive", person=by(person))
    await settle(api, "2026-02-01")
    await write(api, "personRestore", person=by(person))
    await settle(api, "2026-03-01")
    text = """query($id: ID!) { person(by: {id: $id}) { archivedAt
      a: asItWas(on: "2026-01-31") { archivedAt } b: asItWas(on: "2026-02-28") { archivedAt } } }"""
    found = (await api.ask(text, {"id": person}))["person"]
    assert (found["archivedAt"], found["a"]["archivedAt"]) == (None, None)
    assert found["b"]["archivedAt"] is not None


_COURSE = "value from to by { name } reason"


async def test_the_stages_of_a_deal_follow_each_other_with_who_and_why(api: Api, deal: str) -> None:
    text = f"query($id: ID!) {{ deal(by: {{id: $id}}) {{ stageHistory {{ {_COURSE} }} }} }}"
    manager = {"name": "manager"}
    first, second, third = "2026-09-01T12:00:01Z", "2026-10-05T12:00:00Z", "2026-11-20T12:00:00Z"
    expected = [
        {"value": "WON", "from": third, "to": None, "by": manager, "reason": None},
        {"value": "NEGOTIATION", "from": second, "to": third, "by": manager, "reason": "They want more."},
        {"value": "PROPOSAL", "from": first, "to": second, "by": manager, "reason": None},
    ]
    assert (await api.ask(text, {"id": deal}))["deal"]["stageHistory"] == expected
    # A role that sees no confidential facts sees the stages, not the reasons.
    unexplained = [{**one, "reason": None} for one in expected]
    assert (await api.ask(text, {"id": deal}, "analyst"))["deal"]["stageHistory"] == unexplained


async def test_the_state_of_a_lead_is_a_dated_fact(api: Api) -> None:
    """New in January, nobody's from March to April, qualified and converted in May."""
    ana = await made(api, "Person", name="Ana")
    await settle(api, "2026-01-01")
    for day, status in (("2026-01-10", "NEW"), ("2026-03-01", None), ("2026-05-01", "QUALIFIED")):
        await write(api, "personUpdate", person=by(ana), leadStatus=status)
        await settle(api, day)
    await write(api, "leadConvert", person=by(ana), reason="Signed.")
    await settle(api, "2026-05-20")
    text = "query($id: ID!) { person(by: {id: $id}) { leadStatusHistory(first: 10) { value from to reason } } }"
    assert (await api.ask(text, {"id": ana}))["person"]["leadStatusHistory"] == [
        {"value": "CONVERTED", "from": "2026-05-20T12:00:00Z", "to": None, "reason": "Signed."},
        {"value": "QUALIFIED", "from": "2026-05-01T12:00:00Z", "to": "2026-05-20T12:00:00Z", "reason": None},
        {"value": "NEW", "from": "2026-01-10T12:00:00Z", "to": "2026-03-01T12:00:00Z", "reason": None},
    ]


async def test_a_value_that_was_never_changed_is_the_first_of_its_course(api: Api) -> None:
    await api.graph.write(
        lambda t: t.run(
            "CREATE (:Deal {id: 'dea_old', name: 'Old', stage: 'LEAD', created_at: datetime('2026-01-01T00:00:00Z')})",
            {},
        ),
        name="old",
    )
    text = (
        '{ deal(by: {id: "dea_old"}) { stageHistory { value from to by { id } } asItWas(on: "2026-02-01") { stage } } }'
    )
    assert (await api.ask(text))["deal"] == {
        "stageHistory": [{"value": "LEAD", "from": "2026-01-01T00:00:00Z", "to": None, "by": None}],
        "asItWas": {"stage": "LEAD"},
    }


async def test_a_stage_is_one_of_its_pipelines(api: Api) -> None:
    organization = by(await made(api, "Organization", name="Nordlicht"))
    pipeline = await made(api, "Pipeline", name="New business", stages=["LEAD", "PROPOSAL", "WON"])
    named = {"name": "Rotor", "organization": organization, "pipeline": "New business"}
    wrong = [{"code": "BAD_USER_INPUT", "field": ["stage"]}]
    assert (await refused(api, "dealCreate", **named, stage="BLUE"))["userErrors"] == wrong
    deal = await made(api, "Deal", **named, stage="LEAD")
    assert (await refused(api, "dealUpdate", deal=by(deal), stage="BLUE"))["userErrors"] == wrong
    await write(api, "dealUpdate", deal=by(deal), stage="WON")
    # Another pipeline, of which nothing is known, has whatever stage; and back.
    await write(api, "dealUpdate", deal=by(deal), pipeline="Renewal", stage="BLUE")
    assert (await refused(api, "dealUpdate", deal=by(deal), pipeline="New business"))["userErrors"] == wrong
    await write(api, "dealUpdate", deal=by(deal), name="Rotor 2")
    await write(api, "pipelineArchive", pipeline=by(pipeline))
    await write(api, "dealUpdate", deal=by(deal), pipeline="New business")


async def test_whose_account_it_was_on_a_day(api: Api) -> None:
    """Uma owned the whole group until June and handed it over to Vic; Wim is on the subsidiary's team; Xia covers the
    parent alone. The subsidiary was bought in 2025.

    Uma, then Vic ──COVERS (with subsidiaries)──▶ Group ◀── Xia
                                                    ▲ SUBSIDIARY_OF since 2025
                                         Wim ──▶ Wind ◀─PART_OF─ Sales
    """
    uma, vic, wim, xia = await users(api, "uma", "vic", "wim", "xia")
    group, wind = await made(api, "Organization", name="Group"), await made(api, "Organization", name="Wind")
    sales = await made(api, "Organization", name="Sales", kind="DEPARTMENT", partOf=by(wind))
    await write(api, "subsidiaryAdd", child=by(wind), parent=by(group), share=1, startedOn="2025-01-01")
    owner = {"user": by(uma), "organization": by(group), "as": "OWNER", "withSubsidiaries": True}
    await write(api, "coverageAdd", **owner, startedOn="2024-01-01")
    await write(api, "coverageAdd", user=by(wim), organization=by(wind), startedOn="2024-01-01")
    await write(api, "coverageAdd", user=by(xia), organization=by(group), startedOn="2024-01-01")
    await write(
        api,
        "coverageHandOver",
        **{"from": by(uma), "to": by(vic)},
        startedOn="2026-07-01",
        reason="Uma leads the team now.",
    )
    text = """query($id: ID!, $day: Date) { organization(by: {id: $id}) { accountTeam(asOf: $day) {
        user { name } role through { name } distance startedOn endedOn } } }"""

    async def team(identifier: str, day: str | None, viewer: str = "manager") -> list[tuple[Any, ...]]:
        rows = (await api.ask(text, {"id": identifier, "day": day}, viewer))["organization"]["accountTeam"]
        return [(row["user"]["name"], row["role"], row["through"]["name"], row["distance"]) for row in rows]

    assert await team(wind, "2026-06-30") == [(wim, "MEMBER", "Wind", 0), (uma, "OWNER", "Group", 1)]
    assert await team(wind, "2026-07-01") == [(wim, "MEMBER", "Wind", 0), (vic, "OWNER", "Group", 1)]
    assert await team(wind, "2024-06-01") == [(wim, "MEMBER", "Wind", 0)]
    assert await team(group, "2026-06-30") == [(uma, "OWNER", "Group", 0), (xia, "MEMBER", "Group", 0)]
    assert await team(group, None, "analyst") == [(vic, "OWNER", "Group", 0), (xia, "MEMBER", "Group", 0)]
    # A unit belongs to the group, but Wim covers the subsidiary without what is below it.
    assert await team(sales, None) == [(vic, "OWNER", "Group", 2)]
    asked = """query($id: ID!) { organization(by: {id: $id}) { history(kinds: [ENDED, ADDED]) { nodes {
        kind other { id } reason says { field value } } } } }"""
    begun, ended = (await api.ask(asked, {"id": group}))["organization"]["history"]["nodes"][:2]
    assert [(one["kind"], one["other"]["id"], one["reason"]) for one in (ended, begun)] == [
        ("ENDED", uma, "Uma leads the team now."),
        ("ADDED", vic, "Uma leads the team now."),
    ]
    assert {"field": "endedOn", "value": "2026-06-30"} in ended["says"]
    assert {"field": "as", "value": "OWNER"} in ended["says"]
    assert {"field": "startedOn", "value": "2026-07-01"} in begun["says"]


async def test_the_timeline_of_a_group_is_that_of_the_group_on_a_day(api: Api) -> None:
    """Sales was a unit of Wind until yesterday; mails are about both.

    Wind ◀──PART_OF (to yesterday)── Sales
    """
    wind = await made(api, "Organization", name="Wind")
    sales = await made(api, "Organization", name="Sales", kind="DEPARTMENT", partOf=by(wind))
    mail: dict[str, Any] = {"kind": "EMAIL", "occurredAt": "2026-01-01T10:00:00Z"}
    mail["participants"] = [{"person": by(await made(api, "Person", name="Ana")), "part": "FROM"}]
    for subject, organization in (("Of Wind", wind), ("Of Sales", sales)):
        await write(api, "interactionRecord", **mail, concerns=[{"organization": by(organization)}], subject=subject)
    await write(api, "organizationUpdate", organization=by(sales), partOf=None)
    text = """query($id: ID!, $day: Date) { organization(by: {id: $id}) {
        timeline(within: UNITS, asOf: $day) { totalCount nodes { subject } } } }"""

    async def timeline(day: str | None) -> tuple[int, set[str]]:
        found = (await api.ask(text, {"id": wind, "day": day}))["organization"]["timeline"]
        return found["totalCount"], {one["subject"] for one in found["nodes"]}

    assert await timeline(None) == (1, {"Of Wind"})
    assert await timeline("2026-01-01") == (2, {"Of Wind", "Of Sales"})


def test_every_fact_with_dates_is_asked_for_as_of_a_day() -> None:
    schema = build_schema(schema_text.sdl(VOCABULARY, library()))
    asked = []
    for noun, ways in VOCABULARY.ways.items():
        fields = schema.type_map[noun].fields  # type: ignore[attr-defined]
        for name, way in ways.items():
            if way.edge.dated and way.way.field:
                assert "asOf" in fields[name].args, f"{noun}.{name}"
                asked.append(way.edge.type)
    assert set(asked) == {edge.type for edge in VOCABULARY.edges.values() if edge.dated}
