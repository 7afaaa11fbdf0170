"""The GraphQL types of mutations: an input named after each, payloads that show the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLField,
    GraphQLFloat,
    GraphQLID,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from graphcrm.compile import custom_types
from graphcrm.compile.custom_fields import FIELD
from graphcrm.compile.declarations import Edge, Noun, Property, Reference, camel, pascal, takes_fields
from graphcrm.compile.inputs import Inputs
from graphcrm.compile.kinds import TEAMS
from graphcrm.compile.mutations import Act, Field, Mutation, attached, reference_noun, singular, told_apart, writable
from graphcrm.compile.payloads import POSSIBLE, RELATIONSHIPS
from graphcrm.compile.scalars import DATE, DATE_TIME, DECIMAL, JSON
from graphcrm.compile.vocabulary import Vocabulary

Fields = dict[str, GraphQLInputField]

_STRINGS = GraphQLList(GraphQLNonNull(GraphQLString))
_KINDS: dict[str, Any] = {
    "String": GraphQLString,
    "Int": GraphQLInt,
    "Float": GraphQLFloat,
    "Boolean": GraphQLBoolean,
    "Date": DATE,
    "DateTime": DATE_TIME,
    "[String!]": _STRINGS,
    "ID": GraphQLID,
    "JSON": JSON,
}

USER_ERROR = GraphQLObjectType(
    "UserError",
    {
        "code": GraphQLField(GraphQLNonNull(GraphQLString), description="A code of the closed list: CONFLICT …"),
        "reason": GraphQLField(GraphQLString, description="A finer word: VERSION, IDEMPOTENCY_MISMATCH, HIERARCHY …"),
        "field": GraphQLField(GraphQLNonNull(_STRINGS), description="The path of the input to mend."),
        "message": GraphQLField(GraphQLNonNull(GraphQLString), description="A sentence that says what to do."),
    },
    description="Why nothing was written.",
)

_COMMON: Fields = {
    "idempotencyKey": GraphQLInputField(
        GraphQLString,
        description="The same key has one effect within 30 days.",
    ),
    "clientMutationId": GraphQLInputField(GraphQLString, description="Comes back as it is."),
}


class MutationTypes:
    """Makes the fields of Mutation. `type_of` gives the output type of a noun."""

    def __init__(self, vocabulary: Vocabulary, inputs: Inputs, type_of: Callable[[str], Any]) -> None:
        self.vocabulary = vocabulary
        self.inputs = inputs
        self._type_of = type_of
        self._given = custom_types.given(MONEY_INPUT)
        self._inputs: dict[str, GraphQLInputObjectType] = {}
        self._payloads: dict[str, GraphQLObjectType] = {}

    def field(self, mutation: Mutation, query: Callable[[], GraphQLObjectType]) -> GraphQLField:
        given = GraphQLArgument(GraphQLNonNull(self._input(mutation)), description="What to write.")
        return GraphQLField(self._payload(mutation, query), {"input": given}, description=mutation.description)

    # --- payloads ----------------------------------------------------------------------------------------------

    def _payload(self, mutation: Mutation, query: Callable[[], GraphQLObjectType]) -> GraphQLObjectType:
        name = payload_name(mutation)
        if name not in self._payloads:
            one = self._type_of(mutation.noun.name)
            if mutation.many:
                listed = GraphQLNonNull(GraphQLList(GraphQLNonNull(one)))
                shown = {mutation.noun.plural or "": GraphQLField(listed, description="What was written, in order.")}
            else:
                shown = {singular(mutation.noun): GraphQLField(one, description="As it is now; null: see userErrors.")}
            if not mutation.shows:
                shown = {}
            if mutation.tells_ties:
                shown[RELATIONSHIPS] = self._ties()
            if mutation.tells_duplicates:
                shown[POSSIBLE] = self._possible(mutation.noun.name)
            for told in mutation.tells:
                shown[told.name] = GraphQLField(_KINDS[told.type], description=told.description)

            def fields() -> dict[str, GraphQLField]:
                errors = GraphQLNonNull(GraphQLList(GraphQLNonNull(USER_ERROR)))
                return {
                    **shown,
                    "userErrors": GraphQLField(errors, description="Why nothing was written; empty: it was."),
                    "idempotencyKey": GraphQLField(GraphQLString, description="The key given, or one made for you."),
                    "clientMutationId": GraphQLField(GraphQLString, description="As it was given."),
                    "query": GraphQLField(query(), description="Whatever else you want to read after it."),
                }

            self._payloads[name] = GraphQLObjectType(name, fields, description="What came of it.")
        return self._payloads[name]

    def _ties(self) -> GraphQLField:
        people = GraphQLNonNull(GraphQLList(GraphQLNonNull(self._type_of("Person"))))
        value = GraphQLNonNull(GraphQLFloat)
        pair = GraphQLObjectType(
            "RelationshipChange",
            {
                "people": GraphQLField(people, description="The two people."),
                "strengthBefore": GraphQLField(value, description="Their strength today without it, 0–1."),
                "strengthAfter": GraphQLField(value, description="Their strength today with it, 0–1."),
            },
            description="What an interaction made of a tie, as far as you see it.",
        )
        listed = GraphQLNonNull(GraphQLList(GraphQLNonNull(pair)))
        return GraphQLField(listed, description="The ties it changed, at most 200; empty where it ties nobody.")

    def _possible(self, noun: str) -> GraphQLField:
        node, score = (GraphQLNonNull(one) for one in (self._type_of(noun), GraphQLFloat))
        edge = GraphQLObjectType(
            f"{noun}PossibleDuplicate",
            {
                "score": GraphQLField(score, description="The probability that it is the same, 0.5-1, of all you see."),
                "node": GraphQLField(node, description="The record that was there."),
            },
            description="A record that may be the one that was made.",
        )
        edges = GraphQLNonNull(GraphQLList(GraphQLNonNull(edge)))
        found = GraphQLObjectType(
            f"{noun}PossibleDuplicates",
            {"edges": GraphQLField(edges, description="The likeliest first.")},
            description="What may have been there already.",
        )
        first = GraphQLArgument(GraphQLInt, default_value=5, description="How many at most.")
        return GraphQLField(
            GraphQLNonNull(found), {"first": first}, description="Who or what may be there already; see duplicates."
        )

    # --- inputs ------------------------------------------------------------------------------------------------

    def _input(self, mutation: Mutation) -> GraphQLInputObjectType:
        name = f"{pascal(mutation.name)}Input"
        if name not in self._inputs:
            fields = {**(self._items(mutation) if mutation.many else self._fields(mutation)), **_COMMON}
            text = f"For {mutation.name}. Without a sentence of its own: as in {mutation.noun.name}."
            self._inputs[name] = GraphQLInputObjectType(name, fields, description=text)
        return self._inputs[name]

    def _items(self, mutation: Mutation) -> Fields:
        one = self._inputs[f"{pascal(mutation.one)}Input"]
        items = GraphQLNonNull(GraphQLList(GraphQLNonNull(one)))
        return {"items": GraphQLInputField(items, description="At most 500, without keys of their own.")}

    def _fields(self, mutation: Mutation) -> Fields:
        fields = self._own_fields(mutation)
        told = mutation.act is not Act.CREATE and (mutation.act is not Act.ADD or mutation.writing.replaces)
        if told and mutation.reasoned:
            fields.setdefault("reason", GraphQLInputField(GraphQLString, description="Why, for the history."))
        return fields

    def _own_fields(self, mutation: Mutation) -> Fields:
        if mutation.act is Act.CREATE:
            return self._record(mutation.noun, new=True)
        if mutation.act in (Act.UPDATE, Act.ARCHIVE, Act.RESTORE):
            fields = {
                singular(mutation.noun): self._by(mutation.noun.name, required=True),
                "expectedVersion": GraphQLInputField(
                    GraphQLInt, description="The version you saw; CONFLICT where it is another by now."
                ),
            }
            return {**fields, **(self._record(mutation.noun, new=False) if mutation.act is Act.UPDATE else {})}
        if mutation.act is Act.SEVERAL:
            return self._own(mutation)
        return self._fact(mutation)

    def _record(self, noun: Noun, *, new: bool) -> Fields:
        fields: Fields = {}
        for prop in writable(noun):
            if prop.fixed and not new:
                continue
            required = new and prop.required and prop.default is None and not prop.made_of
            fields[camel(prop.name)] = self.value(prop, required=required)
        for reference in noun.references:
            fields[camel(reference.column)] = self._reference(noun, reference, required=new and reference.required)
        return {**fields, **self._custom(noun)}

    def _custom(self, owner: Noun | Edge) -> Fields:
        return {FIELD: self._given} if takes_fields(owner) else {}

    def value(self, prop: Property, *, required: bool = False) -> GraphQLInputField:
        """The input field of a property."""
        typed: Any
        if prop.choices is not None:
            typed = self.inputs.enumeration(prop.choices)
        elif prop.kind.name == "Money":
            typed = MONEY_INPUT
        elif prop.kind is TEAMS:
            typed = GraphQLList(GraphQLNonNull(self.by("Team")))
        else:
            typed = _KINDS[prop.kind.graphql]
        return GraphQLInputField(GraphQLNonNull(typed) if required else typed)

    def _reference(self, noun: Noun, reference: Reference, *, required: bool) -> GraphQLInputField:
        end = reference_noun(self.vocabulary, reference)
        typed: Any
        if end == "ContactPoint":
            typed = GraphQLString
        elif end == "Category":
            kind = self.vocabulary.properties["Category"]["kind"].choices
            assert kind is not None, "categories are of a kind"
            typed = self.inputs.enumeration(kind)
        elif reference.suffix is not None:
            typed = self._with_suffix(noun, reference, end)
        else:
            typed = self.by(end)
        if reference.many:
            typed = GraphQLList(GraphQLNonNull(typed))
        return GraphQLInputField(GraphQLNonNull(typed) if required else typed)

    def _with_suffix(self, noun: Noun, reference: Reference, end: str) -> GraphQLInputObjectType:
        name = f"{noun.name}{pascal(reference.column).removesuffix('s')}Input"
        if name not in self._inputs:
            said = next(p for p in self.vocabulary.edges[reference.edge].properties if p.name == reference.suffix)
            key = end[0].lower() + end[1:]
            fields = {
                key: self._by(end, required=True),
                camel(said.name): self.value(said, required=said.required),
            }
            self._inputs[name] = GraphQLInputObjectType(name, fields, description=reference.description)
        return self._inputs[name]

    def _fact(self, mutation: Mutation) -> Fields:
        edge = mutation.edge
        assert edge is not None
        field, noun = mutation.source
        fields: Fields = {field: self._by(noun, required=True)}
        end = attached(self.vocabulary, edge)
        if end is None:
            fields[mutation.writing.target] = self._by(edge.target, required=True)
        else:
            fields |= self._attached(mutation, end)
        apart = {p.name for p in told_apart(edge)}
        for prop in writable(edge):
            if mutation.act in (Act.ADD, Act.CORRECT) or prop.name in apart or prop.name == "ended_on":
                if mutation.act is Act.RETRACT and prop.name == "ended_on":
                    continue
                required = mutation.act is Act.ADD and prop.required and prop.default is None
                fields[camel(prop.name)] = self.value(prop, required=required)
        if mutation.act in (Act.ADD, Act.CORRECT):
            fields.update(self._custom(edge))
        return fields

    def _attached(self, mutation: Mutation, end: Noun) -> Fields:
        """What a fact's own end is: what tells it apart, and, where something is said, the rest."""
        fields = {
            camel(prop.name): self.value(prop, required=prop.required)
            for prop in writable(end)
            if prop.required or mutation.act in (Act.ADD, Act.CORRECT)
        }
        return fields | {camel(r.column): self._reference(end, r, required=False) for r in end.references}

    def _own(self, mutation: Mutation) -> Fields:
        return {one.name: self._own_field(one) for one in mutation.fields}

    def _own_field(self, one: Field) -> GraphQLInputField:
        typed: Any
        if one.parts:
            parts = {part.name: self._own_field(part) for part in one.parts}
            typed = self.inputs.object(f"{one.type}Input", parts, one.description)
        elif one.type in self.vocabulary.targets:
            typed = self.inputs.target(self.vocabulary.targets[one.type])
        elif one.type in self.vocabulary.nouns or one.type in self.vocabulary.abstracts:
            typed = self.by(one.type)
        else:
            typed = self.inputs.enumerations.get(one.type) or _KINDS[one.type]
        if one.many:
            typed = GraphQLList(GraphQLNonNull(typed))
        return GraphQLInputField(GraphQLNonNull(typed) if one.required else typed, description=one.description)

    # --- records named -----------------------------------------------------------------------------------------

    def _by(self, noun: str, *, required: bool = False) -> GraphQLInputField:
        typed: Any = self.by(noun)
        return GraphQLInputField(GraphQLNonNull(typed) if required else typed)

    def by(self, name: str) -> GraphQLInputObjectType:
        """`PersonBy`; for an abstract a choice of those of its nouns."""
        if name in self.vocabulary.nouns:
            return self.inputs.by(name)
        key = f"{name}By"
        if key not in self._inputs:
            fields = {singular(noun): self._by(noun.name) for noun in self._nouns(name)}
            text = f"What a {name} is looked up by: exactly one."
            self._inputs[key] = GraphQLInputObjectType(key, fields, description=text, is_one_of=True)
        return self._inputs[key]

    def _nouns(self, abstract: str) -> Iterable[Noun]:
        return (self.vocabulary.nouns[name] for name in self.vocabulary.concrete(abstract))


MONEY_INPUT = GraphQLInputObjectType(
    "MoneyInput",
    {
        "amount": GraphQLInputField(GraphQLNonNull(DECIMAL), description="The amount."),
        "currency": GraphQLInputField(GraphQLNonNull(GraphQLString), description="The currency, ISO 4217."),
    },
    description="An amount in a currency.",
)


def payload_name(mutation: Mutation) -> str:
    """The payload type: one for all that show a noun, but for what makes a record or tells more than it."""
    if mutation.many:
        return f"{mutation.noun.name}ManyPayload"
    if mutation.act is Act.CREATE or mutation.tells:
        return f"{pascal(mutation.name)}Payload"
    return f"{mutation.noun.name}Payload"
