"""The page of imports: a file is brought, its columns explained, looked at over all rows, imported and taken back."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph
from graphcrm.jobs.worker import Worker
from tests.pages.browsing import SECONDS, Browser, Seen, asked
from tests.pages.conftest import AUDITOR, Site, served_site
from tests.pages.test_looking import both_themes

expect.set_options(timeout=SECONDS)
_FAIR = (
    "Name;E-Mail;Firma;Position;Angelegt;Status\n"
    "Berta Kühn;berta@werft.example;Werft Süd;Leiterin Einkauf;03.04.2026;heiß\n"
    "Carlo Neri;carlo@werft.example;Werft Süd;Einkäufer;05.06.2026;kalt\n"
    "Nobody;no mail;Werft Süd;;;kalt\n"
)


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


async def bring(page: Page, tmp_path: Path, name: str, content: bytes) -> None:
    """Chooses a file, as one would on one's own machine."""
    (tmp_path / name).write_bytes(content)
    async with page.expect_file_chooser() as choosing:
        await page.get_by_role("button", name="Choose a file").click()
    chooser = await choosing.value
    await chooser.set_files(tmp_path / name)


async def done(site: Site) -> None:
    await Worker(site.graph, built_in()).drain()


async def names(manager: Seen, name: str) -> list[str]:
    query = "query($n: String!) { people(filter: {name: {eq: $n}}) { nodes { name } } }"
    return [one["name"] for one in (await asked(manager, query, n=name))["people"]["nodes"]]


async def test_a_file_is_brought_mapped_previewed_imported_and_taken_back(
    site: Site, manager: Seen, tmp_path: Path
) -> None:
    page = await manager.open("/imports")
    assert await both_themes(manager) == []
    await expect(page.get_by_text("You have imported nothing yet.")).to_be_visible()
    await bring(page, tmp_path, "fair.csv", _FAIR.encode("cp1252"))
    await expect(page.get_by_role("alert")).to_contain_text("UTF-8")
    manager.said.clear()  # the browser tells of the refusal
    await page.get_by_label("Encoding").select_option("Western European (Windows)")
    table = page.get_by_role("group", name="What the columns mean")
    await expect(table.get_by_label("What Firma means")).to_have_value("organization.name")
    await expect(table.get_by_text("Leiterin Einkauf · Einkäufer")).to_be_visible()
    await table.get_by_label("What Angelegt means").select_option("Hoped to close on")
    await table.get_by_label("How days in Angelegt are written").select_option("DD.MM.YYYY")
    await table.get_by_label("What Status means").select_option("(left out)")
    assert await both_themes(manager) == []

    await page.get_by_role("button", name="Look at what would happen").click()
    await expect(page.get_by_text("Waiting until a worker is free")).to_be_visible()
    await done(site)
    would = page.get_by_role("region", name="What would happen")
    await expect(would.get_by_text("Nothing is written yet.")).to_be_visible()
    await expect(would.get_by_role("listitem").filter(has_text="line 4")).to_contain_text("no mail")
    assert await names(manager, "Berta Kühn") == []
    await table.get_by_label("What Angelegt means").select_option("(left out)")
    await expect(would.get_by_text("The columns have been changed since. Look again.")).to_be_visible()
    await expect(would.get_by_role("button", name="Import", exact=True)).to_be_disabled()
    await page.get_by_role("button", name="Look at what would happen").click()
    await expect(page.get_by_text("Waiting until a worker is free")).to_be_visible()
    await done(site)
    await would.get_by_role("button", name="Import", exact=True).click()

    await page.wait_for_url("**/imports/job_*")
    await done(site)
    report = page.get_by_role("region", name="What was imported")
    await expect(report.get_by_text("1 rejected.")).to_be_visible()
    assert await names(manager, "Berta Kühn") == ["Berta Kühn"]
    async with page.expect_download() as coming:
        await report.get_by_role("link", name="Save the rejected rows").click()
    await (await coming.value).save_as(tmp_path / "back.csv")
    assert (tmp_path / "back.csv").read_text("cp1252").splitlines()[1:] == ["Nobody;no mail;Werft Süd;;;kalt"]
    assert await both_themes(manager) == []

    await report.get_by_role("button", name="Take back").click()
    await page.get_by_role("dialog").get_by_role("button", name="Take back").click()
    back = page.get_by_role("region", name="Taken back")
    await expect(back.get_by_text("Waiting until a worker is free")).to_be_visible()
    await done(site)
    await expect(back.get_by_role("columnheader", name="As before")).to_be_visible()
    assert await names(manager, "Berta Kühn") == []
    page = await manager.open("/imports")
    rows = page.get_by_role("group", name="Earlier imports").get_by_role("row").filter(has_text="fair.csv")
    await expect(rows).to_have_count(3)
    await expect(rows.filter(has_text="only looked at")).to_have_count(2)
    await rows.filter(has_not_text="only looked at").get_by_role("link").click()
    await expect(page.get_by_role("region", name="Taken back")).to_be_visible()  # also on another day
    await expect(page.get_by_role("button", name="Take back")).to_have_count(0)


