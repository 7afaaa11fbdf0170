"""The connection to Neo4j: the one place that talks to the driver.

Reads go to READ routing with a time limit each; writes only through `write`, whose work the driver may run again
(deadlock, lost connection), so that it must be repeatable. Driver errors become `Unavailable`, `Timeout` or a bug.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

from neo4j import (
    READ_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    NotificationDisabledClassification,
    Query,
    unit_of_work,
)
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConstraintError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    TransientError,
)
from neo4j.exceptions import ServiceUnavailable as DriverUnavailable

from graphcrm.errors import Conflict, GraphcrmError, Overtaken, Timeout, Unavailable
from graphcrm.graph.addresses import driver_options
from graphcrm.graph.analysts import POOL, Analysts
from graphcrm.graph.ciphers import Cipher, NoCipher

Row = list[Any]
T = TypeVar("T")

_UNREACHABLE = "The database cannot be reached. Nothing was changed; try again in a moment."
_LONG = 10
_TRIES = 3  # of a write whose commit was cut
_OVERTAKEN = 10  # tries of one that others overtake
_TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut"


class _Many(list[Any]):
    """A long list of parameters. The driver writes all it sends out as text, for a line of its log that is thrown away:
    of rows by the thousand that takes as long as sending them. Of these it writes how many there are."""

    def __repr__(self) -> str:
        return f"[{len(self)} values]"


def _unwritten(parameters: Mapping[str, Any] | None) -> dict[str, Any]:
    given = parameters or {}
    return {name: _Many(one) if type(one) is list and len(one) >= _LONG else one for name, one in given.items()}


class Transaction:
    """A write transaction: statements in, lists of rows out. `cipher` enciphers what its statements are given."""

    def __init__(self, transaction: AsyncManagedTransaction, cipher: Cipher) -> None:
        self._transaction = transaction
        self.cipher = cipher

    async def run(self, text: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """All rows of one statement, each a list of its columns' values."""
        result = await self._transaction.run(text, _unwritten(parameters))
        return [list(record.values()) async for record in result]


class Graph:
    """A database of a Neo4j: one driver per process, sessions as short as a call. `cipher` knows the keys of what is
    enciphered in it; `analysts` are the connections that statements of analysts have for themselves."""

    def __init__(
        self,
        driver: AsyncDriver,
        database: str,
        observe: Callable[[str], None] | None = None,
        cipher: Cipher | None = None,
        analysts: Analysts | None = None,
    ) -> None:
        self._driver = driver
        self.cipher: Cipher = cipher or NoCipher()
        self.analysts = analysts or Analysts(driver, database)
        self._database = database
        self._observe = observe

    async def read(self, text: str, parameters: Mapping[str, Any], *, question: str, seconds: float) -> Row | None:
        """The first row of one read, or None. `question` names it in the server's query log; `seconds` it may take."""
        rows = await self.rows(text, parameters, question=question, seconds=seconds)
        return rows[0] if rows else None

    async def rows(
        self, text: str, parameters: Mapping[str, Any], *, question: str = "", seconds: float = 120.0
    ) -> list[Row]:
        """All rows of one read, each a list of its columns' values."""
        if self._observe is not None:
            self._observe(text)
        query = Query(text, metadata={"question": question}, timeout=seconds)
        try:
            async with self._driver.session(database=self._database, default_access_mode=READ_ACCESS) as session:
                result = await session.run(query, cast(dict[str, Any], parameters))
                return [list(record.values()) async for record in result]
        except (DriverError, Neo4jError) as error:
            raise translated(error) from error

    async def write(
        self,
        work: Callable[[Transaction], Awaitable[T]],
        *,
        name: str,
        seconds: float = 120.0,
        once: bool = False,
    ) -> T:
        """Runs `work` in one transaction. It may run more than once before it is committed. `once`: it knows by itself
        what it did (an idempotency key), so that it is run again where the connection was cut during the commit and
        nobody knows whether it took place, three times at most, and where another write overtook it, ten times at
        most, all begun within `seconds`. Where the first does not help, Unavailable with reason UNKNOWN_OUTCOME; the
        second, Conflict."""
        ends = time.monotonic() + seconds

        async def unit(transaction: AsyncManagedTransaction) -> T:
            return await work(Transaction(transaction, self.cipher))

        cut = False
        for attempt in range(1, _OVERTAKEN + 1):
            limited = unit_of_work(metadata={"write": name}, timeout=max(ends - time.monotonic(), 0.01))(unit)
            last = not once or attempt >= _TRIES
            try:
                async with self._driver.session(database=self._database) as session:
                    return await session.execute_write(limited)
            except IncompleteCommit as error:
                cut = True
                if last or time.monotonic() > ends:
                    raise _unknown_outcome() from error
            except ConstraintError as error:  # another took an id meanwhile: looked at again, it is found
                if last or time.monotonic() > ends:
                    raise Conflict("Another write took this id at the same moment. Try again.") from error
            except Overtaken:
                if not once or attempt == _OVERTAKEN or time.monotonic() > ends:
                    raise
                await asyncio.sleep(random.uniform(0, 0.01 * attempt))  # noqa: S311 - so that all do not meet again
            except (DriverError, Neo4jError) as error:
                if cut:
                    raise _unknown_outcome() from error
                raise translated(error) from error
        raise _unknown_outcome()

    async def change_schema(self, statements: Sequence[str], parameters: Mapping[str, Any] | None = None) -> None:
        """Runs schema statements one after the other, each by itself, and waits until all indexes are online."""
        try:
            async with self._driver.session(database=self._database) as session:
                for statement in statements:
                    await (await session.run(statement, dict(parameters or {}))).consume()
                await (await session.run("CALL db.awaitIndexes(300)")).consume()
        except (DriverError, Neo4jError) as error:
            raise translated(error) from error

    async def explain(self, text: str) -> tuple[list[str], list[str]]:
        """The columns of a statement and what the planner remarks on it; nothing is run."""
        try:
            async with self._driver.session(database=self._database, default_access_mode=READ_ACCESS) as session:
                result = await session.run(f"EXPLAIN {text}")
                columns = list(result.keys())
                summary = await result.consume()
        except (DriverError, Neo4jError) as error:
            raise translated(error) from error
        remarks = [s for s in summary.gql_status_objects if s.is_notification]
        return columns, [f"{s.gql_status} {s.status_description}" for s in remarks]

    async def profile(self, text: str, parameters: Mapping[str, Any]) -> int:
        """The database hits of a read, which is run."""
        async with self._driver.session(database=self._database, default_access_mode=READ_ACCESS) as session:
            result = await session.run(f"PROFILE {text}", cast(dict[str, Any], parameters))
            plan = (await result.consume()).profile
        return _hits(cast(dict[str, Any], plan))

    async def answers(self, seconds: float = 1.0) -> bool:
        """Whether `RETURN 1` comes back in time."""
        try:
            async with asyncio.timeout(seconds):
                return await self.read("RETURN 1", {}, question="ready", seconds=seconds) == [1]
        except (GraphcrmError, TimeoutError):
            return False


