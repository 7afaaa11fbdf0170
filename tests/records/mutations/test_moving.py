"""Acts of several steps: people move, seats and accounts pass on, leads become contacts; all of it or nothing."""

from __future__ import annotations

from typing import Any

from tests.records.mutations.writer import Writer, by

SEATS = "roles { edges { startedOn endedOn node { externalId } } }"


async def seats(world: Writer, person: str) -> dict[str, tuple[str | None, str | None]]:
    query = f"query ($by: PersonBy!) {{ person(by: $by) {{ {SEATS} }} }}"
    found = (await world.ask(query, {"by": by(person)}))["person"]["roles"]["edges"]
    return {one["node"]["externalId"]: (one["startedOn"], one["endedOn"]) for one in found}


async def holds(world: Writer, role: str, start: str | None, person: str = "p-a") -> None:
    await world.do("roleAssign", {"role": by(role), "person": by(person), "startedOn": start})


def move(role: str, day: str | None = None, **more: Any) -> dict[str, Any]:
    return {"person": by("p-a"), "role": by(role), "startedOn": day, **more}


async def test_who_moves_leaves_all_seats_the_day_before(world: Writer) -> None:
    await holds(world, "r-a", "2020-01-01")
    await holds(world, "r-b", None)
    await world.do("personMove", move("r-c", "2026-05-01"))
    assert await seats(world, "p-a") == {
        "r-a": ("2020-01-01", "2026-04-30"),
        "r-b": (None, "2026-04-30"),
        "r-c": ("2026-05-01", None),
    }


async def test_who_moves_keeps_what_they_do_not_leave(world: Writer) -> None:
    await holds(world, "r-a", "2020-01-01")
    await holds(world, "r-b", "2020-01-01")
    await world.do("personMove", move("r-c", "2026-05-01", leaves=[by("r-a")], acting=True))
    assert {role: end for role, (_, end) in (await seats(world, "p-a")).items()} == {
        "r-a": "2026-04-30",
        "r-b": None,
        "r-c": None,
    }
    not_held = await world.faults("personMove", move("r-a", "2027-01-01", leaves=[by("r-b"), by("r-a")]))
    assert not_held == [("NOT_FOUND", None, "leaves.1")]
    await world.do("personMove", move("r-a", "2027-01-01", leaves=[]))
    assert len([end for _, end in (await seats(world, "p-a")).values() if end is None]) == 2


async def test_nobody_leaves_a_seat_before_they_took_it(world: Writer) -> None:
    await holds(world, "r-a", "2026-03-01")
    assert await world.faults("personMove", move("r-b", "2026-01-01")) == [("BAD_USER_INPUT", None, "startedOn")]
    assert await world.faults("personMove", move("r-b", "2026-03-01")) == [("BAD_USER_INPUT", None, "startedOn")]
    assert await world.faults("personMove", move("r-b", "0001-01-01")) == [("BAD_USER_INPUT", None, "startedOn")]
    assert await world.faults("personMove", move("r-a", "2026-01-01")) == [("CONFLICT", "EXISTS", "role")]
    assert await seats(world, "p-a") == {"r-a": ("2026-03-01", None)}


async def test_a_seat_that_is_planned_stays_planned(world: Writer) -> None:
    await holds(world, "r-a", "2020-01-01")
    await holds(world, "r-b", "2999-01-01")
    await world.do("personMove", move("r-c", "2026-05-01"))
    assert await seats(world, "p-a") == {
        "r-a": ("2020-01-01", "2026-04-30"),
        "r-b": ("2999-01-01", None),
        "r-c": ("2026-05-01", None),
    }


async def test_a_seat_passes_from_one_to_another(world: Writer) -> None:
    await holds(world, "r-a", "2020-01-01")
    given = {"role": by("r-a"), "from": by("p-a"), "to": by("p-b"), "startedOn": "2026-05-01"}
    found = await world.do("roleTransfer", given, "holders { person { externalId } startedOn endedOn }")
    assert found["holders"] == [
        {"person": by("p-a"), "startedOn": "2020-01-01", "endedOn": "2026-04-30"},
        {"person": by("p-b"), "startedOn": "2026-05-01", "endedOn": None},
    ]
    assert await world.faults("roleTransfer", {**given, "to": by("p-c")}) == [("NOT_FOUND", None, "from")]
    assert await world.faults(
        "roleTransfer", {**given, "from": by("p-b"), "to": by("p-b"), "startedOn": "2026-06-01"}
    ) == [("CONFLICT", "EXISTS", "to")]
    assert await world.faults("roleTransfer", {**given, "startedOn": "0001-01-01"}) == [
        ("BAD_USER_INPUT", None, "startedOn")
    ]


