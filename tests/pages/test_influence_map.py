"""The map of influence as people see it: picture and table, by pointer and by keyboard, placed once for everybody."""

from __future__ import annotations

import asyncio
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, Request, Route, expect

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph
from graphcrm.records import users
from tests.influence.worlds import scored
from tests.pages import browsing
from tests.pages.browsing import SECONDS, Seen, asked
from tests.pages.conftest import AUDITOR, MANAGER, Site
from tests.web.speaking import worker

expect.set_options(timeout=SECONDS)
ANALYST = "analyst@lumen.example"
SVG = "{http://www.w3.org/2000/svg}"
_IDS = """query { wind: organization(by: {externalId: "o-nl-wind"}) { id }
  berg: person(by: {externalId: "p-berg"}) { id } }"""
_MAP = """query($id: ID!) { influenceMap(around: {organization: {id: $id}}, depth: 1, maxNodes: 2000) { layoutVersion
  nodes { id label influence x y } links { source target kind strength } } }"""


@pytest.fixture(scope="module")
async def map_site(chromium: browsing.Browser, contract_world: Graph) -> AsyncIterator[Site]:
    """The contract's world with its scores; an analyst, who may not write, and an auditor, who sees no ties."""
    await users.add(contract_world, built_in(), MANAGER, "Daan de Vries", ["manager"])
    await users.add(contract_world, built_in(), ANALYST, "Analyst", ["analyst"])
    await users.add(contract_world, built_in(), AUDITOR, "Auditor", ["auditor"])
    await scored(contract_world)
    async with worker(contract_world, request_deadline=60.0) as served:
        yield Site(f"http://127.0.0.1:{served.port}", contract_world, chromium)


@pytest.fixture
async def seen(map_site: Site) -> AsyncIterator[Seen]:
    """The page of the manager, whose console must stay empty."""
    found = await map_site.viewer(MANAGER)
    yield found
    await found.close()
    found.quiet()


async def ids(seen: Seen) -> dict[str, str]:
    return {name: found["id"] for name, found in (await asked(seen, _IDS)).items()}


async def opened(seen: Seen, more: str = "") -> Page:
    """The map of Nordlicht Wind, with everybody at their place."""
    page = await seen.open(f"/organizations/{(await ids(seen))['wind']}/map{more}")
    await expect(page.locator(".map-desk")).to_be_visible()
    await seen.settled()
    return page


async def told(seen: Seen) -> dict[str, Any]:
    return dict((await asked(seen, _MAP, id=(await ids(seen))["wind"]))["influenceMap"])


async def drawn(page: Page, kind: str = "Drawing (SVG)") -> bytes:
    """What is saved of the picture."""
    await page.get_by_role("button", name="Save").click()
    async with page.expect_download() as download:
        await page.get_by_role("menuitem", name=kind).click()
    return Path(await (await download.value).path()).read_bytes()


def places(drawing: bytes) -> dict[str, str]:
    """Where each person is in the drawing, by id."""
    root = ElementTree.fromstring(drawing)
    return {
        one.get("data-id", ""): one.get("cx", "") + "/" + one.get("cy", "") + (one.get("points") or "")
        for one in root.iter()
        if one.get("data-id")
    }


async def drawn_without(page: Page, link: str) -> None:
    """Until a line is not in the picture any more."""
    async with asyncio.timeout(SECONDS / 1000):
        while link in lines(await drawn(page)):  # ends: the timeout
            await page.wait_for_timeout(50)


def lines(drawing: bytes) -> list[str]:
    root = ElementTree.fromstring(drawing)
    return sorted(one.get("data-link", "") for one in root.iter(f"{SVG}line") if one.get("data-link"))


async def marks(page: Page, name: str) -> list[str]:
    return list(
        await page.locator(f"tr[data-{name}]").evaluate_all(f"all => all.map(one => one.dataset.{name}).sort()")
    )


async def test_who_opens_it_first_places_everybody_for_everybody(map_site: Site) -> None:
    saves: list[Request] = []

    async def visit(email: str) -> bytes:
        seen = await map_site.viewer(email)
        seen.page.on("request", lambda one: saves.append(one) if "layoutSave" in (one.post_data or "") else None)
        drawing = await drawn(await opened(seen))
        await seen.close()
        seen.quiet()
        return drawing

    # Whoever may not write sees a map too, and keeps nothing.
    assert places(await visit(ANALYST))
    assert saves == []
    first = await visit(MANAGER)
    assert len(saves) == 1
    seen = await map_site.viewer(MANAGER)
    known = await told(seen)
    await seen.close()
    assert known["layoutVersion"] == 1
    assert all(node["x"] is not None and node["y"] is not None for node in known["nodes"])
    assert len({(node["x"], node["y"]) for node in known["nodes"]}) == len(known["nodes"])
    assert places(await visit(MANAGER)) == places(first)
    # The same places for the analyst, from whom stances are kept: circles all of them.
    circles = {one: place for one, place in places(first).items() if "," not in place}
    analyst = places(await visit(ANALYST))
    assert analyst.keys() == places(first).keys()
    assert circles.items() <= analyst.items() and len(circles) > 5
    assert not [place for place in analyst.values() if "," in place]
    assert len(saves) == 1


