"""Subscriptions: from an operation that goes on to a reply for every event, each under the rights of its moment."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    GraphQLError,
    SelectionSetNode,
    execute_sync,
    get_argument_values,
    get_variable_values,
)

from graphcrm.access.viewers import Viewer
from graphcrm.api import guards, job_progress
from graphcrm.api.auditing import DENIED
from graphcrm.api.documents import Operation
from graphcrm.api.operations import InvalidVariables, Operations, Request
from graphcrm.api.replies import Reply, bug
from graphcrm.compile.custom_fields import told
from graphcrm.compile.noting import watched
from graphcrm.compile.rules import Rules
from graphcrm.compile.scalars import Cursor
from graphcrm.errors import BadUserInput, Forbidden, GraphcrmError, NotFound, NotUsable, Unauthenticated
from graphcrm.records.feed import Change, Feed, FeedReader
from graphcrm.records.jobs.watching import JobWatch
from graphcrm.settings import Settings

_LOG = logging.getLogger("graphcrm.api")
_AGAIN_SECONDS = 1.0
_IS_THERE = "query IsThere($id: ID!) { node(id: $id) { id } }"
SignedIn = Callable[[], Awaitable[Viewer]]


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is subscribed to: the root field, since when, of which types, about which record."""

    field: str
    after: Cursor | None
    types: frozenset[str] | None
    record: str | None

    def wants(self, change: Change) -> bool:
        fits = self.types is None or change.type in self.types
        return fits and (self.record is None or self.record in change.ids)


class NoSuchRecord(NotFound):
    """The record whose changes are asked for is not there, or not to be seen."""

    def __init__(self, record: str) -> None:
        super().__init__("There is no such record.")
        self.record = record


