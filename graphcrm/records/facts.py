"""Puts facts: edges that a source states with both ends, compared with what is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graphcrm.compile import writing
from graphcrm.compile.declarations import Edge
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.connection import Transaction
from graphcrm.records.desired import DesiredFact, Outcome


async def put(
    transaction: Transaction, vocabulary: Vocabulary, edge: Edge, facts: Sequence[DesiredFact]
) -> list[Outcome]:
    """Creates or updates edges. Two are the same fact when ends, identity and started_on are equal."""
    sources = sorted({fact.source for fact in facts})
    rows = await transaction.run(writing.read_edges(vocabulary, edge, from_source=True), {"ids": sources})
    known: dict[tuple[Any, ...], tuple[dict[str, Any], Any]] = {
        key(edge, source, target, _native(found)): (_native(found), e) for source, target, found, e in rows
    }
    created: list[dict[str, Any]] = []
    updated: dict[str, dict[str, Any]] = {}
    outcomes = []
    for fact in facts:
        name = key(edge, fact.source, fact.target, fact.properties)
        present = known.get(name)
        if present is None:
            row: dict[str, Any] = {
                "source": fact.source,
                "target": fact.target,
                "properties": _without_nulls(fact.properties),
            }
            created.append(row)
            known[name] = (row["properties"], row)
            outcomes.append(Outcome.CREATED)
            continue
        merged = _without_nulls({**present[0], **fact.properties})
        if merged == present[0]:
            outcomes.append(Outcome.UNCHANGED)
            continue
        outcomes.append(Outcome.UPDATED)
        if isinstance(present[1], dict):  # a row of this batch, not written yet
            present[1]["properties"] = merged
        else:
            updated[present[1]] = {"edge": present[1], "properties": merged}
        known[name] = (merged, present[1])
    if created:
        await transaction.run(writing.create_edges(vocabulary, edge, edge.source, edge.target), {"rows": created})
    if updated:
        await transaction.run(writing.update_edges(edge), {"rows": list(updated.values())})
    return outcomes


def key(edge: Edge, source: str, target: str, properties: dict[str, Any]) -> tuple[Any, ...]:
    """What makes two edges the same fact."""
    return (source, target, properties.get("started_on"), *(properties.get(name) for name in edge.identity))


def _native(properties: dict[str, Any]) -> dict[str, Any]:
    return {k: v.to_native() if hasattr(v, "to_native") else v for k, v in properties.items()}


def _without_nulls(properties: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in properties.items() if v is not None}
