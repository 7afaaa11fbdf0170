"""The database a verb works on: the one of GRAPHCRM_NEO4J_URI, else graphcrm's own, shared or started."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import replace

from graphcrm.cli.output import Steps, say
from graphcrm.compile import database_schema
from graphcrm.errors import GraphcrmError
from graphcrm.graph import managed, migrations
from graphcrm.graph.connection import Graph, connect
from graphcrm.records.audit.journals import Journal
from graphcrm.records.audit.sealing import Sealer
from graphcrm.records.keys import opening
from graphcrm.settings import Settings, load
from graphcrm.vocabulary.words import VOCABULARY


@contextmanager
def reached(settings: Settings) -> Iterator[Settings]:
    """The settings with the address of a database that runs for as long as the block lasts. Our own is stopped at the
    end unless it was running before or somebody else uses it."""
    if settings.neo4j_uri:
        yield settings
        return
    steps = Steps()
    with managed.running(settings, steps) as own:
        steps.close()
        yield replace(
            settings, neo4j_uri=own.uri, neo4j_user=own.user, neo4j_password=own.password, neo4j_password_file=None
        )


@asynccontextmanager
async def open_graph(
    settings: Settings, *, migrate: bool = True, settle: bool = True, retry: float = 30.0
) -> AsyncIterator[Graph]:
    """A migrated database with its keys for as long as the block lasts; `settle`: after what it holds plain and should
    not is enciphered. `retry`: seconds a write is tried for where the database wants it tried again. Unavailable (KEYS)
    where its values are under other keys."""
    cipher = opening.cipher(settings)
    with reached(settings) as found, closing(cipher):
        async with connect(
            found.neo4j_uri or "",
            found.neo4j_user,
            found.password(),
            database=found.neo4j_database,
            pool=found.pool,
            ca_file=found.neo4j_ca_file,
            retry=retry,
            cipher=cipher,
        ) as graph:
            if migrate:
                await migrations.migrate(graph, database_schema.statements(VOCABULARY))
            if settle:
                await opening.settle(graph, VOCABULARY, cipher.store, say)
            yield graph


def sealer(graph: Graph) -> Sealer:
    """Who seals the audit trail of this installation."""
    settings = load()
    return Sealer(graph, settings.data_dir, settings.audit_anchor_dir)


async def sealed(graph: Graph) -> None:
    """Seals what this command noted. What cannot be sealed now is by the next that can: what was done stays done."""
    try:
        await sealer(graph).seal()
    except (GraphcrmError, OSError) as error:
        say(f"The audit trail could not be sealed yet: {error}")


@asynccontextmanager
async def noted(settings: Settings, graph: Graph) -> AsyncIterator[Journal]:
    """A journal for what one command shows, sealed at its end, also where that was refused."""
    try:
        async with Journal(settings.data_dir / "journal").open() as journal:
            yield journal
    finally:
        await sealed(graph)
