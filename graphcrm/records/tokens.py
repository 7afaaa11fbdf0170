"""Tokens for the API: shown once, kept as a hash, ended by their day, their user or by hand."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from graphcrm.access.policy import Policy
from graphcrm.access.viewers import ByToken, Viewer
from graphcrm.errors import BadUserInput, NotFound, Unauthenticated
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.measures import normal_forms
from graphcrm.records import journal
from graphcrm.records.journal import LOCAL, Author
from graphcrm.records.stored import native
from graphcrm.records.users import as_viewer, require_roles

LONGEST = timedelta(days=366)
USUAL = timedelta(days=30)
TOO_LONG = f"A token holds for at most {LONGEST.days} days. Choose an earlier end."
_FORM = re.compile(r"gcrm_([a-z0-9]{8})_([A-Za-z0-9_-]{43})")
_OWNER = """
MATCH (u:User {email_key: $email}) WHERE NOT coalesce(u.disabled, false) RETURN u.id ORDER BY u.id LIMIT 1
"""
_ROLES = "MATCH (u:User {id: $user}) WHERE NOT coalesce(u.disabled, false) RETURN u.email, coalesce(u.access_roles, [])"
_CREATE = """
MATCH (u:User {id: $user})
CREATE (t:Internal:Token {prefix: $prefix, hash: $hash, role: $role, scopes: $scopes, own: $own, expires_at: $expires,
  created_at: $now})-[:OF]->(u)
"""
_LIST = """
MATCH (t:Token)-[:OF]->(u:User) WHERE t.expires_at > $now AND ($email IS NULL OR u.email_key = $email)
RETURN t.prefix, u.email, t.role, t.scopes, toString(t.created_at), toString(t.expires_at), toString(t.used_at)
ORDER BY u.email_key, t.created_at
"""
_REVOKE = """
MATCH (t:Internal:Token {prefix: $prefix})-[:OF]->(u) WHERE $user IS NULL OR u.id = $user
WITH t, u.id AS user DETACH DELETE t RETURN user
"""
_LOOK_UP = """
MATCH (k:Token {prefix: $prefix})-[:OF]->(u:User)
WHERE k.expires_at > $now AND NOT coalesce(u.disabled, false)
RETURN k.hash, k.role, k.scopes, coalesce(k.own, true), k.expires_at, u.id, u.email, u.access_roles,
  COLLECT { MATCH (u)-[m:MEMBER_OF]->(t:Team)
    WHERE (m.started_on IS NULL OR m.started_on <= $today) AND (m.ended_on IS NULL OR m.ended_on >= $today)
    RETURN DISTINCT t.id },
  COLLECT { MATCH (u)-[m:MEMBER_OF]->(:Team)<-[:BELONGS_TO]-{1,20}(t:Team)
    WHERE (m.started_on IS NULL OR m.started_on <= $today) AND (m.ended_on IS NULL OR m.ended_on >= $today)
    RETURN DISTINCT t.id },
  COLLECT { MATCH (d:Duty)-[:HELD_BY]->(u)
    WHERE d.confirmed_at IS NOT NULL AND d.ended_at IS NULL AND d.ends_at > $now
    RETURN [d.name, d.id] ORDER BY d.id }
"""
_SEEN = """
UNWIND $prefixes AS prefix MATCH (t:Token {prefix: prefix}) WHERE coalesce(t.used_at < $now, true) SET t.used_at = $now
"""
_SEEN_SECONDS = 5.0
_NO_HASH = "0" * 64  # compared with where there is no token, so that both ways take the same time
_REFUSED = "This token is not known, has ended or was revoked. Ask for another: graphcrm token create."


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose token it is: the roles it acts in, the user's teams today, the teams below those, the duties held as [name,
    id], and what it is cut down to."""

    id: str
    email: str
    roles: tuple[str, ...]
    teams: list[str]
    below: list[str]
    duties: list[list[str]]
    by: ByToken


@dataclass(frozen=True, slots=True)
class Wish:
    """A token to make: the one role it acts in (None: all of its user's), the permissions it is cut down to (None: all
    of its roles), its end, and whether whoever makes it is its user or runs the command here."""

    role: str | None
    scopes: list[str] | None
    expires_at: datetime
    own: bool = True


@dataclass(frozen=True, slots=True)
class Made:
    """A new token: what its user sends, which is shown once, and its prefix, by which it is named afterwards."""

    token: str
    prefix: str


async def create(
    graph: Graph, policy: Policy, email: str, role: str | None, ttl: timedelta, scopes: list[str] | None = None
) -> str:
    """A new token of a user, as `put` makes it. It cannot be shown again. NotFound for nobody or a disabled user."""
    wish = Wish(role, scopes, datetime.now(UTC) + ttl)

    async def once(transaction: Transaction) -> str:
        rows = await transaction.run(_OWNER, {"email": normal_forms.email(email)})
        if not rows:
            raise NotFound(f"{email} is no user who may sign in. Add them: graphcrm user add {email}.")
        return (await put(transaction, policy, LOCAL, rows[0][0], wish)).token

    return await graph.write(once, name="token create")


