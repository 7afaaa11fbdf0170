"""What an edge must be so that its facts can be whole for some teams alone, without a server."""

from __future__ import annotations

import re

import pytest

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import viewer
from graphcrm.compile import sharing
from graphcrm.compile.declarations import Edge
from graphcrm.compile.rules import Rules
from graphcrm.graph.questions import library
from graphcrm.vocabulary.words import VOCABULARY

SHARED = [edge for edge in VOCABULARY.edges.values() if edge.shared]
NORTH = viewer(built_in(), id="x", email="x", roles=("manager",), teams=("north",))
ALL = viewer(built_in(), id="x", email="x", roles=("admin",), teams=())


def test_drawn_ties_have_levels() -> None:
    assert {edge.type for edge in SHARED} >= {"INFLUENCES", "RELATED_TO"}


def _named(edge: Edge, body: str) -> bool:
    """Whether a text asks for the right to see the edge and never follows it."""
    return re.search(rf"\[\w*:[^\]]*\b{edge.type}\b", body) is None


@pytest.mark.parametrize("edge", SHARED, ids=lambda edge: edge.type)
def test_nothing_reads_such_an_edge_but_what_guards_it(edge: Edge) -> None:
    """No rule of structure could tell of it, no way picks by what it says, no declared piece or question follows it."""
    assert edge.rules == () and edge.marks is None
    assert all("{r}" not in way.where for way in (*edge.forward, *edge.back))
    pieces = [c.cypher + (c.anchor or "") for noun in VOCABULARY.nouns.values() for c in noun.conditions]
    pieces += [f.pattern or "" for noun in VOCABULARY.nouns.values() for f in noun.finders]
    pieces += [p.expression or "" for noun in VOCABULARY.nouns.values() for p in noun.properties]
    guard = "($sees_all OR k.sharing IS NULL OR coalesce(any(t IN k.shared_with WHERE t IN $teams), false))"
    pieces += [file.body for file in library().values() if guard not in file.body and not _named(edge, file.body)]
    assert not [text for text in pieces if re.search(rf"\b{edge.type}\b", text)]
    lists = [r.edge for noun in VOCABULARY.nouns.values() for r in noun.references]
    assert edge.type not in lists, "a list of a record would tell of it"


@pytest.mark.parametrize("edge", SHARED, ids=lambda edge: edge.type)
def test_all_that_such_an_edge_says_is_guarded_but_for_who_sees_every_record(edge: Edge) -> None:
    theirs, all_ = Rules(VOCABULARY, NORTH.lens), Rules(VOCABULARY, ALL.lens)
    for prop in edge.properties:
        guarded = "$teams" in theirs.field(edge.type, prop)
        assert guarded is (prop.name != sharing.LEVEL), prop.name
        assert "$teams" not in all_.field(edge.type, prop)


def test_questions_about_changes_know_the_numbers_that_are_told() -> None:
    numbers = sorted({name for edge in SHARED for name in sharing.numbers(edge)})
    listed = [
        found
        for file in library().values()
        for found in re.findall(r"'STRENGTH' IN c.limits AND f IN (\[.*?\])", file.body)
    ]
    assert len(listed) == 4
    assert set(listed) == {str(sorted(numbers, reverse=True))}
