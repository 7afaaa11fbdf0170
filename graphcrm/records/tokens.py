"""Tokens for the API: shown once, kept as a hash, ended by their day, their user or by hand."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from graphcrm.access.policy import Policy
from graphcrm.access.viewers import Viewer
from graphcrm.errors import BadUserInput, NotFound, Unauthenticated
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.measures import normal_forms
from graphcrm.records import journal
from graphcrm.records.journal import LOCAL
from graphcrm.records.users import as_viewer

_FORM = re.compile(r"gcrm_([a-z0-9]{8})_([A-Za-z0-9_-]{43})")
_OWNER = """
MATCH (u:User {email_key: $email}) WHERE NOT coalesce(u.disabled, false)
RETURN u.id, u.access_roles ORDER BY u.id LIMIT 1
"""
_CREATE = """
MATCH (u:User {id: $user})
CREATE (t:Internal:Token {prefix: $prefix, hash: $hash, role: $role, expires_at: $expires, created_at: $now})-[:OF]->(u)
"""
_LIST = """
MATCH (t:Token)-[:OF]->(u:User) WHERE t.expires_at > $now AND ($email IS NULL OR u.email_key = $email)
RETURN t.prefix, u.email, t.role, toString(t.created_at), toString(t.expires_at) ORDER BY u.email_key, t.created_at
"""
_REVOKE = "MATCH (t:Internal:Token {prefix: $prefix})-[:OF]->(u) WITH t, u.id AS user DETACH DELETE t RETURN user"
_LOOK_UP = """
MATCH (k:Token {prefix: $prefix})-[:OF]->(u:User)
WHERE k.expires_at > $now AND NOT coalesce(u.disabled, false)
RETURN k.hash, k.role, u.id, u.email, u.access_roles,
  COLLECT { MATCH (u)-[m:MEMBER_OF]->(t:Team)
    WHERE (m.started_on IS NULL OR m.started_on <= $today) AND (m.ended_on IS NULL OR m.ended_on >= $today)
    RETURN DISTINCT t.id },
  COLLECT { MATCH (u)-[m:MEMBER_OF]->(:Team)<-[:BELONGS_TO]-{1,20}(t:Team)
    WHERE (m.started_on IS NULL OR m.started_on <= $today) AND (m.ended_on IS NULL OR m.ended_on >= $today)
    RETURN DISTINCT t.id }
"""
_NO_HASH = "0" * 64  # compared with where there is no token, so that both ways take the same time
_REFUSED = "This token is not known, has ended or was revoked. Ask for another: graphcrm token create."


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose token it is: the roles it acts in, the user's teams today, and the teams below those."""

    id: str
    email: str
    roles: tuple[str, ...]
    teams: list[str]
    below: list[str]


async def create(graph: Graph, policy: Policy, email: str, role: str | None, ttl: timedelta) -> str:
    """A new token of a user, acting in `role` alone if one is given. It cannot be shown again. NotFound for nobody or
    a disabled user, BadUserInput for a role that is none or not theirs."""
    if role is not None and role not in policy.roles:
        raise BadUserInput(f"There is no role {role}. The policy knows {', '.join(sorted(policy.roles))}.")
    prefix = "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(8))
    token = f"gcrm_{prefix}_{secrets.token_urlsafe(32)}"
    now = datetime.now(UTC)
    parameters = {
        "prefix": prefix,
        "hash": _hash(token),
        "role": role,
        "expires": now + ttl,
        "now": now,
    }

    async def once(transaction: Transaction) -> None:
        rows = await transaction.run(_OWNER, {"email": normal_forms.email(email)})
        if not rows:
            raise NotFound(f"{email} is no user who may sign in. Add them: graphcrm user add {email}.")
        if role is not None and role not in (rows[0][1] or ()):
            raise BadUserInput(f"{email} does not have the role {role}, so no token can act in it.")
        await transaction.run(_CREATE, {**parameters, "user": rows[0][0]})
        await journal.audited(transaction, LOCAL, "tokenCreate", "User", rows[0][0], ["token"])

    await graph.write(once, name="token create")
    return token


async def revoke(graph: Graph, prefix: str) -> None:
    """Ends a token by its prefix (or the token itself)."""
    found = _FORM.fullmatch(prefix)

    async def once(transaction: Transaction) -> None:
        rows = await transaction.run(_REVOKE, {"prefix": found[1] if found else prefix})
        if not rows:
            raise NotFound("There is no token of that prefix.")
        await journal.audited(transaction, LOCAL, "tokenRevoke", "User", rows[0][0], ["token"])

    await graph.write(once, name="token revoke")


async def all_good(graph: Graph, email: str | None) -> list[dict[str, Any]]:
    """The tokens that have not ended, of one user or all, by user and day: `prefix`, `email`, `role` (None: all of the
    user's), `created_at`, `expires_at`."""
    parameters = {"email": normal_forms.email(email) if email else None, "now": datetime.now(UTC)}
    names = ("prefix", "email", "role", "created_at", "expires_at")
    return [dict(zip(names, row, strict=True)) for row in await graph.rows(_LIST, parameters)]


async def look_up(graph: Graph, token: str) -> Owner | None:
    """Whose token it is, today, by one read. None for a wrong, ended or revoked one, of a disabled user, or one whose
    role the user has no more."""
    found = _FORM.fullmatch(token)
    now = datetime.now(UTC)
    parameters = {"prefix": found[1] if found else "", "now": now, "today": now.date()}
    row = await graph.read(_LOOK_UP, parameters, question="sign-in", seconds=5)
    same = hmac.compare_digest(row[0] if row else _NO_HASH, _hash(token))
    if row is None or not same:
        return None
    _, role, identifier, email, roles, teams, below = row
    held = tuple(roles or ())
    if role is not None and role not in held:
        return None
    return Owner(identifier, email, held if role is None else (role,), teams, below)


async def sign_in(graph: Graph, policy: Policy, token: str) -> Viewer:
    """The viewer behind a token, today. Unauthenticated for whatever `look_up` does not know, in the same words."""
    owner = await look_up(graph, token)
    if owner is None:
        raise Unauthenticated(_REFUSED)
    return as_viewer(policy, owner.id, owner.email, owner.roles, owner.teams, owner.below)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
