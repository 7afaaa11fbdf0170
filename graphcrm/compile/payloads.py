"""Payloads of mutations: the record written, and whatever else is read after it, compiled like any read.

The statement runs in the transaction of the write, with the ids of the records in place of a look-up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphcrm.compile import decoding, values
from graphcrm.compile.declarations import pascal
from graphcrm.compile.decoding import Decoder
from graphcrm.compile.made_rows import MadeQuestion, Make
from graphcrm.compile.mutations import Mutation, singular
from graphcrm.compile.objects import Group, Parts
from graphcrm.compile.statement import Built, Cost
from graphcrm.compile.values import Leaf

if TYPE_CHECKING:  # the parts of a compilation refer to each other; `compilation` joins them
    from graphcrm.compile.compilation import Compilation
    from graphcrm.compile.planner import Plan

IDS = "\x00ids"  # no variable of a document is called so
TIES = "\x00ties"  # rows [id, id, strength before, after]
GIVEN = "\x00given"  # the input, as coerced
RELATIONSHIPS = "relationships"
POSSIBLE = "possibleDuplicates"
# What is compared of a new record: the argument of the question, and a value of its type.
_ENTERED: Mapping[str, Any] = {
    **dict.fromkeys(("name", "firstName", "lastName", "domain", "city", "country"), "x"),
    **{name: ["x"] for name in ("emails", "phones")},
}


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
            elif name == POSSIBLE and mutation.tells_duplicates:
                graph[key] = self._possible(nodes, mutation)
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

    def _possible(self, group: Group, mutation: Mutation) -> Built:
        """Who or what may be there already that was made, the likeliest first."""
        c, noun = self._c, mutation.noun.name
        question = c.vocabulary.questions_on[None][POSSIBLE]
        assert isinstance(question, MadeQuestion)
        edges = {
            key: dict(c.selections.of(nodes, lambda _: True)) if nodes[0].name.value == "edges" else None
            for key, nodes in c.selections.of(group, lambda _: True).items()
        }
        asked = c.questions.entered(question, {"noun": Leaf(noun.upper()), **{n: _given(n) for n in _ENTERED}})
        if asked is None:
            return Built("[0, []]", _edges(lambda _: [], lambda value: value, edges, {}, noun))
        record, told = (asked.columns[name] for name in ("record", question.made.of))
        parts, made = Parts(), dict[str, str]()
        for below in edges.values():
            for key, nodes in (below or {}).items():
                if nodes[0].name.value == "node":
                    parts.add(key, c.objects.object(nodes, noun, record, "$today"))
                else:
                    made[key] = nodes[0].name.value
        arguments = values.arguments(group[0], c.declared(f"{pascal(mutation.name)}Payload", POSSIBLE), c.variables)
        first, result = c.statement.parameter(arguments["first"]), c.statement.variable("c")
        own = c.statement.parameter(Leaf(None, lambda variables: next(iter(variables[IDS]), None)))
        inner = "".join(f"{call}\n" for call in parts.calls)
        text = (
            f"CALL () {{\n{asked.match}\nWHERE {record}.id <> {own}\n{inner}"
            f"RETURN collect([{told}, {parts.expression}]) AS {result}\n}}"
        )
        decode = _edges(question.made.make, parts.decode, edges, made, noun)
        built = Built(f"[{first}, {result}]", decode, [text], [Cost(Leaf(5), parts.costs)])
        return c.noting.question(built, question, ())

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


def _given(name: str) -> Leaf:
    """A value of the input, null where it has none."""
    return Leaf(_ENTERED[name], lambda variables: variables.get(GIVEN, {}).get(name))


def _edges(
    make: Make, one: Decoder, edges: Mapping[str, Mapping[str, Any] | None], made: Mapping[str, str], noun: str
) -> Decoder:
    """`[how many, rows]`, each row what it is made of and its node, as edges; `edges` are what is selected below each
    key, None for the name of the type; `made` are the keys of an edge that are made, and what they stand for."""

    def decode(value: Any) -> Any:
        first, rows = value
        found = []
        for number, said in make([told for told, _ in rows])[:first]:
            node = one(rows[number][1])
            found.append({**node, **{key: said.get(name, f"{noun}PossibleDuplicate") for key, name in made.items()}})
        listed = {key: [{name: edge[name] for name in below or ()} for edge in found] for key, below in edges.items()}
        return {key: f"{noun}PossibleDuplicates" if below is None else listed[key] for key, below in edges.items()}

    return decode


def _there(listed: Decoder) -> Decoder:
    return lambda value: [one for one in listed(value) if one is not None]
