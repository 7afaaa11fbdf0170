"""Mutations by command: done by the local operator, who may do whatever a mutation does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from ulid import ULID

from graphcrm.access.rights import EVERYTHING
from graphcrm.access.viewers import owner
from graphcrm.cli.database import open_graph, sealed
from graphcrm.cli.policy import chosen
from graphcrm.compile.mutations import mutations
from graphcrm.compile.rules import Rules
from graphcrm.errors import BadUserInput
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records import identity
from graphcrm.records.faults import Refused
from graphcrm.records.journal import LOCAL
from graphcrm.records.mutations import running
from graphcrm.settings import load
from graphcrm.vocabulary.words import VOCABULARY

T = TypeVar("T")


def run(work: Callable[[Graph], Awaitable[T]]) -> T:
    """Runs work on the database of this installation, and seals what it noted."""

    async def once() -> T:
        async with open_graph(load()) as graph:
            found = await work(graph)
            await sealed(graph)
            return found

    return asyncio.run(once())


async def done(graph: Graph, name: str, given: dict[str, Any]) -> None:
    """Does a mutation. BadUserInput with what is to be mended, in the words that the API has for it."""
    mutation = mutations(VOCABULARY)[name]
    policy = chosen()
    who, rules = owner(policy, id=LOCAL.user), Rules(VOCABULARY, EVERYTHING)
    asked = running.Asked(mutation, given, LOCAL, rules, who, policy, str(ULID()).lower(), fresh=True)

    async def nothing(_transaction: Transaction, _ids: list[str], _told: Mapping[str, Any]) -> None:
        return None

    try:
        await graph.write(lambda t: running.run(t, VOCABULARY, asked, nothing), name=name, once=True)
    except Refused as refused:
        raise BadUserInput(" ".join(fault.message for fault in refused.faults)) from refused


def named(noun: str, key: str) -> dict[str, str]:
    """A record as an input names it, by its id or external id."""
    return {"id" if identity.is_own(VOCABULARY.nouns[noun], key) else "externalId": key}
