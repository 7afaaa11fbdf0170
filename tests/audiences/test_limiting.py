"""Limiting an account: whoever is not of its teams meets nothing of it, whatever is written before or afterwards.

o-a Alpha (unit o-b Beta; owns o-c Gamma)     o-d Delta
  r-a Head (p-a Ana)  r-b Deputy  r-c Clerk     r-d Chief (p-d Dan)
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphcrm.records import audiences
from graphcrm.vocabulary.words import VOCABULARY
from tests.audiences.evaluator import mislabelled
from tests.exchange import files
from tests.records.mutations.writer import Writer, by, document, left_behind

_ROWS = "MATCH (n {external_id: $key}) WHERE NOT n:Internal RETURN n.audience, n._limited_to"
_TEAM = "MATCH (t:Team {external_id: $key}) RETURN t.id"


async def joined(writer: Writer, role: str, team: str) -> None:
    """Lets the user of a role into a team."""
    await writer.api.token(role)
    rows = await writer.api.graph.rows("MATCH (u:User) WHERE u.access_roles = [$role] RETURN u.id", {"role": role})
    await writer.do("teamMemberAdd", {"user": {"id": rows[0][0]}, "team": by(team)}, role="admin")


@pytest.fixture
async def account(world: Writer) -> Writer:
    """The world above; the manager is in the team north, the account manager in south."""
    for team in ("north", "south", "west"):
        await world.do("teamCreate", {"externalId": team, "name": team.title()}, role="admin")
    await joined(world, "manager", "north")
    await joined(world, "account_manager", "south")
    await world.do("unitMove", {"unit": by("o-b"), "to": by("o-a")})
    await world.do("subsidiaryAdd", {"child": by("o-c"), "parent": by("o-a"), "share": 0.9})
    await world.do("roleCreate", {"externalId": "r-d", "title": "Chief", "organization": by("o-d")})
    await world.do("personCreate", {"externalId": "p-d", "name": "Dan"})
    await world.do("roleAssign", {"role": by("r-a"), "person": by("p-a")})
    await world.do("roleAssign", {"role": by("r-d"), "person": by("p-d")})
    return world


async def teams(writer: Writer, key: str) -> list[str] | None:
    """The teams a record is for, by their names."""
    ids = (await writer.api.graph.rows(_ROWS, {"key": key}))[0][0]
    known = dict(await writer.api.graph.rows("MATCH (t:Team) RETURN t.id, t.external_id", {}))
    return None if ids is None else sorted(known[one] for one in ids)


async def limit(writer: Writer, key: str = "o-a", *names: str, **more: Any) -> None:
    given = {"organization": by(key), "teams": [by(name) for name in names] or None, **more}
    await writer.do("organizationAudienceSet", given, role="admin")


async def test_a_limited_account_is_gone_for_others_with_all_that_hangs_on_it(account: Writer) -> None:
    talk = {"kind": "CALL", "occurredAt": "2026-05-05T10:00:00Z"}
    part = [{"person": by("p-a"), "part": "FROM"}]
    about = {"participants": part, "concerns": [{"organization": by("o-a")}]}
    both = {"participants": part, "concerns": [{"organization": by("o-a")}, {"organization": by("o-d")}]}
    await account.do("dealCreate", {"externalId": "d-a", "name": "Deal", "organization": by("o-b")})
    await account.do("interactionRecord", {**talk, **about, "externalId": "i-a"})
    await account.do("interactionRecord", {**talk, **both, "externalId": "i-ad"})
    await account.do("noteCreate", {"externalId": "n-a", "text": "N", "about": [{"person": by("p-a")}]})
    await account.do("taskCreate", {"externalId": "t-a", "title": "T", "about": [{"deal": by("d-a")}]})
    await account.do("preferenceCreate", {"externalId": "w-a", "topic": "T", "person": by("p-a")})
    await limit(account, "o-a", "north")
    hidden = ("o-a", "o-b", "r-a", "r-b", "r-c", "p-a", "d-a", "i-a", "n-a", "t-a", "w-a")
    assert {key: await teams(account, key) for key in hidden} == {key: ["north"] for key in hidden}
    for key in ("o-c", "o-d", "r-d", "p-d", "p-b", "i-ad"):
        assert await teams(account, key) is None, f"{key} hangs on something else"
    query = (
        "{ organizations(orderBy: [{field: NAME}]) { totalCount nodes { name } } "
        "people(orderBy: [{field: NAME}]) { nodes { name } } roles { totalCount } "
        "deals { totalCount } interactions { nodes { participants { person { name } } concerns { __typename } } } "
        "notes { totalCount } "
        'tasks { totalCount } preferences { totalCount } search(text: "Ana") { totalCount } }'
    )
    seen = await account.ask(query, role="account_manager")
    assert seen == {
        "organizations": {"totalCount": 2, "nodes": [{"name": "Delta"}, {"name": "Gamma"}]},
        "people": {"nodes": [{"name": "Ben"}, {"name": "Cy"}, {"name": "Dan"}]},
        "roles": {"totalCount": 1},
        "deals": {"totalCount": 0},
        "interactions": {"nodes": [{"participants": [], "concerns": [{"__typename": "Organization"}]}]},
        "notes": {"totalCount": 0},
        "tasks": {"totalCount": 0},
        "preferences": {"totalCount": 0},
        "search": {"totalCount": 0},
    }
    own = await account.ask(query, role="manager")
    assert own["organizations"]["totalCount"] == 4 and own["notes"]["totalCount"] == 1


async def test_what_is_written_under_a_limited_account_is_limited_from_the_first_moment(account: Writer) -> None:
    await limit(account, "o-a", "north")
    await account.do("roleCreate", {"externalId": "r-n", "title": "New", "organization": by("o-b")})
    assert await teams(account, "r-n") == ["north"]
    await account.do("roleAssign", {"role": by("r-n"), "person": by("p-b")})
    assert await teams(account, "p-b") == ["north"]
    await account.do("unitMove", {"unit": by("o-d"), "to": by("o-a")})
    assert await teams(account, "p-d") == ["north"], "a unit brings its people"
    await account.do("unitRetract", {"unit": by("o-d"), "to": by("o-a")})
    assert await teams(account, "p-d") is None
    await account.do("roleAssign", {"role": by("r-d"), "person": by("p-b")})
    assert await teams(account, "p-b") is None, "known through an open account too"


async def test_a_record_on_two_accounts_is_for_whoever_may_see_one(account: Writer) -> None:
    await limit(account, "o-a", "north")
    await limit(account, "o-d", "south")
    await account.do("roleAssign", {"role": by("r-d"), "person": by("p-a")}, role="admin")
    assert await teams(account, "p-a") == ["north", "south"]
    query = "query($by: PersonBy!) { person(by: $by) { name roles { nodes { title } } } }"
    for role, title in (("manager", "Head"), ("account_manager", "Chief")):
        person = (await account.ask(query, {"by": by("p-a")}, role=role))["person"]
        assert person == {"name": "Ana", "roles": {"nodes": [{"title": title}]}}, "an edge needs both its ends"


async def test_subsidiaries_follow_where_that_is_said(account: Writer) -> None:
    await account.do("unitMove", {"unit": by("o-d"), "to": by("o-c")})
    await limit(account, "o-a", "north", withSubsidiaries=True)
    assert [await teams(account, key) for key in ("o-b", "o-c", "o-d", "p-d")] == [["north"]] * 4
    await limit(account, "o-a", "north")
    assert [await teams(account, key) for key in ("o-b", "o-c", "o-d", "p-d")] == [["north"], None, None, None]


async def test_what_is_said_of_a_record_itself_stands(account: Writer, tmp_path: Path) -> None:
    people = "external_id,name,audience\np-a,Ana,south\n"
    await files.imported(account.api.graph, tmp_path / "more", people=people)
    await limit(account, "o-a", "north")
    assert [await teams(account, key) for key in ("r-a", "p-a")] == [["north"], ["south"]]
    await limit(account)
    assert [await teams(account, key) for key in ("o-a", "r-a", "p-a")] == [None, None, ["south"]]


async def test_an_import_limits_what_its_rows_hang_on_limited_accounts(account: Writer, tmp_path: Path) -> None:
    organizations = "external_id,name,audience\no-a,Alpha,north\n"
    await files.imported(account.api.graph, tmp_path / "limited", organizations=organizations)
    await files.imported(
        account.api.graph,
        tmp_path / "more",
        people="external_id,name\np-n,New\n",
        roles="external_id,organization,title\nr-n,o-b,Seat\n",
        holdings="role,person,started_on\nr-n,p-n,2020-01-01\n",
        units="unit,part_of,started_on\no-d,o-b,2020-01-01\n",
    )
    assert {key: await teams(account, key) for key in ("r-n", "p-n", "o-d", "p-d")} == {
        "r-n": ["north"],
        "p-n": ["north"],
        "o-d": ["north"],
        "p-d": ["north"],
    }
    assert await audiences.check(account.api.graph, VOCABULARY) == []
    assert await mislabelled(account.api.graph) == []


async def test_who_may_limit_writes_from_and_to_their_own_teams(account: Writer) -> None:
    north = {"organization": by("o-a"), "teams": [by("north")]}
    refusal = await account.api.refusal(document("organizationAudienceSet"), {"input": north}, "account_manager")
    assert refusal["extensions"]["code"] == "FORBIDDEN"
    south = {"organization": by("o-a"), "teams": [by("south")]}
    assert await account.faults("organizationAudienceSet", south) == [("FORBIDDEN", "ROLE", "teams")]
    await account.do("organizationAudienceSet", south, role="admin")
    assert await account.faults("organizationAudienceSet", north) == [("NOT_FOUND", None, "organization")]
    await account.do("organizationAudienceSet", {**south, "teams": [by("north"), by("south")]}, role="admin")
    assert await account.faults("organizationAudienceSet", north) == [("FORBIDDEN", "ROLE", "teams")]
    await account.do("organizationAudienceSet", north, role="admin")
    await account.do("organizationAudienceSet", {"organization": by("o-a"), "teams": None, "reason": "public now"})
    assert await teams(account, "r-a") is None


async def test_a_limit_that_is_not_clear_is_refused_and_writes_nothing(account: Writer) -> None:
    before = await left_behind(account.api.graph)
    one = {"organization": by("o-a")}
    wrong = [
        (one, [("BAD_USER_INPUT", None, "teams")]),
        ({**one, "teams": []}, [("BAD_USER_INPUT", None, "teams")]),
        ({**one, "teams": [by("nobody")]}, [("NOT_FOUND", None, "teams.0")]),
        ({**one, "teams": None, "withSubsidiaries": True}, [("BAD_USER_INPUT", None, "withSubsidiaries")]),
        ({**one, "teams": [by("north")], "expectedVersion": 77}, [("CONFLICT", "VERSION", "expectedVersion")]),
        ({"organization": by("o-x"), "teams": [by("north")]}, [("NOT_FOUND", None, "organization")]),
    ]
    for given, faults in wrong:
        assert await account.faults("organizationAudienceSet", given, role="admin") == faults, given
    assert await left_behind(account.api.graph) == before


async def test_a_limit_stands_in_the_trail_and_tells_nobody_else(account: Writer) -> None:
    await limit(account, "o-a", "north", reason="quiet talks")
    rows = await account.api.graph.rows(
        "MATCH (a:AuditEntry {act: 'organizationAudienceSet'}) RETURN a.type, a.fields, a.decision", {}
    )
    assert rows == [["Organization", ["audience"], "allowed"]]
    query = "query($by: OrganizationBy!) { organization(by: $by) { history { nodes { kind fields } } } }"
    history = (await account.ask(query, {"by": by("o-a")}))["organization"]["history"]["nodes"]
    assert all("audience" not in one["fields"] for one in history)


async def test_a_check_finds_what_was_changed_by_hand_and_a_repair_mends_it(account: Writer) -> None:
    await limit(account, "o-a", "north")
    assert await audiences.check(account.api.graph, VOCABULARY) == []
    spoilt = [
        "MATCH (n:Organization {external_id: 'o-b'}) SET n.audience = ['tea_x']",
        "MATCH (n:Role) REMOVE n.audience",
        "MATCH (n:Person {external_id: 'p-a'}) REMOVE n:LimitedPerson",
        "MATCH (n:Organization {external_id: 'o-d'}) SET n:LimitedOrganization",
    ]
    await account.api.graph.change_schema(spoilt)
    findings = await audiences.check(account.api.graph, VOCABULARY)
    assert {(one.noun, one.stored == ["tea_x"], one.labelled) for one in findings} == {
        ("Organization", True, True), ("Role", False, False), ("Person", False, False), ("Organization", False, False)
    } and len(findings) == 6  # fmt: skip
    await audiences.repair(account.api.graph, VOCABULARY, findings)
    assert await audiences.check(account.api.graph, VOCABULARY) == [] == await mislabelled(account.api.graph)
    assert [await teams(account, key) for key in ("o-b", "r-a", "p-a")] == [["north"]] * 3
