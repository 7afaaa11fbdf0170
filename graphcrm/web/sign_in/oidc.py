"""`/auth/oidc/…`: signing in with the account of one's company (authorization code with PKCE, RFC 7636, at this end).

What the browser carries between the two is a cookie of its own, good for ten minutes; it never sees a token.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from graphcrm.access.policy import Policy
from graphcrm.errors import BadUserInput, Unauthenticated
from graphcrm.graph.circuit import Circuit
from graphcrm.records.sign_in import identities
from graphcrm.records.sign_in.attempts import network
from graphcrm.settings import Settings
from graphcrm.web import origins
from graphcrm.web.sign_in import credentials
from graphcrm.web.sign_in.id_tokens import IdTokens
from graphcrm.web.sign_in.issuer import Issuer

_COOKIE = "__Host-oidc"
_SECONDS = 600
_AGAIN = "This sign-in was begun elsewhere or too long ago. Begin it again."


class Oidc:
    """The two routes of a sign-in by the issuer of the settings."""

    def __init__(self, circuit: Circuit, policy: Policy, settings: Settings) -> None:
        if settings.oidc_client_id is None or settings.public_url is None:
            raise BadUserInput("With GRAPHCRM_OIDC_ISSUER set GRAPHCRM_OIDC_CLIENT_ID and GRAPHCRM_PUBLIC_URL too.")
        unknown = {role for _, role in settings.oidc_roles} - set(policy.roles)
        if unknown:
            raise BadUserInput(f"GRAPHCRM_OIDC_ROLES gives the role {min(unknown)}, which the policy does not know.")
        self._circuit = circuit
        self._policy = policy
        self._settings = settings
        self._client_id = settings.oidc_client_id
        self._redirect_uri = settings.public_url.rstrip("/") + "/auth/oidc/callback"
        self._issuer = Issuer(settings.oidc_issuer or "", self._client_id, settings.oidc_secret())
        self._tokens = IdTokens(self._issuer.issuer, self._client_id, self._issuer.keys)

    def routes(self) -> list[Route]:
        return [Route("/auth/oidc/start", self._start), Route("/auth/oidc/callback", self._callback)]

    async def _start(self, _request: Request) -> Response:
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": self._redirect_uri,
            "scope": "openid email profile",
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        address = await self._issuer.endpoint("authorization_endpoint")
        kept = base64.urlsafe_b64encode(json.dumps([state, nonce, verifier]).encode()).decode()
        where = f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"
        return RedirectResponse(where, 303, {"Set-Cookie": _cookie(kept, _SECONDS)})

    async def _callback(self, request: Request) -> Response:
        headers = dict(request.scope["headers"])
        state, nonce, verifier = _begun(headers)
        given = request.query_params
        if not hmac.compare_digest(given.get("state", "").encode(), state.encode()):
            raise Unauthenticated(_AGAIN)
        # RFC 9207: where the issuer names itself, it must be ours.
        if given.get("iss", self._issuer.issuer) != self._issuer.issuer or not given.get("code"):
            raise Unauthenticated("The sign-in of your company was not accepted. Try again.")
        token = await self._issuer.id_token(given["code"], verifier, self._redirect_uri)
        identity = await self._tokens.identity(token, nonce)
        opened = await identities.sign_in(
            self._circuit,
            self._policy,
            issuer=identity.issuer,
            subject=identity.subject,
            email=identity.email,
            name=identity.name,
            roles=self._roles(identity.groups),
            network=network(origins.client_address(request.scope, self._settings.trusted_proxies)),
            agent=headers.get(b"user-agent", b"").decode("latin-1"),
        )
        reply = RedirectResponse("/", 303, {"Set-Cookie": _cookie("", 0)})
        reply.headers.append("Set-Cookie", credentials.set_cookie(opened.reference, opened.seconds))
        return reply

    def _roles(self, groups: tuple[str, ...]) -> list[str] | None:
        """The roles that groups give; None where no table says so."""
        if not self._settings.oidc_roles:
            return None
        return sorted({role for group, role in self._settings.oidc_roles if group in groups})


def _begun(headers: Mapping[bytes, bytes]) -> tuple[str, str, str]:
    kept = credentials.cookie_of(headers, _COOKIE)
    try:
        state, nonce, verifier = json.loads(base64.urlsafe_b64decode((kept or "").encode()))
    except (ValueError, TypeError) as error:
        raise Unauthenticated(_AGAIN) from error
    if not all(isinstance(part, str) and len(part) >= 32 for part in (state, nonce, verifier)):
        raise Unauthenticated(_AGAIN)
    return state, nonce, verifier


def _cookie(value: str, seconds: int) -> str:
    # Lax, since the browser comes back from the issuer's page.
    return f"{_COOKIE}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}"
