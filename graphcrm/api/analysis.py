"""The analyst console: free Cypher through the gate, and named questions, each under the viewer's rights.

The gate has five layers: the language (`compile.gate`), the plan, the transaction (READ mode, time, rows, connections
of its own), the server's own settings, and the rights of who asks. Each alone stops most; none is relied on alone.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from graphcrm.access.sensitivity import Act
from graphcrm.access.viewers import Viewer
from graphcrm.api import asking
from graphcrm.api.answers import Shaping, counted
from graphcrm.api.auditing import DENIED
from graphcrm.api.operations import Operations, now
from graphcrm.compile import decoding
from graphcrm.compile.gate import clauses, plans
from graphcrm.compile.gate.clauses import Statement
from graphcrm.compile.gate.model import model
from graphcrm.compile.gate.reach import Reach, reach
from graphcrm.errors import BadUserInput, Forbidden, Gated, NotFound, RateLimited, Unavailable
from graphcrm.graph.analysts import SECONDS, Analysts, Answer
from graphcrm.graph.questions import QuestionFile
from graphcrm.records.budgets import Budgets
from graphcrm.settings import Settings

ROWS = 1_000
_COST = 1_000  # points of a statement: as many as it may show rows
_HELD_SECONDS = 4 * SECONDS
_QUESTION_COST = 500
_OTHERS = (
    "Your own Cypher is for those who see every record. Ask one of the named questions: they run under your rights."
)
_ONE = "You are asking already. Wait for that answer, or stop it."


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks: a text and its parameters. `export`: to take it out as a file."""

    query: str
    parameters: Mapping[str, Any]
    export: bool = False


