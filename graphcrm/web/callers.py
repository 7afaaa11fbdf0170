"""Who calls an address that is none of GraphQL, and what they send: the same for all of these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import Request

from graphcrm.access.viewers import Viewer
from graphcrm.errors import BadUserInput
from graphcrm.settings import Settings
from graphcrm.web import origins, requests
from graphcrm.web.negotiation import NotJson
from graphcrm.web.sign_in.cache import SignInCache
from graphcrm.web.sign_in.credentials import credential


@dataclass(frozen=True, slots=True)
class Callers:
    """Those who call."""

    sign_in: SignInCache
    settings: Settings

    async def viewer(self, request: Request, *, changes: bool) -> Viewer:
        """Who asks. No page from another place may have a session ask; where something `changes`, or much is done, what
        asks with a session must say that it is a page of ours."""
        headers = dict(request.scope["headers"])
        found = credential(headers)
        if found.session:
            origins.require_same_place(headers, self.settings, cookie=changes)
        viewer = await self.sign_in(found)
        self.sign_in.used(found)
        request.scope["state"]["viewer"] = viewer.id
        return viewer

    async def given(self, request: Request) -> dict[str, Any]:
        """The one JSON object of a body. BadUserInput where it is none."""
        headers = dict(request.scope["headers"])
        seconds, limit = self.settings.request_deadline, self.settings.body_limit
        try:
            given = orjson.loads(await requests.body(headers, request.receive, limit=limit, seconds=seconds))
        except orjson.JSONDecodeError as error:
            raise NotJson("The body is not JSON.") from error
        if not isinstance(given, dict):
            raise BadUserInput("The body must be one JSON object.")
        return given
