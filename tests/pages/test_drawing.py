"""Influence is drawn on the map by people, changed, withdrawn, and a slip taken back."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from graphcrm.graph.connection import Graph
from tests.pages import browsing
from tests.pages.browsing import SECONDS, Seen, asked
from tests.pages.conftest import AUDITOR, MANAGER, Site
from tests.pages.mapped import ANALYST, chosen, found, ids, opened, site_of, told
from tests.pages.test_influence_map import drawn, drawn_without, lines
from tests.pages.test_looking import both_themes

expect.set_options(timeout=SECONDS)
_DRAWN = """query($from: ID!) { person(by: {id: $from}) { influences { edges { weight topic confidence source
  node { id } } } history(first: 10) { nodes { kind reason } } } }"""
_SAID = """mutation($from: ID!, $to: ID!, $weight: Float) { influenceUpdate(input: {from: {id: $from}, to: {id: $to},
  topic: null, weight: $weight}) { userErrors { message } } }"""


@pytest.fixture(scope="module")
async def map_site(chromium: browsing.Browser, contract_world: Graph) -> AsyncIterator[Site]:
    async with site_of(chromium, contract_world) as found:
        yield found


@pytest.fixture
async def seen(map_site: Site) -> AsyncIterator[Seen]:
    """The page of the manager, whose console must stay empty."""
    found = await map_site.viewer(MANAGER)
    yield found
    await found.close()
    found.quiet()


async def said_of(seen: Seen, person: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The lines that were drawn from somebody, and what happened to them, the latest first."""
    found = (await asked(seen, _DRAWN, **{"from": person}))["person"]
    return found["influences"]["edges"], [one["kind"] for one in found["history"]["nodes"]]


async def clicked(page: Page, known: dict[str, Any], person: str) -> None:
    """A click on somebody in the picture, which shows all of the map."""
    canvas = page.locator(".map-canvas")
    await canvas.press("0")
    await page.wait_for_timeout(300)  # until the picture is at rest
    box = await canvas.bounding_box()
    assert box is not None
    xs, ys = [[node[axis] for node in known["nodes"]] for axis in ("x", "y")]
    room = min(
        (box["width"] - 120) / max(1, max(xs) - min(xs)),
        (box["height"] - 120) / max(1, max(ys) - min(ys)),
    )
    scale = max(0.02, min(1.4, room))
    node = next(one for one in known["nodes"] if one["id"] == person)
    x = box["width"] / 2 + scale * (node["x"] - (min(xs) + max(xs)) / 2)
    y = box["height"] / 2 + scale * (node["y"] - (min(ys) + max(ys)) / 2)
    await canvas.click(position={"x": x, "y": y})


async def test_an_influence_is_drawn_by_pointer_and_taken_back_as_if_it_had_never_been(seen: Seen) -> None:
    page = await opened(seen)
    known, named = await told(seen), await ids(seen)
    before, _ = await said_of(seen, named["tan"])
    await clicked(page, known, named["tan"])
    await expect(page.get_by_role("complementary", name="Why").get_by_role("heading", level=2)).to_have_text("Mei Tan")
    await page.get_by_role("button", name="Draw an influence").click()
    await expect(page.get_by_role("group", name="Whom does Mei Tan influence?")).to_be_visible()
    await clicked(page, known, named["silva"])
    form = page.get_by_role("complementary", name="Draw an influence")
    await expect(form).to_contain_text("Mei Tan Marta Silva")
    await form.get_by_label("How strong").fill("70")
    await form.get_by_label("In what matter").fill("rotor price")
    await form.get_by_label("Who says so").fill("daan")
    await expect(form.get_by_role("status")).to_contain_text("70% strong · about rotor price")
    assert (await said_of(seen, named["tan"]))[0] == before, "looking writes nothing"
    await form.get_by_role("button", name="Save").click()
    panel = page.get_by_role("complementary", name="Why")
    for word in ("Influences", "Mei Tan", "Marta Silva", "Drawn by somebody.", "70%", "rotor price", "daan"):
        await expect(panel).to_contain_text(word)
    line = {"weight": 0.7, "topic": "rotor price", "confidence": None, "source": "daan", "node": {"id": named["silva"]}}
    now, acts = await said_of(seen, named["tan"])
    assert line in now and acts[0] == "ADDED"
    mark = f"INFLUENCES {named['tan']} {named['silva']}"
    assert mark in lines(await drawn(page))
    other = await seen.page.context.new_page()  # it is there for whoever opens the map
    await other.goto(page.url + ("&" if "?" in page.url else "?") + "table=1")
    await expect(other.locator(f"tr[data-link='{mark}']")).to_contain_text("Influences")
    await other.close()
    await page.get_by_role("button", name="Undo: Mei Tan influences Marta Silva").click()
    await expect(page.get_by_text("Taken back: Mei Tan influences Marta Silva.")).to_be_visible()
    await expect(page.get_by_role("button", name=re.compile("^Undo"))).to_have_count(0)
    left, acts = await said_of(seen, named["tan"])
    assert left == before and acts[:2] == ["RETRACTED", "ADDED"]
    await drawn_without(page, mark)
    assert (await told(seen))["links"] and mark not in {
        f"{one['kind']} {one['source']} {one['target']}" for one in (await told(seen))["links"]
    }


