"""Statements of analysts: two connections of their own, READ mode, a time limit, so many rows, never tried again.

Values leave as plain ones: no element id, no object of the driver. What an error at run time says may hold values of
records that a statement only touched, so its kind alone is told.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

from neo4j import READ_ACCESS, AsyncDriver, Query
from neo4j.exceptions import ClientError, DriverError, Neo4jError
from neo4j.graph import Node as DriverNode
from neo4j.graph import Path as DriverPath
from neo4j.graph import Relationship as DriverRelation
from neo4j.time import Date, DateTime, Duration, Time

from graphcrm.errors import BadUserInput, Timeout, Unavailable

SECONDS = 5.0
POOL = 2
_WAIT_SECONDS = 2.0
_GRACE_SECONDS = 3.0
_PIECE = 100


@dataclass(frozen=True, slots=True)
class Node:
    """A node: `key` tells it from the others of one answer and nothing else."""

    key: str
    labels: frozenset[str]
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between the nodes of two keys."""

    type: str
    source: str
    target: str
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Walk:
    """A path."""

    parts: tuple[Node | Relation, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """`truncated`: there are more rows than were read."""

    columns: list[str]
    rows: list[list[Any]]
    truncated: bool


class Analysts:
    """The connections that analysts' statements have for themselves."""

    def __init__(self, driver: AsyncDriver, database: str) -> None:
        self._driver = driver
        self._database = database
        self._slots = asyncio.Semaphore(POOL)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """One of the connections, for as long as the block lasts. Unavailable (BUSY) where both stay taken."""
        try:
            async with asyncio.timeout(_WAIT_SECONDS):
                await self._slots.acquire()
        except TimeoutError as error:
            raise Unavailable("Others ask at this moment. Try again in a few seconds.", reason="BUSY") from error
        try:
            yield
        finally:
            self._slots.release()

    async def explained(self, text: str, parameters: Mapping[str, Any]) -> tuple[str | None, Mapping[str, Any] | None]:
        """The kind of a statement and its plan; nothing is run. BadUserInput where the server cannot read it."""
        try:
            async with asyncio.timeout(SECONDS + _GRACE_SECONDS):
                summary = (await self._read(f"EXPLAIN {text}", parameters, 0))[1]
        except (DriverError, Neo4jError, TimeoutError) as error:
            raise _told(error, planned=True) from error
        return summary.query_type, summary.plan

    async def rows(self, text: str, parameters: Mapping[str, Any], most: int) -> Answer:
        """At most so many rows. Timeout where it takes too long or too much memory; BadUserInput where it fails."""
        try:
            async with asyncio.timeout(SECONDS + _GRACE_SECONDS):
                return (await self._read(text, parameters, most))[0]
        except (DriverError, Neo4jError, TimeoutError) as error:
            raise _told(error, planned=False) from error

    async def _read(self, text: str, parameters: Mapping[str, Any], most: int) -> tuple[Answer, Any]:
        query = Query(cast(Any, text), metadata={"question": "analysis"}, timeout=SECONDS)
        async with self._driver.session(
            database=self._database, default_access_mode=READ_ACCESS, fetch_size=_PIECE
        ) as session:
            result = await session.run(query, dict(parameters))
            columns, more = list(result.keys()), False
            rows: list[list[Any]] = []
            async for record in result:
                if len(rows) == most:
                    more = True
                    break
                rows.append([_plain(value) for value in record.values()])
            summary = await result.consume()  # what was not fetched is thrown away on the server
        return Answer(columns, rows, more), summary


def _plain(value: Any) -> Any:
    if isinstance(value, DriverNode):
        return Node(value.element_id, frozenset(value.labels), _properties(value.items()))
    if isinstance(value, DriverRelation):
        ends = [one.element_id if one is not None else "" for one in value.nodes]
        return Relation(value.type, ends[0], ends[1], _properties(value.items()))
    if isinstance(value, DriverPath):
        return Walk(tuple(_walked(value)))
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, Date | DateTime | Time | Duration):
        return value.iso_format()
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)
    return value if isinstance(value, bool | int | float | str | None) else None


def _walked(path: DriverPath) -> Iterable[Node | Relation]:
    for node, relation in zip(path.nodes, [*path.relationships, None], strict=True):
        yield _plain(node)
        if relation is not None:
            yield _plain(relation)


def _properties(items: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in items}


def _told(error: Exception, *, planned: bool) -> Exception:
    """What an analyst is told. The message of an error of the plan speaks of the text alone."""
    code = getattr(error, "code", None) or ""
    if isinstance(error, TimeoutError) or "TransactionTimedOut" in code or "Transaction.Terminated" in code:
        return Timeout(f"The statement took longer than {SECONDS:g} seconds and was ended. Ask for less at once.")
    if code.endswith("OutOfMemoryError"):
        return Timeout("The statement needs more memory than one may have. Ask for less at once.", reason="MEMORY")
    # What a function does not take is an error of the database to some versions.
    if (isinstance(error, ClientError) and ".Security." not in code) or code.startswith("Neo.DatabaseError.Statement."):
        kind = code.rpartition(".")[2] or "ClientError"
        if planned:
            said = (getattr(error, "message", None) or "").splitlines()
            return BadUserInput(f"The database cannot read this: {said[0][:300] if said else kind}")
        return BadUserInput(f"The statement failed while it ran ({kind}).")
    return Unavailable("The database cannot be reached. Try again in a moment.", reason="DATABASE")
