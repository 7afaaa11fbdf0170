"""Talking to the issuer that was configured, and to nobody else: its own addresses, small answers, no redirects."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx

from graphcrm.errors import BadUserInput, Unauthenticated, Unavailable

_SECONDS = 5.0
_BYTES = 1_000_000
_KEPT_SECONDS = 3600.0
_DISCOVERY = "/.well-known/openid-configuration"
_AWAY = "The sign-in of your company does not answer. Try again in a moment."


class Issuer:
    """An OpenID provider, by its configuration (OpenID Connect Discovery 1.0)."""

    def __init__(self, issuer: str, client_id: str, secret: str, clock: Callable[[], float] = time.monotonic) -> None:
        require_private(issuer)
        self.issuer = issuer
        self._auth = httpx.BasicAuth(client_id, secret)
        self._clock = clock
        self._found: tuple[float, dict[str, str]] | None = None

    async def endpoint(self, name: str) -> str:
        """An address of the issuer's, such as `authorization_endpoint`."""
        if self._found is None or self._clock() - self._found[0] > _KEPT_SECONDS:
            told = await self._asked("GET", self.issuer.rstrip("/") + _DISCOVERY)
            if told.get("issuer") != self.issuer:
                raise Unavailable("The issuer calls itself by another name than GRAPHCRM_OIDC_ISSUER.")
            self._found = (self._clock(), {key: value for key, value in told.items() if isinstance(value, str)})
        address = self._found[1].get(name, "")
        require_private(address)
        return address

    async def keys(self) -> Mapping[str, Any]:
        return await self._asked("GET", await self.endpoint("jwks_uri"))

    async def id_token(self, code: str, verifier: str, redirect_uri: str) -> str:
        """The token that a code is good for. Unauthenticated where it is good for none."""
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "code_verifier": verifier,
            "redirect_uri": redirect_uri,
        }
        told = await self._asked("POST", await self.endpoint("token_endpoint"), fields)
        token = told.get("id_token")
        if not isinstance(token, str):
            raise Unauthenticated("The sign-in of your company was not accepted. Try again.")
        return token

    async def _asked(self, method: str, address: str, fields: Mapping[str, str] | None = None) -> dict[str, Any]:
        try:
            async with (
                httpx.AsyncClient(timeout=_SECONDS, follow_redirects=False, trust_env=False) as client,
                client.stream(method, address, data=fields, auth=self._auth if fields else None) as reply,
            ):
                content = b""
                async for part in reply.aiter_bytes():
                    content += part
                    if len(content) > _BYTES:
                        raise Unavailable(_AWAY)
                if fields and reply.status_code in (400, 401, 403):
                    return {}
                if reply.status_code != 200:
                    raise Unavailable(_AWAY)
                told = httpx.Response(200, content=content).json()
        except (httpx.HTTPError, ValueError) as error:
            raise Unavailable(_AWAY) from error
        if not isinstance(told, dict):
            raise Unavailable(_AWAY)
        return told


def require_private(address: str) -> None:
    """BadUserInput for an address by which a secret would cross a network plainly."""
    parts = urlsplit(address)
    if parts.scheme == "https" and parts.hostname and "@" not in parts.netloc:
        return
    if parts.scheme == "http" and parts.hostname and _loopback(parts.hostname) and "@" not in parts.netloc:
        return
    raise BadUserInput("GRAPHCRM_OIDC_ISSUER and the addresses it names must begin with https://.")


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
