"""Lines of the org chart as people write them: a manager is set, a dotted line added, ended, taken back; the chart as a
file."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph
from graphcrm.records import users
from tests.pages import browsing
from tests.pages.browsing import SECONDS, Seen, asked, taken
from tests.pages.conftest import AUDITOR, MANAGER, Site
from tests.pages.test_influence_map import drawn
from tests.pages.test_looking import both_themes
from tests.web.speaking import worker

expect.set_options(timeout=SECONDS)
ANALYST = "analyst@lumen.example"
_IDS = """query { nordlicht: organization(by: {externalId: "o-nordlicht"}) { id }
  wind: role(by: {externalId: "r-wind-md"}) { id } head: role(by: {externalId: "r-eng-head"}) { id }
  lead: role(by: {externalId: "r-rotor-lead"}) { id } cfo: role(by: {externalId: "r-wind-cfo"}) { id }
  grid: role(by: {externalId: "r-grid-cto"}) { id } }"""
_UP = """query($id: ID!, $on: Date) { role(by: {id: $id}) { reportsTo(asOf: $on) { id } dottedTo(asOf: $on) { id }
  history(first: 10) { nodes { kind } } } }"""


@pytest.fixture(scope="module")
async def chart_site(chromium: browsing.Browser, contract_world: Graph) -> AsyncIterator[Site]:
    """The contract's world, a manager, and an analyst and an auditor, who may not write."""
    await users.add(contract_world, built_in(), MANAGER, "Daan de Vries", ["manager"])
    await users.add(contract_world, built_in(), ANALYST, "Analyst", ["analyst"])
    await users.add(contract_world, built_in(), AUDITOR, "Auditor", ["auditor"])
    async with worker(contract_world, request_deadline=60.0) as served:
        yield Site(f"http://127.0.0.1:{served.port}", contract_world, chromium)


@pytest.fixture
async def seen(chart_site: Site) -> AsyncIterator[Seen]:
    """The page of the manager, whose console must stay empty."""
    found = await chart_site.viewer(MANAGER)
    yield found
    await found.close()
    found.quiet()


async def ids(seen: Seen) -> dict[str, str]:
    return {name: found["id"] for name, found in (await asked(seen, _IDS)).items()}


async def opened(seen: Seen, more: str = "") -> Page:
    page = await seen.open(f"/organizations/{(await ids(seen))['nordlicht']}/chart?below=1&levels=99{more}")
    await expect(page.locator(".chart-desk")).to_be_visible()
    return page


async def above(seen: Seen, seat: str, on: str) -> str | None:
    found = (await asked(seen, _UP, id=seat, on=on))["role"]["reportsTo"]
    return found and str(found["id"])


async def past(seen: Seen, seat: str) -> list[str]:
    return [one["kind"] for one in (await asked(seen, _UP, id=seat))["role"]["history"]["nodes"]]


def card(page: Page, seat: str) -> Locator:
    return page.locator(f".chart-card[data-seat='{seat}']")


def bar(page: Page) -> Locator:
    return page.get_by_role("group", name=re.compile("^Lines of"))


async def level(page: Page, seat: str) -> int:
    return int(await card(page, seat).get_attribute("aria-level") or 0)


async def test_a_manager_is_set_by_pointer_and_taken_back_as_if_it_had_never_been(seen: Seen) -> None:
    page, named = await opened(seen), await ids(seen)
    lead, grid, head = named["lead"], named["grid"], named["head"]
    await card(page, lead).click(position={"x": 100, "y": 60})
    await expect(bar(page)).to_contain_text("Lead Rotor Engineer")
    await bar(page).get_by_role("button", name="Set manager …").click()
    await expect(page.get_by_role("group", name=re.compile("To whom does Lead Rotor Engineer report"))).to_be_visible()
    await card(page, grid).get_by_role("link").click()  # while one chooses, a name does not lead away
    form = page.get_by_role("dialog", name="Set manager")
    await form.get_by_label("From this day on").fill("2026-10-01")
    await form.get_by_label("Why (for the history)").fill("Reorganization")
    preview = form.get_by_role("status")
    await expect(preview).to_contain_text(
        "From Oct 1, 2026 on, Lead Rotor Engineer reports to Chief Technology Officer."
    )
    await expect(preview).to_contain_text("The line to Head of Engineering ends on Sep 30, 2026.")
    await expect(preview).to_contain_text("1 seat below comes along.")
    assert await both_themes(seen) == []
    assert await above(seen, lead, "2026-10-01") == head, "looking writes nothing"
    await form.get_by_role("button", name="Save").click()
    await expect(form).to_be_hidden()
    days = ["2026-09-30", "2026-10-01", "2030-01-01"]
    assert [await above(seen, lead, day) for day in days] == [head, grid, grid]
    await expect(card(page, lead)).to_have_attribute("aria-level", "3")
    other = await seen.page.context.new_page()  # it is there for whoever opens the chart
    await other.goto(page.url)
    await expect(card(other, lead)).to_have_attribute("aria-level", "3")
    await other.close()
    await page.get_by_role("button", name="Undo: Lead Rotor Engineer reports to Chief Technology Officer").click()
    await expect(page.get_by_text("Taken back: Lead Rotor Engineer reports to")).to_be_visible()
    assert [await above(seen, lead, day) for day in days] == [head, head, head]
    await expect(card(page, lead)).to_have_attribute("aria-level", "4")
    assert "RETRACTED" in await past(seen, lead)


