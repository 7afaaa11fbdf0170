"""Payloads of mutations: the record written, and whatever else is read after it, compiled like any read.

The statement runs in the transaction of the write, with the ids of the records in place of a look-up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphcrm.compile import decoding
from graphcrm.compile.decoding import Decoder
from graphcrm.compile.mutations import Mutation, singular
from graphcrm.compile.objects import Group, Parts
from graphcrm.compile.statement import Built, Cost
from graphcrm.compile.values import Leaf

if TYPE_CHECKING:  # the parts of a compilation refer to each other; `compilation` joins them
    from graphcrm.compile.compilation import Compilation
    from graphcrm.compile.planner import Plan

IDS = "\x00ids"  # no variable of a document is called so
TIES = "\x00ties"  # rows [id, id, strength before, after]
RELATIONSHIPS = "relationships"


@dataclass(frozen=True, slots=True)
class Payload:
    """What is selected of a payload: a plan for what comes from the graph, by response key, and the rest, which the
    caller knows: (response key, field, what is selected below it as (key, field)). `order` are all response keys."""

    plan: Plan
    plain: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    order: tuple[str, ...]
    type_name: str


class Payloads:
    """Compiles the fields of payloads."""

    def __init__(self, compilation: Compilation) -> None:
        self._c = compilation

    def parts(
        self, group: Group, mutation: Mutation
    ) -> tuple[dict[str, Built], list[tuple[str, str, tuple[tuple[str, str], ...]]]]:
        """What comes from the graph by response key, and what does not."""
        graph: dict[str, Built] = {}
        plain: list[tuple[str, str, tuple[tuple[str, str], ...]]] = []
        for key, nodes in self._c.selections.of(group, lambda _: True).items():
            name = nodes[0].name.value
            if name == singular(mutation.noun) and not mutation.many:
                graph[key] = self._one(nodes, mutation.noun.name)
            elif name == mutation.noun.plural and mutation.many:
                graph[key] = self._several(nodes, mutation.noun.name)
            elif name == RELATIONSHIPS and mutation.tells_ties:
                graph[key] = self._relationships(nodes)
            elif name == "query":
                graph[key] = self._query(nodes)
            else:
                below = self._c.selections.of(nodes, lambda _: True).items()
                plain.append((key, name, tuple((k, n[0].name.value) for k, n in below)))
        return graph, plain

    def _one(self, group: Group, noun: str) -> Built:
        c = self._c
        at = c.statement.variable("n")
        identifier = c.statement.parameter(Leaf(None, lambda variables: next(iter(variables[IDS]), None)))
        return c.roots.one(group, noun, c.roots.by_id(noun, at, identifier), at)

    def _several(self, group: Group, noun: str) -> Built:
        c = self._c
        at, result = c.statement.variable("n"), c.statement.variable("c")
        ids = c.statement.parameter(Leaf(None, lambda variables: variables[IDS]))
        one = c.objects.object(group, noun, at, "$today")
        inner = "".join(f"{call}\n" for call in one.calls)
        text = (
            f"CALL () {{\nUNWIND {ids} AS wanted\n{c.roots.by_id(noun, at, 'wanted')}\n{inner}"
            f"RETURN collect([{at}.id, {one.expression}]) AS {result}\n}}"
        )
        listed = decoding.by_id([one.decode or (lambda value: value)])
        size = Leaf(None, lambda variables: len(variables[IDS]))
        return Built(f"[{ids}, {result}]", _there(listed), [text], [Cost(size, one.costs)])

    def _relationships(self, group: Group) -> Built:
        """The ties that became others: two people each, with the strengths before and after."""
        c = self._c
        rows = c.statement.parameter(Leaf(None, lambda variables: variables.get(TIES, [])))
        ends = [c.statement.variable("n"), c.statement.variable("n")]
        parts, result = Parts(), c.statement.variable("c")
        for key, nodes in c.selections.of(group, lambda _: True).items():
            name = nodes[0].name.value
            if name == "people":
                both = [c.objects.object(nodes, "Person", at, "$today") for at in ends]
                listed = decoding.several(both[0].decode) if both[0].decode else None
                calls, costs = ([one for b in both for one in getattr(b, kind)] for kind in ("calls", "costs"))
                parts.add(key, Built(f"[{', '.join(one.expression for one in both)}]", listed, calls, costs))
            else:
                columns = {"strengthBefore": "row[2]", "strengthAfter": "row[3]"}
                parts.add(key, Built(columns.get(name, "'RelationshipChange'")))
        matched = "\n".join(c.roots.by_id("Person", at, f"row[{i}]") for i, at in enumerate(ends))
        inner = "".join(f"{call}\n" for call in parts.calls)
        text = (
            f"CALL () {{\nUNWIND range(0, size({rows}) - 1) AS i\nWITH {rows}[i] AS row, i\n{matched}\n{inner}"
            f"WITH * ORDER BY i\nRETURN collect({parts.expression}) AS {result}\n}}"
        )
        return Built(result, decoding.several(parts.decode), [text], [Cost(Leaf(10), parts.costs)])

    def _query(self, group: Group) -> Built:
        """The root fields below `query`, as one object."""
        c, built = self._c, Built("", None)
        items, decoders, keys = [], [], []
        for key, nodes in c.selections.of(group, {"Query"}.__contains__).items():
            keys.append(key)
            if nodes[0].name.value == "__typename":
                items.append("'Query'")
                continue
            root = c.roots.root(nodes)
            items.append(root.expression)
            if root.decode is not None:
                decoders.append((key, root.decode))
            built.calls += root.calls
            built.costs += root.costs
        built.expression = f"[{', '.join(items)}]"
        built.decode = decoding.row(keys, decoders)
        return built


def _there(listed: Decoder) -> Decoder:
    return lambda value: [one for one in listed(value) if one is not None]
