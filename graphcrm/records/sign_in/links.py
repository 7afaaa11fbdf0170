"""A link that signs a user in once: made by whoever runs the command on this machine, good for a quarter of an hour."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from graphcrm.errors import Unauthenticated
from graphcrm.graph.circuit import Circuit
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records import journal, users
from graphcrm.records.journal import LOCAL
from graphcrm.records.sign_in import sessions
from graphcrm.records.sign_in.attempts import network
from graphcrm.records.sign_in.sessions import SECONDS, Opened

LASTS = timedelta(minutes=15)
_KEEP = """
MATCH (u:User {id: $user})
CALL (u) { MATCH (old:SignInLink)-[:OF]->(u) DETACH DELETE old }
CREATE (:Internal:SignInLink {hash: $hash, ends_at: $ends})-[:OF]->(u)
"""
_USE = """
MATCH (l:SignInLink {hash: $hash})-[:OF]->(u:User)
WITH l, u.id AS user, l.ends_at > $now AND NOT coalesce(u.disabled, false) AS good
DETACH DELETE l RETURN user, good
"""
_WRONG = "This sign-in link is wrong, used or older than a quarter of an hour. Sign in another way, or make a new one."


async def make(graph: Graph, email: str) -> str:
    """The secret of a new link for a user, which ends the one before. NotFound where there is no such user."""
    made = secrets.token_urlsafe(24)

    async def once(transaction: Transaction) -> str:
        user = await users.id_of(transaction, email)
        await transaction.run(_KEEP, {"user": user, "hash": _hash(made), "ends": datetime.now(UTC) + LASTS})
        await journal.audited(transaction, LOCAL, "signInLink", "User", user, ["link"])
        return made

    return await graph.write(once, name="sign-in link")


async def use(circuit: Circuit, *, given: str, address: str, agent: str) -> Opened:
    """Signs in whom the link is for, and ends it. Unauthenticated where it is good for nobody."""

    async def once(transaction: Transaction) -> Opened | None:
        rows = await transaction.run(_USE, {"hash": _hash(given), "now": datetime.now(UTC)})
        if not rows or not rows[0][1]:
            return None
        return await sessions.begin(transaction, str(rows[0][0]), network(address), agent)

    opened = await circuit.write(once, name="sign-in link", seconds=SECONDS)
    if opened is None:
        raise Unauthenticated(_WRONG)
    return opened


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