async def test_a_manager_is_set_and_taken_back_by_the_keyboard_alone(seen: Seen) -> None:
    page, named = await opened(seen), await ids(seen)
    cfo, wind, grid = named["cfo"], named["wind"], named["grid"]
    tree = page.get_by_role("tree")
    await tree.focus()
    await page.keyboard.press("/")
    await page.keyboard.type("financial officer")
    await taken(page.get_by_role("option"))
    await expect(tree).to_be_focused()
    await page.keyboard.press("m")
    await page.keyboard.type("technology")
    await taken(page.get_by_role("option"))
    form = page.get_by_role("dialog", name="Set manager")
    await expect(form.get_by_label("Why (for the history)")).to_be_focused()
    await page.keyboard.type("Budget")
    await page.keyboard.press("Enter")
    await expect(form).to_be_hidden()
    day = await page.get_by_label("On the day").input_value()
    assert await above(seen, cfo, day) == grid
    await expect(tree).to_be_focused()
    await page.keyboard.press("Control+z")
    await expect(page.get_by_text("Taken back: Chief Financial Officer reports to")).to_be_visible()
    assert [await above(seen, cfo, on) for on in ("2020-01-01", day, "2031-01-01")] == [wind] * 3


async def test_a_seat_is_walked_to_for_the_other_end_and_a_circle_is_refused_in_words(seen: Seen) -> None:
    page, named = await opened(seen, f"&at={(await ids(seen))['head']}"), await ids(seen)
    tree = page.get_by_role("tree")
    await tree.press("m")
    group = page.get_by_role("group", name=re.compile("To whom does Head of Engineering report"))
    await expect(group).to_be_visible()
    await tree.focus()
    await page.keyboard.press("ArrowDown")
    await expect(card(page, named["lead"])).to_have_attribute("aria-selected", "true")
    await page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="Set manager")
    await form.get_by_role("button", name="Save").click()
    await expect(form.get_by_role("alert")).to_contain_text("This would make a circle")
    await form.get_by_role("button", name="Cancel").click()
    await expect(tree).to_be_focused()
    assert await above(seen, named["head"], "2026-11-01") == named["wind"]
    await tree.press("m")
    await expect(group.or_(page.get_by_role("group", name=re.compile("To whom does Lead")))).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(bar(page)).to_be_visible()
    await expect(page.get_by_role("button", name=re.compile("^Undo"))).to_have_count(0)


async def test_a_dotted_line_is_added_ended_and_its_end_taken_back(seen: Seen) -> None:
    page, named = await opened(seen, f"&at={(await ids(seen))['cfo']}&on=2026-06-01"), await ids(seen)
    cfo, grid = named["cfo"], named["grid"]

    async def dotted(on: str) -> list[str]:
        return [one["id"] for one in (await asked(seen, _UP, id=cfo, on=on))["role"]["dottedTo"]]

    await page.get_by_role("tree").press("d")
    await page.keyboard.type("technology")
    await taken(page.get_by_role("option"))
    form = page.get_by_role("dialog", name="Add a dotted line")
    await expect(form.get_by_label("From this day on")).to_have_value("2026-06-01")
    await expect(form.get_by_role("status")).to_contain_text("also reports to Chief Technology Officer.")
    await form.get_by_role("button", name="Save").click()
    await expect(form).to_be_hidden()
    assert (await dotted("2026-05-31"), await dotted("2026-06-01")) == ([], [grid])
    assert await above(seen, cfo, "2026-06-01") == named["wind"], "it ends nothing"
    await page.get_by_label("On the day").fill("2026-09-01")
    await bar(page).get_by_role("button", name="End a line …").click()
    await page.get_by_role("menuitem", name=re.compile("Dotted line to Chief Technology Officer")).click()
    end = page.get_by_role("dialog", name="End a line")
    await expect(end).to_contain_text("also reports to Chief Technology Officer, since Jun 1, 2026.")
    assert await both_themes(seen) == []
    await end.get_by_label("The last day it held").fill("2026-05-01")
    await end.get_by_role("button", name="Save").click()
    await expect(end.get_by_role("alert")).to_contain_text("2026-06-01")
    await end.get_by_label("The last day it held").fill("2026-08-15")
    await end.get_by_role("button", name="Save").click()
    await expect(end).to_be_hidden()
    assert [await dotted(day) for day in ("2026-06-01", "2026-08-15", "2026-08-16")] == [[grid], [grid], []]
    await bar(page).get_by_role("button", name="End a line …").click()
    await expect(page.get_by_role("menu")).to_be_visible()
    await expect(page.get_by_role("menuitem", name=re.compile("Dotted line"))).to_have_count(0)
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("menu")).to_be_hidden()
    await page.get_by_label("On the day").fill("2026-08-01")  # on an earlier day it held, as it did
    await bar(page).get_by_role("button", name="End a line …").click()
    await expect(page.get_by_role("menuitem", name=re.compile("Dotted line"))).to_have_count(1)
    await page.keyboard.press("Escape")
    undo = page.get_by_role("button", name=re.compile("^Undo: "))
    await expect(undo).to_have_text(re.compile("the end of the line"))
    await undo.click()
    await expect(undo).to_have_text(re.compile("also reports to"))
    assert await dotted("2030-01-01") == [grid]
    await undo.click()
    await expect(undo).to_have_count(0)
    assert await dotted("2026-08-01") == []


