"""`python -m tests.benchmarks.storyboard`: the first quarter of an hour with the demo, by stopwatch.

A demo of its own is started; a browser signs in by the link it prints and walks: home, the account, the map of its deal,
the one who blocks it and why, two ways to her, the chart of the subsidiary with 1,800 people and what the reorganization
of 1 March changed in it, and the joint venture of two parents. One line a step: seconds until it is on the screen and
nothing is being waited for. Ends with an error where the console says anything or another host is asked.
"""

from __future__ import annotations

import asyncio
import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.async_api import Page, expect

from graphcrm.cli import shots
from tests.benchmarks import cpu
from tests.pages import browsing
from tests.pages.browsing import Seen

# The reorganization of DEMO.md, as many days ago as it was on the day of that file.
_AGO = timedelta(days=265)
_MINUTE = 60_000.0
_SCORED = 'query { person(by: {externalId: "p-falkenberg"}) { id influence { value } } }'
_IDS = """query { halden: organization(by: {externalId: "o-halden"}) { id }
  plant: organization(by: {externalId: "o-motoren"}) { id } joint: organization(by: {externalId: "o-nordost"}) { id } }"""


class Watch:
    """Says what each step took."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        self._began = time.perf_counter()

    async def step(self, name: str, *there: Any) -> None:
        """A step is over when all that should be there is visible."""
        for one in there:
            await expect(one).to_be_visible()
        await self._seen.settled()
        now = time.perf_counter()
        print(f"  {now - self._began:6.2f} s  {name}", flush=True)
        self._began = time.perf_counter()


async def walk(seen: Seen, link: str) -> None:
    page, watch = seen.page, Watch(seen)
    await page.goto(link)
    await watch.step("sign-in by the link, home", page.get_by_role("link", name="Halden Group SE").first)
    await page.goto(seen.url)
    await watch.step("home again (warm)", page.get_by_role("link", name="Halden Group SE").first)
    while not (await browsing.asked(seen, _SCORED))["person"]["influence"]:  # ends: the demo computes them once
        await asyncio.sleep(0.5)
    await watch.step("(the scores of the demo)")
    ids = {name: one["id"] for name, one in (await browsing.asked(seen, _IDS)).items()}
    await page.get_by_role("link", name="Halden Group SE").first.click()
    deal = page.get_by_role("region", name="Open deals").get_by_role("link", name=re.compile("Platform renewal"))
    await watch.step("the account", deal)
    await deal.click()
    await watch.step("its deal", page.get_by_role("region", name="Buying committee").get_by_text("Falkenberg").first)
    await page.get_by_role("link", name="Influence map").click()
    await watch.step("the map of 42 people and whom they know", page.locator(".map-canvas"))
    finder = page.get_by_role("textbox", name="Find on the map")
    await finder.or_(page.get_by_role("combobox", name="Find on the map")).first.fill("Falkenberg")
    await page.get_by_role("option", name=re.compile("Falkenberg")).first.click()
    why = page.get_by_role("complementary", name="Why")
    await watch.step("the blocker, and why", why.get_by_text("Opponent").first)
    await why.get_by_role("link", name="Open the person").click()
    way = page.get_by_role("link", name="Find a way in")
    await watch.step("her page", way)
    await way.click()
    await watch.step("two ways to her", page.get_by_role("heading", name="Way 2"))
    await page.goto(f"{seen.url}/organizations/{ids['plant']}/chart")
    await watch.step("the chart of 1,800 people", page.locator(".chart-card").first)
    day = datetime.now(UTC).date() - _AGO
    await page.get_by_label("On the day").fill(day.isoformat())
    await watch.step("its last day of February", page.locator(".chart-card").first)
    await page.goto(f"{seen.url}/organizations/{ids['joint']}")
    await watch.step("a joint venture of two parents", *_parents(page))


def _parents(page: Page) -> list[Any]:
    owned = page.get_by_role("region", name="Structure")
    return [owned.get_by_text("50%").nth(0), owned.get_by_text("50%").nth(1)]


async def main() -> None:
    expect.set_options(timeout=_MINUTE)
    began = time.perf_counter()
    async with shots.demo(["--port", "18475"]) as link, browsing.browser() as browser:
        print(f"  {time.perf_counter() - began:6.2f} s  `graphcrm demo` until it is served", flush=True)
        context = await browser.new_context(viewport={"width": 1600, "height": 900}, reduced_motion="reduce")
        seen = await browsing.seen(context, link.partition("/sign-in")[0])
        await walk(seen, link)
        seen.quiet()


if __name__ == "__main__":
    print(cpu.load())
    asyncio.run(main())
    print(cpu.load())
