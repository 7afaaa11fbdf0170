"""Plans: what an operation becomes, kept by shape.

The cache key holds everything the text of a statement depends on: the document and operation, the lens of the viewer,
and the shape of the variables (their nulls, Booleans, enums, and the keys of input objects). Values never are in it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLSchema,
    OperationDefinitionNode,
    type_from_ast,
)

from graphcrm.access.rights import Lens
from graphcrm.access.sensitivity import Act
from graphcrm.access.viewers import Viewer
from graphcrm.compile import implied
from graphcrm.compile.compilation import Compilation, Words
from graphcrm.compile.custom_fields import CustomFields, FieldsWanted
from graphcrm.compile.decoding import TALLY, Decoder, Missing
from graphcrm.compile.implied import IMPLIED
from graphcrm.compile.mutation_types import payload_name
from graphcrm.compile.mutations import Mutation, mutations
from graphcrm.compile.noting import Noting
from graphcrm.compile.payloads import Payload
from graphcrm.compile.rules import Rules
from graphcrm.compile.schema import SchemaBuilder
from graphcrm.compile.selection import Fields
from graphcrm.compile.statement import Cost, Statement
from graphcrm.compile.values import Variables, shaper
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.errors import GraphcrmError
from graphcrm.graph.ciphers import Cipher, NoCipher
from graphcrm.graph.questions import QuestionFile
from graphcrm.measures.scoring import Scoring

_PLANS = 2048
_SCORING = Scoring().map
Path = tuple[str | int, ...]


class Document(Protocol):
    """A validated operation: `key` names its text and operation; it may carry what the planner keeps with it."""

    @property
    def key(self) -> str: ...
    @property
    def node(self) -> OperationDefinitionNode: ...
    @property
    def fragments(self) -> Mapping[str, FragmentDefinitionNode]: ...


class Plan:
    """An operation compiled for a lens and a shape of variables. `text` is the one statement, None where nothing is to
    be asked of the database; it returns one record with one column, a list with a value for each root field. `noted`
    are the facts it reads that the trail has to know of. `fields_version` is that of the custom fields it was made
    with, None where it speaks of none."""

    def __init__(
        self,
        text: str | None,
        fields: list[tuple[str, Decoder | None, int | None, Any]],
        costs: list[Cost],
        shown: tuple[str, ...],
        searched: tuple[str, ...],
        statement: Statement,
        noting: Noting,
        fields_version: str | None = None,
    ) -> None:
        self.text = text
        self.fields_version = fields_version
        self.noted = tuple(sorted(noting.facts))
        self._ids = noting.ids
        self._requires = sorted(statement.requires.items())
        self._readers = statement.readers
        self._fields = fields
        self._costs = costs
        self._implied = [name for name in IMPLIED if text and f"${name}" in text]
        self._shown = list(shown)
        self._searched = list(searched)

    @property
    def scores(self) -> bool:
        """Whether it needs to know how ties are scored."""
        return "scoring" in self._implied

    def values(self, variables: Variables) -> dict[str, Any]:
        """The parameters that come from the variables; BadUserInput where one is out of bounds."""
        return {name: read(variables) for name, read in self._readers}

    def parameters(
        self, variables: Variables, viewer: Viewer, moment: date, scoring: Mapping[str, Any] = _SCORING
    ) -> dict[str, Any]:
        """The parameters of the statement; BadUserInput where a value is out of bounds, Forbidden where the viewer has
        not the permissions it needs. `moment` and `scoring` as in `implied.values`."""
        self.check(viewer)
        found = self.values(variables)
        found.update(implied.values(self._implied, viewer, self._shown, self._searched, moment, scoring))
        return found

    def check(self, viewer: Viewer) -> None:
        """Forbidden where the viewer has not the permissions that the plan needs."""
        for permission, field in self._requires:
            viewer.require(permission, act=field)

    def cost(self, variables: Variables) -> int:
        """The most nodes the reply can hold: the product of the page sizes on each way down, added up."""
        return sum(cost.nodes(variables) for cost in self._costs)

    def decode(self, value: list[Any]) -> tuple[dict[str, Any], list[tuple[GraphcrmError, Path]]]:
        """The reply's data from the record's list, and the errors with their paths."""
        self._ids.clear()
        TALLY.missing = 0
        TALLY.count = len(self._fields)  # what stands alone counts once, what stands in lists each time
        data: dict[str, Any] = {}
        for key, change, position, constant in self._fields:
            if position is None:
                data[key] = constant
            else:
                data[key] = value[position] if change is None else change(value[position])
        errors: list[tuple[GraphcrmError, Path]] = []
        if TALLY.missing:
            data = _without_missing(data, (), errors)
        return data, errors

    def rows(self) -> int:
        """How many records the reply decoded last shows: to be asked for right after it."""
        return TALLY.take()

    def records(self) -> list[str]:
        """The ids of the records whose noted facts the reply decoded last tells: to be asked for right after it."""
        return list(dict.fromkeys(i for i in self._ids if i is not None))


class Planner:
    """Makes plans and keeps them. `cipher` deciphers what they read."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        files: Mapping[str, QuestionFile],
        *,
        page_limit: int = 100,
        cipher: Cipher | None = None,
    ) -> None:
        self.schema: GraphQLSchema = SchemaBuilder(vocabulary, files).build()
        self.vocabulary = vocabulary
        self.cipher = cipher or NoCipher()
        self._words = Words(vocabulary, files, self.schema, self.cipher)
        self._page_limit = page_limit
        self._rules: dict[Lens, Rules] = {}
        self._plans: OrderedDict[Any, Plan] = OrderedDict()
        self._payloads: OrderedDict[Any, Payload] = OrderedDict()
        self.mutations = mutations(vocabulary)
        self._shapers: dict[str, list[tuple[str, Callable[[Any], Any]]]] = {}

    def rules(self, lens: Lens) -> Rules:
        if lens not in self._rules:
            self._rules[lens] = Rules(self.vocabulary, lens)
        return self._rules[lens]

    def plan(
        self, document: Document, variables: Mapping[str, Any], lens: Lens, fields: CustomFields | None = None
    ) -> Plan:
        """The plan for this document, shape of variables and lens. `variables` are coerced. Raises what the viewer
        did wrong (BadUserInput), and FieldsWanted where it speaks of custom fields and `fields` were not given."""
        key = (document.key, lens, self._shape(document, variables))
        plan = self._plans.get(key)
        if plan is None or not _holds(plan, fields):
            plan = self._plans[key] = self.make(document, variables, lens, fields)
            if len(self._plans) > _PLANS:
                self._plans.popitem(last=False)
        else:
            self._plans.move_to_end(key)
        return plan

    def payload(
        self,
        document: Document,
        variables: Mapping[str, Any],
        lens: Lens,
        field: tuple[str, list[FieldNode]],
        mutation: Mutation,
        fields: CustomFields | None = None,
    ) -> Payload:
        """The plan of a mutation's payload; `field` is its response key with the nodes merged under it. FieldsWanted as
        in `plan`."""
        name, group = field
        key = (document.key, name, lens, self._shape(document, variables))
        found = self._payloads.get(key)
        if found is None or not _holds(found.plan, fields):
            found = self._payloads[key] = self._make_payload(document, variables, lens, group, mutation, fields)
            if len(self._payloads) > _PLANS:
                self._payloads.popitem(last=False)
        return found

    def _make_payload(
        self,
        document: Document,
        variables: Mapping[str, Any],
        lens: Lens,
        group: list[FieldNode],
        mutation: Mutation,
        known: CustomFields | None,
    ) -> Payload:
        rules = self.rules(lens)
        compilation = Compilation(self._words, rules, document.fragments, variables, self._page_limit, known)
        graph, plain = compilation.payloads.parts(group, mutation)
        fields: list[tuple[str, Decoder | None, int | None, Any]] = [
            (key, built.decode, position, None) for position, (key, built) in enumerate(graph.items())
        ]
        calls = [call for built in graph.values() for call in built.calls]
        text = "\n".join([*calls, f"RETURN [{', '.join(b.expression for b in graph.values())}] AS data"])
        plan = Plan(
            text if graph else None,
            fields,
            [cost for built in graph.values() for cost in built.costs],
            tuple(sorted(compilation.shown)),
            tuple(sorted(rules.usable(Act.SEARCH))),
            compilation.statement,
            compilation.noting,
            compilation.fields_version,
        )
        order = tuple(compilation.selections.of(group, lambda _: True))
        return Payload(plan, tuple(plain), order, payload_name(mutation))

    def _shape(self, document: Document, variables: Mapping[str, Any]) -> Any:
        shapers = self._shapers.get(document.key)
        if shapers is None:
            shapers = []
            for definition in document.node.variable_definitions or ():
                type_ = type_from_ast(self.schema, definition.type)
                shapers.append((definition.variable.name.value, shaper(type_)))
            if len(self._shapers) > _PLANS:
                self._shapers.clear()
            self._shapers[document.key] = shapers
        if not shapers:
            return None
        return tuple([shape(variables[name]) if name in variables else _ABSENT for name, shape in shapers])

    def make(
        self, document: Document, variables: Mapping[str, Any], lens: Lens, known: CustomFields | None = None
    ) -> Plan:
        """A plan, made anew."""
        rules = self.rules(lens)
        compilation = Compilation(self._words, rules, document.fragments, variables, self._page_limit, known)
        roots: Fields = {}
        compilation.selections.into(roots, document.node.selection_set, {"Query"}.__contains__)
        calls: list[str] = []
        expressions: list[str] = []
        fields: list[tuple[str, Decoder | None, int | None, Any]] = []
        costs: list[Cost] = []
        for key, group in roots.items():
            name = group[0].name.value
            if name.startswith("__"):
                fields.append((key, None, None, "Query" if name == "__typename" else None))
                continue
            built = compilation.roots.root(group)
            calls.extend(built.calls)
            fields.append((key, built.decode, len(expressions), None))
            expressions.append(built.expression)
            costs.extend(built.costs)
        lines = [*calls, f"RETURN [{', '.join(expressions)}] AS data"]
        text = "\n".join(lines) if any(expression != "null" for expression in expressions) else None
        if text is None:  # nothing of the graph is asked for: every value is a constant null
            fields = [(key, None, None, constant) for key, _, _, constant in fields]
        shown = tuple(sorted(compilation.shown))
        searched = tuple(sorted(compilation.rules.usable(Act.SEARCH)))
        version = compilation.fields_version
        return Plan(text, fields, costs, shown, searched, compilation.statement, compilation.noting, version)


_ABSENT = "\x00absent"


def _holds(plan: Plan, fields: CustomFields | None) -> bool:
    """Whether a plan made earlier fits the custom fields of now."""
    if plan.fields_version is not None and fields is None:
        raise FieldsWanted
    return plan.fields_version is None or fields is None or plan.fields_version == fields.version


def _without_missing(value: Any, path: Path, errors: list[tuple[GraphcrmError, Path]]) -> Any:
    if isinstance(value, Missing):
        errors.append((value.error, path))
        return None
    if isinstance(value, dict):
        return {key: _without_missing(inner, (*path, key), errors) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_missing(inner, (*path, index), errors) for index, inner in enumerate(value)]
    return value
