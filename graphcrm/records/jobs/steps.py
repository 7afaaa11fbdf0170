"""Jobs by mutation: asked for, and cancelled."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

from graphcrm.compile.mutations import Mutation
from graphcrm.errors import RateLimited
from graphcrm.records.appointing.reading import blaming, text
from graphcrm.records.faults import Fault, Refused
from graphcrm.records.jobs import asking
from graphcrm.records.journal import Touched
from graphcrm.records.mutations.work import Effect, Item, Work


async def start(work: Work, _mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Asks for a job of a kind that the asker may have run."""
    (item,) = items
    kind = text(work, item, "kind", longest=100, required=True)
    work.check()
    token = work.viewer.token.prefix if work.viewer.token is not None else None
    with blaming("kind"):
        asking.wished(kind or "", {})
    with blaming("parameters"):
        wish = asking.wished(kind or "", item.given.get("parameters"), token)
    with blaming("kind"):
        work.viewer.require(wish.kind.permission, act="jobStart")
    try:
        made = await asking.ask(work.transaction, work.author, wish)
    except RateLimited as error:
        raise Refused([Fault(error.code, ["kind"], error.message, "JOBS")]) from error
    return Effect([Touched("Job", made)], [])


async def cancel(work: Work, _mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Ends a job that has not ended."""
    job = text(work, items[0], "job", longest=100, required=True)
    work.check()
    with blaming("job"):
        await asking.cancel(work.transaction, work.viewer, work.author, job or "")
    return Effect([Touched("Job", job or "")], [])


async def export(work: Work, _mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Asks for a file; whether it can be had as it is wished was judged before."""
    (item,) = items
    given = {name: value for name, value in item.given.items() if value is not None}
    given |= {"records": given["records"].lower(), "format": given["format"].lower()}
    token = work.viewer.token.prefix if work.viewer.token is not None else None
    with blaming("filter"):
        wish = asking.wished("export", given, token)
    try:
        made = await asking.ask(work.transaction, work.author, wish)
    except RateLimited as error:
        raise Refused([Fault(error.code, [], error.message, "JOBS")]) from error
    return Effect([Touched("Job", made)], [])


STEPS: Mapping[str, Callable[[Work, Mutation, Sequence[Item]], Awaitable[Effect]]] = {
    "jobStart": start,
    "jobCancel": cancel,
    "exportStart": export,
}