async def test_an_influence_is_drawn_and_taken_back_by_the_keyboard_alone(seen: Seen) -> None:
    page = await opened(seen)
    named = await ids(seen)
    before, _ = await said_of(seen, named["silva"])
    await page.locator(".map-canvas").focus()
    said = page.locator("[data-said]")
    await page.keyboard.press("/")
    await chosen(page, "Marta Silva")
    await expect(said).to_contain_text("Marta Silva")
    await page.locator(".map-canvas").focus()
    await page.keyboard.press("i")
    await chosen(page, "Jonas Weiß")
    form = page.get_by_role("complementary", name="Draw an influence")
    await expect(form.get_by_role("heading", level=2)).to_be_focused()
    for _ in range(5):  # close, the other way round, how strong, how sure, the matter
        await page.keyboard.press("Tab")
    await expect(form.get_by_label("In what matter")).to_be_focused()
    await page.keyboard.type("tests")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("complementary", name="Why")).to_contain_text("tests")
    now, _ = await said_of(seen, named["silva"])
    assert [one["topic"] for one in now if one not in before] == ["tests"]
    await page.keyboard.press("Control+z")
    await expect(page.get_by_text("Taken back: Marta Silva influences Jonas Weiß.")).to_be_visible()
    await expect(page.locator(".map-canvas")).to_be_focused()
    left, acts = await said_of(seen, named["silva"])
    assert left == before and acts[:2] == ["RETRACTED", "ADDED"]
    await page.keyboard.press("Control+z")  # there is nothing more to take back
    assert (await said_of(seen, named["silva"]))[0] == before


async def test_the_other_end_is_chosen_by_walking_and_leaving_writes_nothing(seen: Seen) -> None:
    page = await opened(seen)
    await found(page, "Mei Tan")
    canvas = page.locator(".map-canvas")
    await canvas.focus()
    await page.keyboard.press("i")
    group = page.get_by_role("group", name=re.compile("Whom does Mei Tan influence"))
    await expect(group).to_be_visible()
    await canvas.focus()
    for key in ("ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"):
        if not (await page.locator("[data-said]").inner_text()).startswith("Mei Tan"):
            break
        await page.keyboard.press(key)
    name = (await page.locator("[data-said]").inner_text()).partition(",")[0]
    assert name != "Mei Tan"
    await page.keyboard.press("Enter")
    form = page.get_by_role("complementary", name="Draw an influence")
    await expect(form).to_contain_text(f"Mei Tan {name}")
    await form.get_by_role("button", name="The other way round").click()
    await expect(form).to_contain_text(f"{name} Mei Tan")
    await form.get_by_label("How strong").focus()
    await page.keyboard.press("Escape")
    await expect(form).to_be_hidden()
    await expect(canvas).to_be_focused()
    await page.keyboard.press("i")
    of_them = page.get_by_role("group", name=f"Whom does {name} influence")
    await expect(of_them).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(of_them).to_be_hidden()
    await expect(page.get_by_role("button", name=re.compile("^Undo"))).to_have_count(0)


