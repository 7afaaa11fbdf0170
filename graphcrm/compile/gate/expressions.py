"""Expressions: operators, properties, functions, lists, maps, CASE, subqueries that give a value."""

from __future__ import annotations

from dataclasses import replace

from graphcrm.compile.gate import values
from graphcrm.compile.gate.allowed import CARRYING, ENTITIES, FUNCTIONS, QUANTIFIERS
from graphcrm.compile.gate.patterns import Patterns
from graphcrm.compile.gate.values import ENTITY, Value

_COMPARISONS = ("=", "<>", "<", "<=", ">", ">=")
_SUBQUERIES = ("EXISTS", "COUNT", "COLLECT")


class Expressions(Patterns):
    """Reads expressions. Clauses within subqueries are read by who inherits this."""

    def subquery(self) -> Value:
        raise AssertionError("read by the grammar of clauses")

    def expression(self) -> Value:
        with self.deeper():
            found = [self._not()]
            while self.take_word_if("AND", "OR", "XOR"):  # ends: each turn takes tokens
                found.append(self._not())
        return found[0] if len(found) == 1 else values.together(found).plain

    def _not(self) -> Value:
        if not self.word("NOT"):
            return self._comparison()
        while self.take_word_if("NOT"):  # ends: each turn takes tokens
            pass
        return self._comparison().plain

    def _comparison(self) -> Value:
        found, compared = [self._sum()], False
        while True:  # ends: each turn takes tokens
            if self.take_if(*_COMPARISONS) or self.take_word_if("IN", "CONTAINS"):
                found.append(self._sum())
            elif self.take_word_if("STARTS", "ENDS"):
                self.expect_word("WITH")
                found.append(self._sum())
            elif self.take_word_if("IS"):
                self.take_word_if("NOT")
                self.expect_word("NULL")
            else:
                break
            compared = True
        return values.together(found).plain if compared else found[0]

    def _sum(self) -> Value:
        """Sums, products and powers; the server knows which binds closer."""
        found = [self._signed()]
        while self.take_if("+", "-", "*", "/", "%", "^"):  # ends: each turn takes tokens
            found.append(self._signed())
        return found[0] if len(found) == 1 else values.together(found)

    def _signed(self) -> Value:
        signed = False
        while self.take_if("+", "-"):  # ends: each turn takes tokens
            signed = True
        found = self._with_parts()
        return found.plain if signed else found

    def _with_parts(self) -> Value:
        """An atom, and what is read of it: .property, [index], :Label."""
        found = self._atom()
        while True:  # ends: each turn takes tokens
            if self.take_if("."):
                where = self.where()
                found = self.meaning.property(found, self.name("a property"), where)
            elif self.sign("["):
                found = self._element(found)
            elif self.sign(":") and found.direct is not None:
                self.labels_of_variable()
                return Value()
            elif self.sign("{") and found.direct is not None:
                found = self._projection(found)
            else:
                return found

    def _element(self, base: Value) -> Value:
        """[2], [-1], [1..3]: of what may be a node or relation by a whole number alone, since by a text it would be a
        property."""
        self.expect("[")
        if self.take_if(".."):
            self.expression()
            self.expect("]")
            return self._slice(base)
        plain = base.direct is None and not base.names and not base.entity
        number = self.peek(self.sign("-"))
        literal = number.kind == "NUMBER" and number.value.isdigit() and self.sign("]", "..", ahead=1 + self.sign("-"))
        where = self.where()
        self.expression()
        if self.take_if(".."):
            if not self.sign("]"):
                self.expression()
            self.expect("]")
            return self._slice(base)
        self.expect("]")
        if not plain and not literal:
            self.meaning.indexed(base, where)
        return values.element(base)

    def _slice(self, base: Value) -> Value:
        return replace(base, direct=None)

    def _projection(self, base: Value) -> Value:
        """x {.name, other: 1}: properties by their names, never all of them."""
        self.expect("{")
        found = [Value()]

        def one() -> None:
            if self.take_if("."):
                where = self.where()
                if self.sign("*"):
                    raise self.refused("Name the properties you want; .* is not taken.")
                found.append(self.meaning.property(base, self.name("a property"), where))
            elif self.sign(":", ahead=1):
                self.name("a key")
                self.expect(":")
                found.append(self.expression())
            else:
                found.append(self.meaning.variable(self.new_name()))

        if not self.sign("}"):
            self.separated(one)
        self.expect("}")
        return values.together(found)

    # --- atoms ---

    def _atom(self) -> Value:
        token = self.peek()
        if token.kind == "NUMBER":
            self.take()
            return Value()
        if token.kind == "TEXT":
            return values.of_size(len(self.take().value) + 1)
        if token.kind == "PARAMETER":
            self.parameters.add(self.take().value)
            return values.PARAMETER
        if self.sign("["):
            return self._list()
        if self.sign("{"):
            return self._map()
        if self.sign("("):
            return self._bracketed()
        return self._worded()

    def _worded(self) -> Value:
        if self.take_word_if("TRUE", "FALSE", "NULL"):
            return Value()
        if self.word("CASE"):
            return self._case()
        if self.word(*_SUBQUERIES) and self.sign("{", ahead=1):
            kind = self.take().word
            self.expect("{")
            found = self.subquery()
            self.expect("}")
            return values.collected(found) if kind == "COLLECT" else Value(work=1_000)
        if self.word("SHORTESTPATH", "ALLSHORTESTPATHS"):
            self.path()
            return ENTITY
        if self._is_call():
            return self._call()
        return self.meaning.variable(self.new_name())

    def _bracketed(self) -> Value:
        if self.starts_pattern():
            self.path()
            return ENTITY
        with self.deeper():
            self.expect("(")
            found = self.expression()
            self.expect(")")
        return found

    def _list(self) -> Value:
        """[1, 2], [x IN list WHERE … | …], [(a)-[:X]->(b:Y) | …]"""
        self.expect("[")
        if self.is_name() and self.word("IN", ahead=1):
            return self._comprehension()
        named = self.is_name() and self.sign("=", ahead=1) and self.sign("(", ahead=2)
        if named or self.starts_pattern():
            self.path()
            if self.take_word_if("WHERE"):
                self.expression()
            self.expect("|")
            found = self.expression()
            self.expect("]")
            return values.collected(found)
        parts: list[Value] = []
        if not self.sign("]"):
            self.separated(lambda: parts.append(self.expression()))
        self.expect("]")
        return values.listed(parts)

    def _comprehension(self) -> Value:
        name = self.new_name()
        self.expect_word("IN")
        source = self.expression()
        self.meaning.value(name, values.element(source))
        inner = values.element(source)
        steps = Value()
        if self.take_word_if("WHERE"):
            steps = self.expression().plain
        if self.take_if("|"):
            inner = self.expression()
        self.expect("]")
        return values.looped(source, replace(inner, work=inner.work + steps.work))

    def _map(self) -> Value:
        self.expect("{")
        parts: list[Value] = []

        def one() -> None:
            self.name("a key")
            self.expect(":")
            parts.append(self.expression())

        if not self.sign("}"):
            self.separated(one)
        self.expect("}")
        return values.together(parts)

    def _case(self) -> Value:
        self.expect_word("CASE")
        found = [] if self.word("WHEN") else [self.expression().plain]
        if not self.word("WHEN"):
            raise self.unread("WHEN")
        while self.take_word_if("WHEN"):  # ends: each turn takes tokens
            found.append(self.expression().plain)
            self.expect_word("THEN")
            found.append(self.expression())
        if self.take_word_if("ELSE"):
            found.append(self.expression())
        self.expect_word("END")
        return values.together(found)

    # --- functions ---

    def _is_call(self) -> bool:
        """name(, or name.name( and so on: a function, whatever its name."""
        ahead = 0
        while self.peek(ahead).kind in ("WORD", "NAME"):  # ends: with the text
            if self.sign("(", ahead=ahead + 1):
                return True
            if not self.sign(".", ahead=ahead + 1):
                return False
            ahead += 2
        return False

    def _call(self) -> Value:
        parts: list[str] = []
        while True:  # ends: with the bracket that `_is_call` has seen
            if self.peek().kind == "NAME":
                raise self.refused("The name of a function stands without back-ticks.")
            parts.append(self.take().value)
            if not self.take_if("."):
                break
        name = ".".join(parts).lower()
        if name in QUANTIFIERS:
            return self._quantified()
        if name not in FUNCTIONS:
            raise self.refused(f"There is no function {'.'.join(parts)} that may be used.")
        self.expect("(")
        if name == "range":
            return self._range()
        given: list[Value] = []
        if not (name == "count" and self.take_if("*")):
            self.take_word_if("DISTINCT")
            if not self.sign(")"):
                self.separated(lambda: given.append(self.expression()))
        self.expect(")")
        return self._result(name, given)

    def _result(self, name: str, given: list[Value]) -> Value:
        whole = values.together(given)
        if name == "collect":
            return values.collected(whole)
        if name == "replace":
            return values.replaced(given)
        if name in ("head", "last", "min", "max"):
            return (
                values.element(whole)
                if name in ("head", "last")
                else Value(whole.names, whole.entity, None, whole.size)
            )
        if name == "split":
            return Value(size=whole.size, many=whole.size, each=whole.size, work=whole.work)
        if name in ENTITIES:
            return ENTITY
        return whole if name in CARRYING else whole.plain

    def _range(self) -> Value:
        """range(1, 10): with its numbers written out, so that it is known how many they are."""
        numbers: list[int] = []

        def one() -> None:
            sign = -1 if self.take_if("-") else 1
            numbers.append(sign * self.whole_number(most=1_000_000_000))

        self.separated(one)
        self.expect(")")
        if len(numbers) not in (2, 3):
            raise self.refused("range() takes two or three whole numbers.")
        return values.counted(*numbers, *([1] if len(numbers) == 2 else []))

    def _quantified(self) -> Value:
        """all(x IN list WHERE …) and its like."""
        self.expect("(")
        name = self.new_name()
        self.expect_word("IN")
        source = self.expression()
        self.meaning.value(name, values.element(source))
        self.expect_word("WHERE")
        inner = self.expression()
        self.expect(")")
        return values.looped(source, inner.plain).plain
