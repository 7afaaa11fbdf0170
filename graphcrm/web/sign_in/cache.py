"""Who sends a request: credentials looked up, and kept for two seconds so that a request is one statement."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import TypeVar

from graphcrm.access.viewers import Viewer
from graphcrm.errors import GraphcrmError
from graphcrm.web.sign_in.credentials import Credential

T = TypeVar("T")
_LOG = logging.getLogger("graphcrm.web")
SECONDS = 2.0
_KEPT = 10_000
_SEEN_SECONDS = 60.0  # a session that is in use says so this often


class SignInCache:
    """Viewers by credential. What is refused is never kept; what is kept ends two seconds after it was asked for, so
    that a revoked token, an ended session, a lost role or team counts no longer than that. Requests that come together
    ask once. `seen` is told, now and then, of a session that somebody uses, `token_used` of each use of a token.
    `on_duty` gives a viewer the duties that count under the request number of the credential."""

    def __init__(
        self,
        look_up: Callable[[Credential], Awaitable[Viewer]],
        seen: Callable[[str], Awaitable[None]] | None = None,
        on_duty: Callable[[Viewer, str | None], Viewer] = lambda viewer, _number: viewer,
        token_used: Callable[[str], None] = lambda token: None,
    ) -> None:
        self._token_used = token_used
        self._look_up = look_up
        self._on_duty = on_duty
        self._seen = seen
        self._seen_at: OrderedDict[bytes, float] = OrderedDict()
        self._telling: set[asyncio.Task[None]] = set()
        self._known: OrderedDict[bytes, tuple[float, Viewer]] = OrderedDict()
        self._asked: dict[bytes, asyncio.Future[Viewer]] = {}

    async def __call__(self, credential: Credential) -> Viewer:
        viewer = await self._signed_in(credential)
        return self._on_duty(viewer, credential.request_number) if viewer.duties else viewer

    async def _signed_in(self, credential: Credential) -> Viewer:
        key = _key(credential)
        found = self._known.get(key)
        if found is not None and time.monotonic() - found[0] < SECONDS:
            return found[1]
        asked = self._asked.get(key)
        if asked is None:
            asked = asyncio.ensure_future(self._ask(key, credential))
            self._asked[key] = asked
            asked.add_done_callback(lambda done: self._answered(key, done))
        # Shielded: a client that goes away takes nothing from those that wait for the same answer.
        return await asyncio.shield(asked)

    def used(self, credential: Credential) -> None:
        """Notes that somebody is at work with it, and not only a page that was left open."""
        if not credential.session:
            self._token_used(credential.secret)
            return
        if self._seen is None:
            return
        key, now = _key(credential), time.monotonic()
        if now - self._seen_at.get(key, -_SEEN_SECONDS) < _SEEN_SECONDS:
            return
        _keep(self._seen_at, key, now)
        task = asyncio.ensure_future(self._tell(credential.secret, self._seen))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    def forget(self, credential: Credential) -> None:
        """Looks it up anew the next time."""
        self._known.pop(_key(credential), None)

    async def _tell(self, reference: str, seen: Callable[[str], Awaitable[None]]) -> None:
        try:
            await seen(reference)
        except GraphcrmError:
            _LOG.warning("the use of a session could not be noted")

    async def _ask(self, key: bytes, credential: Credential) -> Viewer:
        now = time.monotonic()
        viewer = await self._look_up(credential)
        _keep(self._known, key, (now, viewer))
        return viewer

    def _answered(self, key: bytes, done: asyncio.Future[Viewer]) -> None:
        del self._asked[key]
        if not done.cancelled():
            done.exception()  # looked at, since nobody may be left who waits for it


def _key(credential: Credential) -> bytes:
    secret = credential.secret.encode("utf-8", "surrogateescape")
    return hashlib.sha256((b"s" if credential.session else b"t") + secret).digest()


def _keep(kept: OrderedDict[bytes, T], key: bytes, value: T) -> None:
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > _KEPT:
        kept.popitem(last=False)
