"""What tests of the map of influence do with its page: open it, look for somebody, choose another by keys."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Locator, Page, expect

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph
from graphcrm.records import users
from tests.influence.worlds import scored
from tests.pages import browsing
from tests.pages.browsing import Seen, asked, taken
from tests.pages.conftest import AUDITOR, MANAGER, Site
from tests.web.speaking import worker

ANALYST = "analyst@lumen.example"
_IDS = """query { wind: organization(by: {externalId: "o-nl-wind"}) { id } tan: person(by: {externalId: "p-tan"}) { id }
  weiss: person(by: {externalId: "p-weiss"}) { id } silva: person(by: {externalId: "p-silva"}) { id }
  okoye: person(by: {externalId: "p-okoye"}) { id } }"""
_MAP = """query($id: ID!) { influenceMap(around: {organization: {id: $id}}, depth: 1, maxNodes: 2000) {
  nodes { id label x y } links { source target kind strength weight topic lastContactAt contradiction } } }"""


@asynccontextmanager
async def site_of(chromium: browsing.Browser, graph: Graph) -> AsyncIterator[Site]:
    """The contract's world with its scores, a manager, an analyst and an auditor, who may not write."""
    await users.add(graph, built_in(), MANAGER, "Daan de Vries", ["manager"])
    await users.add(graph, built_in(), ANALYST, "Analyst", ["analyst"])
    await users.add(graph, built_in(), AUDITOR, "Auditor", ["auditor"])
    await scored(graph)
    async with worker(graph, request_deadline=60.0) as served:
        yield Site(f"http://127.0.0.1:{served.port}", graph, chromium)


async def ids(seen: Seen) -> dict[str, str]:
    return {name: found["id"] for name, found in (await asked(seen, _IDS)).items()}


async def opened(seen: Seen, more: str = "") -> Page:
    page = await seen.open(f"/organizations/{(await ids(seen))['wind']}/map{more}")
    await expect(page.locator(".map-desk")).to_be_visible()
    await seen.settled()
    return page


async def told(seen: Seen) -> dict[str, Any]:
    return dict((await asked(seen, _MAP, id=(await ids(seen))["wind"]))["influenceMap"])


async def found(page: Page, name: str) -> Locator:
    """Somebody is looked for and chosen; the panel about them."""
    field = page.get_by_role("textbox", name="Find on the map").or_(
        page.get_by_role("combobox", name="Find on the map")
    )
    await field.fill(name)
    await page.get_by_role("option", name=re.compile(name)).click()
    return page.get_by_role("complementary", name="Why")


async def chosen(page: Page, name: str) -> None:
    """The other end is found by its name, by keys."""
    await page.keyboard.type(name)
    await taken(page.get_by_role("option", name=re.compile(name)))
