"""One compilation: the parts that know fields, ways, questions and lists, joined over one statement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graphql import FragmentDefinitionNode, GraphQLArgument, GraphQLSchema

from graphcrm.compile import decoding
from graphcrm.compile.connections import Connections
from graphcrm.compile.custom_fields import CustomFields, FieldsSeen, FieldsWanted
from graphcrm.compile.custom_parts import CustomParts
from graphcrm.compile.declarations import Finder, Property, camel
from graphcrm.compile.decoding import Decoder
from graphcrm.compile.filters import Filters
from graphcrm.compile.noting import Noting
from graphcrm.compile.objects import Objects
from graphcrm.compile.orders import Orders
from graphcrm.compile.pasts import Pasts
from graphcrm.compile.payloads import Payloads
from graphcrm.compile.question_fields import QuestionFields
from graphcrm.compile.roots import Roots
from graphcrm.compile.rules import Rules
from graphcrm.compile.selection import Selections
from graphcrm.compile.statement import Statement
from graphcrm.compile.values import Variables
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.compile.ways import Ways
from graphcrm.graph.ciphers import Cipher
from graphcrm.graph.questions import QuestionFile


class Words:
    """What every compilation shares: vocabulary, question files, schema, and look-ups made once."""

    def __init__(
        self, vocabulary: Vocabulary, files: Mapping[str, QuestionFile], schema: GraphQLSchema, cipher: Cipher
    ) -> None:
        self.deciphered = decoding.deciphered(cipher)
        self.vocabulary = vocabulary
        self.files = files
        self.schema = schema
        self.plurals = {noun.plural: noun.name for noun in vocabulary.nouns.values() if noun.plural}
        self.singulars = {name[0].lower() + name[1:]: name for name in self.plurals.values()}
        self.links: dict[str, dict[str, Property]] = {
            edge.type: {camel(p.name): p for p in edge.properties} for edge in vocabulary.edges.values()
        }
        self.finders: dict[str, dict[str, Finder]] = {
            noun.name: {camel(f.name): f for f in noun.finders} for noun in vocabulary.nouns.values()
        }
        self.fits: dict[str, frozenset[str]] = {
            name: frozenset({name, *(a.name for a in vocabulary.abstracts.values() if name in a.nouns)})
            for name in vocabulary.nouns
        }
        self._arguments: dict[tuple[str, str], Mapping[str, GraphQLArgument]] = {}

    def arguments(self, type_name: str, field: str) -> Mapping[str, GraphQLArgument]:
        """The declared arguments of a field of the schema."""
        key = (type_name, field)
        if key not in self._arguments:
            self._arguments[key] = self.schema.type_map[type_name].fields[field].args  # type: ignore[attr-defined]
        return self._arguments[key]


class Compilation:
    """The making of one plan."""

    def __init__(
        self,
        words: Words,
        rules: Rules,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Variables,
        page_limit: int,
        fields: CustomFields | None = None,
    ) -> None:
        self.words = words
        self.vocabulary = words.vocabulary
        self.rules = rules
        self.variables: Any = variables
        self._fields = fields
        self.fields_version: str | None = None
        self.shown = rules.shown
        self.statement = Statement(page_limit)
        self.selections = Selections(fragments, variables)
        self.noting = Noting(rules)
        self.filters = Filters(words.vocabulary, rules, self.statement, lambda: self.fields, self.noting)
        self.orders = Orders(self)
        self.objects = Objects(self)
        self.custom = CustomParts(self)
        self.ways = Ways(self)
        self.connections = Connections(self)
        self.questions = QuestionFields(self)
        self.pasts = Pasts(self)
        self.roots = Roots(self)
        self.payloads = Payloads(self)

    @property
    def fields(self) -> FieldsSeen:
        """The custom fields that the viewer sees. FieldsWanted where they were not given; a plan that asked for them
        holds as long as their version."""
        if self._fields is None:
            raise FieldsWanted
        self.fields_version = self._fields.version
        return self._fields.seen(self.rules)

    def deciphered(self) -> Decoder:
        """What deciphers a value; one that cannot be is null in the reply, and an error."""
        return self.words.deciphered

    def tells_of_fields(self) -> None:
        """Says that the statement names fields by what stands in the graph: `$shown` then holds custom ones too."""
        self.shown = self.shown | frozenset(self.fields.facts)

    def declared(self, type_name: str, field: str) -> Mapping[str, GraphQLArgument]:
        return self.words.arguments(type_name, field)

    def fits(self, noun: str) -> Callable[[str], bool]:
        """Whether a fragment on a type applies to a node of the noun."""
        return self.words.fits[noun].__contains__
