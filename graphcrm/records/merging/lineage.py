"""Reads what a record has absorbed, and writes the values that follow from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from graphcrm.compile import merging
from graphcrm.compile.declarations import Noun
from graphcrm.graph.connection import Transaction
from graphcrm.records import enciphered, entries, nodes, stored
from graphcrm.records.journal import Entry, Touched
from graphcrm.records.merging import surviving
from graphcrm.records.merging.surviving import Member

_CHOSEN = """
UNWIND $merges AS id MATCH (m:Merge {id: id}) WHERE m.chosen IS NOT NULL
WITH m ORDER BY m.id RETURN collect(m.chosen)
"""


@dataclass(slots=True)
class Lineage:
    """A record with all it has absorbed: itself first. `chosen` are the fields whose value somebody chose."""

    members: list[Member]
    chosen: dict[str, str] = field(default_factory=dict)

    @property
    def first(self) -> Member:
        return self.members[0]

    def without(self, gone: set[str]) -> Lineage:
        """The same when some have parted from it."""
        return Lineage([one for one in self.members if one.id not in gone], self.chosen)


async def read(transaction: Transaction, noun: str, identifier: str) -> Lineage:
    """A record with all it has absorbed, itself or through others."""
    rows = (await transaction.run(merging.tree(noun), {"id": identifier}))[0][0]
    members = sorted((Member(*row) for row in rows), key=lambda one: (one.id != identifier, one.id))
    merges = sorted({one.merge for one in members if one.merge is not None})
    chosen: dict[str, str] = {}
    for choices in (await transaction.run(_CHOSEN, {"merges": merges}))[0][0]:
        chosen.update(choice.split("=", 1) for choice in choices)
    return Lineage(members, chosen)


def cleared(transaction: Transaction, noun: Noun, lineage: Lineage) -> Lineage:
    """The same, where what somebody wrote over a value that was given is the record's own."""
    kept = surviving.edited(transaction.cipher, noun, lineage.members, lineage.chosen)
    first = lineage.first
    given = [name for name in first.given if name not in kept]
    member = Member(first.id, {**first.raw, surviving.GIVEN: given}, first.merge)
    return Lineage([member, *lineage.members[1:]], lineage.chosen)


async def clear(transaction: Transaction, noun: Noun, lineage: Lineage) -> None:
    """Keeps of a record that is absorbed now what somebody wrote over a value it was given."""
    kept = surviving.edited(transaction.cipher, noun, lineage.members, lineage.chosen)
    if kept:
        changes = surviving.changes(transaction.cipher, noun, lineage.members, lineage.chosen, kept)
        await transaction.run(merging.update(noun), {"rows": [[lineage.first.id, changes]]})


async def settle(
    transaction: Transaction, noun: Noun, lineage: Lineage, now: datetime, kept: Sequence[str] = ()
) -> Mapping[str, Any]:
    """Writes the values that the record has by what it has absorbed; what was written."""
    changes = surviving.changes(transaction.cipher, noun, lineage.members, lineage.chosen, kept)
    first = lineage.first
    if changes:
        now_stored = {**_opened(transaction, noun, first), **changes}
        changes["_search"] = stored.search_text(noun, _plain(now_stored))
        if first.merge is None:
            await nodes.update(transaction, noun, [[first.id, changes]], now)
        else:
            rows = await enciphered.changed(transaction.cipher, noun, [[first.id, changes]])
            await transaction.run(merging.update(noun), {"rows": rows})
    return changes


def entry(
    transaction: Transaction, noun: Noun, act: str, touched: Touched, first: Member, changes: Mapping[str, Any]
) -> Entry:
    """What is told of what became of a record's values."""
    said = {name: value for name, value in changes.items() if not name.startswith("_")}
    told = entries.updated(noun, touched, _opened(transaction, noun, first), said)
    return Entry(act, noun.name, [touched], told.fields, told.before, told.after)


def _opened(transaction: Transaction, noun: Noun, member: Member) -> dict[str, Any]:
    native = {name: stored.native(value) for name, value in member.raw.items()}
    return enciphered.opened_all(transaction.cipher, noun.name, member.id, native)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if not isinstance(value, enciphered.Secret)}