def _hits(plan: dict[str, Any]) -> int:
    return int(plan.get("dbHits", 0)) + sum(_hits(child) for child in plan.get("children", ()))


@asynccontextmanager
async def connect(
    uri: str,
    user: str,
    password: str | None,
    *,
    database: str = "neo4j",
    pool: int = 40,
    retry: float = 30.0,
    ca_file: Path | None = None,
    observe: Callable[[str], None] | None = None,
    cipher: Cipher | None = None,
) -> AsyncIterator[Graph]:
    """A connection for as long as the block lasts. `retry`: seconds a managed write is repeated for; `observe` is told
    the text of every read before it is sent; `ca_file`: certificates to trust in place of the machine's; `cipher`: the
    keys of what is enciphered, without which none of it is read or written. BadUserInput for an address that would be
    talked to plainly over a network."""
    address, options = driver_options(uri, ca_file)

    def driver(connections: int, seconds: float) -> AsyncDriver:
        return AsyncGraphDatabase.driver(
            address,
            **options,
            auth=(user, password) if password else None,
            max_connection_pool_size=connections,
            connection_acquisition_timeout=2.0,
            connection_timeout=5.0,
            max_transaction_retry_time=seconds,
            initial_retry_delay=0.1,  # a deadlock is over at once; the driver's own second is for servers that are away
            liveness_check_timeout=30.0,
            telemetry_disabled=True,
            notifications_disabled_classifications=[NotificationDisabledClassification.UNRECOGNIZED],
        )

    async with driver(pool, retry) as ours, driver(POOL, 0.0) as theirs:
        yield Graph(ours, database, observe, cipher, Analysts(theirs, database))


def _unknown_outcome() -> Unavailable:
    return Unavailable(
        "The connection to the database was cut while it was writing, and whether it did is unknown. Send the same "
        "again with the same key.",
        reason="UNKNOWN_OUTCOME",
    )


def translated(error: Exception) -> Exception:
    """The error of ours that a driver's error means; a statement of ours that is wrong stays what it is: a bug."""
    if isinstance(error, AuthError):
        return Unavailable(
            "The database refuses our user or password. Mend GRAPHCRM_NEO4J_USER and GRAPHCRM_NEO4J_PASSWORD.",
            reason="DATABASE",
        )
    if isinstance(error, Neo4jError) and (error.code or "").endswith("OutOfMemoryError"):
        return Timeout("The question needs more memory than one may have. Ask for less at once.", reason="MEMORY")
    if isinstance(error, ClientError):
        if (error.code or "").startswith(_TIMED_OUT):
            return Timeout("The question took too long. Ask for less at once.")
        return error
    if isinstance(error, DriverUnavailable | DriverError | TransientError):
        return Unavailable(_UNREACHABLE, reason="DATABASE")
    return error
