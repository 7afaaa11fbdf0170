"""Ways to be introduced: side by side as the API tells them, asked for in the words of whoever is asked, once."""

from __future__ import annotations

import re
from typing import Any

from playwright.async_api import Locator, Page, expect

from tests.pages.browsing import SECONDS, Seen, asked
from tests.pages.conftest import AUDITOR, MANAGER, SELLER, Site
from tests.pages.test_looking import both_themes

expect.set_options(timeout=SECONDS)
_ID = "query($by: PersonBy!) { person(by: $by) { id } }"
_SEAT = """query { organization(by: {externalId: "o-nl-wind"}) { id
  orgChart { seats { role { id externalId } } } } }"""
_WAYS = """query($to: IntroductionTarget!, $from: PersonBy) { introductionPaths(to: $to, from: $from, k: 3) {
  paths { score steps { from { name } to { name externalId } contactDays } } } }"""
_REQUESTS = """query($by: PersonBy!) { person(by: $by) { tasks(filter: {introductionOutcome: {isNull: false}}) { nodes {
  title description status doneOn introductionOutcome dueOn assignee { email } requester { email }
  goBetween { externalId } } } } }"""


async def person(seen: Seen, key: str) -> str:
    return str((await asked(seen, _ID, by={"externalId": key}))["person"]["id"])


async def requests(seen: Seen, key: str) -> list[dict[str, Any]]:
    """What was asked for to meet somebody."""
    return list((await asked(seen, _REQUESTS, by={"externalId": key}))["person"]["tasks"]["nodes"])


def way(page: Page, number: int) -> Locator:
    return page.get_by_role("region", name=f"Way {number}")


async def shown(page: Page) -> list[list[str]]:
    """The names on each way that is shown."""
    return [await one.locator("li > a").all_inner_texts() for one in await page.locator(".way-people").all()]


def told(paths: list[dict[str, Any]]) -> list[list[str]]:
    return [[one["steps"][0]["from"]["name"], *(step["to"]["name"] for step in one["steps"])] for one in paths]


async def test_the_ways_are_those_of_the_api_from_oneself_from_all_and_from_a_colleague(manager: Seen) -> None:
    page = await manager.open(f"/people/{await person(manager, 'p-berg')}")
    await page.get_by_role("link", name="Find a way in").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Introductions")
    await expect(way(page, 1)).to_be_visible()
    to = {"person": {"externalId": "p-berg"}}
    mine = (await asked(manager, _WAYS, to=to, **{"from": {"externalId": "p-vries"}}))["introductionPaths"]["paths"]
    assert len(mine) == 3 and await shown(page) == told(mine)
    await expect(way(page, 1)).to_contain_text(f"{round(mine[0]['score'] * 100)}%")
    await expect(way(page, 1)).to_contain_text(f"in touch on {mine[0]['steps'][0]['contactDays']} days")
    await page.get_by_text("From any of us").click()
    await expect(page).to_have_url(re.compile("from=us"))
    all_ = (await asked(manager, _WAYS, to=to))["introductionPaths"]["paths"]
    assert told(all_) != told(mine)
    await expect(page.locator(".way-people").first.locator("li > a").first).to_have_text(told(all_)[0][0])
    assert await shown(page) == told(all_)
    await page.get_by_text("From a colleague").click()
    await page.get_by_role("combobox", name="Which colleague").fill("rossi")
    await page.get_by_role("option", name=re.compile("Elena Rossi")).click()
    theirs = (await asked(manager, _WAYS, to=to, **{"from": {"externalId": "p-rossi"}}))["introductionPaths"]["paths"]
    await expect(page.locator(".way-people").first.locator("li > a").first).to_have_text("Elena Rossi")
    await manager.settled()
    assert await shown(page) == told(theirs)
    assert await both_themes(manager) == []


