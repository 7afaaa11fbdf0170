"""Tokens for the API: shown once, kept as a hash, ended by their day, their user or by hand."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from datetime import UTC, datetime, timedelta

from graphcrm.access.policy import Policy
from graphcrm.access.viewers import Viewer
from graphcrm.errors import BadUserInput, NotFound, Unauthenticated
from graphcrm.graph.connection import Graph
from graphcrm.measures import normal_forms
from graphcrm.records.users import as_viewer

_FORM = re.compile(r"gcrm_([a-z0-9]{8})_([A-Za-z0-9_-]{43})")
_CREATE = """
MATCH (u:User {email_key: $email}) WHERE NOT coalesce(u.disabled, false)
WITH u ORDER BY u.id LIMIT 1
CREATE (t:Internal:Token {prefix: $prefix, hash: $hash, role: $role, expires_at: $expires, created_at: $now})-[:OF]->(u)
RETURN u.access_roles AS roles
"""
_REVOKE = "MATCH (t:Internal:Token {prefix: $prefix}) DETACH DELETE t RETURN 1"
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
_REFUSED = "This token is not known, has ended or was revoked. Ask for another: graphcrm token create."


async def create(graph: Graph, policy: Policy, email: str, role: str | None, ttl: timedelta) -> str:
    """A new token of a user, acting in `role` alone if one is given. It cannot be shown again."""
    if role is not None and role not in policy.roles:
        raise BadUserInput(f"There is no role {role}. The policy knows {', '.join(sorted(policy.roles))}.")
    prefix = "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(8))
    token = f"gcrm_{prefix}_{secrets.token_urlsafe(32)}"
    now = datetime.now(UTC)
    parameters = {
        "email": normal_forms.email(email),
        "prefix": prefix,
        "hash": _hash(token),
        "role": role,
        "expires": now + ttl,
        "now": now,
    }
    rows = await graph.write(lambda t: t.run(_CREATE, parameters), name="token create")
    if not rows:
        raise NotFound(f"{email} is no user who may sign in. Add them: graphcrm user add {email}.")
    if role is not None and role not in (rows[0][0] or ()):
        await revoke(graph, prefix)
        raise BadUserInput(f"{email} does not have the role {role}, so no token can act in it.")
    return token


async def revoke(graph: Graph, prefix: str) -> None:
    """Ends a token by its prefix (or the token itself)."""
    found = _FORM.fullmatch(prefix)
    rows = await graph.write(lambda t: t.run(_REVOKE, {"prefix": found[1] if found else prefix}), name="token revoke")
    if not rows:
        raise NotFound("There is no token of that prefix.")


async def sign_in(graph: Graph, policy: Policy, token: str) -> Viewer:
    """The viewer behind a token, today. Unauthenticated for a wrong, ended or revoked one, all in the same words."""
    found = _FORM.fullmatch(token)
    now = datetime.now(UTC)
    parameters = {"prefix": found[1] if found else "", "now": now, "today": now.date()}
    row = await graph.read(_LOOK_UP, parameters, question="sign-in", seconds=5)
    if row is None or not hmac.compare_digest(row[0], _hash(token)):
        raise Unauthenticated(_REFUSED)
    _, role, identifier, email, roles, teams, below = row
    held = tuple(roles or ())
    if role is not None:
        if role not in held:  # the user lost the role that the token acts in
            raise Unauthenticated(_REFUSED)
        held = (role,)
    return as_viewer(policy, identifier, email, held, teams, below)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
