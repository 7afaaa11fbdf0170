"""The schema as text: what `schema.graphql` holds and `GET /schema.graphql` answers."""

from __future__ import annotations

from collections.abc import Mapping

from graphql import GraphQLSchema, print_schema

from graphcrm.compile.schema import SchemaBuilder
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.questions import QuestionFile


def sdl(vocabulary: Vocabulary, files: Mapping[str, QuestionFile]) -> str:
    """The schema in the schema language, with a final line end."""
    return printed(SchemaBuilder(vocabulary, files).build())


def printed(schema: GraphQLSchema) -> str:
    return print_schema(schema) + "\n"
