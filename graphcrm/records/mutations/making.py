"""Makes, changes, archives and restores records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graphcrm.compile import finding
from graphcrm.compile.custom_fields import FIELD, STORED
from graphcrm.compile.declarations import Noun, camel
from graphcrm.compile.mutations import Mutation, singular, writable
from graphcrm.records import audiences, entries, identity, journal, nodes, ties
from graphcrm.records.desired import Breach, DesiredRecord, Outcome, Verdict
from graphcrm.records.faults import Fault
from graphcrm.records.journal import Entry, Touched
from graphcrm.records.listed import Seen
from graphcrm.records.mutations import custom, lists
from graphcrm.records.mutations.lists import Lists
from graphcrm.records.mutations.named import Found
from graphcrm.records.mutations.values import Values, fault
from graphcrm.records.mutations.work import Effect, Item, Work

_MOST = 200  # ties that a payload tells of
_TAKEN = "Another record has this external id. Choose another, or update that one."


@dataclass(slots=True)
class _Read:
    """One input, read: its values and lists, the record it changes or the one it makes."""

    item: Item
    values: Values
    lists: Lists
    defaults: dict[str, Any]
    found: Found | None = None
    new: Touched | None = None


async def create(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """New records. Refused where a value, a name or a rule of structure does not allow one: then none is made."""
    noun, read = mutation.noun, []
    teams = await work.teams_of_new(noun)
    fields = await work.fields(noun)
    for item in items:
        values = Values()
        values.read(writable(noun), item.given)
        defaults = values.complete(noun.properties)
        # An act of its own has no place for custom fields, so it asks for none.
        custom.read(fields, item.given, values, new=not mutation.fields)
        work.faults += [one.within(*item.path) for one in values.faults]
        new = Touched(noun.name, identity.new(noun), journal.salt() if noun.salted else None)
        if (key := values.properties.get("external_id")) is not None:  # others of the same write may name it
            work.named.promise(key, new)
        read.append(_Read(item, values, lists.read(work, noun, item, new=True), defaults, new=new))
    await _find(work, noun, read)
    await _check_external_ids(work, noun, read)
    putting, _ = await _judge(work, noun, read, {})
    await putting.write(work.transaction, work.now)
    shown = [one.new for one in read if one.new is not None]
    if teams:
        await audiences.keep_new(work.transaction, work.vocabulary, noun, [new.id for new in shown], teams)
    told: list[Entry] = []
    for one, new in zip(read, shown, strict=True):
        told += [entries.with_lists(_created(noun, one, new), putting.told(new.id)), *putting.turned(new.id)]
    return Effect(shown, told, {"ties": _ties(work, putting.ties)} if putting.ties else {})


def _ties(work: Work, turned: Sequence[ties.Turned]) -> list[list[Any]]:
    """The pairs whose ties are others, as far as the writer sees them: their ids, the strengths before and after."""
    at = work.now.timestamp()

    def sees(audience: tuple[str, ...]) -> bool:
        return not audience or any(work.sees_team(team) for team in audience)

    return [
        [*one.ends, one.strength(one.before, sees, at), one.strength(one.after, sees, at)] for one in turned[:_MOST]
    ]


async def update(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Changes records: what is absent stays, null clears. A change counts the version up, none leaves it."""
    noun, read = mutation.noun, []
    fields = await work.fields(noun) if any(FIELD in item.given for item in items) else {}
    for item in items:
        values = Values()
        values.read(writable(noun), item.given)
        values.refuse_clearing(noun.properties)
        custom.read(fields, item.given, values, new=False)
        work.faults += [one.within(*item.path) for one in values.faults]
        read.append(_Read(item, values, lists.read(work, noun, item, new=False), {}))
    made = [name for p in noun.properties if p.made_of for name in (p.name, *p.made_of)]
    names = list(dict.fromkeys([*made, *(name for one in read for name in one.values.properties)]))
    targets = await _targets(work, noun, read, nodes.compared(noun, names))
    await _check_external_ids(work, noun, [one for one in read if one.found is not None])
    work.check()
    known = {target.id: dict(target.stored) for target in targets}
    for one, target in zip(read, targets, strict=True):
        one.values.remake(noun.properties, known[target.id])
        work.faults += [fault.within(*one.item.path) for fault in one.values.faults]
    putting, verdicts = await _judge(work, noun, read, known)
    await putting.write(work.transaction, work.now)
    written = []
    for one, (record, verdict) in zip(read, verdicts, strict=True):
        if verdict is Outcome.UPDATED and one.found is not None:
            both = putting.entries_of(record, one.found.touched)
            written += [replace(entry, reason=one.item.reason) for entry in both]
    return Effect([target.touched for target in targets], written)


