"""What people write through the pages: it is written once, over nobody, and not lost."""

from __future__ import annotations

import re

from playwright.async_api import Page, Route, expect

from graphcrm.graph.connection import Transaction
from tests.pages.browsing import SECONDS, Seen, asked
from tests.pages.conftest import PASSWORD, Site

expect.set_options(timeout=SECONDS)
BERG = """query { person(by: {externalId: "p-berg"}) { id version city tags
  tasks(first: 9) { nodes { title status } } notes(first: 9) { nodes { text } }
  timeline(first: 1) { nodes { subject kind participants { person { externalId } } } } } }"""


async def berg(seen: Seen) -> dict[str, object]:
    return dict((await asked(seen, BERG))["person"])


async def city(page: Page, name: str) -> None:
    """Begins to write in the cell of somebody's city."""
    row = page.get_by_role("row").filter(has_text=name)
    await row.get_by_role("gridcell").filter(has_text="Hamburg").first.dblclick()
    await expect(page.get_by_role("textbox", name=re.compile("City in row"))).to_be_focused()


async def test_a_call_is_logged_in_two_steps(manager: Seen) -> None:
    page = await manager.open(f"/people/{(await berg(manager))['id']}")
    await page.get_by_role("button", name="Log a contact").click()
    await page.get_by_label("About what").fill("The offer")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("The contact was logged.")).to_be_visible()
    await page.get_by_role("tab", name="Timeline").click()
    await expect(page.locator(".timeline li").first).to_contain_text("The offer")
    [logged] = (await berg(manager))["timeline"]["nodes"]  # type: ignore[index]
    assert (logged["subject"], logged["kind"]) == ("The offer", "CALL")
    assert {one["person"]["externalId"] for one in logged["participants"]} == {"p-berg", "p-vries"}


async def test_a_task_is_made_and_done_and_a_note_is_kept(manager: Seen) -> None:
    page = await manager.open(f"/people/{(await berg(manager))['id']}#work")
    await page.get_by_role("button", name="New task").click()
    await page.get_by_label("What is to be done").fill("Send the contract")
    await page.get_by_role("button", name="Save").click()
    await page.get_by_role("checkbox", name="Done: Send the contract").click()
    await expect(page.get_by_role("checkbox", name="Open again: Send the contract")).to_be_checked()
    await page.get_by_role("button", name="New note").click()
    await page.get_by_role("dialog").get_by_label("Note").fill("Likes <b>plain</b> words")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("The note was kept.")).to_be_visible()
    await expect(page.locator(".notes")).to_contain_text("Likes <b>plain</b> words")
    found = await berg(manager)
    assert {"title": "Send the contract", "status": "DONE"} in found["tasks"]["nodes"]  # type: ignore[index]
    assert {"text": "Likes <b>plain</b> words"} in found["notes"]["nodes"]  # type: ignore[index]


async def test_a_cell_is_edited_by_the_keyboard_and_what_is_refused_is_said_there(manager: Seen) -> None:
    await asked(manager, _SET, city="Hamburg")
    page = await manager.open("/people")
    await city(page, "Ingrid Berg")
    await page.keyboard.type("Lübeck")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("row").filter(has_text="Ingrid Berg")).to_contain_text("Lübeck")
    assert (await berg(manager))["city"] == "Lübeck"
    country = page.get_by_role("row").filter(has_text="Ingrid Berg").get_by_role("gridcell", name="DE", exact=True)
    await country.focus()
    await page.keyboard.press("F2")
    await page.keyboard.type("Germany")
    await page.keyboard.press("Enter")
    await expect(page.locator(".cell-fault")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(country).to_be_visible()


_SET = """mutation($city: String) { personUpdate(input: {person: {externalId: "p-berg"}, city: $city}) {
  person { version } userErrors { message } } }"""


async def test_two_people_who_change_one_cell_are_shown_both_values(manager: Seen) -> None:
    await asked(manager, _SET, city="Hamburg")
    page = await manager.open("/people")
    await city(page, "Ingrid Berg")
    await asked(manager, _SET, city="Bremen")
    await page.keyboard.type("Kiel")
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Somebody else changed it")
    await expect(dialog).to_contain_text("Bremen")
    await expect(dialog).to_contain_text("Kiel")
    assert (await berg(manager))["city"] == "Bremen"
    await dialog.get_by_role("button", name="Write mine").click()
    await expect(page.get_by_role("row").filter(has_text="Ingrid Berg")).to_contain_text("Kiel")
    assert (await berg(manager))["city"] == "Kiel"


async def test_a_change_of_another_field_is_no_conflict(manager: Seen) -> None:
    await asked(manager, _SET, city="Hamburg")
    page = await manager.open("/people")
    await city(page, "Ingrid Berg")
    await asked(
        manager,
        """mutation { personUpdate(input: {person: {externalId: "p-berg"}, tags: ["energy"]}) { person { id } } }""",
    )
    await page.keyboard.type("Husum")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("row").filter(has_text="Ingrid Berg")).to_contain_text("Husum")
    found = await berg(manager)
    assert (found["city"], found["tags"]) == ("Husum", ["energy"])


