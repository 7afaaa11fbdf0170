"""Jobs by mutation: asked for, and cancelled."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

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
    given = _said(item)
    given |= {"records": given["records"].lower(), "format": given["format"].lower()}
    return await _asked(work, "export", given, "filter")


async def bring_in(work: Work, _mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Asks for the import of a file; whether it is there and its mapping means something was judged before."""
    (item,) = items
    text(work, item, "source", longest=100)
    work.check()
    return await _asked(work, "import", _said(item), "mapping")


async def take_back(work: Work, _mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Asks that an import be taken back: one's own, or with jobs.write anybody's."""
    (item,) = items
    run = text(work, item, "run", longest=100, required=True)
    work.check()
    with blaming("run"):
        await asking.imported(work.transaction, work.viewer, run or "")
    return await _asked(work, "import_undo", _said(item), "run")


def _said(item: Item) -> dict[str, Any]:
    return {name: value for name, value in item.given.items() if value is not None}


async def _asked(work: Work, kind: str, given: Mapping[str, Any], blamed: str) -> Effect:
    """Asks for a job of a kind; what is wrong with its parameters as a whole is a mistake of one of them."""
    token = work.viewer.token.prefix if work.viewer.token is not None else None
    with blaming(blamed):
        wish = asking.wished(kind, given, token)
    try:
        made = await asking.ask(work.transaction, work.author, wish)
    except RateLimited as error:
        raise Refused([Fault(error.code, [], error.message, "JOBS")]) from error
    return Effect([Touched("Job", made)], [])


STEPS: Mapping[str, Callable[[Work, Mutation, Sequence[Item]], Awaitable[Effect]]] = {
    "jobStart": start,
    "jobCancel": cancel,
    "exportStart": export,
    "importStart": bring_in,
    "importUndo": take_back,
}
