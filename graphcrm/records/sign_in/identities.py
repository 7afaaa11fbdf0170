"""Who somebody of a company's sign-in is here: by issuer and subject, never by an address that may pass to another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from graphcrm.access.policy import Policy
from graphcrm.errors import BadUserInput, Conflict, Forbidden, NotFound, Unauthenticated
from graphcrm.graph.circuit import Circuit
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.measures import normal_forms
from graphcrm.records import journal, users
from graphcrm.records.journal import LOCAL, Author
from graphcrm.records.sign_in import sessions
from graphcrm.records.sign_in.sessions import SECONDS, Opened

_FIND = """
MATCH (i:Identity {key: $key})-[:OF]->(u:User)
RETURN u.id, coalesce(u.disabled, false), coalesce(u.access_roles, [])
"""
_ADD = "MATCH (u:User {id: $user}) CREATE (i:Internal:Identity {key: $key, since: $now})-[:OF]->(u)"
_ROLES = "MATCH (u:User {id: $user}) SET u.access_roles = $roles, u.version = u.version + 1, u.updated_at = $now"
_LINK = """
MATCH (u:User {email_key: $email}) WITH u ORDER BY u.id LIMIT 1
CREATE (i:Internal:Identity {key: $key, since: $now})-[:OF]->(u) RETURN u.id
"""
_NOBODY = "Your company knows you, and graphcrm does not yet. Ask an administrator to let you in."


async def sign_in(
    circuit: Circuit,
    policy: Policy,
    *,
    issuer: str,
    subject: str,
    email: str | None,
    name: str | None,
    roles: Sequence[str] | None,
    network: str,
    agent: str,
) -> Opened:
    """A session for an identity. `roles` are those its groups give: they are the user's from now on, though the last
    administrator stays one, and who is new becomes a user; None where roles are given here: then who is not known
    is refused. Unauthenticated for nobody known and for a disabled user; Forbidden for one whose groups give no role.
    """
    if roles is not None and not roles:
        raise Forbidden("No group of yours has a role in graphcrm. Ask an administrator.", reason="ROLE")

    async def once(transaction: Transaction) -> Opened:
        user = await _user(transaction)
        return await sessions.begin(transaction, user, network, agent)

    async def _user(transaction: Transaction) -> str:
        rows = await transaction.run(_FIND, {"key": _key(issuer, subject)})
        if not rows:
            return await _new(transaction)
        user, disabled, held = rows[0]
        if disabled:
            raise Unauthenticated(_NOBODY)
        given = held if roles is None else await users.still_appointing(transaction, policy, user, held, roles)
        if sorted(given) != sorted(held):
            parameters = {"user": user, "roles": given, "now": datetime.now(UTC)}
            await transaction.run(_ROLES, parameters)
            await journal.audited(transaction, Author(str(user)), "userRoleSet", "User", user, ["access_roles"])
        return str(user)

    async def _new(transaction: Transaction) -> str:
        if roles is None or email is None:
            raise Unauthenticated(_NOBODY)
        user = users.new(policy, email, name, roles)
        try:
            await users.put(transaction, Author(str(user["id"])), user)
        except Conflict as error:  # somebody else's address, or theirs before: an administrator knows which
            raise Unauthenticated(_NOBODY) from error
        parameters = {"user": user["id"], "key": _key(issuer, subject), "now": datetime.now(UTC)}
        await transaction.run(_ADD, parameters)
        return str(user["id"])

    return await circuit.write(once, name="sign in", seconds=SECONDS)


async def link(graph: Graph, email: str, issuer: str, subject: str) -> None:
    """Says that a user is who an issuer knows by a subject. NotFound for nobody, Conflict where the subject is
    somebody's already, BadUserInput for no subject."""
    if not 0 < len(subject) <= 255:
        raise BadUserInput("A subject has 1 to 255 characters: the claim `sub` of the issuer.")
    parameters = {"email": normal_forms.email(email), "key": _key(issuer, subject), "now": datetime.now(UTC)}

    async def once(transaction: Transaction) -> None:
        if await transaction.run(_FIND, {"key": parameters["key"]}):
            raise Conflict("This subject is a user already. `graphcrm user list` shows all.")
        rows = await transaction.run(_LINK, parameters)
        if not rows:
            raise NotFound(f"{email} is no user. `graphcrm user list` shows all.")
        await journal.audited(transaction, LOCAL, "userIdentityAdd", "User", rows[0][0], ["identity"])

    await graph.write(once, name="user identity")


def _key(issuer: str, subject: str) -> str:
    return f"{issuer} {subject}"
