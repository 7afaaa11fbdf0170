"""What the night's job keeps of quality: the means by noun, team and source, findings by rule, the list of work; all of
what everybody may see, and of nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graphcrm.access.policy import Policy, built_in
from graphcrm.access.rights import NOTHING
from graphcrm.exchange.importing import Options
from graphcrm.graph.connection import Graph
from graphcrm.measures.quality.numbers import Mean, Numbers
from tests.conftest import Api, emptied, opened, with_officer
from tests.exchange.files import imported
from tests.influence import worlds as influence
from tests.quality import worlds
from tests.quality.test_findings import beside, findings
from tests.quality.test_numbers import those
from tests.records.mutations.writer import Writer, by

_NUMBERS = "completeness accuracy freshness crossReference"
_SUMMARY = f"{{ qualitySummary {{ day noun team {{ externalId }} source rule records findings {_NUMBERS} }} }}"
_WORK = """query($first: Int, $after: Cursor) { qualityWorkList(first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor }
  nodes { person { externalId } organization { externalId } influence freshness priority field days reason } } }"""
_KEPT = """
MATCH (q:QualityDay) RETURN q.noun, q.team, q.source, q.rule, q.records, q.findings, q.completeness, q.accuracy
ORDER BY q.noun, q.team, q.source, q.rule
"""
_EARLIER = """
MATCH (q:QualityDay {noun: 'PERSON'}) WHERE q.team IS NULL AND q.source IS NULL
CREATE (o:Internal:QualityDay) SET o = properties(q), o.day = date('2026-01-02'), o.records = 3
"""
_AGED = "MATCH (p:Person) SET p.created_at = p.created_at - duration({days: 100 + 10 * size(p.external_id)})"


async def summary(api: Api, role: str = "manager") -> dict[tuple[Any, ...], dict[str, Any]]:
    """The rows by noun, team, source and rule."""
    rows = (await api.ask(_SUMMARY, role=role))["qualitySummary"]
    found = {(o["noun"], o["team"] and o["team"]["externalId"], o["source"], o["rule"]): o for o in rows}
    assert len(found) == len(rows)
    return found


@pytest.fixture(scope="module")
async def night(open_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Api]:
    """The firm of the tests of influence, after a night: the north has the firm with what is below it, some came from
    a card file."""
    graph, folder = await emptied(open_graph), tmp_path_factory.mktemp("files")
    await influence.firm(graph, folder)
    more = {"people": "external_id,name\nx-1,Card One\nx-2,Card Two\n"}
    assert (await imported(graph, folder / "cards", Options(source="cards"), **more)).clean
    people = {
        "teams": "external_id,name\nt-north,North\n",
        "users": "external_id,email,name,access_roles\nu-n,n@lumen.example,N,manager\n",
        "team_members": "user,team\nu-n,t-north\n",
        "coverages": "user,organization,as,with_subsidiaries\nu-n,o-firm,OWNER,true\n",
    }
    ledger = await imported(graph, folder / "ours", **people)
    assert ledger.clean, ledger.rejected
    await influence.scored(graph)
    await graph.change_schema([_AGED])
    await worlds.computed(graph)
    found = await opened(graph)
    yield found
    await found.client.aclose()


async def test_a_night_keeps_the_means_of_people_and_organizations_by_team_and_by_source(night: Api) -> None:
    rows = await summary(night)
    counts = {key[:3]: row["records"] for key, row in rows.items() if key[3] is None}
    assert counts == {
        ("PERSON", None, None): 11,
        ("ORGANIZATION", None, None): 3,
        ("PERSON", "t-north", None): 7,
        ("ORGANIZATION", "t-north", None): 2,
        ("PERSON", None, "files"): 9,
        ("PERSON", None, "cards"): 2,
        ("ORGANIZATION", None, "files"): 3,
    }
    every = f"{{ people(first: 50) {{ nodes {{ quality {{ {_NUMBERS} }} }} }} }}"
    mean = Mean()
    for node in (await night.ask(every))["people"]["nodes"]:
        mean.add(Numbers(*those(node["quality"])))
    told = those(rows["PERSON", None, None, None])
    one = mean.numbers
    expected = [one.completeness, one.accuracy, one.freshness, one.cross_reference]
    assert told == [None if value is None else pytest.approx(value, abs=1e-3) for value in expected]


async def test_a_night_counts_the_findings_of_each_rule(night: Api) -> None:
    counts = {key[3]: row["findings"] for key, row in (await summary(night)).items() if key[3] is not None}
    found = await findings(night, "analyst")
    assert counts == {code: sum(one[0] == code for one in found) for code in counts} and sum(counts.values()) > 0


async def test_the_list_of_work_is_influence_times_staleness_page_by_page(night: Api) -> None:
    rows, after = list[dict[str, Any]](), None
    while True:  # ends: with the last page
        page = (await night.ask(_WORK, {"first": 2, "after": after}))["qualityWorkList"]
        rows += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len(rows) == page["totalCount"] == len({one["person"]["externalId"] for one in rows}) > 4
    for one in rows:
        assert one["priority"] == pytest.approx(one["influence"] * (1 - one["freshness"]))
        assert one["days"] == 100 + 10 * len(one["person"]["externalId"]) and one["field"] in one["reason"]
    order = [(-one["priority"]) for one in rows]
    assert order == sorted(order)
    kept = {
        person: said["value"] for (person, _), said in (await influence.kept(night.graph)).items() if "value" in said
    }
    assert {one["person"]["externalId"]: one["influence"] for one in rows} == kept


async def test_a_day_is_kept_once_and_the_course_of_days_is_told(night: Api) -> None:
    before = await summary(night)
    await worlds.computed(night.graph)
    again = await summary(night)
    assert again.keys() == before.keys()
    course = """query($noun: QualityNoun, $rule: QualityRule) {
      qualityTrend(noun: $noun, rule: $rule) { day records findings } }"""
    await night.graph.change_schema([_EARLIER])
    days = (await night.ask(course, {"noun": "PERSON"}))["qualityTrend"]
    assert [one["records"] for one in days] == [11, 3] and days[1]["day"] == "2026-01-02"
    (rule,) = (await night.ask(course, {"rule": "NOBODY"}))["qualityTrend"]
    assert (rule["records"], rule["findings"]) == (None, 0)
    old = await night.ask('{ qualitySummary(on: "2026-02-01") { day records } }')
    assert old["qualitySummary"] == [{"day": "2026-01-02", "records": 3}]
    assert (await night.ask('{ qualitySummary(on: "2025-02-01") { day } }'))["qualitySummary"] == []


async def test_a_role_that_does_not_see_a_wanted_field_is_told_no_kept_number(night: Api) -> None:
    """A mean over cities tells of cities."""
    roles = built_in().roles
    facts = {"Person.city": NOTHING}
    blind = await beside(night, Policy({**roles, "manager": replace(roles["manager"], facts=facts)}))
    assert await summary(blind) == {}
    assert (await blind.ask(_WORK))["qualityWorkList"]["nodes"] == []
    await blind.client.aclose()
    assert await summary(night, "auditor") == {}


async def test_who_is_mended_limited_or_restricted_since_is_gone_from_the_list(night: Api) -> None:
    """The last test of this world, which it changes."""
    writer = Writer(await beside(night, with_officer()))

    async def listed(role: str) -> set[str]:
        page = (await writer.api.ask(_WORK, {"first": 50}, role))["qualityWorkList"]
        assert page["totalCount"] == len(page["nodes"])
        return {one["person"]["externalId"] for one in page["nodes"]}

    first = await listed("account_manager")
    await writer.do("personUpdate", {"person": by("ceo"), "city": "Kiel"})
    assert await listed("account_manager") == first - {"ceo"}
    await writer.do("personRestrict", {"person": by("dev-1"), "reason": "request 1"}, role="officer")
    await writer.do("personAudienceSet", {"person": by("dev-2"), "teams": [by("t-north")]}, role="admin")
    # As if the night had been after these, and had listed them all the same.
    await night.graph.change_schema(["MATCH (q:QualityStale) SET q.computed_at = datetime()"])
    assert await listed("account_manager") == first - {"dev-1", "dev-2"}
    assert await listed("analyst") == first - {"dev-1"}
    await writer.api.client.aclose()


_FEW = {
    "teams": "external_id,name\nt-south,South\n",
    "organizations": "external_id,name,country\no-a,Alpha,DE\no-b,Beta,\n",
    "roles": "external_id,organization,title\nr-a,o-a,CEO\nr-b,o-a,Clerk\n",
}
_PEOPLE = "external_id,name,phones,country,language,audience\np-a,Ana,+49 40 5550100,DE,de,\n"
_HIDDEN = "p-x,Extra,12 34,DE,some Klingon,t-south\n"


async def test_somebody_limited_changes_no_number_and_no_finding(graph: Graph, tmp_path: Path) -> None:
    """As if the second chief, whose number and language are wrong, had never been there."""
    told = []
    for number, hidden in enumerate((False, True)):
        await emptied(graph)
        people, holdings = _PEOPLE, "role,person\nr-a,p-a\n"
        if hidden:
            people, holdings = people + _HIDDEN, holdings + "r-a,p-x\n"
        ledger = await imported(graph, tmp_path / str(number), **_FEW, people=people, holdings=holdings)
        assert ledger.clean, ledger.rejected
        result = await worlds.computed(graph)
        rows = await graph.rows(_KEPT, {})
        told.append([result["records"], result["findings"], rows])
    assert told[0] == told[1]
    assert told[0][:2] == [3, 2], "Beta has no country and nobody"


async def test_before_the_first_night_there_is_nothing_to_tell(graph: Graph) -> None:
    api = await opened(graph)
    assert await summary(api) == {}
    assert (await api.ask(_WORK))["qualityWorkList"]["totalCount"] == 0
    await api.client.aclose()
