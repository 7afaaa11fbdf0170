"""Restricts persons and takes that back: nodes change their labels, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from graphcrm.compile import restricting, writing
from graphcrm.compile.declarations import Noun
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records import audiences, ties
from graphcrm.records.desired import Reader


async def hide(transaction: Transaction, vocabulary: Vocabulary, person: str, now: datetime) -> None:
    """Restricts a person, and what is about nobody else. What stays may be for others than before."""
    await _hide(transaction, vocabulary, restricting.PERSON, [person], now)
    gone = [person]
    for noun, text in restricting.going():
        ids = await _ids(transaction, text, gone)
        await _hide(transaction, vocabulary, noun, ids, now)
        gone += ids if noun == "Interaction" else []
    await audiences.settle(transaction, vocabulary, await _around(transaction, gone))
    await ties.settle(transaction, ties.Stirred(people={person: None}), now)


async def show(transaction: Transaction, vocabulary: Vocabulary, person: str) -> None:
    """Takes a restriction back, with all that was restricted for its sake."""
    await _show(transaction, vocabulary, restricting.PERSON, [person])
    back = [person]
    for noun, text in restricting.coming():
        ids = await _ids(transaction, text, back)
        await _show(transaction, vocabulary, noun, ids)
        back += ids if noun == "Interaction" else []
    moved = await _around(transaction, back)
    moved.add(restricting.PERSON, person)
    await audiences.settle(transaction, vocabulary, moved)
    await ties.settle(transaction, ties.Stirred(people={person: None}))


async def find(transaction: Transaction, finder: str, key: str) -> tuple[str, str | None] | None:
    """The id and salt of a restricted person, by `id` or `external_id`."""
    if finder not in ("id", "external_id"):
        return None
    rows = await transaction.run(restricting.find(finder), {"key": key})
    return (rows[0][0], rows[0][1]) if rows else None


async def taken(reader: Reader, noun: Noun, keys: Sequence[str]) -> set[str]:
    """Of these ids and external ids those that a restricted record has."""
    if noun.name not in restricting.NOUNS:
        return set()
    found: set[str] = set()
    for name in ("id", "external_id"):
        rows = await reader.run(restricting.taken(noun.name, name), {"keys": list(keys)})
        found |= {key for key, _ in rows[0][0]}
    return found


async def listed(graph: Graph) -> list[dict[str, Any]]:
    """The restricted persons, the longest restricted first."""
    rows = await graph.rows(restricting.listed(), {})
    return [{"id": identifier, "name": name, "since": since} for identifier, name, since in rows]


async def _around(transaction: Transaction, ids: Sequence[str]) -> audiences.Moved:
    """What is about persons and interactions and is not restricted: it hangs on more or less than before."""
    moved = audiences.Moved()
    for noun in restricting.NOUNS[1:]:
        moved.add(noun, *await _ids(transaction, restricting.left(noun), ids))
    return moved


async def _hide(transaction: Transaction, vocabulary: Vocabulary, noun: str, ids: Sequence[str], now: datetime) -> None:
    text = restricting.hide(noun, writing.labels(vocabulary.nouns[noun]))
    rows = await transaction.run(text, {"ids": list(ids), "now": now})
    await audiences.gone(transaction, "RESTRICTED", noun, rows[0][0])


async def _show(transaction: Transaction, vocabulary: Vocabulary, noun: str, ids: Sequence[str]) -> None:
    await transaction.run(restricting.show(noun, writing.labels(vocabulary.nouns[noun])), {"ids": list(ids)})


async def _ids(transaction: Transaction, text: str, ids: Sequence[str]) -> list[str]:
    found: list[str] = (await transaction.run(text, {"ids": list(ids)}))[0][0]
    return found
