"""Users: who may sign in, and in which roles. What changes one is done here, whoever asks for it and by what way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from email_validator import EmailNotValidError, validate_email

from graphcrm.access.policy import Policy
from graphcrm.access.viewers import ByToken, HeldDuty, Viewer, viewer
from graphcrm.compile import writing
from graphcrm.errors import BadUserInput, Conflict, Forbidden, NotFound
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.measures import normal_forms
from graphcrm.records import identity, journal, stored
from graphcrm.records.desired import Reader
from graphcrm.records.journal import LOCAL, Author, Entry, Touched
from graphcrm.vocabulary.user import USER
from graphcrm.vocabulary.words import VOCABULARY

LOCK = "users"
APPOINTS = "users.write"
_BY_EMAIL = "MATCH (u:User {email_key: $email}) RETURN u.id, u.disabled ORDER BY u.id LIMIT 1"
_OWNERS = "MATCH (u:User) WHERE u.email_key IN $addresses RETURN u.email_key, u.id ORDER BY u.id DESC"
_CREATE = "CREATE (u:User) SET u = $properties"
_SET_DISABLED = """
MATCH (u:User {id: $id}) WITH u, coalesce(u.disabled, false) AS before
SET u.disabled = $disabled
FOREACH (_ IN CASE WHEN before <> $disabled THEN [1] ELSE [] END | SET u.version = u.version + 1, u.updated_at = $now)
RETURN before
"""
# Whoever may sign in no more has nothing left to come back by: to let them in again gives nothing of it back.
_LEAVE_NOTHING = """
MATCH (u:User {id: $id})
CALL (u) { MATCH (s:Token|Session)-[:OF]->(u) DETACH DELETE s }
CALL (u) { MATCH (d:Duty)-[:HELD_BY]->(u) WHERE d.ended_at IS NULL SET d.ended_at = $now, d.ended_by = $by }
"""
_SET_ROLES = """
MATCH (u:User {id: $id}) WITH u, coalesce(u.access_roles, []) AS before
SET u.access_roles = $roles
FOREACH (_ IN CASE WHEN before <> $roles THEN [1] ELSE [] END | SET u.version = u.version + 1, u.updated_at = $now)
RETURN before
"""
_OTHERS_APPOINT = """
MATCH (u:User) WHERE u.id <> $id AND NOT coalesce(u.disabled, false)
  AND any(role IN u.access_roles WHERE role IN $appointing)
RETURN count(u) > 0
"""
_APPOINTS = """
MATCH (u:User {id: $id}) RETURN NOT coalesce(u.disabled, false) AND any(r IN u.access_roles WHERE r IN $appointing)
"""
_LIST = """
MATCH (u:User) RETURN u.id, u.email, u.name, u.access_roles, coalesce(u.disabled, false) ORDER BY u.email_key
"""
_ROLES_HELD = """
MATCH (u:User) WHERE NOT coalesce(u.disabled, false) AND size(coalesce(u.access_roles, [])) > 0
WITH u.access_roles AS roles, count(*) AS many ORDER BY many DESC, roles LIMIT $most RETURN roles
"""
_TEAM = """
MATCH (t:Team) WHERE t.id = $team OR t.external_id = $team OR t.name = $team RETURN t.id ORDER BY t.id LIMIT 2
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
    RETURN DISTINCT t.id },
  COLLECT { MATCH (d:Duty)-[:HELD_BY]->(u)
    WHERE d.confirmed_at IS NOT NULL AND d.ended_at IS NULL AND d.ends_at > $now
    RETURN [d.name, d.id] ORDER BY d.id }
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
    require_roles(policy, roles)
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


def require_roles(policy: Policy, roles: Sequence[str]) -> None:
    """BadUserInput for a role that is none."""
    for role in roles:
        if role not in policy.roles:
            raise BadUserInput(f"There is no role {role[:40]}. The policy knows {', '.join(sorted(policy.roles))}.")


