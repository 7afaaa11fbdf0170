"""Reading ties that are whole for some teams alone."""

from __future__ import annotations

import asyncio

from tests.custom_fields.defining import define
from tests.records.mutations.writer import Writer, by
from tests.sharing.conftest import ALL, NORTH, SOUTH, influence, relation, team, ties

_SAID = "weight confidence topic source sharing sharedWith"


async def test_a_level_says_what_others_see_of_a_drawn_influence(teams: Writer) -> None:
    said = {"weight": 0.9, "confidence": 0.5, "topic": "budget", "source": "ann"}
    await teams.do("influenceAdd", influence("p-b", sharing="EXISTENCE", **said))
    await teams.do("influenceAdd", influence("p-c", sharing="STRENGTH", **said))
    north = [await team(teams.api.graph, "north")]
    whole = [0.9, 0.5, "budget", "ann"]
    for role in (NORTH, ALL):
        assert await ties(teams, "influences", _SAID, role) == [
            ["Ben", *whole, "EXISTENCE", north],
            ["Cy", *whole, "STRENGTH", north],
        ]
    assert await ties(teams, "influences", _SAID, SOUTH) == [
        ["Ben", None, None, None, None, "EXISTENCE", None],
        ["Cy", 0.9, 0.5, None, None, "STRENGTH", None],
    ]


async def test_a_tie_of_which_nothing_is_said_is_for_everybody(teams: Writer) -> None:
    await teams.do("influenceAdd", influence("p-b", weight=0.9))
    await teams.do("influenceAdd", influence("p-c", weight=0.8, sharing="DETAILS"))
    for role in (NORTH, SOUTH, ALL):
        found = await ties(teams, "influences", "weight sharing sharedWith", role)
        assert found == [["Ben", 0.9, "DETAILS", None], ["Cy", 0.8, "DETAILS", None]]


async def test_days_that_are_not_told_leave_a_tie_current_on_every_day(teams: Writer) -> None:
    past = {"kind": "MENTOR", "startedOn": "2020-01-01", "endedOn": "2020-12-31"}
    await teams.do("relationAdd", relation("p-b", sharing="EXISTENCE", **past))
    await teams.do("relationAdd", relation("p-c", **past))
    for role, current, ended in ((NORTH, [], ["Ben", "Cy"]), (SOUTH, ["Ben"], ["Cy"])):
        for truth, names in (("true", current), ("false", ended)):
            found = await ties(teams, "relatedTo", "", role, f"(current: {truth})")
            assert [name for (name,) in found] == names, (role, truth)
            listed = f"{{ people(filter: {{relatedFrom: {{some: {{}}, current: {truth}}}}}) {{ nodes {{ name }} }} }}"
            people = (await teams.ask(listed, role=role))["people"]["nodes"]
            assert [one["name"] for one in people] == names, (role, truth)
    told = "kind startedOn endedOn"
    assert await ties(teams, "relatedTo", told, SOUTH, '(asOf: "2026-01-01", current: true)') == [
        ["Ben", None, None, None]
    ]


async def test_what_is_not_told_has_no_place_in_an_order(teams: Writer) -> None:
    for one, weight in (("p-b", 0.2), ("p-c", 0.9)):
        await teams.do("influenceAdd", influence(one, weight=weight, topic=f"{1 - weight}", sharing="EXISTENCE"))
    for field in ("WEIGHT", "TOPIC"):
        orders = [f"(orderBy: [{{field: {field}, direction: {way}}}])" for way in ("ASC", "DESC")]
        whole = [[name for (name,) in await ties(teams, "influences", "", NORTH, one)] for one in orders]
        assert sorted(whole) == [["Ben", "Cy"], ["Cy", "Ben"]], "so that the comparison can fail"
        south = [[name for (name,) in await ties(teams, "influences", "", SOUTH, one)] for one in orders]
        assert south[0] == south[1]


async def test_custom_values_are_details(teams: Writer) -> None:
    await define(teams.api, "INFLUENCES", "worth", "MONEY")
    await define(teams.api, "INFLUENCES", "why", "TEXT")
    custom = [
        {"key": "worth", "money": {"amount": "5", "currency": "EUR"}},
        {"key": "why", "text": "zeal"},
    ]
    await teams.do("influenceAdd", influence(sharing="STRENGTH", weight=0.5, customFields=custom))
    text = """{ person(by: {externalId: "p-a"}) { influences(orderBy: [{custom: "why"}]) { edges { weight
      customFields { key text money { amount } } } pageInfo { endCursor } } } }"""
    whole = (await teams.ask(text, role=NORTH))["person"]["influences"]["edges"]
    assert [one["key"] for one in whole[0]["customFields"]] == ["why", "worth"]
    rest = (await teams.ask(text, role=SOUTH))["person"]["influences"]["edges"]
    assert rest == [{"weight": 0.5, "customFields": []}]


async def test_pages_lose_none_of_several_ties_of_which_no_more_is_told(teams: Writer) -> None:
    for topic in ("a", "b", "c"):
        await teams.do("influenceAdd", influence(topic=topic, sharing="EXISTENCE"))
    for order in ("", ", orderBy: [{field: WEIGHT}]"):
        seen, after = [], ""
        for _ in range(3):
            text = f"""{{ person(by: {{externalId: "p-a"}}) {{ influences(first: 1{order}{after}) {{
              nodes {{ name }} totalCount pageInfo {{ endCursor hasNextPage }} }} }} }}"""
            page = (await teams.ask(text, role=SOUTH))["person"]["influences"]
            seen += [one["name"] for one in page["nodes"]]
            after = f', after: "{page["pageInfo"]["endCursor"]}"'
            assert page["totalCount"] == 3
        assert (seen, page["pageInfo"]["hasNextPage"]) == (["Ben"] * 3, False)


async def test_one_who_joins_a_team_sees_its_ties_whole(teams: Writer) -> None:
    await teams.do("influenceAdd", influence(topic="budget", sharing="EXISTENCE"))
    assert await ties(teams, "influences", "topic", SOUTH) == [["Ben", None]]
    rows = await teams.api.graph.rows("MATCH (u:User {email: 'account_manager@lumen.example'}) RETURN u.id", {})
    await teams.do("teamMemberAdd", {"user": {"id": rows[0][0]}, "team": by("north")}, role="admin")
    async with asyncio.timeout(10):
        while await ties(teams, "influences", "topic", SOUTH) != [["Ben", "budget"]]:  # ends: the timeout
            await asyncio.sleep(0.2)
