"""The page of a deal: what it is worth, who has a say, what is missing; and the map of its people."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from graphcrm.cli.acting import act
from tests.pages.browsing import SECONDS, Seen, asked
from tests.pages.conftest import SELLER, Site

expect.set_options(timeout=SECONDS)
IDS = 'query { deal(by: {externalId: "d-rotor"}) { id stakeholders(first: 50) { nodes { id } } } }'


@pytest.fixture
async def deal(manager: Seen) -> tuple[str, list[str]]:
    found = (await asked(manager, IDS))["deal"]
    return found["id"], sorted(one["id"] for one in found["stakeholders"]["nodes"])


async def opened(seen: Seen, deal: tuple[str, list[str]], more: str = "") -> Page:
    return await seen.open(f"/deals/{deal[0]}{more}")


async def test_a_deal_tells_its_value_its_people_and_what_is_missing(
    manager: Seen, deal: tuple[str, list[str]]
) -> None:
    page = await opened(manager, deal)
    await expect(page.get_by_role("heading", level=1)).to_have_text("Rotor monitoring rollout")
    head = page.locator("dl.headline")
    await expect(head).to_contain_text("€480,000")
    await expect(head).to_contain_text("PROPOSAL")
    committee = page.get_by_role("region", name="Buying committee")
    await expect(committee.locator("ul.lines > li")).to_have_count(len(deal[1]))
    silva = committee.locator("li", has_text="Silva")
    await expect(silva).to_contain_text("finance · opponent · say 70%")
    missing = page.get_by_role("region", name="What is missing")
    await expect(missing.locator("li", has_text="Silva")).to_contain_text("is against it")
    await expect(missing).not_to_contain_text("Nobody is known as")


async def test_a_deal_is_reached_from_its_organization_its_people_and_by_search(
    manager: Seen, deal: tuple[str, list[str]]
) -> None:
    page = await opened(manager, deal)
    await page.locator(".record-head").get_by_role("link", name="Nordlicht Wind GmbH").click()
    await page.get_by_role("region", name="Open deals").get_by_role("link", name="Rotor monitoring rollout").click()
    await page.get_by_role("region", name="Buying committee").get_by_role("link", name="Haddad").first.click()
    await page.get_by_role("region", name="Deals").get_by_role("link", name="Rotor monitoring rollout").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Rotor monitoring rollout")
    await manager.open("/search")
    await page.get_by_role("searchbox").fill("rotor")
    await page.get_by_role("link", name="Rotor monitoring rollout").first.click()
    await page.wait_for_url(f"**/deals/{deal[0]}")


async def test_the_map_of_a_deal_has_its_people_with_their_stance(manager: Seen, deal: tuple[str, list[str]]) -> None:
    page = await opened(manager, deal, "/map?by=stance&depth=0&table=1")
    rows = page.locator("tr[data-node]")
    await expect(rows).to_have_count(len(deal[1]))
    assert sorted(await rows.evaluate_all("all => all.map(one => one.dataset.node)")) == deal[1]
    await expect(page.locator("tr[data-node]", has_text="Silva")).to_contain_text("Opponent")


async def test_a_call_is_logged_for_a_deal(manager: Seen, deal: tuple[str, list[str]]) -> None:
    page = await opened(manager, deal)
    await page.get_by_role("button", name="New note").click()
    await page.get_by_role("dialog").get_by_label("Note").fill("They want the offer in two parts.")
    await page.get_by_role("dialog").get_by_role("button", name="Save").click()
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await page.get_by_role("tab", name="Tasks and notes").click()
    await expect(page.get_by_text("They want the offer in two parts.")).to_be_visible()


async def test_a_deal_that_is_not_there_or_not_for_one_looks_the_same(
    site: Site, manager: Seen, deal: tuple[str, list[str]]
) -> None:
    seller = await site.viewer(SELLER)
    limited = {"deal": {"externalId": "d-rotor"}, "teams": [{"externalId": "t-harbour"}]}
    await act(site.graph, "dealAudienceSet", limited)
    try:
        for place in (f"/deals/{deal[0]}", "/deals/dea_never_was", f"/deals/{deal[0]}/map"):
            await seller.open(place)
            await expect(seller.page.get_by_role("heading", name="There is nothing here")).to_be_visible()
    finally:
        await act(site.graph, "dealAudienceSet", {**limited, "teams": None})
        await seller.close()
