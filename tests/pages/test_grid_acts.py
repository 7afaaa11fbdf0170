"""What one does with many records of a grid: keep filters under a name, change all that one chooses, take it back."""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.pages.browsing import SECONDS, Seen, asked
from tests.pages.conftest import SELLER, Site
from tests.pages.test_looking import both_themes

expect.set_options(timeout=SECONDS)
_CITY = """mutation($city: String) { personUpdate(input: {person: {externalId: "p-berg"}, city: $city}) {
  person { version } userErrors { message } } }"""


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


_TAGS = "query { people(first: 50) { nodes { externalId tags archivedAt version } } }"


async def tags(seen: Seen) -> dict[str, list[str]]:
    return {one["externalId"]: one["tags"] or [] for one in (await asked(seen, _TAGS))["people"]["nodes"]}


async def test_all_that_a_filter_chooses_are_tagged_looked_at_first_and_taken_back(manager: Seen) -> None:
    before = await tags(manager)
    page = await manager.open("/people?city.contains=Kiel")
    await page.get_by_role("button", name="Change several").click()
    dialog = page.get_by_role("dialog", name="Change several")
    await dialog.get_by_role("textbox", name="Tag").fill("spring")
    assert await both_themes(manager) == []
    await dialog.get_by_role("button", name="Look first").click()
    told = await asked(manager, """{ people(filter: {city: {contains: "Kiel"}}) { nodes { externalId } } }""")
    here = {one["externalId"] for one in told["people"]["nodes"]}
    await expect(dialog.get_by_role("status")).to_contain_text(f"{len(here)} would change.")
    assert await tags(manager) == before, "looking writes nothing"
    await dialog.get_by_role("button", name=f"Change {len(here)}").click()
    await expect(dialog.get_by_role("status")).to_contain_text(f"{len(here)} changed.")
    assert await tags(manager) == {key: [*had, "spring"] if key in here else had for key, had in before.items()}
    await dialog.get_by_role("button", name="Undo").click()
    await expect(dialog.get_by_role("status")).to_contain_text(f"{len(here)} are as they were.")
    assert await tags(manager) == before
    await dialog.get_by_role("button", name="Close").last.click()
    await expect(dialog).to_be_hidden()


async def test_rows_are_chosen_by_the_keyboard_and_what_others_changed_is_not_written_over(manager: Seen) -> None:
    page = await manager.open("/people")
    for name in ("Ingrid Berg", "Mei Tan"):
        await page.get_by_role("gridcell", name=name, exact=True).focus()
        await page.keyboard.press("Shift+Space")
    await expect(page.locator("[role=row][aria-selected=true]")).to_have_count(2)
    await page.get_by_role("button", name="Change 2").click()
    dialog = page.get_by_role("dialog", name="Change several")
    await dialog.get_by_label("What is to be done").select_option("Set Lead source")
    await dialog.get_by_label("Lead source").fill("Fair")
    await dialog.get_by_role("button", name="Look first").click()
    await expect(dialog.get_by_role("status")).to_contain_text("2 would change.")
    await asked(manager, _CITY, city="Kassel")  # somebody changes Berg meanwhile
    await dialog.get_by_role("button", name="Change 2").click()
    await expect(dialog.get_by_role("status")).to_contain_text("1 changed.")
    await expect(dialog.get_by_role("alert")).to_contain_text("Ingrid Berg")
    source = """query { berg: person(by: {externalId: "p-berg"}) { leadSource city }
      tan: person(by: {externalId: "p-tan"}) { leadSource } }"""
    found = await asked(manager, source)
    assert found == {"berg": {"leadSource": None, "city": "Kassel"}, "tan": {"leadSource": "Fair"}}
    assert await both_themes(manager) == []
    await dialog.get_by_role("button", name="Undo").click()
    await expect(dialog.get_by_role("status")).to_contain_text("1 is as it was.")
    assert (await asked(manager, source))["tan"] == {"leadSource": None}


async def test_what_is_archived_in_one_go_is_back_by_undo(manager: Seen) -> None:
    page = await manager.open("/organizations?country.is=se")
    await page.get_by_role("button", name="Change several").click()
    dialog = page.get_by_role("dialog", name="Change several")
    await dialog.get_by_label("What is to be done").select_option("Archive")
    await dialog.get_by_role("button", name="Look first").click()
    await dialog.get_by_role("button", name="Change 1").click()
    await expect(dialog.get_by_role("status")).to_contain_text("1 changed.")
    count = """{ organizations(filter: {country: {eq: "SE"}}) { totalCount } }"""
    assert (await asked(manager, count))["organizations"]["totalCount"] == 0
    await dialog.get_by_role("button", name="Undo").click()
    await expect(dialog.get_by_role("status")).to_contain_text("1 is as it was.")
    assert (await asked(manager, count))["organizations"]["totalCount"] == 1


async def test_accounts_are_given_to_an_owner_whoever_had_them_before(site: Site, manager: Seen) -> None:
    """Nordlicht is the manager's, its grid nobody's."""
    page = await manager.open("/organizations")
    for name in ("Nordlicht Holding SE", "Nordlicht Grid AB"):
        await page.get_by_role("gridcell", name=name, exact=True).focus()
        await page.keyboard.press("Shift+Space")
    await page.get_by_role("button", name="Change 2").click()
    dialog = page.get_by_role("dialog", name="Change several")
    await dialog.get_by_label("What is to be done").select_option("Give to an owner")
    await dialog.get_by_label("Owner").select_option("Seller")
    await dialog.get_by_role("button", name="Look first").click()
    await expect(dialog.get_by_role("status")).to_contain_text("2 would change.")
    await dialog.get_by_role("button", name="Change 2").click()
    await expect(dialog.get_by_role("status")).to_contain_text("2 changed.")
    owners = """MATCH (u:User)-[c:COVERS {as: 'OWNER'}]->(o:Organization)
      WHERE o.external_id IN ['o-nordlicht', 'o-nl-grid'] AND (c.ended_on IS NULL OR c.ended_on >= date())
      RETURN o.external_id, u.email ORDER BY o.external_id"""
    assert await site.graph.rows(owners, {}) == [["o-nl-grid", SELLER], ["o-nordlicht", SELLER]]
    assert await both_themes(manager) == []
