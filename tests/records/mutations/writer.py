"""Asking for mutations by name, over HTTP, as one of us in a role, and looking at what they left behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphcrm.compile.mutation_types import payload_name
from graphcrm.compile.mutations import Mutation, mutations, singular
from graphcrm.exchange.canonical import graph_hash
from graphcrm.graph.connection import Graph
from graphcrm.vocabulary.words import VOCABULARY
from tests.conftest import Api

MUTATIONS = mutations(VOCABULARY)
ERRORS = "userErrors { code reason field message }"


def shown(mutation: Mutation) -> str:
    """The field of the payload that shows what was written."""
    return (mutation.noun.plural or "") if mutation.many else singular(mutation.noun)


def document(name: str, fields: str = "id") -> str:
    mutation = MUTATIONS[name]
    assert payload_name(mutation)
    kind = name[0].upper() + name[1:]
    record = f"{shown(mutation)} {{ {fields} }}" if mutation.shows else ""
    return (
        f"mutation Write($input: {kind}Input!) {{ {name}(input: $input) "
        f"{{ {record} {ERRORS} clientMutationId idempotencyKey }} }}"
    )


@dataclass
class Writer:
    """Writes as somebody in a role."""

    api: Api
    role: str = "manager"

    async def payload(self, name: str, given: dict[str, Any], fields: str = "id", role: str | None = None) -> Any:
        data = await self.api.ask(document(name, fields), {"input": given}, role or self.role)
        return data[name]

    async def do(self, name: str, given: dict[str, Any], fields: str = "id", role: str | None = None) -> Any:
        """What the payload shows of a write that is taken."""
        found = await self.payload(name, given, fields, role)
        assert found["userErrors"] == [], (name, given, found["userErrors"])
        return found.get(shown(MUTATIONS[name]))

    async def faults(self, name: str, given: dict[str, Any], role: str | None = None) -> list[tuple[Any, ...]]:
        """Why a write is refused: (code, reason, path joined by dots) of each fault."""
        found = await self.payload(name, given, role=role)
        assert found.get(shown(MUTATIONS[name])) in (None, []), found
        return [(one["code"], one["reason"], ".".join(one["field"])) for one in found["userErrors"]]

    async def ask(self, query: str, variables: dict[str, Any] | None = None, role: str | None = None) -> Any:
        return await self.api.ask(query, variables, role or self.role)


def by(external_id: str) -> dict[str, str]:
    return {"externalId": external_id}


async def left_behind(graph: Graph) -> list[Any]:
    """How much was written, whoever looks: the graph, changes, audit entries, keys."""
    counts = "RETURN COUNT { (:Change) }, COUNT { (:AuditEntry) }, COUNT { (:IdempotencyKey) }"
    return [await graph_hash(graph), *(await graph.rows(counts, {}))[0]]
