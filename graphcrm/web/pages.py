"""The pages: one HTML file for every address that people open, and what it is made of under `/assets`."""

from __future__ import annotations

import gzip
import html
import json
import re
import secrets
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from graphcrm.web.sign_in.credentials import session_of

STATIC = Path(__file__).parent / "static"
# The names that the build gives, with a hash of what is in them: they lie in one folder, and no other file is named so.
_NAME = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+")
_KINDS = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".woff2": "font/woff2",
    ".png": "image/png",
}
_PACKED = {".woff2", ".png"}
_YEAR = "public, max-age=31536000, immutable"
# Where programs ask: an address of theirs that is not there is told to them as JSON, whatever they accept.
_PROGRAMS = ("/graphql", "/schema.graphql", "/health", "/metrics", "/auth", "/assets", "/downloads", "/.well-known")
_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; "
    "manifest-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
_NONCE = "__CSP_NONCE__"
_SETTINGS = "__SETTINGS__"
_NOT_BUILT = (
    "<!doctype html><html lang=en><title>graphcrm</title><p>The pages have not been built here: run "
    "<code>pip install .</code> (without GRAPHCRM_UI=skip) in the folder of graphcrm and start it again. "
    "The API at <code>/graphql</code> needs no pages."
)


class _Asset(NamedTuple):
    content: bytes
    packed: bytes | None
    kind: str


class Pages:
    """What a browser is given. `sign_in_elsewhere`: whether people may sign in with the account of their company."""

    def __init__(self, *, sign_in_elsewhere: bool, version: str) -> None:
        self._static = STATIC
        self._settings = {"oidc": sign_in_elsewhere, "version": version}
        # Few files, named by what is in them, so that they never change; read when they are first asked for.
        self._asset = lru_cache(maxsize=200)(self._read)

    def route(self) -> Route:
        return Route("/assets/{name}", self._assets)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """What is at an address that no route has: the page, for somebody who looks with a browser."""
        request = Request(scope)
        if request.method not in ("GET", "HEAD") or not _looks(request):
            raise HTTPException(404)
        scope["state"]["route"] = "page"
        await self._page(request)(scope, receive, send)

    def _page(self, request: Request) -> Response:
        nonce = secrets.token_urlsafe(16)
        headers = {"Content-Security-Policy": _POLICY.format(nonce=nonce), "Cache-Control": "no-cache"}
        try:
            text = (self._static / "index.html").read_text(encoding="utf-8")
        except FileNotFoundError:
            return HTMLResponse(_NOT_BUILT, 404, headers)
        # Whether the browser has a session: who has none is shown where to sign in without being asked first.
        session = session_of(dict(request.scope["headers"])) is not None
        told = html.escape(json.dumps({**self._settings, "session": session}))
        return HTMLResponse(text.replace(_NONCE, nonce).replace(_SETTINGS, told), headers=headers)

    async def _assets(self, request: Request) -> Response:
        request.scope["state"]["route"] = "/assets"
        found = self._asset(request.path_params["name"])
        headers = {"Cache-Control": _YEAR, "Vary": "Accept-Encoding"}
        if found.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
            return Response(found.packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=found.kind)
        return Response(found.content, headers=headers, media_type=found.kind)

    def _read(self, name: str) -> _Asset:
        """A file of the build. 404 for any other: what is refused is raised, and so not kept."""
        path = self._static / "assets" / name
        if not _NAME.fullmatch(name) or path.suffix not in _KINDS or not path.is_file():
            raise HTTPException(404)
        content = path.read_bytes()
        packed = None if path.suffix in _PACKED else gzip.compress(content, 9, mtime=0)
        return _Asset(content, packed, _KINDS[path.suffix])


def _looks(request: Request) -> bool:
    path = request.scope["path"]
    if any(path == place or path.startswith(f"{place}/") for place in _PROGRAMS):
        return False
    return "text/html" in request.headers.get("accept", "")
