"""`python -m tests.benchmarks.pages`: what a frame of the influence map costs a browser without a GPU.

2,000 people and 5,000 links are panned and zoomed for some seconds each. CPU is that of the browser's main thread per frame
(Performance.getMetrics in thread time), beside a page of one rectangle that is moved in the same browser; the times between
frames are wall time and tell little where other programs run. Only the reply of the map is generated: page, sign-in and all
else are served as always. One JSON line per run.
"""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import tempfile
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, CDPSession, Page, Route

from graphcrm.access.policy import built_in
from graphcrm.compile import database_schema
from graphcrm.graph import managed, migrations
from graphcrm.graph.connection import connect
from graphcrm.records import users
from graphcrm.records.keys import opening
from graphcrm.settings import Settings
from graphcrm.vocabulary.words import VOCABULARY
from tests.pages import browsing
from tests.web.speaking import worker

PEOPLE, LINKS, SECONDS = 2000, 5000, 3.0
EMAIL = "bench@lumen.example"
# Counts frames and the time between them for as long as the mouse is at work.
_FRAMES = """() => { window.frames_ = []; let last = performance.now();
  const step = now => { window.frames_.push(now - last); last = now; window.running_ = requestAnimationFrame(step); };
  window.running_ = requestAnimationFrame(step); }"""
_STOP = "() => { cancelAnimationFrame(window.running_); return window.frames_.slice(1); }"
_BARE = """<canvas width=1600 height=900 style="width:1600px;height:900px"></canvas><script>
  const context = document.querySelector('canvas').getContext('2d');
  onmousemove = event => requestAnimationFrame(() => {
    context.clearRect(0, 0, 1600, 900); context.fillRect(event.clientX, event.clientY, 80, 80); });</script>"""


def generated() -> dict[str, Any]:
    """The reply of a map with saved places: twenty groups with most links within, as maps have them."""
    chance = random.Random(7)
    nodes, links = [], []
    for at in range(PEOPLE):
        group = at % 20
        nodes.append(
            {
                "id": f"per_{at}",
                "label": f"Person Number {at}",
                "title": "Clerk",
                "organizationId": None,
                "influence": round(chance.random() ** 2, 3),
                "group": f"org_1/{group}",
                "distance": 0,
                "x": (group % 5) * 1300 + chance.gauss(0, 320),
                "y": (group // 5) * 1300 + chance.gauss(0, 320),
            }
        )
    for at in range(LINKS):
        source = chance.randrange(PEOPLE)
        near = (source + 20 * chance.randrange(1, 100)) % PEOPLE
        target = near if chance.random() < 0.85 else chance.randrange(PEOPLE)
        kind = "KNOWS" if at % 3 else "REPORTS_TO" if at % 2 else "INFLUENCES"
        weight = round(chance.random(), 3)
        links.append(
            {
                "source": f"per_{source}",
                "target": f"per_{target}",
                "kind": kind,
                "strength": weight if kind == "KNOWS" else None,
                "weight": weight if kind == "INFLUENCES" else None,
                "topic": None,
                "lastContactAt": None,
                "contradiction": False,
            }
        )
    found = {"truncated": False, "computedAt": None, "layoutVersion": 1, "nodes": nodes, "links": links}
    organization = {"id": "org_1", "name": "Firm", "openDeals": {"nodes": []}}
    return {"data": {"node": {"__typename": "Organization", **organization}, "influenceMap": found}}


async def cpu(session: CDPSession) -> float:
    told = await session.send("Performance.getMetrics")
    return float(next(one["value"] for one in told["metrics"] if one["name"] == "TaskDuration"))


async def measured(page: Page, session: CDPSession, move: Any) -> dict[str, float]:
    """CPU and time between frames while `move` is repeated."""
    await page.evaluate(_FRAMES)
    before, end = await cpu(session), asyncio.get_running_loop().time() + SECONDS
    step = 0
    while asyncio.get_running_loop().time() < end:  # ends: time goes on
        await move(step)
        step += 1
    after, frames = await cpu(session), await page.evaluate(_STOP)
    return {
        "frames": len(frames),
        "cpu_ms_per_frame": round(1000 * (after - before) / len(frames), 2),
        "median_ms": round(statistics.median(frames), 1),
        "p95_ms": round(statistics.quantiles(frames, n=20)[-1], 1),
    }


async def dragged(page: Page, session: CDPSession) -> dict[str, float]:
    async def move(step: int) -> None:
        await page.mouse.move(800 + 200 * ((step % 40) / 20 - 1), 600 + 60 * ((step % 26) / 13 - 1))

    await page.mouse.move(800, 600)
    await page.mouse.down()
    found = await measured(page, session, move)
    await page.mouse.up()
    return found


async def zoomed(page: Page, session: CDPSession) -> dict[str, float]:
    async def move(step: int) -> None:
        await page.mouse.wheel(0, -40 if step % 60 < 30 else 40)

    await page.mouse.move(800, 600)
    return await measured(page, session, move)


async def bare(browser: Browser) -> dict[str, float]:
    page = await browser.new_page(viewport={"width": 1600, "height": 900})
    session = await page.context.new_cdp_session(page)
    await session.send("Performance.enable", {"timeDomain": "threadTicks"})
    await page.set_content(_BARE)
    found = await dragged(page, session)
    await page.close()
    return found


async def of_map(page: Page, url: str) -> dict[str, Any]:
    reply = json.dumps(generated())

    async def answer(route: Route) -> None:
        if "query InfluenceMap" in (route.request.post_data or ""):
            await route.fulfill(body=reply, content_type="application/json")
        else:
            await route.continue_()

    await page.route("**/graphql", answer)
    session = await page.context.new_cdp_session(page)
    await session.send("Performance.enable", {"timeDomain": "threadTicks"})
    await page.goto(f"{url}/organizations/org_1/map")
    await page.locator(".map-canvas").wait_for()
    await page.wait_for_timeout(1500)
    found: dict[str, Any] = {"pan": await dragged(page, session), "zoom": await zoomed(page, session)}
    await page.locator(".map-canvas").press("0")
    for _ in range(5):
        await page.locator(".map-canvas").press("+")
    await page.wait_for_timeout(500)
    return {**found, "pan, near": await dragged(page, session)}


async def main() -> None:
    reason = browsing.missing()
    if reason is not None:
        raise SystemExit(reason)
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(data_dir=Path(name) / "data", neo4j_heap="512m", neo4j_page_cache="128m")
        with managed.running(settings) as server:
            async with connect(server.uri, server.user, server.password, cipher=opening.cipher(settings)) as graph:
                await migrations.migrate(graph, database_schema.statements(VOCABULARY))
                await users.add(graph, built_in(), EMAIL, "Bench", ["manager"])
                async with worker(graph, request_deadline=60.0) as served, browsing.browser() as browser:
                    url = f"http://127.0.0.1:{served.port}"
                    told = {"people": PEOPLE, "links": LINKS, "one rectangle": await bare(browser)}
                    context = await browser.new_context(viewport={"width": 1600, "height": 900})
                    await browsing.entered(context, url, graph, EMAIL)
                    page = await context.new_page()
                    await page.bring_to_front()  # a page behind another is not painted
                    print(json.dumps({**told, **await of_map(page, url)}), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
