"""`/uploads`: files that are brought to be imported, and what their columns may mean."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graphcrm.access.viewers import Viewer
from graphcrm.api.operations import Operations
from graphcrm.errors import BadUserInput, Forbidden, Unavailable
from graphcrm.exchange.mapped import values
from graphcrm.exchange.native import native_files, with_fields
from graphcrm.exchange.suggested import apart, targets
from graphcrm.records import uploads
from graphcrm.records.uploads import Upload
from graphcrm.settings import Settings
from graphcrm.vocabulary.job import IMPORT
from graphcrm.web.callers import Callers
from graphcrm.web.health import Health
from graphcrm.web.refusals import SlowRequest, TooLarge, UnsupportedMediaType
from graphcrm.web.sign_in.cache import SignInCache

UPLOADS = "/uploads"
# From one piece to the next, and for the whole of it.
_IDLE_SECONDS, _LONGEST_SECONDS = 15.0, 1800.0
_FORMS = re.compile(rb"multipart/|application/x-www-form-urlencoded", re.IGNORECASE)
_LONGEST = 200  # characters of a word
_AT_ONCE = 2  # files that are looked at: each takes a core
_FORMAT = ("separator", "encoding", "sheet")
Work = Callable[[Request, Viewer], Awaitable[object]]


class Uploads:
    """The routes: a file is sent as it is (PUT), and looked at as often as one likes."""

    def __init__(self, operations: Operations, sign_in: SignInCache, health: Health, settings: Settings) -> None:
        self._operations = operations
        self._callers = Callers(sign_in, settings)
        self._health = health
        self._settings = settings
        self._looking = asyncio.Semaphore(_AT_ONCE)

    def routes(self) -> list[Route]:
        return [
            Route(UPLOADS, self._answered(self._upload, "upload"), methods=["PUT"]),
            Route(f"{UPLOADS}/{{id}}/mapping", self._answered(self._mapping, "uploadMapping"), methods=["POST"]),
        ]

    def _answered(self, work: Work, act: str) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        async def answered(request: Request) -> Response:
            if self._health.stopping:
                raise Unavailable("The server is stopping. Try again in a moment.", reason="STOPPING")
            self._health.running += 1
            state = request.scope["state"]
            state["route"] = UPLOADS
            try:
                viewer = await self._callers.viewer(request, changes=True)
                try:
                    viewer.require(IMPORT, act=act)
                except Forbidden as error:
                    await self._operations.auditing.denied(viewer, state["request_id"], act, error)
                    raise
                return Response(orjson.dumps(await work(request, viewer)), media_type="application/json")
            finally:
                self._health.running -= 1

        return answered

    async def _upload(self, request: Request, viewer: Viewer) -> dict[str, Any]:
        headers = dict(request.scope["headers"])
        if _FORMS.match(headers.get(b"content-type", b"")):
            raise UnsupportedMediaType("Send the file as it is, not as a form.", reason="MEDIA_TYPE")
        if headers.get(b"content-encoding", b"identity").lower() != b"identity":
            raise UnsupportedMediaType("Send the file as it is, without a Content-Encoding.", reason="MEDIA_TYPE")
        name = request.query_params.get("filename", "")
        content = _content(headers, request, self._settings.upload_limit)
        found = await uploads.keep(self._settings.data_dir, viewer.id, name, content)
        return told(found)

    async def _mapping(self, request: Request, viewer: Viewer) -> dict[str, Any]:
        """What the columns of a file may mean: the mapping that is suggested, all its columns with samples, and what
        they can lead to."""
        found = uploads.find(self._settings.data_dir, viewer.id, request.path_params["id"])
        given = await self._callers.given(request)
        noun, form = given.get("as", "people"), given.get("format", {})
        natives = native_files(self._operations.planner.vocabulary)
        if noun not in targets.nouns(natives):
            raise BadUserInput(f"`as` is none of {', '.join(targets.nouns(natives))}.")
        if not _is_format(form):
            raise BadUserInput(f"`format` must be an object of short texts: {', '.join(_FORMAT)}.")
        fields = await self._operations.fields.current(self._settings.request_deadline)
        known = {name: with_fields(native, fields) for name, native in natives.items()}
        async with self._looking:
            looked_at = await apart.looked_at(found.path(self._settings.data_dir), noun, form)
        planner = self._operations.planner
        offered = targets.offered(planner.vocabulary, noun, known, planner.rules(viewer.lens))
        return {
            **told(found),
            **looked_at,
            "mapping": targets.kept(looked_at["mapping"], offered),
            "nouns": targets.nouns(natives),
            "targets": offered,
            "dateForms": list(values.DATE_FORMS),
            "numberForms": list(values.NUMBER_FORMS),
        }


def told(found: Upload) -> dict[str, Any]:
    """What is told of a file."""
    return {"uploadId": found.id, "filename": found.name, "bytes": found.bytes, "sha256": found.sha256}


def _is_format(form: object) -> bool:
    return isinstance(form, dict) and all(
        name in _FORMAT and (value is None or (isinstance(value, str) and len(value) <= _LONGEST))
        for name, value in form.items()
    )


async def _content(headers: Mapping[bytes, bytes], request: Request, limit: int) -> AsyncIterator[bytes]:
    """The pieces of a body. TooLarge beyond `limit` bytes, SlowRequest where it does not come, BadUserInput where it
    ends before its end."""
    length = headers.get(b"content-length", b"")
    if length.isdigit() and (len(length) > 18 or int(length) > limit):
        raise _too_large(limit)
    size = 0
    try:
        async with asyncio.timeout(_LONGEST_SECONDS):
            while True:  # ends: with the body, its limit, or the time
                async with asyncio.timeout(_IDLE_SECONDS):
                    message = await request.receive()
                if message["type"] == "http.disconnect":
                    raise BadUserInput("The file ended before its end. Send it again.")
                part = message.get("body", b"")
                size += len(part)
                if size > limit:
                    raise _too_large(limit)
                yield part
                if not message.get("more_body"):
                    return
    except TimeoutError as error:
        raise SlowRequest("The file took too long to arrive. Send it again.") from error


def _too_large(limit: int) -> TooLarge:
    return TooLarge(f"A file may have at most {limit} bytes. Split it, or have it imported by command.")
