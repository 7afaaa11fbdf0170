"""What search finds, in which order, page by page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Api
from tests.exchange import files

_FIND = """query ($text: String!, $first: Int, $after: Cursor) { search(text: $text, first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor }
  edges { score node { ... on Person { externalId } ... on Organization { externalId } } } } }"""
_PEOPLE = """external_id,name,emails,city
p-whole,Nora,nora@one.example,
p-first,Nora Berg,nora@two.example,
p-last,Ada Nora,,
p-both,Nora Noraly,,Nora
p-begun,Norabel Falk,,
p-city,Ida Falk,,Nora
p-mail,Eva Dahl,nora@three.example,
p-typo,Norra Dahl,,
p-off,Gil Grim,,
"""
_ORGANIZATIONS = "external_id,name\no-nora,Nora Group\no-off,Gamma\n"
_ROLES = "external_id,organization,title\nr-nora,o-off,Nora\n"
_HOLDINGS = "role,person\nr-nora,p-off\nr-nora,p-last\n"


@pytest.fixture
async def world(api: Api, tmp_path: Path) -> Api:
    """Met by `nora`: by the name, a word of it, the beginning of one, a city, an address, a seat, with a typo."""
    await files.imported(
        api.graph,
        tmp_path / "files",
        organizations=_ORGANIZATIONS,
        people=_PEOPLE,
        roles=_ROLES,
        holdings=_HOLDINGS,
    )
    await api.graph.rows("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()", {})
    return api


async def found(api: Api, text: str, first: int, role: str = "manager") -> list[tuple[str, float]]:
    """All that a search finds, read in pages of `first`."""
    rows: list[tuple[str, float]] = []
    after, more = None, True
    while more:
        page: Any = (await api.ask(_FIND, {"text": text, "first": first, "after": after}, role))["search"]
        rows += [(edge["node"]["externalId"], edge["score"]) for edge in page["edges"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        assert len(rows) <= page["totalCount"]
    assert len(rows) == page["totalCount"]
    return rows


async def test_the_best_match_comes_first_and_each_record_once(world: Api) -> None:
    assert await found(world, "nora", 50) == [
        ("p-whole", 1.0),
        ("p-last", 0.9),
        ("p-first", 0.9),
        ("o-nora", 0.9),
        ("p-both", 0.9),
        ("p-begun", 0.8),
        ("p-city", 0.7),
        ("p-mail", 0.65),
        ("p-off", 0.65),
        ("p-typo", 0.5),
    ]


@pytest.mark.parametrize("text", ["nora", "nor", "norra", "falk nora", "dahl", "nora berg", "berg no"])
async def test_pages_of_any_size_end_to_end_are_the_whole(world: Api, text: str) -> None:
    whole = await found(world, text, 50)
    assert whole
    for first in (1, 2, 3, 5):
        assert await found(world, text, first) == whole


async def test_words_count_in_any_order_and_beginnings_only_of_words(world: Api) -> None:
    assert await found(world, "berg nora", 50) == [("p-first", 0.9)]
    assert await found(world, "nora berg", 50) == [("p-first", 1.0)]
    assert await found(world, "ora", 50) == []
    assert await found(world, "falk nora", 50) == [("p-begun", 0.8), ("p-city", 0.7)]
