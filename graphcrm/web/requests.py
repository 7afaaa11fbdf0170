"""From the bytes of an HTTP request to what a client asks: within limits of size and time, and of the right form."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import parse_qs

import orjson
from starlette.types import Receive

from graphcrm.api.operations import Request
from graphcrm.errors import BadUserInput
from graphcrm.web import negotiation
from graphcrm.web.negotiation import NotJson
from graphcrm.web.refusals import SlowRequest, TooLarge, UnsupportedMediaType

Headers = dict[bytes, bytes]


async def body(headers: Headers, receive: Receive, *, limit: int, seconds: float) -> bytes:
    """The body of a request, at most `limit` bytes within `seconds`."""
    if not negotiation.takes_body(headers.get(b"content-type", b"").decode("latin-1")):
        raise UnsupportedMediaType("Send JSON in UTF-8: Content-Type: application/json.", reason="MEDIA_TYPE")
    if headers.get(b"content-encoding", b"identity").lower() != b"identity":
        raise UnsupportedMediaType("Send the body as it is, without a Content-Encoding.", reason="MEDIA_TYPE")
    length = headers.get(b"content-length", b"")
    if length.isdigit() and (len(length) > 18 or int(length) > limit):
        raise _too_large(limit)
    parts, size = [], 0
    try:
        async with asyncio.timeout(seconds):
            while True:  # ends: with the body, its limit, or the time
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise BadUserInput("The request ended before its body.")
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if size > limit:
                    raise _too_large(limit)
                if not message.get("more_body"):
                    return b"".join(parts)
    except TimeoutError as error:
        raise SlowRequest("The request took too long to arrive. Send it again.") from error


def _too_large(limit: int) -> TooLarge:
    return TooLarge(f"A request may have at most {limit} bytes.", reason="TOO_LARGE")


def posted(content: bytes, key: bytes | None = None) -> Request:
    """A request from the JSON of a body; `key` is the header Idempotency-Key."""
    try:
        given = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise NotJson("The body is not JSON.") from error
    if not isinstance(given, dict):
        raise BadUserInput("The body must be one JSON object with a query; batches are not taken.")
    return checked(given, only_queries=False, key=key.decode("latin-1").strip() if key else None)


def got(query_string: bytes) -> Request:
    """A request from a query string; what is empty counts as left out."""
    try:
        fields = parse_qs(query_string.decode("ascii"), max_num_fields=20)
    except ValueError as error:  # also what is not ASCII
        raise NotJson("The query string cannot be read.") from error
    given: dict[str, Any] = {name: values[0] for name, values in fields.items()}
    for name in ("variables", "extensions"):
        if name in given:
            try:
                given[name] = orjson.loads(given[name])
            except orjson.JSONDecodeError as error:
                raise NotJson(f"`{name}` is not JSON.") from error
    return checked(given, only_queries=True)


def checked(given: dict[str, Any], *, only_queries: bool, key: str | None = None) -> Request:
    """What a client sent, in the form it must have. BadUserInput says what is wrong with it."""
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
    return Request(query, variables or {}, name or None, only_queries, key or None)
