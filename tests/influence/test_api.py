"""Who counts, asked through the API and by the command: lists, parts that add up, reasons, rights."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from graphcrm.cli.main import graphcrm
from graphcrm.graph.connection import Graph
from tests.conftest import Api, Server, opened, with_keys
from tests.influence.worlds import PEOPLE, SEATS, firm, scored

FIRM, LAB = {"externalId": "o-firm"}, {"externalId": "o-lab"}
_TOP = """query($by: OrganizationBy!, $first: Int, $after: Cursor, $units: Boolean) { organization(by: $by) {
  influencers(first: $first, after: $after, withUnits: $units) { totalCount pageInfo { hasNextPage endCursor }
    edges { rank
    influence { value percentile network formal drawn reason group population
    counterparts computedAt
      parts { name value weight contribution reason } } node { externalId } } } } }"""
_OF = """query($of: PersonBy!, $in: OrganizationBy) { person(by: $of) { influence(in: $in) {
  value percentile network formal drawn reason parts { name contribution } betweenness constraint organizationsReached
  computedAt } } }"""


async def top(api: Api, by: dict[str, str] = FIRM, role: str = "manager", **given: Any) -> Any:
    given = {"first": 50, "units": True, **given}
    return (await api.ask(_TOP, {"by": by, **given}, role))["organization"]["influencers"]


def names(found: Any) -> list[str]:
    return [edge["node"]["externalId"] for edge in found["edges"]]


@pytest.fixture
async def company(graph: Graph, tmp_path: Path) -> AsyncIterator[Api]:
    """The firm, with somebody of whom nothing is known, and its scores, as the application serves them."""
    seats = {**SEATS, "stranger": ("o-firm", "Zzyx", "")}
    influences = "dev-4,head,0.9,tools,0.8,me\n"
    await scored(await firm(graph, tmp_path, people=[*PEOPLE, "stranger"], seats=seats, influences=influences))
    api = await opened(graph, request_deadline=60.0)
    yield api
    await api.client.aclose()


async def test_the_list_is_in_order_with_parts_that_add_up_and_names_why(company: Api) -> None:
    found = await top(company)
    edges = found["edges"]
    assert found["totalCount"] == 8 and set(names(found)[:2]) == {"head", "ceo"}
    values = [edge["influence"]["value"] for edge in edges]
    known = [value for value in values if value is not None]
    assert known == sorted(known, reverse=True) and values == known + [None] * (len(values) - len(known))
    for edge in edges:
        influence = edge["influence"]
        total = sum(part["contribution"] for part in influence["parts"])
        assert total == pytest.approx(influence["value"] or 0.0, abs=1e-9)
        for part in influence["parts"]:
            assert part["contribution"] == pytest.approx(part["weight"] * part["value"])
        numbers = [influence[name] for name in ("value", "percentile", "network", "formal", "drawn")]
        assert all(one is None or 0 <= one <= 1 for one in numbers)
        better = sum(value > influence["value"] for value in known) if influence["value"] is not None else None
        assert edge["rank"] == (None if better is None else better + 1)
        assert influence["population"] == 8 and influence["computedAt"] is not None
    head = next(edge["influence"] for edge in edges if edge["node"]["externalId"] == "head")
    assert head["reason"] == "By their place in the chart. In touch with 7 people in 365 days, most of all by " + (
        "Person ceo (3), Person dev-1 (9), Person dev-2 (5)."
    )


async def test_of_whom_too_little_is_known_the_reason_says_so(company: Api) -> None:
    last = (await top(company))["edges"][-1]
    assert (last["node"]["externalId"], last["rank"], last["influence"]["value"]) == ("stranger", None, None)
    assert last["influence"]["reason"].startswith("Not enough data: in touch with 0 people in 365 days")


async def test_pages_lead_to_the_end_with_the_ranks_of_the_whole(company: Api) -> None:
    whole, seen, after = await top(company), [], None
    while True:
        page = await top(company, first=3, after=after)
        seen += page["edges"]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert seen == whole["edges"] and page["totalCount"] == 8


async def test_of_a_unit_are_listed_its_own_people_by_what_they_count_in_the_whole(company: Api) -> None:
    whole = {edge["node"]["externalId"]: edge["influence"] for edge in (await top(company))["edges"]}
    lab = await top(company, LAB)
    assert set(names(lab)) == {"head", "dev-1", "dev-2", "dev-3", "dev-4"} and lab["edges"][0]["rank"] == 1
    assert all(edge["influence"] == whole[edge["node"]["externalId"]] for edge in lab["edges"])
    assert set(names(await top(company, units=False))) == {"ceo", "aide", "stranger"}


async def test_the_influence_of_somebody_is_that_of_the_list(company: Api) -> None:
    whole = {edge["node"]["externalId"]: edge["influence"] for edge in (await top(company))["edges"]}
    for given in ({}, {"in": FIRM}, {"in": LAB}):
        found = (await company.ask(_OF, {"of": {"externalId": "head"}, **given}))["person"]["influence"]
        assert found["value"] == whole["head"]["value"] and found["reason"] == whole["head"]["reason"]
        assert found["organizationsReached"] == 1 and found["constraint"] > 0 and 0 <= found["betweenness"] <= 1
    elsewhere = await company.ask(_OF, {"of": {"externalId": "head"}, "in": {"externalId": "o-guest"}})
    assert elsewhere["person"]["influence"] is None
    refused = await company.refusal(_OF, {"of": {"externalId": "head"}, "in": {"externalId": "none"}})
    assert refused["extensions"]["code"] == "NOT_FOUND"


async def test_what_a_role_does_not_see_is_told_in_no_part(company: Api) -> None:
    drawn = [edge["influence"]["drawn"] for edge in (await top(company))["edges"]]
    assert any(one is not None for one in drawn)
    analyst = await top(company, role="analyst")
    assert all(edge["influence"]["drawn"] is None for edge in analyst["edges"]), "what is drawn is confidential"
    assert [edge["influence"]["value"] for edge in analyst["edges"]] == [
        edge["influence"]["value"] for edge in (await top(company))["edges"]
    ]
    auditor = await top(company, role="auditor")
    assert auditor["edges"] == [] and auditor["totalCount"] == 0


async def test_who_is_hidden_is_not_listed_and_takes_no_rank(company: Api) -> None:
    """Since the scores were computed, the first is for a team alone."""
    before = await top(company)
    first = names(before)[0]
    text = "MATCH (p:Person {external_id: $name}) SET p.audience = ['tea_x']"
    await company.graph.change_schema([text], {"name": first})
    after = await top(company)
    assert names(after) == names(before)[1:] and after["totalCount"] == 7
    assert [edge["rank"] for edge in after["edges"]][:2] == [1, 2]
    assert all(f"Person {first} " not in edge["influence"]["reason"] for edge in after["edges"])


async def test_the_command_scores_and_lists_names_with_reasons(
    company: Api, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHCRM_NEO4J_URI", server.uri)
    monkeypatch.setenv("GRAPHCRM_NEO4J_PASSWORD", server.password or "")
    monkeypatch.setenv("GRAPHCRM_DATA_DIR", str(with_keys(tmp_path / "data")))

    def run(*words: str) -> Any:
        return CliRunner().invoke(graphcrm, words, catch_exceptions=False)

    scores = await asyncio.to_thread(run, "score", "--full", "--json")
    told = json.loads(scores.stdout)
    assert (told["computed"], told["people"], told["unchanged"]) == (2, 10, 0)
    again = await asyncio.to_thread(run, "score")
    assert "0 organizations were computed, 2 were as before" in again.output
    asked = await asyncio.to_thread(run, "ask", "influence/top", "organization=o-firm", "--json")
    rows = json.loads(asked.stdout)["rows"]
    assert len(rows) == 8 and "most of all by" in "".join(row["influence"]["reason"] for row in rows)
    shown = await asyncio.to_thread(run, "ask", "influence/top", "organization=o-firm")
    assert "Person head (head)" in shown.output and "In touch with 7 people" in shown.output
