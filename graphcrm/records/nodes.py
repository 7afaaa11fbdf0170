"""Puts records: compares what a source states with what is there and writes only the difference.

One transaction for a batch, under the lock of the hierarchies. A change counts the version up; a record that is as
stated stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from graphcrm.compile import writing
from graphcrm.compile.declarations import Noun, Reference
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.connection import Transaction
from graphcrm.records import identity, links, places, stored
from graphcrm.records.desired import DesiredRecord, Outcome

_OWN = ("id", "version", "created_at", "updated_at", "audience")


async def put(
    transaction: Transaction, vocabulary: Vocabulary, noun: Noun, records: Sequence[DesiredRecord], now: datetime
) -> list[Outcome]:
    """Creates or updates records of one noun with their properties; `put_links` follows with their lists."""
    keys = [record.external_id for record in records]
    rows = await transaction.run(writing.read_by_external_id(noun), {"keys": keys})
    existing = {row[0]: (row[1], row[2]) for row in rows}
    created: list[dict[str, Any]] = []
    updated: list[dict[str, Any]] = []
    outcomes = []
    for record in records:
        found = existing.get(record.external_id)
        if found is None:
            created.append(_new(noun, record, now))
            outcomes.append(Outcome.CREATED)
            continue
        changes = _changes(noun, record, found[1])
        if changes:
            updated.append({"id": found[0], "changes": changes})
        outcomes.append(Outcome.UPDATED if changes else Outcome.UNCHANGED)
    if created:
        await transaction.run(writing.create_nodes(noun), {"rows": created})
    if updated:
        await transaction.run(writing.update_nodes(noun), {"rows": updated, "now": now})
    if noun.party:
        await places.link(transaction, vocabulary, noun, _moved(created, updated), now)
    return outcomes


async def put_links(
    transaction: Transaction,
    vocabulary: Vocabulary,
    noun: Noun,
    references: Iterable[Reference],
    records: Sequence[DesiredRecord],
    now: datetime,
) -> list[bool]:
    """Brings the stated lists of records to what is stated. Tells for each record whether anything changed."""
    keys = [record.external_id for record in records]
    rows = await transaction.run(writing.ids_by_external_id(noun), {"keys": keys})
    ids = {row[0]: row[1] for row in rows}
    changed: set[str] = set()
    for reference in references:
        stated = {ids[r.external_id]: r.links[reference.column] for r in records if reference.column in r.links}
        if stated:
            changed |= await links.put(transaction, vocabulary, noun, reference, stated)
    return [ids[record.external_id] in changed for record in records]


async def touch(transaction: Transaction, noun: Noun, external_ids: Sequence[str], now: datetime) -> None:
    """Counts the version of records up whose lists changed but not their properties."""
    rows = await transaction.run(writing.ids_by_external_id(noun), {"keys": list(external_ids)})
    changes = [{"id": row[1], "changes": {}} for row in rows]
    if changes:
        await transaction.run(writing.update_nodes(noun), {"rows": changes, "now": now})


def _new(noun: Noun, record: DesiredRecord, now: datetime) -> dict[str, Any]:
    properties = {key: value for key, value in record.properties.items() if value is not None}
    properties.update(id=identity.new(noun), external_id=record.external_id, version=1, created_at=now, updated_at=now)
    search = stored.search_text(noun, properties)
    if search is not None:
        properties["_search"] = search
    return properties


def _changes(noun: Noun, record: DesiredRecord, known: dict[str, Any]) -> dict[str, Any]:
    changes = {key: value for key, value in record.properties.items() if _differs(value, known.get(key))}
    if changes and any(prop.search for prop in noun.properties):
        changes["_search"] = stored.search_text(noun, {**known, **changes})
    return changes


def _differs(stated: Any, known: Any) -> bool:
    """Whether two values differ; the driver's dates and instants compare as they read."""
    if hasattr(known, "to_native"):
        known = known.to_native()
    return bool(stated != known)


def _moved(created: list[dict[str, Any]], updated: list[dict[str, Any]]) -> list[str]:
    """Ids of parties whose place is new or changed."""
    new = [row["id"] for row in created if row.get("city") or row.get("country")]
    moved = [row["id"] for row in updated if {"city", "country", "latitude", "longitude"} & row["changes"].keys()]
    return new + moved