async def users(world: Writer) -> tuple[dict[str, str], dict[str, str]]:
    """Two of us: the one who writes, and a colleague."""
    found = []
    for role in ("manager", "admin"):
        await world.api.token(role)
        found.append({"id": (await world.ask("{ viewer { id } }", role=role))["viewer"]["id"]})
    return found[0], found[1]


async def test_accounts_pass_on_with_their_open_tasks(world: Writer) -> None:
    """
    one --OWNER (until 2999-12-31)--> o-a     three --OWNER (from 3000-01-01)--> o-a
    one --MEMBER--> o-b                       tasks about o-a: open, done
    """
    one, two = await users(world)
    cover = {"user": one, "organization": by("o-a"), "as": "OWNER", "startedOn": "2020-01-01"}
    await world.do("coverageAdd", {**cover, "endedOn": "2999-12-31"})
    await world.do("coverageAdd", {**cover, "startedOn": "3000-01-01"})
    await world.do("coverageAdd", {"user": one, "organization": by("o-b")})
    second = {"user": two, "organization": by("o-a"), "as": "OWNER", "startedOn": "2020-01-01"}
    assert await world.faults("coverageAdd", second) == [("CONFLICT", "HIERARCHY", "user")]
    about = {"assignee": one, "about": [{"organization": by("o-a")}]}
    await world.do("taskCreate", {"externalId": "t-open", "title": "Call", **about})
    await world.do("taskCreate", {"externalId": "t-done", "title": "Called", "status": "DONE", **about})
    given = {"from": one, "to": two, "organizations": [by("o-a")], "startedOn": "2026-05-01"}
    fields = "covers { edges { as startedOn endedOn node { externalId } } } tasks { nodes { externalId version } }"
    found = await world.do("coverageHandOver", given, fields)
    edge = {"as": "OWNER", "startedOn": "2026-05-01", "endedOn": "2999-12-31", "node": by("o-a")}
    assert found["covers"]["edges"] == [edge]
    assert found["tasks"]["nodes"] == [{"externalId": "t-open", "version": 2}]
    covered_by = "coveredBy(current: true, asOf: $day) { nodes { id } }"
    who = f'query ($day: Date!) {{ organization(by: {{externalId: "o-a"}}) {{ {covered_by} }} }}'
    for day, user in (("2026-04-30", one), ("2026-05-01", two), ("3000-01-01", one)):
        covered = (await world.ask(who, {"day": day}))["organization"]["coveredBy"]["nodes"]
        assert covered == [user], f"whose account on {day}"
    assert await world.faults("coverageHandOver", given) == [("NOT_FOUND", None, "organizations")], "a second time"
    assert await world.faults("coverageHandOver", {**given, "to": one}) == [
        ("BAD_USER_INPUT", None, "to"),
        ("NOT_FOUND", None, "organizations"),
    ]
    assert await world.faults("coverageHandOver", {**given, "startedOn": "0001-01-01"}) == [
        ("BAD_USER_INPUT", None, "startedOn")
    ]


async def test_a_lead_becomes_a_contact_as_the_same_record(world: Writer) -> None:
    lead = {"externalId": "p-l", "name": "Lea Lead", "contactType": "LEAD", "leadStatus": "QUALIFIED"}
    made = await world.do("personCreate", lead, "id")
    deal = {"dealName": "First", "organization": by("o-a"), "buyingRole": "CHAMPION", "stage": "NEW"}
    fields = "id contactType leadStatus version stakeholderIn { edges { buyingRole node { name stage } } }"
    found = await world.do("leadConvert", {"person": by("p-l"), **deal}, fields)
    assert found == {
        "id": made["id"],
        "contactType": "CUSTOMER",
        "leadStatus": "CONVERTED",
        "version": 2,
        "stakeholderIn": {"edges": [{"buyingRole": "CHAMPION", "node": {"name": "First", "stage": "NEW"}}]},
    }
    assert await world.faults("leadConvert", {"person": by("p-l")}) == [("CONFLICT", "STATE", "person")]
    assert await world.faults("leadConvert", {"person": by("p-a")}) == [("CONFLICT", "STATE", "person")], "no lead"


async def test_a_deal_that_cannot_be_begun_leaves_the_lead_a_lead(world: Writer) -> None:
    await world.do("personCreate", {"externalId": "p-l", "name": "Lea Lead", "leadStatus": "NEW"})
    lead = {"person": by("p-l")}
    for given, path in (
        ({"dealName": "First"}, "organization"),
        ({"organization": by("o-a")}, "organization"),
        ({"dealName": " ", "organization": by("o-a")}, "dealName"),
        ({"dealName": "First", "organization": by("o-z")}, "organization"),
    ):
        assert [fault[2] for fault in await world.faults("leadConvert", {**lead, **given})] == [path]
    query = '{ person(by: {externalId: "p-l"}) { leadStatus version } }'
    assert (await world.ask(query))["person"] == {"leadStatus": "NEW", "version": 1}