async def put(transaction: Transaction, policy: Policy, author: Author, user: str, wish: Wish) -> Made:
    """Makes a token that acts for a user. BadUserInput for a role that is none or not theirs, for permissions that
    these roles do not have now, or for an end more than a year away; NotFound for a user who may not sign in."""
    if wish.expires_at > datetime.now(UTC) + LONGEST:
        raise BadUserInput(TOO_LONG)
    rows = await transaction.run(_ROLES, {"user": user})
    if not rows:
        raise NotFound("This user may not sign in. Let them in again first.")
    email, held = rows[0]
    roles = held if wish.role is None else [wish.role]
    if wish.role is not None:
        require_roles(policy, roles)
        if wish.role not in held:
            raise BadUserInput(f"{email} does not have the role {wish.role}, so no token can act in it.")
    lacking = sorted(set(wish.scopes or ()) - policy.permissions(roles))
    if lacking:
        raise BadUserInput(f"{email} may not do {lacking[0][:40]}, so no token of theirs can.")
    prefix = "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(8))
    made = Made(f"gcrm_{prefix}_{secrets.token_urlsafe(32)}", prefix)
    parameters = {"user": user, "prefix": prefix, "hash": _hash(made.token), "role": wish.role, "own": wish.own}
    said = {"scopes": wish.scopes, "expires": wish.expires_at, "now": datetime.now(UTC)}
    await transaction.run(_CREATE, {**parameters, **said})
    await journal.audited(transaction, author, "tokenCreate", "User", user, ["token"])
    return made


async def revoke(graph: Graph, prefix: str) -> None:
    """Ends a token by its prefix (or the token itself)."""

    async def once(transaction: Transaction) -> None:
        await end(transaction, LOCAL, prefix, None)

    await graph.write(once, name="token revoke")


async def end(transaction: Transaction, author: Author, prefix: str, user: str | None) -> str:
    """Ends a token by its prefix (or the token itself), of this user or (None) of anybody; whose it was. NotFound where
    there is none."""
    found = _FORM.fullmatch(prefix)
    rows = await transaction.run(_REVOKE, {"prefix": found[1] if found else prefix, "user": user})
    if not rows:
        raise NotFound("There is no token of that prefix.")
    await journal.audited(transaction, author, "tokenRevoke", "User", rows[0][0], ["token"])
    return str(rows[0][0])


async def all_good(graph: Graph, email: str | None) -> list[dict[str, Any]]:
    """The tokens that have not ended, of one user or all, by user and day: `prefix`, `email`, `role` (None: all of the
    user's), `scopes` (None: all their roles may do), `created_at`, `expires_at`, `used_at` (None: never)."""
    parameters = {"email": normal_forms.email(email) if email else None, "now": datetime.now(UTC)}
    names = ("prefix", "email", "role", "scopes", "created_at", "expires_at", "used_at")
    return [dict(zip(names, row, strict=True)) for row in await graph.rows(_LIST, parameters)]


async def look_up(graph: Graph, token: str) -> Owner | None:
    """Whose token it is, today, by one read. None for a wrong, ended or revoked one, of a disabled user, or one whose
    role the user has no more."""
    found = _FORM.fullmatch(token)
    return await _owner(graph, found[1] if found else "", token)


async def seen(graph: Graph, used: Iterable[str]) -> None:
    """Notes that tokens, which were let in before, are in use."""
    prefixes = [found[1] for token in used if (found := _FORM.fullmatch(token))]
    parameters = {"prefixes": prefixes, "now": datetime.now(UTC)}

    async def once(transaction: Transaction) -> None:
        await transaction.run(_SEEN, parameters)

    await graph.write(once, name="tokens seen", seconds=_SEEN_SECONDS)


async def of_prefix(graph: Graph, policy: Policy, prefix: str) -> Viewer | None:
    """The viewer that somebody who asked by a token is today; None where that has ended. Not for signing in: a prefix
    is no secret."""
    owner = await _owner(graph, prefix, None)
    return _viewer(policy, owner) if owner is not None else None


async def _owner(graph: Graph, prefix: str, token: str | None) -> Owner | None:
    """The owner of the token of a prefix; where a token is given, only if it is that one."""
    now = datetime.now(UTC)
    parameters = {"prefix": prefix, "now": now, "today": now.date()}
    row = await graph.read(_LOOK_UP, parameters, question="sign-in", seconds=5)
    same = token is None or hmac.compare_digest(row[0] if row else _NO_HASH, _hash(token))
    if row is None or not same:
        return None
    _, role, scopes, own, ends_at, identifier, email, roles, teams, below, duties = row
    held = tuple(roles or ())
    if role is not None and role not in held:
        return None
    by = ByToken(
        native(ends_at),
        None if scopes is None else frozenset(scopes),
        one_role=role is not None and set(held) != {role},
        own=own,
        prefix=prefix,
    )
    return Owner(identifier, email, held if role is None else (role,), teams, below, duties, by)


async def sign_in(graph: Graph, policy: Policy, token: str) -> Viewer:
    """The viewer behind a token, today. Unauthenticated for whatever `look_up` does not know, in the same words."""
    owner = await look_up(graph, token)
    if owner is None:
        raise Unauthenticated(_REFUSED)
    return _viewer(policy, owner)


def _viewer(policy: Policy, owner: Owner) -> Viewer:
    return as_viewer(policy, owner.id, owner.email, owner.roles, owner.teams, owner.below, owner.duties, owner.by)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
