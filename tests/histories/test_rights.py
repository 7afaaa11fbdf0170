"""Whoever may not see a record, a fact or a field finds no trace of it in any history: no entry, no count, no value."""

from __future__ import annotations

from typing import Any

from tests.conftest import Api
from tests.histories.stories import history, made, said, write

_LIMIT = "MATCH (n {id: $id}) WHERE n:Person OR n:Organization SET n.audience = ['tea_theirs']"
_COUNT = "query($id: ID!) { node(id: $id) { ... on %s { history { totalCount } } } }"


def by(identifier: str) -> dict[str, str]:
    return {"id": identifier}


async def limit(api: Api, identifier: str) -> None:
    """Only another team sees the record from now on."""
    await api.graph.write(lambda t: t.run(_LIMIT, {"id": identifier}), name="limit")


async def count(api: Api, noun: str, identifier: str, role: str = "manager") -> int:
    found: int = (await api.ask(_COUNT % noun, {"id": identifier}, role))["node"]["history"]["totalCount"]
    return found


async def test_a_role_that_sees_no_confidential_facts_finds_neither_them_nor_their_reasons(api: Api) -> None:
    organization = await made(api, "Organization", name="Nordlicht")
    ana, deal = await made(api, "Person", name="Ana"), await made(api, "Deal", name="R", organization=by(organization))
    await write(api, "dealUpdate", deal=by(deal), value={"amount": "5", "currency": "EUR"}, reason="A guess.")
    await write(api, "dealUpdate", deal=by(deal), value=None, stage="LOST", reason="They bought elsewhere.")
    await write(api, "stakeholderAdd", person=by(ana), deal=by(deal), stance="OPPONENT")
    assert [one["kind"] for one in await history(api, deal)] == ["ADDED", "UPDATED", "UPDATED", "CREATED"]
    updated, _ = await history(api, deal, viewer="analyst")
    assert (said(updated), updated["fields"], updated["reason"]) == ({"stage": (None, "LOST")}, ["stage"], None)
    assert (await count(api, "Deal", deal), await count(api, "Deal", deal, "analyst")) == (4, 2)
    assert await history(api, deal, 'fields: ["value"]', viewer="analyst") == []
    assert [one["kind"] for one in await history(api, ana, viewer="analyst")] == ["CREATED"]


async def test_a_masked_field_has_no_history_and_no_past(api: Api) -> None:
    """An auditor sees initials: what a name was, and that it changed, is not theirs to know."""
    ana = await made(api, "Person", name="Ana Lind")
    await write(api, "personUpdate", person=by(ana), name="Ana Berg")
    (created,) = await history(api, ana, viewer="auditor")
    assert said(created) == {} and created["kind"] == "CREATED"
    question = 'query($id: ID!) { person(by: {id: $id}) { name asItWas(on: "2999-01-01") { name } } }'
    assert (await api.ask(question, {"id": ana}, "auditor"))["person"] == {"name": "A.B.", "asItWas": {"name": None}}


async def test_a_fact_with_a_hidden_end_is_in_nobodys_history(api: Api) -> None:
    """Ana holds a seat that all see; once she is another team's alone, nobody else sees that the seat was ever hers.

    Ana (tea_theirs) ──HOLDS──▶ Head ◀──HOLDS── Bo
    """
    organization = await made(api, "Organization", name="Nordlicht")
    head = await made(api, "Role", title="Head", organization=by(organization))
    ana, bo = await made(api, "Person", name="Ana"), await made(api, "Person", name="Bo")
    for person, start in ((ana, "2025-01-01"), (bo, "2026-01-01")):
        await write(api, "roleAssign", role=by(head), person=by(person), startedOn=start)
    await write(api, "roleEnd", role=by(head), person=by(ana), endedOn="2025-12-31")
    await limit(api, ana)
    assert [one["other"] for one in await history(api, head)] == [{"id": bo}, None]
    assert await count(api, "Role", head) == 2
    assert (await api.ask("query($id: ID!) { node(id: $id) { id } }", {"id": ana}))["node"] is None
    # The analyst sees every row.
    assert await count(api, "Role", head, "analyst") == 4


async def test_a_page_is_filled_with_what_one_sees(api: Api) -> None:
    organization = await made(api, "Organization", name="Nordlicht")
    deal = await made(api, "Deal", name="R", organization=by(organization))
    for number in range(4):
        await write(api, "dealUpdate", deal=by(deal), stage=f"S{number}")
        await write(api, "dealUpdate", deal=by(deal), value={"amount": str(number + 1), "currency": "EUR"})
    text = """query($id: ID!, $after: Cursor) { deal(by: {id: $id}) { history(first: 2, after: $after) {
        edges { node { changes { after } } } pageInfo { hasNextPage endCursor } } } }"""
    pages: list[Any] = []
    after = None
    while True:  # ends: with the last page
        page = (await api.ask(text, {"id": deal, "after": after}, "analyst"))["deal"]["history"]
        pages.append([edge["node"]["changes"][0]["after"] for edge in page["edges"]])
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert pages == [["S3", "S2"], ["S1", "S0"], ["R"]]
