"""What one does with many records of a grid: filters that are kept under a name, counted and shared."""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.pages.browsing import SECONDS, Seen, asked
from tests.pages.conftest import SELLER, Site
from tests.pages.test_looking import both_themes

expect.set_options(timeout=SECONDS)


async def test_a_filter_is_saved_shared_counted_and_opened_by_its_address(site: Site, manager: Seen) -> None:
    page = await manager.open("/people?city.contains=Kiel")
    saved = page.get_by_role("group", name="Saved filters")
    await page.get_by_role("button", name="Save this filter").click()
    dialog = page.get_by_role("dialog", name="Save this filter")
    await dialog.get_by_label("Its name").fill("In Kiel")
    await dialog.get_by_label("For whom").select_option("Everybody")
    assert await both_themes(manager) == []
    await dialog.get_by_role("button", name="Save").click()
    mine = saved.get_by_role("button", name="In Kiel")
    await expect(mine).to_have_attribute("aria-pressed", "true")
    told = await asked(manager, """{ people(filter: {city: {contains: "Kiel"}}) { totalCount } }""")
    await expect(mine).to_contain_text(str(told["people"]["totalCount"]))
    await expect(saved.get_by_role("button", name="Save this filter")).to_have_count(0)

    # Another filter of the same name takes its place.
    await page.get_by_role("searchbox", name="Name contains").fill("a")
    await saved.get_by_role("button", name="Save this filter").click()
    await dialog.get_by_label("Its name").fill("In Kiel")
    await expect(dialog).to_contain_text("It takes the place of your filter of this name.")
    await dialog.get_by_role("button", name="Cancel").click()
    await mine.click()
    await expect(mine).to_have_attribute("aria-pressed", "true")

    # Somebody else finds it, with what they see themselves, and changes nothing of it.
    [(key,)] = await site.graph.rows("MATCH (f:SavedFilter) RETURN f.id", {})
    seller = await site.viewer(SELLER)
    theirs = await asked(seller, """{ people(filter: {city: {contains: "Kiel"}}) { totalCount } }""")
    other = await seller.open(f"/people?saved={key}")
    await expect(other.get_by_role("status").last).to_contain_text(f"of {theirs['people']['totalCount']} loaded")
    await expect(other.locator(".sentence")).to_contain_text("City contains “Kiel”")
    shared = other.get_by_role("group", name="Saved filters")
    await expect(shared.get_by_role("button", name="In Kiel")).to_contain_text(str(theirs["people"]["totalCount"]))
    await expect(shared.get_by_role("button", name="This filter")).to_have_count(0)
    await seller.close()
    seller.quiet()

    await mine.click()
    await expect(page.locator(".sentence")).to_contain_text("All people")
    await mine.focus()
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile(f"saved={key}"))
    await saved.get_by_role("button", name="This filter").click()
    await page.get_by_role("menuitem", name="Remove").click()
    await expect(mine).to_have_count(0)
    assert await site.graph.rows("MATCH (f:SavedFilter) RETURN f.id", {}) == []
