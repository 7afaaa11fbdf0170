"""The analyst console and the model page: questions as forms, Cypher of one's own, tables, pictures, files."""

from __future__ import annotations

import csv
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, Route, expect

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph
from graphcrm.records import users
from tests.pages import browsing
from tests.pages.browsing import SECONDS, Seen
from tests.pages.conftest import MANAGER, Site
from tests.pages.test_looking import both_themes
from tests.web.speaking import worker

expect.set_options(timeout=SECONDS)
ANALYST = "analyst@lumen.example"
TIES = "MATCH (a:Person)-[k:KNOWS]-(b:Person) RETURN a, k, b, k.strength AS strength LIMIT 20"


@pytest.fixture(scope="module")
async def console_site(chromium: browsing.Browser, contract_world: Graph) -> AsyncIterator[Site]:
    """The contract's world with an analyst and a manager, who may ask named questions alone."""
    await users.add(contract_world, built_in(), ANALYST, "Analyst", ["analyst"])
    await users.add(contract_world, built_in(), MANAGER, "Daan de Vries", ["manager"])
    async with worker(contract_world, request_deadline=60.0) as served:
        yield Site(f"http://127.0.0.1:{served.port}", contract_world, chromium)


@pytest.fixture
async def analyst(console_site: Site) -> AsyncIterator[Seen]:
    """The page of the analyst; what the server refuses is said in the console by the browser itself."""
    found = await console_site.viewer(ANALYST)
    yield found
    await found.close()
    found.quiet("status of 403", "status of 400", "status of 504")


async def cypher(seen: Seen, text: str) -> Page:
    page = await seen.open("/analysis?cypher")
    await page.get_by_label("Statement").fill(text)
    await page.get_by_role("button", name="Run", exact=True).click()
    await seen.settled()
    return page


@pytest.mark.parametrize(
    "path", ["/analysis", "/analysis?question=org_charts/of_organization", "/analysis?cypher", "/model"]
)
async def test_the_pages_have_no_serious_fault_and_fit_a_telephone(analyst: Seen, path: str) -> None:
    page = await analyst.open(path)
    await expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert await both_themes(analyst) == []
    await page.set_viewport_size({"width": 390, "height": 844})
    await analyst.settled()
    assert await analyst.findings() == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390


async def test_a_named_question_is_a_form_with_its_cypher_and_gives_a_table(analyst: Seen) -> None:
    page = await analyst.open("/analysis")
    await page.get_by_role("link", name="Analysis").first.click()
    await page.get_by_role("searchbox", name="Find a question").fill("descendants")
    await page.get_by_role("navigation", name="Questions").get_by_role("button", name="descendants").click()
    assert "question=hierarchies/descendants" in page.url
    await page.get_by_text("Its Cypher").click()
    await expect(page.get_by_role("region", name="Its Cypher")).to_contain_text("// in:")
    await expect(page.get_by_role("button", name="Ask", exact=True)).to_be_disabled()
    await page.get_by_role("combobox", name="organization").fill("nordlicht hold")
    await page.get_by_role("option", name=re.compile("Nordlicht Holding")).click()
    await page.get_by_role("button", name="Ask", exact=True).click()
    grid = page.get_by_role("grid", name="the answer")
    await expect(grid.get_by_role("link").first).to_be_visible()
    await expect(page.get_by_role("status").filter(has_text="rows")).to_be_visible()
    assert await both_themes(analyst) == []


async def test_a_statement_gives_a_table_a_picture_and_a_file(analyst: Seen) -> None:
    page = await cypher(analyst, TIES)
    grid = page.get_by_role("grid", name="the answer")
    assert await grid.get_by_role("columnheader").all_inner_texts() == ["a", "k", "b", "strength"]
    await expect(page.get_by_text("20 rows")).to_be_visible()
    async with page.expect_download() as download:
        await page.get_by_role("button", name="Save as CSV").click()
    path = await (await download.value).path()
    rows = list(csv.reader(Path(path).read_text(encoding="utf-8").splitlines()))
    assert rows[0] == ["a", "k", "b", "strength"] and len(rows) == 21
    await page.get_by_text("As a picture").click()
    picture = page.get_by_role("application", name=re.compile(r"\d+ nodes, \d+ relations"))
    await picture.focus()
    await page.keyboard.press("ArrowRight")
    await expect(page.locator(".result-chosen").get_by_role("link")).to_be_visible()
    assert await both_themes(analyst) == []


