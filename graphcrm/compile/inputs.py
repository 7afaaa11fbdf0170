"""Filters, orders and arguments of the schema, derived from the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLFloat,
    GraphQLID,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLString,
    Undefined,
)

from graphcrm.compile import custom_types
from graphcrm.compile.declarations import (
    Condition,
    Enumeration,
    Holding,
    Property,
    Question,
    Shape,
    camel,
    pascal,
    screaming,
    takes_fields,
)
from graphcrm.compile.scalars import CURSOR, DATE, DATE_TIME, DECIMAL, FIELD_KEY, MOMENT
from graphcrm.compile.targets import Target
from graphcrm.compile.vocabulary import Vocabulary, WayOf
from graphcrm.errors import BadUserInput
from graphcrm.graph.questions import Input, QuestionFile

_SCALARS: dict[str, Any] = {
    "String": GraphQLString,
    "Int": GraphQLInt,
    "Float": GraphQLFloat,
    "Boolean": GraphQLBoolean,
    "ID": GraphQLID,
    "Date": DATE,
    "DateTime": DATE_TIME,
    "Money": DECIMAL,
    "[String!]": GraphQLString,
    "Words": GraphQLString,
    "Email": GraphQLString,
    "Phone": GraphQLString,
    "Called": GraphQLString,
    "Field": GraphQLString,
    "Since": MOMENT,
    "Until": MOMENT,
}
_OPERATORS = {
    "eq": "Equal.",
    "in": "One of these; at most 100.",
    "contains": "Has it somewhere inside.",
    "startsWith": "Begins with it.",
    "lt": "Before or below.",
    "lte": "Before, below or equal.",
    "gt": "After or above.",
    "gte": "After, above or equal.",
    "isNull": "Nothing is known (true), or something (false).",
    "has": "Holds this one.",
    "hasAny": "Holds one of these; at most 100.",
}
_ENCIPHERED = "Conditions on a value that is kept enciphered: it is neither compared nor ordered by."
_FOLDS = " Case and accents do not matter."

DIRECTION = GraphQLEnumType(
    "OrderDirection",
    {
        "ASC": GraphQLEnumValue("ASC", description="Smallest first; what is unknown comes last."),
        "DESC": GraphQLEnumValue("DESC", description="Largest first; what is unknown comes last."),
    },
    description="The direction of an order.",
)


class Inputs:
    """All input types, each made once under its name."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.enumerations: dict[str, GraphQLEnumType] = {}
        self._objects: dict[str, GraphQLInputObjectType] = {}
        for choices in vocabulary.all_enumerations:
            self.enumeration(choices)
        self._custom = custom_types.condition(self)

    def enumeration(self, choices: Enumeration) -> GraphQLEnumType:
        if choices.name not in self.enumerations:
            values = {word: GraphQLEnumValue(word, description=text) for word, text in choices.values.items()}
            self.enumerations[choices.name] = GraphQLEnumType(choices.name, values, description=choices.description)
        return self.enumerations[choices.name]

    def object(self, name: str, fields: Any, description: str, **more: Any) -> GraphQLInputObjectType:
        """The input type of this name, made once."""
        if name not in self._objects:
            self._objects[name] = GraphQLInputObjectType(name, fields, description=description, **more)
        return self._objects[name]

    # --- filters -----------------------------------------------------------------------------------------------

    def by(self, noun: str) -> GraphQLInputObjectType:
        """`PersonBy`: exactly one of the noun's keys."""
        fields = {
            camel(f.name): GraphQLInputField(
                GraphQLID if f.property == "id" else GraphQLString, description=f.description
            )
            for f in self.vocabulary.nouns[noun].finders
        }
        return self.object(f"{noun}By", fields, f"What a {noun} is looked up by: exactly one key.", is_one_of=True)

    def target(self, target: Target) -> GraphQLInputObjectType:
        """What names one record of several kinds: exactly one key."""
        fields = {key: GraphQLInputField(self.by(n), description=text) for key, (n, text) in target.keys.items()}
        return self.object(target.name, fields, target.description, is_one_of=True)

    def filter(self, name: str) -> GraphQLInputObjectType:
        """`PersonFilter`; for an abstract, the fields its nouns share."""

        def fields() -> dict[str, GraphQLInputField]:
            own = self._objects[f"{name}Filter"]
            many = GraphQLList(GraphQLNonNull(own))
            found = {
                "and": GraphQLInputField(many, description="All of these."),
                "or": GraphQLInputField(many, description="At least one of these."),
                "not": GraphQLInputField(own, description="Not this."),
            }
            if name in self.vocabulary.nouns:
                found.update(self._noun_filters(name))
            else:
                first, *others = (self._noun_filters(noun) for noun in self.vocabulary.concrete(name))
                found.update({k: v for k, v in first.items() if all(k in o and o[k].type == v.type for o in others)})
            return found

        text = (
            f"Which {name} records: all conditions given must hold, each on the field of its name. "
            "At most 3 levels of related records."
        )
        return self.object(f"{name}Filter", fields, text)

    def _noun_filters(self, noun: str) -> dict[str, GraphQLInputField]:
        found: dict[str, GraphQLInputField] = {}
        for name, prop in self.vocabulary.properties[noun].items():
            if prop.filterable:
                found[name] = GraphQLInputField(self.operators(prop))
        for name, way in self.vocabulary.ways[noun].items():
            if name not in found:
                found[name] = GraphQLInputField(self._relation(way))
        for condition in self.vocabulary.nouns[noun].conditions:
            found[condition.name] = GraphQLInputField(self._condition(condition), description=condition.description)
        if takes_fields(self.vocabulary.nouns[noun]):
            found["custom"] = self._custom
        return found

    def operators(self, prop: Property) -> Any:
        """The conditions on values of a property's kind."""
        if prop.enciphered:
            known = {"isNull": GraphQLInputField(GraphQLBoolean, description=_OPERATORS["isNull"])}
            return self.object("EncipheredFilter", known, _ENCIPHERED)
        if prop.kind.name == "Boolean":
            return GraphQLBoolean
        if prop.choices is not None:
            scalar: Any = self.enumeration(prop.choices)
            name = f"{prop.choices.name}Filter"
        else:
            scalar = GraphQLID if prop.name == "id" else _SCALARS[prop.kind.graphql]
            name = f"{'Id' if prop.name == 'id' else prop.kind.name}Filter"
        folds = _FOLDS if prop.kind.keyed and prop.kind.name not in ("Money",) else ""
        fields = {}
        for operator in prop.kind.operators:
            many = operator in ("in", "hasAny")
            typed = GraphQLBoolean if operator == "isNull" else GraphQLList(GraphQLNonNull(scalar)) if many else scalar
            fields[operator] = GraphQLInputField(typed, description=_OPERATORS[operator])
        return self.object(name, fields, f"Conditions on a value of kind {prop.kind.name}.{folds}")

    def _relation(self, way: WayOf) -> GraphQLInputObjectType:
        target = self.filter(way.target)
        if way.way.shape is Shape.ONE:
            return target
        fields = {
            "some": GraphQLInputField(target, description="At least one fits."),
            "none": GraphQLInputField(target, description="None fits."),
        }
        if way.way.holding is Holding.UNDATED:
            return self.object(f"{way.target}RelationFilter", fields, f"Conditions on related {way.target} records.")
        fields["current"] = GraphQLInputField(GraphQLBoolean, description="Only those that hold (or not) on asOf.")
        fields["asOf"] = GraphQLInputField(DATE, description="The day; default today.")
        return self.object(
            f"{way.target}DatedRelationFilter", fields, f"Conditions on related {way.target} records, by date."
        )

    def _condition(self, condition: Condition) -> GraphQLInputObjectType:
        fields = {a.name: GraphQLInputField(_typed(a.graphql)) for a in condition.arguments}
        return self.object(condition.type_name, fields, condition.description)

    # --- orders ------------------------------------------------------------------------------------------------

    def order(self, name: str, properties: dict[str, Property], *, custom: bool = False) -> GraphQLInputObjectType:
        """`<name>Order` over `properties` (GraphQL name → property); `custom`: or over a custom field."""
        keys = [
            p
            for p in properties.values()
            if p.kind.name not in ("Texts", "Teams") and p.name != "access_roles" and not p.enciphered
        ]
        field = GraphQLEnumType(
            f"{name}OrderField",
            {screaming(p.name): GraphQLEnumValue(screaming(p.name)) for p in keys},
            description=f"What {name} lists can be ordered by. {_by_index(keys)}",
        )
        by = {"field": GraphQLInputField(GraphQLNonNull(field), description="By what.")}
        if custom:
            by = {
                "field": GraphQLInputField(field, description="By what: this, or a custom field."),
                "custom": GraphQLInputField(FIELD_KEY),
            }
        fields = {
            **by,
            "direction": GraphQLInputField(
                GraphQLNonNull(DIRECTION), default_value="ASC", description="In which direction."
            ),
        }
        return self.object(f"{name}Order", fields, "One key of an order; ties are broken by id.")

    def way_order(self, noun: str, way: WayOf) -> GraphQLInputObjectType | None:
        """The order of a relation's rows: by the node's properties and the link's own."""
        targets = [self.vocabulary.properties[name] for name in self.vocabulary.concrete(way.target)]
        shared = {k: p for k, p in targets[0].items() if all(k in other for other in targets)}
        name = way.target
        links = {camel(p.name): p for p in way.edge.properties if p.expression is None}
        if links:
            name, shared = f"{noun}{pascal(way.way.name)}", {**shared, **links}
        elif f"{name}Order" in self._objects:
            return self._objects[f"{name}Order"]
        custom = takes_fields(way.edge) or self._takes_fields(way.target)
        return self.order(name, shared, custom=custom)

    def _takes_fields(self, name: str) -> bool:
        return all(takes_fields(self.vocabulary.nouns[noun]) for noun in self.vocabulary.concrete(name))

    # --- arguments ---------------------------------------------------------------------------------------------

    def list_arguments(self, noun: str) -> dict[str, GraphQLArgument]:
        if f"{noun}Order" not in self._objects:
            self.order(noun, self.vocabulary.properties[noun], custom=self._takes_fields(noun))
        return {
            "filter": GraphQLArgument(self.filter(noun), description="Which ones."),
            **_order_argument(self._objects[f"{noun}Order"]),
            **paging(both=True),
        }

    def way_arguments(self, noun: str, way: WayOf) -> dict[str, GraphQLArgument]:
        arguments: dict[str, GraphQLArgument] = {}
        if way.way.shape is Shape.CONNECTION:
            arguments["filter"] = GraphQLArgument(self.filter(way.target), description="Which ones.")
            order = self.way_order(noun, way)
            if order is not None:
                arguments.update(_order_argument(order))
            arguments.update(paging(both=True))
        if way.way.holding is Holding.CHOSEN:
            arguments["current"] = GraphQLArgument(
                GraphQLBoolean, description="true: those that hold on asOf; false: the others; default: all."
            )
        if way.way.holding is not Holding.UNDATED:
            arguments["asOf"] = GraphQLArgument(
                DATE, description="The day; default: that of the question around it, else today."
            )
        return arguments

    def question_arguments(self, question: Question, file: QuestionFile) -> dict[str, GraphQLArgument]:
        arguments: dict[str, GraphQLArgument] = {}
        for given in file.inputs:
            decided = (question.bind, "first", "after", *dict(question.fixed), *dict(question.binds))
            if given.name in decided or given.name.startswith("wants_"):
                continue
            arguments[camel(given.name)] = self._input(given)
        if question.shape is Shape.CONNECTION:
            if question.on is not None and question.row_type is None:
                known = {*self.vocabulary.nouns, *self.vocabulary.abstracts}
                node = next(c.type for c in file.columns if c.type in known)
                arguments["filter"] = GraphQLArgument(self.filter(node), description="Which ones.")
            arguments.update(paging(both=False))
        elif file.input("first"):
            arguments["first"] = GraphQLArgument(
                GraphQLInt, default_value=question.page, description=f"At most so many; {question.page} unless told."
            )
        return arguments

    def _input(self, given: Input) -> GraphQLArgument:
        inner = given.type.strip("[]")
        typed: Any = self._input_type(inner)
        if given.type.startswith("["):
            typed = GraphQLList(GraphQLNonNull(typed))
        if given.default is None:
            return GraphQLArgument(GraphQLNonNull(typed))
        if given.default in ("null", "today"):
            text = "Default: that of the question around it, else today." if given.default == "today" else None
            return GraphQLArgument(typed, description=text)
        return GraphQLArgument(typed, default_value=constant(given))

    def _input_type(self, name: str) -> Any:
        if name in self.vocabulary.nouns:
            return self.by(name)
        if name in self.vocabulary.targets:
            return self.target(self.vocabulary.targets[name])
        return self.enumerations.get(name) or _SCALARS[name]