async def archive(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Puts records away; those that are already stay as they are."""
    return await _put_away(work, mutation.noun, items, away=True)


async def restore(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Takes archived records back."""
    return await _put_away(work, mutation.noun, items, away=False)


async def _put_away(work: Work, noun: Noun, items: Sequence[Item], *, away: bool) -> Effect:
    read = [_Read(item, Values(), Lists(), {}) for item in items]
    targets = await _targets(work, noun, read, ["archived_at"])
    work.check()
    changing = [(one, found) for one, found in zip(items, targets, strict=True) if found.archived is not away]
    at = work.now if away else None
    written = []
    if changing:
        ids = [found.id for _, found in changing]
        await nodes.update(work.transaction, noun, [[one, {"archived_at": at}] for one in ids], work.now)
        if noun.name == ties.INTERACTION:
            await ties.settle(work.transaction, ties.Stirred(changed=dict.fromkeys(ids)), work.now)
        act = "ARCHIVED" if away else "RESTORED"
        for item, found in changing:
            before, after = {"archived_at": found.stored["archived_at"]}, {"archived_at": at}
            written.append(Entry(act, noun.name, [found.touched], ["archived_at"], before, after, item.reason))
    return Effect([found.touched for found in targets], written)


async def targets(work: Work, noun: Noun, items: Sequence[Item], names: Sequence[str]) -> list[Found]:
    """The records that inputs name, locked, of the version they expect, with the stored values of `names`. Refused for
    one that is not there."""
    found = await _targets(work, noun, [_Read(item, Values(), Lists(), {}) for item in items], names)
    work.check()
    return found


async def _targets(work: Work, noun: Noun, read: Sequence[_Read], names: Sequence[str] = ()) -> list[Found]:
    """The records to change, locked, with the values of `names`, and what the inputs name beside them; a fault for one
    that is not there or has another version by now."""
    name = singular(noun)
    keys = [work.named.want(noun.name, one.item.given[name]) for one in read]
    await _find(work, noun, read, names)
    found = []
    for one, key in zip(read, keys, strict=True):
        target = work.named.get(key)
        if target is None:
            work.fault(one.item, work.named.missing(key, [name]))
            continue
        expected = one.item.given.get("expectedVersion")
        if expected is not None and expected != target.version:
            message = f"Somebody changed this record: it has version {target.version} now. Look at it and try again."
            work.fault(one.item, Fault("CONFLICT", ["expectedVersion"], message, "VERSION"))
        one.found = target
        found.append(target)
    if len({target.id for target in found}) < len(found):
        work.faults.append(Fault("BAD_USER_INPUT", ["items"], "A record stands here twice. Name each once."))
    return found


async def _find(work: Work, noun: Noun, read: Sequence[_Read], names: Sequence[str] = ()) -> None:
    """Locks the hierarchies concerned, then finds and locks what the inputs name."""
    columns = {column for one in read for column in one.lists.links}
    await work.lock([work.vocabulary.edges[r.edge] for r in noun.references if r.column in columns])
    await work.named.find(work.transaction, {noun.name: names})


async def _check_external_ids(work: Work, noun: Noun, read: Sequence[_Read]) -> None:
    stated = [(one, one.values.properties.get("external_id")) for one in read]
    keys = [key for _, key in stated if key is not None]
    if not keys:
        return
    taken = dict(await work.run(finding.taken(noun), keys=keys))
    for index, (one, key) in enumerate(stated):
        own = one.found.id if one.found is not None else None
        if key is not None and (taken.get(key, own) != own or key in keys[: _before(stated, index)]):
            work.fault(one.item, Fault("CONFLICT", ["externalId"], _TAKEN))


def _before(stated: Sequence[tuple[_Read, Any]], index: int) -> int:
    return sum(key is not None for _, key in stated[:index])


async def _judge(
    work: Work, noun: Noun, read: Sequence[_Read], known: Mapping[str, dict[str, Any]]
) -> tuple[nodes.Putting, list[tuple[DesiredRecord, Verdict]]]:
    """Compares with what is there, under the rules of structure. Refused where one would be broken."""
    records = []
    for one in read:
        properties = dict(one.values.properties)
        links = one.lists.resolve(work, one.item)
        if one.new is not None:
            external_id = properties.pop("external_id", None)
            records.append(DesiredRecord(external_id, one.new.id, properties, {**one.defaults, **one.new.kept}, links))
        elif one.found is not None:
            identifier = one.found.id
            records.append(DesiredRecord(None, identifier, properties, {}, links, known[identifier]))
    work.check()
    seen = Seen(work.rules, work.author.teams)
    putting = nodes.Putting(work.vocabulary, noun, noun.references, work.structures, seen)
    verdicts = await putting.judge(work.transaction, records, work.now)
    for one, verdict in zip(read, verdicts, strict=True):
        if isinstance(verdict, Breach) and verdict.code == "CHOICE" and verdict.blames is not None:
            work.fault(one.item, fault(camel(verdict.blames), verdict.sentence))
        elif isinstance(verdict, Breach):
            path = [camel(verdict.blames)] if verdict.blames else [singular(noun)]
            work.fault(one.item, Fault("CONFLICT", path, verdict.sentence, "HIERARCHY"))
    _refuse_archived(work, read, records, putting)
    work.check()
    return putting, list(zip(records, verdicts, strict=True))


def _refuse_archived(
    work: Work, read: Sequence[_Read], records: Sequence[DesiredRecord], putting: nodes.Putting
) -> None:
    """A fault for each archived record that a list would newly lead to; one that is there already may stay."""
    for one, record in zip(read, records, strict=True):
        for column, identifier, path in one.lists.archived:
            if any(at == record.id and link.key == identifier for at, link in putting.changes[column].adds):
                work.fault(one.item, lists.archived(path))


def _created(noun: Noun, one: _Read, touched: Touched) -> Entry:
    """The entry of a new record: what was stated of it, and what it has by default."""
    fields = sorted({*one.values.stated, *one.lists.links})
    said = {**one.defaults, **one.values.properties}
    after = {name: value for name, value in said.items() if name.startswith(STORED)}
    after |= {p.name: said.get(p.name) for p in noun.properties if p.name in one.values.stated}
    after |= {f"{p.name}_currency": said.get(f"{p.name}_currency") for p in noun.properties if p.kind.name == "Money"}
    return Entry("CREATED", noun.name, [touched], fields, after=after)
