"""Facts hold from a day to a day: they are said, corrected, ended, withdrawn, and one follows another."""

from __future__ import annotations

from typing import Any

from tests.records.mutations.writer import Writer, by

HOLDERS = "holders { person { externalId } startedOn endedOn acting current }"


def seat(role: str = "r-a", person: str = "p-a", **said: Any) -> dict[str, Any]:
    return {"role": by(role), "person": by(person), **said}


def line(role: str, above: str, **said: Any) -> dict[str, Any]:
    return {"role": by(role), "reportsTo": by(above), **said}


async def above(world: Writer, role: str, day: str) -> str | None:
    query = "query ($by: RoleBy!, $day: Date!) { role(by: $by) { reportsTo(asOf: $day) { externalId } } }"
    found = (await world.ask(query, {"by": by(role), "day": day}))["role"]["reportsTo"]
    return found and found["externalId"]


async def test_a_seat_is_held_ended_and_held_again(world: Writer) -> None:
    await world.do("roleAssign", seat(startedOn="2020-01-01"))
    assert await world.faults("roleAssign", seat(startedOn="2020-01-01")) == [("CONFLICT", "EXISTS", "role")]
    await world.do("roleEnd", seat(endedOn="2021-12-31"))
    assert await world.faults("roleEnd", seat(endedOn="2022-12-31")) == [("CONFLICT", "ENDED", "endedOn")]
    held = await world.do("roleAssign", seat(startedOn="2024-01-01", acting=True), HOLDERS)
    first = {"person": by("p-a"), "startedOn": "2020-01-01", "endedOn": "2021-12-31", "acting": None, "current": False}
    second = {"person": by("p-a"), "startedOn": "2024-01-01", "endedOn": None, "acting": True, "current": True}
    assert held["holders"] == [first, second]
    assert await world.faults("roleEnd", seat(startedOn="2024-01-01", endedOn="2023-12-31")) == [
        ("BAD_USER_INPUT", None, "endedOn")
    ]
    assert (await world.do("roleEnd", seat(), HOLDERS))["holders"][1]["endedOn"] is not None, "the one that holds"


async def test_one_of_several_facts_is_withdrawn(world: Writer) -> None:
    for start, end in (("2020-01-01", "2020-12-31"), ("2021-01-01", "2021-12-31"), ("2022-01-01", "2022-12-31")):
        await world.do("roleAssign", seat(startedOn=start, endedOn=end))
    assert await world.faults("roleRetract", seat()) == [("BAD_USER_INPUT", None, "role")], "which one?"
    left = await world.do("roleRetract", seat(startedOn="2021-01-01", reason="Somebody else."), HOLDERS)
    assert [one["startedOn"] for one in left["holders"]] == ["2020-01-01", "2022-01-01"]
    assert await world.faults("roleRetract", seat(startedOn="2021-01-01")) == [("NOT_FOUND", None, "role")]
    reasons = await world.api.graph.rows("MATCH (c:Change {act: 'RETRACTED'}) RETURN c.reason", {})
    assert reasons == [["Somebody else."]]


async def test_a_fact_is_corrected_where_it_says_something_else(world: Writer) -> None:
    await world.do("roleAssign", seat(startedOn="2020-01-01", acting=True))
    later = await world.do("holdingUpdate", seat(endedOn="2020-06-30"), HOLDERS)
    assert (later["holders"][0]["endedOn"], later["holders"][0]["acting"]) == ("2020-06-30", True)
    open_ = await world.do("holdingUpdate", seat(endedOn=None, acting=None), HOLDERS)
    assert (open_["holders"][0]["endedOn"], open_["holders"][0]["acting"]) == (None, None)
    assert await world.faults("holdingUpdate", seat(endedOn="2019-01-01")) == [("BAD_USER_INPUT", None, "endedOn")]
    before = await world.api.graph.rows("MATCH (c:Change) RETURN count(c)", {})
    await world.do("holdingUpdate", seat(endedOn=None))
    assert await world.api.graph.rows("MATCH (c:Change) RETURN count(c)", {}) == before, "nothing changed"


