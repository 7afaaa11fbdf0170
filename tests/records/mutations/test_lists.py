"""Lists of a record in an update: of dated facts what goes has ended yesterday and what comes begins today, so that
what was said of earlier days stays true; what began today is withdrawn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.conftest import Api
from tests.histories.stories import history, made, said, told, write

_EDGES = """
MATCH ({id: $id})-[r:$($type)]->(b)
RETURN coalesce(b.title, b.name, b.address_key, b.kind) AS end, toString(r.started_on) AS first,
  toString(r.ended_on) AS last ORDER BY end, first, last
"""


def by(identifier: str) -> dict[str, str]:
    return {"id": identifier}


def day(days: int = 0) -> str:
    return (datetime.now(UTC).date() + timedelta(days=days)).isoformat()


async def edges(api: Api, identifier: str, type_: str) -> list[list[Any]]:
    return await api.graph.rows(_EDGES, {"id": identifier, "type": type_})


async def seats(api: Api, *titles: str) -> dict[str, str]:
    """Seats of one organization; their ids by title."""
    organization = await made(api, "Organization", name="Nordlicht", externalId="o")
    return {title: await made(api, "Role", title=title, organization=by(organization)) for title in titles}


async def chart(api: Api, on: str) -> dict[str, int]:
    text = """query($on: Date) { organization(by: {externalId: "o"}) { orgChart(asOf: $on) { seats {
        depth role { title } } } } }"""
    found = await api.ask(text, {"on": on})
    return {one["role"]["title"]: one["depth"] for one in found["organization"]["orgChart"]["seats"]}


async def test_a_seat_led_elsewhere_reported_to_the_old_one_until_yesterday(api: Api) -> None:
    """
    Chief ◀── Head ◀──(to yesterday)── Clerk ──(from today)──▶ Chief
    """
    ids = await seats(api, "Chief", "Head", "Clerk")
    line = {"role": by(ids["Clerk"]), "reportsTo": by(ids["Head"])}
    await write(api, "roleReportsToSet", role=by(ids["Head"]), reportsTo=by(ids["Chief"]), startedOn="2020-01-01")
    await write(api, "roleReportsToSet", **line, startedOn="2021-01-01")
    shown = "role { version reportsTo { title } }"
    given = {"reportsTo": by(ids["Chief"]), "reason": "The team was split."}
    payload = await write(api, "roleUpdate", shown, role=by(ids["Clerk"]), **given)
    assert payload["role"] == {"version": 2, "reportsTo": {"title": "Chief"}}
    lines = [["Chief", day(), None], ["Head", "2021-01-01", day(-1)]]
    assert await edges(api, ids["Clerk"], "REPORTS_TO") == lines
    assert await chart(api, day(-1)) == {"Chief": 0, "Head": 1, "Clerk": 2}
    assert await chart(api, day()) == {"Chief": 0, "Head": 1, "Clerk": 1}
    entries = {one["kind"]: one for one in (await history(api, ids["Clerk"]))[:3]}
    assert {kind: one["type"] for kind, one in entries.items()} == {
        "UPDATED": "Role",
        "ENDED": "REPORTS_TO",
        "ADDED": "REPORTS_TO",
    }
    assert {one["reason"] for one in entries.values()} == {"The team was split."}
    assert told(entries["ENDED"]) == {"kind": "SOLID", "startedOn": "2021-01-01", "endedOn": day(-1)}
    assert said(entries["ADDED"]) == {"kind": (None, "SOLID"), "startedOn": (None, day())}
    assert (await history(api, ids["Head"]))[0]["kind"] == "ENDED"


async def test_a_line_that_began_today_is_withdrawn_when_it_is_led_elsewhere_today(api: Api) -> None:
    ids = await seats(api, "Chief", "Head", "Clerk")
    for title in ("Head", "Chief"):
        await write(api, "roleUpdate", role=by(ids["Clerk"]), reportsTo=by(ids[title]))
    assert await edges(api, ids["Clerk"], "REPORTS_TO") == [["Chief", day(), None]]
    kinds = [one["kind"] for one in await history(api, ids["Head"])]
    assert kinds == ["RETRACTED", "ADDED", "CREATED"]
    await write(api, "roleUpdate", role=by(ids["Clerk"]), reportsTo=None)
    assert await edges(api, ids["Clerk"], "REPORTS_TO") == []


async def test_a_line_that_has_not_begun_yet_is_withdrawn_and_one_that_will_end_ends_now(api: Api) -> None:
    ids = await seats(api, "Chief", "Head", "Clerk", "Guard")
    at = {"role": by(ids["Clerk"])}
    await write(api, "roleReportsToSet", **at, reportsTo=by(ids["Head"]), startedOn="2020-01-01", endedOn=day(30))
    await write(api, "roleReportsToSet", **at, reportsTo=by(ids["Chief"]), startedOn=day(31))
    await write(api, "roleUpdate", role=by(ids["Clerk"]), reportsTo=by(ids["Guard"]))
    lines = [["Guard", day(), None], ["Head", "2020-01-01", day(-1)]]
    assert await edges(api, ids["Clerk"], "REPORTS_TO") == lines


async def test_two_units_turned_around_do_not_stand_above_each_other_on_any_day(api: Api) -> None:
    """
    Sales ──(to yesterday)──▶ Europe, and from today Europe ──▶ Sales
    """
    europe = await made(api, "Organization", name="Europe", kind="DIVISION")
    sales = await made(api, "Organization", name="Sales", kind="DEPARTMENT", partOf=by(europe))
    await write(api, "organizationUpdate", organization=by(sales), partOf=None)
    await write(api, "organizationUpdate", organization=by(europe), partOf=by(sales))
    assert await edges(api, sales, "PART_OF") == [["Europe", None, day(-1)]]
    assert await edges(api, europe, "PART_OF") == [["Sales", day(), None]]
    text = """query($id: ID!, $on: Date) { organization(by: {id: $id}) { partOf(asOf: $on) { name } } }"""
    assert (await api.ask(text, {"id": sales, "on": day(-1)}))["organization"]["partOf"] == {"name": "Europe"}
    assert (await api.ask(text, {"id": europe, "on": day(-1)}))["organization"]["partOf"] is None


async def test_an_address_that_is_left_out_was_theirs_until_yesterday_and_finds_them_no_more(api: Api) -> None:
    person = await made(api, "Person", name="Ana", emails=["ana@a.example", "office@a.example"])
    other = await made(api, "Person", name="Ben", emails=["office@a.example"])
    shown = "person { emails { address } }"
    payload = await write(api, "personUpdate", shown, person=by(person), emails=["ana@a.example", "a.lind@a.example"])
    assert payload["person"]["emails"] == [{"address": "a.lind@a.example"}, {"address": "ana@a.example"}]
    assert await edges(api, person, "REACHED_AT") == [
        ["a.lind@a.example", day(), None],
        ["ana@a.example", None, None],
        ["office@a.example", None, day(-1)],
    ]
    text = """query($id: ID!, $on: Date!) { person(by: {id: $id}) { emails(asOf: $on) { address } }
        found: person(by: {email: "office@a.example"}) { id } }"""
    found = await api.ask(text, {"id": person, "on": day(-1)})
    assert found["person"]["emails"] == [{"address": "ana@a.example"}, {"address": "office@a.example"}]
    assert found["found"] == {"id": other}
    await write(api, "personUpdate", person={"email": "office@a.example"}, city="Kiel")
    assert [one["kind"] for one in await history(api, other)] == ["UPDATED", "CREATED"]


async def test_an_address_given_and_taken_on_one_day_leaves_nothing_behind(api: Api) -> None:
    person = await made(api, "Person", name="Ana")
    await write(api, "personUpdate", person=by(person), emails=["typo@a.example"])
    await write(api, "personUpdate", person=by(person), emails=[])
    assert await edges(api, person, "REACHED_AT") == []
    assert await api.graph.rows("MATCH (c:ContactPoint) RETURN c.address", {}) == []
    last, first, _ = await history(api, person)
    assert said(first) == {"emails": (None, '["typo@a.example"]')}
    assert said(last) == {"emails": ('["typo@a.example"]', None)}


async def test_a_category_that_is_left_out_ends_and_one_that_comes_back_begins_anew(api: Api) -> None:
    person = await made(api, "Person", name="Ana", categories=["CHAMPION", "DECISION_MAKER"])
    await write(api, "personUpdate", person=by(person), categories=["CHAMPION"])
    ended = [["CHAMPION", None, None], ["DECISION_MAKER", None, day(-1)]]
    assert await edges(api, person, "CLASSIFIED_AS") == ended
    await write(api, "personUpdate", person=by(person), categories=["CHAMPION", "DECISION_MAKER"])
    text = "query($id: ID!) { person(by: {id: $id}) { categories { kind startedOn } } }"
    assert (await api.ask(text, {"id": person}))["person"]["categories"] == [
        {"kind": "CHAMPION", "startedOn": None},
        {"kind": "DECISION_MAKER", "startedOn": day()},
    ]
    assert [row[1:] for row in await edges(api, person, "CLASSIFIED_AS")][1:] == [[day(), None], [None, day(-1)]]


async def test_a_list_without_dates_is_as_it_was_last_stated(api: Api) -> None:
    ids = await seats(api, "Chief")
    other = await made(api, "Organization", name="Südlicht")
    await write(api, "roleUpdate", role=by(ids["Chief"]), organization=by(other))
    assert await edges(api, ids["Chief"], "AT") == [["Südlicht", None, None]]
