"""Keeps filters that somebody saved. Its owner alone changes one; whom it is shared with only reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ulid import ULID

from graphcrm.compile import writing
from graphcrm.compile.mutations import Mutation
from graphcrm.records import journal
from graphcrm.records.appointing import reading
from graphcrm.records.faults import Fault
from graphcrm.records.mutations import values
from graphcrm.records.mutations.work import Effect, Item, Work

MOST = 200
_CONDITIONS, _LONGEST = 30, 200
_LOCK = "saved filters"
_OWN = "MATCH (f:SavedFilter {owner: $owner}) RETURN collect([f.id, f.noun, f.name])"
_WRITE = "MERGE (f:Internal:SavedFilter {id: $id}) SET f += $kept, f.saved_at = $now RETURN [f.id]"
_REMOVE = "MATCH (f:SavedFilter {id: $id, owner: $owner}) DETACH DELETE f RETURN collect(1)"


async def save(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Keeps a filter. Refused for a name that another of theirs has, a team that the writer is not in, an id that is
    none of theirs, and more than 200 filters of one owner."""
    (item,) = items
    given = item.given
    name = reading.text(work, item, "name", longest=100, required=True)
    conditions = _conditions(work, item)
    team = (await reading.named(work, item, team="Team"))["team"]
    if team is not None and team.id not in work.author.teams:
        work.fault(item, Fault("FORBIDDEN", ["team"], "You may share it with a team that you are in.", "TEAM"))
    work.check()
    await work.transaction.run(writing.LOCK, {"name": _LOCK})
    owned = await work.run(_OWN, owner=work.author.user)
    identifier = given.get("id") or f"flt_{str(ULID()).lower()}"
    if given.get("id") is not None and identifier not in {one for one, *_ in owned}:
        work.fault(item, Fault("NOT_FOUND", ["id"], "No filter of yours is known by this."))
    if given.get("id") is None and len(owned) >= MOST:
        work.fault(item, values.fault("name", f"You keep {MOST} filters already. Remove one first."))
    if any(noun == given["noun"] and other == name and one != identifier for one, noun, other in owned):
        work.fault(item, Fault("CONFLICT", ["name"], "A filter of yours has this name. Give it another.", "TAKEN"))
    work.check()
    kept = {
        **conditions,
        "name": name,
        "noun": given["noun"],
        "owner": work.author.user,
        "everybody": bool(given.get("everybody")),
        "team": team.id if team is not None else None,
    }
    await work.run(_WRITE, id=identifier, kept=kept, now=work.now)
    await journal.audited(work.transaction, work.author, mutation.name, "SavedFilter", identifier, [])
    return Effect([], [], {"savedFilterId": identifier})


async def remove(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Removes a filter of the writer's."""
    (item,) = items
    await work.transaction.run(writing.LOCK, {"name": _LOCK})
    if not await work.run(_REMOVE, id=item.given["id"], owner=work.author.user):
        work.fault(item, Fault("NOT_FOUND", ["id"], "No filter of yours is known by this."))
    work.check()
    await journal.audited(work.transaction, work.author, mutation.name, "SavedFilter", item.given["id"], [])
    return Effect([], [])


def _conditions(work: Work, item: Item) -> dict[str, list[str]]:
    """The conditions as they are kept, a list for each part; a fault for each that cannot be."""
    given: Sequence[Mapping[str, Any]] = item.given["conditions"]
    if not 1 <= len(given) <= _CONDITIONS:
        work.fault(item, values.fault("conditions", f"A filter has 1 to {_CONDITIONS} conditions, not {len(given)}."))
    for index, one in enumerate(given[:_CONDITIONS]):
        for part in ("field", "how", "value"):
            if len(one[part]) > _LONGEST or "\0" in one[part]:
                message = f"A part of a condition has at most {_LONGEST} characters, none of them U+0000."
                work.fault(item, values.fault(["conditions", str(index), part], message))
    return {
        "fields": [one["field"] for one in given],
        "hows": [one["how"] for one in given],
        "values": [one["value"] for one in given],
    }


STEPS = {"savedFilterSave": save, "savedFilterRemove": remove}