def check_bounds(given: Input, number: Any, name: str) -> None:
    """BadUserInput where a number lies outside of what the header says; `name` is what a person calls the input."""
    least, most = given.bounds or (None, None)
    if least is not None and most is not None and not least <= number <= most:
        raise BadUserInput(f"`{name}` is a number from {least} to {most}; {number} was given.")


def constant(given: Input) -> Any:
    """The value of a default written in a header: a number, a Boolean, a word, null."""
    text = given.default
    if text is None or text in ("null", "today"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if given.type == "Int":
        return int(text)
    return float(text) if given.type == "Float" else text


def paging(*, both: bool) -> dict[str, GraphQLArgument]:
    arguments = {
        "first": GraphQLArgument(GraphQLInt, description="So many from the start or after the cursor; default 20."),
        "after": GraphQLArgument(CURSOR, description="Begin after this row."),
    }
    if both:
        arguments["last"] = GraphQLArgument(GraphQLInt, description="So many from the end or before the cursor.")
        arguments["before"] = GraphQLArgument(CURSOR, description="End before this row.")
    return arguments


def _order_argument(order: GraphQLInputObjectType) -> dict[str, GraphQLArgument]:
    many = GraphQLList(GraphQLNonNull(order))
    return {"orderBy": GraphQLArgument(many, Undefined, description="The order; at most 5 keys.")}


def _typed(text: str) -> Any:
    if text.endswith("!") and not text.startswith("["):
        return GraphQLNonNull(_SCALARS[text[:-1]])
    if text.startswith("["):
        return GraphQLList(GraphQLNonNull(_SCALARS[text[1:-2]]))
    return _SCALARS[text]


def _by_index(keys: Iterable[Property]) -> str:
    """What an order by each costs: the field of that name says what it is."""
    indexed = [screaming(p.name) for p in keys if p.indexed or p.unique]
    if not indexed:
        return "None is indexed: every matching row is read."
    return f"Indexed: {', '.join(indexed)}; for others every matching row is read."