async def test_what_may_mean_two_things_is_asked_before_anything_goes_on(manager: Seen, tmp_path: Path) -> None:
    page = await manager.open("/imports")
    rows = "id,Name,Country,Lead status\n1,Ana,Atlantis,hot\n2,Bo,DE,NEW\n"
    await bring(page, tmp_path, "asked.csv", rows.encode())
    table = page.get_by_role("group", name="What the columns mean")
    await expect(table.get_by_text("which countries are these")).to_be_visible()
    look = page.get_by_role("button", name="Look at what would happen")
    await expect(look).to_be_disabled()
    await expect(page.get_by_text("2 columns still need an answer from you.")).to_be_visible()
    await table.get_by_label("Atlantis").fill("PT")
    await table.get_by_label("hot").fill("WORKING")
    await expect(look).to_be_enabled()


async def test_who_may_be_there_already_is_named_before_anything_is_written(
    site: Site, manager: Seen, tmp_path: Path
) -> None:
    page = await manager.open("/imports")
    query = '{ people(filter: {name: {eq: "Ingrid Berg"}}) { nodes { city emails { address } } } }'
    [there] = (await asked(manager, query))["people"]["nodes"]
    row = f"Ingrid Berg,+49 40 1,{there['emails'][0]['address']},{there['city'] or ''}"
    await bring(page, tmp_path, "who.csv", f"Name,Telefon,Email,Ort\n{row}\n".encode())
    await page.get_by_label("E-mail", exact=True).uncheck()
    await page.get_by_label("Telephone", exact=True).check()
    await page.get_by_role("button", name="Look at what would happen").click()
    await expect(page.get_by_text("Waiting until a worker is free")).to_be_visible()
    await done(site)
    told = page.get_by_role("region", name="What would happen").get_by_role("listitem").filter(has_text="Line 2 may be")
    await expect(told).to_contain_text("the same")
    await expect(told.get_by_role("link", name="Ingrid Berg")).to_have_attribute("href", re.compile("/people/per_"))
    await page.get_by_label("Who may be there already").select_option("is created without a look")
    await expect(page.get_by_text("The columns have been changed since.")).to_be_visible()


async def test_a_file_that_cannot_be_read_and_one_that_is_gone_say_what_to_do(manager: Seen, tmp_path: Path) -> None:
    page = await manager.open("/imports")
    await bring(page, tmp_path, "virus.exe", b"MZ\x00")
    await expect(page.get_by_role("alert")).to_contain_text("none of the files that are read")
    page = await manager.open("/imports/new/upl_" + "0" * 32)
    await expect(page.get_by_role("alert")).to_contain_text("Bring it again.")
    await page.get_by_role("button", name="Bring a file").click()
    await expect(page.get_by_role("button", name="Choose a file")).to_be_visible()
    page = await manager.open("/imports/job_none")
    await expect(page.get_by_role("alert")).to_contain_text("There is no such import of yours.")
    manager.said.clear()  # the browser tells of each refusal


async def test_by_keyboard_alone_and_in_german(site: Site, manager: Seen, tmp_path: Path) -> None:
    page = await manager.open("/imports")
    await page.evaluate("localStorage.setItem('graphcrm-language', 'de')")
    page = await manager.open("/imports")
    (tmp_path / "p.csv").write_text("external_id,name\nkb-1,Kim Brand\n")
    async with page.expect_file_chooser() as choosing:
        await page.get_by_role("button", name="Datei wählen").press("Enter")
    await (await choosing.value).set_files(tmp_path / "p.csv")
    await page.get_by_role("button", name="Ansehen, was geschähe").press("Enter")
    await expect(page.get_by_text("Wartet, bis jemand frei ist")).to_be_visible()
    await done(site)
    await expect(page.get_by_text("1 würden angelegt")).to_be_visible()


async def test_who_may_not_import_is_told_so_and_offered_nothing(site: Site) -> None:
    seen = await site.viewer(AUDITOR)
    page = await seen.open("/imports")
    await expect(page.get_by_text("Your role may not import.")).to_be_visible()
    await expect(page.get_by_role("link", name="Imports")).to_have_count(0)
    await expect(page.get_by_role("button", name="Choose a file")).to_have_count(0)
    await seen.close()
    seen.quiet()
