"""A long list: gone through while others write, entered at a letter, a day or a number, and told by its address."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from graphcrm.access.policy import built_in
from graphcrm.cli.acting import act
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.measures.normal_forms import fold, sort_key
from graphcrm.records import users
from tests.conftest import emptied
from tests.pages import browsing
from tests.pages.browsing import SECONDS, Seen
from tests.pages.conftest import AUDITOR, MANAGER, Site
from tests.pages.test_looking import both_themes
from tests.web.speaking import worker

expect.set_options(timeout=SECONDS)
MANY = 2_400
_GIVEN = [
    "Ana",
    "Åse",
    "Björn",
    "Çelik",
    "élan",
    "Gül",
    "Kai",
    "Łukasz",
    "Mia",
    "müge",
    "Ñandú",
    "Özil",
    "Šimon",
    "Zoë",
]
_FAMILY = ("Aalto", "Berg", "de Vries", "Eze", "İnan", "Moss", "O'Hara", "Petrov", "Quist", "Ünal", "Zhou")
_MAKE = """UNWIND $rows AS row
  CREATE (:Person:Party {id: row.id, external_id: row.id, name: row.name, name_key: row.key,
  country: row.country, created_at: datetime(row.made), version: 1})"""
_IN_ORDER = "MATCH (p:Person) WHERE p.archived_at IS NULL RETURN p.id, p.name ORDER BY p.name_key, p.id"
# What stands at the top of the sight, and all rows that are drawn, by their place.
_TOP = """() => { const grid = document.querySelector('[role=grid]'); if (!grid) return null;
  const head = grid.firstElementChild.getBoundingClientRect().bottom + 2;
  const rows = [...grid.querySelectorAll('[role=rowgroup] > [role=row]')];
  const seen = rows.filter(row => row.getBoundingClientRect().bottom > head);
  seen.sort((a, b) => a.ariaRowIndex - b.ariaRowIndex); return seen[0]?.querySelector('a').textContent; }"""
_DRAWN = """() => [...document.querySelectorAll('[role=grid] [role=rowgroup] > [role=row]')].map(row =>
  [Number(row.getAttribute('aria-rowindex')), row.querySelector('a').getAttribute('href').split('/').pop()])"""
_SCROLL = """async by => { const grid = document.querySelector('[role=grid]'); const before = grid.scrollTop;
  grid.scrollTop += by; await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  return [grid.scrollTop !== before, !document.querySelector('.grid-waiting')]; }"""


def people() -> list[dict[str, str]]:
    chance = random.Random(11)
    rows = []
    for number in range(MANY):
        name = f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)} {number}"
        made = f"2025-{1 + number % 12:02d}-{1 + number % 28:02d}T{number % 24:02d}:00:00Z"
        one = {"id": f"per_{number:026d}", "name": name, "key": sort_key(name), "made": made}
        rows.append({**one, "country": "SE" if number % 3 else "DE"})
    return rows


@pytest.fixture(scope="module")
async def crowd(chromium: browsing.Browser, open_graph: Graph) -> AsyncIterator[Site]:
    """Thousands of people with names of many letters; a manager, and an auditor, who sees names by their initials."""
    graph = await emptied(open_graph)

    async def made(transaction: Transaction) -> None:
        await transaction.run(_MAKE, {"rows": people()})

    await graph.write(made, name="crowd")
    await users.add(graph, built_in(), MANAGER, "Daan de Vries", ["manager"])
    await users.add(graph, built_in(), AUDITOR, "Auditor", ["auditor"])
    async with worker(graph, request_deadline=60.0) as served:
        yield Site(f"http://127.0.0.1:{served.port}", graph, chromium)


@pytest.fixture
async def seen(crowd: Site) -> AsyncIterator[Seen]:
    found = await crowd.viewer(MANAGER)
    yield found
    await found.close()
    found.quiet()


async def in_order(site: Site) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in await site.graph.rows(_IN_ORDER, {})]


async def top(page: Page, name: str) -> None:
    """Until this name stands at the top of the sight."""
    await page.wait_for_function(f"name => ({_TOP})() === name", arg=name)


def letters(page: Page) -> Locator:
    return page.get_by_role("toolbar", name="Letters")


async def at_an_end(page: Page, by: int) -> None:
    """Scrolls until there is nothing more in this direction."""
    quiet = 0
    while quiet < 10:  # ends: the list does; a page that is on its way comes within ten looks
        moved, whole = await page.evaluate(_SCROLL, by)
        quiet = 0 if moved or (by > 0 and not whole) else quiet + 1
        await asyncio.sleep(0.05 if moved else 0.1)


async def all_rows(page: Page) -> list[str]:
    """The ids of the rows that were loaded, by their place, each looked at on the screen."""
    await page.evaluate("document.querySelector('[role=grid]').scrollTop = 0")
    found: dict[int, str] = {}
    moved = True
    while moved:  # ends: with the list, of which all that comes is there
        found.update(dict(await page.evaluate(_DRAWN)))
        moved, _ = await page.evaluate(_SCROLL, 500)
    found.update(dict(await page.evaluate(_DRAWN)))
    assert sorted(found) == list(range(2, len(found) + 2)), "no place is left out"
    return [found[place] for place in sorted(found)]


async def test_a_letter_leads_to_the_first_row_from_there_on_with_all_others_around_it(crowd: Site, seen: Seen) -> None:
    known = await in_order(crowd)
    first = next(name for _, name in known if fold(name) >= "m")
    assert fold(first).startswith("m")
    page = await seen.open("/people")
    assert await both_themes(seen) == []
    await letters(page).get_by_role("button", name="M", exact=True).click()
    await top(page, first)
    await expect(page).to_have_url(re.compile(r"/people\?from=M$"))
    await expect(letters(page).get_by_role("button", name="M", exact=True)).to_have_attribute("aria-pressed", "true")
    await page.reload()
    await top(page, first)
    await seen.settled()
    await expect(page.get_by_role("status").last).to_contain_text("of 2,400 loaded")
    await at_an_end(page, -1500)
    await at_an_end(page, 1500)
    assert await all_rows(page) == [key for key, _ in known]
    await page.get_by_role("button", name="To the start").click()
    await top(page, known[0][1])
    await expect(page).to_have_url(re.compile(r"/people$"))


async def test_downwards_a_letter_leads_to_the_last_name_that_begins_with_it(crowd: Site, seen: Seen) -> None:
    known = [name for _, name in reversed(await in_order(crowd))]
    page = await seen.open("/people?order=-NAME&from=M")
    await top(page, next(name for name in known if fold(name).startswith("m")))
    await expect(page.get_by_role("columnheader", name="Name", exact=True)).to_have_attribute("aria-sort", "descending")
    # No name begins with N and a digit; what comes then is what is less.
    box = page.get_by_role("textbox", name="Name: go to")
    await box.fill("n0")
    await page.keyboard.press("Enter")
    await top(page, next(name for name in known if fold(name) < "n0"))
    await expect(page).to_have_url(re.compile(r"/people\?order=-NAME$"))  # a text may be a name: no address holds it
    await page.reload()
    await top(page, next(name for name in known if fold(name) < "n0"))


async def test_letters_are_walked_by_keys_and_what_is_typed_needs_no_accents(crowd: Site, seen: Seen) -> None:
    known = await in_order(crowd)
    page = await seen.open("/people?country.is=SE")
    within = {row["id"] for row in people() if row["country"] == "SE"}
    await letters(page).get_by_role("button", name="A", exact=True).focus()
    await page.keyboard.press("End")
    await page.keyboard.press("Enter")
    await top(page, next(name for key, name in known if fold(name) >= "z" and key in within))
    await expect(page).to_have_url(re.compile(r"country.is=SE&from=Z$"))
    await page.get_by_role("textbox", name="Name: go to").fill("OZIL q")
    await page.keyboard.press("Enter")
    await top(page, next(name for key, name in known if fold(name) >= "ozil q" and key in within))
    await page.get_by_role("textbox", name="Name: go to").fill("zzz")
    await page.keyboard.press("Enter")
    status = page.get_by_role("status").last
    await expect(status).to_contain_text("200 of 1,600 loaded")  # also when the rows before them are there
    await expect(status).to_contain_text("Nothing comes from zzz on: these are the last")
    last = [name for key, name in known if key in within][-1]
    await expect(page.get_by_role("gridcell", name=last, exact=True)).to_be_visible()
    # Another filter begins at its own start.
    await page.get_by_role("button", name="Remove: Country is SE").click()
    await top(page, known[0][1])


async def test_in_an_order_by_days_one_goes_to_a_day(crowd: Site, seen: Seen) -> None:
    made = sorted((row["made"], row["id"], row["name"]) for row in people())
    page = await seen.open("/people?order=CREATED_AT&from=2025-06-01")
    zone = await page.evaluate("new Date(2025, 5, 1).getTimezoneOffset()")
    assert zone == 0, "the browser of the tests runs in UTC"
    await top(page, next(name for at, _, name in made if at >= "2025-06-01"))
    box = page.get_by_label("Made on: go to")
    assert await box.get_attribute("type") == "date"
    await box.fill("2025-11-01")
    await page.keyboard.press("Enter")
    await top(page, next(name for at, _, name in made if at >= "2025-11-01"))
    await expect(page).to_have_url(re.compile(r"order=CREATED_AT&from=2025-11-01$"))
    page = await seen.open("/people?order=CREATED_AT&from=no-day")
    await top(page, made[0][2])


async def test_who_sees_names_by_their_initials_has_a_list_and_no_letters(crowd: Site) -> None:
    auditor = await crowd.viewer(AUDITOR)
    page = await auditor.open("/people?from=M")
    await expect(page.get_by_role("row").nth(2)).to_be_visible()
    await expect(letters(page)).to_have_count(0)
    await auditor.close()
    auditor.quiet("400")


async def test_a_change_of_very_many_goes_on_in_sight_is_stopped_reported_and_taken_back(
    crowd: Site, seen: Seen
) -> None:
    tagged = "MATCH (p:Person) WHERE 'fair' IN p.tags RETURN count(p)"
    page = await seen.open("/people?country.is=SE")
    many = sum(row["country"] == "SE" for row in people())
    await page.get_by_role("button", name="Change several").click()
    dialog = page.get_by_role("dialog", name="Change several")
    await dialog.get_by_role("textbox", name="Tag").fill("fair")
    await dialog.get_by_role("button", name="Look first").click()
    await expect(dialog.get_by_role("status")).to_contain_text(f"{many} would change.")
    await dialog.get_by_role("button", name=f"Change {many}").click()
    await expect(dialog.get_by_role("status")).to_contain_text(f"of {many:,} done")
    await expect(dialog.get_by_role("status")).to_have_text(re.compile(r"^[1-9]\d* of"))
    await dialog.get_by_role("button", name="Stop").click()
    status = dialog.get_by_role("status")
    await expect(status).to_contain_text("were not come to.")
    told = [int(number.replace(",", "")) for number in re.findall(r"[\d,]+(?= )", await status.inner_text())]
    assert sum(told) == many and 100 <= told[0] < many
    assert await crowd.graph.rows(tagged, {}) == [[told[0]]]
    async with page.expect_download() as download:
        await dialog.get_by_role("button", name="Report as CSV").click()
    lines = Path(await (await download.value).path()).read_text("utf-8-sig").splitlines()
    assert lines[0] == "Id,Name,What became of it,Why,It was,It is"
    assert len(lines) == 1 + told[0] and all(",changed,,,fair" in line for line in lines[1:])
    await dialog.get_by_role("button", name="Undo").click()
    await expect(status).to_contain_text(f"{told[0]} are as they were.")
    assert await crowd.graph.rows(tagged, {}) == [[0]]
    assert await both_themes(seen) == []


async def written(site: Site, stop: asyncio.Event) -> dict[str, list[str]]:
    """Another client, until it is stopped: makes people, renames some to anywhere, puts others away."""
    chance, number = random.Random(3), 0
    done: dict[str, list[str]] = {"renamed": [], "archived": []}
    while not stop.is_set():  # ends: it is stopped
        name = {"firstName": chance.choice(_GIVEN), "lastName": f"{chance.choice(_FAMILY)} new {number}"}
        await act(site.graph, "personCreate", name)
        moved, gone = (f"per_{chance.randrange(MANY) // 8 * 8 + late:026d}" for late in (0, 1))
        to = {"name": f"{chance.choice(_GIVEN)} moved {number}"}
        await act(site.graph, "personUpdate", {"person": {"id": moved}, **to})
        done["renamed"].append(moved)
        if gone not in done["archived"]:
            await act(site.graph, "personArchive", {"person": {"id": gone}})
            done["archived"].append(gone)
        number += 1
    return done


async def test_whoever_was_there_all_along_is_shown_once_while_others_write(crowd: Site, seen: Seen) -> None:
    """From the middle up to the start and down to the end. Of those renamed meanwhile nobody stands there twice."""
    page = await seen.open("/people?from=M")
    stop = asyncio.Event()
    other = asyncio.create_task(written(crowd, stop))
    await at_an_end(page, -700)
    await at_an_end(page, 700)
    stop.set()
    done: dict[str, Any] = await other
    assert len(done["renamed"]) > 20 and len(done["archived"]) > 20, "the other client did its part"
    shown = await all_rows(page)
    assert len(shown) == len(set(shown)), "nobody stands there twice"
    stayed = [row["id"] for row in sorted(people(), key=lambda row: (row["key"], row["id"]))]
    changed = {*done["renamed"], *done["archived"]}
    stayed = [key for key in stayed if key not in changed]
    assert [key for key in shown if key in set(stayed)] == stayed
