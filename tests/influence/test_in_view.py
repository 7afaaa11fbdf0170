"""Influence as one user sees it: of all that is in their sight, told when it is asked for, and kept nowhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from graphcrm.access.policy import built_in
from graphcrm.errors import BadUserInput, NotFound
from graphcrm.graph.connection import Graph
from graphcrm.intelligence import in_view
from graphcrm.intelligence.sight import EVERYBODY, Sight
from graphcrm.measures.influence import Weights
from graphcrm.records import users
from graphcrm.settings import Settings
from tests.conftest import emptied
from tests.exchange.files import imported
from tests.exchange.test_command import graphcrm
from tests.influence.worlds import NOW, PEOPLE, firm, interactions, kept, scored

__all__ = ["graphcrm"]
Command = Callable[..., CompletedProcess[str]]
TEAM = "tea_harbour"
SECRET = [("aide", ["ceo", "head", "dev-1", "dev-2", "dev-3"], 4), ("ceo", ["aide"], 9)]
GUEST = "MATCH (p:Person {external_id: 'guest-2'}) SET p.audience = [$team]"
_WEIGHTS = Weights(Settings().influence_place, Settings().influence_title)


async def limited(graph: Graph, folder: Path) -> Graph:
    """The firm, with mails and a guest that are one team's alone."""
    await firm(graph, folder)
    await imported(graph, folder, interactions=interactions(SECRET, start=900))
    theirs = "MATCH (i:Interaction) WHERE toInteger(split(i.external_id, '-')[1]) >= 900 SET i.audience = [$team]"
    await graph.change_schema([theirs, GUEST], {"team": TEAM})
    return graph


async def told(graph: Graph, sight: Sight) -> dict[str, Any]:
    found = await in_view.of(graph, sight, "o-firm", NOW, _WEIGHTS)
    return {
        found.people[one.person][0]: (one.value, one.percentile, one.network, one.formal, one.counterparts)
        for one in found.standings
    }


async def stored(graph: Graph) -> dict[str, Any]:
    """What is kept, of the firm."""
    names = ("value", "percentile", "network", "formal", "counterparts")
    found = await kept(graph)
    return {person: tuple(one.get(name) for name in names) for (person, at), one in found.items() if at == "o-firm"}


async def test_who_sees_what_everybody_sees_is_told_what_is_kept(graph: Graph, tmp_path: Path) -> None:
    await scored(await limited(graph, tmp_path))
    known = await stored(graph)
    assert len(known) == len(PEOPLE) - 2
    assert await told(graph, EVERYBODY) == known
    assert await told(graph, Sight(teams=["tea_other"])) == known


async def test_who_sees_more_is_told_what_all_of_it_makes(graph: Graph, tmp_path: Path) -> None:
    await limited(graph, tmp_path)
    theirs, everything = await told(graph, Sight(teams=[TEAM])), await told(graph, Sight(sees_all=True))
    shared = await told(graph, EVERYBODY)
    assert theirs == everything != shared
    assert theirs["aide"][4] > shared["aide"][4]
    # The same as where none of it is limited.
    await imported(await firm(await emptied(graph), tmp_path), tmp_path, interactions=interactions(SECRET, start=900))
    await scored(graph)
    assert theirs == await stored(graph)


async def test_the_most_influential_come_first_and_nothing_is_kept(graph: Graph, tmp_path: Path) -> None:
    await limited(graph, tmp_path)
    found = await in_view.of(graph, Sight(teams=[TEAM]), "o-firm", NOW, _WEIGHTS)
    values = [one.value for one in found.standings]
    assert values == sorted(values, key=lambda value: (value is None, -(value or 0.0)))
    assert await kept(graph) == {}


async def test_what_is_not_seen_or_is_no_whole_is_refused(graph: Graph, tmp_path: Path) -> None:
    await firm(graph, tmp_path)
    with pytest.raises(NotFound, match="o-nowhere"):
        await in_view.of(graph, EVERYBODY, "o-nowhere", NOW, _WEIGHTS)
    with pytest.raises(BadUserInput, match="unit of another"):
        await in_view.of(graph, EVERYBODY, "o-lab", NOW, _WEIGHTS)
    theirs = "MATCH (o:Organization {external_id: 'o-guest'}) SET o.audience = [$team]"
    await graph.change_schema([theirs], {"team": TEAM})
    with pytest.raises(NotFound, match="o-guest"):
        await in_view.of(graph, EVERYBODY, "o-guest", NOW, _WEIGHTS)
    found = await in_view.of(graph, Sight(teams=[TEAM]), "o-guest", NOW, _WEIGHTS)
    assert {one for one, _ in found.people.values()} == {"guest", "guest-2"}


async def test_the_command_tells_a_user_and_the_trail_knows(graph: Graph, graphcrm: Command, tmp_path: Path) -> None:
    await limited(graph, tmp_path)
    await users.add(graph, built_in(), "seller@lumen.example", None, ["account_manager"])
    await users.add(graph, built_in(), "auditor@lumen.example", None, ["auditor"])
    asked = ("score", "--organization", "o-firm", "--viewer")
    done = graphcrm(*asked, "seller@lumen.example", "--json")
    assert done.returncode == 0, done.stderr
    people = json.loads(done.stdout)["people"]
    shared = await told(graph, EVERYBODY)
    assert {one["person"]: one["value"] for one in people} == {name: one[0] for name, one in shared.items()}
    assert graphcrm(*asked, "seller@lumen.example").stdout.splitlines()[0].split()[:3] == ["person", "name", "value"]
    [(acts,)] = await graph.rows("MATCH (a:AuditEntry {act: 'score'}) RETURN collect(a.decision)", {})
    assert acts == ["allowed", "allowed"]

    refused = graphcrm(*asked, "auditor@lumen.example")
    assert refused.returncode != 0 and "sees no influence" in refused.stderr and refused.stdout == ""
    for words in (("--viewer", "seller@lumen.example"), ("--organization", "o-firm")):
        done = graphcrm("score", *words)
        assert done.returncode == 1 and "belong together" in done.stderr
    assert "is no user who may sign in" in graphcrm(*asked, "nobody@lumen.example").stderr
