"""`/graphql`: bytes in, bytes out, without a framework between."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

import orjson
from starlette.types import Receive, Scope, Send

from graphcrm.access.viewers import Viewer
from graphcrm.api.operations import Operations, Reply, Request, formatted
from graphcrm.errors import BadUserInput, GraphcrmError, Unauthenticated
from graphcrm.settings import Settings
from graphcrm.web import negotiation

SignIn = Callable[[str], Awaitable[Viewer]]
Headers = list[tuple[bytes, bytes]]


class MethodNotAllowed(BadUserInput):
    """A method that this address does not take."""

    status = 405


class NotAcceptable(BadUserInput):
    """The client takes nothing that we can send."""

    status = 406


class UnsupportedMediaType(BadUserInput):
    """A body that is not JSON."""

    status = 415


class TooLarge(BadUserInput):
    """A body over the limit."""

    status = 413


class GraphQLEndpoint:
    """The ASGI application of `/graphql`."""

    def __init__(self, operations: Operations, sign_in: SignIn, settings: Settings) -> None:
        self._operations = operations
        self._sign_in = sign_in
        self._settings = settings
        self._allow = "GET, POST" if settings.mode == "dev" else "POST"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.monotonic()
        state = scope["state"]
        headers = dict(scope["headers"])
        accept = headers.get(b"accept")
        media_type = negotiation.reply_type(accept.decode("latin-1") if accept else None) or negotiation.JSON
        try:
            viewer = await self._sign_in(bearer(headers))
            state["viewer"] = viewer.id
            request = await self._request(scope, headers, receive)
            deadline = began + self._settings.request_deadline
            reply = await self._operations.execute(request, viewer, state["request_id"], deadline)
            status = negotiation.status(reply, media_type, self._settings.http_status)
        except GraphcrmError as error:
            reply = Reply([formatted(error, state["request_id"])], failure=error)
            status = error.status
        state["code"] = reply.errors[0]["extensions"]["code"] if reply.errors else None
        state["document"] = reply.digest
        await self._send(send, status, media_type, reply)

    async def _request(self, scope: Scope, headers: dict[bytes, bytes], receive: Receive) -> Request:
        accept = headers.get(b"accept")
        if accept and negotiation.reply_type(accept.decode("latin-1")) is None:
            raise NotAcceptable("Accept application/graphql-response+json or application/json.", reason="MEDIA_TYPE")
        if scope["method"] == "POST":
            return _posted(await self._body(headers, receive))
        if scope["method"] == "GET" and self._settings.mode == "dev":
            return _got(scope["query_string"])
        raise MethodNotAllowed(f"Send {self._allow.replace(', ', ' or ')} here.", reason="METHOD")

    async def _body(self, headers: dict[bytes, bytes], receive: Receive) -> bytes:
        content_type = headers.get(b"content-type", b"").decode("latin-1")
        if not negotiation.takes_body(content_type):
            raise UnsupportedMediaType("Send JSON in UTF-8: Content-Type: application/json.", reason="MEDIA_TYPE")
        limit = self._settings.body_limit
        length = headers.get(b"content-length", b"")
        if length.isdigit() and int(length[:18]) > limit:
            raise TooLarge(f"A request may have at most {limit} bytes.", reason="TOO_LARGE")
        parts, size = [], 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise BadUserInput("The request ended before its body.")
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > limit:
                raise TooLarge(f"A request may have at most {limit} bytes.", reason="TOO_LARGE")
            if not message.get("more_body"):
                return b"".join(parts)

    async def _send(self, send: Send, status: int, media_type: str, reply: Reply) -> None:
        body = orjson.dumps(reply.body())
        headers: Headers = [
            (b"content-type", f"{media_type}; charset=utf-8".encode()),
            (b"content-length", str(len(body)).encode()),
        ]
        failure = reply.failure
        if isinstance(failure, MethodNotAllowed):
            headers.append((b"allow", self._allow.encode()))
        if isinstance(failure, Unauthenticated):
            headers.append((b"www-authenticate", b"Bearer"))
        if failure is not None and failure.status in (429, 503):
            headers.append((b"retry-after", b"1"))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def bearer(headers: dict[bytes, bytes]) -> str:
    """The token of `Authorization: Bearer TOKEN`. Unauthenticated where there is none."""
    scheme, _, token = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated("Sign in with a token: Authorization: Bearer TOKEN.")
    return token.strip()


def _posted(body: bytes) -> Request:
    try:
        given = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise BadUserInput("The body is not JSON.") from error
    if not isinstance(given, dict):
        raise BadUserInput("The body must be one JSON object with a query; batches are not taken.")
    return _checked(given)


def _got(query_string: bytes) -> Request:
    given: dict[str, Any] = {}
    try:
        for name, values in parse_qs(query_string.decode("ascii"), keep_blank_values=True, max_num_fields=20).items():
            given[name] = values[0]
        for name in ("variables", "extensions"):
            if given.get(name):
                given[name] = orjson.loads(given[name])
            else:
                given.pop(name, None)
    except (ValueError, UnicodeDecodeError) as error:
        raise BadUserInput("The query string cannot be read.") from error
    request = _checked(given)
    if "mutation" in request.query or "subscription" in request.query:
        kind = request.query.lstrip().split(" ")[0].split("{")[0]
        if kind in ("mutation", "subscription"):
            raise MethodNotAllowed("Only queries can be sent by GET. Send POST.", reason="METHOD")
    return request


def _checked(given: dict[str, Any]) -> Request:
    query = given.get("query")
    if not isinstance(query, str) or not query.strip():
        raise BadUserInput("`query` must be the text of a document.")
    variables = given.get("variables")
    if variables is not None and not isinstance(variables, dict):
        raise BadUserInput("`variables` must be an object.")
    name = given.get("operationName")
    if name is not None and not isinstance(name, str):
        raise BadUserInput("`operationName` must be a text.")
    extensions = given.get("extensions")
    if extensions is not None and not isinstance(extensions, dict):
        raise BadUserInput("`extensions` must be an object.")
    return Request(query, variables or {}, name or None)
