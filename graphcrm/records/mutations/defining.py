"""Defines custom fields: what a definition says is judged (`records.definitions`); its own record is made and changed
like any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphcrm.compile import writing
from graphcrm.compile.declarations import Noun
from graphcrm.compile.mutations import Act, Mutation
from graphcrm.records import definitions
from graphcrm.records.faults import Fault
from graphcrm.records.mutations import making
from graphcrm.records.mutations.work import Effect, Item, Work


async def create(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """New definitions."""
    await work.transaction.run(writing.LOCK, {"name": definitions.LOCK})
    taken = set(await definitions.there(work.transaction))
    if len(taken) + len(items) > definitions.MOST:
        work.faults.append(Fault("CONFLICT", [], definitions.FULL))
    for item in items:
        given = item.given
        name = definitions.name(given["on"], given["key"])
        _judge(work, item, {**given, "sensitivity": given.get("sensitivity") or _default(mutation.noun)})
        if name in taken:
            message = f"{given['on']} has a field of this key. Choose another."
            work.fault(item, Fault("CONFLICT", ["key"], message, "EXISTS"))
        taken.add(name)
    return await making.create(work, mutation, items)


async def update(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Changes definitions: what they would say then is judged as a whole."""
    await work.transaction.run(writing.LOCK, {"name": definitions.LOCK})
    noun = mutation.noun.name
    keys = [work.named.want(noun, item.given["fieldDefinition"]) for item in items]
    await work.named.find(work.transaction, {noun: definitions.SAYS})
    for item, key in zip(items, keys, strict=True):
        one = work.named.get(key)
        if one is not None:  # what is not there is told by what follows
            said = {**one.stored, **{n: v for n, v in item.given.items() if n in definitions.SAYS}}
            count = len(work.faults)
            _judge(work, item, said)
            moves = definitions.moves(one.stored["sensitivity"], said["sensitivity"])
            if moves and len(work.faults) == count:  # else it is told what is wrong in more general words
                work.fault(item, Fault("CONFLICT", ["sensitivity"], definitions.MOVES))
    return await making.update(work, mutation, items)


STEPS = {("FieldDefinition", Act.CREATE): create, ("FieldDefinition", Act.UPDATE): update}


def _default(noun: Noun) -> Any:
    return next(p.default for p in noun.properties if p.name == "sensitivity")


def _judge(work: Work, item: Item, said: Mapping[str, Any]) -> None:
    """Faults for what does not go together, and for a class that the writer does not see."""
    for one in definitions.faults(work.rules, said):
        work.fault(item, one)
