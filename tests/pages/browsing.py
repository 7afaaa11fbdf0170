"""What a browser sees of the pages: a page whose console, hosts and findings of axe are looked at."""

from __future__ import annotations

import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Locator, Page, async_playwright, expect

from graphcrm.graph.connection import Graph
from graphcrm.records.sign_in import links

UI = Path(__file__).parents[2] / "graphcrm" / "web" / "ui"
STATIC = UI.parent / "static"
AXE = UI / "node_modules" / "axe-core" / "axe.min.js"
SECONDS = 30_000.0  # a busy machine plans a question that is new for long; nothing waits for it without need
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_FINDINGS = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
  .filter(v => ['serious', 'critical'].includes(v.impact))
  .map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | '))"""


def missing() -> str | None:
    """Why the pages cannot be looked at here; None where they can."""
    if chromium() is None:
        return "there is no Chromium on the PATH (apt-get install chromium)"
    if not (STATIC / "index.html").is_file():
        return "the pages have not been built (pip install . in the checkout)"
    if not AXE.is_file():
        return "axe-core is not here: `npm ci` in graphcrm/web/ui, which `pip install .` does"
    return None


def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        found = await playwright.chromium.launch(executable_path=chromium(), args=_ARGUMENTS)
        try:
            yield found
        finally:
            await found.close()


@dataclass
class Seen:
    """A page, and what it said in its console and asked of other hosts while it was open."""

    page: Page
    url: str
    said: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    async def open(self, path: str) -> Page:
        """The page at an address, with all it asks for there."""
        await self.page.goto(self.url + path)
        await self.settled()
        return self.page

    async def settled(self) -> None:
        """Until nothing is being waited for."""
        await self.page.wait_for_load_state("networkidle")
        await self.page.wait_for_function("() => !document.querySelector('.pending, [data-loading]')")

    async def findings(self) -> list[str]:
        """What axe calls serious or critical."""
        if not await self.page.evaluate("() => 'axe' in window"):
            await self.page.evaluate(AXE.read_text(encoding="utf-8"))
        return list(await self.page.evaluate(_FINDINGS))

    async def close(self) -> None:
        """Leaves nothing of what was chosen here, such as the language."""
        await self.page.evaluate("localStorage.clear()")
        await self.page.close()

    def quiet(self, *allowed: str) -> None:
        """Nothing was said in the console but what is `allowed`, and no other host was asked."""
        loud = [line for line in self.said if not any(part in line for part in allowed)]
        assert not loud, loud
        assert not self.elsewhere, self.elsewhere


async def seen(context: BrowserContext, url: str) -> Seen:
    """A new page that is looked at."""
    page = await context.new_page()
    page.set_default_timeout(SECONDS)
    found = Seen(page, url)
    page.on("console", lambda message: found.said.append(f"{message.type}: {message.text} {message.location}"))
    page.on("pageerror", lambda error: found.said.append(f"pageerror: {error}"))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((url, "data:", "blob:")) else found.elsewhere.append(request.url)
        ),
    )
    return found


async def entered(context: BrowserContext, url: str, graph: Graph, email: str) -> None:
    """A user comes in by a link; every page of the context is theirs."""
    page = await context.new_page()
    await page.goto(f"{url}/sign-in#link={await links.make(graph, email)}")
    await page.get_by_role("navigation").wait_for(timeout=SECONDS)
    await page.close()


async def asked(seen: Seen, query: str, **variables: Any) -> Any:
    """What the API tells the session of the page."""
    told = await seen.page.evaluate(
        """async ([body]) => await (await fetch('/graphql', {method: 'POST', body,
            headers: {'Content-Type': 'application/json', 'X-Graphcrm': '1'}})).json()""",
        [json.dumps({"query": query, "variables": variables})],
    )
    assert "errors" not in told, told
    return told["data"]


async def taken(option: Locator) -> None:
    """Takes the one option of a list by Enter, once it is the one that Enter takes."""
    await expect(option).to_have_attribute("data-combobox-selected", "true", timeout=SECONDS)
    await option.page.keyboard.press("Enter")
