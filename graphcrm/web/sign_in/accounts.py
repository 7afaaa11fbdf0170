"""`/auth/…`: signing in and out with a password, setting one, and the first administrator."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graphcrm.access.policy import Policy
from graphcrm.access.viewers import Viewer
from graphcrm.api.auditing import Auditing
from graphcrm.errors import BadUserInput, Unauthenticated, Unavailable
from graphcrm.graph.circuit import Circuit
from graphcrm.records.budgets import Budgets
from graphcrm.records.sign_in import accounts, links, sessions, set_up
from graphcrm.records.sign_in.accounts import WrongPassword
from graphcrm.records.sign_in.attempts import Attempt, Attempts
from graphcrm.records.sign_in.passwords import Passwords
from graphcrm.records.sign_in.sessions import Opened
from graphcrm.settings import Settings
from graphcrm.web import negotiation, origins, requests
from graphcrm.web.health import Health
from graphcrm.web.sign_in import credentials
from graphcrm.web.sign_in.cache import SignInCache
from graphcrm.web.sign_in.credentials import Credential

_BODY_BYTES = 8192
_SET_UP = "set-up"
_LINK = "link"


class Accounts:
    """The routes of `/auth`. What is asked is JSON, and so is what is answered."""

    def __init__(
        self,
        circuit: Circuit,
        policy: Policy,
        settings: Settings,
        health: Health,
        sign_in: SignInCache,
        auditing: Auditing,
        budgets: Budgets,
    ) -> None:
        self._circuit = circuit
        self._policy = policy
        self._settings = settings
        self._health = health
        self._sign_in = sign_in
        self._auditing = auditing
        self._passwords = Passwords()
        self._attempts = Attempts(budgets)

    def routes(self) -> list[Route]:
        return [
            Route(path, self._answered(answer), methods=["POST"])
            for path, answer in (
                ("/auth/login", self._log_in),
                ("/auth/logout", self._log_out),
                ("/auth/password", self._password),
                ("/auth/setup", self._set_up),
                ("/auth/link", self._link),
            )
        ]

    def _answered(self, answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        async def answered(request: Request) -> Response:
            if self._health.stopping:
                raise Unavailable("The server is stopping. Try again in a moment.", reason="STOPPING")
            self._health.running += 1
            try:
                return await answer(request)
            finally:
                self._health.running -= 1

        return answered

    async def _log_in(self, request: Request) -> Response:
        headers = dict(request.scope["headers"])
        origins.require_same_place(headers, self._settings, cookie=False)
        given = await self._given(request, "email", "password")
        try:
            account, opened = await accounts.sign_in(
                self._circuit,
                self._passwords,
                self._attempts,
                email=given["email"],
                password=given["password"],
                address=self._address(request),
                agent=_agent(headers),
            )
        except WrongPassword as wrong:
            await self._auditing.denied_sign_in(wrong.user, request.scope["state"]["request_id"])
            raise
        request.scope["state"]["viewer"] = account.id
        return self._opened(opened, {"id": account.id, "name": account.name, "email": account.email})

    async def _log_out(self, request: Request) -> Response:
        headers = dict(request.scope["headers"])
        reference = credentials.session_of(headers)
        origins.require_same_place(headers, self._settings, cookie=reference is not None)
        if reference is not None:
            await sessions.end(self._circuit, reference)
            self._sign_in.forget(Credential(reference, session=True))
        return _json({"signedOut": True}, cookie=credentials.set_cookie("", 0))

    async def _password(self, request: Request) -> Response:
        headers = dict(request.scope["headers"])
        viewer = await self._viewer(request)
        given = await self._given(request, "password", "newPassword")
        await accounts.change_password(
            self._circuit,
            self._passwords,
            self._attempts,
            email=viewer.email,
            old=given["password"],
            new=given["newPassword"],
            address=self._address(request),
        )
        # Every session has ended; who sits here goes on with a new one.
        _, opened = await accounts.sign_in(
            self._circuit,
            self._passwords,
            self._attempts,
            email=viewer.email,
            password=given["newPassword"],
            address=self._address(request),
            agent=_agent(headers),
        )
        return self._opened(opened, {"id": viewer.id, "email": viewer.email})

    async def _set_up(self, request: Request) -> Response:
        headers = dict(request.scope["headers"])
        origins.require_same_place(headers, self._settings, cookie=False)
        given = await self._given(request, "token", "email", "password", optional=("name",))
        attempt = Attempt(_SET_UP, self._address(request))
        await self._attempts.begin(attempt, known=True)
        opened = await set_up.use(
            self._circuit,
            self._policy,
            self._passwords,
            given=given["token"],
            email=given["email"],
            name=given.get("name"),
            password=given["password"],
            address=attempt.address,
            agent=_agent(headers),
        )
        await self._attempts.succeeded(attempt, known=True)
        return self._opened(opened, {"email": given["email"]})

    async def _link(self, request: Request) -> Response:
        headers = dict(request.scope["headers"])
        origins.require_same_place(headers, self._settings, cookie=False)
        given = await self._given(request, "token")
        attempt = Attempt(_LINK, self._address(request))
        await self._attempts.begin(attempt, known=True)
        opened = await links.use(self._circuit, given=given["token"], address=attempt.address, agent=_agent(headers))
        await self._attempts.succeeded(attempt, known=True)
        return self._opened(opened, {})

    async def _viewer(self, request: Request) -> Viewer:
        """Who is signed in with a session. A token may set no password."""
        headers = dict(request.scope["headers"])
        found = credentials.credential(headers)
        if not found.session:
            raise Unauthenticated("Sign in with your password to set another; a token cannot.")
        origins.require_same_place(headers, self._settings, cookie=True)
        viewer = await self._sign_in(found)
        request.scope["state"]["viewer"] = viewer.id
        return viewer

    async def _given(self, request: Request, *names: str, optional: tuple[str, ...] = ()) -> dict[str, str]:
        """The texts of a body. BadUserInput where one is missing or no text."""
        headers = dict(request.scope["headers"])
        seconds = self._settings.request_deadline
        content = await requests.body(headers, request.receive, limit=_BODY_BYTES, seconds=seconds)
        try:
            given = orjson.loads(content)
        except orjson.JSONDecodeError as error:
            raise negotiation.NotJson("The body is not JSON.") from error
        if not isinstance(given, dict):
            raise BadUserInput("The body must be one JSON object.")
        for name in names:
            if not isinstance(given.get(name), str) or not given[name]:
                raise BadUserInput(f"`{name}` must be a text.")
        for name in optional:
            if given.get(name) is not None and not isinstance(given[name], str):
                raise BadUserInput(f"`{name}` must be a text.")
        return {name: given[name] for name in (*names, *optional) if given.get(name) is not None}

    def _address(self, request: Request) -> str:
        return origins.client_address(request.scope, self._settings.trusted_proxies)

    def _opened(self, opened: Opened, user: dict[str, Any]) -> Response:
        content = {"user": user, "endsAt": opened.ends_at.isoformat(timespec="seconds").replace("+00:00", "Z")}
        return _json(content, cookie=credentials.set_cookie(opened.reference, opened.seconds))


def _agent(headers: dict[bytes, bytes]) -> str:
    return headers.get(b"user-agent", b"").decode("latin-1")


def _json(content: dict[str, Any], *, cookie: str) -> Response:
    return Response(orjson.dumps(content), headers={"Set-Cookie": cookie}, media_type="application/json")
