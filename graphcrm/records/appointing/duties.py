"""Duties by mutation: proposed by one administrator, confirmed by another, ended, reviewed."""

from __future__ import annotations

from collections.abc import Sequence

from graphcrm.compile.mutations import Mutation
from graphcrm.records import duties
from graphcrm.records.appointing.reading import blaming, text, user_of
from graphcrm.records.duties import NO_NUMBER, REQUEST_NUMBER, Proposal
from graphcrm.records.journal import Touched
from graphcrm.records.mutations.values import fault
from graphcrm.records.mutations.work import Effect, Item, Work


async def propose(work: Work, _mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Proposes a duty for somebody."""
    (item,) = items
    duty = text(work, item, "duty", longest=100, required=True)
    request = text(work, item, "requestNumber", longest=64)
    if request is not None and REQUEST_NUMBER.fullmatch(request) is None:
        work.fault(item, fault("requestNumber", NO_NUMBER))
    if item.reason is None:
        work.fault(item, fault("reason", "This is required. Say why."))
    user = await user_of(work, item)
    said = Proposal(user.id, duty or "", item.reason or "", request, item.given.get("endsAt"))
    with blaming("duty"):
        made = await duties.propose(work.transaction, work.policy, work.viewer, work.author, said)
    return Effect([user.touched], [], {"dutyId": made}, alert=(said.duty, "proposed"))


async def confirm(work: Work, _mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Confirms what another administrator proposed: from now on it is held."""
    duty = _named(work, items[0])
    with blaming("duty"):
        user, name, _ = await duties.confirm(work.transaction, work.policy, work.viewer, work.author, duty)
    return Effect([Touched("User", user)], [], {"dutyId": duty}, alert=(name, "granted"))


async def end(work: Work, _mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Ends a duty before its time, or withdraws what was proposed."""
    duty = _named(work, items[0])
    with blaming("duty"):
        user, name = await duties.end(work.transaction, work.viewer, work.author, duty, items[0].reason)
    return Effect([Touched("User", user)], [], {"dutyId": duty}, alert=(name, "ended"))


async def review(work: Work, _mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Says what came of looking at what was done under a duty."""
    (item,) = items
    outcome = text(work, item, "outcome", required=True)
    duty = _named(work, item)
    with blaming("duty"):
        user, name = await duties.review(work.transaction, work.viewer, work.author, duty, outcome or "")
    return Effect([Touched("User", user)], [], {"dutyId": duty}, alert=(name, "reviewed"))


def _named(work: Work, item: Item) -> str:
    found = text(work, item, "duty", longest=100, required=True)
    work.check()
    return found or ""
