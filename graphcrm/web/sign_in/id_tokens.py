"""ID tokens of an issuer (OpenID Connect Core 1.0 §3.1.3.7): whose they are, or why they are taken for nothing.

The library checks the signature and what is critical; what it leaves to us stands here: size, type, known keys, issuer,
audience, times as numbers, lifetime, nonce.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from graphcrm.errors import Unauthenticated

ALGORITHMS = ("RS256", "PS256", "ES256")
_HEADER_BYTES, _TOKEN_BYTES = 8192, 65_536
_SKEW, _LIFETIME = 60.0, 86_400.0
_KEYS_SECONDS, _REFETCH_SECONDS = 3600.0, 60.0
_REFUSED = "The sign-in of your company was not accepted ({}). Try again, or tell an administrator."


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is to their issuer. `subject` is what counts; the rest is what they are called."""

    issuer: str
    subject: str
    email: str | None
    name: str | None
    groups: tuple[str, ...]


class Keys:
    """The keys of an issuer: kept for an hour, asked for anew at most once a minute where a key is not known. Where the
    issuer does not answer, those kept go on until their hour is over."""

    def __init__(self, fetch: Callable[[], Awaitable[Mapping[str, Any]]], clock: Callable[[], float]) -> None:
        self._fetch = fetch
        self._clock = clock
        self._known: dict[str, dict[str, Any]] = {}
        self._fetched_at = self._tried_at = float("-inf")

    async def of(self, kid: str) -> dict[str, Any] | None:
        now = self._clock()
        old = now - self._fetched_at > _KEYS_SECONDS
        if old:
            self._known = {}
        if kid not in self._known and (old or now - self._tried_at > _REFETCH_SECONDS):
            await self._refetch(now)
        return self._known.get(kid)

    async def _refetch(self, now: float) -> None:
        self._tried_at = now
        found = await self._fetch()
        keys = found.get("keys")
        if isinstance(keys, list):
            self._known = {key["kid"]: key for key in keys if isinstance(key, dict) and isinstance(key.get("kid"), str)}
            self._fetched_at = now


class IdTokens:
    """Takes the tokens that one issuer makes for one client. `clock`: seconds since the epoch."""

    def __init__(
        self,
        issuer: str,
        client_id: str,
        fetch_keys: Callable[[], Awaitable[Mapping[str, Any]]],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._issuer = issuer
        self._client_id = client_id
        self._keys = Keys(fetch_keys, clock)
        self._clock = clock

    async def identity(self, token: str, nonce: str) -> Identity:
        """Whose token it is. Unauthenticated says which check it failed."""
        header = _header(token)
        key = await self._keys.of(header["kid"])
        _require(key is not None and key.get("use", "sig") == "sig", "an unknown key")
        assert key is not None
        _require(key.get("alg", header["alg"]) == header["alg"], "a key for another algorithm")
        try:
            public = KeySet.import_key_set({"keys": [key]})
            found = jws.deserialize_compact(token, public, algorithms=list(ALGORITHMS))
            claims = json.loads(found.payload)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise Unauthenticated(_REFUSED.format("a wrong signature")) from error
        _require(isinstance(claims, dict), "no claims")
        self._check(claims, nonce)
        return _identity(claims)

    def _check(self, claims: dict[str, Any], nonce: str) -> None:
        now = self._clock()
        _require(claims.get("iss") == self._issuer, "another issuer")
        audience = claims.get("aud")
        audiences = audience if isinstance(audience, list) else [audience]
        _require(self._client_id in audiences, "another audience")
        _require(len(audiences) == 1 or claims.get("azp") == self._client_id, "another party")
        _require(claims.get("azp", self._client_id) == self._client_id, "another party")
        expires, issued = _instant(claims, "exp"), _instant(claims, "iat")
        _require(expires > now - _SKEW, "it has ended")
        _require(issued < now + _SKEW, "it is of the future")
        _require(0 < expires - issued <= _LIFETIME, "too long a life")
        if "nbf" in claims:
            _require(_instant(claims, "nbf") < now + _SKEW, "it is of the future")
        given = claims.get("nonce")
        same = isinstance(given, str) and hmac.compare_digest(given.encode(), nonce.encode())
        _require(same, "another sign-in")


def _header(token: str) -> dict[str, Any]:
    """The header, looked at before anything is decoded that could be large."""
    _require(len(token) <= _TOKEN_BYTES and token.isascii(), "too long")
    parts = token.split(".")
    _require(len(parts) == 3 and all(parts), "not in compact form")
    _require(len(parts[0]) <= _HEADER_BYTES, "too long")
    try:
        header = json.loads(base64.urlsafe_b64decode(parts[0] + "=" * (-len(parts[0]) % 4)))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise Unauthenticated(_REFUSED.format("no header")) from error
    _require(isinstance(header, dict), "no header")
    _require(header.get("alg") in ALGORITHMS, "another algorithm")
    _require(isinstance(header.get("kid"), str), "no key named")
    kind = header.get("typ", "JWT")
    _require(isinstance(kind, str) and kind.upper() == "JWT", "another type")
    # Keys come from the issuer alone, never from the token.
    _require(not {"jwk", "jku", "x5u", "x5c", "crit", "b64", "zip", "enc"} & set(header), "a header that is not taken")
    return dict(header)


def _instant(claims: Mapping[str, Any], name: str) -> float:
    value = claims.get(name)
    _require(isinstance(value, int | float) and not isinstance(value, bool), f"no {name}")
    return float(value)  # type: ignore[arg-type]


def _identity(claims: Mapping[str, Any]) -> Identity:
    subject, groups = claims.get("sub"), claims.get("groups", [])
    _require(isinstance(subject, str) and 0 < len(subject) <= 255, "no subject")
    _require(isinstance(groups, list) and all(isinstance(group, str) for group in groups), "no groups")
    email, name = claims.get("email"), claims.get("name")
    return Identity(
        claims["iss"],
        str(subject),
        email if isinstance(email, str) else None,
        name if isinstance(name, str) else None,
        tuple(groups),
    )


def _require(condition: bool, why: str) -> None:
    if not condition:
        raise Unauthenticated(_REFUSED.format(why))
