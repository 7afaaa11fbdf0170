"""The database a verb works on: the one of GRAPHCRM_NEO4J_URI, else graphcrm's own, shared or started."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext

from graphcrm.cli.output import Steps, say
from graphcrm.compile import database_schema
from graphcrm.errors import GraphcrmError
from graphcrm.graph import managed, migrations
from graphcrm.graph.connection import Graph, connect
from graphcrm.records.audit.sealing import Sealer
from graphcrm.settings import Settings, load
from graphcrm.vocabulary.words import VOCABULARY


@asynccontextmanager
async def open_graph(settings: Settings, *, migrate: bool = True, retry: float = 30.0) -> AsyncIterator[Graph]:
    """A migrated database for as long as the block lasts. Our own server is stopped at the end unless it was running
    before or somebody else uses it. `retry`: seconds a write is tried for where the database wants it tried again."""
    steps = Steps()
    server = nullcontext(None) if settings.neo4j_uri else managed.running(settings, steps)
    with server as own:
        steps.close()
        uri, user, password = (
            (own.uri, own.user, own.password)
            if own
            else (settings.neo4j_uri or "", settings.neo4j_user, settings.password())
        )
        async with connect(
            uri, user, password, database=settings.neo4j_database, pool=settings.pool, retry=retry
        ) as graph:
            if migrate:
                await migrations.migrate(graph, database_schema.statements(VOCABULARY))
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
