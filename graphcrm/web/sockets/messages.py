"""The messages of graphql-transport-ws: read from frames, and refused with the code that a socket is closed with.

4400 a message that is none of the protocol · 4401 nobody signed in · 4403 the token or session has ended · 4406 no or
another protocol · 4408 no `connection_init` within three seconds · 4409 an id twice · 4429 a second `connection_init`,
or too many sockets of one user · 1001 the server is stopping · 1011 a bug · 1013 the database is away.
"""

from __future__ import annotations

from typing import Any

import orjson
from starlette.types import Message

from graphcrm.errors import Unauthenticated
from graphcrm.web import requests
from graphcrm.web.sign_in import credentials
from graphcrm.web.sign_in.credentials import Credential

PROTOCOL = "graphql-transport-ws"
_LONGEST_ID = 256
_KINDS = ("connection_init", "ping", "pong", "subscribe", "complete")


class End(Exception):
    """The socket is to be closed. `code` None: it is closed already."""

    def __init__(self, code: int | None, reason: str = "") -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def parsed(received: Message) -> dict[str, Any]:
    """The message of a frame, of a known type. End (4400) where it is none."""
    try:
        message = orjson.loads(received["text"])
    except (KeyError, TypeError, orjson.JSONDecodeError) as error:  # bytes, or no JSON
        raise End(4400, "A message must be JSON in a text frame") from error
    if not isinstance(message, dict) or message.get("type") not in _KINDS:
        raise End(4400, f"A message must have a type: {', '.join(_KINDS)}")
    return message


def identifier_of(message: dict[str, Any]) -> str:
    """The id of a message about an operation. End (4400) where it has none."""
    identifier = message.get("id")
    if not isinstance(identifier, str) or not 0 < len(identifier) <= _LONGEST_ID:
        raise End(4400, f"An id must be a text of 1 to {_LONGEST_ID} characters")
    return identifier


def is_request(payload: dict[str, Any]) -> bool:
    """Whether the payload of `subscribe` has the form that the protocol asks for."""
    return (
        isinstance(payload.get("query"), str)
        and isinstance(payload.get("operationName"), str | None)
        and isinstance(payload.get("variables"), dict | None)
        and isinstance(payload.get("extensions"), dict | None)
    )


def failure(identifier: str, errors: list[dict[str, Any]]) -> dict[str, Any]:
    """The message that an operation ended with these errors."""
    return {"id": identifier, "type": "error", "payload": errors}


def credential_of(payload: dict[str, Any], headers: requests.Headers) -> Credential:
    """The token of the payload (`Authorization: Bearer …`, or `token`), else what the opening request brought; a
    session only from a page, which says where it comes from. Unauthenticated where there is none, BadUserInput for what
    is no request number."""
    number = payload.get("X-Request-Number")
    said = credentials.request_number(number) if isinstance(number, str) else None
    for name in ("Authorization", "authorization"):
        if isinstance(payload.get(name), str):
            return Credential(credentials.token_of(payload[name]), request_number=said)
    token = payload.get("token")
    if isinstance(token, str) and token:
        return Credential(token, request_number=said)
    found = credentials.credential(headers)
    if found.session and b"origin" not in headers:
        raise Unauthenticated("A session is taken from a page of ours alone.")
    return found if said is None else found._replace(request_number=said)
