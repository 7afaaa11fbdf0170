"""The GraphQL schema, derived from the vocabulary and the headers of the question files.

Output types stand here; filters and orders in `inputs`. No field has a resolver: the compiler answers them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLField,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    GraphQLString,
)

from graphcrm.compile import custom_types
from graphcrm.compile.custom_fields import FIELD, definitions
from graphcrm.compile.declarations import (
    Abstract,
    Noun,
    Property,
    Question,
    Shape,
    camel,
    pascal,
    takes_fields,
)
from graphcrm.compile.inputs import Inputs
from graphcrm.compile.mutation_types import MutationTypes
from graphcrm.compile.mutations import mutations
from graphcrm.compile.pasts import PAST, PAST_SENTENCE
from graphcrm.compile.scalars import CURSOR, DATE, DATE_TIME, DECIMAL, JSON
from graphcrm.compile.subscription_types import CHANGE_KIND, JOB_STATE, subscription
from graphcrm.compile.vocabulary import Vocabulary, WayOf
from graphcrm.graph.questions import QuestionFile

_OUTPUT: dict[str, GraphQLOutputType] = {
    "String": GraphQLString,
    "Int": GraphQLInt,
    "Float": GraphQLFloat,
    "Boolean": GraphQLBoolean,
    "Date": DATE,
    "DateTime": DATE_TIME,
    "[String!]": GraphQLList(GraphQLNonNull(GraphQLString)),
    "[String]": GraphQLList(GraphQLNonNull(GraphQLString)),
    "ID": GraphQLID,
    "Field": GraphQLString,
    "Written": GraphQLString,
    "JSON": JSON,
}

PAGE_INFO = GraphQLObjectType(
    "PageInfo",
    {
        "hasNextPage": GraphQLField(GraphQLNonNull(GraphQLBoolean), description="There is more after this page."),
        "hasPreviousPage": GraphQLField(GraphQLNonNull(GraphQLBoolean), description="There is more before it."),
        "startCursor": GraphQLField(CURSOR, description="The position of the first row; null on an empty page."),
        "endCursor": GraphQLField(CURSOR, description="The position of the last row; null on an empty page."),
    },
    description="Where a page lies in its list.",
)

MONEY = GraphQLObjectType(
    "Money",
    {
        "amount": GraphQLField(DECIMAL, description="The amount."),
        "currency": GraphQLField(GraphQLString, description="The currency, ISO 4217."),
    },
    description="An amount in a currency.",
)


class SchemaBuilder:
    """Builds the schema once; the compiler reads its types afterwards."""

    def __init__(self, vocabulary: Vocabulary, files: Mapping[str, QuestionFile]) -> None:
        self.vocabulary = vocabulary
        self.files = files
        self.inputs = Inputs(vocabulary)
        self._interfaces: dict[str, GraphQLInterfaceType] = {}
        self._objects: dict[str, GraphQLObjectType] = {}
        self._extra: dict[str, GraphQLObjectType] = {}
        noun = definitions(vocabulary)
        types = next((p.choices for p in noun.properties if p.name == "type"), None) if noun is not None else None
        self._entries = custom_types.entries(MONEY, self.inputs.enumeration(types)) if types is not None else None

    def build(self) -> GraphQLSchema:
        for abstract in self.vocabulary.abstracts.values():
            self._interfaces[abstract.name] = self._interface(abstract)
        for noun in self.vocabulary.nouns.values():
            self._objects[noun.name] = self._object(noun)
        query = GraphQLObjectType("Query", self._root, description="Reading.")
        types = MutationTypes(self.vocabulary, self.inputs, self.type_of)
        writes = mutations(self.vocabulary).values()
        mutation = GraphQLObjectType(
            "Mutation",
            lambda: {one.name: types.field(one, lambda: query) for one in writes},
            description="Writing: each field by itself, in order. Nothing is written where userErrors tell why.",
        )
        kind = self.inputs.enumeration(CHANGE_KIND)
        told = subscription(kind, self.inputs.enumeration(JOB_STATE))
        return GraphQLSchema(query, mutation, told, types=self._types())

    def _types(self) -> list[Any]:
        return [*self._interfaces.values(), *self._objects.values()]

    def type_of(self, name: str) -> Any:
        return self._interfaces.get(name) or self._objects[name]

    # --- nouns -------------------------------------------------------------------------------------------------

    def _interface(self, abstract: Abstract) -> GraphQLInterfaceType:
        def fields() -> dict[str, GraphQLField]:
            first, *others = (self._objects[name].fields for name in abstract.nouns)
            shared = {
                name: f
                for name, f in first.items()
                if all(str(o[name].type) == str(f.type) for o in others if name in o) and all(name in o for o in others)
            }
            # A field with arguments may differ from noun to noun; an interface shows only what is the same.
            return {name: f for name, f in shared.items() if not f.args}

        return GraphQLInterfaceType(abstract.name, fields, description=abstract.description)

    def _object(self, noun: Noun) -> GraphQLObjectType:
        return GraphQLObjectType(
            noun.name,
            lambda: self._fields(noun),
            interfaces=lambda: [
                self._interfaces[a.name] for a in self.vocabulary.abstracts.values() if noun.name in a.nouns
            ],
            description=noun.description,
        )

    def _fields(self, noun: Noun) -> dict[str, GraphQLField]:
        fields = {camel(p.name): self._property(p) for p in noun.properties}
        for name, way in self.vocabulary.ways[noun.name].items():
            if way.way.field:
                fields[name] = self._way(noun.name, way)
        for name, question in self.vocabulary.questions_on[noun.name].items():
            fields[name] = self._question(question)
        if noun.governed:
            on = GraphQLArgument(GraphQLNonNull(DATE), description="The day; its end in UTC counts.")
            fields[PAST] = GraphQLField(self.type_of(noun.name), {"on": on}, description=PAST_SENTENCE)
        return {**fields, **self._custom(takes_fields(noun))}

    def _custom(self, wanted: bool) -> dict[str, GraphQLField]:
        return {FIELD: self._entries} if wanted and self._entries is not None else {}

    def _property(self, prop: Property) -> GraphQLField:
        return GraphQLField(self._property_type(prop), description=prop.description)

    def _property_type(self, prop: Property) -> GraphQLOutputType:
        if prop.name == "id":
            return GraphQLNonNull(GraphQLID)
        if prop.choices is not None:
            return self.inputs.enumeration(prop.choices)
        if prop.kind.name == "Money":
            return MONEY
        return _OUTPUT[prop.kind.graphql]

    # --- ways --------------------------------------------------------------------------------------------------

    def _way(self, noun: str, way: WayOf) -> GraphQLField:
        shape, target = way.way.shape, self.type_of(way.target)
        arguments = self.inputs.way_arguments(noun, way)
        if shape is Shape.ONE:
            return GraphQLField(target, arguments, description=way.way.description)
        if shape is Shape.LIST:
            return GraphQLField(_list_of(target), arguments, description=_capped(way))
        if shape in (Shape.EDGES, Shape.INLINE):
            return GraphQLField(_list_of(self._edge_object(way)), arguments, description=_capped(way))
        return GraphQLField(GraphQLNonNull(self._way_connection(noun, way)), arguments, description=way.way.description)

    def _edge_object(self, way: WayOf) -> GraphQLObjectType:
        name = way.way.type_name or pascal(way.way.name)
        if name not in self._extra:
            fields = self._edge_fields(way)
            if way.way.shape is Shape.INLINE:
                target = self.vocabulary.nouns[way.target]
                own = {camel(p.name): self._property(p) for p in target.properties if camel(p.name) not in fields}
                led = {n: self._way(way.target, w) for n, w in self.vocabulary.ways[way.target].items() if w.way.field}
                fields = {**own, **led, **fields}
            else:
                fields[way.way.end] = GraphQLField(
                    GraphQLNonNull(self.type_of(way.target)), description=f"The {way.way.end}."
                )
            self._extra[name] = GraphQLObjectType(name, fields, description=way.edge.description)
        return self._extra[name]

    def _edge_fields(self, way: WayOf) -> dict[str, GraphQLField]:
        own = {camel(p.name): self._property(p) for p in way.edge.properties}
        return {**own, **self._custom(takes_fields(way.edge))}

    def _way_connection(self, noun: str, way: WayOf) -> GraphQLObjectType:
        if not way.edge.properties:
            return self.connection(way.target, way.target, {})
        return self.connection(f"{noun}{pascal(way.way.name)}", way.target, self._edge_fields(way))

    def connection(self, name: str, target: str, edge_fields: dict[str, GraphQLField]) -> GraphQLObjectType:
        """`<name>Connection` with `<name>Edge`: the field's own edge properties beside cursor and node."""
        title = f"{name}Connection"
        if title not in self._extra:
            found = self._composite(target) if target in self.vocabulary.composites else self.type_of(target)
            node = GraphQLNonNull(found)
            edge = GraphQLObjectType(
                f"{name}Edge",
                {
                    "cursor": GraphQLField(GraphQLNonNull(CURSOR), description="The position of this row."),
                    "node": GraphQLField(node, description="The record."),
                    **edge_fields,
                },
                description="One row, with what is true of the link itself.",
            )
            self._extra[title] = GraphQLObjectType(
                title,
                {
                    "nodes": GraphQLField(GraphQLNonNull(GraphQLList(node)), description="The records of the page."),
                    "edges": GraphQLField(
                        GraphQLNonNull(GraphQLList(GraphQLNonNull(edge))), description="The same with their links."
                    ),
                    "pageInfo": GraphQLField(GraphQLNonNull(PAGE_INFO), description="Where the page lies."),
                    "totalCount": GraphQLField(GraphQLInt, description="All rows, counted up to 10,000."),
                    "totalCountIsCapped": GraphQLField(GraphQLBoolean, description="There are more than 10,000."),
                },
                description=f"A page of {target} records.",
            )
        return self._extra[title]

    # --- questions ---------------------------------------------------------------------------------------------

    def _question(self, question: Question) -> GraphQLField:
        file = self.files[question.path]
        arguments = self.inputs.question_arguments(question, file)
        description = question.description or file.sentence
        return GraphQLField(self._question_type(question, file), arguments, description=description)

    def _question_type(self, question: Question, file: QuestionFile) -> Any:
        prefix = f"{question.on or ''}{pascal(question.field)}"
        if question.shape is Shape.SCALAR:
            return _OUTPUT[file.columns[0].type]
        if question.shape is Shape.ROW:
            return self._row_type(question.type_name or prefix, question, file, file.sentence)
        nodes = [c for c in file.columns if self.vocabulary.is_record(c.type)]
        if question.shape is Shape.ONE:
            return self.type_of(nodes[0].type)
        if question.shape is Shape.CONNECTION and question.row_type is not None:
            return GraphQLNonNull(self.connection(question.row_type, question.row_type, {}))
        if question.shape is Shape.CONNECTION:
            node = nodes[0]
            beside = {
                camel(c.name): GraphQLField(self._column_type(c.type))
                for c in file.columns
                if c is not node and not c.name.startswith("key")
            }
            return GraphQLNonNull(self.connection(prefix if beside else node.type, node.type, beside))
        if question.shape is Shape.LIST and len(file.columns) == 1:
            return _list_of(self.type_of(nodes[0].type))
        row = self._row_type(question.row_type or f"{prefix}Entry", question, file, "One row of the answer.")
        if question.shape is Shape.LIST:
            return _list_of(row)
        return self._table_type(question, row, file.sentence, prefix)

    def _composite(self, name: str) -> GraphQLObjectType:
        declared = self.vocabulary.composites[name]
        if name not in self._extra:
            self._extra[name] = GraphQLObjectType(
                name,
                lambda: {
                    **{
                        camel(field): GraphQLField(self._written(text), description=sentence)
                        for field, (text, sentence) in declared.fields.items()
                    },
                    **{field: self._question(q) for field, q in self.vocabulary.questions_on[name].items()},
                },
                description=declared.description,
            )
        return self._extra[name]

    def _written(self, text: str) -> Any:
        """A type as written: words, [lists] and marks of what is never null!."""
        if text.endswith("!"):
            return GraphQLNonNull(self._written(text[:-1]))
        if text.startswith("["):
            return GraphQLList(self._written(text[1:-1]))
        return self._column_type(text)

    def _row_type(self, name: str, question: Question, file: QuestionFile, description: str) -> GraphQLObjectType:
        if name in self.vocabulary.composites:
            return self._composite(name)
        fields = {
            camel(c.name): GraphQLField(self._column_type(c.type))
            for c in file.columns
            if not (question.shape is Shape.TABLE and c.name == "total")
        }
        for field, column, way in question.beside:
            noun = next(c.type for c in file.columns if c.name == column)
            found = self.vocabulary.ways[noun].get(way)
            if found is None:
                fields[field] = self._property(self.vocabulary.properties[noun][way])
            else:
                fields[field] = GraphQLField(_list_of(self._edge_object(found)), description=found.way.description)
        return GraphQLObjectType(name, fields, description=description)

    def _table_type(self, question: Question, row: GraphQLObjectType, sentence: str, prefix: str) -> GraphQLOutputType:
        fields = {
            question.rows: GraphQLField(_list_of(row), description="The rows, in the order of the question."),
            "total": GraphQLField(GraphQLInt, description="All rows there are."),
            "truncated": GraphQLField(GraphQLNonNull(GraphQLBoolean), description="Not all rows are listed."),
        }
        return GraphQLObjectType(question.type_name or prefix, fields, description=sentence)

    def _column_type(self, name: str) -> Any:
        inner = name.strip("[]")
        if inner in self.vocabulary.composites or self.vocabulary.is_record(inner):
            found = self._composite(inner) if inner in self.vocabulary.composites else self.type_of(inner)
            return GraphQLList(GraphQLNonNull(found)) if name.startswith("[") else found
        found = self.inputs.enumerations.get(name)
        return found if isinstance(found, GraphQLEnumType) else _OUTPUT[name]

    # --- root --------------------------------------------------------------------------------------------------

    def _root(self) -> dict[str, GraphQLField]:
        fields: dict[str, GraphQLField] = {}
        for noun in self.vocabulary.nouns.values():
            if noun.plural is None:
                continue
            by = GraphQLArgument(GraphQLNonNull(self.inputs.by(noun.name)), description="What to look up by.")
            fields[camel(noun.name[0].lower() + noun.name[1:])] = GraphQLField(
                self.type_of(noun.name), {"by": by}, description=f"One {noun.name}, or null."
            )
            fields[noun.plural] = GraphQLField(
                self.connection(noun.name, noun.name, {}),
                self.inputs.list_arguments(noun.name),
                description=f"{noun.name} records; without orderBy by id.",
            )
        node_id = GraphQLArgument(GraphQLNonNull(GraphQLID), description="The id.")
        ids = GraphQLArgument(GraphQLNonNull(GraphQLList(GraphQLNonNull(GraphQLID))), description="At most 100 ids.")
        fields["node"] = GraphQLField(self.type_of("Node"), {"id": node_id}, description="Any record by id, or null.")
        fields["nodes"] = GraphQLField(
            GraphQLNonNull(GraphQLList(self.type_of("Node"))),
            {"ids": ids},
            description="Records by id, in the order of the ids; null for each that is not there.",
        )
        fields["viewer"] = GraphQLField(self.type_of("User"), description="The one who asks.")
        for name, question in self.vocabulary.questions_on[None].items():
            fields[name] = self._question(question)
        return fields


def _list_of(inner: Any) -> Any:
    return GraphQLNonNull(GraphQLList(GraphQLNonNull(inner)))


def _capped(way: WayOf) -> str:
    return f"{way.way.description} At most {way.way.limit}."
