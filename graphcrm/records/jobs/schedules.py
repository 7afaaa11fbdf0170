"""Files that are written again and again: kept for their owner, and asked for at night as jobs of theirs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from ulid import ULID

from graphcrm.compile import writing
from graphcrm.compile.mutations import Mutation
from graphcrm.errors import RateLimited
from graphcrm.graph.connection import Transaction
from graphcrm.records import journal
from graphcrm.records.faults import Fault
from graphcrm.records.jobs import asking
from graphcrm.records.jobs.asking import Wish
from graphcrm.records.journal import Author
from graphcrm.records.mutations import values
from graphcrm.records.mutations.work import Effect, Item, Work
from graphcrm.vocabulary.job import KINDS

MOST = 20
_LONGEST = 20_000
_OWN = "MATCH (s:ExportSchedule {owner: $owner}) RETURN collect(s.id)"
_WRITE = "CREATE (s:Internal:ExportSchedule) SET s = $kept RETURN [s.id]"
_REMOVE = "MATCH (s:ExportSchedule {id: $id, owner: $owner}) DETACH DELETE s RETURN collect(1)"
# `asked` is the night it was asked for last, at first that of the day it was kept.
_DUE = """
MATCH (s:ExportSchedule) WHERE s.asked + duration({days: CASE s.every WHEN 'WEEKLY' THEN 7 ELSE 1 END}) <= $night
WITH s ORDER BY s.id SET s.asked = $night, s.last_on = $night
RETURN collect([s.owner, s.records, s.format, s.filter, s.columns])
"""


async def save(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Keeps one for whoever writes; whether the file can be had was judged before. Refused beyond twenty of them."""
    given = items[0].given
    filter_ = json.dumps(given["filter"], ensure_ascii=False) if given.get("filter") is not None else None
    if filter_ is not None and len(filter_) > _LONGEST:
        work.fault(items[0], values.fault("filter", f"A filter that is kept has at most {_LONGEST} characters."))
    work.check()
    await work.transaction.run(writing.LOCK, {"name": asking.LOCK})
    if len(await work.run(_OWN, owner=work.author.user)) >= MOST:
        work.fault(items[0], values.fault("records", f"You keep {MOST} already. Remove one first."))
    work.check()
    identifier = f"xps_{str(ULID()).lower()}"
    kept = {
        "id": identifier,
        "owner": work.author.user,
        "records": given["records"].lower(),
        "format": given["format"].lower(),
        "filter": filter_,
        "columns": given.get("columns"),
        "every": given["every"],
        "saved_at": work.now,
        "asked": work.now.date(),
    }
    await work.run(_WRITE, kept=kept)
    await journal.audited(work.transaction, work.author, mutation.name, "ExportSchedule", identifier, [])
    return Effect([], [], {"exportScheduleId": identifier})


async def remove(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Removes one of the writer's."""
    identifier = items[0].given["id"]
    if not await work.run(_REMOVE, id=identifier, owner=work.author.user):
        work.fault(items[0], Fault("NOT_FOUND", ["id"], "Nothing of yours is known by this."))
    work.check()
    await journal.audited(work.transaction, work.author, mutation.name, "ExportSchedule", identifier, [])
    return Effect([], [])


async def ask(transaction: Transaction, night: date) -> list[str]:
    """Asks for the files that are due, each as a job of its owner; their ids. One whose owner has twenty jobs waiting
    is left for the next time."""
    made = []
    for owner, *said in (await transaction.run(_DUE, {"night": night}))[0][0]:
        names = ("records", "format", "filter", "columns")
        given: dict[str, Any] = {name: one for name, one in zip(names, said, strict=True) if one is not None}
        if "filter" in given:
            given["filter"] = json.loads(given["filter"])
        try:
            made.append(await asking.ask(transaction, Author(owner), Wish(KINDS["export"], given)))
        except RateLimited:
            continue
    return made


STEPS = {"exportScheduleSave": save, "exportScheduleRemove": remove}
