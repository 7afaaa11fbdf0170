"""Sessions: who signed in, on which device, until when. The reference is kept as a hash, as tokens are."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from ulid import ULID

from graphcrm.access.policy import Policy
from graphcrm.access.viewers import Viewer
from graphcrm.errors import NotFound, Unauthenticated
from graphcrm.graph.circuit import Circuit
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.measures import normal_forms
from graphcrm.records import journal
from graphcrm.records.journal import Author
from graphcrm.records.users import as_viewer

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
NETWORKS_DAYS = 30
SECONDS = 5.0
_BYTES = 32
_CREATE = """
MATCH (u:User {id: $user})
CALL (u) { MATCH (old:Session)-[:OF]->(u) WHERE old.ends_at <= $now OR old.seen_at <= $idle DETACH DELETE old }
CREATE (s:Internal:Session {id: $id, hash: $hash, agent: $agent, created_at: $now, seen_at: $now, ends_at: $ends})
CREATE (s)-[:OF]->(u)
WITH u
// Where somebody signs in from is known for a while, so that the guesses of others do not keep them waiting.
SET u._networks = [n IN coalesce(u._networks, [])
  WHERE NOT split(n, ' ')[0] = $network AND split(n, ' ')[1] > $long_ago][-9..] + [$network + ' ' + $today]
"""
_LOOK_UP = """
MATCH (s:Session {hash: $hash})-[:OF]->(u:User)
WHERE s.ends_at > $now AND s.seen_at > $idle AND NOT coalesce(u.disabled, false)
RETURN u.id, u.email, u.access_roles,
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
_SEEN = "MATCH (s:Session {hash: $hash}) WHERE s.seen_at < $now AND s.seen_at > $idle SET s.seen_at = $now"
_ALL = """
MATCH (s:Session)-[:OF]->(u:User)
WHERE s.ends_at > $now AND s.seen_at > $idle AND ($email IS NULL OR u.email_key = $email)
RETURN s.id, u.email, s.agent, toString(s.created_at), toString(s.seen_at), toString(s.ends_at)
ORDER BY u.email_key, s.id
"""
_END = "MATCH (s:Session {hash: $hash})-[:OF]->(u) WITH s, u.id AS user DETACH DELETE s RETURN user"
_END_ONE = """
MATCH (s:Session {id: $id})-[:OF]->(u:User) WHERE $user IS NULL OR u.id = $user
WITH s, u.id AS user DETACH DELETE s RETURN user
"""
_END_ALL = "MATCH (s:Session)-[:OF]->(:User {id: $user}) DETACH DELETE s"
_REFUSED = "Nobody is signed in, or the session has ended. Sign in again."


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session: its secret reference, which is shown to nobody but its browser, and when it ends at the latest."""

    reference: str
    ends_at: datetime

    @property
    def seconds(self) -> int:
        """How long it lasts at most."""
        return int((self.ends_at - datetime.now(UTC)).total_seconds())


async def begin(transaction: Transaction, user: str, network: str, agent: str) -> Opened:
    """Begins a session of a user; `network` is where they are, `agent` what their browser calls itself."""
    now = datetime.now(UTC)
    opened = Opened(secrets.token_urlsafe(_BYTES), now + ABSOLUTE)
    parameters = {
        "user": user,
        "id": f"ses_{str(ULID()).lower()}",
        "hash": _hash(opened.reference),
        "agent": agent[:200],
        "now": now,
        "idle": now - IDLE,
        "ends": opened.ends_at,
        "network": network,
        "today": now.date().isoformat(),
        "long_ago": (now.date() - timedelta(days=NETWORKS_DAYS)).isoformat(),
    }
    await transaction.run(_CREATE, parameters)
    await journal.audited(transaction, Author(user), "signIn", "User", user, ["session"])
    return opened


async def viewer(circuit: Circuit, policy: Policy, reference: str, seconds: float = SECONDS) -> Viewer:
    """Who a session is of, today, by one read. Unauthenticated for one that has ended, was never, or is of a
    disabled user."""
    now = datetime.now(UTC)
    parameters = {"hash": _hash(reference), "now": now, "idle": now - IDLE, "today": now.date()}
    row = await circuit.read(_LOOK_UP, parameters, question="sign-in", seconds=seconds)
    if row is None:
        raise Unauthenticated(_REFUSED)
    identifier, email, roles, teams, below, duties = row
    return as_viewer(policy, identifier, email, tuple(roles or ()), teams, below, duties)


async def seen(circuit: Circuit, reference: str) -> None:
    """Notes that a session is in use."""
    now = datetime.now(UTC)
    parameters = {"hash": _hash(reference), "now": now, "idle": now - IDLE}

    async def once(transaction: Transaction) -> None:
        await transaction.run(_SEEN, parameters)

    await circuit.write(once, name="session seen", seconds=SECONDS)


async def end(circuit: Circuit, reference: str) -> None:
    """Ends a session by its reference; one that has ended already stays so."""

    async def once(transaction: Transaction) -> None:
        for (user,) in await transaction.run(_END, {"hash": _hash(reference)}):
            await journal.audited(transaction, Author(user), "signOut", "User", user, ["session"])

    await circuit.write(once, name="sign out", seconds=SECONDS)


async def revoke(transaction: Transaction, author: Author, session: str, user: str | None) -> str:
    """Ends one session by its id, of this user or (None) of anybody; whose it was. NotFound where there is none."""
    rows = await transaction.run(_END_ONE, {"id": session, "user": user})
    if not rows:
        raise NotFound("There is no such session.")
    await journal.audited(transaction, author, "sessionRevoke", "User", rows[0][0], ["session"])
    return str(rows[0][0])


async def end_all(transaction: Transaction, user: str) -> None:
    """Ends all sessions of a user."""
    await transaction.run(_END_ALL, {"user": user})


async def all_good(graph: Graph, email: str | None) -> list[dict[str, Any]]:
    """The sessions that last, of one user or all, by user and age: `id`, `email`, `agent`, `created_at`, `seen_at`,
    `ends_at`."""
    now = datetime.now(UTC)
    parameters = {"email": normal_forms.email(email) if email else None, "now": now, "idle": now - IDLE}
    names = ("id", "email", "agent", "created_at", "seen_at", "ends_at")
    return [dict(zip(names, row, strict=True)) for row in await graph.rows(_ALL, parameters)]


def _hash(reference: str) -> str:
    return hashlib.sha256(reference.encode("utf-8", "surrogatepass")).hexdigest()