async def test_a_line_follows_another_and_history_is_kept(world: Writer) -> None:
    await world.do("roleCreate", {"externalId": "r-d", "title": "Other", "organization": by("o-a")})
    await world.do("roleReportsToSet", line("r-c", "r-a", startedOn="2025-01-01"))
    await world.do("roleReportsToSet", line("r-c", "r-d", startedOn="2026-01-01"))
    days = ["2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01"]
    assert [await above(world, "r-c", day) for day in days] == ["r-b", "r-a", "r-a", "r-d"]
    taken = [("CONFLICT", "HIERARCHY", "reportsTo")]
    assert await world.faults("roleReportsToSet", line("r-c", "r-b", startedOn="2025-06-01")) == taken, "a later one"
    between = line("r-c", "r-b", startedOn="2025-06-01", endedOn="2025-12-31")
    await world.do("roleReportsToSet", between)
    days = ["2025-05-31", "2025-06-01", "2025-12-31", "2026-01-01"]
    assert [await above(world, "r-c", day) for day in days] == ["r-a", "r-b", "r-b", "r-d"]
    assert await world.faults("roleReportsToSet", line("r-d", "r-c")) == taken, "a circle"
    assert await world.faults("roleReportsToSet", line("r-a", "r-a")) == taken


async def test_a_line_that_was_ended_by_a_slip_goes_on_as_before(world: Writer) -> None:
    await world.do("roleReportsToSet", line("r-c", "r-a", startedOn="2025-01-01"))
    days = ["2024-12-31", "2025-01-01", "2030-01-01"]
    open_ = line("r-c", "r-b", startedOn=None, endedOn=None)
    taken = [("CONFLICT", "HIERARCHY", "reportsTo")]
    assert await world.faults("roleReportsToUpdate", open_) == taken, "while another holds"
    await world.do("roleReportsToRetract", line("r-c", "r-a", startedOn="2025-01-01"))
    assert [await above(world, "r-c", day) for day in days] == ["r-b", None, None]
    await world.do("roleReportsToUpdate", {**open_, "reason": "A slip."})
    assert [await above(world, "r-c", day) for day in days] == ["r-b", "r-b", "r-b"]
    missing = line("r-c", "r-a", endedOn=None)
    assert await world.faults("roleReportsToUpdate", missing) == [("NOT_FOUND", None, "reportsTo")]
    early = line("r-c", "r-b", startedOn="2020-01-01", endedOn="2019-01-01")
    assert ("BAD_USER_INPUT", None, "endedOn") in await world.faults("roleReportsToUpdate", early)


async def test_a_line_that_begins_today_cannot_have_ended_before(world: Writer) -> None:
    faults = await world.faults("roleReportsToSet", line("r-c", "r-a", endedOn="2020-01-01"))
    assert faults == [("BAD_USER_INPUT", None, "endedOn")]


async def test_lines_of_one_write_follow_each_other(world: Writer) -> None:
    await world.do("roleCreate", {"externalId": "r-d", "title": "Other", "organization": by("o-a")})
    chain = [
        line("r-c", "r-a", startedOn="2025-01-01"),
        line("r-c", "r-d", startedOn="2025-03-01", endedOn="2025-03-31"),
        line("r-c", "r-b", startedOn="2025-04-01"),
    ]
    await world.do("roleReportsToSetMany", {"items": chain})
    days = ["2024-12-31", "2025-02-28", "2025-03-01", "2025-03-31", "2025-04-01"]
    assert [await above(world, "r-c", day) for day in days] == ["r-b", "r-a", "r-d", "r-d", "r-b"]


async def test_a_dotted_line_ends_nothing(world: Writer) -> None:
    dotted = line("r-c", "r-a", kind="DOTTED", startedOn="2026-01-01")
    found = await world.do("roleReportsToSet", dotted, "reportsTo { externalId } dottedTo { externalId }")
    assert found == {"reportsTo": by("r-b"), "dottedTo": [by("r-a")]}
    await world.do("roleReportsToEnd", line("r-c", "r-a", kind="DOTTED", endedOn="2026-01-31"))
    assert await above(world, "r-c", "2026-02-01") == "r-b"


