"""The first administrator: made with a token that is printed once, is good for a quarter of an hour, and only as long
as there is none."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from graphcrm.access.policy import Policy
from graphcrm.compile import writing
from graphcrm.errors import NotFound, Unauthenticated
from graphcrm.graph.circuit import Circuit
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records import users
from graphcrm.records.journal import Author
from graphcrm.records.sign_in import accounts, sessions
from graphcrm.records.sign_in.attempts import network
from graphcrm.records.sign_in.passwords import Passwords
from graphcrm.records.sign_in.sessions import SECONDS, Opened

LASTS = timedelta(minutes=15)
_LOCK = "set-up"
# Whoever may appoint others counts, also one who is disabled: the way in must not open again.
_ADMINISTERED = "MATCH (u:User) WHERE any(role IN u.access_roles WHERE role IN $roles) RETURN count(u) > 0"
_KEEP = """
CALL () { MATCH (old:SetUp) DETACH DELETE old }
CREATE (:Internal:SetUp {hash: $hash, ends_at: $ends})
"""
_USE = "MATCH (s:SetUp {hash: $hash}) WITH s, s.ends_at > $now AS good DETACH DELETE s RETURN good"
_WRONG = "This set-up token is wrong, used or older than a quarter of an hour. Start graphcrm again for a new one."


async def token(graph: Graph, policy: Policy) -> str | None:
    """A new set-up token, which ends the one before; None for ever once there is somebody who may appoint others."""
    made = secrets.token_urlsafe(24)

    async def once(transaction: Transaction) -> str | None:
        await transaction.run(writing.LOCK, {"name": _LOCK})
        if await _administered(transaction, policy):
            return None
        await transaction.run(_KEEP, {"hash": _hash(made), "ends": datetime.now(UTC) + LASTS})
        return made

    return await graph.write(once, name="set-up token")


async def is_open(circuit: Circuit, policy: Policy) -> bool:
    """Whether nobody administers yet."""
    row = await circuit.read(_ADMINISTERED, {"roles": _appointing(policy)}, question="set-up", seconds=SECONDS)
    return row is not None and not row[0]


async def use(
    circuit: Circuit,
    policy: Policy,
    passwords: Passwords,
    *,
    given: str,
    email: str,
    name: str | None,
    password: str,
    address: str,
    agent: str,
) -> Opened:
    """Makes the first administrator and signs them in. NotFound where there is one; Unauthenticated for a wrong token;
    BadUserInput for an address or password that cannot be used, and the token is still good."""
    if not await is_open(circuit, policy):
        raise NotFound("There is nothing at this address.")
    user = users.new(policy, email, name, ["admin"])
    hashed = await passwords.hashed(password, [*(name or "").split(), *email.replace("@", ".").split("."), "graphcrm"])

    async def once(transaction: Transaction) -> Opened:
        await transaction.run(writing.LOCK, {"name": _LOCK})
        if await _administered(transaction, policy):
            raise NotFound("There is nothing at this address.")
        rows = await transaction.run(_USE, {"hash": _hash(given), "now": datetime.now(UTC)})
        if not rows or not rows[0][0]:
            raise Unauthenticated(_WRONG)
        author = Author(str(user["id"]))
        await users.put(transaction, author, user)
        await accounts.put(transaction, author, author.user, hashed)
        return await sessions.begin(transaction, author.user, network(address), agent)

    return await circuit.write(once, name="set-up", seconds=SECONDS)


async def _administered(transaction: Transaction, policy: Policy) -> bool:
    rows = await transaction.run(_ADMINISTERED, {"roles": _appointing(policy)})
    return bool(rows[0][0])


def _appointing(policy: Policy) -> list[str]:
    return sorted(name for name, role in policy.roles.items() if "users.write" in role.may)


def _hash(token_: str) -> str:
    return hashlib.sha256(token_.encode("utf-8", "surrogatepass")).hexdigest()
