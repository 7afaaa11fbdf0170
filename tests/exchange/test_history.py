"""What an import changes is in the history: of records and of facts, with the values before and after, by whom it was
started, and which run it was; what was on a day is answered from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graphcrm.access.policy import built_in
from graphcrm.exchange.importing import Options
from graphcrm.graph.connection import Graph
from graphcrm.records import users
from tests.conftest import Api
from tests.exchange.files import ORGANIZATIONS, PEOPLE, ROLES, imported
from tests.exchange.test_noting import ids, told
from tests.histories.stories import history, made, said, settle, write
from tests.histories.stories import told as says

_LINES = """
MATCH (:Role {external_id: $role})-[l:REPORTS_TO]->(r)
RETURN r.external_id, toString(l.started_on) AS first, toString(l.ended_on) AS last ORDER BY first, last
"""


async def test_a_value_that_an_import_changes_is_told_before_and_after_with_its_run(api: Api, tmp_path: Path) -> None:
    uma = await users.add(api.graph, built_in(), "uma@lumen.example", "Uma", ["manager"])
    head = "external_id,name,city,emails,categories\n"
    first = await imported(api.graph, tmp_path, people=head + "p-a,Ana,Kiel,ana@a.example,CHAMPION\np-b,Ben,,,\n")
    second = await imported(
        api.graph,
        tmp_path,
        Options(author=uma, source="the old CRM"),
        people=head + "p-a,Anna,,anna@a.example,CHAMPION\np-b,Ben,,,\n",
    )
    people = await ids(api.graph, "Person")
    text = "query($id: ID!) { person(by: {id: $id}) { history { totalCount nodes { importRun } } } }"
    page = (await api.ask(text, {"id": people["p-a"]}))["person"]["history"]
    assert page == {"totalCount": 2, "nodes": [{"importRun": second.run}, {"importRun": first.run}]}
    changed, created = await history(api, people["p-a"])
    assert (changed["kind"], changed["type"], changed["recordIds"]) == ("UPDATED", "Person", [people["p-a"]])
    assert (changed["by"], changed["reason"]) == ({"name": "Uma"}, "Imported from people.csv (the old CRM).")
    assert said(changed) == {
        "name": ("Ana", "Anna"),
        "city": ("Kiel", None),
        "emails": ('["ana@a.example"]', '["anna@a.example"]'),
    }
    # What it was imported with is told as it was then, although one change tells of both records.
    assert (created["kind"], created["by"], created["recordIds"]) == ("IMPORTED", None, [people["p-a"]])
    assert said(created) == {
        "externalId": (None, "p-a"),
        "name": (None, "Ana"),
        "city": (None, "Kiel"),
        "emails": (None, '["ana@a.example"]'),
    }
    (other,) = await history(api, people["p-b"])
    assert said(other) == {"externalId": (None, "p-b"), "name": (None, "Ben")}


async def test_a_history_with_an_import_is_asked_for_by_kind_by_field_by_time_and_page_by_page(
    api: Api, tmp_path: Path
) -> None:
    await imported(api.graph, tmp_path, people="external_id,name\np-a,Ana\n")
    await imported(api.graph, tmp_path, people="external_id,name,city\np-a,Ana,Kiel\n")
    person = (await ids(api.graph, "Person"))["p-a"]
    await write(api, "personUpdate", person={"id": person}, city="Lübeck")
    assert [one["kind"] for one in await history(api, person, "kinds: [IMPORTED]")] == ["IMPORTED"]
    assert [one["kind"] for one in await history(api, person, "kinds: [UPDATED]")] == ["UPDATED", "UPDATED"]
    assert [one["kind"] for one in await history(api, person, 'fields: ["name"]')] == ["IMPORTED"]
    assert await history(api, person, 'to: "2020-01-01"') == await history(api, person, 'from: "2999-01-01"') == []
    text = """query($id: ID!, $after: Cursor) { person(by: {id: $id}) { history(first: 1, after: $after) {
        totalCount nodes { kind fields } pageInfo { hasNextPage endCursor } } } }"""
    seen, after = [], None
    while True:  # ends: with the last page
        page = (await api.ask(text, {"id": person, "after": after}))["person"]["history"]
        seen += [(one["kind"], one["fields"]) for one in page["nodes"]]
        assert page["totalCount"] == 3
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert [kind for kind, _ in seen] == ["UPDATED", "UPDATED", "IMPORTED"]
    assert seen[1][1] == ["city"]


async def test_a_deal_that_imports_change_is_shown_as_it_was_on_a_day(api: Api, tmp_path: Path) -> None:
    head = "external_id,name,organization,stage,value,currency\n"
    first = head + "d-a,Rotor,o-a,LEAD,100,EUR\n"
    await imported(api.graph, tmp_path, organizations=ORGANIZATIONS, deals=first)
    await settle(api, "2026-01-01")
    await imported(api.graph, tmp_path, deals="external_id,name,organization,stage,value\nd-a,Rotor,o-a,PROPOSAL,250\n")
    await settle(api, "2026-03-01")
    await imported(api.graph, tmp_path, deals=head + "d-a,Rotor,o-a,WON,250,SEK\n")
    await settle(api, "2026-05-01")
    deal = (await ids(api.graph, "Deal"))["d-a"]
    text = """query($id: ID!) { deal(by: {id: $id}) { stageHistory { value reason }
      none: asItWas(on: "2025-12-31") { stage } first: asItWas(on: "2026-02-28") { stage value { amount currency } }
      second: asItWas(on: "2026-04-30") { stage value { amount currency } }
      third: asItWas(on: "2026-05-01") { stage value { amount currency } } } }"""
    found = (await api.ask(text, {"id": deal}))["deal"]
    why = "Imported from deals.csv (files)."
    assert found["stageHistory"] == [
        {"value": "WON", "reason": why},
        {"value": "PROPOSAL", "reason": why},
        {"value": "LEAD", "reason": None},
    ]
    assert found["none"] is None
    assert found["first"] == {"stage": "LEAD", "value": {"amount": "100", "currency": "EUR"}}
    assert found["second"] == {"stage": "PROPOSAL", "value": {"amount": "250", "currency": "EUR"}}
    assert found["third"] == {"stage": "WON", "value": {"amount": "250", "currency": "SEK"}}
    last, second, begun = await history(api, deal)
    assert said(last) == {"stage": ("PROPOSAL", "WON"), "value": ("250 EUR", "250 SEK")}
    assert said(second) == {"stage": ("LEAD", "PROPOSAL"), "value": ("100 EUR", "250 EUR")}
    assert said(begun)["value"] == (None, "100 EUR")


async def test_a_fact_that_an_import_adds_ends_or_corrects_is_in_the_history_of_both_its_ends(
    api: Api, tmp_path: Path
) -> None:
    """Ana came with the seat; then Ben took it over, and it turned out that he is acting.

    Ana ──HOLDS (to May)──▶ r-a ◀──HOLDS (from June)── Ben
    """
    head = "role,person,started_on,ended_on,acting\n"
    came = {"organizations": ORGANIZATIONS, "people": PEOPLE, "roles": ROLES}
    await imported(api.graph, tmp_path, **came, holdings=head + "r-a,p-a,2020-01-01,,\n")
    taken = head + "r-a,p-a,2020-01-01,2026-05-31,\nr-a,p-b,2026-06-01,,\n"
    await imported(api.graph, tmp_path, holdings=taken)
    await imported(api.graph, tmp_path, holdings=taken.replace("06-01,,", "06-01,,true"))
    people, roles = await ids(api.graph, "Person"), await ids(api.graph, "Role")
    ended, ana = await history(api, people["p-a"])
    assert (ended["kind"], ended["type"], ended["other"]) == ("ENDED", "HOLDS", {"id": roles["r-a"]})
    assert said(ended) == {"endedOn": (None, "2026-05-31")}
    assert says(ended) == {"startedOn": "2020-01-01", "endedOn": "2026-05-31", "acting": "false"}
    assert ana["kind"] == "IMPORTED"
    corrected, added, _ = await history(api, people["p-b"])
    assert (corrected["kind"], said(corrected)) == ("UPDATED", {"acting": ("false", "true")})
    assert (added["kind"], said(added)) == ("ADDED", {"startedOn": (None, "2026-06-01"), "acting": (None, "false")})
    assert [one["kind"] for one in await history(api, roles["r-a"])] == ["UPDATED", "ADDED", "ENDED", "IMPORTED"]


async def test_a_fact_between_a_new_record_and_one_that_was_there_is_in_the_history(api: Api, tmp_path: Path) -> None:
    await imported(api.graph, tmp_path, organizations=ORGANIZATIONS, roles=ROLES)
    head = "role,person,started_on\n"
    await imported(api.graph, tmp_path, people=PEOPLE, holdings=head + "r-a,p-a,2026-01-01\n")
    role = (await ids(api.graph, "Role"))["r-a"]
    assert [one["kind"] for one in await history(api, role)] == ["ADDED", "IMPORTED"]


async def test_a_line_that_a_file_leads_elsewhere_ends_and_the_chart_of_before_shows_it(
    api: Api, tmp_path: Path
) -> None:
    """r-c reported to r-b; from today it reports to r-a. r-b lost its line, and got it again on the same day.

    r-a ◀── r-b ◀──(to yesterday)── r-c ──(from today)──▶ r-a
    """
    await imported(api.graph, tmp_path, organizations=ORGANIZATIONS, roles=ROLES)
    await imported(api.graph, tmp_path, roles=ROLES.replace("Clerk,r-b", "Clerk,r-a").replace("Deputy,r-a", "Deputy,"))
    again = ROLES.replace("Clerk,r-b", "Clerk,r-a")
    assert (await imported(api.graph, tmp_path, roles=again)).total()["updated"] == 1
    assert (await imported(api.graph, tmp_path, roles=again)).total()["unchanged"] == 3
    [[today, yesterday]] = await api.graph.rows("RETURN toString(date()), toString(date() - duration('P1D'))", {})
    assert await api.graph.rows(_LINES, {"role": "r-c"}) == [["r-a", today, None], ["r-b", None, yesterday]]
    assert await api.graph.rows(_LINES, {"role": "r-b"}) == [["r-a", today, None], ["r-a", None, yesterday]]
    text = """query($day: Date) { organization(by: {externalId: "o-a"}) { orgChart(asOf: $day) {
        seats { depth role { externalId } } } } }"""

    async def chart(day: str) -> dict[str, int]:
        seats = (await api.ask(text, {"day": day}))["organization"]["orgChart"]["seats"]
        return {one["role"]["externalId"]: one["depth"] for one in seats}

    assert await chart(yesterday) == {"r-a": 0, "r-b": 1, "r-c": 2}
    assert await chart(today) == {"r-a": 0, "r-b": 1, "r-c": 1}
    roles = await ids(api.graph, "Role")
    entries = [(one["kind"], one["type"], one["other"]) for one in await history(api, roles["r-c"])]
    assert sorted(entries[:3], key=str) == [
        ("ADDED", "REPORTS_TO", {"id": roles["r-a"]}),
        ("ENDED", "REPORTS_TO", {"id": roles["r-b"]}),
        ("UPDATED", "Role", None),
    ]
    assert [one["kind"] for one in await history(api, roles["r-b"], "kinds: [ENDED]")] == ["ENDED", "ENDED"]


async def test_the_feed_tells_a_change_of_an_import_by_its_record_and_fields(graph: Graph, tmp_path: Path) -> None:
    """Only Ana's name and only Ben's target date change: who does not see target dates is told of Ana alone."""
    head = "external_id,name,target_close_on\n"
    await imported(graph, tmp_path, people=head + "p-a,Ana,1980-05-05\np-b,Ben,1981-06-06\n")
    people = await ids(graph, "Person")
    assert await told(graph, "analyst") == [["Person", "IMPORTED", sorted(people.values()), ["external_id", "name"]]]
    await imported(graph, tmp_path, people=head + "p-a,Anna,1980-05-05\np-b,Ben,1981-06-07\n")
    ana, ben = (
        ["Person", "UPDATED", [people["p-a"]], ["name"]],
        ["Person", "UPDATED", [people["p-b"]], ["target_close_on"]],
    )
    assert (await told(graph, "analyst"))[1:] == [ana]
    assert (await told(graph, "manager"))[1:] == [ana, ben]


async def test_what_may_not_be_seen_is_not_told_by_the_history_of_an_import(api: Api, tmp_path: Path) -> None:
    text = "external_id,name,target_close_on\np-a,Ana,1980-05-05\n"
    await imported(api.graph, tmp_path, people=text)
    await imported(api.graph, tmp_path, people=text.replace("1980", "1981"))
    person = (await ids(api.graph, "Person"))["p-a"]
    (only,) = await history(api, person, viewer="analyst")
    assert said(only) == {"externalId": (None, "p-a"), "name": (None, "Ana")}
    seen: list[Any] = await history(api, person, viewer="manager")
    assert [said(one).get("targetCloseOn") for one in seen] == [("1980-05-05", "1981-05-05"), (None, "1980-05-05")]


async def test_a_record_that_the_api_made_has_both_kinds_of_changes_in_its_history(api: Api, tmp_path: Path) -> None:
    person = await made(api, "Person", name="Ana", externalId="p-a")
    await imported(api.graph, tmp_path, people="external_id,name\np-a,Anna\n")
    assert [one["kind"] for one in await history(api, person)] == ["UPDATED", "CREATED"]


async def test_a_seat_that_was_there_tells_of_the_line_that_an_imported_one_begins(api: Api, tmp_path: Path) -> None:
    head = "external_id,title,organization,reports_to\n"
    first = head + "r-a,Head,o-1,\nr-b,Expert,o-1,r-a\n"
    await imported(api.graph, tmp_path, organizations="external_id,name\no-1,Lumen\n", roles=first)
    roles = await ids(api.graph, "Role")
    # Both were made by one import: what they were imported with says it.
    assert [one["kind"] for one in await history(api, roles["r-a"])] == ["IMPORTED"]
    await imported(api.graph, tmp_path, roles=first + "r-c,Expert,o-1,r-a\n")
    roles = await ids(api.graph, "Role")
    line, _ = await history(api, roles["r-a"])
    assert (line["kind"], line["type"], line["recordIds"]) == ("ADDED", "REPORTS_TO", [roles["r-c"], roles["r-a"]])
    assert [one["kind"] for one in await history(api, roles["r-c"])] == ["ADDED", "IMPORTED"]
