"""The page of data quality: the numbers of the last night with their course, what breaks a rule, whom to confirm."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph
from graphcrm.records import users
from tests.conftest import emptied
from tests.influence.worlds import firm, scored
from tests.pages import browsing
from tests.pages.browsing import SECONDS, Seen
from tests.pages.conftest import AUDITOR, MANAGER, Site
from tests.pages.test_looking import both_themes
from tests.quality import worlds
from tests.web.speaking import worker

expect.set_options(timeout=SECONDS)
_BEFORE = """
MATCH (q:QualityDay) WHERE q.noun IS NOT NULL AND q.team IS NULL AND q.source IS NULL
CREATE (o:Internal:QualityDay) SET o = properties(q), o.day = q.day - duration('P1D'), o.completeness = 0.25
"""


@pytest.fixture(scope="module")
async def judged(
    chromium: browsing.Browser, open_graph: Graph, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Site]:
    """The world of broken rules beside a firm with influence, after two nights."""
    graph = await emptied(open_graph)
    await worlds.broken(graph, tmp_path_factory.mktemp("world"))
    await firm(graph, tmp_path_factory.mktemp("firm"))
    await scored(graph)
    await graph.change_schema(["MATCH (p:Person) SET p.created_at = p.created_at - duration('P300D')"])
    await worlds.computed(graph)
    await graph.change_schema([_BEFORE])
    for email, role in ((MANAGER, "manager"), (AUDITOR, "auditor")):
        await users.add(graph, built_in(), email, role.title(), [role])
    async with worker(graph, request_deadline=60.0) as served:
        yield Site(f"http://127.0.0.1:{served.port}", graph, chromium)


@pytest.fixture
async def manager(judged: Site) -> AsyncIterator[Seen]:
    found = await judged.viewer()
    yield found
    await found.close()
    found.quiet()


async def test_the_page_tells_the_numbers_the_findings_and_what_to_confirm(manager: Seen) -> None:
    page = await manager.open("/people")
    await page.get_by_role("link", name="Data quality").click()
    await manager.settled()
    people = page.get_by_role("region", name="People", exact=True)
    await expect(people).to_contain_text("Completeness")
    await expect(people.get_by_role("img", name=re.compile("From 25 %|From 25%"))).to_be_visible()
    findings = page.get_by_role("region", name="What breaks a rule")
    chiefs = findings.get_by_role("row").filter(has_text="Several people hold the top seat")
    await chiefs.get_by_role("link", name="Two", exact=True).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Two")
    await page.go_back()
    work = page.get_by_role("region", name="What to confirm first")
    await work.get_by_role("link", name="Person head").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Person head")


async def test_findings_are_looked_at_by_how_bad_they_are(manager: Seen) -> None:
    page = await manager.open("/quality")
    findings = page.get_by_role("region", name="What breaks a rule")
    await findings.get_by_text("Worth a look", exact=True).first.click()
    await expect(findings).to_contain_text("Nobody holds a seat")
    await expect(findings).not_to_contain_text("Several people hold the top seat")


async def test_it_has_no_serious_fault_for_anybody_fits_a_telephone_and_speaks_german(manager: Seen) -> None:
    page = await manager.open("/quality")
    await expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert await both_themes(manager) == []
    await page.set_viewport_size({"width": 390, "height": 844})
    await manager.settled()
    assert await manager.findings() == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await page.set_viewport_size({"width": 1280, "height": 800})
    await page.get_by_role("button", name=re.compile("appearance, language")).click()
    await page.get_by_role("menuitem", name="Deutsch").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Datenqualität")
    await expect(page.get_by_role("region", name="Was eine Regel verletzt")).to_contain_text("den obersten Sitz")


async def test_who_sees_no_people_is_told_no_number_of_them(judged: Site) -> None:
    seen = await judged.viewer(AUDITOR)
    page = await seen.open("/quality")
    await expect(page.get_by_text("No night has told yet")).to_be_visible()
    await expect(page.get_by_role("region", name="What breaks a rule")).to_contain_text("reports to one outside")
    await expect(page.get_by_role("region", name="What to confirm first").get_by_role("link")).to_have_count(0)
    await seen.close()
    seen.quiet()
