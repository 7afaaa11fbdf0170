"""An operation, from its text to its reply: one plan, one statement, one record."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from graphql import (
    ExecutionResult,
    FieldNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    execute_sync,
    get_variable_values,
)

from graphcrm.access.viewers import Viewer
from graphcrm.api.documents import Documents, Invalid, Operation
from graphcrm.api.guards import Limits
from graphcrm.compile.planner import Plan, Planner
from graphcrm.errors import BadUserInput, GraphcrmError, QueryTooComplex, Timeout
from graphcrm.graph.circuit import Circuit
from graphcrm.settings import Settings

_LOG = logging.getLogger("graphcrm.api")
_MARGIN = 0.5


class InvalidVariables(GraphcrmError):
    """Variables that do not fit their types, with up to five errors."""

    code = "BAD_USER_INPUT"
    status = 400

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__("The variables do not fit the operation.")
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sent: a document, its variables, the operation's name."""

    query: str
    variables: Mapping[str, Any]
    operation_name: str | None


@dataclass(slots=True)
class Reply:
    """What goes back. `data` is absent where nothing ran; `failure` is the error of a request that failed whole."""

    errors: list[dict[str, Any]]
    data: dict[str, Any] | None = None
    ran: bool = False
    failure: GraphcrmError | None = None
    extensions: dict[str, Any] | None = None
    digest: str | None = None

    def body(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if self.ran:
            found["data"] = self.data
        if self.errors:
            found["errors"] = self.errors
        if self.extensions:
            found["extensions"] = self.extensions
        return found


def today() -> date:
    return datetime.now(UTC).date()


class Operations:
    """Runs operations over one graph."""

    def __init__(
        self,
        planner: Planner,
        circuit: Circuit,
        settings: Settings,
        *,
        limits: Limits | None = None,
        clock: Callable[[], date] = today,
    ) -> None:
        self.planner = planner
        self.documents = Documents(planner.schema, limits)
        self._circuit = circuit
        self._settings = settings
        self._clock = clock

    async def execute(self, request: Request, viewer: Viewer, request_id: str, deadline: float) -> Reply:
        """The reply to a request. `deadline` is a time of `time.monotonic`. Never raises: what goes wrong is in the
        reply, a bug as INTERNAL with nothing of it told."""
        reply = Reply([])
        try:
            operation = self.documents.operation(request.query, request.operation_name)
            reply.digest = operation.digest
            await self._run(operation, request, viewer, request_id, deadline, reply)
        except GraphcrmError as error:
            _fail(reply, error, viewer, request_id)
        except Exception:
            _LOG.exception("bug in an operation", extra={"request": request_id})
            _fail(reply, _bug(), viewer, request_id)
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
        if operation.node.operation is not OperationType.QUERY:
            raise BadUserInput("Only queries can be sent here.")
        variables = self._variables(operation, request.variables)
        plan = self.planner.plan(operation, variables, viewer.lens)
        cost = plan.cost(variables)
        if cost > self._settings.cost_limit:
            raise QueryTooComplex(
                f"This could bring {cost} records; at most {self._settings.cost_limit} may be asked for at once. "
                "Ask for smaller pages.",
                reason="COST",
            )
        data, errors = await self._data(plan, variables, viewer, operation, deadline)
        if operation.introspects:
            _introspect(self.planner, operation, request.variables, data)
        reply.data, reply.ran = data, True
        reply.errors = [formatted(e, request_id, path=list(path)) for e, path in errors]
        reply.extensions = {"cost": {"requested": cost, "maximum": self._settings.cost_limit}}

    def _variables(self, operation: Operation, given: Mapping[str, Any]) -> dict[str, Any]:
        definitions = operation.node.variable_definitions
        if not definitions:
            return {}
        found = get_variable_values(self.planner.schema, definitions, dict(given), max_errors=5)
        if isinstance(found, list):
            raise InvalidVariables(found)
        return dict(found.coerced)

    async def _data(
        self, plan: Plan, variables: dict[str, Any], viewer: Viewer, operation: Operation, deadline: float
    ) -> tuple[dict[str, Any], list[Any]]:
        if plan.text is None:
            return plan.decode([])
        parameters = plan.parameters(variables, viewer, self._clock())
        left = deadline - time.monotonic()
        if left <= _MARGIN:
            raise Timeout("There was no time left to ask the database. Try again.")
        name = operation.node.name.value if operation.node.name else operation.digest[:12]
        try:
            async with asyncio.timeout(left):
                row = await self._circuit.read(plan.text, parameters, question=name[:80], seconds=left - _MARGIN)
        except TimeoutError as error:
            raise Timeout("The question took too long. Ask for less at once.") from error
        if row is None:
            raise RuntimeError("a compiled statement returned no record")
        return plan.decode(row[0])


def _introspect(planner: Planner, operation: Operation, variables: Mapping[str, Any], data: dict[str, Any]) -> None:
    """Answers `__schema` and `__type` by graphql-core, over the schema alone."""
    node = operation.node
    kept = [s for s in node.selection_set.selections if not isinstance(s, FieldNode) or s.name.value.startswith("__")]
    only = OperationDefinitionNode(
        operation=node.operation,
        name=node.name,
        variable_definitions=node.variable_definitions,
        directives=node.directives,
        selection_set=type(node.selection_set)(selections=tuple(kept)),
    )
    definitions = [only if d is node else d for d in operation.document.definitions]
    definitions = [d for d in definitions if d is only or not isinstance(d, OperationDefinitionNode)]
    document = type(operation.document)(definitions=tuple(definitions))
    result = execute_sync(planner.schema, document, variable_values=dict(variables))
    assert isinstance(result, ExecutionResult)
    for key, value in (result.data or {}).items():
        if value is not None and data.get(key) is None:
            data[key] = value


def _bug() -> GraphcrmError:
    return GraphcrmError("Something went wrong on our side. Tell us the request id.")


def _fail(reply: Reply, error: GraphcrmError, viewer: Viewer, request_id: str) -> None:
    reply.failure = error
    reply.ran, reply.data = False, None
    if isinstance(error, Invalid | InvalidVariables):
        reply.errors = [_of_graphql(one, error.code, viewer, request_id) for one in error.errors]
    else:
        reply.errors = [formatted(error, request_id)]


def formatted(error: GraphcrmError, request_id: str, path: list[str | int] | None = None) -> dict[str, Any]:
    """An error as clients read it."""
    extensions: dict[str, Any] = {"code": error.code, "requestId": request_id, "retryable": error.retryable}
    if error.reason:
        extensions["reason"] = error.reason
    found: dict[str, Any] = {"message": error.message, "extensions": extensions}
    if path:
        found["path"] = path
    return found


def _of_graphql(error: GraphQLError, code: str, viewer: Viewer, request_id: str) -> dict[str, Any]:
    message = error.message
    if "schema.read" not in viewer.permissions:
        message = message.split(" Did you mean")[0]
    found: dict[str, Any] = {"message": message[:1000]}
    if error.locations:
        found["locations"] = [{"line": one.line, "column": one.column} for one in error.locations[:5]]
    cause: BaseException | None = error
    while isinstance(cause, GraphQLError):  # ends: each wraps an earlier one
        cause = cause.original_error
    reason = getattr(cause, "reason", None)
    found["extensions"] = {"code": code, "requestId": request_id, "retryable": False}
    if reason:
        found["extensions"]["reason"] = reason
    return found
