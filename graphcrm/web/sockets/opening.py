"""The opening of a socket: from where, and whether at all. A refusal is answered as every other request is."""

from __future__ import annotations

import orjson
from starlette.types import Receive, Scope, Send

from graphcrm.api.replies import formatted
from graphcrm.errors import Forbidden, GraphcrmError, NotFound, Unavailable
from graphcrm.web import origins
from graphcrm.web.sockets.session import Shared, Socket


class Sockets:
    """The ASGI application of WebSockets."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        refusal = self._refusal(scope)
        if refusal is not None:
            await _refuse(scope, send, refusal)
            return
        self._shared.health.sockets += 1
        try:
            await Socket(self._shared, scope, receive, send).run()
        finally:
            self._shared.health.sockets -= 1

    def _refusal(self, scope: Scope) -> GraphcrmError | None:
        if scope["path"] != "/graphql":
            return NotFound("There is nothing at this address.")
        if self._shared.health.stopping:
            return Unavailable("The server is stopping. Try again in a moment.", reason="STOPPING")
        headers = dict(scope["headers"])
        origin = headers.get(b"origin")
        host = headers.get(b"host", b"").decode("latin-1")
        if origin is not None and not origins.same_place(
            origin.decode("latin-1"), host, self._shared.settings.public_url
        ):
            return Forbidden("A page from another place may not open a socket here.", reason="CSRF")
        return None


async def _refuse(scope: Scope, send: Send, error: GraphcrmError) -> None:
    """Answers the opening request as every other: a status, a code, a sentence."""
    body = orjson.dumps({"errors": [formatted(error, scope["state"]["request_id"])]})
    scope["state"]["code"] = error.code
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1008})
        return
    headers = [(b"content-type", b"application/json; charset=utf-8"), (b"content-length", b"%d" % len(body))]
    await send({"type": "websocket.http.response.start", "status": error.status, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": body})
