"""Orders and pages: the keys of an order, ORDER BY, the position after a cursor, LIMIT.

Every order ends with the id, so that no two rows are equal. What is unknown comes last in either direction. Neo4j
takes an order from an index only if every key has a predicate, so keys that are never null get one; the test after a
cursor is written so that the index also finds the place (23 database hits instead of 75,558 at 20,000 people).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

from graphcrm.compile.scalars import Cursor, foreign_cursor
from graphcrm.compile.values import NULL, Leaf
from graphcrm.errors import BadUserInput

# Kinds of properties and types of columns whose values stand in a cursor as text.
TEMPORAL = {"Date": "Date", "Instant": "DateTime", "DateTime": "DateTime"}


@dataclass(frozen=True, slots=True)
class SortKey:
    """One key: Cypher for its value, its name in the cursor's tag, and how a cursor's text becomes a value again."""

    expression: str
    name: str
    descending: bool = False
    nullable: bool = True
    indexed: bool = False
    temporal: str | None = None

    @property
    def shown(self) -> str:
        return f"toString({self.expression})" if self.temporal else self.expression

    def value(self, text: Any) -> Any:
        if self.temporal is None or text is None:
            return text
        try:
            return (date if self.temporal == "Date" else datetime).fromisoformat(text)
        except (ValueError, TypeError) as error:
            raise foreign_cursor() from error


@dataclass(slots=True)
class Page:
    """The paging arguments of a list. `reverse`: asked for from the end (`last`)."""

    size: Leaf
    reverse: bool
    after: Leaf | None
    before: Leaf | None


def page(arguments: dict[str, Any], default: int) -> Page:
    """The page asked for; BadUserInput where the arguments contradict."""
    first, last = arguments.get("first", NULL), arguments.get("last", NULL)
    after, before = arguments.get("after", NULL), arguments.get("before", NULL)
    if first.sample is not None and last.sample is not None:
        raise BadUserInput("Give `first` or `last`, not both.")
    reverse = last.sample is not None
    size = last if reverse else first if first.sample is not None else Leaf(default)
    return Page(
        size,
        reverse,
        after if after.sample is not None else None,
        before if before.sample is not None else None,
    )


def tag(keys: list[SortKey]) -> str:
    """The name of an order inside its cursors."""
    text = ",".join(f"{key.name}{'-' if key.descending else ''}" for key in keys)
    return blake2b(text.encode(), digest_size=4).hexdigest()


def order_by(keys: list[SortKey], reverse: bool) -> str:
    """`ORDER BY …`, the unknown last (first when reversed)."""
    parts = []
    for key in keys:
        descending = key.descending is not reverse
        # Neo4j itself puts null last when ascending and first when descending.
        if key.nullable and key.descending:
            parts.append(f"{key.expression} IS {'NOT NULL' if reverse else 'NULL'}")
        parts.append(f"{key.expression} DESC" if descending else key.expression)
    return "ORDER BY " + ", ".join(parts)


def index_predicates(keys: list[SortKey]) -> list[str]:
    """What lets an index give the order: a predicate on every key, where all of them are served by one."""
    if all(key.indexed and not key.nullable for key in keys):
        return [f"{key.expression} IS NOT NULL" for key in keys]
    return []


def beyond(keys: list[SortKey], cursor: Leaf, forward: bool, parameter: Callable[[Leaf], str]) -> str:
    """The predicate of rows that lie after (or, not forward, before) a cursor."""
    sample: Cursor = cursor.sample
    if sample.tag != tag(keys) or len(sample.values) != len(keys):
        raise foreign_cursor()
    names: list[str | None] = []
    for index, (key, value) in enumerate(zip(keys, sample.values, strict=True)):
        names.append(None if value is None else parameter(cursor.map(_reader(key, index))))
    return _beyond(list(zip(keys, names, strict=True)), forward)


def _beyond(keys: list[tuple[SortKey, str | None]], forward: bool) -> str:
    (key, name), *rest = keys
    x = key.expression
    if name is None:  # the row of the cursor has no value here, so it stands among the last
        tail = f"({x} IS NULL AND {_beyond(rest, forward)})" if rest else "false"
        return tail if forward else f"({x} IS NOT NULL OR {tail})"
    greater = forward is not key.descending
    compare = f"{x} > {name}" if greater else f"{x} < {name}"
    if key.nullable and forward:
        compare = f"{compare} OR {x} IS NULL"
    if not rest:
        return f"({compare})"
    if key.nullable:
        return f"({compare} OR ({x} = {name} AND {_beyond(rest, forward)}))"
    reach = ">=" if greater else "<="
    seen = " AND ".join(f"{k.expression} IS NOT NULL" for k, _ in rest if not k.nullable)
    seen = f" AND {seen}" if seen else ""
    return f"({x} {reach} {name}{seen} AND ({compare} OR {_beyond(rest, forward)}))"


def _reader(key: SortKey, index: int) -> Callable[[Cursor], Any]:
    return lambda cursor: key.value(cursor.values[index])
