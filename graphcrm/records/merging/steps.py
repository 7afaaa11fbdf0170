"""The mutations that make several records one, and take that back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ulid import ULID

from graphcrm.compile import merging as statements
from graphcrm.compile import writing
from graphcrm.compile.custom_fields import stored_name, told
from graphcrm.compile.declarations import Noun
from graphcrm.compile.mutations import Mutation
from graphcrm.records import judging
from graphcrm.records.faults import Fault
from graphcrm.records.journal import Touched
from graphcrm.records.merging import absorbing, moving, surviving, undoing
from graphcrm.records.merging.absorbing import Plan
from graphcrm.records.mutations.named import Found
from graphcrm.records.mutations.values import fault
from graphcrm.records.mutations.work import Effect, Item, Work

_MOST = 50
_FEW = f"Name 2 to {_MOST} records that are one."
_ELSEWHERE = "The record that stays is none of those that are one. Name one of them."
_NO_FIELD = "There is no such field that could be given. Name one by its name in the API."
_JUDGED = "Two of them were judged to be different. Judge that otherwise first (duplicateJudge), if they are one."
_KEEP = """
CREATE (m:Internal:Merge {id: $id, noun: $noun, survivor: $survivor, absorbed: $absorbed, chosen: $chosen,
  at: $now, by: $by, reason: $reason, request: $request})
"""
_FIND = "OPTIONAL MATCH (m:Merge {id: $id}) RETURN [m.noun]"
_OF_JOB = """
MATCH (m:Merge {request: $id}) WHERE m.undone_at IS NULL
WITH m ORDER BY m.at DESC, m.id DESC RETURN collect(m.id)
"""
_UNDONE = "MATCH (m:Merge {id: $id}) SET m.undone_at = $now, m.undone_by = $by"


async def merge(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Makes records one, or tells what that would do."""
    (item,) = items
    noun = mutation.noun
    if not item.given.get("preview"):
        await _alone(work)
    records = await _records(work, item, noun)
    chosen = _chosen(work, item, noun, records)
    work.check()
    survivor = _survivor(work, item, noun, records)
    work.check()
    absorbed = [one.touched for one in records if one.id != survivor.id]
    found = await absorbing.plan(work.transaction, work.vocabulary, noun, survivor.touched, absorbed, chosen)
    if await judging.different(work, [one.id for one in records]):
        work.fault(item, Fault("CONFLICT", [_listed(noun)], _JUDGED, "JUDGED"))
        work.check()
    structures = {kind: one for kind, one in work.structures.items() if work.vocabulary.edges[kind].rules}
    breach = await absorbing.breach(work.transaction, work.vocabulary, found, structures)
    if breach is not None:
        reason = "AUDIENCE" if breach.sentence == absorbing.NOBODY else "HIERARCHY"
        work.fault(item, Fault("CONFLICT", [_listed(noun)], breach.sentence, reason))
        work.check()
    report = _report(work, noun, found)
    if item.given.get("preview"):
        return Effect([survivor.touched], [], {"mergeId": None, "report": report})
    merge_id = f"mrg_{str(ULID()).lower()}"
    kept = {"id": merge_id, "noun": noun.name, "survivor": survivor.id, "absorbed": [one.id for one in absorbed]}
    said = {"chosen": [f"{name}={one}" for name, one in chosen.items()], "reason": item.reason}
    who = {"now": work.now, "by": work.author.user, "request": work.author.request}
    await work.transaction.run(_KEEP, {**kept, **said, **who})
    await absorbing.write(work.transaction, work.vocabulary, noun, found, merge_id, work.now)
    assert found.entry is not None, "it was written"
    return Effect(
        [survivor.touched], [replace(found.entry, reason=item.reason)], {"mergeId": merge_id, "report": report}
    )


