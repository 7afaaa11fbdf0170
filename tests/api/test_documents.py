"""Documents: read once, found again, and the operation that was meant."""

from __future__ import annotations

import pytest

from graphcrm.api import documents
from graphcrm.api.documents import Documents, NotSafe, UnknownOperation
from graphcrm.compile.planner import Planner
from graphcrm.errors import ParseFailed, QueryTooComplex, ValidationFailed


def test_a_document_is_read_once(planner: Planner) -> None:
    found = Documents(planner.schema)
    assert found.operation("{ __typename }", None) is found.operation("{ __typename }", None)
    named = "query A { __typename } query B { __typename }"
    assert found.operation(named, "A").key != found.operation(named, "B").key
    assert found.operation(named, "A").digest == found.operation(named, "B").digest


def test_the_documents_used_last_are_kept_and_not_more_than_their_room(planner: Planner) -> None:
    found = Documents(planner.schema)
    first = found.operation("{ __typename }", None)
    long = "{ __typename }" + " " * 200_000
    for number in range(30):
        found.operation(f"{long} # {number}", None)
        assert found.operation("{ __typename }", None) is first
    assert sum(map(len, found._known)) == found._characters <= documents._KEPT_CHARACTERS
    for number in range(600):
        found.operation(f"{{ a{number}: __typename }}", None)
    assert len(found._known) == documents._KEPT
    assert found.operation("{ __typename }", None) is not first


def test_an_operation_that_cannot_be_told_is_asked_for(planner: Planner) -> None:
    found = Documents(planner.schema)
    both = "query A { __typename } query B { __typename }"
    for text, name in ((both, None), (both, "C"), ("{ __typename }", "A")):
        with pytest.raises(UnknownOperation):
            found.operation(text, name)


def test_what_changes_something_is_told_before_it_is_validated(planner: Planner) -> None:
    found = Documents(planner.schema)
    mixed = "query A { __typename } mutation B { x }"
    for text, name in (("mutation { x }", None), (mixed, "B"), ("# {\nmutation M { x }", None)):
        with pytest.raises(NotSafe) as refusal:
            found.operation(text, name, only_queries=True)
        assert (refusal.value.status, refusal.value.reason) == (405, "METHOD")
    with pytest.raises(ValidationFailed):
        found.operation("mutation { x }", None)


def test_a_word_of_the_document_is_not_taken_for_a_limit(planner: Planner) -> None:
    """The parser's sentences name what they found; a name like that of a limit must not change the code."""
    found = Documents(planner.schema)
    for text in ('{ a } "tokens"', "{ a(tokens) }", '"nested too deeply"'):
        with pytest.raises(ParseFailed):
            found.operation(text, None)
    with pytest.raises(QueryTooComplex):
        found.operation("{" + "a " * 2000 + "}", None)
