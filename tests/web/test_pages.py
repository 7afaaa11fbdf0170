"""The pages as a browser is given them: the policy of each answer, what may be kept, and what is no page."""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from graphcrm.graph.connection import Graph
from graphcrm.web import pages
from tests.conftest import Api, opened

LOOKS = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
INDEX = (
    '<!doctype html><html data-settings="__SETTINGS__"><script nonce="__CSP_NONCE__">1</script>'
    '<script type="module" src="/assets/index-1.js" nonce="__CSP_NONCE__"></script></html>'
)
SCRIPT = "export const text = 'a page';\n" * 50


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small build in the place of the real one."""
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(INDEX)
    (folder / "assets" / "index-1.js").write_text(SCRIPT)
    (folder / "assets" / "font-2.woff2").write_bytes(b"wOF2")
    (folder / "assets" / ".hidden").write_text("secret")
    (tmp_path / "secret.js").write_text("secret")
    monkeypatch.setattr(pages, "STATIC", folder)
    return folder


@pytest.fixture
async def site(graph: Graph, built: Path, tmp_path: Path) -> AsyncIterator[Api]:
    found = await opened(graph, data_dir=tmp_path)
    yield found
    await found.client.aclose()


@pytest.mark.parametrize("path", ["/", "/people", "/people/per_1", "/organizations/org_1/chart", "/no/such/page"])
async def test_every_address_that_somebody_looks_at_is_the_page(site: Api, path: str) -> None:
    reply = await site.client.get(path, headers=LOOKS)
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith("text/html")
    assert reply.headers["cache-control"] == "no-cache"


async def test_each_answer_has_a_nonce_of_its_own_and_lets_nothing_else_run(site: Api) -> None:
    nonces = set()
    for _ in range(3):
        reply = await site.client.get("/", headers=LOOKS)
        policy = reply.headers.get_list("content-security-policy")
        assert len(policy) == 1
        rules = dict(rule.strip().split(" ", 1) for rule in policy[0].split(";"))
        nonce = re.search("'nonce-([^']+)'", rules["script-src"])
        assert nonce is not None
        assert rules["script-src"] == f"'self' 'nonce-{nonce[1]}'"
        assert rules["style-src"] == f"'self' 'nonce-{nonce[1]}'"
        assert rules["default-src"] == rules["object-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
        assert rules["connect-src"] == "'self'"
        assert "unsafe" not in policy[0] and "*" not in policy[0] and "http" not in policy[0]
        assert reply.text.count(f'nonce="{nonce[1]}"') == 2
        assert "__" not in reply.text.replace(nonce[1], ""), "no place for a value is left open"
        assert reply.headers["x-content-type-options"] == "nosniff"
        nonces.add(nonce[1])
    assert len(nonces) == 3


async def test_the_page_knows_whether_its_browser_has_a_session(site: Api) -> None:
    for cookie, has in (("", False), ("__Host-sid=anything", True)):
        text = (await site.client.get("/", headers={**LOOKS, "Cookie": cookie})).text
        told = re.search('data-settings="([^"]*)"', text)
        assert told is not None
        settings = json.loads(html.unescape(told[1]))
        assert settings["session"] is has
        assert settings["oidc"] is False
        assert re.fullmatch(r"\d+\.\d+.*", settings["version"])


async def test_what_a_page_is_made_of_may_be_kept_for_a_year(site: Api) -> None:
    reply = await site.client.get("/assets/index-1.js", headers={"Accept-Encoding": "identity"})
    assert (reply.status_code, reply.text) == (200, SCRIPT)
    assert reply.headers["content-type"].startswith("text/javascript")
    assert reply.headers.get_list("cache-control") == ["public, max-age=31536000, immutable"]
    assert "content-encoding" not in reply.headers


async def test_text_is_packed_for_who_takes_it_so_and_a_font_is_not(site: Api) -> None:
    async with site.client.stream("GET", "/assets/index-1.js", headers={"Accept-Encoding": "gzip, br"}) as reply:
        packed = b"".join([part async for part in reply.aiter_raw()])
    assert reply.headers["content-encoding"] == "gzip"
    assert reply.headers["vary"] == "Accept-Encoding"
    assert gzip.decompress(packed).decode() == SCRIPT
    assert len(packed) < len(SCRIPT) / 4
    font = await site.client.get("/assets/font-2.woff2", headers={"Accept-Encoding": "gzip"})
    assert (font.content, font.headers["content-type"]) == (b"wOF2", "font/woff2")
    assert "content-encoding" not in font.headers


@pytest.mark.parametrize(
    "path",
    ["/assets/index-2.js", "/assets/..%2f..%2fsecret.js", "/assets/%2e%2e/secret.js", "/assets/.hidden", "/assets/",
     "/assets/..%5c..%5csecret.js", "/assets/index-1.js%00", "/assets/sub/index-1.js"],
)  # fmt: skip
async def test_no_other_file_is_given_out(site: Api, path: str) -> None:
    reply = await site.client.get(path, headers=LOOKS)
    assert reply.status_code == 404
    assert "secret" not in reply.text
    assert reply.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"


@pytest.mark.parametrize("path", ["/auth/nothing", "/health/nothing", "/metrics/nothing", "/graphql/nothing"])
async def test_an_address_of_programs_is_never_a_page(site: Api, path: str) -> None:
    reply = await site.client.get(path, headers=LOOKS)
    assert reply.status_code == 404
    assert reply.headers["content-type"] == "application/json"


async def test_who_does_not_look_is_told_that_there_is_nothing(site: Api) -> None:
    assert (await site.client.get("/people", headers={"Accept": "application/json"})).status_code == 404
    assert (await site.client.post("/people", headers=LOOKS)).status_code == 404
    assert (await site.client.get("/people")).status_code == 404


async def test_without_a_build_the_page_says_how_to_make_one(site: Api, built: Path) -> None:
    (built / "index.html").unlink()
    reply = await site.client.get("/", headers=LOOKS)
    assert reply.status_code == 404
    assert "pip install ." in reply.text
    assert "script-src 'self'" in reply.headers["content-security-policy"]
