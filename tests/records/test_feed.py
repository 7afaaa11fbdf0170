"""The feed: places without a gap whoever gives them, and of what lies there only what a viewer sees."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import Viewer, viewer
from graphcrm.compile import change_feed
from graphcrm.compile.planner import Planner
from graphcrm.compile.scalars import Cursor
from graphcrm.errors import BadUserInput
from graphcrm.graph.circuit import Circuit
from graphcrm.graph.connection import Graph, connect
from graphcrm.graph.questions import library
from graphcrm.records.custom_fields import KnownFields
from graphcrm.records.feed import Change, Feed, FeedReader
from graphcrm.vocabulary.words import VOCABULARY
from tests.conftest import CIPHER, Server
from tests.noted import note, people

ROOT = Path(__file__).parents[2]
_LINK = """
UNWIND $links AS l
MATCH (a:Person {id: l[0]}) CREATE (a)-[:REACHED_AT]->(:ContactPoint {id: l[1], medium: 'EMAIL', address_key: l[1]})
"""


def someone(role: str, *teams: str) -> Viewer:
    return viewer(built_in(), id=f"usr_{role}", email=f"{role}@lumen.example", roles=(role,), teams=teams)


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(VOCABULARY, library())


@pytest.fixture
def reader(graph: Graph, planner: Planner) -> FeedReader:
    circuit = Circuit(graph, 10)
    return FeedReader(circuit, lambda one: planner.rules(one.lens), KnownFields(circuit))


async def places(graph: Graph) -> list[list[object]]:
    return await graph.rows("MATCH (c:Change) RETURN c.position, c.id ORDER BY c.at, c.id", {})


async def test_places_follow_the_time_without_a_gap(graph: Graph) -> None:
    feed = Feed(graph)
    before = await feed.present()
    for number in range(7):
        await note(graph, "CREATED", "Person", [f"per_{number}"])
    assert await feed.number() == 7
    assert await feed.number() == 0
    assert [row[0] for row in await places(graph)] == [before + n for n in range(1, 8)]
    assert await graph.rows("MATCH (c:Unsequenced) RETURN c", {}) == []
    assert await feed.present() == before + 7


async def test_many_that_number_at_once_give_each_place_once(graph: Graph, server: Server) -> None:
    """Eight workers number while four write: no place twice, none left out, and nothing without one."""
    async with connect(server.uri, server.user, server.password, cipher=CIPHER) as other:
        feeds = [Feed(graph if n % 2 else other) for n in range(8)]
        before = await feeds[0].present()
        writing = True

        async def write() -> None:
            for _ in range(50):
                await note(graph, "CREATED", "Person", ["per_x"])

        async def keep_numbering(feed: Feed) -> None:
            while writing:
                await feed.number()
                await asyncio.sleep(0.002)

        numbering = [asyncio.create_task(keep_numbering(feed)) for feed in feeds]
        await asyncio.gather(*(write() for _ in range(4)))
        writing = False
        await asyncio.gather(*numbering)
        assert await feeds[0].present() == before + 200
    found = sorted(row[0] for row in await places(graph))  # type: ignore[type-var]
    assert found == list(range(before + 1, before + 201))


_DIES = """
import asyncio, sys
from graphcrm.compile import writing
from graphcrm.graph.connection import connect
from graphcrm.records import feed

async def main(uri, user, password):
    async with connect(uri, user, password or None) as graph:
        async def once(transaction):
            await transaction.run(writing.LOCK, {"name": "feed"})
            [[count]] = await transaction.run(feed._NUMBER, {"first": 1000})
            print(count, flush=True)
            await asyncio.sleep(60)
        await graph.write(once, name="feed")