class Subscriptions:
    """Runs subscriptions over the feed of a worker, and over jobs."""

    def __init__(self, operations: Operations, feed: Feed, reader: FeedReader, settings: Settings) -> None:
        self._operations = operations
        self._feed = feed
        self._reader = reader
        self._settings = settings
        self._jobs = JobWatch(operations.circuit)
        self._watched = watched(operations.planner.vocabulary)

    async def replies(
        self, operation: Operation, request: Request, signed_in: SignedIn, request_id: str
    ) -> AsyncGenerator[Reply, None]:
        """A reply for every event, for as long as the caller asks for them, or until there is nothing more to come; the
        last one is a failure, if there is one.
        `signed_in` says who asks, today: it is asked before every event. Unauthenticated where nobody does any more;
        a database that is away is waited for."""
        viewer = None
        try:
            viewer = await signed_in()
            viewer.require("read")
            wish = self._wish(operation, request, viewer)
            if wish.field == job_progress.FIELD:
                async for reply in self._of_job(operation, request, wish, viewer, signed_in, request_id):
                    yield reply
                return
            position = await self._start(wish, viewer, request_id)
            with self._feed.watched():
                async with aclosing(self._changes(wish, position, signed_in, viewer)) as changes:
                    async for change in changes:
                        if change.type in self._watched:  # that there is such a fact is told
                            await self._operations.auditing.read(viewer, request_id, [change.type], change.ids)
                        yield self._reply(operation, request, wish, _event(change))
        except Unauthenticated:
            raise
        except GraphcrmError as error:
            error = await self._noted(error, viewer, operation, request, request_id)
            reply = Reply([])
            reply.fail(error, viewer, request_id)
            yield reply
        except Exception:
            _LOG.exception("bug in a subscription", extra={"request": request_id, "document": operation.digest})
            reply = Reply([])
            reply.fail(bug(), viewer, request_id)
            yield reply

    async def _noted(
        self, error: GraphcrmError, viewer: Viewer | None, operation: Operation, request: Request, request_id: str
    ) -> GraphcrmError:
        """The failure to tell, after the trail was told where it was for want of a right. A record that is not there
        and one that may not be seen are answered alike, so both are noted."""
        ids = [error.record] if isinstance(error, NoSuchRecord) else []
        if viewer is None or not (ids or isinstance(error, DENIED)):
            return error
        act = _root(operation.node.selection_set, operation).name.value
        try:
            await self._operations.auditing.denied(viewer, request_id, act, error, ids)
        except GraphcrmError as failure:
            return failure
        return error

    def _wish(self, operation: Operation, request: Request, viewer: Viewer) -> _Wish:
        planner = self._operations.planner
        schema = planner.schema
        node = _root(operation.node.selection_set, operation)
        guards.check_variables(request.variables, self._operations.documents.limits)
        definitions = operation.node.variable_definitions or ()
        variables = get_variable_values(schema, definitions, dict(request.variables), max_errors=5)
        if isinstance(variables, list):
            raise InvalidVariables(variables[:5])
        assert schema.subscription_type is not None
        declared = schema.subscription_type.fields[node.name.value]
        try:
            given = get_argument_values(declared, node, variables)
        except GraphQLError as error:
            raise InvalidVariables([error]) from error
        types = given.get("types")
        if types is not None:
            _check_types(types, planner.rules(viewer.lens))
        return _Wish(node.name.value, given.get("after"), None if types is None else frozenset(types), given.get("id"))

    async def _start(self, wish: _Wish, viewer: Viewer, request_id: str) -> int:
        """The place to begin after. NotFound for a record that is not there or not to be seen."""
        seconds = self._settings.request_deadline
        if wish.record is not None:
            await self._require(_IS_THERE, wish.record, viewer, request_id)
        if wish.after is not None:
            return await self._reader.place(wish.after, seconds)
        return await self._feed.present()

    async def _require(self, question: str, record: str, viewer: Viewer, request_id: str) -> None:
        """NotFound where the question, which is the one a client would ask, finds no such record."""
        deadline = time.monotonic() + self._settings.request_deadline
        reply = await self._operations.execute(Request(question, {"id": record}, None), viewer, request_id, deadline)
        if reply.failure is not None:
            raise reply.failure
        if reply.data is None or None in reply.data.values():
            raise NoSuchRecord(record)

    async def _of_job(
        self,
        operation: Operation,
        request: Request,
        wish: _Wish,
        viewer: Viewer,
        signed_in: SignedIn,
        request_id: str,
    ) -> AsyncGenerator[Reply, None]:
        """A reply for each step of a job, until it has ended."""
        job = wish.record or ""
        await self._require(job_progress.IS_THERE, job, viewer, request_id)
        async with aclosing(job_progress.events(self._jobs, job, signed_in)) as events:
            async for event in events:
                yield self._reply(operation, request, wish, event)

    async def _changes(
        self, wish: _Wish, position: int, signed_in: SignedIn, was: Viewer
    ) -> AsyncGenerator[Change, None]:
        """What the one who asks sees after a place and wishes for, without end; and what they see no more than `was`
        they do, once they know a place at which it can be told."""
        seconds = self._settings.request_deadline
        known = wish.after
        while True:  # ends with the caller, who asks for no more
            end = await self._feed.beyond(position)
            try:
                viewer = await signed_in()
                viewer.require("read")
                page = await self._reader.page(viewer, position, end, seconds)
                for change in page.changes:
                    if await signed_in() != viewer:
                        break  # read on from here with the rights of now
                    position, known = change.position, change.cursor
                    if wish.wants(change):
                        yield change
                else:
                    position = page.reached
                    if known is not None and viewer != was:
                        for change in await self._reader.gone(viewer, was, known, wish.record, seconds):
                            if wish.wants(change):
                                yield change
                        was = viewer
            except (Unauthenticated, Forbidden):
                raise
            except GraphcrmError:
                await asyncio.sleep(_AGAIN_SECONDS)

    def _reply(self, operation: Operation, request: Request, wish: _Wish, event: dict[str, Any]) -> Reply:
        document = DocumentNode(definitions=(operation.node, *operation.fragments.values()))
        schema = self._operations.planner.schema
        result = execute_sync(schema, document, root_value={wish.field: event}, variable_values=dict(request.variables))
        assert isinstance(result, ExecutionResult)
        if result.errors:
            raise RuntimeError("an event could not be told") from result.errors[0]
        return Reply([], data=result.data, ran=True, digest=operation.digest)


def _event(change: Change) -> dict[str, Any]:
    return {
        "cursor": str(change.cursor),
        "at": change.at,
        "kind": change.kind,
        "type": change.type,
        "recordIds": change.ids,
        "fields": [told(name) for name in change.fields],
    }


def _root(selection_set: SelectionSetNode, operation: Operation) -> FieldNode:
    """The one root field: validation has found that there is one, whatever fragments it stands in."""
    for selection in selection_set.selections:
        if isinstance(selection, FieldNode):
            return selection
        inner: Any = selection
        if not hasattr(selection, "selection_set"):
            inner = operation.fragments[inner.name.value]
        return _root(inner.selection_set, operation)
    raise AssertionError("a selection is never empty")


def _check_types(types: list[str], rules: Rules) -> None:
    """Refuses what is no type, and a fact that the role does not see: it depends on the role, never on data."""
    for name in types:
        edge = rules.vocabulary.edges.get(name)
        if edge is None and name not in rules.vocabulary.nouns:
            raise BadUserInput("`types` are names of records (Person, Deal …) and of facts (HOLDS, REPORTS_TO …).")
        if edge is not None and not rules.sees_edge(edge):
            message = f"You may not subscribe to {name}: your role does not see it."
            raise NotUsable(message, [name])
