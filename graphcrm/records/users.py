"""Users: who may sign in, and in which roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from email_validator import EmailNotValidError, validate_email

from graphcrm.access.policy import Policy
from graphcrm.access.viewers import Viewer, viewer
from graphcrm.compile import writing
from graphcrm.errors import BadUserInput, Conflict, Forbidden, NotFound
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.measures import normal_forms
from graphcrm.records import identity, journal, stored
from graphcrm.records.desired import Reader
from graphcrm.records.journal import LOCAL, Author
from graphcrm.vocabulary.user import USER

LOCK = "users"
_BY_EMAIL = "MATCH (u:User {email_key: $email}) RETURN u.id, u.disabled ORDER BY u.id LIMIT 1"
_OWNERS = "MATCH (u:User) WHERE u.email_key IN $addresses RETURN u.email_key, u.id ORDER BY u.id DESC"
_CREATE = "CREATE (u:User) SET u = $properties"
_DISABLE = """
MATCH (u:User {email_key: $email})
SET u.disabled = true, u.version = u.version + 1, u.updated_at = $now RETURN u.id
"""
_SET_ROLES = """
MATCH (u:User {email_key: $email}) WITH u ORDER BY u.id LIMIT 1
SET u.access_roles = $roles, u.version = u.version + 1, u.updated_at = $now
RETURN u.id
"""
_LIST = """
MATCH (u:User) RETURN u.id, u.email, u.name, u.access_roles, coalesce(u.disabled, false) ORDER BY u.email_key
"""
# Teams hold on the day; those below are wanted only for roles that see them. Teams form a tree: 20 levels are plenty.
_VIEWER = """
MATCH (u:User {email_key: $email}) WHERE NOT coalesce(u.disabled, false)
RETURN u.id, u.email, u.access_roles,
  COLLECT { MATCH (u)-[m:MEMBER_OF]->(t:Team)
    WHERE (m.started_on IS NULL OR m.started_on <= $today) AND (m.ended_on IS NULL OR m.ended_on >= $today)
    RETURN DISTINCT t.id },
  COLLECT { MATCH (u)-[m:MEMBER_OF]->(:Team)<-[:BELONGS_TO]-{1,20}(t:Team)
    WHERE (m.started_on IS NULL OR m.started_on <= $today) AND (m.ended_on IS NULL OR m.ended_on >= $today)
    RETURN DISTINCT t.id }
"""


async def add(graph: Graph, policy: Policy, email: str, name: str | None, roles: Sequence[str]) -> str:
    """Adds a user; their id. BadUserInput for an unknown role or what is no address, Conflict where the address is a
    user's already."""
    user = new(policy, email, name, roles)

    async def once(transaction: Transaction) -> str:
        await put(transaction, LOCAL, user)
        return str(user["id"])

    return await graph.write(once, name="user add")


def new(policy: Policy, email: str, name: str | None, roles: Sequence[str]) -> dict[str, Any]:
    """The stored properties of a new user. BadUserInput for an unknown role or what is no address."""
    _require_roles(policy, roles)
    try:
        # Only the form is judged, as for the people of files: reserved domains serve in examples.
        validate_email(email, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise BadUserInput(f"{email!r} is no e-mail address: {error}") from error
    now = datetime.now(UTC)
    values = {"email": email, "name": name or email, "access_roles": list(roles), "disabled": False}
    return {
        **stored.properties(USER.properties, values),
        "id": identity.new(USER),
        "version": 1,
        "created_at": now,
        "updated_at": now,
    }


def _require_roles(policy: Policy, roles: Sequence[str]) -> None:
    for role in roles:
        if role not in policy.roles:
            raise BadUserInput(f"There is no role {role}. The policy knows {', '.join(sorted(policy.roles))}.")


async def put(transaction: Transaction, author: Author, user: Mapping[str, Any]) -> None:
    """Writes a new user. Conflict where the address is a user's already."""
    await transaction.run(writing.LOCK, {"name": LOCK})
    if await transaction.run(_BY_EMAIL, {"email": user["email_key"]}):
        raise Conflict(f"{user['email']} is a user already. `graphcrm user list` shows all.")
    await transaction.run(_CREATE, {"properties": user})
    fields = ["email", "name", "access_roles"]
    await journal.audited(transaction, author, "userAdd", "User", str(user["id"]), fields)


async def owners(reader: Reader, addresses: Sequence[str]) -> dict[str, str]:
    """The ids of the users who sign in with these addresses (lower case)."""
    rows = await reader.run(_OWNERS, {"addresses": list(addresses)})
    return {address: identifier for address, identifier in rows}  # noqa: C416 - rows are lists


async def disable(graph: Graph, email: str) -> None:
    """A user who may not sign in any more; their tokens stop working within two seconds."""
    parameters = {"email": normal_forms.email(email), "now": datetime.now(UTC)}

    async def once(transaction: Transaction) -> None:
        rows = await transaction.run(_DISABLE, parameters)
        if not rows:
            raise NotFound(f"{email} is no user. `graphcrm user list` shows all.")
        await journal.audited(transaction, LOCAL, "userDisable", "User", rows[0][0], ["disabled"])

    await graph.write(once, name="user disable")


async def set_roles(graph: Graph, policy: Policy, author: Author, email: str, roles: Sequence[str]) -> None:
    """The roles a user may act in, in place of those they had; they count within two seconds. BadUserInput for a role
    that is none, NotFound for nobody, Forbidden for one's own: so there is always one left who may appoint others."""
    _require_roles(policy, roles)
    parameters = {"email": normal_forms.email(email), "roles": list(dict.fromkeys(roles)), "now": datetime.now(UTC)}

    async def once(transaction: Transaction) -> None:
        await transaction.run(writing.LOCK, {"name": LOCK})
        rows = await transaction.run(_SET_ROLES, parameters)
        if not rows:
            raise NotFound(f"{email} is no user. `graphcrm user list` shows all.")
        if rows[0][0] == author.user:
            raise Forbidden("Nobody changes their own roles. Ask another administrator.", reason="ROLE")
        await journal.audited(transaction, author, "userRoleSet", "User", rows[0][0], ["access_roles"])

    await graph.write(once, name="user roles")


async def everyone(graph: Graph) -> list[dict[str, Any]]:
    """All users by address."""
    names = ("id", "email", "name", "roles", "disabled")
    return [dict(zip(names, row, strict=True)) for row in await graph.rows(_LIST, {})]


async def viewer_of(graph: Graph, policy: Policy, email: str) -> Viewer:
    """The viewer that a user is today. NotFound for nobody or a disabled one."""
    parameters = {"email": normal_forms.email(email), "today": datetime.now(UTC).date()}
    rows = await graph.rows(_VIEWER, parameters)
    if not rows:
        raise NotFound(f"{email} is no user who may sign in. `graphcrm user list` shows all.")
    identifier, address, roles, teams, below = rows[0]
    return as_viewer(policy, identifier, address, tuple(roles or ()), teams, below)


def as_viewer(
    policy: Policy, identifier: str, email: str, roles: tuple[str, ...], teams: list[str], below: list[str]
) -> Viewer:
    """A viewer with the teams their roles see."""
    seen = {*teams, *(below if policy.sees_teams_below(roles) else ())}
    return viewer(policy, id=identifier, email=email, roles=roles, teams=tuple(sorted(seen)))
