"""What one does with many records of a grid: keep filters under a name, change all that one chooses, take it back."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.async_api import Locator, Page, expect

from tests.pages.browsing import SECONDS, Seen, asked
from tests.pages.conftest import AUDITOR, SELLER, Site
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


_COVERS = """MATCH (u:User)-[c:COVERS]->(o:Organization) WHERE o.external_id IN ['o-nordlicht', 'o-nl-grid']
  RETURN o.external_id, u.email, c.as, toString(c.started_on), toString(c.ended_on)
  ORDER BY o.external_id, u.email, c.as"""


async def given(page: Page, what: str, field: str, to: str) -> Locator:
    """Nordlicht and its grid are given to somebody, looked at first."""
    await page.get_by_role("button", name="Change 2").click()
    dialog = page.get_by_role("dialog", name="Change several")
    await dialog.get_by_label("What is to be done").select_option(what)
    await dialog.get_by_label(field).select_option(to)
    await dialog.get_by_role("button", name="Look first").click()
    await expect(dialog.get_by_role("status")).to_contain_text("2 would change.")
    return dialog


async def test_accounts_are_given_to_an_owner_whoever_had_them_before_and_back(site: Site, manager: Seen) -> None:
    """Nordlicht is the manager's, its grid nobody's. What is taken back is as if it had not been given."""
    before = await site.graph.rows(_COVERS, {})
    page = await manager.open("/organizations")
    for name in ("Nordlicht Holding SE", "Nordlicht Grid AB"):
        await page.get_by_role("gridcell", name=name, exact=True).focus()
        await page.keyboard.press("Shift+Space")
    dialog = await given(page, "Give to an owner", "Owner", "Seller")
    await expect(dialog.get_by_role("listitem").filter(has_text="Holding SE")).to_contain_text("Daan de Vries → Seller")
    await expect(dialog.get_by_role("listitem").filter(has_text="Grid AB")).to_contain_text("(nothing) → Seller")
    await dialog.get_by_role("button", name="Change 2").click()
    await expect(dialog.get_by_role("status")).to_contain_text("2 changed.")
    owners = """MATCH (u:User)-[c:COVERS {as: 'OWNER'}]->(o:Organization)
      WHERE o.external_id IN ['o-nordlicht', 'o-nl-grid'] AND (c.ended_on IS NULL OR c.ended_on >= date())
      RETURN o.external_id, u.email ORDER BY o.external_id"""
    assert await site.graph.rows(owners, {}) == [["o-nl-grid", SELLER], ["o-nordlicht", SELLER]]
    assert await both_themes(manager) == []
    await dialog.get_by_role("button", name="Undo").click()
    await expect(dialog.get_by_role("status")).to_contain_text("2 are as they were.")
    assert await site.graph.rows(_COVERS, {}) == before


async def test_somebody_gets_a_part_in_the_team_of_accounts_and_it_is_taken_back(site: Site, manager: Seen) -> None:
    before = await site.graph.rows(_COVERS, {})
    page = await manager.open("/organizations")
    for name in ("Nordlicht Holding SE", "Nordlicht Grid AB"):
        await page.get_by_role("gridcell", name=name, exact=True).focus()
        await page.keyboard.press("Shift+Space")
    dialog = await given(page, "Give to somebody as Team lead", "Team lead", "Seller")
    await dialog.get_by_role("button", name="Change 2").click()
    await expect(dialog.get_by_role("status")).to_contain_text("2 changed.")
    now = await site.graph.rows(_COVERS, {})
    assert [row[:3] for row in now if row not in before] == [
        ["o-nl-grid", SELLER, "TEAM_LEAD"],
        ["o-nordlicht", SELLER, "TEAM_LEAD"],
    ]
    await dialog.get_by_role("button", name="Undo").click()
    await expect(dialog.get_by_role("status")).to_contain_text("2 are as they were.")
    assert await site.graph.rows(_COVERS, {}) == before


async def heads(page: Page) -> list[str]:
    return [one.strip() for one in await page.get_by_role("columnheader").all_inner_texts()]


async def test_columns_change_places_by_pointer_and_by_keys_for_this_viewer_alone(site: Site, manager: Seen) -> None:
    page = await manager.open("/people")
    usual = await heads(page)
    assert usual[:3] == ["Name", "Marks", "Seat"]
    await page.get_by_text("Seat", exact=True).drag_to(page.get_by_role("columnheader", name="Name", exact=True))
    assert (await heads(page))[:3] == ["Seat", "Name", "Marks"]
    await page.get_by_role("columnheader", name="Seat").focus()
    await page.keyboard.press("Control+ArrowRight")
    await expect(page.get_by_role("columnheader", name="Seat")).to_be_focused()
    assert (await heads(page))[:3] == ["Name", "Seat", "Marks"]
    seat = page.get_by_role("columnheader", name="Seat")
    before = (await seat.bounding_box() or {})["width"]
    await page.keyboard.press("Shift+ArrowRight")
    assert (await seat.bounding_box() or {})["width"] == before + 20
    await page.reload()
    await manager.settled()
    assert (await heads(page))[:3] == ["Name", "Seat", "Marks"]
    # Somebody else at the same machine has columns of their own.
    layouts = await page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('graphcrm-columns-people-'))")
    me = (await asked(manager, "{ viewer { id } }"))["viewer"]["id"]
    assert layouts == [f"graphcrm-columns-people-{me}"]
    await page.get_by_role("button", name="Columns").click()
    await page.get_by_role("button", name="As it was").click()
    assert await heads(page) == usual


async def test_columns_that_are_worked_out_tell_what_the_records_tell(manager: Seen) -> None:
    page = await manager.open("/organizations")
    await page.get_by_role("button", name="Columns").click()
    for name in ("Our strength", "Value of open deals", "Last contact"):
        await page.get_by_role("checkbox", name=name, exact=True).check()
    await page.keyboard.press("Escape")
    await manager.settled()
    told = (
        await asked(
            manager,
            """{ organization(by: {externalId: "o-nl-wind"}) { name strength { value }
      openDeals(first: 20) { nodes { value { amount currency } } } } }""",
        )
    )["organization"]
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=told["name"], exact=True))
    await expect(row).to_contain_text(f"{round(100 * told['strength']['value'])}%")
    [currency] = {deal["value"]["currency"] for deal in told["openDeals"]["nodes"]}
    worth = sum(float(deal["value"]["amount"]) for deal in told["openDeals"]["nodes"])
    assert currency == "EUR"
    await expect(row).to_contain_text(f"€{worth:,.0f}")


async def test_what_is_shown_is_saved_as_a_sheet_by_whoever_may_export(site: Site, manager: Seen) -> None:
    page = await manager.open("/people?city.contains=Kiel")
    query = """{ people(filter: {city: {contains: "Kiel"}}, orderBy: [{field: NAME}]) { nodes { name } } }"""
    told = await asked(manager, query)
    async with page.expect_download() as download:
        await page.get_by_role("button", name="loaded as CSV").click()
    lines = Path(await (await download.value).path()).read_text("utf-8-sig").splitlines()
    assert lines[0].split(",")[:3] == (await heads(page))[:3]
    assert [line.split(",")[0] for line in lines[1:]] == [one["name"] for one in told["people"]["nodes"]]
    auditor = await site.viewer(AUDITOR)
    other = await auditor.open("/people")
    await expect(other.get_by_role("row").nth(1)).to_be_visible()
    await expect(other.get_by_role("button", name="loaded as CSV")).to_have_count(0)
    await auditor.close()
    auditor.quiet("400")


async def test_a_custom_field_is_written_in_its_cell_and_a_wrong_word_is_told_there(manager: Seen) -> None:
    define = """mutation { fieldDefinitionCreate(input: {on: Person, key: "%s", label: "%s", type: %s}) {
      userErrors { message } } }"""
    for key, label, kind in (("seats", "Seats sold", "NUMBER"), ("tier", "Tier", 'CHOICE, choices: ["gold", "tin"]')):
        told = await asked(manager, define % (key, label, kind))
        assert told["fieldDefinitionCreate"]["userErrors"] == []
    page = await manager.open("/people")
    await page.get_by_role("button", name="Columns").click()
    for name in ("Seats sold", "Tier"):
        await page.get_by_role("checkbox", name=name).check()
    await page.keyboard.press("Escape")
    await manager.settled()
    row = page.get_by_role("row").filter(has_text="Ingrid Berg")
    places = [one.strip() for one in await page.get_by_role("columnheader").all_inner_texts()]
    cells = row.get_by_role("gridcell")
    await cells.nth(places.index("Tier")).dblclick()
    await page.get_by_role("combobox", name="Tier in row").select_option("gold")
    await page.keyboard.press("Enter")
    await expect(cells.nth(places.index("Tier"))).to_have_text("gold")
    await cells.nth(places.index("Seats sold")).dblclick()
    await page.keyboard.type("many")
    await page.keyboard.press("Enter")
    await expect(row.get_by_role("alert")).to_have_text("This is no number.")
    await page.get_by_role("textbox", name="Seats sold in row").fill("12.5")
    await page.keyboard.press("Enter")
    await expect(cells.nth(places.index("Seats sold"))).to_have_text("12.5")
    fields = """{ person(by: {externalId: "p-berg"}) { customFields { key number choice } } }"""
    found = (await asked(manager, fields))["person"]["customFields"]
    assert {one["key"]: one["number"] or one["choice"] for one in found} == {"seats": 12.5, "tier": "gold"}
