"""Ways: fields that follow an edge from a node."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphcrm.access.sensitivity import Act
from graphcrm.compile import decoding, sharing, values
from graphcrm.compile.connections import Source
from graphcrm.compile.custom_fields import FIELD
from graphcrm.compile.declarations import Key, Property, Shape, pascal
from graphcrm.compile.noting import WATCHED
from graphcrm.compile.objects import Group, Parts
from graphcrm.compile.ordering import TEMPORAL, SortKey, order_by, page
from graphcrm.compile.rules import AS_OF, HERE
from graphcrm.compile.statement import ONE, Built, Cost
from graphcrm.compile.values import NULL, Leaf
from graphcrm.compile.vocabulary import WayOf

if TYPE_CHECKING:  # the parts of a compilation refer to each other; `compilation` joins them
    from graphcrm.compile.compilation import Compilation

_HIDDEN = {Shape.ONE: "null", Shape.LIST: "[]", Shape.EDGES: "[]", Shape.INLINE: "[]"}


class Ways:
    """Compiles the fields of a node that lead along an edge."""

    def __init__(self, compilation: Compilation) -> None:
        self._c = compilation

    def way(self, group: Group, noun: str, way: WayOf, at: str, as_of: str, current: Leaf | None = None) -> Built:
        """A way from the node `at`. `current` overrules the argument of that name."""
        c = self._c
        given = {} if current else values.arguments(group[0], c.declared(noun, way.way.name), c.variables)
        leaf = given.get("asOf", NULL)
        if leaf is not NULL and leaf.sample is not None:
            as_of = c.statement.parameter(leaf)
        edge, node = c.statement.variable("r"), c.statement.variable("n")
        conditions = c.filters.way_conditions(way, edge, node, as_of, current or given.get("current"))
        start, end = ("-", "->") if way.outgoing else ("<-", "-")
        match = f"MATCH ({at}){start}[{edge}:{way.edge.type}]{end}({node})"
        if way.way.shape is Shape.CONNECTION:
            return self._connection(group, noun, way, at, as_of, given, (match, edge, node, conditions))
        if not c.rules.sees_edge(way.edge):
            return Built(_HIDDEN[way.way.shape])
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        one = self._row(group, way, at, edge, node, as_of)
        one = c.noting.end(one, way.edge, node)
        result = c.statement.variable("c")
        inner = "".join(f"{call}\n" for call in one.calls)
        if way.way.shape is Shape.ONE:
            text = (
                f"CALL ({at}) {{\n{match}{where}\nWITH {node} LIMIT 1\n"
                f"{inner}RETURN collect({one.expression})[0] AS {result}\n}}"
            )
            return c.noting.way(Built(result, one.decode, [text], [Cost(ONE, one.costs)]), way.edge, at)
        order = order_by(self.keys(way, edge, node, as_of), reverse=False)
        text = (
            f"CALL ({at}) {{\n{match}{where}\nWITH {edge}, {node} {order} LIMIT {way.way.limit}\n"
            f"{inner}RETURN collect({one.expression}) AS {result}\n}}"
        )
        decode = decoding.several(one.decode) if one.decode else None
        built = Built(result, decode, [text], [Cost(Leaf(way.way.counts_as), one.costs)])
        return c.noting.way(built, way.edge, at)

    def _row(self, group: Group, way: WayOf, at: str, edge: str, node: str, as_of: str) -> Built:
        """One row of a list: the node, or the link's own fields with the node under its name or among them."""
        c = self._c
        if way.way.shape in (Shape.ONE, Shape.LIST):
            return c.objects.object(group, way.target, node, as_of)
        parts = Parts()
        links = self.links(way)
        type_name = way.way.type_name or pascal(way.way.name)
        for key, nodes in c.selections.of(group, lambda _: True).items():
            name = nodes[0].name.value
            if name == "__typename":
                parts.add(key, Built(f"'{type_name}'"))
            elif name == FIELD:
                parts.add(key, c.custom.values(nodes, way.edge.type, edge))
            elif name in links:
                parts.add(key, c.objects.property(nodes, way.edge.type, links[name], edge, as_of))
            elif way.way.shape is Shape.INLINE:
                prop = c.vocabulary.properties[way.target].get(name)
                if prop is not None:
                    parts.add(key, c.objects.property(nodes, way.target, prop, node, as_of, whose=f"{at}.id"))
                else:
                    parts.add(key, self.way(nodes, way.target, c.vocabulary.ways[way.target][name], node, as_of))
            else:
                built = c.objects.object(nodes, way.target, node, as_of)
                built.costs = [Cost(ONE, built.costs)]
                parts.add(key, built)
        return Built(parts.expression, parts.decode, parts.calls, parts.costs)

    def links(self, way: WayOf) -> dict[str, Property]:
        """The link's own properties by GraphQL name."""
        return self._c.words.links[way.edge.type]

    def _connection(
        self,
        group: Group,
        noun: str,
        way: WayOf,
        at: str,
        as_of: str,
        given: dict[str, Any],
        matched: tuple[str, str, str, list[str]],
    ) -> Built:
        c = self._c
        match, edge, node, conditions = matched
        links = self.links(way)
        keys, uses = self.keys(way, edge, node, as_of), c.noting.uses
        if given.get("orderBy"):
            c.rules.require((way.edge.type,), way.way.name, Act.SORT)
            given_keys = c.orders.given(given["orderBy"], way.target, node, as_of, (way.edge.type, links, edge))
            keys = [*given_keys, *self._last(way, edge, node)]
        if given.get("filter"):
            c.rules.require((way.edge.type,), way.way.name)
            conditions = [*conditions, *c.filters.predicate(given["filter"], way.target, node, as_of, 1)]
        arrow = f"-[:{way.edge.type}]->" if way.outgoing else f"<-[:{way.edge.type}]-"

        def row(nodes: Group) -> Built:
            return c.noting.end(c.objects.object(nodes, way.target, node, as_of), way.edge, node)

        source = Source(
            importing=at,
            match=match,
            conditions=conditions,
            carried=[edge, node],
            node=node,
            noun=way.target,
            degree=f"({at}){arrow}()",
            visible=c.rules.sees_edge(way.edge),
            row=row if way.edge.sensitivity in WATCHED else None,
            tells=c.noting.uses > uses,
        )

        def link(name: str, nodes: Group) -> Built:
            if name == FIELD:
                return c.custom.values(nodes, way.edge.type, edge)
            return c.objects.property(nodes, way.edge.type, links[name], edge, as_of)

        title = way.target if not way.edge.properties else f"{noun}{pascal(way.way.name)}"
        built = c.connections.connection(group, title, source, page(given, 20), keys, link, as_of)
        return c.noting.way(built, way.edge, at) if source.visible else built

    def keys(self, way: WayOf, edge: str, node: str, as_of: str) -> list[SortKey]:
        """The default order of a way: declared keys the viewer sees, what else tells two links apart, the id."""
        c, found = self._c, []
        for key in way.way.order:
            sort_key = self._key(key, way, edge, node, as_of)
            if sort_key is not None:
                found.append(sort_key)
        named = {key.name for key in found}
        for name in (*way.edge.identity, *(("started_on",) if way.edge.dated else ())):
            prop = next(p for p in way.edge.properties if p.name == name)
            if name not in named and f"{way.edge.type}.{name}" in c.rules.shown:
                found.append(c.orders.key(way.edge.type, prop, edge, as_of))
        return [*found, *self._last(way, edge, node)]

    def _last(self, way: WayOf, edge: str, node: str) -> list[SortKey]:
        """What ends every order: the id, and for who may not see two links whole what still tells them apart."""
        apart = [SortKey(f"{edge}.{sharing.APART}", "apart")] if self._c.rules.whole(way.edge, edge) else []
        return [SortKey(f"{node}.id", "id", nullable=False), *apart]

    def _key(self, key: Key, way: WayOf, edge: str, node: str, as_of: str) -> SortKey | None:
        c = self._c
        if key.on == "edge":
            prop = next(p for p in way.edge.properties if p.name == key.property)
            if f"{way.edge.type}.{prop.name}" not in c.rules.shown:
                return None
            if key.expression is not None:
                text = c.rules.computed(key.expression, way.edge.type).replace(HERE, edge).replace(AS_OF, as_of)
                temporal = TEMPORAL.get(prop.kind.name)
                nullable = bool(c.rules.told(way.edge.type, prop.name, edge))
                return SortKey(text, key.property, key.descending, nullable=nullable, temporal=temporal)
            return c.orders.key(way.edge.type, prop, edge, as_of, descending=key.descending)
        for noun in c.vocabulary.concrete(way.target):
            found = c.vocabulary.property_of(noun, key.property)
            if found is None or f"{noun}.{found.name}" not in c.rules.shown:
                return None
        assert found is not None, "a way leads to nouns"
        temporal = TEMPORAL.get(found.kind.name)
        nullable = not found.required
        return SortKey(f"{node}.{key.property}", key.property, key.descending, nullable=nullable, temporal=temporal)
