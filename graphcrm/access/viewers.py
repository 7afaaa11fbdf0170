"""Who asks: a user, the roles they act in, the teams whose records they see."""

from __future__ import annotations

from dataclasses import dataclass

from graphcrm.access.policy import Policy
from graphcrm.access.rights import EVERYTHING, Lens
from graphcrm.errors import Forbidden


@dataclass(frozen=True, slots=True)
class Viewer:
    """One who is signed in. `teams` are team ids, those below included where the role sees them."""

    id: str
    email: str
    roles: tuple[str, ...]
    teams: tuple[str, ...]
    lens: Lens
    permissions: frozenset[str]

    def require(self, permission: str, act: str | None = None) -> None:
        """Forbidden unless one of the viewer's roles has the permission; `act` as in the error."""
        if permission not in self.permissions:
            message = f"Your role may not do this ({permission}). Ask an administrator for a role that may."
            raise Forbidden(message, reason="ROLE", act=act)


def viewer(policy: Policy, *, id: str, email: str, roles: tuple[str, ...], teams: tuple[str, ...]) -> Viewer:
    """A viewer under a policy. A role that the policy does not name gives no sight and no permission."""
    permissions = frozenset().union(*(role.may for role in policy.known(roles)))
    return Viewer(id, email, roles, teams, policy.lens(roles), permissions)


def owner(policy: Policy, *, id: str) -> Viewer:
    """Whoever runs the command on the machine that holds the password of the database: nothing is hidden from them,
    as nothing would be if they asked the database itself."""
    permissions = frozenset[str]().union(*(role.may for role in policy.roles.values()))
    return Viewer(id, "local operator", (), (), EVERYTHING, permissions)
