"""Parts of the map that people look at: recent ties, the strongest way between two, several people chosen."""

from __future__ import annotations

import csv
import re
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from graphcrm.graph.connection import Graph
from tests.pages import browsing
from tests.pages.browsing import SECONDS, Seen
from tests.pages.conftest import MANAGER, Site
from tests.pages.mapped import chosen, found, ids, opened, site_of, told
from tests.pages.test_influence_map import drawn, lines, marks
from tests.pages.test_looking import both_themes

expect.set_options(timeout=SECONDS)


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


async def test_ties_of_a_time_are_those_with_a_contact_in_it(seen: Seen) -> None:
    known = await told(seen)
    knows = [one for one in known["links"] if one["kind"] == "KNOWS"]
    days = sorted({one["lastContactAt"][:10] for one in knows})
    since = days[len(days) // 2]
    rest = [f"{one['kind']} {one['source']} {one['target']}" for one in known["links"] if one not in knows]
    recent = [f"KNOWS {one['source']} {one['target']}" for one in knows if one["lastContactAt"][:10] >= since]
    assert 0 < len(recent) < len(knows)
    page = await opened(seen)
    await page.get_by_label("Ties by last contact").select_option("Since a day")
    await page.get_by_label("Contact since").fill(since)
    assert f"contact={since}" in page.url
    assert lines(await drawn(page)) == sorted(rest + recent)
    await page.get_by_role("button", name="As a table").click()
    assert await marks(page, "link") == sorted(rest + recent)
    await page.reload()
    await seen.settled()
    assert await marks(page, "link") == sorted(rest + recent)
    many = (date.today() - date.fromisoformat(since)).days
    await page.goto(page.url.replace(f"contact={since}", f"contact={many}"))
    await seen.settled()
    assert await marks(page, "link") == sorted(rest + recent)
    await page.get_by_label("Ties by last contact").select_option("Of the last 30 days")
    last = (date.today() - timedelta(days=30)).isoformat()
    newest = [f"KNOWS {one['source']} {one['target']}" for one in knows if one["lastContactAt"][:10] >= last]
    assert await marks(page, "link") == sorted(rest + newest)
    await page.get_by_label("Ties by last contact").select_option("All ties")
    assert "contact=" not in page.url
    assert len(await marks(page, "link")) == len(known["links"])


def strongest(known: dict[str, Any], start: str, end: str) -> list[str]:
    """The way whose links make most when multiplied: all ways without a circle are tried."""
    beside: dict[str, dict[str, float]] = {}
    for one in known["links"]:
        value = one["strength"] if one["strength"] is not None else one["weight"]
        for a, b in ((one["source"], one["target"]), (one["target"], one["source"])):
            if value:
                beside.setdefault(a, {})[b] = max(value, beside.get(a, {}).get(b, 0.0))
    best: tuple[float, list[str]] = (0.0, [])
    waiting = [(1.0, [start])]
    while waiting:  # ends: nobody is passed twice
        value, way = waiting.pop()
        if way[-1] == end:
            best = max(best, (value, way))
        elif value > best[0]:
            waiting += [(value * v, [*way, b]) for b, v in beside.get(way[-1], {}).items() if b not in way]
    return best[1]


async def test_the_strongest_way_between_two_is_lit_and_told_and_stays_in_the_address(seen: Seen) -> None:
    known, named = await told(seen), await ids(seen)
    expected = strongest(known, named["tan"], named["silva"])
    assert len(expected) > 2, "so that it is no single link"
    label = {node["id"]: node["label"] for node in known["nodes"]}
    page = await opened(seen)
    await found(page, "Mei Tan")
    await page.get_by_role("button", name="Way to …").click()
    await chosen(page, "Marta Silva")
    bar = page.locator(".map-way")
    await expect(bar).to_contain_text("The strongest way from Mei Tan to Marta Silva:")
    assert await bar.locator("bdi").all_inner_texts() == [label[one] for one in expected]
    assert f"way={named['tan']}%2C{named['silva']}" in page.url
    drawing = (await drawn(page)).decode()
    faded = re.findall(r'data-link="([^"]+)"[^/]*stroke-opacity="0\.25"', drawing)
    assert len(faded) == len(lines(drawing.encode())) - (len(expected) - 1)
    await page.keyboard.press("Escape")
    await page.locator(".map-canvas").press("t")
    ordered = await page.locator("tr[data-node]").evaluate_all(
        "all => all.map(one => [one.lastElementChild.textContent, one.dataset.node]).filter(([at]) => at).sort()"
    )
    assert [one for _, one in ordered] == expected
    assert await both_themes(seen) == []
    await page.reload()
    await seen.settled()
    assert await bar.locator("bdi").all_inner_texts() == [label[one] for one in expected]
    # Over what is shown: without ties and drawn lines there is none.
    for kind in ("Knows", "Influences"):
        await page.get_by_role("button", name=re.compile(f"^{kind}")).click()
    await expect(bar).to_contain_text("No way leads from Mei Tan to Marta Silva")
    await page.get_by_role("button", name="Show no way").click()
    await expect(bar).to_have_count(0)
    assert "way=" not in page.url


async def test_several_are_chosen_by_a_line_round_them_or_by_keys_and_kept_as_a_list(seen: Seen) -> None:
    page = await opened(seen)
    known = await told(seen)
    canvas = page.locator(".map-canvas")
    await canvas.press("0")
    box = await canvas.bounding_box()
    assert box is not None
    left, top, right, bottom = box["x"] + 4, box["y"] + 4, box["x"] + box["width"] - 46, box["y"] + box["height"] - 4
    await page.keyboard.down("Shift")
    await page.mouse.move(left, top)
    await page.mouse.down()
    for x, y in ((right, top), (right, bottom), (left, bottom)):
        await page.mouse.move(x, y, steps=4)
    await page.mouse.up()
    await page.keyboard.up("Shift")
    panel = page.get_by_role("complementary", name="Chosen people")
    await expect(panel.get_by_role("heading", level=2)).to_have_text(f"{len(known['nodes'])} people chosen")
    await panel.get_by_role("button", name="Choose no more: Mei Tan").click()
    await expect(panel).not_to_contain_text("Mei Tan")
    assert await both_themes(seen) == []
    async with page.expect_download() as download:
        await panel.get_by_role("button", name="List (CSV)").click()
    rows = list(csv.reader(Path(await (await download.value).path()).read_text(encoding="utf-8").splitlines()))
    assert rows[0] == ["Name", "Seat", "Influence", "Stance", "Id"]
    assert {(row[0], row[4]) for row in rows[1:]} == {
        (node["label"], node["id"]) for node in known["nodes"] if node["label"] != "Mei Tan"
    }
    await canvas.focus()
    await page.keyboard.press("Escape")
    await expect(panel).to_be_hidden()
    for name in ("Mei Tan", "Marta Silva"):
        await found(page, name)
        await canvas.press("s")
    await page.keyboard.press("Escape")
    await expect(panel.get_by_role("heading", level=2)).to_have_text("2 people chosen")
