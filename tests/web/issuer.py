"""An OpenID issuer on this machine, over real HTTP: it signs whatever a test tells it to."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson
import uvicorn
from joserfc import jws
from joserfc.jwk import ECKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "graphcrm", "s3cret"
RSA = RSAKey.generate_key(2048, {"kid": "rsa-1", "use": "sig"})
EC = ECKey.generate_key("P-256", {"kid": "ec-1", "use": "sig"})
STRANGER = RSAKey.generate_key(2048, {"kid": "rsa-1", "use": "sig"})


def public(*keys: Any) -> dict[str, Any]:
    return {"keys": [key.as_dict(private=False) for key in keys]}


def signed(claims: Any, header: dict[str, Any] | None = None, key: Any = RSA) -> str:
    """A token in compact form; the header over the usual one, None takes a name away."""
    usual = {"alg": "ES256" if key is EC else "RS256", "kid": key.kid, "typ": "JWT"}
    chosen = {name: value for name, value in {**usual, **(header or {})}.items() if value is not None}
    return str(
        jws.serialize_compact(chosen, orjson.dumps(claims), key, algorithms=["RS256", "ES256", "PS256", "RS512"])
    )


def claims(issuer: str, expected: str, **other: Any) -> dict[str, Any]:
    """Good claims; `other` over them, None takes one away."""
    now = int(time.time())
    good = {"iss": issuer, "aud": CLIENT, "sub": "00u1", "iat": now, "exp": now + 300, "nonce": expected}
    good |= {"email": "ana@lumen.example", "name": "Ana Lima", "groups": ["sales"]}
    return {name: value for name, value in {**good, **other}.items() if value is not None}


@dataclass
class LocalIssuer:
    """What it was asked, and what it says: `other` are claims over the good ones."""

    url: str = ""
    other: dict[str, Any] = field(default_factory=dict)
    token: str | None = None
    asked: list[str] = field(default_factory=list)
    begun: dict[str, dict[str, str]] = field(default_factory=dict)

    def authorize(self, address: str) -> str:
        """What a browser is sent back with after somebody has signed in: the query of the callback."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = secrets.token_urlsafe(8)
        self.begun[code] = query
        return f"code={code}&state={query['state']}"

    async def authorize_route(self, request: Request) -> Response:
        """Sends a browser back at once: whoever comes has signed in."""
        self.asked.append("authorize")
        back = request.query_params["redirect_uri"]
        return Response(status_code=303, headers={"Location": f"{back}?{self.authorize(str(request.url))}"})

    async def token_route(self, request: Request) -> Response:
        self.asked.append("token")
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        fields = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        query = self.begun.pop(fields.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(fields.get("code_verifier", "").encode()).digest())
        if (
            request.headers.get("authorization") != f"Basic {basic}"
            or query is None
            or query["code_challenge"] != challenge.rstrip(b"=").decode()
            or query["redirect_uri"] != fields.get("redirect_uri")
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        token = self.token or signed(claims(self.url, query["nonce"], **self.other))
        return JSONResponse({"access_token": "never used", "token_type": "Bearer", "id_token": token})

    async def keys_route(self, _request: Request) -> Response:
        self.asked.append("keys")
        return JSONResponse(public(RSA, EC))

    async def configuration(self, _request: Request) -> Response:
        self.asked.append("configuration")
        return JSONResponse(
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys",
            }
        )


@asynccontextmanager
async def local_issuer() -> AsyncIterator[LocalIssuer]:
    found = LocalIssuer()
    app = Starlette(
        routes=[
            Route("/.well-known/openid-configuration", found.configuration),
            Route("/authorize", found.authorize_route),
            Route("/keys", found.keys_route),
            Route("/token", found.token_route, methods=["POST"]),
        ]
    )
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, lifespan="off", ws="none"))
    task = asyncio.create_task(server.serve())
    while not server.started:  # ends: it starts
        await asyncio.sleep(0.01)
    found.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield found
    finally:
        server.should_exit = True
        await task
