"""The mails and the reporting tree of a real company, turned into native files: they import, the chart is the tree, the
timelines page to their end. The data are shared ones; without them the test is skipped."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from graphcrm.exchange import importing
from graphcrm.graph.connection import Graph
from graphcrm.vocabulary.words import VOCABULARY
from tests.conftest import opened


def native_files(source: Path, folder: Path) -> dict[str, int]:
    """Turns the data set into native files; how many rows each has. Accounts are numbers; 13 hold no seat."""
    with (source / "people.csv").open() as file:
        managers = {row["person"]: row["manager"] for row in csv.DictReader(file)}
    with (source / "all_events.csv").open() as file:
        events = list(csv.DictReader(file))
    accounts = {a for e in events for a in (e["sender"], *e["recipients"].split(";"))} | set(managers)
    (folder / "organizations.csv").write_text("external_id,name\no-m,Manufacturing company\n")
    people = "".join(f"p-{a},Account {a}\n" for a in sorted(accounts, key=int))
    (folder / "people.csv").write_text("external_id,name\n" + people)
    seats = "".join(f"r-{p},o-m,Seat {p},{'r-' + m if m else ''}\n" for p, m in managers.items())
    (folder / "roles.csv").write_text("external_id,organization,title,reports_to\n" + seats)
    (folder / "holdings.csv").write_text("role,person\n" + "".join(f"r-{p},p-{p}\n" for p in managers))
    with (folder / "interactions.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("external_id", "kind", "occurred_at", "participants"))
        for number, event in enumerate(events):
            recipients = "".join(f";p-{r}:TO" for r in event["recipients"].split(";"))
            writer.writerow((f"i-{number}", "EMAIL", event["time"] + "Z", f"p-{event['sender']}:FROM{recipients}"))
    return {"people": len(accounts), "seats": len(managers), "mails": len(events)}


async def test_a_company_imports_and_answers(graph: Graph, shared: Path, tmp_path: Path) -> None:
    counts = native_files(shared / "data" / "manufacturing", tmp_path)
    assert counts == {"people": 167, "seats": 154, "mails": 58_463}
    ledger = await importing.run(graph, VOCABULARY, [tmp_path])
    total = ledger.total()
    assert (total["created"], total["rejected"]) == (1 + 167 + 154 + 154 + 58_463, 0)
    api = await opened(graph)
    chart = (await api.ask('{ organization(by: {externalId: "o-m"}) { orgChart { total truncated seats { depth '
                           "reportsInAll role { externalId reportsTo { externalId } } } } } }"))  # fmt: skip
    await _is_the_tree(shared / "data" / "manufacturing" / "people.csv", chart["organization"]["orgChart"])
    await _pages_to_its_end(api, shared / "data" / "manufacturing" / "all_events.csv", "8")
    await api.client.aclose()


async def _is_the_tree(file: Path, chart: dict[str, Any]) -> None:
    with file.open() as opened_file:
        managers = {f"r-{row['person']}": row["manager"] for row in csv.DictReader(opened_file)}
    assert (chart["total"], chart["truncated"], len(chart["seats"])) == (154, False, 154)
    for seat in chart["seats"]:
        above = seat["role"]["reportsTo"]
        assert (above["externalId"] if above else None) == (
            f"r-{m}" if (m := managers[seat["role"]["externalId"]]) else None
        )
    assert [seat["reportsInAll"] for seat in chart["seats"] if seat["depth"] == 0] == [153]


async def _pages_to_its_end(api: Any, file: Path, account: str) -> None:
    with file.open() as opened_file:
        mails = [e for e in csv.DictReader(opened_file) if account in (e["sender"], *e["recipients"].split(";"))]
    query = """query($id: String!, $after: Cursor) { person(by: {externalId: $id}) {
      timeline(first: 100, after: $after) { totalCount nodes { externalId occurredAt }
        pageInfo { hasNextPage endCursor } } } }"""
    seen: list[tuple[str, str]] = []
    after = None
    while True:
        page = (await api.ask(query, {"id": f"p-{account}", "after": after}))["person"]["timeline"]
        seen += [(node["occurredAt"], node["externalId"]) for node in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert page["totalCount"] == len(mails) == len(seen) == len(set(seen))
    assert [moment for moment, _ in seen] == sorted((moment for moment, _ in seen), reverse=True)
