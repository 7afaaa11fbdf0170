"""The first quarter of an hour with the pages, without a pointer: from the account to the deal, the one who is against
it and why, a way to her, the chart on an earlier day, and a joint venture of two parents."""

from __future__ import annotations

import re

from playwright.async_api import Locator, Page, expect

from tests.pages.browsing import SECONDS, Seen

expect.set_options(timeout=SECONDS)
_MOST = 150  # presses of the tab key to anything on a page


async def reached(page: Page, target: Locator) -> None:
    """Presses the tab key until the focus is there, and it can be seen that it is."""
    await expect(target).to_be_visible()
    for _ in range(_MOST):
        await page.keyboard.press("Tab")
        if await target.evaluate("one => one === document.activeElement"):
            assert await target.evaluate("one => one.matches(':focus-visible')")
            return
    raise AssertionError(f"{target} is not reached by {_MOST} presses of the tab key")


async def followed(page: Page, target: Locator, heading: str) -> None:
    """Reached, opened, and there."""
    await reached(page, target)
    await page.keyboard.press("Enter")
    await arrived(page, heading)


async def found(page: Page, words: str, heading: str) -> None:
    """By the search that is one key away everywhere."""
    await page.keyboard.press("Control+k")
    await expect(page.get_by_placeholder("Name, e-mail, title, city")).to_be_focused()
    await page.keyboard.type(words)
    await expect(page.get_by_role("dialog")).to_contain_text(heading)
    chosen = page.get_by_role("dialog").locator("[data-selected]", has_text=re.compile(f"^{re.escape(heading)}"))
    for _ in range(_MOST):
        await page.keyboard.press("ArrowDown")
        if await chosen.count():
            break
    await page.keyboard.press("Enter")
    await arrived(page, heading)


async def arrived(page: Page, heading: str) -> None:
    await expect(page.get_by_role("heading", level=1)).to_contain_text(heading)


async def test_the_storyboard_is_walked_by_the_keyboard_alone(manager: Seen) -> None:
    page = await manager.open("/")
    await followed(
        page, page.get_by_role("main").get_by_role("link", name="Nordlicht Holding SE").first, "Nordlicht Holding SE"
    )
    await found(page, "rotor monitoring", "Rotor monitoring rollout")
    await followed(page, page.get_by_role("main").get_by_role("link", name="Influence map"), "Influence map")

    finder = page.get_by_role("textbox", name="Find on the map")
    await reached(page, finder.or_(page.get_by_role("combobox", name="Find on the map")).first)
    await page.keyboard.type("silva")
    await expect(page.get_by_role("option", name=re.compile("Marta Silva"))).to_be_visible()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    why = page.get_by_role("complementary", name="Why")
    await expect(why.get_by_role("heading", level=2)).to_have_text("Marta Silva")
    await expect(why).to_contain_text(re.compile("opponent", re.IGNORECASE))
    await reached(page, page.locator(".map-canvas"))
    await page.keyboard.press("t")
    await expect(page.locator("tr[data-node]", has_text="Marta Silva")).to_be_visible()
    await followed(page, why.get_by_role("link", name="Open the person"), "Marta Silva")
    await followed(page, page.get_by_role("link", name="Find a way in"), "Introductions")
    await expect(page.get_by_role("region", name="Way 1")).to_be_visible()

    await found(page, "nordlicht wind", "Nordlicht Wind GmbH")
    await followed(page, page.get_by_role("main").get_by_role("link", name="Org chart"), "Org chart")
    await reached(page, page.get_by_role("tree"))
    await page.keyboard.press("ArrowRight")
    await expect(page.locator("[role=treeitem][aria-selected=true]")).to_be_visible()
    await page.keyboard.press("t")
    await expect(page.locator("[role=row][data-seat]").first).to_be_visible()
    await reached(page, page.get_by_label("On the day"))
    await page.keyboard.type("06012016")  # as the parts of the field stand in English: month, day, year
    await expect(page).to_have_url(re.compile("on=2016-06-01"))

    await found(page, "ostsee", "Ostsee Joint Venture KG")
    parents = page.get_by_role("region", name="Structure")
    await expect(parents.get_by_text("50%").nth(1)).to_be_visible()
    manager.quiet()
