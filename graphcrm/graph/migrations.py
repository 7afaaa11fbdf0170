"""Migrations: the files of `cypher/migrations`, each applied once, in order, and remembered with its checksum."""

from __future__ import annotations

import asyncio
import hashlib
import random
import re
from collections.abc import Sequence
from pathlib import Path

from neo4j.exceptions import ClientError

from graphcrm.errors import Conflict, Unavailable
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.graph.questions import folder

_NAME = re.compile(r"V(\d{4})__(\w+)\.cypher")
_CONSTRAINT = re.compile(r"CREATE CONSTRAINT (\w+)")
_TRIES = 12
_PATIENT = 4  # by this try, what another process is making is ready or has come further

_KNOWN = """
MATCH (m:Internal:Migration) RETURN m.version AS version, m.checksum AS checksum ORDER BY version
"""
_LOCK = """
MERGE (l:Internal:Lock {name: 'migration'}) SET l._n = coalesce(l._n, 0) + 1 RETURN l._n
"""
_REMEMBER = """
MERGE (m:Internal:Migration {version: $version})
SET m.name = $name, m.checksum = $checksum, m.applied_at = datetime()
"""


# The index of a constraint is made before the constraint. Where the database was killed in between it stays, with the
# name of the constraint, without an owner, and is never ready.
_OWNERLESS = """
SHOW INDEXES YIELD name, populationPercent, owningConstraint WHERE owningConstraint IS NULL AND name IN $names
RETURN name, populationPercent
"""
_DROP = "DROP INDEX $name IF EXISTS"


async def migrate(graph: Graph, schema: Sequence[str]) -> list[str]:
    """Brings a database up to date: `schema` statements where they are new, then the files not applied yet. Returns the
    names of what was applied; does nothing but one read where all is done. Conflict: a file changed after it was."""
    known = {row[0]: row[1] for row in await graph.rows(_KNOWN, {}, question="migrations")}
    digest = hashlib.sha256("\n".join(schema).encode()).hexdigest()
    applied = []
    if known.get(0) != digest:
        await _change_schema(graph, schema)
        await graph.write(lambda t: _remember(t, 0, "schema", digest), name="migrate")
        applied.append("schema")
    for file in sorted((folder() / "migrations").glob("V*.cypher")):
        name = await _apply(graph, file, known)
        if name:
            applied.append(name)
    return applied


async def _change_schema(graph: Graph, schema: Sequence[str]) -> None:
    """Runs the statements. Two processes that do so at once deadlock, or find what the other made in between (no lock
    of ours can be held over a change of schema); each statement is harmless a second time, so they are run again. What
    a killed database left half made is removed."""
    left: dict[str, float] = {}
    for attempt in range(1, _TRIES + 1):
        try:
            await graph.change_schema(schema)
            return
        except (Unavailable, ClientError) as error:
            raced = isinstance(error, Unavailable) or ".Schema." in (error.code or "")
            if not raced or attempt == _TRIES or not await graph.answers():
                raise
            before, left = left, await _without_owner(graph, schema)
            for name, progress in left.items():
                if attempt >= _PATIENT and before.get(name) == progress:
                    await graph.change_schema([_DROP], {"name": name})
            await asyncio.sleep(random.uniform(0.05, 0.2 * attempt))  # noqa: S311 - so that both do not meet again


async def _without_owner(graph: Graph, schema: Sequence[str]) -> dict[str, float]:
    """The indexes that have the name of a constraint and stand under none, with how far they are, 0–100."""
    names = [found[1] for statement in schema if (found := _CONSTRAINT.match(statement))]
    return {row[0]: row[1] for row in await graph.rows(_OWNERLESS, {"names": names})}


async def pending(graph: Graph, schema: Sequence[str]) -> bool:
    """Whether `migrate` has something to do."""
    known = {row[0]: row[1] for row in await graph.rows(_KNOWN, {}, question="migrations", seconds=1)}
    digest = hashlib.sha256("\n".join(schema).encode()).hexdigest()
    files = [f for f in (folder() / "migrations").glob("V*.cypher") if _NAME.fullmatch(f.name)]
    return known.get(0) != digest or any(int(f.name[1:5]) not in known for f in files)


async def _apply(graph: Graph, file: Path, known: dict[int, str]) -> str | None:
    found = _NAME.fullmatch(file.name)
    if not found:
        raise Conflict(f"{file.name} is no name of a migration; it must look like V0002__what.cypher.")
    version, text = int(found[1]), _text(file)
    digest = hashlib.sha256(text.encode()).hexdigest()
    if version in known:
        if known[version] != digest:
            raise Conflict(f"{file.name} was changed after it was applied. Undo the change and write a new migration.")
        return None

    async def once(transaction: Transaction) -> bool:
        await transaction.run(_LOCK)
        if any(row[0] == version for row in await transaction.run(_KNOWN)):
            return False
        await transaction.run(text)
        await _remember(transaction, version, found[2], digest)
        return True

    return file.stem if await graph.write(once, name=file.stem) else None


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


async def _remember(transaction: Transaction, version: int, name: str, digest: str) -> None:
    await transaction.run(_REMEMBER, {"version": version, "name": name, "checksum": digest})
