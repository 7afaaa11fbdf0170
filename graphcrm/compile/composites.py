"""Composites: what a column holds as a map, or as a list of maps, becomes a row of what is selected of it.

Where nothing is selected that leads on (a node, a question of its own), that is an expression. Else it is a subquery,
in which each map and what it leads to has a variable; lists keep their order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphcrm.compile import decoding
from graphcrm.compile.declarations import Question, camel
from graphcrm.compile.objects import Group, Parts
from graphcrm.compile.pasts import SHOWN, written
from graphcrm.compile.places import of_row
from graphcrm.compile.statement import ONE, Built, Cost
from graphcrm.compile.values import Leaf

if TYPE_CHECKING:  # the parts of a compilation refer to each other; `compilation` joins them
    from graphcrm.compile.compilation import Compilation

# What a list of unknown length counts as in the cost of an operation.
_SEVERAL = Leaf(5)


def is_list(type_name: str) -> bool:
    return type_name.startswith("[")


def element(type_name: str) -> str:
    """What a type is made of, without marks of lists and of what is never null: [ScorePart!]! → ScorePart."""
    return type_name.replace("!", "").strip("[]")


@dataclass(slots=True)
class _Bound:
    """The variables that stand for the fields of one map, made as they are asked for."""

    text: str
    variable: Callable[[str], str]
    names: dict[str, str] = field(default_factory=dict)

    def of(self, name: str) -> str:
        if name not in self.names:
            self.names[name] = self.variable("v")
        return self.names[name]

    @property
    def carried(self) -> str:
        return "".join(f", {self.text}.{name} AS {variable}" for name, variable in self.names.items())


class Composites:
    """Compiles values of columns and of fields within them. `text` is Cypher for the value; of what leads on it is a
    variable."""

    def __init__(self, compilation: Compilation) -> None:
        self._c = compilation

    def value(self, group: Group, type_name: str, text: str, as_of: str, question: Question) -> Built:
        """A value of this type: a scalar, a node, a composite, or a list of these."""
        inner = element(type_name)
        if self._c.vocabulary.is_record(inner):
            return (
                self._nodes(group, inner, text, as_of, question)
                if is_list(type_name)
                else self._node(group, inner, text, as_of)
            )
        if inner not in self._c.vocabulary.composites:
            return Built(scalar(type_name, text), self._shown(type_name.rstrip("!")))
        if self._leads_on(group, inner):
            return self._in_subquery(group, inner, text, as_of, question, many=is_list(type_name))
        return self._in_place(group, inner, text, as_of, question, many=is_list(type_name))

    def _node(self, group: Group, noun: str, at: str, as_of: str) -> Built:
        built = self._c.objects.object(group, noun, at, as_of)
        built.expression = f"CASE WHEN {at} IS NOT NULL THEN {built.expression} END"
        built.costs = [Cost(ONE, built.costs)]
        return built

    def _nodes(self, group: Group, noun: str, text: str, as_of: str, question: Question) -> Built:
        index, at = self._c.statement.variable("i"), self._c.statement.variable("n")
        one = self._noted(self._c.objects.object(group, noun, at, as_of), question, at)
        return self._each(text, index, f"{text}[{index}] AS {at}", one)

    def _leads_on(self, group: Group, name: str) -> bool:
        """Whether a node or a question is selected of a composite, at any depth of composites."""
        c = self._c
        fields = c.vocabulary.composites[name].fields
        types = {camel(field): element(type_) for field, (type_, _) in fields.items()}
        for nodes in c.selections.of(group, lambda _: True).values():
            selected = nodes[0].name.value
            if selected in c.vocabulary.questions_on[name]:
                return True
            inner = types.get(selected, "")
            if c.vocabulary.is_record(inner):
                return True
            if inner in c.vocabulary.composites and self._leads_on(nodes, inner):
                return True
        return False

    def _in_place(self, group: Group, name: str, text: str, as_of: str, question: Question, *, many: bool) -> Built:
        one = self._c.statement.variable("x") if many else text
        parts = self._parts(group, name, as_of, question, one, lambda field: f"{one}.{field}")
        decode = parts.decode
        if not many:
            return Built(f"CASE WHEN {text} IS NOT NULL THEN {parts.expression} END", decode)
        return Built(
            f"[{one} IN {text} | {parts.expression}]",
            lambda rows: None if rows is None else [decode(row) for row in rows],
        )

    def _in_subquery(self, group: Group, name: str, text: str, as_of: str, question: Question, *, many: bool) -> Built:
        c = self._c
        index, one = c.statement.variable("i"), c.statement.variable("x")
        bound = _Bound(one, c.statement.variable)
        parts = self._parts(group, name, as_of, question, one, bound.of)
        built = Built(parts.expression, parts.decode, parts.calls, parts.costs)
        if many:
            head = f"{text}[{index}] AS {one}\nWITH {index}, {one}{bound.carried}"
            return self._each(text, index, head, built)
        result = c.statement.variable("c")
        inner = "".join(f"{call}\n" for call in built.calls)
        call = (
            f"CALL ({text}) {{\nWITH {text} AS {one}\nWITH {one}{bound.carried}\n{inner}"
            f"RETURN {built.expression} AS {result}\n}}"
        )
        return Built(f"CASE WHEN {text} IS NOT NULL THEN {result} END", built.decode, [call], built.costs)

    def _each(self, text: str, index: str, head: str, one: Built) -> Built:
        """A subquery over the places of the list `text`; `head` makes the variables of one."""
        result = self._c.statement.variable("c")
        inner = "".join(f"{call}\n" for call in one.calls)
        call = (
            f"CALL ({text}) {{\nUNWIND range(0, size(coalesce({text}, [])) - 1) AS {index}\nWITH {index}, {head}\n"
            f"{inner}WITH * ORDER BY {index}\nRETURN collect({one.expression}) AS {result}\n}}"
        )
        many = decoding.several(one.decode or (lambda value: value))
        return Built(
            f"CASE WHEN {text} IS NOT NULL THEN {result} END",
            lambda rows: None if rows is None else many(rows),
            [call],
            [Cost(_SEVERAL, one.costs)],
        )

    def _parts(
        self,
        group: Group,
        name: str,
        as_of: str,
        question: Question,
        one: str,
        bound: Callable[[str], str],
    ) -> Parts:
        """What is selected of the map `one`. `bound` gives Cypher for a field of it that may lead on."""
        c, parts = self._c, Parts()
        declared = c.vocabulary.composites[name].fields
        types = {camel(field): (field, type_) for field, (type_, _) in declared.items()}
        for key, nodes in c.selections.of(group, lambda _: True).items():
            selected = nodes[0].name.value
            nested = c.vocabulary.questions_on[name].get(selected)
            if selected == "__typename":
                parts.add(key, Built(f"'{name}'"))
            elif nested is not None:
                columns = {field: bound(field) for _, field in nested.binds}
                place = of_row(c.vocabulary, nested, columns, {f: element(t) for f, (t, _) in declared.items()})
                parts.add(key, c.questions.question(nodes, nested, place, as_of))
            else:
                field, type_ = types[selected]
                inner = element(type_)
                record = c.vocabulary.is_record(inner)
                text = bound(field) if record or inner in c.vocabulary.composites else f"{one}.{field}"
                built = self.value(nodes, type_, text, as_of, question)
                parts.add(key, self._noted(built, question, text) if record and not is_list(type_) else built)
        return parts

    def _noted(self, built: Built, question: Question, at: str) -> Built:
        """A node within the answer of a question whose facts the trail has to know of."""
        return self._c.noting.row(built, question, {"node": at}, ["node"])

    def _shown(self, type_name: str) -> decoding.Decoder | None:
        return written(self._c.deciphered()) if type_name == "Written" else SHOWN.get(type_name)


def scalar(type_name: str, text: Any) -> str:
    return f"toString({text})" if type_name.rstrip("!") in ("Date", "DateTime") else str(text)
