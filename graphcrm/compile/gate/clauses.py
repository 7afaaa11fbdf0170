"""Clauses: what a statement is made of. Whatever is not listed here is no clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from graphcrm.compile.gate import values
from graphcrm.compile.gate.expressions import Expressions
from graphcrm.compile.gate.meaning import Meaning
from graphcrm.compile.gate.reach import Reach
from graphcrm.compile.gate.values import ENTITY, Value
from graphcrm.errors import BadUserInput

_CLAUSES = "MATCH, OPTIONAL MATCH, WITH, UNWIND or RETURN"


@dataclass(frozen=True, slots=True)
class Statement:
    """What is sent: a text written anew, the parameters it names, the facts it asks for; `blanked` is the text without
    the values in it."""

    text: str
    parameters: frozenset[str]
    facts: tuple[str, ...]
    blanked: str


def read(text: str, reach: Reach) -> Statement:
    """The statement of a text. Gated where it asks for what the viewer may not, or is not known to be harmless;
    ParseFailed where it cannot be read."""
    grammar = Clauses(text, Meaning(reach))
    grammar.statement()
    meaning = grammar.meaning
    meaning.judge()
    return Statement(grammar.written(), frozenset(grammar.parameters), tuple(sorted(meaning.facts)), grammar.blanked())


def given(statement: Statement, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that a statement names. BadUserInput says which is missing."""
    missing = sorted(statement.parameters - parameters.keys())
    if missing:
        raise BadUserInput(f"The statement names ${missing[0]}, which is not among the parameters.")
    return {name: parameters[name] for name in sorted(statement.parameters)}


class Clauses(Expressions):
    """Reads a whole statement."""

    def statement(self) -> None:
        self._union()
        self.take_if(";")
        if self.peek().kind != "END":
            raise self.unread(f"{_CLAUSES}, once to the end,")

    def subquery(self) -> Value:
        """What stands in EXISTS { }, COUNT { } and COLLECT { }: a statement, or a pattern alone."""
        with self.deeper():
            if self.word("MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN"):
                return self._union(within=True)
            self.patterns()
            if self.take_word_if("WHERE"):
                self.expression()
            return ENTITY

    def _union(self, *, within: bool = False) -> Value:
        found = self._query(within)
        while self.take_word_if("UNION"):  # ends: each turn takes tokens
            self.take_word_if("ALL", "DISTINCT")
            found = values.together([found, self._query(within)])
        return found

    def _query(self, within: bool) -> Value:
        """Clauses up to RETURN; a subquery that only asks whether there is something may do without."""
        while True:  # ends: each turn takes tokens
            if self.take_word_if("RETURN"):
                where = self.where()
                found = self._projected()
                if not within:
                    self.meaning.returned(found, where)
                return found
            if self.take_word_if("OPTIONAL"):
                self.expect_word("MATCH")
                self._match()
            elif self.take_word_if("MATCH"):
                self._match()
            elif self.take_word_if("WITH"):
                self._projected()
                if self.take_word_if("WHERE"):
                    self.expression()
            elif self.take_word_if("UNWIND"):
                source = self.expression()
                self.expect_word("AS")
                self.meaning.value(self.new_name(), values.element(source))
            elif within and self.sign("}"):
                return ENTITY
            else:
                raise self.unread(_CLAUSES)

    def _match(self) -> None:
        self.patterns()
        if self.take_word_if("WHERE"):
            self.expression()

    def _projected(self) -> Value:
        """[DISTINCT] items [ORDER BY …] [SKIP n] [LIMIT n]; what each holds."""
        self.take_word_if("DISTINCT")
        found: list[Value] = []
        named: list[tuple[str, Value]] = []

        def one() -> None:
            value = self.expression()
            found.append(value)
            if self.take_word_if("AS"):
                named.append((self.new_name(), value))

        if self.sign("*"):
            self.take()
            found.append(self.meaning.everything())
            if self.take_if(","):
                self.separated(one)
        else:
            self.separated(one)
        for name, value in named:
            if value.direct != name:
                self.meaning.value(name, replace(value, work=1))
        if self.take_word_if("ORDER"):
            self.expect_word("BY")
            self.separated(self._key)
        for word in ("SKIP", "LIMIT"):
            if self.take_word_if(word):
                self.expression()
        return values.together(found)

    def _key(self) -> None:
        self.expression()
        self.take_word_if("ASC", "ASCENDING", "DESC", "DESCENDING")
