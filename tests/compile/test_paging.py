"""Pages of lists whose order is a day: cursors hold it as text, and what has no day comes last."""

from __future__ import annotations

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
