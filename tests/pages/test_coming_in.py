"""How people come in: by password, by a link, as the first of all; and what their browser fetches for it."""

from __future__ import annotations

import re
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Response, expect

from graphcrm.access.policy import built_in
from graphcrm.graph.connection import Graph
from graphcrm.records.sign_in import links, set_up
from tests.pages import browsing
from tests.pages.browsing import SECONDS
from tests.pages.conftest import MANAGER, PASSWORD, Site
from tests.web.issuer import LocalIssuer, local_issuer
from tests.web.speaking import worker
from tests.web.test_oidc import settings as oidc

expect.set_options(timeout=SECONDS)
FIRST_VIEW = 260_000


async def test_somebody_signs_in_and_out_with_a_password(site: Site) -> None:
    seen = await site.visitor()
    page = await seen.open("/people")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Sign in to graphcrm")
    for theme in ("light", "dark"):
        await page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        assert await seen.findings() == []
    await page.get_by_label("E-mail").fill(MANAGER)
    await page.get_by_role("textbox", name="Password").fill("not the right one")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("The address or the password is wrong.")
    await page.get_by_role("textbox", name="Password").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("People")
    await page.get_by_role("button", name=re.compile("appearance, language")).click()
    await page.get_by_role("menuitem", name="Sign out").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Sign in to graphcrm")
    assert await page.evaluate("sessionStorage.length") == 0
    await page.goto(f"{site.url}/people")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Sign in to graphcrm")
    await seen.close()
    seen.quiet("401")


async def test_a_link_signs_in_once_and_leaves_no_trace_in_the_address(site: Site) -> None:
    seen = await site.visitor()
    secret = await links.make(site.graph, MANAGER)
    page = await seen.open(f"/sign-in#link={secret}")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Good day, Daan de Vries")
    assert page.url == f"{site.url}/"
    again = await site.visitor()
    await again.open(f"/sign-in#link={secret}")
    await expect(again.page.get_by_role("alert")).to_contain_text("This sign-in link is wrong, used or older")
    for one in (seen, again):
        await one.close()
        one.quiet("401")


async def test_the_first_view_is_small_and_the_rest_comes_when_it_is_needed(site: Site) -> None:
    seen = await site.visitor()
    got: list[Response] = []
    seen.page.on("response", lambda reply: got.append(reply))
    await seen.open("/")
    sizes = {
        reply.url.rpartition("/")[2]: (await reply.request.sizes())["responseBodySize"]
        for reply in got
        if reply.url.endswith((".js", ".css"))
    }
    assert sum(sizes.values()) <= FIRST_VIEW, sizes
    assert not [name for name in sizes if name.startswith(("GridPage", "Person", "Organization", "OrgChart", "de-"))]
    for reply in got:
        if "/assets/" in reply.url:
            assert "immutable" in reply.headers["cache-control"]
    await seen.close()
    seen.quiet()


@pytest.fixture
async def firm(chromium: browsing.Browser, graph: Graph, tmp_path: Path) -> AsyncIterator[tuple[Site, LocalIssuer]]:
    """A house whose people come in by the account of their company."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    async with local_issuer() as issuer:
        chosen = {**oidc(tmp_path, issuer.url), "public_url": url, "request_deadline": 60.0}
        async with worker(graph, port=port, **chosen):
            yield Site(url, graph, chromium), issuer


async def test_somebody_comes_in_by_the_account_of_their_company(firm: tuple[Site, LocalIssuer]) -> None:
    site, issuer = firm
    seen = await site.visitor()
    page = await seen.open("/people")
    button = page.get_by_role("link", name="Sign in with your company account")
    assert await seen.findings() == []
    await button.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Good day, Ana Lima")
    assert issuer.asked == ["configuration", "authorize", "token", "keys"]
    assert page.url == f"{site.url}/"
    assert await site.graph.rows("MATCH (u:User) RETURN u.email, u.access_roles", {}) == [
        ["ana@lumen.example", ["account_manager"]]
    ]
    # Nothing but the page of the issuer was asked of another host, and that by the browser's own way there.
    assert [address.partition("?")[0] for address in seen.elsewhere] == [f"{issuer.url}/authorize"]
    await seen.close()
    seen.elsewhere.clear()
    seen.quiet("401")


async def test_whom_the_company_does_not_let_in_is_told_so_on_the_page(firm: tuple[Site, LocalIssuer]) -> None:
    site, issuer = firm
    issuer.other = {"groups": ["cooks"]}
    seen = await site.visitor()
    page = await seen.open("/")
    await page.get_by_role("link", name="Sign in with your company account").click()
    await page.wait_for_url(re.compile(re.escape(site.url)))
    await expect(page.locator("body")).to_contain_text(re.compile("account|role|group"))
    assert await site.graph.rows("MATCH (u:User) RETURN u.email", {}) == []


@pytest.fixture
async def nobody(chromium: browsing.Browser, graph: Graph) -> AsyncIterator[Site]:
    """graphcrm as it is when it was never used."""
    async with worker(graph, request_deadline=60.0) as served:
        yield Site(f"http://127.0.0.1:{served.port}", graph, chromium)


async def test_the_first_administrator_comes_in_by_the_set_up_link_to_an_empty_house(nobody: Site) -> None:
    token = await set_up.token(nobody.graph, built_in())
    seen = await nobody.visitor()
    page = await seen.open(f"/sign-in#set-up={token}")
    assert "set-up" not in page.url
    await page.get_by_label("Your name").fill("Ada Admin")
    await page.get_by_label("E-mail").fill("ada@lumen.example")
    await page.get_by_role("textbox", name="Password").fill("short")
    await page.get_by_role("button", name="Create the account").click()
    await expect(page.get_by_role("alert")).to_contain_text("at least 12")
    await page.get_by_role("textbox", name="Password").fill(PASSWORD)
    await page.get_by_role("button", name="Create the account").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Good day, Ada Admin")
    await expect(page.get_by_role("region", name="My accounts")).to_contain_text("No account is yours yet.")
    await page.get_by_role("navigation").get_by_role("link", name="People").click()
    await expect(page.get_by_role("main")).to_contain_text("There is nothing here yet. Add the first")
    await page.get_by_role("button", name="New person").click()
    await page.get_by_label("Last name").fill("Ö‮" + "n" * 200)
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("nnn")
    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    await seen.close()
    seen.quiet("400")
