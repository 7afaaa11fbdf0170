"""A subscriber who leaves a team is told that what only this one let them see is gone, by ids alone."""

from __future__ import annotations

import asyncio

from graphcrm.graph.connection import Graph
from graphcrm.web.sign_in.cache import SECONDS
from tests.noted import note, people
from tests.web.speaking import CHANGED, client, worker
from tests.web.test_change_feed import subscribed, token_of

GONE = CHANGED % "cursor kind type recordIds fields"
RECORD = "subscription($id: ID!) { recordChanged(id: $id) { kind recordIds } }"
_LABELS = "MATCH (n:Person) WHERE n.audience IS NOT NULL SET n:LimitedPerson"
_JOIN = """
UNWIND ['tea_n', 'tea_s'] AS id CREATE (t:Team {id: id, name: id})
WITH t MATCH (u:User) CREATE (u)-[:MEMBER_OF]->(t)
"""
_LEAVE = "MATCH (:User)-[m:MEMBER_OF]->(:Team {id: 'tea_n'}) DELETE m"


async def test_who_leaves_a_team_is_told_what_is_gone_with_it(graph: Graph) -> None:
    token = await token_of(graph, "account_manager")
    await people(graph, ana=["tea_n"], ben=["tea_n", "tea_s"], cy=["tea_s"], dan=["tea_x"], eva=None)
    await graph.change_schema([_LABELS, _JOIN])
    async with worker(graph, request_deadline=60.0) as here, client(here.url, token) as socket:
        await subscribed(here, socket, GONE)
        async with client(here.url, token) as other:
            await other.say(id="ana", type="subscribe", payload={"query": RECORD, "variables": {"id": "per_ana"}})
            async with asyncio.timeout(60):
                while here.feed.waiting < 2:  # ends: the timeout
                    await asyncio.sleep(0.01)
            await note(graph, "UPDATED", "Person", ["per_ana"], ["name"], here.feed)
            assert (await socket.event(60))["recordIds"] == ["per_ana"]
            assert (await other.event(60))["recordIds"] == ["per_ana"]
            await graph.change_schema([_LEAVE])
            await asyncio.sleep(SECONDS + 0.5)  # a worker knows a viewer for so long
            await note(graph, "UPDATED", "Person", ["per_ana"], ["name"], here.feed)
            await note(graph, "UPDATED", "Person", ["per_eva"], ["name"], here.feed)
            last = await socket.event(60)
            if last["kind"] == "REMOVED":
                last, gone = await socket.event(60), last
            else:
                gone = await socket.event(60)
            assert (last["kind"], last["recordIds"]) == ("UPDATED", ["per_eva"])
            assert gone.pop("cursor")
            assert gone == {"kind": "REMOVED", "type": "Person", "recordIds": ["per_ana"], "fields": []}
            assert await other.event(60) == {"kind": "REMOVED", "recordIds": ["per_ana"]}
            assert await socket.silent(0.5) and await other.silent(0.1)
