"""What a request brings to say who sends it: a token, or the cookie of a session; where both are there, the token."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from graphcrm.errors import BadUserInput, Unauthenticated
from graphcrm.records.duties import NO_NUMBER, REQUEST_NUMBER

# The browser keeps a name of this form to one host, one path and HTTPS (RFC 6265bis, "__Host-").
COOKIE = "__Host-sid"
_SIGN_IN = "Sign in with a token: Authorization: Bearer TOKEN."


class Credential(NamedTuple):
    """A token, or the reference of a session; `request_number`: the request that somebody on duty works on."""

    secret: str
    session: bool = False
    request_number: str | None = None


def credential(headers: Mapping[bytes, bytes]) -> Credential:
    """The credential of a request. Unauthenticated where there is none, BadUserInput for what is no request number."""
    authorization, number = headers.get(b"authorization"), headers.get(b"x-request-number")
    said = None if number is None else request_number(number.decode("latin-1"))
    if authorization is not None:
        return Credential(token_of(authorization.decode("latin-1")), request_number=said)
    reference = session_of(headers)
    if reference is None:
        raise Unauthenticated(_SIGN_IN)
    return Credential(reference, session=True, request_number=said)


def request_number(text: str) -> str:
    """The number of a request that somebody on duty works on. BadUserInput where it is none."""
    if REQUEST_NUMBER.fullmatch(text) is None:
        raise BadUserInput(NO_NUMBER)
    return text


def token_of(authorization: str) -> str:
    """The token of `Bearer TOKEN`. Unauthenticated where there is none."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated(_SIGN_IN)
    return token.strip()


def session_of(headers: Mapping[bytes, bytes]) -> str | None:
    """The reference in the cookie of a session; None where there is none."""
    return cookie_of(headers, COOKIE)


def cookie_of(headers: Mapping[bytes, bytes], wanted: str) -> str | None:
    """The value of a cookie; None where there is none."""
    for part in headers.get(b"cookie", b"").decode("latin-1").split(";"):
        name, _, value = part.strip().partition("=")
        if name == wanted and value:
            return value
    return None


def set_cookie(reference: str, seconds: int) -> str:
    """The header that gives a browser its session; with 0 seconds it takes it away."""
    return f"{COOKIE}={reference}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}"
