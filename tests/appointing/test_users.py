"""Users by mutation: made, renamed, given roles and teams, let in no more and again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from graphcrm.exchange import importing
from graphcrm.exchange.importing import Options
from graphcrm.graph.connection import Graph
from graphcrm.records import users
from graphcrm.vocabulary.words import VOCABULARY
from tests.appointing.staff import POLICY, Somebody, join, signed_in
from tests.conftest import Api
from tests.exports.exporting import exported

WHO = "{ viewer { id } }"
DAY = timedelta(days=1)
TODAY = datetime.now(UTC).date()


@pytest.fixture
async def ana(api: Api) -> Somebody:
    """An administrator, of two."""
    await join(api, "second", "admin")
    return await join(api, "ana", "admin")


async def test_an_administrator_makes_a_user_who_signs_in_once_and_finds_them_by_address(ana: Somebody) -> None:
    given = {"email": "Bo@lumen.example", "name": "Bo Berg", "accessRoles": ["manager"], "idempotencyKey": "bo"}
    shown = "user { id email name accessRoles disabled version }"
    made = (await ana.do("userCreate", shown, **given))["user"]
    assert (made["email"], made["accessRoles"], made["disabled"]) == ("Bo@lumen.example", ["manager"], None)
    assert (await ana.do("userCreate", shown, **given))["user"] == made
    taken = {"email": "bo@LUMEN.example", "name": "Another"}
    assert await ana.faults("userCreate", **taken) == [("CONFLICT", "EXISTS", "email")]
    assert await ana.faults("userCreate", email="x@y.example", name="X", accessRoles=["emperor"]) == [
        ("BAD_USER_INPUT", None, "accessRoles")
    ]
    twins = [{"email": "c@lumen.example", "name": "C"}, {"email": "C@lumen.example", "name": "D"}]
    assert await ana.faults("userCreateMany", "users { id }", items=twins) == [("CONFLICT", "EXISTS", "items.1.email")]
    found = await ana.ask('{ user(by: {email: "BO@lumen.example"}) { id name } }')
    assert found == {"user": {"id": made["id"], "name": "Bo Berg"}}


async def test_a_user_is_renamed_and_neither_address_nor_rights_change_by_an_update(ana: Somebody) -> None:
    bo = await join(ana.api, "bo", "manager")
    shown = "user { name email }"
    renamed = await ana.do("userUpdate", shown, user={"id": bo.id}, name="Bo Holm")
    assert renamed["user"] == {"name": "Bo Holm", "email": bo.email}
    for other in ({"email": "x@y.example"}, {"accessRoles": ["admin"]}, {"disabled": True}):
        text = "mutation($input: UserUpdateInput!) { userUpdate(input: $input) { userErrors { code } } }"
        assert await ana.refused(text, {"input": {"user": {"id": bo.id}, **other}}) == "BAD_USER_INPUT"
    assert (await bo.post(WHO)).status_code == 200


async def test_roles_are_set_for_others_and_count_at_once(ana: Somebody) -> None:
    bo = await join(ana.api, "bo", "analyst")
    shown = "user { accessRoles history(first: 1) { nodes { fields reason by { id } } } }"
    done = await ana.do("userRoleSet", shown, user={"id": bo.id}, roles=["manager", "manager"], reason="Moved up")
    assert done["user"]["accessRoles"] == ["manager"]
    told = {"fields": ["accessRoles"], "reason": "Moved up", "by": {"id": ana.id}}
    assert done["user"]["history"]["nodes"] == [told]
    assert await ana.faults("userRoleSet", user={"id": ana.id}, roles=["admin", "auditor"]) == [
        ("FORBIDDEN", "ROLE", "user")
    ]
    assert await ana.faults("userRoleSet", user={"id": bo.id}, roles=["emperor"]) == [("BAD_USER_INPUT", None, "roles")]


async def test_the_last_administrator_stays(api: Api, graph: Graph) -> None:
    ana, bo = await join(api, "ana", "admin"), await join(api, "bo", "admin")
    await bo.do("userDisable", user={"id": ana.id})
    assert await bo.faults("userDisable", user={"id": bo.id}) == [("CONFLICT", "LAST_ADMIN", "user")]
    await bo.do("userEnable", user={"id": ana.id})
    rows = await graph.rows("MATCH (u:User) RETURN u.email, u.disabled ORDER BY u.email", {})
    assert rows == [[ana.email, False], [bo.email, False]]


async def test_whoever_is_let_in_again_brings_nothing_of_before(ana: Somebody) -> None:
    bo = await join(ana.api, "bo", "manager")
    browser = await signed_in(bo)
    for way in (bo, browser):
        assert (await way.post(WHO)).status_code == 200
    await ana.do("userDisable", user={"id": bo.id})
    await ana.do("userDisable", user={"id": bo.id})  # twice is once
    await ana.do("userEnable", user={"id": bo.id})
    assert await ana.api.graph.rows("MATCH (s:Token|Session)-[:OF]->(:User {id: $id}) RETURN s", {"id": bo.id}) == []
    again = await ana.do("tokenCreate", user={"id": bo.id})
    assert (await bo.by_token(again["token"]).post(WHO)).status_code == 200


async def test_who_is_in_a_team_is_said_from_a_day_on(ana: Somebody) -> None:
    bo = await join(ana.api, "bo", "manager")
    await ana.do("teamCreate", "team { id }", name="North", externalId="north")
    team = {"user": {"id": bo.id}, "team": {"externalId": "north"}}

    async def facts() -> list[list[str | None]]:
        text = "MATCH (:User {id: $id})-[m:MEMBER_OF]->() WITH m ORDER BY m.started_on"
        return await ana.api.graph.rows(f"{text} RETURN toString(m.started_on), toString(m.ended_on)", {"id": bo.id})

    before, later = TODAY - 10 * DAY, TODAY + 10 * DAY
    await ana.do("teamMemberSet", "team { id }", **team, startedOn=str(before))
    await ana.do("teamMemberSet", "team { id }", **team, startedOn=str(TODAY))  # it holds already
    assert await facts() == [[str(before), None]]
    await ana.do("teamMemberSet", "team { id }", **team, startedOn=str(TODAY), endedOn=str(later))
    assert await facts() == [[str(before), str(TODAY - DAY)], [str(TODAY), str(later)]]
    shown = await ana.do("teamMemberSet", "team { members { totalCount } }", **team, member=False)
    assert shown["team"] == {"members": {"totalCount": 0}}
    assert await facts() == [[str(before), str(TODAY - DAY)]]
    wrong = {"startedOn": str(TODAY), "endedOn": str(before)}
    assert await ana.faults("teamMemberSet", "team { id }", **team, **wrong) == [("BAD_USER_INPUT", None, "endedOn")]
    assert await bo.faults("teamMemberSet", "team { id }", **team) == [("FORBIDDEN", "ROLE", "team")]


async def test_a_custom_field_of_users_is_written_and_found(ana: Somebody) -> None:
    definition = {"on": "User", "key": "badge", "label": "Badge", "type": "TEXT"}
    await ana.do("fieldDefinitionCreate", "fieldDefinition { id }", **definition)
    bo = await join(ana.api, "bo", "manager")
    fields = [{"key": "badge", "text": "N-12"}]
    shown = "user { name customFields { key text } }"
    done = await ana.do("userUpdate", shown, user={"id": bo.id}, customFields=fields)
    assert done["user"] == {"name": "Bo", "customFields": [{"key": "badge", "text": "N-12"}]}
    made = await ana.do("userCreate", shown, email="c@lumen.example", name="Cy", customFields=fields)
    assert made["user"]["customFields"] == [{"key": "badge", "text": "N-12"}]
    query = (
        '{ users(filter: {custom: [{key: "badge", text: {eq: "N-12"}}]}, orderBy: [{field: NAME}]) { nodes { name } } }'
    )
    assert await ana.ask(query) == {"users": {"nodes": [{"name": "Bo"}, {"name": "Cy"}]}}


async def test_custom_fields_of_users_stand_in_their_file_both_ways(ana: Somebody, tmp_path: Path) -> None:
    definition = {"on": "User", "key": "badge", "label": "Badge", "type": "TEXT"}
    await ana.do("fieldDefinitionCreate", "fieldDefinition { id }", **definition)
    rows = "external_id,email,name,access_roles,x_badge\nu-bo,bo@lumen.example,Bo,manager,N-12\n"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "users.csv").write_text(rows)
    ledger = await importing.run(ana.api.graph, VOCABULARY, [tmp_path / "in"])
    assert ledger.clean, ledger.as_dict()
    found = await ana.ask('{ user(by: {externalId: "u-bo"}) { customFields { key text } } }')
    assert found == {"user": {"customFields": [{"key": "badge", "text": "N-12"}]}}
    await exported(ana.api.graph, tmp_path / "out")
    head, *lines = (tmp_path / "out" / "users.csv").read_text().splitlines()
    place = head.split(",").index("x_badge")
    assert [line.split(",")[place] for line in lines if line.startswith("u-bo,")] == ["N-12"]


async def test_nobody_gives_themselves_a_role_by_a_file(ana: Somebody, tmp_path: Path) -> None:
    bo = await join(ana.api, "bo", "manager")
    rows = (
        f"external_id,email,name,access_roles\n{ana.id},{ana.email},Ana,admin;auditor\n{bo.id},{bo.email},Bo,analyst\n"
    )
    (tmp_path / "users.csv").write_text(rows)
    who = await users.viewer_of(ana.api.graph, POLICY, ana.email)
    ledger = await importing.run(ana.api.graph, VOCABULARY, [tmp_path / "users.csv"], Options(importer=who))
    assert [(one.line, one.column, one.code) for one in ledger.rejected] == [(2, "access_roles", "RULE")]
    found = await ana.ask("{ users(orderBy: [{field: NAME}]) { nodes { name accessRoles } } }")
    roles = {one["name"]: one["accessRoles"] for one in found["users"]["nodes"]}
    assert (roles["Ana"], roles["Bo"]) == (["admin"], ["analyst"])
