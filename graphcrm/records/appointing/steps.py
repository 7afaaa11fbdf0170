"""Which step does which of these mutations."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

from graphcrm.compile.mutations import Mutation
from graphcrm.records.appointing import credentials, duties, teams, users
from graphcrm.records.mutations.work import Effect, Item, Work

STEPS: Mapping[str, Callable[[Work, Mutation, Sequence[Item]], Awaitable[Effect]]] = {
    "userCreate": users.create,
    "userCreateMany": users.create,
    "userRoleSet": users.set_roles,
    "userDisable": users.disable,
    "userEnable": users.enable,
    "teamMemberSet": teams.set_member,
    "tokenCreate": credentials.create_token,
    "tokenRevoke": credentials.end_token,
    "sessionRevoke": credentials.end_session,
    "dutyPropose": duties.propose,
    "dutyConfirm": duties.confirm,
    "dutyEnd": duties.end,
    "dutyReview": duties.review,
}