async def undo(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Takes merges back, in the order given; for the id of a job those that it made, the latest first. Refused as a
    whole for one that is not known or taken back already."""
    (item,) = items
    await _alone(work)
    restored: list[Touched] = []
    entries, kept = [], dict[str, None]()
    for index, one in await _asked(work, item.given["merges"]):
        noun, ids = await _absorbed(work, one)
        survivor = await _holder(work, noun, ids) if ids and noun is not None else None
        if noun is None or survivor is None:
            message = "No merge that could be taken back is known by this. Look at the merges of the record."
            work.fault(item, Fault("NOT_FOUND", ["merges", str(index)], message))
            continue
        done = await undoing.undo(work.transaction, work.vocabulary, noun, survivor.touched, ids, work.now)
        await work.run(_UNDONE + " RETURN []", id=one, now=work.now, by=work.author.user)
        restored += done.restored
        kept.update(dict.fromkeys(told(name) for name in done.kept if _shown(work, noun, name)))
        entries += [replace(entry, reason=item.reason) for entry in done.entries]
    work.check()
    return Effect([], entries, {"restored": [one.id for one in restored], "kept": list(kept)})


async def _alone(work: Work) -> None:
    """One at a time merges or takes back: what a record is part of is read before it is locked."""
    await work.transaction.run(writing.LOCK, {"name": "merging"})


async def _asked(work: Work, given: Sequence[str]) -> list[tuple[int, str]]:
    """The merges to take back, each with the place at which it, or its job, was named."""
    found: list[tuple[int, str]] = []
    for index, one in enumerate(given):
        of_job = await work.run(_OF_JOB, id=one) if one.startswith("job_") else []
        found += [(index, merge_id) for merge_id in of_job or [one]]
    return found


async def _records(work: Work, item: Item, noun: Noun) -> list[Found]:
    """The records named, locked in the order of their ids, after the hierarchies they are in."""
    given = item.given[_listed(noun)]
    if not 2 <= len(given) <= _MOST:
        work.fault(item, fault(_listed(noun), _FEW))
    await work.lock([edge for edge in work.vocabulary.edges.values() if noun.name in (edge.source, edge.target)])
    keys = [work.named.want(noun.name, by) for by in given]
    if item.given.get("survivor") is not None:
        keys.append(work.named.want(noun.name, item.given["survivor"]))
    for choice in item.given.get("values") or ():
        work.named.want(noun.name, choice["from"])
    await work.named.find(work.transaction)
    found: dict[str, Found] = {}
    for index, key in enumerate(keys[: len(given)]):
        one = work.named.get(key)
        if one is None:
            work.fault(item, work.named.missing(key, [_listed(noun), str(index)]))
        elif one.id in found:
            message = "It stands here twice, or was merged into another that stands here. Name each record once."
            work.fault(item, fault([_listed(noun), str(index)], message))
        else:
            found[one.id] = one
    return [found[one] for one in sorted(found)]


def _survivor(work: Work, item: Item, noun: Noun, records: Sequence[Found]) -> Found:
    """The record that stays: the one named, else the oldest that is in use."""
    by = item.given.get("survivor")
    if by is None:
        return min(records, key=lambda one: (one.archived, one.id))
    key = work.named.want(noun.name, by)
    one = work.named.get(key)
    if one is None:
        work.fault(item, work.named.missing(key, ["survivor"]))
        return records[0]
    if one.id not in {record.id for record in records}:
        work.fault(item, fault("survivor", _ELSEWHERE))
    return one


def _chosen(work: Work, item: Item, noun: Noun, records: Sequence[Found]) -> dict[str, str]:
    """By field the record whose value it has."""
    chosen: dict[str, str] = {}
    there = {one.id for one in records}
    names = {told(name): name for name in surviving.fields(noun, ())}
    for index, choice in enumerate(item.given.get("values") or ()):
        path = ["values", str(index)]
        name = names.get(choice["field"]) or _custom(choice["field"])
        key = work.named.want(noun.name, choice["from"])
        one = work.named.get(key)
        if one is None:
            work.fault(item, work.named.missing(key, [*path, "from"]))
        elif name is None or not _shown(work, noun, name):
            work.fault(item, fault([*path, "field"], _NO_FIELD))
        elif one.id not in there:
            work.fault(item, fault([*path, "from"], "Name one of the records that are one."))
        else:
            chosen[name] = one.id
    return chosen


def _custom(name: str) -> str | None:
    return stored_name(name) if name.startswith("customFields.") else None


def _shown(work: Work, noun: Noun, name: str) -> bool:
    return f"{noun.name}.{name}" in work.rules.shown


def _report(work: Work, noun: Noun, found: Plan) -> dict[str, Any]:
    """What a merge does, as far as its writer sees it."""
    cipher, members = work.transaction.cipher, found.whole.members

    def seen(fact: moving.Fact) -> bool:
        typed = fact.type in work.vocabulary.edges and fact.type in work.rules.shown
        return typed and all(
            end.audience is None or any(work.sees_team(team) for team in end.audience)
            for end in (fact.source, fact.target)
        )

    values, conflicts = [], []
    for name in surviving.fields(noun, members):
        if not _shown(work, noun, name):
            continue
        value, of = surviving.survives(cipher, noun, members, name, found.whole.chosen)
        others = [one.id for one in members if (own := one.own(cipher, noun, name)) and own != value]
        if value and of != members[0].id:
            values.append({"field": told(name), "from": of})
        if others:
            conflicts.append({"field": told(name), "keeps": of, "differs": others})
    return {
        "survivor": found.survivor.id,
        "absorbed": [one.id for one in found.absorbed],
        "values": values,
        "conflicts": conflicts,
        "moved": moving.counted(found.moved, seen),
        "folded": moving.counted(found.folded, seen),
    }


async def _absorbed(work: Work, merge_id: str) -> tuple[Noun | None, list[str]]:
    """The noun of a merge, and the records it absorbed that are absorbed still: the youngest first."""
    (name,) = await work.run(_FIND, id=merge_id)
    if name is None:
        return None, []
    return work.vocabulary.nouns[name], await work.run(statements.absorbed_by(name), merge=merge_id)


async def _holder(work: Work, noun: Noun, ids: Sequence[str]) -> Found | None:
    """The record that these are part of now, locked, if the writer sees it."""
    above = await work.run(statements.above(noun.name), id=ids[0])
    await work.lock([edge for edge in work.vocabulary.edges.values() if noun.name in (edge.source, edge.target)])
    key = work.named.want(noun.name, {"id": above[-1]})
    await work.named.find(work.transaction)
    return work.named.get(key)


def _listed(noun: Noun) -> str:
    assert noun.plural is not None
    return noun.plural


STEPS: Mapping[str, Any] = {"personMerge": merge, "organizationMerge": merge, "mergeUndo": undo}