async def test_ownership_keeps_its_rules_and_says_what_to_mend(world: Writer) -> None:
    def stake(child: str, parent: str, **said: Any) -> dict[str, Any]:
        return {"child": by(child), "parent": by(parent), **said}

    await world.do("subsidiaryAdd", stake("o-b", "o-a", share=0.6))
    conflict = ("CONFLICT", "HIERARCHY")
    assert await world.faults("subsidiaryAdd", stake("o-b", "o-c", share=0.5)) == [(*conflict, "share")]
    assert await world.faults("subsidiaryAdd", stake("o-b", "o-c", control=True)) == [(*conflict, "control")]
    assert await world.faults("subsidiaryAdd", stake("o-a", "o-b", control=True)) == [(*conflict, "parent")]
    await world.do("subsidiaryAdd", stake("o-b", "o-c", share=0.4))
    assert await world.faults("subsidiaryUpdate", stake("o-b", "o-c", share=0.41)) == [(*conflict, "share")]
    await world.do("subsidiaryUpdate", stake("o-b", "o-a", share=0.5))
    await world.do("subsidiaryUpdate", stake("o-b", "o-c", share=0.5))
    await world.do("subsidiaryEnd", stake("o-b", "o-a", endedOn="2026-01-01"))
    owned = "ultimateParent { externalId } parents { nodes { externalId } }"
    taken = await world.do("subsidiaryAdd", stake("o-b", "o-d", share=0.5, control=True, startedOn="2026-01-02"), owned)
    assert taken["ultimateParent"] == by("o-d")
    assert {one["externalId"] for one in taken["parents"]["nodes"]} == {"o-c", "o-d"}
    left = await world.do("subsidiaryRetract", stake("o-b", "o-c"), owned)
    assert left["parents"]["nodes"] == [by("o-d")]


async def test_what_else_is_said_of_people_seats_and_deals(world: Writer) -> None:
    """One of each kind of fact, read back from the record that the payload shows."""
    two = {"from": by("p-a"), "to": by("p-b")}
    drawn = await world.do("influenceAdd", {**two, "topic": "Price", "weight": 0.4}, "influences { edges { weight } }")
    assert drawn["influences"]["edges"] == [{"weight": 0.4}]
    drawn = await world.do("influenceUpdate", {**two, "weight": 0.9}, "influences { edges { weight topic } }")
    assert drawn["influences"]["edges"] == [{"weight": 0.9, "topic": "Price"}]
    related = await world.do("relationAdd", {**two, "kind": "MENTOR"}, "relatedTo { edges { kind } }")
    assert related["relatedTo"]["edges"] == [{"kind": "MENTOR"}]
    approves = {"role": by("r-a"), "organization": by("o-a"), "subject": "Purchases"}
    limit = {"upTo": {"amount": "5000.00", "currency": "EUR"}}
    may = "mayApprove { edges { subject upTo { amount currency } node { externalId } } }"
    found = await world.do("approvalAdd", {**approves, **limit}, may)
    edge = {"subject": "Purchases", "upTo": {"amount": "5000", "currency": "EUR"}, "node": by("o-a")}
    assert found["mayApprove"]["edges"] == [edge]
    assert (await world.do("approvalUpdate", {**approves, "upTo": None}, may))["mayApprove"]["edges"][0]["upTo"] is None
    await world.do("dealCreate", {"externalId": "d", "name": "Deal", "organization": by("o-a")})
    stake = {"person": by("p-a"), "deal": by("d"), "buyingRole": "CHAMPION", "power": 0.5}
    committee = await world.do("stakeholderAdd", stake, "stakeholders { edges { buyingRole power } }")
    assert committee["stakeholders"]["edges"] == [{"buyingRole": "CHAMPION", "power": 0.5}]
    moved = await world.do("unitMove", {"unit": by("o-b"), "to": by("o-a")}, "partOf { externalId }")
    assert moved == {"partOf": by("o-a")}