async def put(transaction: Transaction, author: Author, user: Mapping[str, Any]) -> None:
    """Writes a new user. Conflict where the address is a user's already."""
    await require_free(transaction, user["email"])
    await transaction.run(_CREATE, {"properties": user})
    fields = ["email", "name", "access_roles"]
    await journal.audited(transaction, author, "userAdd", "User", str(user["id"]), fields)


async def require_free(transaction: Transaction, email: str) -> None:
    """Conflict where the address is a user's already; it stays free until the transaction ends."""
    await transaction.run(writing.LOCK, {"name": LOCK})
    if await transaction.run(_BY_EMAIL, {"email": normal_forms.email(email)}):
        raise Conflict(f"{email} is a user already. `graphcrm user list` shows all.", reason="EXISTS")


async def owners(reader: Reader, addresses: Sequence[str]) -> dict[str, str]:
    """The ids of the users who sign in with these addresses (lower case)."""
    rows = await reader.run(_OWNERS, {"addresses": list(addresses)})
    return {address: identifier for address, identifier in rows}  # noqa: C416 - rows are lists


async def id_of(transaction: Transaction, email: str) -> str:
    """The id of the user of an address. NotFound for nobody."""
    rows = await transaction.run(_BY_EMAIL, {"email": normal_forms.email(email)})
    if not rows:
        raise NotFound(f"{email} is no user. `graphcrm user list` shows all.")
    return str(rows[0][0])


async def disable(graph: Graph, email: str, policy: Policy | None = None) -> None:
    """A user who may not sign in any more, as `put_disabled` says."""

    async def once(transaction: Transaction) -> None:
        user = await id_of(transaction, email)
        await put_disabled(transaction, policy, LOCAL, user, "userDisable", disabled=True)

    await graph.write(once, name="user disable")


async def put_disabled(
    transaction: Transaction,
    policy: Policy | None,
    author: Author,
    user: str,
    act: str,
    *,
    disabled: bool,
    reason: str | None = None,
) -> None:
    """Lets a user in no more, or again. Their tokens, sessions and duties end, and stop to count within five seconds.
    Conflict for the last one who by the policy may appoint others; without one that is not looked at."""
    await transaction.run(writing.LOCK, {"name": LOCK})
    if disabled and policy is not None:
        await _require_another(transaction, policy, user)
    now = datetime.now(UTC)
    rows = await transaction.run(_SET_DISABLED, {"id": user, "disabled": disabled, "now": now})
    if disabled:
        await leave_nothing(transaction, [user], now, author.user)
    await _note(transaction, author, act, user, {"disabled": rows[0][0]}, {"disabled": disabled}, reason)


async def leave_nothing(transaction: Transaction, ids: Sequence[str], now: datetime, by: str) -> None:
    """Ends the tokens, sessions and duties of users who are let in no more."""
    for user in ids:
        await transaction.run(_LEAVE_NOTHING, {"id": user, "now": now, "by": by})


async def set_roles(graph: Graph, policy: Policy, author: Author, email: str, roles: Sequence[str]) -> None:
    """The roles of a user, as `put_roles` says."""

    async def once(transaction: Transaction) -> None:
        await put_roles(transaction, policy, author, await id_of(transaction, email), roles)

    await graph.write(once, name="user roles")


async def put_roles(
    transaction: Transaction,
    policy: Policy,
    author: Author,
    user: str,
    roles: Sequence[str],
    reason: str | None = None,
) -> None:
    """The roles a user may act in, in place of those they had; they count within two seconds. BadUserInput for a role
    that is none, Forbidden for one's own, Conflict where nobody would be left who may appoint others."""
    require_roles(policy, roles)
    await transaction.run(writing.LOCK, {"name": LOCK})
    if user == author.user:
        raise Forbidden("Nobody changes their own roles. Ask another administrator.", reason="ROLE")
    if not policy.may(roles, APPOINTS):
        await _require_another(transaction, policy, user)
    kept = list(dict.fromkeys(roles))
    rows = await transaction.run(_SET_ROLES, {"id": user, "roles": kept, "now": datetime.now(UTC)})
    before, after = {"access_roles": rows[0][0]}, {"access_roles": kept}
    await _note(transaction, author, "userRoleSet", user, before, after, reason)


