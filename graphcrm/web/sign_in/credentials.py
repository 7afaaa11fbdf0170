"""What a request brings to say who sends it: a token, or the cookie of a session; where both are there, the token."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from graphcrm.errors import Unauthenticated

# The browser keeps a name of this form to one host, one path and HTTPS (RFC 6265bis, "__Host-").
COOKIE = "__Host-sid"
_SIGN_IN = "Sign in with a token: Authorization: Bearer TOKEN."


class Credential(NamedTuple):
    """A token, or the reference of a session."""

    secret: str
    session: bool = False


def credential(headers: Mapping[bytes, bytes]) -> Credential:
    """The credential of a request. Unauthenticated where there is none."""
    authorization = headers.get(b"authorization")
    if authorization is not None:
        return Credential(token_of(authorization.decode("latin-1")))
    reference = session_of(headers)
    if reference is None:
        raise Unauthenticated(_SIGN_IN)
    return Credential(reference, session=True)


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