async def test_somebody_is_asked_once_and_what_came_of_it_is_shown(manager: Seen) -> None:
    berg = await person(manager, "p-berg")
    to, me = {"person": {"externalId": "p-berg"}}, {"externalId": "p-vries"}
    [best, *_] = (await asked(manager, _WAYS, to=to, **{"from": me}))["introductionPaths"]["paths"]
    [key, whom] = [best["steps"][0]["to"][name] for name in ("externalId", "name")]
    page = await manager.open(f"/paths?to={berg}")
    ask = way(page, 1).get_by_role("button", name=f"Ask {whom}")
    await ask.focus()
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name=f"Ask {whom}")
    text = dialog.get_by_label("What you write")
    await expect(text).to_have_value(re.compile(rf"{whom},.*Ingrid Berg \(.*Daan de Vries", re.DOTALL))
    await expect(dialog.get_by_role("alert")).to_have_count(0)
    assert await both_themes(manager) == []
    await text.fill("Dear you, would you introduce me to Ingrid?")
    await dialog.get_by_role("button", name="Ask", exact=True).click()
    await expect(dialog).to_be_hidden()
    [made] = await requests(manager, "p-berg")
    assert made["description"] == "Dear you, would you introduce me to Ingrid?"
    assert (made["introductionOutcome"], made["status"], made["goBetween"]) == ("ASKED", "OPEN", {"externalId": key})
    assert made["assignee"] == made["requester"] == {"email": MANAGER} and made["dueOn"]
    assert "Berg" not in made["title"], "a title is seen by those who do not see names"

    before = page.get_by_role("region", name="Asked before")
    await expect(before).to_contain_text(whom)
    await expect(way(page, 1)).to_contain_text(re.compile(f"{whom} was asked by Daan de Vries .*: Asked"))
    await before.get_by_label(f"What came of asking {whom}").select_option("Declined")
    await expect(way(page, 1)).to_contain_text(": Declined")
    [made] = await requests(manager, "p-berg")
    assert (made["introductionOutcome"], made["status"]) == ("DECLINED", "DONE") and made["doneOn"]

    await ask.click()
    await expect(dialog.get_by_role("alert")).to_contain_text(f"Daan de Vries asked {whom}: Declined")
    assert await both_themes(manager) == []
    await page.keyboard.press("Escape")
    await expect(ask).to_be_focused()
    await manager.open(f"/people/{berg}#ties")
    await expect(page.get_by_role("region", name="Asked before")).to_contain_text(whom)
    await manager.open(f"/people/{await person(manager, key)}#ties")
    await expect(page.get_by_role("region", name="Introductions they were asked for")).to_contain_text("Ingrid Berg")
    assert await both_themes(manager) == []


async def test_who_reads_german_is_asked_in_german(manager: Seen) -> None:
    page = await manager.open(f"/paths?to={await person(manager, 'p-tan')}")
    await page.get_by_role("button", name="Ask Rami Haddad").first.click()
    text = page.get_by_role("dialog").get_by_label("What you write")
    await expect(text).to_have_value(re.compile("Guten Tag Rami Haddad,"))
    await page.get_by_role("dialog").get_by_text("English").click()
    await expect(text).to_have_value(re.compile("Hello Rami Haddad,"))


async def test_the_seats_of_an_organization_can_be_chosen(manager: Seen) -> None:
    wind = (await asked(manager, _SEAT))["organization"]
    page = await manager.open(f"/organizations/{wind['id']}")
    await page.get_by_role("link", name="Find a way in").click()
    await expect(way(page, 1)).to_be_visible()
    await page.get_by_role("combobox", name="There").click()
    await page.get_by_role("option", name=re.compile("Managing Director")).click()
    [seat] = [one["role"]["id"] for one in wind["orgChart"]["seats"] if one["role"]["externalId"] == "r-wind-md"]
    await expect(page).to_have_url(re.compile(f"to={seat}"))
    await manager.settled()
    await expect(page.locator(".way-people").first.locator("li > a").last).to_have_text("Chidi Okoye")
    names = await shown(page)
    assert names and {one[-1] for one in names} == {"Chidi Okoye"}
    await page.set_viewport_size({"width": 390, "height": 844})
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390


async def test_who_may_not_write_asks_nobody_and_who_does_not_see_somebody_meets_nothing(
    site: Site, manager: Seen
) -> None:
    berg = await person(manager, "p-berg")
    [(krause,)] = await site.graph.rows("MATCH (p:Person {external_id: 'p-krause'}) RETURN p.id", {})
    auditor = await site.viewer(AUDITOR)
    page = await auditor.open(f"/paths?to={berg}")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Introductions")
    await expect(page.get_by_role("button", name=re.compile("^Ask"))).to_have_count(0)
    text = await page.get_by_role("main").inner_text()
    assert "Ingrid" not in text and "Okoye" not in text
    await auditor.close()
    seller = await site.viewer(SELLER)
    page = await seller.open(f"/paths?to={krause}")
    await expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here")
    nothing = await page.get_by_role("main").inner_text()
    await seller.open("/paths?to=per_never_was")
    assert await page.get_by_role("main").inner_text() == nothing
    await seller.close()
    seller.quiet()
