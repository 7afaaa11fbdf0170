"""The queue of duplicates: what is found, in which order, why, and for whom."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graphcrm.graph.connection import Graph
from tests.appointing.staff import Somebody, join
from tests.conftest import Api
from tests.duplicates.planted import QUEUE, find, pairs, plant

ANA = [("p-a", "p-a2"), ("p-a", "p-a3"), ("p-a2", "p-a3")]
BEN = ("p-b", "p-b2")
LUMEN = ("o-lumen", "o-lumen2")


@pytest.fixture
async def planted(api: Api, tmp_path: Path) -> Api:
    await plant(api.graph, tmp_path / "files")
    return api


async def queue(who: Somebody, **given: Any) -> list[tuple[str, str]]:
    return pairs(await who.ask(QUEUE, given))


async def judge(who: Somebody, one: str, other: str, verdict: str, **given: Any) -> Any:
    kind = "organization" if one.startswith("o-") else "person"
    ends = {"first": {kind: {"externalId": one}}, "second": {kind: {"externalId": other}}}
    return await who.do("duplicateJudge", "judgementId", **ends, verdict=verdict, **given)


async def test_pairs_come_with_their_reasons_the_rest_of_the_cluster_and_in_pages(planted: Api) -> None:
    ada = await join(planted, "ada", "admin")
    found = await ada.ask(QUEUE)
    assert sorted(pairs(found)) == sorted([*ANA, BEN, LUMEN]) and found["duplicates"]["totalCount"] == 5
    nodes = {pair: edge["node"] for pair, edge in zip(pairs(found), found["duplicates"]["edges"], strict=True)}
    assert [one["externalId"] for one in nodes["p-a", "p-a2"]["others"]] == ["p-a3"]
    said = {one["field"]: one for one in nodes[BEN]["fields"]}
    assert said["email"]["agreement"] == "EQUAL" and said["email"]["weight"] > 0
    assert {*said["given_name"]["first"], *said["given_name"]["second"]} == {"Ben", "Benjamin"}
    assert "date_of_birth" not in {one["field"] for node in nodes.values() for one in node["fields"]}, "it is sensitive"
    assert all(0.5 <= node["score"] <= 1 for node in nodes.values())
    read, after, more = [], None, True
    while more:
        page = await ada.ask(QUEUE, {"first": 2, "after": after})
        read += pairs(page)
        after, more = page["duplicates"]["pageInfo"]["endCursor"], page["duplicates"]["pageInfo"]["hasNextPage"]
    assert read == pairs(found)
    assert sorted(await queue(ada, noun="PERSON")) == sorted([*ANA, BEN])
    assert await queue(ada, noun="ORGANIZATION") == [LUMEN]


async def test_whoever_counts_more_comes_first(planted: Api) -> None:
    counts = """MATCH (p:Person {external_id: 'p-b'}) MATCH (o:Organization {external_id: 'o-other'})
      CREATE (p)-[:INFLUENTIAL_IN {value: 0.9}]->(o)"""
    await planted.graph.change_schema([counts])
    await find(planted.graph)
    assert (await queue(await join(planted, "ada", "admin")))[0] == BEN


async def test_a_pair_is_shown_to_whoever_sees_both_and_as_if_there_were_no_other(planted: Api) -> None:
    ada, mo = await join(planted, "ada", "admin"), await join(planted, "mo", "account_manager")
    eva = await join(planted, "eva", "auditor")
    assert BEN in await queue(ada)
    seen = await mo.ask(QUEUE)
    assert sorted(pairs(seen)) == sorted([*ANA, LUMEN]) and seen["duplicates"]["totalCount"] == 4
    await planted.graph.change_schema(["MATCH (p:Person {external_id: 'p-b2'}) DETACH DELETE p"])
    await find(planted.graph)
    again = await mo.ask(QUEUE)
    for one, other in zip(seen["duplicates"]["edges"], again["duplicates"]["edges"], strict=True):
        assert {**one["node"], "computedAt": ""} == {**other["node"], "computedAt": ""}
    assert (await eva.ask(QUEUE))["duplicates"] == {
        "edges": [], "totalCount": 0, "pageInfo": {"hasNextPage": False, "endCursor": None}
    }, "who is shown masks learns nothing of what is behind them"  # fmt: skip


async def test_what_is_judged_leaves_the_queue_with_all_that_follows(planted: Api) -> None:
    ada = await join(planted, "ada", "admin")
    await judge(ada, "p-a", "p-a2", "SAME", reason="The same card.")
    assert sorted(await queue(ada, noun="PERSON")) == sorted([*ANA[1:], BEN])
    await judge(ada, "p-a2", "p-a3", "DIFFERENT")
    assert await queue(ada, noun="PERSON") == [BEN], "who is the same as one is different from the other as well"
    await judge(ada, "p-a", "p-a2", "UNSURE")
    assert sorted(await queue(ada, noun="PERSON")) == sorted([ANA[1], BEN]), "it replaced the first"
    await judge(ada, *LUMEN, "DIFFERENT")
    assert await queue(ada, noun="ORGANIZATION") == []


async def test_what_follows_by_a_hidden_record_follows_for_whoever_sees_it_alone(planted: Api) -> None:
    ada, mo = await join(planted, "ada", "admin"), await join(planted, "mo", "account_manager")
    await judge(ada, "p-a", "p-b2", "SAME")
    await judge(ada, "p-b2", "p-a2", "SAME")
    assert ("p-a", "p-a2") not in await queue(ada)
    assert ("p-a", "p-a2") in await queue(mo), "to them there is no p-b2, and nobody judged the two"


async def test_somebody_unsure_is_asked_again_when_a_field_of_either_has_changed(planted: Api) -> None:
    ada = await join(planted, "ada", "admin")
    await judge(ada, *BEN, "UNSURE", reason="Twins?")
    assert BEN not in await queue(ada)
    await ada.do("personUpdate", "person { id }", person={"externalId": "p-c"}, city="Galway")
    assert BEN not in await queue(ada), "it was somebody else"
    await ada.do("personUpdate", "person { id }", person={"externalId": "p-b2"}, city="Abuja")
    assert BEN in await queue(ada)
    [told] = [edge["node"]["judgements"] for edge in (await ada.ask(QUEUE))["duplicates"]["edges"]
              if "p-b2" in (edge["node"]["first"]["externalId"], edge["node"]["second"]["externalId"])]  # fmt: skip
    assert told == [{"verdict": "UNSURE", "reason": "Twins?", "machine": False, "by": {"name": "Ada"}}]


async def test_reasons_are_for_whoever_sees_confidential_facts(planted: Api) -> None:
    ada, ann = await join(planted, "ada", "admin"), await join(planted, "ann", "analyst")
    await judge(ada, *BEN, "UNSURE", reason="Twins?")
    await ada.do("personUpdate", "person { id }", person={"externalId": "p-b"}, city="Abuja")
    told = [edge["node"]["judgements"] for edge in (await ann.ask(QUEUE))["duplicates"]["edges"]]
    assert [one["reason"] for several in told for one in several] == [None]


async def test_what_is_archived_or_no_longer_alike_is_gone(planted: Api) -> None:
    ada = await join(planted, "ada", "admin")
    await ada.do("personArchive", "person { id }", person={"externalId": "p-b2"})
    assert BEN not in await queue(ada)
    changed = {"name": "Zoe Marsh", "firstName": "Zoe", "lastName": "Marsh", "emails": [], "phones": [], "city": "Rome"}
    await ada.do("personUpdate", "person { id }", person={"externalId": "p-a3"}, **changed)
    await find(planted.graph)
    assert await queue(ada, noun="PERSON") == [ANA[0]]
    left = await planted.graph.rows("MATCH ()-[m:MAY_BE]->() RETURN count(m)", {})
    assert left == [[2]], "a run replaces what was found before"


async def test_a_run_says_what_it_compared(graph: Graph, tmp_path: Path) -> None:
    await plant(graph, tmp_path / "files")
    assert json.loads((await find(graph))["result"]) == {
        "person": {"records": 6, "pairs": 4, "crowded": 0, "learnt": False},
        "organization": {"records": 3, "pairs": 1, "crowded": 0, "learnt": False},
    }
