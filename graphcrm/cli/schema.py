"""`graphcrm schema`: the GraphQL schema, and the model page of `cypher/`."""

from __future__ import annotations

import click

from graphcrm.compile import model_page, schema_text
from graphcrm.graph.questions import library
from graphcrm.vocabulary.words import VOCABULARY


@click.group()
def schema() -> None:
    """The GraphQL schema and the model of the graph.

    Example: graphcrm schema dump > schema.graphql
    """


@schema.command()
def dump() -> None:
    """Print the GraphQL schema as `schema.graphql` holds it.

    Example: graphcrm schema dump
    """
    click.echo(schema_text.sdl(VOCABULARY, library()), nl=False)


@schema.command()
def model() -> None:
    """Print the model page as `cypher/README.md` holds it.

    Example: graphcrm schema model > cypher/README.md
    """
    click.echo(model_page.render(VOCABULARY, library()), nl=False)
