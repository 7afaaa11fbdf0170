"""Runs one mutation: one transaction that finds, locks, checks, writes, journals and remembers its key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar

from graphcrm.access.policy import Policy
from graphcrm.access.viewers import Viewer
from graphcrm.compile.mutations import MANY, Act, Mutation, attached
from graphcrm.compile.rules import Rules
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.connection import Transaction
from graphcrm.records import journal, judging, layouts, saved_filters
from graphcrm.records.appointing import steps
from graphcrm.records.checks import ValueFault
from graphcrm.records.faults import Fault, Refused
from graphcrm.records.jobs import schedules
from graphcrm.records.jobs import steps as job_steps
from graphcrm.records.journal import Author
from graphcrm.records.merging import steps as merging_steps
from graphcrm.records.mutations import defining, making, moving, sight, stating
from graphcrm.records.mutations.named import LookedUp
from graphcrm.records.mutations.values import fault, reason
from graphcrm.records.mutations.work import SHARED, Effect, Item, Work

T = TypeVar("T")
Show = Callable[[Transaction, list[str], Mapping[str, Any]], Awaitable[T]]
Step = Callable[[Work, Mutation, Sequence[Item]], Awaitable[Effect]]

_OWN = ("idempotencyKey", "clientMutationId")
_STEPS: Mapping[Act, Step] = {
    Act.CREATE: making.create,
    Act.UPDATE: making.update,
    Act.ARCHIVE: making.archive,
    Act.RESTORE: making.restore,
    Act.ADD: stating.add,
    Act.CORRECT: stating.correct,
    Act.END: stating.end,
    Act.RETRACT: stating.retract,
}


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What came of a mutation: what was made of the records it shows, and whether it had been done before; what it
    tells beside, and what is to be heard of a duty."""

    shown: T
    replayed: bool
    told: Mapping[str, Any] = field(default_factory=dict)
    alert: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A mutation to run: its input as coerced, who asks, their rights by the policy, the key that makes it happen
    once. `fresh`: the key was made for this, so that nothing can have been done under it before the first try.
    `looked_up` fills while it runs. `visibility`: whom new records are for, "shared" or "team"."""

    mutation: Mutation
    given: Mapping[str, Any]
    author: Author
    rules: Rules
    viewer: Viewer
    policy: Policy
    key: str
    fresh: bool = False
    looked_up: LookedUp = field(default_factory=LookedUp)
    visibility: str = SHARED


async def run(
    transaction: Transaction, vocabulary: Vocabulary, asked: Asked, show: Show[T], *, again: bool = True
) -> Done[T]:
    """Does it, or finds what it did before under the same key; `again` is false in the first of several tries. `show`
    is asked for the payload, in the same transaction, with the ids of the records and what is told beside. Refused
    where something must be mended: then nothing is written."""
    mutation = asked.mutation
    key = journal.key(asked.author, asked.key, mutation.name, _plain(_without_own(asked.given)))
    before = await journal.replayed(transaction, key) if again or not asked.fresh else None
    if before is not None:
        told = before.get("told", {})
        return Done(await show(transaction, before["ids"], told), replayed=True, told=told)
    asked.looked_up.clear()
    now = datetime.now(UTC)
    work = Work(
        transaction,
        vocabulary,
        asked.rules,
        asked.author,
        now,
        asked.looked_up,
        asked.viewer,
        asked.policy,
        asked.visibility,
    )
    items = _items(mutation, asked.given)
    _check_rights(work, mutation, items)
    _read_reasons(work, items)
    step = _step(mutation)
    effect = await step(work, mutation, items)
    work.check()
    ids = [touched.id for touched in effect.shown]
    result = {"ids": ids, **({"told": effect.told} if effect.told else {})}
    await journal.write(transaction, vocabulary, asked.author, mutation.name, effect.entries, key, result)
    told = {**effect.told, **effect.secret}
    return Done(await show(transaction, ids, told), replayed=False, told=told, alert=effect.alert)


def _step(mutation: Mutation) -> Step:
    own = (steps.STEPS, job_steps.STEPS, schedules.STEPS, layouts.STEPS, saved_filters.STEPS)
    for known in (*own, merging_steps.STEPS, judging.STEPS):
        if mutation.name in known:
            return known[mutation.name]
    if mutation.act is Act.SEVERAL:
        return sight.step(mutation) or moving.STEPS[mutation.name]
    return defining.STEPS.get((mutation.noun.name, mutation.act), _STEPS[mutation.act])


def _items(mutation: Mutation, given: Mapping[str, Any]) -> list[Item]:
    if not mutation.many:
        return [Item(_without_own(given))]
    items = given["items"]
    if not 1 <= len(items) <= MANY:
        raise Refused([fault("items", f"1 to {MANY} can be written at once; {len(items)} were given.")])
    keyed = [i for i, one in enumerate(items) if any(one.get(name) is not None for name in _OWN)]
    if keyed:
        path = ["items", str(keyed[0]), "idempotencyKey"]
        raise Refused([fault(path, "The key stands beside the items, one for all.")])
    return [Item(_without_own(one), ["items", str(index)]) for index, one in enumerate(items)]


def _without_own(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name not in _OWN}


def _check_rights(work: Work, mutation: Mutation, items: Sequence[Item]) -> None:
    """A fault for each field that the writer's role does not see: whoever may not read a thing may not write it."""
    shown = work.rules.shown
    hidden = work.rules.hidden(mutation.edge or mutation.noun) if mutation.act is not Act.SEVERAL else frozenset()
    end = attached(work.vocabulary, mutation.edge) if mutation.edge is not None else None
    hidden |= work.rules.hidden(end) if end is not None else frozenset()
    hidden |= {one.name for one in mutation.fields if any(need not in shown for need in one.needs)}
    for item in items:
        for name in item.given:
            if name in hidden:
                message = f"Your role may not write {name}. Leave it out."
                work.fault(item, Fault("FORBIDDEN", [name], message, "ROLE"))
    needs = (*mutation.needs, mutation.edge.type) if mutation.edge is not None else mutation.needs
    if any(need not in shown for need in needs):
        work.faults.append(Fault("FORBIDDEN", [], "Your role does not see such facts and may not write them.", "ROLE"))
    work.check()


def _read_reasons(work: Work, items: Sequence[Item]) -> None:
    for item in items:
        try:
            item.reason = reason(item.given)
        except ValueFault as error:
            work.fault(item, fault("reason", error.sentence))
    work.check()


def _plain(value: Any) -> Any:
    """A coerced input as plain JSON."""
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date | datetime) else value
