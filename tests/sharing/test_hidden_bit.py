"""What is not told of a tie cannot be guessed: each question answers with the same bytes whatever it is."""

from __future__ import annotations

import dataclasses
import random
import time
from typing import Any

import orjson
import pytest

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import viewer
from graphcrm.records.feed import Feed
from tests.compile import surfaces
from tests.conftest import Api, opened
from tests.records.mutations.writer import Writer
from tests.rights.guessing import Guesser
from tests.sharing.conftest import NORTH, SOUTH, influence, relation, team

# The two values of the bit: weight, topic, days and kind.
BITS: tuple[dict[str, dict[str, Any]], ...] = (
    {"influence": {"weight": 0.1, "topic": "aaa"}, "relation": {"kind": "MENTOR", "startedOn": "2020-01-01"}},
    {
        "influence": {"weight": 0.9, "topic": "zzz", "source": "me"},
        "relation": {"kind": "FRIEND", "endedOn": "2021-01-01"},
    },
)
_ANA = '{ person(by: {externalId: "p-a"}) { %s } }'
_TOLD = "weight topic source confidence sharing sharedWith"
QUESTIONS = {
    "fields": _ANA % f"influences {{ edges {{ {_TOLD} }} }} relatedTo {{ edges {{ kind startedOn endedOn }} }}",
    "sort": _ANA % "influences(orderBy: [{field: WEIGHT}]) { nodes { name } }",
    "sort by text": _ANA % "influences(orderBy: [{field: TOPIC, direction: DESC}]) { nodes { name } }",
    "cursor": _ANA % "influences(first: 1, orderBy: [{field: TOPIC}]) { pageInfo { startCursor endCursor } }",
    "count": _ANA % "relatedTo(current: true) { totalCount }",
    "count of the past": _ANA % 'relatedTo(current: false, asOf: "2019-01-01") { totalCount nodes { name } }',
    "filter": "{ people(filter: {relatedFrom: {some: {}, current: true}}) { totalCount nodes { name } } }",
    "nested filter": "{ people(filter: {or: [{not: {relatedTo: {none: {}, current: false}}}]}) { totalCount } }",
    "history": _ANA % "history { totalCount nodes { kind fields reason by { name } changes { field before after } } }",
    "what was said": _ANA % "history { nodes { says { field value } importRun } }",
    "history by field": _ANA % 'history(fields: ["topic", "source", "endedOn"]) { totalCount }',
}
_ENDS = 'from: {externalId: "p-a"}, to: {externalId: "p-b"}'
_ERRORS = "{ userErrors { code reason field message } }"
WRITES = {
    f"{name} {given}": f"mutation {{ {name}(input: {{{_ENDS}{given}}}) {_ERRORS} }}"
    for name, given in (
        ("influenceRetract", ', topic: "zzz"'),
        ("influenceUpdate", ', topic: "zzz", weight: 0.5'),
        ("influenceUpdate", ", weight: 0.5"),
        ("influenceUpdate", ", sharing: DETAILS"),
        ("relationEnd", ', kind: MENTOR, endedOn: "2026-01-01"'),
        ("relationRetract", ", kind: FRIEND"),
        ("influenceAdd", ', topic: "zzz"'),
        ("influenceAdd", ', topic: "aaa"'),
        ("relationAdd", ', kind: MENTOR, startedOn: "2020-01-01"'),
    )
}
_BARE = "MATCH ()-[r:INFLUENCES|RELATED_TO]->() DELETE r"


@pytest.fixture
async def teams(teams: Writer) -> Writer:
    """The bit is told to no other test: nobody runs out of points here."""
    found: Api = await opened(teams.api.graph, points_per_minute=10**9, rows_per_hour=10**9)
    return dataclasses.replace(teams, api=dataclasses.replace(found, _tokens=teams.api._tokens))


async def tell(writer: Writer, bit: int, *, corrected: bool | None = None) -> None:
    """Says the bit anew, and corrects what is said in a way that tells it too: where it is 1, if nothing is said."""
    await writer.api.graph.write(lambda t: t.run(_BARE, {}), name="forget")
    await writer.api.graph.write(lambda t: t.run("MATCH (c:Change) DETACH DELETE c", {}), name="forget changes")
    said = BITS[bit]
    await writer.do("influenceAdd", influence("p-b", sharing="EXISTENCE", **said["influence"]))
    await writer.do("influenceAdd", influence("p-c", sharing="EXISTENCE", **BITS[1 - bit]["influence"]))
    await writer.do("relationAdd", relation("p-b", sharing="EXISTENCE", **said["relation"]))
    if bit if corrected is None else corrected:
        topic = said["influence"]["topic"]
        given = {**influence("p-b", topic=topic, confidence=0.7), "reason": f"The bit is {bit}."}
        await writer.do("influenceUpdate", given)


async def answers(writer: Writer, role: str) -> dict[str, str]:
    """What each question says, without what differs from one telling to the next whatever the bit is."""
    found = {}
    for name, text in QUESTIONS.items():
        reply = await writer.api.post(text, role=role)
        assert "errors" not in reply.json(), reply.text
        found[name] = str(reply.json()["data"])
    return found


async def told_alike(writer: Writer) -> None:
    """What tells hidden ties apart is a random word, made anew each time they are said."""
    words = "MATCH (:Person)-[r:INFLUENCES]->(b) SET r._apart = b.external_id"
    await writer.api.graph.write(lambda t: t.run(words, {}), name="words")


async def test_no_question_tells_what_is_kept_back_of_a_tie(teams: Writer) -> None:
    told: dict[str, list[dict[str, str]]] = {NORTH: [], SOUTH: []}
    for bit in (0, 1):
        await tell(teams, bit)
        await told_alike(teams)
        for role, found in told.items():
            found.append(await answers(teams, role))
    assert told[SOUTH][0] == told[SOUTH][1]
    differing = {name for name, one in told[NORTH][0].items() if one != told[NORTH][1][name]}
    assert differing >= QUESTIONS.keys(), "so that the comparison can fail"


async def test_no_refusal_and_no_event_tells_what_is_kept_back_of_a_tie(teams: Writer) -> None:
    told: dict[str, list[str]] = {}
    fed = []
    for bit in (0, 1):
        for name, text in WRITES.items():
            await tell(teams, bit)
            told.setdefault(name, []).append(str(await teams.ask(text, role=SOUTH)))
        await tell(teams, bit)
        await Feed(teams.api.graph).number()
        south = (await team(teams.api.graph, "south"),)
        who = viewer(built_in(), id="x", email="x", roles=(SOUTH,), teams=south)
        events = orjson.loads(await surfaces.feed(teams.api.graph, who))
        fed.append([[kind, type_, fields] for _, _, kind, type_, _, fields in events])
    assert all(one == other for one, other in told.values()), told
    assert fed[0] == fed[1] != []


@pytest.mark.long
async def test_of_a_thousand_guesses_by_each_question_and_by_time_hardly_more_than_half_are_right(
    teams: Writer,
) -> None:
    chance = random.Random(56)
    guesser = Guesser(chance)
    for _ in range(1000):
        bit = chance.randrange(2)
        # As many writes for either bit: one more defers by a question what the process does now and then.
        await tell(teams, bit, corrected=True)
        await told_alike(teams)
        for name, text in QUESTIONS.items():
            began = time.perf_counter()
            reply = await teams.api.post(text, role=SOUTH)
            guesser.guess(name, text, str(reply.json()["data"]), time.perf_counter() - began, bit)
    assert guesser.worst() <= 0.55