async def test_a_session_that_ends_keeps_what_was_typed(site: Site) -> None:
    seen = await site.viewer()
    page = await seen.open(f"/people/{(await berg(seen))['id']}")
    await page.get_by_role("button", name="New note").click()
    await page.get_by_role("dialog").get_by_label("Note").fill("Half a sentence")

    async def ended(transaction: Transaction) -> None:
        await transaction.run("MATCH (s:Session) DETACH DELETE s", {})

    await site.graph.write(ended, name="t")
    over = page.get_by_role("dialog", name="Your session has ended")
    # A session that was looked up is believed for two seconds.
    await page.wait_for_timeout(2100)
    await page.get_by_role("button", name="Save").click()
    await over.get_by_label("E-mail").fill("daan@lumen.example")
    await over.get_by_role("textbox", name="Password").fill(PASSWORD)
    await over.get_by_role("button", name="Sign in").click()
    await expect(over).to_be_hidden()
    await expect(page.get_by_role("dialog").get_by_label("Note")).to_have_value("Half a sentence")
    await page.get_by_role("button", name=re.compile("Send again|Save")).click()
    await expect(page.get_by_text("The note was kept.")).to_be_visible()
    notes = (await berg(seen))["notes"]["nodes"]  # type: ignore[index]
    assert notes.count({"text": "Half a sentence"}) == 1
    await seen.close()
    seen.quiet("401")


async def test_what_was_sent_into_the_dark_is_sent_again_and_counts_once(site: Site) -> None:
    seen = await site.viewer()
    page = await seen.open(f"/people/{(await berg(seen))['id']}")
    await page.get_by_role("button", name="New note").click()
    await page.get_by_role("dialog").get_by_label("Note").fill("Told twice")
    lost = []

    async def swallow(route: Route) -> None:
        """The server does it, and its answer is lost on the way."""
        if "NoteCreate" in (route.request.post_data or "") and not lost:
            lost.append((await route.fetch()).status)
            await route.abort()
        else:
            await route.continue_()

    await page.route("**/graphql", swallow)
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("graphcrm does not answer.")).to_be_visible()
    assert lost == [200]
    await page.get_by_role("button", name="Send again").click()
    await expect(page.get_by_text("The note was kept.")).to_be_visible()
    notes = (await berg(seen))["notes"]["nodes"]  # type: ignore[index]
    assert notes.count({"text": "Told twice"}) == 1
    await seen.close()
    seen.quiet("ERR_FAILED")


async def test_a_server_that_is_away_is_told_and_what_was_read_stays(site: Site) -> None:
    seen = await site.viewer()
    page = await seen.open("/people")
    await page.get_by_role("gridcell", name="Ingrid Berg", exact=True).wait_for()
    await page.context.set_offline(True)
    await page.get_by_role("columnheader", name="City").click()
    away = page.get_by_text("graphcrm has not answered since")
    await expect(away).to_be_visible()
    await expect(page.get_by_role("heading", level=1)).to_have_text("People")
    await page.context.set_offline(False)
    await page.locator(".away").get_by_role("button", name="Try again").click()
    await expect(away).to_be_hidden()
    await expect(page.get_by_role("gridcell", name="Ingrid Berg", exact=True)).to_be_visible()
    await seen.close()
    seen.quiet("ERR_INTERNET_DISCONNECTED")
