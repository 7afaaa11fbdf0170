"""Users by mutation: who may sign in, in which roles."""

from __future__ import annotations

from collections.abc import Sequence

from graphcrm.compile.mutations import Mutation
from graphcrm.errors import BadUserInput, Conflict
from graphcrm.measures import normal_forms
from graphcrm.records import checks, users
from graphcrm.records.appointing.reading import blaming, texts, user_of
from graphcrm.records.checks import ValueFault
from graphcrm.records.faults import Fault
from graphcrm.records.mutations import making
from graphcrm.records.mutations.values import fault
from graphcrm.records.mutations.work import Effect, Item, Work


async def create(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """New users, each with an address that nobody else has, in roles that are some."""
    taken: set[str] = set()
    for item in items:
        try:
            users.require_roles(work.policy, item.given.get("accessRoles") or ())
        except BadUserInput as error:
            work.fault(item, fault("accessRoles", error.message))
        await _require_free(work, item, taken)
    return await making.create(work, mutation, items)


async def _require_free(work: Work, item: Item, taken: set[str]) -> None:
    """A fault where the address is a user's already, or of another item; what is no address is told elsewhere."""
    try:
        address = normal_forms.email(checks.email(item.given["email"]))
    except ValueFault:
        return
    try:
        if address in taken:
            raise Conflict("Two of them have this address. Give each their own.", reason="EXISTS")
        await users.require_free(work.transaction, address)
    except Conflict as error:
        work.fault(item, Fault(error.code, ["email"], error.message, error.reason))
    taken.add(address)


async def set_roles(work: Work, _mutation: Mutation, items: Sequence[Item]) -> Effect:
    """The roles of a user in place of those they had."""
    (item,) = items
    roles = texts(work, item, "roles") or []
    user = await user_of(work, item)
    with blaming("roles"):
        users.require_roles(work.policy, roles)
    with blaming("user"):
        await users.put_roles(work.transaction, work.policy, work.author, user.id, roles, item.reason)
    return Effect([user.touched], [])


async def disable(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """A user who may sign in no more."""
    return await _put(work, mutation, items, disabled=True)


async def enable(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """A user who may sign in again."""
    return await _put(work, mutation, items, disabled=False)


async def _put(work: Work, mutation: Mutation, items: Sequence[Item], *, disabled: bool) -> Effect:
    (item,) = items
    user = await user_of(work, item)
    with blaming("user"):
        await users.put_disabled(
            work.transaction,
            work.policy,
            work.author,
            user.id,
            mutation.name,
            disabled=disabled,
            reason=item.reason,
        )
    return Effect([user.touched], [])
