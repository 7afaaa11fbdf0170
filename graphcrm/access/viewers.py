"""Who asks: a user, the roles they act in, the teams whose records they see, the duties they hold for a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from graphcrm.access.policy import Policy
from graphcrm.access.rights import EVERYTHING, Lens
from graphcrm.errors import Forbidden


@dataclass(frozen=True, slots=True)
class HeldDuty:
    """A duty that somebody holds at this moment: its name in the policy, and the id of its grant."""

    name: str
    id: str


@dataclass(frozen=True, slots=True)
class ByToken:
    """The token somebody acts by: until when it holds, the permissions it is cut down to (None: all of its roles),
    whether it acts in one role alone, whether its owner made it, or whoever runs the command here, and its prefix, by
    which it is named."""

    ends_at: datetime
    scopes: frozenset[str] | None = None
    one_role: bool = False
    own: bool = True
    prefix: str = ""

    @property
    def limited(self) -> bool:
        """Whether it gives less than its owner has."""
        return self.one_role or self.scopes is not None


@dataclass(frozen=True, slots=True)
class Viewer:
    """One who is signed in. `teams` are team ids, those below included where the role sees them. `duties` are held, and
    count once `on_duty` says so; `purpose` is what for they act then; `token` is None for a session."""

    id: str
    email: str
    roles: tuple[str, ...]
    teams: tuple[str, ...]
    lens: Lens
    permissions: frozenset[str]
    duties: tuple[HeldDuty, ...] = ()
    purpose: str | None = None
    token: ByToken | None = None

    def require(self, permission: str, act: str | None = None) -> None:
        """Forbidden unless one of the viewer's roles has the permission; `act` as in the error."""
        if permission not in self.permissions:
            message = f"Your role may not do this ({permission}). Ask an administrator for a role that may."
            raise Forbidden(message, reason="ROLE", act=act)

    @property
    def in_person(self) -> bool:
        """Whether it is the user: signed in, or by a token of all their rights that they made themselves."""
        return self.token is None or (self.token.own and not self.token.limited)


def viewer(
    policy: Policy,
    *,
    id: str,
    email: str,
    roles: tuple[str, ...],
    teams: tuple[str, ...],
    duties: tuple[HeldDuty, ...] = (),
    token: ByToken | None = None,
) -> Viewer:
    """A viewer under a policy. A role that the policy does not name gives no sight and no permission; a token never
    more than its owner's roles have now."""
    permissions = policy.permissions(roles)
    if token is not None and token.scopes is not None:
        permissions &= token.scopes
    found = Viewer(id, email, roles, teams, policy.lens(roles), permissions, (), None, token)
    # A duty is granted to a person: neither a token of fewer rights nor one that somebody else made has it.
    return replace(found, duties=duties) if found.in_person else found


def on_duty(policy: Policy, who: Viewer, request_number: str | None) -> Viewer:
    """The viewer with the duties they hold, as far as these count: some only where the number of a request is given."""
    known = [(held, policy.duties[held.name]) for held in who.duties if held.name in policy.duties]
    counting = [(held, duty) for held, duty in known if request_number is not None or not duty.under_request]
    if not counting:
        return who
    return replace(
        who,
        lens=policy.lens(who.roles, [held.name for held, _ in counting]),
        permissions=who.permissions.union(*(duty.may for _, duty in counting)),
        purpose=request_number or counting[0][0].id,
    )


def owner(policy: Policy, *, id: str) -> Viewer:
    """Whoever runs the command on the machine that holds the password of the database: nothing is hidden from them,
    as nothing would be if they asked the database itself."""
    permissions = frozenset[str]().union(*(role.may for role in policy.roles.values()))
    return Viewer(id, "local operator", (), (), EVERYTHING, permissions)