async def test_picture_and_table_show_the_same_people_and_links(seen: Seen) -> None:
    page = await opened(seen)
    known = await told(seen)
    drawing = await drawn(page)
    people = sorted(node["id"] for node in known["nodes"])
    links = sorted(f"{one['kind']} {one['source']} {one['target']}" for one in known["links"])
    assert len(people) > 5 and len(links) > 5
    assert (sorted(places(drawing)), lines(drawing)) == (people, links)
    await page.keyboard.press("Escape")
    await page.locator(".map-canvas").press("t")
    assert (await marks(page, "node"), await marks(page, "link")) == (people, links)
    assert "table=1" in page.url
    await page.get_by_role("button", name="Influence", exact=True).click()
    await expect(page.get_by_role("columnheader", name="Influence")).to_have_attribute("aria-sort", "ascending")
    least = min((node for node in known["nodes"] if node["influence"] is not None), key=lambda node: node["influence"])
    await expect(page.locator("tr[data-node]").first).to_contain_text(least["label"])


async def test_kinds_and_strengths_are_left_out_of_picture_and_table_alike(seen: Seen) -> None:
    page = await opened(seen)
    known = await told(seen)
    knows = [one for one in known["links"] if one["kind"] == "KNOWS"]
    toggle = page.get_by_role("button", name=re.compile("^Knows"))
    await expect(toggle).to_have_text(re.compile(rf"{len(knows)}$"))
    await toggle.click()
    await expect(toggle).to_have_attribute("aria-pressed", "false")
    assert "hide=KNOWS" in page.url
    rest = sorted(f"{one['kind']} {one['source']} {one['target']}" for one in known["links"] if one not in knows)
    assert lines(await drawn(page)) == rest
    await page.get_by_role("button", name="As a table").click()
    assert await marks(page, "link") == rest
    await toggle.click()
    slider = page.get_by_role("slider", name=re.compile("Links from"))
    await slider.focus()
    for _ in range(4):
        await page.keyboard.press("ArrowRight")
    assert "min=0.2" in page.url
    strong = [one for one in knows if one["strength"] >= 0.2]
    assert 0 < len(strong) < len(knows)
    assert len([mark for mark in await marks(page, "link") if mark.startswith("KNOWS")]) == len(strong)
    await page.reload()
    await seen.settled()
    assert len([mark for mark in await marks(page, "link") if mark.startswith("KNOWS")]) == len(strong)


async def test_the_map_is_walked_by_keys_and_says_where_one_is(seen: Seen) -> None:
    page = await opened(seen)
    said = page.locator("[data-said]")
    await page.locator(".map-canvas").focus()
    await page.keyboard.press("ArrowRight")
    known = await told(seen)
    most = max(known["nodes"], key=lambda node: node["influence"] or -1)
    await expect(said).to_contain_text(f"{most['label']}, ")
    await expect(said).to_contain_text("influence")
    heard = {await said.inner_text()}
    for key in ("ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown", "ArrowLeft"):
        await page.keyboard.press(key)
        heard.add(await said.inner_text())
    assert len(heard) > 2
    for key in ("+", "-", "0"):
        await page.keyboard.press(key)
    await page.keyboard.press("Enter")
    panel = page.get_by_role("complementary", name="Why")
    await expect(panel.get_by_role("heading", level=2)).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(panel).to_be_hidden()
    await expect(page.locator(".map-canvas")).to_be_focused()
    name = (await said.inner_text()).partition(",")[0]
    await page.keyboard.press("f")
    await expect(page.get_by_text(f"Only the neighbours of {name}")).to_be_visible()
    focus = re.search(r"focus=(\w+)", page.url)
    assert focus
    near = {focus[1]} | {
        one["target"] if one["source"] == focus[1] else one["source"]
        for one in known["links"]
        if focus[1] in (one["source"], one["target"])
    }
    await page.keyboard.press("t")
    assert await marks(page, "node") == sorted(near)
    await page.get_by_role("button", name="Show all again").click()
    assert len(await marks(page, "node")) == len(known["nodes"])


