"""The schema is current, described, and follows from the declarations."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from graphql import GraphQLObjectType, GraphQLSchema, build_schema

from graphcrm.access.policy import built_in
from graphcrm.access.sensitivity import Sensitivity
from graphcrm.cli.policy import effective
from graphcrm.compile import database_schema, model_page, schema_text
from graphcrm.compile.declarations import Property
from graphcrm.compile.kinds import TEXT
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.exchange.native import native_files
from graphcrm.graph.questions import library
from graphcrm.vocabulary.words import VOCABULARY

ROOT = Path(__file__).parents[1]
SDL = schema_text.sdl(VOCABULARY, library())


def test_the_schema_file_is_what_the_code_exports() -> None:
    committed = (ROOT / "schema.graphql").read_text(encoding="utf-8")
    assert committed == SDL, "run: graphcrm schema dump > schema.graphql"


def test_the_model_page_is_what_the_vocabulary_says() -> None:
    committed = (ROOT / "cypher" / "README.md").read_text(encoding="utf-8")
    assert committed == model_page.render(VOCABULARY, library()), "run: graphcrm schema model > cypher/README.md"


def test_the_schema_stays_small() -> None:
    # 60 kB was the aim for the first capabilities; the connections of 24 edge types with their orders take 105 kB, the
    # inputs of 200 mutations 90, audiences, duties and tokens 20, relationships, influence and introductions 30,
    # the health, groups and spread of accounts 6, duplicates, merging, exports and
    # quality 15, what pages need of requests and saved filters the rest.
    assert len(SDL) <= 380_000


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema(SDL)


def test_everything_a_client_selects_is_described(schema: GraphQLSchema) -> None:
    for name, type_ in schema.type_map.items():
        if name.startswith("__") or name in ("String", "Int", "Float", "Boolean", "ID"):
            continue
        assert type_.description, name
        # Rows of questions are described by the question's own sentence.
        if isinstance(type_, GraphQLObjectType) and (name in VOCABULARY.nouns or name == "Query"):
            for field, found in type_.fields.items():
                assert found.description, f"{name}.{field}"


def test_connections_are_as_relay_expects_them(schema: GraphQLSchema) -> None:
    connections = [t for n, t in schema.type_map.items() if n.endswith("Connection")]
    assert len(connections) > 10
    for connection in connections:
        assert isinstance(connection, GraphQLObjectType)
        assert str(connection.fields["pageInfo"].type) == "PageInfo!"
        assert str(connection.fields["edges"].type) == f"[{connection.name.removesuffix('Connection')}Edge!]!"


def test_adding_a_property_is_one_line() -> None:
    """One Property more, and type, filter, order, import column, index, field rule and documentation have it."""
    person = VOCABULARY.nouns["Person"]
    nickname = Property("nickname", TEXT, "What friends say.", Sensitivity.CONFIDENTIAL, indexed=True, search="other")
    richer = dataclasses.replace(person, properties=(*person.properties, nickname))
    nouns = tuple(richer if noun is person else noun for noun in VOCABULARY.nouns.values())
    abstracts = tuple(a for a in VOCABULARY.abstracts.values() if a.name != "Node")
    vocabulary = Vocabulary(
        nouns=nouns,
        edges=tuple(VOCABULARY.edges.values()),
        abstracts=abstracts,
        questions=VOCABULARY.questions,
        enumerations=VOCABULARY.enumerations,
        targets=tuple(VOCABULARY.targets.values()),
        composites=tuple(VOCABULARY.composites.values()),
    )
    schema = build_schema(schema_text.sdl(vocabulary, library()))
    assert "nickname" in schema.type_map["Person"].fields  # type: ignore[attr-defined]
    assert "nickname" in schema.type_map["PersonFilter"].fields  # type: ignore[attr-defined]
    assert "NICKNAME" in schema.type_map["PersonOrderField"].values  # type: ignore[attr-defined]
    assert "nickname" in native_files(vocabulary)["people"].columns
    made = [s for s in database_schema.statements(vocabulary) if "nickname" in s]
    assert made == ["CREATE INDEX person_nickname IF NOT EXISTS FOR (n:Person) ON (n.nickname_key, n.id)"]
    assert "nickname" in model_page.render(vocabulary, library())
    sight = effective(built_in(), vocabulary)["facts"]["Person.nickname"]["sight"]
    assert (sight["manager"], sight["analyst"]) == ("show", "hide")
