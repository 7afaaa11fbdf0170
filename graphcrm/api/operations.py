"""An operation, from its text to its reply: one plan, one statement, one record."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from graphql import FieldNode, GraphQLError, OperationType, get_variable_values
from graphql.execution.values import VariableValues

from graphcrm.access.policy import Policy, built_in
from graphcrm.access.viewers import Viewer
from graphcrm.api import guards, introspection
from graphcrm.api.auditing import DENIED, Auditing
from graphcrm.api.documents import Documents, Operation
from graphcrm.api.guards import Limits
from graphcrm.api.mutations import Asking, Mutations
from graphcrm.api.replies import Reply, bug, formatted
from graphcrm.compile.planner import Plan, Planner
from graphcrm.errors import BadUserInput, GraphcrmError, QueryTooComplex
from graphcrm.graph.circuit import Circuit
from graphcrm.measures.quality import table
from graphcrm.records.allowances import Allowances
from graphcrm.records.audit.journals import Journal
from graphcrm.records.budgets import Budgets
from graphcrm.records.custom_fields import KnownFields
from graphcrm.records.fitting import KnownScoring
from graphcrm.settings import Settings

_LOG = logging.getLogger("graphcrm.api")


class InvalidVariables(BadUserInput):
    """Variables that do not fit their types, with up to five errors."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__("The variables do not fit the operation.")
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sent: a document, its variables, the operation's name. `only_queries`: by a method that must change
    nothing. `idempotency_key` is that of the header, for a request with one mutation."""

    query: str
    variables: Mapping[str, Any]
    operation_name: str | None
    only_queries: bool = False
    idempotency_key: str | None = None


def now() -> datetime:
    return datetime.now(UTC)


class Operations:
    """Runs operations over one graph."""

    def __init__(
        self,
        planner: Planner,
        circuit: Circuit,
        settings: Settings,
        *,
        limits: Limits | None = None,
        clock: Callable[[], datetime] = now,
        written: Callable[[], None] = lambda: None,
        journal: Journal | None = None,
        budgets: Budgets | None = None,
        policy: Policy | None = None,
        alert: Callable[[str, str], None] = lambda duty, became: None,
    ) -> None:
        self.planner = planner
        self.fields = KnownFields(circuit)
        self.auditing = Auditing(journal)
        self.allowances = Allowances(budgets, points=settings.points_per_minute, rows=settings.rows_per_hour)
        self.scoring = KnownScoring(circuit, settings.half_life_days, table.chosen(settings.quality_file))
        self._mutations = Mutations(
            planner,
            circuit,
            settings,
            clock,
            written,
            self.fields,
            self.scoring,
            self.auditing,
            self.allowances,
            policy or built_in(),
            alert,
        )
        self.documents = Documents(planner.schema, limits)
        self.circuit = circuit
        self._settings = settings
        self._clock = clock

    async def execute(self, request: Request, viewer: Viewer, request_id: str, deadline: float) -> Reply:
        """The reply to a request. `deadline` is a time of `time.monotonic`. Never raises: what goes wrong is in the
        reply, a bug as INTERNAL with nothing of it told."""
        reply = Reply([])
        try:
            operation = self.documents.operation(
                request.query, request.operation_name, only_queries=request.only_queries
            )
            reply.digest = operation.digest
            try:
                await self._run(operation, request, viewer, request_id, deadline, reply)
            except DENIED as error:
                await self.auditing.denied(viewer, request_id, _first_field(operation), error)
                raise
        except GraphcrmError as error:
            reply.fail(error, viewer, request_id)
        except RecursionError:
            reply.fail(guards.too_deep(), viewer, request_id)
        except Exception:
            _LOG.exception("bug in an operation", extra={"request": request_id, "document": reply.digest})
            reply.fail(bug(), viewer, request_id)
        return reply

    async def _run(
        self,
        operation: Operation,
        request: Request,
        viewer: Viewer,
        request_id: str,
        deadline: float,
        reply: Reply,
    ) -> None:
        viewer.require("read")
        if operation.introspects:
            viewer.require("schema.read")
        if operation.subscribes:
            message = "A subscription needs a WebSocket at this address (graphql-transport-ws)."
            raise BadUserInput(message, reason="METHOD")
        given = self._given(operation, request.variables)
        if operation.node.operation is OperationType.MUTATION:
            await self._mutate(
                operation, request, given, Asking(viewer, request_id, deadline, request.idempotency_key), reply
            )
            return
        variables = dict(given.coerced) if given is not None else {}
        plan = await self._compiled(operation, variables, viewer, deadline)
        cost, maximum = plan.cost(variables), self._settings.cost_limit
        if cost > maximum:
            raise QueryTooComplex(
                f"This could bring {cost} records; at most {maximum} may be asked for at once. Ask for smaller pages.",
                reason="COST",
            )
        await self.allowances.ask(viewer, cost)
        data, errors = await self._data(plan, variables, viewer, operation, deadline)
        rows, shown = plan.rows(), plan.records()
        await self.allowances.show(viewer, rows)
        if plan.noted:
            await self.auditing.read(viewer, request_id, plan.noted, shown)
        if operation.introspects:
            data.update(introspection.answers(self.planner.schema, operation, request.variables))
        reply.data, reply.ran = data, True
        reply.errors = [formatted(e, request_id, path=list(path)) for e, path in errors]
        reply.extensions = {"cost": {"requested": cost, "maximum": maximum}}

    async def prepare(self, request: Request, viewer: Viewer, deadline: float) -> None:
        """Has a query planned here and by the database, by asking it and telling nobody the answer. Raises what speaks
        against it; `deadline` as in `execute`."""
        operation = self.documents.operation(request.query, request.operation_name, only_queries=True)
        given = self._given(operation, request.variables)
        variables = dict(given.coerced) if given is not None else {}
        plan = await self._compiled(operation, variables, viewer, deadline)
        await self._data(plan, variables, viewer, operation, deadline)

    async def _compiled(self, operation: Operation, variables: dict[str, Any], viewer: Viewer, deadline: float) -> Plan:
        return await self.fields.compiled(
            lambda fields: self.planner.plan(operation, variables, viewer.lens, fields), deadline - time.monotonic()
        )

    async def _mutate(
        self, operation: Operation, request: Request, given: VariableValues | None, asking: Asking, reply: Reply
    ) -> None:
        outcome = await self._mutations.run(operation, given, asking)
        await self.allowances.shown(asking.viewer, sum(outcome.rows.values()))
        if operation.introspects:
            outcome.data.update(introspection.answers(self.planner.schema, operation, request.variables))
        reply.data, reply.ran = outcome.data, True
        reply.errors = [formatted(e, asking.request_id, path=list(path)) for e, path in outcome.errors]
        reply.extensions = {"cost": {"requested": outcome.cost, "maximum": self._settings.cost_limit}}
        if outcome.replayed:
            reply.extensions["replayed"] = True

    def _given(self, operation: Operation, given: Mapping[str, Any]) -> VariableValues | None:
        definitions = operation.node.variable_definitions
        if not definitions:
            return None
        guards.check_variables(given, self.documents.limits)
        found = get_variable_values(self.planner.schema, definitions, dict(given), max_errors=5)
        if isinstance(found, list):
            raise InvalidVariables(found[:5])
        return found

    async def _data(
        self, plan: Plan, variables: dict[str, Any], viewer: Viewer, operation: Operation, deadline: float
    ) -> tuple[dict[str, Any], list[Any]]:
        if plan.text is None:
            return plan.decode([])
        scoring = await self.scoring.of(plan, deadline - time.monotonic())
        parameters = plan.parameters(variables, viewer, self._clock(), scoring)
        name = operation.node.name.value if operation.node.name else operation.digest[:12]
        seconds = deadline - time.monotonic()
        row = await self.circuit.read(plan.text, parameters, question=name[:80], seconds=seconds)
        if row is None:
            raise RuntimeError("a compiled statement returned no record")
        return plan.decode(row[0])


def _first_field(operation: Operation) -> str:
    """What an operation is about: its first field, or its kind where that stands in a fragment."""
    first = operation.node.selection_set.selections[0]
    return first.name.value if isinstance(first, FieldNode) else "query"
