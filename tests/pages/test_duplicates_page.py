"""The page of duplicates: pairs with their reasons, judging, merging with a look before, and taking it back."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph
from graphcrm.records import users
from tests.duplicates.planted import plant
from tests.pages import browsing
from tests.pages.browsing import SECONDS, Seen
from tests.pages.conftest import AUDITOR, MANAGER, Site
from tests.pages.test_looking import both_themes
from tests.web.speaking import worker

expect.set_options(timeout=SECONDS)


@pytest.fixture
async def planted(chromium: browsing.Browser, graph: Graph, tmp_path: Path) -> AsyncIterator[Site]:
    """The planted duplicates, an administrator, who sees all of them, and an auditor."""
    await plant(graph, tmp_path / "files")
    for email, role in ((MANAGER, "admin"), (AUDITOR, "auditor")):
        await users.add(graph, built_in(), email, role.title(), [role])
    async with worker(graph, request_deadline=60.0) as served:
        yield Site(f"http://127.0.0.1:{served.port}", graph, chromium)


@pytest.fixture
async def admin(planted: Site) -> AsyncIterator[Seen]:
    found = await planted.viewer()
    yield found
    await found.close()
    found.quiet()


def pair(page: Page, *names: str) -> Locator:
    """The card of two records."""
    found = page.locator("ol > li")
    for name in names:
        found = found.filter(has=page.get_by_role("link", name=name, exact=True))
    return found.first


async def merged(page: Page, card: Locator) -> Locator:
    """The form in which the two of a card become one."""
    await card.get_by_role("button", name=re.compile("^Merge ")).click()
    form = page.get_by_role("dialog", name="Make them one")
    await expect(form.get_by_role("radiogroup", name="Which stays")).to_be_visible()
    return form


async def test_pairs_are_told_with_reasons_and_become_one_which_is_taken_back(admin: Seen) -> None:
    page = await admin.open("/people")
    await page.get_by_role("link", name="Duplicates").click()
    ben = pair(page, "Ben Okafor", "Benjamin Okafor")
    await expect(ben).to_contain_text("likely to be one")
    email = ben.get_by_role("row").filter(has=page.get_by_role("rowheader", name="E-mail", exact=True))
    await expect(email).to_contain_text("ben.okafor@post.example")
    await expect(email).to_contain_text("the same")
    await expect(email).to_contain_text("for one")
    assert await both_themes(admin) == []

    form = await merged(page, ben)
    assert await admin.findings() == []
    await expect(form).to_contain_text("Nothing is lost")
    first_name = form.get_by_role("row").filter(has=page.get_by_role("rowheader", name="First name"))
    await first_name.get_by_role("radio", name="First name: Benjamin").check()
    await form.get_by_label("Why").fill("The same card")
    await form.get_by_role("button", name="Merge", exact=True).click()
    await expect(form).to_have_count(0)
    await ben.get_by_role("link", name="Ben", exact=False).last.click()

    await expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Benjamin"))
    await page.get_by_role("tab", name="History").click()
    absorbed = page.get_by_role("region", name="What was merged into it")
    await expect(absorbed).to_contain_text("1 record")
    await expect(page.get_by_text("“The same card”")).to_be_visible()
    await absorbed.get_by_role("button", name="Undo").click()
    await expect(absorbed).to_contain_text("taken back")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Ben Okafor")


async def test_all_of_a_cluster_become_one_and_the_undo_stands_where_the_pair_stood(admin: Seen) -> None:
    page = await admin.open("/duplicates")
    ana = pair(page, "Ana Lindqvist", "Anna Lindquist")
    await expect(ana).to_contain_text("May be one with either as well: A. Lindqvist")
    form = await merged(page, ana)
    await form.get_by_role("checkbox", name="A. Lindqvist").check()
    await expect(form.get_by_role("radiogroup", name="Which stays").get_by_role("radio")).to_have_count(3)
    await form.get_by_role("button", name="Merge", exact=True).click()
    status = ana.get_by_role("status")
    await expect(status).to_contain_text("Merged into")
    undo = status.get_by_role("button", name="Undo")
    await expect(undo).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(ana.get_by_role("button", name="They are two")).to_be_visible()


async def test_two_that_are_judged_to_be_different_leave_the_queue(admin: Seen) -> None:
    page = await admin.open("/duplicates")
    ben = pair(page, "Ben Okafor", "Benjamin Okafor")
    await ben.get_by_role("button", name="They are two").click()
    await expect(ben).to_contain_text("Judged to be two.")
    await ben.get_by_role("button", name="Judge anew").click()
    await ben.get_by_role("button", name="They are two").click()
    await expect(ben).to_contain_text("Judged to be two.")
    await page.reload()
    await expect(pair(page, "Ana Lindqvist", "Anna Lindquist")).to_be_visible()
    await expect(pair(page, "Ben Okafor", "Benjamin Okafor")).to_have_count(0)
    await page.get_by_text("Organizations", exact=True).last.click()
    await expect(pair(page, "Lumen Optics GmbH", "Lumen Optics")).to_be_visible()
    await expect(page).to_have_url(re.compile("of=organizations$"))


async def test_what_stands_against_it_is_said_before_anything_is_written(admin: Seen) -> None:
    page = await admin.open("/duplicates")
    ben = pair(page, "Ben Okafor", "Benjamin Okafor")
    await ben.get_by_role("button", name="They are two").click()
    await ben.get_by_role("button", name="Judge anew").click()
    await ben.get_by_role("button", name=re.compile("^Merge ")).click()
    form = page.get_by_role("dialog", name="Make them one")
    await expect(form.get_by_role("alert")).to_contain_text("judged to be different")
    await expect(form.get_by_role("button", name="Merge", exact=True)).to_be_disabled()
    await form.get_by_role("button", name="Cancel").click()


async def test_rows_that_are_chosen_in_a_list_become_one(admin: Seen) -> None:
    page = await admin.open("/people")
    for name in ("Ben Okafor", "Benjamin Okafor"):
        await page.get_by_role("gridcell", name=name, exact=True).focus()
        await page.keyboard.press("Shift+Space")
    await page.get_by_role("button", name="Merge 2").click()
    form = page.get_by_role("dialog", name="Make them one")
    await form.get_by_role("button", name="Merge", exact=True).click()
    await expect(form).to_have_count(0)
    await expect(page.get_by_role("gridcell", name="Benjamin Okafor", exact=True)).to_have_count(0)
    await expect(page.get_by_role("gridcell", name="Ben Okafor", exact=True)).to_be_visible()


async def test_it_fits_a_telephone_speaks_german_and_tells_an_auditor_nothing(admin: Seen, planted: Site) -> None:
    page = await admin.open("/duplicates")
    await page.set_viewport_size({"width": 390, "height": 844})
    await merged(page, pair(page, "Ben Okafor", "Benjamin Okafor"))
    await admin.settled()
    assert await admin.findings() == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await page.keyboard.press("Escape")
    await page.set_viewport_size({"width": 1280, "height": 800})
    await page.get_by_role("button", name=re.compile("appearance, language")).click()
    await page.get_by_role("menuitem", name="Deutsch").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Dubletten")
    await expect(page.get_by_role("button", name="Es sind zwei").first).to_be_visible()

    auditor = await planted.viewer(AUDITOR)
    seen = await auditor.open("/duplicates")
    await expect(seen.get_by_text("Nothing is waiting to be judged")).to_be_visible()
    await expect(seen.get_by_role("link", name="Duplicates")).to_have_count(0)
    await auditor.close()
    auditor.quiet()
