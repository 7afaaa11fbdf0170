"""What breaks a rule of quality, rule by rule: what does is found, what nearly does is not, and nobody is told of what
they may not see."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graphcrm.access.policy import Policy, built_in
from graphcrm.access.rights import NOTHING
from graphcrm.graph.connection import Graph
from graphcrm.measures.quality import table
from tests.conftest import Api, emptied, opened, with_officer
from tests.exchange.files import imported
from tests.quality import worlds
from tests.quality.worlds import FOUND
from tests.records.mutations.writer import Writer, by

# Whatever is asked for is said, so that the database plans one statement for all: it is a long one.
_ALL = """query($rules: [QualityRule!], $severities: [QualitySeverity!]) {
  qualityFindings(rules: $rules, severities: $severities, first: 100) {
    nodes { id rule severity field sentence record { externalId } others { externalId } } } }"""
_PAGE = """query($after: Cursor) { qualityFindings(first: 4, after: $after) {
  pageInfo { hasNextPage endCursor } nodes { id rule severity sentence } } }"""
_EVERY = {"rules": list(table.CODES), "severities": list(table.SEVERITIES)}
Finding = tuple[str, str, tuple[str, ...], str | None]


@pytest.fixture(scope="module")
async def broken(open_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return await worlds.broken(await emptied(open_graph), tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
async def rules(broken: Graph) -> AsyncIterator[Api]:
    """The world of broken rules, for tests that only read."""
    found = await opened(broken)
    yield found
    await found.client.aclose()


async def beside(api: Api, policy: Policy | None = None, **settings: Any) -> Api:
    """The same graph under another policy or other settings, for the same people."""
    return replace(await opened(api.graph, policy, **settings), _tokens=api._tokens)


def told(page: dict[str, Any]) -> list[Finding]:
    return [
        (one["rule"], one["record"]["externalId"], tuple(sorted(o["externalId"] for o in one["others"])), one["field"])
        for one in page["nodes"]
    ]


async def findings(api: Api, role: str = "manager", **given: Any) -> list[Finding]:
    return told((await api.ask(_ALL, {**_EVERY, **given}, role))["qualityFindings"])


async def test_each_rule_finds_what_breaks_it_and_not_what_nearly_does(rules: Api) -> None:
    found = await findings(rules)
    assert set(found) == FOUND
    assert len(found) == len(FOUND)
    counted = await rules.ask("{ qualityFindings { totalCount } }")
    assert counted["qualityFindings"] == {"totalCount": len(FOUND)}


async def test_the_worst_comes_first_page_by_page_and_says_what_to_do(rules: Api) -> None:
    rows, after = list[dict[str, Any]](), None
    while True:  # ends: with the last page
        page = (await rules.ask(_PAGE, {"after": after}))["qualityFindings"]
        rows += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    ranks = [table.SEVERITIES.index(row["severity"]) for row in rows]
    assert ranks == sorted(ranks) and len({row["id"] for row in rows}) == len(FOUND)
    said = table.shipped().rules
    assert all(
        (row["severity"], row["sentence"]) == (said[row["rule"]].severity, said[row["rule"]].sentence) for row in rows
    )


async def test_findings_are_asked_for_by_rule_and_by_severity(rules: Api) -> None:
    some = await findings(rules, rules=["TWO_CHIEFS", "NOBODY"])
    assert set(some) == {one for one in FOUND if one[0] in ("TWO_CHIEFS", "NOBODY")}
    errors = {code for code, rule in table.shipped().rules.items() if rule.severity == "ERROR"}
    assert set(await findings(rules, severities=["ERROR"])) == {one for one in FOUND if one[0] in errors}
    assert await findings(rules, rules=[]) == []
    refused = await rules.refusal(_ALL, {"rules": ["NOTHING"]})
    assert "NOTHING" in refused["message"]


async def test_an_installation_puts_rules_off_and_says_how_bad_they_are(rules: Api, tmp_path: Path) -> None:
    file = tmp_path / "quality.toml"
    file.write_text(
        '[rules.NOBODY]\non = false\n[rules.OTHER_COMPANY]\nseverity = "ERROR"\n[domains]\npeople = 2\n'
        "[Organization.country]\nrequired = false\n"
    )
    api = await beside(rules, quality_file=file)
    found = set(await findings(api))
    assert {one[0] for one in FOUND} - {one[0] for one in found} == {"NOBODY", "REQUIRED"}
    assert found - FOUND == {("EMAIL_DOMAIN", "o-few-mail", (), "domain")}, "it takes two people now"
    assert ("OTHER_COMPANY", "r-sub", ("r-top",), "reportsTo") in await findings(api, severities=["ERROR"])
    await api.client.aclose()


def _without(*facts: str) -> Policy:
    """The built-in policy, whose manager does not see some facts."""
    roles = built_in().roles
    manager = roles["manager"]
    return Policy({**roles, "manager": replace(manager, facts={**manager.facts, **dict.fromkeys(facts, NOTHING)})})


@pytest.mark.parametrize(
    ("facts", "gone"),
    [
        (("HOLDS",), {"TWO_CHIEFS", "COMPETING_SEATS", "NOBODY", "EMAIL_DOMAIN"}),
        (("ContactPoint.address",), {"PHONE_FORMAT", "PHONE_COUNTRY"}),
        (("Person.country",), {"PHONE_COUNTRY"}),
        (("Organization.domain",), {"EMAIL_DOMAIN"}),
    ],
)
async def test_a_rule_over_facts_that_a_role_does_not_see_tells_it_nothing(
    rules: Api, facts: tuple[str, ...], gone: set[str]
) -> None:
    api = await beside(rules, _without(*facts))
    assert set(await findings(api)) == {one for one in FOUND if one[0] not in gone}
    await api.client.aclose()


async def test_a_finding_about_somebody_limited_is_for_their_team_alone(graph: Graph, tmp_path: Path) -> None:
    """One of two chiefs and one with a bad number are for the north: for others there is one chief and no number."""
    files = worlds.files()
    people = [
        line + (",t-north" if line.startswith(("p-two-2,", "p-phone,")) else ",")
        for line in files["people"].splitlines()
    ]
    people[0] = people[0].removesuffix(",") + ",audience"
    more = {"teams": "external_id,name\nt-north,North\n", **files, "people": "\n".join(people) + "\n"}
    ledger = await imported(graph, tmp_path, **more)
    assert ledger.clean, ledger.rejected
    api = await opened(graph)
    hidden = {one for one in FOUND if one[1] == "p-phone" or "p-two-2" in one[2]}
    assert set(await findings(api, "account_manager")) == FOUND - hidden
    assert set(await findings(api, "analyst")) == FOUND
    await api.client.aclose()


async def test_of_a_restricted_person_nobody_is_told(graph: Graph, tmp_path: Path) -> None:
    await worlds.broken(graph, tmp_path)
    writer = Writer(await opened(graph, with_officer()))
    for person in ("p-two-2", "p-form"):
        await writer.do("personRestrict", {"person": by(person), "reason": "request 17"}, role="officer")
    gone = {one for one in FOUND if one[1] == "p-form" or "p-two-2" in one[2]}
    for role in ("manager", "admin", "officer"):
        assert set(await findings(writer.api, role)) == FOUND - gone, role
    await writer.api.client.aclose()
