"""Mutations: each field by itself, in order; its input goes to `records`, its payload is compiled like a read."""

from __future__ import annotations

import itertools
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from graphql import FieldNode, GraphQLError
from graphql.execution.values import VariableValues, get_argument_values
from ulid import ULID

from graphcrm.access.policy import Policy
from graphcrm.access.viewers import Viewer
from graphcrm.api.auditing import DENIED, Attempt, Auditing, facts_of
from graphcrm.api.documents import Operation
from graphcrm.api.wishes import exporting, importing
from graphcrm.compile.custom_fields import CustomFields
from graphcrm.compile.mutations import Mutation
from graphcrm.compile.payloads import GIVEN, IDS, TIES, Payload
from graphcrm.compile.planner import Plan, Planner
from graphcrm.compile.selection import Fields, Selections
from graphcrm.errors import (
    BadUserInput,
    Conflict,
    Forbidden,
    GraphcrmError,
    QueryTooComplex,
    RateLimited,
    Timeout,
    Unavailable,
)
from graphcrm.graph.circuit import Circuit
from graphcrm.graph.connection import Transaction
from graphcrm.records import custom_fields
from graphcrm.records.allowances import Allowances
from graphcrm.records.custom_fields import KnownFields
from graphcrm.records.faults import Fault, Refused
from graphcrm.records.fitting import KnownScoring
from graphcrm.records.journal import Author
from graphcrm.records.mutations import running
from graphcrm.settings import Settings

_LOG = logging.getLogger("graphcrm.duties")
_LONGEST_KEY = 200
_LATER = (Unavailable, Timeout, RateLimited)


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, by which request, until when, with which key in the header."""

    viewer: Viewer
    request_id: str
    deadline: float
    header_key: str | None


@dataclass(slots=True)
class Outcome:
    """What came of all fields. `facts` and `ids` were read, as the trail has to know; `denied` is what was refused for
    want of a right."""

    data: dict[str, Any]
    errors: list[tuple[GraphcrmError, tuple[str | int, ...]]]
    replayed: bool = False
    cost: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    facts: set[str] = field(default_factory=set)
    ids: list[str] = field(default_factory=list)
    denied: Attempt = field(default_factory=Attempt)


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of the operation, ready to run."""

    key: str
    mutation: Mutation
    given: Mapping[str, Any]
    payload: Payload
    author_key: str
    compile: Callable[[CustomFields | None], Payload]
    fresh_key: bool


