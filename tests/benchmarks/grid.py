"""`python -m tests.benchmarks.grid`: the grid of a million people in a browser without a GPU.

The people are written into a database of its own by Neo4j's offline importer, with ties, seats and addresses; page, sign-in
and API are served as always. Told are: the first rows after the page was opened; how long a part of the sight had no rows
while one scrolls a screenful every 150 ms, downwards and, from a letter, upwards (aim: never longer than 200 ms); times
between frames; from the click on a letter to its rows; the replies the page waited for. One JSON line per run.

BENCH_PEOPLE (1,000,000) and BENCH_TIES (as many) say how large it is, BENCH_FOLDER where it is kept for the next time: two
minutes and 3 GB once.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, Request

from graphcrm.access.policy import built_in
from graphcrm.compile import database_schema
from graphcrm.graph import managed, migrations
from graphcrm.graph.connection import Graph, connect
from graphcrm.records import users
from graphcrm.records.keys import opening
from graphcrm.settings import Settings
from graphcrm.vocabulary.words import VOCABULARY
from tests.benchmarks import cpu, offline
from tests.benchmarks.generated import GIVEN
from tests.pages import browsing
from tests.web.speaking import worker

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "1000000"))
TIES = int(os.environ.get("BENCH_TIES", str(PEOPLE)))
EMAIL = "bench@lumen.example"
SECONDS, PAUSE = 8.0, 150
LETTERS = "MBZKAT"
_SYLLABLES = (
    "ba",
    "cze",
    "da",
    "du",
    "fa",
    "go",
    "ha",
    "ki",
    "la",
    "li",
    "ma",
    "mo",
    "na",
    "ne",
    "pa",
    "ro",
    "sa",
    "ta",
    "va",
    "zu",
)
# Watches each frame whether rows cover the sight, for as long as it runs.
_WATCH = """() => { const grid = document.querySelector('[role=grid]'); const body = grid.querySelector('[role=rowgroup]');
  const watch = window.watch_ = {frames: [], blanks: [], since: null}; let last = performance.now();
  const step = now => { watch.frames.push(now - last); last = now;
    const sight = grid.getBoundingClientRect(); const top = sight.top + grid.firstElementChild.offsetHeight, bottom = sight.top + grid.clientHeight;
    const rows = [...body.children].map(row => row.getBoundingClientRect());
    const blank = !rows.length || Math.min(...rows.map(row => row.top)) > top + 2 || Math.max(...rows.map(row => row.bottom)) < bottom - 2;
    if (blank && watch.since === null) watch.since = now;
    if (!blank && watch.since !== null) { watch.blanks.push(now - watch.since); watch.since = null; }
    watch.running = requestAnimationFrame(step); };
  watch.running = requestAnimationFrame(step); }"""
_STOP = """() => { const watch = window.watch_; cancelAnimationFrame(watch.running);
  if (watch.since !== null) watch.blanks.push(performance.now() - watch.since); return watch; }"""
_ROWS = "() => document.querySelectorAll('[role=grid] [role=rowgroup] > [role=row]').length > 10"
_AT = """letter => { const grid = document.querySelector('[role=grid]'); const head = grid.firstElementChild.getBoundingClientRect();
  const row = [...grid.querySelectorAll('[role=rowgroup] > [role=row]')].find(one => Math.abs(one.getBoundingClientRect().top - head.bottom) < 38);
  return row?.querySelector('a').textContent.toUpperCase().startsWith(letter); }"""


def named(number: int) -> str:
    """The name of somebody, the same for the same number."""
    chance = random.Random(number)
    return (
        f"{chance.choice(GIVEN)} {''.join(chance.choice(_SYLLABLES) for _ in range(chance.choice((2, 3, 3))))}".title()
    )


def made(settings: Settings, files: Path) -> None:
    files.mkdir(parents=True)
    began = time.perf_counter()
    offline.write(files, offline.Size(PEOPLE, TIES), datetime.now(UTC), named)
    offline.write_mails(files, PEOPLE)
    written = time.perf_counter()
    offline.load(settings, files)
    print(
        f"{PEOPLE} people, {TIES} ties: files in {written - began:.0f} s, loaded in {time.perf_counter() - written:.0f} s"
    )
    for file in files.glob("*.csv"):
        file.unlink()


class Replies:
    """The times of the pages of rows that the browser was sent, from the request to the last byte, in milliseconds."""

    def __init__(self, page: Page) -> None:
        self.times: list[float] = []
        page.on("requestfinished", self._finished)

    def _finished(self, request: Request) -> None:
        if "query People(" in (request.post_data or "") and request.timing["responseEnd"] > 0:
            self.times.append(request.timing["responseEnd"])

    def told(self) -> dict[str, Any]:
        found, self.times = self.times, []
        return {"pages": len(found), **spread(found)}


def spread(times: list[float]) -> dict[str, float]:
    if len(times) < 2:
        return {f"ms_{at}": round(one) for at, one in enumerate(times)}
    return {
        "median_ms": round(statistics.median(times)),
        "p95_ms": round(statistics.quantiles(times, n=20)[-1]),
        "longest_ms": round(max(times)),
    }


async def scrolled(page: Page, replies: Replies, by: int) -> dict[str, Any]:
    """A screenful, again and again, for some seconds."""
    await page.get_by_role("grid").hover()
    await page.evaluate(_WATCH)
    replies.times = []
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end:  # ends: time goes on
        await page.mouse.wheel(0, by)
        await page.wait_for_timeout(PAUSE)
    watch = await page.evaluate(_STOP)
    frames, blanks = watch["frames"][1:], watch["blanks"]
    return {
        "frames": spread(frames),
        "blank": {"times": len(blanks), "longest_ms": round(max(blanks, default=0))},
        "replies": replies.told(),
        "rows": await page.get_by_role("status").last.inner_text(),
    }


async def jumped(page: Page) -> list[float]:
    """Milliseconds from the click on a letter to its rows at the top of the sight."""
    found = []
    for letter in LETTERS:
        began = time.perf_counter()
        await page.get_by_role("toolbar", name="Letters").get_by_role("button", name=letter, exact=True).click()
        await page.wait_for_function(_AT, arg=letter)
        found.append((time.perf_counter() - began) * 1000)
        await page.wait_for_timeout(500)
    return found


async def measured(graph: Graph, browser: Browser, url: str) -> dict[str, Any]:
    context = await browser.new_context(viewport={"width": 1600, "height": 900})
    await browsing.entered(context, url, graph, EMAIL)
    page = await context.new_page()
    page.set_default_timeout(browsing.SECONDS * 4)  # what is asked for the first time is planned
    await page.bring_to_front()  # a page behind another is not painted
    replies, first = Replies(page), []
    for _ in range(3):
        began = time.perf_counter()
        await page.goto(f"{url}/people")
        await page.wait_for_function(_ROWS)
        first.append((time.perf_counter() - began) * 1000)
        await page.wait_for_timeout(1500)
    found: dict[str, Any] = {"first rows_ms": [round(one) for one in first], "down": await scrolled(page, replies, 860)}
    found["to a letter"] = spread(await jumped(page))
    found["up from a letter"] = await scrolled(page, replies, -860)
    return found


async def main() -> None:
    reason = browsing.missing()
    if reason is not None:
        raise SystemExit(reason)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(os.environ.get("BENCH_FOLDER", name))
        settings = Settings(data_dir=folder / "data", neo4j_heap="2g", neo4j_page_cache="2g")
        if not (folder / "data").exists():
            made(settings, folder / "files")
        with managed.running(settings) as server:
            async with connect(server.uri, server.user, server.password, cipher=opening.cipher(settings)) as graph:
                await migrations.migrate(graph, database_schema.statements(VOCABULARY))
                if not await graph.rows("MATCH (u:User {email: $email}) RETURN u.id", {"email": EMAIL}):
                    await users.add(graph, built_in(), EMAIL, "Bench", ["manager"])
                async with worker(graph, request_deadline=60.0) as served, browsing.browser() as browser:
                    found = await measured(graph, browser, f"http://127.0.0.1:{served.port}")
                    print(json.dumps({"people": PEOPLE, **found}), flush=True)


if __name__ == "__main__":
    print(cpu.load())
    asyncio.run(main())
    print(cpu.load())