async def test_somebody_is_found_and_their_influence_has_its_parts(seen: Seen) -> None:
    page = await opened(seen)
    berg = (await ids(seen))["berg"]
    influence = (
        await asked(
            seen,
            "query($id: ID!) { person(by: {id: $id}) { influence { reason parts { reason } } } }",
            id=berg,
        )
    )["person"]["influence"]
    await (
        page.get_by_role("textbox", name="Find on the map")
        .or_(page.get_by_role("combobox", name="Find on the map"))
        .fill("ingrid")
    )
    await page.get_by_role("option", name=re.compile("Ingrid Berg")).click()
    panel = page.get_by_role("complementary", name="Why")
    await expect(panel.get_by_role("heading", level=2)).to_have_text("Ingrid Berg")
    assert influence["parts"]
    for part in influence["parts"]:
        await expect(panel).to_contain_text(part["reason"])
    await expect(panel).to_contain_text(influence["reason"])
    await expect(panel.get_by_role("link", name="Open the person")).to_have_attribute("href", f"/people/{berg}")
    await panel.get_by_role("button", name=re.compile("^Knows")).first.click()
    await expect(panel).to_contain_text("Computed from contacts.")
    await panel.get_by_role("button", name=re.compile("is made of")).click()
    await expect(page.get_by_role("dialog").get_by_role("table")).to_be_visible()


async def test_stances_in_a_deal_have_shapes_and_colours_in_the_picture_and_words_in_the_table(seen: Seen) -> None:
    page = await opened(seen)
    await page.get_by_text("Stance", exact=True).click()
    assert "by=stance" in page.url
    legend = page.get_by_role("list", name="Legend")
    for word in ("Champion", "Neutral", "Opponent", "No stance is known", "Drawn, but contradicted"):
        await expect(legend).to_contain_text(word)
    await expect(legend).not_to_contain_text("Sceptic")
    root = ElementTree.fromstring(await drawn(page))
    shapes = [one for one in root.iter(f"{SVG}polygon") if one.get("data-id")]
    assert sorted(len((one.get("points") or "").split()) for one in shapes) == [3, 4]  # Haddad, Silva
    await page.get_by_role("button", name="As a table").click()
    await expect(page.locator("tr[data-node]", has_text="Rami Haddad")).to_contain_text("Champion")
    await expect(page.locator("tr[data-node]", has_text="Marta Silva")).to_contain_text("Opponent")


@pytest.mark.parametrize("table", ["0", "1"])
async def test_the_map_has_no_serious_fault_for_anybody_and_fits_a_telephone(seen: Seen, table: str) -> None:
    page = await opened(seen, f"?table={table}")
    for theme in ("light", "dark"):
        await page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        assert await seen.findings() == []
    await page.set_viewport_size({"width": 390, "height": 844})
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390


async def test_a_picture_is_saved_with_title_legend_and_date_and_names_are_text(seen: Seen) -> None:
    page = await opened(seen)
    text = (await drawn(page)).decode()
    assert "Influence map: Nordlicht Wind GmbH" in text
    assert "Reports to" in text and "The larger, the more influence" in text
    assert await page.evaluate("new Intl.DateTimeFormat('en', {dateStyle: 'medium'}).format()") in text
    png = await drawn(page, "Picture (PNG)")
    assert png.startswith(b"\x89PNG")
    width = re.search(r'width="(\d+)"', text)
    assert width and int.from_bytes(png[16:20]) == 2 * int(width[1])


def _reply(nodes: list[dict[str, Any]], links: list[dict[str, Any]], *, truncated: bool = False) -> dict[str, Any]:
    found = {"truncated": truncated, "computedAt": None, "layoutVersion": 1, "nodes": nodes, "links": links}
    organization = {"__typename": "Organization", "id": "org_1", "name": "Firm", "openDeals": {"nodes": []}}
    return {"data": {"node": organization, "influenceMap": found}}


def _node(at: int, label: str | None) -> dict[str, Any]:
    usual = {"title": "Clerk", "organizationId": None, "influence": None, "group": None, "distance": 0}
    return {"id": f"per_{at}", "label": label, "x": at * 100.0, "y": 0.0, **usual}


async def routed(seen: Seen, reply: dict[str, Any]) -> Page:
    """The page of a map that the server would tell so."""

    async def answer(route: Route) -> None:
        if "query InfluenceMap" in (route.request.post_data or ""):
            await route.fulfill(body=json.dumps(reply), content_type="application/json")
        else:
            await route.continue_()

    await seen.page.route("**/graphql", answer)
    return await seen.open("/organizations/org_1/map")


async def test_a_map_of_nobody_and_a_map_of_one_say_so(seen: Seen) -> None:
    page = await routed(seen, _reply([], []))
    await expect(page.get_by_text("Nobody with a seat here is known.")).to_be_visible()
    await page.unroute_all()
    page = await routed(seen, _reply([_node(1, "Ada")], []))
    await expect(page.get_by_role("status").last).to_contain_text("1 person · 0 links")
    await expect(page.get_by_role("status").last).to_contain_text("Nothing is known between them")
    await page.locator(".map-canvas").press("ArrowUp")
    await expect(page.locator("[data-said]")).to_contain_text("Ada, Clerk, no influence computed")


