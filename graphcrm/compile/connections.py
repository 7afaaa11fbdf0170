"""Connections: paged lists, whether of the root, of a way or of a question.

The page is cut before the rows' own lists are expanded; one row more than asked for tells whether there is more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphcrm.compile import decoding
from graphcrm.compile.decoding import COUNT_CAP, ConnectionForm
from graphcrm.compile.objects import Group, Parts
from graphcrm.compile.ordering import Page, SortKey, beyond, index_predicates, order_by, tag
from graphcrm.compile.statement import Built, Cost
from graphcrm.compile.values import Leaf

if TYPE_CHECKING:  # the parts of a compilation refer to each other; `compilation` joins them
    from graphcrm.compile.compilation import Compilation

LinkField = Callable[[str, Group], Built]


@dataclass(slots=True)
class Source:
    """Where the rows of a connection come from. `match` begins the subquery, `conditions` follow as WHERE; `carried`
    are the variables it keeps; `degree` is the pattern whose bare count is the total where there are no conditions;
    `count` makes a subquery that gives the total under a name, where a question counts: its text may aggregate, which
    an expression inside collect() may not. `paged`: the match cuts the page itself. `in_use`: the one condition is that
    the rows are not archived, which the count need not look at row by row. `row`: what compiles a row in its own way,
    as where it is no node but an object made of the variables carried; then `noun` is the name of its type. `tells`:
    that a row is there tells a fact of it which the trail has to know of, and of the records `beside` it in the row."""

    importing: str
    match: str
    conditions: list[str]
    carried: list[str]
    node: str
    noun: str
    degree: str | None = None
    visible: bool = True
    count: Callable[[str], str] | None = None
    paged: bool = False
    in_use: bool = False
    anchored: bool = False
    size: Leaf | None = None
    page_limit: int | None = None
    row: Callable[[Group], Built] | None = None
    tells: bool = False
    beside: tuple[str, ...] = ()


@dataclass(slots=True)
class _Selected:
    """What of a connection is selected."""

    nodes: list[tuple[str, Group]] = field(default_factory=list)
    edges: list[tuple[str, Group]] = field(default_factory=list)
    infos: list[tuple[str, Group]] = field(default_factory=list)
    totals: list[tuple[str, str]] = field(default_factory=list)
    constants: list[tuple[str, str]] = field(default_factory=list)
    order: list[str] = field(default_factory=list)


class Connections:
    """Compiles connections."""

    def __init__(self, compilation: Compilation) -> None:
        self._c = compilation

    def connection(
        self,
        group: Group,
        title: str,
        source: Source,
        asked: Page,
        keys: list[SortKey],
        link: LinkField,
        as_of: str,
    ) -> Built:
        """A connection of type `<title>Connection`. `link` compiles the edge's own fields."""
        selected = self._selected(group, title)
        total, counting = "null", []
        if selected.totals and source.visible and source.count is not None:
            total = self._c.statement.variable("c")
            counting = [source.count(total)]
        elif selected.totals:
            total = self._total(source)
        size = source.size or self._c.statement.page_size(asked.size, source.page_limit)
        if not source.visible or not (selected.nodes or selected.edges or selected.infos):
            form = self._form(selected, keys, asked, [], [])
            count = total if source.visible else "0"
            return Built(f"[[], 1, {count}]", decoding.connection(form), counting, [Cost(size)])
        nodes, edges, parts = self._rows(selected, title, source, link, as_of)
        form = self._form(selected, keys, asked, nodes, edges)
        limit = self._c.statement.parameter(size.map(lambda n: n + 1))
        cursor = [key.shown for key in keys] if self._needs_cursor(selected) else []
        result, ids = self._c.statement.variable("c"), self._c.statement.variable("i") if source.tells else None
        text = self._text(source, asked, keys, limit, parts, [*parts.items, *cursor], result, ids)
        expression, costs = f"[{result}, {limit}, {total}]", [Cost(size, parts.costs)]
        built = Built(expression, decoding.connection(form), [*counting, text], costs)
        # One row more than the page was fetched.
        if ids is None:
            return built
        shown = f"{ids}[..{limit} - 1]"
        return self._c.noting.rows(built, f"reduce(all = [], some IN {shown} | all + some)" if source.beside else shown)

    def _selected(self, group: Group, title: str) -> _Selected:
        selected = _Selected()
        for key, nodes in self._c.selections.of(group, lambda _: True).items():
            name = nodes[0].name.value
            selected.order.append(key)
            if name == "nodes":
                selected.nodes.append((key, nodes))
            elif name == "edges":
                selected.edges.append((key, nodes))
            elif name == "pageInfo":
                selected.infos.append((key, nodes))
            elif name == "__typename":
                selected.constants.append((key, f"{title}Connection"))
            else:
                selected.totals.append((key, name))
        return selected

    def _rows(
        self, selected: _Selected, title: str, source: Source, link: LinkField, as_of: str
    ) -> tuple[list[tuple[str, decoding.Decoder, int | None]], list[tuple[str, Group, int, Parts, list[str]]], Parts]:
        """The row of a page: flat where only `nodes` of one noun is selected, else a list for each selection."""
        c, whole = self._c, Parts()
        nodes: list[tuple[str, decoding.Decoder, int | None]] = []
        edges: list[tuple[str, Group, int, Parts, list[str]]] = []
        flat = len(selected.nodes) == 1 and not selected.edges and source.noun in c.vocabulary.nouns
        flat = flat and source.row is None
        for key, group in selected.nodes:
            if flat:
                parts = c.objects.parts(group, source.noun, source.node, as_of)
                nodes.append((key, parts.decode, None))
                return nodes, edges, parts
            built = self._object(group, source, as_of)
            nodes.append((key, built.decode or (lambda value: value), len(whole.items)))
            whole.add(key, built)
        for key, group in selected.edges:
            parts, cursors = self._edge(group, title, source, link, as_of)
            edges.append((key, group, len(whole.items), parts, cursors))
            whole.add(key, Built(parts.expression, None, parts.calls, parts.costs))
        return nodes, edges, whole

    def _object(self, group: Group, source: Source, as_of: str) -> Built:
        if source.row is not None:
            return source.row(group)
        return self._c.objects.object(group, source.noun, source.node, as_of)

    def _edge(self, group: Group, title: str, source: Source, link: LinkField, as_of: str) -> tuple[Parts, list[str]]:
        c, parts, cursors = self._c, Parts(), []
        for key, nodes in c.selections.of(group, lambda _: True).items():
            name = nodes[0].name.value
            if name == "node":
                parts.add(key, self._object(nodes, source, as_of))
            elif name == "cursor":
                parts.add(key, Built("null"))
                cursors.append(key)
            elif name == "__typename":
                parts.add(key, Built(f"'{title}Edge'"))
            else:
                parts.add(key, link(name, nodes))
        return parts, cursors

    def _form(self, selected: _Selected, keys: list[SortKey], asked: Page, nodes: list, edges: list) -> ConnectionForm:  # type: ignore[type-arg]
        infos = [
            (
                key,
                [(name, group[0].name.value) for name, group in self._c.selections.of(nodes_, lambda _: True).items()],
            )
            for key, nodes_ in selected.infos
        ]
        made = [(key, position, parts.keys, parts.decoders, cursors) for key, _, position, parts, cursors in edges]
        if not nodes and not edges:
            nodes = [(key, lambda value: value, None) for key, _ in selected.nodes]
            made = [(key, 0, [], [], []) for key, _ in selected.edges]
        return ConnectionForm(
            nodes,
            made,
            infos,
            selected.totals,
            list(selected.constants),
            selected.order,
            tag(keys),
            len(keys),
            asked.reverse,
            (asked.before if asked.reverse else asked.after) is not None,
        )

    def _needs_cursor(self, selected: _Selected) -> bool:
        wanted = {"cursor", "startCursor", "endCursor"}
        return any(
            node[0].name.value in wanted
            for _, group in (*selected.infos, *selected.edges)
            for node in self._c.selections.of(group, lambda _: True).values()
        )

    def _text(
        self,
        source: Source,
        asked: Page,
        keys: list[SortKey],
        limit: str,
        parts: Parts,
        items: list[str],
        result: str,
        ids: str | None,
    ) -> str:
        conditions = list(source.conditions)
        if not source.importing and not source.anchored and not source.paged:
            conditions += index_predicates(keys)
        if asked.after is not None and not source.paged:
            conditions.append(beyond(keys, asked.after, True, self._c.statement.parameter))
        if asked.before is not None:
            conditions.append(beyond(keys, asked.before, False, self._c.statement.parameter))
        where = f"\nWHERE {' AND '.join(conditions)}" if conditions else ""
        order = order_by(keys, asked.reverse)
        lines = [f"CALL ({source.importing}) {{\n{source.match}{where}"]
        lines.append(f"WITH {', '.join(source.carried)} {order} LIMIT {limit}")
        if parts.calls:
            # A subquery is not promised to keep the order of its rows; where it does, this costs nothing.
            lines += [*parts.calls, f"WITH * {order}"]
        told = f"{source.node}.id"
        if source.beside:
            told = "[" + ", ".join(f"{one}.id" for one in (source.node, *source.beside)) + "]"
        also = "" if ids is None else f", collect({told}) AS {ids}"
        lines.append(f"RETURN collect([{', '.join(items)}]) AS {result}{also}\n}}")
        return "\n".join(lines)

    def _total(self, source: Source) -> str:
        if not source.conditions and source.degree is not None:
            return f"COUNT {{ {source.degree} }}"
        if source.in_use and source.degree is not None:
            archived = f"MATCH (x:{source.noun}) WHERE x.archived_at IS NOT NULL AND x.id IS NOT NULL"
            return f"COUNT {{ {source.degree} }} - COUNT {{ {archived} }}"
        where = f" WHERE {' AND '.join(source.conditions)}" if source.conditions else ""
        return f"COUNT {{ {source.match}{where} RETURN {source.node} AS counted LIMIT {COUNT_CAP + 1} }}"
