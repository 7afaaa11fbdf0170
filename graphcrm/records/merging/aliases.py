"""Old ids answer: what an absorbed record was known by leads to the one it went into, and what a row of an import was
known by to the one it turned out to be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from graphcrm.compile import merging
from graphcrm.compile.declarations import Noun
from graphcrm.graph.connection import Transaction
from graphcrm.records import identity
from graphcrm.records.desired import Reader


async def ids(reader: Reader, noun: Noun, keys: Sequence[str]) -> dict[str, str]:
    """Of these external ids and ids those that an absorbed record has, with the id of its survivor."""
    if noun.name not in merging.NOUNS or not keys:
        return {}
    found: dict[str, str] = {}
    own = [key for key in keys if identity.is_own(noun, key)]
    for name, wanted in (("external_id", list(keys)), ("id", own)):
        if wanted:
            found.update((await reader.run(merging.ids(noun.name, name), {"keys": wanted}))[0][0])
    return found


async def lead(
    transaction: Transaction, noun: Noun, rows: Sequence[Sequence[str | None]], run: str, now: datetime
) -> None:
    """Makes external ids lead to records: rows [id of the alias, external id, id of the record]. `run` is the import
    whose rows they were."""
    if rows:
        await transaction.run(merging.lead(noun.name), {"rows": [list(row) for row in rows], "run": run, "now": now})


async def mislead(transaction: Transaction, noun: str, ids: Sequence[str]) -> None:
    """Takes aliases away that `lead` made."""
    if ids and noun in merging.NOUNS:
        await transaction.run(merging.mislead(noun), {"ids": list(ids)})
