"""Whatever word a client gives, in whatever place, it stays a word: it never becomes part of a statement."""

from __future__ import annotations

import itertools
import json
import random
from collections import defaultdict

import pytest

from graphcrm.exchange.canonical import graph_hash
from tests.rights.conftest import NORTH, Rights
from tests.rights.payloads import PAYLOADS
from tests.rights.places import Place, places

ALLOWED = {
    "VALIDATION_FAILED",
    "BAD_USER_INPUT",
    "NOT_FOUND",
    "PARSE_FAILED",
    "QUERY_TOO_COMPLEX",
    "FORBIDDEN",
    "CONFLICT",
}
TELLING = ("SyntaxError", "Neo.", "neo4j", "MATCH (", "Traceback", ".py", "Invalid input")
PARTS = 4
_LABELS = "CALL db.labels() YIELD label RETURN collect(label)"


def harmless(status: int, text: str, payload: str) -> bool:
    """Whether a reply is an answer or a refusal of ours, and tells nothing of a statement but what was sent."""
    plain = text.replace(payload, "").replace(json.dumps(payload, ensure_ascii=False)[1:-1], "")
    said = any(word in plain and word not in payload for word in TELLING)
    return status < 500 and not said and ('"errors"' not in text or any(f'"code":"{code}"' in text for code in ALLOWED))


async def tried(rights: Rights, cases: list[tuple[Place, str]]) -> None:
    before = await graph_hash(rights.graph), await rights.graph.rows(_LABELS, {})
    for place, payload in cases:
        status, text = await rights.told(NORTH, place.text, place.given(payload))
        assert harmless(status, text, payload), (place, payload, status, text)
    assert (await graph_hash(rights.graph), await rights.graph.rows(_LABELS, {})) == before


def test_there_are_two_hundred_payloads_and_places_of_every_kind() -> None:
    assert len(set(PAYLOADS)) >= 200
    found = list(places())
    kinds = {"String", "ID", "enum", "Date", "DateTime", "Decimal", "Cursor", "FieldKey", "Moment"}
    assert {place.kind for place in found} >= kinds
    assert len(found) > 2000


async def test_a_word_in_a_place_of_every_kind_never_becomes_part_of_a_statement(rights: Rights) -> None:
    """Of each kind of place some, with all payloads between them."""
    chance = random.Random(89)
    by_kind: dict[str, list[Place]] = defaultdict(list)
    for place in places():
        by_kind[place.kind].append(place)
    few = [place for among in by_kind.values() for place in chance.sample(among, min(len(among), 30))]
    payloads = [PAYLOADS[number % len(PAYLOADS)] for number in range(len(few))]
    chance.shuffle(payloads)
    await tried(rights, list(zip(few, payloads, strict=True)))


@pytest.mark.long
async def test_two_hundred_words_in_every_argument_never_become_part_of_a_statement(rights: Rights) -> None:
    """Of each argument each kind of place, with all payloads."""
    some = {(place.text, place.kind): place for place in places()}
    await tried(rights, list(itertools.product(some.values(), PAYLOADS)))


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
async def test_a_word_in_every_place_never_becomes_part_of_a_statement(rights: Rights, part: int) -> None:
    """Each place, however deep in a filter, with some payload: a statement of its own each, so that they are tried in
    parts."""
    found = list(zip(places(), itertools.cycle(PAYLOADS), strict=False))
    await tried(rights, found[part::PARTS])
