"""Mutations from the command: the same steps as through the API, taken by whoever runs the command or, with --viewer,
as a user, whose rights count then."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from ulid import ULID

from graphcrm.access.viewers import owner
from graphcrm.cli.database import open_graph, sealed
from graphcrm.cli.policy import chosen
from graphcrm.compile.mutations import mutations
from graphcrm.compile.rules import Rules
from graphcrm.errors import BadUserInput
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records import users
from graphcrm.records.faults import Refused
from graphcrm.records.journal import LOCAL, Author
from graphcrm.records.mutations import running
from graphcrm.records.mutations.running import Asked, Done
from graphcrm.settings import load
from graphcrm.vocabulary.words import VOCABULARY

T = TypeVar("T")


def with_graph(work: Callable[[Graph], Awaitable[T]]) -> T:
    """What `work` makes of an open graph; what it noted is sealed."""

    async def run() -> T:
        async with open_graph(load()) as graph:
            done = await work(graph)
            await sealed(graph)
            return done

    return asyncio.run(run())


async def act(graph: Graph, name: str, given: Mapping[str, Any], email: str | None = None) -> Mapping[str, Any]:
    """Does a mutation with its input, as the user of an address or as who runs the command; what it tells beside the
    record. BadUserInput where it is refused, Forbidden where the user may not."""
    return (await acted(graph, name, given, email)).told


async def acted(graph: Graph, name: str, given: Mapping[str, Any], email: str | None = None) -> Done[list[str]]:
    """As `act`: what came of it, with the ids of the records it shows."""
    policy = chosen()
    who = await users.viewer_of(graph, policy, email) if email is not None else owner(policy, id=LOCAL.user)
    mutation = mutations(VOCABULARY)[name]
    who.require(mutation.permission, act=name)
    author = Author(who.id, who.teams)
    asked = Asked(mutation, given, author, Rules(VOCABULARY, who.lens), who, policy, str(ULID()).lower(), fresh=True)
    tries = itertools.count()

    async def nothing(_transaction: Transaction, ids: list[str], _told: Mapping[str, Any]) -> list[str]:
        return ids

    async def once(transaction: Transaction) -> Done[list[str]]:
        return await running.run(transaction, VOCABULARY, asked, nothing, again=next(tries) > 0)

    try:
        return await graph.write(once, name=name)
    except Refused as refused:
        raise BadUserInput(refused.faults[0].message) from refused
