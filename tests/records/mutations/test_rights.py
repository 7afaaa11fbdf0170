"""Rights come first: who may not write is refused, what one does not see is not there, and nobody grants themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx

from graphcrm.access.policy import Policy, built_in
from graphcrm.access.rights import Right
from graphcrm.access.sensitivity import Sensitivity, Sight
from graphcrm.settings import Settings
from graphcrm.web import serving
from tests.records.mutations.writer import Writer, by, document, left_behind


async def test_teams_are_changed_by_those_who_answer_for_them(empty: Writer) -> None:
    """Membership decides who sees what, so nobody lets themselves into a team: one -- manager, below it two."""
    teams = [{"externalId": "one", "name": "One"}, {"externalId": "two", "name": "Two", "parent": by("one")}]
    await empty.do("teamCreateMany", {"items": [*teams, {"externalId": "three", "name": "Three"}]}, role="admin")
    ids = {}
    for role in ("manager", "account_manager"):
        await empty.api.token(role)
        rows = await empty.api.graph.rows("MATCH (u:User) WHERE $role IN u.access_roles RETURN u.id", {"role": role})
        ids[role] = {"id": rows[0][0]}
    await empty.do("teamMemberAdd", {"user": ids["manager"], "team": by("one")}, role="admin")
    for name, given, role in (
        ("teamMemberAdd", {"user": ids["account_manager"], "team": by("one")}, "account_manager"),
        ("teamCreate", {"name": "Mine"}, "manager"),
        ("teamUpdate", {"team": by("three"), "parent": by("one")}, "manager"),
        ("userPersonAdd", {"user": ids["manager"], "person": by("p")}, "manager"),
    ):
        refusal = await empty.api.refusal(document(name), {"input": given}, role)
        assert refusal["extensions"]["code"] == "FORBIDDEN", name
    foreign = {"user": ids["manager"], "team": by("three")}
    assert await empty.faults("teamMemberAdd", foreign) == [("FORBIDDEN", "ROLE", "team")]
    joined = await empty.do("teamMemberAdd", {**foreign, "team": by("two")}, "members { nodes { id } }")
    assert joined == {"members": {"nodes": [ids["manager"]]}}
    await empty.do("personCreate", {"externalId": "p", "name": "Mia"})
    myself = {"user": ids["manager"], "person": by("p")}
    person = await empty.do("userPersonAdd", myself, "person { name user { id } }", role="admin")
    assert person == {"person": {"name": "Mia", "user": ids["manager"]}}
    await empty.do("personCreate", {"externalId": "q", "name": "Mo"})
    second = {**myself, "person": by("q")}
    assert await empty.faults("userPersonAdd", second, role="admin") == [("CONFLICT", "HIERARCHY", "person")]


async def test_what_a_role_does_not_see_it_does_not_write(world: Writer) -> None:
    given = {"person": by("p-a"), "birthday": "1980-01-01"}
    assert await world.faults("personUpdate", given) == [("FORBIDDEN", "ROLE", "birthday")]


async def test_acts_of_several_steps_need_the_sight_of_all_they_write(world: Writer) -> None:
    """A manager who does not see confidential facts converts a lead, and begins no deal with a committee."""
    blind = replace(
        built_in().roles["manager"],
        rights={level: Right.of(Sight.SHOW) for level in (Sensitivity.PUBLIC, Sensitivity.PERSONAL)},
    )
    app, _ = serving.application(world.api.graph, Policy({**built_in().roles, "manager": blind}), Settings())
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://graphcrm")
    writer = Writer(world.api)
    await world.do("personUpdate", {"person": by("p-a"), "leadStatus": "NEW"})
    writer.api = replace(world.api, client=client)
    lead, deal = {"person": by("p-a")}, {"dealName": "D", "organization": by("o-a"), "buyingRole": "USER"}
    forbidden = [("FORBIDDEN", "ROLE", "dealName"), ("FORBIDDEN", "ROLE", "buyingRole")]
    assert await writer.faults("leadConvert", {**lead, **deal}) == forbidden
    await writer.do("leadConvert", lead)
    stake = {"person": by("p-a"), "deal": by("d"), "stance": "NEUTRAL"}
    assert {fault[0] for fault in await writer.faults("stakeholderAdd", stake)} == {"FORBIDDEN"}
    noted = {"person": by("p-a"), "kind": "CHAMPION", "note": "N"}
    assert await writer.faults("personCategoryAdd", noted) == [("FORBIDDEN", "ROLE", "note")]
    await client.aclose()


_HIDE = "MATCH (n:Person {external_id: 'p-b'}) SET n.audience = ['tea_other']"


async def test_a_record_of_another_team_is_as_one_that_is_not_there(world: Writer) -> None:
    """As the record to change, as an end of a fact, in a list, in bulk: the same bytes but for the name of the key."""
    await world.do("roleAssign", {"role": by("r-c"), "person": by("p-b"), "startedOn": "2020-01-01"})
    await world.api.graph.change_schema([_HIDE])
    before = await left_behind(world.api.graph)

    def inputs(person: str) -> list[tuple[str, dict[str, Any]]]:
        hidden = by(person)
        return [
            ("personUpdate", {"person": hidden, "city": "Kiel"}),
            ("personUpdate", {"person": hidden, "city": "Kiel", "expectedVersion": 7}),
            ("personArchive", {"person": hidden}),
            (
                "personUpdateMany",
                {"items": [{"person": by("p-a"), "city": "Kiel"}, {"person": hidden, "city": "Kiel"}]},
            ),
            ("roleAssign", {"role": by("r-a"), "person": hidden}),
            ("roleEnd", {"role": by("r-c"), "person": hidden, "endedOn": "2021-01-01"}),
            ("roleRetract", {"role": by("r-c"), "person": hidden}),
            ("relationAdd", {"from": by("p-a"), "to": hidden, "kind": "FRIEND"}),
            ("noteCreate", {"text": "N", "about": [{"person": by("p-a")}, {"person": hidden}]}),
            ("personMove", {"person": hidden, "role": by("r-a")}),
            ("roleTransfer", {"role": by("r-c"), "from": hidden, "to": by("p-a")}),
            ("leadConvert", {"person": hidden}),
            ("preferenceCreate", {"person": hidden, "topic": "T"}),
        ]

    for (name, hidden), (_, unknown) in zip(inputs("p-b"), inputs("p-x"), strict=True):
        one = await world.payload(name, {**hidden, "idempotencyKey": "k"})
        other = await world.payload(name, {**unknown, "idempotencyKey": "k"})
        assert one == other, name
        assert one["userErrors"][0]["code"] == "NOT_FOUND", name
    assert await left_behind(world.api.graph) == before


async def test_a_move_leaves_seats_alone_that_the_writer_does_not_see(world: Writer) -> None:
    await world.do("roleAssign", {"role": by("r-a"), "person": by("p-a"), "startedOn": "2020-01-01"})
    await world.do("roleAssign", {"role": by("r-b"), "person": by("p-a"), "startedOn": "2026-06-01"})
    await world.api.graph.change_schema(["MATCH (n:Role {external_id: 'r-b'}) SET n.audience = ['tea_other']"])
    await world.do("personMove", {"person": by("p-a"), "role": by("r-c"), "startedOn": "2026-05-01"})
    rows = await world.api.graph.rows(
        "MATCH (:Person {external_id: 'p-a'})-[h:HOLDS]->(r) WITH r.external_id AS id, h.ended_on AS end "
        "RETURN id, toString(end) ORDER BY id",
        {},
    )
    assert rows == [["r-a", "2026-04-30"], ["r-b", None], ["r-c", None]]
