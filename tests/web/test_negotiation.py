"""Media types and statuses, case by case."""

from __future__ import annotations

import pytest

from graphcrm.api.documents import Invalid, NotSafe, SyntaxFailed, UnknownOperation
from graphcrm.api.operations import InvalidVariables
from graphcrm.api.replies import Reply
from graphcrm.errors import (
    BadUserInput,
    Forbidden,
    GraphcrmError,
    QueryTooComplex,
    Timeout,
    Unauthenticated,
    Unavailable,
)
from graphcrm.web.negotiation import GRAPHQL, JSON, NotJson, content_type, reply_type, status, takes_body
from graphcrm.web.refusals import NotAcceptable, SlowRequest, TooLarge, UnsupportedMediaType


@pytest.mark.parametrize(
    ("accept", "compat", "modern"),
    [
        ("", JSON, GRAPHQL),
        ("*/*", JSON, GRAPHQL),
        ("application/*", JSON, GRAPHQL),
        ("application/json", JSON, JSON),
        ("application/graphql-response+json", GRAPHQL, GRAPHQL),
        ("application/graphql-response+json; charset=utf-8, application/json; charset=utf-8", GRAPHQL, GRAPHQL),
        ("application/json, application/graphql-response+json", JSON, JSON),
        ("application/graphql-response+json, application/json;q=0.9", GRAPHQL, GRAPHQL),
        ("application/graphql-response+json;q=0.1, application/json;q=0.9", JSON, JSON),
        ("application/graphql-response+json, */*", GRAPHQL, GRAPHQL),
        ("text/html, */*;q=0.1", JSON, GRAPHQL),
        ("application/json;q=0, */*", GRAPHQL, GRAPHQL),
        ("*/*;q=0, application/json", JSON, JSON),
        ("APPLICATION/JSON", JSON, JSON),
        ("application/json;q=0", None, None),
        ("image/png", None, None),
        ("application/json;q=nan", None, None),
        ("application/json;q=x, */*;q=2", None, None),
        (",;q=,", None, None),
    ],
)
def test_the_client_gets_the_type_it_likes_best(accept: str, compat: str | None, modern: str | None) -> None:
    assert (reply_type(accept, "compat"), reply_type(accept, "2026")) == (compat, modern)


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("application/json", True),
        ("Application/JSON; Charset=UTF-8", True),
        ('application/json; charset="utf-8"; x=y', True),
        ("application/json; charset=utf-16", False),
        ("application/graphql", False),
        ("text/plain", False),
        ("multipart/form-data; boundary=x", False),
        ("", False),
    ],
)
def test_a_body_is_json_in_utf_8(given: str, taken: bool) -> None:
    assert takes_body(given) is taken


# failure, compat under JSON, compat under the type of GraphQL, 2026
CASES = [
    (SyntaxFailed.__new__(SyntaxFailed), 200, 400, 400),
    (Invalid([]), 200, 400, 422),
    (InvalidVariables([]), 200, 400, 422),
    (UnknownOperation(""), 400, 400, 422),
    (BadUserInput(""), 400, 400, 422),
    (QueryTooComplex(""), 400, 400, 422),
    (NotJson(""), 400, 400, 400),
    (NotSafe(""), 405, 405, 405),
    (NotAcceptable(""), 406, 406, 406),
    (SlowRequest(""), 408, 408, 408),
    (TooLarge(""), 413, 413, 413),
    (UnsupportedMediaType(""), 415, 415, 415),
    (Unauthenticated(""), 401, 401, 401),
    (Forbidden(""), 403, 403, 403),
    (Unavailable(""), 503, 503, 503),
    (Timeout(""), 504, 504, 504),
    (GraphcrmError(""), 500, 500, 500),
]


@pytest.mark.parametrize(("failure", "plain", "typed", "modern"), CASES, ids=lambda one: type(one).__name__)
def test_a_failure_has_its_status(failure: GraphcrmError, plain: int, typed: int, modern: int) -> None:
    reply = Reply([{}], failure=failure)
    assert status(reply, JSON, "compat") == plain
    assert status(reply, GRAPHQL, "compat") == typed
    assert status(reply, JSON, "2026") == status(reply, GRAPHQL, "2026") == modern


def test_data_with_errors_is_partial_success_in_the_first_edition() -> None:
    whole, part = Reply([], data={}, ran=True), Reply([{}], data={}, ran=True)
    for media_type in (JSON, GRAPHQL):
        assert (status(whole, media_type, "compat"), status(part, media_type, "compat")) == (200, 200)
        assert (status(whole, media_type, "2026"), status(part, media_type, "2026")) == (200, 294)


def test_the_first_edition_sends_every_refusal_in_its_own_type() -> None:
    assert [content_type(code, JSON, "2026") for code in (200, 294, 400, 422, 503)] == [JSON, JSON, *[GRAPHQL] * 3]
    assert [content_type(code, JSON, "compat") for code in (200, 400, 503)] == [JSON] * 3
