"""Media types and statuses of GraphQL over HTTP.

`compat` is what most clients expect: under `application/json` 200 for a document or variables that are wrong, under
`application/graphql-response+json` 400; all audits of the npm package `graphql-http` pass.

`2026` is the first edition of the specification (September 2026, http-spec.graphql.org/September2026), §5.1 and §5.4,
the same statuses for all clients:
- 200 for data without errors, 294 for data with errors;
- 400 for a body that is no JSON or a document that is no GraphQL;
- 422 for JSON that is no request, a document that does not pass validation (our limits are rules of it, §5.2), an
  operation that cannot be told, variables that do not fit;
- 405, 406, 408, 413, 415, 431, 401, 403, 503 for what their names say;
- without `Accept`, and for every reply that is not 2xx, `application/graphql-response+json`; a client that takes only
  `application/json` gets that type with 2xx.
"""

from __future__ import annotations

from functools import lru_cache

from graphcrm.api.operations import InvalidVariables
from graphcrm.api.replies import Reply
from graphcrm.errors import BadUserInput, ParseFailed, QueryTooComplex, ValidationFailed

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
MODERN = "2026"

_RANGES = {
    GRAPHQL: (GRAPHQL, "application/*", "*/*"),
    JSON: (JSON, "application/*", "*/*"),
}


class NotJson(BadUserInput):
    """A body or a parameter that cannot be read as JSON."""


def default_type(edition: str) -> str:
    """The media type of a reply to a client that named none."""
    return GRAPHQL if edition == MODERN else JSON


@lru_cache(maxsize=256)
def reply_type(accept: str, edition: str) -> str | None:
    """The media type to reply in; None where the client takes neither. Of two it likes as much, the one it named first;
    of a range that covers both, the edition's own."""
    if not accept.strip():
        return default_type(edition)
    ranges = _ranges(accept)
    best: tuple[float, int, int] | None = None
    chosen = None
    for offer in sorted(_RANGES, key=lambda one: one != default_type(edition)):
        match = next((name for name in _RANGES[offer] if name in ranges), None)  # the most specific says it
        if match is None:
            continue
        quality, position = ranges[match]
        candidate = (quality, int(match == offer), -position)
        if quality > 0 and (best is None or candidate > best):
            best, chosen = candidate, offer
    return chosen


def _ranges(accept: str) -> dict[str, tuple[float, int]]:
    """The ranges of an Accept header by name, each with its quality (0–1) and its position."""
    found: dict[str, tuple[float, int]] = {}
    for position, part in enumerate(accept.split(",")):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        found.setdefault(name, (_quality(parameters), position))
    return found


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                quality = float(parameter[2:])
            except ValueError:
                return 0.0
            return quality if 0 <= quality <= 1 else 0.0
    return 1.0


@lru_cache(maxsize=256)
def takes_body(content_type: str) -> bool:
    """Whether a body of this type can be read: JSON in UTF-8."""
    name, *parameters = (piece.strip().lower() for piece in content_type.split(";"))
    charsets = [p.partition("=")[2].strip('"') for p in parameters if p.startswith("charset=")]
    return name == JSON and all(charset in ("utf-8", "utf8") for charset in charsets)


def status(reply: Reply, media_type: str, edition: str) -> int:
    """The HTTP status of a reply."""
    failure = reply.failure
    if failure is None:
        return 294 if edition == MODERN and reply.errors else 200
    if edition == MODERN:
        unfit = isinstance(failure, ValidationFailed | BadUserInput | QueryTooComplex)
        return 422 if unfit and failure.status == 400 and not isinstance(failure, NotJson) else failure.status
    if media_type == JSON and isinstance(failure, ParseFailed | ValidationFailed | InvalidVariables):
        return 200
    return failure.status


def content_type(status: int, media_type: str, edition: str) -> str:
    """The media type that a reply of this status is sent as."""
    return GRAPHQL if edition == MODERN and status >= 300 else media_type
