"""The pages as people see them: by eye, by keyboard, by screen reader, with more rights and with fewer."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from tests.pages.browsing import SECONDS, Seen, asked
from tests.pages.conftest import AUDITOR, SELLER, Site

expect.set_options(timeout=SECONDS)
IDS = """query { berg: person(by: {externalId: "p-berg"}) { id }
  wind: organization(by: {externalId: "o-nl-wind"}) { id }
  nordlicht: organization(by: {externalId: "o-nordlicht"}) { id }
  rotor: deal(by: {externalId: "d-rotor"}) { id } }"""
PAGES = {
    "home": "/",
    "people": "/people",
    "organizations": "/organizations",
    "person": "/people/{berg}",
    "ties": "/people/{berg}#ties",
    "timeline": "/people/{berg}#timeline",
    "work": "/people/{berg}#work",
    "history": "/people/{berg}#history",
    "organization": "/organizations/{nordlicht}",
    "our ties": "/organizations/{nordlicht}#ties",
    "their people": "/organizations/{wind}#people",
    "chart": "/organizations/{nordlicht}/chart?below=1",
    "outline": "/organizations/{nordlicht}/chart?below=1&table=1",
    "ways": "/paths?to={berg}",
    "ways to nobody yet": "/paths",
    "deal": "/deals/{rotor}",
    "deal's history": "/deals/{rotor}#history",
    "deal's map": "/deals/{rotor}/map?by=stance",
    "person's map": "/people/{berg}/map",
    "tasks": "/tasks",
    "search": "/search",
    "nothing": "/people/per_nobody",
}


async def ids(seen: Seen) -> dict[str, str]:
    return {name: found["id"] for name, found in (await asked(seen, IDS)).items()}


async def both_themes(seen: Seen) -> list[str]:
    found = []
    for theme in ("light", "dark"):
        await seen.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        await expect(seen.page.locator("html")).to_have_attribute("data-mantine-color-scheme", theme)
        found += [f"{theme}: {finding}" for finding in await seen.findings()]
    return found


@pytest.mark.parametrize("name", PAGES)
async def test_a_page_has_no_serious_fault_for_anybody_and_fits_a_telephone(manager: Seen, name: str) -> None:
    page = await manager.open(PAGES[name].format(**await ids(manager)))
    await expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert await both_themes(manager) == []
    await page.set_viewport_size({"width": 390, "height": 844})
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390


async def test_what_opens_over_a_page_has_no_serious_fault_either(manager: Seen) -> None:
    page = await manager.open("/people/{berg}#ties".format(**await ids(manager)))
    await page.get_by_role("button", name=re.compile("is made of")).first.click()
    await expect(page.get_by_role("dialog").get_by_role("table")).to_be_visible()
    assert await both_themes(manager) == []
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Log a contact").click()
    await expect(page.get_by_role("dialog").get_by_label("About what")).to_be_visible()
    assert await both_themes(manager) == []
    await page.keyboard.press("Escape")
    await page.keyboard.press("Control+k")
    await expect(page.get_by_placeholder("Name, e-mail, title, city")).to_be_focused()
    assert await both_themes(manager) == []
    await page.keyboard.press("Escape")
    await page.goto(manager.url + "/people")
    await page.get_by_role("button", name="Add a condition").click()
    assert await both_themes(manager) == []
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Columns").click()
    assert await both_themes(manager) == []


async def test_the_home_page_shows_accounts_tasks_and_ties_of_whoever_looks(manager: Seen) -> None:
    page = await manager.open("/")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Good day, Daan de Vries")
    await expect(page.get_by_role("region", name="My accounts").get_by_role("link").first).to_have_text(
        "Nordlicht Holding SE"
    )
    tasks = page.get_by_role("region", name="My tasks")
    await expect(tasks).to_contain_text("Call about the offer")
    await expect(tasks).to_contain_text("overdue since Jan 15, 2026")


async def test_a_score_opens_the_parts_that_the_server_names(manager: Seen) -> None:
    known = await ids(manager)
    page = await manager.open(f"/people/{known['berg']}#ties")
    told = await asked(
        manager,
        """query($id: ID!) { person(by: {id: $id}) { whoKnows(first: 1) { edges { strength node { id name } } } } }""",
        id=known["berg"],
    )
    [best] = told["person"]["whoKnows"]["edges"]
    await page.get_by_role("button", name=re.compile(f"between {best['node']['name']}")).first.click()
    relation = await asked(
        manager,
        """query($a: ID!, $b: ID!) { relationship(between: [{id: $a}, {id: $b}]) { strength { parts { reason } } } }""",
        a=best["node"]["id"],
        b=known["berg"],
    )
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_role("table")).to_be_visible()
    parts = relation["relationship"]["strength"]["parts"]
    assert parts
    for part in parts:
        await expect(dialog.get_by_role("table")).to_contain_text(part["reason"])


async def test_one_gets_to_a_person_by_the_keyboard_alone(manager: Seen) -> None:
    page = await manager.open("/")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    await page.keyboard.press("Control+k")
    await expect(page.get_by_placeholder("Name, e-mail, title, city")).to_be_focused()
    await page.keyboard.type("okoye")
    await expect(page.get_by_role("dialog")).to_contain_text("Chidi Okoye")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Chidi Okoye")
    await expect(page).to_have_title("Chidi Okoye · graphcrm")
    # What is heard next is the page, not what was before it.
    assert await page.evaluate("document.activeElement.id") == "main"
    await page.go_back()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Good day, Daan de Vries")


async def test_the_chart_is_walked_by_arrows_and_equals_its_table(manager: Seen) -> None:
    known = await ids(manager)
    page = await manager.open(f"/organizations/{known['nordlicht']}/chart?below=1")
    tree, items = page.get_by_role("tree"), page.get_by_role("treeitem")
    current = page.locator("[role=treeitem][aria-selected=true]")
    await tree.focus()
    await expect(current).to_have_accessible_name(
        re.compile("^Ingrid Berg ?, Chief Executive Officer, 2 reports, level 1")
    )
    await page.keyboard.press("ArrowLeft")
    await expect(items).to_have_count(1)
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("ArrowRight")
    await expect(current).to_have_attribute("aria-level", "2")
    await page.keyboard.press("]")
    await expect(current).to_have_attribute("aria-posinset", "2")
    await page.get_by_role("button", name="Open all").click()
    await expect(items).to_have_count(8)
    in_tree = await items.evaluate_all("all => all.map(one => one.dataset.seat).sort()")
    await tree.focus()
    await page.keyboard.press("t")
    rows = page.locator("[role=row][data-seat]")
    await expect(rows).to_have_count(8)
    assert await rows.evaluate_all("all => all.map(one => one.dataset.seat).sort()") == in_tree
    await page.wait_for_url(re.compile("table=1"))


async def test_the_chart_of_an_earlier_day_has_its_own_holders(manager: Seen) -> None:
    known = await ids(manager)
    page = await manager.open(f"/organizations/{known['wind']}/chart?on=2016-06-01")
    await expect(page.get_by_role("treeitem").first).to_contain_text("Ingrid Berg")
    await page.get_by_label("On the day").fill("2020-06-01")
    await expect(page.get_by_role("treeitem").first).to_contain_text("Chidi Okoye")
    await page.wait_for_url(re.compile("on=2020-06-01"))


async def cells(page: Page, column: int) -> list[str]:
    found = page.locator(f"[role=gridcell][aria-colindex='{column}']")
    await found.first.wait_for()
    return [text.strip() for text in await found.all_inner_texts()]


async def test_a_filter_reads_as_a_sentence_and_names_nobody_in_the_address(manager: Seen) -> None:
    page = await manager.open("/people")
    # Whose only seat is at the harbour is seen by its team alone: 11 of the 12.
    assert len(await cells(page, 1)) == 11
    await expect(page.get_by_role("status").last).to_contain_text("11 of 11 loaded")
    await page.get_by_role("searchbox", name="Name contains").fill("berg")
    await expect(page.locator(".sentence")).to_contain_text("People whose Name contains “berg”")
    await expect(page.get_by_role("status").last).to_contain_text("1 of 1 loaded")
    assert await cells(page, 1) == ["Ingrid Berg"]
    assert "berg" not in page.url
    await page.reload()
    await expect(page.get_by_role("status").last).to_contain_text("1 of 1 loaded")
    await page.get_by_role("button", name="Clear all").click()
    await expect(page.get_by_role("status").last).to_contain_text("11 of 11 loaded")


async def test_a_condition_is_chosen_in_words_and_stands_in_the_address(manager: Seen) -> None:
    page = await manager.open("/organizations")
    await page.get_by_role("button", name="Add a condition").click()
    await page.get_by_role("textbox", name="What").or_(page.get_by_role("combobox", name="What")).click()
    await page.get_by_role("option", name="Country").click()
    await page.get_by_label("Value").fill("se")
    await page.get_by_role("button", name="Apply").click()
    await expect(page.locator(".sentence")).to_contain_text("Country is se")
    await expect(page.get_by_role("status").last).to_contain_text("1 of 1 loaded")
    assert await cells(page, 1) == ["Nordlicht Grid AB"]
    assert "country.is=se" in page.url


async def test_columns_are_chosen_ordered_and_widened_and_stay_so(manager: Seen) -> None:
    page = await manager.open("/people")
    await page.get_by_role("button", name="Columns").click()
    await page.get_by_role("checkbox", name="External id").check()
    await page.get_by_role("checkbox", name="Seat").uncheck()
    await page.get_by_role("button", name="E-mail earlier").click()
    await page.keyboard.press("Escape")
    head = page.get_by_role("columnheader")
    await expect(head.filter(has_text="External id")).to_have_count(1)
    await head.first.focus()
    before = await head.first.bounding_box()
    await page.keyboard.press("Shift+ArrowRight")
    await page.reload()
    await manager.settled()
    names = [name.strip() for name in await head.all_inner_texts()]
    assert names[:4] == ["Name", "Marks", "E-mail", "Organization"]
    assert "External id" in names and "Seat" not in names
    after = await head.first.bounding_box()
    assert before is not None and after is not None
    assert after["width"] == before["width"] + 20
    assert "p-berg" in await cells(page, len(names))


async def test_a_click_on_a_head_orders_by_it(manager: Seen) -> None:
    page = await manager.open("/people")
    ascending = await cells(page, 1)
    head = page.get_by_role("columnheader", name="Name")
    await expect(head).to_have_attribute("aria-sort", "ascending")
    await head.click()
    await expect(head).to_have_attribute("aria-sort", "descending")
    await expect(page.locator("[role=gridcell][aria-colindex='1']").first).to_have_text(ascending[-1])
    assert await cells(page, 1) == ascending[::-1]


async def test_who_may_not_write_is_offered_nothing_to_write(site: Site) -> None:
    auditor = await site.viewer(AUDITOR)
    page = await auditor.open("/people")
    await cells(page, 1)
    for name in ("Add", "New person"):
        await expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)
    await page.locator("[role=gridcell][aria-colindex='9']").first.dblclick()
    await expect(page.locator(".cell-edit")).to_have_count(0)
    known = await ids(auditor)
    await auditor.open(f"/people/{known['berg']}")
    await expect(page.get_by_role("button", name="Log a contact")).to_have_count(0)
    await expect(page.get_by_role("heading", level=1)).to_have_text("I.B.")
    shown = await page.get_by_role("main").inner_text()
    assert "Ingrid" not in shown and "@" not in shown and "Hamburg" not in shown
    await auditor.close()
    auditor.quiet("400")  # the order by a name that they see in part only


async def test_what_is_kept_from_somebody_is_nowhere_and_not_counted(site: Site, manager: Seen) -> None:
    [(harbour,)] = await site.graph.rows("MATCH (o:Organization {external_id: 'o-harbour'}) RETURN o.id", {})
    [(name,)] = await site.graph.rows("MATCH (o:Organization {external_id: 'o-harbour'}) RETURN o.name", {})
    seller = await site.viewer(SELLER)
    page = await seller.open("/organizations")
    names = await cells(page, 1)
    assert len(names) == 10 and name not in names
    await expect(page.get_by_role("status").last).to_contain_text("10 of 10 loaded")
    await seller.open(f"/organizations/{harbour}")
    await expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here")
    nothing = await page.get_by_role("main").inner_text()
    await seller.open("/organizations/org_never_was")
    assert await page.get_by_role("main").inner_text() == nothing
    await page.keyboard.press("Control+k")
    await expect(page.get_by_placeholder("Name, e-mail, title, city")).to_be_focused()
    await page.keyboard.type("harbour")
    await expect(page.get_by_role("dialog")).to_contain_text("All that is found for “harbour”")
    assert name not in await page.get_by_role("dialog").inner_text()
    await seller.close()
    seller.quiet()


async def test_the_pages_speak_german_and_keep_the_choice(manager: Seen) -> None:
    page = await manager.open("/tasks")
    await page.get_by_role("button", name=re.compile("appearance, language")).click()
    await page.get_by_role("menuitem", name="Deutsch").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Aufgaben")
    await page.reload()
    await expect(page.get_by_role("main")).to_contain_text("überfällig seit 15. Jan. 2026")
    assert await page.locator("html").get_attribute("lang") == "de"


async def test_dark_is_chosen_and_kept(manager: Seen) -> None:
    page = await manager.open("/search")
    await page.get_by_role("button", name=re.compile("appearance, language")).click()
    await page.get_by_role("menuitem", name="Dark colours").click()
    await expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