class Analysis:
    """Asks for analysts, over one graph. `library` are the named questions by path."""

    def __init__(
        self,
        operations: Operations,
        analysts: Analysts,
        budgets: Budgets,
        settings: Settings,
        library: Mapping[str, QuestionFile],
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._operations = operations
        self._analysts = analysts
        self._budgets = budgets
        self._settings = settings
        self._layers = settings.cypher_layers.split(",")
        self._library = library
        self._clock = clock

    # --- free Cypher ---

    async def cypher(self, viewer: Viewer, request_id: str, asked: Asked) -> dict[str, Any]:
        """The answer to a statement: {columns, types, rows, truncated}. Forbidden (ROLE, GATE) where it may not be
        asked, and then the trail is told."""
        async with self._watched(viewer, request_id, "cypher"):
            self._entitled(viewer, asked)
            return await self._through(viewer, request_id, asked)

    @asynccontextmanager
    async def _watched(self, viewer: Viewer, request_id: str, act: str) -> AsyncIterator[None]:
        """Tells the trail what is refused for want of a right."""
        try:
            yield
        except DENIED as error:
            await self._operations.auditing.denied(viewer, request_id, act, error)
            raise

    def _entitled(self, viewer: Viewer, asked: Asked) -> None:
        viewer.require("read")
        viewer.require("cypher.run")
        if asked.export:
            viewer.require("export")
        if "rights" in self._layers and not viewer.lens.sees_all:
            raise Gated(_OTHERS)

    async def _through(self, viewer: Viewer, request_id: str, asked: Asked) -> dict[str, Any]:
        if self._operations.circuit.open:
            raise Unavailable("The database cannot be reached. Try again in a moment.", reason="DATABASE")
        met = await self._reach(viewer, export=asked.export)
        statement = self._read(asked, met)
        given = clauses.given(statement, asked.parameters)
        await self._operations.allowances.ask(viewer, _COST)
        began = time.monotonic()
        async with self._alone(viewer, request_id), self._analysts.turn():
            answer = await self._run(statement, given)
        shaping = Shaping(met, answer)
        body = shaping.body()
        await self._operations.allowances.show(viewer, max(1, counted(answer.rows)))
        told = [
            f"text: {statement.blanked}",
            f"rows: {len(answer.rows)}",
            f"ms: {(time.monotonic() - began) * 1000:.0f}",
        ]
        facts = sorted({*statement.facts, *shaping.facts()})
        await self._operations.auditing.asked(viewer, request_id, "cypher", [*facts, *told], shaping.records())
        return body

    def _read(self, asked: Asked, met: Reach) -> Statement:
        if "language" in self._layers:
            return clauses.read(asked.query, met)
        return Statement(asked.query, frozenset(asked.parameters), (), "not read")

    async def _run(self, statement: Statement, given: Mapping[str, Any]) -> Answer:
        if "plan" in self._layers:
            kind, plan = await self._analysts.explained(statement.text, given)
            plans.judge(kind, plan, understood="language" in self._layers)
        return await self._analysts.rows(statement.text, given, ROWS)

    async def _reach(self, viewer: Viewer, *, export: bool) -> Reach:
        rules = self._operations.planner.rules(viewer.lens)
        fields = await self._operations.fields.current(self._settings.request_deadline)
        return reach(rules, fields.seen(rules), export=export)

    @asynccontextmanager
    async def _alone(self, viewer: Viewer, request_id: str) -> AsyncIterator[None]:
        """One statement at a time of one viewer, in all workers together."""
        key = f"cypher|{viewer.id}"
        if not await self._budgets.hold(key, request_id, 1, _HELD_SECONDS):
            raise RateLimited(_ONE, reason="GATE", retry_after=int(SECONDS))
        try:
            yield
        finally:
            await self._budgets.let_go(key, request_id)

    # --- the model ---

    async def model(self, viewer: Viewer) -> dict[str, Any]:
        """The model of the graph as far as the viewer sees it, and whether they may ask in Cypher of their own."""
        viewer.require("schema.read", act="model")
        rules = self._operations.planner.rules(viewer.lens)
        fields = (await self._operations.fields.current(self._settings.request_deadline)).seen(rules)
        found = model(rules, fields, reach(rules, fields, export=False))
        return {**found, "cypher": "cypher.run" in viewer.permissions and viewer.lens.sees_all}

    # --- named questions ---

    def offered(self, viewer: Viewer) -> list[dict[str, Any]]:
        """The questions that the viewer may ask, with what they take and give."""
        vocabulary = self._operations.planner.vocabulary
        return [asking.described(vocabulary, file) for file in self._files(viewer)]

    def _files(self, viewer: Viewer) -> list[QuestionFile]:
        """The questions whose facts the viewer sees and for which they have the permission."""
        viewer.require("read")
        rules = self._operations.planner.rules(viewer.lens)
        seen = {
            one.path
            for one in rules.vocabulary.questions
            if rules.sees_question(one) and (one.permission is None or one.permission in viewer.permissions)
        }
        return [file for path, file in self._library.items() if path in seen]

    async def question(
        self, viewer: Viewer, request_id: str, path: str, words: Mapping[str, str], *, export: bool = False
    ) -> dict[str, Any]:
        """The answer to a named question: {question, columns, rows, truncated}; a row is a map."""
        async with self._watched(viewer, request_id, "ask"):
            return await self._question(viewer, request_id, path, words, export=export)

    async def _question(
        self, viewer: Viewer, request_id: str, path: str, words: Mapping[str, str], *, export: bool
    ) -> dict[str, Any]:
        file = next((one for one in self._files(viewer) if one.path == path), None)
        if file is None:
            raise NotFound("There is no such question.")
        operations, seconds = self._operations, self._settings.request_deadline
        rules = operations.planner.rules(viewer.lens)
        if export:
            viewer.require("export", act="ask")
            if rules.shown - rules.usable(Act.EXPORT):  # a question may show any of these
                raise Forbidden("Your role may not take out all that a question may show.", reason="ROLE", act="ask")
        fields = await operations.fields.current(seconds)
        scoring = await operations.scoring.current(seconds)
        asked = asking.asked(rules, fields, file, words, viewer, self._clock(), scoring)
        if asked.first is not None and not 1 <= asked.first <= ROWS:
            raise BadUserInput(f"first is at least 1 and at most {ROWS}.")
        await operations.allowances.ask(viewer, _QUESTION_COST)
        row = await operations.circuit.read(asked.text, asked.parameters, question=path, seconds=seconds)
        missing, rows = decoding.deciphered_within(operations.planner.cipher, row or [None, []])
        if missing:
            raise NotFound(f"No record is known by {missing}={words[missing]}.")
        answer = asking.answer(rules.vocabulary, file, asked, rows)
        await operations.allowances.show(viewer, max(1, counted([list(row.values()) for row in answer["rows"]])))
        ids = list(asking.records(answer))
        await operations.auditing.asked(viewer, request_id, "ask", asking.noted(file, asked), ids)
        columns = [{"name": name, "type": type_} for name, type_ in asked.columns]
        return {**answer, "columns": columns}
