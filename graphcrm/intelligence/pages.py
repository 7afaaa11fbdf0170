"""Reads what is too much for one answer: page by page, each page one row, since a row for each record costs a hundred
times as much to read."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

from graphcrm.graph.connection import Graph

_SIZE = 5_000
_SECONDS = 600.0


async def rows(
    graph: Graph, text: str, parameters: Mapping[str, Any], *, first: Any, question: str
) -> AsyncIterator[list[Any]]:
    """The rows of a statement that takes $after and $size and returns where its page ends (null for an empty one) and
    its rows; the first page begins after `first`. Ends: each page begins after the one before."""
    after = first
    while after is not None:
        given = {**parameters, "after": after, "size": _SIZE}
        found = await graph.rows(text, given, question=question, seconds=_SECONDS)
        after, page = found[0]
        for row in page:
            yield row
