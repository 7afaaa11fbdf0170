"""Takes a merge back: the records it absorbed come back with the facts that were their own.

What was written of the survivor since stays with it: a field that somebody changed keeps what they wrote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from graphcrm.compile import merging, writing
from graphcrm.compile.declarations import Noun
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.connection import Transaction
from graphcrm.records import places
from graphcrm.records.journal import Entry, Touched
from graphcrm.records.merging import absorbing, lineage, moving, surviving
from graphcrm.records.merging.absorbing import end_of


@dataclass(slots=True)
class Undone:
    """What came of it: the record that stays, those that came back, the fields that keep what somebody wrote, the
    changes to journal."""

    survivor: Touched
    restored: list[Touched]
    kept: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


async def undo(
    transaction: Transaction, vocabulary: Vocabulary, noun: Noun, survivor: Touched, ids: Sequence[str], now: datetime
) -> Undone:
    """Brings records back that `survivor` has absorbed, itself or through others; `ids` may be few of them."""
    found = Undone(survivor, [])
    for one in ids:
        await _part(transaction, vocabulary, noun, found, one, now)
    return found


async def _part(
    transaction: Transaction, vocabulary: Vocabulary, noun: Noun, found: Undone, one: str, now: datetime
) -> None:
    above = (await transaction.run(merging.above(noun.name), {"id": one}))[0][0]
    whole = await lineage.read(transaction, noun.name, found.survivor.id)
    below = await lineage.read(transaction, noun.name, one)
    kept = surviving.edited(transaction.cipher, noun, whole.members, whole.chosen)
    left = whole.without({member.id for member in below.members})
    before = await moving.read(transaction, vocabulary, noun.name, [found.survivor.id])
    before = [fact for fact in before if not absorbing.seat(fact)]
    await transaction.run(merging.release(noun, writing.labels(noun)), {"id": one})
    back = await end_of(transaction, noun, one)
    after = moving.told(vocabulary, moving.parted(before, back))
    written = await moving.write(transaction, vocabulary, before, after)
    for parent in above[:-1]:
        line = await lineage.read(transaction, noun.name, parent)
        await lineage.settle(transaction, noun, line, now)
    changes = await lineage.settle(transaction, noun, left, now, kept)
    returned = Touched(noun.name, one, below.first.raw.get("_audit_salt") if noun.salted else None)
    found.restored.append(returned)
    found.kept += [name for name in kept if name not in found.kept]
    found.entries += [
        lineage.entry(transaction, noun, "UNMERGED", found.survivor, whole.first, changes),
        Entry("UNMERGED", noun.name, [returned]),
    ]
    await absorbing.seated(transaction, vocabulary, noun, whole.first, changes, now)
    city, country = (below.first.raw.get(name) for name in ("city", "country"))
    await places.settle(transaction, vocabulary, noun, [(one, city, country)], [], now)
    await absorbing.follow(transaction, vocabulary, noun, [found.survivor.id, one], written, changes, now)
