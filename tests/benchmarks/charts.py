"""`python -m tests.benchmarks.charts`: what the chart of a company of 50,000 seats costs a server and a browser without a GPU.

The company is written into a database of its own; page, sign-in and download are served as always. Told are: the download
(seconds, bytes, CPU of the server's process), the first picture after the page was opened, a step of the slider and a search,
panning and zooming near, with everything open and from afar (CPU of the browser's main thread per frame beside a page of one
rectangle, times between frames), elements of the page, the heap. One JSON line per run; BENCH_SEATS: another size.
"""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, CDPSession, Page

from graphcrm.access.policy import built_in
from graphcrm.compile import database_schema
from graphcrm.graph import managed, migrations
from graphcrm.graph.connection import Graph, connect
from graphcrm.records import users
from graphcrm.records.keys import opening
from graphcrm.settings import Settings
from graphcrm.vocabulary.words import VOCABULARY
from tests.benchmarks.pages import EMAIL, bare, cpu, dragged, zoomed
from tests.pages import browsing, companies
from tests.web.speaking import worker

SEATS = int(os.environ.get("BENCH_SEATS", "50000"))
_TOP = "MATCH (o:Organization {external_id: $top}) RETURN o.id"
_DOWNLOAD = """async address => { const began = performance.now(); const reply = await fetch(address);
  const text = await reply.text(); const [entry] = performance.getEntriesByName(reply.url).slice(-1);
  return {seconds: (performance.now() - began) / 1000, packed: entry.encodedBodySize, bytes: text.length}; }"""
# From the opening of the page; a card is in the page when the picture is painted.
_PICTURE = """() => new Promise(done => { const look = () => document.querySelector('.chart-card')
  ? done(performance.now()) : requestAnimationFrame(look); look(); })"""
_STEPS = """async many => { const slider = document.querySelector('.chart-slider input');
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set; const found = [];
  for (let step = 0; step < many; step += 1) { const began = performance.now();
    set.call(slider, String(Number(slider.value) - 37)); slider.dispatchEvent(new Event('input', {bubbles: true}));
    await new Promise(done => requestAnimationFrame(() => setTimeout(done))); found.push(performance.now() - began); }
  return found.sort((a, b) => a - b); }"""


async def steps(page: Page) -> dict[str, float]:
    """The slider moved by 37 days at a time: from the event to the frame after it."""
    found = await page.evaluate(_STEPS, 30)
    return {"median_ms": round(found[15], 1), "p95_ms": round(found[28], 1)}


async def heap(session: CDPSession) -> float:
    """Megabytes, when what is of no use any more has been let go."""
    await session.send("HeapProfiler.collectGarbage")
    told = await session.send("Performance.getMetrics")
    return round(next(one["value"] for one in told["metrics"] if one["name"] == "JSHeapUsedSize") / 1e6, 1)


async def timed(page: Page, act: Any) -> float:
    """Milliseconds from an act to the frame after the next."""
    began = time.perf_counter()
    await act
    await page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return round((time.perf_counter() - began) * 1000, 1)


async def moved(page: Page, session: CDPSession) -> dict[str, Any]:
    found: dict[str, Any] = {"pan": await dragged(page, session), "zoom": await zoomed(page, session)}
    return {**found, "elements": await page.evaluate("document.querySelectorAll('*').length")}


async def of_chart(page: Page, address: str) -> dict[str, Any]:
    session = await page.context.new_cdp_session(page)
    await session.send("Performance.enable", {"timeDomain": "threadTicks"})
    await page.goto(address)
    found: dict[str, Any] = {"first_picture_ms": round(await page.evaluate(_PICTURE))}
    await page.wait_for_timeout(1500)
    found["cpu_until_then_ms"] = round(1000 * await cpu(session))
    found["heap_mb"] = await heap(session)
    found["two levels"] = await moved(page, session)
    found["slider step"] = await steps(page)
    found["open all_ms"] = await timed(page, page.get_by_role("button", name="Open all").click())
    await page.wait_for_timeout(1000)
    found["all open, near"] = await moved(page, session)
    await page.get_by_role("tree").press("0")
    await page.wait_for_timeout(500)
    found["all open, all in sight"] = await moved(page, session)
    await page.get_by_role("tree").press("0")
    for _ in range(12):
        await page.get_by_role("tree").press("+")
    await page.wait_for_timeout(500)
    found["all open, bars"] = await moved(page, session)
    found["slider step, all open"] = await steps(page)
    found["heap_mb, all open"] = await heap(session)
    return found


async def of_server(page: Page, address: str) -> dict[str, Any]:
    found, before = [], time.process_time()
    for _ in range(4):
        found.append(await page.evaluate(_DOWNLOAD, address))
    spent = (time.process_time() - before) / 4
    best = min(found[1:], key=lambda one: one["seconds"])
    return {"first_seconds": round(found[0]["seconds"], 2), **best, "cpu_seconds": round(spent, 2)}


async def measured(graph: Graph, browser: Browser, url: str) -> dict[str, Any]:
    [[top]] = await graph.rows(_TOP, {"top": companies.TOP})
    context = await browser.new_context(viewport={"width": 1600, "height": 900})
    await browsing.entered(context, url, graph, EMAIL)
    page = await context.new_page()
    await page.bring_to_front()  # a page behind another is not painted
    await page.goto(url)
    served = await of_server(page, f"{url}/maps/org-chart?organization={top}&subsidiaries=false")
    return {"download": served, **await of_chart(page, f"{url}/organizations/{top}/chart?table=0")}


async def main() -> None:
    reason = browsing.missing()
    if reason is not None:
        raise SystemExit(reason)
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(data_dir=Path(name) / "data", neo4j_heap="1g", neo4j_page_cache="128m")
        with managed.running(settings) as server:
            async with connect(server.uri, server.user, server.password, cipher=opening.cipher(settings)) as graph:
                await migrations.migrate(graph, database_schema.statements(VOCABULARY))
                await users.add(graph, built_in(), EMAIL, "Bench", ["manager"])
                await companies.build(graph, SEATS)
                async with worker(graph, request_deadline=60.0) as served, browsing.browser() as browser:
                    url = f"http://127.0.0.1:{served.port}"
                    found = {"seats": SEATS, "one rectangle": await bare(browser)}
                    print(json.dumps({**found, **await measured(graph, browser, url)}), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
