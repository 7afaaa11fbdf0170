"""How we stand with an account, its groups, who stands between them, and how its scores are spread: worked out again in
plain Python.

o-firm with its unit o-lab as in `worlds`; o-ours: us-1 and us-2, who call people of the firm.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graphcrm.graph.connection import Graph
from graphcrm.measures import health
from graphcrm.measures.scoring import Parameters
from tests.conftest import Api, opened
from tests.exchange.files import imported
from tests.influence.worlds import NOW, firm, scored

# Who of us called whom, how many days ago.
CALLS = {
    ("us-1", "ceo"): (200, 150, 100, 50, 3),
    ("us-2", "ceo"): (90,),
    ("us-1", "head"): (300, 290, 280),
    ("us-2", "dev-1"): (20, 10, 5, 2),
    ("us-2", "aide"): (40,),
}
ACCOUNT = """{ organization(by: {externalId: "%s"}) {
  health { value grade inTouch weakest { externalId } reasons
    keyContacts { person { externalId } influence weight probability60d grade knownBy { externalId } } }
  influenceGroups { people computedAt
    groups { id people leaders { externalId } within outward bridges { externalId } hangsOnOne } }
  brokers(first: 50) { totalCount edges { betweenness constraint groupsReached bottleneck reason node { externalId } } }
  scoreDistribution { influence { count mean median lowestTenth highestTenth bins }
    strength { count mean median bins } strongestTenth }
} }"""
STANDINGS = "MATCH (p:Person)-[i:INFLUENTIAL_IN]->({external_id: 'o-firm'}) RETURN p.external_id, properties(i)"
TIES = "MATCH (a:Person)-[k:KNOWS]->(b:Person) RETURN a.external_id, b.external_id, k.rank"


async def account(api: Api, external_id: str = "o-firm", role: str = "manager") -> dict[str, Any]:
    found: dict[str, Any] = (await api.ask(ACCOUNT % external_id, {}, role))["organization"]
    return found


@pytest.fixture
async def world(graph: Graph, tmp_path: Path) -> AsyncIterator[Api]:
    await firm(graph, tmp_path)
    rows = ["external_id,kind,occurred_at,participants"]
    for (one, other), days in CALLS.items():
        at = [(NOW - timedelta(days=many)).isoformat() for many in days]
        rows += [f"c-{one}-{other}-{day},CALL,{day},{one}:ATTENDEE;{other}:ATTENDEE" for day in at]
    ledger = await imported(
        graph,
        tmp_path,
        organizations="external_id,name,kind,ours\no-ours,Ours,COMPANY,true\no-empty,Nobody,COMPANY,\n",
        people="external_id,name\nus-1,Us One\nus-2,Us Two\n",
        roles="external_id,organization,title\nr-us-1,o-ours,Seller\nr-us-2,o-ours,Seller\n",
        holdings="role,person\nr-us-1,us-1\nr-us-2,us-2\n",
        interactions="\n".join(rows) + "\n",
    )
    assert ledger.clean, ledger.rejected[:3]
    await scored(graph)
    api = await opened(graph)
    yield api
    await api.client.aclose()


def chances(parameters: Parameters) -> dict[str, tuple[float, str]]:
    """By person of the firm the best chance of a contact with one of us, and whose it is."""
    found: dict[str, tuple[float, str]] = {}
    for (one, other), days in CALLS.items():
        dates = sorted({(NOW - timedelta(days=many)).date() for many in days})
        age = (datetime.now(UTC).date() - dates[0]).days
        past = health.pasts([(len(dates) - 1, (dates[-1] - dates[0]).days, age)])
        chance = float(health.probability(past, parameters)[0])
        found[other] = max(found.get(other, (0.0, "")), (chance, one))
    return found


async def test_an_account_is_as_healthy_as_those_who_count_there(world: Api) -> None:
    found = (await account(world))["health"]
    standings = dict(await world.graph.rows(STANDINGS, {}))
    expected = chances(health.SHIPPED)
    told = {one["person"]["externalId"]: one for one in found["keyContacts"]}
    assert told.keys() == expected.keys() and found["inTouch"] == 4
    for person, (chance, by) in expected.items():
        assert told[person]["probability60d"] == pytest.approx(chance)
        assert told[person]["knownBy"]["externalId"] == by
        assert told[person]["influence"] == standings[person].get("value") == told[person]["weight"]
    weights = [one["weight"] for one in found["keyContacts"]]
    assert weights == sorted(weights, reverse=True)
    mean = np.average([one["probability60d"] for one in found["keyContacts"]], weights=weights)
    assert found["value"] == pytest.approx(mean)
    assert found["weakest"]["externalId"] == min(expected, key=lambda one: expected[one][0])
    assert found["grade"] == ("HEALTHY" if mean >= 0.7 else "FAIR" if mean >= 0.4 else "COLD")
    assert found["reasons"][0] == "4 key contacts of 4 in touch with us"


async def test_who_has_no_influence_weighs_a_half_and_who_is_archived_nothing(world: Api) -> None:
    lost = "MATCH (:Person {external_id: 'ceo'})-[i:INFLUENTIAL_IN]->() DELETE i"
    await world.graph.write(lambda t: t.run(lost, {}), name="loss")
    put_away = "MATCH (p:Person {external_id: 'dev-1'}) SET p.archived_at = datetime()"
    await world.graph.write(lambda t: t.run(put_away, {}), name="archive")
    told = {one["person"]["externalId"]: one for one in (await account(world))["health"]["keyContacts"]}
    assert told.keys() == {"ceo", "head", "aide"}
    assert (told["ceo"]["influence"], told["ceo"]["weight"]) == (None, 0.5)


async def test_of_an_account_that_nobody_of_us_knows_nothing_is_said(world: Api) -> None:
    found = await account(world, "o-empty")
    assert found["health"]["value"] is found["health"]["grade"] is found["health"]["weakest"] is None
    assert found["health"]["reasons"][0].startswith("not enough data")
    assert found["influenceGroups"] is None or found["influenceGroups"]["groups"] == []
    assert found["brokers"]["totalCount"] == 0
    assert found["scoreDistribution"]["strength"] == {"count": 0, "mean": None, "median": None, "bins": [0] * 10}


async def test_groups_and_brokers_are_what_ties_and_scores_say(world: Api) -> None:
    found = await account(world)
    standings = dict(await world.graph.rows(STANDINGS, {}))
    group = {one: said["group"] for one, said in standings.items()}
    ties = {frozenset(pair[:2]) for pair in await world.graph.rows(TIES, {})}
    within = [pair for pair in map(frozenset, combinations(group, 2)) if pair in ties]
    groups = found["influenceGroups"]["groups"]
    assert sum(one["people"] for one in groups) == found["influenceGroups"]["people"] == len(group)
    for one in groups:
        number = int(one["id"].split("/")[1])
        members = {person for person, at in group.items() if at == number}
        across = [pair for pair in within if len(pair & members) == 1]
        assert one["people"] == len(members)
        assert one["within"] == sum(pair <= members for pair in within) and one["outward"] == len(across)
        bridges = {person for pair in across for person in pair & members}
        assert {each["externalId"] for each in one["bridges"]} <= bridges and bool(one["bridges"]) == bool(bridges)
        assert one["hangsOnOne"] == (len(bridges) == 1)
        strongest = max(members, key=lambda person: standings[person].get("value", -1))
        assert one["leaders"][0]["externalId"] == strongest
    brokers = {edge["node"]["externalId"]: edge for edge in found["brokers"]["edges"]}
    assert brokers.keys() == {one for one, said in standings.items() if said["betweenness"] > 0}
    for person, edge in brokers.items():
        assert edge["betweenness"] == standings[person]["betweenness"]
        mine = [next(iter(pair - {person})) for pair in within if person in pair]
        assert edge["groupsReached"] == len({group[other] for other in mine})
        others = [pair for pair in within if person not in pair and len({group[one] for one in pair}) == 2]
        outward = any(group[other] != group[person] for other in mine)
        assert edge["bottleneck"] == (outward and not any(group[person] in {group[o] for o in p} for p in others))


async def test_scores_are_spread_as_numbers_are(world: Api) -> None:
    found = (await account(world))["scoreDistribution"]
    values = [said["value"] for _, said in await world.graph.rows(STANDINGS, {}) if "value" in said]
    influence = found["influence"]
    assert influence["count"] == len(values) and influence["mean"] == pytest.approx(np.mean(values))
    assert influence["median"] == pytest.approx(np.median(values))
    assert influence["bins"] == np.histogram(values, bins=np.linspace(0, 1, 11))[0].tolist()
    days = datetime.now(UTC).timestamp() / 86_400
    strengths = [2 ** (rank - days / 60) for one, other, rank in await world.graph.rows(TIES, {})
                 if {one, other} - {"us-1", "us-2", "guest", "guest-2"}]  # fmt: skip
    strength = found["strength"]
    assert strength["count"] == sum(strength["bins"]) == len(strengths)
    assert strength["mean"] == pytest.approx(np.mean(strengths), rel=1e-4)
    tenth = sorted(strengths, reverse=True)[: -(-len(strengths) // 10)]
    assert found["strongestTenth"] == pytest.approx(sum(tenth) / sum(strengths), rel=1e-4)


async def test_what_one_may_not_see_counts_nowhere(world: Api) -> None:
    whole = await account(world)
    hide = "MATCH (p:Person {external_id: 'ceo'}) SET p.audience = ['tea_other']"
    await world.graph.write(lambda t: t.run(hide, {}), name="hide")
    seen, gone = await account(world), "MATCH (p:Person {external_id: 'ceo'}) DETACH DELETE p"
    assert seen != whole
    await world.graph.write(lambda t: t.run(gone, {}), name="delete")
    assert await account(world) == seen
