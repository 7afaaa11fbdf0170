"""Where the keyboard goes on when what opened over a page is closed: where it was before."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.pages.browsing import SECONDS, Seen, asked
from tests.pages.test_looking import ids

expect.set_options(timeout=SECONDS)


async def closed(page: Page) -> None:
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("name", ["Log a contact", "New task", "New note"])
async def test_a_form_of_a_record_gives_the_keyboard_back_to_its_button(manager: Seen, name: str) -> None:
    page = await manager.open("/people/{berg}".format(**await ids(manager)))
    button = page.get_by_role("main").get_by_role("button", name=name)
    await button.focus()
    await page.keyboard.press("Enter")
    await closed(page)
    await expect(button).to_be_focused()


async def test_what_was_saved_leaves_the_keyboard_at_the_button_too(manager: Seen) -> None:
    page = await manager.open("/people/{berg}#work".format(**await ids(manager)))
    button = page.get_by_role("main").get_by_role("button", name="New note")
    await button.focus()
    await page.keyboard.press("Enter")
    await page.get_by_role("dialog").get_by_label("Note").fill("Where the keyboard is")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("main").get_by_text("Where the keyboard is")).to_be_visible()
    await expect(button).to_be_focused()


async def test_a_form_opened_from_a_menu_gives_it_back_to_the_button_of_the_menu(manager: Seen) -> None:
    page = await manager.open("/tasks")
    menu = page.get_by_role("banner").get_by_role("button", name="Add")
    for name in ("New task", "New person"):
        await menu.focus()
        await page.keyboard.press("Enter")
        await page.get_by_role("menuitem", name=name).focus()
        await page.keyboard.press("Enter")
        await closed(page)
        await expect(menu).to_be_focused()


async def test_forms_of_the_grid_give_it_back(manager: Seen) -> None:
    page = await manager.open("/people?city.contains=Kiel")
    for name in ("Change several", "Save this filter"):
        button = page.get_by_role("main").get_by_role("button", name=name)
        await button.focus()
        await page.keyboard.press("Enter")
        await closed(page)
        await expect(button).to_be_focused()
    new = page.get_by_role("main").get_by_role("button", name="New person")
    await new.focus()
    await page.keyboard.press("Enter")
    await closed(page)
    await expect(new).to_be_focused()


async def test_a_new_record_is_where_the_keyboard_goes_on(manager: Seen) -> None:
    page = await manager.open("/people")
    await page.get_by_role("main").get_by_role("button", name="New person").click()
    await page.get_by_label("Last name").fill("Keyboard")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Keyboard")
    await expect(page.get_by_role("main")).to_be_focused()
    found = await asked(manager, """{ people(filter: {name: {eq: "Keyboard"}}) { totalCount } }""")
    assert found["people"]["totalCount"] == 1