async def test_the_table_draws_the_rows_in_sight_alone_and_says_what_is_left_out(analyst: Seen) -> None:
    page = await cypher(analyst, "UNWIND range(1, 3000) AS i RETURN i, i * i AS square")
    await expect(page.get_by_text("1,000 rows")).to_be_visible()
    await expect(page.get_by_text("there are more")).to_be_visible()
    assert await page.get_by_role("row").count() < 60
    await page.locator('[data-cell="0:0"]').focus()
    await page.keyboard.press("Control+End")
    await expect(page.locator('[data-cell="999:1"]')).to_have_text("1,000,000")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("MATCH (p:Person) SET p.name = 'Eve' RETURN p", "SET may not stand"),
        ("MATCH (p:Person) RETURN p.birthday", "Person has no property birthday"),
        ("MATCH (p:Person RETURN p", "cannot be read|may not stand"),
        ("RETURN 1 / 0 AS x", "failed while it ran"),
    ],
)
async def test_a_refusal_is_a_sentence_with_its_code_and_what_was_typed_stays(
    analyst: Seen, text: str, said: str
) -> None:
    page = await cypher(analyst, text)
    alert = page.get_by_role("alert")
    await expect(alert).to_contain_text(re.compile(said))
    await expect(alert).to_contain_text(re.compile("FORBIDDEN|PARSE_FAILED|BAD_USER_INPUT"))
    await page.reload()
    await analyst.settled()
    await expect(page.get_by_label("Statement")).to_have_value(text)


async def test_a_statement_that_runs_is_stopped(analyst: Seen) -> None:
    page = await analyst.open("/analysis?cypher")

    async def late(_route: Route) -> None:
        """Never answers: the page gives it up."""

    await page.route("**/analysis/cypher", late)
    await page.get_by_role("button", name="Run", exact=True).click()
    await page.get_by_role("button", name="Stop").click()
    await expect(page.get_by_text("Stopped. Nothing was shown.")).to_be_visible()
    await page.unroute("**/analysis/cypher")


async def test_who_may_not_ask_in_cypher_sees_no_place_for_it(console_site: Site) -> None:
    seen = await console_site.viewer(MANAGER)
    page = await seen.open("/analysis?cypher")
    await expect(page.get_by_role("tab")).to_have_count(1)
    await expect(page.get_by_label("Statement")).to_have_count(0)
    await expect(
        page.get_by_role("navigation", name="Questions").get_by_role("button", name="of deal").first
    ).to_be_visible()
    page = await seen.open("/model")
    await expect(page.get_by_role("region", name="Deal", exact=True)).to_contain_text("value")
    await seen.close()
    seen.quiet()


async def test_the_model_page_shows_what_the_role_sees(analyst: Seen) -> None:
    page = await analyst.open("/model")
    person = page.get_by_role("region", name="Person", exact=True)
    await expect(person).to_contain_text("first_name")
    await expect(person).not_to_contain_text("birthday")
    await page.get_by_role("searchbox", name="Find a name").fill("subsidiary")
    await expect(page.get_by_role("region", name="SUBSIDIARY_OF", exact=True)).to_be_visible()
    await expect(person).to_have_count(0)


async def test_graphiql_asks_by_the_session_and_loads_nothing_from_elsewhere(analyst: Seen) -> None:
    page = await analyst.open("/graphiql")
    await page.get_by_role("button", name=re.compile("Execute query")).click()
    await expect(page.locator(".result-window")).to_contain_text(ANALYST)
    assert await both_themes(analyst) == []
    await page.get_by_role("combobox", name="An operation to begin with").click()
    assert await page.get_by_role("option").count() == 12
    await page.get_by_role("option", name="organization.orgChart").click()
    await page.get_by_role("button", name=re.compile("Execute query")).click()
    await expect(page.locator(".result-window")).to_contain_text("seats")
    await page.set_viewport_size({"width": 390, "height": 844})
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    assert await page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('graphiql'))") == []


async def test_the_console_speaks_german(analyst: Seen) -> None:
    page = await analyst.open("/analysis?cypher")
    await page.get_by_role("button", name=re.compile("appearance, language")).click()
    await page.get_by_role("menuitem", name="Deutsch").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Analyse")
    await expect(page.get_by_role("button", name="Ausführen")).to_be_visible()
