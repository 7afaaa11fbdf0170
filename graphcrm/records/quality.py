"""Keeps the numbers of quality: a row for each day, noun, team, source and rule, and the last list of work.

It is derived and made of what everybody may see: nothing of it is a change of a record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from graphcrm.graph.connection import Transaction
from graphcrm.records import journal
from graphcrm.records.journal import Author

KEPT = timedelta(days=730)
_DROP_DAY = "MATCH (q:Internal:QualityDay) WHERE q.day = $day OR q.day < $before DELETE q"
_KEEP_DAY = "UNWIND $rows AS row CREATE (q:Internal:QualityDay) SET q = row, q.day = $day, q.computed_at = $at"
_DROP_WORK = "MATCH (q:Internal:QualityStale) DELETE q"
_KEEP_WORK = "UNWIND $rows AS row CREATE (q:Internal:QualityStale) SET q = row, q.computed_at = $at"


@dataclass(frozen=True, slots=True)
class Kept:
    """What one night found, as rows: properties by name."""

    at: datetime
    days: Sequence[dict[str, Any]]
    work: Sequence[dict[str, Any]]


async def keep(transaction: Transaction, author: Author, kept: Kept) -> None:
    """Puts what was found in the place of what was kept of the same day, and of the list of work before; lets go of
    what is older than two years."""
    day = kept.at.date()
    await transaction.run(_DROP_DAY, {"day": day, "before": day - KEPT})
    await transaction.run(_KEEP_DAY, {"rows": list(kept.days), "day": day, "at": kept.at})
    await transaction.run(_DROP_WORK, {})
    await transaction.run(_KEEP_WORK, {"rows": list(kept.work), "at": kept.at})
    await journal.audited(transaction, author, "quality", "QualityDay", "quality", [])
