"""Words of clients in writes stay words: kept as they were sent or refused, and never part of a statement."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from graphcrm.graph.connection import Graph
from tests.conftest import opened
from tests.records.mutations import inputs
from tests.records.mutations.writer import MUTATIONS, Writer, by, document
from tests.rights.payloads import PAYLOADS
from tests.rights.test_injection import harmless

_NAMES = """
CALL db.labels() YIELD label WITH collect(label) AS labels
CALL db.relationshipTypes() YIELD relationshipType WITH labels, collect(relationshipType) AS types
CALL db.propertyKeys() YIELD propertyKey RETURN labels, types, collect(propertyKey)
"""
_NODES = "MATCH (n) RETURN collect(elementId(n))"


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all texts of an input."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*path, key))
    elif isinstance(value, str):
        yield path


def put(value: Any, path: tuple[Any, ...], word: str) -> Any:
    """The input with a word in place of one of its texts."""
    if not path:
        return word
    if isinstance(value, dict):
        return {key: put(inner, path[1:], word) if key == path[0] else inner for key, inner in value.items()}
    return [put(inner, path[1:], word) if key == path[0] else inner for key, inner in enumerate(value)]


async def named(graph: Graph) -> list[set[str]]:
    """The labels, types and properties that the database has ever seen."""
    return [set(names) for names in (await graph.rows(_NAMES, {}))[0]]


async def tried(world: Writer, cases: list[tuple[str, tuple[Any, ...], str]]) -> None:
    for name in MUTATIONS:  # what words of good will add is there before
        await world.api.post(document(name), {"input": inputs.fitting(name)}, "admin")
    names, [[nodes]] = await named(world.api.graph), await world.api.graph.rows(_NODES, {})
    for name, path, payload in cases:
        given = put(inputs.fitting(name), path, payload)
        reply = await world.api.post(document(name), {"input": given}, "admin")
        assert harmless(reply.status_code, reply.text, payload), (name, path, payload, reply.text)
    [[after]] = await world.api.graph.rows(_NODES, {})
    assert set(nodes) <= set(after), "nothing is gone"
    labels, types, properties = await named(world.api.graph)
    assert [labels, types] == names[:2], "nor is there a label or type that was not before"
    history = {f"{when}_{name}" for when in ("before", "after") for name in names[2]}
    assert properties - names[2] <= history, "nor a property, but for what a change keeps of one that was"


def every_text() -> list[tuple[str, tuple[Any, ...]]]:
    return [(name, path) for name in MUTATIONS for path in leaves(inputs.fitting(name))]


async def test_a_word_in_a_write_never_becomes_part_of_a_statement(world: Writer) -> None:
    chance = random.Random(90)
    await tried(world, [(*one, chance.choice(PAYLOADS)) for one in chance.sample(every_text(), 200)])


@pytest.mark.long
async def test_two_hundred_words_in_every_text_of_a_write_never_become_part_of_a_statement(world: Writer) -> None:
    # They are shown more than anybody is within an hour.
    api = await opened(world.api.graph, rows_per_hour=10**9, points_per_minute=10**9)
    for payload in PAYLOADS:
        await tried(replace(world, api=api), [(*one, payload) for one in every_text()])
    await api.client.aclose()


async def test_a_word_is_kept_as_it_was_sent(world: Writer) -> None:
    kept = [payload for payload in PAYLOADS if not any(ord(letter) < 32 for letter in payload)]
    for payload in kept[::4]:
        person = await world.do("personUpdate", {"person": by("p-a"), "city": payload, "tags": [payload]}, "city tags")
        assert person == {"city": payload.strip(), "tags": [payload.strip()]}
