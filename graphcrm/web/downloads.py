"""Downloads: what is read by its address and is too large for a reply of GraphQL."""

from __future__ import annotations

import asyncio
import gzip
import time
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graphcrm.access.viewers import Viewer
from graphcrm.api.auditing import Auditing
from graphcrm.api.downloads.org_charts import OrgCharts
from graphcrm.errors import BadUserInput, Forbidden, Unavailable
from graphcrm.settings import Settings
from graphcrm.web import origins
from graphcrm.web.health import Health
from graphcrm.web.sign_in import credentials
from graphcrm.web.sign_in.cache import SignInCache

ORG_CHART = "/maps/org-chart"
_TRUTHS = {"true": True, "false": False}
_PATIENCE = 3.0  # times as long as another request: it tells thousands of times as much
_LONGEST = 200  # characters of a value
_LEVEL = 5  # of gzip: beyond it a chart becomes little smaller


class Downloads:
    """The addresses of downloads."""

    def __init__(
        self, charts: OrgCharts, auditing: Auditing, sign_in: SignInCache, health: Health, settings: Settings
    ) -> None:
        self._charts = charts
        self._auditing = auditing
        self._sign_in = sign_in
        self._health = health
        self._settings = settings

    def routes(self) -> list[Route]:
        return [Route(ORG_CHART, self._org_chart, methods=["GET"])]

    async def _org_chart(self, request: Request) -> Response:
        self._health.running += 1
        try:
            return await self._answered(request, time.monotonic() + _PATIENCE * self._settings.request_deadline)
        finally:
            self._health.running -= 1

    async def _answered(self, request: Request, deadline: float) -> Response:
        viewer = await self._viewer(request)
        try:
            given = _given(request.scope["query_string"], "organization", "subsidiaries")
            if not given.get("organization"):
                raise BadUserInput("`organization` is missing: the id or external id of the organization of the chart.")
            subsidiaries = _TRUTHS.get(given.get("subsidiaries", "false"))
            if subsidiaries is None:
                raise BadUserInput("`subsidiaries` must be true or false.")
            content = await self._charts.skeleton(
                viewer, given["organization"], subsidiaries=subsidiaries, deadline=deadline
            )
        except Forbidden as error:
            await self._auditing.denied(viewer, request.scope["state"]["request_id"], "orgChart", error)
            raise
        return await _packed(request, content)

    async def _viewer(self, request: Request) -> Viewer:
        """Who asks. No page from another place may have a session ask for much."""
        if self._health.stopping:
            raise Unavailable("The server is stopping. Try again in a moment.", reason="STOPPING")
        headers = dict(request.scope["headers"])
        credential = credentials.credential(headers)
        if credential.session:
            origins.require_same_place(headers, self._settings, cookie=False)
        viewer = await self._sign_in(credential)
        self._sign_in.used(credential)
        request.scope["state"]["viewer"] = viewer.id
        return viewer


def _given(query_string: bytes, *known: str) -> dict[str, str]:
    """The values of a query string by name. BadUserInput names what is not known, stands twice or is too long."""
    try:
        fields = parse_qs(query_string.decode("ascii"), max_num_fields=10, errors="strict")
    except ValueError as error:
        raise BadUserInput("The query string cannot be read.") from error
    for name, values in fields.items():
        if name not in known:
            raise BadUserInput(f"This address takes {' and '.join(known)}, nothing else.")
        if len(values) > 1 or len(values[0]) > _LONGEST:
            raise BadUserInput(f"Give one value of at most {_LONGEST} characters for `{name}`.")
    return {name: values[0] for name, values in fields.items()}


async def _packed(request: Request, content: bytes) -> Response:
    """JSON, packed for who takes it so; in a thread, since a large chart takes a tenth of a second."""
    headers = {"Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        content = await asyncio.to_thread(gzip.compress, content, _LEVEL, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Response(content, headers=headers, media_type="application/json")
