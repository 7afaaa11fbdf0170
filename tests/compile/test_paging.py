"""Pages of lists whose order is a day: cursors hold it as text, and what has no day comes last."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Api

_TASKS = """mutation($items: [TaskCreateInput!]!) {
  taskCreateMany(input: {items: $items}) { userErrors { message } } }"""
_PAGE = """query($after: Cursor) { organization(by: {externalId: "o-nordlicht"}) {
  tasks(first: 2, after: $after) { nodes { title } pageInfo { hasNextPage endCursor } } } }"""
_ORGANIZATION = """mutation { organizationCreate(input: {externalId: "o-nordlicht", name: "Nordlicht"}) {
  userErrors { message } } }"""


async def test_tasks_page_by_the_day_they_are_due_to_the_end(api: Api) -> None:
    await api.ask(_ORGANIZATION)
    days = {"B": "2026-12-02", "A": "2026-12-01", "E": None, "C": "2026-12-02", "D": "2027-01-01"}
    about = [{"organization": {"externalId": "o-nordlicht"}}]
    items = [{"title": title, "dueOn": day, "about": about} for title, day in days.items()]
    assert (await api.ask(_TASKS, {"items": items}))["taskCreateMany"]["userErrors"] == []
    found, after = [], None
    while True:  # ends: each page begins after the one before
        page = (await api.ask(_PAGE, {"after": after}))["organization"]["tasks"]
        found += [node["title"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert found == ["A", "B", "C", "D", "E"]


@pytest.mark.parametrize("variables", [{}, {"order": None}, {"order": []}], ids=["absent", "null", "empty"])
async def test_without_an_order_or_with_a_null_one_the_order_is_that_of_the_ids(
    contract_api: Api, variables: dict[str, Any]
) -> None:
    query = "query($order: [PersonOrder!]) { people(orderBy: $order, first: 3) { nodes { id } } }"
    plain = await contract_api.ask("{ people(first: 3) { nodes { id } } }")
    assert await contract_api.ask(query, variables) == plain
    assert await contract_api.ask("{ people(orderBy: null, first: 3) { nodes { id } } }") == plain
    nested = '{ people(first: 3) { nodes { id } } person(by: {externalId: "p-berg"}) { roles(%s) { nodes { id } } } }'
    assert await contract_api.ask(nested % "orderBy: null") == await contract_api.ask(nested % "first: 20")
