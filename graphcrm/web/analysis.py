"""`/analysis/…`: the analyst console over HTTP."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import suppress
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graphcrm.access.viewers import Viewer
from graphcrm.api.analysis import Analysis, Asked
from graphcrm.compile.gate.values import PARAMETER_SIZE, PARAMETERS
from graphcrm.errors import BadUserInput, GraphcrmError, QueryTooComplex, Unavailable
from graphcrm.exchange.forms import texts
from graphcrm.settings import Settings
from graphcrm.web.callers import Callers
from graphcrm.web.health import Health
from graphcrm.web.sign_in.cache import SignInCache

_DEEPEST = 6
_LARGEST = 2**63
Work = Callable[[Request, Viewer], Awaitable[Response]]


class Console:
    """The routes. What is asked is JSON; a table is answered as JSON, or as CSV where that is what is accepted."""

    def __init__(
        self, analysis: Analysis, sign_in: SignInCache, health: Health, settings: Settings, files: Mapping[str, str]
    ) -> None:
        self._analysis = analysis
        self._callers = Callers(sign_in, settings)
        self._health = health
        self._settings = settings
        self._files = files  # the text of each named question, as it stands in its file

    def routes(self) -> list[Route]:
        return [
            Route("/analysis/cypher", self._answered(self._cypher), methods=["POST"]),
            Route("/analysis/questions", self._answered(self._questions), methods=["GET"]),
            Route("/analysis/ask", self._answered(self._ask), methods=["POST"]),
            Route("/analysis/model", self._answered(self._model), methods=["GET"]),
        ]

    def _answered(self, work: Work) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        async def answered(request: Request) -> Response:
            if self._health.stopping:
                raise Unavailable("The server is stopping. Try again in a moment.", reason="STOPPING")
            self._health.running += 1
            try:
                return await work(request, await self._callers.viewer(request, changes=request.method != "GET"))
            finally:
                self._health.running -= 1

        return answered

    async def _cypher(self, request: Request, viewer: Viewer) -> Response:
        given = await self._callers.given(request)
        query, parameters = given.get("query"), given.get("parameters")
        parameters = {} if parameters is None else parameters
        if not isinstance(query, str) or not query.strip():
            raise BadUserInput("`query` must be the text of a statement.")
        if not isinstance(parameters, dict):
            raise BadUserInput("`parameters` must be an object.")
        _check(parameters)
        as_csv = _wants_csv(request)
        work = self._analysis.cypher(viewer, _id(request), Asked(query, parameters, as_csv))
        found = await _unless_gone(request, work)
        if as_csv:
            return _csv(found["columns"], found["rows"])
        return self._json(found)

    async def _questions(self, request: Request, viewer: Viewer) -> Response:
        offered = self._analysis.offered(viewer)
        return self._json({"questions": [{**one, "cypher": self._files[one["path"]]} for one in offered]})

    async def _ask(self, request: Request, viewer: Viewer) -> Response:
        given = await self._callers.given(request)
        path, words = given.get("question"), given.get("arguments")
        words = {} if words is None else words
        if not isinstance(path, str) or not path:
            raise BadUserInput("`question` must be the name of a question, such as org_charts/reports.")
        if not isinstance(words, dict) or not all(isinstance(word, str) for word in words.values()):
            raise BadUserInput("`arguments` must be an object of texts.")
        as_csv = _wants_csv(request)
        work = self._analysis.question(viewer, _id(request), path, words, export=as_csv)
        found = await _unless_gone(request, work)
        if as_csv:
            names = [column["name"] for column in found["columns"]]
            return _csv(names, [[row[name] for name in names] for row in found["rows"]])
        return self._json(found)

    async def _model(self, request: Request, viewer: Viewer) -> Response:
        return self._json(await self._analysis.model(viewer))

    def _json(self, found: object) -> Response:
        content = orjson.dumps(found)
        if len(content) > self._settings.reply_limit:
            most = self._settings.reply_limit
            raise QueryTooComplex(f"The answer has more than {most} bytes. Ask for less at once.", reason="REPLY_SIZE")
        return Response(content, media_type="application/json")


def _id(request: Request) -> str:
    return str(request.scope["state"]["request_id"])


def _wants_csv(request: Request) -> bool:
    return "text/csv" in request.headers.get("accept", "")


def _check(parameters: Mapping[str, Any]) -> None:
    """Refuses values that are nested too deeply or too many, and numbers the database has no room for."""
    level: list[Any] = [parameters]
    count = 0
    for _ in range(_DEEPEST):  # ends: one level of nesting at a time
        inner: list[Any] = []
        for value in level:
            items = list(value.values()) if isinstance(value, dict) else value
            count += len(items)
            if any(isinstance(one, int) and not -_LARGEST <= one < _LARGEST for one in items):
                raise BadUserInput("A whole number of `parameters` is too large.")
            if any(isinstance(one, str) and len(one) > PARAMETER_SIZE for one in items):
                raise BadUserInput(
                    f"A text of `parameters` has at most {PARAMETER_SIZE} characters.", reason="TOO_LARGE"
                )
            inner += [one for one in items if isinstance(one, dict | list)]
        if count > PARAMETERS:
            raise BadUserInput(f"`parameters` may hold at most {PARAMETERS} values.", reason="TOO_LARGE")
        if not inner:
            return
        level = inner
    raise BadUserInput("`parameters` are nested too deeply.")


async def _unless_gone(request: Request, work: Coroutine[Any, Any, dict[str, Any]]) -> dict[str, Any]:
    """What comes of the work, which ends where who asked goes away: so does the statement in the database."""

    async def gone() -> None:
        while (await request.receive())["type"] != "http.disconnect":  # ends: with the connection
            pass

    working, leaving = asyncio.ensure_future(work), asyncio.ensure_future(gone())
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise BadUserInput("The request was taken back.")
        return await working
    finally:
        for task in (working, leaving):
            if not task.done():
                task.cancel()
                with suppress(asyncio.CancelledError, GraphcrmError):
                    await task


def _csv(columns: list[str], rows: list[list[Any]]) -> Response:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([texts.word(name) for name in columns])
    writer.writerows([[_cell(cell) for cell in row] for row in rows])
    headers = {"Content-Disposition": 'attachment; filename="analysis.csv"'}
    return Response(text.getvalue().encode(), headers=headers, media_type="text/csv; charset=utf-8")


def _cell(value: Any) -> str:
    """A value as a cell that no spreadsheet runs; numbers and truth values as they are."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return texts.word(_word(value))


def _word(value: Any) -> Any:
    if isinstance(value, list):
        return "; ".join("" if one is None else str(_word(one)) for one in value)
    if not isinstance(value, dict):
        return value
    if "path" in value:
        return " ".join(str(_word(part)) for part in value["path"])
    if "relation" in value:
        return f"-{value['relation']}-"
    identifier = value.get("node") or value.get("externalId") or value.get("id")
    if identifier is not None and "title" in value:
        return f"{value['title'] or value.get('label') or value.get('type')} ({identifier})"
    return orjson.dumps(value).decode()