async def test_a_line_that_never_was_is_withdrawn_and_that_is_not_an_end(seen: Seen) -> None:
    named = await ids(seen)
    cfo, grid = named["cfo"], named["grid"]
    add = """mutation($role: ID!, $to: ID!) { roleReportsToSet(input: {role: {id: $role}, reportsTo: {id: $to},
      kind: DOTTED, startedOn: "2026-02-01"}) { userErrors { message } } }"""
    await asked(seen, add, role=cfo, to=grid)
    page = await opened(seen, f"&at={cfo}")
    await bar(page).get_by_role("button", name="End a line …").click()
    await page.get_by_role("menuitem", name=re.compile("Dotted line to Chief Technology Officer")).click()
    end = page.get_by_role("dialog", name="End a line")
    await end.get_by_label("It never was true").check()
    await expect(end).to_contain_text("Undo does not bring it back.")
    await end.get_by_role("button", name="Save").click()
    await expect(end).to_be_hidden()
    found: dict[str, Any] = (await asked(seen, _UP, id=cfo, on="2026-03-01"))["role"]
    assert (found["dottedTo"], found["history"]["nodes"][0]["kind"]) == ([], "RETRACTED")
    await expect(page.get_by_role("button", name=re.compile("^Undo"))).to_have_count(0)


@pytest.mark.parametrize("email", [ANALYST, AUDITOR])
async def test_who_may_not_write_is_offered_no_lines(chart_site: Site, email: str) -> None:
    seen = await chart_site.viewer(email)
    page = await opened(seen)
    await page.get_by_role("tree").press("ArrowDown")
    await page.get_by_role("tree").press("m")
    await expect(page.get_by_role("group", name=re.compile("To whom does"))).to_have_count(0)
    await expect(bar(page)).to_have_count(0)
    await expect(page.get_by_text("m sets the manager")).to_have_count(0)
    await page.get_by_role("tree").press("?")
    await expect(page.get_by_role("dialog")).to_contain_text("open the person")
    await expect(page.get_by_role("dialog")).not_to_contain_text("set the manager")
    await seen.close()
    seen.quiet()


async def test_a_line_is_written_from_the_table_on_a_telephone(seen: Seen) -> None:
    page, named = await opened(seen), await ids(seen)
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.reload()
    await seen.settled()
    row = page.locator(f"[role=row][data-seat='{named['cfo']}']")
    await row.get_by_role("rowheader").click()
    await expect(bar(page)).to_contain_text("Chief Financial Officer")
    assert await both_themes(seen) == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await bar(page).get_by_role("button", name="Set manager …").click()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await page.locator(f"[role=row][data-seat='{named['grid']}']").get_by_role("rowheader").click()
    form = page.get_by_role("dialog", name="Set manager")
    await expect(form).to_contain_text("reports to Chief Technology Officer")
    assert await both_themes(seen) == []
    await form.get_by_role("button", name="Cancel").click()


async def test_the_chart_is_saved_as_it_is_shown_with_title_day_and_legend(seen: Seen) -> None:
    page = await opened(seen, "&on=2026-06-01")
    shown = await page.locator(".chart-card").evaluate_all("all => all.map(one => one.dataset.seat).sort()")
    text = (await drawn(page)).decode()
    root = ElementTree.fromstring(text)
    assert sorted(one.get("data-seat", "") for one in root.iter() if one.get("data-seat")) == shown
    assert len(shown) == 8
    for word in ("Org chart: Nordlicht", "Jun 1, 2026", "8 seats", "Head of Engineering", "Rami Haddad", "Reports to"):
        assert word in text
    assert "Dotted line to" in text and "stroke-dasharray" in text
    await page.get_by_label("Dotted lines").uncheck()
    assert "Dotted line to" not in (await drawn(page)).decode()
    png = await drawn(page, "Picture (PNG)")
    assert png.startswith(b"\x89PNG")
    width = re.search(r'width="(\d+)"', text)
    assert width and int.from_bytes(png[16:20]) == 2 * int(width[1])
    await page.get_by_role("button", name="Two levels").click()
    await expect(page.locator(".chart-frame")).not_to_have_attribute("data-drawn", "8")
    few = ElementTree.fromstring(await drawn(page))
    many = int(await page.locator(".chart-frame").get_attribute("data-drawn") or 0)
    assert len([one for one in few.iter() if one.get("data-seat")]) == many
