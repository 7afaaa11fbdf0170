"""Records that one comes back to: pinned ones, those seen last, what others changed meanwhile, ties over time."""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.pages.browsing import SECONDS, Seen, asked
from tests.pages.conftest import SELLER, Site
from tests.pages.test_looking import both_themes, ids

expect.set_options(timeout=SECONDS)
_SET = """mutation($city: String) { personUpdate(input: {person: {externalId: "p-berg"}, city: $city}) {
  userErrors { message } } }"""


async def test_what_is_pinned_or_was_looked_at_is_at_hand_on_the_home_page(site: Site, manager: Seen) -> None:
    known = await ids(manager)
    page = await manager.open(f"/people/{known['berg']}")
    await page.get_by_role("button", name="Pin", exact=True).click()
    await expect(page.get_by_role("button", name="Pinned")).to_have_attribute("aria-pressed", "true")
    await manager.open(f"/organizations/{known['wind']}")
    await manager.open(f"/deals/{known['rotor']}")
    page = await manager.open("/")
    tile = page.get_by_role("region", name="At hand")
    names = await tile.get_by_role("link").all_inner_texts()
    assert names[0] == "Ingrid Berg" and len(names) == len(set(names)) == 3
    assert await both_themes(manager) == []
    # What is kept on the machine names nobody, and is for this viewer alone.
    me = (await asked(manager, "{ viewer { id } }"))["viewer"]["id"]
    kept = await page.evaluate("key => localStorage.getItem(key)", f"graphcrm-seen-{me}")
    assert known["berg"] in kept and not re.search("Berg|Nordlicht|Rotor", kept)
    await tile.get_by_role("link", name="Ingrid Berg").click()
    await page.get_by_role("button", name="Pinned").click()
    await expect(page.get_by_role("button", name="Pin", exact=True)).to_have_attribute("aria-pressed", "false")


async def test_a_record_that_is_no_longer_seen_is_no_longer_at_hand(site: Site) -> None:
    seller = await site.viewer(SELLER)
    [[hidden]] = await site.graph.rows("MATCH (o:Organization {external_id: 'o-harbour'}) RETURN o.id", {})
    me = (await asked(seller, "{ viewer { id } }"))["viewer"]["id"]
    kept = f'{{"pinned": ["{hidden}"], "seen": [{{"id": "{hidden}", "at": "2026-11-20T10:00:00Z"}}]}}'
    await seller.page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [f"graphcrm-seen-{me}", kept])
    page = await seller.open("/")
    tile = page.get_by_role("region", name="At hand")
    await expect(tile).to_contain_text("What you look at is here the next time")
    await expect(tile.get_by_role("link")).to_have_count(0)
    await seller.close()
    seller.quiet()


async def test_a_record_tells_what_others_changed_since_one_was_there(site: Site, manager: Seen) -> None:
    address = f"/people/{(await ids(manager))['berg']}"
    page = await manager.open(address)
    await asked(manager, _SET, city="Bremen")  # one's own change is no news
    page = await manager.open(address)
    await expect(page.get_by_text("since you were here")).to_have_count(0)
    seller = await site.viewer(SELLER)
    await asked(seller, _SET, city="Husum")
    await seller.close()
    page = await manager.open(address)
    news = page.get_by_role("alert").filter(has_text="One change since you were here")
    await expect(news).to_contain_text("Changed City · Seller")
    assert await both_themes(manager) == []
    await news.get_by_role("button", name="The whole history").click()
    await expect(page.get_by_role("tab", name="History")).to_have_attribute("aria-selected", "true")
    page = await manager.open(address)
    await expect(page.get_by_role("heading", level=1)).to_have_text("Ingrid Berg")
    await expect(page.get_by_text("since you were here")).to_have_count(0)


async def test_a_tie_tells_how_it_became_what_it_is(manager: Seen) -> None:
    page = await manager.open("/people/{berg}#ties".format(**await ids(manager)))
    await page.get_by_role("button", name=re.compile("is made of")).first.click()
    dialog = page.get_by_role("dialog")
    chart = dialog.get_by_role("region", name="Over the last twelve months")
    await expect(chart.get_by_role("img", name=re.compile(r"Strength from \d+% on .* to \d+% today"))).to_be_visible()
    await chart.get_by_text("In figures").click()
    rows = chart.get_by_role("row")
    await expect(rows).to_have_count(14)
    both = await page.evaluate("() => document.querySelector('[role=dialog] h2, .mantine-Modal-title').textContent")
    names = both.split(" and ")
    query = """query($a: String!, $b: String!) { people(filter: {name: {in: [$a, $b]}}) { nodes { id } } }"""
    pair = (await asked(manager, query, a=names[0], b=names[1]))["people"]["nodes"]
    now = """query($between: [PersonBy!]!) { relationship(between: $between) { strength { value } } }"""
    strength = (await asked(manager, now, between=pair))["relationship"]["strength"]["value"]
    await expect(rows.last).to_contain_text(f"{round(100 * strength)}%")
    assert await both_themes(manager) == []