async def still_appointing(
    transaction: Transaction, policy: Policy, user: str, held: Sequence[str], roles: Sequence[str]
) -> list[str]:
    """The roles that a company gives a user, and where nobody else may appoint others those they hold that do: no group
    of a company's takes the last administrator away."""
    if policy.may(roles, APPOINTS) or not policy.may(held, APPOINTS):
        return list(roles)
    await transaction.run(writing.LOCK, {"name": LOCK})
    try:
        await _require_another(transaction, policy, user)
    except Conflict:
        return [*roles, *(role for role in held if role in policy.with_permission(APPOINTS))]
    return list(roles)


async def _require_another(transaction: Transaction, policy: Policy, user: str) -> None:
    """Conflict where this user is the last one who may appoint others."""
    parameters = {"id": user, "appointing": policy.with_permission(APPOINTS)}
    if await appoints(transaction, policy, user) and not (await transaction.run(_OTHERS_APPOINT, parameters))[0][0]:
        raise Conflict("They are the last administrator. Make another one first.", reason="LAST_ADMIN")


async def appoints(transaction: Transaction, policy: Policy, user: str) -> bool:
    """Whether somebody is a user who may sign in and appoint others."""
    parameters = {"id": user, "appointing": policy.with_permission(APPOINTS)}
    rows = await transaction.run(_APPOINTS, parameters)
    return bool(rows and rows[0][0])


async def _note(
    transaction: Transaction,
    author: Author,
    act: str,
    user: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    reason: str | None,
) -> None:
    entry = Entry("UPDATED", "User", [Touched("User", user)], sorted(after), before, after, reason)
    await journal.noted(transaction, VOCABULARY, author, act, [entry] if before != after else [])


async def everyone(graph: Graph) -> list[dict[str, Any]]:
    """All users by address."""
    names = ("id", "email", "name", "roles", "disabled")
    return [dict(zip(names, row, strict=True)) for row in await graph.rows(_LIST, {})]


async def roles_held(graph: Graph, most: int) -> list[tuple[str, ...]]:
    """The sets of roles that users have who may sign in: at most so many, those of the most users first."""
    return [tuple(roles) for (roles,) in await graph.rows(_ROLES_HELD, {"most": most})]


async def team_of(graph: Graph, team: str) -> str:
    """The id of a team by its id, external id or name. NotFound for none, BadUserInput where several have the name."""
    rows = await graph.rows(_TEAM, {"team": team})
    if not rows:
        raise NotFound(f"There is no team {team}.")
    if len(rows) > 1:
        raise BadUserInput(f"Several teams are called {team}. Name one by its id.")
    return str(rows[0][0])


async def viewer_of(graph: Graph, policy: Policy, email: str) -> Viewer:
    """The viewer that a user is today. NotFound for nobody or a disabled one."""
    now = datetime.now(UTC)
    parameters = {"email": normal_forms.email(email), "now": now, "today": now.date()}
    rows = await graph.rows(_VIEWER, parameters)
    if not rows:
        raise NotFound(f"{email} is no user who may sign in. `graphcrm user list` shows all.")
    identifier, address, roles, teams, below, duties = rows[0]
    return as_viewer(policy, identifier, address, tuple(roles or ()), teams, below, duties)


def as_viewer(
    policy: Policy,
    identifier: str,
    email: str,
    roles: tuple[str, ...],
    teams: list[str],
    below: list[str],
    duties: Sequence[Sequence[str]] = (),
    token: ByToken | None = None,
) -> Viewer:
    """A viewer with the teams their roles see; `duties` are [name, id] of those they hold."""
    seen = {*teams, *(below if policy.sees_teams_below(roles) else ())}
    held = tuple(HeldDuty(name, grant) for name, grant in duties)
    return viewer(policy, id=identifier, email=email, roles=roles, teams=tuple(sorted(seen)), duties=held, token=token)
