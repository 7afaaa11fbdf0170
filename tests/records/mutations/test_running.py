"""A write: a key makes a write happen once, a version guards it, rights come first, many are all or none."""

from __future__ import annotations

from typing import Any

import pytest

from graphcrm.exchange.canonical import graph_hash
from graphcrm.graph.connection import Graph
from tests.records.mutations.writer import MUTATIONS, Writer, by, document


async def left_behind(graph: Graph) -> list[Any]:
    """How much was written, whoever looks: the graph, changes, audit entries, keys."""
    counts = "RETURN COUNT { (:Change) }, COUNT { (:AuditEntry) }, COUNT { (:IdempotencyKey) }"
    return [await graph_hash(graph), *(await graph.rows(counts, {}))[0]]


async def test_the_same_key_has_one_effect_and_the_same_answer(empty: Writer) -> None:
    given = {"name": "Noor", "idempotencyKey": "k-1", "clientMutationId": "c-1"}
    text = document("personCreate", "id version")
    first = (await empty.api.post(text, {"input": given})).json()
    before = await left_behind(empty.api.graph)
    second = (await empty.api.post(text, {"input": given})).json()
    assert second["data"] == first["data"]
    assert first["data"]["personCreate"]["clientMutationId"] == "c-1"
    assert (first["extensions"].get("replayed"), second["extensions"].get("replayed")) == (None, True)
    assert await left_behind(empty.api.graph) == before
    mismatch = [("CONFLICT", "IDEMPOTENCY_MISMATCH", "idempotencyKey")]
    assert await empty.faults("personCreate", {**given, "name": "Other"}) == mismatch
    assert await empty.faults("organizationCreate", given) == mismatch, "another mutation"
    assert await left_behind(empty.api.graph) == before
    other = await empty.do("personCreate", given, role="admin")
    assert other["id"] != first["data"]["personCreate"]["person"]["id"], "a key is its author's"


async def test_a_refusal_is_not_remembered(empty: Writer) -> None:
    seat = {"title": "Head", "organization": by("o-1"), "idempotencyKey": "k-1"}
    assert await empty.faults("roleCreate", seat) == [("NOT_FOUND", None, "organization")]
    await empty.do("organizationCreate", {"externalId": "o-1", "name": "One"})
    await empty.do("roleCreate", seat)


async def test_a_key_may_stand_in_the_header_of_a_request_with_one_mutation(empty: Writer) -> None:
    headers = {"Authorization": f"Bearer {await empty.api.token()}", "Idempotency-Key": "k-h"}

    async def post(query: str) -> Any:
        return (await empty.api.client.post("/graphql", json={"query": query}, headers=headers)).json()

    one = 'mutation { personCreate(input: {name: "Noor"}) { person { id } idempotencyKey } }'
    first, second = await post(one), await post(one)
    assert first["data"] == second["data"] and second["extensions"]["replayed"]
    assert first["data"]["personCreate"]["idempotencyKey"] == "k-h"
    two = (f'{name}: personCreate(input: {{name: "{name}"}}) {{ person {{ id }} }}' for name in "ab")
    both = f"mutation {{ {' '.join(two)} }}"
    assert (await post(both))["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert await empty.faults("personCreate", {"name": "A", "idempotencyKey": "k" * 201}) == [
        ("BAD_USER_INPUT", None, "idempotencyKey")
    ]


async def test_a_stale_version_changes_nothing(world: Writer) -> None:
    await world.do("personUpdate", {"person": by("p-a"), "city": "Kiel", "expectedVersion": 1})
    before = await left_behind(world.api.graph)
    for name in ("personUpdate", "personArchive"):
        stale = {"person": by("p-a"), "expectedVersion": 1, **({"city": "Ulm"} if name == "personUpdate" else {})}
        assert await world.faults(name, stale) == [("CONFLICT", "VERSION", "expectedVersion")]
    many = [{"person": by("p-b"), "city": "Ulm"}, {"person": by("p-a"), "city": "Ulm", "expectedVersion": 1}]
    assert await world.faults("personUpdateMany", {"items": many}) == [
        ("CONFLICT", "VERSION", "items.1.expectedVersion")
    ]
    assert await left_behind(world.api.graph) == before


async def test_mutations_of_one_request_run_in_their_order(empty: Writer) -> None:
    text = """mutation {
      first: personCreate(input: {externalId: "p", name: "Ana"}) { person { version } userErrors { code } }
      twice: personCreate(input: {externalId: "p", name: "Ana"}) { person { version } userErrors { code field } }
      then: personUpdate(input: {person: {externalId: "p"}, name: "Anna"}) {
        person { name version }
        query { person(by: {externalId: "p"}) { name } people { totalCount } viewer { email } }
      }
      __typename
    }"""
    assert await empty.ask(text) == {
        "first": {"person": {"version": 1}, "userErrors": []},
        "twice": {"person": None, "userErrors": [{"code": "CONFLICT", "field": ["externalId"]}]},
        "then": {
            "person": {"name": "Anna", "version": 2},
            "query": {
                "person": {"name": "Anna"},
                "people": {"totalCount": 1},
                "viewer": {"email": "manager@lumen.example"},
            },
        },
        "__typename": "Mutation",
    }


