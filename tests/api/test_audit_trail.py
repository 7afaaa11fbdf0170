"""`auditTrail`: the auditor's view of the trail, newest first, page by page, filtered; nobody else's."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph
from graphcrm.records import tokens, users
from graphcrm.records.audit.journals import Journal
from graphcrm.records.audit.notes import Note
from graphcrm.records.audit.sealing import Sealer
from tests.conftest import Api

_FIELDS = "id at actor act type subject fields request decision number hash summary"
TRAIL = "query%s { auditTrail(%s) { nodes { " + _FIELDS + " } totalCount } }"
_TYPES = {"s": "String", "f": "DateTime"}
CREATE = 'mutation { personCreate(input: {name: "%s", birthday: "1980-05-05"}) { person { id } userErrors { code } } }'
CITY = 'mutation { personUpdate(input: {person: {id: "%s"}, city: "Kiel"}) { userErrors { code } } }'


async def trail(api: Api, arguments: str = "first: 50", **variables: Any) -> list[dict[str, Any]]:
    declared = ", ".join(f"${name}: {_TYPES[name]}" for name in variables)
    text = TRAIL % (f"({declared})" if declared else "", arguments)
    found = (await api.ask(text, variables, "auditor"))["auditTrail"]["nodes"]
    return [entry for entry in found if entry["type"] != "User"]  # those who ask in these tests


@pytest.fixture
async def person(api: Api) -> str:
    data = await api.ask('mutation { personCreate(input: {name: "Ana Lima"}) { person { id } } }')
    return str(data["personCreate"]["person"]["id"])


async def test_a_write_stands_in_it_at_once_and_its_place_when_it_is_sealed(
    api: Api, graph: Graph, person: str, tmp_path: Path
) -> None:
    (entry,) = await trail(api)
    assert (entry["act"], entry["type"], entry["decision"]) == ("personCreate", "Person", "allowed")
    assert (entry["number"], entry["hash"]) == (None, None)
    await Sealer(graph, tmp_path).seal()
    (entry,) = await trail(api)
    assert (type(entry["number"]), len(entry["hash"])) == (int, 64)
    assert entry["summary"].endswith(f"{entry['actor']} personCreate Person allowed")


async def test_a_person_is_found_by_their_id_and_stands_there_by_a_code(api: Api, graph: Graph, person: str) -> None:
    await api.ask(CITY % person)
    await api.ask('mutation { organizationCreate(input: {name: "Alpha"}) { organization { id } } }')
    found = await trail(api, "subject: $s", s=person)
    assert [entry["act"] for entry in found] == ["personUpdate", "personCreate"]
    code = found[0]["subject"][0]
    assert code != person and len(code) == 64
    assert [entry["act"] for entry in await trail(api, "subject: $s", s=code)] == ["personUpdate", "personCreate"]
    everything = await trail(api)
    assert not any(word in str(everything) for word in ("Ana", "Lima", "Kiel", person))
    await graph.write(lambda t: t.run("MATCH (p:Person) DETACH DELETE p"), name="gone")
    assert await trail(api, "subject: $s", s=person) == []


async def test_each_filter_narrows_it(api: Api, graph: Graph, person: str, tmp_path: Path) -> None:
    await api.ask(CITY % person, role="account_manager")
    async with Journal(tmp_path / "journal").open() as journal:
        journal.note(Note("usr_x", "read", [person], ["Person.birthday"], "r1"))
        journal.note(Note("usr_x", "personCreate", decision="denied"))
    await Sealer(graph, tmp_path).seal()
    [[manager]] = await graph.rows("MATCH (u:User {email: 'account_manager@lumen.example'}) RETURN u.id", {})

    async def acts(arguments: str, **variables: Any) -> list[str]:
        return [entry["act"] for entry in await trail(api, arguments, **variables)]

    assert await acts("first: 9") == ["personCreate", "read", "personUpdate", "personCreate"]
    assert await acts("actor: $s", s=manager) == ["personUpdate"]
    assert await acts('act: "read"') == ["read"]
    assert await acts('type: "Person", decision: "allowed"') == ["read", "personUpdate", "personCreate"]
    assert await acts('type: "Deal"') == []
    assert await acts('decision: "denied"') == ["personCreate"]
    assert await acts("subject: $s", s=person) == ["read", "personUpdate", "personCreate"]
    assert await acts("from: $f", f="2020-01-01T00:00:00Z") == await acts("first: 9")
    assert await acts("to: $f", f="2020-01-01T00:00:00Z") == []
    latest, second, *_ = await trail(api)
    assert await acts("from: $f", f=second["at"]) == ["personCreate", "read"]
    assert latest["fields"] == []


async def test_pages_hold_every_entry_once_newest_first(api: Api) -> None:
    for number in range(7):
        await api.ask(CREATE.replace(', birthday: "1980-05-05"', "") % f"Person {number}")
    text = """query($a: Cursor) { auditTrail(act: "personCreate", first: 3, after: $a) {
      edges { cursor node { id } } pageInfo { hasNextPage endCursor } totalCount } }"""
    seen: list[str] = []
    cursor, more = None, True
    while more:  # ends: the trail does
        page = (await api.ask(text, {"a": cursor}, "auditor"))["auditTrail"]
        seen += [edge["node"]["id"] for edge in page["edges"]]
        cursor, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        assert page["totalCount"] == 7
    assert seen == sorted(seen, reverse=True) and len(set(seen)) == 7


@pytest.mark.parametrize("role", sorted(set(built_in().roles) - {"auditor"}))
async def test_nobody_but_an_auditor_sees_it(api: Api, person: str, role: str) -> None:
    for query in ("{ auditTrail { totalCount } }", "{ viewer { id } auditTrail(first: 1) { __typename } }"):
        refusal = await api.refusal(query, role=role)
        assert (refusal["extensions"]["code"], refusal["extensions"]["reason"]) == ("FORBIDDEN", "ROLE")


async def test_no_payload_and_no_look_up_leads_to_it(api: Api, graph: Graph, person: str) -> None:
    before = await graph.rows("MATCH (n:Person) RETURN count(n)", {})
    text = 'mutation { personCreate(input: {name: "X"}) { query { auditTrail { nodes { id } } } } }'
    assert (await api.refusal(text))["extensions"]["code"] == "FORBIDDEN"
    assert await graph.rows("MATCH (n:Person) RETURN count(n)", {}) == before
    [[identifier]] = await graph.rows("MATCH (a:AuditEntry {act: 'personCreate'}) RETURN a.id", {})
    for role in ("manager", "auditor"):
        data = await api.ask(
            "query($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }", {"id": identifier}, role
        )
        assert data == {"node": None, "nodes": [None]}


async def test_who_may_sign_in_and_with_what_stands_in_it(api: Api, graph: Graph) -> None:
    identifier = await users.add(graph, built_in(), "ana@lumen.example", "Ana", ["manager"])
    token = await tokens.create(graph, built_in(), "ana@lumen.example", None, timedelta(hours=1))
    await tokens.revoke(graph, token)
    await users.disable(graph, "ana@lumen.example")
    data = await api.ask(TRAIL % ("($s: String)", "subject: $s"), {"s": identifier}, "auditor")
    found = data["auditTrail"]["nodes"]
    assert [entry["act"] for entry in found] == ["userDisable", "tokenRevoke", "tokenCreate", "userAdd"]
    assert {entry["actor"] for entry in found} == {"local"}
    assert token not in str(found) and "ana@" not in str(found)
