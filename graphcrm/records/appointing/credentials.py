"""Tokens and sessions by mutation: one's own, and for whoever appoints users those of others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from graphcrm.compile.mutations import Mutation
from graphcrm.errors import Forbidden
from graphcrm.records import tokens
from graphcrm.records.appointing.reading import blaming, named, text, texts
from graphcrm.records.faults import Fault
from graphcrm.records.journal import Touched
from graphcrm.records.mutations.named import Found
from graphcrm.records.mutations.values import fault
from graphcrm.records.mutations.work import Effect, Item, Work
from graphcrm.records.sign_in import sessions
from graphcrm.records.tokens import Wish
from graphcrm.records.users import APPOINTS

_LIMITED = "A token that may do less than its user makes and ends none. Sign in, or use one without scopes."
_OTHERS = "You may make tokens of your own alone. Ask an administrator."
_SHOWN_ONCE = "A token is shown once, when it is made, and kept nowhere. Where it is lost, revoke it and make another."


async def create_token(work: Work, _mutation: Mutation, items: Sequence[Item]) -> Effect:
    """A token, which acts for its user with no more than they have at that moment."""
    (item,) = items
    _require_whole(work, "tokenCreate")
    role, scopes = text(work, item, "role", longest=100), texts(work, item, "scopes")
    user = await _owner(work, item)
    ends_at = _end(work, item)
    work.check()
    own = user.id == work.viewer.id and work.viewer.in_person
    with blaming("role" if role is not None else "scopes" if scopes is not None else "expiresAt"):
        wish = Wish(role, scopes, ends_at, own)
        made = await tokens.put(work.transaction, work.policy, work.author, user.id, wish)
    told = {"prefix": made.prefix, "expiresAt": ends_at.isoformat(timespec="seconds").replace("+00:00", "Z")}
    return Effect([user], [], {**told, "notice": _SHOWN_ONCE}, {"token": made.token, "notice": None})


async def end_token(work: Work, _mutation: Mutation, items: Sequence[Item]) -> Effect:
    """A token ends at once."""
    (item,) = items
    _require_whole(work, "tokenRevoke")
    prefix = text(work, item, "prefix", longest=100, required=True)
    work.check()
    with blaming("prefix"):
        user = await tokens.end(work.transaction, work.author, prefix or "", _whose(work))
    return Effect([Touched("User", user)], [])


async def end_session(work: Work, _mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Whoever is signed in with this session is so no more."""
    (item,) = items
    _require_whole(work, "sessionRevoke")
    session = text(work, item, "session", longest=100, required=True)
    work.check()
    with blaming("session"):
        user = await sessions.revoke(work.transaction, work.author, session or "", _whose(work))
    return Effect([Touched("User", user)], [])


def _require_whole(work: Work, act: str) -> None:
    """Forbidden for a token that was cut down: it must not make one that is not, nor take others away."""
    if work.viewer.token is not None and work.viewer.token.limited:
        raise Forbidden(_LIMITED, reason="ROLE", act=act)


def _whose(work: Work) -> str | None:
    """Whose they may end: their own, or (None) anybody's. What is somebody else's is answered as what is not there."""
    return None if APPOINTS in work.viewer.permissions else work.viewer.id


async def _owner(work: Work, item: Item) -> Touched:
    """Whose token it is to be: who asks, or another where they appoint users."""
    if item.given.get("user") is None:
        return Touched("User", work.viewer.id)
    user: Found | None = None
    if APPOINTS in work.viewer.permissions or item.given["user"].get("id") == work.viewer.id:
        user = (await named(work, item, user="User"))["user"]
    else:
        work.fault(item, Fault("FORBIDDEN", ["user"], _OTHERS, "ROLE"))
    return user.touched if user is not None else Touched("User", work.viewer.id)


def _end(work: Work, item: Item) -> datetime:
    """Until when it holds: as asked, else 30 days; one that a token makes ends no later than that token."""
    now = datetime.now(UTC)
    asked: datetime | None = item.given.get("expiresAt")
    if asked is not None and asked <= now:
        work.fault(item, fault("expiresAt", "This is past. Choose a later end."))
    if asked is not None and asked > now + tokens.LONGEST:
        work.fault(item, fault("expiresAt", tokens.TOO_LONG))
    by = work.viewer.token
    ends_at = (asked or now + tokens.USUAL).astimezone(UTC)
    return min(ends_at, by.ends_at) if by is not None else ends_at
