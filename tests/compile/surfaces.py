"""The ways beside GraphQL by which somebody is told of the graph: named questions, the feed of changes, files and
charts."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import orjson

from graphcrm.access.sensitivity import Act
from graphcrm.access.viewers import Viewer
from graphcrm.compile import change_feed, custom_fields, implied, skeletons
from graphcrm.compile.asking import ask
from graphcrm.compile.custom_fields import CustomFields
from graphcrm.errors import GraphcrmError
from graphcrm.exchange.exports import everything
from graphcrm.graph.connection import Graph
from graphcrm.graph.questions import Input, library
from graphcrm.measures.scoring import Scoring
from graphcrm.records.audit.journals import Journal
from graphcrm.vocabulary.words import VOCABULARY
from tests.compile.running import PLANNER
from tests.compile.worlds import TODAY, World

# The feed is asked for under a subscription, and the trail by auditors, of what no world here holds.
QUESTIONS = sorted(set(library()) - {change_feed.FILE, "audit/trail"})
_WORDS = {
    "Words": "nord",
    "Date": "2026-11-20",
    "Int": "7",
    "Boolean": "true",
    "Scope": "GROUP",
    "ID": "job_none",
    "Field": "name",
}


def words(world: World, path: str, chance: random.Random) -> dict[str, str]:
    """Values for what a question must be given, and for some of what it may be."""
    found = {}
    for one in library()[path].inputs:
        if one.name in ("after", "first") or one.name.startswith("wants_"):
            continue
        if one.default is None or (one.type in _WORDS and chance.random() < 0.5):
            word = _word(world, one, chance)
            if word is not None:
                found[one.name] = word
    return found


def _word(world: World, one: Input, chance: random.Random) -> str | None:
    noun = one.type.strip("[]")
    if VOCABULARY.is_record(noun) or noun in VOCABULARY.targets:
        nouns = VOCABULARY.concrete(noun)
        ids = [node.id for node in world.nodes.values() if node.noun in nouns]
        return ",".join(chance.choice(ids) for _ in range(one.size or 1))
    return _WORDS.get(one.type)


async def named(graph: Graph, who: Viewer, path: str, given: dict[str, str]) -> bytes:
    """What `graphcrm ask` is told, or why not."""
    rules = PLANNER.rules(who.lens)
    shown, searched = change_feed.facts(rules, await _fields(graph)), sorted(rules.usable(Act.SEARCH))
    told = implied.values(implied.IMPLIED, who, shown, searched, TODAY, Scoring().map)
    try:
        asked = ask(VOCABULARY, rules, library()[path], given, told)
        row = await graph.read(asked.text, asked.parameters, question=path, seconds=120)
    except GraphcrmError as error:
        return orjson.dumps([error.code, error.reason, error.message])
    return orjson.dumps(row)


async def feed(graph: Graph, who: Viewer) -> bytes:
    """The changes that a subscriber is told of, from the first that is kept. Places are told to nobody."""
    rules = PLANNER.rules(who.lens)
    text = change_feed.reading(rules, library()[change_feed.FILE])
    shown = change_feed.facts(rules, await _fields(graph))
    ((before,),) = await graph.rows("MATCH (c:Change) RETURN coalesce(min(c.position), 1) - 1", {})
    given = {"position": before, "first": 10_000, "teams": list(who.teams), "shown": shown}
    row = await graph.read(text, given, question=change_feed.FILE, seconds=120)
    assert row is not None
    return orjson.dumps([change[1:] for change in row[1]])


async def files(graph: Graph, who: Viewer) -> dict[str, bytes]:
    """The files of an export, by name."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with Journal(folder / "journal").open() as journal:
            await everything.export(graph, VOCABULARY, who, folder / "out", journal, lambda _: None)
        return {path.name: path.read_bytes() for path in sorted((folder / "out").iterdir())}


async def chart(graph: Graph, who: Viewer, organization: str, *, subsidiaries: bool) -> bytes:
    """The skeleton of an org chart, or why there is none."""
    rules = PLANNER.rules(who.lens)
    asking = skeletons.asking(rules, who, organization, subsidiaries=subsidiaries, moment=TODAY)
    row = await graph.read(asking.text, asking.parameters, question=skeletons.FILE, seconds=120)
    assert row is not None
    return orjson.dumps({"missing": row[0]} if row[0] is not None else skeletons.told(rules, row[1], TODAY))


async def _fields(graph: Graph) -> CustomFields:
    rows = await graph.rows(custom_fields.READ, {})
    return CustomFields(map(custom_fields.field, rows[0][0]))
