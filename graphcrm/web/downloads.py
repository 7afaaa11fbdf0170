"""Downloads: what is read by its address, since it is too large for a reply of GraphQL or no record."""

from __future__ import annotations

import asyncio
import gzip
import math
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from graphcrm.access.viewers import Viewer
from graphcrm.api.auditing import Auditing
from graphcrm.api.downloads.influence_maps import AROUND, FIELD, MOST, Around, InfluenceMaps
from graphcrm.api.downloads.org_charts import OrgCharts
from graphcrm.api.downloads.policies import PolicyTable
from graphcrm.errors import BadUserInput, Forbidden, Unavailable
from graphcrm.exchange.writers.formats import MEDIA_TYPES
from graphcrm.records.jobs.downloads import Download
from graphcrm.settings import Settings
from graphcrm.web.callers import Callers
from graphcrm.web.health import Health
from graphcrm.web.sign_in.cache import SignInCache

ORG_CHART = "/maps/org-chart"
INFLUENCE = "/maps/influence"
POLICY = "/policy"
FILES = "/downloads"
_TRUTHS = {"true": True, "false": False}
_PATIENCE = 3.0  # times as long as another request: it tells thousands of times as much
_LONGEST = 200  # characters of a value
_LEVEL = 5  # of gzip: beyond it a chart becomes little smaller
# Whole numbers of a map: least, greatest, and what they are where nothing is said, as of `influenceMap`.
_WHOLE = {"depth": (0, 4, 2), "maxNodes": (0, MOST, 500)}


Work = Callable[[Request, Viewer, float], Awaitable[bytes | Response]]
Files = Callable[[Viewer, str], Awaitable[Download]]


class Downloads:
    """The addresses of downloads."""

    def __init__(
        self,
        charts: OrgCharts,
        maps: InfluenceMaps,
        policy: PolicyTable,
        files: Files,
        auditing: Auditing,
        sign_in: SignInCache,
        health: Health,
        settings: Settings,
    ) -> None:
        self._charts = charts
        self._maps = maps
        self._policy = policy
        self._files = files
        self._auditing = auditing
        self._callers = Callers(sign_in, settings)
        self._health = health
        self._settings = settings

    def routes(self) -> list[Route]:
        return [
            Route(ORG_CHART, self._answered(self._org_chart, "orgChart"), methods=["GET"]),
            Route(INFLUENCE, self._answered(self._influence, FIELD), methods=["GET"]),
            Route(POLICY, self._answered(self._policy_table, "policy"), methods=["GET"]),
            Route(f"{FILES}/{{id}}", self._answered(self._file, "download"), methods=["GET"]),
        ]

    def _answered(self, work: Work, act: str) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """An address of its own: what `work` reads for who asks, and what is refused noted as `act`."""

        async def answered(request: Request) -> Response:
            if self._health.stopping:
                raise Unavailable("The server is stopping. Try again in a moment.", reason="STOPPING")
            self._health.running += 1
            try:
                deadline = time.monotonic() + _PATIENCE * self._settings.request_deadline
                viewer = await self._callers.viewer(request, changes=False)
                try:
                    content = await work(request, viewer, deadline)
                except Forbidden as error:
                    await self._auditing.denied(viewer, request.scope["state"]["request_id"], act, error)
                    raise
                return content if isinstance(content, Response) else await _packed(request, content)
            finally:
                self._health.running -= 1

        return answered

    async def _org_chart(self, request: Request, viewer: Viewer, deadline: float) -> bytes:
        given = _given(request.scope["query_string"], "organization", "subsidiaries")
        if not given.get("organization"):
            raise BadUserInput("`organization` is missing: the id or external id of the organization of the chart.")
        subsidiaries = _TRUTHS.get(given.get("subsidiaries", "false"))
        if subsidiaries is None:
            raise BadUserInput("`subsidiaries` must be true or false.")
        return await self._charts.skeleton(viewer, given["organization"], subsidiaries=subsidiaries, deadline=deadline)

    async def _influence(self, request: Request, viewer: Viewer, deadline: float) -> bytes:
        given = _given(request.scope["query_string"], *AROUND, "depth", "maxNodes", "minStrength")
        kinds = [kind for kind in AROUND if given.get(kind)]
        if len(kinds) != 1:
            raise BadUserInput("Name one thing that the map is around: organization, person or deal, by id.")
        [kind] = kinds
        depth, most = (int(_number(given, name, *bounds)) for name, bounds in _WHOLE.items())
        around = Around(kind, given[kind], depth, most, _number(given, "minStrength", 0, 1, 0, whole=False))
        return await self._maps.map(viewer, request.scope["state"]["request_id"], around, deadline=deadline)

    async def _policy_table(self, _request: Request, viewer: Viewer, _deadline: float) -> bytes:
        return self._policy.told(viewer)

    async def _file(self, request: Request, viewer: Viewer, _deadline: float) -> Response:
        """A file that a job made, to be saved under a name of ours and never shown."""
        viewer.require("export", act="download")
        found = await self._files(viewer, request.path_params["id"])
        await self._auditing.asked(viewer, request.scope["state"]["request_id"], "download", (), [found.path.stem])
        media_type = MEDIA_TYPES.get(found.ending, "application/octet-stream")
        return FileResponse(found.path, media_type=media_type, filename=found.name)


def _given(query_string: bytes, *known: str) -> dict[str, str]:
    """The values of a query string by name. BadUserInput names what is not known, stands twice or is too long."""
    try:
        fields = parse_qs(query_string.decode("ascii"), max_num_fields=10, errors="strict")
    except ValueError as error:
        raise BadUserInput("The query string cannot be read.") from error
    for name, values in fields.items():
        if name not in known:
            raise BadUserInput(f"This address takes {', '.join(known[:-1])} and {known[-1]}, nothing else.")
        if len(values) > 1 or len(values[0]) > _LONGEST:
            raise BadUserInput(f"Give one value of at most {_LONGEST} characters for `{name}`.")
    return {name: values[0] for name, values in fields.items()}


def _number(
    given: Mapping[str, str], name: str, least: float, greatest: float, usual: float, *, whole: bool = True
) -> float:
    """A number of a query string. BadUserInput says between what it must lie."""
    word = given.get(name)
    if word is None:
        return usual
    try:
        number: float = int(word) if whole else float(word)
    except ValueError:
        number = math.nan
    if not least <= number <= greatest:  # nothing is between two numbers that is none itself
        kind = "a whole number" if whole else "a number"
        raise BadUserInput(f"`{name}` must be {kind} from {least} to {greatest}.")
    return number


async def _packed(request: Request, content: bytes) -> Response:
    """JSON, packed for who takes it so; in a thread, since a large chart takes a tenth of a second."""
    headers = {"Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        content = await asyncio.to_thread(gzip.compress, content, _LEVEL, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Response(content, headers=headers, media_type="application/json")
