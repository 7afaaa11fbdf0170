"""Media types of GraphQL over HTTP: what a client sends and takes, and the status that goes with it.

`compat`: what most clients expect of `application/json` (200 wherever a well-formed request was understood as GraphQL,
however wrong its document) and the 4xx of the draft under `application/graphql-response+json`; all audits of the
`graphql-http` suite pass. `2026`: the statuses of the first edition for all clients: 400 for what is no GraphQL, 422
for a document or variables that do not fit, 294 where data came with errors.
"""

from __future__ import annotations

from graphcrm.api.documents import Invalid
from graphcrm.api.operations import InvalidVariables, Reply
from graphcrm.errors import ParseFailed

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"


def reply_type(accept: str | None) -> str | None:
    """The media type to reply in; None where the client takes neither."""
    if not accept:
        return JSON
    best: tuple[float, int, str] | None = None
    for index, part in enumerate(accept.split(",")):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = _quality(parameters)
        found = {GRAPHQL: GRAPHQL, JSON: JSON, "application/*": JSON, "*/*": JSON}.get(name)
        if found is None or quality <= 0:
            continue
        candidate = (quality, -index, found)
        if best is None or candidate > best:
            best = candidate
    return best[2] if best else None


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return float(parameter[2:])
            except ValueError:
                return 0.0
    return 1.0


def takes_body(content_type: str | None) -> bool:
    """Whether a body of this type can be read: JSON in UTF-8."""
    if not content_type:
        return False
    name, *parameters = (piece.strip().lower() for piece in content_type.split(";"))
    charsets = [p.partition("=")[2].strip('"') for p in parameters if p.startswith("charset=")]
    return name == JSON and all(charset in ("utf-8", "utf8") for charset in charsets)


def status(reply: Reply, media_type: str, edition: str) -> int:
    """The HTTP status of a reply."""
    failure = reply.failure
    if failure is None:
        return 294 if edition == "2026" and reply.errors else 200
    if isinstance(failure, ParseFailed):
        return 400 if edition == "2026" or media_type == GRAPHQL else 200
    if isinstance(failure, Invalid | InvalidVariables):
        if edition == "2026":
            return 422
        return 400 if media_type == GRAPHQL else 200
    return failure.status
