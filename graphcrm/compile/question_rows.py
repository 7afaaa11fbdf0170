"""The text of a question bound to its inputs, and its rows as objects: columns, nodes, composites, other questions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from graphcrm.compile import decoding
from graphcrm.compile.composites import Composites, scalar
from graphcrm.compile.declarations import Question, Shape, camel, pascal
from graphcrm.compile.made_rows import Filled, MadeQuestion
from graphcrm.compile.objects import Group, Parts
from graphcrm.compile.places import of_row
from graphcrm.compile.statement import Built
from graphcrm.compile.values import Leaf
from graphcrm.errors import BadUserInput
from graphcrm.graph.questions import QuestionFile

if TYPE_CHECKING:  # the parts of a compilation refer to each other; `compilation` joins them
    from graphcrm.compile.compilation import Compilation

_PARAMETER = re.compile(r"\$(\w+)")


@lru_cache(maxsize=256)
def _pieces(body: str) -> tuple[str, ...]:
    """The text cut at its parameters: text, name, text, name, …, text."""
    return tuple(_PARAMETER.split(body))


def filled(body: str, bound: dict[str, str]) -> str:
    """The text with each parameter replaced by what stands for it."""
    pieces = _pieces(body)
    return "".join(piece if index % 2 == 0 else bound[piece] for index, piece in enumerate(pieces))


@dataclass(slots=True)
class Asked:
    """One use of a question: its bound text, the variables of its columns, the day below it, missing arguments.
    `looked_up` are variables with the ids of records that were found by a fact which the trail has to know of."""

    file: QuestionFile
    bound: dict[str, str]
    columns: dict[str, str]
    as_of: str
    missing: list[tuple[str, str]]
    before: list[str]
    importing: str
    looked_up: list[str] = field(default_factory=list)

    @property
    def match(self) -> str:
        renamed = ", ".join(f"{name} AS {variable}" for name, variable in self.columns.items())
        return f"CALL ({self.importing}) {{\n{filled(self.file.body, self.bound)}\n}}\nWITH {renamed}"


class Rows:
    """Compiles what is selected of a row."""

    def __init__(self, compilation: Compilation) -> None:
        self._c = compilation
        self._values = Composites(compilation)

    def table_parts(
        self, group: Group, question: Question, asked: Asked | None, row_parts: list[Built] | None = None
    ) -> dict[str, tuple[str, decoding.Decoder | None]]:
        parts: dict[str, tuple[str, decoding.Decoder | None]] = {}
        title = question.type_name or f"{question.on or ''}{pascal(question.field)}"
        merged: list[Any] = []
        for key, nodes in self._c.selections.of(group, lambda _: True).items():
            name = nodes[0].name.value
            if name == "__typename":
                parts[key] = (name, lambda _: title)
            elif name == question.rows and asked is not None and row_parts is not None:
                if merged and merged != list(nodes):
                    raise BadUserInput(f"Ask for `{question.rows}` once; merge what you want of it.")
                merged = list(nodes)
                if not row_parts:
                    row_parts.append(self.row_object(nodes, question, asked))
                parts[key] = (name, row_parts[0].decode)
            elif name == question.rows:
                parts[key] = (name, lambda value: value)
            else:
                parts[key] = (name, None)
        return parts

    def row_object(self, group: Group, question: Question, asked: Asked) -> Built:
        """One row as an object: its columns, nodes among them, and the ways shown beside a node."""
        c, parts = self._c, Parts()
        types = {camel(column.name): column for column in asked.file.columns}
        records = [column.name for column in asked.file.columns if column.type in c.vocabulary.nouns]
        beside = {field: (column, way) for field, column, way in question.beside}
        row_type = row_type_of(question)
        nested = c.vocabulary.questions_on.get(row_type, {})
        made = question.made.columns if isinstance(question, MadeQuestion) else ()
        for key, nodes in c.selections.of(group, lambda _: True).items():
            name = nodes[0].name.value
            if name == "__typename":
                parts.add(key, Built(f"'{row_type}'"))
            elif name in made:
                parts.add(key, Built("null"))  # filled in when the rows are there
            elif name in beside:
                parts.add(key, self._beside(nodes, asked, *beside[name]))
            elif name in nested:
                place = of_row(c.vocabulary, nested[name], asked.columns, {x.name: x.type for x in asked.file.columns})
                parts.add(key, c.questions.question(nodes, nested[name], place, asked.as_of))
            else:
                column = types[name]
                built = self.column(nodes, column.type, asked.columns[column.name], asked.as_of, question)
                if column.type not in c.vocabulary.nouns:
                    built = c.noting.row(built, question, asked.columns, records)
                parts.add(key, built)
        return Built(parts.expression, parts.decode, parts.calls, parts.costs)

    def filled(self, group: Group, question: MadeQuestion) -> list[Filled]:
        """What is selected of the columns that are made."""
        found = []
        for key, nodes in self._c.selections.of(group, lambda _: True).items():
            if nodes[0].name.value in question.made.columns:
                below = self._c.selections.of(nodes, lambda _: True) if nodes[0].selection_set else {}
                within = [(inner, one[0].name.value) for inner, one in below.items()]
                found.append(Filled(key, nodes[0].name.value, within))
        return found

    def column(self, group: Group, type_name: str, variable: str, as_of: str, question: Question) -> Built:
        return self._values.value(group, type_name, variable, as_of, question)

    def _beside(self, group: Group, asked: Asked, column: str, name: str) -> Built:
        c = self._c
        noun = next(one.type for one in asked.file.columns if one.name == column)
        way = c.vocabulary.ways[noun].get(name)
        if way is None:
            prop = c.vocabulary.properties[noun][name]
            return c.objects.property(group, noun, prop, asked.columns[column], asked.as_of)
        return c.ways.way(group, noun, way, asked.columns[column], asked.as_of, current=Leaf(True))

    def scalar(self, type_name: str, variable: str) -> str:
        return scalar(type_name, variable)


def row_type_of(question: Question) -> str:
    """The name of the type of a row."""
    if question.shape is Shape.ROW:
        return question.type_name or f"{question.on or ''}{pascal(question.field)}"
    return question.row_type or question.type_name or f"{question.on or ''}{pascal(question.field)}Entry"
