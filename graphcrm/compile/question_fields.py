"""Named questions as fields: a file's text in a subquery, the selection projected onto the nodes it returns.

Parameters are put in their places as text: the node itself as `n1.id`, arguments as parameters of the statement, the
viewer's rights as the implied ones. The keys of the file's order stand outside again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from graphcrm.compile import decoding, entered, made_rows, targets, values
from graphcrm.compile.composites import element
from graphcrm.compile.connections import Source
from graphcrm.compile.declarations import Question, Shape, camel, pascal
from graphcrm.compile.implied import IMPLIED
from graphcrm.compile.inputs import check_bounds
from graphcrm.compile.made_rows import MadeQuestion
from graphcrm.compile.objects import Group
from graphcrm.compile.ordering import TEMPORAL, Page, SortKey, order_by, page, tag
from graphcrm.compile.pasts import READ
from graphcrm.compile.places import ROOT, Place
from graphcrm.compile.question_rows import Asked, Rows, filled, row_type_of
from graphcrm.compile.scalars import foreign_cursor
from graphcrm.compile.statement import Built, Cost
from graphcrm.compile.values import NULL, Leaf
from graphcrm.errors import BadUserInput
from graphcrm.graph.questions import Input, QuestionFile
from graphcrm.measures.normal_forms import search_words

if TYPE_CHECKING:  # the parts of a compilation refer to each other; `compilation` joins them
    from graphcrm.compile.compilation import Compilation

_IMPLIED = {name: f"${name}" for name in IMPLIED}
_EMPTY = {Shape.ONE: "null", Shape.SCALAR: "null", Shape.ROW: "null", Shape.LIST: "[]", Shape.TABLE: "[]"}
_ALL = 10_001


class QuestionFields:
    """Compiles fields that are files of `cypher/`."""

    def __init__(self, compilation: Compilation) -> None:
        self._c = compilation
        self._rows = Rows(compilation)

    def question(self, group: Group, question: Question, place: Place, as_of: str) -> Built:
        """The question as a field where it stands."""
        c = self._c
        file = c.words.files[question.path]
        given = values.arguments(group[0], c.declared(question.on or "Query", question.field), c.variables)
        visible = c.rules.sees_question(question)
        if question.permission is not None:
            c.statement.requires.setdefault(question.permission, question.field)
        if not visible and question.shape is not Shape.CONNECTION:
            return self._hidden(group, question)
        wanted = self._wanted(group, question)
        asked = self._asked(question, file, given, wanted, place, as_of)
        if question.shape is Shape.CONNECTION:
            built = self._connection(group, question, asked, given, visible)
        else:
            built = self._plain(group, question, asked, given)
        if visible:
            built = c.noting.question(built, question, place.about)
        return self._with_missing(built, asked)

    def entered(self, question: Question, given: dict[str, Any]) -> Asked | None:
        """A root question asked with values that are known when it runs, null ones too; None where the viewer does not
        see what it is made of."""
        if not self._c.rules.sees_question(question):
            return None
        return self._asked(question, self._c.words.files[question.path], given, set(), ROOT, "$today")

    # --- binding -----------------------------------------------------------------------------------------------

    def _asked(
        self,
        question: Question,
        file: QuestionFile,
        given: dict[str, Any],
        wanted: set[str],
        place: Place,
        as_of: str,
    ) -> Asked:
        if any(one.type.strip("[]") == "Field" for one in file.inputs):
            self._c.tells_of_fields()
        bound = {**_IMPLIED, "sees_all": "true" if self._c.rules.lens.sees_all else "false"}
        columns = {column.name: self._c.statement.variable("q") for column in file.columns}
        asked = Asked(file, bound, columns, as_of, [], [], place.importing)
        for one in file.inputs:
            if one.name in place.bound:
                bound[one.name] = place.bound[one.name]
            elif one.name in dict(question.fixed):
                bound[one.name] = f"'{dict(question.fixed)[one.name]}'"
            elif one.name.startswith("wants_"):
                bound[one.name] = "true" if one.name[6:] in wanted else "false"
            elif one.name not in ("first", "after"):
                bound[one.name] = self._value(one, given.get(camel(one.name), NULL), asked)
        return asked

    def _value(self, one: Input, leaf: Any, asked: Asked) -> str:
        c = self._c
        inner = one.type.strip("[]")
        if inner in c.vocabulary.nouns or inner in c.vocabulary.targets:
            return self._records(one, inner, leaf, asked)
        if leaf is NULL or leaf.sample is None:
            if one.default == "today":
                return asked.as_of
            return "null"
        if one.type == "Boolean":
            return "true" if leaf.sample else "false"
        if one.type in ("String", "ID"):
            leaf = leaf.map(_short)
        elif one.type == "Words":
            leaf = leaf.map(_known(_short)).map(_known(search_words))
        elif one.type == "Int":
            leaf = leaf.map(partial(_within, one)) if one.bounds else leaf.map(_natural)
        elif inner in READ:
            leaf = leaf.map(READ[inner])
        elif inner in entered.READ:
            leaf = leaf.map(_known(entered.READ[inner]))
        name = c.statement.parameter(leaf)
        if one.default == "today":
            asked.as_of = name
        return name

    def _records(self, one: Input, inner: str, given: Any, asked: Asked) -> str:
        """An argument that names a record, or a list of them."""
        if given is NULL:
            return "null"
        if not one.type.startswith("["):
            return self._look_up(one, inner, given, asked)
        if one.size is not None and len(given) != one.size:
            raise BadUserInput(f"`{camel(one.name)}` names exactly {one.size} records; {len(given)} were given.")
        return f"[{', '.join(self._look_up(one, inner, each, asked) for each in given)}]"

    def _look_up(self, one: Input, noun: str, given: Any, asked: Asked) -> str:
        """A record that an argument names: found first, and an error where it is not there for the viewer."""
        c = self._c
        if noun in c.vocabulary.targets:
            noun, given = targets.chosen(c.vocabulary.targets[noun], given)
        found = c.statement.variable("a")
        uses = c.noting.uses
        match = c.roots.find(noun, given, "x", asked.as_of)
        if c.noting.uses > uses:
            asked.looked_up.append(found)
        asked.before.append(f"CALL () {{\n{match}\nRETURN collect(x.id)[0] AS {found}\n}}")
        asked.missing.append((found, f"No {noun} is known by what `{camel(one.name)}` names."))
        asked.importing = f"{asked.importing}, {found}" if asked.importing else found
        return found

    def _with_missing(self, built: Built, asked: Asked) -> Built:
        if not asked.missing:
            return built
        if asked.looked_up:
            built = self._c.noting.rows(built, f"[{', '.join(asked.looked_up)}]")
        absent = " ".join(f"WHEN {variable} IS NULL THEN {i}" for i, (variable, _) in enumerate(asked.missing))
        return Built(
            f"[CASE {absent} END, {built.expression}]",
            decoding.must_exist([message for _, message in asked.missing], built.decode),
            [*asked.before, *built.calls],
            built.costs,
        )

    # --- shapes ------------------------------------------------------------------------------------------------

    def _hidden(self, group: Group, question: Question) -> Built:
        if question.shape is not Shape.TABLE:
            return Built(_EMPTY[question.shape])
        parts = self._rows.table_parts(group, question, None)
        return Built("[]", decoding.table(parts, question.rows))

    def _plain(self, group: Group, question: Question, asked: Asked, given: dict[str, Any]) -> Built:
        c, file = self._c, asked.file
        size = Leaf(1)
        if file.input("first"):
            size = c.statement.page_size(given["first"], question.page_limit)
            asked.bound["first"] = c.statement.parameter(size)
        result = c.statement.variable("c")
        one, decode = self._row(group, question, asked)
        order = ""
        if file.order:
            order = " " + order_by(self._keys(asked), reverse=False)
        limit = " LIMIT 1" if question.shape in (Shape.ONE, Shape.ROW, Shape.SCALAR) else ""
        carried = ", ".join(asked.columns.values())
        with_rows = f"WITH {carried}{order}{limit}\n" if order or limit else ""
        inner = "".join(f"{call}\n" for call in one.calls)
        again = f"WITH *{order}\n" if order and one.calls else ""
        first = "[0]" if limit else ""
        text = (
            f"CALL ({asked.importing}) {{\n{asked.match}\n{with_rows}{inner}{again}"
            f"RETURN collect({one.expression}){first} AS {result}\n}}"
        )
        if not file.input("first") and question.shape is Shape.LIST:
            size = Leaf(5)
        return Built(result, decode, [text], [Cost(size, one.costs)])

    def _row(self, group: Group, question: Question, asked: Asked) -> tuple[Built, decoding.Decoder | None]:
        """The row of a question that is no connection, and the decoder of its whole value."""
        c, file = self._c, asked.file
        if question.shape is Shape.SCALAR:
            return Built(self._rows.scalar(file.columns[0].type, asked.columns[file.columns[0].name])), None
        if question.shape is Shape.ONE or (question.shape is Shape.LIST and len(file.columns) == 1):
            column = file.columns[0]
            built = c.objects.object(group, column.type, asked.columns[column.name], asked.as_of)
            decode = built.decode
            return built, decoding.several(decode) if question.shape is Shape.LIST and decode else decode
        if question.shape is Shape.TABLE:
            row_parts: list[Built] = []
            parts = self._rows.table_parts(group, question, asked, row_parts)
            rows = row_parts[0] if row_parts else Built("null")
            total = asked.columns["total"]
            return Built(f"[{total}, {rows.expression}]", None, rows.calls, rows.costs), decoding.table(
                parts, question.rows
            )
        built = self._rows.row_object(group, question, asked)
        if isinstance(question, MadeQuestion):
            return self._made(group, question, asked, built)
        return built, decoding.several(built.decode) if question.shape is Shape.LIST and built.decode else built.decode

    def _made(self, group: Group, question: MadeQuestion, asked: Asked, built: Built) -> tuple[Built, decoding.Decoder]:
        """Rows of which Python makes a part: what it is made of stands before each."""
        fields = self._c.vocabulary.composites[row_type_of(question)].fields
        types = {name: element(fields[name][0]) for name in question.made.columns}
        assert built.decode is not None, "a row is an object"
        filled = self._rows.filled(group, question)
        decode = made_rows.rows(question.made.make, built.decode, filled, types, self._c.noting.ids)
        told = asked.columns[question.made.of]
        return Built(f"[{told}, {built.expression}]", None, built.calls, built.costs), decode

    def _wanted(self, group: Group, question: Question) -> set[str]:
        """The columns that are selected, so that the file need not compute the others."""
        levels = {Shape.CONNECTION: "edges", Shape.TABLE: question.rows}
        within = levels.get(question.shape)
        if question.shape is Shape.CONNECTION and question.row_type is not None:
            rows = [*self._below([group], "nodes"), *self._below(self._below([group], "edges"), "node")]
        else:
            rows = [group] if within is None else self._below([group], within)
        names = {nodes[0].name.value for nodes in self._below(rows)}
        for nested in self._c.vocabulary.questions_on.get(row_type_of(question), {}).values():
            if nested.field in names:
                names |= {camel(column) for _, column in nested.binds}
        if question.shape is Shape.TABLE and any(self._below([group], name) for name in ("total", "truncated")):
            names.add("total")
        columns = self._c.words.files[question.path].columns
        return {column.name for column in columns if camel(column.name) in names}

    def _below(self, groups: Iterable[Group], name: str | None = None) -> list[Group]:
        """The fields (of this name) that are selected below others."""
        found = [nodes for group in groups for nodes in self._c.selections.of(group, lambda _: True).values()]
        return [nodes for nodes in found if name is None or nodes[0].name.value == name]

    # --- connections -------------------------------------------------------------------------------------------

    def _connection(
        self, group: Group, question: Question, asked: Asked, given: dict[str, Any], visible: bool
    ) -> Built:
        c, file = self._c, asked.file
        rows = question.row_type is not None  # of an object made of the columns, not of nodes
        node = next(x for x in file.columns if rows or c.vocabulary.is_record(x.type))
        keys = self._keys(asked)
        paging = page(given, question.page)
        conditions, uses = [], c.noting.uses
        if visible:
            c.noting.needed(question.finds_by)
        if given.get("filter"):
            if not visible:
                c.rules.require(("",), question.field)
            conditions = c.filters.predicate(given["filter"], node.type, asked.columns[node.name], asked.as_of, 1)
        paged = file.input("after") is not None and not conditions
        size = c.statement.page_size(paging.size, question.page_limit)
        if file.input("first"):
            asked.bound["first"] = c.statement.parameter(size.map(lambda n: n + 1)) if paged else str(_ALL)
        if file.input("after"):
            asked.bound["after"] = self._after(paging, keys) if paged else "null"
        beside = [x for x in file.columns if x is not node and not x.name.startswith("key")]
        title = f"{question.on or ''}{pascal(question.field)}" if beside else node.type
        title = question.row_type or title
        types = {camel(x.name): x for x in file.columns}
        source = Source(
            importing=asked.importing,
            match=asked.match,
            conditions=conditions,
            carried=list(asked.columns.values()),
            node=asked.columns[node.name],
            noun=node.type,
            visible=visible,
            count=self._counting(question, asked, conditions),
            paged=paged,
            anchored=True,
            size=size,
            row=(lambda nodes: self._rows.row_object(nodes, question, asked)) if rows else None,
            tells=c.noting.uses > uses or (question.noted and question.on is None),
            beside=tuple(asked.columns[x.name] for x in beside if rows and c.vocabulary.is_record(x.type)),
        )

        def link(name: str, nodes: Group) -> Built:
            found = types[name]
            return self._rows.column(nodes, found.type, asked.columns[found.name], asked.as_of, question)

        return c.connections.connection(group, title, source, paging, keys, link, asked.as_of)

    def _counting(self, question: Question, asked: Asked, conditions: list[str]) -> Callable[[str], str]:
        """A subquery that counts: the file that does so beside the one that lists, else the rows themselves."""
        counting = self._c.words.files.get(f"{question.path}_count")
        importing = asked.importing
        if counting is not None and not conditions:
            text = f"CALL ({importing}) {{\n{filled(counting.body, asked.bound)}\n}}\nRETURN total AS "
            return lambda name: f"CALL ({importing}) {{\n{text}{name}\n}}"
        # Counted are all rows, not those of a page.
        bound = {**asked.bound, "first": str(_ALL), "after": "null"}
        match = replace(asked, bound=bound).match
        where = f"\nWHERE {' AND '.join(conditions)}" if conditions else ""
        kept = next(iter(asked.columns.values()))
        head = f"CALL ({importing}) {{\n{match}{where}\nWITH {kept} LIMIT {_ALL}\nRETURN count(*) AS "
        return lambda name: f"{head}{name}\n}}"

    def _after(self, paging: Page, keys: list[SortKey]) -> str:
        if paging.after is None:
            return "null"
        sample = paging.after.sample
        if sample.tag != tag(keys) or len(sample.values) != len(keys):
            raise foreign_cursor()
        leaf = paging.after.map(lambda cursor: [k.value(v) for k, v in zip(keys, cursor.values, strict=True)])
        return self._c.statement.parameter(leaf)

    def _keys(self, asked: Asked) -> list[SortKey]:
        c = self._c
        types = {column.name: column.type for column in asked.file.columns}
        keys = []
        for one in asked.file.order:
            variable, type_name = asked.columns[one.column], types[one.column]
            if one.property is None:
                keys.append(SortKey(variable, one.column, one.descending, True, False, TEMPORAL.get(type_name)))
                continue
            noun = c.vocabulary.concrete(type_name)[0]
            prop = c.vocabulary.property_of(noun, one.property)
            temporal = TEMPORAL.get(prop.kind.name) if prop else None
            text = f"{variable}.{one.property}"
            if prop is not None and f"{noun}.{prop.name}" not in c.rules.shown:
                text = "null"
            nullable = prop is None or not prop.required or text == "null"
            keys.append(SortKey(text, f"{one.column}.{one.property}", one.descending, nullable, False, temporal))
        return keys


def _known(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Changes a value that is there."""
    return lambda value: None if value is None else change(value)


def _short(text: Any) -> Any:
    if isinstance(text, str) and len(text) > 500:
        raise BadUserInput("A text may have at most 500 characters here.")
    return text


def _within(one: Input, number: Any) -> Any:
    """A number as the header bounds it."""
    check_bounds(one, number, camel(one.name))
    return number


def _natural(number: Any) -> Any:
    if number < 0:
        raise BadUserInput(f"A number of zero or more is wanted here, not {number}.")
    return number