class Mutations:
    """Runs the fields of a mutation. `written` is called after each that wrote, `alert` after one about a duty, with
    its name and what became of it."""

    def __init__(
        self,
        planner: Planner,
        circuit: Circuit,
        settings: Settings,
        clock: Callable[[], datetime],
        written: Callable[[], None],
        fields: KnownFields,
        scoring: KnownScoring,
        auditing: Auditing,
        allowances: Allowances,
        policy: Policy,
        alert: Callable[[str, str], None],
    ) -> None:
        self._planner = planner
        self._circuit = circuit
        self._settings = settings
        self._clock = clock
        self._scoring = scoring
        self._written = written
        self._fields = fields
        self._auditing = auditing
        self._allowances = allowances
        self._policy = policy
        self._alert = alert

    async def run(self, operation: Operation, given: VariableValues | None, asking: Asking) -> Outcome:
        """Runs field after field. All is read and compiled before the first is written. Raises what fails the request
        as a whole: where nothing has been written yet, and the same may be sent again later."""
        variables = dict(given.coerced) if given is not None else {}
        roots: Fields = {}
        Selections(operation.fragments, variables).into(roots, operation.node.selection_set, {"Mutation"}.__contains__)
        outcome = Outcome({}, [])
        self._permit(roots, asking.viewer)
        fields = [await self._field(operation, key, nodes, variables, given, asking) for key, nodes in roots.items()]
        if asking.header_key is not None and sum(one is not None for one in fields) > 1:
            raise BadUserInput("The header Idempotency-Key fits a request with one mutation. Give each its own key.")
        self._check(fields, variables, asking.viewer, outcome)
        try:
            await self._allowances.ask(asking.viewer, outcome.cost)
            await self._allowances.show(asking.viewer, 1)  # before a write, since what it did must be shown
            await self._run_all(roots, fields, variables, asking, outcome)
        finally:
            await self._auditing.tried(asking.viewer, asking.request_id, outcome.denied)
            if outcome.facts:
                await self._auditing.read(asking.viewer, asking.request_id, sorted(outcome.facts), outcome.ids)
        return outcome

    async def _run_all(
        self,
        roots: Fields,
        fields: Sequence[_Field | None],
        variables: Mapping[str, Any],
        asking: Asking,
        outcome: Outcome,
    ) -> None:
        for key, one in zip(roots, fields, strict=True):
            if one is None:
                outcome.data[key] = "Mutation"
                continue
            try:
                outcome.data[key] = await self._run(one, variables, asking, outcome)
            except GraphcrmError as error:
                if isinstance(error, _LATER) and not any(isinstance(v, dict) for v in outcome.data.values()):
                    raise
                if isinstance(error, DENIED):
                    outcome.denied.add(one.mutation.name, (), facts_of(error))
                outcome.data[key] = None
                outcome.errors.append((error, (key,)))

    def _permit(self, roots: Fields, viewer: Viewer) -> None:
        """Forbidden where the viewer may not run one of the mutations."""
        for name in (nodes[0].name.value for nodes in roots.values()):
            permission = self._planner.mutations[name].permission if name != "__typename" else None
            if permission is not None:
                viewer.require(permission, act=name)

    async def _field(
        self,
        operation: Operation,
        key: str,
        nodes: list[FieldNode],
        variables: Mapping[str, Any],
        given: VariableValues | None,
        asking: Asking,
    ) -> _Field | None:
        name = nodes[0].name.value
        if name == "__typename":
            return None
        mutation = self._planner.mutations[name]
        schema = self._planner.schema.mutation_type
        assert schema is not None, "there are mutations"
        try:
            values = get_argument_values(schema.fields[name], nodes[0], given)["input"]
        except GraphQLError as error:
            raise _invalid(error) from error

        def compile_(fields: CustomFields | None) -> Payload:
            return self._planner.payload(operation, variables, asking.viewer.lens, (key, nodes), mutation, fields)

        payload = await self._fields.compiled(compile_, asking.deadline - time.monotonic())
        chosen = values.get("idempotencyKey") or asking.header_key
        return _Field(key, mutation, values, payload, chosen or str(ULID()).lower(), compile_, not chosen)

    def _check(
        self, fields: Sequence[_Field | None], variables: Mapping[str, Any], viewer: Viewer, outcome: Outcome
    ) -> None:
        """Refuses what cannot be run before anything is written."""
        maximum = self._settings.cost_limit
        for one in fields:
            if one is not None:
                expected = len(one.given["items"]) if one.mutation.many else 1
                outcome.cost += one.payload.plan.cost({**variables, IDS: [""] * expected})
                one.payload.plan.values({**variables, IDS: []})
                _permit_payload(one, viewer)
        if outcome.cost > maximum:
            raise QueryTooComplex(
                f"This could bring {outcome.cost} records; at most {maximum} may be asked for at once.", reason="COST"
            )

    async def _run(self, one: _Field, variables: Mapping[str, Any], asking: Asking, outcome: Outcome) -> dict[str, Any]:
        seconds = asking.deadline - time.monotonic()
        viewer = asking.viewer
        scoring = await self._scoring.of(one.payload.plan, seconds)
        noted: set[str] = set()
        read: list[str] = []  # of the last try

        async def show(transaction: Transaction, ids: list[str], told: Mapping[str, Any]) -> dict[str, Any]:
            plan = await self._plan(one, transaction)
            if plan.text is None:
                return {}
            values = {**variables, IDS: ids, TIES: told.get("ties", []), GIVEN: one.given}
            parameters = plan.parameters(values, viewer, self._clock(), scoring)
            data, errors = plan.decode((await transaction.run(plan.text, parameters))[0][0])
            noted.update(plan.noted)
            read[:] = plan.records()
            outcome.rows[one.key] = plan.rows()
            outcome.errors += [(error, (one.key, *path)) for error, path in errors]
            return data

        if faults := await self._judged(one, asking):
            return await self._refused(one, variables, asking, faults, outcome)
        asked, vocabulary = self._asked(one, asking), self._planner.vocabulary
        tries = itertools.count()
        try:
            if len(one.author_key) > _LONGEST_KEY:
                message = f"A key has at most {_LONGEST_KEY} characters."
                raise Refused([Fault("BAD_USER_INPUT", ["idempotencyKey"], message)])
            done = await self._circuit.write(
                lambda transaction: running.run(transaction, vocabulary, asked, show, again=next(tries) > 0),
                name=one.mutation.name,
                seconds=seconds,
            )
        except Refused as refused:
            return await self._refused(one, variables, asking, refused.faults, outcome)
        except Conflict as conflict:
            faults = [Fault("CONFLICT", [], conflict.message, conflict.reason)]
            return await self._refused(one, variables, asking, faults, outcome)
        finally:
            outcome.facts |= asked.looked_up.facts
            outcome.ids += asked.looked_up.ids
        outcome.replayed = outcome.replayed or done.replayed
        self._written()
        if done.alert is not None:
            self._tell(asking, *done.alert)
        if one.mutation.noun.defines:
            self._fields.forget()
        outcome.facts |= noted
        outcome.ids += read
        return _whole(one, done.shown, [], done.told)

    async def _judged(self, one: _Field, asking: Asking) -> list[Fault]:
        """What is wrong with a wish for a file or an import; of other acts nothing is judged before they are begun."""
        name = one.mutation.name
        if name not in (*exporting.ACTS, importing.ACT):
            return []
        fields = await self._fields.current(asking.deadline - time.monotonic())
        if name == importing.ACT:
            return importing.faults(self._planner, asking.viewer, fields, one.given, self._settings.data_dir)
        return exporting.faults(self._planner, asking.viewer, fields, one.given)

    def _asked(self, one: _Field, asking: Asking) -> running.Asked:
        viewer = asking.viewer
        return running.Asked(
            one.mutation,
            one.given,
            Author(viewer.id, viewer.teams, asking.request_id, viewer.purpose),
            self._planner.rules(viewer.lens),
            viewer,
            self._policy,
            one.author_key,
            one.fresh_key,
            visibility=self._settings.visibility,
        )

    def _tell(self, asking: Asking, duty: str, became: str) -> None:
        """Whoever watches over this installation hears of every duty: in the log, and by a count."""
        _LOG.warning(f"duty {duty} {became}", extra={"request": asking.request_id, "viewer": asking.viewer.id})
        self._alert(duty, became)

    async def _plan(self, one: _Field, transaction: Transaction) -> Plan:
        """The plan of the payload: what was written is shown by the definitions of fields that it was judged by."""
        plan = one.payload.plan
        if plan.fields_version is None:
            return plan
        fields = await custom_fields.read(transaction)
        if fields.version != plan.fields_version:
            self._fields.forget()
        return one.compile(fields).plan

    async def _refused(
        self, one: _Field, variables: Mapping[str, Any], asking: Asking, faults: Sequence[Fault], outcome: Outcome
    ) -> dict[str, Any]:
        """The payload where nothing was written; what else was asked for is read all the same."""
        outcome.denied.refused(one.mutation.name, one.given, faults)
        plan = one.payload.plan
        shown: dict[str, Any] = {}
        if plan.text is not None:
            seconds = asking.deadline - time.monotonic()
            scoring = await self._scoring.of(plan, seconds)
            parameters = plan.parameters({**variables, IDS: []}, asking.viewer, self._clock(), scoring)
            row = await self._circuit.read(plan.text, parameters, question=one.mutation.name, seconds=seconds)
            shown, _ = plan.decode(row[0] if row else [])
            outcome.facts.update(plan.noted)
            outcome.ids += plan.records()
            outcome.rows[one.key] = plan.rows()
        return _whole(one, shown, faults)


def _permit_payload(one: _Field, viewer: Viewer) -> None:
    """Forbidden where the viewer may not ask for something that the payload asks for: the mutation is refused."""
    try:
        one.payload.plan.check(viewer)
    except Forbidden as error:
        raise Forbidden(error.message, reason=error.reason, act=one.mutation.name) from error


def _whole(
    one: _Field, shown: Mapping[str, Any], faults: Sequence[Fault], told: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The payload, in the order of the document."""
    known: dict[str, Any] = {
        **{tells.name: (told or {}).get(tells.name) for tells in one.mutation.tells},
        "userErrors": [fault.as_dict() for fault in faults],
        "idempotencyKey": one.author_key,
        "clientMutationId": one.given.get("clientMutationId"),
        "__typename": one.payload.type_name,
    }
    found = dict(shown)
    for key, name, selected in one.payload.plain:
        found[key] = _projected(known[name], selected) if name == "userErrors" else known[name]
    return {key: found[key] for key in one.payload.order}


def _projected(errors: list[dict[str, Any]], names: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """User errors as they were selected."""
    return [{key: "UserError" if name == "__typename" else error[name] for key, name in names} for error in errors]


def _invalid(error: GraphQLError) -> BadUserInput:
    return BadUserInput(error.message)
