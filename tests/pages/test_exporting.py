"""What one has written to a file from a grid: the rows chosen or all that the filter chooses, waited for and saved."""

from __future__ import annotations

import csv
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph
from graphcrm.jobs.worker import Worker
from tests.pages.browsing import SECONDS, Browser, Seen, asked
from tests.pages.conftest import AUDITOR, Site, served_site
from tests.pages.test_looking import both_themes

expect.set_options(timeout=SECONDS)


@pytest.fixture(scope="module")
async def folder(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Path]:
    """The data directory of the server and of the jobs done here."""
    with pytest.MonkeyPatch.context() as patch:
        found = tmp_path_factory.mktemp("data")
        patch.setenv("GRAPHCRM_DATA_DIR", str(found))
        yield found


@pytest.fixture(scope="module")
async def site(chromium: Browser, contract_world: Graph, folder: Path) -> AsyncIterator[Site]:
    async with served_site(chromium, contract_world, data_dir=folder) as found:
        yield found


async def opened(page: Page, button: str) -> Locator:
    await page.get_by_role("button", name=button, exact=True).click()
    return page.get_by_role("dialog", name="Export to a file")


async def saved(site: Site, page: Page, dialog: Locator, to: Path) -> Path:
    """The file that comes of what is asked for in the dialog."""
    await dialog.get_by_role("button", name="Make the file").click()
    await expect(dialog.get_by_role("status")).to_contain_text("The file waits for its turn.")
    await Worker(site.graph, built_in()).drain()
    await expect(dialog.get_by_role("status")).to_contain_text("The file is there")
    async with page.expect_download() as coming:
        await dialog.get_by_role("link", name="Save the file").click()
    download = await coming.value
    await download.save_as(to / download.suggested_filename)
    return to / download.suggested_filename


async def test_all_that_a_filter_chooses_become_a_file(site: Site, manager: Seen, tmp_path: Path) -> None:
    page = await manager.open("/people?city.contains=Kiel")
    dialog = await opened(page, "Export")
    assert await both_themes(manager) == []
    await dialog.get_by_label("What the file is").select_option("Table as text (CSV)")
    path = await saved(site, page, dialog, tmp_path)
    assert path.name.startswith("people-") and path.suffix == ".csv"
    told = await asked(manager, """{ people(filter: {city: {contains: "Kiel"}}) { nodes { externalId } } }""")
    with path.open(encoding="utf-8", newline="") as file:
        rows = {row["externalId"] for row in csv.DictReader(file)}
    assert rows == {one["externalId"] for one in told["people"]["nodes"]}
    assert await both_themes(manager) == []
    await dialog.get_by_role("button", name="Another file").click()
    await expect(dialog.get_by_role("button", name="Make the file")).to_be_visible()


async def test_chosen_rows_become_cards_and_one_that_is_ended_leaves_none(
    site: Site, manager: Seen, tmp_path: Path, folder: Path
) -> None:
    page = await manager.open("/people")
    for name in ("Ingrid Berg", "Mei Tan"):
        await page.get_by_role("gridcell", name=name, exact=True).focus()
        await page.keyboard.press("Shift+Space")
    dialog = await opened(page, "Export 2")
    await dialog.get_by_label("What the file is").select_option("Cards (vCard)")
    text = (await saved(site, page, dialog, tmp_path)).read_text(encoding="utf-8")
    assert text.count("BEGIN:VCARD") == 2 and "FN:Ingrid Berg" in text and "FN:Mei Tan" in text
    kept = list((folder / "exports").iterdir())
    await dialog.get_by_role("button", name="Another file").click()
    await dialog.get_by_role("button", name="Make the file").click()
    await dialog.get_by_role("button", name="Stop").click()
    await expect(dialog).to_be_hidden()
    await Worker(site.graph, built_in()).drain()
    states = "MATCH (j:Job {kind: 'export'}) RETURN j.state ORDER BY j.id DESC LIMIT 1"
    assert await site.graph.rows(states, {}) == [["CANCELLED"]]
    assert list((folder / "exports").iterdir()) == kept


async def test_what_cannot_be_had_is_said_and_who_may_not_is_not_asked(site: Site, manager: Seen) -> None:
    page = await manager.open("/organizations?kind.is=COMPANY")
    dialog = await opened(page, "Export")
    await dialog.get_by_role("button", name="Make the file").click()
    await expect(dialog.get_by_role("status")).to_contain_text("The file waits for its turn.")
    end = "MATCH (j:Job {state: 'QUEUED'}) SET j.state = 'FAILED', j.message = 'The disk is full.' RETURN 1"
    await site.graph.write(lambda t: t.run(end), name="test")
    await expect(dialog.get_by_role("status")).to_contain_text("The disk is full.")
    await expect(dialog.get_by_role("link", name="Save the file")).to_have_count(0)
    auditor = await site.viewer(AUDITOR)
    other = await auditor.open("/organizations")
    await expect(other.get_by_role("grid")).to_be_visible()
    await expect(other.get_by_role("button", name="Export")).to_have_count(0)
    await auditor.close()
    auditor.quiet()
