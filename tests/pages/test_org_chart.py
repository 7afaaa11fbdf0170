"""The org chart as people see it: picture, tree and table of one download, on any day, between two days, by keys."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from playwright.async_api import Page, Request, Route, expect

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph
from graphcrm.records import users
from tests.conftest import emptied
from tests.pages import browsing, companies
from tests.pages.browsing import SECONDS, Seen, asked
from tests.pages.conftest import AUDITOR, MANAGER, SELLER, Site
from tests.web.speaking import worker

expect.set_options(timeout=SECONDS)
SEATS = 3000
MOST_ELEMENTS = 500
BYTES_PER_SEAT = 70  # packed
_TOP = '{ organization(by: {externalId: "o-company"}) { id name } }'
_CHART = """query($id: ID!, $on: Date) { organization(by: {id: $id}) { orgChart(asOf: $on, first: 500) { total
  seats { depth role { id reportsTo(asOf: $on) { id } } holders { person { name } } } } } }"""
_EVER = [None, None]


@pytest.fixture(scope="module")
async def company(chromium: browsing.Browser, open_graph: Graph) -> AsyncIterator[Site]:
    """A company of three thousand seats; a manager, and an auditor, who sees no holders."""
    graph = await emptied(open_graph)
    await companies.build(graph, SEATS)
    await users.add(graph, built_in(), MANAGER, "Daan de Vries", ["manager"])
    await users.add(graph, built_in(), AUDITOR, "Auditor", ["auditor"])
    async with worker(graph, request_deadline=60.0) as served:
        yield Site(f"http://127.0.0.1:{served.port}", graph, chromium)


@pytest.fixture
async def seen(company: Site) -> AsyncIterator[Seen]:
    """The page of the manager, whose console must stay empty."""
    found = await company.viewer(MANAGER)
    yield found
    await found.close()
    found.quiet()


async def top(seen: Seen) -> str:
    return str((await asked(seen, _TOP))["organization"]["id"])


async def opened(seen: Seen, more: str = "") -> Page:
    page = await seen.open(f"/organizations/{await top(seen)}/chart{more}")
    await expect(page.locator(".chart-desk")).to_be_visible()
    return page


async def drawn(page: Page) -> int:
    return int(await page.locator(".chart-frame").get_attribute("data-drawn") or 0)


async def elements(page: Page) -> int:
    return int(await page.evaluate("document.querySelectorAll('*').length"))


async def said(page: Page) -> str:
    return await page.locator("[data-said]").inner_text()


def current(page: Page) -> Any:
    return page.locator("[role=treeitem][aria-selected=true]")


def holders(chart: dict[str, Any]) -> dict[str, str]:
    return {one["role"]["id"]: ", ".join(h["person"]["name"] for h in one["holders"]) for one in chart["seats"]}


async def told(seen: Seen, on: str) -> dict[str, Any]:
    return dict((await asked(seen, _CHART, id=await top(seen), on=on))["organization"]["orgChart"])


async def test_a_large_chart_is_one_small_download_and_few_elements_however_much_is_open(seen: Seen) -> None:
    sent: list[Request] = []
    seen.page.on("request", lambda one: sent.append(one))
    page = await opened(seen)
    downloads = [one for one in sent if "/maps/org-chart" in one.url]
    assert len(downloads) == 1
    sizes = await downloads[0].sizes()
    assert 0 < sizes["responseBodySize"] < BYTES_PER_SEAT * SEATS
    few = await drawn(page)
    assert 2 < few < 100, "two levels"
    await page.get_by_role("button", name="Open all").click()
    await expect(page.locator(".chart-frame")).to_have_attribute("data-drawn", str(SEATS))
    assert await elements(page) < MOST_ELEMENTS
    tree = page.get_by_role("tree")
    await tree.focus()
    await page.keyboard.press("0")
    await expect(page.locator(".chart-cards[data-far]")).to_have_count(1)
    assert await page.get_by_role("treeitem").count() == 1, "where one is, for who hears the page"
    for key in ("+", "ArrowDown", "ArrowRight", "ArrowDown", "]", "End", "Home"):
        await page.keyboard.press(key)
    await page.get_by_role("button", name="Two levels").click()
    await expect(page.locator(".chart-frame")).to_have_attribute("data-drawn", str(few))
    assert await elements(page) < MOST_ELEMENTS
    await page.get_by_label("On the day").fill("2021-05-05")
    await expect(page.locator(".chart-card").first).to_be_visible()
    await page.wait_for_timeout(700)  # what is asked of people in sight waits for rest
    later = [one for one in sent if "/maps/org-chart" in one.url or "orgChart" in (one.post_data or "")]
    assert [one.url for one in later if one is not downloads[0] and "/maps/" in one.url] == []
    people = [one for one in sent if "ChartPeople" in (one.post_data or "")]
    assert all(len(json.loads(one.post_data or "")["variables"]["ids"]) <= 50 for one in people)


@pytest.mark.parametrize("on", ["2017-06-01", "2023-05-05"])
async def test_cards_and_table_tell_of_a_day_what_the_api_tells(seen: Seen, on: str) -> None:
    known = await told(seen, on)
    names = holders(known)
    page = await opened(seen, f"?on={on}&levels=3")
    await expect(page.get_by_role("status").last).to_contain_text(f"{known['total']} seats")
    cards = page.locator(".chart-card")
    await expect(cards.first).to_be_visible()
    found = await cards.evaluate_all(
        "all => all.map(one => [one.dataset.seat, one.querySelector('a')?.textContent ?? '', one.ariaLevel])"
    )
    depths = {one["role"]["id"]: one["depth"] for one in known["seats"]}
    assert found
    for seat, holder, level in found:
        assert (holder, int(level)) == (names[seat], depths[seat] + 1)
    many = await drawn(page)
    await page.get_by_role("tree").press("t")
    table = page.get_by_role("table")
    await expect(table).to_have_attribute("aria-rowcount", str(many + 1))
    rows = await page.locator("[role=row][data-seat]").evaluate_all(
        "all => all.map(one => [one.dataset.seat, one.children[1].textContent])"
    )
    assert len(rows) > 8
    for seat, holder in rows:
        assert holder == (names[seat] or "Vacant")
    await page.wait_for_url(re.compile("table=1"))


async def test_the_chart_is_walked_by_keys_and_says_where_one_is(seen: Seen) -> None:
    page = await opened(seen)
    tree = page.get_by_role("tree")
    await tree.focus()
    await page.keyboard.press("Home")
    item = current(page)
    await expect(item).to_have_attribute("aria-level", "1")
    assert re.search(r"Chief executive officer, \d+ reports, level 1 of \d+, 1 of 1", await said(page))
    assert await tree.get_attribute("aria-activedescendant") == await item.get_attribute("id")
    many = await drawn(page)
    await page.keyboard.press("ArrowLeft")
    await expect(page.locator(".chart-frame")).to_have_attribute("data-drawn", "1")
    await expect(item).to_have_attribute("aria-expanded", "false")
    await page.keyboard.press("ArrowRight")
    await expect(page.locator(".chart-frame")).to_have_attribute("data-drawn", str(many))
    await page.keyboard.press("ArrowRight")
    await expect(item).to_have_attribute("aria-level", "2")
    await page.keyboard.press("]")
    await expect(item).to_have_attribute("aria-posinset", "2")
    assert await item.get_attribute("aria-setsize") == str(many - 1)
    await page.keyboard.press("[")
    await expect(item).to_have_attribute("aria-posinset", "1")
    await page.keyboard.press(" ")
    below = int(await page.locator(".chart-frame").get_attribute("data-drawn") or 0) - many
    assert below > 0
    await page.keyboard.press("f")
    crumbs = page.get_by_role("navigation", name="Line to the top")
    await expect(crumbs.get_by_role("listitem")).to_have_count(2)
    # The line, those beside, and what is below.
    await expect(page.locator(".chart-frame")).to_have_attribute("data-drawn", str(many + below))
    await page.wait_for_url(re.compile("focus=rol_"))
    await page.go_back()
    await expect(crumbs).to_have_count(0)
    await page.go_forward()
    await expect(crumbs).to_have_count(1)
    await tree.press("Escape")
    await expect(crumbs).to_have_count(0)
    await tree.press("?")
    await expect(page.get_by_role("dialog")).to_contain_text("open the person")
    await page.keyboard.press("Escape")
    await tree.press("Home")
    name = (await said(page)).partition(",")[0]
    await tree.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text(name)


async def test_a_seat_far_below_is_found_shown_and_kept_in_the_address(seen: Seen) -> None:
    page = await opened(seen)
    field = page.get_by_role("textbox", name="Find a name or title").or_(
        page.get_by_role("combobox", name="Find a name or title")
    )
    await page.get_by_role("tree").press("/")
    await expect(field).to_be_focused()
    await field.fill("engineer 2990")
    await page.get_by_role("option", name=re.compile("Engineer 2990$")).click()
    await expect(page.get_by_role("tree")).to_be_focused()
    await expect(current(page)).to_contain_text("Engineer 2990")
    await expect(current(page)).to_be_in_viewport()
    level = int(await current(page).get_attribute("aria-level") or 0)
    assert level > 3
    await page.wait_for_url(re.compile(f"at={companies.seat(2990)}"))
    address = page.url
    assert "Engineer" not in address and len(address.partition("?")[2]) <= 200
    await page.goto("about:blank")
    await page.goto(address)
    await seen.settled()
    await expect(current(page)).to_contain_text("Engineer 2990")
    await expect(current(page)).to_be_in_viewport()


async def test_two_days_are_compared_by_sign_and_word_and_one_goes_from_change_to_change(seen: Seen) -> None:
    then, now = [await told(seen, day) for day in ("2026-02-28", "2026-03-01")]
    above = [
        {one["role"]["id"]: (one["role"]["reportsTo"] or {}).get("id") for one in chart["seats"]}
        for chart in (then, now)
    ]
    page = await opened(seen, "?on=2026-03-01&vs=2026-02-28")
    counts = page.get_by_role("group", name=re.compile("^From Feb 28, 2026 to Mar 1, 2026"))
    moved = counts.get_by_role("button", name=re.compile("moved"))
    many = int((await moved.inner_text()).split("\n")[-1].split()[0].lstrip("→"))
    assert many > 40
    known = [seat for seat in above[0].keys() & above[1].keys() if above[0][seat] != above[1][seat]]
    await moved.click()
    seat = await current(page).get_attribute("data-seat")
    await expect(current(page)).to_contain_text("→")
    await expect(current(page)).to_have_accessible_name(re.compile("moved"))
    await moved.click()
    assert await current(page).get_attribute("data-seat") != seat
    if seat in above[0] and seat in above[1]:
        assert seat in known
    await page.get_by_role("tree").press("t")
    await expect(page.get_by_role("columnheader", name="What changed")).to_be_visible()
    await expect(page.locator("[role=row][aria-current]")).to_contain_text("→ moved")
    await page.get_by_role("button", name="Compare no more").click()
    await expect(counts).to_have_count(0)


async def test_the_line_of_days_goes_from_change_to_change(seen: Seen) -> None:
    page = await opened(seen, "?on=2024-06-30")
    slider = page.get_by_role("slider", name=re.compile("Something changed on"))
    await expect(slider).to_have_attribute("aria-valuetext", "Jun 30, 2024")
    await page.get_by_role("button", name="To the next change").click()
    await expect(page.get_by_label("On the day")).to_have_value("2024-07-01")
    await slider.focus()
    await page.keyboard.press("ArrowRight")
    await expect(page.get_by_label("On the day")).to_have_value("2024-07-02")
    await page.wait_for_url(re.compile("on=2024-07-02"))
    await page.get_by_role("button", name="What changed last").click()
    await expect(page.get_by_label("Compare with")).not_to_have_value("")


@pytest.mark.parametrize("more", ["?table=0", "?table=1", "?table=0&vs=2024-01-01", "?table=1&vs=2024-01-01"])
async def test_the_chart_has_no_serious_fault_for_anybody_and_fits_a_telephone(seen: Seen, more: str) -> None:
    page = await opened(seen, more)
    for theme in ("light", "dark"):
        await page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        assert await seen.findings() == []
    await page.set_viewport_size({"width": 390, "height": 844})
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390


async def test_it_is_told_in_german_too(seen: Seen) -> None:
    page = await opened(seen)
    await page.evaluate("localStorage.setItem('graphcrm-language', 'de')")
    await page.reload()
    await seen.settled()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Organigramm")
    await expect(page.get_by_role("status").last).to_contain_text(f"{SEATS} Stellen")
    await expect(page.get_by_role("button", name="Letzte Änderung")).to_be_visible()


async def test_who_sees_no_holders_sees_a_chart_without_names_and_no_vacancies(company: Site) -> None:
    seen = await company.viewer(AUDITOR)
    page = await opened(seen)
    await expect(page.get_by_role("status").last).to_contain_text("Who holds a seat is not for you to see")
    await expect(page.locator(".chart-card").first).to_contain_text("Who holds a seat is not for you to see")
    assert await page.locator(".chart-vacant").count() == 0
    assert await page.locator(".chart-card a").count() == 0
    await seen.close()
    seen.quiet()


def _seat(
    at: int, title: str, person: int | None = None, above: int | None = None, days: list[Any] = _EVER
) -> list[Any]:
    held = [] if person is None else [[person, *days, None]]
    return [f"rol_{at}", title, 0, held, [] if above is None else [[above, *days]], []]


def _reply(seats: list[list[Any]], people: list[str], **more: Any) -> dict[str, Any]:
    usual = {
        "asOf": "2026-11-20",
        "dated": True,
        "holders": True,
        "total": len(seats),
        "truncated": False,
        "leftOut": 0,
    }
    units = [["org_1", "Firm", []]]
    told = {"units": units, "people": [[f"per_{at}", name] for at, name in enumerate(people)], "seats": seats}
    return {**usual, **told, **more}


async def routed(seen: Seen, reply: dict[str, Any], more: str = "") -> Page:
    """The page of a chart that the server would tell so."""

    async def answer(route: Route) -> None:
        await route.fulfill(body=json.dumps(reply), content_type="application/json")

    await seen.page.route("**/maps/org-chart*", answer)
    return await seen.open(f"/organizations/org_1/chart{more}")


async def test_a_chart_in_which_everybody_stands_below_somebody_else_is_still_shown(seen: Seen) -> None:
    page = await routed(
        seen,
        _reply([_seat(0, "A", 0, 1), _seat(1, "B", 1, 0), _seat(2, "C", 2, 2)], ["Ada", "Bob", "Cy"]),
        "?levels=99",
    )
    await expect(page.locator(".chart-frame")).to_have_attribute("data-drawn", "3")
    for name in ("Ada", "Bob", "Cy"):
        await expect(page.get_by_role("treeitem").filter(has_text=name)).to_have_count(1)


async def test_no_seat_one_seat_a_vacant_one_and_a_day_before_all(seen: Seen) -> None:
    page = await routed(seen, _reply([], []))
    await expect(page.get_by_text("No seats are known on this day.")).to_be_visible()
    await page.unroute_all()
    page = await routed(seen, _reply([_seat(0, "Head", 0, days=["2020-01-01", None])], ["Ada"]))
    await expect(page.get_by_role("treeitem")).to_have_accessible_name(
        re.compile("^Ada ?, Head, level 1 of 1, 1 of 1$")
    )
    await page.get_by_label("On the day").fill("2019-12-31")
    await expect(page.get_by_role("treeitem")).to_contain_text("Vacant")
    await expect(page.get_by_text("Nothing is known of this day. What is known begins on Jan 1, 2020.")).to_be_visible()
    await page.get_by_role("button", name="Go there").click()
    await expect(page.get_by_label("On the day")).to_have_value("2020-01-01")
    await expect(page.get_by_role("treeitem")).to_contain_text("Ada")


async def test_what_is_left_out_is_said_with_its_number_and_who_sees_no_days_sees_today(seen: Seen) -> None:
    reply = _reply([_seat(0, "Head", 0)], ["Ada"], total=60_000, truncated=True, leftOut=59_999)
    page = await routed(seen, reply)
    await expect(page.get_by_role("status").last).to_contain_text("1 of 60,000 seats shown, 59,999 left out")
    await page.unroute_all()
    page = await routed(seen, {**reply, "dated": False})
    await expect(page.get_by_text("You see the chart of today")).to_be_visible()
    await expect(page.get_by_label("On the day")).to_have_count(0)


async def test_names_of_any_length_and_script_keep_to_their_cards(seen: Seen) -> None:
    names = ["N" * 300, "مريم بنت عبد الرحمن", "<img src=x onerror=alert(1)>", "\u202eevil"]
    seats = [_seat(0, "Head", 0), *(_seat(at, f"{'T' * 300} {at}", at, 0) for at in (1, 2, 3))]
    page = await routed(seen, _reply(seats, names))
    boxes = await page.get_by_role("treeitem").evaluate_all(
        "all => all.map(one => [one.scrollWidth <= one.clientWidth + 1, one.clientHeight])"
    )
    assert len(boxes) == 4 and all(box[0] for box in boxes) and len({box[1] for box in boxes}) == 1
    await expect(page.get_by_role("link", name=names[2])).to_be_visible()
    assert await page.get_by_role("link", name=names[1]).evaluate("one => getComputedStyle(one).direction") == "rtl"


async def test_a_refusal_is_told_with_its_code_and_tried_again(company: Site) -> None:
    seen = await company.viewer(MANAGER)
    error = {
        "message": "You have been shown 50000 records within an hour.",
        "extensions": {"code": "RATE_LIMITED", "requestId": "abc"},
    }
    replies: list[Callable[[Route], Any]] = [
        lambda route: route.fulfill(status=429, body=json.dumps({"errors": [error]}), content_type="application/json"),
        lambda route: route.fulfill(
            body=json.dumps(_reply([_seat(0, "Head", 0)], ["Ada"])), content_type="application/json"
        ),
    ]

    async def answer(route: Route) -> None:
        await replies.pop(0)(route)

    await seen.page.route("**/maps/org-chart*", answer)
    page = await seen.open("/organizations/org_1/chart")
    alert = page.get_by_role("alert")
    await expect(alert).to_contain_text("RATE_LIMITED abc")
    await expect(alert).to_contain_text("50000 records")
    await alert.get_by_role("button", name="Try again").click()
    await expect(page.get_by_role("treeitem")).to_contain_text("Ada")
    assert replies == []
    await seen.close()
    seen.quiet("429")


async def test_an_organization_that_one_may_not_see_looks_like_one_that_never_was(site: Site) -> None:
    """The harbour is kept from the seller."""
    [[harbour]] = await site.graph.rows("MATCH (o:Organization {external_id: 'o-harbour'}) RETURN o.id", {})
    seller = await site.viewer(SELLER)
    texts = []
    for name in (harbour, "org_never"):
        page = await seller.open(f"/organizations/{name}/chart")
        texts.append(await page.locator("main").inner_text())
    assert texts[0] == texts[1] and "404" not in texts[0]
    await seller.close()
    seller.quiet("404")
