"""`graphcrm shots`: the pages of the demo as pictures, for the README and for whoever looks them over."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import json
import re
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphcrm.cli import output
from graphcrm.errors import BadUserInput, Unavailable
from graphcrm.settings import environment, load

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

WIDTHS = {"wide": (1600, 900), "narrow": (390, 844)}
THEMES = ("light", "dark")
# By name the address of a page; {…} are ids of records.
PAGES = {
    "home": "/",
    "people": "/people",
    "organizations": "/organizations",
    "person": "/people/{blocker}",
    "organization": "/organizations/{halden}",
    "our-ties": "/organizations/{halden}#ties",
    "deal": "/deals/{deal}",
    "influence-map": "/deals/{deal}/map?by=stance&depth=0",
    "org-chart": "/organizations/{halden}/chart",
    "introductions": "/paths?to={blocker}&from=us",
    "tasks": "/tasks",
    "analysis": "/analysis?question=introductions/paths",
    "model": "/model",
}
_IDS = """query { halden: organization(by: {externalId: "o-halden"}) { id }
  deal: deal(by: {externalId: "d-platform"}) { id } blocker: person(by: {externalId: "p-falkenberg"}) { id } }"""
_SCORED = 'query { person(by: {externalId: "p-falkenberg"}) { influence { computedAt } } }'
_ASK = """async ([body]) => await (await fetch('/graphql', {method: 'POST', body,
  headers: {'Content-Type': 'application/json', 'X-Graphcrm': '1'}})).json()"""
_START_SECONDS = 300
_SETTLED = "() => !document.querySelector('.pending, [data-loading]')"


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--page", "names", type=click.Choice(sorted(PAGES)), multiple=True, help="Only this page; may be repeated."
)
@click.option("--width", type=click.Choice(sorted(WIDTHS)), help="Only 1600 px (wide) or 390 px (narrow).")
@click.option("--theme", type=click.Choice(THEMES), help="Only light or dark.")
@click.option("--size", type=click.Choice(["small", "full"]), default="full", show_default=True, help="As of the demo.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=18474, show_default=True, help="Where the demo is served."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def shots(
    folder: Path, names: tuple[str, ...], width: str | None, theme: str | None, size: str, port: int, as_json: bool
) -> None:
    """Take pictures of the pages, over a demo of its own that is gone afterwards.

    Needs Chromium on the PATH and the extra `test`, which brings what drives it.

    Example: graphcrm shots pictures --page home --width wide --theme light
    """
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise BadUserInput("There is no Chromium on the PATH. Install it, with apt-get install chromium for instance.")
    chosen = {name: PAGES[name] for name in names or PAGES}
    widths, themes = [width] if width else list(WIDTHS), [theme] if theme else list(THEMES)
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [
        (address, theme_, width_, folder / f"{name}-{width_}-{theme_}.png")
        for name, address in chosen.items()
        for theme_ in themes
        for width_ in widths
    ]
    asyncio.run(_taken(chromium, wanted, ["--size", size, "--port", str(port)]))
    taken = [path for *_, path in wanted]
    if as_json:
        output.print_json({"pictures": [str(path) for path in taken]})
        return
    click.echo(f"{len(taken)} pictures are in {folder}.")


async def _taken(chromium: str, wanted: list[tuple[str, str, str, Path]], how: list[str]) -> None:
    """Takes the pictures that are wanted: of an address, in a theme, at a width, into a file."""
    try:
        from playwright.async_api import async_playwright  # of the extra "test", which few have
    except ImportError as error:
        raise BadUserInput("What drives Chromium is not installed: pip install 'graphcrm[test]'.") from error
    async with demo(how) as link, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        try:
            page = await _entered(browser, link)
            await _scored(page)
            ids = {name: found["id"] for name, found in (await _asked(page, _IDS)).items()}
            for address, theme, width, path in wanted:
                await _take(page, link.partition("/sign-in")[0] + address.format(**ids), width, theme, path)
        finally:
            await browser.close()


@asynccontextmanager
async def demo(how: list[str]) -> AsyncIterator[str]:
    """A demo in a folder of its own; the link that signs in to it."""
    with tempfile.TemporaryDirectory(prefix="graphcrm-shots-") as data:
        settings = dataclasses.replace(load(), data_dir=Path(data))
        command = [sys.executable, "-m", "graphcrm.cli", "demo", "--no-browser", *how]
        started = await asyncio.create_subprocess_exec(
            *command, env=environment(settings, "data_dir"), stdout=asyncio.subprocess.PIPE
        )
        try:
            yield await asyncio.wait_for(_link(started), _START_SECONDS)
        finally:
            with contextlib.suppress(ProcessLookupError):
                started.terminate()
            await started.wait()


async def _link(started: asyncio.subprocess.Process) -> str:
    assert started.stdout is not None
    link = ""
    async for line in started.stdout:
        found = re.search(r"http://\S+/sign-in#link=\S+", line.decode())
        link = found[0] if found else link
        if line.startswith(b"ready "):
            return link
    raise Unavailable("The demo did not start. Try it by hand: graphcrm demo.")


async def _entered(browser: Browser, link: str) -> Page:
    page = await browser.new_page(reduced_motion="reduce", locale="en-GB")
    page.set_default_timeout(120_000)
    await page.goto(link)
    await page.get_by_role("navigation").first.wait_for()
    return page


async def _scored(page: Page) -> None:
    """Waits for the scores, which the demo computes once it is served."""
    for _ in range(_START_SECONDS):
        with contextlib.suppress(Unavailable):  # a question that is new takes long on a busy machine
            if (await _asked(page, _SCORED))["person"]["influence"]:
                return
        await asyncio.sleep(1)
    raise Unavailable("The scores of the demo were not computed. Try it by hand: graphcrm demo.")


async def _asked(page: Page, query: str) -> Any:
    reply = await page.evaluate(_ASK, [json.dumps({"query": query})])
    if reply.get("data") is None:
        raise Unavailable(f"The demo does not answer: {reply['errors'][0]['message']}")
    return reply["data"]


async def _take(page: Page, address: str, width: str, theme: Any, path: Path) -> None:
    wide, high = WIDTHS[width]
    await page.set_viewport_size({"width": wide, "height": high})
    await page.emulate_media(color_scheme=theme)
    await page.goto("about:blank")  # an address that differs in its # alone would stay
    await page.goto(address)
    await page.wait_for_load_state("networkidle")
    await page.wait_for_function(_SETTLED)
    await page.screenshot(path=path)