async def test_a_click_on_somebody_or_on_a_link_tells_why(seen: Seen) -> None:
    link = {"source": "per_1", "target": "per_2", "kind": "INFLUENCES", "strength": None, "weight": 0.7}
    link |= {"topic": "budget", "lastContactAt": None, "contradiction": True}
    page = await routed(seen, _reply([_node(1, "Ada"), _node(2, "Bob")], [link]))
    canvas = page.locator(".map-canvas")
    box = await canvas.bounding_box()
    assert box is not None
    middle = {"x": box["width"] / 2, "y": box["height"] / 2}
    await canvas.click(position=middle)  # the whole map is fitted: between the two lies what is between them
    panel = page.get_by_role("complementary", name="Why")
    for told_there in ("Influences", "Drawn by somebody.", "70%", "budget", "What is computed says the contrary."):
        await expect(panel).to_contain_text(told_there)
    await panel.get_by_role("button", name="Bob").click()
    await expect(panel.get_by_role("heading", level=2)).to_have_text("Bob")
    await expect(panel).to_contain_text("Influenced by Ada")
    await panel.get_by_role("button", name="Close").click()
    await expect(panel).to_be_hidden()
    await canvas.click(position={"x": 5, "y": 5})
    await canvas.press("0")
    await canvas.click(position={"x": middle["x"] - 50 * 1.4, "y": middle["y"]})
    await expect(panel.get_by_role("heading", level=2)).to_have_text("Ada")


async def test_hostile_and_long_names_and_a_map_that_is_cut_off(seen: Seen) -> None:
    names = ["<img src=x onerror=alert(1)>&\"'", "سارة أحمد", "\u202egnisrever", "N" * 300, None]
    nodes = [{**_node(at, name), "x": at * 400.0} for at, name in enumerate(names)]
    page = await routed(seen, _reply(nodes, [], truncated=True))
    await expect(page.get_by_text("There are more than a map can hold")).to_be_visible()
    drawing = await drawn(page)
    assert len(places(drawing)) == 5
    assert b"<img" not in drawing and "\u202e".encode() not in drawing
    assert b'direction="rtl"' in drawing
    assert b"N" * 300 in drawing  # whole in the title of the person, cut in the picture
    await page.get_by_role("button", name="As a table").click()
    await expect(page.locator("bdi", has_text="سارة أحمد").first).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


async def test_who_does_not_see_the_organization_sees_no_map(seen: Seen) -> None:
    page = await seen.open("/organizations/org_never_was/map")
    await expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here")


async def test_who_sees_an_organization_but_no_influence_is_told_so(map_site: Site) -> None:
    seen = await map_site.viewer(AUDITOR)
    page = await seen.open(f"/organizations/{(await ids(seen))['wind']}/map")
    await expect(page.get_by_role("main")).to_contain_text("Who has a say here is not for you to see.")
    await seen.close()
    seen.quiet()


async def test_a_large_map_has_all_of_itself_in_a_corner_and_a_press_there_goes_there(seen: Seen) -> None:
    nodes = [{**_node(at, f"Person {at}"), "y": (at % 7) * 300.0} for at in range(60)]
    page = await routed(seen, _reply(nodes, []))
    mini, frame = page.locator(".mini-map"), page.locator(".mini-map rect")
    await expect(frame).to_have_attribute("width", re.compile(r"^\d+$"))
    whole = float(await frame.get_attribute("width") or 0)
    assert whole >= 5900, "all of it is in sight"
    for _ in range(8):
        await page.locator(".map-canvas").press("+")
    await page.wait_for_timeout(300)
    assert float(await frame.get_attribute("width") or 0) < whole / 3
    where = """(map, [x, y]) => { const at = new DOMPoint(x, y).matrixTransform(map.getScreenCTM());
      const box = map.getBoundingClientRect(); return {x: at.x - box.left, y: at.y - box.top}; }"""
    await mini.click(position=await mini.evaluate(where, [nodes[3]["x"], nodes[3]["y"]]))
    await page.wait_for_timeout(300)
    sight = {name: float(await frame.get_attribute(name) or 0) for name in ("x", "y", "width", "height")}
    # A dot of the small picture stands for some forty places of the map.
    assert abs(sight["x"] + sight["width"] / 2 - nodes[3]["x"]) < 60
    assert abs(sight["y"] + sight["height"] / 2 - nodes[3]["y"]) < 60
    few = [_node(1, "Ada"), _node(2, "Bob")]
    await page.unroute_all()
    await routed(seen, _reply(few, []))
    await expect(page.locator(".map-canvas")).to_be_visible()
    await expect(mini).to_have_count(0)