async def test_what_a_line_says_is_changed_and_withdrawn_from_its_panel_and_each_is_taken_back(seen: Seen) -> None:
    named = await ids(seen)
    add = """mutation($from: ID!, $to: ID!) { influenceAdd(input: {from: {id: $from}, to: {id: $to}, weight: 0.4,
      source: "daan"}) { userErrors { message } } }"""
    pair = {"from": named["weiss"], "to": named["silva"]}
    await asked(seen, add, **pair)
    page = await opened(seen, "?table=1")
    row = page.locator(f"tr[data-link='INFLUENCES {pair['from']} {pair['to']}']")
    await row.get_by_role("button", name=re.compile("why")).click()
    panel = page.get_by_role("complementary", name="Why")
    await panel.get_by_role("button", name="Say it otherwise").click()
    form = panel.get_by_role("form", name="Say it otherwise")
    await expect(form.get_by_label("How strong")).to_have_value("40 %")
    assert await both_themes(seen) == []
    await form.get_by_label("How strong").fill("90")
    await form.get_by_label("Why (for the history)").fill("Seen at the fair")
    await form.get_by_role("button", name="Save").click()
    await expect(row).to_contain_text("90%")
    edges, acts = await said_of(seen, pair["from"])
    assert ([one["weight"] for one in edges], acts[0]) == ([0.9], "UPDATED")
    await page.get_by_role("button", name=re.compile("^Undo: what is said")).click()
    await expect(row).to_contain_text("40%")
    assert [one["weight"] for one in (await said_of(seen, pair["from"]))[0]] == [0.4]

    # Somebody else says otherwise meanwhile: it is not written over.
    await panel.get_by_role("button", name="Say it otherwise").click()
    await form.get_by_label("How strong").fill("10")
    await asked(seen, _SAID, **pair, weight=0.6)
    await form.get_by_role("button", name="Save").click()
    await expect(form.get_by_role("alert")).to_contain_text("Somebody else changed this line")
    assert [one["weight"] for one in (await said_of(seen, pair["from"]))[0]] == [0.6]
    await form.get_by_role("button", name="Cancel").click()

    await page.reload()
    await seen.settled()
    await row.get_by_role("button", name=re.compile("why")).click()
    await panel.get_by_role("button", name="Withdraw").click()
    gone = panel.get_by_role("form", name="Withdraw")
    await expect(gone).to_contain_text("never was true")
    assert await both_themes(seen) == []
    await gone.get_by_role("button", name="Save").click()
    await expect(row).to_have_count(0)
    edges, acts = await said_of(seen, pair["from"])
    assert (edges, acts[0]) == ([], "RETRACTED")
    await page.get_by_role("button", name="Undo: Jonas Weiß no longer influences Marta Silva").click()
    await expect(row).to_contain_text("60%")
    [edge] = (await said_of(seen, pair["from"]))[0]
    assert (edge["weight"], edge["source"]) == (0.6, "daan")
    await asked(seen, _RETRACT, **pair)


_RETRACT = """mutation($from: ID!, $to: ID!) { influenceRetract(input: {from: {id: $from}, to: {id: $to}}) {
  userErrors { message } } }"""


async def test_what_others_changed_since_is_not_taken_back_and_what_is_known_is_not_drawn_twice(seen: Seen) -> None:
    page = await opened(seen)
    named = await ids(seen)
    pair = {"from": named["weiss"], "to": named["okoye"]}

    async def draw() -> Locator:
        await found(page, "Jonas Weiß")
        await page.get_by_role("button", name="Draw an influence").click()
        await chosen(page, "Chidi Okoye")
        form = page.get_by_role("complementary", name="Draw an influence")
        await form.get_by_role("button", name="Save").click()
        return form

    await draw()
    await expect(page.get_by_role("complementary", name="Why")).to_contain_text("Drawn by somebody.")
    again = await draw()
    await expect(again.get_by_role("alert")).to_contain_text("This is known already")
    await again.get_by_role("button", name="Cancel").click()
    await asked(seen, _SAID, **pair, weight=0.1)
    await page.get_by_role("button", name=re.compile("^Undo: Jonas Weiß influences")).click()
    await expect(page.get_by_text("Somebody else has changed this line since.")).to_be_visible()
    assert [one["weight"] for one in (await said_of(seen, pair["from"]))[0]] == [0.1]
    await expect(page.get_by_role("button", name=re.compile("^Undo"))).to_have_count(0)
    await asked(seen, _RETRACT, **pair)


@pytest.mark.parametrize("email", [ANALYST, AUDITOR])
async def test_who_may_not_write_is_offered_no_drawing(map_site: Site, email: str) -> None:
    seen = await map_site.viewer(email)
    if email == AUDITOR:  # who holds a seat is not for them to see, so there is no map either
        page = await seen.open(f"/organizations/{(await ids(seen))['wind']}/map")
        await expect(page.get_by_text("Who has a say here is not for you to see.")).to_be_visible()
    else:
        page = await opened(seen)
        panel = await found(page, "Mei Tan")
        await expect(panel.get_by_role("button", name="Way to …")).to_be_visible()
        await page.locator(".map-canvas").press("i")
        await expect(page.get_by_text("i draws an influence")).to_have_count(0)
    await expect(page.get_by_role("button", name="Draw an influence")).to_have_count(0)
    await expect(page.get_by_role("group", name=re.compile("influence\\?"))).to_have_count(0)
    await seen.close()
    seen.quiet()


async def test_the_form_has_no_serious_fault_and_is_reached_from_the_table_on_a_telephone(seen: Seen) -> None:
    page = await opened(seen)
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.reload()
    await seen.settled()
    named = await ids(seen)
    await page.locator(f"tr[data-node='{named['tan']}']").get_by_role("button", name=re.compile("why")).click()
    await page.get_by_role("button", name="Draw an influence").click()
    assert await both_themes(seen) == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    row = page.locator(f"tr[data-node='{named['okoye']}']")
    await row.get_by_role("button", name=re.compile("why")).click()
    await expect(page.get_by_role("complementary", name="Draw an influence")).to_contain_text("Mei Tan Chidi Okoye")
    assert await both_themes(seen) == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