async def test_many_are_all_or_none_and_faults_name_their_item(empty: Writer) -> None:
    people = [{"externalId": f"p-{i}", "name": f"Person {i}"} for i in range(500)]
    made = await empty.do("personCreateMany", {"items": people}, "externalId")
    assert made == [by(f"p-{i}") for i in range(500)], "in the order given"
    before = await left_behind(empty.api.graph)
    bad = [
        {"name": "Fine"},
        {"name": " "},
        {"name": "X", "emails": ["x@x.example", "none"]},
        {"name": "Y", "externalId": "p-1"},
    ]
    assert await empty.faults("personCreateMany", {"items": bad[:3]}) == [
        ("BAD_USER_INPUT", None, "items.1.name"),
        ("BAD_USER_INPUT", None, "items.2.emails.1"),
    ]
    assert await empty.faults("personCreateMany", {"items": [bad[0], bad[3]]}) == [
        ("CONFLICT", None, "items.1.externalId")
    ]
    twice = [{"name": "A", "externalId": "p-new"}, {"name": "B", "externalId": "p-new"}]
    assert await empty.faults("personCreateMany", {"items": twice}) == [("CONFLICT", None, "items.1.externalId")]
    same = [{"person": by("p-1"), "city": "A"}, {"person": by("p-1"), "city": "B"}]
    assert await empty.faults("personUpdateMany", {"items": same}) == [("BAD_USER_INPUT", None, "items")]
    keyed = [{"name": "A", "idempotencyKey": "k"}]
    assert await empty.faults("personCreateMany", {"items": keyed}) == [
        ("BAD_USER_INPUT", None, "items.0.idempotencyKey")
    ]
    assert await empty.faults("personCreateMany", {"items": []}) == [("BAD_USER_INPUT", None, "items")]
    many = {"input": {"items": [{"name": "A"}] * 501}}
    refusal = await empty.api.refusal(document("personCreateMany"), many)
    assert refusal["extensions"]["code"] == "QUERY_TOO_COMPLEX"
    assert await left_behind(empty.api.graph) == before


async def test_facts_and_states_of_many_change_together(world: Writer) -> None:
    held = [{"role": by(role), "person": by("p-a"), "startedOn": "2026-01-01"} for role in ("r-a", "r-b")]
    await world.do("roleAssignMany", {"items": held})
    again = [{"role": by("r-c"), "person": by("p-b")}, *held]
    assert await world.faults("roleAssignMany", {"items": again}) == [
        ("CONFLICT", "EXISTS", "items.1.role"),
        ("CONFLICT", "EXISTS", "items.2.role"),
    ]
    ended = await world.do("roleEndMany", {"items": [{**one, "endedOn": "2026-02-01"} for one in held]}, "vacant")
    assert ended == [{"vacant": True}, {"vacant": True}]
    people = [{"person": by("p-a")}, {"person": by("p-b")}]
    away = await world.do("personArchiveMany", {"items": people}, "archivedAt")
    assert all(one["archivedAt"] for one in away)
    assert await world.do("personRestoreMany", {"items": people}, "archivedAt") == [{"archivedAt": None}] * 2


@pytest.mark.parametrize("role", ["analyst", "auditor"])
async def test_who_may_not_write_is_refused_before_anything_is_looked_at(world: Writer, role: str) -> None:
    await world.api.token(role)
    before = await left_behind(world.api.graph)
    for name in ("personCreate", "personUpdate", "roleAssign", "coverageHandOver", "teamCreate", "roleReportsToSet"):
        required = {"personCreate": {"name": "A"}, "teamCreate": {"name": "A"}}.get(name)
        given = (
            required
            or {
                "personUpdate": {"person": by("p-a"), "city": "Kiel"},
                "roleAssign": {"role": by("r-a"), "person": by("p-a")},
                "coverageHandOver": {"from": by("u"), "to": by("v")},
                "roleReportsToSet": {"role": by("r-a"), "reportsTo": by("r-b")},
            }[name]
        )
        error = await world.api.refusal(document(name), {"input": given}, role)
        assert error["extensions"]["code"] == "FORBIDDEN", name
    assert await left_behind(world.api.graph) == before


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


def test_every_mutation_is_named_after_its_noun_or_fact() -> None:
    assert all(one.name == name for name, one in MUTATIONS.items())