asyncio.run(main(*sys.argv[1:]))
"""


async def test_a_worker_that_is_killed_while_it_numbers_blocks_nobody(graph: Graph, server: Server) -> None:
    feed = Feed(graph)
    before = await feed.present()
    for _ in range(20):
        await note(graph, "CREATED", "Person", ["per_x"])
    words = [sys.executable, "-c", _DIES, server.uri, server.user, server.password or ""]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        counted = await asyncio.to_thread(process.stdout.readline)
        assert counted.strip() == "20", "it holds the lock, and has numbered all"
        assert await graph.rows("MATCH (c:Change) WHERE c.position > $p RETURN c", {"p": before}) == []
        waiting = asyncio.create_task(feed.number())
        await asyncio.sleep(0.3)
        assert not waiting.done()
        process.kill()
    assert await asyncio.wait_for(waiting, 8) == 20
    assert sorted(row[0] for row in await places(graph)) == [before + n for n in range(1, 21)]  # type: ignore[type-var]


async def test_a_write_here_is_told_at_once_and_one_elsewhere_soon(graph: Graph) -> None:
    feed = Feed(graph)
    loop = asyncio.get_running_loop()
    async with feed.running():
        with feed.watched():
            end = await feed.present()
            for told, most in ((feed, 0.35), (None, 1.5)):
                began = loop.time()
                waiting = asyncio.create_task(feed.beyond(end))
                await note(graph, "CREATED", "Person", ["per_x"], feed=told)
                end = await asyncio.wait_for(waiting, 5)
                print(f"told after {loop.time() - began:.3f} s")
                assert loop.time() - began < most


# --- rights ------------------------------------------------------------------------------------------------------


async def seen(graph: Graph, reader: FeedReader, one: Viewer, start: int) -> list[Change]:
    end = await Feed(graph).present()
    page = await reader.page(one, start, end, 10)
    assert page.reached == end
    return page.changes


@pytest.fixture
async def start(graph: Graph) -> AsyncIterator[int]:
    await people(graph, open=None, north=["tea_north"], south=["tea_south"])
    yield await Feed(graph).present()


async def test_a_hidden_record_tells_a_stranger_nothing(graph: Graph, reader: FeedReader, start: int) -> None:
    for act in ("CREATED", "ARCHIVED", "RESTORED"):
        await note(graph, act, "Person", ["per_north"], ["name"])
    await note(graph, "UPDATED", "Person", ["per_north"], ["name"])
    for ids in (["per_open", "per_north"], ["per_north", "per_open"], ["per_north", "per_north"]):
        for act in ("ADDED", "UPDATED", "ENDED", "RETRACTED"):
            await note(graph, act, "RELATED_TO", ids, ["kind"])
    await note(graph, "IMPORTED", "Person", ["per_north"], ["name"])
    last = await note(graph, "IMPORTED", "Person", ["per_north", "per_open", "per_gone", "per_south"], ["name"])
    of_north = await seen(graph, reader, someone("manager", "tea_north"), start)
    assert len(of_north) == 4 + 12 + 2
    assert sorted(of_north[-1].ids) == ["per_north", "per_open"]
    assert of_north[4].ids == ["per_open", "per_north"], "whence and where to"
    for stranger in (someone("manager", "tea_south"), someone("account_manager")):
        told = await seen(graph, reader, stranger, start)
        assert [change.id for change in told] == [last]
        assert "per_north" not in told[0].ids and "per_gone" not in told[0].ids
    assert len(await seen(graph, reader, someone("analyst"), start)) == len(of_north)


async def test_no_field_is_named_that_the_role_does_not_see(graph: Graph, reader: FeedReader, start: int) -> None:
    """A birthday is sensitive, name and language are personal; the auditor sees those masked, which is not seeing."""
    await note(graph, "UPDATED", "Person", ["per_open"], ["birthday"])
    await note(graph, "UPDATED", "Person", ["per_open"], ["birthday", "name", "language"])
    await note(graph, "CREATED", "Person", ["per_open"], ["birthday", "name"])
    await note(graph, "UPDATED", "Person", ["per_open"], ["emails", "nonsense"])
    await note(graph, "UPDATED", "Person", ["per_open"], ["audience"])
    names = [change.fields for change in await seen(graph, reader, someone("manager"), start)]
    assert names == [["name", "language"], ["name"], ["emails"]]
    auditor = await seen(graph, reader, someone("auditor"), start)
    assert [(change.kind, change.fields) for change in auditor] == [("CREATED", [])]


async def test_a_fact_is_told_to_those_who_see_its_kind_and_what_of_it_changed(
    graph: Graph, reader: FeedReader, start: int
) -> None:
    hidden = [e for e in VOCABULARY.edges.values() if e.sensitivity.value == "confidential"]
    assert hidden, "an edge that the auditor does not see"
    for edge in hidden:
        await note(graph, "ADDED", edge.type, ["per_open", "per_open"], [])
    assert len(await seen(graph, reader, someone("manager"), start)) == len(hidden)
    assert await seen(graph, reader, someone("auditor"), start) == []


async def test_what_hangs_on_a_record_is_told_with_its_edge_alone(graph: Graph, reader: FeedReader, start: int) -> None:
    links = [["per_open", "con_open"], ["per_north", "con_north"]]
    await graph.write(lambda t: t.run(_LINK, {"links": links}), name="links")
    for person, point in links:
        await note(graph, "CREATED", "ContactPoint", [point], ["address"])
        await note(graph, "ADDED", "REACHED_AT", [person, point], [])
    told = await seen(graph, reader, someone("account_manager"), start)
    assert [(change.type, change.ids) for change in told] == [("REACHED_AT", ["per_open", "con_open"])]


async def test_rights_are_those_of_today(graph: Graph, reader: FeedReader, start: int) -> None:
    await note(graph, "CREATED", "Person", ["per_north"], ["name"])
    stranger = someone("manager", "tea_south")
    assert await seen(graph, reader, stranger, start) == []
    await graph.write(lambda t: t.run("MATCH (n:Person {id: 'per_north'}) REMOVE n.audience"), name="opened")
    assert len(await seen(graph, reader, stranger, start)) == 1
    await graph.write(lambda t: t.run("MATCH (n:Person {id: 'per_north'}) DETACH DELETE n"), name="gone")
    assert await seen(graph, reader, stranger, start) == []


async def test_pages_end_where_the_feed_ends_whatever_is_seen_of_them(
    graph: Graph, reader: FeedReader, start: int
) -> None:
    for number in range(250):
        await note(graph, "CREATED", "Person", ["per_north" if number % 5 else "per_open"])
    end = await Feed(graph).present()
    position, found, pages = start, [], 0
    while position < end:
        page = await reader.page(someone("manager"), position, end, 10)
        position, pages = page.reached, pages + 1
        found += page.changes
    assert (len(found), pages) == (50, 3)
    assert [change.position for change in found] == sorted({change.position for change in found})


async def test_a_cursor_is_the_id_of_a_change_and_tells_no_number(graph: Graph, reader: FeedReader, start: int) -> None:
    identifier = await note(graph, "CREATED", "Person", ["per_open"])
    [change] = await seen(graph, reader, someone("manager"), start)
    assert change.cursor == Cursor("feed", (identifier,))
    assert await reader.place(change.cursor, 5) == change.position
    for wrong in (Cursor("feed", ("chg_nothing",)), Cursor("people", (identifier,)), Cursor("feed", (identifier, 1))):
        with pytest.raises(BadUserInput) as caught:
            await reader.place(wrong, 5)
        assert caught.value.reason == "CURSOR"


def test_the_file_knows_every_noun(planner: Planner) -> None:
    """Those that an import may have touched, which are not definitions; and what hangs on others is named, since it has
    no audience of its own."""
    body = library()[change_feed.FILE].body
    imported = body.partition("MATCH (node:")[2].partition(")")[0].split("|")
    assert sorted(imported) == sorted(
        noun.name for noun in VOCABULARY.nouns.values() if noun.governed and not noun.defines
    )
    ends = {end for edge in VOCABULARY.edges.values() for end in (edge.source, edge.target)}
    for noun in VOCABULARY.nouns.values():
        assert noun.governed or noun.name not in ends or f"NOT node:{noun.name}" in body


async def test_the_place_is_found_by_an_index(open_graph: Graph, planner: Planner) -> None:
    text = change_feed.reading(planner.rules(someone("manager").lens), library()[change_feed.FILE])
    hits = await open_graph.profile(
        text, {"position": 10**9, "first": 100, "teams": ["t"], "shown": json.loads('["HOLDS"]')}
    )
    assert hits < 10
