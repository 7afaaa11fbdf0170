"""The life of one socket: one user with one token or session, for as long as that is good.

Nothing waits without bound: a message is taken when the one before is dealt with, and all replies go through one gate
that opens as fast as the client reads.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import time
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.types import Receive, Scope, Send

from graphcrm.access.viewers import Viewer
from graphcrm.api.documents import Operation
from graphcrm.api.operations import Operations, Request
from graphcrm.api.replies import Reply, formatted
from graphcrm.api.subscriptions import Subscriptions
from graphcrm.errors import BadUserInput, GraphcrmError, RateLimited, Unauthenticated, Unavailable
from graphcrm.records.budgets import Budgets
from graphcrm.settings import Settings
from graphcrm.web import requests
from graphcrm.web.endpoint import rendered
from graphcrm.web.health import Health
from graphcrm.web.sign_in.cache import SignInCache
from graphcrm.web.sign_in.credentials import Credential
from graphcrm.web.sockets import messages
from graphcrm.web.sockets.messages import PROTOCOL, End

_LOG = logging.getLogger("graphcrm.web")

INIT_SECONDS = 3.0
PING_SECONDS = 15.0
_CLOSE_SECONDS = 1.0
# Of what runs once and not on and on, so many at a time: each may hold a reply of full size.
_AT_ONCE = 8


@dataclass(slots=True)
class Shared:
    """What all sockets of a worker share."""

    operations: Operations
    subscriptions: Subscriptions
    sign_in: SignInCache
    health: Health
    settings: Settings
    budgets: Budgets

    async def entered(self, viewer: Viewer, socket: str) -> bool:
        """Whether a user may have this socket too, or still, over all workers; if so it counts for three pings."""
        most = self.settings.sockets_per_user
        return await self.budgets.hold(f"sockets|{viewer.id}", socket, most, 3 * PING_SECONDS)

    async def left(self, viewer: Viewer, socket: str) -> None:
        with contextlib.suppress(Unavailable):
            await self.budgets.let_go(f"sockets|{viewer.id}", socket)


class Socket:
    """One socket, from its opening to its end."""

    def __init__(self, shared: Shared, scope: Scope, receive: Receive, send: Send) -> None:
        self._shared = shared
        self._scope = scope
        self._state = scope["state"]
        self._receive = receive
        self._send = send
        self._gate = asyncio.Lock()
        self._turn = asyncio.Semaphore(_AT_ONCE)
        self._credential = Credential("")
        self._id = secrets.token_hex(8)
        self._viewer: Viewer | None = None
        self._live: dict[str, asyncio.Task[None]] = {}
        self._lasting: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._ended: asyncio.Future[End] = asyncio.get_running_loop().create_future()

    async def run(self) -> None:
        """Until the client or the server ends it."""
        spoken = PROTOCOL in self._scope["subprotocols"]
        await self._send({"type": "websocket.accept", "subprotocol": PROTOCOL if spoken else None})
        if not spoken:
            await self._close(End(4406, f"Speak {PROTOCOL}"))
            return
        try:
            self._begin(self._read)
            self._begin(self._stop)
            end = await self._ended
        finally:
            tasks = list(self._tasks)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            if self._viewer is not None:
                await self._shared.left(self._viewer, self._id)
        await self._close(end)

    async def _close(self, end: End) -> None:
        self._state["code"] = end.code
        if end.code is not None:
            with contextlib.suppress(OSError, TimeoutError):
                async with asyncio.timeout(_CLOSE_SECONDS):
                    await self._send({"type": "websocket.close", "code": end.code, "reason": end.reason})

    def _begin(self, part: Callable[..., Awaitable[None]], *given: Any) -> asyncio.Task[None]:
        task = asyncio.create_task(self._guarded(part, *given))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _guarded(self, part: Callable[..., Awaitable[None]], *given: Any) -> None:
        """Runs a part of the socket; what it raises ends the socket."""
        try:
            await part(*given)
        except End as end:
            self._end(end)
        except OSError:  # the client is gone
            self._end(End(None))
        except Unauthenticated:
            self._end(End(4403, "The token or session has ended"))
        except Exception:
            _LOG.exception("bug", extra={"request": self._state["request_id"]})
            self._end(End(1011, "Something went wrong on our side"))

    def _end(self, end: End) -> None:
        if not self._ended.done():
            self._ended.set_result(end)

    # --- what comes in -----------------------------------------------------------------------------------------

    async def _read(self) -> None:
        await self._sign_in(await self._first())
        await self._say({"type": "connection_ack"})
        self._begin(self._keep)
        while True:  # ends with the socket
            message = await self._message()
            kind = message["type"]
            if kind == "connection_init":
                raise End(4429, "Too many initialisation requests")
            if kind == "subscribe":
                await self._subscribe(message)
            elif kind == "complete":
                self._complete(messages.identifier_of(message))

    async def _first(self) -> dict[str, Any]:
        """The `connection_init`; before it a client may do nothing but ping."""
        try:
            async with asyncio.timeout(INIT_SECONDS):
                while True:  # ends: the time
                    message = await self._message()
                    if message["type"] == "connection_init":
                        return message
                    if message["type"] == "subscribe":
                        raise End(4401, "Unauthorized")
        except TimeoutError as error:
            raise End(4408, "Connection initialisation timeout") from error

    async def _sign_in(self, message: dict[str, Any]) -> None:
        payload = message.get("payload")
        if payload is not None and not isinstance(payload, dict):
            raise End(4400, "The payload of connection_init must be an object")
        try:
            self._credential = messages.credential_of(payload or {}, dict(self._scope["headers"]))
            viewer = await self._shared.sign_in(self._credential)
            self._shared.sign_in.used(self._credential)
            entered = await self._shared.entered(viewer, self._id)
        except Unauthenticated as error:
            raise End(4401, "Unauthorized") from error
        except BadUserInput as error:
            raise End(4400, error.message) from error
        except GraphcrmError as error:
            raise End(1013, "Try again in a moment") from error
        if not entered:
            raise End(4429, f"A user may have {self._shared.settings.sockets_per_user} sockets. Close one")
        self._viewer = viewer
        self._state["viewer"] = viewer.id

    async def _message(self) -> dict[str, Any]:
        """The next message that is not about life itself."""
        while True:  # ends: with a message, or the socket
            received = await self._receive()
            if received["type"] == "websocket.disconnect":
                raise End(None)
            message = messages.parsed(received)
            if message["type"] == "ping":
                await self._say({"type": "pong"})
            elif message["type"] != "pong":
                return message

    async def _subscribe(self, message: dict[str, Any]) -> None:
        identifier, payload = messages.identifier_of(message), message.get("payload")
        if not isinstance(payload, dict) or not messages.is_request(payload):
            raise End(4400, "The payload of subscribe must hold a query, variables, operationName, extensions")
        if identifier in self._live:
            raise End(4409, "There is an operation of this id already")
        most = self._shared.settings.socket_operations
        if len(self._live) >= most:
            error = RateLimited(f"At most {most} operations run on one socket. Complete one, or open another socket.")
            await self._say(messages.failure(identifier, [formatted(error, self._state["request_id"])]))
            return
        self._live[identifier] = self._begin(self._operate, identifier, payload)

    def _complete(self, identifier: str) -> None:
        task = self._live.pop(identifier, None)
        self._lasting.discard(identifier)
        if task is not None:
            task.cancel()

    # --- what runs ---------------------------------------------------------------------------------------------

    async def _operate(self, identifier: str, payload: dict[str, Any]) -> None:
        shared, request_id = self._shared, self._state["request_id"]
        reply = Reply([])
        try:
            if shared.health.stopping:
                raise Unavailable("The server is stopping. Try again in a moment.", reason="STOPPING")
            request = requests.checked(payload, only_queries=False)
            operation = shared.operations.documents.operation(request.query, request.operation_name)
        except GraphcrmError as error:
            reply.fail(error, self._viewer, request_id)
            await self._last(identifier, messages.failure(identifier, reply.errors))
            return
        if operation.subscribes:
            self._lasting.add(identifier)
            await self._subscription(identifier, operation, request)
        else:
            await self._once(identifier, request)

    async def _subscription(self, identifier: str, operation: Operation, request: Request) -> None:
        replies = self._shared.subscriptions.replies(operation, request, self._signed_in, self._state["request_id"])
        async with aclosing(replies) as found:
            async for reply in found:
                if reply.failure is not None:
                    await self._last(identifier, messages.failure(identifier, reply.errors))
                    return
                await self._say({"id": identifier, "type": "next", "payload": reply.body()})
        await self._last(identifier, {"id": identifier, "type": "complete"})

    async def _once(self, identifier: str, request: Request) -> None:
        """A query or a mutation. A client that wants it no more takes nothing from it: it ends, and nobody is told."""
        await self._turn.acquire()
        running = asyncio.ensure_future(self._executed(request))
        running.add_done_callback(self._released)
        reply, content = await asyncio.shield(running)
        if reply.failure is not None:
            await self._last(identifier, messages.failure(identifier, reply.errors))
            return
        await self._say({"id": identifier, "type": "next", "payload": orjson.Fragment(content)})
        await self._last(identifier, {"id": identifier, "type": "complete"})

    def _released(self, done: asyncio.Future[Any]) -> None:
        self._turn.release()
        if not done.cancelled():
            done.exception()  # looked at, since nobody may be left who waits for it

    async def _executed(self, request: Request) -> tuple[Reply, bytes]:
        shared, request_id = self._shared, self._state["request_id"]
        deadline = time.monotonic() + shared.settings.request_deadline
        shared.health.running += 1
        try:
            viewer = await self._signed_in()
            reply = await shared.operations.execute(request, viewer, request_id, deadline)
        except Unauthenticated:
            raise
        except GraphcrmError as error:
            reply = Reply([])
            reply.fail(error, self._viewer, request_id)
        finally:
            shared.health.running -= 1
        return reply, rendered(reply, self._viewer, request_id, shared.settings.reply_limit)

    async def _signed_in(self) -> Viewer:
        """Who this is today. Unauthenticated, which ends the socket, where the token is good no more."""
        return await self._shared.sign_in(self._credential)

    # --- what goes out -----------------------------------------------------------------------------------------

    async def _say(self, message: dict[str, Any]) -> None:
        text = orjson.dumps(message).decode()
        async with self._gate:
            await self._send({"type": "websocket.send", "text": text})

    async def _last(self, identifier: str, message: dict[str, Any]) -> None:
        """The last word on an operation; its slot is free before the client can know."""
        text = orjson.dumps(message).decode()
        async with self._gate:
            if self._live.get(identifier) is asyncio.current_task():
                del self._live[identifier]
                self._lasting.discard(identifier)
            await self._send({"type": "websocket.send", "text": text})

    async def _keep(self) -> None:
        """Now and then a sign of life, and a look whether the token is still good."""
        while True:  # ends with the socket
            await asyncio.sleep(PING_SECONDS)
            try:
                await self._shared.entered(await self._signed_in(), self._id)
            except Unauthenticated:
                raise
            except GraphcrmError:
                pass  # the database is away: nothing is told meanwhile
            await self._say({"type": "ping"})

    async def _stop(self) -> None:
        """When the server stops: subscriptions end, what runs once is answered, then the socket is closed."""
        await self._shared.health.ending.wait()
        for identifier in list(self._lasting):
            self._complete(identifier)
        if self._live:
            await asyncio.wait(list(self._live.values()))
        raise End(1001, "The server is stopping")
