"""`/graphql`: bytes in, bytes out, without a framework between."""

from __future__ import annotations

import time

import orjson
from starlette.types import Receive, Scope, Send

from graphcrm.access.viewers import Viewer
from graphcrm.api.operations import Operations, Request
from graphcrm.api.replies import Reply
from graphcrm.errors import GraphcrmError, QueryTooComplex, Unauthenticated, Unavailable
from graphcrm.settings import Settings
from graphcrm.web import negotiation, origins, requests
from graphcrm.web.health import Health
from graphcrm.web.refusals import UNREAD, MethodNotAllowed, NotAcceptable
from graphcrm.web.sign_in import credentials
from graphcrm.web.sign_in.cache import SignInCache


class GraphQLEndpoint:
    """The ASGI application of `/graphql`."""

    def __init__(self, operations: Operations, sign_in: SignInCache, health: Health, settings: Settings) -> None:
        self._operations = operations
        self._sign_in = sign_in
        self._health = health
        self._settings = settings
        self._edition = settings.http_status
        self._allow = "GET, POST" if settings.mode == "dev" else "POST"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._health.running += 1
        try:
            await self._answer(scope, receive, send)
        finally:
            self._health.running -= 1

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.monotonic()
        state = scope["state"]
        headers = dict(scope["headers"])
        media_type = negotiation.reply_type(headers.get(b"accept", b"").decode("latin-1"), self._edition)
        viewer = None
        try:
            if self._health.stopping:
                raise Unavailable("The server is stopping. Try again in a moment.", reason="STOPPING")
            credential = credentials.credential(headers)
            if credential.session and scope["method"] != "GET":
                origins.require_same_place(headers, self._settings, cookie=True)
            viewer = await self._sign_in(credential)
            self._sign_in.used(credential)
            state["viewer"] = viewer.id
            if media_type is None:
                message = "Accept application/graphql-response+json or application/json."
                raise NotAcceptable(message, reason="MEDIA_TYPE")
            deadline = began + self._settings.request_deadline
            request = await self._request(scope, headers, receive, deadline)
            reply = await self._operations.execute(request, viewer, state["request_id"], deadline)
        except GraphcrmError as error:
            reply = Reply([])
            reply.fail(error, viewer, state["request_id"])
        content = rendered(reply, viewer, state["request_id"], self._settings.reply_limit)
        state["code"] = reply.errors[0]["extensions"]["code"] if reply.errors else None
        state["document"] = reply.digest
        await self._send(send, reply, media_type or negotiation.default_type(self._edition), content)

    async def _request(self, scope: Scope, headers: requests.Headers, receive: Receive, deadline: float) -> Request:
        if scope["method"] == "POST":
            seconds = deadline - time.monotonic()
            content = await requests.body(headers, receive, limit=self._settings.body_limit, seconds=seconds)
            return requests.posted(content, headers.get(b"idempotency-key"))
        if scope["method"] == "GET" and self._settings.mode == "dev":
            return requests.got(scope["query_string"])
        raise MethodNotAllowed(f"Send {self._allow.replace(', ', ' or ')} here.", reason="METHOD")

    async def _send(self, send: Send, reply: Reply, media_type: str, content: bytes) -> None:
        status = negotiation.status(reply, media_type, self._edition)
        named = negotiation.content_type(status, media_type, self._edition)
        headers = [
            (b"content-type", b"%b; charset=utf-8" % named.encode()),
            (b"content-length", b"%d" % len(content)),
        ]
        failure = reply.failure
        if failure is not None:
            if failure.status == 405:
                headers.append((b"allow", self._allow.encode()))
            if isinstance(failure, Unauthenticated):
                headers.append((b"www-authenticate", b"Bearer"))
            if failure.status in (429, 503):
                headers.append((b"retry-after", b"%d" % failure.retry_after))
            if isinstance(failure, UNREAD):
                headers.append((b"connection", b"close"))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content})


def rendered(reply: Reply, viewer: Viewer | None, request_id: str, limit: int) -> bytes:
    """The reply as JSON; one of more than `limit` bytes becomes a failure that says so."""
    content = orjson.dumps(reply.body())
    if len(content) <= limit:
        return content
    message = f"The reply has more than {limit} bytes. Ask for smaller pages or fewer fields."
    reply.fail(QueryTooComplex(message, reason="REPLY_SIZE"), viewer, request_id)
    return orjson.dumps(reply.body())
